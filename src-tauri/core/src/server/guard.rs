//! Who may speak to us at all, and the headers of every answer.
//!
//! * Host: a page on another site whose name was rebound to our address (DNS rebinding) brings its own
//!   name in `Host`. Only names that are ours get an answer.
//! * Origin: a page on another site that posts to us is told by `Origin` or `Sec-Fetch-Site`. A missing Origin
//!   proves nothing: scripts send none, and the session cookie is `SameSite=Strict`.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Extension, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error::Error;
use super::{App, Peer};
use crate::lan::{self, Lan};

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
];

/// The names this room answers to, besides its addresses.
#[derive(Clone, Debug)]
pub struct Hosts {
    names: Arc<Vec<String>>,
    lan: Lan,
}

impl Hosts {
    /// localhost, this machine's `.local` name, the one that the room is announced under, and the host's additions.
    pub fn new(additions: &[String], lan: Lan) -> Hosts {
        let own = ["localhost".to_owned()].into_iter().chain(lan::local_name());
        let all = own.chain(additions.iter().map(|name| plain(name)));
        Hosts { names: Arc::new(all.collect()), lan }
    }

    fn allow(&self, host: &str, local: IpAddr) -> bool {
        let name = plain(host_name(host));
        match name.parse::<IpAddr>() {
            Ok(ip) => self.names.contains(&name) || is_ours(ip, local.to_canonical()),
            Err(_) => self.names.contains(&name) || self.lan.announcement().name == Some(name),
        }
    }
}

/// The address that this connection came in by, loopback, or another of this machine's.
fn is_ours(ip: IpAddr, local: IpAddr) -> bool {
    ip == local || ip.is_loopback() || lan::addresses().iter().any(|address| address.ip == ip)
}

fn plain(name: &str) -> String {
    name.trim_end_matches('.').to_ascii_lowercase()
}

/// The host of `host[:port]`, an IPv6 address without its brackets.
fn host_name(host: &str) -> &str {
    match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(rest),
        None => host.split(':').next().unwrap_or(host),
    }
}

/// The outermost layer of every request.
pub(super) async fn guard(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = match check(&app, peer, &request) {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    };
    let policy = (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    let policy = (!is_json(response.headers())).then_some(policy);
    for (name, value) in HEADERS.into_iter().chain(policy) {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// JSON with `nosniff` runs no script, and whoever frames it finds nothing to click: it needs no policy. Without one the headers
/// fit into what is first set aside for them, which shows when 64 speak at once.
fn is_json(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/json")
}

fn check(app: &App, peer: Peer, request: &Request) -> Result<(), Error> {
    let host = requested_host(request.uri(), request.headers()).ok_or(Error::WrongHost)?;
    if !app.hosts.allow(host, peer.local.ip()) {
        return Err(Error::WrongHost);
    }
    let writes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if writes && !is_same_origin(host, request.headers()) {
        return Err(Error::WrongOrigin);
    }
    Ok(())
}

fn requested_host<'a>(uri: &'a Uri, headers: &'a HeaderMap) -> Option<&'a str> {
    match uri.authority() {
        Some(authority) => Some(authority.as_str()),
        None => headers.get(header::HOST)?.to_str().ok(),
    }
}

fn is_same_origin(host: &str, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("null"));
    match (text("origin"), text("sec-fetch-site")) {
        (Some(origin), _) => {
            let authority = origin.split_once("://").map(|(_, authority)| authority);
            authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host))
        }
        (None, Some(site)) => matches!(site, "same-origin" | "none"),
        (None, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(host: &str) -> bool {
        Hosts::new(&["Chat.Example.".to_owned()], Lan::default()).allow(host, "192.0.2.7".parse().unwrap())
    }

    #[test]
    fn a_rebound_name_is_refused() {
        assert!(!allows("evil.example:8765"));
        assert!(!allows("localhost.evil.example"));
        assert!(!allows("198.51.100.9"));
        assert!(!allows(""));
    }

    #[test]
    fn our_own_names_are_allowed() {
        for host in ["192.0.2.7:8765", "localhost:1", "LOCALHOST", "127.0.0.1", "[::1]:80", "chat.example:9"]
        {
            assert!(allows(host), "{host}");
        }
    }

    #[test]
    fn a_post_from_another_site_is_refused() {
        let same = |pairs: &[(&'static str, &'static str)]| {
            let headers = pairs
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
                .collect();
            is_same_origin("192.0.2.7:8765", &headers)
        };
        assert!(same(&[("origin", "http://192.0.2.7:8765")]));
        assert!(!same(&[("origin", "http://192.0.2.7:9999")]));
        assert!(!same(&[("origin", "https://evil.example")]));
        assert!(!same(&[("origin", "null")]));
        assert!(!same(&[("sec-fetch-site", "cross-site")]));
        assert!(same(&[]));
    }
}
