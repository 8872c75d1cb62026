//! Acts upon earlier lines: editing, removing, reacting, pinning, and the topic.

use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::App;
use super::body::{Kind, Posted};
use super::error::Error;
use super::session::JoinedCaller;
use crate::refusal::Refusal;
use crate::room::Act;

/// The id of a line, as it stands in a path.
pub(super) struct LineNumber(pub(super) u64);

impl FromRequestParts<App> for LineNumber {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<LineNumber, Error> {
        #[derive(Deserialize)]
        struct Id {
            id: u64,
        }
        let id = Path::<Id>::from_request_parts(parts, app).await;
        // A path without a number leads to no message.
        id.map(|Path(Id { id })| LineNumber(id)).map_err(|_| Refusal::NoSuchMessage.into())
    }
}

/// The emoji of a reaction, as it stands in a path.
pub(super) struct PathEmoji(String);

impl FromRequestParts<App> for PathEmoji {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<PathEmoji, Error> {
        #[derive(Deserialize)]
        struct Emoji {
            emoji: String,
        }
        let emoji = Path::<Emoji>::from_request_parts(parts, app).await;
        emoji
            .map(|Path(Emoji { emoji })| PathEmoji(emoji))
            .map_err(|error| Error::BadRequest(error.body_text()))
    }
}

/// A guest's wish to do something, with its body.
pub(super) struct Wish {
    pub(super) member: JoinedCaller,
    /// The key in the head of the request. A body may have one, too.
    pub(super) key: Option<String>,
    pub(super) posted: Posted,
}

impl FromRequest<App> for Wish {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Wish, Error> {
        let (mut parts, body) = request.into_parts();
        let member = JoinedCaller::from_request_parts(&mut parts, app).await?;
        let key = key_in(&parts.headers)?;
        let posted = Posted::from_request(Request::from_parts(parts, body), app).await?;
        Ok(Wish { member, key, posted })
    }
}

/// An unreadable key must not count as a missing key, because a retry would then be written twice.
fn key_in(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let key = headers.get("idempotency-key").map(|key| key.to_str().map(str::to_owned));
    key.transpose().map_err(|_| Refusal::BadKey)
}

/// The parts of a body that every act may have.
#[derive(Default, Deserialize)]
struct Attempt {
    key: Option<String>,
    run: Option<String>,
    /// The newest cursor of its sender. Without it, the ids count in any log.
    cursor: Option<String>,
}

#[derive(Deserialize)]
struct Edit {
    text: String,
}

#[derive(Default, Deserialize)]
struct Remove {
    #[serde(default)]
    reason: String,
}

#[derive(Deserialize)]
struct SetTopic {
    topic: String,
}

/// `PATCH /messages/ID`
pub(super) async fn edit(
    State(app): State<App>,
    LineNumber(id): LineNumber,
    wish: Wish,
) -> Result<Response, Error> {
    let text = read(&wish.posted, "text", |Edit { text }| text)?;
    act(&app, wish, Act::Edit { id, text }).await
}

/// `DELETE /messages/ID`
pub(super) async fn remove(
    State(app): State<App>,
    LineNumber(id): LineNumber,
    wish: Wish,
) -> Result<Response, Error> {
    let reason = match wish.posted.bytes().is_empty() {
        true => String::new(),
        false => match wish.posted.kind {
            Kind::Form => wish.posted.field("reason")?.unwrap_or_default(),
            _ => read(&wish.posted, "reason", |Remove { reason }| reason)?,
        },
    };
    act(&app, wish, Act::Remove { id, reason }).await
}

/// `PUT /messages/ID/reactions/EMOJI`
pub(super) async fn react(
    State(app): State<App>,
    LineNumber(id): LineNumber,
    PathEmoji(emoji): PathEmoji,
    wish: Wish,
) -> Result<Response, Error> {
    act(&app, wish, Act::React { id, emoji }).await
}

/// `DELETE /messages/ID/reactions/EMOJI`
pub(super) async fn unreact(
    State(app): State<App>,
    LineNumber(id): LineNumber,
    PathEmoji(emoji): PathEmoji,
    wish: Wish,
) -> Result<Response, Error> {
    act(&app, wish, Act::Unreact { id, emoji }).await
}

/// `PUT /messages/ID/pin`
pub(super) async fn pin(
    State(app): State<App>,
    LineNumber(id): LineNumber,
    wish: Wish,
) -> Result<Response, Error> {
    act(&app, wish, Act::Pin { id }).await
}

/// `DELETE /messages/ID/pin`
pub(super) async fn unpin(
    State(app): State<App>,
    LineNumber(id): LineNumber,
    wish: Wish,
) -> Result<Response, Error> {
    act(&app, wish, Act::Unpin { id }).await
}

/// `PUT /topic`
pub(super) async fn set_topic(State(app): State<App>, wish: Wish) -> Result<Response, Error> {
    let topic = read(&wish.posted, "topic", |SetTopic { topic }| topic)?;
    act(&app, wish, Act::SetTopic { topic }).await
}

/// Reads one value: a field of JSON or of a form, or the whole of a text.
fn read<T: DeserializeOwned>(
    posted: &Posted,
    field: &str,
    of_json: fn(T) -> String,
) -> Result<String, Error> {
    match posted.kind {
        Kind::Json => Ok(of_json(posted.json()?)),
        Kind::Form => posted.required(field),
        Kind::Text => posted.typed_text().map(str::to_owned),
    }
}

/// Answers with the receipt, or with 204 if nothing had to change.
async fn act(app: &App, wish: Wish, act: Act) -> Result<Response, Error> {
    let Wish { member, key, posted } = wish;
    let attempt = match posted.kind {
        Kind::Json if !posted.bytes().is_empty() => posted.json()?,
        Kind::Form => {
            Attempt { key: posted.field("key")?, run: posted.field("run")?, cursor: posted.field("cursor")? }
        }
        _ => Attempt::default(),
    };
    app.room.check_run(attempt.run.as_deref())?;
    app.room.check_cursor(attempt.cursor.as_deref()).await?;
    let key = attempt.key.or(key).filter(|key| !key.is_empty());
    let receipt = app.room.act(&member.session, member.address, act, key).await?;
    Ok(match receipt {
        Some(receipt) => Json(receipt).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    })
}
