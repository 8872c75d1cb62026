//! The form of an entry and a state on an event stream (WHATWG HTML, "Server-sent events").

use std::fmt::{self, Write};
use std::time::Duration;

use bytes::{BufMut, Bytes, BytesMut};
use serde::Serialize;

use super::bye::Bye;
use crate::entry::Entry;
use crate::log::WireCursor;

/// Each stream carries something at least this often, so that a lost connection is noticed.
pub const HEARTBEAT: Duration = Duration::from_secs(10);

/// The comment that keeps a quiet stream alive.
pub(crate) const HEARTBEAT_FRAME: &[u8] = b": still here\n\n";

/// The comment that begins a stream.
pub(super) const GREETING: &[u8] = b": open\n\n";

/// Appends an entry's frame to `out`. `end` is the cursor just past the entry's line.
pub(super) fn put_entry(out: &mut BytesMut, end: WireCursor, entry: &Entry) {
    put_event(out, "entry", Some(end), entry);
}

/// Returns the frame of an event that has no place in the log.
pub(super) fn state_frame(event: &str, value: &impl Serialize) -> Bytes {
    let mut frame = BytesMut::new();
    put_event(&mut frame, event, None, value);
    frame.freeze()
}

/// A frame that makes the reader forget all entries. The entries after `cursor` follow it.
pub(crate) fn reset_frame(cursor: WireCursor) -> Bytes {
    let mut frame = BytesMut::new();
    put_event(&mut frame, "reset", Some(cursor), &Reset { cursor: cursor.to_string() });
    frame.freeze()
}

/// The last frame of a stream.
pub(crate) fn bye_frame(reason: Bye) -> Bytes {
    state_frame("bye", &Farewell { reason })
}

#[derive(Serialize)]
struct Farewell {
    reason: Bye,
}

#[derive(Serialize)]
struct Reset {
    cursor: String,
}

fn put_event(out: &mut BytesMut, event: &str, id: Option<WireCursor>, data: &impl Serialize) {
    if let Some(id) = id {
        put(out, format_args!("id: {id}\n"));
    }
    put(out, format_args!("event: {event}\ndata: "));
    // JSON escapes line breaks, so the data is one line.
    serde_json::to_writer((&mut *out).writer(), data).expect("our types serialize: no maps with odd keys");
    out.put_slice(b"\n\n");
}

fn put(out: &mut BytesMut, text: fmt::Arguments<'_>) {
    out.write_fmt(text).expect("memory takes all text");
}
