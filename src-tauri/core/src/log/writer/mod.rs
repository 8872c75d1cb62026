//! The writer, which appends lines in groups, syncs once per group, and finds changes by others.
//!
//! | file | content |
//! |---|---|
//! | `erase` | the erasing of words in place |
//! | `others` | changes to the file by other programs |
//! | `trouble` | a disk that does not take lines, and its recovery |
//!
//! Our own lines and the lines of others reach subscribers in the same way: [`Writer::scan`] reads
//! back everything that the file has gained since the last scan. So subscribers get exactly the
//! bytes that are stored, in the same order.
//!
//! # Failures
//! A group that could not be written or synced is cut off the file again, unless others have
//! appended since, and each of its intakes gets the error. A failed line is therefore not in the
//! file, as far as the disk allows it. Acknowledged lines stay.

mod erase;
mod others;
mod trouble;

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::cursor::Cursor;
use super::file::{AppendFile, Disk, Fate, LogFile, Stamp};
use super::folder::Expected;
use super::known::NewestBytes;
use super::listener::LogListener;
use super::lock::Lock;
use super::order::{AppendError, Appended};
use super::snapshot::Snapshot;
use super::starts::line_start;
use crate::encoding::{MAX_LEAD_BYTES, is_lead};

/// About how many bytes one group commit, and one call of the listener, takes.
pub(super) const GROUP_BYTES: usize = 256 * 1024;

/// How often the file is checked when no event reports a change.
pub(super) const POLL: Duration = Duration::from_secs(1);

/// A sync that takes less time than this is not worth waking another thread and being woken by it:
/// these two steps would be a good part of the answer's time.
const QUICK_SYNC: Duration = Duration::from_micros(500);

/// How long a quick sync suggests that the next one is quick. After that, the disk may have gone to
/// sleep or away.
const RECENT: Duration = Duration::from_secs(10);

/// How many times a group is written again because the file was replaced during the write.
const MAX_MOVES: u32 = 3;

pub(super) struct Writer {
    path: PathBuf,
    disk: Box<dyn Disk>,
    listener: Box<dyn LogListener>,
    append: AppendFile,
    read: Arc<LogFile>,
    snapshot: watch::Sender<Snapshot>,
    /// The file's size and times at the last scan. Bytes past the snapshot's end are a line without
    /// its LF.
    seen: Stamp,
    /// The same, or while we write, the size that the file will have. The folder's listener does
    /// not report a file that matches it.
    expected: Expected,
    /// The file's size after our own append, until that append is read back.
    growing_to: Option<u64>,
    /// The newest bytes before the snapshot's end.
    known: NewestBytes,
    /// The lines whose words we have overwritten, but perhaps only in memory, since no sync has
    /// confirmed it.
    half_erased: BTreeSet<u64>,
    /// Whether somebody may have written within the same tick of the disk's clock as the last scan.
    unsure: bool,
    checked: Instant,
    /// When our last append ended.
    wrote: Option<Instant>,
    /// When the last sync ended, if it was quick.
    synced_quickly: Option<Instant>,
    /// Why nothing can be stored at the moment, as last reported.
    trouble: Option<AppendError>,
    lock: Lock,
}

impl Writer {
    pub(super) fn open(
        path: PathBuf,
        disk: Box<dyn Disk>,
        listener: Box<dyn LogListener>,
        lock: Lock,
    ) -> io::Result<Writer> {
        let (append, read) = AppendFile::open(&path)?;
        let read = Arc::new(read);
        let start = Snapshot { generation: 0, end: Cursor::START, file: Arc::clone(&read) };
        let snapshot = watch::Sender::new(start);
        let mut writer = Writer {
            path,
            disk,
            listener,
            append,
            read,
            snapshot,
            seen: Stamp::default(),
            expected: Expected::default(),
            growing_to: None,
            known: NewestBytes::default(),
            half_erased: BTreeSet::new(),
            unsure: false,
            checked: Instant::now(),
            wrote: None,
            synced_quickly: None,
            trouble: None,
            lock,
        };
        writer.close_torn_tail();
        writer.begin(0)?;
        Ok(writer)
    }

