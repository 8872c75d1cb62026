//! The source of a request: the one place that decides how an address is counted.
//!
//! * An IPv4 address counts by itself, however it is written: `::ffff:192.0.2.1` and
//!   `64:ff9b::192.0.2.1` are `192.0.2.1`.
//! * IPv6 addresses count by /64, because every machine can choose among the 2⁶⁴ addresses of its
//!   network. A wider network counts as well, with a larger quota, because many providers give a
//!   customer 65,536 networks.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU32;

/// How many times the quota of one network its wider network gets.
pub(crate) const WIDER: NonZeroU32 = NonZeroU32::new(8).expect("not zero");

/// How many leading bits of an IPv6 address identify one machine's network, and how many identify a
/// provider's customer.
const NETWORK_BITS: u32 = 64;
const WIDER_BITS: u32 = 48;

/// Private IPv6 networks (RFC 4193). Anybody on a link can announce more of them, so all of them
/// together are one wider network.
const PRIVATE: (Ipv6Addr, u32) = (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7);

/// The start of an IPv4 address in the form of a NAT64 translator (RFC 6052).
const TRANSLATED: [u16; 6] = [0x64, 0xff9b, 0, 0, 0, 0];

/// Addresses that share their first bits: the first of these addresses, and the number of bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Network(IpAddr, u32);

/// The network of the machine with this address.
impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Network {
        Source::from(address).network
    }
}

/// The source of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// The network that belongs to one machine.
    pub(crate) network: Network,
    /// The network that one customer of a provider may have. IPv4 has no such network.
    pub(crate) wider: Option<Network>,
}

impl From<IpAddr> for Source {
    fn from(address: IpAddr) -> Source {
        match canonical(address) {
            IpAddr::V4(address) => Source { network: Network(address.into(), Ipv4Addr::BITS), wider: None },
            IpAddr::V6(address) => Source {
                network: first_bits(address, NETWORK_BITS),
                wider: Some(first_bits(address, wider_bits(address))),
            },
        }
    }
}

impl Source {
    /// Returns both networks, each with how many times the quota of one network it gets.
    pub(crate) fn networks(self) -> impl Iterator<Item = (Network, NonZeroU32)> {
        let wider = self.wider.map(|wider| (wider, WIDER));
        std::iter::once((self.network, NonZeroU32::MIN)).chain(wider)
    }
}

fn canonical(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) if v6.segments()[..6] == TRANSLATED => {
            let [.., a, b, c, d] = v6.octets();
            Ipv4Addr::new(a, b, c, d).into()
        }
        address => address,
    }
}

fn wider_bits(address: Ipv6Addr) -> u32 {
    let (private, bits) = PRIVATE;
    if first_bits(address, bits) == first_bits(private, bits) { bits } else { WIDER_BITS }
}

fn first_bits(address: Ipv6Addr, bits: u32) -> Network {
    let mask = u128::MAX << (u128::BITS - bits);
    Network(Ipv6Addr::from_bits(address.to_bits() & mask).into(), bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(address: &str) -> Source {
        Source::from(address.parse::<IpAddr>().unwrap())
    }

    fn same_network(a: &str, b: &str) -> bool {
        source(a).network == source(b).network
    }

    #[test]
    fn an_ipv4_address_is_one_source_however_it_is_written() {
        assert!(same_network("192.0.2.1", "::ffff:192.0.2.1"));
        assert!(same_network("192.0.2.1", "64:ff9b::192.0.2.1"));
        assert!(!same_network("192.0.2.1", "192.0.2.2"));
        assert_eq!(source("192.0.2.1").wider, None);
    }

    #[test]
    fn all_addresses_of_an_ipv6_network_are_one_source() {
        assert!(same_network("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assert!(!same_network("2001:db8:1:2::1", "2001:db8:1:3::1"));
        assert!(same_network("fe80::1", "fe80::ffff:1"));
    }

    #[test]
    fn a_customers_networks_share_a_wider_one() {
        assert_eq!(source("2001:db8:1:2::1").wider, source("2001:db8:1:ffff::1").wider);
        assert_ne!(source("2001:db8:1::1").wider, source("2001:db8:2::1").wider);
        assert_ne!(source("2001:db8:1::1").wider, Some(source("2001:db8:1::1").network));
    }

    #[test]
    fn private_networks_which_anybody_can_announce_share_a_wider_one() {
        assert_eq!(source("fd00:1::1").wider, source("fc12:3456:789a::1").wider);
        assert_ne!(source("fd00:1::1").network, source("fd00:2::1").network);
        assert_ne!(source("fd00:1::1").wider, source("fe80::1").wider);
    }
}
