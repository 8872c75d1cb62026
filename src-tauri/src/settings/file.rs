//! `settings.json` in the app's data folder, and its last good copy.
//!
//! tauri-plugin-store writes the file in place: a crash or a full disk in between leaves it cut off. Hence the same is
//! first written beside it, in one step; [`super::recovery`] takes that where the file itself is broken.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Map, Value};
use tauri::{AppHandle, Wry};
use tauri_plugin_store::{Store, StoreExt};

use super::Settings;
use super::recovery::{Recovered, SetAside, recover};

pub(super) const FILE_NAME: &str = "settings.json";
pub(super) const COPY_NAME: &str = "settings.kept.json";
pub(super) const LAST_PORT_KEY: &str = "last_port";

/// How often the settings were kept: tells whether the file or its copy is the later one.
pub(super) const SAVES_KEY: &str = "saves";

/// What this version of the app writes; older ones can be read.
pub(super) const VERSION: u64 = 1;
pub(super) const VERSION_KEY: &str = "version";

/// Settings that cannot be kept.
#[derive(Debug, thiserror::Error)]
#[error("settings cannot be kept: {0}")]
pub struct KeepError(#[from] io::Error);

/// The settings file.
pub struct SettingsFile {
    store: Arc<Store<Wry>>,
    folder: PathBuf,
    set_aside: Option<SetAside>,
}

impl SettingsFile {
    /// Opens the settings in `folder`, as far as they can be used.
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

    /// Whether nothing was ever kept here.
    pub fn is_new(&self) -> bool {
        self.store.is_empty()
    }

    /// Lets go of the file: whoever holds the room next may change it.
    pub fn close(&self) {
        self.store.close_resource();
    }

    /// The settings as they are.
    pub fn get(&self) -> Settings {
        Settings::read(&self.values()).0
    }

    /// Keeps `settings`.
    ///
    /// # Errors
    /// When the disk does not take them; then the ones before are kept.
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
        replace(&self.folder.join(COPY_NAME), &to_json(&values)?)?;
        values.into_iter().for_each(|(key, value)| self.store.set(key, value));
        self.save();
        Ok(())
    }

    /// The copy is on the disk already: whatever happens to the file now, nothing is lost.
    fn save(&self) {
        let saved = self.store.save().map_err(|error| error.to_string());
        let private = keep_private(&self.folder.join(FILE_NAME)).map_err(|error| error.to_string());
        if let Err(error) = saved.and(private) {
            tracing::warn!(%error, "the settings are kept in {COPY_NAME} alone");
        }
    }

    /// At the start: what was set aside is replaced, and a good file has its copy.
    fn bring_up_to_date(&self, name: &str) -> io::Result<()> {
        let (path, values) = (self.folder.join(name), self.values());
        let there = fs::read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        if values.is_empty() || there.as_ref() == Some(&values) {
            return Ok(());
        }
        replace(&path, &to_json(&values)?)
    }
}

/// The title of the room in `folder`, without opening it.
pub fn title_in(folder: &Path) -> Option<String> {
    let settings: Map<String, Value> =
        serde_json::from_slice(&fs::read(folder.join(FILE_NAME)).ok()?).ok()?;
    settings.get("title")?.as_str().map(str::to_owned)
}

fn to_json(values: &Map<String, Value>) -> io::Result<Vec<u8>> {
    Ok(serde_json::to_vec_pretty(values)?)
}

/// Replaces a file in one step, so that a crash leaves the old or the new one.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.with_extension("json.new");
    let mut file = create_private(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(new, path)
}

/// The room's code is in these files.
fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(unix)]
fn keep_private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn keep_private(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_in_one_step_and_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE_NAME);
        replace(&path, b"one, and longer").unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left over");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
