//! Up to where removals are finished: `removals.done` beside the log.
//!
//! A start finishes removals that a crash interrupted, and only those. In a file that was edited by
//! hand meanwhile, the id of an old removal may mean somebody else's line.
//!
//! # Invariants
//! * The kept place lies behind each removal whose words are gone. A place that is too early is
//!   harmless: words that are gone already stay so.
//! * A place that the log does not have any more says that somebody has edited the file, so that no
//!   id in it can be trusted.

use std::io;
use std::path::Path;

use crate::disk::{Readers, read_file, replace_file};
use crate::log::{Cursor, LogFile};

const NAME: &str = "removals.done";

/// A cursor is far shorter.
const MAX_BYTES: u64 = 64;

/// Which removals of a log may be unfinished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfinished {
    /// Those from this offset on.
    From(u64),
    /// None, because the file was edited.
    None,
}

impl Unfinished {
    /// Reads the folder's record. Without one, any removal may be unfinished: the room may be older
    /// than the record.
    pub(super) fn in_folder(folder: &Path, log: &LogFile) -> io::Result<Unfinished> {
        let kept = match read_file(&folder.join(NAME), MAX_BYTES) {
            Ok(kept) => kept,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Unfinished::From(0)),
            Err(error) => {
                tracing::warn!(%error, "{NAME} cannot be read; no removal is finished that a crash interrupted");
                return Ok(Unfinished::None);
            }
        };
        let place = std::str::from_utf8(&kept).ok().and_then(|kept| Cursor::parse(kept.trim_end()));
        Ok(match place {
            Some(place) if place.matches(log)? => Unfinished::From(place.offset),
            Some(_) | None => Unfinished::None,
        })
    }

    /// Whether the removal by the line with this id may be unfinished.
    pub(super) fn has(self, id: u64) -> bool {
        matches!(self, Unfinished::From(place) if id >= place)
    }
}

/// Records that all removals before this place are finished.
pub(super) fn keep(folder: &Path, place: Cursor) {
    if let Err(error) = replace_file(&folder.join(NAME), format!("{place}\n").as_bytes(), Readers::Default) {
        tracing::warn!(%error, "{NAME} cannot be written; the next start may look at removals again");
    }
}
