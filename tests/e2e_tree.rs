//! What screen readers get of the conversation: the tree of its rows, and what is read out without
//! being asked.

use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::sharing;
use flatchat_tests::tour::Lines;
use flatchat_tests::tree::Node;
use flatchat_tests::visitor::{address_of, serve};
use flatchat_tests::{Guest, Server};
use reqwest::Method;
use serde_json::{Value, json};

const HEARING: &str = include_str!("src/hearing.js");

/// Opens a page whose readings out are noted from the beginning.
async fn listener(server: &Server) -> Option<Browser> {
    let page = Browser::with_dev_tools().await?;
    page.dev_tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": HEARING })).await;
    page.open(&address_of(server)).await;
    page.join("Ana").await;
    page.until_usable().await;
    Some(page)
}

/// Waits until new rows are read out, and forgets what was heard so far.
async fn from_now_on(page: &Browser) {
    let is_live = "const log = document.querySelector('[role=log]'); \
        return log.getAttribute('aria-live') === 'polite' && log.getAttribute('aria-busy') === 'false'";
    page.until_true("news are read out", is_live, &[]).await;
    page.run("window.heard = []", &[]).await;
}

/// Returns what was heard, once all changes of the page are noted.
async fn heard(page: &Browser) -> Vec<String> {
    let drawn = "const done = arguments[0]; requestAnimationFrame(() => setTimeout(done, 200))";
    page.client.execute_async(drawn, Vec::new()).await.expect("the page is drawn");
    serde_json::from_value(page.run("return window.heard", &[]).await).expect("texts")
}

async fn log_of(page: &Browser) -> Node {
    let tree = page.accessible().await;
    tree.find("log", "").unwrap_or_else(|| panic!("no log in\n{tree}")).clone()
}

/// A room with this many old messages, the first of which is pinned.
fn past(messages: usize) -> Server {
    let server = serve(&["--posts-per-minute", "0"]);
    let line = |n: usize| format!("2026-01-02T03:{:02}:{:02}Z bo said: old {n}\n", n / 60, n % 60);
    server.append((0..messages).map(line).collect::<String>().as_bytes());
    server.append(b"2026-01-02T08:00:00Z hanna pinned 0: \n");
    server
}

#[tokio::test]
async fn each_row_is_an_article_that_says_who_when_and_what() {
    let server = serve(&[]);
    server.append(Lines::lively().bytes());
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.until_shown("the newest").await;
    let log = log_of(&page).await;
    let articles = log.all_of("article");
    for (words, named) in [
        ("marks: code, em", &["bo, "][..]),
        ("me", &["Ana, ", "reply to bo", "pinned"]),
        ("with other words", &["bo, ", "edited", "3 reactions"]),
        ("what was that?", &["cy, ", "reply to cy"]),
        ("backup: done", &["file"]),
        ("plate 2 of 3 is done", &["file, printer"]),
        ("the newest", &["bo, "]),
    ] {
        let row = articles.iter().find(|row| row.description.starts_with(words));
        let row = row.unwrap_or_else(|| panic!("no row is described by {words:?} in\n{log}"));
        for part in named {
            assert!(row.name.contains(part), "{:?} lacks {part:?}", row.name);
        }
        assert!(
            row.name.contains(':') || named == ["file"] || part_of_file(row),
            "{:?} has no time",
            row.name
        );
    }
    let removed = articles.iter().find(|row| row.name.contains("removed")).expect("a removed row");
    assert!(removed.text().contains("Removed"), "{removed}");
}

/// Lines of scripts may have no time.
fn part_of_file(row: &Node) -> bool {
    row.name.starts_with("file")
}

#[tokio::test]
async fn blocks_of_a_message_have_their_roles() {
    let server = serve(&[]);
    server.append(Lines::lively().bytes());
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.until_shown("the newest").await;
    let log = log_of(&page).await;
    let row = |words: &str| {
        let rows = log.all_of("article").into_iter().find(|row| row.text().contains(words));
        rows.unwrap_or_else(|| panic!("no row says {words:?} in\n{log}")).clone()
    };
    let marks = row("marks:");
    for role in ["code", "emphasis", "strong", "deletion", "link"] {
        assert!(marks.roles().contains(&role), "{role} in\n{marks}");
    }
    let table = row("name");
    assert_eq!(table.all_of("cell").len(), 6, "{table}");
    assert_eq!(table.all_of("row").len(), 3, "{table}");
    let list = row("milk");
    assert_eq!((list.all_of("list").len(), list.all_of("listitem").len()), (1, 4), "{list}");
    assert!(row("quoted words").roles().contains(&"blockquote"));
    assert!(row("with other words").find("button", "👍 2: cy, Ana").is_some(), "{}", row("with other words"));
}

#[tokio::test]
async fn a_new_message_is_read_out_once_and_so_is_ones_own() {
    let server = past(3);
    let Some(page) = listener(&server).await else { return };
    from_now_on(&page).await;
    let bo = Guest::join(&server, "bo").await;
    bo.say("is anybody here?").await;
    page.until_shown("is anybody here?").await;
    let news = heard(&page).await;
    let said: Vec<_> = news.iter().filter(|one| one.contains("is anybody here?")).collect();
    assert_eq!(said.len(), 1, "{news:?}");
    assert!(said[0].contains("bo"), "it says who: {news:?}");

    from_now_on(&page).await;
    page.say("I am").await;
    page.until_shown("I am").await;
    let news = heard(&page).await;
    assert_eq!(news.iter().filter(|one| one.contains("I am")).count(), 1, "{news:?}");
}

