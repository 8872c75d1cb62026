//! What people do with messages: they answer, change, take back and react, by mouse, by touch and
//! by keyboard, and everybody in the room sees it.

use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::late_host::open_window;
use flatchat_tests::visitor::{address_of, serve};
use flatchat_tests::{Guest, Server};
use reqwest::Method;
use serde_json::{Value, json};

const SHIFT_TAB: &str = "\u{E008}\u{E004}\u{E008}";
const UP: &str = "\u{E013}";
const PHONE: (u32, u32) = (390, 844);

/// The row with the text `arguments[0]`: how screen readers name it, its quotation, and its
/// reactions.
const ROW: &str = "\
    const row = [...document.querySelectorAll('[role=log] [data-entry]')].find((one) => \
      one.querySelector('[dir=auto]')?.textContent === arguments[0]); \
    const words = (one) => one.textContent.replace(/\\s+/g, ' ').trim(); \
    return row && { label: row.ariaLabel, quote: row.querySelector('.quote') ? words(row.querySelector('.quote')) : null, \
      reactions: [...row.querySelectorAll('[data-emoji]')].map((one) => \
        `${one.dataset.emoji} ${one.querySelector('.count').textContent} ${one.ariaPressed}`) }";

async fn until_row(page: &Browser, text: &str, right: impl Fn(&Value) -> bool) {
    page.until(&format!("the row {text:?} is right"), ROW, &[json!(text)], |row| right(row).then_some(()))
        .await;
}

async fn until_quotes(page: &Browser, text: &str, quote: &str) {
    until_row(page, text, |row| row["quote"] == json!(quote)).await;
}

async fn until_reactions(page: &Browser, text: &str, reactions: &[&str]) {
    until_row(page, text, |row| row["reactions"] == json!(reactions)).await;
}

/// Waits until the strip above the composer has these words.
async fn until_strip(page: &Browser, words: &str) {
    let script = "return document.querySelector('.strip p')?.textContent.replace(/\\s+/g, ' ').trim() === arguments[0]";
    page.until_true(&format!("the strip says {words:?}"), script, &[json!(words)]).await;
}

async fn until_focused(page: &Browser, name: &str) {
    let script = "return document.activeElement?.getAttribute('aria-label')?.startsWith(arguments[0])";
    page.until_true(&format!("the focus is on {name:?}"), script, &[json!(name)]).await;
}

async fn phone(server: &Server, name: &str) -> Option<Browser> {
    let page = Browser::with_dev_tools().await?;
    page.open(&address_of(server)).await;
    page.hold_as_phone(PHONE).await;
    page.join(name).await;
    Some(page)
}

