//! Notifications on Windows and macOS, as far as notify-rust goes there: a click is told, closing them is not possible.

use std::sync::Arc;

use notify_rust::{Notification, NotificationResponse};
use tokio::sync::{Semaphore, mpsc};

use super::Order;
use super::digest::Notice;

/// Each notification has a thread that waits for its click.
const MAX_WAITING: usize = 8;

/// Does what is ordered, and tells which entries were clicked at, until nobody orders any more.
pub(super) async fn serve(mut orders: mpsc::Receiver<Order>, clicks: mpsc::Sender<u64>) {
    let waiting = Arc::new(Semaphore::new(MAX_WAITING));
    while let Some(order) = orders.recv().await {
        let (Order::Show(notice), Ok(place)) = (order, Arc::clone(&waiting).try_acquire_owned()) else {
            continue;
        };
        let clicks = clicks.clone();
        std::thread::spawn(move || {
            show(&notice, &clicks);
            drop(place);
        });
    }
}

fn show(notice: &Notice, clicks: &mpsc::Sender<u64>) {
    let mut notification = Notification::new();
    notification.summary(&notice.summary).body(&notice.body);
    #[cfg(windows)]
    notification.app_id("org.flatchat.desktop");
    let clicked = |response: &NotificationResponse| {
        if matches!(response, NotificationResponse::Default) {
            // Nobody listens any more: another room is open.
            let _ = clicks.blocking_send(notice.entry);
        }
    };
    if let Err(error) = notification.show().and_then(|shown| shown.wait_for_response(clicked)) {
        tracing::info!(%error, "the desktop shows no notification");
    }
}
