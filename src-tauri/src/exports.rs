//! Exports of the room: the host chooses a place, and core writes the file there.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use flatchat_core::Problem;
use flatchat_core::export::{ExportError, ExportFormat};
use tauri::{AppHandle, Manager, State};
use tauri_plugin_dialog::DialogExt;

use crate::current::OpenDesk;
use crate::opening::show_in_folder;
use crate::problem::{AppCode, failed, problem};

/// The file that was exported last, which the page can have shown.
#[derive(Debug, Default)]
pub(crate) struct LastExport(Mutex<Option<PathBuf>>);

/// Lets the host choose a place, and exports the room to it. Returns the file's name, or `None` if
/// the host chose no place.
#[tauri::command]
pub(crate) async fn export_room(
    app: AppHandle,
    desk: OpenDesk,
    format: ExportFormat,
) -> Result<Option<String>, Problem> {
    let (chosen, choice) = tokio::sync::oneshot::channel();
    let title = desk.settings().words().dialogs.export;
    let dialog = app.dialog().file().set_title(title).set_file_name(desk.room.export_name(format));
    dialog.save_file(move |place| {
        // Fails only if the page that asked has gone meanwhile.
        let _ = chosen.send(place);
    });
    let Ok(Some(place)) = choice.await else { return Ok(None) };
    let place = place
        .into_path()
        .map_err(|error| failed(AppCode::NoPlace, "the room cannot be exported there", error))?;
    desk.room.export(format, desk.settings().spoken(), &place).await.map_err(|error| refuse(&error))?;
    let name = place.file_name().map(|name| name.to_string_lossy().into_owned());
    *app.state::<LastExport>().0.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
    Ok(name)
}

/// Shows the last export in its folder.
#[tauri::command]
pub(crate) async fn show_export(last: State<'_, LastExport>) -> Result<(), Problem> {
    let path = last.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    show_in_folder(&path.ok_or_else(|| problem(AppCode::NoExport, "nothing was exported yet"))?)
}

fn refuse(error: &ExportError) -> Problem {
    tracing::warn!(%error, "the room was not exported");
    Problem::from(error)
}
