//! Acts upon earlier lines: editing, removing, reacting, pinning, and the topic.

use axum::Json;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::App;
use super::body::{Kind, Posted};
use super::error::Error;
use super::intake::{key_in, require};
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

/// The parts of a body that every act may have.
#[derive(Default, Deserialize)]
struct Attempt {
    key: Option<String>,
    run: Option<String>,
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
    member: JoinedCaller,
    LineNumber(id): LineNumber,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Error> {
    let text = read(&posted, "text", |Edit { text }| text)?;
    act(&app, member, &headers, posted, Act::Edit { id, text }).await
}

/// `DELETE /messages/ID`
pub(super) async fn remove(
    State(app): State<App>,
    member: JoinedCaller,
    LineNumber(id): LineNumber,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Error> {
    let reason = match posted.bytes().is_empty() {
        true => String::new(),
        false => match posted.kind {
            Kind::Form => posted.field("reason")?.unwrap_or_default(),
            _ => read(&posted, "reason", |Remove { reason }| reason)?,
        },
    };
    act(&app, member, &headers, posted, Act::Remove { id, reason }).await
}

/// `PUT /messages/ID/reactions/EMOJI`
pub(super) async fn react(
    State(app): State<App>,
    member: JoinedCaller,
    LineNumber(id): LineNumber,
    PathEmoji(emoji): PathEmoji,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Error> {
    act(&app, member, &headers, posted, Act::React { id, emoji }).await
}

/// `DELETE /messages/ID/reactions/EMOJI`
pub(super) async fn unreact(
    State(app): State<App>,
    member: JoinedCaller,
    LineNumber(id): LineNumber,
    PathEmoji(emoji): PathEmoji,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Error> {
    act(&app, member, &headers, posted, Act::Unreact { id, emoji }).await
}

/// `PUT /messages/ID/pin`
pub(super) async fn pin(
    State(app): State<App>,
    member: JoinedCaller,
    LineNumber(id): LineNumber,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Error> {
    act(&app, member, &headers, posted, Act::Pin { id }).await
}

/// `DELETE /messages/ID/pin`
pub(super) async fn unpin(
    State(app): State<App>,
    member: JoinedCaller,
    LineNumber(id): LineNumber,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Error> {
    act(&app, member, &headers, posted, Act::Unpin { id }).await
}

/// `PUT /topic`
pub(super) async fn set_topic(
    State(app): State<App>,
    member: JoinedCaller,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Error> {
    let topic = read(&posted, "topic", |SetTopic { topic }| topic)?;
    act(&app, member, &headers, posted, Act::SetTopic { topic }).await
}

/// Reads one value: a field of JSON or of a form, or the whole of a text.
fn read<T: DeserializeOwned>(
    posted: &Posted,
    field: &str,
    of_json: fn(T) -> String,
) -> Result<String, Error> {
    match posted.kind {
        Kind::Json => Ok(of_json(posted.json()?)),
        Kind::Form => require(posted.field(field)?, field),
        Kind::Text => {
            let text = posted.as_text()?;
            Ok(text.strip_suffix('\n').unwrap_or(text).to_owned())
        }
    }
}

/// Answers with the receipt, or with 204 if nothing had to change.
async fn act(
    app: &App,
    member: JoinedCaller,
    headers: &HeaderMap,
    posted: Posted,
    act: Act,
) -> Result<Response, Error> {
    let attempt = match posted.kind {
        Kind::Json if !posted.bytes().is_empty() => posted.json()?,
        Kind::Form => Attempt { key: posted.field("key")?, run: posted.field("run")? },
        _ => Attempt::default(),
    };
    app.room.check_run(attempt.run.as_deref())?;
    let key = attempt.key.or(key_in(headers)?).filter(|key| !key.is_empty());
    let receipt = app.room.act(&member.session, member.address, act, key).await?;
    Ok(match receipt {
        Some(receipt) => Json(receipt).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    })
}
