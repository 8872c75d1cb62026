//! What the app remembers whichever room is open: the rooms that were opened last, and how large
//! the page is. It is kept in `habits.json` in the app's configuration folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tauri::{AppHandle, Manager, Wry};
use tauri_plugin_store::{Store, StoreExt};

const FILE_NAME: &str = "habits.json";
const ROOMS: &str = "rooms";
const ZOOM: &str = "zoom";

/// How many rooms are remembered besides the one that is open.
const MOST_RECENT: usize = 5;

/// What the app remembers. If the disk refuses it the app forgets, and works on.
pub struct Habits(Option<Arc<Store<Wry>>>);

impl Habits {
    /// Reads the file.
    pub fn open(app: &AppHandle) -> Habits {
        let folder = app.path().app_config_dir().map_err(|error| error.to_string());
        let store = folder.and_then(|folder| {
            let builder = app.store_builder(folder.join(FILE_NAME)).disable_auto_save();
            builder.build().map_err(|error| error.to_string())
        });
        Habits(store.inspect_err(|error| tracing::warn!(error, "nothing is remembered")).ok())
    }

    /// The folders of the rooms that were opened last, the latest first.
    pub fn rooms(&self) -> Vec<PathBuf> {
        self.get(ROOMS).unwrap_or_default()
    }

    /// Remembers that the room in `folder` was opened.
    pub fn opened(&self, folder: &Path) {
        self.set(ROOMS, &latest_first(self.rooms(), folder));
    }

    /// How large the page is. 1 is the size that it was designed in.
    pub fn zoom(&self) -> f64 {
        self.get(ZOOM).unwrap_or(1.0)
    }

    /// Remembers how large the page is.
    pub fn zoomed(&self, zoom: f64) {
        self.set(ZOOM, &zoom);
    }

    fn get<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        serde_json::from_value(self.0.as_ref()?.get(key)?).ok()
    }

    fn set<T: Serialize>(&self, key: &str, value: &T) {
        let Some(store) = &self.0 else { return };
        let value = match serde_json::to_value(value) {
            Ok(value) => value,
            // JSON has no paths that are not Unicode.
            Err(error) => return tracing::warn!(%error, key, "this is not remembered"),
        };
        store.set(key, value);
        if let Err(error) = store.save() {
            tracing::warn!(%error, "nothing is remembered");
        }
    }
}

fn latest_first(rooms: Vec<PathBuf>, opened: &Path) -> Vec<PathBuf> {
    let others = rooms.into_iter().filter(|room| room != opened);
    std::iter::once(opened.to_owned()).chain(others).take(MOST_RECENT + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_room_that_was_opened_comes_first_once_and_old_ones_are_forgotten() {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        let rooms = paths(&["a", "b", "c", "d", "e", "f"]);
        assert_eq!(latest_first(rooms.clone(), Path::new("c")), paths(&["c", "a", "b", "d", "e", "f"]));
        assert_eq!(latest_first(rooms, Path::new("g")), paths(&["g", "a", "b", "c", "d", "e"]));
        assert_eq!(latest_first(vec![], Path::new("a")), paths(&["a"]));
    }
}
