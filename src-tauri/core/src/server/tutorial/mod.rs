//! The three addresses of the PHP tutorial that Flatchat grew out of. The tutorial's page and
//! scripts work with them unchanged.
//!
//! | file | content |
//! |---|---|
//! | `form` | lenient parsing of the tutorial's forms |
//! | `stream` | the tutorial's event stream |
//!
//! | address | then | now |
//! |---|---|---|
//! | `chat_example.php` | the page | a page of our own with the same flow |
//! | `server.php` | sent the last line, then ended | stays open, and sends every entry once, in order |
//! | `chat_intake.php` | appended any text | joins (`uname=`) and says (`text=`) by the room's rules |

mod form;
mod stream;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};

use super::App;
use super::body::Posted;
use super::error::Error;
use super::events::start;
use super::intake::enter;
use super::session::{Caller, Reader};
use crate::refusal::Refusal;
use crate::stream::Start;

/// `GET /chat_example.php`
pub(super) async fn page() -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], include_str!("chat_example.html")).into_response()
}

/// `GET /chat_example.js`
pub(super) async fn script() -> Response {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("chat_example.js"))
        .into_response()
}

/// `GET /chat_example.css`
pub(super) async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("chat_example.css")).into_response()
}

/// `GET /server.php`
pub(super) async fn stream(
    State(app): State<App>,
    Reader(caller): Reader,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let start = start(&headers, query.as_deref()).unwrap_or(Start::Newest);
    stream::open(&app, caller, start)
}

/// `POST /chat_intake.php`
pub(super) async fn intake(State(app): State<App>, caller: Caller, posted: Posted) -> Response {
    take_in(&app, caller, &posted).await.unwrap_or_else(|error| say_plainly(&error))
}

async fn take_in(app: &App, caller: Caller, posted: &Posted) -> Result<Response, Error> {
    if let Some(name) = form::name(posted.bytes()) {
        let code = posted.field("code")?;
        let (jar, _session, _me) = enter(app, &caller, &name, code.as_deref())?;
        return Ok((jar, "success").into_response());
    }
    let Some(text) = form::text(posted.bytes()) else {
        return Err(Error::BadRequest("send uname=NAME to join, then text=TEXT".to_owned()));
    };
    let session = caller.session.ok_or(Refusal::JoinFirst)?;
    app.room.say(&session, caller.address, &text, None).await?;
    Ok(().into_response())
}

/// The tutorial's page shows every answer that is not `success`.
fn say_plainly(error: &Error) -> Response {
    (error.status(), error.to_string()).into_response()
}
