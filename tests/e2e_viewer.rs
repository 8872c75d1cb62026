//! Shared files on the page: pictures in a grid, the viewer by keyboard and by touch, films, the
//! list of all files, and what becomes of all of these when a line is removed.

use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::samples::sample;
use flatchat_tests::visitor::{address_of, serve};
use flatchat_tests::wait::until;
use flatchat_tests::{Guest, Server};
use reqwest::Method;
use serde_json::{Value, json};

/// Shares a sample under a name, and returns the id of its line.
async fn share(guest: &Guest, sample_name: &str, name: &str) -> u64 {
    let request = guest.request(Method::PUT, &format!("/files/{name}")).body(sample(sample_name));
    id_of(&guest.send(request).await.json())
}

/// Shares several samples in one line, and returns its id.
async fn share_all(guest: &Guest, files: &[(&str, &str)], caption: &str) -> u64 {
    const BOUNDARY: &str = "between-two-parts";
    let mut body = Vec::new();
    for (sample_name, name) in files {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        );
        body.extend([head.as_bytes(), &sample(sample_name), b"\r\n"].concat());
    }
    let head =
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"caption\"\r\n\r\n{caption}\r\n");
    body.extend([head, format!("--{BOUNDARY}--\r\n")].concat().into_bytes());
    let answer = guest.post("/files", &format!("multipart/form-data; boundary={BOUNDARY}"), body).await;
    id_of(&answer.json())
}

fn id_of(receipt: &Value) -> u64 {
    receipt["entry"]["id"].as_u64().unwrap_or_else(|| panic!("no receipt: {receipt}"))
}

/// A room with files of every kind, shared by ana.
async fn gallery() -> (Server, Guest) {
    let server = serve(&[]);
    let ana = Guest::join(&server, "ana").await;
    share(&ana, "orientation-6.jpg", "upright.jpg").await;
    let five = ["one", "two", "three", "four", "five"].map(|name| format!("{name}.png"));
    let five: Vec<(&str, &str)> = five.iter().map(|name| ("location.png", &**name)).collect();
    share_all(&ana, &five, "All of the day").await;
    share(&ana, "location.heic", "IMG_1.heic").await;
    share(&ana, "video.webm", "talk.webm").await;
    share(&ana, "page.pdf", "report.pdf").await;
    (server, ana)
}

const LABEL: &str =
    "return [...document.querySelectorAll('dialog[open]')].pop()?.getAttribute('aria-label') ?? null";

async fn viewer_shows(page: &Browser, label: &str) {
    page.until(&format!("the viewer shows {label:?}"), LABEL, &[], |seen| {
        (seen == &json!(label)).then_some(())
    })
    .await;
}

const NO_VIEWER: &str = "return document.querySelector('dialog[open]') === null";

/// The heights of all rows, once every picture has loaded or failed.
const HEIGHTS: &str = "\
    const pictures = [...document.querySelectorAll('[role=log] img')]; \
    if (document.querySelectorAll('[role=log] [data-file]').length < 7 && arguments[0]) return null; \
    if (!pictures.every((one) => one.complete)) return null; \
    return [...document.querySelectorAll('[role=log] [data-entry]')].map((row) => row.offsetHeight)";

async fn heights(page: &Browser, with_parts: bool) -> Value {
    page.until("every picture has loaded or failed", HEIGHTS, &[json!(with_parts)], |seen| {
        seen.as_array().filter(|rows| rows.len() == 5).map(|_| seen.clone())
    })
    .await
}

async fn block(page: &Browser, urls: &[&str]) {
    page.dev_tools("Network.enable", json!({})).await;
    page.dev_tools("Network.setBlockedURLs", json!({"urls": urls})).await;
}

#[tokio::test]
async fn rows_have_their_height_before_any_picture_and_any_late_part_is_there() {
    let (server, _ana) = gallery().await;
    let Some(page) = Browser::guest_with_dev_tools(&server, "bo").await else { return };
    let shown = heights(&page, true).await;
    for (missing, with_parts) in [(&["*thumbnail*"][..], true), (&["*thumbnail*", "*fileparts*"], false)] {
        block(&page, missing).await;
        page.reload().await;
        page.until_in().await;
        assert_eq!(heights(&page, with_parts).await, shown, "without {missing:?}");
    }
}

#[tokio::test]
async fn several_pictures_are_a_grid_and_what_cannot_be_shown_is_named() {
    let (server, _ana) = gallery().await;
    let page = Browser::guest(&server, "bo").await;
    for name in ["one.png", "two.png", "three.png"] {
        page.find("button", &format!("Picture {name}")).await;
    }
    page.find("button", "Picture four.png, and 1 more").await;
    assert!(!page.has("button", "Picture five.png").await, "it is behind the fourth");
    let heic = page.find("button", "Picture IMG_1.heic").await;
    page.until_true(
        "the HEIC picture is a card",
        "return document.querySelector('[aria-label=\"Picture IMG_1.heic\"] img') === null",
        &[],
    )
    .await;
    assert!(heic.text().await.expect("words").to_uppercase().contains("HEIC"));
    page.until_text("report.pdf").await;
    page.find("link", "Download report.pdf (584 bytes)").await;
    page.until_text("All of the day").await;
}

