//! The scenarios that servers are put through, with a file for each.
//!
//! | file | content |
//! |---|---|
//! | `ack` | the wait for an acknowledgement |
//! | `fanout` | messages to all subscribers |
//! | `files` | shared files, and the chat beside them |
//! | `idle` | the cost of a subscriber while nothing happens |
//! | `open` | opening logs of any size |
//! | `storm` | all subscribers come back at once |

pub(crate) mod ack;
pub(crate) mod fanout;
pub(crate) mod files;
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

/// How long a stream may be silent before its missing messages count as lost.
const SILENCE: Duration = Duration::from_secs(4);

const TICK: Duration = Duration::from_millis(20);

/// Publishes `range` on a second thread while the fleet reads, until all subscribers have all
/// messages, or no more arrive.
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

/// Reads until all subscribers have all messages, no more arrive, or `until` has come.
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
