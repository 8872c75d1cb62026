//! This computer's network cards and their addresses: the one place that lists them.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;

#[cfg(windows)]
use super::adapter::{Adapter, adapters};
use super::kind::{CardKind, LinkShape};
use super::scope::Scope;

/// Where Linux describes network cards.
const SYS: &str = "/sys/class/net";

/// Where Linux lists IPv6 addresses with their flags. The flags are not available in another way.
/// A service with `ProcSubset=pid` has no `/proc/net`, but it has its own folder.
const IF_INET6: &str = "/proc/self/net/if_inet6";

/// Flags of IPv6 addresses on Linux (`IFA_F_…`): a privacy address, an address that another
/// computer has already, an address that is about to go.
const TEMPORARY: u8 = 0x01;
const DOUBLE: u8 = 0x08;
const DEPRECATED: u8 = 0x20;

/// A network card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// As the system calls it.
    pub name: String,
    /// What it leads to.
    pub kind: CardKind,
    /// At least one.
    pub addresses: Vec<CardAddress>,
}

/// An address with the size of its network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardAddress {
    /// The address.
    pub ip: IpAddr,
    /// How many bits all addresses of its network share.
    pub prefix_bits: u8,
    /// Whether it is lasting. A privacy address of IPv6 is gone tomorrow.
    pub lasts: bool,
}

impl Card {
    /// Its name and, if that is known, what it leads to.
    pub fn words(&self) -> String {
        match self.kind {
            CardKind::Other => self.name.clone(),
            kind => format!("{}, {}", self.name, kind.words()),
        }
    }
}

impl CardAddress {
    /// Another address in the same network: that of a guest, for a firewall's rules.
    pub fn neighbour(self) -> IpAddr {
        match self.ip {
            IpAddr::V4(ip) => {
                let one = u32::from(ip) ^ 1;
                let host_bits = u32::MAX.checked_shr(self.prefix_bits.into()).unwrap_or(0);
                // Neither the network's own address nor its broadcast address.
                let taken = one & host_bits == 0 || one & host_bits == host_bits;
                IpAddr::V4(Ipv4Addr::from(if taken { u32::from(ip) ^ 2 } else { one }))
            }
            IpAddr::V6(ip) => IpAddr::V6((u128::from(ip) ^ 1).into()),
        }
    }
}

/// All cards that have an address, except loopback. The address that a card without a connection
/// gave itself is left out.
pub fn cards() -> Vec<Card> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_else(|error| {
        tracing::warn!(%error, "cannot list this computer's network cards");
        Vec::new()
    });
    let table = fs::read_to_string(IF_INET6).unwrap_or_default();
    let descriptions = Descriptions::now();
    let mut cards: Vec<Card> = Vec::new();
    let used = |one: &if_addrs::Interface| !one.is_loopback() && is_used(one.ip(), one.is_oper_up());
    for interface in interfaces.into_iter().filter(used) {
        let Some(address) = address(&interface.addr, &table) else { continue };
        match cards.iter_mut().find(|card| card.name == interface.name) {
            Some(card) => card.addresses.push(address),
            None => {
                let kind = descriptions.kind_of(&interface);
                cards.push(Card { kind, name: interface.name, addresses: vec![address] });
            }
        }
    }
    cards
}

/// Windows also lists the addresses that cards gave themselves when they lost their network.
fn is_used(ip: IpAddr, connected: bool) -> bool {
    connected || Scope::of(ip) != Scope::Link
}

/// How the system describes its cards. Linux is asked for each card when its turn comes.
struct Descriptions {
    #[cfg(windows)]
    adapters: std::collections::HashMap<String, Adapter>,
}

impl Descriptions {
    fn now() -> Descriptions {
        Descriptions {
            #[cfg(windows)]
            adapters: adapters(),
        }
    }

    fn kind_of(&self, interface: &if_addrs::Interface) -> CardKind {
        #[cfg(windows)]
        if let Some(adapter) = self.adapters.get(&interface.adapter_name) {
            return adapter.kind(&interface.name);
        }
        let link = if interface.is_p2p() { LinkShape::PointToPoint } else { LinkShape::Shared };
        CardKind::of(Path::new(SYS), &interface.name, link)
    }
}

/// `None` for an address that another computer has already.
fn address(listed: &if_addrs::IfAddr, table: &str) -> Option<CardAddress> {
    let (prefix_bits, flags) = match listed {
        if_addrs::IfAddr::V4(v4) => (v4.prefixlen, 0),
        if_addrs::IfAddr::V6(v6) => (v6.prefixlen, flags_of(v6.ip, table)),
    };
    let lasts = flags & (TEMPORARY | DEPRECATED) == 0;
    (flags & DOUBLE == 0).then_some(CardAddress { ip: listed.ip(), prefix_bits, lasts })
}

/// A line has an address of 32 digits, then the card's number, the length of the prefix, the scope
/// and the flags, all in hexadecimal, and then the card's name.
fn flags_of(ip: Ipv6Addr, table: &str) -> u8 {
    let digits = format!("{:032x}", u128::from(ip));
    let line = table.lines().find(|line| line.starts_with(&digits));
    let flags = line.and_then(|line| line.split_whitespace().nth(4));
    flags.and_then(|flags| u8::from_str_radix(flags, 16).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linux_lists_which_addresses_are_lasting() {
        let table = "\
fd000000000000000000000000000001 02 40 00 80     eth0
20010db8000000000000000000000abc 02 40 00 01     eth0
20010db8000000000000000000000def 02 40 00 20     eth0
fd000000000000000000000000000002 02 40 00 c8     eth0
";
        let lasts = |ip: &str| {
            let ip = ip.parse().unwrap();
            let (netmask, broadcast) = (Ipv6Addr::UNSPECIFIED, None);
            let listed = if_addrs::IfAddr::V6(if_addrs::Ifv6Addr { ip, netmask, prefixlen: 64, broadcast });
            address(&listed, table).map(|address| address.lasts)
        };
        assert_eq!(lasts("fd00::1"), Some(true));
        assert_eq!((lasts("2001:db8::abc"), lasts("2001:db8::def")), (Some(false), Some(false)));
        assert_eq!(lasts("fd00::2"), None, "another computer has it");
        assert_eq!(lasts("fd00::3"), Some(true), "the table does not list it");
    }

    #[test]
    fn the_address_that_a_card_gave_itself_is_none_without_a_connection() {
        let used = |ip: &str, connected| is_used(ip.parse().unwrap(), connected);
        assert!(used("169.254.7.7", true) && used("fe80::7", true));
        assert!(!used("169.254.7.7", false) && !used("fe80::7", false));
        assert!(used("192.168.1.5", false));
    }

    #[test]
    fn a_neighbour_is_in_the_same_network_and_somebody_else() {
        let neighbour = |ip: &str, prefix_bits| {
            CardAddress { ip: ip.parse().unwrap(), prefix_bits, lasts: true }.neighbour().to_string()
        };
        assert_eq!(neighbour("192.168.1.4", 24), "192.168.1.5");
        assert_eq!(neighbour("192.168.1.1", 24), "192.168.1.3");
        assert_eq!(neighbour("192.168.1.254", 24), "192.168.1.252");
        assert_eq!(neighbour("fd00::4", 64), "fd00::5");
    }
}
