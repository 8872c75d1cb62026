//! The cookie that proves a session, and what a handler may ask of its caller.
//!
//! The cookie is signed with a key kept beside the log, so sessions survive restarts. It carries the session's id
//! and name. It is never `Secure`: rooms are served over plain http.

use std::fs::OpenOptions;
use std::io::{self, Read, Write};
use std::net::IpAddr;
use std::path::Path;

use axum::extract::{Extension, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum_extra::extract::SignedCookieJar;
use axum_extra::extract::cookie::{Cookie, Key, SameSite};

use super::error::Error;
use super::{App, Peer};
use crate::people::SessionId;
use crate::refusal::Refusal;

const KEY_NAME: &str = "session.key";
const KEY_BYTES: usize = 64;
const TAG_BYTES: usize = 4;

/// What cookies are signed with, and the cookie's name: rooms on other ports of one machine share its cookies.
#[derive(Clone)]
pub(super) struct Keyring {
    pub(super) key: Key,
    cookie: String,
}

impl Keyring {
    /// Reads the folder's key, or makes one that only this user can read. One that cannot be kept, because the disk is
    /// full or the folder cannot be written, serves until the next start.
    pub(super) fn open(folder: &Path) -> io::Result<Keyring> {
        let path = folder.join(KEY_NAME);
        let bytes = match read_key(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                if error.kind() != io::ErrorKind::NotFound {
                    tracing::warn!(%error, "{KEY_NAME} cannot be used; everyone has to join again");
                }
                let bytes = random_key()?;
                if let Err(error) = keep_key(&path, &bytes) {
                    tracing::warn!(%error, "{KEY_NAME} cannot be written; after a restart everyone has to join again");
                }
                bytes
            }
        };
        let (key, tag) = bytes.split_at(KEY_BYTES);
        let tag = u32::from_be_bytes(tag.try_into().expect("four bytes are left"));
        Ok(Keyring { key: Key::from(key), cookie: format!("flatchat_{tag:08x}") })
    }

    /// A jar with this session's cookie, for an answer.
    pub(super) fn sign(&self, session: &SessionId, name: &str) -> SignedCookieJar {
        let name = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
        let value = format!("{}.{name}", session.as_str());
        SignedCookieJar::new(self.key.clone()).add(
            Cookie::build((self.cookie.clone(), value))
                .path("/")
                .http_only(true)
                .same_site(SameSite::Strict)
                .permanent(),
        )
    }

    /// A jar that has the browser forget its cookie.
    pub(super) fn clear(&self) -> SignedCookieJar {
        let mut cookie = Cookie::build(self.cookie.clone()).path("/").build();
        cookie.make_removal();
        SignedCookieJar::new(self.key.clone()).add(cookie)
    }

    /// Whose cookie a request brings. A jar made of the headers would verify it, sign it and verify it again.
    fn session(&self, headers: &HeaderMap) -> Option<(SessionId, String)> {
        let fields = headers.get_all(header::COOKIE).into_iter().filter_map(|field| field.to_str().ok());
        let cookies = fields.flat_map(Cookie::split_parse_encoded).flatten();
        let jar = SignedCookieJar::new(self.key.clone());
        let cookie = cookies
            .filter(|cookie| cookie.name() == self.cookie)
            .find_map(|cookie| jar.verify(cookie.into_owned()))?;
        let (session, name) = cookie.value().split_once('.')?;
        let name = percent_encoding::percent_decode_str(name).decode_utf8().ok()?;
        Some((SessionId::parse(session)?, name.into_owned()))
    }
}

fn read_key(path: &Path) -> io::Result<[u8; KEY_BYTES + TAG_BYTES]> {
    let mut bytes = [0; KEY_BYTES + TAG_BYTES];
    std::fs::File::open(path)?.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn random_key() -> io::Result<[u8; KEY_BYTES + TAG_BYTES]> {
    let mut bytes = [0; KEY_BYTES + TAG_BYTES];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes)
}

fn keep_key(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Whoever asks, joined or not.
pub(super) struct Caller {
    pub(super) address: IpAddr,
    pub(super) session: Option<SessionId>,
}

/// Somebody who may read the room: anybody, unless the room has a code.
pub(super) struct Reader(pub(super) Caller);

/// Somebody who has joined.
pub(super) struct Member {
    pub(super) address: IpAddr,
    pub(super) session: SessionId,
}

impl FromRequestParts<App> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Caller, Error> {
        let Extension(peer) =
            Extension::<Peer>::from_request_parts(parts, app).await.expect("every connection has its peer");
        let session = app
            .keyring
            .session(&parts.headers)
            .and_then(|(session, name)| app.room.recognize(&session, &name).map(|_| session));
        Ok(Caller { address: peer.remote.ip().to_canonical(), session })
    }
}

impl FromRequestParts<App> for Reader {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Reader, Error> {
        let caller = Caller::from_request_parts(parts, app).await?;
        if caller.session.is_none() && app.room.code().is_some() {
            return Err(Refusal::CodeRequired.into());
        }
        Ok(Reader(caller))
    }
}

impl FromRequestParts<App> for Member {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Member, Error> {
        let Caller { address, session } = Reader::from_request_parts(parts, app).await?.0;
        match session {
            Some(session) => Ok(Member { address, session }),
            None => Err(Refusal::JoinFirst.into()),
        }
    }
}
