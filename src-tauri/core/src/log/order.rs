//! The interface that puts finished lines in order and stores them. On one machine, the
//! [`Log`](super::Log) does both; a room on several machines could let something else decide the
//! order.

use std::{fmt, io};

use futures_util::future::BoxFuture;

use super::cursor::Cursor;
use crate::disk::{is_full, is_in_use};

/// Puts finished lines in order and stores them.
pub trait Order: fmt::Debug + Send + Sync {
    /// Appends one line, which ends with LF, and returns when it is on the disk. The line is also
    /// stored if the future is dropped, but perhaps not while it is held and not polled. A line
    /// whose answer has arrived lies before every line that is given later. Lines that are given
    /// before that may be stored in any order. Must be called and polled within a Tokio runtime.
    ///
    /// # Errors
    /// When the line was not stored. In that case it is not in the file, except after
    /// [`AppendError::Interrupted`].
    fn append(&self, line: Vec<u8>, id: Option<LineId>) -> BoxFuture<'static, Result<Appended, AppendError>>;
}

/// A name for a line that has no place yet, so that a second attempt is recognised wherever it
/// arrives.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LineId(pub String);

/// The place of an appended line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appended {
    /// The offset of its first byte, which is the entry's id.
    pub id: u64,
    /// The place just past its LF.
    pub end: Cursor,
    /// The log's generation at that time.
    pub generation: u64,
}

/// Why a line was not stored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// The disk is full, or a quota or a size limit was reached.
    #[error("the disk is full; free some space on the host's computer and send again")]
    Full,
    /// Another program lets nobody else write to the file while it has it open (Windows).
    #[error("another program keeps the file to itself; end it on the host's computer and send again")]
    InUse,
    /// The disk returned an error.
    #[error("the disk of the host's computer does not take the message; send it again later")]
    Disk(String),
    /// A fault of the program interrupted the append, and the line may or may not be in the file;
    /// or the file was replaced before lines of it were erased.
    #[error("something went wrong while this was stored; check whether it was said before you say it again")]
    Interrupted,
    /// The log is closing.
    #[error("the room is closing")]
    Closed,
}

impl From<io::Error> for AppendError {
    fn from(error: io::Error) -> AppendError {
        match error {
            error if is_full(&error) => AppendError::Full,
            error if is_in_use(&error) => AppendError::InUse,
            error => AppendError::Disk(error.to_string()),
        }
    }
}
