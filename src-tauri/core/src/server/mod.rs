//! HTTP: everything that a guest can reach. `docs/http.md` has the shapes.
//!
//! | file | content |
//! |---|---|
//! | `listener` | the sockets that a room listens with |
//! | `serve` | connections: accepting, time-outs and shutdown |
//! | `connections` | the limits on connections, in total and by address |
//! | `long_heads` | the limits on long heads of requests, in total and by address |
//! | `pace`, `portions` | the treatment of guests who take an answer slowly, or not at all |
//! | `underway` | the limits on data under way, in total and by address |
//! | `path` | the path of a request, before it is routed |
//! | `guard` | the first check of each request, and the headers of each answer |
//! | `authority` | `host:port` and origins, parsed |
//! | `hosts` | the names that the room answers to |
//! | `signpost` | the page for a browser that uses a name the room does not answer to |
//! | `session` | the cookie, and the callers that a handler can require |
//! | `body` | the reading of posted bodies |
//! | `events` | the event stream as a response |
//! | `handover`, `broadcast` | an event stream's way out of hyper, and the thread that writes to it |
//! | `intake` | joining, leaving, saying, typing, and looking at something else |
//! | `acts` | editing, removing, reacting, pinning, and the topic |
//! | `uploads` | uploads that can go on after a lost connection |
//! | `sharing` | files that are shared in one request, and the list of shared files |
//! | `pieces` | the reading of bodies that bring files |
//! | `history` | pages of history, the people, the room |
//! | `download` | downloads of the log itself, and the turns at reading |
//! | `files`, `range`, `version`, `disposition` | shared files: their bytes, parts of them, their versions and their names |
//! | `window_files` | files for the host's window, without HTTP |
//! | `roaming` | a guest's way to another address of the room |
//! | `arrivals` | the guests from other computers, and how far they got |
//! | `tutorial` | the PHP tutorial's three addresses |
//! | `page` | the page, embedded |
//! | `plain` | the room without JavaScript |
//! | `spoken` | the language of its pages |
//! | `error` | errors as HTTP answers |

mod acts;
mod arrivals;
mod authority;
mod body;
mod broadcast;
mod connections;
mod disposition;
mod download;
mod error;
mod events;
mod files;
mod guard;
mod handover;
mod heads;
mod history;
mod hosts;
mod intake;
mod listen_address;
mod listener;
mod long_heads;
mod pace;
mod page;
mod path;
mod pieces;
mod plain;
mod portions;
mod range;
mod roaming;
mod serve;
mod session;
mod sharing;
mod signpost;
mod spoken;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod time_tests;
mod tutorial;
mod underway;
mod uploads;
mod version;
mod window_files;

use std::io;
use std::net::SocketAddr;
use std::ops::Deref;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post, put};
use tokio_util::sync::CancellationToken;

use crate::lan::{Bound, Lan};
use crate::limits::Turns;
use crate::room::Room;
pub use arrivals::{Arrival, Arrivals, Reached};
use error::Error;
pub use hosts::AllowedHosts;
use hosts::Hosts;
pub use listen_address::{ListenAddress, ListenAddressError};
pub use listener::{Listener, listen};
pub use roaming::Ticket;
pub use serve::serve;
use session::Keyring;
pub use underway::PerAddress;
use underway::UnderWay;
pub use window_files::{WindowFile, file_for_window};

/// The port that a room tries first.
pub const DEFAULT_PORT: u16 = 8765;

/// The two ends of a connection. An IPv4 address is always IPv4 here, however the system writes it.
#[derive(Clone, Copy, Debug)]
pub struct Peer {
    /// The guest's address.
    pub remote: SocketAddr,
    /// Our own address, at which the guest reached us.
    pub local: SocketAddr,
}

/// The options for starting a server.
#[derive(Clone, Debug, Default)]
pub struct ServeOptions {
    /// Host names that are allowed in addition to this computer's own.
    pub allowed_hosts: AllowedHosts,
    /// The writer of event streams after their heads are sent.
    pub last_mile: LastMile,
    /// The server's place on the network.
    pub lan: Lan,
    /// The list of guests from other computers, for the join doctor.
    pub arrivals: Arc<Arrivals>,
    /// The limits for one address.
    pub per_address: PerAddress,
}

/// The two ways of writing an event stream. Guests cannot see a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LastMile {
    /// One thread writes to the sockets of all streams, which takes the least work and memory per
    /// stream.
    #[default]
    Socket,
    /// Each stream is a body on the task of its connection.
    Body,
}

/// The data that handlers work with. Each request copies it, so it is a single pointer.
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
    /// Cancelled to end event streams: a graceful shutdown that waited for them would never return.
    shutdown: CancellationToken,
}

impl Deref for App {
    type Target = Hosting;

    fn deref(&self) -> &Hosting {
        &self.0
    }
}

/// Builds all of HTTP for `room`, for sockets that are bound as `bound` says.
///
/// # Errors
/// When the key that signs cookies cannot be read or created.
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
        .merge(plain::routes(app.clone()))
        .route("/join", post(intake::join))
        .route("/leave", post(intake::leave))
        .route("/typing", post(intake::typing))
        .route("/away", post(intake::away))
        .route("/back", post(intake::back))
        .route("/messages", get(history::messages).post(intake::say))
        .route("/messages/{id}", get(history::message).patch(acts::edit).delete(acts::remove))
        .route("/messages/{id}/reactions/{emoji}", put(acts::react).delete(acts::unreact))
        .route("/messages/{id}/pin", put(acts::pin).delete(acts::unpin))
        .route("/uploads", post(uploads::begin))
        .route("/uploads/{id}", get(uploads::find).patch(uploads::append).delete(uploads::cancel))
        .route("/files", get(sharing::list).post(sharing::post).layer(DefaultBodyLimit::disable()))
        .route("/topic", put(acts::set_topic))
        .route("/events", get(events::events))
        .route("/room", get(history::room))
        .route("/people", get(history::people))
        .route("/invite", get(history::invite))
        .route("/ticket", get(roaming::ticket))
        .route("/arrive", post(roaming::arrive))
        .route("/whereabouts", get(roaming::whereabouts))
        .route("/scout.js", get(roaming::scout))
        .route("/chat.txt", get(download::log))
        .route("/files/{stored}", get(files::file).put(sharing::put))
        .route("/files/{stored}/thumbnail", get(files::thumbnail))
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
