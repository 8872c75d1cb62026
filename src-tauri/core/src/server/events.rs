//! The event stream: a guest's subscription as a response body.

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Deserialize;
use std::convert::Infallible;

use super::App;
use super::error::Error;
use super::session::{Caller, Reader};
use crate::fanout::Start;
use crate::frames::{Format, bye_frame};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

#[derive(Deserialize)]
pub(super) struct After {
    after: Option<String>,
}

/// `GET /events`
pub(super) async fn events(
    State(app): State<App>,
    Reader(caller): Reader,
    query: Result<Query<After>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    // Browsers never come back after a 400, so a cursor that is none gets a reset instead.
    let asked = query.map_or_else(|_| Some(String::from("unreadable")), |Query(query)| query.after);
    let asked = asked.as_deref().filter(|after| !after.is_empty());
    let start = last_event_id(&headers).or(asked).map_or(Start::End, Start::parse);
    open(&app, caller, start, Format::Events)
}

/// The id that a reconnecting stream saw last.
pub(super) fn last_event_id(headers: &HeaderMap) -> Option<&str> {
    let id = headers.get(LAST_EVENT_ID)?.to_str().unwrap_or("unreadable");
    (!id.is_empty()).then_some(id)
}

pub(super) fn open(app: &App, caller: Caller, start: Start, format: Format) -> Result<Response, Error> {
    let stream = app.room.subscribe(caller.session, caller.address, start, format)?;
    let shutdown = app.shutdown.clone();
    let frames = stream::unfold(Some(stream), move |open| {
        let shutdown = shutdown.clone();
        async move {
            let mut stream = open?;
            tokio::select! {
                frames = stream.next() => frames.map(|frames| (Ok::<_, Infallible>(frames), Some(stream))),
                () = shutdown.cancelled() => Some((Ok(bye_frame(format, "shutdown")), None)),
            }
        }
    });
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        // Proxies that buffer would hold entries back.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, Body::from_stream(frames)).into_response())
}
