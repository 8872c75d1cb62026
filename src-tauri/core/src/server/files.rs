//! Shared files, as anybody uploaded them: `GET` and `HEAD` of `/files/STORED` and its thumbnail.
//!
//! # Invariants
//! * Nothing that is served here runs in the page's origin, whatever it claims to be. Its type is
//!   that of its first bytes, and only pictures, sounds and films are shown in place. No browser
//!   may guess another type, and the policy of each answer forbids scripts. All but players of
//!   sounds and films are put into an origin of their own.
//! * Nobody waits: links, pipes and folders are no files.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

use axum::body::{Body, Bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, stream};

use super::App;
use super::disposition::Disposition;
use super::download::by_turns;
use super::error::Error;
use super::range::{Wanted, wanted};
use super::session::{Caller, Reader};
use super::underway::hold;
use super::version::{Condition, Version};
use crate::files::kind::{HEAD_BYTES, Kind};
use crate::files::opening::{open_shared, open_thumbnail};
use crate::refusal::Refusal;

/// The most bytes that are read whole and take no place among the downloads.
const SMALL_BYTES: u64 = 64 << 10;

/// How many bytes are read in one turn.
const CHUNK_BYTES: u64 = 128 << 10;

/// The largest picture that is its own thumbnail if it has no other.
const OWN_THUMBNAIL_BYTES: u64 = 2 << 20;

const POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

/// The policy of sounds and films. A browser that is to show one by itself makes a page with a
/// player, which asks for the same address again: it must be of this origin. No script runs in it.
const PLAYED: HeaderValue =
    HeaderValue::from_static("default-src 'none'; media-src 'self'; sandbox allow-same-origin");

/// A stored name never changes its bytes. Caches in between may not keep them: the room may get a
/// code.
const CACHED: HeaderValue = HeaderValue::from_static("private, max-age=31536000, immutable");

/// A file that is open, and what its first look says.
pub(super) struct Opened {
    file: File,
    bytes: u64,
    pub(super) kind: Kind,
    version: Option<Version>,
}

/// `GET /files/STORED`
pub(super) async fn file(
    State(app): State<App>,
    Reader(caller): Reader,
    stored: Result<Path<String>, PathRejection>,
    request: Parts,
) -> Result<Response, Error> {
    let stored = name_of(stored)?;
    let opened = open(&app, &stored, |room, stored| open_shared(room, stored).and_then(look_at)).await?;
    answer(opened, &stored, &request, async |file, part| send(&app, caller, file, part).await).await
}

/// `GET /files/STORED/thumbnail`
pub(super) async fn thumbnail(
    State(app): State<App>,
    Reader(caller): Reader,
    stored: Result<Path<String>, PathRejection>,
    request: Parts,
) -> Result<Response, Error> {
    let stored = name_of(stored)?;
    let opened = open(&app, &stored, thumbnail_of).await?;
    answer(opened, &stored, &request, async |file, part| send(&app, caller, file, part).await).await
}

pub(super) fn thumbnail_of(room: &std::path::Path, stored: &str) -> io::Result<Opened> {
    match open_thumbnail(room, stored) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => own_thumbnail(room, stored),
        thumbnail => thumbnail.and_then(look_at),
    }
}

fn name_of(stored: Result<Path<String>, PathRejection>) -> Result<String, Error> {
    stored.map(|Path(stored)| stored).map_err(|_| Refusal::NoSuchFile.into())
}

/// Opens a small picture in place of its thumbnail.
fn own_thumbnail(room: &std::path::Path, stored: &str) -> io::Result<Opened> {
    let opened = open_shared(room, stored).and_then(look_at)?;
    let fits = opened.kind.is_picture() && opened.bytes <= OWN_THUMBNAIL_BYTES;
    if fits { Ok(opened) } else { Err(io::ErrorKind::NotFound.into()) }
}

async fn open(
    app: &App,
    stored: &str,
    open: fn(&std::path::Path, &str) -> io::Result<Opened>,
) -> Result<Opened, Error> {
    let (room, stored) = (app.room.folder().to_owned(), stored.to_owned());
    match on_disk(move || open(&room, &stored)).await {
        Ok(opened) => Ok(opened),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Refusal::NoSuchFile.into()),
        Err(error) => {
            tracing::warn!(%error, "a shared file cannot be read");
            Err(Refusal::Unreadable.into())
        }
    }
}

pub(super) async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(io::Error::other(error)))
}

pub(super) fn look_at(file: File) -> io::Result<Opened> {
    let metadata = file.metadata()?;
    let mut head = Vec::with_capacity(HEAD_BYTES);
    (&file).take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    let (bytes, version) = (metadata.len(), Version::of(metadata.len(), metadata.modified().ok()));
    Ok(Opened { file, bytes, kind: Kind::of(&head), version })
}

