//! axe-core finds nothing on any screen, in both themes and from right to left. What it cannot
//! judge by itself is listed here with the reason why it is right.

use flatchat_tests::axe::Explained;
use flatchat_tests::browser::Browser;
use flatchat_tests::tour::{self, Visit};

/// What a person has judged.
const EXPLAINED: [Explained; 10] = [
    ("video-caption", "<video", "People share their own films. The room has no captions for them."),
    ("label-content-name-mismatch", "Unable to determine", "Emoji and signs, which the name says in words."),
    (
        "color-contrast",
        "only non-text characters",
        "Emoji and signs, in the colour of the words beside them.",
    ),
    ("color-contrast", "class=\"beginning", "One letter of a name, in the colour of the letters beside it."),
    ("color-contrast", "a background gradient", "Only the viewer has one, dark enough over a white picture."),
    ("color-contrast", "a pseudo element", "It makes a target larger, and has no ground of its own."),
    (
        "color-contrast",
        "overlapped by another",
        "A row half below the day at the upper edge, or below its actions.",
    ),
    ("color-contrast", "partially obscured", "Words half behind the edge of something that scrolls."),
    (
        "scrollable-region-focusable",
        "<pre ",
        "Tab reaches the code within from its row, which is one tab stop.",
    ),
    ("scrollable-region-focusable", "class=\"table", "Tab reaches the table within from its row."),
];

/// High enough that little is cut off where something scrolls: axe-core cannot judge what lies half
/// behind an edge.
const LAPTOP: Visit = Visit::LAPTOP.sized((1280, 1600));
const PHONE: Visit = Visit::PHONE.sized((390, 1600));

/// Searches the page, and looks at its colours in the other theme as well.
async fn audit(page: &Browser) -> Vec<String> {
    const CHOOSE: &str = "document.documentElement.dataset.theme = arguments[0]";
    let theme = page.run("return document.documentElement.dataset.theme", &[]).await;
    page.run(CHOOSE, &["light".into()]).await;
    let mut found = page.axe(&EXPLAINED).await;
    page.run(CHOOSE, &["dark".into()]).await;
    found.extend(page.axe_colours(&EXPLAINED).await.into_iter().map(|one| format!("dark: {one}")));
    page.run(CHOOSE, &[theme]).await;
    found
}

#[tokio::test]
async fn nothing_is_wrong_outside_the_room() {
    LAPTOP.outside(audit).await;
}

#[tokio::test]
async fn nothing_is_wrong_in_an_empty_room_and_without_a_connection() {
    LAPTOP.room(audit).await;
}

#[tokio::test]
async fn nothing_is_wrong_in_a_lively_conversation() {
    LAPTOP.messages(audit).await;
}

#[tokio::test]
async fn nothing_is_wrong_with_shared_files() {
    LAPTOP.files(audit).await;
}

#[tokio::test]
async fn nothing_is_wrong_on_a_phone() {
    PHONE.room(audit).await;
}

#[tokio::test]
async fn nothing_is_wrong_in_a_lively_conversation_on_a_phone() {
    PHONE.messages(audit).await;
}

#[tokio::test]
async fn nothing_is_wrong_outside_the_room_from_right_to_left() {
    LAPTOP.in_arabic().outside(audit).await;
}

#[tokio::test]
async fn nothing_is_wrong_in_a_room_from_right_to_left() {
    PHONE.in_arabic().room(audit).await;
}

#[tokio::test]
async fn nothing_is_wrong_in_a_lively_conversation_from_right_to_left() {
    LAPTOP.in_arabic().messages(audit).await;
}

#[tokio::test]
async fn nothing_is_wrong_with_shared_files_from_right_to_left() {
    LAPTOP.in_arabic().files(audit).await;
}

#[tokio::test]
async fn nothing_is_wrong_in_the_hosts_window() {
    tour::window(audit).await;
}

#[tokio::test]
async fn nothing_is_wrong_in_a_host_window_that_has_much_to_say() {
    tour::talkative_window(LAPTOP.size, audit).await;
}
