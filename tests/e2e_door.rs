//! The door of a guest's page: names, codes, a full room, and the data that survives a reload.

use flatchat_tests::browser::Browser;
use flatchat_tests::visitor::{address_of, serve};
use flatchat_tests::{Guest, Server};
use serde_json::json;

async fn at_the_door(server: &Server, path: &str) -> Browser {
    let page = Browser::start().await;
    page.open(&format!("{}{path}", address_of(server))).await;
    page.find("heading", "Come in").await;
    page
}

/// Waits until a field is marked as wrong, has a description with the reason, and has the focus.
async fn until_wrong(page: &Browser, field: &str) {
    let script = "const one = document.activeElement; \
        const words = (one.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)); \
        return one.labels?.[0]?.textContent === arguments[0] && one.getAttribute('aria-invalid') === 'true' \
            && words.some((one) => one?.getAttribute('role') === 'alert' && one.textContent.length > 8)";
    page.until_true("the field is wrong and says why", script, &[json!(field)]).await;
}

#[tokio::test]
async fn a_wrong_code_is_told_at_its_field_and_the_right_one_opens() {
    let server = serve(&["--code", "soup"]);
    let page = at_the_door(&server, "").await;
    page.fill("Your name", "Ana").await;
    page.fill("Room code", "salad").await;
    page.press("Join").await;
    until_wrong(&page, "Room code").await;
    page.fill("Room code", "soup").await;
    page.press("Join").await;
    page.until_in().await;
}

async fn until_plate(page: &Browser, words: &str) {
    // Engines put one or two breaks between two paragraphs.
    let lines = "return document.body.innerText.replace(/\\n+/g, ' / ').includes(arguments[0])";
    page.until_true(words, lines, &[json!(format!("Maker Night / {words}"))]).await;
}

#[tokio::test]
async fn the_door_shows_the_room_and_how_many_are_in_it() {
    let server = serve(&["--title", "Maker Night"]);
    let page = at_the_door(&server, "").await;
    until_plate(&page, "A chat room on this network.").await;
    page.until_true("the tab shows it", "return document.title === 'Maker Night'", &[]).await;
    let ana = Guest::join(&server, "Ana").await;
    let _here = ana.stream().await;
    until_plate(&page, "1 person here").await;
}

#[tokio::test]
async fn the_door_of_a_room_with_a_code_says_nothing_about_it() {
    let server = serve(&["--title", "Maker Night", "--code", "soup"]);
    let ana = Guest::join_with(&server, &json!({"name": "Ana", "code": "soup"})).await;
    let _here = ana.stream().await;
    let page = at_the_door(&server, "").await;
    page.until_text("A chat room on this network.").await;
    let words = page.text().await;
    assert!(!words.contains("Maker Night") && !words.contains("here\n"), "{words}");
}

#[tokio::test]
async fn the_code_in_the_invites_link_opens_without_asking() {
    let server = serve(&["--code", "s\u{f6}\u{df} & sour"]);
    let page = at_the_door(&server, "#code=s%C3%B6%C3%9F%20%26%20sour").await;
    assert!(!page.has("field", "Room code").await);
    page.join("Ana").await;
    page.press("Invite").await;
    let link = page.find("field", "Link to the room").await.prop("value").await.expect("a value");
    let link = link.unwrap_or_default();
    let ben = Browser::start().await;
    ben.open(&link).await;
    ben.join("Ben").await;
}

#[tokio::test]
async fn a_wrong_code_in_the_link_asks_for_the_right_one() {
    let server = serve(&["--code", "soup"]);
    let page = at_the_door(&server, "#code=salad").await;
    page.fill("Your name", "Ana").await;
    page.press("Join").await;
    page.fill("Room code", "soup").await;
    page.press("Join").await;
    page.until_in().await;
}

#[tokio::test]
async fn a_taken_name_comes_with_one_that_is_free() {
    let server = serve(&[]);
    let ana = Guest::join(&server, "Ana").await;
    let _here = ana.stream().await;
    let page = at_the_door(&server, "").await;
    page.fill("Your name", "ana").await;
    page.press("Join").await;
    until_wrong(&page, "Your name").await;
    let script = "return [...document.querySelectorAll('button')].map((one) => one.textContent.trim())\
                  .find((words) => words.startsWith('Join as ')) ?? null";
    let button = page.until("a suggestion", script, &[], |seen| seen.as_str().map(str::to_owned)).await;
    page.press(&button).await;
    page.until_in().await;
    page.until_text(button.trim_start_matches("Join as ")).await;
}

#[tokio::test]
async fn a_full_room_says_so_and_lets_in_when_a_place_is_free() {
    let server = serve(&["--max-guests", "1"]);
    let ana = Guest::join(&server, "Ana").await;
    let stream = ana.stream().await;
    let page = at_the_door(&server, "").await;
    page.fill("Your name", "Ben").await;
    page.press("Join").await;
    page.find("heading", "The room is full").await;
    page.press("Use another name").await;
    page.fill("Your name", "Bob").await;
    page.press("Join").await;
    page.find("heading", "The room is full").await;
    page.until_text("Trying again in").await;
    drop(stream);
    page.until_in().await;
    page.until_text("Bob").await;
}

#[tokio::test]
async fn what_was_typed_is_at_the_door_again_after_a_full_room() {
    let server = serve(&["--max-guests", "1", "--code", "soup"]);
    let ana = Guest::join_with(&server, &json!({"name": "Ana", "code": "soup"})).await;
    let stream = ana.stream().await;
    let page = at_the_door(&server, "").await;
    page.fill("Your name", "Ben").await;
    page.fill("Room code", "soup").await;
    page.press("Join").await;
    page.find("heading", "The room is full").await;
    page.press("Use another name").await;
    let typed = "return [...document.querySelectorAll('form input')].map((one) => one.value)";
    assert_eq!(page.run(typed, &[]).await, json!(["Ben", "soup"]));
    let kept = "return JSON.stringify([{...localStorage}, {...sessionStorage}, location.href])";
    assert!(!page.run(kept, &[]).await.to_string().contains("soup"), "the code is stored nowhere");
    page.press("Join").await;
    page.find("heading", "The room is full").await;
    drop(stream);
    page.until_in().await;
    page.press("Settings").await;
    page.press("Leave the room").await;
    page.find("field", "Room code").await;
    assert_eq!(page.run(typed, &[]).await, json!(["", ""]), "nothing is left for the next person");
}

#[tokio::test]
async fn a_reload_keeps_the_session_the_draft_and_the_theme() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    page.press("Settings").await;
    page.find("choice", "Dark").await.click().await.expect("a choice can be made");
    page.press("Close").await;
    page.until_gone("dialog", "Settings").await;
    page.write("half a thought").await;
    page.reload().await;
    page.until_in().await;
    let kept = "return document.querySelector('textarea').value === 'half a thought' \
                && document.documentElement.dataset.theme === 'dark'";
    page.until_true("draft and theme are kept", kept, &[]).await;
    page.write(" and the rest").await;
    page.press("Send").await;
    page.until_shown("half a thought and the rest").await;
}

#[tokio::test]
async fn leaving_gives_the_name_back_and_leads_to_the_door() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    page.press("Settings").await;
    page.press("Leave the room").await;
    page.find("heading", "Come in").await;
    let _ana = Guest::join(&server, "Ana").await;
    page.reload().await;
    page.find("heading", "Come in").await;
}
