//! This computer's addresses. The one that guests most likely reach comes first.
//!
//! Addresses of real networks come first, then those of VPNs (which others on the VPN can use), of
//! mobile data, and of networks inside this computer. Addresses are left out if a link cannot lead
//! to them: those of this computer alone, and IPv6 addresses of one link.

use std::cmp::Reverse;
use std::net::IpAddr;

use serde::Serialize;

use super::cards::{Card, CardAddress, cards};
use super::kind::CardKind;
use super::routes::Routes;
use super::scope::Scope;

/// One address on a network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct LanAddress {
    /// The address.
    pub ip: IpAddr,
    /// The name of the network card that has it.
    pub card: String,
}

/// The addresses as they are now, best first. Privacy addresses of IPv6 are left out if the card
/// has a lasting one.
pub fn addresses() -> Vec<LanAddress> {
    let cards = cards();
    let ranked = rank(&cards, &Routes::now());
    ranked.into_iter().filter(RankedAddress::stays).map(RankedAddress::into).collect()
}

/// The addresses to announce on the network: those of real networks or, if there are none, all.
/// Otherwise other computers would find an address inside this computer, or its end of a tunnel.
pub(super) fn announced() -> Vec<LanAddress> {
    let cards = cards();
    let mut ranked = rank(&cards, &Routes::now());
    if ranked.iter().any(|place| place.card.kind.has_neighbours()) {
        ranked.retain(|place| place.card.kind.has_neighbours());
    }
    ranked.into_iter().filter(RankedAddress::stays).map(RankedAddress::into).collect()
}

/// An address of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RankedAddress<'a> {
    /// The card.
    pub card: &'a Card,
    /// One of its addresses.
    pub address: CardAddress,
}

impl RankedAddress<'_> {
    /// Whether a link can lead to it. A card that gave itself an address (RFC 3927) shares a cable
    /// or a switch with others that did the same, if it has neighbours at all.
    fn is_in_links(&self) -> bool {
        let given = Scope::of(self.address.ip) != Scope::Link;
        is_reachable(self.address.ip) && (given || self.card.kind.has_neighbours())
    }

    /// Whether it belongs in links: it is lasting, or its card has no lasting address of its
    /// family.
    fn stays(&self) -> bool {
        let same_family =
            |one: &&CardAddress| one.ip.is_ipv6() == self.address.ip.is_ipv6() && is_reachable(one.ip);
        self.address.lasts || !self.card.addresses.iter().filter(same_family).any(|one| one.lasts)
    }
}

impl From<RankedAddress<'_>> for LanAddress {
    fn from(place: RankedAddress<'_>) -> LanAddress {
        LanAddress { ip: place.address.ip, card: place.card.name.clone() }
    }
}

/// The addresses that a link can lead to, best first. An address is better on a real network, then
/// if a network gave it, if it is IPv4, if it is lasting, if its scope is private, and if it is on
/// the default route.
pub fn rank<'a>(cards: &'a [Card], routes: &Routes) -> Vec<RankedAddress<'a>> {
    let places = cards
        .iter()
        .flat_map(|card| card.addresses.iter().map(move |one| RankedAddress { card, address: *one }));
    let mut places: Vec<RankedAddress<'_>> = places.filter(RankedAddress::is_in_links).collect();
    places.sort_by_key(|RankedAddress { card, address: CardAddress { ip, lasts, .. } }| {
        let scope = Scope::of(*ip);
        let (self_assigned, private) = (scope == Scope::Link, scope == Scope::Private);
        let on_route = (routes.lead_through(card), Reverse(routes.before(card)), routes.start_at(*ip));
        (likelihood(card.kind), self_assigned, Reverse((ip.is_ipv4(), *lasts, private, on_route)))
    });
    places
}

/// How likely guests are on such a card. Lower is likelier.
fn likelihood(kind: CardKind) -> u8 {
    match kind {
        CardKind::Wired | CardKind::WiFi | CardKind::Other => 0,
        CardKind::Vpn => 1,
        CardKind::Mobile => 2,
        CardKind::Virtual => 3,
    }
}

/// Whether a link on another computer can lead to this address. An IPv6 address of one link needs
/// the name of a card, which browsers do not take.
pub(super) fn is_reachable(ip: IpAddr) -> bool {
    let leads_here = match Scope::of(ip) {
        Scope::Computer => false,
        Scope::Link => ip.is_ipv4(),
        Scope::Private | Scope::Shared | Scope::Public => true,
    };
    leads_here && !ip.is_unspecified() && !ip.is_multicast()
}

