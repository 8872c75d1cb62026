//! The desktop is notified of messages while the window is not in use, by a real daemon on a
//! session bus of the test's own.

use std::fmt::Write as _;
use std::time::Duration;

use flatchat_tests::browser::Browser;
use flatchat_tests::bus::Bus;
use flatchat_tests::driver::free_port;
use flatchat_tests::notifier::{Notification, Notifier};
use flatchat_tests::program::Program;
use flatchat_tests::screen::ShownWindow;
use flatchat_tests::wait::until;
use flatchat_tests::window::Place;
use serde_json::json;

/// A place whose host is Hanna, with these additional settings.
async fn place(bus: &Bus, settings: serde_json::Value) -> (Place, u16) {
    let port = free_port();
    let place = Place::listening(Some(&format!("127.0.0.1:{port}"))).await.with_bus(bus);
    let mut all = json!({"version": 1, "name": "Hanna", "title": "Maker Night"});
    for (key, value) in settings.as_object().expect("an object") {
        all[key] = value.clone();
    }
    std::fs::write(place.path("settings.json"), all.to_string()).expect("the file can be written");
    (place, port)
}

/// Writes a line into the log, as a script does.
fn write(place: &Place, line: &str) {
    let mut log = std::fs::OpenOptions::new().append(true).create(true).open(place.path("chat.txt"));
    let log = log.as_mut().expect("the log can be opened");
    std::io::Write::write_all(log, format!("{line}\n").as_bytes()).expect("the log can be written");
}

async fn guest(port: u16) -> Browser {
    let guest = Browser::start().await;
    guest.open(&format!("http://127.0.0.1:{port}/")).await;
    guest.join("Ana").await;
    guest
}

#[tokio::test]
async fn a_click_at_a_notification_opens_the_message_however_far_back_it_is() {
    let bus = Bus::start().await;
    let (place, port) = place(&bus, json!({})).await;
    write(&place, "Eve said: hello Hanna, this is history");
    let notifier = Notifier::start(&bus, place.display()).await;
    let window = place.open_window().await;
    window.until_in().await;
    let shown = place.display().until_window("Flatchat").await;
    let _other_work = place.display().cover();
    let guest = guest(port).await;
    guest.say("nobody in particular").await;
    guest.say("where is hanna's <b>soup</b> & bread?").await;
    let told = notifier.until_notified("the mention", |told| told.summary == "Ana").await;
    assert_eq!(told.body, "where is hanna's &lt;b&gt;soup&lt;/b&gt; &amp; bread?");
    let flood: String = (0..600).fold(String::new(), |mut lines, n| {
        writeln!(lines, "Bo said: line {n}").expect("text can be written");
        lines
    });
    write(&place, flood.trim_end());
    window.until_shown("line 599").await;
    notifier.click().await;
    window.until_shown("where is hanna's <b>soup</b> & bread?").await;
    let seen = "\
        const marked = document.querySelector('[aria-current]');
        const [inner, outer] = [marked?.getBoundingClientRect(), document.querySelector('section').getBoundingClientRect()];
        return marked?.textContent.includes('soup') && inner.top >= outer.top && inner.bottom <= outer.bottom";
    window.until_true("the message is marked, and in sight", seen, &[]).await;
    until("the window is in front", async || shown.is_on_top().then_some(()).ok_or("it is covered")).await;
    let all = notifier.received();
    assert_eq!(all.len(), 1, "neither history nor what others say to each other: {all:?}");
}

