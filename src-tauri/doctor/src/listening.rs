//! The first step: the server listens, on all addresses, on the port that guests know.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use flatchat_core::lan::Bound;

use crate::check::{Check, Remedy, Step};

/// Where the server listens, as far as the caller knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listening {
    /// In this program.
    Here {
        /// The addresses that were really bound.
        bound: Bound,
        /// The port that was asked for, if another one was bound.
        missed: Option<u16>,
    },
    /// Nowhere.
    Nowhere {
        /// Why, in words.
        why: String,
    },
    /// In another program on this computer, if at all.
    Elsewhere {
        /// The port that it probably has.
        port: u16,
    },
}

impl Listening {
    /// The port that guests connect to.
    pub(super) fn port(&self) -> Option<u16> {
        match self {
            Listening::Here { bound, .. } => Some(bound.port()),
            Listening::Elsewhere { port } => Some(*port),
            Listening::Nowhere { .. } => None,
        }
    }

    /// The addresses among `ips` at which the server should answer.
    pub(super) fn reachable_at(&self, ips: &[IpAddr]) -> Vec<IpAddr> {
        match self {
            Listening::Here { bound, .. } if !bound.is_unspecified() => vec![bound.ip()],
            Listening::Here { bound, .. } => ips.iter().copied().filter(|ip| bound.covers(*ip)).collect(),
            _ => ips.to_vec(),
        }
    }
}

/// Judges the server in this program. `ips` are this computer's addresses now.
pub(super) fn check(listening: &Listening, ips: &[IpAddr]) -> Option<Check> {
    match listening {
        Listening::Here { bound, missed } => Some(bound_check(*bound, *missed, ips)),
        Listening::Nowhere { why } => {
            let why = why.trim_end_matches('.');
            Some(
                Check::problem(Step::Server, format!("The room is not open to the network: {why}."))
                    .remedy(Remedy::by_hand("Choose another port or address in the settings.")),
            )
        }
        Listening::Elsewhere { .. } => None,
    }
}

fn bound_check(bound: Bound, missed: Option<u16>, ips: &[IpAddr]) -> Check {
    let port = bound.port();
    if bound.ip().is_loopback() {
        let finding = format!("The room listens on {bound}: only this computer can reach that.");
        return Check::problem(Step::Server, finding).remedy(open_to_all(port));
    }
    if !bound.is_unspecified() && !ips.contains(&bound.ip()) {
        let finding =
            format!("The room listens on {}, and this computer no longer has that address.", bound.ip());
        return Check::problem(Step::Server, finding).remedy(open_to_all(port));
    }
    match missed {
        Some(missed) => {
            Check::problem(Step::Server, format!("Port {missed} was taken: the room is on port {port}."))
                .detail("Links and QR codes with the old port no longer work.")
                .remedy(Remedy::by_hand("Share the invitation again: it has the new port."))
        }
        None if bound.is_unspecified() => {
            let all = all_of(bound);
            Check::good(Step::Server, format!("The room is open on port {port}, at all {all}addresses."))
        }
        None => Check::good(Step::Server, format!("The room is open on {bound}, and nowhere else.")),
    }
}

/// The family that was bound, if only one was.
fn all_of(bound: Bound) -> &'static str {
    match [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()].map(|home| bound.covers(home)) {
        [true, false] => "IPv4 ",
        [false, true] => "IPv6 ",
        _ => "",
    }
}

fn open_to_all(port: u16) -> Remedy {
    Remedy::by_hand(format!(
        "Let everyone on your networks reach it: in the app's settings, or with --listen 0.0.0.0:{port} for \
         flatchat-server. FLATCHAT_LISTEN, if it is set, wins over both."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Verdict;

    const OUR_IPS: [&str; 2] = ["192.168.1.5", "fd00::5"];

    fn bound(sockets: &[&str]) -> Bound {
        Bound::of(&sockets.iter().map(|one| one.parse().unwrap()).collect::<Vec<_>>())
    }

    fn judged(socket: &str, missed: Option<u16>) -> Check {
        let here = Listening::Here { bound: bound(&[socket]), missed };
        check(&here, &OUR_IPS.map(|ip| ip.parse().unwrap())).unwrap()
    }

    #[test]
    fn a_room_at_all_addresses_is_well() {
        assert_eq!(judged("0.0.0.0:8765", None).verdict, Verdict::Good);
        assert_eq!(judged("192.168.1.5:8765", None).verdict, Verdict::Good);
        assert_eq!(judged("[fd00::5]:8765", None).verdict, Verdict::Good);
    }

    #[test]
    fn the_room_is_asked_at_the_addresses_of_the_families_that_were_bound() {
        let ips = OUR_IPS.map(|ip| ip.parse().unwrap());
        let asked =
            |sockets: &[&str]| Listening::Here { bound: bound(sockets), missed: None }.reachable_at(&ips);
        assert_eq!(asked(&["0.0.0.0:1", "[::]:1"]), ips);
        assert_eq!(asked(&["0.0.0.0:1"]), ips[..1]);
        assert_eq!(asked(&["[::]:1"]), ips[1..]);
        assert!(judged("0.0.0.0:1", None).finding.contains("at all IPv4 addresses"));
    }

    #[test]
    fn a_room_for_this_computer_alone_is_a_problem() {
        let check = judged("127.0.0.1:8765", None);
        assert_eq!(check.verdict, Verdict::Problem);
        assert!(check.remedies[0].words.contains("--listen 0.0.0.0:8765"), "{check}");
    }

    #[test]
    fn an_address_that_has_gone_is_a_problem() {
        assert!(judged("192.168.1.9:8765", None).finding.contains("no longer has"));
    }

    #[test]
    fn another_port_than_the_one_asked_for_is_reported() {
        let check = judged("0.0.0.0:43210", Some(8765));
        assert_eq!(check.verdict, Verdict::Problem);
        assert!(check.finding.contains("8765") && check.finding.contains("43210"), "{check}");
    }

    #[test]
    fn without_a_server_the_reason_is_given() {
        let why = "port 8765 is in use by another program".to_owned();
        let check = check(&Listening::Nowhere { why: why.clone() }, &[]).unwrap();
        assert!(check.verdict == Verdict::Problem && check.finding.contains(&why), "{check}");
    }
}
