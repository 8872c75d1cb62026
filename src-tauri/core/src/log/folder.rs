//! Hearing of what others do to the file.
//!
//! Editors replace a file by rename, so the folder is watched and not the file.

use std::path::Path;
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc;

use super::LOG_NAME;
use super::thread::Command;

/// How soon after a look events may ask for another: lines of others wait no longer than that.
const BETWEEN_LOOKS: Duration = Duration::from_millis(5);

pub(super) fn watch_folder(
    folder: &Path,
    commands: mpsc::Sender<Command>,
) -> notify::Result<RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| concerns_log(&event)) {
            // A full queue is as good: the writer looks at the file before each group.
            let _ = commands.try_send(Command::Look);
            // Meanwhile events gather without waking anybody, those of our own lines above all; the next look is for all.
            std::thread::sleep(BETWEEN_LOOKS);
        }
    })?;
    watcher.watch(folder, RecursiveMode::NonRecursive)?;
    Ok(watcher)
}

fn concerns_log(event: &notify::Event) -> bool {
    let names_log = event.paths.iter().any(|path| path.file_name().is_some_and(|name| name == LOG_NAME));
    event.need_rescan() || (names_log && !event.kind.is_access())
}