/// Answers a request for a file that is open. `send` makes an answer of a part of it.
pub(super) async fn answer(
    opened: Opened,
    stored: &str,
    request: &Parts,
    send: impl AsyncFnOnce(File, Range<u64>) -> Result<Response, Error>,
) -> Result<Response, Error> {
    let (all, headers) = (0..opened.bytes, &request.headers);
    let condition = opened.version.as_ref().map_or(Condition::Met, |version| version.check(headers));
    let may_be_part = opened.version.as_ref().is_some_and(|version| version.is_continued(headers));
    let wanted = match request.method {
        // Only for GET, parts are defined.
        Method::GET if may_be_part => wanted(headers, opened.bytes),
        _ => Wanted::All,
    };
    let (bytes, described) = (opened.bytes, Described::new(&opened, stored, request));
    let mut response = match (condition, wanted) {
        (Condition::Failed, _) => StatusCode::PRECONDITION_FAILED.into_response(),
        (Condition::NotModified, _) => StatusCode::NOT_MODIFIED.into_response(),
        (Condition::Met, Wanted::Beyond) => {
            let range = content_range(&format!("bytes */{bytes}"));
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, range)]).into_response());
        }
        (Condition::Met, Wanted::All) => send(opened.file, all).await?,
        (Condition::Met, Wanted::Part(part)) => {
            let range = content_range(&format!("bytes {}-{}/{bytes}", part.start, part.end - 1));
            let mut response = send(opened.file, part).await?;
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            response.headers_mut().insert(header::CONTENT_RANGE, range);
            response
        }
    };
    described.put_on(&mut response);
    Ok(response)
}

fn content_range(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).expect("numbers are plain ASCII")
}

/// The headers of a file.
struct Described {
    kind: Kind,
    disposition: HeaderValue,
    version: Option<Version>,
}

impl Described {
    fn new(opened: &Opened, stored: &str, request: &Parts) -> Described {
        let query = request.uri.query().unwrap_or_default();
        let is_asked_for = form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == "download");
        let disposition = match opened.kind.is_shown() && !is_asked_for {
            true => Disposition::Inline,
            false => Disposition::Attachment,
        };
        let disposition = disposition.header(stored);
        Described { kind: opened.kind, disposition, version: opened.version.clone() }
    }

    fn put_on(self, response: &mut Response) {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind.content_type()));
        headers.insert(header::CONTENT_DISPOSITION, self.disposition);
        let policy = if self.kind.is_played() { PLAYED } else { POLICY };
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        headers.insert(header::CACHE_CONTROL, CACHED);
        headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        headers.extend(self.version.iter().flat_map(Version::headers));
    }
}

/// Sends a part of a file: at once if it is small, else as a download.
async fn send(app: &App, caller: Caller, file: File, part: Range<u64>) -> Result<Response, Error> {
    let bytes = part.end - part.start;
    if bytes <= SMALL_BYTES {
        let read = on_disk(move || read_from(file, part.start, bytes));
        let (_, bytes) = read.await.map_err(|_| Refusal::Unreadable)?;
        return Ok(Bytes::from(bytes).into_response());
    }
    let place = app.under_way.file(caller.address)?;
    let queued = app.downloads.enter(caller.session.as_ref(), caller.address)?;
    let body = Body::from_stream(by_turns(Box::pin(chunks(file, part)), queued));
    let mut response = hold(Response::new(body), place);
    response.headers_mut().insert(header::CONTENT_LENGTH, bytes.into());
    Ok(response)
}

/// Reads a part of a file, chunk by chunk.
fn chunks(file: File, part: Range<u64>) -> impl Stream<Item = io::Result<Bytes>> {
    stream::try_unfold((file, part), |(file, part)| async move {
        let bytes = CHUNK_BYTES.min(part.end - part.start);
        if bytes == 0 {
            return Ok(None);
        }
        let (file, chunk) = on_disk(move || read_from(file, part.start, bytes)).await?;
        Ok(Some((Bytes::from(chunk), (file, part.start + bytes..part.end))))
    })
}

/// Reads so many bytes.
///
/// # Errors
/// When there are fewer: somebody has cut the file.
pub(super) fn read_from(mut file: File, start: u64, bytes: u64) -> io::Result<(File, Vec<u8>)> {
    file.seek(SeekFrom::Start(start))?;
    let mut read = Vec::with_capacity(usize::try_from(bytes).unwrap_or_default());
    (&mut file).take(bytes).read_to_end(&mut read)?;
    if (read.len() as u64) < bytes { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok((file, read)) }
}
