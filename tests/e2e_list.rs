//! The conversation in a guest's page: a long one, one that is scrolled up, and one with hostile
//! lines.

use flatchat_tests::browser::Browser;
use flatchat_tests::visitor::{address_of, serve};
use flatchat_tests::{Guest, Server};
use serde_json::{Value, json};

const SCROLLER: &str = "const scroller = document.querySelector('[role=log]').closest('[tabindex]');";
const LINES: usize = 1000;

/// A room with many old messages, some of them several lines high.
fn long_past() -> Server {
    let server = serve(&["--posts-per-minute", "0"]);
    let text = |n: usize| "line\u{b}".repeat(n % 4) + &format!("old {n}");
    let lines = (0..LINES).map(|n| format!("2026-01-02T03:{:02}:05Z bot said: {}\n", n / 20, text(n)));
    server.append(lines.collect::<String>().as_bytes());
    server
}

/// The last of these messages.
fn last() -> String {
    format!("line\nline\nline\nold {}", LINES - 1)
}

/// Scrolls to the top and waits until older rows are above. Returns by how many pixels the row at
/// the top of the view has moved.
async fn jump_while_loading_older(page: &Browser) -> f64 {
    let remember = format!(
        "{SCROLLER} scroller.scrollTop = 300; const {{ top }} = scroller.getBoundingClientRect(); \
         const rows = [...document.querySelectorAll('[role=log] [data-entry]')]; window.first = rows[0]; \
         window.anchor = rows.find((row) => row.getBoundingClientRect().bottom > top); \
         window.top0 = anchor.getBoundingClientRect().top"
    );
    page.run(&remember, &[]).await;
    let moved = "return document.querySelector('[role=log] [data-entry]') === first ? null \
                 : anchor.isConnected ? anchor.getBoundingClientRect().top - top0 : 1e6";
    page.until("older rows come", moved, &[], Value::as_f64).await
}

#[tokio::test]
async fn older_pages_load_while_scrolling_up_without_a_jump_and_the_page_stays_small() {
    let server = long_past();
    let page = Browser::guest(&server, "Ana").await;
    page.until_shown(&last()).await;
    let count = "return document.querySelectorAll('[role=log] [data-entry]').length";
    let first = "return Number(document.querySelector('[role=log] [data-entry]').dataset.entry)";
    let mut jumps = Vec::new();
    while page.run(first, &[]).await != json!(0) {
        jumps.push(jump_while_loading_older(&page).await);
        let rows = page.run(count, &[]).await.as_u64().expect("a number");
        assert!(rows <= 400, "{rows} rows");
    }
    println!("older pages moved what was read by {jumps:?} px");
    assert!(jumps.len() > 5 && jumps.iter().all(|jump| jump.abs() <= 1.0), "{jumps:?}");
    page.until_text("The beginning of chat.txt").await;
    let bot = Guest::join(&server, "bot").await;
    bot.say("news").await;
    page.press("1 new message").await;
    page.until_shown("news").await;
    page.until_no_text("new message").await;
}

#[tokio::test]
async fn who_reads_further_up_stays_there_and_is_told_what_came() {
    let server = long_past();
    let page = Browser::guest(&server, "Ana").await;
    page.until_shown(&last()).await;
    // While parts of the page still come in, it stays at the bottom.
    let up = format!(
        "{SCROLLER} const isUp = [...document.querySelectorAll('button')].some((one) => one.textContent.trim() === 'Latest messages'); \
         if (!isUp) scroller.scrollTop = scroller.scrollHeight - 3 * scroller.clientHeight; return isUp"
    );
    page.until_true("the page is scrolled up", &up, &[]).await;
    let at = format!("{SCROLLER} return Math.round(scroller.scrollTop)");
    let before = page.run(&at, &[]).await;
    let bot = Guest::join(&server, "bot").await;
    for n in 0..3 {
        bot.say(&format!("new {n}")).await;
    }
    page.find("button", "3 new messages").await;
    assert_eq!(page.run(&at, &[]).await, before);
    page.press("3 new messages").await;
    page.until_gone("button", "3 new messages").await;
    let bottom =
        format!("{SCROLLER} return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 2");
    page.until_true("the page is at the bottom", &bottom, &[]).await;
    bot.say("followed").await;
    page.until_shown("followed").await;
    page.until_true("the page stays at the bottom", &bottom, &[]).await;
}

#[tokio::test]
async fn hostile_lines_are_text_and_stay_in_their_rows() {
    let server = serve(&[]);
    let long = "x".repeat(100 * 1024);
    let lines = [
        "2026-01-02T03:04:05Z Eve said: \u{202e}txt.exe\u{2066} unbalanced".to_owned(),
        "2026-01-02T03:04:05Z Eve said: </span></article><h1>Big</h1><script>window.hacked = 1</script>"
            .to_owned(),
        "2026-01-02T03:04:05Z Eve said: javascript:alert(1) data:text/html,x http://ok.example/<b>"
            .to_owned(),
        format!("2026-01-02T03:04:05Z Eve said: {long}"),
        "Ana said: I never said this".to_owned(),
        "no verb, no name".to_owned(),
    ];
    server.append((lines.join("\n") + "\n").as_bytes());
    let page = Browser::guest(&server, "Ana").await;
    let shown = page.until_count(lines.len()).await;
    for (row, line) in shown[..3].iter().zip(&lines) {
        assert_eq!((row.name.as_deref(), &row.text), (Some("Eve"), &line[31..].to_owned()));
    }
    assert!(shown[3].text.len() > 10_000 && long.starts_with(&shown[3].text));
    page.until_text("(the line is longer)").await;

    // A line without a stamp was not said in the room, and must not look as if it was.
    let look = "return [...document.querySelectorAll('[role=log] [data-entry]')].slice(-2).map((row) => \
                [row.tagName, row.textContent.replace(/\\s+/g, ' ').trim()])";
    let expected = json!([["DIV", "file Ana I never said this"], ["DIV", "file no verb, no name"]]);
    assert_eq!(page.run(look, &[]).await, expected);

    let links =
        "return [...document.querySelectorAll('[role=log] a')].map((one) => one.getAttribute('href'))";
    assert_eq!(page.run(links, &[]).await, json!(["http://ok.example/"]));
    let harmless = "return window.hacked === undefined && document.querySelectorAll('h1').length === 1 \
        && document.documentElement.scrollWidth <= innerWidth \
        && [...document.querySelectorAll('[role=log] [dir=auto]')].every((one) => \
           getComputedStyle(one).unicodeBidi.startsWith('isolate') || getComputedStyle(one).display === 'block') \
        && [...document.querySelectorAll('[role=log] [data-entry]')].every((row) => row.scrollWidth <= row.clientWidth + 1)";
    page.until_true("nothing leaves its row", harmless, &[]).await;
}

#[tokio::test]
async fn a_file_that_was_rewritten_is_shown_anew() {
    let server = serve(&[]);
    let page = Browser::start().await;
    page.open(&address_of(&server)).await;
    page.join("Ana").await;
    page.say("to be forgotten").await;
    page.until_shown("to be forgotten").await;
    std::fs::write(server.path("chat.txt"), "bot said: all new\n").expect("the log can be written");
    page.until_shown("all new").await;
    assert_eq!(page.texts().await, ["all new"]);
    page.say("and on").await;
    page.until_shown("and on").await;
    assert_eq!(page.texts().await, ["all new", "and on"]);
}
