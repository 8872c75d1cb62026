//! The room's server in the background: which port it gets, and doing it again when that changes.
//!
//! Without a server the window works all the same; it shows why nobody can join.

use std::io;
use std::net::{AddrParseError, IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use flatchat_core::Room;
use flatchat_core::lan::{self, Invite};
use flatchat_core::server::{DEFAULT_PORT, ServeOptions, listen, serve};
use serde::Serialize;
use tauri::async_runtime::{JoinHandle, spawn};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Overrides where to listen, for tests and for the careful: `ADDR` or `ADDR:PORT`.
const LISTEN_VARIABLE: &str = "FLATCHAT_LISTEN";

/// How the server is, for the window.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ServerState {
    /// The port that was really bound.
    pub port: Option<u16>,
    /// Why there is no server, or not where it was wanted.
    pub error: Option<String>,
}

/// Where to listen: an address, and the ports to try in turn.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wish {
    ip: IpAddr,
    ports: Vec<u16>,
    /// Whether the first port is the host's choice and not only a habit.
    asked: bool,
}

impl Wish {
    /// The port asked for, else the one before; then the usual one; then any that is free.
    fn new(listen: Option<&str>, asked: Option<u16>, last: Option<u16>) -> Result<Wish, AddrParseError> {
        let listen = listen.unwrap_or("0.0.0.0");
        if let Ok(exact) = listen.parse::<SocketAddr>() {
            return Ok(Wish { ip: exact.ip(), ports: vec![exact.port()], asked: true });
        }
        let ip = listen.parse()?;
        let mut ports: Vec<u16> = asked.or(last).into_iter().chain([DEFAULT_PORT, 0]).collect();
        ports.dedup();
        Ok(Wish { ip, ports, asked: asked.is_some() })
    }

    /// The port that was asked for, when another was bound; 0 asks for none in particular.
    fn missed(&self, bound: u16) -> Option<u16> {
        self.ports.first().copied().filter(|first| self.asked && ![0, bound].contains(first))
    }

    fn bind(&self) -> io::Result<TcpListener> {
        let mut failed = io::Error::other("no port to try");
        for port in &self.ports {
            match listen(SocketAddr::new(self.ip, *port)) {
                Ok(listener) => return Ok(listener),
                Err(error) => failed = error,
            }
        }
        Err(failed)
    }
}

/// The server of one room.
pub struct Server {
    room: Arc<Room>,
    /// One start at a time, or the first would go on unseen.
    starting: tokio::sync::Mutex<()>,
    running: Mutex<Running>,
}

#[derive(Default)]
struct Running {
    state: ServerState,
    bound: Option<SocketAddr>,
    stop: CancellationToken,
    task: Option<JoinHandle<()>>,
}

impl Running {
    fn failed(why: String) -> Running {
        tracing::warn!("{why}");
        Running { state: ServerState { port: None, error: Some(why) }, ..Running::default() }
    }
}

impl Server {
    /// A server that does not listen yet.
    pub fn new(room: Arc<Room>) -> Server {
        Server { room, starting: tokio::sync::Mutex::default(), running: Mutex::default() }
    }

    /// Listens (anew) on the port asked for, else on `last`, and gives the port that was bound.
    pub async fn start(&self, asked: Option<u16>, last: Option<u16>) -> Option<u16> {
        let _alone = self.starting.lock().await;
        self.stop().await;
        let running = self.listen(asked, last);
        let port = running.state.port;
        *self.lock() = running;
        port
    }

    fn listen(&self, asked: Option<u16>, last: Option<u16>) -> Running {
        let listen = std::env::var(LISTEN_VARIABLE).ok();
        let Ok(wish) = Wish::new(listen.as_deref(), asked, last) else {
            return Running::failed(format!("{LISTEN_VARIABLE} is neither ADDR nor ADDR:PORT."));
        };
        let bound = wish.bind().and_then(|listener| Ok((listener.local_addr()?, listener)));
        match bound {
            Ok((bound, listener)) => self.run(listener, bound, wish.missed(bound.port())),
            Err(error) => Running::failed(cannot_listen(&wish, &error)),
        }
    }

    fn run(&self, listener: TcpListener, bound: SocketAddr, missed: Option<u16>) -> Running {
        let stop = CancellationToken::new();
        let serving = serve(listener, Arc::clone(&self.room), ServeOptions::default(), stop.clone());
        let task = spawn(async move {
            if let Err(error) = serving.await {
                tracing::error!(%error, "the server ended");
            }
        });
        let error =
            missed.map(|missed| format!("Port {missed} is in use; the room is on {} now.", bound.port()));
        tracing::info!("listening on http://{bound}");
        Running {
            state: ServerState { port: Some(bound.port()), error },
            bound: Some(bound),
            stop,
            task: Some(task),
        }
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

    /// How it is.
    pub fn state(&self) -> ServerState {
        self.lock().state.clone()
    }

    /// How others get in; no links while nothing listens.
    pub fn invite(&self) -> Invite {
        let code = self.room.code();
        match self.lock().bound {
            Some(bound) => lan::invite(bound, code.as_deref()),
            None => Invite { links: Vec::new(), code },
        }
    }

    fn lock(&self) -> MutexGuard<'_, Running> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn cannot_listen(wish: &Wish, error: &io::Error) -> String {
    let port = wish.ports.first().copied().unwrap_or_default();
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            format!("Port {port} is in use by another program; choose another in the settings.")
        }
        _ => format!("The room cannot listen on {}: {error}.", wish.ip),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(listen: Option<&str>, asked: Option<u16>, last: Option<u16>) -> Wish {
        Wish::new(listen, asked, last).unwrap()
    }

    #[test]
    fn an_address_that_is_none_does_not_open_the_room_to_everyone() {
        assert!(Wish::new(Some("localhost"), None, None).is_err());
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
    }
}
