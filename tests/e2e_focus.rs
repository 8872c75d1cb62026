//! The keyboard's focus never falls back to the page's body: when the pressed element disappears, a
//! sensible one gets the focus.

use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::late_host::open_window;
use flatchat_tests::visitor::{address_of, serve};
use flatchat_tests::{Guest, Server};
use serde_json::json;

const PHONE: (u32, u32) = (390, 844);

/// Returns the element with the focus: its accessible name or, if it is only a place, its tag and
/// text.
const FOCUSED: &str = "\
    const one = document.activeElement; \
    if (!one || one === document.body) return 'nothing'; \
    return one.getAttribute('aria-label') ?? (one.labels?.[0]?.textContent || one.textContent).replace(/\\s+/g, ' ').trim().slice(0, 80)";

async fn until_focused(page: &Browser, name: &str) {
    page.until(&format!("the focus is on {name:?}"), FOCUSED, &[], |seen| {
        (seen == &json!(name)).then_some(())
    })
    .await;
}

/// Checks that the focus is not on the body, neither now nor a moment later.
async fn stays_focused(page: &Browser, after: &str) {
    tokio::time::sleep(std::time::Duration::from_millis(150)).await;
    assert_ne!(page.run(FOCUSED, &[]).await, json!("nothing"), "after {after}");
}

/// Opens the page on a phone, which has no mouse, and a keyboard that opens with the focus.
async fn phone(server: &Server) -> Option<Browser> {
    let page = Browser::with_dev_tools_sized(PHONE.0, PHONE.1).await?;
    let coarse = "const real = window.matchMedia.bind(window); \
        window.matchMedia = (query) => query.includes('pointer: fine') ? { matches: false, addEventListener() {} } : real(query)";
    page.dev_tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": coarse })).await;
    page.open(&address_of(server)).await;
    Some(page)
}

#[tokio::test]
async fn a_dialog_gives_the_focus_back_also_when_it_was_opened_from_another() {
    let Some((window, _server)) = open_window(1280, 800).await else { return };
    window.press("Invite").await;
    window.press("Can’t they join?").await;
    window.find("dialog", "Why can’t they join?").await;
    window.keys(keys::ESCAPE).await;
    window.until_gone("dialog", "Why can’t they join?").await;
    until_focused(&window, "Invite").await;

    for (entry, dialog) in [
        ("Export…", "Export the room"),
        ("Open another room…", "Rooms"),
        ("Rooms nearby…", "Rooms nearby"),
        ("About Flatchat", "About"),
        ("Why can’t they join?", "Why can’t they join?"),
    ] {
        window.press("Menu").await;
        window.press(entry).await;
        window.find("dialog", dialog).await;
        window.keys(keys::ESCAPE).await;
        window.until_gone("dialog", dialog).await;
        until_focused(&window, "Menu").await;
    }

    // By a key, pressed while words are being written.
    window.find("field", "Message").await.click().await.expect("a field takes the focus");
    window.keys(&format!("{0}o{0}", keys::CONTROL)).await;
    window.find("dialog", "Rooms").await;
    window.press("Close").await;
    window.until_gone("dialog", "Rooms").await;
    until_focused(&window, "Message").await;
}

#[tokio::test]
async fn a_button_that_waits_for_its_answer_has_the_focus_again() {
    let Some((window, _server)) = open_window(1280, 800).await else { return };
    window.run("late.give('diagnose', { checks: [] }); late.give('arrivals', [])", &[]).await;
    window.press("Menu").await;
    window.press("Why can’t they join?").await;
    window.until_text("Nothing on this computer is known").await;
    window.run("late.hold('diagnose')", &[]).await;
    window.press("Check again").await;
    stays_focused(&window, "Check again").await;
    window.run("late.give('diagnose', { checks: [] })", &[]).await;
    until_focused(&window, "Check again").await;
    window.keys(keys::ESCAPE).await;

    let rooms = "late.give('app_facts', { version: '1', engine: null, folder: '/a', zoom: 1, has_licences: false }); \
                 late.give('known_rooms', [{ title: 'Kitchen', folder: '/kitchen' }]); late.fail('open_room', 'It is in use.')";
    window.run(rooms, &[]).await;
    window.press("Menu").await;
    window.press("Open another room…").await;
    window.press("Open Kitchen").await;
    window.until_text("It is in use.").await;
    until_focused(&window, "Open Kitchen").await;
}

