//! The conversation for people who hear it, who use only the keyboard, or who print it.

use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::paper::{cut_off, printed};
use flatchat_tests::visitor::{address_of, serve};
use flatchat_tests::wait::until;
use flatchat_tests::{Guest, Server};
use serde_json::{Value, json};

/// Records each row that enters a live region while it is live. Like screen readers, it does so at
/// the end of the turn, and leaves out what is hidden from them, as the faces are, which come late.
const NOTE_WHAT_IS_READ_OUT: &str = "
    window.readOut = [];
    const isLive = (element) => ['polite', 'assertive'].includes(element.closest('[aria-live]')?.getAttribute('aria-live'));
    new MutationObserver((changes) => {
      const added = changes.flatMap((change) => [...change.addedNodes]);
      const rows = added.filter((node) => node instanceof Element && node.closest('[role=log]') && isLive(node) && !node.closest('[aria-hidden=true]'));
      window.readOut.push(...rows.map((row) => row.textContent.replace(/\\s+/g, ' ').trim()));
    }).observe(document, { childList: true, subtree: true });";
const READ_OUT: &str = "return window.readOut";
const IS_LIVE: &str = "return document.querySelector('[role=log]').getAttribute('aria-live') === 'polite'";
const SCROLLER: &str = "document.querySelector('[role=log]').closest('[tabindex]')";

/// A room with this many old messages, each with a link.
fn past(messages: usize) -> Server {
    let server = serve(&["--posts-per-minute", "0"]);
    let line = |n: usize| {
        format!("2026-01-02T03:{:02}:{:02}Z bo said: old {n} http://a.example/{n}\n", n / 60, n % 60)
    };
    server.append((0..messages).map(line).collect::<String>().as_bytes());
    server
}

#[tokio::test]
async fn history_is_not_read_out_and_what_is_new_is_once() {
    let mut server = past(200);
    let Some(page) = Browser::with_dev_tools().await else { return };
    page.dev_tools("Page.addScriptToEvaluateOnNewDocument", json!({"source": NOTE_WHAT_IS_READ_OUT})).await;
    page.open(&address_of(&server)).await;
    page.join("Ana").await;
    page.until_true("news are read out", IS_LIVE, &[]).await;
    let rows = "return document.querySelectorAll('[role=log] [data-entry]').length > arguments[0]";
    page.run(&format!("{SCROLLER}.scrollTop = 0"), &[]).await;
    page.until_true("older messages came", rows, &[json!(100)]).await;
    page.until_true("news are read out", IS_LIVE, &[]).await;
    assert_eq!(page.run(READ_OUT, &[]).await, json!([]));
    page.run(&format!("{SCROLLER}.scrollTop = 1e6"), &[]).await;

    let bo = Guest::join(&server, "bo").await;
    let _ = bo.say("from another").await;
    page.until_shown("from another").await;
    page.say("my own").await;
    let own = "return [...document.querySelectorAll('[role=log] [data-entry]')].at(-1).textContent.includes('my own')";
    page.until_true("one's own is in the log", own, &[]).await;
    let read_out = page.run(READ_OUT, &[]).await;
    let count = |words: &str| {
        read_out
            .as_array()
            .expect("a list")
            .iter()
            .filter(|one| one.as_str().is_some_and(|one| one.contains(words)))
            .count()
    };
    assert_eq!((count("from another"), count("my own"), count("old")), (1, 1, 0), "{read_out}");

    // After the file was rewritten, its newest page is history again.
    server.kill9();
    std::fs::write(server.path("chat.txt"), "2026-01-02T03:04:05Z bo said: rewritten\n")
        .expect("the log can be written");
    server.start_again();
    page.until_shown("rewritten").await;
    assert!(!page.run(READ_OUT, &[]).await.to_string().contains("rewritten"));
}

/// Returns the role and name of everything that the browser gives to screen readers.
async fn accessible(page: &Browser) -> Vec<(String, String)> {
    page.dev_tools("Accessibility.enable", json!({})).await;
    let tree = page.dev_tools("Accessibility.getFullAXTree", json!({})).await;
    let text = |value: &Value| value["value"].as_str().unwrap_or_default().to_owned();
    let nodes =
        tree["nodes"].as_array().expect("a tree").iter().filter(|node| node["ignored"] != json!(true));
    nodes.map(|node| (text(&node["role"]), text(&node["name"]))).collect()
}

