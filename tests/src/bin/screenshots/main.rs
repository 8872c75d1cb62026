//! Takes the pictures in `docs/screenshots/`: the real window and real guests in one lively room.
//!
//! `scripts/screenshots.sh` builds what this needs and runs it.
//!
//! | file | content |
//! |---|---|
//! | `acts` | pictures of what can be done with messages |
//! | `alone` | pictures before anybody else is there |
//! | `files` | pictures of shared files |
//! | `languages` | pictures of the room in other languages |
//! | `network` | pictures of the invitation, the doctor and a room nearby |
//! | `room` | the people in the pictures, and their messages |
//! | `screens` | sheets of all screens in four languages |

mod acts;
mod alone;
mod files;
mod languages;
mod network;
mod room;
mod screens;

use std::path::{Path, PathBuf};

use flatchat_tests::browser::Browser;
use flatchat_tests::window::Place;
use serde_json::json;

use room::{HOST, QuietGuest, TITLE, TYPIST};

/// The folder of the pictures.
struct Album(PathBuf);

impl Album {
    async fn add(&self, page: &Browser, name: &str) {
        // Waits until fonts are loaded and animations have ended.
        let settled = "return document.fonts.status === 'loaded' && document.getAnimations().length === 0";
        page.until_true("the page is still", settled, &[]).await;
        let path = self.0.join(format!("{name}.png"));
        page.picture(&path).await;
        let bytes = std::fs::metadata(&path).map(|file| file.len()).unwrap_or_default();
        println!("{}: {} KB", path.display(), bytes / 1024);
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/screenshots");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let album = Album(folder);
    let place = Place::new().await;
    let window = first_run(&place).await;
    let address = address_of(&window).await;
    let mut quiet = Vec::new();
    for name in room::QUIET_GUESTS {
        quiet.push(QuietGuest::join(&address, name).await);
    }
    let phone = phone(&address, &album).await;
    let laptop = Browser::start_sized(1280, 800).await;
    laptop.open(&address).await;
    laptop.join(room::ON_A_LAPTOP).await;

    for (page, text) in room::live(&window, &phone, &laptop) {
        // On the phone, Return would break the line.
        page.write(text).await;
        page.press("Send").await;
        page.until_shown(text).await;
    }
    let typist = quiet.iter().find(|guest| guest.name == TYPIST).expect("the typist is here");
    for (page, name) in [(&window, "window-room"), (&phone, "guest-390-room"), (&laptop, "guest-1280-room")] {
        for theme in ["Light", "Dark"] {
            choose(page, theme).await;
            typist.type_something().await;
            page.until_text(&format!("{TYPIST} is typing")).await;
            album.add(page, &format!("{name}-{}", theme.to_lowercase())).await;
        }
    }
    for page in [&window, &phone, &laptop] {
        choose(page, "Light").await;
    }
    acts::add(&album, &window, &phone, &laptop).await;
    files::add(&album, &window, &phone, &laptop).await;
    languages::add(&album, &phone, &laptop).await;
    phone.press("Invite").await;
    phone.find("field", "Link to the room").await;
    album.add(&phone, "guest-390-invite-light").await;
    alone::add(&album).await;
    network::add(&album).await;
    screens::add(&album).await;
}

/// The first start: the host's door, then the room with its earlier messages.
async fn first_run(place: &Place) -> Browser {
    let window = place.open_window().await;
    window.find("heading", "Open your room").await;
    window.join(HOST).await;
    window.press("Settings").await;
    window.fill("Room title", TITLE).await;
    window.press("Close").await;
    window.until_gone("dialog", "Settings").await;
    std::fs::write(place.path("chat.txt"), room::earlier()).expect("the log can be written");
    window.until_shown(room::LAST_OF_EARLIER).await;
    window
}

async fn address_of(window: &Browser) -> String {
    window.press("Invite").await;
    let link = window.find("field", "Link to the room").await;
    let address = link.prop("value").await.ok().flatten().expect("the link has an address");
    window.press("Close").await;
    window.until_gone("dialog", "Invite people").await;
    address
}

async fn phone(address: &str, album: &Album) -> Browser {
    let phone = Browser::with_dev_tools().await.expect("the pictures are of Chromium");
    let screen = json!({"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": true});
    phone.dev_tools("Emulation.setDeviceMetricsOverride", screen).await;
    phone.dev_tools("Emulation.setTouchEmulationEnabled", json!({"enabled": true})).await;
    phone.open(address).await;
    phone.fill("Your name", room::ON_A_PHONE).await;
    album.add(&phone, "guest-390-door-light").await;
    phone.press("Join").await;
    phone.until_in().await;
    phone
}

pub(crate) async fn choose(page: &Browser, theme: &str) {
    page.press("Settings").await;
    page.find("choice", theme).await.click().await.expect("a choice can be made");
    page.press("Close").await;
    page.until_gone("dialog", "Settings").await;
    let chosen = "return document.documentElement.dataset.theme === arguments[0]";
    page.until_true("the theme is chosen", chosen, &[json!(theme.to_lowercase())]).await;
    page.run("document.activeElement?.blur()", &[]).await;
}
