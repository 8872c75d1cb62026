//! The limits on data under way, in total and by address, so that nobody fills the memory by
//! sending or taking slowly.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Json;
use axum::body::{Body, HttpBody};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use serde::Serialize;
use tokio::sync::Semaphore;

use super::error::Error;
use crate::limits::{Most, Share, Supply};
use crate::refusal::Refusal;
use crate::room::{DEFAULT_GUESTS_PER_ADDRESS, connections_for, streams_for};

/// How many bytes of bodies are held in total, in addition to the first bytes of each body
/// (`body::FREE_BYTES`).
const BODY_BYTES: usize = 16 << 20;

/// How many bytes of answers made in memory are held in total, in addition to answers that are not
/// larger than `FREE_ANSWER_BYTES`.
const ANSWER_BYTES: usize = 64 << 20;
const FREE_ANSWER_BYTES: u64 = 64 << 10;

/// The most bytes that an answer counts as, so that an address can get every answer: a search in a
/// log of very long lines finds more.
const MAX_ANSWER_BYTES: u32 = 8 << 20;

/// How many large answers are made at the same time.
const ANSWERS_MADE: usize = 8;

/// How many downloads of the log there may be in total.
const DOWNLOADS: usize = 64;

/// How many downloads of shared files there may be in total. Small files are none.
const FILES: usize = 512;

/// The limits for one address. `None` means no limit.
#[derive(Clone, Copy, Debug)]
pub struct PerAddress {
    /// The most connections.
    pub connections: Option<NonZeroU32>,
    /// The number of guests for whose needs bodies, answers and downloads under way must be enough.
    pub guests: Option<NonZeroU32>,
}

impl Default for PerAddress {
    fn default() -> PerAddress {
        let guests = Some(DEFAULT_GUESTS_PER_ADDRESS);
        PerAddress { connections: connections_for(streams_for(guests)), guests }
    }
}

/// Returns how many bytes of bodies this many guests may have under way. It is always enough for
/// the largest body.
fn body_bytes(guests: u32) -> u32 {
    guests.saturating_mul(64 << 10).max(128 << 10)
}

/// Returns the same for answers.
fn answer_bytes(guests: u32) -> u32 {
    guests.saturating_mul(512 << 10).max(MAX_ANSWER_BYTES)
}

fn downloads(guests: u32) -> u32 {
    (guests / 5).max(4)
}

/// Returns the same for shared files: a class of thirty opens a page of pictures at once, with the
/// six connections of each browser.
fn files(guests: u32) -> u32 {
    guests.saturating_mul(6).max(180)
}

/// The data under way at a server.
#[derive(Debug)]
pub(super) struct UnderWay {
    /// The bytes of bodies.
    pub(super) bodies: Arc<Supply>,
    /// The bytes of answers that were made in memory.
    answers: Arc<Supply>,
    /// The turns at making a large answer.
    making: Semaphore,
    downloads: Arc<Supply>,
    files: Arc<Supply>,
}

impl UnderWay {
    /// Creates the limits for this many guests at one address.
    pub(super) fn new(guests: Option<NonZeroU32>) -> UnderWay {
        let supply = |in_all, most: fn(u32) -> u32| {
            let per_address = guests.and_then(|guests| NonZeroU32::new(most(guests.get())));
            Supply::new(Most { in_all, per_address })
        };
        UnderWay {
            bodies: supply(BODY_BYTES, body_bytes),
            answers: supply(ANSWER_BYTES, answer_bytes),
            making: Semaphore::new(ANSWERS_MADE),
            downloads: supply(DOWNLOADS, downloads),
            files: supply(FILES, files),
        }
    }

    /// Makes an answer that may be large, when it is its turn.
    pub(super) async fn answer<T: Serialize>(
        &self,
        address: IpAddr,
        making: impl Future<Output = Result<T, Refusal>>,
    ) -> Result<Response, Error> {
        self.make(address, async { Ok(Json(making.await?).into_response()) }).await
    }

    /// The same for an answer that is not JSON.
    pub(super) async fn make(
        &self,
        address: IpAddr,
        making: impl Future<Output = Result<Response, Error>>,
    ) -> Result<Response, Error> {
        let _turn = self.making.acquire().await;
        self.weigh(address, making.await?)
    }

    /// Makes an answer that was made in memory hold its share until it is sent.
    pub(super) fn weigh(&self, address: IpAddr, response: Response) -> Result<Response, Error> {
        let bytes = response.body().size_hint().lower();
        if bytes <= FREE_ANSWER_BYTES {
            return Ok(response);
        }
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX).min(MAX_ANSWER_BYTES) as usize;
        let share = self.answers.take(bytes, address).ok_or(Error::Busy)?;
        Ok(hold(response, share))
    }

    /// Takes a place for a download of the log, for [`hold`].
    pub(super) fn download(&self, address: IpAddr) -> Result<Share, Error> {
        self.downloads.take(1, address).ok_or(Error::TooManyDownloads)
    }

    /// Takes a place for a download of a shared file, for [`hold`].
    pub(super) fn file(&self, address: IpAddr) -> Result<Share, Error> {
        self.files.take(1, address).ok_or(Error::TooManyDownloads)
    }
}

/// Returns an answer that gives the share back once its body was passed on or dropped.
pub(super) fn hold(response: Response, share: Share) -> Response {
    response.map(|body| Body::new(Held { body, _share: share }))
}

struct Held {
    body: Body,
    _share: Share,
}

impl HttpBody for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn under_way(guests: u32) -> UnderWay {
        UnderWay::new(NonZeroU32::new(guests))
    }

    fn answer(bytes: usize) -> Response {
        vec![b'x'; bytes].into_response()
    }

    /// Attack: many clients ask for large pages and read none of them.
    #[test]
    fn answers_that_nobody_reads_are_bounded_and_small_ones_are_free() {
        let under_way = under_way(1);
        let held: Vec<_> = std::iter::from_fn(|| under_way.weigh(HERE, answer(6 << 20)).ok()).collect();
        assert_eq!(held.len(), 1, "one that is very large fits, and no other beside it");
        assert!(matches!(under_way.weigh(HERE, answer(3 << 20)), Err(Error::Busy)));
        assert!(under_way.weigh(HERE, answer(64 << 10)).is_ok());
        assert!(under_way.weigh([192, 0, 2, 1].into(), answer(3 << 20)).is_ok(), "others have their own");
        drop(held);
        assert!(under_way.weigh(HERE, answer(6 << 20)).is_ok());
    }

    #[tokio::test]
    async fn an_answer_that_is_held_is_the_same_answer() {
        let response = under_way(1).weigh(HERE, answer(100_000)).unwrap();
        assert_eq!(response.body().size_hint().exact(), Some(100_000));
        let read = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        assert_eq!(read, vec![b'x'; 100_000]);
    }

    #[test]
    fn an_address_has_enough_for_its_guests_and_for_any_one_body_and_answer() {
        assert!(body_bytes(1) as usize >= super::super::body::MAX_BYTES);
        assert_eq!([body_bytes(500), body_bytes(u32::MAX)], [500 << 16, u32::MAX]);
        assert!(under_way(1).weigh(HERE, answer(30 << 20)).is_ok());
        assert_eq!([1, 20, 500].map(downloads), [4, 4, 100]);
        assert_eq!([1, 20, 500].map(files), [180, 180, 3_000]);
    }
}
