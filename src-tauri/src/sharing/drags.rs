//! Files that are dragged over the window. The system gives their paths to the shell and not to the
//! page, which shows where they can be dropped.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use tauri::ipc::Channel;
use tauri::{AppHandle, DragDropEvent, Manager, WebviewWindow, WindowEvent};

use super::offers::{Offer, Offers};

/// What happens to files that are dragged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Drag {
    /// They are over the window.
    Over,
    /// They have left it.
    Left,
    /// They were dropped.
    Dropped(Offer),
}

/// The page that shows where files can be dropped.
#[derive(Default)]
pub struct Drags(Mutex<Attendance>);

#[derive(Default)]
struct Attendance {
    page: Option<Channel<Drag>>,
    /// What happened last before there was a page.
    missed: Option<Drag>,
}

impl Drags {
    /// Notifies this page from now on, first of what happened last while there was none.
    pub fn attend(&self, page: Channel<Drag>) {
        let missed = {
            let mut attendance = self.lock();
            attendance.page = Some(page);
            attendance.missed.take()
        };
        missed.into_iter().for_each(|drag| self.notify(drag));
    }

    fn notify(&self, drag: Drag) {
        let mut attendance = self.lock();
        match &attendance.page {
            None => attendance.missed = Some(drag),
            Some(page) => {
                if let Err(error) = page.send(drag) {
                    tracing::warn!(%error, "the page does not learn of dragged files");
                }
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Attendance> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Notifies the page of everything that is dragged over this window from now on.
pub fn follow(window: &WebviewWindow) {
    let app = window.app_handle().clone();
    window.on_window_event(move |event| {
        if let WindowEvent::DragDrop(drag) = event {
            notify(&app, drag);
        }
    });
}

fn notify(app: &AppHandle, event: &DragDropEvent) {
    let drags = app.state::<Drags>();
    match event {
        DragDropEvent::Enter { paths, .. } if !on_disk(paths).is_empty() => drags.notify(Drag::Over),
        DragDropEvent::Drop { paths, .. } => match on_disk(paths) {
            paths if paths.is_empty() => drags.notify(Drag::Left),
            paths => drags.notify(Drag::Dropped(app.state::<Offers>().offer(&paths))),
        },
        DragDropEvent::Leave => drags.notify(Drag::Left),
        _ => {}
    }
}

/// Returns what is on the disk. Text that is dragged has no paths, and the "path" of a link or of a
/// picture of a page is its address.
fn on_disk(paths: &[PathBuf]) -> Vec<PathBuf> {
    paths.iter().filter(|path| path.is_absolute()).cloned().collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_page_that_comes_late_learns_what_happened_last() {
        let (drags, seen) = (Drags::default(), Arc::new(Mutex::new(Vec::new())));
        let page = || {
            let seen = Arc::clone(&seen);
            Channel::new(move |drag| {
                seen.lock().unwrap().push(drag.deserialize::<serde_json::Value>().unwrap());
                Ok(())
            })
        };
        drags.notify(Drag::Over);
        drags.notify(Drag::Dropped(Offer::default()));
        drags.attend(page());
        drags.notify(Drag::Over);
        drags.attend(page());
        let dropped = serde_json::json!({"dropped": {"files": [], "folders": 0}});
        assert_eq!(*seen.lock().unwrap(), [dropped, "over".into()]);
    }

    #[test]
    fn links_and_pictures_of_pages_are_no_files() {
        let file = std::env::temp_dir().join("a b.jpg");
        let dragged = ["https://example.org/a.jpg".into(), file.clone(), "files://localhost/a".into()];
        assert_eq!(on_disk(&dragged), [file]);
        assert_eq!(on_disk(&[]), [] as [PathBuf; 0]);
    }
}
