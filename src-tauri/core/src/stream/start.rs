//! Where a subscriber begins, and finding that place in the log.

use std::io;

use crate::log::{Cursor, PageRequest, Snapshot, locate, read_page};
use crate::statement::parse_offset;

/// Where a new subscriber begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// With what comes next.
    End,
    /// With the newest entry.
    Newest,
    /// Just past the line that this cursor came from, if it is in this file.
    Cursor(Cursor),
    /// At this offset, or the start of the line it lies in.
    Offset(u64),
    /// With a reset and the newest page: the given cursor cannot be from this log.
    Reset,
}

impl Start {
    /// Reads a cursor or an offset as a guest sends it.
    pub fn parse(text: &str) -> Start {
        let offset = || parse_offset(text).map(Start::Offset);
        Cursor::parse(text).map(Start::Cursor).or_else(offset).unwrap_or(Start::Reset)
    }

    /// Finds the place in `log`. Where the log does not have it, the subscriber begins anew with the
    /// `newest` entries. Blocks.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub(crate) fn find(self, log: &Snapshot, newest: usize) -> io::Result<Landing> {
        match self {
            Start::End => Ok(Landing::Here(log.end)),
            Start::Newest => Ok(Landing::Here(before_newest(log, 1)?)),
            Start::Offset(offset) => {
                let cursor = Cursor::at(&log.file, locate(log, offset)?)?;
                Ok(Landing::Here(cursor.ok_or(io::ErrorKind::InvalidData)?))
            }
            Start::Cursor(cursor) if cursor.offset <= log.end.offset && cursor.matches(&log.file)? => {
                Ok(Landing::Here(cursor))
            }
            Start::Cursor(_) | Start::Reset => Ok(Landing::Reset(before_newest(log, newest)?)),
        }
    }
}

fn before_newest(log: &Snapshot, count: usize) -> io::Result<Cursor> {
    match count {
        0 => Ok(log.end),
        count => Ok(read_page(log, PageRequest::Newest, count)?.from),
    }
}

/// A place that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Landing {
    /// The place that was asked for.
    Here(Cursor),
    /// Another one: what the subscriber had before does not belong to this log.
    Reset(Cursor),
}
