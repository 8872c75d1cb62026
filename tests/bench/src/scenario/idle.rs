//! The cost of a subscriber that receives no messages.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::fleet::Fleet;
use crate::process;
use crate::results::Metric;
use crate::server::{Kind, Programs};
use crate::tally::Times;

/// The first subscribers, up to this number, also pay for everything that is shared, so they do not
/// count.
const FIRST: usize = 100;

/// How long a server has time to clean up after the arrivals.
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
