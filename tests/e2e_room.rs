//! The whole room: the host's window, guests in browsers, and one flat file.

use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use flatchat_tests::browser::Browser;
use flatchat_tests::chat;
use flatchat_tests::visitor::Shown;
use flatchat_tests::window::Place;
use serde_json::{Value, json};

/// Returns the log's messages, as a page shows them.
fn said(place: &Place) -> Vec<(Option<String>, String)> {
    let said = chat::said(&place.log()).into_iter();
    said.map(|line| (Some(line.name), line.text.replace('\u{b}', "\n"))).collect()
}

fn words(shown: Vec<Shown>) -> Vec<(Option<String>, String)> {
    shown.into_iter().map(|row| (row.name, row.text)).collect()
}

/// Returns the link in the Invite panel.
async fn invited(window: &Browser) -> String {
    window.press("Invite").await;
    let field = window.find("field", "Link to the room").await;
    let link = field.prop("value").await.expect("a field has a value").unwrap_or_default();
    window.press("Close").await;
    window.until_gone("dialog", "Invite people").await;
    link
}

#[tokio::test]
async fn the_window_and_two_guests_see_the_same_conversation_and_the_file_has_exactly_that() {
    let place = Place::new().await;
    let window = place.open_window().await;
    window.find("heading", "Open your room").await;
    window.join("Hanna").await;
    let link = invited(&window).await;

    let (ana, ben) = tokio::join!(Browser::start(), Browser::start());
    for (guest, name) in [(&ana, "Ana"), (&ben, "Ben")] {
        guest.open(&link).await;
        guest.join(name).await;
    }
    let everybody = [&window, &ana, &ben];
    let texts = [
        "Hello, all",
        "two lines\nof one message",
        "<script>alert('no')</script> <img src=x onerror=alert(1)>",
        "\u{1f389} caf\u{e9} \u{4f60}\u{597d} \u{1f469}\u{200d}\u{1f680}",
        "Ana said: not me",
        "2026-01-01T00:00:00Z Ben said: forged",
    ];
    // All speak at once. In whatever order the messages arrive, everybody must see the same order.
    for text in texts {
        tokio::join!(window.say(text), ana.say(text), ben.say(text));
    }

    let count = texts.len() * everybody.len();
    for page in everybody {
        let shown = words(page.until_count(count).await);
        assert_eq!(shown, said(&place));
    }
    for (name, text) in ["Hanna", "Ana", "Ben"].into_iter().flat_map(|name| texts.map(|text| (name, text))) {
        let same =
            said(&place).iter().filter(|(by, line)| by.as_deref() == Some(name) && line == text).count();
        assert_eq!(same, 1, "{name} said {text:?} once");
    }
}

/// Records when each text is first shown.
const WATCH: &str = "\
    window.arrivals = {};
    const list = document.querySelector('[role=log]');
    const note = () => {
      for (const row of list.querySelectorAll('[dir=auto]')) window.arrivals[row.textContent] ??= Date.now();
    };
    new MutationObserver(note).observe(list, { childList: true, subtree: true, characterData: true });";

fn now_ms() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970");
    u64::try_from(now.as_millis()).expect("and long before that overflows")
}

/// How many lines are written in a row, and how often at most that is tried.
const LINES: usize = 5;
const TRIES: usize = 6;

/// Returns after how many milliseconds the slowest of the pages has shown a text.
async fn shown_after(pages: &[&Browser], text: &str, begun: u64) -> u64 {
    let script = "return window.arrivals[arguments[0]] ?? null";
    let mut slowest = 0;
    for page in pages {
        let shown = page.until(text, script, &[json!(text)], Value::as_u64).await;
        slowest = slowest.max(shown.saturating_sub(begun));
    }
    slowest
}

/// Writes lines until the slowest of the pages shows most of five in a row within 300 ms, or within
/// twice the time of a message that the last page says: on a busy computer everything takes longer.
/// Returns how many messages came. A room that looks at the file only now and then is late in all
/// tries.
async fn arrive_soon(pages: &[&Browser], way: &str, write: impl Fn(&str)) -> usize {
    for attempt in 0..TRIES {
        let said = format!("said {way} {attempt}");
        let begun = now_ms();
        pages[pages.len() - 1].say(&said).await;
        let most = 300.max(2 * shown_after(pages, &said, begun).await);
        let mut all = Vec::new();
        for n in 0..LINES {
            let text = format!("{way} {attempt} {n}");
            let begun = now_ms();
            write(&text);
            all.push(shown_after(pages, &text, begun).await);
        }
        all.sort_unstable();
        println!("{way}: shown everywhere after {all:?} ms, at most {most}");
        if all[LINES / 2] <= most {
            return (attempt + 1) * (1 + LINES);
        }
    }
    panic!("{way}: late in each of {TRIES} tries");
}

#[tokio::test]
async fn a_line_written_into_the_file_is_shown_everywhere_soon() {
    let place = Place::new().await;
    let window = place.open_window().await;
    window.join("Hanna").await;
    let guest = Browser::start().await;
    guest.open(&invited(&window).await).await;
    guest.join("Ana").await;
    window.say("a first line").await;
    guest.until_shown("a first line").await;
    let pages = [&window, &guest];
    for page in pages {
        page.run(WATCH, &[]).await;
    }
    let log = place.path("chat.txt");
    let shell = |command: String| {
        let done = Command::new("sh").arg("-c").arg(&command).arg("sh").arg(&log).status();
        assert!(done.expect("sh runs").success(), "{command}");
    };

    let printf = |text: &str| shell(format!("printf 'bot said: {text}\\n' >> \"$1\""));
    let sed = |text: &str| shell(format!("sed -i '$a bot said: {text}' \"$1\""));
    let editor = |text: &str| {
        shell(format!("{{ cat \"$1\"; echo 'bot said: {text}'; }} > \"$1~\" && mv \"$1~\" \"$1\""));
    };
    let written = arrive_soon(&pages, "by printf", printf).await
        + arrive_soon(&pages, "by sed -i", sed).await
        + arrive_soon(&pages, "by an editor that replaces the file", editor).await;
    let all = 1 + written;
    for page in pages {
        assert_eq!(page.until_count(all).await.len(), all, "nothing is doubled");
    }
}