#[tokio::test]
async fn a_burst_is_one_notification_and_ones_own_words_are_none() {
    let bus = Bus::start().await;
    let (place, _) = place(&bus, json!({"notifications": "all"})).await;
    let notifier = Notifier::start(&bus, place.display()).await;
    let window = place.open_window().await;
    window.until_in().await;
    let _other_work = place.display().cover();
    window.say("my own words").await;
    window.until_shown("my own words").await;
    write(&place, "Ana said: first");
    notifier.until_notified("the first", |told| told.body == "first").await;
    for n in 0..30 {
        write(&place, &format!("Bo said: {n}"));
    }
    let all_of_it = |told: &[Notification]| told.iter().map(count).sum::<usize>() == 1 + 30;
    let told = until("the burst", async || {
        let told = notifier.received();
        if all_of_it(&told) { Ok(told) } else { Err(format!("{told:?}")) }
    })
    .await;
    let last = &told[told.len() - 1];
    assert!(last.summary.ends_with(" new messages") && last.body == "Bo", "{last:?}");
    // Where the machine stood still after the first one, a message of the burst is shown at once.
    assert!(told.len() <= 3, "{told:?}");
}

/// How many messages a notification speaks of.
fn count(told: &Notification) -> usize {
    let count = told.summary.strip_suffix(" new messages");
    count.map_or(1, |count| count.parse().expect("it is a number"))
}

#[tokio::test]
async fn while_the_window_is_in_use_the_desktop_is_quiet() {
    let bus = Bus::start().await;
    let (place, _) = place(&bus, json!({"notifications": "all"})).await;
    let notifier = Notifier::start(&bus, place.display()).await;
    let window = place.open_window().await;
    window.until_in().await;
    let shown = place.display().until_window("Flatchat").await;
    shown.focus();
    window.until_true("the window has the keyboard", "return document.hasFocus()", &[]).await;
    write(&place, "Ana said: quiet");
    window.until_shown("quiet").await;
    let _other_work = place.display().cover();
    window.until_true("the window is left", "return !document.hasFocus()", &[]).await;
    write(&place, "Ana said: loud");
    notifier.until_notified("the loud one", |told| told.body == "loud").await;
    assert_eq!(notifier.received().len(), 1, "{:?}", notifier.received());
    // A host who comes back does not need the notification that is still shown.
    place.display().until_window("Dunst").await;
    shown.focus();
    place.display().until_no_window("Dunst").await;
}

/// Starts the app without a driver, and gives the keyboard to another window.
async fn start_in_the_background(place: &Place) -> (Program, ShownWindow) {
    let app = place.start();
    place.display().until_window("Flatchat").await;
    (app, place.display().cover())
}

/// The app notices only after a moment that it lost the keyboard. Messages until then cause no
/// notification.
async fn until_it_says_why(app: &Program, place: &Place) {
    until("the app says why it shows nothing", async || {
        write(place, "Ana said: anybody?");
        let said = app.said();
        if said.contains("the desktop shows no notification") { Ok(()) } else { Err(said) }
    })
    .await;
}

#[tokio::test]
async fn without_a_daemon_or_a_bus_the_room_goes_on() {
    let bus = Bus::start().await;
    let (no_daemon, port) = place(&bus, json!({"notifications": "all"})).await;
    let (app, _other_work) = start_in_the_background(&no_daemon).await;
    let guest = guest(port).await;
    until_it_says_why(&app, &no_daemon).await;
    guest.say("still here").await;
    guest.until_shown("still here").await;

    let place = Place::new().await;
    std::fs::write(place.path("settings.json"), r#"{"name": "Hanna", "notifications": "all"}"#)
        .expect("writes");
    let (mut app, _other_work) = start_in_the_background(&place).await;
    until_it_says_why(&app, &place).await;
    assert!(app.ended().is_none());
}

#[tokio::test]
async fn a_daemon_that_hangs_holds_nothing_up() {
    let bus = Bus::start().await;
    let (place, port) = place(&bus, json!({"notifications": "all"})).await;
    let notifier = Notifier::start(&bus, place.display()).await;
    let window = place.open_window().await;
    window.until_in().await;
    let _other_work = place.display().cover();
    notifier.hang();
    // Whoever waits for the daemon gives up after 25 s, the bus's own limit.
    let held_up = Duration::from_secs(20);
    let guest = guest(port).await;
    for text in ["one", "two", "three"] {
        let asked = std::time::Instant::now();
        guest.say(text).await;
        window.until_shown(text).await;
        assert!(asked.elapsed() < held_up, "{:?}", asked.elapsed());
    }
    window.quit().await;
}
