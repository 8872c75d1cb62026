//! The hand-over of an event stream's socket: it leaves hyper once the response's head is sent.
//!
//! Everything up to the response's head is done by axum: routing, cookies, limits and refusals.
//! Then the socket goes to the [`Broadcaster`](super::broadcast::Broadcaster), and hyper frees
//! everything that it held for the connection.
//!
//! 1. The handler returns an ordinary event-stream response, with the guest's stream as an
//!    [`Offer`] in its extensions.
//! 2. [`Connection::answer`] sees the response after the middleware. If the socket can be handed
//!    over, it puts the guest into the connection's slot, and replaces the stream's body with one
//!    that only arms the slot when it is first polled.
//! 3. When armed, [`Io::poll_flush`] gives the socket away and answers as if the peer had left.
//!
//! This is exact because hyper polls a body only once the head is in its write buffer, and flushes
//! the IO only when that buffer is empty. Hyper does not promise this; it is how hyper 1.12 works.
//! Therefore its minor version is pinned, a test writes through a socket that takes three bytes at
//! a time, and the last bytes written are checked to be the end of a head.

use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use axum::body::{Body, HttpBody};
use axum::http::{Method, StatusCode, Version, header};
use axum::response::Response;
use bytes::Bytes;
use http_body::Frame;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf, Take};
use tokio::net::TcpStream;

use super::connections::Place;
use super::long_heads::LongHead;
use super::pace::{Pace, hold_back_freely};
use super::portions::Unflushed;
use crate::room::Guest;
use crate::stream::Subscription;

const HEAD_END: &[u8] = b"\r\n\r\n";

/// How many bytes are read at once. hyper offers more and more space to a peer that fills it, and
/// keeps that space even when the peer sends nothing more.
const READ_BYTES: u64 = 8 * 1024;

/// A guest's event stream: its place in the room, and its content.
pub(super) struct GuestStream {
    pub(super) guest: Guest,
    pub(super) subscription: Subscription,
}

/// A guest's stream that its handler offers for a hand-over, together with the socket.
#[derive(Clone)]
pub(super) struct Offer(Arc<Mutex<Option<GuestStream>>>);

impl Offer {
    pub(super) fn new(guest: GuestStream) -> Offer {
        Offer(Arc::new(Mutex::new(Some(guest))))
    }

    /// Returns the stream to the first caller, which is either the body on hyper or the
    /// broadcaster.
    pub(super) fn take(&self) -> Option<GuestStream> {
        lock(&self.0).take()
    }
}

/// A taker of sockets.
pub(super) trait Adopt: Send + Sync {
    /// Continues this guest's stream, whose head was already sent, on a socket that keeps its
    /// place.
    fn adopt(&self, socket: std::net::TcpStream, place: Place, guest: GuestStream);
}

/// The hand-over's state for one connection.
#[derive(Clone)]
pub(super) struct Connection {
    /// The taker of the socket. With `None`, streams stay on hyper.
    adopter: Option<Arc<dyn Adopt>>,
    slot: Arc<Mutex<Slot>>,
    place: Place,
    head: Arc<LongHead>,
    unflushed: Arc<Unflushed>,
}

#[derive(Default)]
enum Slot {
    #[default]
    Empty,
    /// The head has not been written yet.
    Waiting(GuestStream),
    /// The head is in hyper's buffer, and the next flush sends the last of it.
    Armed(GuestStream),
}

impl Connection {
    pub(super) fn new(adopter: Arc<dyn Adopt>, place: Place, head: LongHead) -> Connection {
        Connection { adopter: Some(adopter), ..Connection::staying(place, head) }
    }

    /// Returns a connection whose streams stay on hyper.
    pub(super) fn staying(place: Place, head: LongHead) -> Connection {
        let (head, unflushed) = (Arc::new(head), Arc::default());
        Connection { adopter: None, slot: Arc::default(), place, head, unflushed }
    }

    /// The head that it is reading.
    pub(super) fn head(&self) -> &LongHead {
        &self.head
    }

    /// What bodies gave and was not sent yet.
    pub(super) fn unflushed(&self) -> Arc<Unflushed> {
        Arc::clone(&self.unflushed)
    }

    /// Wraps the socket for hyper.
    pub(super) fn wrap<S: AsyncRead>(&self, socket: S) -> Io<S> {
        let (socket, connection, pace) = (socket.take(READ_BYTES), self.clone(), Pace::default());
        Io { socket: Some(socket), connection, last: [0; HEAD_END.len()], pace }
    }

