//! How long an intake waits until its message is on the disk, alone and among many, compared with
//! the disk itself.

use std::fs::OpenOptions;
use std::io::Write;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use anyhow::ensure;

use crate::publish::{Pace, Published, publish};
use crate::results::{Metric, median};
use crate::server::{Kind, Programs};
use crate::tally::Times;

const MESSAGE_BYTES: usize = 100;
const MANY: usize = 64;

/// The most messages or syncs.
const MOST: usize = 200_000;

pub(crate) fn run(programs: &Programs, lasts: Duration) -> anyhow::Result<Vec<(Metric, f64)>> {
    let sync_us = sync_us(programs, lasts)?;
    let one = post(programs, 1, lasts)?;
    let many = post(programs, MANY, lasts)?;
    let p50_us = |published: &Published| published.answer_us.value_at_quantile(0.5) as f64;
    Ok(vec![
        (Metric::SyncUs, sync_us),
        (Metric::AckOneUs, p50_us(&one)),
        (Metric::AckManyUs, p50_us(&many)),
        (Metric::OneRate, rate(&one)),
        (Metric::ManyRate, rate(&many)),
    ])
}

fn rate(published: &Published) -> f64 {
    published.answered as f64 * 1e9 / (published.last_ns - published.first_ns) as f64
}

fn post(programs: &Programs, posters: usize, lasts: Duration) -> anyhow::Result<Published> {
    let server = programs.start(Kind::Flatchat)?;
    let speech = server.speech(posters, MESSAGE_BYTES, Pace::Answered);
    let times = Times::new(MOST);
    let published = publish(&speech, &times, 0..MOST, &AtomicBool::new(false), Instant::now() + lasts)?;
    ensure!(published.answered > 0, "no message was answered");
    Ok(published)
}

/// Returns the median time for appending a line to a file and syncing it, on the disk that the
/// servers write to.
fn sync_us(programs: &Programs, lasts: Duration) -> anyhow::Result<f64> {
    let folder = programs.folder()?;
    let mut file = OpenOptions::new().append(true).create(true).open(folder.path().join("syncs"))?;
    let (until, mut all) = (Instant::now() + lasts, Vec::new());
    while Instant::now() < until && all.len() < MOST {
        let begun = Instant::now();
        file.write_all(&[b'a'; MESSAGE_BYTES])?;
        file.sync_data()?;
        all.push(begun.elapsed().as_secs_f64() * 1e6);
    }
    Ok(median(&all).unwrap_or(f64::NAN))
}
