//! The window's commands for files: choosing, sharing, listing, and opening them.

// Tauri passes state by value.
#![allow(clippy::needless_pass_by_value)]

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use flatchat_core::files::{FilesPage, FilesQuery, Kind, NewUpload, UploadView};
use flatchat_core::{Problem, Refusal};
use tauri::ipc::{Channel, InvokeBody, Request};
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::drags::{Drag, Drags};
use super::offers::{Offer, Offers};
use crate::current::OpenDesk;
use crate::opening::{open_path, show_in_folder};
use crate::problem::{AppCode, failed, problem};

/// Lets the host choose files. Returns what was chosen.
#[tauri::command]
pub(crate) async fn choose_files(app: AppHandle, offers: State<'_, Offers>) -> Result<Offer, Problem> {
    let (chosen, choice) = tokio::sync::oneshot::channel();
    app.dialog().file().set_title("Share files").pick_files(move |files| {
        // Fails only if the page that asked has gone meanwhile.
        let _ = chosen.send(files);
    });
    let files = choice.await.ok().flatten().unwrap_or_default();
    let paths: Vec<PathBuf> = files.into_iter().filter_map(|file| file.into_path().ok()).collect();
    Ok(offers.offer(&paths))
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

/// The uploads that are copied from this computer.
#[derive(Default)]
pub(crate) struct Copies(Mutex<HashMap<String, CancellationToken>>);

impl Copies {
    fn begin(&self, id: &str) -> CancellationToken {
        let token = CancellationToken::new();
        if let Some(before) = self.lock().insert(id.to_owned(), token.clone()) {
            before.cancel();
        }
        token
    }

    fn cancel(&self, id: &str) {
        if let Some(token) = self.lock().remove(id) {
            token.cancel();
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, CancellationToken>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Copies a file that the host has offered into an upload. The page learns how many bytes are
/// copied.
#[tauri::command]
pub(crate) async fn copy_upload(
    desk: OpenDesk,
    offers: State<'_, Offers>,
    copies: State<'_, Copies>,
    id: String,
    offered: String,
    sent: Channel<u64>,
) -> Result<UploadView, Problem> {
    let path = offers
        .path(&offered)
        .ok_or_else(|| problem(AppCode::NoOffer, "this file was not chosen; choose it again"))?;
    let cancel = copies.begin(&id);
    let progress = move |bytes| {
        // Fails only if the page has gone.
        let _ = sent.send(bytes);
    };
    let copied = desk.room.copy_into_upload(&id, &path, progress, cancel.clone()).await;
    if !cancel.is_cancelled() {
        copies.cancel(&id);
    }
    copied.map_err(|refusal| Problem::from(&refusal))
}

/// Appends bytes that the page has, such as a picture from the clipboard. The head says which
/// upload they belong to, and where.
#[tauri::command]
pub(crate) async fn append_upload(desk: OpenDesk, request: Request<'_>) -> Result<UploadView, Problem> {
    let head = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let (id, offset) = (head("upload-id"), head("upload-offset").and_then(|offset| offset.parse().ok()));
    let (Some(id), Some(offset), InvokeBody::Raw(bytes)) = (id, offset, request.body()) else {
        return Err(problem(AppCode::NoOffer, "this is not a part of a file; choose the file again"));
    };
    let appended = desk.room.append_upload_as_host(id, offset, bytes.clone()).await;
    appended.map_err(|refusal| Problem::from(&refusal))
}

#[tauri::command]
pub(crate) async fn find_upload(desk: OpenDesk, id: String) -> Result<UploadView, Refusal> {
    desk.room.find_upload(&id).await
}

#[tauri::command]
pub(crate) async fn drop_upload(
    desk: OpenDesk,
    copies: State<'_, Copies>,
    id: String,
) -> Result<(), Refusal> {
    copies.cancel(&id);
    desk.room.cancel_upload(&id).await
}

#[tauri::command]
pub(crate) async fn files(desk: OpenDesk, query: FilesQuery) -> Result<FilesPage, Refusal> {
    desk.room.files_page(query).await
}
