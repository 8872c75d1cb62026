//! The sockets of a room: one for a single address, or one per family for all addresses.
//!
//! There are two sockets instead of one for both families because OpenBSD does not have such a
//! socket, and because Windows and macOS let another program take its IPv4 half.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use socket2::{Domain, Socket, Type};
use tokio::net::{TcpListener, TcpStream};

use crate::lan::Bound;

/// How many connections may wait to be accepted: after a restart, all guests come back at once.
const BACKLOG: i32 = 4096;

/// How many ports are tried to find one that is free in both families.
const PORT_TRIES: u32 = 16;

/// Sockets that share a port.
#[derive(Debug)]
pub struct Listener {
    first: TcpListener,
    /// The socket of the other family.
    second: Option<TcpListener>,
    bound: Bound,
}

impl Listener {
    /// Returns the addresses of the sockets.
    pub fn bound(&self) -> Bound {
        self.bound
    }

    /// Accepts the next connection of either family, and returns it with the peer's address.
    pub(super) async fn accept(&self) -> io::Result<(TcpStream, SocketAddr)> {
        match &self.second {
            None => self.first.accept().await,
            // The family that is polled first is chosen at random, so neither can keep the other
            // waiting.
            Some(second) => tokio::select! {
                accepted = self.first.accept() => accepted,
                accepted = second.accept() => accepted,
            },
        }
    }

    fn new(first: TcpListener, second: Option<TcpListener>) -> io::Result<Listener> {
        let sockets = [Some(&first), second.as_ref()].into_iter().flatten();
        let addresses = sockets.map(TcpListener::local_addr).collect::<io::Result<Vec<_>>>()?;
        Ok(Listener { bound: Bound::of(&addresses), first, second })
    }
}

/// Listens on `address` for [`serve`](super::serve()). The unspecified address of either family
/// stands for all addresses of both. A family that the system does not have is left out. With port
/// 0, a free port is taken.
///
/// # Errors
/// When the port is taken (for all addresses: in either family), or when the address does not
/// belong to this computer.
pub fn listen(address: SocketAddr) -> io::Result<Listener> {
    let address = canonical(address);
    if address.ip().is_unspecified() {
        listen_on_all(address.port())
    } else {
        Listener::new(bind(address)?, None)
    }
}

/// Turns an IPv4 address that is written as an IPv6 address into the IPv4 address.
pub(super) fn canonical(address: SocketAddr) -> SocketAddr {
    match address.ip().to_canonical() {
        // Only the original address knows its zone.
        ip if ip == address.ip() => address,
        ip => SocketAddr::new(ip, address.port()),
    }
}

fn listen_on_all(port: u16) -> io::Result<Listener> {
    let mut tries = 0;
    loop {
        tries += 1;
        match listen_on_both(port) {
            // The system chose a port that is free in only one family.
            Err(error) if port == 0 && error.kind() == ErrorKind::AddrInUse && tries < PORT_TRIES => {}
            listening => return listening,
        }
    }
}

fn listen_on_both(port: u16) -> io::Result<Listener> {
    let all = |ip: IpAddr, port| bind(SocketAddr::new(ip, port));
    let Some(v4) = present(all(Ipv4Addr::UNSPECIFIED.into(), port))? else {
        return Listener::new(all(Ipv6Addr::UNSPECIFIED.into(), port)?, None);
    };
    let port = v4.local_addr()?.port();
    Listener::new(v4, present(all(Ipv6Addr::UNSPECIFIED.into(), port))?)
}

