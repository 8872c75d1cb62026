//! Marking the tray for messages that the host has not seen. This is not the page's task, because
//! the page of a hidden window sleeps.

use std::sync::Arc;

use flatchat_core::Room;
use tauri::AppHandle;

use crate::{tray, window};

/// Marks the tray whenever somebody other than the host says something while the window is not in
/// use. Ends when the room closes.
pub fn watch(app: &AppHandle, room: &Arc<Room>) {
    let (app, room, mut following) = (app.clone(), Arc::clone(room), room.follow());
    tauri::async_runtime::spawn(async move {
        while let Some(entries) = following.next().await {
            let host = room.facts().host;
            let by_others = entries.iter().any(|entry| entry.verb.is_news() && entry.name != host);
            if by_others && !window::is_in_use(&app) {
                tray::mark_unread(&app);
            }
        }
    });
}
