//! The event stream: a guest's subscription as a response body.

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use std::convert::Infallible;

use super::App;
use super::arrivals::Reached;
use super::error::Error;
use super::handover::{GuestStream, Offer};
use super::session::{Caller, Reader};
use crate::room::Guest;
use crate::stream::{Bye, Start};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// `GET /events`
pub(super) async fn events(
    State(app): State<App>,
    Reader(caller): Reader,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let start = start(&headers, query.as_deref()).unwrap_or(Start::End);
    open(&app, caller, start).await
}

/// Returns where a request wants its stream to begin: at the header `Last-Event-ID`, else at the
/// same parameter of the query, else at `after`.
///
/// Polyfills of EventSource put the id into the query and leave the rest of the address as it is,
/// so the id is newer than `after`. Browsers never reconnect after a 400, so an invalid cursor
/// leads to a reset instead.
pub(super) fn start(headers: &HeaderMap, query: Option<&str>) -> Option<Start> {
    let query = query.unwrap_or_default();
    let id = last_event_id(headers)
        .or_else(|| value_in(query, is_last_event_id))
        .or_else(|| value_in(query, |name| name == "after"))?;
    Some(Start::parse(&id))
}

/// Returns the id that a reconnecting stream saw last.
fn last_event_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(LAST_EVENT_ID)?.to_str().unwrap_or("unreadable");
    (!id.is_empty()).then(|| id.to_owned())
}

/// Accepts the spellings that are in use: `lastEventId` (event-source-polyfill),
/// `evs_last_event_id` (eventsource-polyfill), `lastEventID`, `Last-Event-ID`, `last_event_id`.
fn is_last_event_id(name: &str) -> bool {
    let name = name.replace(['-', '_'], "").to_ascii_lowercase();
    name == "lasteventid" || name == "evslasteventid"
}

/// Returns the last value that is not empty, because parameters are added at the end.
fn value_in(query: &str, wanted: impl Fn(&str) -> bool) -> Option<String> {
    let pairs = form_urlencoded::parse(query.as_bytes());
    let found = pairs.filter(|(name, value)| wanted(name) && !value.is_empty()).last();
    found.map(|(_, value)| value.into_owned())
}

/// Opens a stream whose body works on hyper, and whose socket may be handed over to the
/// broadcaster.
async fn open(app: &App, caller: Caller, start: Start) -> Result<Response, Error> {
    let guest = attend(app, caller)?;
    let ends = guest.ends().clone().or(app.shutdown.clone(), Bye::Shutdown);
    let mut subscription = app.room.fanout().subscribe(start, ends);
    // The broadcaster does not search the file for places, so the place is found here.
    let settled = subscription.settle().await.is_ok();
    let offer = Offer::new(GuestStream { guest, subscription });
    let mut response = event_stream(body(offer.clone()));
    if settled {
        response.extensions_mut().insert(offer);
    }
    Ok(response)
}

/// Takes the caller's place in the room.
pub(super) fn attend(app: &App, caller: Caller) -> Result<Guest, Error> {
    if caller.session.is_some() {
        // A guest who already has a session does not join again, so opening a stream counts.
        app.arrivals.reached(caller.address, Reached::Joined);
    }
    Ok(app.room.attend(caller.session, caller.address)?)
}

fn body(offer: Offer) -> Body {
    let frames = stream::once(async move { offer.take() }).flat_map(|stream| {
        stream::unfold(stream, |stream| async {
            let mut stream = stream?;
            let frames = stream.subscription.next().await?;
            Some((Ok::<_, Infallible>(frames), Some(stream)))
        })
    });
    Body::from_stream(frames)
}

/// The response of an event stream.
pub(super) fn event_stream(body: Body) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        // Proxies that buffer would delay entries.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (headers, body).into_response()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn started(header: Option<&'static str>, query: &str) -> Option<Start> {
        let mut headers = HeaderMap::new();
        headers.extend(header.map(|id| (LAST_EVENT_ID, HeaderValue::from_static(id))));
        start(&headers, Some(query))
    }

    #[test]
    fn polyfills_resume_with_the_id_in_the_query() {
        for name in [
            "lastEventId",
            "lastEventID",
            "lasteventid",
            "Last-Event-ID",
            "last_event_id",
            "evs_last_event_id",
        ] {
            let id = Some(Start::parse("7-ab"));
            assert_eq!(started(None, &format!("{name}=7-ab")), id, "{name}");
            assert_eq!(started(None, &format!("r=0.5&{name}=7%2Dab&x")), id, "{name}");
            assert_eq!(started(None, &format!("after=1-ff&{name}=7-ab")), id, "{name} is newer than after");
            assert_eq!(started(None, &format!("{name}=1-ff&{name}=7-ab")), id, "{name} is added at the end");
            assert_eq!(started(None, &format!("{name}=&after=7-ab")), id, "{name} is empty");
            assert_eq!(started(Some("7-ab"), &format!("{name}=1-ff")), id, "the header wins over {name}");
        }
        assert_eq!(started(None, "x=1&notLastEventId=7-ab&after="), None);
        assert_eq!(started(None, "lastEventId=%ff"), Some(Start::parse("\u{fffd}")));
    }
}
