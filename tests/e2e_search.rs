//! Searching the conversation in the page: what is found and marked, how a hit leads to its
//! message, and the keys.

use flatchat_tests::axe::Explained;
use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::visitor::{address_of, serve};
use flatchat_tests::window::Place;
use flatchat_tests::{Guest, Server};
use reqwest::Method;
use serde_json::{Value, json};

/// Everything that was found: the text of each hit, with its marks in brackets.
const HITS: &str = "return [...document.querySelectorAll('[data-hit] .text')].map((text) => \
    [...text.childNodes].map((node) => node.nodeName === 'MARK' ? `[${node.textContent}]` : node.textContent).join(''))";
const STATE: &str =
    "return document.querySelector('[role=search] [role=status]')?.textContent.trim() ?? null";
const FOCUSED_HIT: &str = "return document.activeElement.dataset.hit ? \
    document.activeElement.querySelector('.text').textContent : null";
/// The text of the message that the search has led to, if it is in view.
const SHOWN: &str = "\
    const row = document.querySelector('[aria-current=location]'); \
    const box = row?.getBoundingClientRect(); \
    return box && box.top >= 0 && box.bottom <= innerHeight ? row.querySelector('[dir=auto]').textContent : null";

/// What a person has judged.
const EXPLAINED: [Explained; 2] = [
    ("color-contrast", "partially obscured", "Words half behind the edge of something that scrolls."),
    (
        "color-contrast",
        "overlapped by another",
        "A row half below the day at the upper edge, or below the box.",
    ),
];

/// A room with a long past, in which some words are rare.
fn past() -> Server {
    let server = serve(&["--posts-per-minute", "0"]);
    let words = |n: usize| match n {
        40 => "the NEEDLE is here".to_owned(),
        n if n.is_multiple_of(10) => format!("tea time {n}"),
        n => format!("old {n}"),
    };
    let line = |n: usize| {
        let name = if n.is_multiple_of(20) { "Maria José" } else { "bo" };
        format!("2026-01-{:02}T12:{:02}:00Z {name} said: {}\n", n / 60 + 1, n % 60, words(n))
    };
    server.append((0..1200).map(line).collect::<String>().as_bytes());
    server
}

async fn search(page: &Browser, typed: &str) {
    page.fill("Search messages", typed).await;
}

async fn until_hits(page: &Browser, hits: &[&str]) {
    let what = format!("these are found: {hits:?}");
    page.until(&what, HITS, &[], |seen| (seen == &json!(hits)).then_some(())).await;
}

async fn until_state(page: &Browser, words: &str) {
    page.until(words, STATE, &[], |seen| (seen == &json!(words)).then_some(())).await;
}

async fn until_shown_by_search(page: &Browser, text: &str) {
    let what = format!("the conversation shows {text:?}");
    page.until(&what, SHOWN, &[], |seen| (seen == &json!(text)).then_some(())).await;
}

async fn until_focus(page: &Browser, name: &str) {
    let what = format!("the focus is at {name:?}");
    let script = "return document.activeElement.getAttribute('aria-label')";
    page.until(&what, script, &[], |seen| (seen == &json!(name)).then_some(())).await;
}

async fn until_focused_hit(page: &Browser, text: Option<&str>) {
    let what = format!("the focus is at the hit {text:?}");
    page.until(&what, FOCUSED_HIT, &[], |seen| (seen == &json!(text)).then_some(())).await;
}

