//! The fourth step: no firewall stops a guest's first packet.
//!
//! Each kind of firewall has a file, which inspects it as far as the user's rights allow. Pure
//! functions judge what each firewall would do. Proof goes before guesses. A rule that is known to
//! stop guests is the problem. Otherwise, a guest who came in proves that nothing stops them. Only
//! without both does it matter what could not be inspected.
//!
//! | file | what |
//! |---|---|
//! | `programs` | running the system's own programs |
//! | `rules` | what a rule set does with a packet |
//! | `ufw`, `firewalld`, `nftables`, `iptables` | Linux |
//! | `windows`, `macos` | elsewhere |

mod firewalld;
mod iptables;
mod linux;
mod macos;
mod nftables;
mod programs;
mod rules;
mod ufw;
mod windows;

use std::net::IpAddr;
use std::path::Path;

use flatchat_core::lan::{Card, CardAddress};
use flatchat_core::server::Arrival;

use crate::check::{Check, Remedy, Step};
use crate::finding::Finding;
use rules::Packet;

/// The result of the inspection of one firewall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Inspection {
    effect: Effect,
    finding: Finding,
    remedies: Vec<Remedy>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    /// The firewall lets guests in, or is not in use.
    Open,
    /// The firewall stops guests.
    Blocks,
    /// The firewall is in use, and its effect is not known.
    Hidden,
    /// It is not known whether the firewall is in use.
    Unread,
}

impl Inspection {
    fn new(effect: Effect, finding: Finding) -> Inspection {
        Inspection { effect, finding, remedies: Vec::new() }
    }

    fn open(finding: Finding) -> Inspection {
        Inspection::new(Effect::Open, finding)
    }

    fn blocks(finding: Finding) -> Inspection {
        Inspection::new(Effect::Blocks, finding)
    }

    fn hidden(finding: Finding) -> Inspection {
        Inspection::new(Effect::Hidden, finding)
    }

    fn unread(finding: Finding) -> Inspection {
        Inspection::new(Effect::Unread, finding)
    }

    fn remedy(mut self, remedy: Remedy) -> Inspection {
        self.remedies.push(remedy);
        self
    }
}

/// Inspects the firewalls of this system, for guests who come to `port` at this card and address.
pub(super) async fn inspect(
    card: &Card,
    address: CardAddress,
    port: u16,
    program: Option<&Path>,
) -> Vec<Inspection> {
    let packet = Packet { card: card.name.clone(), from: address.neighbour(), to: address.ip, port };
    let program = program.map(|path| path.display().to_string()).unwrap_or_default();
    if cfg!(target_os = "linux") {
        linux::inspect(&packet).await
    } else if cfg!(windows) {
        vec![inspect_windows(&packet.card, &program).await]
    } else if cfg!(target_os = "macos") {
        vec![inspect_macos(&program).await]
    } else {
        vec![Inspection::unread(Finding::UnknownSystem)]
    }
}

async fn inspect_windows(card: &str, program: &str) -> Inspection {
    let script = windows::script(program);
    match programs::run("powershell", &["-NoProfile", "-NonInteractive", "-Command", &script]).await {
        Ok(output) => windows::judge(&output.out, card, program),
        Err(_) => Inspection::unread(Finding::WindowsUnread),
    }
}

async fn inspect_macos(program: &str) -> Inspection {
    let mut output = String::new();
    for args in [&["--getglobalstate"][..], &["--getblockall"], &["--getappblocked", program]] {
        match programs::run(macos::TOOL, args).await {
            Ok(answer) => output.push_str(&answer.out),
            Err(_) => return Inspection::unread(Finding::MacUnread),
        }
    }
    macos::judge(&output, program)
}

/// Judges the inspections, and the guests who came in.
pub(super) fn check(inspections: &[Inspection], port: u16, arrivals: &[Arrival]) -> Check {
    let (check, decisive) = verdict(inspections, port, arrivals);
    let remedies = decisive.iter().flat_map(|one| one.remedies.iter().cloned());
    let check = remedies.fold(check, Check::remedy);
    let others =
        inspections.iter().filter(|one| decisive.is_none_or(|decisive| !std::ptr::eq(decisive, *one)));
    others.fold(check, |check, one| check.detail(one.finding.clone()))
}

