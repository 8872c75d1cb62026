//! Watches the folder for changes that others make to the file.
//!
//! The folder is watched rather than the file, because editors replace a file by renaming another
//! one. The system reports our own writes as well. Comparing the file's size and times shows which
//! ones are ours, so that the writer is not woken by its own lines.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use notify::event::{EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::file::LOG_NAME;
use super::file::Stamp;

/// The shortest time between two events that lead to a check, so that one check covers many events.
/// A line that somebody else appends waits at most this long for its check.
const BETWEEN_EVENTS: Duration = Duration::from_millis(5);

/// The size and times that the file has if only the writer has touched it.
#[derive(Clone, Debug, Default)]
pub(super) struct Expected(Arc<Mutex<Expectation>>);

#[derive(Debug, Default)]
struct Expectation {
    bytes: u64,
    /// `None` while the writer writes, because then only the size is known in advance.
    stamp: Option<Stamp>,
    /// Whether somebody else has written to the file.
    written: bool,
}

impl Expected {
    /// Announces that the writer is about to append, after which the file has this many bytes.
    pub(super) fn grows_to(&self, bytes: u64) {
        let mut expectation = self.lock();
        (expectation.bytes, expectation.stamp) = (bytes, None);
    }

    pub(super) fn set(&self, stamp: Stamp) {
        let mut expectation = self.lock();
        (expectation.bytes, expectation.stamp) = (stamp.bytes, Some(stamp));
    }

    pub(super) fn is(&self, stamp: Stamp) -> bool {
        let expectation = self.lock();
        expectation.stamp.map_or(expectation.bytes == stamp.bytes, |expected| expected == stamp)
    }

    fn note_foreign_write(&self) {
        self.lock().written = true;
    }

    /// Returns whether somebody else has written since the last call.
    pub(super) fn take_foreign_write(&self) -> bool {
        std::mem::take(&mut self.lock().written)
    }

    fn lock(&self) -> MutexGuard<'_, Expectation> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Calls `changed` whenever others may have changed the file, until the watcher is dropped.
pub(super) fn watch_folder(
    folder: &Path,
    expected: Expected,
    changed: impl Fn() + Send + 'static,
) -> notify::Result<RecommendedWatcher> {
    let mut listener = FolderEvents { path: folder.join(LOG_NAME), expected, changed, acted: None };
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if let Ok(event) = event {
            listener.handle(&event);
        }
    })?;
    watcher.watch(folder, RecursiveMode::NonRecursive)?;
    Ok(watcher)
}

struct FolderEvents<F> {
    path: PathBuf,
    expected: Expected,
    changed: F,
    /// When an event last led to a check.
    acted: Option<Instant>,
}

impl<F: Fn()> FolderEvents<F> {
    fn handle(&mut self, event: &Event) {
        if !concerns_log(event) {
            return;
        }
        if let Some(acted) = self.acted {
            std::thread::sleep(BETWEEN_EVENTS.saturating_sub(acted.elapsed()));
        }
        self.acted = Some(Instant::now());
        if is_write(event) && self.is_our_own() {
            return;
        }
        if matches!(event.kind, EventKind::Modify(ModifyKind::Data(_))) {
            self.expected.note_foreign_write();
        }
        (self.changed)();
    }

    fn is_our_own(&self) -> bool {
        std::fs::metadata(&self.path).is_ok_and(|metadata| self.expected.is(Stamp::of(&metadata)))
    }
}

/// Whether bytes were written. Windows reports every change except a rename as "any".
fn is_write(event: &Event) -> bool {
    matches!(event.kind, EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any))
}

fn concerns_log(event: &Event) -> bool {
    let names_log = event.paths.iter().any(|path| path.file_name().is_some_and(|name| name == LOG_NAME));
    event.need_rescan() || (names_log && !event.kind.is_access())
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::io::Write;

    use notify::event::{DataChange, RenameMode};

    use super::*;

    fn event(kind: ModifyKind, name: &str) -> Event {
        Event::new(EventKind::Modify(kind)).add_path(PathBuf::from(name))
    }

    #[test]
    fn only_changes_by_others_are_reported() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(LOG_NAME);
        std::fs::write(&path, "ana said: hi\n").unwrap();
        let expected = Expected::default();
        let reports = Cell::new(0);
        let changed = || reports.set(reports.get() + 1);
        let mut listener =
            FolderEvents { path: path.clone(), expected: expected.clone(), changed, acted: None };
        let mut reported = |kind, name| {
            listener.handle(&event(kind, name));
            reports.take() > 0
        };
        let data = ModifyKind::Data(DataChange::Any);
        let stamp = || Stamp::of(&std::fs::metadata(&path).unwrap());
        expected.set(stamp());
        assert!(!reported(data, LOG_NAME), "our own line");
        assert!(!reported(ModifyKind::Any, LOG_NAME), "our own line on Windows");
        assert!(!reported(data, "chat.lock"), "another file");
        assert!(reported(ModifyKind::Name(RenameMode::To), LOG_NAME), "another file of the same size");
        assert!(!expected.take_foreign_write());
        let later = std::time::SystemTime::now() + Duration::from_secs(1);
        let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
        file.set_modified(later).unwrap();
        assert!(reported(data, LOG_NAME), "other bytes of the same size");
        assert!(expected.take_foreign_write() && !expected.take_foreign_write());
        expected.grows_to(13);
        assert!(!reported(data, LOG_NAME), "our own line, while it is written");
        expected.set(stamp());
        std::fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(b"x").unwrap();
        assert!(reported(data, LOG_NAME), "a byte of somebody else's");
        std::fs::remove_file(&path).unwrap();
        assert!(reported(data, LOG_NAME), "nothing there");
    }
}
