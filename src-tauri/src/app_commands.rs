//! The commands that the window may call for the app itself: its rooms and their folders, the size
//! of the page, its end.

// Tauri passes state by value.
#![allow(clippy::needless_pass_by_value)]

use std::path::{Path, PathBuf};

use flatchat_core::Problem;
use flatchat_core::log::LOG_NAME;
use serde::Serialize;
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, State, WebviewWindow};
use tauri_plugin_dialog::DialogExt;

use crate::current::OpenDesk;
use crate::habits::Habits;
use crate::opening::{open_path, show_in_folder};
use crate::orders::{Order, Orders};
use crate::problem::{AppCode, failed, problem};
use crate::webview::{self, Zoom};
use crate::{guide, lifecycle, settings, tray, window};

/// The file that scripts/licences.mjs makes for packages.
const LICENCES: &str = "third-party-licences.txt";

/// The web engine that shows the page.
const ENGINE: &str = if cfg!(windows) {
    "WebView2"
} else if cfg!(target_os = "macos") {
    "WebKit"
} else {
    "WebKitGTK"
};

/// Facts about the app, and where it keeps the room.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct AppFacts {
    /// Its version.
    pub version: String,
    /// The web engine that shows the page, with its version, for bug reports.
    pub engine: Option<String>,
    /// The folder of the room that is open.
    pub folder: String,
    /// How large the page is. 1 is the size that it was designed in.
    pub zoom: f64,
    /// Whether there is a file with the licences of the libraries in the app.
    pub has_licences: bool,
}

/// A room that was open before.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct KnownRoom {
    /// Its title.
    pub title: String,
    /// The folder of its `chat.txt`.
    pub folder: String,
}

#[tauri::command]
pub(crate) fn attend(orders: State<'_, Orders>, page: Channel<Order>) {
    orders.attend(page);
}

#[tauri::command]
pub(crate) fn pause(app: AppHandle, desk: OpenDesk) {
    desk.room.pause();
    tray::refresh(&app);
}

#[tauri::command]
pub(crate) fn resume(app: AppHandle, desk: OpenDesk) {
    desk.room.resume();
    tray::refresh(&app);
}

#[tauri::command]
pub(crate) fn app_facts(app: AppHandle, desk: OpenDesk, habits: State<'_, Habits>) -> AppFacts {
    AppFacts {
        version: app.package_info().version.to_string(),
        engine: tauri::webview_version().ok().map(|version| format!("{ENGINE} {version}")),
        folder: desk.room.folder().display().to_string(),
        zoom: habits.zoom(),
        has_licences: licences(&app).is_some(),
    }
}

/// Shows `chat.txt` in its folder.
#[tauri::command]
pub(crate) async fn show_file(desk: OpenDesk) -> Result<(), Problem> {
    show_in_folder(&desk.room.folder().join(LOG_NAME))
}

#[tauri::command]
pub(crate) async fn show_licences(app: AppHandle) -> Result<(), Problem> {
    let path =
        licences(&app).ok_or_else(|| problem(AppCode::NoLicences, "this build has no file of licences"))?;
    open_path(&path)
}

#[tauri::command]
pub(crate) async fn open_guide(app: AppHandle, desk: OpenDesk) -> Result<(), Problem> {
    guide::open(&app, &desk.settings())
        .map_err(|error| failed(AppCode::NoGuide, "the guide cannot be shown", error))
}

/// The rooms that were open before, the latest first, without the one that is open.
#[tauri::command]
pub(crate) async fn known_rooms(
    desk: OpenDesk,
    habits: State<'_, Habits>,
) -> Result<Vec<KnownRoom>, Problem> {
    let here = desk.room.folder().to_owned();
    let others = habits.rooms().into_iter().filter(|folder| *folder != here && folder.is_dir());
    Ok(others.map(|folder| known_room(&folder)).collect())
}

fn known_room(folder: &Path) -> KnownRoom {
    let name = || folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    KnownRoom { title: settings::title_in(folder).unwrap_or_else(name), folder: folder.display().to_string() }
}

/// Goes to a room that was open before.
#[tauri::command]
pub(crate) async fn open_room(app: AppHandle, folder: String) -> Result<(), Problem> {
    let known = app.state::<Habits>().rooms().into_iter().find(|known| known.display().to_string() == folder);
    let folder = known
        .ok_or_else(|| problem(AppCode::UnknownRoom, "this room is not known any more; choose its folder"))?;
    go_to(&app, &folder).await
}

/// Lets the host choose a folder, and goes to its room. If they choose none, nothing happens.
#[tauri::command]
pub(crate) async fn choose_room(app: AppHandle, desk: OpenDesk) -> Result<(), Problem> {
    let (chosen, choice) = tokio::sync::oneshot::channel();
    let title = desk.settings().words().dialogs.choose_folder;
    app.dialog().file().set_title(title).pick_folder(move |folder| {
        // Fails only if the page that asked has gone meanwhile.
        let _ = chosen.send(folder);
    });
    let Ok(Some(folder)) = choice.await else { return Ok(()) };
    let folder = folder
        .into_path()
        .map_err(|error| failed(AppCode::BadFolder, "this folder cannot be used", error))?;
    check_name(&folder)?;
    go_to(&app, &folder).await
}

/// A folder whose name is not Unicode could not be remembered, so the next start would open another
/// room.
fn check_name(folder: &Path) -> Result<(), Problem> {
    let refused = || failed(AppCode::BadFolder, "this folder cannot be used", "its name is not Unicode");
    folder.to_str().map(drop).ok_or_else(refused)
}

async fn go_to(app: &AppHandle, folder: &Path) -> Result<(), Problem> {
    lifecycle::go_to(app, folder).await.map_err(|error| error.into_problem(folder))
}

#[tauri::command]
pub(crate) fn zoom(window: WebviewWindow, zoom: Zoom) -> Result<f64, Problem> {
    webview::zoom(&window, zoom)
        .map_err(|error| failed(AppCode::NoZoom, "the size of the page cannot be changed", error))
}

#[tauri::command]
pub(crate) fn toggle_full_screen(app: AppHandle) -> Result<(), Problem> {
    window::toggle_full_screen(&app)
        .map_err(|error| failed(AppCode::NoFullScreen, "the window cannot fill the screen", error))
}

#[tauri::command]
pub(crate) fn quit(app: AppHandle) {
    app.exit(0);
}

/// Packages put the licences into the app's resources, or beside the program if everything is in
/// one folder.
fn licences(app: &AppHandle) -> Option<PathBuf> {
    let resources = app.path().resource_dir().ok();
    let beside = std::env::current_exe().ok().and_then(|program| program.parent().map(Path::to_owned));
    let packaged = ["/usr/share/doc/flatchat", "/usr/share/licenses/flatchat"].map(PathBuf::from);
    let folders = [resources, beside].into_iter().flatten().chain(packaged);
    folders.map(|folder| folder.join(LICENCES)).find(|path| path.is_file())
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use super::*;

    #[test]
    fn a_folder_that_could_not_be_remembered_is_refused() {
        assert!(check_name(Path::new("/home/hanna/Küche")).is_ok());
        let refused = check_name(Path::new(OsStr::from_bytes(b"/home/hanna/K\xfcche"))).unwrap_err();
        assert_eq!(refused.code, "bad_folder");
    }
}