    pub(super) fn expected(&self) -> Expected {
        self.expected.clone()
    }

    pub(super) fn snapshots(&self) -> watch::Receiver<Snapshot> {
        self.snapshot.subscribe()
    }

    /// Whether a line can probably be stored faster than another thread can be woken for it: the
    /// disk was quick a moment ago, and nobody else has touched the file.
    pub(super) fn is_quick(&self) -> bool {
        self.synced_quickly.is_some_and(|at| at.elapsed() < RECENT) && self.is_at_rest()
    }

    /// Stores one line.
    pub(super) fn store_one(&mut self, line: &[u8]) -> Result<Appended, AppendError> {
        self.store_and_report(&[line]).map(|answers| answers[0])
    }

    /// Whether nobody has touched the file since the last scan. Reading changes by others may take
    /// long.
    fn is_at_rest(&self) -> bool {
        self.append.fate().is_ok_and(|fate| fate == Fate::Same(self.seen))
    }

    pub(super) fn store_and_report(&mut self, lines: &[&[u8]]) -> Result<Vec<Appended>, AppendError> {
        let answers = self.store(lines);
        self.append.rest();
        self.report_trouble(answers.as_ref().err());
        answers
    }

    /// Appends the lines, shows them to subscribers, and syncs. If the file was replaced meanwhile,
    /// the lines went to a file that nobody reads, so they are written again.
    fn store(&mut self, lines: &[&[u8]]) -> Result<Vec<Appended>, AppendError> {
        let whole = lines.concat();
        for moves in 0..MAX_MOVES {
            self.scan()?;
            let kept = if moves > 0 { self.find_at_end(&whole)? } else { None };
            let generation = self.snapshot.borrow().generation;
            let placed = match kept {
                Some(start) => place(lines, start, b"", generation),
                None => self.write(lines)?,
            };
            let end = placed.last().map_or(0, |last| last.end.offset);
            match self.confirm(lines, placed, generation) {
                Ok(Some(placed)) => return Ok(placed),
                Ok(None) => {}
                Err(error) => {
                    self.withdraw(end - whole.len() as u64, end);
                    return Err(error.into());
                }
            }
        }
        Err(io::Error::other("the file is being replaced all the time").into())
    }

    /// Returns the places of `group` if the file ends with it, because an editor has saved our
    /// first attempt along with its own text. If our first attempt was joined to a line without LF,
    /// it is cut off again.
    fn find_at_end(&mut self, group: &[u8]) -> io::Result<Option<u64>> {
        let end = self.end().offset;
        let Some(start) = end.checked_sub(group.len() as u64) else { return Ok(None) };
        let mut there = vec![0; group.len()];
        self.read.read_exact_at(&mut there, start)?;
        if there != group {
            return Ok(None);
        }
        if Cursor::at(&self.read, start)?.is_some() {
            return Ok(Some(start));
        }
        if self.append.cut_off(start, end)? {
            self.restart()?;
        }
        Ok(None)
    }

    /// Shows the written lines to subscribers and syncs them. Returns `None` if the file was
    /// replaced meanwhile.
    fn confirm(
        &mut self,
        lines: &[&[u8]],
        mut placed: Vec<Appended>,
        generation: u64,
    ) -> io::Result<Option<Vec<Appended>>> {
        let before = self.end();
        self.scan()?;
        if self.snapshot.borrow().generation != generation {
            return Ok(None);
        }
        let start = placed[0].id;
        // The scan has already checked the line that ends at `before`.
        if start != before.offset && Cursor::at(&self.read, start)?.is_none() {
            // Half a line by somebody else came in just before ours. Our line must start on a line
            // of its own.
            placed[0] = self.write(&lines[..1])?[0];
            self.scan()?;
        }
        let begun = Instant::now();
        self.synced_quickly = None;
        self.append.sync(self.disk.as_mut())?;
        self.synced_quickly = (begun.elapsed() < QUICK_SYNC).then(Instant::now);
        let Fate::Same(stamp) = self.append.fate()? else { return Ok(None) };
        self.keep_own(stamp);
        Ok(Some(placed))
    }

