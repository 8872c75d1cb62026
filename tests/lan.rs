//! The room on a network: it is announced by multicast DNS, found by name, withdrawn, and announced
//! again after a change. The tests check this with avahi, on computers that are network namespaces.

use std::sync::Arc;

use flatchat_tests::Server;
use flatchat_tests::netns::{Computer, Lan, ran_as_root};
use flatchat_tests::responder::{Found, Responder};
use flatchat_tests::wait::until;
use rustix::process::Signal;
use serde_json::Value;

const ROOM: &str = "_flatchat._tcp";
const WEB: &str = "_http._tcp";

/// A network of two computers with avahi, like Linux desktops.
struct Two {
    lan: Lan,
    host: Arc<Computer>,
    guest: Arc<Computer>,
    at_host: Responder,
    at_guest: Responder,
}

impl Two {
    async fn new() -> Two {
        let lan = Lan::new();
        let [host, guest] = ["192.168.77.1/24", "192.168.77.2/24"].map(|one| Arc::new(lan.computer(one)));
        let at_host = Responder::start(&host, "laptop").await;
        let at_guest = Responder::start(&guest, "phone").await;
        Two { lan, host, guest, at_host, at_guest }
    }
}

fn only(found: &[Found]) -> Option<Found> {
    if let [one] = found { Some(one.clone()) } else { None }
}

/// Returns the room's facts, as somebody on this computer gets them.
fn room_facts(at: &Responder, address: &str) -> Result<Value, String> {
    let said = at.run("curl", &["-s", "--max-time", "5", &format!("{address}room")]);
    serde_json::from_str::<Value>(&said).map(|view| view["room"].clone()).map_err(|_| said)
}

async fn until_links(at: &Responder, address: &str, links: &[&str]) {
    until("the links", async || {
        let facts = room_facts(at, address)?;
        if facts["links"] == serde_json::json!(links) { Ok(()) } else { Err(facts.to_string()) }
    })
    .await;
}

