//! The host's settings: each one applies immediately, is kept over a restart, and is refused at its
//! field. None can prevent a start.

use std::net::TcpListener;

use flatchat_tests::browser::{Browser, ROOM_HOST, keys};
use flatchat_tests::driver::free_port;
use flatchat_tests::wait::until;
use flatchat_tests::window::{Place, app};
use serde_json::{Value, json};

const SINGLE_KEYS: &str = "Keys without Ctrl: ? and /";

async fn theme_of(page: &Browser) -> String {
    let theme = page.run("return document.documentElement.dataset.theme", &[]).await;
    theme.as_str().unwrap_or_default().to_owned()
}

/// Opens the app and then its settings.
async fn open_settings(place: &Place) -> Browser {
    let window = place.open_window().await;
    window.join("Hanna").await;
    window.press("Settings").await;
    window
}

/// Types into a field and leaves it.
async fn set(window: &Browser, field: &str, text: &str) {
    window.fill(field, text).await;
    window.keys(keys::TAB).await;
}

/// Scrolls to a choice and makes it. WebKit's driver does not scroll to an element that is cut in
/// half by the dialog's lower edge.
async fn choose(window: &Browser, role: &str, name: &str) {
    let found = window.find(role, name).await;
    let element = serde_json::to_value(&found).expect("an element is JSON");
    window.run("arguments[0].scrollIntoView({ block: 'center' })", &[element]).await;
    found.click().await.expect("it can be clicked");
}

/// Waits until the field shows this value.
async fn until_value(window: &Browser, field: &str, value: &str) {
    let script = "return arguments[0].value === arguments[1] || arguments[0].value";
    let element = serde_json::to_value(window.find("field", field).await).expect("an element is JSON");
    window.until(field, script, &[element, json!(value)], |seen| (seen == &json!(true)).then_some(())).await;
}

/// Waits until the choice or switch is on, or is off.
async fn until_checked(window: &Browser, role: &str, name: &str, checked: bool) {
    let element = serde_json::to_value(window.find(role, name).await).expect("an element is JSON");
    window.until_true(name, "return arguments[0].checked === arguments[1]", &[element, json!(checked)]).await;
}

/// Waits until `settings.json` has `value` under this key.
async fn until_kept(place: &Place, key: &str, value: Value) {
    until(key, async || {
        let kept = std::fs::read(place.path("settings.json")).unwrap_or_default();
        let kept: Value = serde_json::from_slice(&kept).unwrap_or_default();
        if kept[key] == value { Ok(()) } else { Err(kept) }
    })
    .await;
}

#[tokio::test]
async fn the_rooms_settings_apply_at_once_and_are_kept_over_a_restart() {
    let port = free_port();
    let place = Place::listening(Some(&format!("127.0.0.1:{port}"))).await;
    let window = open_settings(&place).await;
    let (ana, bo) = (Browser::start().await, Browser::start().await);
    set(&window, "Room title", "  Maker   Night ").await;
    until_value(&window, "Room title", "Maker Night").await;
    set(&window, "Room code", "soup").await;
    set(&window, "Maximum guests", "1").await;
    until_kept(&place, "max_guests", json!(1)).await;

    ana.open(&format!("http://127.0.0.1:{port}/")).await;
    ana.find("field", "Room code").await;
    ana.open(&format!("http://127.0.0.1:{port}/#code=soup")).await;
    ana.reload().await;
    ana.join("Ana").await;
    ana.find("heading", "Maker Night").await;
    bo.open(&format!("http://127.0.0.1:{port}/#code=soup")).await;
    bo.fill("Your name", "Bo").await;
    bo.press("Join").await;
    bo.find("heading", "The room is full").await;
    window.until_text("1 is here now.").await;
    set(&window, "Maximum guests", "2").await;
    bo.until_in().await;

    window.quit().await;
    let window = place.open_window().await;
    window.until_in().await;
    window.find("heading", "Maker Night").await;
    ana.until_connected().await;
    window.press("Settings").await;
    for (field, value) in [("Room title", "Maker Night"), ("Room code", "soup"), ("Maximum guests", "2")] {
        until_value(&window, field, value).await;
    }
}

