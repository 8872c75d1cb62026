//! A hidden start, as at login: the window stays hidden only behind an icon that can bring it back.

use std::time::{Duration, Instant};

use flatchat_tests::bus::Bus;
use flatchat_tests::program::Program;
use flatchat_tests::tray::Tray;
use flatchat_tests::window::Place;

const TITLE: &str = "Flatchat";

/// Longer than the time in which a desktop's panel must appear.
const PATIENCE: Duration = Duration::from_secs(40);

async fn start_hidden(place: &Place) -> Program {
    let mut app = place.start_with(&["--hidden"]);
    app.until_it_says("the room is open", |said| said.contains("listening on").then_some(())).await;
    app
}

/// Whether the window appears within this time.
async fn is_shown_within(place: &Place, time: Duration) -> bool {
    let deadline = Instant::now() + time;
    while Instant::now() < deadline {
        if place.display().has_window(TITLE) {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    false
}

#[tokio::test]
async fn without_a_session_bus_the_window_is_shown() {
    let place = Place::new().await;
    let _app = start_hidden(&place).await;
    assert!(is_shown_within(&place, PATIENCE).await);
}

#[tokio::test]
async fn without_a_tray_the_window_is_shown_once_none_has_come_for_a_while() {
    let bus = Bus::start().await;
    let place = Place::new().await.with_bus(&bus);
    let _app = start_hidden(&place).await;
    assert!(!is_shown_within(&place, Duration::from_secs(5)).await, "the panel may come yet");
    assert!(is_shown_within(&place, PATIENCE).await);
}

#[tokio::test]
async fn where_the_host_wants_no_icon_the_window_is_shown() {
    let bus = Bus::start().await;
    let _tray = Tray::show(&bus).await;
    let place = Place::new().await.with_bus(&bus);
    std::fs::write(place.path("settings.json"), r#"{"tray": false, "version": 1}"#)
        .expect("it can be written");
    let _app = start_hidden(&place).await;
    assert!(is_shown_within(&place, PATIENCE).await);
}

#[tokio::test]
async fn behind_an_icon_that_came_late_it_stays_hidden_until_the_tray_goes() {
    let bus = Bus::start().await;
    let place = Place::new().await.with_bus(&bus);
    let _app = start_hidden(&place).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    let tray = Tray::show(&bus).await;
    assert!(!is_shown_within(&place, Duration::from_secs(18)).await, "the panel has come");
    drop(tray);
    assert!(is_shown_within(&place, PATIENCE).await);
}
