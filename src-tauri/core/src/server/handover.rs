//! How an event stream's socket leaves hyper once its head is out.
//!
//! Up to the response's head everything is axum's: routing, cookies, limits, refusals. Then the socket goes to the
//! [`Broadcaster`](super::broadcast::Broadcaster), and hyper frees all it held for the connection.
//!
//! 1. The handler returns an ordinary event-stream response, with the guest's stream as an [`Offer`] in its extensions.
//! 2. [`Connection::answer`] sees what the middleware made of it. Where the socket can be handed over, it puts the guest into
//!    the connection's slot, and a body in place of the stream that only arms the slot when it is first polled.
//! 3. [`Io::poll_flush`], when armed, gives the socket away and answers as if the peer had left.
//!
//! This is exact because hyper polls a body only once the head is in its write buffer, and flushes the IO only when that
//! buffer is empty. These are facts of hyper 1.12 and no promises: its minor version is pinned, a test writes
//! through a socket that takes three bytes at a time, and the last bytes written are checked to be a head's end.

use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use axum::body::{Body, HttpBody};
use axum::http::{Method, StatusCode, Version, header};
use axum::response::Response;
use bytes::Bytes;
use http_body::Frame;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf, Take};
use tokio::net::TcpStream;

use super::connections::Place;
use super::pace::{Pace, hold_back_freely};
use crate::room::Guest;
use crate::stream::Subscription;

const HEAD_END: &[u8] = b"\r\n\r\n";

/// How much is read at once. hyper offers more and more room to a peer who fills it, and keeps that
/// room while the peer sends nothing more.
const READ_BYTES: u64 = 8 * 1024;

/// A guest's event stream: its place in the room, and what it gets.
pub(super) struct GuestStream {
    pub(super) guest: Guest,
    pub(super) subscription: Subscription,
}

/// A guest's stream that its handler is ready to part with, together with the socket.
#[derive(Clone)]
pub(super) struct Offer(Arc<Mutex<Option<GuestStream>>>);

impl Offer {
    pub(super) fn new(guest: GuestStream) -> Offer {
        Offer(Arc::new(Mutex::new(Some(guest))))
    }

    /// The stream, for the first who asks: the body on hyper, or the broadcaster.
    pub(super) fn take(&self) -> Option<GuestStream> {
        lock(&self.0).take()
    }
}

/// Takes sockets over.
pub(super) trait Adopt: Send + Sync {
    /// Goes on with this guest's stream, whose head was sent, on a socket that keeps its place.
    fn adopt(&self, socket: std::net::TcpStream, place: Place, guest: GuestStream);
}

/// One connection's side of a hand-over.
#[derive(Clone)]
pub(super) struct Connection {
    /// `None`: streams stay on hyper.
    adopter: Option<Arc<dyn Adopt>>,
    slot: Arc<Mutex<Slot>>,
    place: Place,
}

#[derive(Default)]
enum Slot {
    #[default]
    Empty,
    /// The head is on its way.
    Waiting(GuestStream),
    /// The head is in hyper's buffer: the next flush is its end.
    Armed(GuestStream),
}

impl Connection {
    pub(super) fn new(adopter: Arc<dyn Adopt>, place: Place) -> Connection {
        Connection { adopter: Some(adopter), slot: Arc::default(), place }
    }

    /// A connection whose streams stay on hyper.
    pub(super) fn staying(place: Place) -> Connection {
        Connection { adopter: None, slot: Arc::default(), place }
    }

    /// The socket as hyper is to see it.
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

/// What matters of a request once it is gone.
pub(super) struct RequestKind {
    plain_get: bool,
}

impl RequestKind {
    pub(super) fn of<B>(request: &axum::http::Request<B>) -> RequestKind {
        RequestKind { plain_get: request.method() == Method::GET && request.version() == Version::HTTP_11 }
    }

    /// Our chunks follow the head as they are: it must announce just that.
    fn allows(&self, response: &Response) -> bool {
        let headers = response.headers();
        self.plain_get
            && response.status() == StatusCode::OK
            && !headers.contains_key(header::CONTENT_LENGTH)
            && !headers.contains_key(header::CONTENT_ENCODING)
    }
}

/// A body that never has anything: its first poll says that the head was written into hyper's buffer.
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

/// A socket that walks away from hyper when its connection's slot is armed.
pub(super) struct Io<S> {
    /// `None` once it has walked away.
    socket: Option<Take<S>>,
    connection: Connection,
    /// The last bytes that were written.
    last: [u8; HEAD_END.len()],
    pace: Pace,
}

/// A socket that the broadcaster can go on with.
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

/// To hyper the peer has left, and it frees everything.
fn walked_away() -> io::Error {
    io::ErrorKind::ConnectionAborted.into()
}

impl<S: AsyncRead + Unpin> AsyncRead for Io<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().socket {
            Some(socket) => {
                socket.set_limit(READ_BYTES);
                Pin::new(socket).poll_read(cx, buf)
            }
            None => Poll::Ready(Err(walked_away())),
        }
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
        std::task::ready!(Pin::new(socket.get_mut()).poll_flush(cx))?;
        // hyper flushes when it has written everything.
        io.pace.took_all();
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
