//! Hearing of what others do to the file.
//!
//! Editors replace a file by rename, so the folder is watched and not the file. The system tells of our own lines just as of
//! those of others; here they are told apart by the file's size, and the writer is not woken for them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use notify::event::{EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc;

use super::LOG_NAME;
use super::thread::Command;

/// At least this long between two events that are acted on, so that one look is for many: a line of others waits no longer.
const BETWEEN_EVENTS: Duration = Duration::from_millis(5);

/// How large the file is if nobody but the writer has touched it.
#[derive(Clone, Debug, Default)]
pub(super) struct ExpectedSize(Arc<AtomicU64>);

impl ExpectedSize {
    pub(super) fn set(&self, bytes: u64) {
        self.0.store(bytes, Ordering::Release);
    }

    pub(super) fn is(&self, bytes: u64) -> bool {
        self.0.load(Ordering::Acquire) == bytes
    }
}

/// Asks the writer to look, until the watcher is dropped, whenever others may have touched the file.
pub(super) fn watch_folder(
    folder: &Path,
    expected: ExpectedSize,
    commands: mpsc::Sender<Command>,
) -> notify::Result<RecommendedWatcher> {
    let mut listener = Listener { path: folder.join(LOG_NAME), expected, commands, heard: None };
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if let Ok(event) = event {
            listener.hear(&event);
        }
    })?;
    watcher.watch(folder, RecursiveMode::NonRecursive)?;
    Ok(watcher)
}

struct Listener {
    path: PathBuf,
    expected: ExpectedSize,
    commands: mpsc::Sender<Command>,
    /// When the last event was heard.
    heard: Option<Instant>,
}

impl Listener {
    fn hear(&mut self, event: &Event) {
        if !concerns_log(event) {
            return;
        }
        if let Some(heard) = self.heard {
            std::thread::sleep(BETWEEN_EVENTS.saturating_sub(heard.elapsed()));
        }
        self.heard = Some(Instant::now());
        if !self.is_our_own(event) {
            // A full queue is as good: the writer looks at the file before each group.
            let _ = self.commands.try_send(Command::Look);
        }
    }

    /// Whether bytes were written, and no others than the writer's. Windows says of any change but a new name just that it was
    /// one.
    fn is_our_own(&self, event: &Event) -> bool {
        matches!(event.kind, EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any))
            && std::fs::metadata(&self.path).is_ok_and(|metadata| self.expected.is(metadata.len()))
    }
}

fn concerns_log(event: &Event) -> bool {
    let names_log = event.paths.iter().any(|path| path.file_name().is_some_and(|name| name == LOG_NAME));
    event.need_rescan() || (names_log && !event.kind.is_access())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use notify::event::{DataChange, RenameMode};

    use super::*;

    fn event(kind: ModifyKind, name: &str) -> Event {
        Event::new(EventKind::Modify(kind)).add_path(PathBuf::from(name))
    }

    #[test]
    fn only_what_others_did_is_a_reason_to_look() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(LOG_NAME);
        std::fs::write(&path, "ana said: hi\n").unwrap();
        let (commands, mut queue) = mpsc::channel(8);
        let expected = ExpectedSize::default();
        let mut listener = Listener { path: path.clone(), expected: expected.clone(), commands, heard: None };
        let mut looks = |kind, name| {
            listener.hear(&event(kind, name));
            queue.try_recv().is_ok()
        };
        let data = ModifyKind::Data(DataChange::Any);
        expected.set(13);
        assert!(!looks(data, LOG_NAME), "our own line");
        assert!(!looks(ModifyKind::Any, LOG_NAME), "our own line on Windows");
        assert!(!looks(data, "chat.lock"), "another file");
        assert!(looks(ModifyKind::Name(RenameMode::To), LOG_NAME), "another file of the same size");
        std::fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(b"x").unwrap();
        assert!(looks(data, LOG_NAME), "a byte of somebody else's");
        std::fs::remove_file(&path).unwrap();
        assert!(looks(data, LOG_NAME), "nothing there");
    }
}
