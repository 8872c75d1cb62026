//! The log at one moment, as readers see it.

use std::sync::Arc;

use super::cursor::{Cursor, WireCursor};
use super::file::LogFile;

/// The part of the log that readers may see: everything before `end`, in `file`.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Grows when the file is truncated, replaced or deleted. Offsets from an earlier generation
    /// mean nothing.
    pub generation: u64,
    /// The place just past the last whole line.
    pub end: Cursor,
    /// The file to read from.
    pub file: Arc<LogFile>,
}

impl Snapshot {
    /// Returns the log's end for readers.
    pub fn end_on_wire(&self) -> WireCursor {
        self.end.on_wire(self.generation)
    }
}
