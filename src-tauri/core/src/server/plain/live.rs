//! The room in two frames: a list that grows while it is open, and a form that stays.
//!
//! What was streamed cannot be changed. So the list begins anew when a message is removed, when the
//! file is edited, and when it has become long.

use std::convert::Infallible;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use flatchat_words::Words;
use futures_util::{StreamExt, stream};
use jiff::Timestamp;
use maud::{DOCTYPE, Markup, html};
use tokio::time::{Instant, Interval, MissedTickBehavior};

use super::page::{FRAME_POLICY, Head, Place, Typed, html_page, join_form, write_form};
use super::rows::row;
use super::{ROWS, messages};
use crate::entry::Entry;
use crate::room::{Guest, Page};
use crate::server::App;
use crate::server::error::Error;
use crate::server::events::attend;
use crate::server::session::{Caller, Reader};
use crate::server::spoken::Spoken;
use crate::statement::Verb;
use crate::stream::{Bye, Followed, Following, HEARTBEAT, Start};

/// After how many new rows the list begins anew.
const MOST_ROWS: usize = 300;

/// How many entries of a log that replaces this one are shown.
const NEWEST: usize = ROWS;

/// Leads from the list's address to the room's.
const TO_ROOM: &str = "../../";

/// `GET /plain/live`
pub(super) async fn frames(
    State(app): State<App>,
    Reader(caller): Reader,
    Spoken(words): Spoken,
) -> Response {
    let own = &words.plain;
    let view = app.room.view(caller.session.as_ref());
    let body = html! {
        header {
            h1 { bdi { (view.room.title) } }
            nav { p {
                a href="../plain?write" { (own.one_page) } " · "
                a href="live" { (own.if_still) }
            } }
        }
        iframe.write src="live/write" title=(own.your_message) {}
        iframe.list src="live/list" title=(own.newest_first) {}
    };
    let policy =
        "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";
    let head = Head { style: "plain.css", title: &view.room.title, words, reloads_after: None };
    html_page(StatusCode::OK, policy, &head, &body)
}

/// `GET /plain/live/write`
pub(super) async fn write(State(app): State<App>, caller: Caller, Spoken(words): Spoken) -> Response {
    form(&app, &caller, words, None, "../")
}

/// Returns the frame with the form. `base` leads from its address to `/plain/`.
pub(super) fn form(app: &App, caller: &Caller, words: &Words, typed: Option<&Typed>, base: &str) -> Response {
    let status = typed.map_or(StatusCode::OK, Typed::status);
    let view = app.room.view(caller.session.as_ref());
    let body = match view.me {
        Some(_) => write_form(&view.room, words, typed, &format!("{base}say"), Place::Frame),
        // The words are kept for after joining, which takes the whole window.
        None if typed.is_some() => join_form(&view.room, words, typed, &format!("{base}../"), Some("_top")),
        None => {
            html! { p { a href={ (base) "../plain?write" } target="_top" { (words.plain.join_to_write) } } }
        }
    };
    let style = format!("{base}plain.css");
    let head = Head { style: &style, title: &view.room.title, words, reloads_after: None };
    html_page(status, FRAME_POLICY, &head, &body)
}

/// `GET /plain/live/list`
pub(super) async fn list(
    State(app): State<App>,
    Reader(caller): Reader,
    Spoken(words): Spoken,
) -> Result<Response, Error> {
    let page = messages(&app, None).await?;
    let title = app.room.facts().title;
    let guest = attend(&app, caller)?;
    let ends = guest.ends().clone().or(app.shutdown.clone(), Bye::Shutdown);
    let following = app.room.fanout().follow(Start::parse(&page.after), NEWEST, ends);
    let mut heartbeat = tokio::time::interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let list = List { app, _guest: guest, words, following, heartbeat, rows: 0 };
    let beginning = stream::once(async move { Bytes::from(beginning(&title, words, &page)) });
    let rest = stream::unfold(Some(list), |list| async {
        let mut list = list?;
        let (bytes, goes_on) = list.next().await;
        Some((bytes, goes_on.then_some(list)))
    });
    let body = Body::from_stream(beginning.chain(rest).map(Ok::<_, Infallible>));
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, FRAME_POLICY),
        // Proxies that buffer would delay rows.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, body).into_response())
}

/// Returns the document's beginning, with the rows that are there already. The style shows the last
/// one on top.
fn beginning(title: &str, words: &Words, page: &Page) -> String {
    let (now, language) = (Timestamp::now(), words.language);
    let head = Head { style: "../plain.css", title, words, reloads_after: None };
    let rows = html! { @for entry in &page.entries { (row(entry, now, words, TO_ROOM)) } };
    format!(
        "{}<html lang=\"{}\" dir=\"{}\">{}<body class=\"list\">{}",
        DOCTYPE.into_string(),
        language.code(),
        language.direction(),
        head.markup().into_string(),
        rows.into_string()
    )
}

struct List {
    app: App,
    _guest: Guest,
    words: &'static Words,
    following: Following,
    heartbeat: Interval,
    /// How many rows were added.
    rows: usize,
}

impl List {
    /// Returns the next part of the document, and whether the list goes on after it.
    async fn next(&mut self) -> (Bytes, bool) {
        tokio::select! {
            followed = self.following.next_followed() => {
                let Some(followed) = followed else { return (self.last_words().into_string().into(), false) };
                let (rows, goes_on) = self.rows(followed).await;
                (rows.into(), goes_on)
            }
            _ = self.heartbeat.tick() => (Bytes::from_static(b"\n"), true),
        }
    }

    /// Says why nothing more comes, with a link that begins anew. A page that loaded itself again
    /// would lose the messages while the room is away.
    fn last_words(&self) -> Markup {
        let own = &self.words.refusals;
        let why = if self.app.shutdown.is_cancelled() { own.closing } else { own.join_first };
        html! {
            p.problem role="alert" { (why) " " a href="../../plain/live" target="_top" { (self.words.plain.show_again) } }
        }
    }

    /// Returns what is added to the list, and whether the list goes on after it.
    async fn rows(&mut self, Followed { entries, is_edited }: Followed) -> (String, bool) {
        if is_edited {
            return (end(self.words).into_string(), false);
        }
        let mut rows = String::new();
        for placed in &entries {
            rows.push_str(&self.row(&placed.entry).await.into_string());
        }
        let is_removal = entries.iter().any(|placed| placed.entry.verb == Verb::Removed);
        let begins_anew = self.rows >= MOST_ROWS || is_removal;
        if begins_anew {
            rows.push_str(&end(self.words).into_string());
        }
        (rows, !begins_anew)
    }

    /// Returns the row of a new entry. An edit is a row of its own, with the new words.
    async fn row(&mut self, entry: &Entry) -> Markup {
        let shown = match entry.verb {
            Verb::Edited => entry.target,
            verb => verb.stands_alone().then_some(entry.id),
        };
        let Some(id) = shown else { return html! {} };
        self.rows += 1;
        match self.app.room.message(id).await {
            Ok(view) => row(&view.entry, Timestamp::now(), self.words, TO_ROOM),
            Err(_) => html! {},
        }
    }
}

/// Returns the end of a list that begins anew.
fn end(words: &Words) -> Markup {
    html! {
        p { a href="list" { (words.plain.show_again) } }
        meta http-equiv="refresh" content="0";
    }
}
