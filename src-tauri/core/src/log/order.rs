//! Putting finished lines in order and storing them. Alone, the [`Log`](super::Log) does both; a
//! room on several machines would let something else decide the order.

use std::{fmt, io};

use futures_util::future::BoxFuture;

use super::cursor::Cursor;

/// Puts finished lines in order and stores them.
pub trait Order: fmt::Debug + Send + Sync {
    /// Appends one line, given with its LF, and answers when it is on the disk. The line is stored
    /// even if nobody waits for the answer. A line whose answer came lies before every line that is
    /// given later; lines given before that may be stored in any order. Must be called within a
    /// Tokio runtime.
    ///
    /// # Errors
    /// When the line was not stored. Then it is not in the file.
    fn append(&self, line: Vec<u8>, id: Option<LineId>) -> BoxFuture<'static, Result<Appended, AppendError>>;
}

/// Names a line before it has a place, so that a second try is recognised wherever it arrives.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LineId(pub String);

/// Where an appended line came to lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appended {
    /// Offset of its first byte: the entry's id.
    pub id: u64,
    /// Just past its LF.
    pub end: Cursor,
}

/// Why a line was not stored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// No room left, or over a quota or size limit.
    #[error("the disk is full; free some space on the host's computer and send again")]
    Full,
    /// The disk answers with an error.
    #[error("the disk of the host's computer does not take the message; send it again later")]
    Disk(String),
    /// Storing it was interrupted by a fault of the program. Whether it is in the file is not known.
    #[error("something went wrong while this was stored; check whether it was said before you say it again")]
    Interrupted,
    /// The log is closing.
    #[error("the room is closing")]
    Closed,
}

impl From<io::Error> for AppendError {
    fn from(error: io::Error) -> AppendError {
        use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        match error.kind() {
            StorageFull | QuotaExceeded | FileTooLarge => AppendError::Full,
            _ => AppendError::Disk(error.to_string()),
        }
    }
}
