//! All subscribers disconnect, miss some messages, and come back at once with their Last-Event-ID.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use anyhow::ensure;

use super::{drive, listen};
use crate::fleet::Fleet;
use crate::process;
use crate::publish::{Pace, publish};
use crate::results::Metric;
use crate::server::{Kind, Programs};
use crate::tally::Times;

const MESSAGE_BYTES: usize = 100;

/// Messages that all subscribers have before the storm.
const SEEN: usize = 10;

/// How long a server has time to notice that all have left.
const NOTICE: Duration = Duration::from_secs(1);

const WITHIN: Duration = Duration::from_secs(60);

/// The place of the missed messages when all come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missed {
    /// Where the server has put them.
    AsTheyAre,
    /// Only in the file, because the server was restarted.
    InTheFile,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Storm {
    pub(crate) subscribers: usize,
    pub(crate) messages: usize,
    pub(crate) missed: Missed,
}

pub(crate) fn run(programs: &Programs, kind: Kind, plan: Storm) -> anyhow::Result<Vec<(Metric, f64)>> {
    let until = Instant::now() + WITHIN;
    let mut server = programs.start(kind)?;
    let missed = SEEN..SEEN + plan.messages;
    let times = Arc::new(Times::new(missed.end));
    let mut fleet = Fleet::new(plan.subscribers, server.door(), None, Arc::clone(&times))?;
    fleet.open(plan.subscribers, until)?;
    let speech = server.speech(1, MESSAGE_BYTES, Pace::Answered);
    drive(&mut fleet, &speech, &times, 0..SEEN, until)?;
    ensure!(fleet.tally.is_complete(), "not everybody had the messages before the storm");
    fleet.leave();
    std::thread::sleep(NOTICE);
    publish(&speech, &times, missed.clone(), &AtomicBool::new(false), until)?;
    if plan.missed == Missed::InTheFile {
        server = server.restart(programs)?;
        fleet.aim(server.door());
    }
    fleet.expect(missed, 1);
    let begun_ns = times.now_ns();
    fleet.open(plan.subscribers, until)?;
    listen(&mut fleet, until, || false)?;
    let tally = &fleet.tally;
    Ok(vec![
        (Metric::CaughtUpMs, tally.last_ns.saturating_sub(begun_ns) as f64 / 1e6),
        (Metric::Lost, tally.lost() as f64),
        (Metric::Doubled, tally.doubled as f64),
        (Metric::Disordered, tally.disordered as f64),
        (Metric::PeakMib, process::peak_kib(server.pid()) / 1024.0),
    ])
}
