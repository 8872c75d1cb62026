//! The tutorial's stream: unnamed events, `data: NAME said: TEXT`. It translates entries. It leaves
//! out states and resets, which the tutorial's page does not know.

use std::convert::Infallible;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream;
use tokio::time::{Instant, Interval, MissedTickBehavior};

use crate::entry::Entry;
use crate::log::Placed;
use crate::room::Guest;
use crate::server::App;
use crate::server::error::Error;
use crate::server::events::{attend, event_stream};
use crate::server::session::Caller;
use crate::statement::Verb;
use crate::stream::{Bye, Following, HEARTBEAT, HEARTBEAT_FRAME, Start};

/// How many entries of the new log are sent first when the log was replaced.
const NEWEST: usize = 1;

/// Makes the browser wait this many milliseconds before it connects again. The tutorial's server
/// ended each answer, and its page relied on reconnecting.
const GREETING: &str = "retry: 15000\n\n";

/// Opens the stream of `GET /server.php`.
pub(super) fn open(app: &App, caller: Caller, start: Start) -> Result<Response, Error> {
    let guest = attend(app, caller)?;
    let ends = guest.ends().clone().or(app.shutdown.clone(), Bye::Shutdown);
    let following = app.room.fanout().follow(start, NEWEST, ends);
    let mut heartbeat = tokio::time::interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let stream = Stream { _guest: guest, following, heartbeat, greeted: false };
    let frames = stream::unfold(stream, |mut stream| async {
        let frames = stream.next().await?;
        Some((Ok::<_, Infallible>(frames), stream))
    });
    Ok(event_stream(Body::from_stream(frames)))
}

struct Stream {
    _guest: Guest,
    following: Following,
    heartbeat: Interval,
    greeted: bool,
}

impl Stream {
    async fn next(&mut self) -> Option<Bytes> {
        if !std::mem::replace(&mut self.greeted, true) {
            return Some(GREETING.into());
        }
        tokio::select! {
            entries = self.following.next_placed() => Some(entries?.iter().map(frame).collect::<String>().into()),
            _ = self.heartbeat.tick() => Some(Bytes::from_static(HEARTBEAT_FRAME)),
        }
    }
}

fn frame(Placed { entry, end }: &Placed) -> String {
    // The tutorial's page has no place for lines that change others, nor for removed words.
    if !entry.verb.stands_alone() || entry.is_blank() {
        return format!("id: {end}\n\n");
    }
    // A single CR also ends a line of an event stream.
    let lines = words(entry).replace('\r', "\n").replace('\n', "\ndata: ");
    format!("id: {end}\ndata: {lines}\n\n")
}

/// Returns the words in the form that the tutorial's page shows.
fn words(entry: &Entry) -> String {
    match (&entry.name, entry.verb) {
        (Some(name), Verb::Said | Verb::RepliedTo) => format!("{name} said: {}", entry.text),
        (Some(name), _) => format!("{name}: {}", entry.text),
        (None, _) => entry.text.clone(),
    }
}
