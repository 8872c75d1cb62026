//! The window's searches of the log. There is at most one at a time.

// Tauri passes state by value.
#![allow(clippy::needless_pass_by_value)]

use std::sync::{Mutex, PoisonError};

use flatchat_core::Refusal;
use flatchat_core::room::{FindQuery, Finds};
use tauri::State;
use tokio_util::sync::CancellationToken;

use crate::current::OpenDesk;

/// Ends the search that runs now.
#[derive(Default)]
pub(crate) struct LogSearch(Mutex<CancellationToken>);

impl LogSearch {
    /// Ends the search that runs, and gives the token that ends the next one.
    fn replace(&self) -> CancellationToken {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        running.cancel();
        *running = CancellationToken::new();
        running.clone()
    }
}

/// Searches the log. Returns `None` if the search was ended before.
#[tauri::command]
pub(crate) async fn find(
    desk: OpenDesk,
    search: State<'_, LogSearch>,
    query: FindQuery,
) -> Result<Option<Finds>, Refusal> {
    let ended = search.replace();
    ended.run_until_cancelled(desk.room.find_as_host(query)).await.transpose()
}

#[tauri::command]
pub(crate) fn stop_finding(search: State<'_, LogSearch>) {
    search.replace();
}
