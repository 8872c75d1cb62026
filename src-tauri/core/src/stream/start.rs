//! The place where a subscriber begins, and the search for it in the log.

use std::io;

use crate::log::{Cursor, PageRequest, Snapshot, WireCursor, locate, read_page};
use crate::statement::parse_offset;

/// The place where a new subscriber begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// At the log's end.
    End,
    /// At the newest entry.
    Newest,
    /// Just past the line that this cursor came from, if the line is in this file.
    Cursor(WireCursor),
    /// At this offset, or at the start of the line that contains it.
    Offset(u64),
    /// With a reset and the newest page, because the given cursor cannot be from this log.
    Reset,
}

impl Start {
    /// Parses a cursor or an offset that a guest sent.
    pub fn parse(text: &str) -> Start {
        let offset = || parse_offset(text).map(Start::Offset);
        WireCursor::parse(text).map(Start::Cursor).or_else(offset).unwrap_or(Start::Reset)
    }

    /// Finds the place in `log`. If the log does not have it, the subscriber starts again with the
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
            Start::Cursor(held) => {
                let cursor = held.in_generation(log.generation);
                match cursor.offset <= log.end.offset && cursor.matches(&log.file)? {
                    true => Ok(Landing::Here(cursor)),
                    false => Start::Reset.find(log, newest),
                }
            }
            Start::Reset => Ok(Landing::Reset(before_newest(log, newest)?)),
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
    /// Another place: the entries that the subscriber had before do not belong to this log.
    Reset(Cursor),
}
