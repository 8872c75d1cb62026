//! Starting at login on desktops that follow the Desktop Application Autostart Specification.
//!
//! The plugin for this does not support `XDG_CONFIG_HOME` or paths with a space, and takes any file
//! for one that starts the app.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use flatchat_core::disk::{Readers, read_file, replace_file};
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Manager, Wry};

use super::entry::{Entry, masking, starting};

/// The largest entry that is read.
const MAX_BYTES: u64 = 1 << 20;

const FILE: &str = "autostart/flatchat.desktop";

/// The ending that the kernel adds to the path of a program whose file was replaced while it runs.
const DELETED: &str = " (deleted)";

pub(super) fn plugin() -> TauriPlugin<Wry> {
    tauri::plugin::Builder::new("autostart").build()
}

pub(super) fn starts_it(app: &AppHandle) -> io::Result<bool> {
    let own = text(&own_file(app)?)?;
    Ok(own.map_or_else(system_starts_it, |text| starts(&text)))
}

pub(super) fn start_it(app: &AppHandle) -> io::Result<()> {
    replace(&own_file(app)?, &starting(&program(app)?))
}

pub(super) fn leave_it(app: &AppHandle) -> io::Result<()> {
    let file = own_file(app)?;
    if system_starts_it() {
        return replace(&file, &masking());
    }
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn own_file(app: &AppHandle) -> io::Result<PathBuf> {
    Ok(app.path().config_dir().map_err(io::Error::other)?.join(FILE))
}

/// Whether an entry for all users starts the app. An entry of this user's own goes before it.
fn system_starts_it() -> bool {
    let folders = std::env::var_os("XDG_CONFIG_DIRS").filter(|folders| !folders.is_empty());
    let folders = folders.unwrap_or_else(|| "/etc/xdg".into());
    let found = std::env::split_paths(&folders).find_map(|folder| text(&folder.join(FILE)).ok().flatten());
    found.is_some_and(|text| starts(&text))
}

/// The text of a file. `None`: there is no file.
fn text(file: &Path) -> io::Result<Option<String>> {
    match read_file(file, MAX_BYTES) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn starts(text: &str) -> bool {
    let desktops = std::env::var("XDG_CURRENT_DESKTOP").unwrap_or_default();
    Entry(text).starts_in(&desktops, can_run)
}

/// Whether this program can be run, by its path or from the `PATH`.
fn can_run(program: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    match Path::new(program) {
        path if path.is_absolute() => is_program(path),
        path => std::env::split_paths(&folders).any(|folder| is_program(&folder.join(path))),
    }
}

fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}

/// Replaces the file itself, even if it is a link to another file, and makes its folder if needed.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(file.with_file_name(""))?;
    replace_file(file, text.as_bytes(), Readers::Default)
}

/// The program to start. For an AppImage this is its file, and not the place where it is mounted
/// now.
fn program(app: &AppHandle) -> io::Result<PathBuf> {
    let image = app.env().appimage.map(PathBuf::from);
    image.map_or_else(|| std::env::current_exe().map(in_its_place), Ok)
}

/// The path of the program, also after an update has replaced its file.
fn in_its_place(program: PathBuf) -> PathBuf {
    let former = program.to_str().and_then(|path| path.strip_suffix(DELETED)).map(PathBuf::from);
    former.filter(|former| !program.exists() && former.exists()).unwrap_or(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_replaced_and_not_what_it_leads_to() {
        let folder = tempfile::tempdir().unwrap();
        let (file, other) = (folder.path().join(FILE), folder.path().join("mine.desktop"));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&other, "mine").unwrap();
        std::os::unix::fs::symlink(&other, &file).unwrap();
        replace(&file, "new").unwrap();
        assert_eq!(fs::read_to_string(&other).unwrap(), "mine");
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1, "nothing is left over");
    }

    #[test]
    fn only_a_file_that_can_be_run_is_a_program() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("flatchat");
        let can = || can_run(path.to_str().unwrap());
        assert!(!can());
        fs::write(&path, "").unwrap();
        assert!(!can(), "it is a text");
        assert!(!can_run(folder.path().to_str().unwrap()), "it is a folder");
        assert!(can_run("sh") && !can_run("flatchat-which-is-not-there"));
    }

    #[test]
    fn after_an_update_the_new_file_is_started() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("flatchat");
        let running = PathBuf::from(format!("{}{DELETED}", path.display()));
        assert_eq!(in_its_place(running.clone()), running, "it is gone altogether");
        fs::write(&path, "").unwrap();
        assert_eq!(in_its_place(running), path);
    }
}
