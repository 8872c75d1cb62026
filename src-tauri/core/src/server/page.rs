//! The page: `ui/dist`, embedded in the program. All of it comes from here, so it works without the
//! internet.

use axum::Router;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use flatchat_words::Language;
use rust_embed::{EmbeddedFile, RustEmbed};

use super::arrivals::Reached;
use super::error::Error;
use super::spoken::words_for;
use super::{App, Peer};

#[derive(RustEmbed)]
#[folder = "../../ui/dist"]
// The guide is for the host's window and the viewer for exports. Both have copies of their own.
#[exclude = "guide/*"]
#[exclude = "viewer/*"]
struct Dist;

/// For assets, whose names carry a hash of their content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Files beside the page, under names that browsers and home screens know.
const BESIDE: [&str; 7] = [
    "apple-touch-icon.png",
    "early.js",
    "favicon.ico",
    "icon-192.png",
    "icon-512.png",
    "icon-maskable.png",
    "manifest.webmanifest",
];

/// `GET /favicon.ico` and the like
pub(super) fn beside() -> Router<App> {
    BESIDE.into_iter().fold(Router::new(), |router, name| {
        let serve = async move |headers: HeaderMap| file(name, &headers, "no-cache");
        router.route(&format!("/{name}"), get(serve))
    })
}

/// `GET /`
pub(super) async fn index(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    app.arrivals.reached(peer.remote.ip(), Reached::Page);
    let mut response = file(&index_for(&headers), &headers, "no-cache")?;
    let vary = HeaderValue::from_static("accept-encoding, accept-language");
    response.headers_mut().insert(header::VARY, vary);
    Ok(response)
}

/// The page whose words for browsers without its script are in the reader's language.
fn index_for(headers: &HeaderMap) -> String {
    match words_for(headers).language {
        Language::En => "index.html".to_owned(),
        other => format!("index.{}.html", other.code()),
    }
}

/// `GET /assets/…`
pub(super) async fn asset(Path(path): Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    file(&format!("assets/{path}"), &headers, FOR_EVER)
}

/// Returns a script that is not part of the bundle.
pub(super) fn script(name: &str) -> Result<Response, Error> {
    file(name, &HeaderMap::new(), "no-store")
}

fn file(name: &str, headers: &HeaderMap, cache: &'static str) -> Result<Response, Error> {
    let plain = Dist::get(name).ok_or(Error::NotFound)?;
    let etag = etag(&plain);
    if headers.get(header::IF_NONE_MATCH) == Some(&etag) {
        return Ok((axum::http::StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response());
    }
    let packed = takes_gzip(headers).then(|| Dist::get(&format!("{name}.gz"))).flatten();
    let encoding = packed.is_some().then_some((header::CONTENT_ENCODING, HeaderValue::from_static("gzip")));
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_str(kind.as_ref()).expect("a media type is ASCII")),
        (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
        (header::ETAG, etag),
    ];
    let mut response = (headers, packed.unwrap_or(plain).data).into_response();
    response.headers_mut().extend(encoding);
    Ok(response)
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.split(',').any(|one| one.trim().starts_with("gzip")))
}

fn etag(file: &EmbeddedFile) -> HeaderValue {
    let hash = file.metadata.sha256_hash();
    let hex: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::from_str(&format!("\"{hex}\"")).expect("hex is ASCII")
}
