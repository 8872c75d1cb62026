//! Intake: joining, leaving, saying, typing, and looking at something else.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::SignedCookieJar;
use serde::Deserialize;

use super::App;
use super::acts::Wish;
use super::arrivals::Reached;
use super::body::{Kind, Posted};
use super::error::Error;
use super::session::{Caller, JoinedCaller};
use crate::people::SessionId;
use crate::refusal::Refusal;
use crate::room::{Act, Me, Receipt};

#[derive(Deserialize)]
struct Join {
    name: String,
    code: Option<String>,
}

/// `POST /join`
pub(super) async fn join(
    State(app): State<App>,
    caller: Caller,
    posted: Posted,
) -> Result<(SignedCookieJar, Json<Me>), Error> {
    let join = match posted.kind {
        Kind::Json => posted.json()?,
        Kind::Form => Join { name: posted.required("name")?, code: posted.field("code")? },
        Kind::Text => Join { name: posted.text()?, code: None },
    };
    let (jar, _session, me) = enter(&app, &caller, &join.name, join.code.as_deref())?;
    Ok((jar, Json(me)))
}

/// Joins the room. The returned jar has the session's cookie.
pub(super) fn enter(
    app: &App,
    caller: &Caller,
    name: &str,
    code: Option<&str>,
) -> Result<(SignedCookieJar, SessionId, Me), Error> {
    let (session, me) = app.room.join(caller.session, caller.address, name, code)?;
    app.arrivals.reached(caller.address, Reached::Joined);
    Ok((app.keyring.sign(&session, &me.name), session, me))
}

/// `POST /leave`
pub(super) async fn leave(State(app): State<App>, caller: Caller) -> Response {
    if let Some(session) = &caller.session {
        app.room.leave(session);
    }
    (app.keyring.clear(), StatusCode::NO_CONTENT).into_response()
}

/// `POST /typing`
pub(super) async fn typing(State(app): State<App>, member: JoinedCaller) -> Result<StatusCode, Error> {
    app.room.types(&member.session)?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /away`
pub(super) async fn away(State(app): State<App>, member: JoinedCaller) -> Result<StatusCode, Error> {
    app.room.looks_elsewhere(&member.session)?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /back`
pub(super) async fn back(State(app): State<App>, member: JoinedCaller) -> Result<StatusCode, Error> {
    app.room.looks_here(&member.session)?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Default, Deserialize)]
struct Say {
    /// The words. Beside files, they may be left out.
    text: Option<String>,
    /// The ids of complete uploads that this shares.
    #[serde(default)]
    files: Vec<String>,
    /// The id of the line that this answers.
    reply_to: Option<u64>,
    key: Option<String>,
    /// The start of the room that this is meant for. Without it, any start is accepted.
    run: Option<String>,
    /// The newest cursor of its sender. Without it, the id counts in any log.
    cursor: Option<String>,
}

/// `POST /messages`
pub(super) async fn say(
    State(app): State<App>,
    Wish { member, key, posted }: Wish,
) -> Result<(StatusCode, Json<Receipt>), Error> {
    let say = read_say(&posted)?;
    app.room.check_run(say.run.as_deref())?;
    app.room.check_cursor(say.cursor.as_deref()).await?;
    let key = say.key.or(key).filter(|key| !key.is_empty());
    let act = match (say.text, say.files) {
        (Some(text), files) if files.is_empty() => Act::Say { text, reply_to: say.reply_to },
        (None, files) if files.is_empty() => {
            return Err(Error::BadRequest("there is no text in this".to_owned()));
        }
        (text, uploads) => Act::Share { uploads, text: text.unwrap_or_default() },
    };
    let receipt = app.room.act(&member.session, member.address, act, key).await?;
    // Words are always new.
    let receipt = receipt.ok_or(Refusal::NoSuchMessage)?;
    Ok((StatusCode::CREATED, Json(receipt)))
}

fn read_say(posted: &Posted) -> Result<Say, Error> {
    match posted.kind {
        Kind::Json => posted.json(),
        Kind::Form => Ok(Say {
            text: Some(posted.required("text")?),
            files: Vec::new(),
            reply_to: posted.field("reply_to")?.map(|id| read_id(&id)).transpose()?,
            key: posted.field("key")?,
            run: posted.field("run")?,
            cursor: posted.field("cursor")?,
        }),
        Kind::Text => {
            let text = posted.typed_text()?.to_owned();
            Ok(Say { text: Some(text), ..Say::default() })
        }
    }
}

fn read_id(id: &str) -> Result<u64, Refusal> {
    id.parse().map_err(|_| Refusal::NoSuchMessage)
}