    /// Some systems set the time of a write only when it is synced or cut off.
    fn keep_own(&mut self, stamp: Stamp) {
        if stamp.bytes == self.seen.bytes {
            self.has_seen(stamp);
            self.wrote = Some(Instant::now());
        }
    }

    /// Takes lines back from the file and from subscribers, because they may or may not be on the
    /// disk.
    fn withdraw(&mut self, start: u64, end: u64) {
        let withdrawn = self.append.cut_off(start, end).and_then(|cut| match cut {
            true => self.restart().map(|()| true),
            false => Ok(false),
        });
        match withdrawn {
            Ok(true) => {}
            Ok(false) => tracing::warn!("lines that failed stay in the log: others appended after them"),
            Err(error) => tracing::warn!(%error, "lines that failed stay in the log"),
        }
        self.expected.set(self.seen);
    }

    fn write(&mut self, lines: &[&[u8]]) -> io::Result<Vec<Appended>> {
        let mut bytes = Vec::with_capacity(lines.iter().map(|line| line.len()).sum::<usize>() + 1);
        let lead = self.lead()?;
        let half_line = lead.is_empty() && self.seen.bytes > self.end().offset;
        if half_line {
            bytes.push(b'\n');
        }
        lines.iter().for_each(|line| bytes.extend_from_slice(line));
        let size = self.seen.bytes + bytes.len() as u64;
        self.expected.grows_to(size);
        self.growing_to = Some(size);
        let start = self.append.append(self.disk.as_mut(), &bytes);
        let start = start.inspect_err(|_| self.forget_growth())?;
        let generation = self.snapshot.borrow().generation;
        Ok(place(lines, start + u64::from(half_line) - lead.len() as u64, &lead, generation))
    }

    /// Returns the bytes between the last whole line and the file's end, if they hold nobody's
    /// words.
    fn lead(&self) -> io::Result<Vec<u8>> {
        let end = self.end().offset;
        if self.seen.bytes == end {
            return Ok(Vec::new());
        }
        let rest = self.read.read_some(end, MAX_LEAD_BYTES + 1)?;
        Ok(if is_lead(&rest) { rest } else { Vec::new() })
    }

    /// Resets the expected size after an append that failed and was cut off.
    fn forget_growth(&mut self) {
        self.growing_to = None;
        self.expected.set(self.seen);
        if let Ok(Fate::Same(stamp)) = self.append.fate() {
            self.keep_own(stamp);
        }
    }

    /// Ends a line that a crash cut short. It is never cut off, because it may be somebody's words.
    fn close_torn_tail(&mut self) {
        let torn = || -> io::Result<bool> {
            let size = self.read.size()?;
            let start = line_start(&self.read, size, 0)?;
            Ok(start != size && !is_lead(&self.read.read_some(start, MAX_LEAD_BYTES + 1)?))
        };
        let closed = torn().and_then(|torn| match torn {
            true => {
                self.append.append(self.disk.as_mut(), b"\n")?;
                self.append.sync(self.disk.as_mut())
            }
            false => Ok(()),
        });
        if let Err(error) = closed {
            // On a full disk, the room still opens for reading. The next append ends the line.
            tracing::warn!(%error, "cannot end the log's torn last line");
        }
        self.append.rest();
    }

    fn end(&self) -> Cursor {
        self.snapshot.borrow().end
    }
}

/// Returns the places of lines that were written one after the other. The first starts after
/// `lead`, and `lead` starts at `start`.
fn place(lines: &[&[u8]], start: u64, mut lead: &[u8], generation: u64) -> Vec<Appended> {
    let mut id = start;
    lines
        .iter()
        .map(|line| {
            let lead = std::mem::take(&mut lead);
            let mut check = crc32fast::Hasher::new();
            check.update(lead);
            check.update(line);
            let end = Cursor { offset: id + (lead.len() + line.len()) as u64, check: check.finalize() };
            let appended = Appended { id, end, generation };
            id = end.offset;
            appended
        })
        .collect()
}
