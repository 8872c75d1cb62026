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

/// What was typed into a form and has to come back.
#[derive(Debug, Default)]
pub(super) struct Typed {
    /// Why the form was refused. `None`: it was not.
    pub(super) error: Option<Error>,
    pub(super) name: String,
    /// The words of a message.
    pub(super) text: String,
}

impl Typed {
    pub(super) fn name(error: Error, name: String, text: String) -> Typed {
        Typed { error: Some(error), name, text }
    }

    pub(super) fn text(error: Error, text: String) -> Typed {
        Typed { error: Some(error), text, ..Typed::default() }
    }

    pub(super) fn status(&self) -> StatusCode {
        self.error.as_ref().map_or(StatusCode::OK, Error::status)
    }
}

/// Returns the room. Without `entries`, only the form for joining.
pub(super) fn room(
    view: &RoomView,
    words: &Words,
    how: View,
    entries: Option<&Page>,
    typed: Option<&Typed>,
) -> Response {
    let status = typed.map_or(StatusCode::OK, Typed::status);
    let facts = &view.room;
    // What was typed was posted to an address below this one.
    let base = if typed.is_some() { "../" } else { "" };
    let reloads_after = (how == View::Reading && view.me.is_some()).then_some(RELOADS_AFTER_SECS);
    let body = html! {
        header {
            h1 { bdi { (facts.title) } }
            @if !facts.topic.is_empty() { p dir="auto" { (facts.topic) } }
            (ways(view, words, how, base))
        }
        main {
            @match (&view.me, how) {
                (None, _) => (join_form(facts, words, typed, base, None)),
                (Some(_), View::Writing) => (write_form(facts, words, typed, &format!("{base}plain/say"), Place::Page)),
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

/// Returns the form for joining. It keeps a message that was typed by somebody who is no longer in
/// the room. `target` is the window that its answer belongs in.
pub(super) fn join_form(
    facts: &RoomFacts,
    words: &Words,
    typed: Option<&Typed>,
    base: &str,
    target: Option<&str>,
) -> Markup {
    let own = &words.plain;
    let text = typed.map_or("", |typed| &typed.text);
    html! {
        form method="post" action={ (base) "plain/join" } target=[target] {
            h2 { (own.join_title) }
            (problem(typed, words))
            p {
                label for="name" { (own.name) } br;
                input id="name" name="name" value=(typed.map_or("", |typed| &typed.name)) required
                    autocomplete="nickname";
            }
            @if facts.code_required {
                p {
                    label for="code" { (own.code) } br;
                    input id="code" name="code" required autocomplete="off";
                }
            }
            @if !text.is_empty() {
                p {
                    label for="text" { (own.message) } br;
                    textarea id="text" name="text" rows="3" cols="50" dir="auto" { "\n" (text) }
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
    typed: Option<&Typed>,
    action: &str,
    place: Place,
) -> Markup {
    let own = &words.plain;
    let key = SessionId::random().map(|id| id.to_string()).unwrap_or_default();
    html! {
        form method="post" action=(action) {
            (problem(typed, words))
            @if facts.paused { p role="status" { (own.paused) } }
            p {
                label for="text" { (own.message) } br;
                textarea id="text" name="text" rows="3" cols="50" dir="auto" required {
                    // A parser leaves out the first line break of a field.
                    "\n" (typed.map_or("", |typed| &typed.text))
                }
            }
            input type="hidden" name="key" value=(key);
            @if place == Place::Frame { input type="hidden" name="frame" value="1"; }
            p { button { (own.send) } }
        }
        form.leave method="post" action=(action.replace("say", "leave")) target="_top" { button { (own.leave) } }
    }
}

fn problem(typed: Option<&Typed>, words: &Words) -> Markup {
    html! {
        @if let Some(error) = typed.and_then(|typed| typed.error.as_ref()) { (said(error, words)) }
    }
}

/// Says why something was refused.
fn said(error: &Error, words: &Words) -> Markup {
    html! {
        @match in_words(error, words) {
            Some(why) => p.problem role="alert" { (why) },
            None => p.problem role="alert" lang="en" dir="ltr" { (error.to_string()) },
        }
    }
}

/// Returns a page that says why a request failed, and leads to the room at `room`, an address
/// relative to the page's own.
pub(super) fn failed(facts: &RoomFacts, words: &Words, error: &Error, room: &str) -> Response {
    let body = html! {
        header { h1 { a href=(room) target="_top" { bdi { (facts.title) } } } }
        main {
            (said(error, words))
            p { a href=(room) target="_top" { (words.plain.show_new) } }
        }
    };
    let style = format!("{room}/plain.css");
    let head = Head { style: &style, title: &facts.title, words, reloads_after: None };
    html_page(error.status(), FRAME_POLICY, &head, &body)
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
