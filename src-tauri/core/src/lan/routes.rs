//! On which card this computer's traffic to the internet leaves.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

use super::cards::Card;

/// Nobody has these addresses (RFC 5737, RFC 3849), so only a default route leads to them.
const ANYWHERE: [(IpAddr, IpAddr); 2] = [
    (IpAddr::V4(Ipv4Addr::UNSPECIFIED), IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1))),
    (IpAddr::V6(Ipv6Addr::UNSPECIFIED), IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1))),
];

/// Any port will do, because nothing is sent to it.
const PORT: u16 = 9;

/// Where Linux lists the routes of each family, also those that a VPN's default route is preferred
/// to. A service with `ProcSubset=pid` has no `/proc/net`, but it has its own folder.
const ROUTES_V4: &str = "/proc/self/net/route";
const ROUTES_V6: &str = "/proc/self/net/ipv6_route";

/// The default routes of this computer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Routes {
    /// This computer's own addresses on those in use, at most one of each family.
    sources: Vec<IpAddr>,
    /// The names of the cards of all of them, the preferred first, if the system lists them.
    cards: Vec<String>,
}

impl Routes {
    /// The routes as they are now.
    pub fn now() -> Routes {
        let sources = ANYWHERE.into_iter().filter_map(|(own, anywhere)| source(own, anywhere)).collect();
        let table = |path| fs::read_to_string(path).unwrap_or_default();
        Routes { sources, cards: listed(&table(ROUTES_V4), &table(ROUTES_V6)) }
    }

    /// Whether traffic leaves from this address.
    pub fn start_at(&self, ip: IpAddr) -> bool {
        self.sources.contains(&ip)
    }

    /// Whether traffic of either family leaves through this card.
    pub fn lead_through(&self, card: &Card) -> bool {
        card.addresses.iter().any(|address| self.start_at(address.ip))
    }

    /// How many cards with a default route are preferred to this one. For a card without one, the
    /// number of all cards with one.
    pub fn before(&self, card: &Card) -> usize {
        self.cards.iter().position(|name| *name == card.name).unwrap_or(self.cards.len())
    }
}

impl FromIterator<IpAddr> for Routes {
    fn from_iter<T: IntoIterator<Item = IpAddr>>(ips: T) -> Routes {
        Routes { sources: ips.into_iter().collect(), cards: Vec::new() }
    }
}

/// The address from which this computer would send to `anywhere`. Connecting a UDP socket sends
/// nothing.
fn source(own: IpAddr, anywhere: IpAddr) -> Option<IpAddr> {
    let socket = UdpSocket::bind(SocketAddr::new(own, 0)).ok()?;
    socket.connect(SocketAddr::new(anywhere, PORT)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

/// The cards of all default routes, by how much each is preferred.
fn listed(v4: &str, v6: &str) -> Vec<String> {
    let mut routes: Vec<(u32, &str)> =
        v4.lines().filter_map(default_v4).chain(v6.lines().filter_map(default_v6)).collect();
    routes.sort();
    routes.into_iter().map(|(_, card)| card.to_owned()).collect()
}

/// `CARD DESTINATION GATEWAY FLAGS REFERENCES USES METRIC MASK …`. Destination and mask are
/// hexadecimal, the metric is decimal.
fn default_v4(line: &str) -> Option<(u32, &str)> {
    let [card, "00000000", _, _, _, _, metric, "00000000", ..] =
        line.split_whitespace().collect::<Vec<_>>()[..]
    else {
        return None;
    };
    Some((metric.parse().ok()?, card))
}

/// `DESTINATION BITS SOURCE BITS GATEWAY METRIC REFERENCES USES FLAGS CARD`, in hexadecimal except
/// the card. Routes through `lo` refuse traffic.
fn default_v6(line: &str) -> Option<(u32, &str)> {
    let [destination, "00", _, _, _, metric, _, _, _, card] = line.split_whitespace().collect::<Vec<_>>()[..]
    else {
        return None;
    };
    let everywhere = destination.bytes().all(|digit| digit == b'0') && card != "lo";
    everywhere.then_some((u32::from_str_radix(metric, 16).ok()?, card))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linux_lists_the_default_routes_behind_that_of_a_vpn() {
        let v4 = "\
Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
wlp3s0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0
proton0\t00000000\t00000000\t0001\t0\t0\t50\t00000000\t0\t0\t0
wlp3s0\t0001A8C0\t00000000\t0001\t0\t0\t600\t00FFFFFF\t0\t0\t0
";
        let zeros = "0".repeat(32);
        let v6 = format!(
            "fd000000000000000000000000000000 40 {zeros} 00 {zeros} 00000100 00000002 00000000 00000001 eth0\n\
             {zeros} 00 {zeros} 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003 eth0\n\
             {zeros} 00 {zeros} 00 {zeros} ffffffff 00000001 00000000 00200200 lo\n"
        );
        assert_eq!(listed(v4, &v6), ["proton0", "wlp3s0", "eth0"]);
        assert_eq!(listed("", ""), [""; 0]);
    }
}
