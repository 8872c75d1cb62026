//! The keyboard alone: where Tab leads on each screen, F6 between the regions of the room, and the
//! way back by Escape.

use flatchat_tests::Server;
use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::stops::Stop;
use flatchat_tests::tour::{self, Lines, Visit};
use flatchat_tests::visitor::serve;
use serde_json::json;

const F6: &str = "\u{E036}";
const SHIFT_F6: &str = "\u{E008}\u{E036}\u{E008}";

/// Checks that Tab reaches everything on a screen, and that the focus is seen at each stop. In a
/// menu, the arrow keys go through the items, and Tab closes it.
async fn walk(page: &Browser) -> Vec<String> {
    let in_menu = page.run("return document.querySelector('[role=menu]') !== null", &[]).await;
    if in_menu == json!(true) { Vec::new() } else { page.faults_of_the_walk().await }
}

#[tokio::test]
async fn tab_reaches_everything_outside_the_room() {
    Visit::LAPTOP.outside(walk).await;
}

#[tokio::test]
async fn tab_reaches_everything_in_an_empty_room_and_without_a_connection() {
    Visit::LAPTOP.room(walk).await;
}

#[tokio::test]
async fn tab_reaches_everything_in_a_lively_conversation() {
    Visit::LAPTOP.messages(walk).await;
}

#[tokio::test]
async fn tab_reaches_everything_around_shared_files() {
    Visit::LAPTOP.files(walk).await;
}

#[tokio::test]
async fn tab_reaches_everything_on_a_small_screen() {
    Visit::LAPTOP.sized((390, 600)).messages(walk).await;
}

#[tokio::test]
async fn tab_reaches_everything_in_the_hosts_window() {
    tour::talkative_window((1280, 800), walk).await;
}

/// A room with a topic, a pin and messages.
async fn room() -> (Server, Option<Browser>) {
    let server = serve(&[]);
    server.append(Lines::lively().bytes());
    let page = Browser::guest_with_dev_tools(&server, "Ana").await;
    if let Some(page) = &page {
        page.until_shown("the newest").await;
    }
    (server, page)
}

fn names(stops: &[Stop]) -> Vec<String> {
    stops.iter().map(Stop::to_string).collect()
}

#[tokio::test]
async fn tab_goes_through_the_room_from_the_header_to_the_composer() {
    let (_server, Some(page)) = room().await else { return };
    page.write("half a").await;
    let stops = names(&page.walk().await);
    let order = [
        "button Invite",
        "button People",
        "button Files",
        "button Settings",
        "button Pinned message Ana me",
        "article bo, ",
        "textbox Message",
        "button Share files",
        "button Send",
    ];
    let at = |name: &str| stops.iter().position(|stop| stop.starts_with(name));
    let places: Vec<usize> = order
        .iter()
        .map(|name| at(name).unwrap_or_else(|| panic!("{name:?} is missing in {stops:#?}")))
        .collect();
    assert!(places.is_sorted(), "{stops:#?}");
    let rows = stops.iter().filter(|stop| stop.starts_with("article")).count();
    assert_eq!(rows, 1, "the conversation is one stop: {stops:#?}");
}

async fn regions(page: &Browser, key: &str, count: usize) -> Vec<String> {
    let mut stops = Vec::new();
    for _ in 0..count {
        page.keys(key).await;
        stops.push(page.stop().await.to_string());
    }
    stops
}

#[tokio::test]
async fn f6_goes_from_region_to_region_and_shift_f6_back() {
    let (mut server, Some(page)) = room().await else { return };
    page.find("field", "Message").await.click().await.expect("a field takes the focus");
    let there = regions(&page, F6, 5).await;
    assert!(there[0].ends_with("People"), "{there:?}");
    assert!(there[1].starts_with("button"), "the header: {there:?}");
    assert!(there[2].starts_with("button Pinned message"), "{there:?}");
    assert!(there[3].starts_with("article bo, "), "{there:?}");
    assert_eq!(there[4], "textbox Message");
    let mut back = regions(&page, SHIFT_F6, 5).await;
    assert_eq!(back.pop().as_deref(), Some("textbox Message"));
    back.reverse();
    assert_eq!(back, there[..4]);

    // A banner is a region while it is there.
    server.kill9();
    page.find("button", "Why?").await;
    let there = regions(&page, F6, 6).await;
    assert!(there.contains(&"button Why?".to_owned()), "{there:?}");
    // Over a dialog, the keys are its own.
    page.press("Settings").await;
    page.find("dialog", "Settings").await;
    page.keys(F6).await;
    let inside = "return document.querySelector('dialog[open]').contains(document.activeElement)";
    assert_eq!(page.run(inside, &[]).await, json!(true));
}

