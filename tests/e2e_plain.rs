//! The pages without the room's script, in a browser. Guests open them at an address that is no
//! secure context, where browsers send less about a form than to 127.0.0.1.

use flatchat_tests::browser::Browser;
use flatchat_tests::chat;
use flatchat_tests::visitor::{address_of, serve};

/// A browser sends no usable `Origin` with the forms of a page that wants no referrer.
#[tokio::test]
async fn forms_join_speak_and_leave() {
    let server = serve(&[]);
    let page = Browser::start().await;
    page.open(&format!("{}plain", address_of(&server))).await;
    page.fill("Your name", "Ana").await;
    page.press("Join").await;
    page.find("field", "Message").await;
    page.fill("Message", "hello").await;
    page.press("Send").await;
    page.until_text("hello").await;
    let said = chat::said(&server.log());
    assert_eq!(said.iter().map(|line| &line.text[..]).collect::<Vec<_>>(), ["hello"]);

    page.open(&format!("{}plain/live/write", address_of(&server))).await;
    page.fill("Message", "from the frame").await;
    page.press("Send").await;
    page.open(&format!("{}plain?write", address_of(&server))).await;
    page.until_text("from the frame").await;
    page.press("Leave the room").await;
    page.find("button", "Join").await;
}
