//! How far an address is valid.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// How far an address is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In this computer only: loopback, and what programs get as an IPv4 address where the network
    /// has IPv6 only (464XLAT, RFC 7335).
    Computer,
    /// On one link only: an address that a card gave itself (RFC 3927, RFC 4291).
    Link,
    /// In this network only (RFC 1918, RFC 4193).
    Private,
    /// Shared by a provider's customers (RFC 6598).
    Shared,
    /// In the internet.
    Public,
}

impl Scope {
    /// The scope of this address.
    pub fn of(ip: IpAddr) -> Scope {
        match ip {
            IpAddr::V4(ip) => Scope::of_v4(ip),
            IpAddr::V6(ip) => Scope::of_v6(ip),
        }
    }

    fn of_v4(ip: Ipv4Addr) -> Scope {
        if ip.is_loopback() || is_for_translation(ip) {
            Scope::Computer
        } else if ip.is_link_local() {
            Scope::Link
        } else if ip.is_private() || is_for_examples(ip) {
            Scope::Private
        } else if ip.octets()[0] == 100 && ip.octets()[1] & 0xc0 == 64 {
            Scope::Shared
        } else {
            Scope::Public
        }
    }

    fn of_v6(ip: Ipv6Addr) -> Scope {
        if ip.is_loopback() {
            Scope::Computer
        } else if ip.is_unicast_link_local() {
            Scope::Link
        } else if ip.is_unique_local() || ip.segments()[..2] == [0x2001, 0xdb8] {
            Scope::Private
        } else {
            Scope::Public
        }
    }
}

/// Whether this is in `192.0.0.0/29`. macOS gives `192.0.0.2` to the network card itself.
fn is_for_translation(ip: Ipv4Addr) -> bool {
    let [a, b, c, d] = ip.octets();
    [a, b, c] == [192, 0, 0] && d < 8
}

/// Nobody on the internet has these addresses, but a closed network may use them.
fn is_for_examples(ip: Ipv4Addr) -> bool {
    ip.is_documentation() || ip.octets()[0] == 198 && ip.octets()[1] & 0xfe == 18
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_address_ends_where_its_network_ends() {
        let reach = |ip: &str| Scope::of(ip.parse().unwrap());
        assert_eq!([reach("127.0.0.1"), reach("::1")], [Scope::Computer; 2]);
        assert_eq!([reach("192.0.0.2"), reach("192.0.0.7")], [Scope::Computer; 2]);
        assert_eq!([reach("192.0.0.8"), reach("192.0.1.2")], [Scope::Public; 2]);
        assert_eq!([reach("169.254.7.7"), reach("fe80::7")], [Scope::Link; 2]);
        assert_eq!([reach("192.168.1.5"), reach("fd00::5"), reach("2001:db8::5")], [Scope::Private; 3]);
        assert_eq!([reach("100.64.0.9"), reach("100.127.0.9")], [Scope::Shared; 2]);
        assert_eq!([reach("100.128.0.9"), reach("130.75.1.9"), reach("2a02:8109::5")], [Scope::Public; 3]);
    }
}
