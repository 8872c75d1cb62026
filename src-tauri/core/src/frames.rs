//! How an entry and a state look on an event stream (WHATWG HTML, "Server-sent events").

use std::fmt::{self, Write};

use bytes::{BufMut, Bytes, BytesMut};
use serde::Serialize;

use crate::entry::{Entry, Verb};
use crate::log::Cursor;

/// How entries look on a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Named events with JSON data, and state between them.
    Events = 0,
    /// The PHP tutorial's: unnamed events, `data: NAME said: TEXT`.
    Tutorial = 1,
}

/// How many formats there are.
pub(crate) const FORMATS: usize = 2;

/// Appends an entry's frame to `out`. `end` is the cursor just past its line.
pub(crate) fn put_entry(out: &mut BytesMut, format: Format, end: Cursor, entry: &Entry) {
    match format {
        Format::Events => put_event(out, "entry", Some(end), entry),
        Format::Tutorial => put_tutorial(out, end, entry),
    }
}

/// The frame of an event that has no place in the log.
pub(crate) fn state_frame(event: &str, value: &impl Serialize) -> Bytes {
    let mut frame = BytesMut::new();
    put_event(&mut frame, event, None, value);
    frame.freeze()
}

/// Tells a subscriber to forget all entries; those after `cursor` follow. The tutorial's page knows no such thing.
pub(crate) fn reset_frame(format: Format, cursor: Cursor) -> Bytes {
    let mut frame = BytesMut::new();
    if format == Format::Events {
        put_event(&mut frame, "reset", Some(cursor), &Reset { cursor: cursor.to_string() });
    }
    frame.freeze()
}

/// The end of a stream whose session is over or whose server ends. The tutorial's page knows no such thing.
pub(crate) fn bye_frame(format: Format, reason: &'static str) -> Bytes {
    match format {
        Format::Events => state_frame("bye", &Bye { reason }),
        Format::Tutorial => Bytes::new(),
    }
}

#[derive(Serialize)]
struct Bye {
    reason: &'static str,
}

#[derive(Serialize)]
struct Reset {
    cursor: String,
}

fn put_event(out: &mut BytesMut, event: &str, id: Option<Cursor>, data: &impl Serialize) {
    if let Some(id) = id {
        put(out, format_args!("id: {id}\n"));
    }
    put(out, format_args!("event: {event}\ndata: "));
    // JSON escapes line breaks, so the data is one line.
    serde_json::to_writer((&mut *out).writer(), data).expect("our types serialize: no maps with odd keys");
    out.put_slice(b"\n\n");
}

fn put_tutorial(out: &mut BytesMut, id: Cursor, entry: &Entry) {
    put(out, format_args!("id: {id}\n"));
    let text = match (&entry.name, entry.verb) {
        (Some(name), Verb::Said) => format!("{name} said: {}", entry.text),
        (Some(name), _) => format!("{name}: {}", entry.text),
        (None, _) => entry.text.clone(),
    };
    // A lone CR ends an event stream's line, too.
    for line in text.split(['\n', '\r']) {
        put(out, format_args!("data: {line}\n"));
    }
    out.put_u8(b'\n');
}

fn put(out: &mut BytesMut, text: fmt::Arguments<'_>) {
    out.write_fmt(text).expect("memory takes all text");
}
