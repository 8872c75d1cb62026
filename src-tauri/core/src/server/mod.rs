//! HTTP: what a guest can reach. `docs/http.md` has the shapes.
//!
//! | file | what |
//! |---|---|
//! | `listener` | the sockets that a room listens with |
//! | `serve` | connections: accepting, time-outs, shutdown |
//! | `connections` | their places: so many in all, and so many for an address |
//! | `pace`, `portions` | guests who take an answer slowly, or not at all |
//! | `underway` | how much may be under way at once, in all and for an address |
//! | `path` | the path of a request, before it is routed |
//! | `guard` | who may speak to us at all: Host, Origin, headers of every answer |
//! | `authority` | `host:port` and origins, parsed |
//! | `hosts` | the names that the room answers to |
//! | `signpost` | the page for a browser that asks by another name |
//! | `session` | the cookie, and what a handler may ask of its caller |
//! | `body` | reading what was posted |
//! | `events` | the event stream |
//! | `handover`, `broadcast` | its last mile: how its socket leaves hyper, and who writes to it then |
//! | `intake` | joining, leaving, saying, typing |
//! | `history` | pages, people, the room |
//! | `download` | the log itself |
//! | `roaming` | following the room to another of its addresses |
//! | `arrivals` | which guests got in from other computers, and how far |
//! | `tutorial` | the PHP tutorial's three addresses |
//! | `page` | the page, embedded |
//! | `error` | a refusal as an answer |

mod arrivals;
mod authority;
mod body;
mod broadcast;
mod connections;
mod download;
mod error;
mod events;
mod guard;
mod handover;
mod history;
mod hosts;
mod intake;
mod listener;
mod pace;
mod page;
mod path;
mod portions;
mod roaming;
mod serve;
mod session;
mod signpost;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod time_tests;
mod tutorial;
mod underway;

use std::io;
use std::net::SocketAddr;
use std::ops::Deref;
use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tokio_util::sync::CancellationToken;

use crate::lan::{Bound, Lan};
use crate::limits::Turns;
use crate::room::Room;
pub use arrivals::{Arrival, Arrivals, Reached};
use error::Error;
use hosts::Hosts;
pub use hosts::{AllowedHosts, check_host_name};
pub use listener::{Listener, listen};
pub use roaming::Ticket;
pub use serve::serve;
use session::Keyring;
pub use underway::PerAddress;
use underway::UnderWay;

/// The port that a room asks for first.
pub const DEFAULT_PORT: u16 = 8765;

/// Who speaks to whom on a connection. An IPv4 address is one, however the system writes it.
#[derive(Clone, Copy, Debug)]
pub struct Peer {
    /// The guest's end.
    pub remote: SocketAddr,
    /// Our end: the address that the guest reached us at.
    pub local: SocketAddr,
}

/// What a server is started with.
#[derive(Clone, Debug, Default)]
pub struct ServeOptions {
    /// Host names that are allowed besides this computer's own.
    pub allowed_hosts: AllowedHosts,
    /// Who writes to event streams once their heads are sent.
    pub last_mile: LastMile,
    /// The server's place on the network.
    pub lan: Lan,
    /// Is told who comes from other computers, for the join doctor.
    pub arrivals: Arc<Arrivals>,
    /// What one address may have at once.
    pub per_address: PerAddress,
}

/// The two ways of an event stream. Guests cannot tell them apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LastMile {
    /// One thread writes to the sockets of all: the least work and memory for each.
    #[default]
    Socket,
    /// Each stream is a body on its connection's task.
    Body,
}

/// What handlers work with. Each request takes a copy, so it is one pointer.
#[derive(Clone)]
struct App(Arc<Hosting>);

struct Hosting {
    room: Arc<Room>,
    keyring: Keyring,
    hosts: Hosts,
    lan: Lan,
    bound: Bound,
    arrivals: Arc<Arrivals>,
    under_way: UnderWay,
    downloads: Arc<Turns>,
    /// Ends event streams: a graceful shutdown that waited for them would never return.
    shutdown: CancellationToken,
}

impl Deref for App {
    type Target = Hosting;

    fn deref(&self) -> &Hosting {
        &self.0
    }
}

/// The whole of HTTP for `room`, for sockets bound as `bound` says.
///
/// # Errors
/// When the key that signs cookies cannot be read or made.
pub fn router(
    room: Arc<Room>,
    bound: Bound,
    options: &ServeOptions,
    shutdown: CancellationToken,
) -> io::Result<Router> {
    let app = App(Arc::new(Hosting {
        keyring: Keyring::new(room.key()),
        hosts: Hosts::new(options.allowed_hosts.clone(), options.lan.clone()),
        lan: options.lan.clone(),
        arrivals: Arc::clone(&options.arrivals),
        under_way: UnderWay::new(options.per_address.guests),
        downloads: download::turns(),
        room,
        bound,
        shutdown,
    }));
    Ok(Router::new()
        .route("/", get(page::index))
        .route("/assets/{*path}", get(page::asset))
        .merge(page::beside())
        .route("/join", post(intake::join))
        .route("/leave", post(intake::leave))
        .route("/typing", post(intake::typing))
        .route("/messages", get(history::messages).post(intake::say))
        .route("/events", get(events::events))
        .route("/room", get(history::room))
        .route("/people", get(history::people))
        .route("/invite", get(history::invite))
        .route("/ticket", get(roaming::ticket))
        .route("/arrive", post(roaming::arrive))
        .route("/whereabouts", get(roaming::whereabouts))
        .route("/scout.js", get(roaming::scout))
        .route("/chat.txt", get(download::log))
        .route("/health", get(history::health))
        .route("/chat_example.php", get(tutorial::page))
        .route("/chat_example.js", get(tutorial::script))
        .route("/chat_example.css", get(tutorial::style))
        .route("/server.php", get(tutorial::stream))
        .route("/chat_intake.php", post(tutorial::intake))
        .fallback(|| async { Error::NotFound })
        .method_not_allowed_fallback(|| async { Error::WrongMethod })
        .layer(from_fn_with_state(app.clone(), guard::guard))
        .with_state(app))
}