#[tokio::test]
async fn the_viewer_goes_through_all_pictures_by_keyboard_and_the_focus_comes_back() {
    let (server, _ana) = gallery().await;
    let page = Browser::guest(&server, "bo").await;
    page.press("Picture two.png").await;
    viewer_shows(&page, "Picture 3 of 7: two.png, from ana").await;
    for (key, label) in [
        (keys::RIGHT, "Picture 4 of 7: three.png, from ana"),
        (keys::LEFT, "Picture 3 of 7: two.png, from ana"),
        (keys::END, "Picture 7 of 7: IMG_1.heic, from ana"),
    ] {
        page.keys(key).await;
        viewer_shows(&page, label).await;
    }
    page.until_text("This picture cannot be shown here.").await;
    page.find("link", "Download").await;
    page.keys(keys::HOME).await;
    viewer_shows(&page, "Picture 1 of 7: upright.jpg, from ana").await;

    let scale = "return document.querySelector('dialog .frame').style.transform";
    page.keys("++").await;
    page.until_true("it is enlarged", &format!("{scale}.includes('scale(2.25)')"), &[]).await;
    page.keys("0").await;
    page.until_true("it fits again", &format!("{scale}.includes('scale(1)')"), &[]).await;
    page.keys(keys::ESCAPE).await;
    page.until_true("the viewer is closed", NO_VIEWER, &[]).await;
    assert_eq!(page.focused().await, "Picture two.png");
}

/// A touch of these fingers on the page, in CSS pixels.
async fn touch(page: &Browser, event: &str, fingers: &[(f64, f64)]) {
    let points: Vec<Value> = fingers.iter().map(|(x, y)| json!({"x": x, "y": y})).collect();
    page.dev_tools("Input.dispatchTouchEvent", json!({"type": event, "touchPoints": points})).await;
}

async fn swipe(page: &Browser, from: f64, to: f64) {
    touch(page, "touchStart", &[(from, 400.0)]).await;
    for part in [0.25, 0.5, 0.75, 1.0] {
        touch(page, "touchMove", &[(from + (to - from) * part, 400.0)]).await;
    }
    touch(page, "touchEnd", &[]).await;
}

#[tokio::test]
async fn fingers_turn_enlarge_and_leave_the_picture() {
    let (server, _ana) = gallery().await;
    let Some(page) = Browser::with_dev_tools().await else { return };
    page.open(&address_of(&server)).await;
    page.hold_as_phone((390, 844)).await;
    page.join("bo").await;
    page.press("Picture one.png").await;
    viewer_shows(&page, "Picture 2 of 7: one.png, from ana").await;
    swipe(&page, 300.0, 90.0).await;
    viewer_shows(&page, "Picture 3 of 7: two.png, from ana").await;
    swipe(&page, 90.0, 300.0).await;
    viewer_shows(&page, "Picture 2 of 7: one.png, from ana").await;

    let scale = "return Number(/scale\\(([\\d.]+)/.exec(document.querySelector('dialog .frame').style.transform)?.[1])";
    touch(&page, "touchStart", &[(150.0, 400.0), (240.0, 400.0)]).await;
    touch(&page, "touchMove", &[(105.0, 400.0), (285.0, 400.0)]).await;
    touch(&page, "touchEnd", &[]).await;
    let pinched = page.run(scale, &[]).await.as_f64().expect("a scale");
    assert!((1.9..=2.1).contains(&pinched), "two fingers, twice as far apart: {pinched}");
    swipe(&page, 300.0, 90.0).await;
    viewer_shows(&page, "Picture 2 of 7: one.png, from ana").await;
    // On a busy machine, the second press may come too late to make a double press.
    until("a double press makes it fit", async || {
        for _ in 0..2 {
            touch(&page, "touchStart", &[(195.0, 400.0)]).await;
            touch(&page, "touchEnd", &[]).await;
        }
        let seen = page.run(scale, &[]).await;
        if seen == json!(1) { Ok(()) } else { Err(seen) }
    })
    .await;
    page.press("Close").await;
    page.until_true("the viewer is closed", NO_VIEWER, &[]).await;
}

#[tokio::test]
async fn a_film_plays_in_its_row_and_can_be_searched() {
    let (server, _ana) = gallery().await;
    let page = Browser::guest(&server, "bo").await;
    let film = "document.querySelector('[role=log] video')";
    page.until_true("the film is there", &format!("return {film} !== null"), &[]).await;
    let seek = format!("const film = {film}; film.muted = true; film.currentTime = 0.4; return true");
    page.run(&seek, &[]).await;
    let there = format!(
        "const film = {film}; return !film.seeking && film.currentTime >= 0.4 && film.readyState >= 2"
    );
    page.until_true("the film is where it was sought", &there, &[]).await;
    assert_eq!(page.run(&format!("return {film}.error"), &[]).await, Value::Null);
}

