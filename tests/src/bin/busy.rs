//! How a guest's page fares in a busy room: 50 messages a second for ten seconds on a phone's screen, with the processor as it
//! is and slowed down as phones are, next to the same page while nobody speaks.
//!
//! `make bench-page`; see docs/performance.md.

use std::time::Duration;

use flatchat_tests::browser::{Browser, ROOM_HOST};
use flatchat_tests::guest::Guest;
use flatchat_tests::server::Server;
use serde_json::{Value, json};

const A_SECOND: usize = 50;
const SECONDS: usize = 10;

/// More than the page holds at once.
const BEFORE: usize = 500;

/// How much slower than this machine the page's processor is.
const SLOWDOWNS: [u32; 3] = [1, 4, 6];

/// Collects the time of each frame.
const WATCH: &str = "const frame = now => { window.frames_ms.push(now); requestAnimationFrame(frame) };
    if (!window.frames_ms) requestAnimationFrame(frame);
    window.frames_ms = []";

/// What the page did between two moments. `busy` are seconds that its main thread worked, `late` frames that came after one
/// that was left out.
struct Share {
    frames: usize,
    late: usize,
    longest_ms: f64,
    busy: f64,
    layouts: f64,
}

#[tokio::main]
async fn main() {
    let server = Server::start(&["--posts-per-minute", "0", "--allow-host", ROOM_HOST]);
    let speaker = Guest::join(&server, "Ana").await;
    for n in 0..BEFORE {
        speaker.say(&words(n)).await;
    }
    println!(
        "| processor | room | frames a second | late frames | longest gap ms | busy | layouts a frame |"
    );
    println!("|---|---|---|---|---|---|---|");
    for slowdown in SLOWDOWNS {
        let page = open(&server, slowdown).await;
        let quiet = watch(&page, tokio::time::sleep(Duration::from_secs(SECONDS as u64))).await;
        let busy = watch(&page, talk(&speaker)).await;
        page.close().await;
        for (room, share) in [("quiet", quiet), ("busy", busy)] {
            let Share { frames, late, longest_ms, busy, layouts } = share;
            let (rate, busy) = (frames as f64 / SECONDS as f64, busy * 100.0 / SECONDS as f64);
            println!(
                "| ÷ {slowdown} | {room} | {rate:.0} | {late} of {frames} | {longest_ms:.0} | {busy:.0} % | {:.1} |",
                layouts / frames as f64
            );
        }
    }
}

/// A message of ordinary length; some have a link, some have two lines.
fn words(n: usize) -> String {
    match n % 10 {
        3 => format!("{n}: the notes are at http://192.0.2.7:8080/notes/{n}.html"),
        7 => format!("{n}: first this,\nthen that"),
        _ => format!("{n}: is the pump running again? I am at the far end and cannot hear it."),
    }
}

/// A guest's page on a phone, with its processor slowed down.
async fn open(server: &Server, slowdown: u32) -> Browser {
    let page = Browser::chromium_sized(390, 780).await;
    page.open(&format!("http://{ROOM_HOST}:{}/", server.address().port())).await;
    page.join(&format!("Guest {slowdown}")).await;
    page.until_text(&words(BEFORE - 1)).await;
    page.dev_tools("Performance.enable", json!({})).await;
    page.dev_tools("Emulation.setCPUThrottlingRate", json!({ "rate": slowdown })).await;
    page
}

async fn talk(speaker: &Guest) {
    let mut beat = tokio::time::interval(Duration::from_secs(1) / A_SECOND as u32);
    for n in 0..A_SECOND * SECONDS {
        beat.tick().await;
        speaker.say(&words(n)).await;
    }
}

async fn watch(page: &Browser, meanwhile: impl Future<Output = ()>) -> Share {
    page.run(WATCH, &[]).await;
    let before = metrics(page).await;
    meanwhile.await;
    let after = metrics(page).await;
    let times = page.run("return window.frames_ms.splice(0)", &[]).await;
    let times: Vec<f64> = times.as_array().expect("a list").iter().filter_map(Value::as_f64).collect();
    let gaps: Vec<f64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    Share {
        frames: gaps.len(),
        // At 60 frames a second one takes 16.7 ms: after 25 one was left out.
        late: gaps.iter().filter(|gap| **gap > 25.0).count(),
        longest_ms: gaps.iter().copied().fold(0.0, f64::max),
        busy: after("TaskDuration") - before("TaskDuration"),
        layouts: after("LayoutCount") - before("LayoutCount"),
    }
}

/// The page's own counters (Chrome DevTools Protocol, `Performance.getMetrics`): durations in seconds.
async fn metrics(page: &Browser) -> impl Fn(&str) -> f64 {
    let answer = page.dev_tools("Performance.getMetrics", json!({})).await;
    let all = answer["metrics"].as_array().cloned().unwrap_or_default();
    move |name| {
        let found = all.iter().find(|metric| metric["name"] == name);
        found.and_then(|metric| metric["value"].as_f64()).expect("the browser counts it")
    }
}
