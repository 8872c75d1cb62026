//! The room without JavaScript: for text browsers, e-readers, and browsers that are too old for the
//! page.
//!
//! | file | content |
//! |---|---|
//! | `page` | whole pages and their forms |
//! | `rows` | entries as HTML |
//! | `age` | how long ago something was said |
//! | `refused` | a refusal in the reader's language |
//! | `live` | a list that grows, beside a form that stays |
//!
//! | address | content |
//! |---|---|
//! | `GET /plain` | the newest messages, newest first. For those who have joined, the page reloads
//! itself, so it has no field in which a text could be lost. Others get the form for joining |
//! | `GET /plain?write` | the same with the form, and without reloading |
//! | `GET /plain/live` | the list and the form in two frames |
//! | `GET /plain/`, `/plain/live/` | the way to the address without the slash |
//! | `POST /plain/join`, `/plain/say`, `/plain/leave` | the forms |
//!
//! A form that is refused comes back with the reason and with what was typed. All words are in the
//! reader's language ([`super::spoken`]).

mod age;
mod links;
mod live;
mod page;
mod refused;
mod rows;

use std::time::Duration;

use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use axum::http::{Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use flatchat_words::Words;
use serde::Deserialize;

use super::App;
use super::body::Posted;
use super::error::{Error, Said};
use super::intake::enter;
use super::session::Caller;
use super::spoken::Spoken;
use crate::refusal::Refusal;
use crate::room::{Act, Page, PageQuery};
use page::{Typed, View};

/// How many messages a page shows.
const ROWS: usize = 40;

/// How long a guest who was shown a page counts as here: somewhat longer than until it loads itself
/// again.
const STAYS: Duration = Duration::from_secs(40);

/// All addresses below `/plain`.
pub(super) fn routes(app: App) -> Router<App> {
    Router::new()
        .route("/plain", get(read))
        .route("/plain/", get(without_slash))
        .route("/plain/live/", get(without_slash))
        .route("/plain/join", post(join))
        .route("/plain/say", post(say))
        .route("/plain/leave", post(leave))
        .route("/plain/live", get(live::frames))
        .route("/plain/live/list", get(live::list))
        .route("/plain/live/write", get(live::write))
        .layer(from_fn_with_state(app, in_words))
        .route("/plain/plain.css", get(style))
}

/// Answers with a page where a program would get JSON: whoever asks here reads with a browser.
async fn in_words(State(app): State<App>, Spoken(words): Spoken, request: Request, next: Next) -> Response {
    let depth = request.uri().path().matches('/').count();
    let response = next.run(request).await;
    let Some(Said(error)) = response.extensions().get::<Said>() else { return response };
    let room = format!("{}plain", "../".repeat(depth.saturating_sub(1)));
    let mut page = page::failed(&app.room.facts(), words, error, &room);
    if let Some(after) = error.retry_after() {
        page.headers_mut().insert(header::RETRY_AFTER, after);
    }
    page
}

/// What a reader wants to see.
#[derive(Deserialize)]
struct Wanted {
    /// Present if the reader wants to write.
    write: Option<String>,
    /// Earlier messages, before this cursor.
    before: Option<String>,
}

/// `GET /plain`
async fn read(
    State(app): State<App>,
    caller: Caller,
    Spoken(words): Spoken,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, Error> {
    let Query(wanted) = wanted.map_err(|error| Error::BadRequest(error.body_text()))?;
    let view = if wanted.write.is_some() { View::Writing } else { View::Reading };
    stay(&app, &caller);
    show(&app, &caller, words, view, wanted.before, None).await
}

/// Lets a guest who has joined count as here for a while: such a page has no stream. A guest who
/// has too many streams stays without another.
fn stay(app: &App, caller: &Caller) {
    let Some(session) = &caller.session else { return };
    let Ok(guest) = app.room.attend(Some(*session), caller.address) else { return };
    let ends = app.shutdown.clone();
    tokio::spawn(async move {
        let _guest = guest;
        let _ = ends.run_until_cancelled(tokio::time::sleep(STAYS)).await;
    });
}

/// Shows the room, or only the form for joining to those who may not read it.
async fn show(
    app: &App,
    caller: &Caller,
    words: &Words,
    view: View,
    before: Option<String>,
    typed: Option<&Typed>,
) -> Result<Response, Error> {
    let room = app.room.view(caller.session.as_ref());
    if room.me.is_none() && room.room.code_required {
        return Ok(page::room(&room, words, view, None, typed));
    }
    let making = async { Ok(page::room(&room, words, view, Some(&messages(app, before).await?), typed)) };
    app.under_way.make(caller.address, making).await
}

async fn messages(app: &App, before: Option<String>) -> Result<Page, Refusal> {
    app.room.messages(PageQuery { before, limit: Some(ROWS), ..PageQuery::default() }).await
}

/// `POST /plain/join`
async fn join(
    State(app): State<App>,
    caller: Caller,
    Spoken(words): Spoken,
    posted: Posted,
) -> Result<Response, Error> {
    let name = posted.field("name")?.unwrap_or_default();
    let code = posted.field("code")?;
    // Browsers send line breaks as CR LF.
    let text = posted.field("text")?.unwrap_or_default().replace("\r\n", "\n");
    match enter(&app, &caller, &name, code.as_deref()) {
        Ok((jar, ..)) if text.is_empty() => Ok((jar, Redirect::to("../plain?write")).into_response()),
        Ok((jar, session, _me)) => {
            let caller = Caller { session: Some(session), ..caller };
            let typed = Typed { text, ..Typed::default() };
            let page = show(&app, &caller, words, View::Writing, None, Some(&typed)).await?;
            Ok((jar, page).into_response())
        }
        Err(error) => {
            let typed = Typed::name(error, name, text);
            show(&app, &caller, words, View::Writing, None, Some(&typed)).await
        }
    }
}

/// `POST /plain/say`
async fn say(
    State(app): State<App>,
    caller: Caller,
    Spoken(words): Spoken,
    posted: Posted,
) -> Result<Response, Error> {
    let text = posted.required("text")?;
    let in_frame = posted.field("frame")?.is_some();
    let key = posted.field("key")?.filter(|key| !key.is_empty());
    // Browsers send line breaks as CR LF.
    let said = say_once(&app, &caller, text.replace("\r\n", "\n"), key).await;
    match (said, in_frame) {
        (Ok(()), true) => Ok(Redirect::to("live/write").into_response()),
        (Ok(()), false) => Ok(Redirect::to("../plain?write").into_response()),
        (Err(error), true) => Ok(live::form(&app, &caller, words, Some(&Typed::text(error, text)), "")),
        (Err(error), false) => {
            show(&app, &caller, words, View::Writing, None, Some(&Typed::text(error, text))).await
        }
    }
}

/// Says the text. A form that is sent twice has the same key, and is said once.
async fn say_once(app: &App, caller: &Caller, text: String, key: Option<String>) -> Result<(), Error> {
    let session = caller.session.as_ref().ok_or(Refusal::JoinFirst)?;
    let act = Act::Say { text, reply_to: None };
    app.room.act(session, caller.address, act, key).await?;
    Ok(())
}

/// `POST /plain/leave`
async fn leave(State(app): State<App>, caller: Caller) -> Response {
    if let Some(session) = &caller.session {
        app.room.leave(session);
    }
    (app.keyring.clear(), Redirect::to("../plain")).into_response()
}

/// The same address without the slash that somebody typed behind it.
async fn without_slash(uri: Uri) -> Redirect {
    let name = uri.path().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let query = uri.query().map_or_else(String::new, |query| format!("?{query}"));
    Redirect::to(&format!("../{name}{query}"))
}

/// Returns the answer to a form that does not come from this room, as far as its browser says.
pub(super) fn from_elsewhere(app: &App, words: &Words) -> Response {
    page::from_elsewhere(&app.room.view(None).room, words)
}

/// `GET /plain/plain.css`
async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("plain.css")).into_response()
}
