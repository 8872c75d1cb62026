//! Connections: accepting, time-outs, and a shutdown that ends even while streams are open.
//!
//! axum's own `serve` has no time-out for a request's head and does not report our end of a
//! connection. Therefore this file uses hyper's connection builder.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

use super::arrivals::Arrivals;
use super::broadcast::Broadcaster;
use super::connections::{Connections, Place};
use super::handover::{Connection, Detach, RequestKind};
use super::listener::{Listener, canonical};
use super::long_heads::{LongHead, long_heads};
use super::pace::hold_back_little;
use super::path::with_one_slash;
use super::portions::in_portions;
use super::{LastMile, Peer, ServeOptions, router};
use crate::disk::file_limit;
use crate::room::Room;

/// How long a request's head may take, and how long a kept-alive connection may be idle.
pub(super) const HEAD_WITHIN: Duration = Duration::from_secs(30);

/// The largest head of a request. Browsers keep about 180 cookies of 4 KiB for a computer, and send
/// them to each of its ports, whichever port's pages set them. hyper takes this as the size of its
/// buffers in both directions. `long_heads` and `portions` limit what is really in them.
const MAX_HEAD_BYTES: usize = 1 << 20;

/// The most header lines of a request. A proxy may pass each cookie on in a line of its own.
const MAX_HEAD_LINES: usize = 256;

/// A peer that acknowledges nothing for this long is gone.
#[cfg(target_os = "linux")]
const GONE_AFTER: Duration = Duration::from_secs(60);

/// How long connections may take to end by themselves.
const END_WITHIN: Duration = Duration::from_millis(1500);

/// How long to wait when the OS has no more sockets.
const BREATHER: Duration = Duration::from_millis(100);

/// Serves `room` on `listener` until `shutdown`. Then it ends every connection, streams with a
/// `bye`, and returns.
///
/// # Errors
/// When the server cannot be set up, or when a part of it that must run has failed. Errors of a
/// single connection are not reported here.
pub async fn serve(
    listener: Listener,
    room: Arc<Room>,
    options: ServeOptions,
    shutdown: CancellationToken,
) -> io::Result<()> {
    let lost = CancellationToken::new();
    let ending = shutdown.child_token();
    let broadcaster = Arc::new(Broadcaster::start(room.fanout(), &lost)?);
    let bound = listener.bound();
    let app = router(Arc::clone(&room), bound, &options, ending.clone())?;
    let (keeping, ended) = (options.lan.keep(room, bound, ending.clone()), lost.clone().drop_guard());
    let lan = tokio::spawn(async move {
        let _ended = ended;
        keeping.await;
    });
    let serving = TaskTracker::new();
    let mut connections = Connections::new(options.per_address.connections, file_limit());
    let heads = long_heads(options.per_address.guests);
    let accept = accept_all(&listener, &mut connections, &options.arrivals, |stream, place, peer| {
        let head = LongHead::new(Arc::clone(&heads), peer.remote.ip());
        let connection = match options.last_mile {
            LastMile::Socket => Connection::new(broadcaster.clone(), place, head),
            LastMile::Body => Connection::staying(place, head),
        };
        serving.spawn(serve_one(stream, app.clone(), peer, connection, ending.clone()));
    });
    tokio::select! {
        () = accept => {}
        () = shutdown.cancelled() => {}
        () = lost.cancelled() => {}
    }
    drop(listener);
    let failed = !shutdown.is_cancelled();
    ending.cancel();
    let stopping = Arc::clone(&broadcaster);
    if tokio::task::spawn_blocking(move || stopping.stop()).await.is_err() {
        tracing::error!("the broadcaster did not stop");
    }
    if lan.await.is_err() {
        tracing::error!("the room's place on the network was not kept");
    }
    serving.close();
    if tokio::time::timeout(END_WITHIN, serving.wait()).await.is_err() {
        tracing::debug!(left = serving.len(), "connections that did not end by themselves are dropped");
    }
    if failed { Err(io::Error::other("a part of the server failed")) } else { Ok(()) }
}

/// Admits connections, and gives each to `serve`. Never returns.
async fn accept_all(
    listener: &Listener,
    connections: &mut Connections,
    arrivals: &Arrivals,
    serve: impl Fn(TcpStream, Place, Peer),
) {
    loop {
        match listener.accept().await {
            Ok((stream, remote)) => {
                let Ok(local) = stream.local_addr() else { continue };
                let peer = Peer { remote: canonical(remote), local: canonical(local) };
                arrivals.connected(peer.remote.ip(), peer.local.ip());
                let Some((stream, place)) = connections.admit(stream, peer.remote.ip()) else { continue };
                tune(&stream);
                serve(stream, place, peer);
            }
            Err(error) => {
                tracing::warn!(%error, "cannot accept a connection");
                tokio::time::sleep(BREATHER).await;
            }
        }
    }
}

pub(super) async fn serve_one<S>(
    stream: S,
    app: Router,
    peer: Peer,
    connection: Connection,
    shutdown: CancellationToken,
) where
    S: AsyncRead + AsyncWrite + Detach + Unpin,
{
    let io = TokioIo::new(connection.wrap(stream));
    let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        *request.uri_mut() = with_one_slash(std::mem::take(request.uri_mut()));
        let (kind, connection) = (RequestKind::of(&request), connection.clone());
        connection.head().end();
        let answering = app.clone().oneshot(request);
        async move {
            let response = in_portions(answering.await?, connection.unflushed());
            connection.head().answered();
            Ok::<_, Infallible>(connection.answer(&kind, response))
        }
    });
    let serving = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .max_buf_size(MAX_HEAD_BYTES)
        .max_headers(MAX_HEAD_LINES)
        .serve_connection(io, service);
    let mut serving = std::pin::pin!(serving);
    let ended = tokio::select! {
        ended = serving.as_mut() => ended,
        () = shutdown.cancelled() => {
            serving.as_mut().graceful_shutdown();
            tokio::time::timeout(END_WITHIN, serving).await.unwrap_or(Ok(()))
        }
    };
    if let Err(error) = ended {
        // Guests disconnect all the time, and a socket that was handed over ends in the same way.
        tracing::trace!(%error, peer = %peer.remote, "a connection broke");
    }
}

fn tune(stream: &TcpStream) {
    let tuned = stream
        .set_nodelay(true)
        .and_then(|()| give_up_on_the_gone(stream))
        .and_then(|()| hold_back_little(stream));
    if let Err(error) = tuned {
        tracing::debug!(%error, "cannot tune a connection");
    }
}

#[cfg(target_os = "linux")]
fn give_up_on_the_gone(stream: &TcpStream) -> io::Result<()> {
    socket2::SockRef::from(stream).set_tcp_user_timeout(Some(GONE_AFTER))
}

#[cfg(not(target_os = "linux"))]
fn give_up_on_the_gone(stream: &TcpStream) -> io::Result<()> {
    socket2::SockRef::from(stream).set_keepalive(true)
}