#[tokio::test]
async fn my_settings_apply_at_once_and_are_kept_over_a_restart() {
    let place = Place::new().await;
    let window = open_settings(&place).await;
    choose(&window, "choice", "Dark").await;
    window.until_true("it is dark", "return document.documentElement.dataset.theme === 'dark'", &[]).await;
    choose(&window, "choice", "Every message").await;
    choose(&window, "switch", "Sound").await;
    choose(&window, "switch", SINGLE_KEYS).await;
    set(&window, "Your name", "Johanna").await;
    until_kept(&place, "name", json!("Johanna")).await;
    until_kept(&place, "notifications", json!("all")).await;
    window.find("dialog", "Settings").await;
    window.press("Close").await;
    window.until_gone("dialog", "Settings").await;
    window.say("it is me").await;
    window.until_shown("it is me").await;
    assert!(String::from_utf8_lossy(&place.log()).contains("Johanna said: it is me"));
    let own = "return document.querySelector('[data-entry].own') !== null";
    window.until_true("these are my words", own, &[]).await;

    window.quit().await;
    let window = place.open_window().await;
    window.until_in().await;
    assert_eq!(theme_of(&window).await, "dark");
    window.keys(&format!("{0}{1}{0}", keys::SHIFT, keys::TAB)).await;
    window.keys("?").await;
    // The help would lie over this.
    window.press("Settings").await;
    until_value(&window, "Your name", "Johanna").await;
    until_checked(&window, "choice", "Every message", true).await;
    until_checked(&window, "switch", "Sound", false).await;
    until_checked(&window, "switch", SINGLE_KEYS, false).await;
}

#[tokio::test]
async fn the_networks_settings_apply_at_once_and_are_kept_over_a_restart() {
    let port = free_port();
    let place = Place::listening(Some("127.0.0.1")).await;
    let window = open_settings(&place).await;
    window.until_text("FLATCHAT_LISTEN=127.0.0.1 was set at the start and applies instead.").await;
    set(&window, "Port", &port.to_string()).await;
    window.until_text(&format!("In use now: {port}.")).await;
    set(&window, "Name on the network", "Maker-Night.local").await;
    until_value(&window, "Name on the network", "maker-night").await;
    choose(&window, "switch", "Announce the room").await;
    until_kept(&place, "announce", json!(false)).await;
    let guest = Browser::start().await;
    guest.open(&format!("http://{ROOM_HOST}:{port}/")).await;
    guest.find("heading", "The room has another address").await;
    set(&window, "Other names of the room", "Chat.Example,room.test.").await;
    until_value(&window, "Other names of the room", "chat.example, room.test").await;
    guest.open(&format!("http://{ROOM_HOST}:{port}/")).await;
    guest.join("Ana").await;

    window.quit().await;
    let window = place.open_window().await;
    window.until_in().await;
    guest.until_connected().await;
    window.press("Settings").await;
    until_value(&window, "Port", &port.to_string()).await;
    until_value(&window, "Name on the network", "maker-night").await;
    until_value(&window, "Other names of the room", "chat.example, room.test").await;
    until_checked(&window, "switch", "Announce the room", false).await;
    set(&window, "Other names of the room", "").await;
    until_kept(&place, "allowed_hosts", json!([])).await;
    guest.reload().await;
    guest.find("heading", "The room has another address").await;
}

#[tokio::test]
async fn the_desktops_settings_are_off_and_on_at_first_and_are_kept_over_a_restart() {
    let place = Place::new().await;
    let window = open_settings(&place).await;
    until_checked(&window, "switch", "Start with the computer", false).await;
    until_checked(&window, "switch", "Keep running in the tray", true).await;
    choose(&window, "switch", "Keep running in the tray").await;
    until_kept(&place, "tray", json!(false)).await;
    choose(&window, "switch", "Start with the computer").await;
    let file = place.home("config/autostart/flatchat.desktop");
    let wanted = format!("Exec=\"{}\" --hidden", app().display());
    until("the desktop starts the app", async || {
        let entry = std::fs::read_to_string(&file).unwrap_or_default();
        if entry.lines().any(|line| line == wanted) { Ok(()) } else { Err(entry) }
    })
    .await;
    window.quit().await;
    let window = place.open_window().await;
    window.until_in().await;
    window.press("Settings").await;
    until_checked(&window, "switch", "Keep running in the tray", false).await;
    until_checked(&window, "switch", "Start with the computer", true).await;
    choose(&window, "switch", "Start with the computer").await;
    until("the desktop starts it no more", async || if file.exists() { Err("it does") } else { Ok(()) })
        .await;
}

