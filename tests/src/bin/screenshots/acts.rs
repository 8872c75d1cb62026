//! Pictures of what can be done with messages: the actions of a message, an answer, and the emoji.

use flatchat_tests::browser::Browser;
use serde_json::{Value, json};

use super::{Album, choose};

/// Opens the menu of the message with these words.
const OPEN_MENU: &str = "const row = [...document.querySelectorAll('[role=log] [data-entry]')]
      .find((row) => row.querySelector('[dir=auto]')?.textContent.includes(arguments[0]));
    row.scrollIntoView({ block: 'center' });
    row.focus();
    row.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))";

const SOUP: &str = "Soup is on the stove";

pub(crate) async fn add(album: &Album, window: &Browser, phone: &Browser, laptop: &Browser) {
    for theme in ["Light", "Dark"] {
        let suffix = theme.to_lowercase();
        for (page, name) in [(window, "window"), (phone, "guest-390"), (laptop, "guest-1280")] {
            choose(page, theme).await;
            open_menu(page).await;
            album.add(page, &format!("{name}-actions-{suffix}")).await;
            page.keys("\u{E00C}").await;
            page.run("document.activeElement?.blur()", &[]).await;
        }
        answer(album, phone, &suffix).await;
        dialogs(album, window, &suffix).await;
    }
    for page in [window, phone, laptop] {
        choose(page, "Light").await;
    }
}

async fn answer(album: &Album, phone: &Browser, suffix: &str) {
    open_menu(phone).await;
    phone.press("Reply").await;
    phone.write("Is there any left?").await;
    album.add(phone, &format!("guest-390-reply-{suffix}")).await;
    // Control and A, then Delete.
    phone.keys("\u{E009}a\u{E000}\u{E017}").await;
    phone.keys("\u{E00C}").await;
    open_menu(phone).await;
    phone.press("More emoji").await;
    phone
        .until_true("emoji are shown", "return document.querySelectorAll('dialog button').length > 100", &[])
        .await;
    album.add(phone, &format!("guest-390-emoji-{suffix}")).await;
    phone.press("Close").await;
}

async fn dialogs(album: &Album, window: &Browser, suffix: &str) {
    open_menu(window).await;
    window.press("Remove").await;
    window.find("dialog", "Remove this message?").await;
    album.add(window, &format!("window-removal-{suffix}")).await;
    window.keys("\u{E00C}").await;
    window.until_gone("dialog", "Remove this message?").await;
}

async fn open_menu(page: &Browser) {
    let is_open = "return document.querySelector('[role=menu]') !== null";
    page.run(OPEN_MENU, &[json!(SOUP)]).await;
    page.until("the menu is open", is_open, &[], |open| (*open == Value::Bool(true)).then_some(())).await;
}
