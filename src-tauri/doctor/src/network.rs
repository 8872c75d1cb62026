//! The second step: this computer has an address that its neighbours can use.

use std::net::IpAddr;

use flatchat_core::lan::{Card, CardAddress, CardKind, RankedAddress, Routes, Scope, rank};

use crate::advice::Advice;
use crate::check::{Check, Remedy, Step};
use crate::enclosure::{Enclosure, Traces};
use crate::finding::{Finding, Place};

/// The card and the address that guests most likely use: those of the invitation's first link,
/// unless guests cannot be on that card.
pub(super) fn best<'a>(cards: &'a [Card], routes: &Routes) -> Option<(&'a Card, CardAddress)> {
    let first = rank(cards, routes).first().copied();
    first
        .filter(|place| place.card.kind.has_neighbours())
        .map(|RankedAddress { card, address }| (card, address))
}

/// Judges this computer's place on the network. A room there is or would be on `port`. `traces`
/// show whether the computer runs inside another one.
pub(super) fn check(cards: &[Card], routes: &Routes, traces: &Traces, port: u16) -> Check {
    let best = best(cards, routes);
    let check = match best {
        Some((card, address)) => match traces.enclosure(card, address.ip) {
            Some(enclosure) => enclosed(enclosure, Place::new(card, address.ip), port),
            None => placed(card, address.ip),
        },
        None => nowhere(cards),
    };
    let chosen = best.map(|(_, address)| address.ip);
    let others = rank(cards, routes).into_iter().map(|place| (place.card, place.address.ip));
    others
        .filter(|(_, ip)| Some(*ip) != chosen)
        .fold(check, |check, (card, ip)| check.detail(Finding::AlsoAt { at: Place::new(card, ip) }))
}

/// The outer computer may pass guests on, which cannot be seen from inside.
fn enclosed(enclosure: Enclosure, at: Place, port: u16) -> Check {
    let (finding, advice) = match enclosure {
        Enclosure::Container => (Finding::InContainer { at }, Advice::PublishPort { port }),
        Enclosure::Wsl => (Finding::InWsl { at }, Advice::MirrorWsl),
        Enclosure::VirtualMachine => (Finding::InVirtualMachine { at }, Advice::BridgeMachine),
    };
    Check::unclear(Step::Network, finding).remedy(Remedy::by_hand(advice))
}

fn placed(card: &Card, ip: IpAddr) -> Check {
    let at = Place::new(card, ip);
    match Scope::of(ip) {
        Scope::Computer | Scope::Private => Check::good(Step::Network, Finding::FoundAt { at }),
        // Guests who did the same are on the same network. Guests who got an address are not.
        Scope::Link => Check::unclear(Step::Network, Finding::FoundAt { at })
            .detail(Finding::NoAddress { ip })
            .remedy(Remedy::by_hand(Advice::JoinNetwork)),
        Scope::Shared => Check::unclear(Step::Network, Finding::SharedAddress { at })
            .detail(Finding::SharedAlone)
            .remedy(Remedy::by_hand(Advice::OneRouter)),
        // This is the usual kind of IPv6 address, at home too.
        Scope::Public if ip.is_ipv6() => {
            Check::good(Step::Network, Finding::FoundAt { at }).detail(Finding::PublicV6)
        }
        Scope::Public => Check::unclear(Step::Network, Finding::PublicAddress { at })
            .detail(Finding::PublicNetworks)
            .remedy(Remedy::by_hand(Advice::GiveCode)),
    }
}