#[tokio::test]
async fn a_start_that_the_desktop_has_turned_off_shows_as_off_and_can_be_turned_on() {
    let place = Place::new().await;
    let file = place.home("config/autostart/flatchat.desktop");
    std::fs::create_dir_all(file.with_file_name("")).expect("a folder can be made");
    let off = format!("[Desktop Entry]\nType=Application\nName=Flatchat\nExec={}\n", app().display());
    let elsewhere = place.home("elsewhere.desktop");
    std::fs::write(&elsewhere, format!("{off}X-GNOME-Autostart-enabled=false\n")).expect("it can be written");
    std::os::unix::fs::symlink(&elsewhere, &file).expect("it can be linked");
    let window = open_settings(&place).await;
    until_checked(&window, "switch", "Start with the computer", false).await;
    choose(&window, "switch", "Start with the computer").await;
    until("the desktop starts the app", async || {
        let entry = std::fs::read_to_string(&file).unwrap_or_default();
        let starts = entry.contains("--hidden") && !entry.contains("X-GNOME-Autostart-enabled=false");
        starts.then_some(()).ok_or(entry)
    })
    .await;
    until_checked(&window, "switch", "Start with the computer", true).await;
    let theirs = std::fs::read_to_string(&elsewhere).expect("it is there");
    assert!(theirs.contains("X-GNOME-Autostart-enabled=false"), "the link's target is somebody else's");
    std::fs::write(&file, format!("{off}Hidden=true\n")).expect("it can be written");
    window.press("Close").await;
    window.press("Settings").await;
    until_checked(&window, "switch", "Start with the computer", false).await;
}

#[tokio::test]
async fn what_is_refused_is_said_at_its_field_and_the_old_value_stays_in_force() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let taken = taken.local_addr().expect("it has an address").port().to_string();
    let place = Place::listening(Some("127.0.0.1")).await;
    let window = open_settings(&place).await;
    let before = std::fs::read(place.path("settings.json")).expect("there are settings");
    let too_long = "x".repeat(65);
    let port_taken = format!("Port {taken} is in use by another program; choose another in the settings.");
    for (field, typed, why) in [
        ("Room title", " ", "The room needs a title."),
        ("Room code", too_long.as_str(), "A code has at most 64 characters; shorten it."),
        ("Maximum guests", "0", "A room takes from 1 to 50000 guests; choose a number between these."),
        ("Maximum guests", "many", "Enter a whole number."),
        ("Port", "99999", "Enter a whole number from 1 to 65535, or nothing."),
        ("Port", taken.as_str(), port_taken.as_str()),
        (
            "Name on the network",
            "my chat",
            "A name on the network has only the letters a to z, digits and hyphens.",
        ),
        (
            "Other names of the room",
            "chat.example, http://other.example/",
            "Write the name alone, such as chat.example, without http:// and /.",
        ),
        ("Your name", "a:b", "A name cannot contain a colon; please leave it out."),
    ] {
        set(&window, field, typed).await;
        window.find("alert", &format!("{why} The setting has not changed.")).await;
        let invalid = "return arguments[0].getAttribute('aria-invalid') === 'true'";
        let element = serde_json::to_value(window.find("field", field).await).expect("an element is JSON");
        window.until_true(field, invalid, &[element]).await;
        window.fill(field, "z").await;
        window.keys(keys::ESCAPE).await;
    }
    window
        .until_true("nothing is wrong any more", "return !document.querySelector('[role=alert]')", &[])
        .await;
    assert_eq!(std::fs::read(place.path("settings.json")).ok(), Some(before));
    window.find("dialog", "Settings").await;
}

