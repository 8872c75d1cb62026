//! A benchmark of the page in a room with a long history: 100,000 lines, of which 10,000 are edits
//! and reactions. A guest opens the room, reads back through 20,000 lines and down again, and jumps
//! to places far apart.
//!
//! `make bench-page` runs it. See docs/performance.md.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use flatchat_tests::browser::{Browser, ROOM_HOST};
use flatchat_tests::gaps::Gaps;
use flatchat_tests::server::Server;
use serde_json::json;

const LINES: usize = 100_000;
const READ_BACK: usize = 20_000;
const JUMPS: usize = 20;

/// The id of the oldest or newest entry that the page holds.
const OLDEST: &str = "return Number(document.querySelector('[data-entry]').dataset.entry)";
const NEWEST: &str = "return Number([...document.querySelectorAll('[data-entry]')].pop().dataset.entry)";

/// Scrolls as a fast finger does: by most of a screen at a time.
const SCROLL: &str = "const list = document.querySelector('section[tabindex]');
    list.scrollTop += arguments[0] * list.clientHeight * 0.9";

const SHOWS: &str = "const row = document.querySelector(`[data-entry=\"${arguments[0]}\"]`);
    if (!row) return false;
    const {top, bottom} = row.getBoundingClientRect();
    return top < innerHeight && bottom > 0";

struct History {
    log: String,
    /// The ids of messages.
    ids: Vec<usize>,
}

impl History {
    fn new() -> History {
        let mut history = History { log: String::new(), ids: Vec::new() };
        (0..LINES).for_each(|n| history.add(n));
        history
    }

    fn add(&mut self, n: usize) {
        let target = self.ids.len().checked_sub(1 + n % 30).map(|at| self.ids[at]);
        let stamp = format!("2026-01-{:02}T{:02}:{:02}:00Z", 1 + n / 4000, n / 60 % 24, n % 60);
        match target.filter(|_| n % 10 == 9) {
            Some(target) if n % 40 == 9 => {
                writeln!(self.log, "{stamp} ana edited {target}: {n}: other words than before")
            }
            Some(target) => writeln!(self.log, "{stamp} bo reacted to {target}: 👍"),
            None => {
                self.ids.push(self.log.len());
                writeln!(self.log, "{stamp} ana said: {n}: is the pump running again? I cannot hear it.")
            }
        }
        .expect("memory takes text");
    }
}

#[tokio::main]
async fn main() {
    let history = History::new();
    let folder = Arc::new(tempfile::tempdir().expect("a folder"));
    std::fs::write(folder.path().join("chat.txt"), &history.log).expect("a log");
    let server = Server::start_in(folder, &["--allow-host", ROOM_HOST]);
    let page = Browser::with_dev_tools_sized(390, 780).await.expect("this measures Chromium");
    page.open(&format!("http://{ROOM_HOST}:{}/", server.address().port())).await;
    let begun = Instant::now();
    page.join("Bo").await;
    page.until_text(&format!("{}: is the pump", LINES - 2)).await;
    println!("{LINES} lines: the newest are shown {} ms after Join", begun.elapsed().as_millis());
    page.dev_tools("Performance.enable", json!({})).await;
    let heap_before = heap_mib(&page).await;

    println!("| what | frames | late | longest gap ms |");
    println!("|---|---|---|---|");
    let oldest_wanted = history.ids[history.ids.len() - READ_BACK * 9 / 10] as f64;
    watch(&page, "read back through 20,000 lines", async {
        while page.run(OLDEST, &[]).await.as_f64().unwrap_or(0.0) > oldest_wanted {
            scroll(&page, -1).await;
        }
    })
    .await;
    let heap_back = heap_mib(&page).await;
    let newest = history.ids[history.ids.len() - 1] as f64;
    watch(&page, "and down again", async {
        while page.run(NEWEST, &[]).await.as_f64().unwrap_or(0.0) < newest {
            scroll(&page, 1).await;
        }
    })
    .await;
    let heap_after = heap_mib(&page).await;
    watch(&page, "20 jumps to places far apart", async {
        for n in 0..JUMPS {
            let id = history.ids[n * 7919 * 31 % history.ids.len()];
            page.run("location.hash = arguments[0]", &[json!(format!("#{id}"))]).await;
            page.until_true("the entry is in view", SHOWS, &[json!(id)]).await;
        }
    })
    .await;
    println!();
    println!(
        "heap of the page: {heap_before:.1} MiB, after the way back {heap_back:.1} MiB, at the end again \
         {heap_after:.1} MiB, after the jumps {:.1} MiB",
        heap_mib(&page).await
    );
    page.close().await;
}

/// One step of a finger, and the time that it takes to come to the next.
async fn scroll(page: &Browser, direction: i32) {
    page.run(SCROLL, &[json!(direction)]).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
}

async fn heap_mib(page: &Browser) -> f64 {
    page.dev_tools("HeapProfiler.collectGarbage", json!({})).await;
    let answer = page.dev_tools("Performance.getMetrics", json!({})).await;
    let all = answer["metrics"].as_array().cloned().unwrap_or_default();
    let used = all.iter().find(|metric| metric["name"] == "JSHeapUsedSize");
    used.and_then(|metric| metric["value"].as_f64()).expect("the browser counts it") / f64::from(1 << 20)
}

async fn watch(page: &Browser, what: &str, meanwhile: impl Future<Output = ()>) {
    let Gaps { frames, late, longest_ms } = Gaps::during(page, meanwhile).await;
    println!("| {what} | {frames} | {late} | {longest_ms:.0} |");
}
