//! A VPN that carries all of this computer's traffic. Some of them cut the computer off from its
//! neighbours.

use flatchat_core::lan::{Card, CardKind, Routes};

use crate::advice::Advice;
use crate::check::{Check, Remedy, Step};
use crate::finding::Finding;

/// Judges where this computer's traffic goes.
pub(super) fn check(cards: &[Card], routes: &Routes) -> Check {
    let mut tunnels = cards.iter().filter(|card| card.kind == CardKind::Vpn);
    match (tunnels.clone().find(|card| routes.lead_through(card)), tunnels.next()) {
        (Some(vpn), _) => Check::unclear(Step::Vpn, Finding::VpnCarries { name: vpn.name.clone() })
            .detail(Finding::VpnsKeepApart)
            .remedy(Remedy::by_hand(Advice::PauseVpn)),
        (None, Some(vpn)) => Check::good(Step::Vpn, Finding::VpnAside { name: vpn.name.clone() }),
        (None, None) => Check::good(Step::Vpn, Finding::NoVpn),
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;
    use flatchat_core::lan::CardAddress;

    use crate::check::Verdict;

    #[test]
    fn only_a_vpn_with_all_the_traffic_is_suspected() {
        let address = |ip: &str| vec![CardAddress { ip: ip.parse().unwrap(), prefix_bits: 24, lasts: true }];
        let wifi = Card { name: "wlan0".to_owned(), kind: CardKind::WiFi, addresses: address("192.168.1.5") };
        let vpn = Card { name: "wg0".to_owned(), kind: CardKind::Vpn, addresses: address("10.8.0.2") };
        let judged = |cards: &[Card], route: &str| {
            check(cards, &Routes::from_iter([route.parse::<IpAddr>().unwrap()]))
        };
        let suspected = judged(&[wifi.clone(), vpn.clone()], "10.8.0.2");
        let expected = Finding::VpnCarries { name: "wg0".to_owned() };
        assert_eq!((suspected.verdict, suspected.finding), (Verdict::Unclear, expected));
        assert_eq!(judged(&[wifi.clone(), vpn], "192.168.1.5").verdict, Verdict::Good);
        assert_eq!(judged(&[wifi], "192.168.1.5").verdict, Verdict::Good);
    }
}
