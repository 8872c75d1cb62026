//! The firewalls of Linux: first those that people know by name, then the kernel's own rules.

use std::fs;
use std::io::ErrorKind;

use super::programs::{RunError, run};
use super::rules::{Fate, Packet};
use super::{Effect, Inspection, firewalld, iptables, nftables, ufw};
use crate::check::Remedy;

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
    let remedy = Remedy::by(format!("sudo ufw allow {port}/tcp"), "In a terminal, let guests in:");
    Some(match ufw::fate_by_status(&status, packet) {
        Some(Fate::Accepted) => Inspection::open(format!("ufw lets guests in at port {port}.")),
        Some(Fate::Stopped) => Inspection::blocks(format!("ufw blocks port {port}.")).remedy(remedy),
        Some(Fate::Unclear) => {
            Inspection::hidden(format!("ufw is on, and may block port {port}.")).remedy(remedy)
        }
        None if ufw::is_enabled(&conf) => Inspection::hidden(format!(
            "ufw is on and likely blocks port {port}: only an administrator may see its rules."
        ))
        .remedy(remedy)
        .remedy(Remedy::by("sudo ufw status", "Or first see what it lets in:")),
        None => Inspection::open("ufw is off."),
    })
}

async fn inspect_firewalld(packet: &Packet) -> Option<Inspection> {
    let port = packet.port;
    let state = run("firewall-cmd", &["--state"]).await.ok()?;
    if state.out.trim() != "running" {
        return Some(Inspection::open("firewalld is off."));
    }
    let zone = zone_of(&packet.card).await;
    let in_zone = zone.as_deref().map(|zone| format!("--zone={zone}"));
    let list: Vec<&str> = in_zone.as_deref().into_iter().chain(["--list-all"]).collect();
    let listing = run("firewall-cmd", &list).await.map(|output| output.out).unwrap_or_default();
    let name =
        zone.as_deref().map_or_else(|| "firewalld".to_owned(), |zone| format!("firewalld (zone {zone})"));
    let option = in_zone.as_deref().map(|zone| format!(" {zone}")).unwrap_or_default();
    let remedy = Remedy::by(
        format!("sudo firewall-cmd --permanent{option} --add-port={port}/tcp && sudo firewall-cmd --reload"),
        "In a terminal, let guests in:",
    );
    Some(match firewalld::fate_by_listing(&listing, port) {
        Some(Fate::Accepted) => Inspection::open(format!("{name} lets guests in at port {port}.")),
        Some(Fate::Stopped) => Inspection::blocks(format!("{name} blocks port {port}.")).remedy(remedy),
        Some(Fate::Unclear) => {
            Inspection::hidden(format!("{name} lets only some in at port {port}.")).remedy(remedy)
        }
        None => Inspection::hidden("firewalld is on, but does not show what it lets in.").remedy(remedy),
    })
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
        None => Inspection::unread("nftables: only an administrator may see its rules."),
    })
}

fn judge_nftables(bases: &[nftables::BaseChain], port: u16) -> Inspection {
    let first = |fate: Fate| bases.iter().find(|base| base.fate == fate);
    let remedies = |inspection: Inspection, place: &str| {
        inspection
            .remedy(Remedy::by(
                format!("sudo nft insert rule {place} tcp dport {port} accept"),
                "In a terminal, let guests in until the next restart:",
            ))
            .remedy(Remedy::by_hand("To keep it, add the same rule to /etc/nftables.conf."))
    };
    if let Some(base) = first(Fate::Stopped) {
        let words = format!("nftables blocks port {port}, in its chain “{}”.", base.place);
        remedies(Inspection::blocks(words), &base.place)
    } else if let Some(base) = first(Fate::Unclear) {
        let words = format!("nftables may block port {port}, in its chain “{}”.", base.place);
        remedies(Inspection::hidden(words), &base.place)
    } else {
        Inspection::open(format!("nftables lets guests in at port {port}."))
    }
}

async fn inspect_iptables(tool: &str, packet: &Packet) -> Option<Inspection> {
    let port = packet.port;
    let output = run(tool, &["-S"]).await.ok()?;
    let remedy = Remedy::by(
        format!("sudo {tool} -I INPUT -p tcp --dport {port} -j ACCEPT"),
        "In a terminal, let guests in until the next restart:",
    );
    if output.succeeded && iptables::is_empty(&output.out) {
        return None;
    }
    Some(match output.succeeded.then(|| iptables::input_fate(&output.out, packet)).flatten() {
        Some(Fate::Accepted) => Inspection::open(format!("{tool} lets guests in at port {port}.")),
        Some(Fate::Stopped) => Inspection::blocks(format!("{tool} blocks port {port}.")).remedy(remedy),
        Some(Fate::Unclear) => Inspection::hidden(format!("{tool} may block port {port}.")).remedy(remedy),
        None => Inspection::unread(format!("{tool}: only an administrator may see its rules.")),
    })
}

/// For users who may not see the rules: whether a service on this system may have loaded some.
fn inspect_services(output: &Result<super::programs::ProgramOutput, RunError>) -> Inspection {
    let unseen = "only an administrator may see the kernel's firewall rules";
    let remedy = Remedy::by("sudo nft list ruleset", "See them in a terminal:");
    let Ok(output) = output else {
        return Inspection::unread(format!("{unseen}.")).remedy(remedy);
    };
    let states: Vec<&str> = output.out.lines().map(str::trim).collect();
    let active = SERVICES.iter().zip(&states).find(|(_, state)| **state == "active");
    match active {
        Some((service, _)) => {
            Inspection::hidden(format!("A firewall is on ({service}), and {unseen}.")).remedy(remedy)
        }
        None if states.len() == SERVICES.len() => {
            Inspection::open(format!("No firewall service is on; {unseen}."))
        }
        None => Inspection::unread(format!("{unseen}.")).remedy(remedy),
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
        assert!(on.effect == Effect::Hidden && on.words.contains("nftables"), "{on:?}");
        assert_eq!(services("System has not been booted with systemd\n").effect, Effect::Unread);
        assert_eq!(inspect_services(&Err(RunError::Missing)).effect, Effect::Unread);
    }
}
