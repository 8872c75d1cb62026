//! The host's desk: the room, its server and its settings, from start to stop.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use flatchat_core::log::{LockError, OpenError};
use flatchat_core::room::Me;
use flatchat_core::stream::Subscription;
use flatchat_core::{Options, Problem, Refusal, Room};
use tauri::AppHandle;
use tauri::ipc::Channel;
use tokio_util::sync::CancellationToken;

use crate::awake::Awake;
use crate::doorbell::Doorbell;
use crate::notifications;
use crate::problem::problem;
use crate::server::{ListenError, Server};
use crate::settings::{Change, KeepError, SetAside, Settings, SettingsFile};
use crate::window;

/// How long streams and the disk get at the end.
const CLOSE_WITHIN: Duration = Duration::from_secs(3);

/// Why the app cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The room's folder is in use or cannot be used.
    #[error(transparent)]
    Room(#[from] OpenError),
    /// Settings cannot be kept.
    #[error("settings cannot be kept: {0}")]
    Settings(#[from] tauri_plugin_store::Error),
}

impl StartError {
    /// Whether another process holds the room's folder.
    pub fn is_held(&self) -> bool {
        matches!(self, StartError::Room(OpenError::Lock(LockError::Held { .. })))
    }
}

/// Why a setting stays as it was.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// The new one does not do.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The server cannot be there.
    #[error(transparent)]
    Listen(#[from] ListenError),
    /// The disk does not take it.
    #[error(transparent)]
    Keep(#[from] KeepError),
}

impl From<ChangeError> for Problem {
    fn from(error: ChangeError) -> Problem {
        let code = match &error {
            ChangeError::Refused(refusal) => return Problem::from(refusal),
            ChangeError::Listen(ListenError::Taken(_)) => "port_taken",
            ChangeError::Listen(_) => "cannot_listen",
            ChangeError::Keep(_) => "settings_not_kept",
        };
        problem(code, error)
    }
}

/// Everything that one host has open.
pub struct Desk {
    /// The room.
    pub room: Arc<Room>,
    /// Its server.
    pub server: Server,
    file: Arc<SettingsFile>,
    /// Ends the notifications, and lets the computer sleep.
    telling: CancellationToken,
    awake: Awake,
    /// One change at a time, each from what the one before has left.
    changing: tokio::sync::Mutex<()>,
    /// Ends the window's subscription when it opens another.
    listening: Mutex<CancellationToken>,
    doorbell: Doorbell,
}

impl Desk {
    /// Opens the room in `folder`; [`Desk::serve`] lets guests in. A folder without settings takes over what the host
    /// chose for themself from `before`. Must be called within a Tokio runtime.
    ///
    /// # Errors
    /// When another process holds the room, or its folder cannot be used.
    pub fn open(app: &AppHandle, folder: &Path, before: Option<&Settings>) -> Result<Desk, StartError> {
        let file = Arc::new(SettingsFile::open(app, folder)?);
        let settings = before.filter(|_| file.is_new()).map(|before| before.for_room_in(folder));
        let (settings, new) = settings.map_or_else(|| (file.get(), false), |settings| (settings, true));
        let options = Options {
            title: settings.title.clone(),
            code: settings.code.clone(),
            max_guests: settings.max_guests,
            held_by: format!("Flatchat (process {})", std::process::id()),
            ..Options::new(folder)
        };
        let room = Room::open(options)?;
        if let Some(name) = &settings.name
            && let Err(refusal) = room.enter_as_host(name)
        {
            tracing::warn!(%refusal, "the host has to choose a name again");
        }
        if new && let Err(error) = file.set(&settings) {
            tracing::warn!("{error}");
        }
        let server = Server::new(Arc::clone(&room));
        server.lan().announce_as(settings.announced_as());
        server.allowed_hosts().set(&settings.allowed_hosts);
        let ringing = app.clone();
        let doorbell = Doorbell::hang(folder, move || window::show(&ringing));
        let telling = CancellationToken::new();
        notifications::tell(app, &room, Arc::clone(&file), telling.clone());
        let awake = Awake::begin(&room, settings.keep_awake, telling.clone());
        Ok(Desk {
            room,
            server,
            file,
            telling,
            awake,
            changing: tokio::sync::Mutex::default(),
            listening: Mutex::default(),
            doorbell,
        })
    }

    /// Lets guests in.
    pub async fn serve(&self) {
        if let Some(port) = self.server.start(&self.file.get(), self.file.last_port()).await {
            self.file.set_last_port(port);
        }
    }

    /// The host takes a name, or changes it; it is kept.
    ///
    /// # Errors
    /// When the name does not do.
    pub async fn enter(&self, name: &str) -> Result<Me, Refusal> {
        let _alone = self.changing.lock().await;
        let me = self.room.enter_as_host(name)?;
        // A disk that takes no settings keeps nobody out; the next start asks for the name again.
        if let Err(error) = self.file.set(&Settings { name: Some(me.name.clone()), ..self.file.get() }) {
            tracing::warn!("{error}");
        }
        Ok(me)
    }

    /// The settings as they are.
    pub fn settings(&self) -> Settings {
        self.file.get()
    }

    /// What was wrong with the settings file at the start.
    pub fn set_aside(&self) -> Option<SetAside> {
        self.file.set_aside().cloned()
    }

    /// Applies and keeps one setting, or does nothing.
    ///
    /// # Errors
    /// When it does not do, or cannot be kept.
    pub async fn change(&self, change: Change) -> Result<Settings, ChangeError> {
        let _alone = self.changing.lock().await;
        let before = self.file.get();
        let after = before.with(change)?;
        self.apply(&before, &after).await?;
        if let Err(error) = self.file.set(&after) {
            self.apply(&after, &before).await?;
            return Err(error.into());
        }
        if let Some(port) = self.server.state().port {
            self.file.set_last_port(port);
        }
        Ok(after)
    }

    async fn apply(&self, before: &Settings, after: &Settings) -> Result<(), ChangeError> {
        if let Some(name) = after.name.as_deref().filter(|_| after.name != before.name) {
            self.room.enter_as_host(name)?;
        }
        if (after.listen, after.port) != (before.listen, before.port) {
            self.server.move_to(after).await?;
        }
        self.server.lan().announce_as(after.announced_as());
        self.server.allowed_hosts().set(&after.allowed_hosts);
        self.room.set_title(after.title.clone());
        self.room.set_max_guests(after.max_guests);
        if after.code != before.code {
            self.room.set_code(after.code.clone());
        }
        self.awake.set(after.keep_awake);
        Ok(())
    }

    /// Sends the window what happens from `after` on, until it asks again or [`Desk::stop_listening`].
    pub fn listen(&self, after: Option<&str>, frames: Channel<String>) {
        let stop = self.begin_listening();
        let subscription = self.room.subscribe_as_host(after);
        tauri::async_runtime::spawn(forward(subscription, frames, stop));
    }

    /// Ends the window's subscription.
    pub fn stop_listening(&self) {
        self.begin_listening();
    }

    fn begin_listening(&self) -> CancellationToken {
        let mut listening = self.listening.lock().unwrap_or_else(PoisonError::into_inner);
        listening.cancel();
        *listening = CancellationToken::new();
        listening.clone()
    }

    /// Ends the server, its streams and the room, and lets go of the folder.
    pub async fn close(&self) {
        self.stop_listening();
        self.telling.cancel();
        let closing = async {
            self.server.stop().await;
            self.room.close().await;
        };
        if tokio::time::timeout(CLOSE_WITHIN, closing).await.is_err() {
            tracing::warn!("the room did not close in time");
        }
        self.file.close();
        self.doorbell.take_down().await;
    }
}

async fn forward(mut subscription: Subscription, frames: Channel<String>, stop: CancellationToken) {
    loop {
        let next = tokio::select! {
            next = subscription.next() => next,
            () = stop.cancelled() => None,
        };
        let Some(text) = next else { break };
        // Frames are UTF-8 by making; a window that has gone listens no more.
        if frames.send(String::from_utf8_lossy(&text).into_owned()).is_err() {
            break;
        }
    }
}
