//! Why a stream ends.

use futures_util::future::select_all;
use serde::Serialize;
use tokio_util::sync::CancellationToken;

/// Why the server ends a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Bye {
    /// The server ends. It may come back.
    Shutdown,
    /// The session has left the room.
    Left,
    /// The room has got a code, and this reader has not joined.
    CodeRequired,
}

/// What can end one stream.
#[derive(Clone, Debug, Default)]
pub struct Ends(Vec<(CancellationToken, Bye)>);

impl Ends {
    /// These ends and one more: when `token` is cancelled.
    #[must_use]
    pub(crate) fn or(mut self, token: CancellationToken, bye: Bye) -> Ends {
        self.0.push((token, bye));
        self
    }

    /// Why the stream is over, if it is.
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
