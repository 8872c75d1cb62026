//! A piece of network between guests and a server, which can fail.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// The state of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// It works.
    Up,
    /// Requests of guests arrive, but the server's answers are lost.
    LosesAnswers,
    /// Connections stay open, but no data passes any more, as when somebody walks out of reach.
    Silent,
    /// Connections break, and so does every new one.
    Down,
}

/// A relay that passes every connection on to one address, according to the network's state.
#[derive(Debug)]
pub struct Relay {
    port: u16,
    network: watch::Sender<Network>,
    _task: JoinSet<()>,
}

impl Relay {
    /// Starts a relay whose network is up.
    ///
    /// # Panics
    /// When there is no free port.
    pub async fn to(server: SocketAddr) -> Relay {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port is free");
        let port = listener.local_addr().expect("it has an address").port();
        let (network, seen) = watch::channel(Network::Up);
        let mut task = JoinSet::new();
        task.spawn(accept(listener, server, seen));
        Relay { port, network, _task: task }
    }

    /// Returns the port on which it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Changes the state of the network.
    pub fn set(&self, network: Network) {
        self.network.send_replace(network);
    }
}

async fn accept(listener: TcpListener, server: SocketAddr, network: watch::Receiver<Network>) {
    let mut connections = JoinSet::new();
    while let Ok((guest, _)) = listener.accept().await {
        connections.spawn(pass(guest, server, network.clone()));
        while connections.try_join_next().is_some() {}
    }
}

/// Ends when one of the sides ends, or the network goes down.
async fn pass(guest: TcpStream, server: SocketAddr, network: watch::Receiver<Network>) {
    let Ok(server) = TcpStream::connect(server).await else { return };
    let (from_guest, to_guest) = guest.into_split();
    let (from_server, to_server) = server.into_split();
    let mut watched = network.clone();
    tokio::select! {
        () = copy(from_guest, to_server, &network, &[Network::Up, Network::LosesAnswers]) => {}
        () = copy(from_server, to_guest, &network, &[Network::Up]) => {}
        _ = watched.wait_for(|network| *network == Network::Down) => {}
    }
}

async fn copy(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    network: &watch::Receiver<Network>,
    passes: &[Network],
) {
    let mut bytes = vec![0; 64 * 1024];
    while let Ok(count @ 1..) = from.read(&mut bytes).await {
        let through = passes.contains(&network.borrow());
        if through && to.write_all(&bytes[..count]).await.is_err() {
            return;
        }
    }
}
