//! Pictures of the host's window before anybody else is there, in its first size and at twice that
//! scale: the door of the first run, the room, and the settings.

use flatchat_tests::display::Display;
use flatchat_tests::window::Place;
use serde_json::{Value, json};

use super::room::{self, HOST, TITLE};
use super::{Album, choose};

/// At twice the scale, a window of 960 × 720 has only half of that for its content. Its smallest
/// height is 480.
pub(crate) const TWICE: (u16, u16) = (960, 960);

pub(crate) async fn add(album: &Album) {
    for theme in ["Light", "Dark"] {
        first_run(&place("").await, album, theme, "").await;
        first_run(&place("-200").await, album, theme, "-200").await;
    }
    for suffix in ["", "-200"] {
        pictures(&place(suffix).await, album, suffix).await;
    }
}

async fn place(suffix: &str) -> Place {
    let place = Place::listening(None).await;
    if suffix.is_empty() { place } else { place.seen_on(Display::twice_as_large(TWICE).await) }
}

async fn first_run(place: &Place, album: &Album, theme: &str, suffix: &str) {
    let theme = theme.to_lowercase();
    keep(place, &json!({"version": 1, "theme": theme, "announce": false}));
    let window = place.open_window().await;
    window.find("heading", "Open your room").await;
    album.add(&window, &format!("window-first-run-{theme}{suffix}")).await;
    window.quit().await;
}

async fn pictures(place: &Place, album: &Album, suffix: &str) {
    // Neither the network nor the environment may influence these pictures.
    keep(
        place,
        &json!({"version": 1, "name": HOST, "title": TITLE, "code": "soldering", "max_guests": 40,
            "listen": "this_computer", "announce": false, "local_name": "maker-night"}),
    );
    std::fs::write(place.path("chat.txt"), room::earlier()).expect("the log can be written");
    let window = place.open_window().await;
    window.until_in().await;
    window.until_shown(room::LAST_OF_EARLIER).await;
    for theme in ["Light", "Dark"] {
        choose(&window, theme).await;
        let theme = theme.to_lowercase();
        // In the first size, this picture is taken later, with guests.
        if !suffix.is_empty() {
            album.add(&window, &format!("window-room-{theme}{suffix}")).await;
        }
        window.press("Settings").await;
        window.find("field", "Room title").await;
        album.add(&window, &format!("window-settings-{theme}{suffix}")).await;
        window.press("Close").await;
        window.until_gone("dialog", "Settings").await;
    }
    window.quit().await;
}

fn keep(place: &Place, settings: &Value) {
    std::fs::write(place.path("settings.json"), settings.to_string()).expect("the file can be written");
}
