//! What the shell asks the page to do. A tray, or another start of the app, has no dialog of its
//! own to show.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use tauri::ipc::Channel;

/// Something for the page to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Show the invitation.
    Invite,
    /// Show the conversation at this entry.
    Entry(#[cfg_attr(test, ts(type = "number"))] u64),
    /// Begin anew: another room is open.
    BeginAnew,
}

/// The page, and the order that waits for it.
#[derive(Default)]
pub struct Orders(Mutex<Outbox>);

#[derive(Default)]
struct Outbox {
    page: Option<Channel<Order>>,
    /// An order that was given before there was a page.
    order: Option<Order>,
}

impl Orders {
    /// Sends orders to this page from now on.
    pub fn attend(&self, page: Channel<Order>) {
        let mut outbox = self.lock();
        if let Some(order) = outbox.order.take() {
            send(&page, order);
        }
        outbox.page = Some(page);
    }

    /// Gives an order to the page or, if there is none yet, to the next one.
    pub fn give(&self, order: Order) {
        let mut outbox = self.lock();
        match &outbox.page {
            Some(page) => send(page, order),
            None => outbox.order = Some(order),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Outbox> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn send(page: &Channel<Order>, order: Order) {
    if let Err(error) = page.send(order) {
        tracing::warn!(%error, ?order, "the page cannot be reached");
    }
}