#[tokio::test]
async fn a_hit_is_marked_and_leads_to_its_message_and_what_is_around_it() {
    let server = past();
    let page = Browser::guest(&server, "Ana").await;
    page.press("Search").await;
    search(&page, "needle").await;
    until_hits(&page, &["the [NEEDLE] is here"]).await;
    until_state(&page, "1 message").await;
    let hit = "return document.querySelector('[data-hit]').textContent.replace(/\\s+/g, ' ').trim()";
    let hit = page.run(hit, &[]).await.to_string();
    assert!(hit.contains("Maria José") && hit.contains("Jan") && hit.contains(":40"), "{hit}");
    page.run("document.querySelector('[data-hit]').click()", &[]).await;
    until_shown_by_search(&page, "the NEEDLE is here").await;
    until_state(&page, "Shown in the conversation.").await;
    let texts = page.texts().await;
    assert!(texts.contains(&"old 39".to_owned()) && texts.contains(&"old 41".to_owned()), "{texts:?}");
    // The history goes on in both directions, and the search stays.
    for (edge, text) in [("0", "tea time 0"), ("1e6", "old 199")] {
        let scroll = format!(
            "const one = document.querySelector('[role=log]').closest('[tabindex]'); one.scrollTop = {edge}; \
             return [...document.querySelectorAll('[role=log] [dir=auto]')].some((one) => one.textContent === arguments[0])"
        );
        page.until_true(&format!("{text} came"), &scroll, &[json!(text)]).await;
    }
    until_hits(&page, &["the [NEEDLE] is here"]).await;
}

#[tokio::test]
async fn older_hits_come_on_scrolling_and_another_search_begins_anew() {
    let server = past();
    let page = Browser::guest(&server, "Ana").await;
    page.press("Search").await;
    search(&page, "\"tea time\"").await;
    until_state(&page, "The newest 50 messages").await;
    let scroll = "const end = document.querySelector('aside .scroller'); end.scrollTop = end.scrollHeight; \
                  return document.querySelectorAll('[data-hit]').length === 119";
    page.until_true("all hits came", scroll, &[]).await;
    until_state(&page, "119 messages").await;
    search(&page, "from:\"maria josé\" before:2026-01-02 tea").await;
    until_hits(&page, &["[tea] time 20", "[tea] time 0"]).await;
    search(&page, "nothing of the kind").await;
    until_state(&page, "Nothing was found for nothing of the kind.").await;
    search(&page, "on:2026-1").await;
    until_state(&page, "Write the day as 2026-11-22.").await;
}

#[tokio::test]
async fn the_keys_open_it_walk_through_the_hits_and_lead_back() {
    let server = past();
    let page = Browser::guest(&server, "Ana").await;
    page.write("a/b").await;
    assert!(!page.has("field", "Search messages").await, "a letter was written");
    page.keys(&format!("{}f{}", keys::CONTROL, keys::CONTROL)).await;
    until_focus(&page, "Search messages").await;
    page.keys("tea time 119").await;
    page.keys(keys::ENTER).await;
    until_hits(&page, &["[tea] [time] [119]0"]).await;
    search(&page, "tea").await;
    until_state(&page, "The newest 50 messages").await;
    page.keys(keys::DOWN).await;
    until_focused_hit(&page, Some("tea time 1190")).await;
    page.keys(keys::DOWN).await;
    until_focused_hit(&page, Some("tea time 1180")).await;
    page.keys(keys::ENTER).await;
    until_shown_by_search(&page, "tea time 1180").await;
    // The search keeps the focus, so the next hit is one key away.
    page.keys(keys::DOWN).await;
    until_focused_hit(&page, Some("tea time 1170")).await;
    page.keys(keys::HOME).await;
    page.keys(keys::UP).await;
    until_focus(&page, "Search messages").await;
    page.keys(keys::ESCAPE).await;
    until_focus(&page, "Message").await;
    assert!(!page.has("field", "Search messages").await, "it is closed");

    page.run("document.querySelector('[data-entry]').focus()", &[]).await;
    page.keys("/").await;
    until_focus(&page, "Search messages").await;
    let typed = page.find("field", "Search messages").await.prop("value").await.expect("a value");
    assert_eq!(typed.as_deref(), Some("tea"), "what was searched for is still there");
    until_state(&page, "Shown in the conversation.").await;
}

