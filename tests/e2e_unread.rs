//! Where a person stopped reading, what draws their attention meanwhile, and how they get back.

use flatchat_tests::browser::Browser;
use flatchat_tests::visitor::{address_of, serve};
use flatchat_tests::{Guest, Server};
use serde_json::{Value, json};

/// Whether the "New" line is in sight, right above the message with these words.
const LINE_ABOVE: &str = "\
    const line = document.querySelector('[role=separator][aria-label=New]');
    const [inner, outer] = [line?.getBoundingClientRect(), document.querySelector('section').getBoundingClientRect()];
    return Boolean(line) && inner.top >= outer.top && inner.bottom <= outer.bottom
      && line.nextElementSibling.textContent.includes(arguments[0])";
const LINES: &str = "return document.querySelectorAll('[role=separator][aria-label=New]').length";
const TITLE: &str = "return document.title === arguments[0] || document.title";
const BADGE: &str =
    "return (document.querySelector('link[rel=icon]').dataset.badge ?? 'none') === arguments[0]";

fn quiet_room() -> Server {
    let server = serve(&["--posts-per-minute", "0"]);
    server.append(b"2026-01-02T03:04:05Z bo said: long ago\n");
    server
}

/// Lines that a script writes.
fn write(server: &Server, texts: impl Iterator<Item = String>) {
    server.append(texts.map(|text| format!("bo said: {text}\n")).collect::<String>().as_bytes());
}

/// Waits until the browser has kept that everything in the room was read.
async fn until_read(page: &Browser, server: &Server) {
    let end = server.log().len();
    let kept = "return (localStorage['flatchat.places'] ?? '').includes(`\"${arguments[0]}-`)";
    page.until_true("all is read", kept, &[json!(end)]).await;
}

/// Leaves the page, as somebody does who closes the tab.
async fn leave(page: &Browser) {
    page.open("about:blank").await;
}

async fn come_back(page: &Browser, server: &Server) {
    page.open(&address_of(server)).await;
    page.until_in().await;
}

/// Takes the focus from the page, as another window does. Drivers cannot do that: without a screen,
/// Chromium gives every tab the focus.
const TURN_AWAY: &str =
    "document.hasFocus = () => false; window.dispatchEvent(new Event('blur')); return true";
const TURN_BACK: &str =
    "delete document.hasFocus; window.dispatchEvent(new Event('focus')); return document.hasFocus()";

async fn turn_away(page: &Browser) {
    page.until_true("the focus is elsewhere", TURN_AWAY, &[]).await;
}

async fn turn_back(page: &Browser) {
    page.until_true("the focus is in the page", TURN_BACK, &[]).await;
}

#[tokio::test]
async fn after_an_absence_the_line_stands_where_one_stopped_and_a_button_leads_there() {
    let mut server = quiet_room();
    let page = Browser::guest(&server, "Ana").await;
    let bo = Guest::join(&server, "bo").await;
    bo.say("read").await;
    page.until_shown("read").await;
    until_read(&page, &server).await;
    leave(&page).await;
    write(&server, (0..40).map(|n| format!("missed {n}")));
    server.kill9();
    server.start_again();

    come_back(&page, &server).await;
    page.until_shown("missed 39").await;
    page.press("40 new messages ↑").await;
    page.until_true("the line is in sight", LINE_ABOVE, &[json!("missed 0")]).await;
    page.until_gone("button", "40 new messages ↑").await;
    // It stays while one looks, whatever comes.
    write(&server, ["live".to_owned()].into_iter());
    page.press("1 new message").await;
    page.until_shown("live").await;
    until_read(&page, &server).await;
    page.reload().await;
    page.until_in().await;
    page.until_shown("live").await;
    assert_eq!(page.run(LINES, &[]).await, json!(0), "everything has been read");
}

