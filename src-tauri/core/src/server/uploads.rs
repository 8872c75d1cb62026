//! Uploads that can go on after a lost connection: begun, continued at an offset, and shared when
//! they are complete.

use axum::Json;
use axum::extract::{FromRequestParts, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::App;
use super::body::Posted;
use super::error::{Error, UPLOAD_OFFSET};
use super::pieces::{Paced, Pieces, Written};
use super::session::JoinedCaller;
use crate::refusal::Refusal;
use crate::room::{UploadView, Uploader, Writing};

impl JoinedCaller {
    /// The caller as somebody who uploads.
    pub(super) fn into_uploader(self) -> Uploader {
        Uploader { session: self.session, address: self.address }
    }
}

/// The id of an upload, as it stands in a path.
pub(super) struct UploadId(String);

impl FromRequestParts<App> for UploadId {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<UploadId, Error> {
        let id = Path::<String>::from_request_parts(parts, app).await;
        id.map(|Path(id)| UploadId(id)).map_err(|_| Refusal::NoSuchUpload.into())
    }
}

/// `POST /uploads`
pub(super) async fn begin(
    State(app): State<App>,
    member: JoinedCaller,
    posted: Posted,
) -> Result<(StatusCode, Json<UploadView>), Error> {
    let view = app.room.begin_upload(&member.into_uploader(), posted.json()?).await?;
    Ok((StatusCode::CREATED, Json(view)))
}

/// `GET /uploads/ID`
pub(super) async fn find(
    State(app): State<App>,
    _member: JoinedCaller,
    UploadId(id): UploadId,
) -> Result<Response, Error> {
    Ok(at_offset(app.room.upload(&id).await?))
}

/// `DELETE /uploads/ID`
pub(super) async fn cancel(
    State(app): State<App>,
    _member: JoinedCaller,
    UploadId(id): UploadId,
) -> Result<StatusCode, Error> {
    app.room.cancel_upload(&id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `PATCH /uploads/ID`
pub(super) async fn append(
    State(app): State<App>,
    member: JoinedCaller,
    UploadId(id): UploadId,
    request: Request,
) -> Result<Response, Error> {
    let (parts, body) = request.into_parts();
    let mut pieces = Pieces::of_request(&parts.headers, body);
    let by = member.into_uploader();
    match go_on(&app, &by, &id, &parts.headers, &mut pieces).await {
        Ok(view) => Ok(at_offset(view)),
        Err(error) => {
            pieces.drain().await;
            Err(error)
        }
    }
}

async fn go_on(
    app: &App,
    by: &Uploader,
    id: &str,
    headers: &HeaderMap,
    pieces: &mut Pieces<Paced>,
) -> Result<UploadView, Error> {
    let offset = number_in(headers, UPLOAD_OFFSET)
        .ok_or_else(|| Error::BadRequest("send Upload-Offset: N, the place of the first byte".to_owned()))?;
    let writer = match app.room.write_upload(by, id, offset).await? {
        Writing::Open(writer) => writer,
        Writing::Done(view) => return Ok(view),
    };
    // Nothing of the body is read yet.
    writer.check_more(number_in(headers, header::CONTENT_LENGTH.as_str()).unwrap_or_default())?;
    match pieces.write_to(writer).await? {
        (writer, Written::Whole) => Ok(app.room.end_upload(writer, by).await?),
        (writer, Written::Continued) => Err(Refusal::WrongOffset { offset: writer.offset() }.into()),
    }
}

pub(super) fn number_in(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

fn at_offset(view: UploadView) -> Response {
    let offset = HeaderValue::from(view.offset);
    ([(UPLOAD_OFFSET, offset)], Json(view)).into_response()
}