#[tokio::test]
async fn every_message_says_who_and_when() {
    let server = serve(&[]);
    let lines = [
        "2026-01-02T03:04:05Z bo said: first",
        "2026-01-02T03:04:06Z bo said: second",
        "2026-01-02T03:05:06Z Ana said: mine",
        "2026-01-02T03:05:07Z backup finished",
        "2026-01-02T03:06:07Z bo set topic: tea",
    ];
    server.append((lines.join("\n") + "\n").as_bytes());
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.until_count(lines.len()).await;
    let nodes = accessible(&page).await;
    let articles: Vec<_> = nodes.iter().filter(|(role, _)| role == "article").map(|(_, name)| name).collect();
    let minutes = [("bo", "04"), ("bo", "04"), ("Ana", "05"), ("file", "05"), ("bo", "06")];
    assert_eq!(articles.len(), minutes.len(), "{articles:?}");
    for (article, (name, minute)) in articles.iter().zip(minutes) {
        assert!(
            article.contains(name) && article.contains(&format!(":{minute}")),
            "{article:?} {name} {minute}"
        );
    }
    let times = nodes.iter().filter(|(role, _)| role == "time").count();
    assert_eq!(times, lines.len());
}

#[tokio::test]
async fn headings_leave_no_level_out() {
    let mut server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    server.kill9();
    page.press("Why?").await;
    page.until_text("What you can check").await;
    let levels = "return [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((one) => Number(one.tagName[1]))";
    let levels: Vec<u64> = serde_json::from_value(page.run(levels, &[]).await).expect("numbers");
    assert!(levels.len() > 2 && levels.windows(2).all(|two| two[1] <= two[0] + 1), "{levels:?}");
}

/// The number of the message in whose row the focus is, by its link.
const FOCUSED_ROW: &str = "return (document.activeElement.matches('[data-entry]') \
    ? document.activeElement.querySelector('a').textContent.split('/').at(-1) : null)";

#[tokio::test]
async fn the_conversation_is_one_tab_stop_and_a_row_leads_on_to_what_it_holds() {
    let server = past(55);
    let page = Browser::guest(&server, "Ana").await;
    page.until_count(55).await;
    page.run("document.querySelector('header button:last-of-type').focus()", &[]).await;
    let mut stops = Vec::new();
    while page.focused().await != "Message" {
        stops.push(page.focused().await);
        assert!(stops.len() < 12, "{stops:?}");
        page.keys(keys::TAB).await;
    }
    let at = stops.iter().position(|stop| stop.starts_with("bo, ")).expect("a row");
    assert_eq!(stops[at + 1..], ["http://a.example/54", "React", "Reply", "More"], "{stops:?}");

    page.keys(&format!("{}{}{}", keys::SHIFT, keys::TAB, keys::SHIFT)).await;
    assert_eq!(page.run(FOCUSED_ROW, &[]).await, json!("54"));
    for (key, reached) in
        [("\u{E013}", "53"), ("\u{E013}", "52"), ("\u{E015}", "53"), ("\u{E011}", "0"), ("\u{E010}", "54")]
    {
        page.keys(key).await;
        page.until_true(reached, &format!("{FOCUSED_ROW} === arguments[0]"), &[json!(reached)]).await;
    }
    // Rows that are not in use offer nothing.
    let buttons = "return document.querySelectorAll('[data-entry]:not(:hover, :focus-within) button').length";
    assert_eq!(page.run(buttons, &[]).await, json!(0));
}

#[tokio::test]
async fn the_keys_load_older_messages_where_there_are_any() {
    let server = past(130);
    let page = Browser::guest(&server, "Ana").await;
    page.until_shown("old 129 http://a.example/129").await;
    page.keys(&format!("{}{}{}", keys::SHIFT, keys::TAB, keys::SHIFT)).await;
    let first = "return document.activeElement === document.querySelector('[role=log] [data-entry=\"0\"]')";
    until("the first message has the focus", async || {
        page.keys(keys::HOME).await;
        let reached = page.run(first, &[]).await == json!(true);
        if reached { Ok(()) } else { Err(page.focused().await) }
    })
    .await;
    page.keys(keys::END).await;
    page.until_true("the newest", &format!("{FOCUSED_ROW} === '129'"), &[]).await;
}

