//! Reading lines forward in bounded memory.
//!
//! # Invariants
//! * Every byte between two line ends belongs to exactly one [`Line`].
//! * However long a line is, only its first [`MAX_SHOWN_BYTES`] are kept.

use std::io;

use super::cursor::{Cursor, MAX_CHECKED_BYTES};
use super::file::LogFile;
use crate::encoding::MAX_SHOWN_BYTES;
use crate::entry::Entry;
use crate::statement::may_refer;

const BLOCK_BYTES: usize = 64 * 1024;

/// How many bytes are read first when only one line is needed: most lines are short.
const FIRST_BLOCK_BYTES: usize = 512;

/// One whole line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The offset of its first byte.
    pub start: u64,
    /// The place just past its LF.
    pub end: Cursor,
    /// Its bytes without the LF, but at most [`MAX_SHOWN_BYTES`] of them.
    pub head: Vec<u8>,
}

impl Line {
    /// About how many bytes this line takes when it is encoded.
    pub(crate) fn weight(&self) -> usize {
        const FRAME_BYTES: usize = 256;
        self.head.len() + FRAME_BYTES
    }

    /// Whether `head` has all of its bytes.
    pub(super) fn is_whole(&self) -> bool {
        self.start + self.head.len() as u64 + 1 == self.end.offset
    }

    /// Parses the line, and returns the entry with the place where it ends.
    pub fn placed(&self) -> Placed {
        Placed { entry: self.entry(), end: self.end }
    }

    /// Whether the line stands by itself on a page of history.
    pub fn stands_alone(&self) -> bool {
        !may_refer(&self.head) || self.entry().verb.stands_alone()
    }

    /// Reads the line that starts at `at`, or returns `None` if no whole line starts there.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn at(file: &LogFile, at: u64) -> io::Result<Option<Line>> {
        let mut before = *b"\n";
        if at > 0 && file.read_at(&mut before, at - 1)? == 0 {
            return Ok(None);
        }
        if before != *b"\n" {
            return Ok(None);
        }
        let block_bytes = FIRST_BLOCK_BYTES;
        Lines { block_bytes, ..Lines::new(file, at, u64::MAX) }.read_line()
    }

    /// Parses the line.
    pub fn entry(&self) -> Entry {
        Entry::parse(self.start, &self.head, !self.is_whole())
    }
}

/// An entry, and the place where its line ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The entry.
    pub entry: Entry,
    /// The place just past its line.
    pub end: Cursor,
}

/// The whole lines of a stretch of the log, oldest first. A last line without LF is left out.
#[derive(Debug)]
pub struct Lines<'a> {
    file: &'a LogFile,
    /// The start of the next line.
    at: u64,
    /// The end of the stretch.
    to: u64,
    block: Vec<u8>,
    /// How many bytes of `block` have been used.
    used: usize,
    /// The offset just past `block`.
    next_block: u64,
    /// The size of the next block.
    block_bytes: usize,
}

impl<'a> Lines<'a> {
    /// Returns the lines of `file` from `at`, which must be a line's start, up to `to`.
    pub fn new(file: &'a LogFile, at: u64, to: u64) -> Lines<'a> {
        Lines { file, at, to, block: Vec::new(), used: 0, next_block: at, block_bytes: BLOCK_BYTES }
    }

    /// Returns the next line, if it ends within the stretch.
    fn read_line(&mut self) -> io::Result<Option<Line>> {
        let mut head = Vec::new();
        let mut length = 0_u64;
        loop {
            if self.used == self.block.len() && !self.read_block()? {
                return Ok(None);
            }
            let rest = &self.block[self.used..];
            let end = memchr::memchr(b'\n', rest);
            let part = &rest[..end.unwrap_or(rest.len())];
            head.extend_from_slice(&part[..part.len().min(MAX_SHOWN_BYTES - head.len())]);
            length += part.len() as u64;
            self.used += part.len();
            if end.is_some() {
                self.used += 1;
                return self.end_line(head, length + 1).map(Some);
            }
        }
    }

    fn end_line(&mut self, head: Vec<u8>, length: u64) -> io::Result<Line> {
        let start = self.at;
        self.at += length;
        let end = if length <= MAX_SHOWN_BYTES as u64 && length <= MAX_CHECKED_BYTES {
            let mut check = crc32fast::Hasher::new();
            check.update(&head);
            check.update(b"\n");
            Cursor { offset: self.at, check: check.finalize() }
        } else {
            Cursor::at(self.file, self.at)?.ok_or(io::ErrorKind::UnexpectedEof)?
        };
        Ok(Line { start, end, head })
    }

    fn read_block(&mut self) -> io::Result<bool> {
        let left = self.to.saturating_sub(self.next_block);
        let most = std::mem::replace(&mut self.block_bytes, BLOCK_BYTES);
        self.block.resize(most.min(usize::try_from(left).unwrap_or(most)), 0);
        let read = self.file.read_at(&mut self.block, self.next_block)?;
        self.block.truncate(read);
        self.used = 0;
        self.next_block += read as u64;
        Ok(read > 0)
    }
}

impl Iterator for Lines<'_> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<io::Result<Line>> {
        self.read_line().transpose()
    }
}
