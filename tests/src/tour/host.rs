//! The host's window: its door, its room, its menu and all of its dialogs.

use serde_json::json;

use super::{Check, Tour, close, dialog};
use crate::Guest;
use crate::browser::{Browser, keys};
use crate::device::Size;
use crate::late_host::open_window;
use crate::window::Place;

/// The entries of the menu that open a dialog, each with the dialog's title.
const DIALOGS: [(&str, &str); 5] = [
    ("Export…", "Export the room"),
    ("Open another room…", "Rooms"),
    ("Rooms nearby…", "Rooms nearby"),
    ("Why can’t they join?", "Why can’t they join?"),
    ("About Flatchat", "About"),
];

/// What a host answers that has much to say.
const ANSWERS: &str = "\
    const step = (step, verdict, command = null) => ({ step, verdict, finding: `What was found at ${step}. `, \
      details: ['One more sentence about it.'], \
      remedies: command === null ? [] : [{ words: `Mend ${step}:`, command }] }); \
    late.give('diagnose', { checks: [step('server', 'good'), step('network', 'problem', 'sudo mend network'), step('firewall', 'unclear', 'sudo look')] }); \
    late.give('arrivals', [{ address: '192.168.1.7', reached: 'page', seconds_ago: 3 }]); \
    late.give('invite', { links: [late.link('192.168.1.5:8765', 'wlan0'), late.link('flatchat.local:8765', 'name')], code: 'soup' }); \
    late.give('app_facts', { version: '1.2.3', engine: 'WebKitGTK 2.48.1', folder: '/home/hanna/room', zoom: 1.1, has_licences: true }); \
    late.give('known_rooms', [{ title: 'Kitchen', folder: '/kitchen' }]); \
    late.give('settings', late.settings); late.give('set_aside', null); late.give('look_nearby'); \
    late.give('networks', [{ ip: '192.168.1.5', label: 'wlan0' }]); \
    late.give('server', { port: 8765, error: null, fixed: null })";

const ROOM_NEARBY: &str = "late.send('look_nearby', [{ title: 'Kitchen', host: 'flatchat.local', links: ['http://192.168.1.2:8765/'], code_required: true }])";

/// Everything that a banner can say to the host.
const BANNERS: &str = "\
    late.learn({ paused: true, trouble: { code: 'disk_full', message: 'the disk is full' } }); \
    late.give('settings', late.settings); \
    late.give('set_aside', { cause: 'broken', path: '/home/hanna/settings.json.broken', restored: true, new_code: true }); \
    late.give('missing_room', { code: 'cannot_open', reason: 'room_not_there', message: 'it cannot be opened', value: '/media/hanna/usb/room', cause: 'it is not there' }); \
    late.give('server', { port: null, error: { code: 'port_missed', message: 'port 80 is taken' }, fixed: null })";

/// Visits the real window, whose engine is WebKit.
pub async fn window(check: impl Check) {
    let mut tour = Tour::new(check);
    let place = Place::new().await;
    let window = place.open_window().await;
    window.find("heading", "Open your room").await;
    tour.see(&window, "the host's door").await;
    window.join("Hanna").await;
    let bo = Guest::join_at(&link_of(&window).await, "bo").await;
    bo.say("hello").await;
    window.until_shown("hello").await;
    tour.see(&window, "the host's room").await;
    for (button, title) in [("Invite", "Invite people"), ("Settings", "Settings"), ("Files", "Files")] {
        dialog(&window, button, title, &mut tour).await;
    }
    window.press("Menu").await;
    tour.see(&window, "the app's menu").await;
    window.keys(keys::ESCAPE).await;
    for (entry, title) in DIALOGS {
        window.press("Menu").await;
        dialog(&window, entry, title, &mut tour).await;
    }
    window.quit().await;
    tour.end();
}

async fn link_of(window: &Browser) -> String {
    window.press("Invite").await;
    let link = window.find("field", "Link to the room").await.prop("value").await.expect("it has one");
    close(window).await;
    link.expect("the link is there")
}

/// Visits the window's page in Chromium, with a host that has much to say.
pub async fn talkative_window((width, height): Size, check: impl Check) {
    let mut tour = Tour::new(check);
    let Some((window, _server)) = open_window(width, height).await else { return };
    window.run(ANSWERS, &[]).await;
    for (button, title) in [("Invite", "Invite people"), ("Settings", "Settings")] {
        dialog(&window, button, title, &mut tour).await;
    }
    window.press("Menu").await;
    tour.see(&window, "the app's menu").await;
    window.keys(keys::ESCAPE).await;
    for (entry, title) in DIALOGS {
        window.press("Menu").await;
        window.press(entry).await;
        window.find("dialog", title).await;
        if title == "Rooms nearby" {
            window.run(ROOM_NEARBY, &[]).await;
        }
        tour.see(&window, &format!("the dialog {title:?} with much to say")).await;
        close(&window).await;
    }
    window.run(BANNERS, &[]).await;
    let banners = "return document.querySelectorAll('main > [aria-live] button').length >= arguments[0]";
    window.until_true("banners are there", banners, &[json!(1)]).await;
    tour.see(&window, "banners for the host").await;
    tour.end();
}
