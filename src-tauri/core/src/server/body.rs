//! Reading what was posted: JSON, forms and plain text, bounded in bytes and time.
//!
//! Forms are read here and not by a library because what is typed must not be lost: the tutorial's page sends raw
//! text after `text=`, and a library would silently cut it at the first `&`.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use futures_util::StreamExt;
use percent_encoding::percent_decode;
use serde::de::DeserializeOwned;

use super::App;
use super::error::Error;

/// The largest body that is used: a text of 16 KiB with each byte escaped sixfold.
const MAX_BODY_BYTES: usize = 128 * 1024;

/// How much more is read and thrown away, so that a guest who sends too much can read why it was refused.
const MAX_DRAINED_BYTES: usize = 8 * 1024 * 1024;

/// How long a body may take.
const BODY_WITHIN: Duration = Duration::from_secs(15);

/// What a body is, by its Content-Type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Json,
    Form,
    Text,
}

/// A whole body.
pub(super) struct Posted {
    pub(super) kind: Kind,
    pub(super) bytes: Vec<u8>,
}

impl FromRequest<App> for Posted {
    type Rejection = Error;

    async fn from_request(request: Request, _app: &App) -> Result<Posted, Error> {
        let kind = kind(request.headers());
        let body = request.into_body();
        let bytes = tokio::time::timeout(BODY_WITHIN, read(body)).await.map_err(|_| Error::TooSlow)??;
        Ok(Posted { kind: kind?, bytes })
    }
}

impl Posted {
    pub(super) fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(&self.bytes).map_err(|error| Error::BadRequest(format!("bad JSON: {error}")))
    }

    pub(super) fn text(self) -> Result<String, Error> {
        String::from_utf8(self.bytes).map_err(|_| not_utf8())
    }

    /// A field of a well-made form.
    pub(super) fn field(&self, name: &str) -> Result<Option<String>, Error> {
        let Some(value) = self.raw_field(name) else { return Ok(None) };
        let spaced: Vec<u8> = value.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
        let decoded = percent_decode(&spaced).decode_utf8().map_err(|_| not_utf8())?;
        Ok(Some(decoded.into_owned()))
    }

    /// A field's bytes as they were sent.
    pub(super) fn raw_field(&self, name: &str) -> Option<&[u8]> {
        let mut fields = self.bytes.split(|byte| *byte == b'&');
        fields.find_map(|field| field.strip_prefix(name.as_bytes())?.strip_prefix(b"="))
    }
}

fn not_utf8() -> Error {
    Error::BadRequest("the message is not UTF-8; send it in that encoding".to_owned())
}

fn kind(headers: &HeaderMap) -> Result<Kind, Error> {
    let Some(value) = headers.get(header::CONTENT_TYPE) else { return Ok(Kind::Text) };
    let essence = value.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
    match essence.trim().to_ascii_lowercase().as_str() {
        "application/json" => Ok(Kind::Json),
        "application/x-www-form-urlencoded" => Ok(Kind::Form),
        "text/plain" => Ok(Kind::Text),
        _ => Err(Error::WrongType),
    }
}

async fn read(body: Body) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let mut read = 0;
    let mut parts = body.into_data_stream();
    while let Some(part) = parts.next().await {
        let part = part.map_err(|_| Error::BadRequest("the message broke off; send it again".to_owned()))?;
        read += part.len();
        if read <= MAX_BODY_BYTES {
            bytes.extend_from_slice(&part);
        } else if read > MAX_DRAINED_BYTES {
            break;
        }
    }
    if read > MAX_BODY_BYTES { Err(Error::TooLarge) } else { Ok(bytes) }
}
