//! Where the room's sockets are bound: to one address, or to all of this computer's addresses, of
//! each family that the system has.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The addresses of the sockets that the room listens with. They share one port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    v4: Option<Ipv4Addr>,
    v6: Option<Ipv6Addr>,
    port: u16,
}

impl Bound {
    /// All addresses of the families of `sockets`, or the address of the only one.
    ///
    /// # Panics
    /// When there are no sockets.
    pub fn of(sockets: &[SocketAddr]) -> Bound {
        let port = sockets.first().expect("a room listens with a socket").port();
        let v4 = sockets.iter().find_map(|one| if let IpAddr::V4(ip) = one.ip() { Some(ip) } else { None });
        let v6 = sockets.iter().find_map(|one| if let IpAddr::V6(ip) = one.ip() { Some(ip) } else { None });
        Bound { v4, v6, port }
    }

    /// The port of all sockets.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address to show for all sockets: the IPv4 address, if there is one.
    pub fn ip(&self) -> IpAddr {
        self.v4.map(IpAddr::V4).or(self.v6.map(IpAddr::V6)).unwrap_or(Ipv4Addr::UNSPECIFIED.into())
    }

    /// The address to show for all sockets, with the port.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::new(self.ip(), self.port)
    }

    /// Whether the sockets are bound to all addresses.
    pub fn is_unspecified(&self) -> bool {
        self.ip().is_unspecified()
    }

    /// Whether a connection to `ip`, an address of this computer, arrives at these sockets.
    pub fn covers(&self, ip: IpAddr) -> bool {
        match ip {
            IpAddr::V4(ip) => self.v4.is_some_and(|own| own.is_unspecified() || own == ip),
            IpAddr::V6(ip) => self.v6.is_some_and(|own| own.is_unspecified() || own == ip),
        }
    }
}

impl From<SocketAddr> for Bound {
    fn from(address: SocketAddr) -> Bound {
        Bound::of(&[address])
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.address().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(sockets: &[&str]) -> Bound {
        Bound::of(&sockets.iter().map(|one| one.parse().unwrap()).collect::<Vec<_>>())
    }

    #[test]
    fn all_addresses_are_those_of_the_families_that_were_bound() {
        let covers = |bound: Bound| ["192.0.2.7", "fd00::7"].map(|ip| bound.covers(ip.parse().unwrap()));
        assert_eq!(covers(bound(&["0.0.0.0:1", "[::]:1"])), [true, true]);
        assert_eq!(covers(bound(&["0.0.0.0:1"])), [true, false]);
        assert_eq!(covers(bound(&["[::]:1"])), [false, true]);
        assert_eq!(covers(bound(&["192.0.2.7:1"])), [true, false]);
        assert_eq!(covers(bound(&["[fd00::8]:1"])), [false, false]);
    }

    #[test]
    fn both_families_are_shown_as_one_address() {
        assert_eq!(bound(&["0.0.0.0:1", "[::]:1"]).to_string(), "0.0.0.0:1");
        assert_eq!(bound(&["[fd00::8]:1"]).to_string(), "[fd00::8]:1");
    }
}
