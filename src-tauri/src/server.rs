//! The room's server in the background: the port that it gets, and what happens when that changes.
//!
//! Without a server the window still works, and shows why nobody can join.

use std::io;
use std::net::{AddrParseError, IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use flatchat_core::Room;
use flatchat_core::lan::{Bound, Invite, Lan};
use flatchat_core::server::{AllowedHosts, Arrivals, DEFAULT_PORT, Listener, ServeOptions, listen, serve};
use flatchat_doctor::Listening;
use serde::Serialize;
use tauri::async_runtime::{JoinHandle, spawn};
use tokio_util::sync::CancellationToken;

use crate::settings::{Listen, Settings};

/// Overrides where to listen: `ADDR` or `ADDR:PORT`. Used by tests, and by hosts who try things
/// out.
const LISTEN_VARIABLE: &str = "FLATCHAT_LISTEN";

/// How long to wait before a server that failed is started again.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(1);

/// The server's state, for the window.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ServerState {
    /// The port that was really bound.
    pub port: Option<u16>,
    /// Why there is no server, or why it is not where it was wanted.
    pub error: Option<String>,
    /// Where to listen according to the environment, which wins over the settings: `ADDR` or
    /// `ADDR:PORT`.
    pub fixed: Option<String>,
}

/// Why the server cannot be where it is wanted.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// The environment variable cannot be understood.
    #[error("{LISTEN_VARIABLE} is neither ADDR nor ADDR:PORT")]
    Variable(#[from] AddrParseError),
    /// Another program listens on this port.
    #[error("port {0} is in use by another program; choose another in the settings")]
    Taken(u16),
    /// The computer does not have this address.
    #[error("this computer does not have the address {0} just now; choose another in the settings")]
    NoSuchAddress(IpAddr),
    /// Any other error of the OS.
    #[error("the room cannot listen on {0}: {1}")]
    Os(SocketAddr, io::Error),
}

/// Where to listen: an address, and the ports to try in turn.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wish {
    ip: IpAddr,
    ports: Vec<u16>,
    /// Whether the first port is the host's choice, and not only the port of last time.
    asked: bool,
}

impl Wish {
    /// The port that was asked for or, without one, the last one; then the default; then any free
    /// port.
    fn new(
        fixed: Option<&str>,
        listen: Listen,
        asked: Option<u16>,
        last: Option<u16>,
    ) -> Result<Wish, AddrParseError> {
        if let Some(Ok(exact)) = fixed.map(str::parse) {
            return Ok(Wish::exactly(exact));
        }
        let ip = fixed.map_or(Ok(listen.into()), str::parse)?;
        let mut ports: Vec<u16> = asked.or(last).into_iter().chain([DEFAULT_PORT, 0]).collect();
        ports.dedup();
        Ok(Wish { ip, ports, asked: asked.is_some() })
    }

    fn exactly(address: SocketAddr) -> Wish {
        Wish { ip: address.ip(), ports: vec![address.port()], asked: true }
    }

    /// The same wish without alternatives.
    fn strictly(mut self) -> Wish {
        if self.asked {
            self.ports.truncate(1);
        }
        self
    }

    fn is_met_by(&self, bound: Bound) -> bool {
        let port = self.ports.first().copied().unwrap_or_default();
        let there = if self.ip.is_unspecified() { bound.is_unspecified() } else { self.ip == bound.ip() };
        there && [0, bound.port()].contains(&port)
    }

    /// The port that was asked for, if another one was bound. Port 0 asks for no particular one.
    fn missed(&self, bound: u16) -> Option<u16> {
        self.ports.first().copied().filter(|first| self.asked && ![0, bound].contains(first))
    }

    fn bind(&self) -> Result<Listener, ListenError> {
        let mut refused = None;
        for port in &self.ports {
            let address = SocketAddr::new(self.ip, *port);
            match listen(address) {
                Ok(listener) => return Ok(listener),
                // The host should know why the first port could not be bound.
                Err(error) => _ = refused.get_or_insert(cannot_listen(address, error)),
            }
        }
        Err(refused.expect("there is always a port to try"))
    }
}

fn cannot_listen(address: SocketAddr, error: io::Error) -> ListenError {
    match error.kind() {
        io::ErrorKind::AddrInUse => ListenError::Taken(address.port()),
        io::ErrorKind::AddrNotAvailable => ListenError::NoSuchAddress(address.ip()),
        _ => ListenError::Os(address, error),
    }
}

/// Serves until `stop`. A server that fails is started again at the same address.
async fn keep_serving(
    listener: Listener,
    bound: Bound,
    room: Arc<Room>,
    options: ServeOptions,
    stop: CancellationToken,
) {
    let mut listener = Ok(listener);
    loop {
        let served = match listener {
            Ok(listener) => serve(listener, Arc::clone(&room), options.clone(), stop.clone()).await,
            Err(error) => Err(error),
        };
        let Err(error) = served else { break };
        tracing::error!(%error, "the server failed; it is started again");
        tokio::select! {
            () = stop.cancelled() => break,
            () = tokio::time::sleep(PAUSE_AFTER_FAILURE) => listener = listen(bound.address()),
        }
    }
}

