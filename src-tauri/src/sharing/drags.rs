//! Files that are dragged over the window. The system gives their paths to the shell and not to the
//! page, which shows where they can be dropped.

use std::sync::{Mutex, PoisonError};

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
pub struct Drags(Mutex<Option<Channel<Drag>>>);

impl Drags {
    /// Notifies this page from now on.
    pub fn attend(&self, page: Channel<Drag>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(page);
    }

    fn notify(&self, drag: Drag) {
        let page = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Err(error)) = page.as_ref().map(|page| page.send(drag)) {
            tracing::warn!(%error, "the page does not learn of dragged files");
        }
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
        // Dragged text has no paths.
        DragDropEvent::Enter { paths, .. } if !paths.is_empty() => drags.notify(Drag::Over),
        DragDropEvent::Drop { paths, .. } if !paths.is_empty() => {
            drags.notify(Drag::Dropped(app.state::<Offers>().offer(paths)));
        }
        DragDropEvent::Leave | DragDropEvent::Drop { .. } => drags.notify(Drag::Left),
        _ => {}
    }
}
