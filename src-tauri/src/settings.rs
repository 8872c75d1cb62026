//! What is kept between starts, in `settings.json` in the app's data folder.
//!
//! A settings file that cannot be read is set aside with a word in the log; it never stops a start.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tauri::{AppHandle, Wry};
use tauri_plugin_store::{Store, StoreExt};

const FILE_NAME: &str = "settings.json";
const BROKEN_NAME: &str = "settings.broken.json";
const DEFAULT_TITLE: &str = "Flatchat";
const LAST_PORT: &str = "last_port";

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl From<Theme> for Option<tauri::Theme> {
    fn from(theme: Theme) -> Option<tauri::Theme> {
        match theme {
            Theme::System => None,
            Theme::Light => Some(tauri::Theme::Light),
            Theme::Dark => Some(tauri::Theme::Dark),
        }
    }
}

/// What the host chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Settings {
    /// The host's name; `None` before the first run asked for it.
    pub name: Option<String>,
    /// The room's title.
    pub title: String,
    /// The code that joining takes.
    pub code: Option<String>,
    /// The port to listen on; `None`: whichever is free, if possible the one before.
    pub port: Option<u16>,
    /// Light or dark.
    pub theme: Theme,
}

impl Settings {
    /// Reads each setting by itself, so that one that makes no sense does not take the others with it.
    fn read(get: impl Fn(&str) -> Option<Value>) -> Settings {
        fn value<T: serde::de::DeserializeOwned>(found: Option<Value>) -> Option<T> {
            serde_json::from_value(found?).ok()
        }
        Settings {
            name: value(get("name")),
            title: value(get("title")).unwrap_or_else(|| DEFAULT_TITLE.to_owned()),
            code: value(get("code")),
            port: value(get("port")),
            theme: value(get("theme")).unwrap_or_default(),
        }
    }
}

/// The settings file.
pub struct SettingsFile {
    store: Arc<Store<Wry>>,
    path: PathBuf,
}

impl SettingsFile {
    /// Opens the settings in `folder`.
    ///
    /// # Errors
    /// When there is no way to keep settings there.
    pub fn open(app: &AppHandle, folder: &Path) -> tauri_plugin_store::Result<SettingsFile> {
        set_broken_aside(folder);
        let path = folder.join(FILE_NAME);
        Ok(SettingsFile { store: app.store(&path)?, path })
    }

    /// The settings as they are.
    pub fn get(&self) -> Settings {
        Settings::read(|key| self.store.get(key))
    }

    /// Keeps `settings`.
    pub fn set(&self, settings: &Settings) {
        if let Ok(Value::Object(values)) = serde_json::to_value(settings) {
            values.into_iter().for_each(|(key, value)| self.store.set(key, value));
        }
        self.save();
    }

    /// The port that was bound last.
    pub fn last_port(&self) -> Option<u16> {
        serde_json::from_value(self.store.get(LAST_PORT)?).ok()
    }

    /// Keeps the port that was bound.
    pub fn set_last_port(&self, port: u16) {
        if self.last_port() != Some(port) {
            self.store.set(LAST_PORT, port);
            self.save();
        }
    }

    fn save(&self) {
        if let Err(error) = self.store.save() {
            tracing::warn!(%error, "settings cannot be kept");
        }
        if let Err(error) = keep_private(&self.path) {
            tracing::warn!(%error, "others on this computer may read the settings");
        }
    }
}

/// The room's code is in it.
#[cfg(unix)]
fn keep_private(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn keep_private(_path: &Path) -> std::io::Result<()> {
    Ok(())
}

fn set_broken_aside(folder: &Path) -> Option<PathBuf> {
    let path = folder.join(FILE_NAME);
    let bytes = std::fs::read(&path).ok()?;
    let error = serde_json::from_slice::<Map<String, Value>>(&bytes).err()?;
    let aside = folder.join(BROKEN_NAME);
    tracing::warn!(%error, aside = %aside.display(), "the settings cannot be read and are set aside");
    std::fs::rename(&path, &aside).ok()?;
    Some(aside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_setting_that_makes_no_sense_does_not_take_the_others_with_it() {
        let stored = json!({"name": "ana", "title": 7, "theme": "neon", "port": 99_999, "future": true});
        let settings = Settings::read(|key| stored.get(key).cloned());
        assert_eq!(settings.name.as_deref(), Some("ana"));
        assert_eq!(
            (settings.title.as_str(), settings.theme, settings.port),
            ("Flatchat", Theme::System, None)
        );
    }

    #[test]
    fn a_broken_file_is_set_aside_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE_NAME), "{\"name\": \"an").unwrap();
        let aside = set_broken_aside(folder.path()).unwrap();
        assert_eq!(std::fs::read_to_string(aside).unwrap(), "{\"name\": \"an");
        assert!(!folder.path().join(FILE_NAME).exists());
    }

    #[test]
    fn a_good_file_stays() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE_NAME), "{\"name\": \"ana\"}").unwrap();
        assert_eq!(set_broken_aside(folder.path()), None);
    }
}
