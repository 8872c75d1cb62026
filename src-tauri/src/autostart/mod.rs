//! Starting the app, hidden, when the host logs in. This is not a setting of a room: the desktop
//! keeps it, and the app reads it from there.
//!
//! | file | what |
//! |---|---|
//! | `entry` | a desktop entry, and whether a desktop starts it |
//! | `freedesktop` | the files of such entries, on Linux |

#[cfg(target_os = "linux")]
mod entry;
#[cfg(target_os = "linux")]
mod freedesktop;

use std::io;

use flatchat_core::Problem;
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Wry};

use crate::problem::{AppCode, failed};
use crate::settings::Settings;
#[cfg(target_os = "linux")]
use freedesktop as desktop;

/// Why the desktop does not do what the host wants.
#[derive(Debug, thiserror::Error)]
#[error("the desktop refuses: {0}")]
pub struct AutostartError(#[from] io::Error);

impl From<AutostartError> for Problem {
    fn from(error: AutostartError) -> Problem {
        failed(AppCode::NoAutostart, "the desktop refuses", error.0)
    }
}

/// The plugin that the functions below need.
pub fn plugin() -> TauriPlugin<Wry> {
    desktop::plugin()
}

/// These settings with the desktop's own state in them.
pub fn read(app: &AppHandle, settings: Settings) -> Settings {
    let autostart = desktop::starts_it(app).unwrap_or_else(|error| {
        tracing::warn!(%error, "the desktop does not say whether it starts the app");
        settings.autostart
    });
    Settings { autostart, ..settings }
}

/// Makes the desktop start the app or not, as `settings` say.
///
/// # Errors
/// When the desktop refuses.
pub fn apply(app: &AppHandle, settings: &Settings) -> Result<(), AutostartError> {
    Ok(if settings.autostart { desktop::start_it(app) } else { desktop::leave_it(app) }?)
}

#[cfg(not(target_os = "linux"))]
mod desktop {
    use std::io;

    use tauri::plugin::TauriPlugin;
    use tauri::{AppHandle, Wry};
    use tauri_plugin_autostart::ManagerExt;

    use crate::args::HIDDEN;

    pub(super) fn plugin() -> TauriPlugin<Wry> {
        tauri_plugin_autostart::Builder::new().arg(HIDDEN).build()
    }

    pub(super) fn starts_it(app: &AppHandle) -> io::Result<bool> {
        app.autolaunch().is_enabled().map_err(io::Error::other)
    }

    pub(super) fn start_it(app: &AppHandle) -> io::Result<()> {
        app.autolaunch().enable().map_err(io::Error::other)
    }

    pub(super) fn leave_it(app: &AppHandle) -> io::Result<()> {
        app.autolaunch().disable().map_err(io::Error::other)
    }
}
