//! The firewalls of Linux: first those that people know by name, then the kernel's own rules.

use std::fs;
use std::io::ErrorKind;

use super::programs::{RunError, run};
use super::rules::{Fate, Packet};
use super::{Effect, Inspection, firewalld, iptables, nftables, ufw};
use crate::advice::Advice;
use crate::check::Remedy;
use crate::finding::Finding;

const UFW_CONF: &str = "/etc/ufw/ufw.conf";

/// Services that load firewall rules when the system starts.
const SERVICES: [&str; 5] = ["nftables", "iptables", "netfilter-persistent", "shorewall", "ferm"];

/// Inspects all firewalls.
pub(super) async fn inspect(packet: &Packet) -> Vec<Inspection> {
    // The rules for IPv6 are in separate tables.
    let [tool, old_tool] =
        if packet.to.is_ipv6() { ["ip6tables", "ip6tables-legacy"] } else { ["iptables", "iptables-legacy"] };
    let (ufw, firewalld, nft, iptables, legacy) = tokio::join!(
        inspect_ufw(packet),
        inspect_firewalld(packet),
        inspect_nftables(packet),
        inspect_iptables(tool, packet),
        inspect_iptables(old_tool, packet),
    );
    let mut inspections: Vec<Inspection> =
        [ufw, firewalld, nft, iptables, legacy].into_iter().flatten().collect();
    // Rules that are known under several names are reported once, under the name that people know.
    if inspections.iter().any(|inspection| inspection.effect == Effect::Unread) {
        inspections.retain(|inspection| inspection.effect != Effect::Unread);
        if inspections.iter().all(|inspection| inspection.effect == Effect::Open) {
            inspections
                .push(inspect_services(&run("systemctl", &[&["is-active"], &SERVICES[..]].concat()).await));
        }
    }
    inspections
}

async fn inspect_ufw(packet: &Packet) -> Option<Inspection> {
    let port = packet.port;
    let conf = match fs::read_to_string(UFW_CONF) {
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        conf => conf.unwrap_or_default(),
    };
    let status = match run("ufw", &["status", "verbose"]).await {
        Ok(output) => output.out,
        Err(RunError::Missing) => return None,
        Err(_) => String::new(),
    };
    let firewall = "ufw".to_owned();
    let remedy = Remedy::by(format!("sudo ufw allow {port}/tcp"), Advice::LetIn);
    Some(match ufw::fate_by_status(&status, packet) {
        Some(fate) => judged(fate, firewall, port, remedy),
        None if ufw::is_enabled(&conf) => Inspection::hidden(Finding::LikelyBlocks { firewall, port })
            .remedy(remedy)
            .remedy(Remedy::by("sudo ufw status", Advice::SeeUfw)),
        None => Inspection::open(Finding::Off { firewall }),
    })
}

async fn inspect_firewalld(packet: &Packet) -> Option<Inspection> {
    let port = packet.port;
    let state = run("firewall-cmd", &["--state"]).await.ok()?;
    if state.out.trim() != "running" {
        return Some(Inspection::open(Finding::Off { firewall: "firewalld".to_owned() }));
    }
    let zone = zone_of(&packet.card).await;
    let in_zone = zone.as_deref().map(|zone| format!("--zone={zone}"));
    let list: Vec<&str> = in_zone.as_deref().into_iter().chain(["--list-all"]).collect();
    let listing = run("firewall-cmd", &list).await.map(|output| output.out).unwrap_or_default();
    let name = zone.as_deref().map_or_else(|| "firewalld".to_owned(), |zone| format!("firewalld ({zone})"));
    let option = in_zone.as_deref().map(|zone| format!(" {zone}")).unwrap_or_default();
    let remedy = Remedy::by(
        format!("sudo firewall-cmd --permanent{option} --add-port={port}/tcp && sudo firewall-cmd --reload"),
        Advice::LetIn,
    );
    Some(match firewalld::fate_by_listing(&listing, port) {
        Some(Fate::Unclear) => {
            Inspection::hidden(Finding::LetsSomeIn { firewall: name, port }).remedy(remedy)
        }
        Some(fate) => judged(fate, name, port, remedy),
        None => Inspection::hidden(Finding::LikelyBlocks { firewall: name, port }).remedy(remedy),
    })
}

/// What a firewall that people know by name does with the packet.
fn judged(fate: Fate, firewall: String, port: u16, remedy: Remedy) -> Inspection {
    match fate {
        Fate::Accepted => Inspection::open(Finding::LetsIn { firewall, port }),
        Fate::Stopped => Inspection::blocks(Finding::Blocks { firewall, port }).remedy(remedy),
        Fate::Unclear => Inspection::hidden(Finding::MayBlock { firewall, port }).remedy(remedy),
    }
}

/// The zone of a card: its own, or the default zone.
async fn zone_of(card: &str) -> Option<String> {
    let own = run("firewall-cmd", &[format!("--get-zone-of-interface={card}")]).await.ok()?;
    let zone =
        if own.succeeded { own.out } else { run("firewall-cmd", &["--get-default-zone"]).await.ok()?.out };
    let zone = zone.trim();
    (!zone.is_empty() && !zone.contains(char::is_whitespace)).then(|| zone.to_owned())
}

