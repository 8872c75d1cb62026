//! What a subscriber costs that hears nothing.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::fleet::Fleet;
use crate::process;
use crate::results::Metric;
use crate::server::{Kind, Programs};
use crate::tally::Times;

/// The first so many pay for what all share.
const FIRST: usize = 100;

/// How long a server gets to tidy up after the wave of arrivals.
const SETTLE: Duration = Duration::from_secs(3);

const WITHIN: Duration = Duration::from_secs(40);

pub(crate) fn run(programs: &Programs, kind: Kind, subscribers: usize) -> anyhow::Result<Vec<(Metric, f64)>> {
    let until = Instant::now() + WITHIN;
    let server = programs.start(kind)?;
    let mut fleet = Fleet::new(subscribers, server.door(), None, Arc::new(Times::new(0)))?;
    fleet.open(FIRST, until)?;
    fleet.pump_for(SETTLE)?;
    let first_kib = process::pss_kib(server.pid());
    fleet.open(subscribers, until)?;
    fleet.pump_for(SETTLE)?;
    let all_kib = process::pss_kib(server.pid());
    Ok(vec![
        (Metric::KibEach, (all_kib - first_kib) / (subscribers - FIRST) as f64),
        (Metric::TotalMib, all_kib / 1024.0),
    ])
}
