//! The desk that is open now. When the host goes to another room this is another desk, while the
//! window and the tray stay.

use std::ops::Deref;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use tauri::ipc::{CommandArg, CommandItem, InvokeError};
use tauri::{AppHandle, Manager, Wry};

use crate::desk::{Desk, StartError};
use crate::problem::{AppCode, problem};

/// The desk that is open now, shared by all commands.
pub struct CurrentDesk {
    desk: RwLock<Arc<Desk>>,
    /// Only one move at a time.
    moving: tokio::sync::Mutex<()>,
}

impl CurrentDesk {
    /// This desk is the first one.
    pub fn new(desk: Desk) -> CurrentDesk {
        CurrentDesk { desk: RwLock::new(Arc::new(desk)), moving: tokio::sync::Mutex::default() }
    }

    /// The desk that is open now.
    pub fn get(&self) -> Arc<Desk> {
        Arc::clone(&self.desk.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Opens the room in `folder` and closes this one, whose guests learn that it closes.
    ///
    /// # Errors
    /// When that room cannot be opened. Then this one stays open.
    pub async fn move_to(&self, app: &AppHandle, folder: &Path) -> Result<Moved, StartError> {
        let _alone = self.moving.lock().await;
        let here = self.get();
        if is_same(folder, here.room.folder()) {
            return Ok(Moved::No);
        }
        let there = Arc::new(Desk::open(app, folder, Some(&here.settings()))?);
        *self.desk.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&there);
        here.close().await;
        there.serve().await;
        Ok(Moved::Yes)
    }
}

/// Whether a move led to another room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// Another room is open now.
    Yes,
    /// That room was open already.
    No,
}

fn is_same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

/// An argument of a command: the desk that is open when the command is called.
pub struct OpenDesk(Arc<Desk>);

impl Deref for OpenDesk {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.0
    }
}

impl<'de> CommandArg<'de, Wry> for OpenDesk {
    fn from_command(command: CommandItem<'de, Wry>) -> Result<OpenDesk, InvokeError> {
        let desk = command.message.webview_ref().try_state::<CurrentDesk>();
        desk.map(|desk| OpenDesk(desk.get()))
            .ok_or_else(|| InvokeError::from(problem(AppCode::NoRoom, "no room is open")))
    }
}
