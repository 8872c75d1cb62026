//! Counting the messages that the host has not seen, for the tray, the window's title and its icon.
//! This is not the page's task, because the page of a hidden window sleeps.

use std::sync::Arc;

use flatchat_core::Room;
use flatchat_core::entry::Entry;
use tauri::{AppHandle, Manager};

use crate::tray;
use crate::window::{self, Attention};

/// Shows how much others say while the window is not in use, until the host returns to it. Ends
/// when the room closes.
pub fn watch(app: &AppHandle, room: &Arc<Room>) {
    let (app, room, mut following) = (app.clone(), Arc::clone(room), room.follow());
    let mut attention = app.state::<Attention>().watch();
    tauri::async_runtime::spawn(async move {
        let mut unread = 0;
        loop {
            tokio::select! {
                entries = following.next() => {
                    let Some(entries) = entries else { return };
                    let news = count_news(&entries, room.facts().host.as_deref());
                    if news == 0 || window::is_in_use(&app) {
                        continue;
                    }
                    unread += news;
                }
                Ok(()) = attention.changed() => {
                    if unread == 0 || !*attention.borrow_and_update() {
                        continue;
                    }
                    unread = 0;
                }
            }
            mark(&app, unread);
        }
    });
}

fn mark(app: &AppHandle, unread: usize) {
    tray::mark(app, unread);
    if let Err(error) = window::mark(app, unread) {
        tracing::warn!(%error, "the window's title shows something old");
    }
}

fn count_news(entries: &[Entry], host: Option<&str>) -> usize {
    entries.iter().filter(|entry| entry.verb.is_news() && entry.name.as_deref() != host).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_say_counts_and_nothing_else_does() {
        let lines = [
            "ana said: hello",
            "Hanna said: I am the host",
            "ana set topic: tea",
            "ana reacted to 0: \u{1f44d}",
            "ana replied to 0: yes",
            "backup finished",
        ];
        let entries: Vec<Entry> = lines.iter().map(|line| Entry::parse(0, line.as_bytes(), false)).collect();
        assert_eq!(count_news(&entries, Some("Hanna")), 3);
        assert_eq!(count_news(&[], None), 0);
    }
}
