//! Short heads for the parts of a form. The library that reads forms keeps a part's head until its
//! end comes, searches all of it again whenever more comes, and takes all that there is to read.
//!
//! # Invariants
//! * Between two parts, at most [`MAX_BYTES`] and one chunk are held.
//! * Each time the library asks, it gets one chunk at most.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};

use axum::body::Bytes;
use axum::extract::Multipart;
use axum::extract::multipart::Field;
use futures_util::{Stream, StreamExt};

use super::error::Error;

/// How much may come before a part's content begins. Browsers send a few hundred bytes.
const MAX_BYTES: u64 = 16 << 10;

/// A form that is read part by part.
pub(super) struct Form {
    parts: Multipart,
    left: Arc<AtomicU64>,
}

/// The body of a form, for the library.
pub(super) struct Fed<S> {
    body: S,
    /// How many more bytes may come before the next part's content.
    left: Arc<AtomicU64>,
    /// Whether the last answer was a chunk.
    gave: bool,
}

impl<S> Fed<S> {
    /// Returns a body that is fed to the library, and the count that [`Form::new`] needs.
    pub(super) fn new(body: S) -> (Fed<S>, Arc<AtomicU64>) {
        let left = Arc::new(AtomicU64::new(MAX_BYTES));
        (Fed { body, left: Arc::clone(&left), gave: false }, left)
    }
}

impl<S: Stream<Item = Result<Bytes, Error>> + Unpin> Stream for Fed<S> {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if std::mem::take(&mut self.gave) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            return Poll::Ready(Some(Err(Error::LongHead)));
        }
        let chunk = ready!(self.body.poll_next_unpin(cx));
        if let Some(Ok(bytes)) = &chunk {
            self.gave = true;
            self.left.store(left.saturating_sub(bytes.len() as u64), Ordering::Relaxed);
        }
        Poll::Ready(chunk)
    }
}

impl Form {
    /// The parts that the library finds in a [`Fed`] body with this count.
    pub(super) fn new(parts: Multipart, left: Arc<AtomicU64>) -> Form {
        Form { parts, left }
    }

    /// Reads on to the next part's content.
    ///
    /// # Errors
    /// When its head is too long or wrong, or the body breaks off.
    pub(super) async fn next_part(&mut self) -> Result<Option<Field<'_>>, Error> {
        self.left.store(MAX_BYTES, Ordering::Relaxed);
        let part = self.parts.next_field().await;
        let is_too_long = part.is_err() && self.left.load(Ordering::Relaxed) == 0;
        // The content may have any length.
        self.left.store(u64::MAX, Ordering::Relaxed);
        if is_too_long { Err(Error::LongHead) } else { Ok(part?) }
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::extract::{FromRequest, Request};
    use futures_util::stream;

    use super::*;

    async fn form(body: impl Stream<Item = Bytes> + Send + Unpin + 'static) -> Form {
        let (fed, left) = Fed::new(body.map(Ok::<_, Error>));
        let request = Request::builder()
            .header("content-type", "multipart/form-data; boundary=x")
            .body(Body::from_stream(fed))
            .unwrap();
        Form::new(Multipart::from_request(request, &()).await.unwrap(), left)
    }

    /// Returns chunks without end, and how many were taken.
    fn endless() -> (impl Stream<Item = Bytes> + Send + Unpin + 'static, Arc<AtomicU64>) {
        let taken = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&taken);
        let chunks = stream::repeat_with(move || {
            count.fetch_add(1, Ordering::Relaxed);
            Bytes::from_static(&[b'y'; 1_000])
        });
        (chunks, taken)
    }

    fn head(filename: &str) -> Vec<u8> {
        format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{filename}\"\r\n\r\n")
            .into()
    }

    /// Attack: a head without end. Its bytes would be held, and searched again at each chunk.
    #[tokio::test]
    async fn a_head_that_is_too_long_is_refused_as_soon_as_that_is_known() {
        let (chunks, taken) = endless();
        let mut form = form(chunks).await;
        assert!(matches!(form.next_part().await, Err(Error::LongHead)));
        assert!(taken.load(Ordering::Relaxed) <= MAX_BYTES / 1_000 + 1);
    }

    #[tokio::test]
    async fn a_head_may_come_byte_by_byte_and_a_part_may_be_long() {
        let mut bytes = head("a.txt");
        bytes.extend(vec![b'y'; 200_000]);
        bytes.extend(b"\r\n");
        bytes.extend(head(&"n".repeat(10_000)));
        bytes.extend(b"z\r\n--x--\r\n");
        for size in [1, 100, 70_000, 300_000] {
            let chunks: Vec<Bytes> = bytes.chunks(size).map(Bytes::copy_from_slice).collect();
            let mut form = form(stream::iter(chunks)).await;
            assert_eq!(form.next_part().await.unwrap().unwrap().bytes().await.unwrap().len(), 200_000);
            let second = form.next_part().await.unwrap().unwrap();
            assert_eq!(second.file_name().unwrap().len(), 10_000);
            assert_eq!(second.bytes().await.unwrap(), "z");
            assert!(form.next_part().await.unwrap().is_none(), "{size}");
        }
    }

    /// A sender who is faster than the disk: what comes must wait in the socket.
    #[tokio::test]
    async fn the_library_gets_no_more_than_it_asked_for() {
        let (chunks, taken) = endless();
        let first = stream::iter([Bytes::from(head("a.txt"))]);
        let mut form = form(first.chain(chunks)).await;
        let mut part = form.next_part().await.unwrap().unwrap();
        for _ in 0..10 {
            part.chunk().await.unwrap().unwrap();
        }
        assert!(taken.load(Ordering::Relaxed) < 20, "{taken:?}");
    }
}
