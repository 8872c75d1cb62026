//! `settings.json` in the app's data folder, and its last good copy.
//!
//! tauri-plugin-store writes the file in place, so a crash or a full disk meanwhile leaves it cut
//! off. For this reason the same content is first written to the copy, in one step.
//! [`super::recovery`] takes the copy if the file itself is broken.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flatchat_core::disk::{Readers, read_file, replace_file};
use serde_json::{Map, Value};
use tauri::{AppHandle, Wry};
use tauri_plugin_store::{Store, StoreExt};

use super::Settings;
use super::format::{COPY_NAME, FILE_NAME, LAST_PORT_KEY, MAX_BYTES, SAVES_KEY, VERSION, VERSION_KEY};
use super::recovery::{Recovered, SetAside, recover};

/// Settings that cannot be kept.
#[derive(Debug, thiserror::Error)]
#[error("settings cannot be kept: {0}")]
pub struct KeepError(#[from] pub io::Error);

/// The settings file.
pub struct SettingsFile {
    store: Arc<Store<Wry>>,
    folder: PathBuf,
    set_aside: Option<SetAside>,
}

impl SettingsFile {
    /// Opens the settings in `folder`, as far as they are usable.
    ///
    /// # Errors
    /// When there is no way to keep settings there.
    pub fn open(app: &AppHandle, folder: &Path) -> tauri_plugin_store::Result<SettingsFile> {
        let Recovered { values, set_aside } = recover(folder)?;
        let store = app.store_builder(folder.join(FILE_NAME)).disable_auto_save().build()?;
        store.clear();
        values.into_iter().for_each(|(key, value)| store.set(key, value));
        let file = SettingsFile { store, folder: folder.to_owned(), set_aside };
        for name in [COPY_NAME, FILE_NAME] {
            if let Err(error) = file.bring_up_to_date(name) {
                tracing::warn!(%error, name, "cannot be written");
            }
        }
        Ok(file)
    }

    /// What was wrong with the file when it was opened.
    pub fn set_aside(&self) -> Option<&SetAside> {
        self.set_aside.as_ref()
    }

    /// Whether no settings were ever kept here.
    pub fn is_new(&self) -> bool {
        self.store.is_empty()
    }

    /// Closes the file. The next process that holds the room may change it.
    pub fn close(&self) {
        self.store.close_resource();
    }

    /// The settings as they are now.
    pub fn get(&self) -> Settings {
        Settings::read(&self.values()).0
    }

    /// Keeps `settings`.
    ///
    /// # Errors
    /// When they cannot be written to the disk. Then the settings of before are kept.
    pub fn set(&self, settings: &Settings) -> Result<(), KeepError> {
        self.change(settings.to_values())
    }

    /// The port that was bound last.
    pub fn last_port(&self) -> Option<u16> {
        serde_json::from_value(self.store.get(LAST_PORT_KEY)?).ok()
    }

    /// Keeps the port that was bound.
    pub fn set_last_port(&self, port: u16) {
        if self.last_port() != Some(port)
            && let Err(error) = self.change(Map::from_iter([(LAST_PORT_KEY.to_owned(), port.into())]))
        {
            tracing::warn!("{error}");
        }
    }

    fn values(&self) -> Map<String, Value> {
        self.store.entries().into_iter().collect()
    }

    fn change(&self, changes: Map<String, Value>) -> Result<(), KeepError> {
        let mut values = self.values();
        values.extend(changes);
        let saves = values.get(SAVES_KEY).and_then(Value::as_u64).unwrap_or_default();
        values.insert(SAVES_KEY.to_owned(), (saves + 1).into());
        values.insert(VERSION_KEY.to_owned(), VERSION.into());
        replace_file(&self.folder.join(COPY_NAME), &to_json(&values)?, Readers::OwnerOnly)?;
        values.into_iter().for_each(|(key, value)| self.store.set(key, value));
        self.save();
        Ok(())
    }

    /// The copy is on the disk already. Whatever happens to the file now, nothing is lost.
    fn save(&self) {
        let saved = self.store.save().map_err(|error| error.to_string());
        let private = make_private(&self.folder.join(FILE_NAME)).map_err(|error| error.to_string());
        if let Err(error) = saved.and(private) {
            tracing::warn!(%error, "the settings are kept in {COPY_NAME} alone");
        }
    }

    /// At the start, replaces a file that was set aside, and makes a copy of a good one.
    fn bring_up_to_date(&self, name: &str) -> io::Result<()> {
        let (path, values) = (self.folder.join(name), self.values());
        let there = read_file(&path, MAX_BYTES).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        if values.is_empty() || there.as_ref() == Some(&values) {
            return Ok(());
        }
        replace_file(&path, &to_json(&values)?, Readers::OwnerOnly)
    }
}

/// The title of the room in `folder`, without opening it.
pub fn title_in(folder: &Path) -> Option<String> {
    value_in(folder, "title")?.as_str().map(str::to_owned)
}

/// A setting of the room in `folder`, without opening it, and as it stands in the file.
pub(super) fn value_in(folder: &Path, key: &str) -> Option<Value> {
    let mut settings: Map<String, Value> =
        serde_json::from_slice(&read_file(&folder.join(FILE_NAME), MAX_BYTES).ok()?).ok()?;
    settings.remove(key)
}

fn to_json(values: &Map<String, Value>) -> io::Result<Vec<u8>> {
    Ok(serde_json::to_vec_pretty(values)?)
}

/// Makes a file private that the plugin wrote: the room's code is in it.
#[cfg(unix)]
fn make_private(path: &Path) -> io::Result<()> {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))
}

/// Elsewhere the folder is the user's own, and keeps the file private.
#[cfg(not(unix))]
fn make_private(_path: &Path) -> io::Result<()> {
    Ok(())
}
