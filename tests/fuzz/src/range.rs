//! A target for `GET /chat.txt` with any `Range`.

use std::sync::OnceLock;

use axum::http::{HeaderValue, StatusCode};

use crate::room::{TestRoom, runtime};

const LOG_BYTES: usize = 10_000;

fn log() -> Vec<u8> {
    (0..LOG_BYTES)
        .map(|n| if n % 100 == 99 { b'\n' } else { b'0' + u8::try_from(n % 10).unwrap_or(0) })
        .collect()
}

fn room() -> &'static TestRoom {
    static ROOM: OnceLock<TestRoom> = OnceLock::new();
    ROOM.get_or_init(|| runtime().block_on(TestRoom::open(&log())))
}

/// A served part is exactly the part that the answer's head names.
pub(crate) fn range(data: &[u8]) {
    let Ok(range) = HeaderValue::from_bytes(data) else { return };
    let answer = runtime().block_on(room().get_range(range));
    match answer.status {
        StatusCode::OK => assert_eq!(answer.body, log()),
        StatusCode::PARTIAL_CONTENT => {
            let part = answer.content_range.as_deref().and_then(bounds).expect("one part");
            assert_eq!(answer.body, log()[part.0..=part.1]);
        }
        status => assert!(status.is_client_error(), "{status}"),
    }
}

/// Parses `bytes FROM-TO/ALL`.
fn bounds(content_range: &str) -> Option<(usize, usize)> {
    let (part, all) = content_range.strip_prefix("bytes ")?.split_once('/')?;
    assert_eq!(all, LOG_BYTES.to_string());
    let (from, to) = part.split_once('-')?;
    Some((from.parse().ok()?, to.parse().ok()?))
}
