//! The room's server in the background: the port that it gets, and what happens when that changes.
//!
//! Without a server the window still works, and shows why nobody can join. `wish` has the address
//! and the ports to try.

mod wish;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use flatchat_core::lan::{Bound, Invite, Lan};
use flatchat_core::problem::Arguments;
use flatchat_core::server::{AllowedHosts, Arrivals, Listener, ServeOptions, listen, serve};
use flatchat_core::{Problem, Room};
use flatchat_doctor::Listening;
use serde::Serialize;
use tauri::async_runtime::{JoinHandle, spawn};
use tokio_util::sync::CancellationToken;

use crate::problem::{AppCode, problem};
use crate::settings::Settings;
pub use wish::ListenError;
use wish::{LISTEN_VARIABLE, Wish};

/// How long to wait before a server that failed is started again.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(1);

/// The server's state, for the window.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ServerState {
    /// The port that was really bound.
    pub port: Option<u16>,
    /// Why there is no server, or why it is not where it was wanted.
    #[cfg_attr(test, ts(type = "import('./Problem').Problem | null"))]
    pub error: Option<Problem>,
    /// Where to listen according to the environment, which wins over the settings, as it is written
    /// there.
    pub fixed: Option<String>,
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
                    state: ServerState { error: Some(Problem::from(&error)), ..ServerState::default() },
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
        let error = missed.map(|missed| port_missed(missed, port));
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
            None => Listening::Nowhere { why: running.state.error.clone() },
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

/// The host's port is in use, so the room is on another one.
fn port_missed(missed: u16, port: u16) -> Problem {
    let message = format!("port {missed} is in use; the room is on {port} now");
    problem(AppCode::PortMissed, message).with(Arguments {
        value: Some(missed.to_string()),
        suggestion: Some(port.to_string()),
        ..Arguments::default()
    })
}

fn fixed() -> Option<String> {
    std::env::var(LISTEN_VARIABLE).ok()
}
