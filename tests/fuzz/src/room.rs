//! A room without sockets: requests go straight to its router.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, Method, Request, StatusCode, header};
use flatchat_core::server::{Peer, ServeOptions, router};
use flatchat_core::{Options, Room};
use http_body_util::BodyExt;
use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// A room with one guest, whose name is `ana`.
pub(crate) struct TestRoom {
    pub(crate) room: Arc<Room>,
    pub(crate) folder: TempDir,
    app: Router,
    cookie: Vec<u8>,
}

/// An answer of the room.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) content_range: Option<String>,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }
}

pub(crate) fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime")
    })
}

impl TestRoom {
    /// Opens a room whose log begins with these bytes.
    pub(crate) async fn open(log: &[u8]) -> TestRoom {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("chat.txt"), log).expect("a log");
        let room = Room::open(options(folder.path())).expect("a room");
        let bound = SocketAddr::from(([127, 0, 0, 1], 8765));
        let app = router(room.clone(), bound.into(), &ServeOptions::default(), CancellationToken::new());
        let mut opened = TestRoom { room, folder, app: app.expect("a router"), cookie: Vec::new() };
        opened.cookie = opened.join().await;
        opened
    }

    async fn join(&self) -> Vec<u8> {
        let request = request(Method::POST, "/join", b"", "text/plain", Body::from("ana"));
        let response = self.app.clone().oneshot(request).await.expect("an answer");
        let cookie = response.headers().get(header::SET_COOKIE).expect("a cookie").as_bytes();
        cookie.split(|byte| *byte == b';').next().expect("a pair").to_vec()
    }

    /// Returns the guest's cookie, as `NAME=VALUE`.
    pub(crate) fn cookie(&self) -> &[u8] {
        &self.cookie
    }

    pub(crate) async fn get(&self, path: &str, cookies: &[u8]) -> Answer {
        self.send(request(Method::GET, path, cookies, "", Body::empty())).await
    }

    pub(crate) async fn post(&self, path: &str, kind: &str, body: &[u8]) -> Answer {
        self.send(request(Method::POST, path, &self.cookie, kind, Body::from(body.to_vec()))).await
    }

    pub(crate) async fn get_range(&self, range: HeaderValue) -> Answer {
        let mut request = request(Method::GET, "/chat.txt", &self.cookie, "", Body::empty());
        request.headers_mut().insert(header::RANGE, range);
        self.send(request).await
    }

    /// Returns the entries that a new stream gets from the log's start on, until one with this
    /// text, as JSON. A reset discards the entries before it.
    pub(crate) async fn read_until(&self, text: &str) -> Vec<Value> {
        let request = request(Method::GET, "/events?after=0-0", &self.cookie, "", Body::empty());
        let response = self.app.clone().oneshot(request).await.expect("an answer");
        let mut stream = response.into_body();
        let (mut read, mut entries) = (Vec::new(), Vec::new());
        while let Some(frame) = stream.frame().await {
            read.extend_from_slice(&frame.expect("a frame").into_data().unwrap_or_default());
            while let Some(end) = read.windows(2).position(|two| two == b"\n\n") {
                let event = String::from_utf8(read.drain(..end + 2).collect()).expect("UTF-8");
                let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name));
                match field("event: ") {
                    Some("reset") => entries.clear(),
                    Some("entry") => {
                        let data = field("data: ").expect("an entry has data");
                        entries.push(serde_json::from_str(data).expect("JSON"));
                    }
                    _ => {}
                }
            }
            if entries.last().is_some_and(|entry: &Value| entry["text"] == text) {
                break;
            }
        }
        entries
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.expect("an answer");
        let (status, headers) = (response.status(), response.headers());
        let content_range = headers.get(header::CONTENT_RANGE).and_then(|value| value.to_str().ok());
        let content_range = content_range.map(str::to_owned);
        let body = response.into_body().collect().await.expect("a body").to_bytes();
        Answer { status, content_range, body }
    }
}

fn options(folder: &Path) -> Options {
    Options { posts_per_minute: None, ..Options::new(folder) }
}

fn request(method: Method, path: &str, cookies: &[u8], kind: &str, body: Body) -> Request<Body> {
    let peer = Peer {
        remote: SocketAddr::from(([127, 0, 0, 1], 50_000)),
        local: SocketAddr::from(([127, 0, 0, 1], 8765)),
    };
    let mut request = Request::new(body);
    (*request.method_mut(), *request.uri_mut()) = (method, path.parse().expect("a path"));
    let headers = request.headers_mut();
    headers.insert(header::HOST, HeaderValue::from_static("localhost"));
    if let Ok(cookies) = HeaderValue::from_bytes(cookies) {
        headers.insert(header::COOKIE, cookies);
    }
    if let Ok(kind) = HeaderValue::from_str(kind) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    request.extensions_mut().insert(peer);
    request
}
