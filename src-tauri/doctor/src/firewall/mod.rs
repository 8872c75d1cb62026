//! The fourth step: no firewall stops a guest's first packet.
//!
//! Each kind of firewall is looked at in its own file, as far as whoever runs this may look; what each would do is judged by pure
//! functions. Proof goes before guessing: a rule that is known to stop guests is the problem; a guest who came in is proof that
//! nothing does; only else does it matter what could not be looked at.
//!
//! | file | what |
//! |---|---|
//! | `ask` | asking the system's programs |
//! | `rules` | what a rule set does to a packet |
//! | `ufw`, `firewalld`, `nftables`, `iptables` | Linux |
//! | `windows`, `macos` | elsewhere |

mod ask;
mod firewalld;
mod iptables;
mod linux;
mod macos;
mod nftables;
mod rules;
mod ufw;
mod windows;

use std::net::IpAddr;
use std::path::Path;

use flatchat_core::lan::{Card, CardAddress};
use flatchat_core::server::Arrival;

use crate::check::{Check, Remedy, Step};
use rules::Packet;

/// What looking at one firewall came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Look {
    seen: Seen,
    /// In one sentence.
    words: String,
    remedies: Vec<Remedy>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    /// It lets guests in, or is not in use.
    Open,
    /// It stops them.
    Blocks,
    /// It is in use, and what it does cannot be told.
    Hidden,
    /// Whether it is in use cannot be told.
    Unread,
}

impl Look {
    fn new(seen: Seen, words: impl Into<String>) -> Look {
        Look { seen, words: words.into(), remedies: Vec::new() }
    }

    fn open(words: impl Into<String>) -> Look {
        Look::new(Seen::Open, words)
    }

    fn blocks(words: impl Into<String>) -> Look {
        Look::new(Seen::Blocks, words)
    }

    fn hidden(words: impl Into<String>) -> Look {
        Look::new(Seen::Hidden, words)
    }

    fn unread(words: impl Into<String>) -> Look {
        Look::new(Seen::Unread, words)
    }

    fn remedy(mut self, remedy: Remedy) -> Look {
        self.remedies.push(remedy);
        self
    }
}

/// Looks at the firewalls of this system, for guests who come to `port` at this card and address.
pub(super) async fn look(card: &Card, address: CardAddress, port: u16, program: Option<&Path>) -> Vec<Look> {
    let packet = Packet { card: card.name.clone(), from: address.neighbour(), to: address.ip, port };
    let program = program.map(|path| path.display().to_string()).unwrap_or_default();
    if cfg!(target_os = "linux") {
        linux::look(&packet).await
    } else if cfg!(windows) {
        vec![look_at_windows(&packet.card, &program).await]
    } else if cfg!(target_os = "macos") {
        vec![look_at_macos(&program).await]
    } else {
        vec![Look::unread("This system's firewall: Flatchat does not know how to look at it.")]
    }
}

async fn look_at_windows(card: &str, program: &str) -> Look {
    let script = windows::script(program);
    match ask::ask("powershell", &["-NoProfile", "-NonInteractive", "-Command", &script]).await {
        Ok(said) => windows::look(&said.out, card, program),
        Err(mute) => Look::unread(format!("Windows' firewall: PowerShell tells nothing of it, {mute}.")),
    }
}

async fn look_at_macos(program: &str) -> Look {
    let mut said = String::new();
    for args in [&["--getglobalstate"][..], &["--getblockall"], &["--getappblocked", program]] {
        match ask::ask(macos::TOOL, args).await {
            Ok(answer) => said.push_str(&answer.out),
            Err(mute) => {
                return Look::unread(format!(
                    "macOS' firewall: {} tells nothing of it, {mute}.",
                    macos::TOOL
                ));
            }
        }
    }
    macos::look(&said, program)
}

/// Judges what was seen, and who came in.
pub(super) fn check(looks: &[Look], port: u16, arrivals: &[Arrival]) -> Check {
    let first = |seen: Seen| looks.iter().find(|look| look.seen == seen);
    let (check, told) = if let Some(look) = first(Seen::Blocks) {
        (Check::problem(Step::Firewall, &*look.words), Some(look))
    } else if let Some(arrival) = arrivals.first() {
        let finding = format!("No firewall stops guests: {} came in.", arrival.address);
        (Check::good(Step::Firewall, finding), None)
    } else if let Some(look) = first(Seen::Hidden) {
        (Check::unclear(Step::Firewall, &*look.words), Some(look))
    } else if let Some(look) = first(Seen::Unread) {
        (Check::unclear(Step::Firewall, format!("Could not look: {}", look.words)), Some(look))
    } else if let [look] = looks {
        (Check::good(Step::Firewall, &*look.words), Some(look))
    } else if looks.is_empty() {
        (Check::unclear(Step::Firewall, "Without a network there is no firewall to look at."), None)
    } else {
        let finding = format!("No firewall on this computer stops guests at port {port}.");
        (Check::good(Step::Firewall, finding), None)
    };
    let check = told.iter().flat_map(|look| look.remedies.iter().cloned()).fold(check, Check::remedy);
    let others = looks.iter().filter(|look| told.is_none_or(|told| !std::ptr::eq(told, *look)));
    others.fold(check, |check, look| check.detail(&*look.words))
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

    use crate::check::Verdict;

    fn arrival() -> Arrival {
        Arrival { address: "192.168.1.23".to_owned(), reached: Reached::Connected, seconds_ago: 3 }
    }

    fn blocking() -> Look {
        Look::blocks("ufw blocks port 8765.").remedy(Remedy::by("sudo ufw allow 8765/tcp", "Let guests in:"))
    }

    #[test]
    fn a_rule_that_stops_guests_is_the_problem_whatever_else_is_known() {
        let looks = [Look::open("nftables lets guests in."), blocking()];
        let check = check(&looks, 8765, &[arrival()]);
        assert_eq!((check.verdict, check.finding.as_str()), (Verdict::Problem, "ufw blocks port 8765."));
        assert_eq!(check.remedies[0].command.as_deref(), Some("sudo ufw allow 8765/tcp"));
        assert_eq!(check.details, ["nftables lets guests in."]);
    }

    #[test]
    fn somebody_who_came_in_proves_that_the_way_is_open() {
        let hidden = Look::hidden("ufw is on, and only an administrator may see its rules.");
        assert_eq!(check(std::slice::from_ref(&hidden), 8765, &[]).verdict, Verdict::Unclear);
        let check = check(&[hidden], 8765, &[arrival()]);
        assert!(check.verdict == Verdict::Good && check.finding.contains("192.168.1.23"), "{check}");
    }

    #[test]
    fn what_could_not_be_looked_at_is_said_so() {
        let looks = [Look::open("ufw is off."), Look::unread("nftables: only an administrator may.")];
        let check = check(&looks, 8765, &[]);
        assert_eq!(check.verdict, Verdict::Unclear);
        assert_eq!(check.finding, "Could not look: nftables: only an administrator may.");
        assert_eq!(check.details, ["ufw is off."]);
    }

    #[test]
    fn firewalls_that_are_open_are_well() {
        assert_eq!(check(&[Look::open("ufw is off.")], 8765, &[]).verdict, Verdict::Good);
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