#[tokio::test]
async fn a_question_mark_opens_the_help_unless_somebody_writes() {
    let (_server, Some(page)) = room().await else { return };
    page.write("really?").await;
    assert!(!page.has("dialog", "Help").await);
    page.until_true(
        "it is written",
        "return document.querySelector('main form textarea').value === 'really?'",
        &[],
    )
    .await;
    page.keys(&format!("{0}{1}{0}", keys::SHIFT, keys::TAB)).await;
    let row = page.stop().await;
    page.keys("?").await;
    page.find("dialog", "Help").await;
    page.keys(keys::ESCAPE).await;
    page.until_gone("dialog", "Help").await;
    assert_eq!(page.stop().await, row);
}

#[tokio::test]
async fn keys_without_ctrl_can_be_turned_off_and_the_help_does_not_list_them_then() {
    let (_server, Some(page)) = room().await else { return };
    page.press("Settings").await;
    page.find("switch", "Keys without Ctrl: ? and /").await.click().await.expect("a switch can be turned");
    page.press("Close").await;
    page.until_gone("dialog", "Settings").await;
    page.reload().await;
    page.until_in().await;
    page.until_usable().await;

    page.find("field", "Message").await.click().await.expect("a field takes the focus");
    page.keys(&format!("{0}{1}{0}", keys::SHIFT, keys::TAB)).await;
    let row = page.stop().await;
    page.keys("?/").await;
    assert!(!page.has("dialog", "Help").await);
    assert_eq!(page.stop().await, row);
    page.keys(F6).await;
    assert_eq!(page.stop().await.to_string(), "textbox Message");

    page.say("/help").await;
    page.find("dialog", "Help").await;
    let listed =
        page.run("return [...document.querySelectorAll('kbd')].map((one) => one.textContent)", &[]).await;
    let listed: Vec<&str> = listed.as_array().into_iter().flatten().filter_map(|one| one.as_str()).collect();
    assert!(listed.contains(&"Ctrl+F") && listed.contains(&"F6"), "{listed:?}");
    assert!(!listed.contains(&"?") && !listed.contains(&"/"), "{listed:?}");
    page.keys(keys::ESCAPE).await;
    page.until_gone("dialog", "Help").await;

    page.keys(&format!("{0}f{0}", keys::CONTROL)).await;
    page.find("field", "Search messages").await;
}

async fn until_tooltips(page: &Browser, count: usize) {
    let shown = "[...document.querySelectorAll('.who')].filter((one) => one.offsetHeight > 0).length";
    page.until_true("as many tooltips", &format!("return {shown} === arguments[0]"), &[json!(count)]).await;
}

#[tokio::test]
async fn escape_hides_a_tooltip_and_leaves_the_focus_where_it_is() {
    let server = serve(&[]);
    server.append(b"bo said: tea?\ncy reacted to 0: \xf0\x9f\x91\x8d\ncy reacted to 0: \xe2\x98\x95\n");
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.find("button", "☕ 1: cy").await;
    page.find("field", "Message").await.click().await.expect("a field takes the focus");
    page.keys(&format!("{0}{1}{0}", keys::SHIFT, keys::TAB)).await;
    for _ in 0..20 {
        if page.stop().await.to_string() != "button 👍 1: cy" {
            page.keys(keys::TAB).await;
        }
    }
    until_tooltips(&page, 1).await;
    page.keys(keys::ESCAPE).await;
    until_tooltips(&page, 0).await;
    assert_eq!(page.stop().await.to_string(), "button 👍 1: cy");
    page.keys(keys::TAB).await;
    assert_eq!(page.stop().await.to_string(), "button ☕ 1: cy");
    until_tooltips(&page, 1).await;
    page.keys(keys::ESCAPE).await;
    page.keys(keys::ESCAPE).await;
    assert_eq!(page.stop().await.to_string(), "textbox Message");
}

#[tokio::test]
async fn escape_leads_back_from_each_dialog_to_what_opened_it() {
    let (_server, Some(page)) = room().await else { return };
    for (button, dialog) in [
        ("Invite", "Invite people"),
        ("Files", "Files"),
        ("Settings", "Settings"),
        ("2 pinned messages", "Pinned messages"),
    ] {
        page.press(button).await;
        page.find("dialog", dialog).await;
        page.keys(keys::ESCAPE).await;
        page.until_gone("dialog", dialog).await;
        assert_eq!(page.stop().await.to_string(), format!("button {button}"));
    }
    page.find("field", "Message").await.click().await.expect("a field takes the focus");
    page.keys(&format!("{0}{1}{0}", keys::SHIFT, keys::TAB)).await;
    let row = page.stop().await;
    page.keys(keys::ENTER).await;
    page.find("dialog", "Message").await;
    page.keys(keys::ESCAPE).await;
    page.until_gone("dialog", "Message").await;
    assert_eq!(page.stop().await, row);
    page.keys(keys::ESCAPE).await;
    assert_eq!(page.stop().await.to_string(), "textbox Message");
}
