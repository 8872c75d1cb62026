//! Targets for cookies and bodies.

use std::sync::OnceLock;

use axum::http::HeaderValue;

use crate::room::{TestRoom, runtime};

const KINDS: [&str; 5] = [
    "text/plain",
    "application/json",
    "application/x-www-form-urlencoded",
    "text/plain; charset=iso-8859-1",
    "multipart/form-data",
];

/// A guest is still recognised, whatever cookies other programs on this computer set.
pub(crate) fn cookies(data: &[u8]) {
    static ROOM: OnceLock<TestRoom> = OnceLock::new();
    let room = ROOM.get_or_init(|| runtime().block_on(TestRoom::open(b"")));
    let cookies = [data, b"; ", room.cookie()].concat();
    if HeaderValue::from_bytes(&cookies).is_err() {
        return;
    }
    let answer = runtime().block_on(room.get("/room", &cookies));
    assert_eq!(answer.json()["me"]["name"], "ana");
}

/// Every body gets an answer that is not a server error, and the guest is still recognised.
pub(crate) fn join(data: &[u8]) {
    let Some((kind, body)) = split(data) else { return };
    static ROOM: OnceLock<TestRoom> = OnceLock::new();
    let room = ROOM.get_or_init(|| runtime().block_on(TestRoom::open(b"")));
    let answer = runtime().block_on(room.post("/join", kind, body));
    assert!(!answer.status.is_server_error(), "{}", answer.status);
}

/// Accepted text is one line in the log, and is read back as the answer showed it.
pub(crate) fn say(data: &[u8]) {
    let Some((kind, body)) = split(data) else { return };
    static ROOM: OnceLock<TestRoom> = OnceLock::new();
    let room = ROOM.get_or_init(|| runtime().block_on(TestRoom::open(b"")));
    let answer = runtime().block_on(room.post("/messages", kind, body));
    if answer.status != 201 {
        assert!(answer.status.is_client_error(), "{}", answer.status);
        return;
    }
    let said = answer.json();
    let id = said["entry"]["id"].as_u64().expect("an id");
    let id = usize::try_from(id).expect("a small log");
    let log = std::fs::read(room.folder.path().join("chat.txt")).expect("a log");
    assert!(id == 0 || log[id - 1] == b'\n', "it begins a line");
    // A key that was used before gets its first answer, so the line may not be the last one.
    let page = format!("/messages?limit=1&after={id}");
    let page = runtime().block_on(room.get(&page, room.cookie())).json();
    for (field, value) in said["entry"].as_object().expect("an entry") {
        assert_eq!(&page["entries"][0][field], value, "{field}");
    }
    assert_eq!(said["entry"]["name"], "ana");
}

/// The first byte chooses the content type of the others.
fn split(data: &[u8]) -> Option<(&'static str, &[u8])> {
    let (first, body) = data.split_first()?;
    Some((KINDS[usize::from(*first) % KINDS.len()], body))
}