/// This computer's name in lower case: `laptop`, or a full name such as `laptop.example.org`. It
/// may have letters beyond ASCII, as in `büro-pc`.
pub fn host_name() -> Option<String> {
    let name = gethostname::gethostname().into_string().ok()?.to_lowercase();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(name: &str, kind: CardKind, ips: &[&str]) -> Card {
        let address = |ip: &&str| CardAddress { ip: ip.parse().unwrap(), prefix_bits: 24, lasts: true };
        Card { name: name.to_owned(), kind, addresses: ips.iter().map(address).collect() }
    }

    fn ranked(cards: &[Card], routes: &[&str]) -> Vec<String> {
        let routes = Routes::from_iter(routes.iter().map(|ip| ip.parse::<IpAddr>().unwrap()));
        rank(cards, &routes).iter().map(|place| place.address.ip.to_string()).collect()
    }

    #[test]
    fn the_default_route_comes_first_and_networks_inside_this_computer_last() {
        let cards = [
            card("lo", CardKind::Virtual, &["127.0.0.1"]),
            card("docker0", CardKind::Virtual, &["172.17.0.1"]),
            card("wwan0", CardKind::Mobile, &["10.111.0.9"]),
            card("tun0", CardKind::Vpn, &["10.8.0.2"]),
            card("eth0", CardKind::Wired, &["192.168.1.7"]),
            card("wlan0", CardKind::WiFi, &["fe80::1", "192.168.1.5", "fd00::5"]),
        ];
        let expected = ["192.168.1.5", "192.168.1.7", "fd00::5", "10.8.0.2", "10.111.0.9", "172.17.0.1"];
        assert_eq!(ranked(&cards, &["192.168.1.5"]), expected);
    }

    #[test]
    fn a_default_route_through_a_vpn_does_not_make_the_vpn_first() {
        let cards = [
            card("proton0", CardKind::Vpn, &["10.96.0.2", "fd7d::2"]),
            card("eth0", CardKind::Other, &["192.168.1.5"]),
        ];
        assert_eq!(ranked(&cards, &["10.96.0.2", "fd7d::2"]), ["192.168.1.5", "10.96.0.2", "fd7d::2"]);
        let real =
            [card("proton0", CardKind::Vpn, &["10.96.0.2"]), card("eth0", CardKind::Other, &["fd00::5"])];
        assert_eq!(ranked(&real, &["10.96.0.2"])[0], "fd00::5", "not even where the network has IPv6 only");
    }

    #[test]
    fn a_vpn_alone_is_still_somewhere() {
        assert_eq!(ranked(&[card("tailscale0", CardKind::Vpn, &["100.72.1.9"])], &[]), ["100.72.1.9"]);
    }

    #[test]
    fn on_a_cable_alone_the_address_that_the_card_gave_itself_is_the_link() {
        let cable = card("eth0", CardKind::Wired, &["fe80::1", "169.254.7.7"]);
        assert_eq!(ranked(std::slice::from_ref(&cable), &[]), ["169.254.7.7"]);
        let cards = [
            cable,
            card("vboxnet0", CardKind::Virtual, &["169.254.9.9"]),
            card("tun0", CardKind::Vpn, &["10.8.0.2", "169.254.8.8"]),
            card("wlan0", CardKind::WiFi, &["169.254.5.5", "192.168.1.5", "2001:db8::5"]),
        ];
        let expected = ["192.168.1.5", "2001:db8::5", "169.254.7.7", "169.254.5.5", "10.8.0.2"];
        assert_eq!(ranked(&cards, &[]), expected, "it is the last of those of real networks");
        assert_eq!(ranked(&cards, &["169.254.7.7"])[0], "192.168.1.5", "on any default route");
    }

    /// macOS on a network that has IPv6 only.
    #[test]
    fn an_address_for_translation_to_ipv6_is_in_no_link() {
        let en0 = [card("en0", CardKind::Other, &["192.0.0.2", "fe80::1", "2001:db8::5"])];
        assert_eq!(ranked(&en0, &["192.0.0.2", "2001:db8::5"]), ["2001:db8::5"]);
    }

    #[test]
    fn of_ipv6_addresses_those_that_stay_and_belong_to_this_network_come_first() {
        let mut wlan = card("wlan0", CardKind::WiFi, &["2a02::77", "2a02::5", "fd00::5", "fd00::99"]);
        wlan.addresses[0].lasts = false;
        wlan.addresses[3].lasts = false;
        let cards = [wlan];
        assert_eq!(ranked(&cards, &["2a02::77"]), ["fd00::5", "2a02::5", "fd00::99", "2a02::77"]);
        let kept: Vec<bool> = rank(&cards, &Routes::default()).iter().map(RankedAddress::stays).collect();
        assert_eq!(kept, [true, true, false, false]);
        let mut only = card("eth0", CardKind::Wired, &["fe80::1", "2a02::77"]);
        only.addresses[1].lasts = false;
        assert!(
            rank(&[only], &Routes::default())[0].stays(),
            "a card without a lasting one keeps what it has"
        );
    }
}
