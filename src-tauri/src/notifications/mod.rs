//! Desktop notifications of messages while the window is not in use.
//!
//! All of it is here and not in the page, whose timers stop while the window is hidden. A desktop
//! that shows no notifications, or hangs, delays nothing else: a task of its own talks to it.
//!
//! | file | what |
//! |---|---|
//! | `digest` | which messages become notifications, and many of them as one |
//! | `freedesktop` | the desktops of Linux and the BSDs, over D-Bus |
//! | `toasts` | Windows and macOS |

mod digest;
#[cfg(all(unix, not(target_os = "macos")))]
mod freedesktop;
#[cfg(not(all(unix, not(target_os = "macos"))))]
mod toasts;

use std::collections::HashSet;
use std::sync::{Arc, Weak};

use flatchat_core::Room;
use flatchat_core::entry::{Entry, Verb};
use flatchat_core::stream::Following;
use tauri::async_runtime::spawn;
use tauri::{AppHandle, Manager};
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::orders::{Order, Orders};
use crate::settings::SettingsFile;
use crate::window::{self, Attention};
use digest::{Digest, Notice, concerns};
#[cfg(all(unix, not(target_os = "macos")))]
use freedesktop::serve;
#[cfg(not(all(unix, not(target_os = "macos"))))]
use toasts::serve;

/// How many requests wait for a slow desktop. Further ones are dropped: they are old news by then.
const MAX_REQUESTS: usize = 4;

/// How many names of people who spoke are remembered, besides those that the room knows.
const MAX_SPEAKERS: usize = 1_000;

/// A request to the desktop.
#[derive(Debug)]
enum Request {
    Show(Notice),
    /// Close what is still shown: the host has come back.
    Clear,
}

/// Notifies the host of what is said in `room` from now on, until `stop`. A click on a notification
/// shows the window, and the page goes to the message.
pub fn begin(app: &AppHandle, room: &Arc<Room>, file: Arc<SettingsFile>, stop: CancellationToken) {
    let (requests, requested) = mpsc::channel(MAX_REQUESTS);
    let (clicks, clicked) = mpsc::channel(1);
    let notifier = Notifier {
        attention: app.state::<Attention>().watch(),
        app: app.clone(),
        following: room.follow(),
        room: Arc::downgrade(room),
        speakers: HashSet::new(),
        file,
        digest: Digest::default(),
        requests,
        clicked,
    };
    spawn(serve(requested, clicks));
    spawn(async move { stop.run_until_cancelled_owned(notifier.run()).await });
}

struct Notifier {
    app: AppHandle,
    attention: watch::Receiver<bool>,
    following: Following,
    room: Weak<Room>,
    /// Programs that write into the file have names, too.
    speakers: HashSet<String>,
    file: Arc<SettingsFile>,
    digest: Digest,
    requests: mpsc::Sender<Request>,
    clicked: mpsc::Receiver<u64>,
}

impl Notifier {
    async fn run(mut self) {
        loop {
            let due = self.digest.due(Instant::now());
            tokio::select! {
                entries = self.following.next() => match entries {
                    Some(entries) => self.collect(entries),
                    None => return,
                },
                () = sleep_until(due) => self.show(),
                Some(entry) = self.clicked.recv() => self.open(entry),
                Ok(()) = self.attention.changed() => self.attention_changed(),
            }
        }
    }

    fn collect(&mut self, entries: Vec<Entry>) {
        self.note_speakers(&entries);
        if *self.attention.borrow() {
            return;
        }
        let settings = self.file.get();
        for entry in entries {
            match entry.target {
                Some(id) if entry.verb == Verb::Removed => self.digest.remove(id),
                _ if concerns(&entry, &settings, || self.names()) => self.digest.add(entry),
                _ => {}
            }
        }
    }

    fn note_speakers(&mut self, entries: &[Entry]) {
        for name in entries.iter().filter_map(|entry| entry.name.as_ref()) {
            if self.speakers.len() < MAX_SPEAKERS && !self.speakers.contains(name) {
                self.speakers.insert(name.clone());
            }
        }
    }

    /// The names of everybody who is known.
    fn names(&self) -> Vec<String> {
        let held = self.room.upgrade().map(|room| room.names()).unwrap_or_default();
        held.into_iter().chain(self.speakers.iter().cloned()).collect()
    }

    fn show(&mut self) {
        let settings = self.file.get();
        if let Some(notice) = self.digest.take(Instant::now(), &settings.title, settings.words()) {
            self.request(Request::Show(notice));
        }
    }

    fn attention_changed(&mut self) {
        if *self.attention.borrow_and_update() {
            self.digest.forget();
            self.request(Request::Clear);
        }
    }

    fn request(&self, request: Request) {
        if let Err(error) = self.requests.try_send(request) {
            tracing::debug!(%error, "the desktop does not keep up with notifications");
        }
    }

    fn open(&self, entry: u64) {
        window::show(&self.app);
        self.app.state::<Orders>().give(Order::Entry(entry));
    }
}

async fn sleep_until(due: Option<Instant>) {
    match due {
        Some(due) => tokio::time::sleep_until(due).await,
        None => std::future::pending().await,
    }
}