#[tokio::test]
async fn a_banners_button_that_goes_leaves_the_focus_in_the_room() {
    let Some((window, _server)) = open_window(1280, 800).await else { return };
    let aside = "late.give('settings', late.settings); late.give('server', { port: 1, error: null, fixed: null }); \
                 late.give('set_aside', { cause: 'broken', path: null, restored: true, new_code: false }); late.give('resume')";
    window.run(aside, &[]).await;
    window.press("Close this message").await;
    until_focused(&window, "Message").await;
    window.run("late.learn({ paused: true })", &[]).await;
    window.press("Resume").await;
    window.run("late.learn({ paused: false })", &[]).await;
    until_focused(&window, "Message").await;
}

#[tokio::test]
async fn words_that_are_being_written_keep_the_focus_over_a_pause() {
    let Some((window, _server)) = open_window(1280, 800).await else { return };
    window.write("half a").await;
    window.run("late.learn({ paused: true })", &[]).await;
    stays_focused(&window, "the pause").await;
    window.run("late.learn({ paused: false })", &[]).await;
    until_focused(&window, "Message").await;
}

#[tokio::test]
async fn connecting_and_disconnecting_lead_to_the_message() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    page.press("Disconnect").await;
    stays_focused(&page, "Disconnect").await;
    let composers = "const one = document.querySelector('form button.primary'); const { textContent } = one; one.click(); return textContent";
    page.until_text("You disconnected.").await;
    page.run("document.querySelector('form button.primary').focus()", &[]).await;
    page.run(composers, &[]).await;
    page.until_connected().await;
    until_focused(&page, "Message").await;
}

#[tokio::test]
async fn joining_and_leaving_on_a_phone_keep_the_focus_in_the_page() {
    let server = serve(&[]);
    let Some(page) = phone(&server).await else { return };
    page.join("Ana").await;
    until_focused(&page, "Flatchat").await;
    page.press("Disconnect").await;
    stays_focused(&page, "Disconnect").await;
    page.until_text("You disconnected.").await;
    let connect = "const one = document.querySelector('form button.primary'); one.focus(); one.click()";
    page.run(connect, &[]).await;
    page.until_connected().await;
    until_focused(&page, "Flatchat").await;
    page.press("Invite").await;
    page.press("Close").await;
    page.until_gone("dialog", "Invite people").await;
    until_focused(&page, "Invite").await;
    page.press("Settings").await;
    page.press("Leave the room").await;
    page.find("heading", "Come in").await;
    until_focused(&page, "Your name").await;
}

#[tokio::test]
async fn a_refusal_at_the_door_leaves_the_focus_there() {
    let server = serve(&["--max-guests", "1"]);
    let ana = Guest::join(&server, "Ana").await;
    let stream = ana.stream().await;
    let page = Browser::start().await;
    page.open(&address_of(&server)).await;
    page.fill("Your name", "Ben").await;
    page.press("Join").await;
    page.find("heading", "The room is full").await;
    until_focused(&page, "The room is full").await;
    page.press("Use another name").await;
    until_focused(&page, "Your name").await;
    page.fill("Your name", "Bob").await;
    page.press("Join").await;
    page.find("heading", "The room is full").await;
    drop(stream);
    page.until_in().await;
    stays_focused(&page, "being let in").await;
    until_focused(&page, "Message").await;
}

#[tokio::test]
async fn what_goes_from_the_conversation_leaves_the_focus_near() {
    let mut server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    server.kill9();
    page.press("Why?").await;
    page.until_text("What you can check").await;
    server.start_again();
    page.until_connected().await;
    page.until_gone("button", "Why?").await;
    until_focused(&page, "Message").await;

    // A message that cannot be sent is discarded.
    let bot = Guest::join(&server, "bot").await;
    page.run("sessionStorage.setItem('flatchat.outbox', JSON.stringify([{ key: 'k', name: 'Somebody else', text: 'lost words', state: 'waiting', \
              reason: null, again: false, hopeless: false, unanswered: false, since: null }]))", &[]).await;
    page.reload().await;
    page.until_in().await;
    page.press("Discard").await;
    page.until_gone("button", "Discard").await;
    stays_focused(&page, "Discard").await;

    // The button that leads back to the newest message.
    for n in 0..80 {
        bot.say(&format!("line {n}")).await;
    }
    page.until_shown("line 79").await;
    page.run("document.querySelector('section[tabindex]').scrollTop = 0", &[]).await;
    page.press("Latest messages").await;
    page.until_gone("button", "Latest messages").await;
    stays_focused(&page, "the way back").await;
}
