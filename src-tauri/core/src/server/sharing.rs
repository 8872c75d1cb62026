//! Files that are shared in one request, as scripts do it: a form with files, or one file as a
//! body. And the list of all shared files.

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequest, Multipart, Path, Query, Request, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use futures_util::Stream;

use super::App;
use super::body::{BODY_WITHIN, MAX_DRAINED_BYTES};
use super::error::Error;
use super::heads::{Fed, Form};
use super::pieces::{Paced, Pieces, Written};
use super::session::{JoinedCaller, Reader};
use super::uploads::number_in;
use crate::files::{BadUpload, MAX_SHARED};
use crate::refusal::Refusal;
use crate::room::{FilesQuery, Receipt, Uploader};
use crate::text::{MAX_TEXT_BYTES, TextError};

/// How many bytes of a form are surely not of its files.
const FORM_BYTES: u64 = 64 * 1024;

/// The files of a request. They are given up unless they are shared.
struct Brought<'a> {
    app: &'a App,
    by: Uploader,
    ids: Vec<String>,
    caption: String,
}

/// `GET /files`
pub(super) async fn list(
    State(app): State<App>,
    Reader(caller): Reader,
    query: Result<Query<FilesQuery>, QueryRejection>,
) -> Result<Response, Error> {
    let Query(query) = query.map_err(|error| Error::BadRequest(error.body_text()))?;
    let found = app.room.find_files(caller.session.as_ref(), caller.address, query);
    app.under_way.answer(caller.address, found).await
}

/// `POST /files`
pub(super) async fn post(
    State(app): State<App>,
    member: JoinedCaller,
    request: Request,
) -> Result<(StatusCode, Json<Receipt>), Error> {
    let announced = number_in(request.headers(), header::CONTENT_LENGTH.as_str()).unwrap_or_default();
    if let Err(refusal) = app.room.check_files(announced.saturating_sub(FORM_BYTES), MAX_SHARED).await {
        let (parts, body) = request.into_parts();
        Pieces::of_request(&parts.headers, body).drain().await;
        return Err(refusal.into());
    }
    let (parts, body) = request.into_parts();
    let (fed, left) = Fed::new(Paced::new(body));
    let form = Multipart::from_request(Request::from_parts(parts, Body::from_stream(fed)), &app).await;
    let mut form = Form::new(form.map_err(|error| Error::BadRequest(error.body_text()))?, left);
    let mut brought = Brought::new(&app, member);
    let taken = brought.take_form(&mut form).await;
    match &taken {
        // Nobody can tell where its parts are.
        Ok(()) | Err(Error::LongHead) => {}
        // It is only a courtesy.
        Err(_) => drop(tokio::time::timeout(BODY_WITHIN, drain(&mut form)).await),
    }
    brought.share(taken).await
}

/// `PUT /files/NAME`
pub(super) async fn put(
    State(app): State<App>,
    member: JoinedCaller,
    Path(name): Path<String>,
    request: Request,
) -> Result<(StatusCode, Json<Receipt>), Error> {
    let (parts, body) = request.into_parts();
    let size = number_in(&parts.headers, header::CONTENT_LENGTH.as_str());
    let mut pieces = Pieces::of_request(&parts.headers, body);
    let mut brought = Brought::new(&app, member);
    let taken = brought.take(name, size, &mut pieces).await;
    if taken.is_err() {
        pieces.drain().await;
    }
    brought.share(taken).await
}

impl Brought<'_> {
    fn new(app: &App, member: JoinedCaller) -> Brought<'_> {
        Brought { app, by: member.into_uploader(), ids: Vec::new(), caption: String::new() }
    }

    async fn take_form(&mut self, form: &mut Form) -> Result<(), Error> {
        let mut has_caption = false;
        while let Some(field) = form.next_part().await? {
            match field.file_name().map(str::to_owned) {
                Some(name) => self.take(name, None, &mut Pieces::new(field)).await?,
                None if field.name() == Some("caption") && !has_caption => {
                    self.caption = read_caption(field).await?;
                    has_caption = true;
                }
                None => return Err(Refusal::from(BadUpload::Form).into()),
            }
        }
        if self.ids.is_empty() { Err(Refusal::from(BadUpload::NoFile).into()) } else { Ok(()) }
    }

    /// Takes one file, whose size may be known.
    async fn take<S, E>(
        &mut self,
        name: String,
        size: Option<u64>,
        pieces: &mut Pieces<S>,
    ) -> Result<(), Error>
    where
        S: Stream<Item = Result<Bytes, E>> + Unpin,
        E: Into<Error>,
    {
        if self.ids.len() >= MAX_SHARED {
            return Err(Refusal::TooManyFiles.into());
        }
        let writer = self.app.room.begin_open_upload(&self.by, name, size).await?;
        self.ids.push(writer.id().to_owned());
        match pieces.write_to(writer).await? {
            (writer, Written::Whole) => Ok(writer.complete().await?),
            // Nobody else knows its id.
            (_, Written::Continued) => Err(Refusal::NoSuchUpload.into()),
        }
    }

    /// Shares what was taken, or gives it up.
    async fn share(mut self, taken: Result<(), Error>) -> Result<(StatusCode, Json<Receipt>), Error> {
        let shared = match taken {
            Ok(()) => self.app.room.share(&self.by, self.ids.clone(), &self.caption, None).await?,
            Err(error) => {
                self.give_up().await;
                return Err(error);
            }
        };
        self.ids.clear();
        Ok((StatusCode::CREATED, Json(shared)))
    }

    async fn give_up(&mut self) {
        for id in std::mem::take(&mut self.ids) {
            // An upload that is not there any more needs nothing.
            let _ = self.app.room.cancel_upload(&id).await;
        }
    }
}

/// A request that was cut off, or files that cannot be shared, leave nothing.
impl Drop for Brought<'_> {
    fn drop(&mut self) {
        self.app.room.give_up(std::mem::take(&mut self.ids));
    }
}

async fn read_caption(mut field: Field<'_>) -> Result<String, Error> {
    let mut caption = Vec::new();
    while let Some(chunk) = field.chunk().await? {
        caption.extend_from_slice(&chunk);
        if caption.len() > 2 * MAX_TEXT_BYTES {
            return Err(Refusal::from(TextError::TooLong).into());
        }
    }
    String::from_utf8(caption).map_err(|_| Error::BadRequest("the caption is not UTF-8".to_owned()))
}

impl From<MultipartError> for Error {
    fn from(error: MultipartError) -> Error {
        Error::BadRequest(error.body_text())
    }
}

/// Reads some more of a form that is refused, so that its sender can read why.
async fn drain(form: &mut Form) {
    let mut read = 0;
    for _ in 0..MAX_SHARED {
        let Ok(Some(mut field)) = form.next_part().await else { return };
        while let Ok(Some(chunk)) = field.chunk().await {
            read += chunk.len();
            if read > MAX_DRAINED_BYTES {
                return;
            }
        }
    }
}