fn nowhere(cards: &[Card]) -> Check {
    let problem = |finding| Check::problem(Step::Network, finding);
    let ips =
        || cards.iter().flat_map(|card| card.addresses.iter().map(move |address| (card.kind, address.ip)));
    if cards.iter().any(|card| card.kind == CardKind::Mobile) {
        return problem(Finding::MobileOnly).remedy(Remedy::by_hand(Advice::JoinNetwork));
    }
    let mut own = ips().filter(|(kind, ip)| kind.has_neighbours() && Scope::of(*ip) == Scope::Link);
    if let Some((_, ip)) = own.next() {
        return problem(Finding::NoAddress { ip }).remedy(Remedy::by_hand(Advice::Reconnect));
    }
    let inside_only = ips().any(|(kind, _)| !kind.has_neighbours());
    problem(if inside_only { Finding::InsideOnly } else { Finding::NoNetwork })
        .remedy(Remedy::by_hand(Advice::JoinNetwork))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Verdict;

    fn card(name: &str, kind: CardKind, ips: &[&str]) -> Card {
        let address = |ip: &&str| CardAddress { ip: ip.parse().unwrap(), prefix_bits: 24, lasts: true };
        Card { name: name.to_owned(), kind, addresses: ips.iter().map(address).collect() }
    }

    /// The check of a computer that runs inside no other.
    fn check(cards: &[Card], routes: &Routes) -> Check {
        super::check(cards, routes, &Traces::default(), 8765)
    }

    #[test]
    fn a_computer_inside_another_is_not_said_to_be_found_by_guests() {
        let at = || Place::new(&card("eth0", CardKind::Other, &[]), "172.17.0.2".parse().unwrap());
        for (enclosure, words) in [
            (Enclosure::Container, "-p 8765:8765"),
            (Enclosure::Wsl, "networkingMode=mirrored"),
            (Enclosure::VirtualMachine, "bridged"),
        ] {
            let check = enclosed(enclosure, at(), 8765);
            assert_eq!(check.verdict, Verdict::Unclear);
            assert!(check.to_string().contains("172.17.0.2 (eth0)"), "{check}");
            assert!(check.to_string().contains(words), "{check}");
        }
    }

    fn route(ip: &str) -> Routes {
        Routes::from_iter([ip.parse::<IpAddr>().unwrap()])
    }

    #[test]
    fn a_laptop_on_wifi_is_well_and_its_other_networks_are_named_as_what_they_are() {
        let cards = [
            card("docker0", CardKind::Virtual, &["172.17.0.1"]),
            card("wlan0", CardKind::WiFi, &["fe80::1", "2001:db8::5", "192.168.1.5"]),
        ];
        let check = check(&cards, &route("192.168.1.5"));
        assert_eq!(check.verdict, Verdict::Good);
        assert!(check.finding.to_string().contains("192.168.1.5 (wlan0, Wi-Fi)"), "{check}");
        assert!(
            check.details[1].to_string().contains("172.17.0.1 (docker0, inside this computer"),
            "{check}"
        );
        assert_eq!(check.details.len(), 2, "link-local addresses say nothing: {check}");
    }

    #[test]
    fn without_a_network_that_is_the_problem() {
        assert_eq!(check(&[], &Routes::default()).finding, Finding::NoNetwork);
        let inside = [
            card("virbr0", CardKind::Virtual, &["192.168.122.1"]),
            card("wg0", CardKind::Vpn, &["10.8.0.2"]),
        ];
        let inside = check(&inside, &route("10.8.0.2"));
        assert_eq!((inside.verdict, inside.finding), (Verdict::Problem, Finding::InsideOnly));
    }

    #[test]
    fn guests_may_find_an_ipv4_address_that_the_computer_took_by_itself() {
        let judged = |ips: &[&str]| check(&[card("eth0", CardKind::Wired, ips)], &Routes::default());
        let none = judged(&["fe80::7"]);
        let expected = Finding::NoAddress { ip: "fe80::7".parse().unwrap() };
        assert_eq!((none.verdict, none.finding), (Verdict::Problem, expected));
        let own = judged(&["fe80::7", "169.254.7.7"]);
        assert_eq!(own.verdict, Verdict::Unclear);
        assert!(own.finding.to_string().contains("find the room at 169.254.7.7 (eth0"), "{own}");
        assert_eq!(own.details, [Finding::NoAddress { ip: "169.254.7.7".parse().unwrap() }]);
        let given = judged(&["169.254.7.7", "192.168.1.5"]);
        assert_eq!(given.verdict, Verdict::Good);
        assert!(given.finding.to_string().contains("192.168.1.5"), "{given}");
    }

    #[test]
    fn an_address_that_a_card_inside_took_by_itself_is_no_network() {
        let inside = check(&[card("virbr0", CardKind::Virtual, &["169.254.7.7"])], &Routes::default());
        assert_eq!((inside.verdict, inside.finding), (Verdict::Problem, Finding::InsideOnly));
    }

    #[test]
    fn mobile_data_has_no_neighbours() {
        let check = check(&[card("wwan0", CardKind::Mobile, &["100.72.3.4"])], &Routes::default());
        assert_eq!((check.verdict, check.finding), (Verdict::Problem, Finding::MobileOnly));
    }

    #[test]
    fn public_and_shared_addresses_may_or_may_not_do() {
        let judged = |ip: &str| check(&[card("eth0", CardKind::Wired, &[ip])], &Routes::default());
        let public = judged("130.75.1.9");
        assert_eq!((public.verdict, &*public.details), (Verdict::Unclear, &[Finding::PublicNetworks][..]));
        let shared = judged("100.64.0.9");
        assert_eq!((shared.verdict, &*shared.details), (Verdict::Unclear, &[Finding::SharedAlone][..]));
        let home = judged("2a02:8109::5");
        assert_eq!((home.verdict, &*home.details), (Verdict::Good, &[Finding::PublicV6][..]));
    }
}
