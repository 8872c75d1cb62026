//! The first check of every request, and the headers of every answer.
//!
//! * `Host`: there must be exactly one, well-formed, with a name that is ours. `hosts` defines
//!   these names and explains why.
//! * `Origin`: a post from a page on another site is recognised by `Sec-Fetch-Site` or `Origin`. A
//!   request with neither may come from a script, which sends none. Such a request is allowed,
//!   because the session cookie is `SameSite=Strict`.

use axum::extract::{Extension, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::authority::{Authority, Origin};
use super::error::Error;
use super::signpost::signpost;
use super::spoken::words_for;
use super::{App, Peer, plain};

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
];

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// A header that our own page sends with each post.
const OUR_PAGE: HeaderName = HeaderName::from_static("x-flatchat-page");

/// The outermost layer of every request.
pub(super) async fn guard(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = match refuse(&app, peer, &request) {
        None => next.run(request).await,
        Some(refusal) => refusal,
    };
    let policy = (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    let policy = (!is_json(response.headers())).then_some(policy);
    for (name, value) in HEADERS.into_iter().chain(policy) {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Whether this is JSON. JSON with `nosniff` runs no script and has nothing to click, so it needs
/// no policy. Without a policy, the headers fit into the memory that is reserved for them at first,
/// which makes a measurable difference when 64 guests speak at once.
fn is_json(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/json")
}

/// Returns the answer to a request that is refused, or `None` if it may go on.
fn refuse(app: &App, peer: Peer, request: &Request) -> Option<Response> {
    let host = match requested_host(request.uri(), request.headers()) {
        Ok(host) => host,
        Err(error) => return Some(error.into_response()),
    };
    if !app.hosts.allow(&host.host, peer.local.ip()) {
        let response = match is_for_a_person(request) {
            true => signpost(app, peer, &host.host, words_for(request.headers())),
            false => Error::WrongHost.into_response(),
        };
        return Some(response);
    }
    let writes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    (writes && !is_same_origin(&host, request.headers())).then(|| refuse_origin(app, request))
}

/// The forms of `/plain` are answered with a page.
fn refuse_origin(app: &App, request: &Request) -> Response {
    match request.uri().path().starts_with("/plain/") {
        true => plain::from_elsewhere(app, words_for(request.headers())),
        false => Error::WrongOrigin.into_response(),
    }
}

/// Whether a browser asks for a page to show.
fn is_for_a_person(request: &Request) -> bool {
    let accepts = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    matches!(*request.method(), Method::GET | Method::HEAD)
        && accepts.is_some_and(|accepts| accepts.contains("text/html"))
}

/// Returns the authority that a request is for. A server must refuse a request with more than one
/// Host field, or with a malformed one (RFC 9112, 3.2).
fn requested_host(uri: &Uri, headers: &HeaderMap) -> Result<Authority, Error> {
    let parse = |text| Authority::parse(text).ok_or(Error::BadHost);
    let mut fields = headers.get_all(header::HOST).into_iter();
    let field = fields.next().map(|field| field.to_str().map_err(|_| Error::BadHost).and_then(parse));
    if fields.next().is_some() {
        return Err(Error::BadHost);
    }
    match (field.transpose()?, uri.authority()) {
        (_, Some(authority)) => parse(authority.as_str()),
        (field, None) => field.ok_or(Error::WrongHost),
    }
}

/// Whether a request comes from a page of ours, or from no page at all.
///
/// `Sec-Fetch-Site` decides if it is present. It is the browser's own verdict, based on the
/// addresses that the browser knows, while a proxy may have changed `Host`. No script can set it.
/// It may overrule a different `Origin`, and this is safe even against rebinding: browsers send it
/// only to https, for which a rebound name has no certificate, and to loopback addresses and
/// localhost, which are not rebound names.
///
/// Without it, as in old browsers, `Origin` must equal `Host`, or our page must have marked the
/// request with its own header. Before a page of another origin may send such a header, the browser
/// asks for permission (CORS), and we give it to nobody.
fn is_same_origin(host: &Authority, headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("null"));
    let origin = text(header::ORIGIN);
    match text(SEC_FETCH_SITE) {
        Some("same-origin") => true,
        // "none" means that the person, and not a page, asked for it.
        Some("none") | None => {
            let is_here = |origin| Origin::parse(origin).is_some_and(|origin| origin.is_at(host));
            headers.contains_key(OUR_PAGE) || origin.is_none_or(is_here)
        }
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value));
        pairs.iter().copied().map(pair).collect()
    }

    fn same(host: &str, pairs: &[(&'static str, &'static str)]) -> bool {
        is_same_origin(&Authority::parse(host).unwrap(), &headers(pairs))
    }

    #[test]
    fn a_post_from_another_site_is_refused() {
        let same = |pairs: &[_]| same("192.0.2.7:8765", pairs);
        assert!(same(&[("origin", "http://192.0.2.7:8765")]));
        assert!(same(&[]));
        assert!(same(&[("sec-fetch-site", "none")]));
        for origin in [
            "http://192.0.2.7:9999",
            "http://192.0.2.7",
            "https://evil.example",
            "null",
            "",
            "http://a@192.0.2.7:8765",
        ] {
            assert!(!same(&[("origin", origin)]), "{origin}");
        }
        for site in ["cross-site", "same-site", "", "same-origin, cross-site"] {
            assert!(!same(&[("sec-fetch-site", site)]), "{site}");
            assert!(!same(&[("sec-fetch-site", site), ("origin", "http://192.0.2.7:8765")]), "{site}");
        }
        assert!(!same(&[("sec-fetch-site", "none"), ("origin", "https://evil.example")]));
    }

    #[test]
    fn a_page_behind_a_proxy_that_changed_host_is_known_by_its_browsers_verdict() {
        let site = ("sec-fetch-site", "same-origin");
        assert!(same("127.0.0.1:8765", &[site, ("origin", "https://chat.example")]));
        assert!(same("127.0.0.1", &[site, ("origin", "http://127.0.0.1:8080")]));
        assert!(same("127.0.0.1:8765", &[site, ("origin", "null")]));
    }

    #[test]
    fn a_page_behind_a_proxy_on_plain_http_is_known_by_its_mark() {
        let mark = ("x-flatchat-page", "1");
        assert!(same("127.0.0.1:8765", &[mark, ("origin", "http://nas.lan")]));
        let elsewhere = [mark, ("sec-fetch-site", "cross-site"), ("origin", "http://nas.lan")];
        assert!(!same("127.0.0.1:8765", &elsewhere));
    }

    #[test]
    fn a_page_behind_a_proxy_that_ended_tls_is_known_by_its_host() {
        assert!(same("chat.example", &[("origin", "https://chat.example")]));
        assert!(same("chat.example:443", &[("origin", "https://chat.example")]));
        assert!(!same("chat.example", &[("origin", "https://chat.example:8443")]));
    }

    #[test]
    fn two_host_fields_or_a_malformed_one_are_no_host() {
        let host = |uri: &str, fields: &[&'static str]| {
            let pairs: Vec<_> = fields.iter().map(|field| ("host", *field)).collect();
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.append(name, HeaderValue::from_static(value));
            }
            requested_host(&uri.parse().unwrap(), &headers).map(|one| one.host.to_string())
        };
        assert!(matches!(host("/", &["localhost:1"]).as_deref(), Ok("localhost")));
        assert!(matches!(host("http://evil.example/", &["localhost"]).as_deref(), Ok("evil.example")));
        assert!(matches!(host("/", &[]), Err(Error::WrongHost)));
        assert!(matches!(host("http://localhost/", &["a b"]), Err(Error::BadHost)));
        for bad in [&["localhost", "evil"][..], &["localhost", "localhost"], &["127.0.0.1:x@evil"], &["a b"]]
        {
            assert!(matches!(host("/", bad), Err(Error::BadHost)), "{bad:?}");
        }
        assert!(matches!(host("http://a@localhost/", &["localhost"]), Err(Error::BadHost)));
        assert!(matches!(host("http://localhost/", &["localhost", "evil"]), Err(Error::BadHost)));
    }
}