#[tokio::test]
async fn the_line_is_found_outside_of_what_is_loaded() {
    let server = quiet_room();
    let page = Browser::guest(&server, "Ana").await;
    page.until_shown("long ago").await;
    until_read(&page, &server).await;
    leave(&page).await;
    write(&server, (0..600).map(|n| format!("missed {n}")));
    come_back(&page, &server).await;
    page.until_shown("missed 599").await;
    page.press("More than 99 new messages ↑").await;
    page.until_true("the line is in sight", LINE_ABOVE, &[json!("missed 0")]).await;
}

#[tokio::test]
async fn own_words_take_the_line_away() {
    let server = quiet_room();
    let page = Browser::guest(&server, "Ana").await;
    page.until_shown("long ago").await;
    until_read(&page, &server).await;
    leave(&page).await;
    write(&server, ["missed".to_owned()].into_iter());
    come_back(&page, &server).await;
    page.until_true("the line is in sight", LINE_ABOVE, &[json!("missed")]).await;
    page.say("I am back").await;
    page.until("the line is gone", LINES, &[], |seen| (seen == &json!(0)).then_some(())).await;
}

#[tokio::test]
async fn title_and_icon_count_what_comes_behind_the_back_and_tell_a_mention() {
    let server = quiet_room();
    let page = Browser::guest(&server, "Ana").await;
    page.until_shown("long ago").await;
    turn_away(&page).await;
    write(&server, ["one".to_owned(), "two".to_owned()].into_iter());
    page.until_true("the title counts", TITLE, &[json!("(2) Flatchat")]).await;
    page.until_true("the icon has a mark", BADGE, &[json!("unread")]).await;
    write(&server, ["where is @ana?".to_owned()].into_iter());
    page.until_true("the title counts", TITLE, &[json!("(3) Flatchat")]).await;
    page.until_true("the icon has another mark", BADGE, &[json!("mention")]).await;
    write(&server, (0..200).map(|n| format!("flood {n}")));
    page.until_true("the title is short", TITLE, &[json!("(99+) Flatchat")]).await;
    turn_back(&page).await;
    page.until_true("the title counts nothing", TITLE, &[json!("Flatchat")]).await;
    page.until_true("the icon has no mark", BADGE, &[json!("none")]).await;
    page.press("More than 99 new messages ↑").await;
    page.until_true("the line is in sight", LINE_ABOVE, &[json!("one")]).await;
}

#[tokio::test]
async fn a_message_that_mentions_the_reader_stands_out_for_eyes_and_ears() {
    let server = quiet_room();
    let page = Browser::guest(&server, "Ana").await;
    let bo = Guest::join(&server, "bo").await;
    for text in ["bananas", "thanks, ANA!", "@all: hello"] {
        bo.say(text).await;
    }
    page.until_shown("@all: hello").await;
    let rows = "return [...document.querySelectorAll('[role=log] [data-entry]')].slice(-3).map((row) => [ \
                row.ariaLabel.includes('mentions you'), \
                getComputedStyle(row, '::before').borderInlineStartWidth !== '0px', \
                getComputedStyle(row).backgroundColor !== 'rgba(0, 0, 0, 0)'])";
    let expected = json!([[false, false, false], [true, true, true], [false, false, false]]);
    page.until("the mention stands out", rows, &[], |seen| (seen == &expected).then_some(())).await;
}

/// "Known" are those who are here, and those who wrote what the page holds.
#[tokio::test]
async fn the_longer_name_of_somebody_who_is_known_is_no_mention() {
    let server = quiet_room();
    let page = Browser::guest(&server, "김민").await;
    let bo = Guest::join(&server, "bo").await;
    let texts = ["@김민수 hello", "@김민님 hello", "@김민 박 hello"];
    for text in texts {
        bo.say(text).await;
    }
    page.until_shown(texts[2]).await;
    let rows = "return [...document.querySelectorAll('[role=log] [data-entry]')]\
        .filter((row) => row.textContent.includes('hello')).map((row) => row.ariaLabel.includes('mentions you'))";
    let are = |expected: Value| move |seen: &Value| (seen == &expected).then_some(());
    page.until("nobody else is known", rows, &[], are(json!([true, true, true]))).await;
    let longer = Guest::join(&server, "김민수").await;
    let stream = longer.stream().await;
    page.until("one who is here is known", rows, &[], are(json!([false, true, true]))).await;
    server.append("2026-01-02T03:00:00Z 김민 박 said: I write into the file\n".as_bytes());
    page.until("one who wrote is known", rows, &[], are(json!([false, true, false]))).await;
    drop(stream);
}

