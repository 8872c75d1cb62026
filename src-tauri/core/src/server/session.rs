//! The cookie that proves a session, and the callers that a handler can require.
//!
//! The cookie is signed with a key that is kept beside the log, so sessions survive restarts. It
//! carries the session's id and name. It is never `Secure`, because rooms are served over plain
//! http. Its `Path` is `/`: the room cannot know below which path a proxy serves it, and each page
//! of that origin could act for the guest anyway.

use std::net::IpAddr;

use axum::extract::{Extension, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum_extra::extract::SignedCookieJar;
use axum_extra::extract::cookie::{Cookie, Key, SameSite};

use super::error::Error;
use super::{App, Peer};
use crate::people::SessionId;
use crate::refusal::Refusal;
use crate::session_key::SessionKey;

/// The key that signs cookies, and the cookie's name. Rooms on other ports of this computer share
/// the browser's cookies, so the name differs per room.
#[derive(Clone)]
pub(super) struct Keyring {
    pub(super) key: Key,
    cookie: String,
}

impl Keyring {
    /// Creates the keyring of a room with this key.
    pub(super) fn new(key: &SessionKey) -> Keyring {
        Keyring { key: Key::from(key.signing()), cookie: format!("flatchat_{}", key.tag()) }
    }

    /// Returns a jar with this session's cookie, for an answer.
    pub(super) fn sign(&self, session: &SessionId, name: &str) -> SignedCookieJar {
        let name = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
        let value = format!("{session}.{name}");
        SignedCookieJar::new(self.key.clone()).add(
            Cookie::build((self.cookie.clone(), value))
                .path("/")
                .http_only(true)
                .same_site(SameSite::Strict)
                .permanent(),
        )
    }

    /// Returns a jar that makes the browser delete its cookie.
    pub(super) fn clear(&self) -> SignedCookieJar {
        let mut cookie = Cookie::build(self.cookie.clone()).path("/").build();
        cookie.make_removal();
        SignedCookieJar::new(self.key.clone()).add(cookie)
    }

    /// Returns the sessions whose cookies a request brings, with the names that their guests had.
    /// There is nearly always only one.
    ///
    /// Cookies do not depend on the port, so any page on this computer can add cookies of its own,
    /// with any bytes. They are skipped: only a cookie with our name is read at all, and only one
    /// that was signed here counts.
    fn sessions(&self, headers: &HeaderMap) -> impl Iterator<Item = (SessionId, String)> {
        // A jar made of the headers would verify the cookie, sign it, and verify it again.
        let jar = SignedCookieJar::new(self.key.clone());
        let fields = headers.get_all(header::COOKIE).into_iter();
        let pairs = fields.flat_map(|field| field.as_bytes().split(|byte| *byte == b';'));
        pairs.filter_map(|pair| self.own(pair)).filter_map(move |cookie| read_session(&jar.verify(cookie)?))
    }

    /// Parses `NAME=VALUE`, if the name is ours.
    fn own(&self, pair: &[u8]) -> Option<Cookie<'static>> {
        let value = pair.trim_ascii().strip_prefix(self.cookie.as_bytes())?.trim_ascii_start();
        let value = std::str::from_utf8(value.strip_prefix(b"=")?).ok()?.trim();
        let value = percent_encoding::percent_decode_str(value).decode_utf8().ok()?;
        Some(Cookie::new(self.cookie.clone(), value.into_owned()))
    }
}

fn read_session(cookie: &Cookie<'_>) -> Option<(SessionId, String)> {
    let (session, name) = cookie.value().split_once('.')?;
    let name = percent_encoding::percent_decode_str(name).decode_utf8().ok()?;
    Some((SessionId::parse(session)?, name.into_owned()))
}

/// The sender of a request, joined or not.
#[derive(Clone, Copy)]
pub(super) struct Caller {
    pub(super) address: IpAddr,
    pub(super) session: Option<SessionId>,
}