#[tokio::test]
async fn a_room_is_found_by_its_services_and_its_name_while_the_hosts_own_avahi_runs_and_is_gone_at_its_end()
{
    if ran_as_root(
        "a_room_is_found_by_its_services_and_its_name_while_the_hosts_own_avahi_runs_and_is_gone_at_its_end",
    ) {
        return;
    }
    let two = Two::new().await;
    let mut watched = two.at_guest.watch(ROOM);
    let mut server = Server::start_on(&two.host, &["--announce", "--title", "Maker Night", "--code", "soup"]);

    for kind in [ROOM, WEB] {
        let found = two.at_guest.until_browsed(kind, only).await;
        assert_eq!((found.name.as_str(), found.host.as_str()), (r"Maker\032Night", "flatchat.local"));
        assert_eq!((found.address.as_str(), found.port), ("192.168.77.1", 8765));
        for text in ["\"title=Maker Night\"", "\"code=required\"", "\"path=/\""] {
            assert!(found.texts.contains(text), "{text} is not in {}", found.texts);
        }
        assert!(!found.texts.contains("soup"), "{}", found.texts);
    }
    two.at_guest.until_resolved("flatchat.local", "192.168.77.1").await;
    two.at_host.until_resolved("flatchat.local", "192.168.77.1").await;
    two.at_guest.until_resolved("laptop.local", "192.168.77.1").await;
    let health = two.at_guest.run("curl", &["-s", "--max-time", "5", "http://flatchat.local:8765/health"]);
    assert_eq!(health, r#"{"status":"ok"}"#, "the name opens the room, and the room answers to it");

    let (status, took) = server.end_with(Signal::TERM).await;
    assert!(status.success() && took.as_secs() < 3, "{status} {took:?}");
    watched.until_it_says("the goodbye", |said| said.contains("\n-;").then_some(())).await;
    assert_eq!(two.at_guest.browse(WEB), []);
    two.at_guest.until_unresolved("flatchat.local").await;
    two.at_guest.until_resolved("laptop.local", "192.168.77.1").await;
}

#[tokio::test]
async fn two_rooms_of_one_title_and_one_name_get_two_names() {
    if ran_as_root("two_rooms_of_one_title_and_one_name_get_two_names") {
        return;
    }
    let two = Two::new().await;
    let third = two.lan.computer("192.168.77.3/24");
    let _first = Server::start_on(&two.host, &["--announce", "chat"]);
    two.at_guest.until_resolved("chat.local", "192.168.77.1").await;
    let _second = Server::start_on(&third, &["--announce", "chat"]);
    two.at_guest.until_resolved("chat-2.local", "192.168.77.3").await;
    two.at_guest.until_resolved("chat.local", "192.168.77.1").await;
    let both = two.at_guest.until_browsed(ROOM, |found| <[Found; 2]>::try_from(found.to_vec()).ok()).await;
    let told = both.map(|one| (one.name, one.host));
    let [first, second] = [("Flatchat", "chat.local"), (r"Flatchat\032\0402\041", "chat-2.local")];
    assert_eq!(told, [first, second].map(|(name, host)| (name.to_owned(), host.to_owned())));
    let links = ["http://192.168.77.3:8765/", "http://chat-2.local:8765/"];
    until_links(&two.at_guest, "http://192.168.77.3:8765/", &links).await;
    until_links(&two.at_guest, "http://chat-2.local:8765/", &links).await;
}

#[tokio::test]
async fn two_rooms_of_one_long_title_are_both_found() {
    if ran_as_root("two_rooms_of_one_long_title_are_both_found") {
        return;
    }
    let two = Two::new().await;
    let third = two.lan.computer("192.168.77.3/24");
    let title = "😀".repeat(64);
    let _first = Server::start_on(&two.host, &["--announce", "--title", &title]);
    two.at_guest.until_resolved("flatchat.local", "192.168.77.1").await;
    let _second = Server::start_on(&third, &["--announce", "--title", &title]);
    let both = two.at_guest.until_browsed(ROOM, |found| <[Found; 2]>::try_from(found.to_vec()).ok()).await;
    assert_eq!(both.map(|one| one.host), ["flatchat.local", "flatchat-2.local"]);
}

#[tokio::test]
async fn a_new_address_is_told_to_guests_and_to_the_network() {
    if ran_as_root("a_new_address_is_told_to_guests_and_to_the_network") {
        return;
    }
    let two = Two::new().await;
    let server = Server::start_on(&two.host, &["--announce"]);
    two.at_guest.until_resolved("flatchat.local", "192.168.77.1").await;
    let old = "http://192.168.77.1:8765/";
    until_links(&two.at_guest, old, &[old, "http://flatchat.local:8765/"]).await;

    two.host.ip(&["address", "flush", "dev", "eth0", "scope", "global"]);
    two.host.ip(&["address", "add", "192.168.77.9/24", "dev", "eth0"]);
    let new = "http://192.168.77.9:8765/";
    until_links(&two.at_guest, new, &[new, "http://flatchat.local:8765/"]).await;
    two.at_guest.until_resolved("flatchat.local", "192.168.77.9").await;
    let found =
        two.at_guest.until_browsed(ROOM, |found| only(found).filter(|one| one.address.ends_with(".9"))).await;
    assert_eq!(found.host, "flatchat.local", "its own old name was in nobody's way");
    drop(server);
}

/// A cable, or a switch without a router: nothing gives addresses.
#[tokio::test]
async fn computers_that_gave_themselves_addresses_find_the_room() {
    if ran_as_root("computers_that_gave_themselves_addresses_find_the_room") {
        return;
    }
    let lan = Lan::new();
    let [host, guest] = ["169.254.7.7/16", "169.254.200.1/16"].map(|one| lan.computer(one));
    let at_guest = Responder::start(&guest, "phone").await;
    let _server = Server::start_on(&host, &["--announce"]);
    at_guest.until_resolved("flatchat.local", "169.254.7.7").await;
    let found = at_guest.until_browsed(ROOM, only).await;
    assert_eq!(found.address, "169.254.7.7");
    let link = "http://169.254.7.7:8765/";
    until_links(&at_guest, link, &[link, "http://flatchat.local:8765/"]).await;
}

#[tokio::test]
async fn who_is_not_told_to_announces_nothing_and_listening_on_loopback_is_nothing_to_announce() {
    if ran_as_root("who_is_not_told_to_announces_nothing_and_listening_on_loopback_is_nothing_to_announce") {
        return;
    }
    let two = Two::new().await;
    let third = two.lan.computer("192.168.77.3/24");
    let quiet = Server::start_on(&two.host, &[]);
    let at_home =
        Server::start_under(&third.wrapper(), flatchat_tests::server::new_folder(), &["--announce"]);
    // When a later announcement arrives, the earlier ones had enough time to arrive.
    let _loud = Server::start_on(&two.guest, &["--announce", "loud"]);
    two.at_host.until_resolved("loud.local", "192.168.77.2").await;
    let found = two.at_host.until_browsed(ROOM, only).await;
    assert_eq!(found.host, "loud.local");
    drop((quiet, at_home));
}