    /// Prepares the hand-over if this answer offers one and the way it is sent allows it.
    pub(super) fn answer(&self, request: &RequestKind, mut response: Response) -> Response {
        let Some(offer) = response.extensions_mut().remove::<Offer>() else { return response };
        if self.adopter.is_none() || !request.allows(&response) {
            return response;
        }
        let Some(guest) = offer.take() else { return response };
        *lock(&self.slot) = Slot::Waiting(guest);
        response.map(|_| Body::new(Arming(Arc::clone(&self.slot))))
    }
}

/// The parts of a request that are needed after it is gone.
pub(super) struct RequestKind {
    plain_get: bool,
}

impl RequestKind {
    pub(super) fn of<B>(request: &axum::http::Request<B>) -> RequestKind {
        RequestKind { plain_get: request.method() == Method::GET && request.version() == Version::HTTP_11 }
    }

    /// Whether the head allows a hand-over. Our chunks follow the head unchanged, so it must
    /// announce exactly such chunks.
    fn allows(&self, response: &Response) -> bool {
        let headers = response.headers();
        self.plain_get
            && response.status() == StatusCode::OK
            && !headers.contains_key(header::CONTENT_LENGTH)
            && !headers.contains_key(header::CONTENT_ENCODING)
    }
}

/// A body without any data. Its first poll shows that the head was written into hyper's buffer.
struct Arming(Arc<Mutex<Slot>>);

impl HttpBody for Arming {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let mut slot = lock(&self.0);
        *slot = match std::mem::take(&mut *slot) {
            Slot::Waiting(guest) => Slot::Armed(guest),
            other => other,
        };
        Poll::Pending
    }
}

/// A socket that leaves hyper when its connection's slot is armed.
pub(super) struct Io<S> {
    /// The socket, or `None` once it has left.
    socket: Option<Take<S>>,
    connection: Connection,
    /// The last bytes that were written.
    last: [u8; HEAD_END.len()],
    pace: Pace,
}

/// A socket that the broadcaster can take over.
pub(super) trait Detach {
    fn detach(self) -> io::Result<std::net::TcpStream>;
}

impl Detach for TcpStream {
    fn detach(self) -> io::Result<std::net::TcpStream> {
        hold_back_freely(&self);
        self.into_std()
    }
}

impl<S: AsyncRead + Detach> Io<S> {
    fn hand_over(&mut self) -> io::Result<()> {
        let Slot::Armed(guest) = std::mem::take(&mut *lock(&self.connection.slot)) else { return Ok(()) };
        let Some(socket) = self.socket.take() else { return Err(walked_away()) };
        if self.last != *HEAD_END {
            return Err(io::Error::other("a hand-over before the head's end"));
        }
        if let Some(adopter) = &self.connection.adopter {
            adopter.adopt(socket.into_inner().detach()?, Arc::clone(&self.connection.place), guest);
        }
        Err(walked_away())
    }

    fn remember(&mut self, written: &[u8]) {
        let keep = HEAD_END.len().saturating_sub(written.len());
        self.last.copy_within(HEAD_END.len() - keep.., 0);
        self.last[keep..].copy_from_slice(&written[written.len() - (HEAD_END.len() - keep)..]);
    }
}

/// The error that makes hyper believe that the peer has left, so that it frees everything.
fn walked_away() -> io::Error {
    io::ErrorKind::ConnectionAborted.into()
}

impl<S: AsyncRead + Unpin> AsyncRead for Io<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let io = self.get_mut();
        let Some(socket) = &mut io.socket else { return Poll::Ready(Err(walked_away())) };
        socket.set_limit(READ_BYTES);
        let before = buf.filled().len();
        ready!(Pin::new(socket).poll_read(cx, buf))?;
        Poll::Ready(io.connection.head.read(buf.filled().len() - before))
    }
}

impl<S: AsyncRead + AsyncWrite + Detach + Unpin> AsyncWrite for Io<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let io = self.get_mut();
        let Some(socket) = &mut io.socket else { return Poll::Ready(Err(walked_away())) };
        let Poll::Ready(written) = Pin::new(socket.get_mut()).poll_write(cx, bytes)? else {
            io.pace.waits(cx)?;
            return Poll::Pending;
        };
        io.pace.took(written);
        io.remember(&bytes[..written]);
        Poll::Ready(Ok(written))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let io = self.get_mut();
        let Some(socket) = &mut io.socket else { return Poll::Ready(Err(walked_away())) };
        ready!(Pin::new(socket.get_mut()).poll_flush(cx))?;
        // hyper flushes when it has written everything.
        io.pace.took_all();
        io.connection.head.sent();
        io.connection.unflushed.clear();
        Poll::Ready(io.hand_over())
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().socket {
            Some(socket) => Pin::new(socket.get_mut()).poll_shutdown(cx),
            None => Poll::Ready(Ok(())),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