#[tokio::test]
async fn what_is_read_in_one_tab_is_read_in_the_other() {
    let server = quiet_room();
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.until_shown("long ago").await;
    until_read(&page, &server).await;
    turn_away(&page).await;
    write(&server, ["one".to_owned(), "two".to_owned()].into_iter());
    page.until_true("the title counts", TITLE, &[json!("(2) Flatchat")]).await;
    let kept = page.run("return localStorage['flatchat.places']", &[]).await;
    let first = page.client.window().await.expect("there is a tab");
    let second = page.client.new_window(true).await.expect("the browser opens a tab").handle;
    page.client.switch_to_window(second).await.expect("the tab is there");
    page.dev_tools("Page.bringToFront", json!({})).await;
    come_back(&page, &server).await;
    page.until_true("the line is in sight", LINE_ABOVE, &[json!("one")]).await;
    let read = "return localStorage['flatchat.places'] !== arguments[0] && document.hasFocus()";
    page.until_true("the other tab has read", read, &[kept]).await;
    page.client.switch_to_window(first).await.expect("the tab is there");
    page.until_true("the title counts nothing", TITLE, &[json!("Flatchat")]).await;
    assert_eq!(page.run(LINES, &[]).await, json!(0));
}

/// Records the notifications that the page shows, and whether they are still shown.
const RECORD: &str = "
    window.shown = [];
    window.Notification = class {
      static permission = 'default';
      static requestPermission = async () => (Notification.permission = window.answer ?? 'granted');
      constructor(title, { body } = {}) {
        this.n = window.shown.length;
        if (Notification.permission === 'granted') window.shown.push({ title, body, open: true });
      }
      close() { window.shown[this.n].open = false; }
    };";

async fn notifying_page(server: &Server) -> Option<Browser> {
    let page = Browser::with_dev_tools().await?;
    page.dev_tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": RECORD })).await;
    // A browser takes only the number for a secure context.
    page.open(&format!("http://127.0.0.1:{}/", server.address().port())).await;
    page.join("Maria").await;
    page.press("Settings").await;
    Some(page)
}

#[tokio::test]
async fn a_guest_who_allows_it_is_notified_of_mentions_and_of_nothing_else() {
    let server = quiet_room();
    let Some(page) = notifying_page(&server).await else { return };
    page.find("switch", "Notifications").await.click().await.expect("it can be pressed");
    page.until_true("it is on", "return document.querySelectorAll('[role=switch]')[1].checked", &[]).await;
    page.press("Close").await;
    page.until_gone("dialog", "Settings").await;
    turn_away(&page).await;
    let bo = Guest::join(&server, "bo").await;
    bo.say("nobody in particular").await;
    bo.say("Maria, the *soup* is ready").await;
    let shown =
        |open: bool| json!([{"title": "bo mentioned you", "body": "Maria, the soup is ready", "open": open}]);
    let is = |expected: Value| move |seen: &Value| (seen == &expected).then_some(());
    page.until("it is notified once", "return window.shown", &[], is(shown(true))).await;
    turn_back(&page).await;
    page.until("the notification is closed", "return window.shown", &[], is(shown(false))).await;
}

#[tokio::test]
async fn where_there_can_be_no_notifications_the_settings_say_what_happens_instead() {
    let server = quiet_room();
    let page = Browser::guest(&server, "Ana").await;
    page.press("Settings").await;
    page.until_text("Browsers show notifications only for https addresses").await;
    page.until_text("the tab’s title and icon show it").await;
    assert!(!page.has("switch", "Notifications").await);

    let Some(page) = notifying_page(&server).await else { return };
    page.run("window.answer = 'denied'", &[]).await;
    page.find("switch", "Notifications").await.click().await.expect("it can be pressed");
    page.until_text("Notifications are blocked for this page").await;
}
