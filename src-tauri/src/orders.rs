//! What the shell asks of the page: a tray or another start of the app has no dialog of its own to show.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use tauri::ipc::Channel;

/// Something that the page is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Show how others come in.
    Invite,
    /// Show the conversation at this entry.
    Entry(#[cfg_attr(test, ts(type = "number"))] u64),
    /// Begin anew: another room is open.
    BeginAnew,
}

/// The way to the page.
#[derive(Default)]
pub struct Orders(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    page: Option<Channel<Order>>,
    /// Given before there was a page.
    order: Option<Order>,
}

impl Orders {
    /// The page is there, and takes orders from now on.
    pub fn attend(&self, page: Channel<Order>) {
        let mut waiting = self.lock();
        if let Some(order) = waiting.order.take() {
            send(&page, order);
        }
        waiting.page = Some(page);
    }

    /// Asks the page, or the next one if there is none yet.
    pub fn give(&self, order: Order) {
        let mut waiting = self.lock();
        match &waiting.page {
            Some(page) => send(page, order),
            None => waiting.order = Some(order),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn send(page: &Channel<Order>, order: Order) {
    if let Err(error) = page.send(order) {
        tracing::warn!(%error, ?order, "the page does not hear");
    }
}