/// Returns `None` if the system does not have the family.
fn present(socket: io::Result<TcpListener>) -> io::Result<Option<TcpListener>> {
    match socket {
        Ok(socket) => Ok(Some(socket)),
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The errors with which systems report a family that they do not have, or that is switched off.
fn is_absent(error: &io::Error) -> bool {
    let unsupported = matches!(error.kind(), ErrorKind::AddrNotAvailable | ErrorKind::Unsupported);
    unsupported || error.raw_os_error().is_some_and(|code| UNSUPPORTED_FAMILY.contains(&code))
}

/// `EAFNOSUPPORT` and `EPROTONOSUPPORT`.
#[cfg(target_os = "linux")]
const UNSUPPORTED_FAMILY: [i32; 2] = [97, 93];
#[cfg(windows)]
const UNSUPPORTED_FAMILY: [i32; 2] = [10047, 10043];
#[cfg(not(any(target_os = "linux", windows)))]
const UNSUPPORTED_FAMILY: [i32; 2] = [47, 43];

fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    if address.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    // On Windows, this would let two programs have the same port.
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    TcpListener::from_std(socket.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: &str = "0.0.0.0:0";

    fn all_at(port: u16) -> [SocketAddr; 2] {
        [IpAddr::from(Ipv4Addr::UNSPECIFIED), Ipv6Addr::UNSPECIFIED.into()]
            .map(|ip| SocketAddr::new(ip, port))
    }

    #[tokio::test]
    async fn all_addresses_are_those_of_both_families_however_they_are_written() {
        for all in [ALL, "[::]:0", "[::ffff:0.0.0.0]:0"] {
            let listener = listen(all.parse().unwrap()).unwrap();
            let port = listener.bound().port();
            for home in [IpAddr::from(Ipv4Addr::LOCALHOST), Ipv6Addr::LOCALHOST.into()] {
                assert!(listener.bound().covers(home), "{all}");
                let guest = TcpStream::connect((home, port)).await.unwrap();
                let (_, remote) = listener.accept().await.unwrap();
                assert_eq!(remote, guest.local_addr().unwrap(), "{all}");
            }
        }
    }

    #[tokio::test]
    async fn one_address_is_that_one_alone() {
        let listener = listen("127.0.0.1:0".parse().unwrap()).unwrap();
        let port = listener.bound().port();
        assert_eq!(listener.bound(), Bound::from(SocketAddr::from(([127, 0, 0, 1], port))));
        assert!(TcpStream::connect((Ipv6Addr::LOCALHOST, port)).await.is_err());
        let written_as_ipv6 = listen("[::ffff:127.0.0.1]:0".parse().unwrap()).unwrap();
        assert_eq!(written_as_ipv6.bound().ip(), IpAddr::from(Ipv4Addr::LOCALHOST));
    }

    #[tokio::test]
    async fn a_port_that_another_program_has_in_either_family_is_taken() {
        for (taken, other) in [("[::]:0", "[::]:0"), (ALL, ALL), ("[::1]:0", ALL), ("127.0.0.1:0", "[::]:0")]
        {
            let address: SocketAddr = taken.parse().unwrap();
            let theirs = bind(address).unwrap();
            let port = theirs.local_addr().unwrap().port();
            let mut ours: SocketAddr = other.parse().unwrap();
            ours.set_port(port);
            let refused = listen(ours).unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::AddrInUse, "{taken}");
        }
    }

    #[tokio::test]
    async fn a_restart_gets_its_port_back_at_once() {
        let listener = listen(ALL.parse().unwrap()).unwrap();
        let port = listener.bound().port();
        let guest = TcpStream::connect((Ipv6Addr::LOCALHOST, port)).await.unwrap();
        let served = listener.accept().await.unwrap();
        drop((listener, served, guest));
        for all in all_at(port) {
            listen(all).unwrap();
        }
    }

    #[test]
    fn a_family_that_the_system_has_not_is_left_out_and_every_other_trouble_is_told() {
        let error = |kind: ErrorKind| present(Err(kind.into()));
        assert!(matches!(error(ErrorKind::AddrNotAvailable), Ok(None)));
        assert!(error(ErrorKind::AddrInUse).is_err() && error(ErrorKind::PermissionDenied).is_err());
        let unsupported = io::Error::from_raw_os_error(UNSUPPORTED_FAMILY[0]);
        assert!(matches!(present(Err(unsupported)), Ok(None)));
    }
}
