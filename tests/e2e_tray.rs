//! The icon in the tray, on a bus of the test's own: its pictures, its menu, and when the window
//! hides behind it.

use std::io::Write;

use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::bus::Bus;
use flatchat_tests::program::Program;
use flatchat_tests::screen::ShownWindow;
use flatchat_tests::tray::Tray;
use flatchat_tests::wait::until;
use flatchat_tests::window::Place;

const TITLE: &str = "Flatchat";
const READ: &[u8] = include_bytes!("../icons/tray.png");
const UNREAD: &[u8] = include_bytes!("../icons/tray-unread.png");

async fn place_with_bus() -> (Bus, Place) {
    let bus = Bus::start().await;
    let place = Place::new().await.with_bus(&bus);
    (bus, place)
}

fn append(place: &Place, line: &str) {
    let mut log = std::fs::OpenOptions::new().append(true).open(place.path("chat.txt")).expect("it is there");
    log.write_all(line.as_bytes()).expect("it takes lines");
}

async fn see_it_end(mut app: Program) {
    assert_eq!(app.end().await.code(), Some(0), "{}", app.said());
}

#[tokio::test]
async fn closing_hides_the_window_behind_the_icon_whose_menu_opens_it_and_quits() {
    let (bus, place) = place_with_bus().await;
    let tray = Tray::show(&bus).await;
    let mut app = place.start();
    let icon = tray.icon().await;
    for _ in 0..2 {
        place.display().until_window(TITLE).await.close();
        place.display().until_no_window(TITLE).await;
        assert!(app.ended().is_none(), "{}", app.said());
        icon.choose("Open Flatchat").await;
    }
    place.display().until_window(TITLE).await;
    icon.choose("Quit").await;
    see_it_end(app).await;
}

#[tokio::test]
async fn closing_ends_the_app_where_no_tray_is_shown() {
    let (_bus, place) = place_with_bus().await;
    let app = place.start();
    place.display().until_window(TITLE).await.close();
    see_it_end(app).await;
}

