//! Reading what was posted: JSON, forms and plain text, bounded in bytes and time, each body by
//! itself and all that are under way together.
//!
//! Forms are read here and not by a library because what is typed must not be lost: the tutorial's
//! page sends raw text after `text=`, and a library would silently cut it at the first `&`.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use futures_util::StreamExt;
use percent_encoding::percent_decode;
use serde::de::DeserializeOwned;

use super::error::Error;
use super::{App, Peer};
use crate::limits::{Share, Supply};

/// The largest body that is used: a text of 16 KiB with each byte escaped sixfold.
pub(super) const MAX_BYTES: usize = 128 * 1024;

/// How much of each body is held in any case: what nearly every message takes. The rest comes from
/// what is there for all (`underway`).
const FREE_BYTES: usize = 16 * 1024;

/// How much more is read and thrown away, so that a guest who sends too much can read why it was
/// refused.
pub(super) const MAX_DRAINED_BYTES: usize = 8 * 1024 * 1024;

/// How long a body may take.
pub(super) const BODY_WITHIN: Duration = Duration::from_secs(15);

/// Programs on Windows write it before a text.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

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
    held: Held,
}

/// The bytes of a body so far, and what they take of what is there for all.
#[derive(Default)]
struct Held {
    bytes: Vec<u8>,
    share: Option<Share>,
}

impl FromRequest<App> for Posted {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Posted, Error> {
        let kind = kind(request.headers());
        let peer = request.extensions().get::<Peer>().expect("every connection has its peer");
        let address = peer.remote.ip();
        let reading = read(request.into_body(), &app.under_way.bodies, address);
        let held = tokio::time::timeout(BODY_WITHIN, reading).await.map_err(|_| Error::TooSlow)??;
        Ok(Posted { kind: kind?, held: held.without_mark() })
    }
}

impl Posted {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.held.bytes
    }

    pub(super) fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(self.bytes()).map_err(|error| Error::BadRequest(format!("bad JSON: {error}")))
    }

    /// The whole text without the line break at its end, which `echo` and editors add, on Windows
    /// as `\r\n`.
    pub(super) fn typed_text(&self) -> Result<&str, Error> {
        let text = std::str::from_utf8(self.bytes()).map_err(|_| not_utf8())?;
        Ok(text.strip_suffix("\r\n").or_else(|| text.strip_suffix('\n')).unwrap_or(text))
    }

    pub(super) fn text(self) -> Result<String, Error> {
        String::from_utf8(self.held.bytes).map_err(|_| not_utf8())
    }

    /// A field of a well-made form.
    pub(super) fn field(&self, name: &str) -> Result<Option<String>, Error> {
        let Some(value) = self.raw_field(name) else { return Ok(None) };
        let spaced: Vec<u8> = value.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
        let decoded = percent_decode(&spaced).decode_utf8().map_err(|_| not_utf8())?;
        Ok(Some(decoded.into_owned()))
    }

    /// A field of a well-made form that cannot do without it.
    pub(super) fn required(&self, name: &str) -> Result<String, Error> {
        let missing = || Error::BadRequest(format!("the form has no field “{name}”; send {name}=…"));
        self.field(name)?.ok_or_else(missing)
    }

    /// A field's bytes as they were sent.
    pub(super) fn raw_field(&self, name: &str) -> Option<&[u8]> {
        let mut fields = self.bytes().split(|byte| *byte == b'&');
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

/// Reads on after a refusal, as far as that is worth it, so that the other end can read the answer.
async fn read(body: Body, supply: &Arc<Supply>, address: IpAddr) -> Result<Held, Error> {
    let mut held = Ok(Held::default());
    let mut read = 0;
    let mut parts = body.into_data_stream();
    while let Some(part) = parts.next().await {
        let part = part.map_err(|_| Error::BrokeOff)?;
        read += part.len();
        held = held.and_then(|held| held.add(&part, supply, address));
        if read > MAX_DRAINED_BYTES {
            break;
        }
    }
    held
}

impl Held {
    fn without_mark(mut self) -> Held {
        if self.bytes.starts_with(BYTE_ORDER_MARK) {
            self.bytes.drain(..BYTE_ORDER_MARK.len());
        }
        self
    }

    fn add(mut self, part: &[u8], supply: &Arc<Supply>, address: IpAddr) -> Result<Held, Error> {
        let length = self.bytes.len() + part.len();
        if length > MAX_BYTES {
            return Err(Error::TooLarge);
        }
        if let Some(more) = length.checked_sub(FREE_BYTES) {
            self.share = Some(match self.share.take() {
                None => supply.take(more, address).ok_or(Error::Busy)?,
                Some(share) => share.grown_to(more).ok_or(Error::Busy)?,
            });
        }
        self.bytes.extend_from_slice(part);
        Ok(self)
    }
}