/// The verdict, and the inspection that it follows from, if it follows from a single one.
fn verdict<'a>(
    inspections: &'a [Inspection],
    port: u16,
    arrivals: &[Arrival],
) -> (Check, Option<&'a Inspection>) {
    let first = |effect: Effect| inspections.iter().find(|one| one.effect == effect);
    if let Some(one) = first(Effect::Blocks) {
        return (Check::problem(Step::Firewall, one.finding.clone()), Some(one));
    }
    if let Some(arrival) = arrivals.first() {
        let finding = Finding::CameIn { address: arrival.address.clone() };
        return (Check::good(Step::Firewall, finding), None);
    }
    if let Some(one) = first(Effect::Hidden).or_else(|| first(Effect::Unread)) {
        return (Check::unclear(Step::Firewall, one.finding.clone()), Some(one));
    }
    match inspections {
        [] => (Check::unclear(Step::Firewall, Finding::NoFirewallToInspect), None),
        [one] => (Check::good(Step::Firewall, one.finding.clone()), Some(one)),
        _ => (Check::good(Step::Firewall, Finding::AllOpen { port }), None),
    }
}

/// Whether `ip` is in a network.
fn is_within(ip: IpAddr, network: IpAddr, bits: u32) -> bool {
    match (ip, network) {
        (IpAddr::V4(ip), IpAddr::V4(network)) => {
            let shared = u32::MAX.checked_shl(32_u32.saturating_sub(bits)).unwrap_or(0);
            u32::from(ip) & shared == u32::from(network) & shared
        }
        (IpAddr::V6(ip), IpAddr::V6(network)) => {
            let shared = u128::MAX.checked_shl(128_u32.saturating_sub(bits)).unwrap_or(0);
            u128::from(ip) & shared == u128::from(network) & shared
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flatchat_core::server::Reached;

    use crate::advice::Advice;
    use crate::check::Verdict;

    fn arrival() -> Arrival {
        Arrival { address: "192.168.1.23".to_owned(), reached: Reached::Connected, seconds_ago: 3 }
    }

    fn ufw_blocks() -> Finding {
        Finding::Blocks { firewall: "ufw".to_owned(), port: 8765 }
    }

    fn nftables_is_open() -> Finding {
        Finding::LetsIn { firewall: "nftables".to_owned(), port: 8765 }
    }

    fn ufw_is_off() -> Finding {
        Finding::Off { firewall: "ufw".to_owned() }
    }

    fn blocking() -> Inspection {
        Inspection::blocks(ufw_blocks()).remedy(Remedy::by("sudo ufw allow 8765/tcp", Advice::LetIn))
    }

    #[test]
    fn a_rule_that_stops_guests_is_the_problem_whatever_else_is_known() {
        let inspections = [Inspection::open(nftables_is_open()), blocking()];
        let check = check(&inspections, 8765, &[arrival()]);
        assert_eq!((check.verdict, check.finding), (Verdict::Problem, ufw_blocks()));
        assert_eq!(check.remedies[0].command.as_deref(), Some("sudo ufw allow 8765/tcp"));
        assert_eq!(check.details, [nftables_is_open()]);
    }

    #[test]
    fn somebody_who_came_in_proves_that_the_way_is_open() {
        let hidden = Inspection::hidden(Finding::KernelHidden);
        assert_eq!(check(std::slice::from_ref(&hidden), 8765, &[]).verdict, Verdict::Unclear);
        let check = check(&[hidden], 8765, &[arrival()]);
        let came_in = Finding::CameIn { address: "192.168.1.23".to_owned() };
        assert_eq!((check.verdict, check.finding), (Verdict::Good, came_in));
    }

    #[test]
    fn a_firewall_that_could_not_be_inspected_is_reported() {
        let hidden = Finding::RulesHidden { firewall: "nftables".to_owned() };
        let inspections = [Inspection::open(ufw_is_off()), Inspection::unread(hidden.clone())];
        let check = check(&inspections, 8765, &[]);
        assert_eq!((check.verdict, check.finding), (Verdict::Unclear, hidden));
        assert_eq!(check.details, [ufw_is_off()]);
    }

    #[test]
    fn firewalls_that_are_open_are_well() {
        assert_eq!(check(&[Inspection::open(ufw_is_off())], 8765, &[]).verdict, Verdict::Good);
        assert_eq!(check(&[], 8765, &[]).verdict, Verdict::Unclear);
    }

    #[test]
    fn networks_end_where_their_bits_end() {
        let within =
            |ip: &str, network: &str, bits| is_within(ip.parse().unwrap(), network.parse().unwrap(), bits);
        assert!(within("192.168.1.5", "192.168.1.0", 24) && !within("192.168.2.5", "192.168.1.0", 24));
        assert!(within("8.8.8.8", "0.0.0.0", 0) && within("10.0.0.1", "10.0.0.1", 32));
        assert!(within("fd00::5", "fd00::", 64) && !within("fd00::5", "10.0.0.0", 8));
    }
}
