//! Telling the desktop of messages while the window is not in use.
//!
//! All of it is here and not in the page, whose timers stop while the window is hidden. A desktop that shows no
//! notifications, or hangs, holds up nothing: it is spoken to by a task of its own.
//!
//! | file | what |
//! |---|---|
//! | `digest` | which messages, and many of them as one |
//! | `freedesktop` | the desktops of Linux and the BSDs, over D-Bus |
//! | `toasts` | Windows and macOS |

mod digest;
#[cfg(all(unix, not(target_os = "macos")))]
mod freedesktop;
#[cfg(not(all(unix, not(target_os = "macos"))))]
mod toasts;

use std::sync::Arc;

use flatchat_core::Room;
use flatchat_core::entry::Entry;
use flatchat_core::stream::Following;
use tauri::async_runtime::spawn;
use tauri::{AppHandle, Manager};
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::orders::{self, Orders};
use crate::settings::SettingsFile;
use crate::window::{self, Attention};
use digest::{Digest, Notice, concerns};
#[cfg(all(unix, not(target_os = "macos")))]
use freedesktop::serve;
#[cfg(not(all(unix, not(target_os = "macos"))))]
use toasts::serve;

/// How many orders wait for a desktop that is slow. More are dropped: they are old news by then.
const MAX_ORDERS: usize = 4;

/// What a desktop is asked to do.
#[derive(Debug)]
enum Order {
    Show(Notice),
    /// The host has come back: what is still shown is old.
    Clear,
}

/// Tells the desktop of what is said in `room` from now on, until `stop`. A click on a notification shows the window and
/// orders the message from the page.
pub fn tell(app: &AppHandle, room: &Arc<Room>, file: Arc<SettingsFile>, stop: CancellationToken) {
    let (orders, ordered) = mpsc::channel(MAX_ORDERS);
    let (clicks, clicked) = mpsc::channel(1);
    let teller = Teller {
        attention: app.state::<Attention>().watch(),
        app: app.clone(),
        following: room.follow(),
        file,
        digest: Digest::default(),
        orders,
        clicked,
    };
    spawn(serve(ordered, clicks));
    spawn(async move { stop.run_until_cancelled_owned(teller.run()).await });
}

struct Teller {
    app: AppHandle,
    attention: watch::Receiver<bool>,
    following: Following,
    file: Arc<SettingsFile>,
    digest: Digest,
    orders: mpsc::Sender<Order>,
    clicked: mpsc::Receiver<u64>,
}

impl Teller {
    async fn run(mut self) {
        loop {
            let due = self.digest.due(Instant::now());
            tokio::select! {
                entries = self.following.next() => match entries {
                    Some(entries) => self.hear(entries),
                    None => return,
                },
                () = sleep_until(due) => self.show(),
                Some(entry) = self.clicked.recv() => self.open(entry),
                Ok(()) = self.attention.changed() => self.look(),
            }
        }
    }

    fn hear(&mut self, entries: Vec<Entry>) {
        if *self.attention.borrow() {
            return;
        }
        let settings = self.file.get();
        for entry in entries.into_iter().filter(|entry| concerns(entry, &settings)) {
            self.digest.add(entry);
        }
    }

    fn show(&mut self) {
        if let Some(notice) = self.digest.take(Instant::now(), &self.file.get().title) {
            self.order(Order::Show(notice));
        }
    }

    fn look(&mut self) {
        if *self.attention.borrow_and_update() {
            self.digest.forget();
            self.order(Order::Clear);
        }
    }

    fn order(&self, order: Order) {
        if let Err(error) = self.orders.try_send(order) {
            tracing::debug!(%error, "the desktop does not keep up with notifications");
        }
    }

    fn open(&self, entry: u64) {
        window::show(&self.app);
        self.app.state::<Orders>().give(orders::Order::Entry(entry));
    }
}

async fn sleep_until(due: Option<Instant>) {
    match due {
        Some(due) => tokio::time::sleep_until(due).await,
        None => std::future::pending().await,
    }
}
