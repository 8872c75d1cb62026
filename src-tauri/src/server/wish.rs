//! Where the host wants the server to listen, and what can be had of that.

use std::io;
use std::net::{IpAddr, SocketAddr};

use flatchat_core::Problem;
use flatchat_core::lan::Bound;
use flatchat_core::problem::Arguments;
use flatchat_core::server::{DEFAULT_PORT, ListenAddress, ListenAddressError, Listener, listen};

use crate::problem::{AppCode, problem};
use crate::settings::Listen;

/// Overrides where to listen, with or without a port: see [`ListenAddress`]. Used by tests, and by
/// hosts who try things out.
pub(super) const LISTEN_VARIABLE: &str = "FLATCHAT_LISTEN";

/// Why the server cannot be where it is wanted.
#[derive(Debug, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum ListenError {
    /// The environment variable cannot be understood.
    #[error("{LISTEN_VARIABLE}: {0}")]
    Variable(#[from] ListenAddressError),
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

impl From<&ListenError> for Problem {
    fn from(error: &ListenError) -> Problem {
        let (code, value, cause) = match error {
            ListenError::Taken(port) => (AppCode::PortTaken, port.to_string(), None),
            ListenError::Variable(_) => (AppCode::CannotListen, LISTEN_VARIABLE.to_owned(), None),
            ListenError::NoSuchAddress(ip) => (AppCode::CannotListen, ip.to_string(), None),
            ListenError::Os(address, cause) => {
                (AppCode::CannotListen, address.to_string(), Some(cause.to_string()))
            }
        };
        let reason = Some(error.into());
        problem(code, error).with(Arguments { reason, value: Some(value), cause, ..Arguments::default() })
    }
}

/// Where to listen: an address, and the ports to try in turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wish {
    ip: IpAddr,
    pub(super) ports: Vec<u16>,
    /// Whether the first port is the host's choice, and not only the port of last time.
    asked: bool,
}

impl Wish {
    /// The port that was asked for or, without one, the last one; then the default; then any free
    /// port.
    pub(super) fn new(
        fixed: Option<&str>,
        listen: Listen,
        asked: Option<u16>,
        last: Option<u16>,
    ) -> Result<Wish, ListenAddressError> {
        let ip = match fixed.map(str::parse).transpose()? {
            Some(ListenAddress::Exactly(address)) => return Ok(Wish::exactly(address)),
            Some(ListenAddress::AnyPort(ip)) => ip,
            None => listen.into(),
        };
        let mut ports: Vec<u16> = asked.or(last).into_iter().chain([DEFAULT_PORT, 0]).collect();
        ports.dedup();
        Ok(Wish { ip, ports, asked: asked.is_some() })
    }

    pub(super) fn exactly(address: SocketAddr) -> Wish {
        Wish { ip: address.ip(), ports: vec![address.port()], asked: true }
    }

    /// The same wish without alternatives.
    pub(super) fn strictly(mut self) -> Wish {
        if self.asked {
            self.ports.truncate(1);
        }
        self
    }

    pub(super) fn is_met_by(&self, bound: Bound) -> bool {
        let port = self.ports.first().copied().unwrap_or_default();
        let there = if self.ip.is_unspecified() { bound.is_unspecified() } else { self.ip == bound.ip() };
        there && [0, bound.port()].contains(&port)
    }

    /// The port that was asked for, if another one was bound. Port 0 asks for no particular one.
    pub(super) fn missed(&self, bound: u16) -> Option<u16> {
        self.ports.first().copied().filter(|first| self.asked && ![0, bound].contains(first))
    }

    pub(super) fn bind(&self) -> Result<Listener, ListenError> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(fixed: Option<&str>, asked: Option<u16>, last: Option<u16>) -> Wish {
        Wish::new(fixed, Listen::All, asked, last).unwrap()
    }

    #[test]
    fn an_address_that_is_none_does_not_open_the_room_to_everyone() {
        assert!(Wish::new(Some("nowhere"), Listen::All, None, None).is_err());
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
        assert_eq!((loopback.ip.to_string(), &*loopback.ports), ("127.0.0.1".to_owned(), &[8765, 0][..]));
        assert_eq!(wish(Some("localhost"), None, None), loopback);
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