/// A caller who may read the room: anybody, unless the room has a code.
pub(super) struct Reader(pub(super) Caller);

/// A caller who has joined.
#[derive(Clone, Copy)]
pub(super) struct JoinedCaller {
    pub(super) address: IpAddr,
    pub(super) session: SessionId,
}

impl FromRequestParts<App> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Caller, Error> {
        let Extension(peer) =
            Extension::<Peer>::from_request_parts(parts, app).await.expect("every connection has its peer");
        // A cookie of an earlier session may be left over at another path.
        let mut sessions = app.keyring.sessions(&parts.headers);
        let session =
            sessions.find_map(|(session, name)| app.room.recognize(&session, &name).map(|_| session));
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

impl FromRequestParts<App> for JoinedCaller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<JoinedCaller, Error> {
        let Caller { address, session } = Reader::from_request_parts(parts, app).await?.0;
        match session {
            Some(session) => Ok(JoinedCaller { address, session }),
            None => Err(Refusal::JoinFirst.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use axum::response::IntoResponse;

    use super::*;

    fn keyring() -> Keyring {
        Keyring { key: Key::from(&[7; 64]), cookie: "flatchat_00000007".to_owned() }
    }

    /// Returns the part of a session's cookie that a browser sends back.
    fn cookie(session: &SessionId) -> String {
        let response = keyring().sign(session, "Ana. Ünal").into_response();
        let set = response.headers()[header::SET_COOKIE].to_str().unwrap();
        set.split(';').next().unwrap().to_owned()
    }

    fn session_in(fields: &[&[u8]]) -> Option<(SessionId, String)> {
        let mut headers = HeaderMap::new();
        for field in fields {
            headers.append(header::COOKIE, HeaderValue::from_bytes(field).unwrap());
        }
        keyring().sessions(&headers).next()
    }

    #[test]
    fn foreign_cookies_are_passed_over_whatever_they_hold() {
        let session = SessionId::random().unwrap();
        let own = cookie(&session);
        let name = own.split_once('=').unwrap().0;
        let many = "a=b; ".repeat(5000);
        let foreign: Vec<Vec<u8>> = vec![
            "city=Zürich".into(),
            b"city=Z\xfcrich".to_vec(),
            b"\xff\xfe".to_vec(),
            b"bare".to_vec(),
            b"".to_vec(),
            b";;; ;".to_vec(),
            b"=".to_vec(),
            b"=value".to_vec(),
            b"half=%".to_vec(),
            b"bad=%zz%ff".to_vec(),
            b"quoted=\"a".to_vec(),
            b"json={\"a\":1,\"b\":[2]}".to_vec(),
            b"tab=\t\t".to_vec(),
            many.into_bytes(),
            name.as_bytes().to_vec(),
            format!("{name}=").into_bytes(),
            format!("{name}=junk").into_bytes(),
            format!("{name}=%").into_bytes(),
            format!("{name}=%ff").into_bytes(),
            format!("{name}=Zürich").into_bytes(),
            format!("{name}=\u{e9}").into_bytes(),
            format!("{name}x=1").into_bytes(),
            format!("{}=1", name.to_uppercase()).into_bytes(),
            own.replace('=', "=x").into_bytes(),
        ];
        let expected = Some((session, "Ana. Ünal".to_owned()));
        for junk in foreign {
            let before = [&junk[..], b"; ", own.as_bytes()].concat();
            let after = [own.as_bytes(), b"; ", &junk].concat();
            let shown = String::from_utf8_lossy(&junk[..junk.len().min(40)]).into_owned();
            assert_eq!(session_in(&[&before]), expected, "before: {shown}");
            assert_eq!(session_in(&[&after]), expected, "after: {shown}");
            assert_eq!(session_in(&[&junk, own.as_bytes()]), expected, "in a field before: {shown}");
            assert_eq!(session_in(&[own.as_bytes(), &junk]), expected, "in a field after: {shown}");
            assert_eq!(session_in(&[&junk]), None, "alone: {shown}");
        }
    }
}
