//! Large answers leave in portions.
//!
//! hyper copies everything that a body gives it into a buffer, and keeps that buffer for as long as
//! the connection exists. With portions, a guest who takes an answer slowly costs only one portion
//! and the normal size of hyper's buffer, and an answer that is finished costs nothing.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::{Body, HttpBody};
use axum::response::Response;
use bytes::Bytes;
use http_body::{Frame, SizeHint};

const PORTION_BYTES: usize = 16 * 1024;

/// Returns the same answer, in portions if it is long. Streams without an end come in small pieces
/// anyway.
pub(super) fn in_portions(response: Response) -> Response {
    match response.body().size_hint().exact() {
        Some(bytes) if bytes > PORTION_BYTES as u64 => {
            response.map(|body| Body::new(Portions { rest: Bytes::new(), body }))
        }
        _ => response,
    }
}

struct Portions {
    /// The bytes that the body gave and that were not passed on yet.
    rest: Bytes,
    body: Body,
}

impl HttpBody for Portions {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
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
        let mut body = in_portions(answer.clone().into_response()).into_body();
        let mut read = Vec::new();
        while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
            let data = frame.unwrap().into_data().unwrap();
            assert!((1..=PORTION_BYTES).contains(&data.len()));
            read.extend_from_slice(&data);
            assert_eq!(body.size_hint().exact(), Some((answer.len() - read.len()) as u64));
            assert_eq!(body.is_end_stream(), read.len() == answer.len());
        }
        assert_eq!(read, answer);
    }
}