const ROWS: &str = "return [...document.querySelectorAll('dialog li .name')].map((one) => one.title)";

async fn list_has(page: &Browser, names: &[&str]) {
    page.until(&format!("the list has {names:?}"), ROWS, &[], |seen| (seen == &json!(names)).then_some(()))
        .await;
}

async fn choose(page: &Browser, field: &str, choice: &str) {
    page.find("field", field).await.select_by_label(choice).await.expect("a choice");
}

#[tokio::test]
async fn the_list_of_files_finds_them_and_leads_to_their_messages() {
    let (server, _ana) = gallery().await;
    let cy = Guest::join(&server, "cy").await;
    share(&cy, "sound.ogg", "song.ogg").await;
    let page = Browser::guest(&server, "bo").await;
    page.press("Files").await;
    page.find("dialog", "Files").await;
    let all =
        ["song.ogg", "report.pdf", "talk.webm", "IMG_1.heic", "one.png", "two.png", "three.png", "four.png"];
    list_has(&page, &[&all[..], &["five.png", "upright.jpg"]].concat()).await;
    page.until_text("10 files").await;
    choose(&page, "Kind", "Audio and video").await;
    list_has(&page, &["song.ogg", "talk.webm"]).await;
    choose(&page, "From", "ana").await;
    list_has(&page, &["talk.webm"]).await;
    choose(&page, "Kind", "All").await;
    choose(&page, "Order", "Oldest first").await;
    page.fill("Find a file", "THREE").await;
    list_has(&page, &["three.png"]).await;
    page.fill("Find a file", "nothing of the kind").await;
    page.until_text("No file fits.").await;
    page.fill("Find a file", "report").await;
    list_has(&page, &["report.pdf"]).await;
    page.press("Show report.pdf in the conversation").await;
    page.until_gone("dialog", "Files").await;
    let shown = "return document.querySelector('[aria-current=location]')?.textContent.includes('report.pdf') ?? false";
    page.until_true("its message is shown", shown, &[]).await;
}

async fn remove(guest: &Guest, id: u64) {
    let _ = guest.send(guest.request(Method::DELETE, &format!("/messages/{id}"))).await.expect(200);
}

#[tokio::test]
async fn what_is_removed_leaves_the_row_the_viewer_and_the_list_at_once() {
    let server = serve(&[]);
    let ana = Guest::join(&server, "ana").await;
    let first = share(&ana, "orientation-6.jpg", "first.jpg").await;
    share(&ana, "location.png", "second.png").await;
    let third = share(&ana, "location.png", "third.png").await;
    let page = Browser::guest(&server, "bo").await;
    page.press("Picture third.png").await;
    viewer_shows(&page, "Picture 3 of 3: third.png, from ana").await;
    remove(&ana, third).await;
    viewer_shows(&page, "Picture 2 of 2: second.png, from ana").await;
    page.keys(keys::ESCAPE).await;
    page.until_gone("button", "Picture third.png").await;
    page.press("Files").await;
    list_has(&page, &["second.png", "first.jpg"]).await;
    remove(&ana, first).await;
    list_has(&page, &["second.png"]).await;
    share(&ana, "page.pdf", "late.pdf").await;
    list_has(&page, &["late.pdf", "second.png"]).await;
    page.press("Close").await;
    page.until_gone("dialog", "Files").await;

    let rows = "return [...document.querySelectorAll('[role=log] [data-entry]')].map((row) => [row.textContent, row.getAttribute('aria-label')])";
    let live = page.run(rows, &[]).await;
    page.reload().await;
    page.until_in().await;
    page.until("a page that loads anew shows the same", rows, &[], |seen| (*seen == live).then_some(()))
        .await;
}

/// A page at 400 %, a phone, and a laptop.
const SIZES: [(u32, u32); 3] = [(320, 256), (390, 844), (1280, 800)];

async fn fits(page: &Browser, screen: &str, letters: &[u32]) {
    for size in SIZES {
        page.resize(size).await;
        for &letters in letters {
            page.enlarge_letters(letters).await;
            assert_eq!(page.misfits().await, json!([]), "{screen} at {size:?}, letters {letters} %");
        }
        page.enlarge_letters(100).await;
    }
}

#[tokio::test]
async fn rows_the_list_and_the_viewer_fit_every_screen() {
    let (server, _ana) = gallery().await;
    let Some(page) = Browser::guest_with_dev_tools(&server, "bo").await else { return };
    let long = "a-name-that-no-phone-can-show-in-one-line-2026-11-26.tar.gz";
    share(&Guest::join(&server, "Somebody with a really long name").await, "archive.zip", long).await;
    page.until_text("tar.gz").await;
    // With letters at 200 %, the lowest screen shows two lines, and a floating button over them.
    fits(&page, "the rows", &[100]).await;
    page.press("Files").await;
    page.until_text("10 files").await;
    fits(&page, "the list", &[100, 200]).await;
    page.press("Close").await;
    page.press("Picture one.png").await;
    viewer_shows(&page, "Picture 2 of 7: one.png, from ana").await;
    fits(&page, "the viewer", &[100, 200]).await;
}
