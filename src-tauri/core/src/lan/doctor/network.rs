//! The second step: this computer has an address that its neighbours can use.

use std::net::{IpAddr, Ipv4Addr};

use super::card::{Address, Card, Kind};
use super::check::{Check, Remedy, Step};

/// The card and the address that guests most likely use: not virtual, on the default route, of the old kind.
pub(super) fn best(cards: &[Card], default_route: Option<IpAddr>) -> Option<(&Card, Address)> {
    let all = cards.iter().flat_map(|card| card.addresses.iter().map(move |address| (card, *address)));
    all.filter(|(card, address)| card.kind.has_neighbours() && !is_link_local(address.ip)).min_by_key(
        |(_, address)| (is_far(address.ip), Some(address.ip) != default_route, !address.ip.is_ipv4()),
    )
}

/// Judges this computer's place on the network.
pub(super) fn check(cards: &[Card], default_route: Option<IpAddr>) -> Check {
    let check = match best(cards, default_route) {
        Some((card, address)) => placed(card, address.ip),
        None => nowhere(cards),
    };
    let chosen = best(cards, default_route).map(|(_, address)| address.ip);
    let others = cards.iter().flat_map(|card| card.addresses.iter().map(move |address| (card, address.ip)));
    others
        .filter(|(_, ip)| Some(*ip) != chosen && !is_link_local(*ip))
        .fold(check, |check, (card, ip)| check.detail(other(card, ip)))
}

fn placed(card: &Card, ip: IpAddr) -> Check {
    let at = format!("{ip} ({})", card.words());
    match reach(ip) {
        Reach::Near => {
            Check::good(Step::Network, format!("Guests on the same network find the room at {at}."))
        }
        Reach::Shared => Check::unclear(
            Step::Network,
            format!("This computer is at {at}: an address that providers share out."),
        )
        .detail("Behind such an address there are usually no neighbours who could join.")
        .remedy(Remedy::by_hand(
            "Connect this computer and the guests' devices to one Wi-Fi router, or to one phone's hotspot.",
        )),
        Reach::Public => {
            Check::unclear(Step::Network, format!("This computer is at {at}: a public address."))
                .detail("Networks with public addresses (campus, company) often keep their devices apart.")
                .remedy(Remedy::by_hand(
                    "Give the room a code: whoever knows the address may reach it from the internet.",
                ))
        }
    }
}

fn nowhere(cards: &[Card]) -> Check {
    let join =
        "Connect it to the Wi-Fi or the switch that the guests' devices are on; a phone's hotspot does, too.";
    let ips =
        || cards.iter().flat_map(|card| card.addresses.iter().map(move |address| (card.kind, address.ip)));
    if cards.iter().any(|card| card.kind == Kind::Mobile) {
        return Check::problem(
            Step::Network,
            "This computer is on mobile data only: it has no neighbours there.",
        )
        .remedy(Remedy::by_hand(join));
    }
    let own = ips().find(|(kind, ip)| kind.has_neighbours() && ip.is_ipv4() && is_link_local(*ip));
    if let Some((_, ip)) = own {
        let finding = format!("The network gave this computer no address; it took {ip} by itself.");
        return Check::problem(Step::Network, finding).remedy(Remedy::by_hand(
            "Disconnect from the network and connect again; if that does not help, restart the router.",
        ));
    }
    let finding = if ips().any(|(kind, _)| !kind.has_neighbours()) {
        "This computer is on no network that others are on, only on networks inside it or on a VPN."
    } else {
        "This computer is on no network."
    };
    Check::problem(Step::Network, finding).remedy(Remedy::by_hand(join))
}

fn other(card: &Card, ip: IpAddr) -> String {
    format!("It also has {ip} ({}).", card.words())
}

/// How far an address is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// In this network alone (RFC 1918, RFC 4193).
    Near,
    /// Shared by a provider's customers (RFC 6598).
    Shared,
    /// In the internet.
    Public,
}

fn reach(ip: IpAddr) -> Reach {
    match ip {
        IpAddr::V4(ip) if ip.is_private() || is_for_examples(ip) => Reach::Near,
        IpAddr::V4(ip) if ip.octets()[0] == 100 && ip.octets()[1] & 0xc0 == 64 => Reach::Shared,
        IpAddr::V6(ip) if ip.is_unique_local() => Reach::Near,
        _ => Reach::Public,
    }
}

/// Nobody in the internet has these; a closed network may.
fn is_for_examples(ip: Ipv4Addr) -> bool {
    ip.is_documentation() || ip.octets()[0] == 198 && ip.octets()[1] & 0xfe == 18
}

fn is_far(ip: IpAddr) -> bool {
    reach(ip) != Reach::Near
}

fn is_link_local(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lan::doctor::check::Verdict;

    fn card(name: &str, kind: Kind, ips: &[&str]) -> Card {
        let addresses = ips.iter().map(|ip| Address { ip: ip.parse().unwrap(), prefix_bits: 24 }).collect();
        Card { name: name.to_owned(), kind, addresses }
    }

    #[test]
    fn a_laptop_on_wifi_is_well_and_its_other_networks_are_named_as_what_they_are() {
        let cards = [
            card("docker0", Kind::Virtual, &["172.17.0.1"]),
            card("wlan0", Kind::WiFi, &["fe80::1", "2001:db8::5", "192.168.1.5"]),
        ];
        let check = check(&cards, Some("192.168.1.5".parse().unwrap()));
        assert_eq!(check.verdict, Verdict::Good);
        assert!(check.finding.contains("192.168.1.5 (wlan0, Wi-Fi)"), "{check}");
        assert!(check.details[0].contains("172.17.0.1 (docker0, inside this computer"), "{check}");
        assert_eq!(check.details.len(), 2, "link-local addresses say nothing: {check}");
    }

    #[test]
    fn without_a_network_that_is_the_problem() {
        assert_eq!(check(&[], None).finding, "This computer is on no network.");
        let inside =
            [card("virbr0", Kind::Virtual, &["192.168.122.1"]), card("wg0", Kind::Vpn, &["10.8.0.2"])];
        let inside = check(&inside, Some("10.8.0.2".parse().unwrap()));
        assert!(
            inside.verdict == Verdict::Problem && inside.finding.contains("no network that others"),
            "{inside}"
        );
    }

    #[test]
    fn an_address_that_the_computer_took_by_itself_is_no_address() {
        let check = check(&[card("eth0", Kind::Wired, &["169.254.7.7", "fe80::7"])], None);
        assert!(check.verdict == Verdict::Problem && check.finding.contains("169.254.7.7"), "{check}");
    }

    #[test]
    fn mobile_data_has_no_neighbours() {
        let check = check(&[card("wwan0", Kind::Mobile, &["100.72.3.4"])], None);
        assert!(check.verdict == Verdict::Problem && check.finding.contains("mobile data"), "{check}");
    }

    #[test]
    fn public_and_shared_addresses_may_or_may_not_do() {
        let judged = |ip: &str| check(&[card("eth0", Kind::Wired, &[ip])], None);
        let public = judged("130.75.1.9");
        assert!(public.verdict == Verdict::Unclear && public.finding.contains("public"), "{public}");
        let shared = judged("100.64.0.9");
        assert!(shared.verdict == Verdict::Unclear && shared.finding.contains("share"), "{shared}");
        assert!(judged("100.128.0.9").finding.contains("public"), "the shared ones end before it");
    }
}
