//! The host's desk: the room, its server and its settings, from start to stop.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use flatchat_core::fanout::Subscription;
use flatchat_core::log::OpenError;
use flatchat_core::name::Name;
use flatchat_core::room::{Me, check_code, check_title};
use flatchat_core::{Options, Refusal, Room};
use tauri::async_runtime::block_on;
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager};
use tokio_util::sync::CancellationToken;

use crate::server::Server;
use crate::settings::{Settings, SettingsFile};

/// Overrides the folder of the room and its settings.
const FOLDER_VARIABLE: &str = "FLATCHAT_DATA";

/// How long streams and the disk get at the end.
const CLOSE_WITHIN: Duration = Duration::from_secs(3);

/// Why the app cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The room's folder is in use or cannot be used.
    #[error(transparent)]
    Room(#[from] OpenError),
    /// The OS names no folder for the app's data.
    #[error("there is no folder for the app's data: {0}")]
    Folder(#[from] tauri::Error),
    /// Settings cannot be kept.
    #[error("settings cannot be kept: {0}")]
    Settings(#[from] tauri_plugin_store::Error),
}

/// Everything that one host has open.
pub struct Desk {
    /// The room.
    pub room: Arc<Room>,
    /// Its server.
    pub server: Server,
    file: SettingsFile,
    /// Ends the window's subscription when it opens another.
    listening: Mutex<CancellationToken>,
}

impl Desk {
    /// Opens the room in the app's folder and starts its server.
    ///
    /// # Errors
    /// When another process holds the room, or its folder cannot be used.
    pub fn open(app: &AppHandle) -> Result<Desk, StartError> {
        let folder = folder(app)?;
        let file = SettingsFile::open(app, &folder)?;
        let settings = file.get();
        let options = Options {
            title: check_title(&settings.title).unwrap_or_else(|_| "Flatchat".to_owned()),
            code: check_code(settings.code.as_deref()).unwrap_or_default(),
            held_by: format!("Flatchat (process {})", std::process::id()),
            ..Options::new(folder)
        };
        block_on(async {
            let room = Room::open(options)?;
            if let Some(name) = &settings.name
                && let Err(refusal) = room.enter_as_host(name)
            {
                tracing::warn!(%refusal, "the host has to choose a name again");
            }
            let server = Server::new(Arc::clone(&room));
            let desk = Desk { room, server, file, listening: Mutex::default() };
            desk.serve(settings.port).await;
            Ok(desk)
        })
    }

    async fn serve(&self, asked: Option<u16>) {
        if let Some(port) = self.server.start(asked, self.file.last_port()).await {
            self.file.set_last_port(port);
        }
    }

    /// The host takes a name, or changes it; it is kept.
    ///
    /// # Errors
    /// When the name does not do.
    pub fn enter(&self, name: &str) -> Result<Me, Refusal> {
        let me = self.room.enter_as_host(name)?;
        self.file.set(&Settings { name: Some(me.name.clone()), ..self.file.get() });
        Ok(me)
    }

    /// The settings as they are.
    pub fn settings(&self) -> Settings {
        self.file.get()
    }

    /// Applies and keeps new settings; all of them or, when one does not do, none.
    ///
    /// # Errors
    /// With what is wrong with the first that does not do.
    pub async fn change_settings(&self, new: Settings) -> Result<Settings, Refusal> {
        let title = check_title(&new.title)?;
        let code = check_code(new.code.as_deref())?;
        let name = new.name.as_deref().map(Name::new).transpose()?;
        if let Some(name) = &name {
            self.room.enter_as_host(name.as_str())?;
        }
        self.room.set_title(&title)?;
        self.room.set_code(code.as_deref())?;
        let before = self.file.get();
        let name = name.map(|name| name.to_string()).or(before.name);
        let settings = Settings { name, title, code, ..new };
        self.file.set(&settings);
        if settings.port != before.port {
            self.serve(settings.port).await;
        }
        Ok(settings)
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

    /// Ends the server, its streams and the room.
    pub fn close(&self) {
        self.stop_listening();
        let closing = async {
            self.server.stop().await;
            self.room.close().await;
        };
        if block_on(async { tokio::time::timeout(CLOSE_WITHIN, closing).await }).is_err() {
            tracing::warn!("the room did not close in time");
        }
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

fn folder(app: &AppHandle) -> tauri::Result<PathBuf> {
    match std::env::var_os(FOLDER_VARIABLE) {
        Some(folder) => Ok(folder.into()),
        None => app.path().app_data_dir(),
    }
}
