//! The computer does not fall asleep while guests are in the room: the services that the app asks
//! for this, and when it lets go.

use flatchat_tests::Guest;
use flatchat_tests::browser::Browser;
use flatchat_tests::bus::Bus;
use flatchat_tests::program::Program;
use flatchat_tests::sleep::{Keeper, Mood};
use flatchat_tests::stream::EventStream;
use flatchat_tests::wait::until;
use flatchat_tests::window::Place;
use serde_json::json;

const PORTAL_ASKED: &str = "portal: 4, Guests are in the room";

struct Desktop {
    session: Bus,
    system: Bus,
    place: Place,
}

impl Desktop {
    async fn new() -> Desktop {
        let (session, system) = (Bus::start().await, Bus::start().await);
        let place = Place::new().await.with_bus(&session).with_system_bus(&system);
        Desktop { session, system, place }
    }

    async fn open_room(&self) -> Room {
        let mut app = self.place.start();
        let address = app.until_it_says("the app listens", address).await;
        self.place.display().until_window("Flatchat").await;
        Room { app, address }
    }
}

struct Room {
    app: Program,
    address: String,
}

impl Room {
    async fn guest(&self, name: &str) -> (Guest, EventStream) {
        let guest = Guest::join_at(&self.address, name).await;
        let stream = guest.stream().await;
        (guest, stream)
    }
}

/// The address at which the app listens, according to its output.
fn address(said: &str) -> Option<String> {
    let (_, rest) = said.split_once("listening on ")?;
    rest.split_once('\n').map(|(address, _)| address.trim().to_owned())
}

#[tokio::test]
async fn the_desktop_is_asked_when_the_first_guest_comes_and_not_before() {
    let desktop = Desktop::new().await;
    let portal = Keeper::portal(&desktop.session, Mood::Willing).await;
    let logind = Keeper::logind(&desktop.system, Mood::Willing).await;
    let room = desktop.open_room().await;
    let visitor = Guest::stranger_at(&room.address);
    let _page_without_a_name = visitor.stream().await;
    assert!(portal.asked().is_empty() && logind.asked().is_empty(), "nobody has joined");
    let _ana = room.guest("Ana").await;
    let _bo = room.guest("Bo").await;
    portal.until_asked(&[PORTAL_ASKED]).await;
    logind.until_asked(&["logind: idle, block"]).await;
}

#[tokio::test]
async fn the_setting_lets_go_at_once_and_asks_again() {
    let desktop = Desktop::new().await;
    let portal = Keeper::portal(&desktop.session, Mood::Willing).await;
    let logind = Keeper::logind(&desktop.system, Mood::Willing).await;
    let window = desktop.place.open_window().await;
    window.join("Hanna").await;
    window.press("Invite").await;
    let link = window.find("field", "Link to the room").await.prop("value").await.expect("it has one");
    window.press("Close").await;
    window.until_gone("dialog", "Invite people").await;
    let ana = Guest::join_at(&link.expect("the link is there"), "Ana").await;
    let _here = ana.stream().await;
    portal.until_asked(&[PORTAL_ASKED]).await;
    logind.until_asked(&["logind: idle, block"]).await;

    window.press("Settings").await;
    window.until_text("this computer does not fall asleep by itself").await;
    turn(&window).await;
    portal.until_asked(&[PORTAL_ASKED, "portal: close"]).await;
    logind.until_asked(&["logind: idle, block", "logind: release"]).await;
    until("the setting is kept", async || {
        let kept = std::fs::read(desktop.place.path("settings.json")).unwrap_or_default();
        let kept: serde_json::Value = serde_json::from_slice(&kept).unwrap_or_default();
        if kept["keep_awake"] == json!(false) { Ok(()) } else { Err(kept) }
    })
    .await;
    turn(&window).await;
    portal.until_asked(&[PORTAL_ASKED, "portal: close", PORTAL_ASKED]).await;
}

async fn turn(window: &Browser) {
    let switch = window.find("switch", "Stay awake for guests").await;
    switch.click().await.expect("a switch can be turned");
}

