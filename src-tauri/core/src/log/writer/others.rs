//! Changes to the file by others: append, edit, truncate, replace and delete.
//!
//! The file's size and times show that somebody wrote to it. Its newest bytes show whether the part
//! that was read before has changed. Two writes within one tick of the disk's clock may leave the
//! same times, so the bytes are compared once more a second later.
//!
//! # Changes that are not noticed
//! * An edit more than 1 MiB before the end of the log as it was opened, or 4 MiB before its end
//!   now, that comes together with an append or with our own erasing, or where no event reports it.

use std::cmp::Ordering::{Equal, Greater, Less};
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{GROUP_BYTES, POLL, Writer};
use crate::log::cursor::Cursor;
use crate::log::file::{AppendFile, Fate, Stamp};
use crate::log::known::NewestBytes;
use crate::log::lines::{Line, Lines, Placed};
use crate::log::snapshot::Snapshot;
use crate::log::starts::line_start;

/// Editors truncate a file and then write it, or remove it and then create it. The state after this
/// long counts.
const SETTLE: Duration = Duration::from_millis(40);

/// How long events of our own append may still arrive after it.
const OWN_EVENTS: Duration = Duration::from_millis(100);

impl Writer {
    pub(in crate::log) fn scan_or_report(&mut self) {
        if let Err(error) = self.scan() {
            self.report_trouble(Some(&error.into()));
        }
    }

    /// Calls [`Writer::restart`] for a writer that does not know what it has done, and reports an
    /// error.
    pub(in crate::log) fn restart_or_report(&mut self) {
        if let Err(error) = self.restart() {
            self.report_trouble(Some(&error.into()));
        }
    }

    /// Finds out how the file has changed since the last scan, and gives new lines to the listener.
    pub(super) fn scan(&mut self) -> io::Result<()> {
        let written = self.expected.take_foreign_write() && !self.wrote_just_now();
        let own_size = self.growing_to.take();
        let Fate::Same(stamp) = self.append.fate()? else {
            std::thread::sleep(SETTLE);
            return self.reopen();
        };
        if stamp == self.seen {
            return Ok(());
        }
        let intact = match stamp.bytes.cmp(&self.seen.bytes) {
            Less => false,
            Equal => self.known.matches(&self.read)? && (self.known.is_everything() || !written),
            Greater if own_size == Some(stamp.bytes) => self.end().matches(&self.read)?,
            Greater => self.end().matches(&self.read)? && self.known.matches_near(&self.read)?,
        };
        if !intact {
            std::thread::sleep(SETTLE);
            return self.restart();
        }
        self.take_in(stamp)
    }

    /// Whether an event may still be caused by our own append: on a network disk, the times can
    /// change a little after it.
    fn wrote_just_now(&self) -> bool {
        self.wrote.is_some_and(|wrote| wrote.elapsed() < OWN_EVENTS)
    }

    /// Compares the newest bytes with the file once a second, while two writes may have left the
    /// same stamp.
    pub(in crate::log) fn check_now_and_then(&mut self) {
        if !self.unsure || self.checked.elapsed() < POLL {
            return;
        }
        self.checked = Instant::now();
        self.unsure = !self.seen.is_settled();
        let checked =
            self.known.matches(&self.read).and_then(|same| if same { Ok(()) } else { self.restart() });
        if let Err(error) = checked {
            tracing::warn!(%error, path = %self.path.display(), "cannot check the log");
        }
    }

    /// Reads the whole lines between the snapshot's end and the file's end.
    fn take_in(&mut self, stamp: Stamp) -> io::Result<()> {
        let read = Arc::clone(&self.read);
        let mut group = Group::default();
        for line in Lines::new(&read, self.end().offset, stamp.bytes) {
            group.push(line?);
            if group.bytes >= GROUP_BYTES {
                self.publish(&std::mem::take(&mut group).lines);
            }
        }
        self.publish(&group.lines);
        self.has_seen(stamp);
        Ok(())
    }

    pub(super) fn has_seen(&mut self, stamp: Stamp) {
        self.unsure |= stamp != self.seen;
        self.seen = stamp;
        self.expected.set(stamp);
    }

    fn publish(&mut self, lines: &[Line]) {
        let Some(last) = lines.last() else { return };
        self.known.extend(lines);
        let entries: Vec<Placed> = lines.iter().map(Line::placed).collect();
        self.listener.appended(self.end(), &entries);
        self.snapshot.send_modify(|snapshot| snapshot.end = last.end);
    }

    fn reopen(&mut self) -> io::Result<()> {
        self.lock.follow_path().map_err(io::Error::other)?;
        let (append, read) = AppendFile::open(&self.path)?;
        self.append = append;
        self.read = Arc::new(read);
        self.restart()
    }

    /// Continues with the file as it is now. Every subscriber gets a reset.
    pub(super) fn restart(&mut self) -> io::Result<()> {
        let generation = self.snapshot.borrow().generation + 1;
        // If the new file cannot be read at the moment, the next scan starts again.
        self.has_seen(Stamp { bytes: u64::MAX, ..Stamp::default() });
        self.listener.reset(generation);
        self.begin(generation)
    }

    pub(super) fn begin(&mut self, generation: u64) -> io::Result<()> {
        let stamp = self.read.stamp()?;
        let offset = line_start(&self.read, stamp.bytes, 0)?;
        let end = Cursor::at(&self.read, offset)?.ok_or(io::ErrorKind::InvalidData)?;
        self.known = NewestBytes::read(&self.read, offset)?;
        self.half_erased.clear();
        self.has_seen(stamp);
        self.snapshot.send_replace(Snapshot { generation, end, file: Arc::clone(&self.read) });
        Ok(())
    }
}

/// Lines on their way to the listener.
#[derive(Default)]
struct Group {
    lines: Vec<Line>,
    bytes: usize,
}

impl Group {
    fn push(&mut self, line: Line) {
        self.bytes += line.weight();
        self.lines.push(line);
    }
}
