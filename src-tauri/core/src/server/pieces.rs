//! The body of a request that brings a file: read piece by piece, in bounded memory, for as long as
//! its sender sends at a reasonable pace.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, BodyDataStream, Bytes};
use axum::http::{HeaderMap, header};
use futures_util::{Stream, StreamExt};

use super::body::{BODY_WITHIN, MAX_DRAINED_BYTES};
use super::error::Error;
use super::pace::Pace;
use crate::room::{PIECE_BYTES, Writer};

/// A body that gives up on senders who send next to nothing.
pub(super) struct Paced {
    body: BodyDataStream,
    pace: Pace,
}

impl Paced {
    pub(super) fn new(body: Body) -> Paced {
        Paced { body: body.into_data_stream(), pace: Pace::default() }
    }
}

impl Stream for Paced {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        match self.body.poll_next_unpin(cx) {
            Poll::Ready(Some(chunk)) => {
                self.pace.took(chunk.as_ref().map_or(0, Bytes::len));
                Poll::Ready(Some(chunk.map_err(|_| Error::BrokeOff)))
            }
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => match self.pace.waits(cx) {
                Ok(()) => Poll::Pending,
                Err(_) => Poll::Ready(Some(Err(Error::TooSlow))),
            },
        }
    }
}

/// A file's bytes, a piece at a time.
pub(super) struct Pieces<S> {
    body: S,
    /// Bytes that came, and are not written yet.
    held: Vec<u8>,
    /// The part of a chunk for which there was no place.
    left: Bytes,
    /// Whether nothing more comes: the sender waits for a permission to send, was too slow, or has
    /// begun another request.
    is_quiet: bool,
}

/// How the writing of a body ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// Everything that came is written.
    Whole,
    /// Somebody else goes on with the upload.
    Continued,
}

impl Pieces<Paced> {
    /// The pieces of a request with these headers.
    pub(super) fn of_request(headers: &HeaderMap, body: Body) -> Pieces<Paced> {
        let is_quiet = headers.contains_key(header::EXPECT);
        Pieces { is_quiet, ..Pieces::new(Paced::new(body)) }
    }

    /// Reads some more of a body that is refused, so that its sender can read why. A sender who
    /// still waits for the permission to send gets none.
    pub(super) async fn drain(mut self) {
        if self.is_quiet {
            return;
        }
        let draining = async {
            let mut read = 0;
            while let Some(Ok(chunk)) = self.body.next().await
                && read <= MAX_DRAINED_BYTES
            {
                read += chunk.len();
            }
        };
        // It is only a courtesy.
        let _ = tokio::time::timeout(BODY_WITHIN, draining).await;
    }
}

impl<S, E> Pieces<S>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
    E: Into<Error>,
{
    pub(super) fn new(body: S) -> Pieces<S> {
        let (held, left) = (Vec::new(), Bytes::new());
        Pieces { body, held, left, is_quiet: false }
    }

    /// Writes the body up to its end. What came before an error is written, too.
    ///
    /// # Errors
    /// When the body breaks off or comes too slowly, when it is too long, or when the disk fails.
    pub(super) async fn write_to(&mut self, mut writer: Writer) -> Result<(Writer, Written), Error> {
        let over = writer.over().clone();
        loop {
            let filled = over.run_until_cancelled(self.fill()).await;
            if !self.held.is_empty() {
                (writer, self.held) = writer.write(std::mem::take(&mut self.held)).await?;
                self.held.clear();
            }
            match filled.transpose()? {
                Some(true) => {}
                Some(false) => return Ok((writer, Written::Whole)),
                None => {
                    self.is_quiet = true;
                    return Ok((writer, Written::Continued));
                }
            }
        }
    }

    /// Reads until there is a whole piece. Returns whether there may be more.
    async fn fill(&mut self) -> Result<bool, Error> {
        while self.held.len() < PIECE_BYTES {
            if self.left.is_empty() {
                let Some(chunk) = self.body.next().await else { return Ok(false) };
                self.is_quiet = chunk.is_err();
                self.left = chunk.map_err(Into::into)?;
            }
            let part = self.left.split_to(self.left.len().min(PIECE_BYTES - self.held.len()));
            self.held.extend_from_slice(&part);
        }
        Ok(true)
    }
}