fn lines(server: &Server) -> Vec<String> {
    String::from_utf8_lossy(&server.log()).lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn a_message_is_answered_by_mouse_and_by_keyboard() {
    let server = serve(&[]);
    let bo = Guest::join(&server, "bo").await;
    let asked = bo.say("who brings bread?").await["entry"]["id"].clone();
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    assert!(!page.has("button", "Reply").await, "nothing is at hand in a row that is not in use");

    page.hover("who brings bread?").await;
    page.press("Reply").await;
    until_strip(&page, "Replying to bo – who brings bread?").await;
    assert_eq!(page.focused().await, "Message");
    page.keys(&format!("me{}", keys::ENTER)).await;
    until_quotes(&page, "me", "bo who brings bread?").await;
    page.until_no_text("Replying to").await;

    let milk = bo.say("and milk?").await["entry"]["id"].clone();
    page.until_shown("and milk?").await;
    page.keys(SHIFT_TAB).await;
    until_focused(&page, "bo").await;
    page.keys("r").await;
    until_strip(&page, "Replying to bo – and milk?").await;
    page.keys(&format!("me too{}", keys::ENTER)).await;
    until_quotes(&page, "me too", "bo and milk?").await;
    let lines = lines(&server);
    assert!(lines.iter().any(|line| line.ends_with(&format!("Ana replied to {asked}: me"))), "{lines:?}");
    assert!(lines.iter().any(|line| line.ends_with(&format!("Ana replied to {milk}: me too"))), "{lines:?}");
}

#[tokio::test]
async fn a_swipe_towards_the_reading_end_replies_and_scrolling_does_not() {
    let server = serve(&[]);
    let bo = Guest::join(&server, "bo").await;
    bo.say("who brings bread?").await;
    let Some(phone) = phone(&server, "Ana").await else { return };
    phone.until_shown("who brings bread?").await;
    for idle in [(0.0, -120.0), (40.0, 0.0), (-120.0, 0.0)] {
        phone.swipe("who brings bread?", idle).await;
        assert!(!phone.text().await.contains("Replying"), "{idle:?}");
    }
    phone.swipe("who brings bread?", (120.0, 4.0)).await;
    until_strip(&phone, "Replying to bo – who brings bread?").await;
    phone.write("me").await;
    phone.press("Send").await;
    until_quotes(&phone, "me", "bo who brings bread?").await;
    let moved = "return [...document.querySelectorAll('[data-entry]')].filter((row) => row.style.transform !== '').length";
    assert_eq!(phone.run(moved, &[]).await, json!(0), "the row stands in its place again");
}

#[tokio::test]
async fn a_finger_that_is_held_opens_a_sheet_and_selects_nothing() {
    let server = serve(&[]);
    Guest::join(&server, "bo").await.say("who brings bread?").await;
    let Some(phone) = phone(&server, "Ana").await else { return };
    phone.until_shown("who brings bread?").await;
    phone.hold("who brings bread?").await;
    phone.find("dialog", "Message").await;
    assert_eq!(phone.run("return getSelection().isCollapsed", &[]).await, json!(true));
    assert_eq!(phone.misfits().await, json!([]));
    phone.press("Thumbs up").await;
    until_reactions(&phone, "who brings bread?", &["👍 1 true"]).await;
}

#[tokio::test]
async fn the_last_message_is_edited_by_arrow_up_and_its_earlier_wording_can_be_seen() {
    let server = serve(&[]);
    let (ana, ben) = tokio::join!(
        Browser::guest_with_dev_tools(&server, "Ana"),
        Browser::guest_with_dev_tools(&server, "Ben")
    );
    let (Some(ana), Some(ben)) = (ana, ben) else { return };
    ana.say("at tne").await;
    ben.until_shown("at tne").await;
    ana.until_count(1).await;
    ana.until_true("it is in the log", "return document.querySelector('[data-entry]') !== null", &[]).await;
    ana.keys(UP).await;
    ana.until_text("Editing your message").await;
    ana.keys(keys::ESCAPE).await;
    ana.until_no_text("Editing your message").await;
    assert_eq!(ana.run("return document.querySelector('main form textarea').value", &[]).await, json!(""));

    ana.keys(UP).await;
    ana.find("button", "Save").await;
    ana.fill("Message", "at ten").await;
    ana.keys(keys::ENTER).await;
    for page in [&ana, &ben] {
        until_row(page, "at ten", |row| row["label"].as_str().is_some_and(|label| label.contains("edited")))
            .await;
        page.press("edited").await;
        page.find("dialog", "Earlier wordings").await;
        page.until_text("at tne").await;
        page.keys(keys::ESCAPE).await;
        page.until_gone("dialog", "Earlier wordings").await;
    }
    ana.find("button", "Send").await;
}

#[tokio::test]
async fn links_and_code_of_an_earlier_wording_can_be_reached_and_copied() {
    let server = serve(&[]);
    let Some(ana) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    ana.say("https://a.example/x\n```\nlet a = 1;\n```").await;
    ana.until_true("it is in the log", "return document.querySelector('[data-entry]') !== null", &[]).await;
    ana.keys(UP).await;
    ana.find("button", "Save").await;
    ana.fill("Message", "never mind").await;
    ana.keys(keys::ENTER).await;
    ana.press("edited").await;
    let reached = "const held = [...document.querySelectorAll('dialog li :is(a, button)')]; \
                   return held.length === 2 && held.every((one) => one.tabIndex === 0)";
    ana.until_true("Tab reaches what the wordings hold", reached, &[]).await;
    ana.press("Copy").await;
    ana.until_text("Copied").await;
}

#[tokio::test]
async fn a_message_is_removed_after_a_question_and_everybody_sees_only_that() {
    let server = serve(&[]);
    let (ana, ben) = tokio::join!(
        Browser::guest_with_dev_tools(&server, "Ana"),
        Browser::guest_with_dev_tools(&server, "Ben")
    );
    let (Some(ana), Some(ben)) = (ana, ben) else { return };
    ana.say("my secret").await;
    ben.until_shown("my secret").await;
    ana.until_shown("my secret").await;
    ben.press_right("my secret").await;
    ben.find("button", "Copy text").await;
    assert!(!ben.has("button", "Remove").await, "only the author and the host remove");
    ben.keys(keys::ESCAPE).await;

    ana.until_count(1).await;
    ana.keys(SHIFT_TAB).await;
    until_focused(&ana, "Ana").await;
    ana.keys(keys::DELETE).await;
    ana.find("dialog", "Remove this message?").await;
    ana.press("Cancel").await;
    ana.until_gone("dialog", "Remove this message?").await;
    until_focused(&ana, "Ana").await;
    ana.keys(keys::DELETE).await;
    ana.press("Remove").await;
    for page in [&ana, &ben] {
        page.until_text("Removed").await;
        page.until_no_text("my secret").await;
        assert_eq!(page.shown().await.len(), 1, "it keeps its place");
    }
    assert_ne!(ana.run("return document.activeElement.tagName", &[]).await, json!("BODY"));
}

#[tokio::test]
async fn reactions_are_counted_toggled_and_seen_by_all() {
    let server = serve(&[]);
    let (ana, ben) = tokio::join!(
        Browser::guest_with_dev_tools(&server, "Ana"),
        Browser::guest_with_dev_tools(&server, "Ben")
    );
    let (Some(ana), Some(ben)) = (ana, ben) else { return };
    Guest::join(&server, "bo").await.say("cake at four").await;
    ana.hover("cake at four").await;
    ana.press("React").await;
    ana.press("Party popper").await;
    until_reactions(&ana, "cake at four", &["🎉 1 true"]).await;
    until_reactions(&ben, "cake at four", &["🎉 1 false"]).await;
    ben.press("🎉 1: Ana").await;
    until_reactions(&ana, "cake at four", &["🎉 2 true"]).await;
    until_row(&ana, "cake at four", |row| {
        row["label"].as_str().is_some_and(|label| label.ends_with("2 reactions"))
    })
    .await;
    ana.press("🎉 2: Ana, Ben").await;
    until_reactions(&ben, "cake at four", &["🎉 1 true"]).await;
    ben.press("🎉 1: Ben").await;
    for page in [&ana, &ben] {
        until_reactions(page, "cake at four", &[]).await;
    }

    // Any other emoji is in the picker.
    ana.press_right("cake at four").await;
    ana.press("More emoji").await;
    ana.fill("Search emoji", "pizza").await;
    ana.press("pizza").await;
    until_reactions(&ben, "cake at four", &["🍕 1 false"]).await;
}

/// A room whose first message was answered long after.
async fn long_room() -> (Server, Value) {
    let server = serve(&["--posts-per-minute", "0"]);
    let bo = Guest::join(&server, "bo").await;
    let first = bo.say("the first of all").await["entry"]["id"].clone();
    for n in 0..150 {
        bo.say(&format!("line {n}")).await;
    }
    let _ = bo.post_json("/messages", &json!({"text": "an answer", "reply_to": first})).await.expect(201);
    (server, first)
}

const IS_IN_VIEW: &str = "\
    const words = [...document.querySelectorAll('[role=log] [dir=auto]')].find((one) => one.textContent === arguments[0]); \
    const { top, bottom } = words?.getBoundingClientRect() ?? { top: -1 }; \
    const view = document.querySelector('[role=log]').closest('section').getBoundingClientRect(); \
    return top >= view.top && bottom <= view.bottom";

async fn until_in_view(page: &Browser, text: &str) {
    page.until_true(&format!("{text:?} is in view"), IS_IN_VIEW, &[json!(text)]).await;
}

#[tokio::test]
async fn a_quotation_leads_to_its_message_and_back() {
    let (server, first) = long_room().await;
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    until_quotes(&page, "an answer", "bo the first of all").await;
    page.run("document.querySelector('.quote button').click()", &[]).await;
    until_in_view(&page, "the first of all").await;
    page.press("Back").await;
    until_in_view(&page, "an answer").await;
    page.until_gone("button", "Back").await;

    let bo = Guest::join(&server, "bob").await;
    let _ = bo.get("/health").await;
    let gone = bo.send(bo.request(Method::DELETE, &format!("/messages/{first}"))).await;
    assert_eq!(gone.json()["error"]["code"], "not_yours");
    server.append(format!("2026-01-02T03:04:05Z hanna removed {first}: spam\n").as_bytes());
    until_quotes(&page, "an answer", "bo removed").await;
}

#[tokio::test]
async fn a_link_to_a_message_opens_the_room_there() {
    let (server, first) = long_room().await;
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.until_shown("an answer").await;
    page.open("about:blank").await;
    page.open(&format!("{}#{first}", address_of(&server))).await;
    until_in_view(&page, "the first of all").await;
    let marked = "return document.querySelector('[aria-current=location]')?.dataset.entry";
    assert_eq!(page.run(marked, &[]).await, json!(first.to_string()));
}

#[tokio::test]
async fn the_newest_pin_and_the_topic_stand_above_the_conversation() {
    let (server, first) = long_room().await;
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    let stamp = "2026-01-02T03:04:05Z hanna";
    server.append(format!("{stamp} set topic: today: soldering\n{stamp} pinned {first}: \n").as_bytes());
    page.until_text("today: soldering").await;
    page.press("Pinned message bo the first of all").await;
    until_in_view(&page, "the first of all").await;
    page.press("Topic: today: soldering").await;
    page.find("dialog", "Topic").await;
    assert!(!page.has("button", "Save").await, "only the host changes it");
    page.keys(keys::ESCAPE).await;
    page.until_gone("dialog", "Topic").await;
    until_focused_text(&page, "Topic: today: soldering").await;
    server.append(format!("{stamp} unpinned {first}: \n").as_bytes());
    page.until_gone("button", "Pinned message bo the first of all").await;
}

async fn until_focused_text(page: &Browser, text: &str) {
    let script = "return document.activeElement?.textContent.trim() === arguments[0]";
    page.until_true(&format!("the focus is on {text:?}"), script, &[json!(text)]).await;
}

#[tokio::test]
async fn the_menu_opens_by_key_and_gives_the_focus_back() {
    let server = serve(&[]);
    Guest::join(&server, "bo").await.say("cake at four http://a.example/").await;
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.until_count(1).await;
    page.keys(SHIFT_TAB).await;
    until_focused(&page, "bo").await;
    page.keys(keys::ENTER).await;
    page.find("dialog", "Message").await;
    until_focused(&page, "Thumbs up").await;
    page.keys(keys::ESCAPE).await;
    page.until_gone("dialog", "Message").await;
    until_focused(&page, "bo").await;

    // What the row holds comes after it, and Escape leads back to the composer.
    page.keys(keys::TAB).await;
    assert_eq!(page.focused().await, "http://a.example/");
    page.keys(keys::TAB).await;
    assert_eq!(page.focused().await, "React");
    page.keys(keys::ESCAPE).await;
    until_focused(&page, "Message").await;
    page.keys(SHIFT_TAB).await;
    until_focused(&page, "bo").await;

    // One's own words stand at the end of the line, and so does their menu.
    page.say("mine").await;
    page.until_count(2).await;
    page.keys(SHIFT_TAB).await;
    page.keys(keys::ENTER).await;
    page.find("dialog", "Message").await;
    let at = "const [menu, words] = ['dialog[open]', '.own .body'].map((one) => document.querySelector(one).getBoundingClientRect()); \
              return menu.left <= words.left + 1 && menu.right >= words.right - 1";
    page.until_true("the menu is at the words", at, &[]).await;
}

/// The act that the page asked the shell for last.
const LAST_ACT: &str =
    "return late.calls.filter(({ command }) => command === 'act').at(-1)?.args.act ?? null";

async fn until_asked(window: &Browser, act: Value) {
    window.until("the act", LAST_ACT, &[], |seen| (seen == &act).then_some(())).await;
}

#[tokio::test]
async fn the_host_pins_removes_with_a_reason_and_sets_the_topic() {
    let Some((window, _server)) = open_window(1280, 800).await else { return };
    window
        .run("late.give('messages', { entries: [late.entry(0, 'bo', 'cake at four')], before: null, after: '50-0', through: 50 }); \
              late.give('act', null); location.hash = '#0'", &[])
        .await;
    window.press_right("cake at four").await;
    window.press("Pin").await;
    until_asked(&window, json!({"do": "pin", "id": 0})).await;

    window.run("late.learn({ pins: [0] })", &[]).await;
    window.press("1 pinned message").await;
    window.press("Unpin").await;
    until_asked(&window, json!({"do": "unpin", "id": 0})).await;
    window.keys(keys::ESCAPE).await;
    window.until_gone("dialog", "Pinned messages").await;

    window.press_right("cake at four").await;
    window.press("Remove").await;
    window.fill("Reason (optional)", "spam").await;
    window.press("Remove").await;
    until_asked(&window, json!({"do": "remove", "id": 0, "reason": "spam"})).await;

    window.press("Set a topic").await;
    window.fill("Topic of the room", "soldering").await;
    window.press("Save").await;
    until_asked(&window, json!({"do": "set_topic", "topic": "soldering"})).await;
    window.until_gone("dialog", "Topic").await;
    window.write("/topic cake").await;
    window.keys(keys::ENTER).await;
    until_asked(&window, json!({"do": "set_topic", "topic": "cake"})).await;
}
