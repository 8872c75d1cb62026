//! Tests of the whole log, and what they share.
//!
//! | file | content |
//! |---|---|
//! | `storing` | appending, syncing, opening and closing |
//! | `others` | changes to the file by other programs |
//! | `failing` | a disk that fails |
//! | `erasing` | erasing words in lines of every form, and cursors at them |
//! | `erasing_amid` | erasing while others write, the disk fails or the file is replaced |
//! | `in_use` | programs on Windows that let nobody else write |

mod erasing;
mod erasing_amid;
mod failing;
#[cfg(windows)]
mod in_use;
mod others;
mod storing;

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::file::Stamp;
use super::folder::Expected;
use super::*;
use crate::entry::Entry;

/// A call that the listener got.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Report {
    Line(u64, String),
    Erased(Vec<u64>),
    Reset(u64),
    Trouble(bool),
}

#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<Report>>>);

impl Recorder {
    fn reports(&self) -> Vec<Report> {
        self.0.lock().unwrap().clone()
    }

    fn lines(&self) -> Vec<String> {
        let line = |report| if let Report::Line(_, line) = report { Some(line) } else { None };
        self.reports().into_iter().filter_map(line).collect()
    }
}

/// The line of an entry without a time.
fn line_of(entry: &Entry) -> String {
    match &entry.name {
        Some(name) => format!("{name} said: {}", entry.text),
        None => entry.text.clone(),
    }
}

impl LogListener for Recorder {
    fn appended(&mut self, from: Cursor, entries: &[Placed]) {
        assert_eq!(from.offset, entries[0].entry.id, "no gap");
        let reports = entries.iter().map(|placed| Report::Line(placed.entry.id, line_of(&placed.entry)));
        self.0.lock().unwrap().extend(reports);
    }

    fn erased(&mut self, lines: &[u64]) {
        self.0.lock().unwrap().push(Report::Erased(lines.to_vec()));
    }

    fn reset(&mut self, generation: u64) {
        self.0.lock().unwrap().push(Report::Reset(generation));
    }

    fn trouble(&mut self, trouble: Option<&AppendError>) {
        self.0.lock().unwrap().push(Report::Trouble(trouble.is_some()));
    }
}

/// A disk that fails on demand.
#[derive(Clone, Default)]
struct Faults(Arc<Mutex<Fault>>);

#[derive(Clone, Copy, Default, PartialEq)]
enum Fault {
    #[default]
    None,
    /// Takes this many more bytes, and is then full.
    FullAfter(usize),
    /// Writes, but fails to sync.
    NoSync,
}

impl Faults {
    fn set(&self, fault: Fault) {
        *self.0.lock().unwrap() = fault;
    }
}

impl Disk for Faults {
    fn write(&mut self, file: &mut File, bytes: &[u8]) -> io::Result<usize> {
        let mut fault = self.0.lock().unwrap();
        match *fault {
            Fault::FullAfter(0) => Err(io::ErrorKind::StorageFull.into()),
            Fault::FullAfter(left) => {
                let written = file.write(&bytes[..bytes.len().min(left)])?;
                *fault = Fault::FullAfter(left - written);
                Ok(written)
            }
            Fault::None | Fault::NoSync => file.write(bytes),
        }
    }

    fn write_at(&mut self, file: &mut File, bytes: &[u8], offset: u64) -> io::Result<usize> {
        let mut fault = self.0.lock().unwrap();
        match *fault {
            Fault::FullAfter(0) => Err(io::Error::other("input/output error")),
            Fault::FullAfter(left) => {
                let written = RealDisk.write_at(file, &bytes[..bytes.len().min(left)], offset)?;
                *fault = Fault::FullAfter(left - written);
                Ok(written)
            }
            Fault::None | Fault::NoSync => RealDisk.write_at(file, bytes, offset),
        }
    }

    fn sync(&mut self, file: &File) -> io::Result<()> {
        match *self.0.lock().unwrap() {
            Fault::NoSync => Err(io::Error::other("input/output error")),
            Fault::None | Fault::FullAfter(_) => file.sync_data(),
        }
    }
}

fn append_outside(folder: &Path, bytes: &[u8]) {
    OpenOptions::new().append(true).open(folder.join(LOG_NAME)).unwrap().write_all(bytes).unwrap();
}

fn content(folder: &Path) -> String {
    std::fs::read_to_string(folder.join(LOG_NAME)).unwrap()
}

/// Waits until `seen` is true. The log moves by itself.
async fn until(log: &Log, seen: impl Fn() -> bool) {
    let mut moves = log.watch();
    let waiting = async {
        while !seen() {
            // The listener gets a reset a moment before the snapshot changes, so check again soon
            // in any case.
            let _ = tokio::time::timeout(Duration::from_millis(20), moves.changed()).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), waiting).await.expect("the log noticed nothing");
}

async fn close(log: Log) {
    tokio::task::spawn_blocking(move || log.close()).await.unwrap();
}

fn line(text: &str) -> Vec<u8> {
    format!("{text}\n").into_bytes()
}
