//! Single lines of the log, read beside the runtime's tasks.

use std::sync::Arc;
use std::time::Duration;

use super::Room;
use crate::entry::Entry;
use crate::index::ResolvedEntry;
use crate::log::{Line, Snapshot, WireCursor};
use crate::refusal::Refusal;

/// How long a request waits for the log to be read after a start.
pub(super) const READY_WITHIN: Duration = Duration::from_secs(10);

impl Room {
    /// Returns the line at `id`, which has to stand by itself, as it is now.
    pub(super) async fn find_line(&self, log: &Snapshot, id: u64) -> Result<ResolvedEntry, Refusal> {
        self.wait_for_index(log).await?;
        let (index, log) = (self.index.clone(), log.clone());
        read_in_background(move || {
            let entry = read_alone(&log, id)?;
            let resolved = index.resolve(&log, std::slice::from_ref(&entry)).map_err(|e| unreadable(&e))?;
            resolved.and_then(|mut resolved| resolved.entries.pop()).ok_or(Refusal::LogRewritten)
        })
        .await
    }

    /// Refuses a request that was made for another log than this one: the ids in it may mean other
    /// lines by now. `cursor` is the newest one that its sender holds, if they say it.
    ///
    /// # Errors
    /// When the cursor is of another log, or is none.
    pub async fn check_cursor(self: &Arc<Room>, cursor: Option<&str>) -> Result<(), Refusal> {
        let Some(cursor) = cursor else { return Ok(()) };
        let cursor = WireCursor::parse(cursor).ok_or(Refusal::BadCursor)?;
        let room = Arc::clone(self);
        read_in_background(move || {
            // The change may be so new that nobody knows of it.
            room.log.scan_for_changes();
            let log = room.log.snapshot();
            let cursor = cursor.in_generation(log.generation);
            let ours = cursor.offset <= log.end.offset;
            let is_exact = ours && cursor.is_exact(&log.file).map_err(|e| unreadable(&e))?;
            if is_exact { Ok(()) } else { Err(Refusal::LogRewritten) }
        })
        .await
    }

    /// Waits until the index knows this log.
    pub(super) async fn wait_for_index(&self, log: &Snapshot) -> Result<(), Refusal> {
        let ready = self.index.wait_until_ready(log.generation);
        tokio::time::timeout(READY_WITHIN, ready).await.map_err(|_| Refusal::NotReady)
    }
}

/// Reads the line at `id`, if it stands by itself.
pub(super) fn read_alone(log: &Snapshot, id: u64) -> Result<Entry, Refusal> {
    let is_there = id < log.end.offset;
    let line = if is_there { Line::at(&log.file, id).map_err(|e| unreadable(&e))? } else { None };
    let entry = line.map(|line| line.entry()).filter(|entry| entry.verb.stands_alone());
    entry.ok_or(Refusal::NoSuchMessage)
}

pub(super) async fn read_in_background<T: Send + 'static>(
    read: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(read).await.unwrap_or(Err(Refusal::Unreadable))
}

pub(super) fn unreadable(error: &std::io::Error) -> Refusal {
    tracing::error!(%error, "cannot read the log");
    Refusal::Unreadable
}
