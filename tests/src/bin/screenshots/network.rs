//! Pictures of the network in the host's window: the invitation, the doctor with a firewall in the
//! way, and a room nearby. They are taken on a network that is made for them, which needs root.

use std::sync::Arc;

use flatchat_tests::Server;
use flatchat_tests::browser::Browser;
use flatchat_tests::display::Display;
use flatchat_tests::netns::Lan;
use flatchat_tests::window::Place;

use super::alone::TWICE;
use super::room::HOST;
use super::{Album, choose};

const BLOCK: &str =
    "nft 'table inet filter { chain input { type filter hook input priority 0; tcp dport 8765 drop; }; }'";

pub(crate) async fn add(album: &Album) {
    let lan = Lan::new();
    let [mine, theirs] = ["192.168.1.5/24", "192.168.1.23/24"].map(|one| Arc::new(lan.computer(one)));
    let nearby = ["--announce", "library", "--title", "Quiet Reading Room", "--code", "hush"];
    let _nearby = Server::start_on(&theirs, &nearby);
    mine.shell(BLOCK);
    let place = Place::on(&mine, Some("0.0.0.0:8765")).await;
    let larger = place.with_another_folder().seen_on(Display::twice_as_large(TWICE).await);
    let _inside = mine.enter();
    pictures(&place, album, "").await;
    pictures(&larger, album, "-200").await;
}

async fn pictures(place: &Place, album: &Album, suffix: &str) {
    let window = place.open_window().await;
    window.join(HOST).await;
    for theme in ["Light", "Dark"] {
        choose(&window, theme).await;
        let theme = theme.to_lowercase();
        window.press("Invite").await;
        window.until_text("flatchat.local").await;
        album.add(&window, &format!("window-invite-{theme}{suffix}")).await;
        close(&window, "Invite people").await;
        window.press("Menu").await;
        window.press("Why can’t they join?").await;
        window.until_text("1 step keeps guests out.").await;
        album.add(&window, &format!("window-doctor-{theme}{suffix}")).await;
        close(&window, "Why can’t they join?").await;
        window.press("Menu").await;
        window.press("Rooms nearby…").await;
        window.until_text("Quiet Reading Room").await;
        album.add(&window, &format!("window-nearby-{theme}{suffix}")).await;
        close(&window, "Rooms nearby").await;
    }
    window.quit().await;
}

async fn close(window: &Browser, dialog: &str) {
    window.press("Close").await;
    window.until_gone("dialog", dialog).await;
}
