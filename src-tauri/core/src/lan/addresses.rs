//! This computer's addresses, the one that guests most likely reach first.
//!
//! The address of the default route comes first, those of virtual interfaces (containers, VPNs, virtual
//! machines) last; loopback and link-local addresses are left out.

use std::cmp::Reverse;
use std::net::{IpAddr, Ipv4Addr, UdpSocket};

use serde::Serialize;

/// One address on a network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct LanAddress {
    /// The address.
    pub ip: IpAddr,
    /// The interface's name, or words for it.
    pub label: String,
}

const VIRTUAL: [&str; 15] = [
    "docker",
    "br-",
    "veth",
    "virbr",
    "vmnet",
    "vboxnet",
    "vethernet",
    "wsl",
    "tun",
    "tap",
    "utun",
    "wg",
    "tailscale",
    "zt",
    "ham",
];

/// The addresses as they are now, best first.
pub fn addresses() -> Vec<LanAddress> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_else(|error| {
        tracing::warn!(%error, "cannot list this computer's addresses");
        Vec::new()
    });
    let all =
        interfaces.into_iter().map(|interface| LanAddress { ip: interface.ip(), label: interface.name });
    rank(all.collect(), default_route())
}

fn rank(mut addresses: Vec<LanAddress>, default_route: Option<IpAddr>) -> Vec<LanAddress> {
    addresses.retain(|address| is_reachable(address.ip));
    addresses.sort_by_key(|address| {
        Reverse((!is_virtual(&address.label), Some(address.ip) == default_route, address.ip.is_ipv4()))
    });
    addresses
}

pub(super) fn is_reachable(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => !ip.is_loopback() && !ip.is_link_local() && !ip.is_unspecified(),
        IpAddr::V6(ip) => !ip.is_loopback() && !ip.is_unicast_link_local() && !ip.is_unspecified(),
    }
}

fn is_virtual(interface: &str) -> bool {
    let interface = interface.to_lowercase();
    VIRTUAL.iter().any(|prefix| interface.starts_with(prefix))
}

/// The address from which this computer would speak to the world. Connecting a UDP socket sends nothing.
pub(super) fn default_route() -> Option<IpAddr> {
    let anywhere = (Ipv4Addr::new(192, 0, 2, 1), 9); // TEST-NET-1, RFC 5737
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect(anywhere).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

pub(super) fn label_of(ip: IpAddr) -> String {
    if ip.is_loopback() {
        return "this computer only".to_owned();
    }
    let known = addresses().into_iter().find(|address| address.ip == ip);
    known.map_or_else(|| "network".to_owned(), |address| address.label)
}

/// What the system calls this computer, in lower case: `laptop`, or a whole name such as
/// `laptop.example.org`.
pub fn host_name() -> Option<String> {
    let name = gethostname::gethostname().into_string().ok()?.to_lowercase();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(ip: &str, label: &str) -> LanAddress {
        LanAddress { ip: ip.parse().unwrap(), label: label.to_owned() }
    }

    #[test]
    fn the_default_route_comes_first_and_virtual_interfaces_last() {
        let found = vec![
            address("127.0.0.1", "lo"),
            address("172.17.0.1", "docker0"),
            address("fe80::1", "wlan0"),
            address("10.8.0.2", "tun0"),
            address("192.168.1.7", "eth0"),
            address("192.168.1.5", "wlan0"),
            address("fd00::5", "wlan0"),
        ];
        let ranked = rank(found, Some("192.168.1.5".parse().unwrap()));
        let ips: Vec<String> = ranked.iter().map(|address| address.ip.to_string()).collect();
        assert_eq!(ips, ["192.168.1.5", "192.168.1.7", "fd00::5", "172.17.0.1", "10.8.0.2"]);
    }

    #[test]
    fn a_default_route_through_a_vpn_does_not_make_the_vpn_first() {
        let found = vec![address("10.8.0.2", "wg0"), address("192.168.1.5", "wlan0")];
        let ranked = rank(found, Some("10.8.0.2".parse().unwrap()));
        assert_eq!(ranked[0].label, "wlan0");
    }
}
