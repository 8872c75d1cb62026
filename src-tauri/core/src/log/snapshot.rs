//! The log at one moment, as readers see it.

use std::sync::Arc;

use super::cursor::Cursor;
use super::file::LogFile;

/// The log as readers may see it: everything before `end`, in `file`.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Grows when the file was truncated, replaced or deleted: old offsets mean nothing then.
    pub generation: u64,
    /// Just past the last whole line.
    pub end: Cursor,
    /// Where to read it.
    pub file: Arc<LogFile>,
}