/// The server of one room.
pub struct Server {
    room: Arc<Room>,
    lan: Lan,
    allowed_hosts: AllowedHosts,
    /// The guests who came from other computers, also to earlier ports.
    arrivals: Arc<Arrivals>,
    /// Only one start at a time. Otherwise the first server would go on with nobody to stop it.
    starting: tokio::sync::Mutex<()>,
    running: Mutex<Running>,
}

#[derive(Default)]
struct Running {
    state: ServerState,
    bound: Option<Bound>,
    /// The port that was asked for, if another one was bound.
    missed: Option<u16>,
    stop: CancellationToken,
    task: Option<JoinHandle<()>>,
}

impl Server {
    /// A server that does not listen yet.
    pub fn new(room: Arc<Room>) -> Server {
        Server {
            room,
            lan: Lan::default(),
            allowed_hosts: AllowedHosts::default(),
            arrivals: Arc::default(),
            starting: tokio::sync::Mutex::default(),
            running: Mutex::default(),
        }
    }

    /// Listens where the settings say or, if that port cannot be had, on another one: guests can
    /// join in any case. Gives the port that was bound.
    pub async fn start(&self, settings: &Settings, last: Option<u16>) -> Option<u16> {
        let _alone = self.starting.lock().await;
        let fixed = fixed();
        let running = Wish::new(fixed.as_deref(), settings.listen, settings.port, last)
            .map_err(ListenError::from)
            .and_then(|wish| self.listen(&wish))
            .unwrap_or_else(|error| {
                tracing::warn!("{error}");
                Running {
                    state: ServerState { error: Some(error.to_string()), ..ServerState::default() },
                    ..Running::default()
                }
            });
        let port = running.state.port;
        *self.lock() = running;
        port
    }

    /// Listens where the settings say now, and nowhere else. Gives the port that was bound.
    ///
    /// # Errors
    /// When that address or port cannot be had. Then the server stays where it was.
    pub async fn move_to(&self, settings: &Settings) -> Result<Option<u16>, ListenError> {
        let _alone = self.starting.lock().await;
        let before = self.lock().bound;
        let last = before.map(|bound| bound.port());
        let wish = Wish::new(fixed().as_deref(), settings.listen, settings.port, last)?.strictly();
        if before.is_some_and(|bound| wish.is_met_by(bound)) {
            return Ok(last);
        }
        // A socket of our own blocks a new one on the same port.
        let in_the_way = last.filter(|last| wish.ports.first() == Some(last)).and(before);
        if in_the_way.is_some() {
            self.stop().await;
        }
        let moved = self.listen_after(&wish).await;
        if let (Err(_), Some(before)) = (&moved, in_the_way) {
            self.listen_after(&Wish::exactly(before.address())).await?;
        }
        moved
    }

    /// Begins to listen, and then ends the server that listened before.
    async fn listen_after(&self, wish: &Wish) -> Result<Option<u16>, ListenError> {
        let running = self.listen(wish)?;
        self.stop().await;
        let port = running.state.port;
        *self.lock() = running;
        Ok(port)
    }

    fn listen(&self, wish: &Wish) -> Result<Running, ListenError> {
        let listener = wish.bind()?;
        let bound = listener.bound();
        let stop = CancellationToken::new();
        let options = ServeOptions {
            lan: self.lan.clone(),
            allowed_hosts: self.allowed_hosts.clone(),
            arrivals: Arc::clone(&self.arrivals),
            ..ServeOptions::default()
        };
        let task = spawn(keep_serving(listener, bound, Arc::clone(&self.room), options, stop.clone()));
        let port = bound.port();
        let missed = wish.missed(port);
        let error = missed.map(|missed| format!("port {missed} is in use; the room is on {port} now"));
        tracing::info!("listening on http://{bound}");
        let state = ServerState { port: Some(port), error, fixed: None };
        Ok(Running { state, bound: Some(bound), missed, stop, task: Some(task) })
    }

    /// Ends the server and its streams.
    pub async fn stop(&self) {
        let Running { stop, task, .. } = std::mem::take(&mut *self.lock());
        stop.cancel();
        if let Some(task) = task
            && let Err(error) = task.await
        {
            tracing::error!(%error, "the server did not end well");
        }
    }

    /// The server's state now.
    pub fn state(&self) -> ServerState {
        ServerState { fixed: fixed(), ..self.lock().state.clone() }
    }