#[tokio::test]
async fn older_pages_and_jumps_are_silent_and_the_log_is_busy_meanwhile() {
    let server = past(400);
    let Some(page) = listener(&server).await else { return };
    page.until_shown("old 399").await;
    from_now_on(&page).await;
    let watch = "window.busy = []; const log = document.querySelector('[role=log]'); \
        new MutationObserver(() => busy.push(log.getAttribute('aria-busy'))).observe(log, { attributeFilter: ['aria-busy'] })";
    page.run(watch, &[]).await;
    let rows = "return document.querySelectorAll('[role=log] [data-entry]').length > arguments[0]";
    page.run("document.querySelector('[role=log]').closest('[tabindex]').scrollTop = 0", &[]).await;
    page.until_true("older messages came", rows, &[json!(80)]).await;
    assert_eq!(page.run("return busy.includes('true')", &[]).await, json!(true), "it is busy while it loads");

    // To the pinned message, the first of all, and back to the newest.
    page.press("Pinned message bo old 0").await;
    page.until_shown("old 0").await;
    let row = "return document.activeElement?.dataset?.entry === '0' || document.querySelector('[aria-current=location]')?.dataset.entry === '0'";
    page.until_true("it is the one", row, &[]).await;
    page.press("Latest messages").await;
    page.until_shown("old 399").await;
    let news = heard(&page).await;
    assert!(!news.iter().any(|one| one.contains("old ")), "{news:?}");
}

#[tokio::test]
async fn reactions_edits_and_pins_are_not_read_out() {
    let server = serve(&[]);
    let Some(page) = listener(&server).await else { return };
    let (bo, cleo) = (Guest::join(&server, "bo").await, Guest::join(&server, "cleo").await);
    let id = bo.say("who brings bread?").await["entry"]["id"].clone();
    page.until_shown("who brings bread?").await;
    from_now_on(&page).await;
    for guest in [&cleo, &bo] {
        let react = guest.request(Method::PUT, &format!("/messages/{id}/reactions/%F0%9F%91%8D"));
        let _ = guest.send(react).await.expect(200);
    }
    page.find("button", "👍 2: cleo, bo").await;
    let edit = bo.request(Method::PATCH, &format!("/messages/{id}"));
    let edit =
        edit.header("content-type", "application/json").body(json!({"text": "who brings milk?"}).to_string());
    let _ = bo.send(edit).await.expect(200);
    page.until_shown("who brings milk?").await;
    // Nor is what a row offers to whoever comes to it.
    page.keys(&format!("{0}{1}{0}", keys::SHIFT, keys::TAB)).await;
    page.find("button", "Reply").await;
    assert_eq!(heard(&page).await, [] as [String; 0]);
}

#[tokio::test]
async fn a_lost_connection_is_read_out_once_and_its_countdown_never() {
    let mut server = serve(&[]);
    let Some(page) = listener(&server).await else { return };
    from_now_on(&page).await;
    server.kill9();
    page.find("button", "Why?").await;
    let seconds = "return document.querySelector('header').innerText";
    let before = page.run(seconds, &[]).await;
    page.until("the countdown goes on", seconds, &[], |now: &Value| (*now != before).then_some(())).await;
    let news = heard(&page).await;
    let count = |words: &str| news.iter().filter(|one| one.contains(words)).count();
    assert_eq!((count("Offline"), count("There is no connection to the room.")), (1, 1), "{news:?}");
    assert_eq!(count("retrying in"), 0, "{news:?}");
    server.start_again();
    page.until_connected().await;
    let news = heard(&page).await;
    assert_eq!(news.iter().filter(|one| *one == "Connected").count(), 1, "{news:?}");
}

#[tokio::test]
async fn what_comes_late_into_older_rows_is_not_read_out_and_news_are() {
    let server = serve(&["--posts-per-minute", "0"]);
    let bo = Guest::join(&server, "bo").await;
    for n in 0..3 {
        sharing::share_one(&bo, &format!("plan {n}.txt"), b"words").await;
        bo.say(&format!("old {n}: example.com/old")).await;
    }
    let Some(page) = Browser::with_dev_tools().await else { return };
    page.dev_tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": HEARING })).await;
    let _ = page.dev_tools("Network.enable", json!({})).await;
    let late = json!({"urls": ["*/fileparts-*", "*/lateparts-*.js"]});
    page.dev_tools("Network.setBlockedURLs", late).await;
    page.open(&address_of(&server)).await;
    page.join("Ana").await;
    from_now_on(&page).await;
    page.dev_tools("Network.setBlockedURLs", json!({"urls": []})).await;
    page.press("Disconnect").await;
    page.press("Connect").await;
    page.until_usable().await;
    let complete = "return document.querySelectorAll('[role=log] a[href*=\"example.com\"]').length === 3 \
        && document.querySelectorAll('[role=log] .card > *').length >= 3";
    page.until_true("the rows are complete", complete, &[]).await;
    bo.say("this is new").await;
    page.until_shown("this is new").await;
    let heard = heard(&page).await;
    assert!(heard.iter().any(|words| words.contains("this is new")), "{heard:?}");
    assert!(!heard.iter().any(|words| words.contains("old") || words.contains("plan")), "{heard:?}");
}