async fn inspect_nftables(packet: &Packet) -> Option<Inspection> {
    let output = run("nft", &["-j", "list", "ruleset"]).await.ok()?;
    let bases = output.succeeded.then(|| nftables::base_chains(&output.out, packet)).flatten();
    Some(match bases {
        Some(bases) => judge_nftables(&bases, packet.port),
        None => Inspection::unread(Finding::RulesHidden { firewall: "nftables".to_owned() }),
    })
}

fn judge_nftables(bases: &[nftables::BaseChain], port: u16) -> Inspection {
    let first = |fate: Fate| bases.iter().find(|base| base.fate == fate);
    let remedies = |inspection: Inspection, place: &str| {
        inspection
            .remedy(Remedy::by(
                format!("sudo nft insert rule {place} tcp dport {port} accept"),
                Advice::LetInUntilRestart,
            ))
            .remedy(Remedy::by_hand(Advice::KeepRule))
    };
    if let Some(base) = first(Fate::Stopped) {
        let finding = Finding::ChainBlocks { chain: base.place.clone(), port };
        remedies(Inspection::blocks(finding), &base.place)
    } else if let Some(base) = first(Fate::Unclear) {
        let finding = Finding::ChainMayBlock { chain: base.place.clone(), port };
        remedies(Inspection::hidden(finding), &base.place)
    } else {
        Inspection::open(Finding::LetsIn { firewall: "nftables".to_owned(), port })
    }
}

async fn inspect_iptables(tool: &str, packet: &Packet) -> Option<Inspection> {
    let port = packet.port;
    let output = run(tool, &["-S"]).await.ok()?;
    let remedy = Remedy::by(
        format!("sudo {tool} -I INPUT -p tcp --dport {port} -j ACCEPT"),
        Advice::LetInUntilRestart,
    );
    if output.succeeded && iptables::is_empty(&output.out) {
        return None;
    }
    Some(match output.succeeded.then(|| iptables::input_fate(&output.out, packet)).flatten() {
        Some(fate) => judged(fate, tool.to_owned(), port, remedy),
        None => Inspection::unread(Finding::RulesHidden { firewall: tool.to_owned() }),
    })
}

/// For users who may not see the rules: whether a service on this system may have loaded some.
fn inspect_services(output: &Result<super::programs::ProgramOutput, RunError>) -> Inspection {
    let remedy = Remedy::by("sudo nft list ruleset", Advice::SeeRules);
    let Ok(output) = output else {
        return Inspection::unread(Finding::KernelHidden).remedy(remedy);
    };
    let states: Vec<&str> = output.out.lines().map(str::trim).collect();
    let active = SERVICES.iter().zip(&states).find(|(_, state)| **state == "active");
    match active {
        Some((service, _)) => {
            Inspection::hidden(Finding::ServiceHidden { service: (*service).to_owned() }).remedy(remedy)
        }
        None if states.len() == SERVICES.len() => Inspection::open(Finding::NoService),
        None => Inspection::unread(Finding::KernelHidden).remedy(remedy),
    }
}

#[cfg(test)]
mod tests {
    use super::super::programs::ProgramOutput;
    use super::*;

    fn base(place: &str, fate: Fate) -> nftables::BaseChain {
        nftables::BaseChain { place: place.to_owned(), fate }
    }

    #[test]
    fn the_remedy_opens_the_chain_that_blocks() {
        let inspection = judge_nftables(
            &[base("ip raw pre", Fate::Accepted), base("inet filter input", Fate::Stopped)],
            8765,
        );
        assert_eq!(inspection.effect, Effect::Blocks);
        let command = inspection.remedies[0].command.as_deref();
        assert_eq!(command, Some("sudo nft insert rule inet filter input tcp dport 8765 accept"));
        assert_eq!(judge_nftables(&[], 8765).effect, Effect::Open);
        assert_eq!(judge_nftables(&[base("inet filter input", Fate::Unclear)], 8765).effect, Effect::Hidden);
    }

    fn services(out: &str) -> Inspection {
        inspect_services(&Ok(ProgramOutput { out: out.to_owned(), err: String::new(), succeeded: false }))
    }

    #[test]
    fn without_the_right_to_see_the_rules_the_services_show_whether_there_are_some() {
        let off = "inactive\n".repeat(SERVICES.len());
        assert_eq!(services(&off).effect, Effect::Open);
        let on = services(&off.replacen("inactive", "active", 1));
        let expected = Finding::ServiceHidden { service: "nftables".to_owned() };
        assert_eq!((on.effect, on.finding), (Effect::Hidden, expected));
        assert_eq!(services("System has not been booted with systemd\n").effect, Effect::Unread);
        assert_eq!(inspect_services(&Err(RunError::Missing)).effect, Effect::Unread);
    }
}
