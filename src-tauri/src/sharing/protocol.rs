//! The addresses under which the window shows files: `files://localhost/…`, and on Windows
//! `http://files.localhost/…`.
//!
//! | address | file |
//! |---|---|
//! | `files/STORED` | a shared file |
//! | `files/STORED?thumbnail` | its thumbnail |
//! | `offered/TOKEN` | a picture that the host has chosen and not shared yet |
//!
//! Only the host's own window gets them. The windows of other rooms show pages of strangers.

use flatchat_core::server::{WindowFile, file_for_window};
use percent_encoding::percent_decode_str;
use tauri::http::{HeaderValue, Request, Response, StatusCode, header};
use tauri::{AppHandle, Manager, UriSchemeContext, UriSchemeResponder, Wry};

use super::offers::Offers;
use crate::current::CurrentDesk;
use crate::window;

/// The scheme of the addresses.
pub const SCHEME: &str = "files";

/// Answers a request of a window.
// Tauri passes the window by value.
#[allow(clippy::needless_pass_by_value)]
pub fn answer(window: UriSchemeContext<'_, Wry>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    let app = window.app_handle().clone();
    if window.webview_label() != window::LABEL {
        return responder.respond(refusal(StatusCode::FORBIDDEN));
    }
    tauri::async_runtime::spawn(async move {
        let (parts, _) = request.into_parts();
        let mut response = match wanted(&app, parts.uri.path(), parts.uri.query()) {
            Some(wanted) => {
                file_for_window(app.state::<CurrentDesk>().get().room.folder(), wanted, &parts).await
            }
            None => refusal(StatusCode::NOT_FOUND),
        };
        // The page draws thumbnails of what it shows, and plays what it has fetched.
        let origin = HeaderValue::from_static(window::ORIGIN);
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        responder.respond(response);
    });
}

fn refusal(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    response
}

/// Returns the file that an address stands for. The page encodes all of the address's path.
fn wanted(app: &AppHandle, path: &str, query: Option<&str>) -> Option<WindowFile> {
    match parse(path, query)? {
        Address::Shared(stored) => Some(WindowFile::Shared(stored)),
        Address::Thumbnail(stored) => Some(WindowFile::Thumbnail(stored)),
        Address::Offered(token) => app.state::<Offers>().path(&token).map(WindowFile::Offered),
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Address {
    Shared(String),
    Thumbnail(String),
    Offered(String),
}

fn parse(path: &str, query: Option<&str>) -> Option<Address> {
    let path = percent_decode_str(path.strip_prefix('/')?).decode_utf8().ok()?;
    let (path, query) = match path.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (&*path, query),
    };
    let (folder, name) = path.split_once('/')?;
    match (folder, query) {
        ("files", Some("thumbnail")) => Some(Address::Thumbnail(name.to_owned())),
        ("files", _) => Some(Address::Shared(name.to_owned())),
        ("offered", _) => Some(Address::Offered(name.to_owned())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_the_page_writes_them() {
        let name = || "7kq2-a b.jpg".to_owned();
        let parsed = |path: &str| parse(path, None);
        assert_eq!(parsed("/files%2F7kq2-a%20b.jpg"), Some(Address::Shared(name())));
        assert_eq!(parsed("/files%2F7kq2-a%20b.jpg%3Fthumbnail"), Some(Address::Thumbnail(name())));
        assert_eq!(parse("/files/7kq2-a%20b.jpg", Some("thumbnail")), Some(Address::Thumbnail(name())));
        assert_eq!(parsed("/offered%2Fabc"), Some(Address::Offered("abc".to_owned())));
        for path in ["/", "/chat.txt", "/files", "/other/a", "/%ff/a"] {
            assert_eq!(parsed(path), None, "{path}");
        }
    }
}
