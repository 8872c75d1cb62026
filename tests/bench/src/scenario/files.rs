//! Shared files: how fast they come and go compared with nginx, what they cost, and what the chat
//! notices.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::Instant;

use anyhow::{anyhow, ensure};

use super::fanout::{self, Fanout};
use crate::process;
use crate::results::{Metric, median};
use crate::server::{Kind, Programs};

/// How often each way is measured in a run.
const REPEATS: usize = 5;

/// How much is transferred.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Transfers {
    /// The bytes of a file that is downloaded and uploaded.
    pub(crate) bytes: u64,
    /// The number of uploads at once, and the bytes of each.
    pub(crate) uploads: usize,
    pub(crate) upload_bytes: u64,
    /// The bytes of the largest download.
    pub(crate) largest_bytes: u64,
}

/// Measures one transfer at a time.
pub(crate) fn speeds(programs: &Programs, kind: Kind, plan: Transfers) -> anyhow::Result<Vec<(Metric, f64)>> {
    let server = programs.start(kind)?;
    let (door, files) = (server.files_door(), server.files_folder()?);
    write_file(&files.join("down.bin"), plan.bytes)?;
    let download = || {
        let read = door.download("/files/down.bin")?;
        ensure!(read == plan.bytes, "{read} bytes came");
        Ok(())
    };
    download()?;
    let mut figures = vec![(Metric::DownloadMbS, rate(plan.bytes, |_| download())?)];
    let put = |n| {
        let name = format!("up-{n}.bin");
        door.put(&format!("/files/{name}"), plan.bytes)?;
        // A room answers when the file is on the disk. nginx does not wait for that.
        if kind == Kind::Nginx { Ok(File::open(files.join(name))?.sync_all()?) } else { Ok(()) }
    };
    figures.push((Metric::UploadMbS, rate(plan.bytes, put)?));
    if kind == Kind::Flatchat {
        let upload = |n| door.upload(&format!("slices-{n}.bin"), plan.bytes);
        figures.push((Metric::SlicesMbS, rate(plan.bytes, upload)?));
    }
    Ok(figures)
}

/// Returns the median rate of a transfer of so many bytes, in MB/s.
fn rate(bytes: u64, transfer: impl Fn(usize) -> anyhow::Result<()>) -> anyhow::Result<f64> {
    let mut rates = Vec::new();
    for n in 0..REPEATS {
        let begun = Instant::now();
        transfer(n)?;
        rates.push(bytes as f64 / 1e6 / begun.elapsed().as_secs_f64());
    }
    Ok(median(&rates).unwrap_or(f64::NAN))
}

/// Measures the memory that many uploads at once take, and one very large download.
pub(crate) fn memory(programs: &Programs, plan: Transfers) -> anyhow::Result<Vec<(Metric, f64)>> {
    let server = programs.start(Kind::Flatchat)?;
    let doors =
        (0..plan.uploads.div_ceil(4)).map(|n| server.another_door(n)).collect::<Result<Vec<_>, _>>()?;
    let before = process::rss_kib(server.pid());
    at_once(plan.uploads, |n| doors[n / 4].upload(&format!("many-{n}.bin"), plan.upload_bytes))?;
    let uploads = process::peak_kib(server.pid()) - before;
    drop(server);

    let server = programs.start(Kind::Flatchat)?;
    let large = File::create(server.files_folder()?.join("large.bin"))?;
    large.set_len(plan.largest_bytes)?;
    let before = process::rss_kib(server.pid());
    let read = server.files_door().download("/files/large.bin")?;
    ensure!(read == plan.largest_bytes, "{read} bytes came");
    let download = process::peak_kib(server.pid()) - before;
    Ok(vec![(Metric::UploadsMib, uploads / 1024.0), (Metric::DownloadMib, download / 1024.0)])
}

/// Does something on so many threads at once.
fn at_once(threads: usize, work: impl Fn(usize) -> anyhow::Result<()> + Sync) -> anyhow::Result<()> {
    std::thread::scope(|scope| {
        let work = &work;
        let working: Vec<_> = (0..threads).map(|n| scope.spawn(move || work(n))).collect();
        working.into_iter().try_for_each(|one| one.join().map_err(|_| anyhow!("a transfer panicked"))?)
    })
}

/// Measures the chat while one file comes and another goes, again and again.
pub(crate) fn chat(programs: &Programs, chat: Fanout, plan: Transfers) -> anyhow::Result<Vec<(Metric, f64)>> {
    fanout::run_beside(programs, Kind::Flatchat, chat, |server, stop| {
        let (door, files) = (server.files_door(), server.files_folder()?);
        write_file(&files.join("down.bin"), plan.bytes)?;
        at_once(2, |n| {
            for round in 0_usize.. {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                match n {
                    0 => drop(door.download("/files/down.bin")?),
                    _ => door.upload(&format!("busy-{round}.bin"), plan.bytes)?,
                }
            }
            Ok(())
        })
    })
}

/// Writes a file with so many bytes, which are no holes.
fn write_file(path: &Path, bytes: u64) -> anyhow::Result<()> {
    let (mut file, piece) = (File::create(path)?, vec![b'x'; 1 << 20]);
    for _ in 0..bytes / piece.len() as u64 {
        file.write_all(&piece)?;
    }
    file.write_all(&piece[..usize::try_from(bytes % piece.len() as u64)?])?;
    Ok(file.sync_all()?)
}
