//! Whole pages and their forms.
//!
//! All addresses are relative, because a proxy may serve the room below a path of its own.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use flatchat_words::Words;
use jiff::Timestamp;
use maud::{DOCTYPE, Markup, html};

use super::refused::in_words;
use super::rows::row;
use crate::people::SessionId;
use crate::room::{Page, RoomFacts, RoomView};
use crate::server::error::Error;

/// After how many seconds a page that is only read loads itself again.
const RELOADS_AFTER_SECS: usize = 15;

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
pub(super) fn room(
    view: &RoomView,
    words: &Words,
    how: View,
    entries: Option<&Page>,
    failed: Option<&Failed>,
) -> Response {
    let status = failed.map_or(StatusCode::OK, |failed| failed.error.status());
    let facts = &view.room;
    // A page that failed was posted to an address below this one.
    let base = if failed.is_some() { "../" } else { "" };
    let reloads_after = (how == View::Reading && view.me.is_some()).then_some(RELOADS_AFTER_SECS);
    let body = html! {
        header {
            h1 { bdi { (facts.title) } }
            @if !facts.topic.is_empty() { p dir="auto" { (facts.topic) } }
            (ways(view, words, how, base))
        }
        main {
            @match (&view.me, how) {
                (None, _) => (join_form(facts, words, failed, base)),
                (Some(_), View::Writing) => (write_form(facts, words, failed, &format!("{base}plain/say"), Place::Page)),
                (Some(_), View::Reading) => {},
            }
            @if let Some(entries) = entries { (list(entries, words, base)) }
        }
    };
    let head = Head { style: &format!("{base}plain/plain.css"), title: &facts.title, words, reloads_after };
    html_page(status, POLICY, &head, &body)
}

/// Returns a page that says why a form was refused unread, and leads to the room. A proxy that
/// changes `Host` causes this for browsers that do not send `Sec-Fetch-Site`.
pub(super) fn from_elsewhere(facts: &RoomFacts, words: &Words) -> Response {
    let why = words.refusals.from_elsewhere;
    let body = html! {
        header { h1 { a href="../plain" { bdi { (facts.title) } } } }
        main {
            p.problem role="alert" { (why.0) code dir="ltr" { "proxy_set_header Host $http_host;" } (why.1) }
        }
    };
    let head = Head { style: "../plain/plain.css", title: &facts.title, words, reloads_after: None };
    html_page(Error::WrongOrigin.status(), POLICY, &head, &body)
}

/// Returns the links to the other views.
fn ways(view: &RoomView, words: &Words, how: View, base: &str) -> Markup {
    let own = &words.plain;
    html! {
        nav {
            @if let Some(me) = &view.me {
                p { (own.here_as.0) strong { bdi { (me.name) } } (own.here_as.1) }
                @match how {
                    View::Reading => p {
                        a href={ (base) "plain?write" } { (own.write_and_pause) }
                        " (" (words.count(RELOADS_AFTER_SECS, &own.reloads)) ")"
                    },
                    View::Writing => p {
                        a href={ (base) "plain?write" } { (own.show_new) } " · "
                        a href={ (base) "plain" } { (own.only_read) } " · "
                        a href={ (base) "plain/live" } { (own.live) }
                    },
                }
            }
        }
    }
}

fn join_form(facts: &RoomFacts, words: &Words, failed: Option<&Failed>, base: &str) -> Markup {
    let own = &words.plain;
    html! {
        form method="post" action={ (base) "plain/join" } {
            h2 { (own.join_title) }
            (problem(failed, words))
            p {
                label for="name" { (own.name) } br;
                input id="name" name="name" value=(failed.map_or("", |failed| &failed.typed)) required
                    autocomplete="nickname";
            }
            @if facts.code_required {
                p {
                    label for="code" { (own.code) } br;
                    input id="code" name="code" required autocomplete="off";
                }
            }
            p { button { (own.join) } }
        }
    }
}

/// Returns the form for a message. Each form has a key of its own, so that sending it twice says
/// the message once.
pub(super) fn write_form(
    facts: &RoomFacts,
    words: &Words,
    failed: Option<&Failed>,
    action: &str,
    place: Place,
) -> Markup {
    let own = &words.plain;
    let key = SessionId::random().map(|id| id.to_string()).unwrap_or_default();
    html! {
        form method="post" action=(action) {
            (problem(failed, words))
            @if facts.paused { p role="status" { (own.paused) } }
            p {
                label for="text" { (own.message) } br;
                textarea id="text" name="text" rows="3" cols="50" dir="auto" required {
                    // A parser leaves out the first line break of a field.
                    "\n" (failed.map_or("", |failed| &failed.typed))
                }
            }
            input type="hidden" name="key" value=(key);
            @if place == Place::Frame { input type="hidden" name="frame" value="1"; }
            p { button { (own.send) } }
        }
        form.leave method="post" action=(action.replace("say", "leave")) target="_top" { button { (own.leave) } }
    }
}

fn problem(failed: Option<&Failed>, words: &Words) -> Markup {
    html! {
        @if let Some(failed) = failed {
            @match in_words(&failed.error, words) {
                Some(why) => p.problem role="alert" { (why) },
                None => p.problem role="alert" lang="en" dir="ltr" { (failed.error.to_string()) },
            }
        }
    }
}

/// Returns the entries of a page, newest first.
fn list(page: &Page, words: &Words, base: &str) -> Markup {
    let own = &words.plain;
    let now = Timestamp::now();
    html! {
        section aria-label=(own.newest_first) {
            h2 { (own.newest_first) }
            @if page.entries.is_empty() { p { (own.nothing_yet) } }
            @for entry in page.entries.iter().rev() { (row(entry, now, words, base)) }
            @if let Some(before) = &page.before {
                p { a href={ (base) "plain?write&before=" (before) } { (own.earlier) } }
            }
        }
    }
}

/// What a page is, before its body.
pub(super) struct Head<'a> {
    /// The address of its style.
    pub(super) style: &'a str,
    pub(super) title: &'a str,
    pub(super) words: &'a Words,
    /// After how many seconds it loads itself again.
    pub(super) reloads_after: Option<usize>,
}

impl Head<'_> {
    /// Returns everything of a page up to its body.
    pub(super) fn markup(&self) -> Markup {
        html! {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                @if let Some(seconds) = self.reloads_after { meta http-equiv="refresh" content=(seconds); }
                link rel="stylesheet" href=(self.style);
                title { (self.title) }
            }
        }
    }
}

/// Returns a whole page.
pub(super) fn html_page(
    status: StatusCode,
    policy: &'static str,
    head: &Head<'_>,
    body: &Markup,
) -> Response {
    let language = head.words.language;
    let page = html! {
        (DOCTYPE)
        html lang=(language.code()) dir=(language.direction()) {
            (head.markup())
            body { (body) }
        }
    };
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, policy),
        // With `no-referrer`, browsers send the origin `null` with a form.
        (header::REFERRER_POLICY, "same-origin"),
    ];
    (status, headers, page.into_string()).into_response()
}
