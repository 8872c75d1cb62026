//! Large answers leave in portions.
//!
//! hyper copies everything that a body gives it into a buffer, and keeps that buffer for as long
//! as the connection exists. hyper's limit for that buffer is also the limit for the head of a
//! request, and so it is high. With portions, a guest who takes an answer slowly costs at most
//! [`UNFLUSHED_BYTES`] and one portion, and an answer that is finished costs nothing.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

use axum::body::{Body, HttpBody};
use axum::response::Response;
use bytes::Bytes;
use futures_util::task::AtomicWaker;
use http_body::{Frame, SizeHint};

const PORTION_BYTES: usize = 16 * 1024;

/// How many bytes a connection may have in hyper's buffer before the next portion.
const UNFLUSHED_BYTES: usize = 64 * 1024;

/// The bytes of bodies that are in hyper's buffer.
#[derive(Default)]
pub(super) struct Unflushed {
    bytes: AtomicUsize,
    waiting: AtomicWaker,
}

impl Unflushed {
    /// Notes that hyper's buffer is empty.
    pub(super) fn clear(&self) {
        if self.bytes.swap(0, Ordering::AcqRel) >= UNFLUSHED_BYTES {
            self.waiting.wake();
        }
    }

    fn poll_room(&self, cx: &Context<'_>) -> Poll<()> {
        let is_full = || self.bytes.load(Ordering::Acquire) >= UNFLUSHED_BYTES;
        if !is_full() {
            return Poll::Ready(());
        }
        self.waiting.register(cx.waker());
        if is_full() { Poll::Pending } else { Poll::Ready(()) }
    }
}

/// Returns the same answer, in portions if it is long or if its length is not known.
pub(super) fn in_portions(response: Response, unflushed: Arc<Unflushed>) -> Response {
    match response.body().size_hint().exact() {
        Some(bytes) if bytes <= PORTION_BYTES as u64 => response,
        _ => response.map(|body| Body::new(Portions { rest: Bytes::new(), body, unflushed })),
    }
}

struct Portions {
    /// The bytes that the body gave and that were not passed on yet.
    rest: Bytes,
    body: Body,
    unflushed: Arc<Unflushed>,
}

impl HttpBody for Portions {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        ready!(self.unflushed.poll_room(cx));
        if self.rest.is_empty() {
            let Some(frame) = ready!(Pin::new(&mut self.body).poll_frame(cx)?) else {
                return Poll::Ready(None);
            };
            match frame.into_data() {
                Ok(data) => self.rest = data,
                Err(other) => return Poll::Ready(Some(Ok(other))),
            }
        }
        let portion = PORTION_BYTES.min(self.rest.len());
        self.unflushed.bytes.fetch_add(portion, Ordering::AcqRel);
        Poll::Ready(Some(Ok(Frame::data(self.rest.split_to(portion)))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let (rest, body) = (self.rest.len() as u64, self.body.size_hint());
        match body.exact() {
            Some(bytes) => SizeHint::with_exact(rest + bytes),
            None => SizeHint::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use axum::response::IntoResponse;

    use super::*;

    #[tokio::test]
    async fn a_long_answer_is_the_same_in_portions() {
        let answer: Vec<u8> = (0..100_000_u32).map(|n| n.to_le_bytes()[0]).collect();
        let unflushed = Arc::<Unflushed>::default();
        let mut body = in_portions(answer.clone().into_response(), Arc::clone(&unflushed)).into_body();
        let mut read = Vec::new();
        while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
            let data = frame.unwrap().into_data().unwrap();
            assert!((1..=PORTION_BYTES).contains(&data.len()));
            read.extend_from_slice(&data);
            unflushed.clear();
            assert_eq!(body.size_hint().exact(), Some((answer.len() - read.len()) as u64));
            assert_eq!(body.is_end_stream(), read.len() == answer.len());
        }
        assert_eq!(read, answer);
    }

    /// hyper would buffer a megabyte of it.
    #[tokio::test]
    async fn an_answer_that_nobody_takes_gives_only_so_much() {
        let unflushed = Arc::<Unflushed>::default();
        let long = Body::from(vec![0; 1 << 20]).into_response();
        let endless =
            futures_util::stream::repeat_with(|| Ok::<_, axum::Error>(Bytes::from_static(&[0; 100])));
        for answer in [long, Body::from_stream(endless).into_response()] {
            let mut body = in_portions(answer, Arc::clone(&unflushed)).into_body();
            for _ in 0..3 {
                let mut given = 0;
                let mut cx = Context::from_waker(std::task::Waker::noop());
                while let Poll::Ready(Some(frame)) = Pin::new(&mut body).poll_frame(&mut cx) {
                    given += frame.unwrap().into_data().unwrap().len();
                }
                assert!((UNFLUSHED_BYTES..UNFLUSHED_BYTES + PORTION_BYTES).contains(&given), "{given}");
                unflushed.clear();
            }
        }
    }
}
