//! Erasing: the words of lines are overwritten in place with spaces. This is the only write that is
//! not an append.
//!
//! # Invariants
//! * Only whole lines before the snapshot's end are touched, and of them only the words. Lines that
//!   others append meanwhile lie behind.
//! * Our own changes count as known, byte for byte as they were written. So they make no reset, and
//!   a change by somebody else at the same time still does.
//! * A crash leaves a line with its words, or without some of them, or without any. Erasing it
//!   again completes it.

use std::fs::File;
use std::io;
use std::sync::Arc;

use super::Writer;
use crate::log::erased::Wording;
use crate::log::file::{Fate, LogFile};
use crate::log::lines::{Line, Lines};
use crate::log::order::AppendError;

/// How many lines are erased before the file is checked again for changes by others.
const LINES_PER_CHECK: usize = 256;

/// How many bytes are overwritten at a time. This is a whole number of characters in UTF-16.
const BLOCK_BYTES: usize = 64 * 1024;

/// Most lines end within this many bytes.
const SHORT_LINE_BYTES: u64 = 1024;

impl Writer {
    /// Erases the words of lines of this generation, and reports a disk that fails. A success does
    /// not end a trouble: overwriting takes no space, so the disk may still be full.
    pub(in crate::log) fn erase_and_report(
        &mut self,
        generation: u64,
        mut lines: Vec<u64>,
    ) -> Result<(), AppendError> {
        lines.sort_unstable();
        lines.dedup();
        let erased = self.erase(generation, &lines);
        self.append.rest();
        match erased.map_err(AppendError::from) {
            Ok(true) => Ok(()),
            Ok(false) => Err(AppendError::Interrupted),
            Err(error) => {
                self.report_trouble(Some(&error));
                Err(error)
            }
        }
    }

    /// Erases all lines, given in order, and syncs once. Returns whether the file is still of this
    /// generation.
    fn erase(&mut self, generation: u64, lines: &[u64]) -> io::Result<bool> {
        for lines in lines.chunks(LINES_PER_CHECK) {
            self.scan()?;
            let is_current = self.snapshot.borrow().generation == generation;
            let Some(mut file) = self.append.open_for_changes()?.filter(|_| is_current) else {
                return Ok(false);
            };
            self.expected.grows_to(self.seen.bytes);
            let erased = lines.iter().try_for_each(|line| self.erase_line(&mut file, *line));
            let accepted = self.accept_own_write();
            // Readers that begin after this get the blanks.
            self.listener.erased(lines);
            erased.and(accepted)?;
        }
        self.append.sync(self.disk.as_mut())?;
        self.half_erased.retain(|line| lines.binary_search(line).is_err());
        self.accept_own_write()
    }

    /// Overwrites the words of the line that starts at `start`, if a whole line starts there.
    fn erase_line(&mut self, file: &mut File, start: u64) -> io::Result<()> {
        let read = Arc::clone(&self.read);
        let Some(line) = whole_line(&read, start, self.end().offset)? else { return Ok(()) };
        let words = Wording::of(&line, &read)?;
        // After a failed sync, the memory of the system may have blanks that the disk does not
        // have.
        let is_unsure = !self.half_erased.insert(start);
        let mut at = words.bytes.start;
        while at < words.bytes.end {
            let mut there = vec![0; block_bytes(words.bytes.end - at)];
            read.read_exact_at(&mut there, at)?;
            let blanks = words.blanks(there.len());
            if is_unsure || there != blanks {
                self.overwrite(file, at, &there, &blanks)?;
            }
            at += there.len() as u64;
        }
        Ok(())
    }

    fn overwrite(&mut self, file: &mut File, at: u64, old: &[u8], new: &[u8]) -> io::Result<()> {
        let mut done = 0;
        while done < new.len() {
            let place = at + done as u64;
            match self.disk.write_at(file, &new[done..], place) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(n) => {
                    self.known.overwrite(place, &old[done..done + n], &new[done..done + n]);
                    done += n;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Takes the file's times as our own, unless somebody has appended. Returns whether the file is
    /// still there.
    fn accept_own_write(&mut self) -> io::Result<bool> {
        let fate = self.append.fate();
        if let Ok(Fate::Same(stamp)) = fate {
            self.keep_own(stamp);
        }
        self.expected.set(self.seen);
        Ok(matches!(fate?, Fate::Same(_)))
    }
}

/// Returns the line that starts at `start`, if one starts there and ends at or before `to`.
fn whole_line(file: &LogFile, start: u64, to: u64) -> io::Result<Option<Line>> {
    if start >= to || (start > 0 && file.read_some(start - 1, 1)? != b"\n") {
        return Ok(None);
    }
    let line = |to| Lines::new(file, start, to).next();
    line(to.min(start + SHORT_LINE_BYTES)).or_else(|| line(to)).transpose()
}

fn block_bytes(left: u64) -> usize {
    usize::try_from(left).map_or(BLOCK_BYTES, |left| left.min(BLOCK_BYTES))
}
