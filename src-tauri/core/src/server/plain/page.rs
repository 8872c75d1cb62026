//! Whole pages and their forms.
//!
//! All addresses are relative, because a proxy may serve the room below a path of its own.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use maud::{DOCTYPE, Markup, html};

use super::rows::row;
use crate::people::SessionId;
use crate::room::{Page, RoomFacts, RoomView};
use crate::server::error::Error;

/// After how many seconds a page that is only read loads itself again.
const RELOADS_AFTER_SECS: u32 = 15;

/// A policy for a page that no other page may frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'";

/// A policy for the two frames, which only the room's own page may frame.
pub(super) const FRAME_POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'self'";

/// How a reader uses the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// The page loads itself again, and has no form for messages.
    Reading,
    /// The page stays as it is, so that nothing typed is lost.
    Writing,
}

/// Where the form for a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Page,
    Frame,
}

/// A form that was refused, and what was typed into it.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) error: Error,
    pub(super) typed: String,
}

/// Returns the room. Without `entries`, only the form for joining.
pub(super) fn room(view: &RoomView, how: View, entries: Option<&Page>, failed: Option<&Failed>) -> Response {
    let status = failed.map_or(StatusCode::OK, |failed| failed.error.status());
    let facts = &view.room;
    // A page that failed was posted to an address below this one.
    let base = if failed.is_some() { "../" } else { "" };
    let reloads_after = (how == View::Reading && view.me.is_some()).then_some(RELOADS_AFTER_SECS);
    let body = html! {
        header {
            h1 { bdi { (facts.title) } }
            @if !facts.topic.is_empty() { p dir="auto" { (facts.topic) } }
            (ways(view, how, base))
        }
        main {
            @match (&view.me, how) {
                (None, _) => (join_form(facts, failed, base)),
                (Some(_), View::Writing) => (write_form(facts, failed, &format!("{base}plain/say"), Place::Page)),
                (Some(_), View::Reading) => {},
            }
            @if let Some(entries) = entries { (list(entries, base)) }
        }
    };
    html_page(status, POLICY, &format!("{base}plain/plain.css"), &facts.title, reloads_after, &body)
}

/// Returns the links to the other views.
fn ways(view: &RoomView, how: View, base: &str) -> Markup {
    html! {
        nav {
            @if let Some(me) = &view.me {
                p { "You are here as " strong { bdi { (me.name) } } "." }
                @match how {
                    View::Reading => p {
                        a href={ (base) "plain?write" } { "Write a message, and pause" }
                        " (this page loads itself again every " (RELOADS_AFTER_SECS) " seconds)"
                    },
                    View::Writing => p {
                        a href={ (base) "plain?write" } { "Show new messages" } " · "
                        a href={ (base) "plain" } { "Only read" } " · "
                        a href={ (base) "plain/live" } { "Live, in two frames" }
                    },
                }
            }
        }
    }
}

fn join_form(facts: &RoomFacts, failed: Option<&Failed>, base: &str) -> Markup {
    html! {
        form method="post" action={ (base) "plain/join" } {
            h2 { "Join the room" }
            (problem(failed))
            p {
                label for="name" { "Your name" } br;
                input id="name" name="name" value=(failed.map_or("", |failed| &failed.typed)) required
                    autocomplete="nickname";
            }
            @if facts.code_required {
                p {
                    label for="code" { "Code of the room" } br;
                    input id="code" name="code" required autocomplete="off";
                }
            }
            p { button { "Join" } }
        }
    }
}

/// Returns the form for a message. Each form has a key of its own, so that sending it twice says
/// the message once.
pub(super) fn write_form(facts: &RoomFacts, failed: Option<&Failed>, action: &str, place: Place) -> Markup {
    let key = SessionId::random().map(|id| id.as_str().to_owned()).unwrap_or_default();
    html! {
        form method="post" action=(action) {
            (problem(failed))
            @if facts.paused { p role="status" { "The host has paused the room: nobody can write just now." } }
            p {
                label for="text" { "Message" } br;
                textarea id="text" name="text" rows="3" cols="50" dir="auto" required {
                    // A parser leaves out the first line break of a field.
                    "\n" (failed.map_or("", |failed| &failed.typed))
                }
            }
            input type="hidden" name="key" value=(key);
            @if place == Place::Frame { input type="hidden" name="frame" value="1"; }
            p { button { "Send" } }
        }
        form.leave method="post" action=(action.replace("say", "leave")) target="_top" { button { "Leave the room" } }
    }
}

fn problem(failed: Option<&Failed>) -> Markup {
    html! {
        @if let Some(failed) = failed {
            p.problem role="alert" { (failed.error.to_string()) }
        }
    }
}

/// Returns the entries of a page, newest first.
fn list(page: &Page, base: &str) -> Markup {
    let now = Timestamp::now();
    html! {
        section aria-label="Messages, newest first" {
            h2 { "Messages, newest first" }
            @if page.entries.is_empty() { p { "Nothing has been said yet." } }
            @for entry in page.entries.iter().rev() { (row(entry, now, base)) }
            @if let Some(before) = &page.before {
                p { a href={ (base) "plain?write&before=" (before) } { "Earlier messages" } }
            }
        }
    }
}

/// Returns everything of a page up to its body.
pub(super) fn head(style: &str, title: &str, reloads_after: Option<u32>) -> Markup {
    html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="color-scheme" content="light dark";
        @if let Some(seconds) = reloads_after { meta http-equiv="refresh" content=(seconds); }
        link rel="stylesheet" href=(style);
        title { (title) }
    }
}

/// Returns a whole page.
pub(super) fn html_page(
    status: StatusCode,
    policy: &'static str,
    style: &str,
    title: &str,
    reloads_after: Option<u32>,
    body: &Markup,
) -> Response {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head { (head(style, title, reloads_after)) }
            body { (body) }
        }
    };
    let headers =
        [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CONTENT_SECURITY_POLICY, policy)];
    (status, headers, page.into_string()).into_response()
}
