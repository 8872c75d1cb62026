//! A benchmark of the page in a busy room: 50 messages or 200 reactions a second for ten seconds,
//! compared with the same page while nobody speaks. The page is a guest's on a phone's screen, with
//! the processor as it is and slowed down to a phone's speed, and the page in the host's window.
//!
//! `make bench-page` runs it. See docs/performance.md.

use std::fmt;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use flatchat_tests::browser::{Browser, ROOM_HOST};
use flatchat_tests::gaps::Gaps;
use flatchat_tests::server::Server;
use flatchat_tests::window::Place;
use serde_json::json;

const SECONDS: usize = 10;
const MESSAGES_A_SECOND: usize = 50;
const REACTIONS_A_SECOND: usize = 200;

/// Reactions go to the newest messages, which the page shows.
const REACTED_TO: usize = 20;

/// More messages than the page holds at once.
const BEFORE: usize = 500;

const VIEWS: [View; 4] = [View::Phone(1), View::Phone(4), View::Phone(6), View::Window];

/// The page that is measured.
#[derive(Clone, Copy)]
enum View {
    /// A guest's page, in a Chromium that is slowed down by this factor.
    Phone(u32),
    /// The host's page, in the app.
    Window,
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            View::Phone(slowdown) => write!(f, "phone, ÷ {slowdown}"),
            View::Window => f.write_str("window"),
        }
    }
}

/// The page's frames and work between two moments.
struct Share {
    gaps: Gaps,
    work: Option<Work>,
}

/// The work of the page's main thread, as Chromium counts it.
struct Work {
    seconds: f64,
    layouts: f64,
}

#[tokio::main]
async fn main() {
    println!("| page | room | frames a second | late frames | longest gap ms | busy | layouts a frame |");
    println!("|---|---|---|---|---|---|---|");
    for view in VIEWS {
        let room = Room::open(view).await;
        let quiet = watch(&room, tokio::time::sleep(Duration::from_secs(SECONDS as u64))).await;
        let busy = watch(&room, room.talk()).await;
        let reactions = watch(&room, room.react()).await;
        room.page.close().await;
        for (heard, share) in [("quiet", quiet), ("messages", busy), ("reactions", reactions)] {
            let Share { gaps: Gaps { frames, late, longest_ms }, work } = share;
            let rate = frames as f64 / SECONDS as f64;
            let work = work.map_or("– | –".to_owned(), |work| {
                let busy = work.seconds * 100.0 / SECONDS as f64;
                format!("{busy:.0} % | {:.1}", work.layouts / frames as f64)
            });
            println!("| {view} | {heard} | {rate:.0} | {late} of {frames} | {longest_ms:.0} | {work} |");
        }
    }
}

/// A page, and the room that it shows.
struct Room {
    view: View,
    page: Browser,
    log: PathBuf,
    _server: Option<Server>,
    _place: Option<Place>,
}

impl Room {
    async fn open(view: View) -> Room {
        let room = match view {
            View::Phone(_) => Room::of_a_guest(view).await,
            View::Window => Room::of_the_host(view).await,
        };
        (0..BEFORE).for_each(|n| room.say(n));
        room.page.join("Bo").await;
        room.page.until_text(&words(BEFORE - 1)).await;
        if let View::Phone(slowdown) = view {
            room.page.dev_tools("Performance.enable", json!({})).await;
            room.page.dev_tools("Emulation.setCPUThrottlingRate", json!({ "rate": slowdown })).await;
        }
        room
    }

    async fn of_a_guest(view: View) -> Room {
        let server = Server::start(&["--allow-host", ROOM_HOST]);
        let page = Browser::with_dev_tools_sized(390, 780).await.expect("this measures Chromium");
        page.open(&format!("http://{ROOM_HOST}:{}/", server.address().port())).await;
        Room { view, page, log: server.path("chat.txt"), _server: Some(server), _place: None }
    }

    async fn of_the_host(view: View) -> Room {
        let place = Place::new().await;
        let page = place.open_window().await;
        Room { view, page, log: place.path("chat.txt"), _server: None, _place: Some(place) }
    }

    /// Says the message as a program on the host's computer does.
    fn say(&self, n: usize) {
        self.append(&format!("2026-01-02T10:30:00Z Ana said: {}\n", words(n).replace('\n', "\u{b}")));
    }

    fn append(&self, line: &str) {
        let log = OpenOptions::new().append(true).open(&self.log);
        log.and_then(|mut log| log.write_all(line.as_bytes())).expect("chat.txt takes a line");
    }

    async fn talk(&self) {
        let mut beat = tokio::time::interval(Duration::from_secs(1) / MESSAGES_A_SECOND as u32);
        for n in 0..MESSAGES_A_SECOND * SECONDS {
            beat.tick().await;
            self.say(n);
        }
    }

    /// People react to the newest messages, and take their reactions back.
    async fn react(&self) {
        let targets = self.newest();
        let mut beat = tokio::time::interval(Duration::from_secs(1) / REACTIONS_A_SECOND as u32);
        for n in 0..REACTIONS_A_SECOND * SECONDS {
            beat.tick().await;
            let (target, emoji) = (targets[n % targets.len()], ["👍", "🎉", "❤️"][n / 7 % 3]);
            let (name, verb) = (n / 3 % 50, if n % 11 == 0 { "unreacted" } else { "reacted" });
            self.append(&format!("2026-01-02T10:30:00Z guest {name} {verb} to {target}: {emoji}\n"));
        }
    }

    /// Returns the ids of the newest messages.
    fn newest(&self) -> Vec<usize> {
        let log = std::fs::read_to_string(&self.log).expect("the log is text");
        let starts = log.match_indices('\n').map(|(end, _)| end + 1).filter(|start| *start < log.len());
        let starts: Vec<usize> = starts.collect();
        starts[starts.len() - REACTED_TO..].to_vec()
    }

    /// Returns the page's own counters (Chrome DevTools Protocol, `Performance.getMetrics`).
    /// Durations are in seconds.
    async fn work(&self) -> Option<Work> {
        if matches!(self.view, View::Window) {
            return None;
        }
        let answer = self.page.dev_tools("Performance.getMetrics", json!({})).await;
        let all = answer["metrics"].as_array().cloned().unwrap_or_default();
        let metric = |name| {
            let found = all.iter().find(|metric| metric["name"] == name);
            found.and_then(|metric| metric["value"].as_f64()).expect("the browser counts it")
        };
        Some(Work { seconds: metric("TaskDuration"), layouts: metric("LayoutCount") })
    }
}

/// Returns a message of ordinary length. Some have a link, some have two lines.
fn words(n: usize) -> String {
    match n % 10 {
        3 => format!("{n}: the notes are at http://192.0.2.7:8080/notes/{n}.html"),
        7 => format!("{n}: first this,\nthen that"),
        _ => format!("{n}: is the pump running again? I am at the far end and cannot hear it."),
    }
}

async fn watch(room: &Room, meanwhile: impl Future<Output = ()>) -> Share {
    let before = room.work().await;
    let gaps = Gaps::during(&room.page, meanwhile).await;
    let after = room.work().await;
    let work = before.zip(after).map(|(before, after)| Work {
        seconds: after.seconds - before.seconds,
        layouts: after.layouts - before.layouts,
    });
    Share { gaps, work }
}
