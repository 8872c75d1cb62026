//! The reasons why a stream ends.

use futures_util::future::select_all;
use serde::Serialize;
use smallvec::SmallVec;
use tokio_util::sync::CancellationToken;

/// The reason why the server ends a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Bye {
    /// The server is shutting down. It may come back.
    Shutdown,
    /// The session has left the room.
    Left,
    /// The room got a code, and this reader has not joined.
    CodeRequired,
}

/// The events that end one particular stream. A stream that was handed over has one, and needs no
/// memory for it besides.
#[derive(Clone, Debug, Default)]
pub struct Ends(SmallVec<[(CancellationToken, Bye); 1]>);

impl Ends {
    /// Adds one more event: when `token` is cancelled, the stream ends with `bye`.
    #[must_use]
    pub(crate) fn or(mut self, token: CancellationToken, bye: Bye) -> Ends {
        self.0.push((token, bye));
        self
    }

    /// Returns why the stream is over, if it is.
    pub(crate) fn now(&self) -> Option<Bye> {
        self.0.iter().find(|(token, _)| token.is_cancelled()).map(|(_, bye)| *bye)
    }

    /// Waits until the stream is over.
    pub(super) async fn come(&self) {
        match self.0.is_empty() {
            true => std::future::pending().await,
            false => drop(select_all(self.0.iter().map(|(token, _)| Box::pin(token.cancelled()))).await),
        }
    }
}