#[tokio::test]
async fn where_the_portal_refuses_the_next_who_speaks_for_the_desktop_is_asked() {
    let desktop = Desktop::new().await;
    let portal = Keeper::portal(&desktop.session, Mood::Unwilling).await;
    let manager = Keeper::session_manager(&desktop.session, Mood::Willing).await;
    let power = Keeper::power_manager(&desktop.session, Mood::Willing).await;
    let room = desktop.open_room().await;
    let _ana = room.guest("Ana").await;
    manager.until_asked(&["session manager: flatchat, 4"]).await;
    portal.until_asked(&[PORTAL_ASKED]).await;
    assert!(power.asked().is_empty());
}

#[tokio::test]
async fn a_power_manager_alone_is_enough_and_without_any_logind_is_asked_for_more() {
    let desktop = Desktop::new().await;
    let manager = Keeper::session_manager(&desktop.session, Mood::Unwilling).await;
    let logind = Keeper::logind(&desktop.system, Mood::Willing).await;
    let room = desktop.open_room().await;
    let _ana = room.guest("Ana").await;
    logind.until_asked(&["logind: sleep:idle, block"]).await;
    manager.until_asked(&["session manager: flatchat, 4"]).await;
    // The power manager appears late, and from then on logind leaves sleep to it.
    let power = Keeper::power_manager(&desktop.session, Mood::Willing).await;
    power.until_asked(&["power manager: Flatchat"]).await;
    logind.until_asked(&["logind: sleep:idle, block", "logind: release", "logind: idle, block"]).await;
}

#[tokio::test]
async fn a_desktop_that_starts_anew_is_asked_again() {
    let desktop = Desktop::new().await;
    let portal = Keeper::portal(&desktop.session, Mood::Willing).await;
    let room = desktop.open_room().await;
    let _ana = room.guest("Ana").await;
    portal.until_asked(&[PORTAL_ASKED]).await;
    drop(portal);
    let portal = Keeper::portal(&desktop.session, Mood::Willing).await;
    portal.until_asked(&[PORTAL_ASKED]).await;
}

#[tokio::test]
async fn those_who_hang_refuse_or_are_missing_hold_up_nothing_and_are_logged_once() {
    let desktop = Desktop::new().await;
    let portal = Keeper::portal(&desktop.session, Mood::Hanging).await;
    let logind = Keeper::logind(&desktop.system, Mood::Unwilling).await;
    let room = desktop.open_room().await;
    let (ana, _here) = room.guest("Ana").await;
    portal.until_asked(&[PORTAL_ASKED]).await;
    ana.say("the room goes on").await;
    let refused = "the computer may fall asleep while guests are here";
    until("it is logged", async || {
        let said = room.app.said();
        if said.matches(refused).count() == 1 { Ok(()) } else { Err(said) }
    })
    .await;
    // Another service that appears and refuses is not reported either.
    let manager = Keeper::session_manager(&desktop.session, Mood::Unwilling).await;
    manager.until_asked(&["session manager: flatchat, 4"]).await;
    ana.say("and on").await;
    assert_eq!(logind.asked()[0], "logind: sleep:idle, block");
    assert_eq!(room.app.said().matches(refused).count(), 1);
}

#[tokio::test]
async fn the_end_of_the_app_lets_the_computer_sleep() {
    let desktop = Desktop::new().await;
    let portal = Keeper::portal(&desktop.session, Mood::Willing).await;
    let logind = Keeper::logind(&desktop.system, Mood::Willing).await;
    let mut room = desktop.open_room().await;
    let _ana = room.guest("Ana").await;
    logind.until_asked(&["logind: idle, block"]).await;
    room.app.signal(rustix::process::Signal::TERM);
    assert_eq!(room.app.end().await.code(), Some(0), "{}", room.app.said());
    logind.until_asked(&["logind: idle, block", "logind: release"]).await;
    assert_eq!(portal.asked()[0], PORTAL_ASKED);
}
