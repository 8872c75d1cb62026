//! Reading: pages of history, the people, the facts about the room, the invitation, and the
//! server's health.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::App;
use super::acts::LineNumber;
use super::error::Error;
use super::session::Reader;
use crate::lan::Invite;
use crate::problem::Problem;
use crate::room::{FindQuery, PageQuery, RoomView};

/// `GET /messages`
pub(super) async fn messages(
    State(app): State<App>,
    Reader(caller): Reader,
    page: Result<Query<PageQuery>, QueryRejection>,
    find: Result<Query<FindQuery>, QueryRejection>,
) -> Result<Response, Error> {
    let bad_request = |error: QueryRejection| Error::BadRequest(error.body_text());
    let Query(find) = find.map_err(bad_request)?;
    if find.is_given() {
        let finds = app.room.find(caller.session.as_ref(), caller.address, find).await?;
        return app.under_way.weigh(caller.address, Json(finds).into_response());
    }
    let Query(page) = page.map_err(bad_request)?;
    app.under_way.answer(caller.address, app.room.messages(page)).await
}

/// `GET /messages/ID`
pub(super) async fn message(
    State(app): State<App>,
    Reader(caller): Reader,
    LineNumber(id): LineNumber,
) -> Result<Response, Error> {
    app.under_way.answer(caller.address, app.room.message(id)).await
}

/// `GET /room`
pub(super) async fn room(State(app): State<App>, Reader(caller): Reader) -> Json<RoomView> {
    Json(app.room.view(caller.session.as_ref()))
}

/// `GET /people`
pub(super) async fn people(State(app): State<App>, Reader(caller): Reader) -> Result<Response, Error> {
    app.under_way.answer(caller.address, async { Ok(app.room.people()) }).await
}

/// `GET /invite`
pub(super) async fn invite(State(app): State<App>, _reader: Reader) -> Json<Invite> {
    Json(app.lan.invite(app.bound, app.room.code().as_deref()))
}

#[derive(Serialize)]
pub(super) struct Health {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    trouble: Option<Problem>,
}

/// `GET /health`
pub(super) async fn health(State(app): State<App>) -> (StatusCode, Json<Health>) {
    match app.room.facts().trouble {
        None => (StatusCode::OK, Json(Health { status: "ok", trouble: None })),
        trouble => (StatusCode::SERVICE_UNAVAILABLE, Json(Health { status: "trouble", trouble })),
    }
}
