//! Pictures of what can be done with messages: the actions of a message, an answer, and the emoji.

use flatchat_tests::browser::Browser;
use serde_json::{Value, json};

use super::Album;

/// Opens the menu of the message with these words.
const OPEN_MENU: &str = "const row = [...document.querySelectorAll('[role=log] [data-entry]')]
      .find((row) => row.querySelector('[dir=auto]')?.textContent.includes(arguments[0]));
    row.scrollIntoView({ block: 'center' });
    row.focus();
    row.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))";

const SOUP: &str = "Soup is on the stove";

pub(crate) async fn add(album: &Album, window: &Browser, phone: &Browser, laptop: &Browser) {
    for (page, name) in [(window, "window"), (phone, "guest-390"), (laptop, "guest-1280")] {
        open_menu(page).await;
        album.add(page, &format!("{name}-actions-light")).await;
        page.keys("\u{E00C}").await;
        page.run("document.activeElement?.blur()", &[]).await;
    }
    open_menu(phone).await;
    phone.press("Reply").await;
    phone.write("Is there any left?").await;
    album.add(phone, "guest-390-reply-light").await;
    phone.keys("\u{E00C}").await;
    open_menu(phone).await;
    phone.press("More emoji").await;
    phone
        .until_true("emoji are shown", "return document.querySelectorAll('dialog button').length > 100", &[])
        .await;
    album.add(phone, "guest-390-emoji-light").await;
    phone.press("Close").await;
}

async fn open_menu(page: &Browser) {
    let is_open = "return document.querySelector('[role=menu]') !== null";
    page.run(OPEN_MENU, &[json!(SOUP)]).await;
    page.until("the menu is open", is_open, &[], |open| (*open == Value::Bool(true)).then_some(())).await;
}
