//! The host's settings: applied at once, kept over a restart, and never in the way of a start.

use flatchat_tests::browser::Browser;
use flatchat_tests::driver::free_port;
use flatchat_tests::window::Place;

async fn theme_of(page: &Browser) -> String {
    let theme = page.run("return document.documentElement.dataset.theme", &[]).await;
    theme.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn settings_apply_at_once_and_are_kept_over_a_restart() {
    let port = free_port();
    let place = Place::listening(Some("127.0.0.1")).await;
    let window = place.open_window().await;
    window.join("Hanna").await;
    let guest = Browser::chromium().await;
    window.press("Settings").await;
    window.fill("Room title", "Maker Night").await;
    window.fill("Room code", "soup").await;
    window.fill("Port", &port.to_string()).await;
    window.find("choice", "Dark").await.click().await.expect("a choice can be made");
    window.press("Save").await;
    window.until_gone("dialog", "Settings").await;
    window.find("heading", "Maker Night").await;
    assert_eq!(theme_of(&window).await, "dark");
    guest.open(&format!("http://127.0.0.1:{port}/#code=soup")).await;
    guest.join("Ana").await;
    guest.find("heading", "Maker Night").await;
    assert_eq!(theme_of(&guest).await, "light", "the host's taste is the host's");

    window.quit().await;
    let window = place.open_window().await;
    window.until_in().await;
    window.find("heading", "Maker Night").await;
    assert_eq!(theme_of(&window).await, "dark");
    guest.until_connected().await;
    window.press("Settings").await;
    for (field, value) in [("Your name", "Hanna"), ("Room code", "soup"), ("Port", &port.to_string())] {
        let script = "return arguments[0].value === arguments[1]";
        let field = serde_json::to_value(window.find("field", field).await).expect("an element is JSON");
        window.until_true(value, script, &[field, value.into()]).await;
    }
}

#[tokio::test]
async fn what_is_refused_is_said_at_its_field_and_nothing_is_changed() {
    let place = Place::new().await;
    let window = place.open_window().await;
    window.join("Hanna").await;
    window.press("Settings").await;
    window.fill("Room title", "Changed").await;
    window.fill("Port", "99999").await;
    window.press("Save").await;
    window.find("alert", "A whole number from 1 to 65535, or empty.").await;
    window.press("Cancel").await;
    window.find("heading", "Flatchat").await;
}

#[tokio::test]
async fn a_broken_settings_file_does_not_stop_the_start_and_is_kept_aside() {
    let place = Place::new().await;
    std::fs::write(place.path("settings.json"), "{\"name\": \"Han").expect("the file can be written");
    let window = place.open_window().await;
    window.find("heading", "Open your room").await;
    window.join("Hanna").await;
    let aside = std::fs::read_to_string(place.path("settings.broken.json")).expect("it is kept");
    assert_eq!(aside, "{\"name\": \"Han");
    let settings = std::fs::read_to_string(place.path("settings.json")).expect("there are new ones");
    assert!(settings.contains("Hanna"), "{settings}");
}
