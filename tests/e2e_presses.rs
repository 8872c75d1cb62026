//! Protection against accidental presses: which ones close a dialog, and which ones close the room
//! for all guests.

use flatchat_tests::Guest;
use flatchat_tests::browser::Browser;
use flatchat_tests::late_host::open_window;
use flatchat_tests::samples::sample;
use flatchat_tests::visitor::serve;
use reqwest::Method;
use serde_json::{Value, json};

async fn from_menu(window: &Browser, entry: &str, dialog: &str) {
    window.press("Menu").await;
    window.press(entry).await;
    window.find("dialog", dialog).await;
}

#[tokio::test]
async fn another_room_is_not_opened_without_a_question_while_guests_are_in() {
    let Some((window, _server)) = open_window(1280, 800).await else { return };
    let called = |command: &'static str| {
        format!("return late.calls.filter((one) => one.command === '{command}').length")
    };
    let setup = "late.give('app_facts', { version: '1', engine: null, folder: '/a', zoom: 1, has_licences: false }); \
                 late.give('known_rooms', [{ title: 'Kitchen', folder: '/kitchen' }]); \
                 late.give('open_room'); late.give('choose_room'); late.people(2)";
    window.run(setup, &[]).await;
    from_menu(&window, "Open another room…", "Rooms").await;
    for (button, command) in [("Open Kitchen", "open_room"), ("Choose a folder…", "choose_room")] {
        window.press(button).await;
        window.find("dialog", "Close this room?").await;
        window.until_text("2 guests are in this room.").await;
        window.press("Stay in this room").await;
        window.until_gone("dialog", "Close this room?").await;
        assert_eq!(window.run(&called(command), &[]).await, json!(0), "{button}");
        assert_eq!(window.focused().await, button, "the focus returns");
        window.press(button).await;
        window.press("Close it and go on").await;
        window
            .until_true("the host's wish is done", &called(command).replace(".length", ".length === 1"), &[])
            .await;
    }
    // In an empty room, closing asks no question.
    window.run("late.people(0)", &[]).await;
    window.press("Open Kitchen").await;
    window.until_true("it is opened", &called("open_room").replace(".length", ".length === 2"), &[]).await;
    assert!(!window.has("dialog", "Close this room?").await);
}

/// Returns the middle of the only element that a selector finds or of the dialog's title, or a
/// place on the backdrop.
async fn middle(page: &Browser, selector: &str) -> (f64, f64) {
    let script = "const { left, top, width, height } = document.querySelector(arguments[0]).getBoundingClientRect(); \
                  return [left + width / 2, top + height / 2]";
    let at = page.run(script, &[json!(selector)]).await;
    (at[0].as_f64().expect("a number"), at[1].as_f64().expect("a number"))
}

async fn mouse(page: &Browser, kind: &str, (x, y): (f64, f64), button: &str) {
    let event = json!({ "type": kind, "x": x, "y": y, "button": button, "clickCount": 1,
                        "buttons": i32::from(kind != "mouseReleased") });
    page.dev_tools("Input.dispatchMouseEvent", event).await;
}

async fn drag(page: &Browser, from: (f64, f64), to: (f64, f64), button: &str) {
    mouse(page, "mouseMoved", from, "none").await;
    mouse(page, "mousePressed", from, button).await;
    for step in 1..=4 {
        let part = f64::from(step) / 4.0;
        let at = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
        page.dev_tools(
            "Input.dispatchMouseEvent",
            json!({ "type": "mouseMoved", "x": at.0, "y": at.1, "button": button, "buttons": 1 }),
        )
        .await;
    }
    mouse(page, "mouseReleased", to, button).await;
}

async fn touch(page: &Browser, from: (f64, f64), to: (f64, f64)) {
    let point = |(x, y): (f64, f64)| json!([{ "x": x, "y": y }]);
    for (kind, points) in
        [("touchStart", point(from)), ("touchMove", point(to)), ("touchEnd", Value::Array(Vec::new()))]
    {
        page.dev_tools("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points })).await;
    }
}

#[tokio::test]
async fn a_dialog_closes_only_where_a_press_began_and_ended_on_the_backdrop() {
    let server = serve(&[]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    let backdrop = (20.0, 400.0);
    page.press("Settings").await;
    page.find("dialog", "Settings").await;
    // A press right after the dialog opened may be the second half of a double click.
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    let [title, button, text] = [
        middle(&page, "dialog h2").await,
        middle(&page, "dialog .leave button").await,
        middle(&page, "dialog .leave p").await,
    ];
    let stays = async |what: &str| {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        assert!(page.has("dialog", "Settings").await, "{what} must not close the dialog");
    };
    drag(&page, title, backdrop, "left").await;
    stays("a selection that is dragged out").await;
    drag(&page, text, (640.0, 790.0), "left").await;
    stays("a selection that is dragged down").await;
    drag(&page, button, backdrop, "left").await;
    stays("a press on a button that is thought better of").await;
    drag(&page, backdrop, title, "left").await;
    stays("a press that ends in the dialog").await;
    drag(&page, backdrop, backdrop, "right").await;
    stays("the right button").await;
    drag(&page, backdrop, backdrop, "middle").await;
    stays("the middle button").await;
    touch(&page, title, backdrop).await;
    stays("a touch that is dragged out").await;
    page.find("choice", "Dark").await.send_keys(" ").await.expect("a choice takes keys");
    stays("the keyboard").await;
    drag(&page, backdrop, backdrop, "left").await;
    page.until_gone("dialog", "Settings").await;
}

#[tokio::test]
async fn a_press_that_only_closes_a_lists_popup_leaves_the_dialog_open() {
    let Some((window, _server)) = open_window(1280, 800).await else { return };
    let known = "late.give('settings', late.settings); late.give('set_aside', null); late.give('networks', []); \
                 late.give('server', { port: 8765, error: null, fixed: null })";
    window.run(known, &[]).await;
    window.press("Settings").await;
    window.find("field", "Who can reach the room").await;
    window.run("document.querySelector('dialog select').scrollIntoView({ block: 'center' })", &[]).await;
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    let list = middle(&window, "dialog select").await;
    drag(&window, list, list, "left").await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    drag(&window, (20.0, 400.0), (20.0, 400.0), "left").await;
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert!(window.has("dialog", "Settings").await, "the press was for the popup");
    drag(&window, (20.0, 400.0), (20.0, 400.0), "left").await;
    window.until_gone("dialog", "Settings").await;
}

#[tokio::test]
async fn a_picture_is_left_only_by_a_press_that_began_and_ended_beside_it() {
    let server = serve(&[]);
    let ana = Guest::join(&server, "ana").await;
    let request = ana.request(Method::PUT, "/files/hill.png").body(sample("location.png"));
    assert_eq!(ana.send(request).await.status, 201);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Bo").await else { return };
    page.press("Picture hill.png").await;
    page.find("button", "Close").await;
    // A press right after the viewer opened may be the second half of a double click.
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    let button = middle(&page, "dialog[open] button").await;
    let beside = (20.0, 600.0);
    let stays = async |what: &str| {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        assert!(page.has("button", "Close").await, "{what} must not close the viewer");
    };
    drag(&page, button, beside, "left").await;
    stays("a press on a button that is thought better of").await;
    drag(&page, beside, beside, "right").await;
    stays("the right button").await;
    drag(&page, (640.0, 400.0), (642.0, 401.0), "left").await;
    stays("a press on the picture").await;
    drag(&page, beside, beside, "left").await;
    page.until_gone("button", "Close").await;
}