#[tokio::test]
async fn closing_ends_the_app_where_the_host_wants_no_tray() {
    let (bus, place) = place_with_bus().await;
    let tray = Tray::show(&bus).await;
    std::fs::write(place.path("settings.json"), r#"{"tray": false, "version": 1}"#)
        .expect("it can be written");
    let app = place.start();
    let window = place.display().until_window(TITLE).await;
    let icon = tray.icon().await;
    until("the icon is not shown", async || if icon.is_shown().await { Err("it is") } else { Ok(()) }).await;
    window.close();
    see_it_end(app).await;
}

async fn until_title(window: &ShownWindow, title: &str) {
    until(&format!("the title is {title:?}"), async || {
        let now = window.title();
        if now == title { Ok(()) } else { Err(now) }
    })
    .await;
}

#[tokio::test]
async fn the_icon_has_a_mark_for_what_was_said_behind_the_hosts_back_until_they_look() {
    let (bus, place) = place_with_bus().await;
    let tray = Tray::show(&bus).await;
    let _app = place.start();
    let icon = tray.icon().await;
    icon.until_picture(READ).await;
    let window = place.display().until_window(TITLE).await;
    window.close();
    place.display().until_no_window(TITLE).await;
    append(&place, "ana said: are you there?\n");
    icon.until_picture(UNREAD).await;
    // Before the window opens: it may get the focus at once, and then nothing is unread.
    until_title(&window, "(1) Flatchat").await;
    icon.choose("Open Flatchat").await;
    let window = place.display().until_window(TITLE).await;
    window.focus();
    icon.until_picture(READ).await;
    until_title(&window, TITLE).await;

    let _other_work = place.display().cover();
    until("the icon has a mark again", async || {
        // The app notices only after a moment that it has lost the keyboard. Messages until then
        // count as seen.
        append(&place, "ana said: hello again\n");
        icon.shows(UNREAD).await
    })
    .await;
}

#[tokio::test]
async fn the_page_of_a_host_whose_window_hides_knows_that_nobody_looks_at_it() {
    let (bus, place) = place_with_bus().await;
    let tray = Tray::show(&bus).await;
    let page = place.open_window().await;
    page.join("Hanna").await;
    let icon = tray.icon().await;
    place.display().until_window(TITLE).await.close();
    place.display().until_no_window(TITLE).await;
    page.until_true("the page is hidden", "return document.hidden", &[]).await;
    icon.choose("Open Flatchat").await;
    page.until_true("the page is seen", "return !document.hidden", &[]).await;
}

#[tokio::test]
async fn the_menu_copies_the_link_and_shows_the_qr_code() {
    let (bus, place) = place_with_bus().await;
    let tray = Tray::show(&bus).await;
    let window = place.open_window().await;
    window.join("Hanna").await;
    let icon = tray.icon().await;
    icon.choose("Show QR code").await;
    window.find("dialog", "Invite people").await;
    let link = window.find("field", "Link to the room").await.prop("value").await.expect("it has one");
    window.keys(keys::ESCAPE).await;
    window.until_gone("dialog", "Invite people").await;

    icon.choose("Copy link").await;
    window.find("field", "Message").await.click().await.expect("it takes the focus");
    // The clipboard has it a moment after the menu was pressed.
    until("the link is pasted", async || {
        window.keys(&format!("{0}av{0}", keys::CONTROL)).await;
        let pasted = window.run("return document.querySelector('textarea').value", &[]).await;
        if pasted.as_str() == link.as_deref() { Ok(()) } else { Err(pasted) }
    })
    .await;
}

#[tokio::test]
async fn a_pause_from_the_menu_holds_for_everyone_until_the_host_resumes() {
    let (bus, place) = place_with_bus().await;
    let tray = Tray::show(&bus).await;
    let window = place.open_window().await;
    window.join("Hanna").await;
    window.press("Invite").await;
    let link = window.find("field", "Link to the room").await.prop("value").await.expect("it has one");
    window.keys(keys::ESCAPE).await;
    let guest = Browser::start().await;
    guest.open(&link.expect("the link is there")).await;
    guest.join("Ana").await;
    guest.write("half a").await;

    let icon = tray.icon().await;
    icon.choose("Pause the room").await;
    guest.until_text("The host has paused the room.").await;
    window.until_text("The room is paused: nobody can join or say anything.").await;
    let closed = "return document.querySelector('textarea').disabled && \
                  [...document.querySelectorAll('button')].some((one) => one.getAttribute('aria-label') === 'Send' && one.disabled)";
    for page in [&guest, &window] {
        page.until_true("nothing can be said", closed, &[]).await;
    }
    let late = Browser::start().await;
    late.open(guest.client.current_url().await.expect("a page has an address").as_ref()).await;
    late.fill("Your name", "Bo").await;
    late.press("Join").await;
    late.until_text("wait until it goes on").await;

    window.press("Resume").await;
    guest.until_no_text("The host has paused the room.").await;
    guest.say(" sentence").await;
    window.until_shown("half a sentence").await;
    late.press("Join").await;
    late.until_in().await;

    icon.choose("Pause the room").await;
    guest.until_text("The host has paused the room.").await;
    icon.choose("Resume the room").await;
    guest.until_no_text("The host has paused the room.").await;
}

#[tokio::test]
async fn the_menu_speaks_the_language_of_the_system_until_the_host_chooses_another() {
    let (bus, place) = place_with_bus().await;
    let place = place.speaking("fi:fr_FR:de");
    std::fs::write(place.path("settings.json"), r#"{"name": "Hanna", "version": 1}"#).expect("writes");
    let tray = Tray::show(&bus).await;
    let window = place.open_window().await;
    let icon = tray.icon().await;
    icon.choose("Ouvrir Flatchat").await;
    let speaks = "return document.documentElement.lang === arguments[0]";
    window.until_true("the page speaks French, too", speaks, &["fr".into()]).await;
    window.press("Paramètres").await;
    let choose = "const choice = document.querySelector('dialog option[value=ja]')?.parentElement; if (!choice) return false; \
        choice.value = 'ja'; choice.dispatchEvent(new Event('change', {bubbles: true})); return true";
    window.until_true("Japanese is chosen", choose, &[]).await;
    window.until_true("the page speaks Japanese", speaks, &["ja".into()]).await;
    icon.choose("ルームを一時停止").await;
    window.until_text("ルームは一時停止中です。").await;
    let kept = std::fs::read_to_string(place.path("settings.json")).expect("it is there");
    assert!(kept.contains("\"language\": \"ja\""), "{kept}");
    window.quit().await;

    drop(tray);
    let tray = Tray::show(&bus).await;
    let app = place.start();
    tray.icon().await.choose("終了").await;
    see_it_end(app).await;
}
