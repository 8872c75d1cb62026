//! The host's desk: the room, its server and its settings, from start to stop.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use flatchat_core::disk::NotAFile;
use flatchat_core::log::{LockError, OpenError};
use flatchat_core::room::Me;
use flatchat_core::stream::Subscription;
use flatchat_core::{Options, Problem, Refusal, Room};
use flatchat_words::Start;
use tauri::AppHandle;
use tauri::ipc::Channel;
use tokio_util::sync::CancellationToken;

use crate::awake::Awake;
use crate::doorbell::Doorbell;
use crate::notifications;
use crate::problem::{AppCode, Unopened, failed, unopened};
use crate::server::{ListenError, Server};
use crate::settings::{Change, KeepError, SetAside, Settings, SettingsFile};
use crate::window;

/// How long the streams and the disk have when the desk closes.
const CLOSE_WITHIN: Duration = Duration::from_secs(3);

/// Why the app cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The room's folder is in use, or cannot be used.
    #[error(transparent)]
    Room(#[from] OpenError),
    /// The settings cannot be kept.
    #[error("settings cannot be kept: {0}")]
    Settings(#[from] tauri_plugin_store::Error),
}

impl StartError {
    /// Whether another process holds the room's folder.
    pub fn is_held(&self) -> bool {
        matches!(self, StartError::Room(OpenError::Lock(LockError::Held { .. })))
    }

    /// Says the error to a host whose room in `folder` does not open when the app starts.
    pub(crate) fn explain(&self, folder: &Path, words: &Start) -> String {
        let shown = folder.display().to_string();
        match self {
            StartError::Room(OpenError::Lock(LockError::Held { holder, .. })) => {
                (words.in_use)(&shown, holder)
            }
            StartError::Room(
                OpenError::Lock(LockError::Io { reason, .. }) | OpenError::Io { reason, .. },
            ) => match not_a_file(folder, reason) {
                Some(path) => (words.not_a_file)(&path),
                None => (words.unusable)(&shown, &reason.to_string()),
            },
            StartError::Settings(error) => (words.unusable)(&shown, &error.to_string()),
        }
    }

    /// Converts the error for the page of a host who wanted to go to the room in `folder`.
    pub(crate) fn into_problem(self, folder: &Path) -> Problem {
        let shown = folder.display();
        match self {
            StartError::Room(OpenError::Lock(LockError::Held { holder, .. })) => {
                unopened(Unopened::RoomInUse, shown, holder)
            }
            StartError::Room(
                OpenError::Lock(LockError::Io { reason, .. }) | OpenError::Io { reason, .. },
            ) => match not_a_file(folder, &reason) {
                Some(path) => unopened(Unopened::NotAFile, path, reason),
                None => unopened(Unopened::RoomUnusable, shown, reason),
            },
            StartError::Settings(error) => unopened(Unopened::RoomUnusable, shown, error),
        }
    }
}

/// The path in `folder` at which something else than a file is, if that is what is wrong.
fn not_a_file(folder: &Path, error: &io::Error) -> Option<String> {
    let NotAFile(name) = error.get_ref()?.downcast_ref()?;
    Some(folder.join(name).display().to_string())
}

/// Why a setting was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// The new value is not valid.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The server cannot listen there.
    #[error(transparent)]
    Listen(#[from] ListenError),
    /// The settings cannot be kept on the disk.
    #[error(transparent)]
    Keep(#[from] KeepError),
}

impl From<ChangeError> for Problem {
    fn from(error: ChangeError) -> Problem {
        match error {
            ChangeError::Refused(refusal) => Problem::from(&refusal),
            ChangeError::Listen(error) => Problem::from(&error),
            ChangeError::Keep(KeepError(error)) => {
                failed(AppCode::SettingsNotKept, "settings cannot be kept", error)
            }
        }
    }
}

/// Everything that one host has open.
pub struct Desk {
    /// The room.
    pub room: Arc<Room>,
    /// Its server.
    pub server: Server,
    /// The folder of the room that the host expects, if it was not there when the app started.
    pub instead_of: Option<PathBuf>,
    file: Arc<SettingsFile>,
    /// Ends the desk's background tasks: the notifications, and the lock that keeps the computer
    /// awake.
    background: CancellationToken,
    awake: Awake,
    /// Only one change at a time: each begins with what the one before has left.
    changing: tokio::sync::Mutex<()>,
    /// Ends the window's event stream when the window opens another.
    stream: Mutex<CancellationToken>,
    doorbell: Doorbell,
}

impl Desk {
    /// Opens the room in `folder`. Guests get in after [`Desk::serve`]. A folder without settings
    /// takes the host's personal choices from `before`. Must be called within a Tokio runtime.
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
            files: settings.file_limits(),
            held_by: format!("Flatchat (PID {})", std::process::id()),
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
        server.allowed_hosts().set(settings.allowed_hosts.clone());
        let rung = app.clone();
        let doorbell = Doorbell::hang(folder, move || window::show(&rung));
        let background = CancellationToken::new();
        notifications::begin(app, &room, Arc::clone(&file), background.clone());
        let awake = Awake::begin(
            &room,
            settings.keep_awake,
            settings.words().dialogs.guests_are_here,
            background.clone(),
        );
        Ok(Desk {
            room,
            server,
            instead_of: None,
            file,
            background,
            awake,
            changing: tokio::sync::Mutex::default(),
            stream: Mutex::default(),
            doorbell,
        })
    }

    /// Lets guests in.
    pub async fn serve(&self) {
        if let Some(port) = self.server.start(&self.file.get(), self.file.last_port()).await {
            self.file.set_last_port(port);
        }
    }

    /// Gives the host a name, the first one or another, and keeps it.
    ///
    /// # Errors
    /// When the name is not valid or is taken.
    pub async fn enter(&self, name: &str) -> Result<Me, Refusal> {
        let _alone = self.changing.lock().await;
        let me = self.room.enter_as_host(name)?;
        // If the name cannot be kept, the host still gets in. The next start asks for the name
        // again.
        if let Err(error) = self.file.set(&Settings { name: Some(me.name.clone()), ..self.file.get() }) {
            tracing::warn!("{error}");
        }
        Ok(me)
    }

    /// The settings as they are.
    pub fn settings(&self) -> Settings {
        self.file.get()
    }

    /// What was wrong with the settings file when the app started.
    pub fn set_aside(&self) -> Option<SetAside> {
        self.file.set_aside().cloned()
    }

    /// Why another room is open than the host expects.
    pub(crate) fn missing_room(&self) -> Option<Problem> {
        let folder = self.instead_of.as_ref()?;
        Some(unopened(Unopened::RoomNotThere, folder.display(), "the folder is not there"))
    }

    /// Applies one setting and keeps it, or changes nothing.
    ///
    /// # Errors
    /// When it is not valid, or cannot be kept.
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
        self.server.allowed_hosts().set(after.allowed_hosts.clone());
        self.room.set_title(after.title.clone());
        self.room.set_max_guests(after.max_guests);
        self.room.set_file_limits(after.file_limits());
        if after.code != before.code {
            self.room.set_code(after.code.clone());
        }
        self.awake.set(after.keep_awake);
        Ok(())
    }

    /// Sends the window everything that happens after `after`, until the window asks again or until
    /// [`Desk::stop_stream`].
    pub fn stream(&self, after: Option<&str>, frames: Channel<String>) {
        let stop = self.replace_stream();
        let subscription = self.room.subscribe_as_host(after);
        tauri::async_runtime::spawn(forward(subscription, frames, stop));
    }

    /// Ends the window's event stream.
    pub fn stop_stream(&self) {
        self.replace_stream();
    }

    fn replace_stream(&self) -> CancellationToken {
        let mut running = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
        running.cancel();
        *running = CancellationToken::new();
        running.clone()
    }

    /// Ends the server, its streams and the room, and releases the folder.
    pub async fn close(&self) {
        self.stop_stream();
        self.background.cancel();
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
        // Frames are always UTF-8. Sending fails once the window has closed.
        if frames.send(String::from_utf8_lossy(&text).into_owned()).is_err() {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use flatchat_words::Language;

    use super::*;

    /// The page and the dialog have words of their own for what only Rust can know.
    #[test]
    fn what_stands_in_the_place_of_a_file_is_named_in_every_language() {
        for name in ["chat.txt", "chat.lock"] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(name);
            std::fs::create_dir(&path).unwrap();
            let error = Room::open(Options::new(folder.path())).map(drop).unwrap_err();
            let error = StartError::from(error);
            for language in Language::ALL {
                let said = error.explain(folder.path(), &language.words().start);
                assert!(said.contains(&path.display().to_string()), "{said}");
                assert!(*language == Language::En || !said.contains("not a file"), "{said}");
            }
            let arguments = error.into_problem(folder.path()).arguments;
            assert_eq!(arguments.reason, Some("not_a_file"));
            assert_eq!(arguments.value, Some(path.display().to_string()));
        }
    }
}
