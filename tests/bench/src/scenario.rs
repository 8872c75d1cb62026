//! What is done to the servers, a file for each.

pub(crate) mod ack;
pub(crate) mod fanout;
pub(crate) mod idle;
pub(crate) mod open;
pub(crate) mod storm;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::anyhow;

use crate::fleet::Fleet;
use crate::publish::{Published, Speech, publish};
use crate::tally::Times;

/// How long a silent stream is waited for before what it lacks counts as lost.
const SILENCE: Duration = Duration::from_secs(4);

const TICK: Duration = Duration::from_millis(20);

/// Publishes `range` on a second thread while the fleet reads, until all have all, or nothing comes any more.
fn drive(
    fleet: &mut Fleet,
    speech: &Speech,
    times: &Arc<Times>,
    range: std::ops::Range<usize>,
    until: Instant,
) -> anyhow::Result<Published> {
    fleet.expect(range.clone(), speech.publishers);
    fleet.begin_stall();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let publishing = scope.spawn(|| publish(speech, times, range, &stop, until));
        let listened = listen(fleet, until, || !publishing.is_finished());
        stop.store(true, Ordering::Relaxed);
        let published = publishing.join().map_err(|_| anyhow!("the publisher panicked"))??;
        listened.map(|()| published)
    })
}

/// Reads until all have all, nothing comes any more, or `until`.
fn listen(fleet: &mut Fleet, until: Instant, still_speaking: impl Fn() -> bool) -> anyhow::Result<()> {
    let (mut received, mut since) = (0, Instant::now());
    loop {
        let speaking = still_speaking();
        if fleet.tally.is_complete() && !speaking {
            return Ok(());
        }
        fleet.pump(TICK)?;
        let now = Instant::now();
        if fleet.tally.received != received || speaking || fleet.is_stalling() {
            (received, since) = (fleet.tally.received, now);
        }
        if now > until || now - since > SILENCE {
            return Ok(());
        }
    }
}
