//! Messages to all subscribers, at a pace or as fast as they are answered, with stalling readers or
//! without.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{anyhow, ensure};

use super::drive;
use crate::fleet::{Fleet, Stall};
use crate::process;
use crate::publish::{Pace, Published};
use crate::results::Metric;
use crate::server::{Kind, Programs, Server};
use crate::tally::{Tally, Times};

/// Messages before those that count, at the same pace. The kernel acknowledges a connection's first
/// 16 segments one by one. This cost belongs to the start of a connection, and a server that sends
/// several messages in one segment would pay it later.
const WARM_UP: usize = 24;

/// The most time that one run may take.
const WITHIN: Duration = Duration::from_secs(60);

/// One run of this scenario.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fanout {
    pub(crate) subscribers: usize,
    pub(crate) publishers: usize,
    pub(crate) messages: usize,
    pub(crate) message_bytes: usize,
    pub(crate) pace: Pace,
    pub(crate) stall: Option<Stall>,
}

/// Runs the scenario on a fresh server.
pub(crate) fn run(programs: &Programs, kind: Kind, plan: Fanout) -> anyhow::Result<Vec<(Metric, f64)>> {
    run_beside(programs, kind, plan, |_, _| Ok(()))
}

/// Runs the scenario on a fresh server, with something beside it, which ends when it is told to
/// stop.
pub(crate) fn run_beside(
    programs: &Programs,
    kind: Kind,
    plan: Fanout,
    beside: impl FnOnce(&Server, &AtomicBool) -> anyhow::Result<()> + Send,
) -> anyhow::Result<Vec<(Metric, f64)>> {
    let until = Instant::now() + WITHIN;
    let server = programs.start(kind)?;
    let messages = WARM_UP..WARM_UP + plan.messages;
    let times = Arc::new(Times::new(messages.end));
    let mut fleet = Fleet::new(plan.subscribers, server.door(), plan.stall, Arc::clone(&times))?;
    fleet.open(plan.subscribers, until)?;
    let speech = server.speech(plan.publishers, plan.message_bytes, plan.pace);
    let stop = AtomicBool::new(false);
    let (before, published) = std::thread::scope(|scope| {
        let beside = scope.spawn(|| beside(&server, &stop));
        drive(&mut fleet, &speech, &times, 0..WARM_UP, until)?;
        let before = process::cpu(server.pid());
        let published = drive(&mut fleet, &speech, &times, messages, until);
        stop.store(true, Ordering::Relaxed);
        beside.join().map_err(|_| anyhow!("the thread beside it panicked"))??;
        anyhow::Ok((before, published?))
    })?;
    let cpu_secs = process::cpu(server.pid()).secs_since(before);
    ensure!(published.answered == plan.messages, "only {} messages were answered", published.answered);
    let mut figures = figures(&fleet.tally, &published, cpu_secs);
    figures.push((Metric::PeakMib, process::peak_kib(server.pid()) / 1024.0));
    Ok(figures)
}

fn figures(tally: &Tally, published: &Published, cpu_secs: f64) -> Vec<(Metric, f64)> {
    let wall_secs = tally.last_ns.saturating_sub(published.first_ns) as f64 / 1e9;
    let received = tally.received as f64;
    let quantile_ms = |quantile| tally.latency_us.value_at_quantile(quantile) as f64 / 1e3;
    vec![
        (Metric::CpuUs, cpu_secs * 1e6 / received),
        (Metric::PerSec, received / wall_secs),
        (Metric::P50Ms, quantile_ms(0.5)),
        (Metric::P99Ms, quantile_ms(0.99)),
        (Metric::Lost, tally.lost() as f64),
        (Metric::Doubled, tally.doubled as f64),
        (Metric::Disordered, tally.disordered as f64),
        (Metric::AckManyUs, published.answer_us.value_at_quantile(0.5) as f64),
    ]
}
