//! Notifications on Windows and macOS, as far as notify-rust supports them: a click is reported,
//! but a notification cannot be closed.

use std::sync::Arc;

use notify_rust::{Notification, NotificationResponse};
use tokio::sync::{Semaphore, mpsc};

use super::Request;
use super::digest::Notice;

/// Each notification has a thread that waits for its click.
const MAX_WAITING: usize = 8;

/// Carries out the requests and reports which entries were clicked, until there are no more
/// senders.
pub(super) async fn serve(mut requests: mpsc::Receiver<Request>, clicks: mpsc::Sender<u64>) {
    let waiting = Arc::new(Semaphore::new(MAX_WAITING));
    while let Some(request) = requests.recv().await {
        let (Request::Show(notice), Ok(place)) = (request, Arc::clone(&waiting).try_acquire_owned()) else {
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
            // Fails only if another room is open meanwhile, which ended the receiver.
            let _ = clicks.blocking_send(notice.entry);
        }
    };
    if let Err(error) = notification.show().and_then(|shown| shown.wait_for_response(clicked)) {
        tracing::info!(%error, "the desktop shows no notification");
    }
}