#[tokio::test]
async fn suggestions_write_filters_and_names() {
    let server = past();
    let page = Browser::guest(&server, "Ana").await;
    let typed = "return document.querySelector('[data-search-box]').value";
    let until_typed = async |words: &str| {
        page.until(words, typed, &[], |seen| (seen == &json!(words)).then_some(())).await;
    };
    page.press("Search").await;
    page.press("From…").await;
    until_typed("from:").await;
    page.keys("mar").await;
    page.press("Maria José").await;
    until_typed("from:\"Maria José\" ").await;
    until_state(&page, "The newest 50 messages").await;
    page.press("With a link").await;
    until_typed("from:\"Maria José\" has:link ").await;
    until_state(&page, "Nothing was found for from:\"Maria José\" has:link.").await;
    search(&page, "").await;
    page.press("On a day").await;
    page.keys("2026-01-01").await;
    until_typed("on:2026-01-01").await;
    until_state(&page, "The newest 50 messages").await;
}

/// Removes or edits a message.
async fn change(guest: &Guest, method: Method, id: &Value, body: Value) {
    let request = guest.request(method, &format!("/messages/{id}"));
    let sent = guest.send(request.header("content-type", "application/json").body(body.to_string())).await;
    let _ = sent.expect(200);
}

#[tokio::test]
async fn what_changes_meanwhile_changes_in_the_hits() {
    let server = serve(&[]);
    let bo = Guest::join(&server, "bo").await;
    let edited = bo.say("one needle").await["entry"]["id"].clone();
    let lost = bo.say("two needles").await["entry"]["id"].clone();
    let removed = bo.say("three needles").await["entry"]["id"].clone();
    let page = Browser::guest(&server, "Ana").await;
    page.press("Search").await;
    search(&page, "needle").await;
    until_hits(&page, &["three [needle]s", "two [needle]s", "one [needle]"]).await;
    change(&bo, Method::DELETE, &removed, json!({})).await;
    change(&bo, Method::PATCH, &edited, json!({ "text": "a needle and a thread" })).await;
    change(&bo, Method::PATCH, &lost, json!({ "text": "scissors" })).await;
    // What is no hit any more keeps its place until the next search.
    until_hits(&page, &["removed", "scissors", "a [needle] and a thread"]).await;
    search(&page, "scissors").await;
    until_hits(&page, &["[scissors]"]).await;
    search(&page, "needle").await;
    until_hits(&page, &["a [needle] and a thread"]).await;
}

#[tokio::test]
async fn on_a_phone_it_is_a_sheet_that_closes_for_a_message_and_keeps_its_hits() {
    let server = past();
    let Some(page) = Browser::with_dev_tools().await else { return };
    page.open(&address_of(&server)).await;
    page.hold_as_phone((390, 844)).await;
    page.join("Ana").await;
    page.press("Search").await;
    page.find("dialog", "Search").await;
    search(&page, "needle").await;
    until_hits(&page, &["the [NEEDLE] is here"]).await;
    page.run("document.querySelector('[data-hit]').click()", &[]).await;
    page.until_gone("dialog", "Search").await;
    until_shown_by_search(&page, "the NEEDLE is here").await;
    page.press("Search").await;
    page.find("dialog", "Search").await;
    until_hits(&page, &["the [NEEDLE] is here"]).await;
    // A keyboard would cover them.
    assert_ne!(page.focused().await, "Search messages");
    // In the box, Escape closes the sheet, too, and does not only clear the box.
    page.find("field", "Search messages").await.click().await.expect("the box can be pressed");
    page.keys(keys::ESCAPE).await;
    page.until_gone("dialog", "Search").await;
}

