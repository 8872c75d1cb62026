//! Errors as HTTP answers: `{"error": {"code", "message", …}}` and the most fitting status.
//!
//! Every decision between 400 and 413 is made here.

use std::sync::Arc;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::log::AppendError;
use crate::problem::{Problem, ProblemCode};
use crate::refusal::Refusal;
use crate::text::TextError;

/// The header that says where the bytes of an upload belong.
pub(super) const UPLOAD_OFFSET: &str = "upload-offset";

/// After how many seconds somebody else may have released a place.
const FOR_A_PLACE_SECS: u64 = 5;

/// The reason why a request fails.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error("{0}")]
    BadRequest(String),
    #[error("send the message as JSON, as a form, or as text/plain")]
    WrongType,
    #[error("that is more than this room takes at once; send it in parts")]
    TooLarge,
    #[error("a part of the form has a head of more than 16 KiB; send shorter names")]
    LongHead,
    #[error("the message broke off; send it again")]
    BrokeOff,
    #[error("sending took too long; try again")]
    TooSlow,
    #[error("there are too many connections, from your address or in all; close some, or try again later")]
    TooManyConnections,
    #[error("there are too many downloads just now, of the log or of files; try again when one has ended")]
    TooManyDownloads,
    #[error("too much is on its way to or from your address, or in all; try again in a moment")]
    Busy,
    #[error("send exactly one Host header, with a name or an address and at most a port")]
    BadHost,
    #[error(
        "this room does not answer to that host name; its host can allow it in the app's settings, or with --allow-host NAME"
    )]
    WrongHost,
    #[error(
        "a page of another site cannot speak in this room; open the room itself. Behind a proxy: have it pass the Host header on"
    )]
    WrongOrigin,
    #[error("there is nothing at this address; open the room's own address")]
    NotFound,
    #[error("this address does not take that method")]
    WrongMethod,
    #[error("the log cannot be read just now; try again later")]
    LogUnreadable,
}

impl Error {
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Error::Refused(refusal) => refusal_status(refusal),
            Error::BadRequest(_) | Error::LongHead | Error::BrokeOff | Error::BadHost => {
                StatusCode::BAD_REQUEST
            }
            Error::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Error::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Error::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Error::WrongHost | Error::WrongOrigin => StatusCode::FORBIDDEN,
            Error::NotFound => StatusCode::NOT_FOUND,
            Error::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Error::LogUnreadable | Error::TooManyConnections | Error::TooManyDownloads | Error::Busy => {
                StatusCode::SERVICE_UNAVAILABLE
            }
        }
    }

    fn problem(&self) -> Problem {
        let code = match self {
            Error::Refused(refusal) => return Problem::from(refusal),
            Error::BadRequest(_) | Error::LongHead | Error::BrokeOff | Error::BadHost => {
                ProblemCode::BadRequest
            }
            Error::WrongType => ProblemCode::WrongType,
            Error::TooLarge => ProblemCode::TooLong,
            Error::TooSlow => ProblemCode::TooSlow,
            Error::TooManyConnections => ProblemCode::TooManyConnections,
            Error::TooManyDownloads => ProblemCode::TooManyDownloads,
            Error::Busy => ProblemCode::Busy,
            Error::WrongHost => ProblemCode::WrongHost,
            Error::WrongOrigin => ProblemCode::WrongOrigin,
            Error::NotFound => ProblemCode::NotFound,
            Error::WrongMethod => ProblemCode::WrongMethod,
            Error::LogUnreadable => ProblemCode::DiskFailed,
        };
        Problem::new(code, self)
    }

    /// Returns after how many seconds another attempt makes sense.
    pub(super) fn retry_after(&self) -> Option<HeaderValue> {
        match self {
            Error::Refused(Refusal::TooFast { after_secs }) => Some((*after_secs).into()),
            Error::Refused(refusal) if waits_for_a_place(refusal) => Some(FOR_A_PLACE_SECS.into()),
            Error::TooManyConnections | Error::TooManyDownloads | Error::Busy => {
                Some(FOR_A_PLACE_SECS.into())
            }
            _ => None,
        }
    }

    /// Returns the whole answer as bytes, for a connection that is then closed without reading from
    /// it.
    pub(super) fn as_last_answer(&self) -> Vec<u8> {
        let body = Body { error: self.problem() };
        let body = serde_json::to_string(&body).expect("a problem is text");
        let (status, length) = (self.status(), body.len());
        format!(
            "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
             Retry-After: {FOR_A_PLACE_SECS}\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\
             Connection: close\r\n\r\n{body}"
        )
        .into_bytes()
    }
}

