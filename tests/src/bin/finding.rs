//! A benchmark of the search in a room of 1,000,000 lines: how long after the request the first hit
//! is shown, and whether letters and frames come late while a person types.
//!
//! `make bench-page` runs it. See docs/performance.md.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use flatchat_tests::browser::{Browser, ROOM_HOST};
use flatchat_tests::gaps::Gaps;
use flatchat_tests::server::Server;
use serde_json::{Value, json};

const LINES: usize = 1_000_000;

/// A fast typist's time for one letter.
const LETTER: Duration = Duration::from_millis(100);

const SLOWDOWNS: [u32; 2] = [1, 4];

const SEARCHES: [&str; 4] = ["zymurgy", "pump", "hear again", "from:bo pump"];

/// Records how long each letter takes from its key to the screen, and when the first hit is shown.
const LISTEN: &str = "window.letters_ms = []; window.hit_ms = null;
    if (window.listens) return;
    window.listens = true;
    addEventListener('keydown', ({ timeStamp }) => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.letters_ms.push(performance.now() - timeStamp);
        port2.postMessage(0);
    }), true);
    const seen = () => { if (document.querySelector('[data-hit]')) window.hit_ms ??= performance.now() };
    new MutationObserver(() => requestAnimationFrame(seen)).observe(document, { childList: true, subtree: true });
    performance.setResourceTimingBufferSize(100000)";

const HIT: &str = "if (window.hit_ms === null) return null;
    const asked = performance.getEntriesByType('resource').filter(({ name }) => name.includes('find='));
    return window.hit_ms - asked.pop().startTime";

#[tokio::main]
async fn main() {
    let folder = Arc::new(tempfile::tempdir().expect("a folder"));
    std::fs::write(folder.path().join("chat.txt"), log()).expect("a log");
    let server = Server::start_in(folder, &["--allow-host", ROOM_HOST]);
    println!(
        "| page | search | first hit, ms after the request | slowest letter, ms | late frames | longest gap ms |"
    );
    println!("|---|---|---|---|---|---|");
    for slowdown in SLOWDOWNS {
        let page = Browser::with_dev_tools_sized(390, 780).await.expect("this measures Chromium");
        page.open(&format!("http://{ROOM_HOST}:{}/", server.address().port())).await;
        page.join(&format!("Reader {slowdown}")).await;
        page.press("Search").await;
        page.dev_tools("Emulation.setCPUThrottlingRate", json!({ "rate": slowdown })).await;
        for search in SEARCHES {
            find(&page, slowdown, search).await;
        }
        page.close().await;
    }
}

fn log() -> String {
    let mut log = String::new();
    for n in 0..LINES {
        let stamp = format!("2026-01-{:02}T{:02}:{:02}:00Z", 1 + n / 40_000, n / 60 % 24, n % 60);
        let (name, word) =
            (if n % 50 == 0 { "bo" } else { "ana" }, if n == LINES / 2 { "zymurgy" } else { "I" });
        writeln!(log, "{stamp} {name} said: {n}: is the pump running again? {word} cannot hear it.")
            .expect("memory takes text");
    }
    log
}

async fn find(page: &Browser, slowdown: u32, search: &str) {
    page.fill("Search messages", "").await;
    page.until_true("no hits are left", "return !document.querySelector('[data-hit]')", &[]).await;
    page.run(LISTEN, &[]).await;
    let gaps = Gaps::during(page, async {
        for letter in search.chars() {
            page.keys(&letter.to_string()).await;
            tokio::time::sleep(LETTER).await;
        }
        page.until("a hit", HIT, &[], Value::as_f64).await;
        tokio::time::sleep(LETTER).await;
    })
    .await;
    let hit = page.run(HIT, &[]).await.as_f64().unwrap_or(f64::NAN);
    let letters = page.run("return Math.max(...window.letters_ms)", &[]).await;
    let letters = letters.as_f64().unwrap_or(f64::NAN);
    let Gaps { frames, late, longest_ms } = gaps;
    println!(
        "| phone, ÷ {slowdown} | `{search}` | {hit:.0} | {letters:.0} | {late} of {frames} | {longest_ms:.0} |"
    );
}
