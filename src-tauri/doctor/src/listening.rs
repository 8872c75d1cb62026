//! The first step: the server listens, on all addresses, on the port that guests know.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use flatchat_core::Problem;
use flatchat_core::lan::Bound;

use crate::advice::Advice;
use crate::check::{Check, Remedy, Step};
use crate::finding::Finding;

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
        /// Why.
        why: Option<Problem>,
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
            let check = Check::problem(Step::Server, Finding::NotOpen)
                .remedy(Remedy::by_hand(Advice::ChoosePortOrAddress));
            Some(why.iter().fold(check, |check, why| check.detail(Finding::Trouble { problem: why.clone() })))
        }
        Listening::Elsewhere { .. } => None,
    }
}

fn bound_check(bound: Bound, missed: Option<u16>, ips: &[IpAddr]) -> Check {
    let port = bound.port();
    if bound.ip().is_loopback() {
        let finding = Finding::ThisComputerOnly { address: bound.address() };
        return Check::problem(Step::Server, finding).remedy(open_to_all(port));
    }
    if !bound.is_unspecified() && !ips.contains(&bound.ip()) {
        let finding = Finding::AddressGone { ip: bound.ip() };
        return Check::problem(Step::Server, finding).remedy(open_to_all(port));
    }
    match missed {
        Some(missed) => Check::problem(Step::Server, Finding::PortMissed { missed, port })
            .detail(Finding::OldLinks)
            .remedy(Remedy::by_hand(Advice::ShareAgain)),
        None if bound.is_unspecified() => Check::good(Step::Server, open(bound)),
        None => Check::good(Step::Server, Finding::OpenAt { address: bound.address() }),
    }
}

/// The room is open at all addresses of the families that were bound.
fn open(bound: Bound) -> Finding {
    let port = bound.port();
    match [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()].map(|home| bound.covers(home)) {
        [true, false] => Finding::OpenV4 { port },
        [false, true] => Finding::OpenV6 { port },
        _ => Finding::Open { port },
    }
}

fn open_to_all(port: u16) -> Remedy {
    Remedy::by_hand(Advice::OpenToAll { port })
}

#[cfg(test)]
mod tests {
    use flatchat_core::Refusal;

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
        assert_eq!(judged("0.0.0.0:1", None).finding, Finding::OpenV4 { port: 1 });
        assert_eq!(judged("[::]:1", None).finding, Finding::OpenV6 { port: 1 });
    }

    #[test]
    fn a_room_for_this_computer_alone_is_a_problem() {
        let check = judged("127.0.0.1:8765", None);
        assert_eq!(check.verdict, Verdict::Problem);
        assert!(check.to_string().contains("--listen 0.0.0.0:8765"), "{check}");
    }

    #[test]
    fn an_address_that_has_gone_is_a_problem() {
        let gone = judged("192.168.1.9:8765", None);
        assert_eq!(gone.finding, Finding::AddressGone { ip: "192.168.1.9".parse().unwrap() });
    }

    #[test]
    fn another_port_than_the_one_asked_for_is_reported() {
        let check = judged("0.0.0.0:43210", Some(8765));
        assert_eq!(check.verdict, Verdict::Problem);
        assert_eq!(check.finding, Finding::PortMissed { missed: 8765, port: 43210 });
    }

    #[test]
    fn without_a_server_the_reason_is_given() {
        let why = Problem::from(&Refusal::Paused);
        let check = check(&Listening::Nowhere { why: Some(why.clone()) }, &[]).unwrap();
        assert_eq!((check.verdict, check.finding), (Verdict::Problem, Finding::NotOpen));
        assert_eq!(check.details, [Finding::Trouble { problem: why }]);
    }
}