    /// Where the server listens, for the join doctor.
    pub fn listening(&self) -> Listening {
        let running = self.lock();
        match running.bound {
            Some(bound) => Listening::Here { bound, missed: running.missed },
            None => Listening::Nowhere { why: running.state.error.clone().unwrap_or_default() },
        }
    }

    /// The guests who came from other computers.
    pub fn arrivals(&self) -> &Arrivals {
        &self.arrivals
    }

    /// How guests get in. There are no links while nothing listens.
    pub fn invite(&self) -> Invite {
        let code = self.room.code();
        match self.lock().bound {
            Some(bound) => self.lan.invite(bound, code.as_deref()),
            None => Invite { links: Vec::new(), code: code.as_deref().map(str::to_owned) },
        }
    }

    /// The host names that the server answers to besides this computer's own.
    pub fn allowed_hosts(&self) -> &AllowedHosts {
        &self.allowed_hosts
    }

    /// The server's place on the network.
    pub fn lan(&self) -> &Lan {
        &self.lan
    }

    fn lock(&self) -> MutexGuard<'_, Running> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn fixed() -> Option<String> {
    std::env::var(LISTEN_VARIABLE).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(fixed: Option<&str>, asked: Option<u16>, last: Option<u16>) -> Wish {
        Wish::new(fixed, Listen::All, asked, last).unwrap()
    }

    #[test]
    fn an_address_that_is_none_does_not_open_the_room_to_everyone() {
        assert!(Wish::new(Some("localhost"), Listen::All, None, None).is_err());
    }

    #[test]
    fn the_last_port_comes_first_then_the_usual_then_any() {
        assert_eq!(wish(None, None, None).ports, [8765, 0]);
        assert_eq!(wish(None, None, Some(9000)).ports, [9000, 8765, 0]);
        assert_eq!(wish(None, Some(7000), Some(9000)).ports, [7000, 8765, 0]);
        assert_eq!(wish(None, None, Some(8765)).ports, [8765, 0]);
    }

    #[test]
    fn only_a_port_that_was_asked_for_is_missed() {
        assert_eq!(wish(None, Some(7000), None).missed(8765), Some(7000));
        assert_eq!(wish(None, Some(7000), None).missed(7000), None);
        assert_eq!(wish(None, None, Some(9000)).missed(8765), None);
        assert_eq!(wish(None, Some(0), None).missed(40_000), None);
        assert_eq!(wish(Some("127.0.0.1:0"), Some(7000), None).missed(40_000), None);
    }

    #[test]
    fn the_environment_may_narrow_where_to_listen() {
        let loopback = wish(Some("127.0.0.1"), None, None);
        assert_eq!((loopback.ip.to_string(), loopback.ports), ("127.0.0.1".to_owned(), vec![8765, 0]));
        assert_eq!(wish(Some("127.0.0.1:0"), Some(7), None).ports, [0]);
        let fixed = Wish::new(Some("127.0.0.1"), Listen::All, None, None).unwrap();
        assert_eq!(fixed.ip, IpAddr::from([127, 0, 0, 1]), "whatever the settings say");
    }

    #[test]
    fn the_host_may_narrow_where_to_listen() {
        let ip = |listen| Wish::new(None, listen, None, None).unwrap().ip.to_string();
        assert_eq!(ip(Listen::All), "0.0.0.0");
        assert_eq!(ip(Listen::ThisComputer), "127.0.0.1");
        assert_eq!(ip(Listen::Address([192, 0, 2, 7].into())), "192.0.2.7");
    }

    #[test]
    fn a_server_that_is_where_it_is_wanted_stays() {
        let bound = Bound::from("127.0.0.1:9000".parse::<SocketAddr>().unwrap());
        assert!(wish(Some("127.0.0.1"), Some(9000), None).is_met_by(bound));
        assert!(wish(Some("127.0.0.1"), None, Some(9000)).is_met_by(bound));
        assert!(wish(Some("127.0.0.1:0"), None, None).is_met_by(bound));
        assert!(!wish(Some("127.0.0.1"), Some(9001), Some(9000)).is_met_by(bound));
        assert!(!wish(None, Some(9000), None).is_met_by(bound));
        let all = Bound::from("0.0.0.0:9000".parse::<SocketAddr>().unwrap());
        for family in [None, Some("0.0.0.0"), Some("[::]:9000")] {
            assert!(wish(family, None, Some(9000)).is_met_by(all), "all addresses are all, however written");
        }
    }

    #[tokio::test]
    async fn a_port_or_an_address_that_cannot_be_had_says_so() {
        let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap();
        let port = Wish::exactly(address).bind().unwrap_err();
        assert!(matches!(port, ListenError::Taken(port) if port == address.port()), "{port}");
        let nowhere = Wish::exactly("192.0.2.7:0".parse().unwrap()).bind().unwrap_err();
        assert!(matches!(nowhere, ListenError::NoSuchAddress(_)), "{nowhere}");
    }
}
