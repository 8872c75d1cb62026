//! A benchmark of the app's start: the median times of ten starts, from the start of its process to
//! the moments that people notice.
//!
//! `cargo run -p flatchat-tests --bin start` runs it. `FLATCHAT_APP` names the app to start. See
//! docs/performance.md.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use flatchat_tests::browser::Browser;
use flatchat_tests::window::Place;
use rustix::time::{ClockId, clock_gettime};

const STARTS: usize = 10;

/// The longest time that a start may take.
const AT_MOST: Duration = Duration::from_secs(30);

#[tokio::main]
async fn main() {
    let (mut listening, mut painted) = (Vec::new(), Vec::new());
    // The very first start reads everything from the disk, so it does not count.
    for start in 0..=STARTS {
        let times = (until_listening().await, until_painted().await);
        if start > 0 {
            listening.push(times.0);
            painted.push(times.1);
        }
    }
    println!("from the start of the process, medians of {STARTS}:");
    println!("listening    {:4.0} ms", median(listening).as_secs_f64() * 1e3);
    println!("first paint  {:4.0} ms", median(painted).as_secs_f64() * 1e3);
}

/// Measures the time until a guest's connection is accepted.
async fn until_listening() -> Duration {
    let address = free_address();
    let place = Place::listening(Some(&address.to_string())).await;
    let begun = Instant::now();
    let _app = place.start();
    while TcpStream::connect(address).is_err() {
        assert!(begun.elapsed() < AT_MOST, "the app does not listen");
        std::thread::sleep(Duration::from_micros(200));
    }
    begun.elapsed()
}

/// Measures the time until the window's page has painted something, by the page's own clock.
async fn until_painted() -> Duration {
    let window = Place::new().await.open_window().await;
    let script = "const [paint] = performance.getEntriesByName('first-contentful-paint');
        return paint ? performance.timeOrigin + paint.startTime : null";
    let painted_ms = window.until("the page paints", script, &[], serde_json::Value::as_f64).await;
    let painted = Duration::from_secs_f64(painted_ms / 1e3).saturating_sub(process_began(&window));
    window.close().await;
    painted
}

/// Returns when the app's process began, since 1970. The kernel counts in hundredths of a second.
fn process_began(window: &Browser) -> Duration {
    let app = window.driver.program.descendant("flatchat").expect("the app runs");
    let stat = std::fs::read_to_string(format!("/proc/{app}/stat")).expect("the app runs");
    // This is field 22, `starttime`. The second field may have spaces, so counting starts behind it
    // (proc(5)).
    let ticks = stat.rsplit_once(") ").and_then(|(_, rest)| rest.split(' ').nth(19)?.parse::<u64>().ok());
    let since_boot = Duration::from_millis(ticks.expect("the kernel says when it began") * 10);
    now(ClockId::Realtime) - (now(ClockId::Boottime) - since_boot)
}

fn now(clock: ClockId) -> Duration {
    Duration::try_from(clock_gettime(clock)).expect("no clock is before its beginning")
}

fn free_address() -> SocketAddr {
    let probe = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
    probe.local_addr().expect("it is bound")
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
