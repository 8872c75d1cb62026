//! Files for the host's window, which asks for them without HTTP. An answer is as over HTTP, but
//! whole in memory: the window takes no other.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use axum::body::to_bytes;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use bytes::Bytes;

use super::error::Error;
use super::files::{Opened, answer, look_at, on_disk, read_from, thumbnail_of};
use crate::files::opening::open_shared;
use crate::refusal::Refusal;

/// The largest file that is shown in the window. The host can open a larger one in another program.
const MOST_BYTES: u64 = 64 << 20;

/// A file that the window asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WindowFile {
    /// A shared file, by its stored name.
    Shared(String),
    /// Its thumbnail.
    Thumbnail(String),
    /// A picture that the host has chosen and not shared yet.
    Offered(PathBuf),
}

/// Answers a request of the window for a file of the room in this folder.
pub async fn file_for_window(room: &Path, wanted: WindowFile, request: &Parts) -> Response<Vec<u8>> {
    let answered = match open(room, wanted).await {
        Ok((opened, name)) => answer(opened, &name, request, read).await,
        Err(error) => Err(error),
    };
    let (mut head, body) = answered.unwrap_or_else(IntoResponse::into_response).into_parts();
    head.headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    match to_bytes(body, usize::MAX).await {
        Ok(bytes) => Response::from_parts(head, bytes.into()),
        Err(error) => {
            tracing::warn!(%error, "a file cannot be shown");
            let mut failed = Response::new(Vec::new());
            *failed.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            failed
        }
    }
}

async fn open(room: &Path, wanted: WindowFile) -> Result<(Opened, String), Error> {
    let room = room.to_owned();
    let opened = on_disk(move || match wanted {
        WindowFile::Shared(stored) => Ok((open_shared(&room, &stored).and_then(look_at)?, stored)),
        WindowFile::Thumbnail(stored) => Ok((thumbnail_of(&room, &stored)?, stored)),
        WindowFile::Offered(path) => Ok((picture(&path)?, String::new())),
    });
    opened.await.map_err(|_| Refusal::NoSuchFile.into())
}

/// Opens a file if it is a picture.
fn picture(path: &Path) -> io::Result<Opened> {
    let opened = look_at(File::open(path)?)?;
    if opened.kind.is_picture() { Ok(opened) } else { Err(io::ErrorKind::NotFound.into()) }
}

async fn read(file: File, part: Range<u64>) -> Result<axum::response::Response, Error> {
    let bytes = part.end - part.start;
    if bytes > MOST_BYTES {
        return Err(Error::TooLarge);
    }
    let read = on_disk(move || read_from(file, part.start, bytes)).await;
    let (_, bytes) = read.map_err(|_| Refusal::Unreadable)?;
    Ok(Bytes::from(bytes).into_response())
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    const GIF: &[u8] = b"GIF89a\x01\0\x01\0\0\0\0;";

    async fn ask(room: &Path, wanted: WindowFile, range: &str) -> Response<Vec<u8>> {
        let (request, ()) = Request::get("/").header("range", range).body(()).unwrap().into_parts();
        file_for_window(room, wanted, &request).await
    }

    #[tokio::test]
    async fn the_window_gets_what_a_browser_would() {
        let room = tempfile::tempdir().unwrap();
        std::fs::create_dir(room.path().join("files")).unwrap();
        std::fs::write(room.path().join("files/abcde-a.gif"), GIF).unwrap();
        let shared = || WindowFile::Shared("abcde-a.gif".to_owned());
        let whole = ask(room.path(), shared(), "").await;
        assert_eq!((whole.status(), whole.body().as_slice()), (StatusCode::OK, GIF));
        assert_eq!(whole.headers()["content-type"], "image/gif");
        assert_eq!(whole.headers()["x-content-type-options"], "nosniff");
        assert!(whole.headers()["content-security-policy"].to_str().unwrap().contains("sandbox"));
        let part = ask(room.path(), shared(), "bytes=0-1").await;
        assert_eq!((part.status(), part.body().as_slice()), (StatusCode::PARTIAL_CONTENT, &GIF[..2]));
        let small = ask(room.path(), WindowFile::Thumbnail("abcde-a.gif".to_owned()), "").await;
        assert_eq!(small.body().as_slice(), GIF);
        let beyond = ask(room.path(), WindowFile::Shared("../chat.txt".to_owned()), "").await;
        assert_eq!(beyond.status(), StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn of_what_the_host_has_chosen_only_pictures_are_shown() {
        let folder = tempfile::tempdir().unwrap();
        let (picture, secret) = (folder.path().join("a.gif"), folder.path().join("key"));
        std::fs::write(&picture, GIF).unwrap();
        std::fs::write(&secret, "secret").unwrap();
        let shown = ask(folder.path(), WindowFile::Offered(picture), "").await;
        assert_eq!(shown.status(), StatusCode::OK);
        let hidden = ask(folder.path(), WindowFile::Offered(secret), "").await;
        assert_eq!(hidden.status(), StatusCode::NOT_FOUND);
        assert!(!hidden.body().windows(6).any(|bytes| bytes == b"secret"));
    }
}
