//! What only the host can do with messages, in the app's window: pin, set the topic, and remove
//! what others said.

use flatchat_tests::Guest;
use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::window::Place;
use serde_json::{Value, json};

/// Gives the focus to the row with the text `arguments[0]`.
const FOCUS_ROW: &str = "\
    const rows = [...document.querySelectorAll('[role=log] [data-entry]')]; \
    rows.find((row) => row.querySelector('[dir=auto]')?.textContent === arguments[0])?.focus()";

async fn open_menu(window: &Browser, text: &str) {
    window.until_shown(text).await;
    window.run(FOCUS_ROW, &[json!(text)]).await;
    window.keys(keys::ENTER).await;
    window.find("dialog", "Message").await;
}

async fn open_room() -> (Place, Browser, Guest) {
    let place = Place::new().await;
    let window = place.open_window().await;
    window.join("Hanna").await;
    window.press("Invite").await;
    let link = window.find("field", "Link to the room").await.prop("value").await.expect("it has one");
    window.press("Close").await;
    window.until_gone("dialog", "Invite people").await;
    let guest = Guest::join_at(&link.expect("the link is there"), "bo").await;
    (place, window, guest)
}

async fn facts(guest: &Guest) -> Value {
    guest.get("/room").await.expect(200).json()["room"].clone()
}

async fn until_facts(guest: &Guest, what: &str, right: impl Fn(&Value) -> bool) {
    flatchat_tests::wait::until(what, async || {
        let facts = facts(guest).await;
        if right(&facts) { Ok(()) } else { Err(facts) }
    })
    .await;
}

#[tokio::test]
async fn the_host_pins_a_message_and_sets_the_topic_and_guests_see_both() {
    let (place, window, bo) = open_room().await;
    let id = bo.say("the plan is on the wall").await["entry"]["id"].clone();
    open_menu(&window, "the plan is on the wall").await;
    window.press("Pin").await;
    window.find("button", "Pinned message bo the plan is on the wall").await;
    until_facts(&bo, "the pin", |facts| facts["pins"] == json!([id])).await;

    window.write("/topic today: soldering").await;
    window.keys(keys::ENTER).await;
    until_facts(&bo, "the topic", |facts| facts["topic"] == "today: soldering").await;
    window.press("Topic: today: soldering").await;
    window.fill("Topic of the room", "today: welding").await;
    window.press("Save").await;
    window.until_gone("dialog", "Topic").await;
    until_facts(&bo, "the other topic", |facts| facts["topic"] == "today: welding").await;

    open_menu(&window, "the plan is on the wall").await;
    window.press("Unpin").await;
    until_facts(&bo, "no pin", |facts| facts["pins"] == json!([])).await;
    let log = String::from_utf8(place.log()).expect("the log is text");
    for line in [format!("Hanna pinned {id}: "), format!("Hanna unpinned {id}: ")] {
        assert!(log.lines().any(|there| there.ends_with(&line)), "{line} in {log}");
    }
}

#[tokio::test]
async fn the_host_removes_what_a_guest_said_and_says_why() {
    let (place, window, bo) = open_room().await;
    bo.say("buy my coins").await;
    open_menu(&window, "buy my coins").await;
    window.press("Remove").await;
    window.find("dialog", "Remove this message?").await;
    window.fill("Reason (optional)", "no advertising").await;
    window.press("Remove").await;
    window.until_text("Removed by Hanna: no advertising").await;
    let entry = bo.page("").await["entries"][0].clone();
    assert_eq!((&entry["text"], &entry["removed"]["reason"]), (&json!(""), &json!("no advertising")));
    let log = String::from_utf8(place.log()).expect("the log is text");
    assert!(!log.contains("coins") && log.contains("removed 0: no advertising"), "{log}");
}
