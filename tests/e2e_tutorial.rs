//! The tutorial in a browser: its page, and a page that is written in the tutorial's way.

use flatchat_tests::browser::Browser;
use flatchat_tests::visitor::{address_of, serve};
use flatchat_tests::{Guest, chat};
use serde_json::{Value, json};

/// Returns the conversation that the small page shows.
const LINES: &str = "return [...document.querySelectorAll('[role=log] p')].map((line) => line.textContent)";

/// A page of the tutorial's kind: one EventSource, and unescaped posts.
const TUTORIAL_PAGE: &str = r#"
    window.heard = [];
    window.post = (body) => new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", "chat_intake.php", true);
      request.setRequestHeader("Content-type", "application/x-www-form-urlencoded");
      request.onreadystatechange = () => request.readyState === 4 && resolve(request.responseText);
      request.send(body);
    });
    window.listen = () => {
      const source = new EventSource("server.php");
      source.onopen = () => (window.opened = (window.opened ?? 0) + 1);
      source.onmessage = (event) => window.heard.push(event.data);
    };
"#;

async fn until_equal(page: &Browser, script: &str, expected: &Value) {
    page.until(&format!("{expected}"), script, &[], |seen| (seen == expected).then_some(())).await;
}

#[tokio::test]
async fn the_small_page_joins_connects_submits_and_disconnects() {
    let server = serve(&[]);
    let page = Browser::start().await;
    page.open(&format!("{}chat_example.php", address_of(&server))).await;
    page.fill("Your name", "Ana").await;
    page.press("Join").await;
    page.press("Connect").await;
    page.until_text("Connected.").await;
    for text in ["hello", "<b>bold</b> & 100% + more"] {
        page.fill("Message", text).await;
        page.press("Submit Text").await;
        page.until_text(&format!("Ana said: {text}")).await;
    }

    page.press("Disconnect").await;
    page.until_text("Disconnected.").await;
    let bot = Guest::join(&server, "bot").await;
    bot.say("not heard").await;
    let heard = json!(["Ana said: hello", "Ana said: <b>bold</b> & 100% + more"]);
    assert_eq!(page.run(LINES, &[]).await, heard);

    // As in the tutorial, a new connection begins with the newest line.
    page.press("Connect").await;
    until_equal(&page, &format!("{LINES}.slice(2)"), &json!(["bot said: not heard"])).await;
}

#[tokio::test]
async fn a_page_written_like_the_tutorials_hears_each_entry_once_and_in_order_over_a_restart() {
    let mut server = serve(&[]);
    let page = Browser::start().await;
    page.open(&format!("{}chat_example.php", address_of(&server))).await;
    page.run(TUTORIAL_PAGE, &[]).await;
    assert_eq!(page.run("return post('uname=' + arguments[0])", &[json!("Ana")]).await, json!("success"));
    page.run("listen()", &[]).await;
    page.until_true("the stream opens", "return window.opened === 1", &[]).await;

    let typed = ["hello", "you & me = 100%", "two\nlines", "\u{1f389} caf\u{e9}"];
    for text in typed {
        assert_eq!(page.run("return post('text=' + arguments[0])", &[json!(text)]).await, json!(""));
    }
    let mut expected: Vec<String> = typed.iter().map(|text| format!("Ana said: {text}")).collect();
    until_equal(&page, "return heard", &json!(expected)).await;

    server.kill9();
    server.start_again();
    let bot = Guest::join(&server, "bot").await;
    for n in 0..20 {
        bot.say(&format!("while away {n}")).await;
        expected.push(format!("bot said: while away {n}"));
    }
    // The browser itself reconnects, 15 s after it lost the stream, with its Last-Event-ID.
    page.until_true("the stream opens again", "return window.opened === 2", &[]).await;
    page.run("return post('text=back')", &[]).await;
    expected.push("Ana said: back".to_owned());
    until_equal(&page, "return heard", &json!(expected)).await;
    assert_eq!(chat::said(&server.log()).len(), expected.len());
}
