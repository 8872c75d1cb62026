//! Starting, hidden, when the host logs in. Not a room's affair: the desktop keeps it, and is asked how it is.
//!
//! On Linux by hand: the plugin knows neither `XDG_CONFIG_HOME` nor paths with a space.

use std::io;

use flatchat_core::Problem;
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Wry};

use crate::settings::Settings;

/// Why the desktop does not do as the host wants.
#[derive(Debug, thiserror::Error)]
#[error("the desktop does not take it: {0}")]
pub struct AutostartError(#[from] io::Error);

impl From<AutostartError> for Problem {
    fn from(error: AutostartError) -> Problem {
        Problem { code: "no_autostart".to_owned(), message: error.to_string(), suggestion: None }
    }
}

/// What has to be there before the desktop can be asked.
pub fn plugin() -> TauriPlugin<Wry> {
    desktop::plugin()
}

/// The settings with what the desktop really does.
pub fn read(app: &AppHandle, settings: Settings) -> Settings {
    let autostart = desktop::starts_it(app).unwrap_or_else(|error| {
        tracing::warn!(%error, "the desktop does not say what it starts");
        settings.autostart
    });
    Settings { autostart, ..settings }
}

/// Makes the desktop do as `settings` say.
///
/// # Errors
/// When it does not.
pub fn apply(app: &AppHandle, settings: &Settings) -> Result<(), AutostartError> {
    Ok(if settings.autostart { desktop::start_it(app) } else { desktop::leave_it(app) }?)
}

/// As the Desktop Application Autostart Specification says.
#[cfg(target_os = "linux")]
mod desktop {
    use std::fs;
    use std::io::{self, ErrorKind};
    use std::path::PathBuf;

    use tauri::plugin::TauriPlugin;
    use tauri::{AppHandle, Manager, Wry};

    use crate::args::HIDDEN;

    pub(super) fn plugin() -> TauriPlugin<Wry> {
        tauri::plugin::Builder::new("autostart").build()
    }

    pub(super) fn starts_it(app: &AppHandle) -> io::Result<bool> {
        file(app)?.try_exists()
    }

    pub(super) fn start_it(app: &AppHandle) -> io::Result<()> {
        let file = file(app)?;
        fs::create_dir_all(file.with_file_name(""))?;
        fs::write(file, entry(&program(app)?.display().to_string()))
    }

    pub(super) fn leave_it(app: &AppHandle) -> io::Result<()> {
        match fs::remove_file(file(app)?) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn file(app: &AppHandle) -> io::Result<PathBuf> {
        let config = app.path().config_dir().map_err(io::Error::other)?;
        Ok(config.join("autostart/flatchat.desktop"))
    }

    /// Of an AppImage the file, and not where that is mounted just now.
    fn program(app: &AppHandle) -> io::Result<PathBuf> {
        app.env().appimage.map_or_else(std::env::current_exe, |image| Ok(image.into()))
    }

    fn entry(program: &str) -> String {
        let exec = quoted(program);
        format!(
            "[Desktop Entry]\nType=Application\nName=Flatchat\nIcon=flatchat\nExec={exec} {HIDDEN}\nTerminal=false\n"
        )
    }

    /// Quoted for `Exec`, and what that has of backslashes once more, as every string in such a file.
    fn quoted(program: &str) -> String {
        let mut quoted = String::new();
        for c in program.chars() {
            match c {
                '\\' => quoted.push_str("\\\\\\\\"),
                '"' | '`' | '$' => quoted.extend(["\\\\", &c.to_string()]),
                '%' => quoted.push_str("%%"),
                c => quoted.push(c),
            }
        }
        format!("\"{quoted}\"")
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_path_is_quoted_as_desktop_entries_want_it() {
            assert_eq!(quoted("/usr/bin/flatchat"), r#""/usr/bin/flatchat""#);
            assert_eq!(quoted("/home/a b/100%.AppImage"), r#""/home/a b/100%%.AppImage""#);
            assert_eq!(quoted(r#"/a"b$c`d\e"#), r#""/a\\"b\\$c\\`d\\\\e""#);
        }
    }
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