#[tokio::test]
async fn it_fits_every_screen_and_moves_nothing_while_hits_come() {
    let server = past();
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.press("Search").await;
    search(&page, "tea").await;
    until_state(&page, "The newest 50 messages").await;
    for size in [(1280, 800), (900, 700), (820, 1180), (390, 844), (320, 256)] {
        page.resize(size).await;
        for letters in [100, 200] {
            page.enlarge_letters(letters).await;
            assert_eq!(page.misfits().await, json!([]), "{size:?}, letters {letters} %");
        }
        page.enlarge_letters(100).await;
    }
    page.resize((1280, 800)).await;
    let type_more = "const box = document.querySelector('[data-search-box]'); box.value = 'tea time 11'; \
                     box.dispatchEvent(new InputEvent('input', { bubbles: true }))";
    page.run(
        "for (const hit of document.querySelectorAll('[data-hit]')) hit.parentElement.hidden = true",
        &[],
    )
    .await;
    page.nothing_moves_for(type_more, 800).await;
}

#[tokio::test]
async fn axe_finds_nothing_in_a_search() {
    let server = past();
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    for size in [(1280, 1600), (390, 1600)] {
        page.resize(size).await;
        page.press("Search").await;
        for (typed, state) in [
            ("tea", "The newest 50 messages"),
            ("nothing", "Nothing was found for nothing."),
            ("on:2026", "Write the day as 2026-11-22."),
        ] {
            search(&page, typed).await;
            until_state(&page, state).await;
            for theme in ["light", "dark"] {
                page.run("document.documentElement.dataset.theme = arguments[0]", &[json!(theme)]).await;
                assert_eq!(page.axe(&EXPLAINED).await, Vec::<String>::new(), "{size:?}, {typed}, {theme}");
            }
        }
        page.keys(keys::ESCAPE).await;
        page.until_gone("field", "Search messages").await;
    }
}

/// Dispatches the keys of the search as soon as the room is there.
const PRESS_AT_ONCE: &str = "\
    new MutationObserver((_, observer) => { \
        const field = document.querySelector('textarea'); \
        if (!field) return; \
        observer.disconnect(); \
        const options = { key: 'f', code: 'KeyF', ctrlKey: true, bubbles: true, cancelable: true }; \
        window.isTaken = !field.dispatchEvent(new KeyboardEvent('keydown', options)); \
    }).observe(document.body, { childList: true, subtree: true });";

/// The search comes later than the room: by seconds, on a slow network.
#[tokio::test]
async fn keys_that_are_pressed_before_the_search_is_here_open_it() {
    let server = serve(&[]);
    let page = Browser::start().await;
    page.open(&address_of(&server)).await;
    page.run(PRESS_AT_ONCE, &[]).await;
    page.join("Ana").await;
    until_focus(&page, "Search messages").await;
    assert_eq!(page.run("return window.isTaken", &[]).await, json!(true), "the browser opens its own, too");
}

#[tokio::test]
async fn the_host_searches_in_the_apps_window() {
    let place = Place::new().await;
    let lines: String = (0..300).map(|n| format!("2026-01-01T12:00:00Z bo said: needle {n}\n")).collect();
    std::fs::write(place.path("chat.txt"), lines).expect("a folder takes files");
    let window = place.open_window().await;
    window.join("Hanna").await;
    window.keys(&format!("{}f{}", keys::CONTROL, keys::CONTROL)).await;
    until_focus(&window, "Search messages").await;
    search(&window, "\"needle 7\" from:bo").await;
    until_hits(
        &window,
        &[
            "[needle 7]9",
            "[needle 7]8",
            "[needle 7]7",
            "[needle 7]6",
            "[needle 7]5",
            "[needle 7]4",
            "[needle 7]3",
            "[needle 7]2",
            "[needle 7]1",
            "[needle 7]0",
            "[needle 7]",
        ],
    )
    .await;
    window.keys(keys::DOWN).await;
    window.keys(keys::END).await;
    until_focused_hit(&window, Some("needle 7")).await;
    window.keys(keys::ENTER).await;
    until_shown_by_search(&window, "needle 7").await;
    window.keys(keys::ESCAPE).await;
    window.until_gone("field", "Search messages").await;
}
