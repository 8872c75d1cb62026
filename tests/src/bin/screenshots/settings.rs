//! The host's settings, as large as the window is at first and at twice that scale.

use flatchat_tests::browser::Browser;
use flatchat_tests::display::Display;
use flatchat_tests::window::Place;
use serde_json::json;

use super::room::{HOST, TITLE};
use super::{Album, choose};

/// A window of 960 × 720 is half as large for what is drawn twice as large; its least height is 480.
pub(crate) const TWICE: (u16, u16) = (960, 960);

pub(crate) async fn add(album: &Album) {
    let place = Place::listening(None).await;
    pictures(&place, album, "").await;
    let place = Place::listening(None).await.seen_on(Display::twice_as_large(TWICE).await);
    pictures(&place, album, "-200").await;
}

async fn pictures(place: &Place, album: &Album, suffix: &str) {
    // Neither the network nor the environment has a say in these pictures.
    let settings = json!({"version": 1, "name": HOST, "title": TITLE, "code": "soldering", "max_guests": 40,
        "listen": "this_computer", "announce": false, "local_name": "maker-night"});
    std::fs::write(place.path("settings.json"), settings.to_string()).expect("the file can be written");
    let window = place.open_window().await;
    window.until_in().await;
    for theme in ["Light", "Dark"] {
        choose(&window, theme).await;
        open(&window).await;
        album.add(&window, &format!("window-settings-{}{suffix}", theme.to_lowercase())).await;
        window.press("Close").await;
        window.until_gone("dialog", "Settings").await;
    }
    window.quit().await;
}

async fn open(window: &Browser) {
    window.press("Settings").await;
    window.find("field", "Room title").await;
}