fn waits_for_a_place(refusal: &Refusal) -> bool {
    use Refusal::{RoomFull, TooBusy, TooManyOfYours, TooManyStrangers, TooManyStreams, TooManyUploads};
    matches!(
        refusal,
        RoomFull | TooBusy | TooManyStreams | TooManyOfYours | TooManyStrangers | TooManyUploads
    )
}

fn refusal_status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::Text(TextError::TooLong) | Refusal::FileTooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        Refusal::Name(_)
        | Refusal::Text(_)
        | Refusal::BadKey
        | Refusal::Find(_)
        | Refusal::Title(_)
        | Refusal::Code(_)
        | Refusal::MaxGuests(_)
        | Refusal::LocalName(_)
        | Refusal::HostName(_)
        | Refusal::Emoji(_)
        | Refusal::Topic(_)
        | Refusal::BadUpload(_)
        | Refusal::TooManyFiles
        | Refusal::BadCursor => StatusCode::BAD_REQUEST,
        Refusal::NoSuchMessage | Refusal::NoSuchUpload | Refusal::NoSuchFile => StatusCode::NOT_FOUND,
        Refusal::NameTaken { .. }
        | Refusal::OtherSession
        | Refusal::Restarted
        | Refusal::TooManyReactions
        | Refusal::TooManyPins
        | Refusal::WrongOffset { .. }
        | Refusal::UploadUnfinished
        | Refusal::Append(AppendError::Interrupted) => StatusCode::CONFLICT,
        Refusal::JoinFirst | Refusal::CodeRequired => StatusCode::UNAUTHORIZED,
        Refusal::WrongCode
        | Refusal::BadTicket
        | Refusal::NotYours
        | Refusal::TooLate
        | Refusal::HostOnly => StatusCode::FORBIDDEN,
        Refusal::KeyReused | Refusal::SharedBefore => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::TooFast { .. } | Refusal::TooBusy | Refusal::TooManyUploads => StatusCode::TOO_MANY_REQUESTS,
        Refusal::LogRewritten | Refusal::Removed => StatusCode::GONE,
        Refusal::Append(AppendError::Full | AppendError::InUse | AppendError::Disk(_))
        | Refusal::Unreadable
        | Refusal::FilesFull { .. }
        | Refusal::DiskNearlyFull
        | Refusal::BadFilesFolder
        | Refusal::NotErased => StatusCode::INSUFFICIENT_STORAGE,
        Refusal::Append(AppendError::Closed)
        | Refusal::RoomFull
        | Refusal::Paused
        | Refusal::TooManyStreams
        | Refusal::TooManyOfYours
        | Refusal::TooManyStrangers
        | Refusal::NamesFull
        | Refusal::NotReady
        | Refusal::NoSession => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// The error of an answer, kept beside it for those who answer with a page instead of JSON.
#[derive(Clone, Debug)]
pub(super) struct Said(pub(super) Arc<Error>);

#[derive(Serialize)]
struct Body {
    error: Problem,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let body = Json(Body { error: self.problem() });
        let mut response = (self.status(), body).into_response();
        if let Error::Refused(Refusal::WrongOffset { offset }) = &self {
            response.headers_mut().insert(UPLOAD_OFFSET, (*offset).into());
        }
        if let Some(after) = self.retry_after() {
            response.headers_mut().insert(header::RETRY_AFTER, after);
        }
        response.extensions_mut().insert(Said(Arc::new(self)));
        response
    }
}
