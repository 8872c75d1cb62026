//! The event stream: a guest's subscription as a response body.

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use serde::Deserialize;
use std::convert::Infallible;
use tokio_util::sync::CancellationToken;

use super::App;
use super::error::Error;
use super::handover::Offer;
use super::session::{Caller, Reader};
use crate::fanout::Start;
use crate::frames::{Format, bye_frame};
use crate::lan::doctor::Reached;
use crate::room::GuestStream;

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
    open(&app, caller, start, Format::Events).await
}

/// The id that a reconnecting stream saw last.
pub(super) fn last_event_id(headers: &HeaderMap) -> Option<&str> {
    let id = headers.get(LAST_EVENT_ID)?.to_str().unwrap_or("unreadable");
    (!id.is_empty()).then_some(id)
}

/// Opens a stream whose body works on hyper, and whose socket may leave it.
pub(super) async fn open(app: &App, caller: Caller, start: Start, format: Format) -> Result<Response, Error> {
    if caller.session.is_some() {
        // Whoever joined before does not join again.
        app.arrivals.reached(caller.address, Reached::Joined);
    }
    let mut guest = app.room.subscribe(caller.session, caller.address, start, format)?;
    // The broadcaster speaks one format, and does not look places up in the file.
    let settled = format == Format::Events && guest.settle().await.is_ok();
    let offer = Offer::new(guest);
    let mut response = event_stream(body(offer.clone(), format, app.shutdown.clone()));
    if settled {
        response.extensions_mut().insert(offer);
    }
    Ok(response)
}

fn body(offer: Offer, format: Format, shutdown: CancellationToken) -> Body {
    let frames = stream::once(async move { offer.take() }).flat_map(move |guest| {
        let shutdown = shutdown.clone();
        stream::unfold(guest, move |guest| next(guest, format, shutdown.clone()))
    });
    Body::from_stream(frames)
}

async fn next(
    guest: Option<GuestStream>,
    format: Format,
    shutdown: CancellationToken,
) -> Option<(Result<Bytes, Infallible>, Option<GuestStream>)> {
    let mut guest = guest?;
    tokio::select! {
        frames = guest.next() => Some((Ok(frames?), Some(guest))),
        () = shutdown.cancelled() => Some((Ok(bye_frame(format, "shutdown")), None)),
    }
}

fn event_stream(body: Body) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        // Proxies that buffer would hold entries back.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (headers, body).into_response()
}
