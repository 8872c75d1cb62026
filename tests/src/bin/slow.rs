//! A benchmark of the way into a room on a slow network: 400 kbit/s with a round trip of 400 ms, as
//! DevTools know "slow 3G", and a processor that is slowed down to a sixth.
//!
//! `make bench-page` runs it. See docs/performance.md.

use flatchat_tests::browser::Browser;
use flatchat_tests::visitor::{address_of, serve};
use serde_json::{Value, json};

const ROUND_TRIP_MS: u32 = 400;
const BYTES_A_SECOND: u32 = 50_000;
const SLOWDOWN: u32 = 6;
const RUNS: usize = 5;

/// Records when something is seen for the first time, in ms since the page was asked for.
const WATCH: &str = "\
    window.seen_ms = {};
    const seen = (selector) => {
      const one = document.querySelector(selector);
      return one?.getClientRects().length > 0 && one.checkVisibility?.({ opacityProperty: true }) !== false && one;
    };
    const note = (what, is) => { if (is && !(what in seen_ms)) seen_ms[what] = Math.round(performance.now()) };
    const look = () => {
      note('words', seen('.shell') && seen('.shell :is(h1, .opening)'));
      note('form', seen('form input'));
      note('title', (seen('.title') || seen('#app h1'))?.textContent === 'Maker Night');
      note('script', seen('#app form'));
      note('newest message', seen('[data-entry]'));
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look)";

const MOMENTS: [&str; 5] = ["words", "title", "form", "script", "newest message"];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = serve(&["--title", "Maker Night"]);
    server.append(b"2026-01-02T03:04:05Z Hanna said: hello\n");
    let address = address_of(&server);
    println!("| who | first paint ms | {} |", MOMENTS.join(" ms | ") + " ms");
    println!("|---|---|{}", "---|".repeat(MOMENTS.len()));
    let (mut strangers, mut guests) = (Vec::new(), Vec::new());
    for run in 0..RUNS {
        let Some(page) = Browser::with_dev_tools_sized(390, 844).await else { return };
        page.dev_tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await;
        slow_down(&page).await;
        page.open(&address).await;
        strangers.push(times(&page, "script").await);
        page.join(&format!("Ana {run}")).await;
        // The second visit takes nothing from the browser's cache.
        page.dev_tools("Network.clearBrowserCache", json!({})).await;
        page.open(&address).await;
        guests.push(times(&page, "newest message").await);
        page.close().await;
    }
    print_medians("a stranger", &strangers);
    print_medians("a guest who comes back", &guests);
}

async fn slow_down(page: &Browser) {
    page.dev_tools("Network.enable", json!({})).await;
    let network = json!({"offline": false, "latency": ROUND_TRIP_MS,
        "downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND});
    page.dev_tools("Network.emulateNetworkConditions", network).await;
    page.dev_tools("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWDOWN })).await;
}

/// Waits for the last moment, and returns all: first the first paint, then the [`MOMENTS`].
async fn times(page: &Browser, last: &str) -> Vec<Option<u64>> {
    let all = "if (!(arguments[0] in seen_ms)) return null;
        const [paint] = performance.getEntriesByName('first-contentful-paint');
        return { paint: Math.round(paint?.startTime), ...seen_ms }";
    let seen = page.until(last, all, &[json!(last)], |seen| seen.is_object().then(|| seen.clone())).await;
    ["paint"].iter().chain(&MOMENTS).map(|moment| seen.get(moment).and_then(Value::as_u64)).collect()
}

fn print_medians(who: &str, runs: &[Vec<Option<u64>>]) {
    let median = |moment: usize| {
        let mut all: Vec<u64> = runs.iter().filter_map(|run| run[moment]).collect();
        all.sort_unstable();
        all.get(all.len() / 2).map_or_else(|| "–".to_owned(), u64::to_string)
    };
    let medians: Vec<String> = (0..=MOMENTS.len()).map(median).collect();
    println!("| {who} | {} |", medians.join(" | "));
}
