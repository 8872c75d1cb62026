//! The window's commands for files: choosing, sharing, listing, and opening them.

// Tauri passes state by value.
#![allow(clippy::needless_pass_by_value)]

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use flatchat_core::files::NewUpload;
use flatchat_core::files::kind::{HEAD_BYTES, Kind};
use flatchat_core::room::{FilesPage, FilesQuery, UploadView};
use flatchat_core::{Problem, Refusal};
use tauri::ipc::{Channel, InvokeBody, Request, Response};
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use tokio_util::sync::CancellationToken;

use super::clipboard;
use super::drags::{Drag, Drags};
use super::offers::{Offer, Offers, name_of};
use crate::current::OpenDesk;
use crate::opening::{open_path, show_in_folder};
use crate::problem::{AppCode, failed, problem};

/// Lets the host choose files. Returns what was chosen.
#[tauri::command]
pub(crate) async fn choose_files(
    app: AppHandle,
    desk: OpenDesk,
    offers: State<'_, Offers>,
) -> Result<Offer, Problem> {
    let (chosen, choice) = tokio::sync::oneshot::channel();
    app.dialog().file().set_title(desk.settings().words().dialogs.share).pick_files(move |files| {
        // Fails only if the page that asked has gone meanwhile.
        let _ = chosen.send(files);
    });
    let files = choice.await.ok().flatten().unwrap_or_default();
    let paths: Vec<PathBuf> = files.into_iter().filter_map(|file| file.into_path().ok()).collect();
    Ok(offers.offer(&paths))
}

/// Returns the files that the host has copied elsewhere and pastes now.
#[tauri::command]
pub(crate) async fn pasted_files(app: AppHandle, offers: State<'_, Offers>) -> Result<Offer, Problem> {
    Ok(offers.offer(&clipboard::files(&app).await))
}

/// Returns the bytes of the picture that the host has copied elsewhere and pastes now. Empty: there
/// is none.
#[tauri::command]
pub(crate) async fn pasted_picture(app: AppHandle) -> Response {
    Response::new(clipboard::picture(&app).await.unwrap_or_default())
}

/// Notifies the page of files that are dragged over the window.
#[tauri::command]
pub(crate) fn attend_drags(drags: State<'_, Drags>, page: Channel<Drag>) {
    drags.attend(page);
}

#[tauri::command]
pub(crate) async fn begin_upload(desk: OpenDesk, upload: NewUpload) -> Result<UploadView, Refusal> {
    desk.room.begin_upload_as_host(upload).await
}

/// The copies from this computer that are under way, by the id of their upload.
#[derive(Default)]
pub(crate) struct Copies(Mutex<HashMap<String, CancellationToken>>);

impl Copies {
    /// Returns what ends the copy that begins now. One into the same upload ends.
    fn begin(&self, id: &str) -> CancellationToken {
        let token = CancellationToken::new();
        if let Some(before) = self.lock().insert(id.to_owned(), token.clone()) {
            before.cancel();
        }
        token
    }

    fn end(&self, id: &str) {
        if let Some(token) = self.lock().remove(id) {
            token.cancel();
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, CancellationToken>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Copies a file that the host has offered into an upload. The page learns how many bytes are
/// there.
#[tauri::command]
pub(crate) async fn copy_into_upload(
    desk: OpenDesk,
    offers: State<'_, Offers>,
    copies: State<'_, Copies>,
    id: String,
    token: String,
    progress: Channel<u64>,
) -> Result<UploadView, Problem> {
    let path = offers
        .path(&token)
        .ok_or_else(|| problem(AppCode::NoOffer, "this file was not chosen; choose it again"))?;
    let cancel = copies.begin(&id);
    let notify = move |bytes| {
        // Fails only if the page has gone.
        let _ = progress.send(bytes);
    };
    let copied = desk.room.copy_into_upload(&id, path, notify, cancel.clone()).await;
    // Another copy may have begun, which ended this one.
    if !cancel.is_cancelled() {
        copies.end(&id);
    }
    copied.map_err(|refusal| Problem::from(&refusal))
}

#[tauri::command]
pub(crate) fn stop_copying(copies: State<'_, Copies>, id: String) {
    copies.end(&id);
}

/// Appends bytes that the page has, such as a picture from the clipboard. The head says which
/// upload they belong to, and where.
#[tauri::command]
pub(crate) async fn append_upload(desk: OpenDesk, request: Request<'_>) -> Result<UploadView, Problem> {
    let head = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let (id, offset) = (head("id"), head("offset").and_then(|offset| offset.parse().ok()));
    let (Some(id), Some(offset), InvokeBody::Raw(bytes)) = (id, offset, request.body()) else {
        return Err(problem(AppCode::NoOffer, "this is not a part of a file; choose the file again"));
    };
    let appended = desk.room.append_upload_as_host(id, offset, bytes.clone()).await;
    appended.map_err(|refusal| Problem::from(&refusal))
}

#[tauri::command]
pub(crate) async fn find_upload(desk: OpenDesk, id: String) -> Result<UploadView, Refusal> {
    desk.room.upload(&id).await
}

#[tauri::command]
pub(crate) async fn drop_upload(
    desk: OpenDesk,
    copies: State<'_, Copies>,
    id: String,
) -> Result<(), Refusal> {
    copies.end(&id);
    desk.room.cancel_upload(&id).await
}

#[tauri::command]
pub(crate) async fn files(desk: OpenDesk, query: FilesQuery) -> Result<FilesPage, Refusal> {
    desk.room.files_page(query).await
}

/// Opens a shared picture, sound or film in the desktop's own program. Of anything else, only its
/// folder is shown: a stranger may have sent a program.
#[tauri::command]
pub(crate) async fn open_shared(desk: OpenDesk, stored: String) -> Result<(), Problem> {
    let path = shared(&desk, &stored)?;
    if is_shown(&path) { open_path(&path) } else { show_in_folder(&path) }
}

/// Saves a copy of a shared file where the host wants it. Returns the name of the copy, or `None`
/// if the host chose no place.
#[tauri::command]
pub(crate) async fn save_shared(
    app: AppHandle,
    desk: OpenDesk,
    stored: String,
    name: String,
) -> Result<Option<String>, Problem> {
    let path = shared(&desk, &stored)?;
    let (chosen, choice) = tokio::sync::oneshot::channel();
    let title = desk.settings().words().dialogs.save;
    app.dialog().file().set_title(title).set_file_name(name).save_file(move |place| {
        // Fails only if the page that asked has gone meanwhile.
        let _ = chosen.send(place);
    });
    let Ok(Some(place)) = choice.await else { return Ok(None) };
    let place = place.into_path().map_err(|error| not_saved(&error))?;
    let saved = name_of(&place);
    let copied = tauri::async_runtime::spawn_blocking(move || std::fs::copy(path, place)).await;
    copied.map_err(|error| not_saved(&error))?.map_err(|error| not_saved(&error))?;
    Ok(Some(saved))
}

fn not_saved(cause: &dyn std::fmt::Display) -> Problem {
    failed(AppCode::NotSaved, "the file cannot be saved there", cause)
}

fn shared(desk: &OpenDesk, stored: &str) -> Result<PathBuf, Problem> {
    desk.room.shared_file(stored).map_err(|refusal| Problem::from(&refusal))
}

/// Whether a file is of a kind that programs only show or play.
fn is_shown(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD_BYTES as u64).read_to_end(&mut head));
    read.is_ok() && Kind::of(&head).is_shown()
}
