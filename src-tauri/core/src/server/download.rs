//! Downloads, chunk by chunk and in turns, so that the downloads of one source take no more of the
//! machine than those of another: that of `chat.txt`, and what those of shared files have in common
//! with it.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header;
use axum::response::Response;
use futures_util::{Stream, StreamExt, stream};
use tower::ServiceExt;
use tower_http::services::ServeFile;

use super::App;
use super::error::Error;
use super::range::{Wanted, wanted};
use super::session::Reader;
use super::underway::hold;
use crate::disk::check_is_file;
use crate::limits::{Queued, TurnLimits, Turns};
use crate::log::LOG_NAME;

/// Creates the turns at reading a chunk.
pub(super) fn turns() -> Arc<Turns> {
    Arc::new(Turns::new(1, TurnLimits::default()))
}

/// `GET /chat.txt`
pub(super) async fn log(
    State(app): State<App>,
    Reader(caller): Reader,
    mut request: Request,
) -> Result<Response, Error> {
    // `ServeFile` does not know `If-Range`. A part of another file must not be put behind what a
    // client has already, and a server may always send the whole.
    if request.headers().contains_key(header::IF_RANGE) {
        request.headers_mut().remove(header::RANGE);
    }
    // `ServeFile` refuses what it does not understand. A server may ignore it (RFC 9110, 14.2), as
    // shared files do. How long the log is makes no difference here.
    if wanted(request.headers(), u64::MAX) == Wanted::All {
        request.headers_mut().remove(header::RANGE);
    }
    let place = app.under_way.download(caller.address)?;
    let path = app.room.folder().join(LOG_NAME);
    check_is_file(&path).map_err(|_| Error::LogUnreadable)?;
    let queued = app.downloads.enter(caller.session.as_ref(), caller.address)?;
    let file = ServeFile::new_with_mime(path, &mime::TEXT_PLAIN_UTF_8);
    let response = file.oneshot(request).await.map_err(|_| Error::LogUnreadable)?;
    let in_turns = |body| Body::from_stream(by_turns(Body::new(body).into_data_stream(), queued));
    Ok(hold(response.map(in_turns), place))
}

/// Returns the chunks of a file. Each chunk is read in a turn. Sending it is not part of the turn,
/// because it takes as long as its reader likes.
pub(super) fn by_turns<E>(
    chunks: impl Stream<Item = Result<Bytes, E>> + Unpin,
    queued: Queued,
) -> impl Stream<Item = Result<Bytes, E>> {
    stream::unfold((chunks, queued), |(mut chunks, queued)| async move {
        let turn = queued.turn().await;
        let chunk = chunks.next().await?;
        drop(turn);
        Some((chunk, (chunks, queued)))
    })
}