#[tokio::test]
async fn what_happens_to_old_messages_is_not_read_out() {
    let server = serve(&[]);
    let Some(page) = Browser::with_dev_tools().await else { return };
    page.dev_tools("Page.addScriptToEvaluateOnNewDocument", json!({"source": NOTE_WHAT_IS_READ_OUT})).await;
    page.open(&address_of(&server)).await;
    page.join("Ana").await;
    let (bo, cleo) = (Guest::join(&server, "bo").await, Guest::join(&server, "cleo").await);
    let id = bo.say("see http://a.example/1").await["entry"]["id"].clone();
    page.until_shown("see http://a.example/1").await;
    page.until_true("news are read out", IS_LIVE, &[]).await;
    page.run("window.readOut = []", &[]).await;
    let text = json!({"text": "see http://a.example/1 and http://a.example/2"});
    let edit = bo
        .request(reqwest::Method::PATCH, &format!("/messages/{id}"))
        .header("content-type", "application/json")
        .body(text.to_string());
    let _ = bo.send(edit).await.expect(200);
    page.until_shown("see http://a.example/1 and http://a.example/2").await;
    let react = cleo.request(reqwest::Method::PUT, &format!("/messages/{id}/reactions/%F0%9F%91%8D"));
    let _ = cleo.send(react).await.expect(200);
    page.find("button", "👍 1: cleo").await;
    page.run("document.querySelector('[data-entry]').focus()", &[]).await;
    let remove = bo.request(reqwest::Method::DELETE, &format!("/messages/{id}"));
    let _ = bo.send(remove).await.expect(200);
    page.until_text("Removed").await;
    assert_eq!(page.run(READ_OUT, &[]).await, json!([]));
}

const PRINTED: usize = 150;

#[tokio::test]
async fn what_is_loaded_prints_whole_and_black_on_white() {
    let server = serve(&["--posts-per-minute", "0"]);
    let line =
        |n: usize| format!("2026-01-02T03:{:02}:00Z guest{} said: message number {n}.\n", n / 3, n % 3);
    server.append((0..PRINTED).map(line).collect::<String>().as_bytes());
    server.append(
        format!("2026-01-02T04:00:00Z bo said: {}the last of many lines.\n", "x\u{b}".repeat(400)).as_bytes(),
    );
    let wide = "word ".repeat(60);
    server.append(format!("2026-01-02T04:01:00Z bo said: a\tb\u{b}{wide}\tcolumn\u{b}\u{b}```\u{b}{wide}the end of the code\u{b}```\n").as_bytes());
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.say("my own words").await;
    page.until_shown("my own words").await;
    let rows = format!(
        "{SCROLLER}.scrollTop = 0; return document.querySelectorAll('[role=log] [data-entry]').length"
    );
    page.until("all is loaded", &rows, &[], |seen| (seen == &json!(PRINTED + 3)).then_some(())).await;
    page.run("document.documentElement.dataset.theme = 'dark'", &[]).await;

    let text = printed(&page).await;
    for n in 0..PRINTED {
        assert!(text.contains(&format!("message number {n}.")), "{n} is missing in {text}");
    }
    for words in ["my own words", "the last of many lines.", "column", "guest1", "Ana", "Flatchat", ":49"] {
        assert!(text.contains(words), "{words}");
    }
    for control in ["Disconnect", "Connected", "Invite", "People", "Send", "Show the whole"] {
        assert!(!text.contains(control), "{control} is printed");
    }

    let blocks = "return document.querySelectorAll('td, pre').length";
    assert_eq!(page.run(blocks, &[]).await, json!(3 + 2));
    assert_eq!(cut_off(&page).await, json!([]));
    let colours = "const of = (selector) => getComputedStyle(document.querySelector(selector)); \
        return [of('html').backgroundColor, of('html').color, of('[role=log] [dir=auto]').color, of('article bdi').color]";
    let black = "rgb(0, 0, 0)";
    assert_eq!(page.run(colours, &[]).await, json!(["rgb(255, 255, 255)", black, black, black]));
}