#[tokio::test]
async fn closing_applies_what_is_being_typed_and_stays_open_for_what_is_refused() {
    let place = Place::new().await;
    let window = open_settings(&place).await;
    window.fill("Room title", "Maker Night").await;
    window.press("Close").await;
    window.until_gone("dialog", "Settings").await;
    window.find("heading", "Maker Night").await;

    window.press("Settings").await;
    window.fill("Room title", " ").await;
    window.press("Close").await;
    window.find("alert", "The room needs a title. The setting has not changed.").await;
    assert_eq!(window.focused().await, "Room title");
    window.press("Close").await;
    window.until_gone("dialog", "Settings").await;
    window.find("heading", "Maker Night").await;
}

#[tokio::test]
async fn the_keyboard_alone_changes_settings() {
    let place = Place::new().await;
    let window = open_settings(&place).await;
    window.fill("Room title", "Maker Night").await;
    window.keys(keys::ENTER).await;
    until_kept(&place, "title", json!("Maker Night")).await;
    window.find("dialog", "Settings").await;
    window.fill("Room title", "Something else").await;
    window.keys(keys::ESCAPE).await;
    until_value(&window, "Room title", "Maker Night").await;
    for _ in 0..30 {
        if window.focused().await == "Announce the room" {
            break;
        }
        window.keys(keys::TAB).await;
    }
    window.keys(" ").await;
    until_kept(&place, "announce", json!(false)).await;
    window.keys(keys::ESCAPE).await;
    window.until_gone("dialog", "Settings").await;
}

#[tokio::test]
async fn a_broken_settings_file_does_not_stop_the_start_and_the_host_is_told() {
    let place = Place::new().await;
    std::fs::write(place.path("settings.json"), "{\"name\": \"Han").expect("the file can be written");
    let window = place.open_window().await;
    window.find("heading", "Open your room").await;
    window.join("Hanna").await;
    let aside = place.path("settings.broken.json");
    window.until_text("The settings file could not be read. All settings have their default values.").await;
    window.until_text("The room may have had a code, so it has a new one now").await;
    window.until_text(&format!("The old file is {}.", aside.display())).await;
    assert_eq!(std::fs::read_to_string(aside).expect("it is kept"), "{\"name\": \"Han");
    window.press("Close this message").await;
    window.until_no_text("could not be read").await;
    window.press("Invite").await;
    window.until_text("Room code:").await;
}

#[tokio::test]
async fn a_settings_file_that_was_cut_off_is_restored_from_its_copy_code_and_all() {
    let port = free_port();
    let place = Place::listening(Some(&format!("127.0.0.1:{port}"))).await;
    let window = open_settings(&place).await;
    set(&window, "Room code", "soup").await;
    until_kept(&place, "code", json!("soup")).await;
    window.quit().await;
    std::fs::write(place.path("settings.json"), "").expect("the file can be written");
    let window = place.open_window().await;
    window.until_in().await;
    window.until_text("The settings file could not be read. Its last good copy is used.").await;
    let guest = Browser::start().await;
    guest.open(&format!("http://127.0.0.1:{port}/")).await;
    guest.find("field", "Room code").await;
    until_kept(&place, "code", json!("soup")).await;
}

#[tokio::test]
async fn of_a_newer_settings_file_the_host_is_told_and_what_is_known_holds() {
    let place = Place::new().await;
    let newer =
        json!({"version": 99, "name": "Hanna", "title": "From tomorrow", "code": "soup", "mood": "good"});
    std::fs::write(place.path("settings.json"), newer.to_string()).expect("the file can be written");
    let window = place.open_window().await;
    window.until_in().await;
    window.find("heading", "From tomorrow").await;
    window
        .until_text("A newer version of Flatchat wrote the settings. This version uses those that it knows.")
        .await;
    let aside = place.path("settings.newer.json");
    window.until_text(&format!("The old file is {}.", aside.display())).await;
    assert_eq!(std::fs::read_to_string(aside).expect("it is kept"), newer.to_string());
    until_kept(&place, "code", json!("soup")).await;
    until_kept(&place, "version", json!(1)).await;
}
