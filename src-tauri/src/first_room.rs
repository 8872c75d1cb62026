//! The room that the app opens when it starts.

use std::ffi::OsString;
use std::path::PathBuf;

use tauri::{AppHandle, Manager};

use crate::habits::Habits;

/// Overrides the folder of the room and its settings, unless it is empty.
const FOLDER_VARIABLE: &str = "FLATCHAT_DATA";

/// Which room the app opens when it starts.
#[derive(Debug, PartialEq, Eq)]
pub struct FirstRoom {
    /// Its folder.
    pub folder: PathBuf,
    /// The folder of the room that was opened last, if it is not there: its disk may not be
    /// connected yet.
    pub instead_of: Option<PathBuf>,
}

impl FirstRoom {
    /// Finds the room that the environment names, or the one that was opened last. If that one is
    /// not there, finds the app's own.
    ///
    /// # Errors
    /// When the app has no folder for its data, or the current folder has gone.
    pub fn find(app: &AppHandle) -> tauri::Result<FirstRoom> {
        let named = std::env::var_os(FOLDER_VARIABLE);
        let last = app.state::<Habits>().rooms().into_iter().next();
        FirstRoom::choose(named, last, || app.path().app_data_dir())
    }

    fn choose(
        named: Option<OsString>,
        last: Option<PathBuf>,
        own: impl FnOnce() -> tauri::Result<PathBuf>,
    ) -> tauri::Result<FirstRoom> {
        if let Some(named) = named.filter(|named| !named.is_empty()) {
            // The settings would be put into the app's own folder if the path stayed relative, and
            // the next start may have another current folder.
            return Ok(FirstRoom { folder: std::path::absolute(named)?, instead_of: None });
        }
        if let Some(folder) = last.clone().filter(|last| last.is_dir()) {
            return Ok(FirstRoom { folder, instead_of: None });
        }
        let folder = own()?;
        let instead_of = last.filter(|last| *last != folder);
        Ok(FirstRoom { folder, instead_of })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(named: Option<&str>, last: Option<PathBuf>) -> FirstRoom {
        FirstRoom::choose(named.map(OsString::from), last, || Ok("/own".into())).unwrap()
    }

    #[test]
    fn a_relative_folder_is_found_from_the_current_one() {
        let room = choose(Some("./room"), Some("/last".into()));
        let folder = std::env::current_dir().unwrap().join("room");
        assert_eq!(room, FirstRoom { folder, instead_of: None });
    }

    #[test]
    fn an_empty_variable_names_no_room() {
        assert_eq!(choose(Some(""), None), choose(None, None));
    }

    #[test]
    fn the_room_that_was_opened_last_is_opened_again_once_it_is_there() {
        let parent = tempfile::tempdir().unwrap();
        let last = parent.path().join("usb");
        let fallback = FirstRoom { folder: "/own".into(), instead_of: Some(last.clone()) };
        assert_eq!(choose(None, Some(last.clone())), fallback);
        std::fs::create_dir(&last).unwrap();
        assert_eq!(choose(None, Some(last.clone())), FirstRoom { folder: last, instead_of: None });
    }

    #[test]
    fn the_first_start_opens_the_apps_own_room_instead_of_none() {
        let own = FirstRoom { folder: "/own".into(), instead_of: None };
        assert_eq!(choose(None, None), own);
        assert_eq!(choose(None, Some("/own".into())), own, "it was deleted, and begins anew");
    }
}
