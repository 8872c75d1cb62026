//! The app's menu: going to another room, the size of the page, and the information about the app.

use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::chat;
use flatchat_tests::driver::free_port;
use flatchat_tests::server::new_folder;
use flatchat_tests::window::Place;
use serde_json::json;

/// Records `folder` as a room that was open before.
fn remember(place: &Place, folder: &std::path::Path) {
    let config = place.home("config/org.flatchat.desktop");
    std::fs::create_dir_all(&config).expect("a home takes folders");
    let habits = json!({ "rooms": [folder] }).to_string();
    std::fs::write(config.join("habits.json"), habits).expect("a folder takes files");
}

/// Returns the folder of the room that the app opened last, as it remembers it.
fn remembered(place: &Place) -> std::path::PathBuf {
    let habits = std::fs::read(place.home("config/org.flatchat.desktop/habits.json")).expect("it is there");
    let habits: serde_json::Value = serde_json::from_slice(&habits).expect("it is JSON");
    habits["rooms"][0].as_str().expect("a room was opened").into()
}

async fn choose(window: &Browser, entry: &str) {
    window.press("Menu").await;
    window.press(entry).await;
}

#[tokio::test]
async fn another_room_is_opened_in_the_same_window_and_the_guests_of_the_first_are_told() {
    let port = free_port();
    let place = Place::listening(Some(&format!("127.0.0.1:{port}"))).await;
    let second = new_folder();
    std::fs::write(second.path().join("chat.txt"), "bo said: another room\n").expect("it can be written");
    std::fs::write(second.path().join("settings.json"), r#"{"title": "Kitchen", "version": 1}"#)
        .expect("it can");
    remember(&place, second.path());
    let window = place.open_window().await;
    window.join("Hanna").await;
    window.say("first").await;
    window.until_shown("first").await;
    window.write("written for the first room").await;
    let guest = Browser::start().await;
    guest.open(&format!("http://127.0.0.1:{port}/")).await;
    guest.join("Ana").await;

    choose(&window, "Open another room…").await;
    window.press("Open Kitchen").await;
    window.until_text("1 guest is in this room.").await;
    window.press("Close it and go on").await;
    guest.until_text("The room has closed.").await;
    window.find("heading", "Open your room").await;
    window.join("Hanna").await;
    window.find("heading", "Kitchen").await;
    window.until_shown("another room").await;
    let draft = window.find("field", "Message").await.prop("value").await.expect("it has a value");
    assert_eq!(draft.as_deref(), Some(""), "what was written for one room must not go to another");
    window.say("second").await;
    window.until_shown("second").await;
    assert_eq!(chat::said(&place.log()).len(), 1);

    // The first room's folder is free, and its guests find the room again when it comes back.
    choose(&window, "Open another room…").await;
    window.press("Open Flatchat").await;
    window.until_shown("first").await;
    guest.until_connected().await;
    guest.until_shown("first").await;
    assert_eq!(guest.texts().await, ["first"]);
}

#[tokio::test]
async fn a_room_that_somebody_holds_is_not_opened_and_the_one_that_is_open_stays() {
    let place = Place::new().await;
    let held = flatchat_tests::Server::start(&[]);
    remember(&place, held.folder().path());
    let window = place.open_window().await;
    window.join("Hanna").await;
    choose(&window, "Open another room…").await;
    let name = held.folder().path().file_name().expect("it has a name").to_string_lossy().into_owned();
    window.press(&format!("Open {name}")).await;
    window.until_text("is in use by").await;
    window.keys(keys::ESCAPE).await;
    window.say("still here").await;
    window.until_shown("still here").await;
}

/// A room on a disk that is connected late must not be forgotten for the app's own.
#[tokio::test]
async fn a_room_whose_folder_is_not_there_yet_is_opened_by_the_next_start() {
    let place = Place::new().await.without_a_named_room();
    let disk = place.home("usb");
    remember(&place, &disk);
    let window = place.open_window().await;
    window.join("Hanna").await;
    window.until_text(&format!("The folder {} of your last room is not there", disk.display())).await;
    window.press("Close this message").await;
    window.say("in the app's own room").await;
    window.until_shown("in the app's own room").await;
    assert_eq!(remembered(&place), disk);
    window.quit().await;

    std::fs::create_dir(&disk).expect("a home takes folders");
    std::fs::write(disk.join("settings.json"), r#"{"title": "Kitchen", "version": 1}"#).expect("it can");
    let window = place.open_window().await;
    window.join("Hanna").await;
    window.find("heading", "Kitchen").await;
    assert!(!window.has("button", "Close this message").await, "nothing is missing");
    choose(&window, "Open another room…").await;
    window.press("Open Flatchat").await;
    window.until_shown("in the app's own room").await;
    assert_ne!(remembered(&place), disk, "the host went elsewhere");
}

#[tokio::test]
async fn the_size_of_the_page_is_changed_by_menu_and_keys_and_kept() {
    let width = "return innerWidth";
    let place = Place::new().await;
    let window = place.open_window().await;
    window.join("Hanna").await;
    let usual = window.run(width, &[]).await.as_f64().expect("a width");
    choose(&window, "Larger").await;
    window.find("button", "Usual size, now 110 %").await;
    let larger = "return Math.abs(innerWidth * 1.1 - arguments[0]) < 3";
    window.until_true("the page is larger", larger, &[usual.into()]).await;
    window.quit().await;

    let window = place.open_window().await;
    window.until_in().await;
    window.until_true("the page is still larger", larger, &[usual.into()]).await;
    window.keys(&format!("{}0{}", keys::CONTROL, keys::CONTROL)).await;
    let as_usual = "return Math.abs(innerWidth - arguments[0]) < 3";
    window.until_true("the page has its usual size", as_usual, &[usual.into()]).await;
}

#[tokio::test]
async fn the_menu_says_what_the_app_is_and_works_by_keyboard() {
    let place = Place::new().await;
    let window = place.open_window().await;
    window.join("Hanna").await;
    window.press("Menu").await;
    window.keys("\u{E013}\u{E013}").await;
    assert_eq!(window.focused().await, "About Flatchat");
    window.keys(keys::ENTER).await;
    window.find("dialog", "About").await;
    window.until_text("WebKitGTK 2.").await;
    window.until_text(&format!("Version {}", env!("CARGO_PKG_VERSION"))).await;
    window.keys(keys::ESCAPE).await;
    window.until_gone("dialog", "About").await;
    assert!(!window.has("button", "Quit").await, "the menu is closed");
    window.keys("\u{E031}").await;
    place.display().until_window("Flatchat: the guide").await;
}
