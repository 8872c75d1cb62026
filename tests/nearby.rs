//! Rooms nearby: the host's window lists other rooms on its network, and opens them in windows
//! without any rights.

use std::sync::Arc;

use flatchat_tests::Server;
use flatchat_tests::browser::Browser;
use flatchat_tests::netns::{Lan, ran_as_root};
use flatchat_tests::window::Place;
use serde_json::{Value, json};

/// The listed rooms, with all words of a room in one line.
const LISTED: &str = "return [...document.querySelectorAll('dialog li')].map((one) => one.innerText.split('\\n').filter(Boolean).join(' | '))";

async fn until_listed(window: &Browser, rooms: &[&str]) {
    window.until("the rooms", LISTED, &[], |seen| (seen == &json!(rooms)).then_some(())).await;
}

async fn open_rooms_nearby(window: &Browser) {
    window.press("Menu").await;
    window.press("Rooms nearby…").await;
}

/// Continues in the window that is not `main`.
async fn switch_to_new_window(window: &Browser) {
    let main = window.client.window().await.expect("there is a window");
    let mut other = None;
    while other.is_none() {
        let all = window.client.windows().await.expect("the driver lists windows");
        other = all.into_iter().find(|one| *one != main);
    }
    window.client.switch_to_window(other.expect("found")).await.expect("the window is there");
}

/// Returns Tauri's answer when the page in this window asks for `command`.
async fn ask_tauri(window: &Browser, command: &str) -> Value {
    let script = "const done = arguments[arguments.length - 1];
        const tauri = window.__TAURI_INTERNALS__;
        if (!tauri) return done('no way to ask');
        tauri.invoke(arguments[0], {}).then(() => done('allowed'), (error) => done(`refused: ${JSON.stringify(error)}`))";
    window.client.execute_async(script, vec![json!(command)]).await.expect("the script ends")
}

#[tokio::test]
async fn a_room_nearby_is_listed_while_one_looks_and_opens_in_a_window_that_may_do_nothing() {
    if ran_as_root("a_room_nearby_is_listed_while_one_looks_and_opens_in_a_window_that_may_do_nothing") {
        return;
    }
    let lan = Lan::new();
    let [mine, theirs] = ["192.168.79.1/24", "192.168.79.2/24"].map(|one| Arc::new(lan.computer(one)));
    let server =
        Server::start_on(&theirs, &["--announce", "library", "--title", "Quiet Room", "--code", "hush"]);
    let place = Place::on(&mine, Some("0.0.0.0:8765")).await;
    let _inside = mine.enter();
    let window = place.open_window().await;
    window.join("Hanna").await;

    open_rooms_nearby(&window).await;
    until_listed(&window, &["Quiet Room | 192.168.79.2:8765 · library.local | asks for a code"]).await;
    window.press("Quiet Room 192.168.79.2:8765 · library.local asks for a code").await;
    assert_eq!(ask_tauri(&window, "settings").await, "allowed", "the host's own window may ask");

    switch_to_new_window(&window).await;
    window.find("heading", "Come in").await;
    let at = window.run("return location.href", &[]).await;
    assert_eq!(at, "http://192.168.79.2:8765/");
    for command in ["settings", "room", "say", "open_link", "plugin:store|load", "plugin:dialog|message"] {
        let answer = ask_tauri(&window, command).await;
        assert!(answer.as_str().is_some_and(|answer| answer != "allowed"), "{command}: {answer}");
    }
    window.fill("Your name", "Hanna").await;
    window.fill("Room code", "hush").await;
    window.press("Join").await;
    window.until_in().await;
    window.say("hello over there").await;
    window.until_shown("hello over there").await;
    assert_eq!(flatchat_tests::chat::said(&server.log()).len(), 1);
    assert!(!window.has("button", "Menu").await, "one is a guest there");

    window.run("location.href = 'tauri://localhost/'", &[]).await;
    window.say("still there").await;
    window.until_shown("still there").await;
    assert_eq!(window.run("return location.href", &[]).await, "http://192.168.79.2:8765/");
}

#[tokio::test]
async fn a_room_that_closes_goes_from_the_list_and_ones_own_is_never_on_it() {
    if ran_as_root("a_room_that_closes_goes_from_the_list_and_ones_own_is_never_on_it") {
        return;
    }
    let lan = Lan::new();
    let [mine, theirs] = ["192.168.79.1/24", "192.168.79.2/24"].map(|one| Arc::new(lan.computer(one)));
    let place = Place::on(&mine, Some("0.0.0.0:8765")).await;
    let _inside = mine.enter();
    let window = place.open_window().await;
    window.join("Hanna").await;
    open_rooms_nearby(&window).await;
    window.until_text("No other room so far.").await;
    let mut server = Server::start_on(&theirs, &["--announce", "--title", "Library"]);
    // The room that came first has the name.
    until_listed(&window, &["Library | 192.168.79.2:8765 · flatchat-2.local | open to everybody"]).await;
    server.terminate().await;
    // The room keeps its place in the list, so that nobody presses another room by accident.
    until_listed(&window, &["Library | 192.168.79.2:8765 · flatchat-2.local | no longer here"]).await;
}
