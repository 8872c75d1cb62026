//! Linux' firewalls, one after the other: the ones that people know by name first, then the kernel's own rules.

use std::fs;
use std::io::ErrorKind;

use super::ask::{Mute, ask};
use super::rules::{Fate, Packet};
use super::{Look, Seen, firewalld, iptables, nftables, ufw};
use crate::check::Remedy;

const UFW_CONF: &str = "/etc/ufw/ufw.conf";

/// Services that load rules at the start of the system.
const SERVICES: [&str; 5] = ["nftables", "iptables", "netfilter-persistent", "shorewall", "ferm"];

/// Looks at all of them.
pub(super) async fn look(packet: &Packet) -> Vec<Look> {
    // The rules for IPv6 are in tables of their own.
    let [tool, old_tool] =
        if packet.to.is_ipv6() { ["ip6tables", "ip6tables-legacy"] } else { ["iptables", "iptables-legacy"] };
    let (ufw, firewalld, nft, iptables, legacy) = tokio::join!(
        look_at_ufw(packet),
        look_at_firewalld(packet),
        look_at_nftables(packet),
        look_at_iptables(tool, packet),
        look_at_iptables(old_tool, packet),
    );
    let mut looks: Vec<Look> = [ufw, firewalld, nft, iptables, legacy].into_iter().flatten().collect();
    // The same rules under several names are said once, in the words that people know.
    if looks.iter().any(|look| look.seen == Seen::Unread) {
        looks.retain(|look| look.seen != Seen::Unread);
        if looks.iter().all(|look| look.seen == Seen::Open) {
            looks.push(look_at_services(&ask("systemctl", &[&["is-active"], &SERVICES[..]].concat()).await));
        }
    }
    looks
}

async fn look_at_ufw(packet: &Packet) -> Option<Look> {
    let port = packet.port;
    let conf = match fs::read_to_string(UFW_CONF) {
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        conf => conf.unwrap_or_default(),
    };
    let status = match ask("ufw", &["status", "verbose"]).await {
        Ok(said) => said.out,
        Err(Mute::Missing) => return None,
        Err(_) => String::new(),
    };
    let remedy = Remedy::by(format!("sudo ufw allow {port}/tcp"), "In a terminal, let guests in:");
    Some(match ufw::fate_by_status(&status, packet) {
        Some(Fate::Accepted) => Look::open(format!("ufw lets guests in at port {port}.")),
        Some(Fate::Stopped) => Look::blocks(format!("ufw blocks port {port}.")).remedy(remedy),
        Some(Fate::Unclear) => Look::hidden(format!("ufw is on, and may block port {port}.")).remedy(remedy),
        None if ufw::is_enabled(&conf) => Look::hidden(format!(
            "ufw is on and likely blocks port {port}: only an administrator may see its rules."
        ))
        .remedy(remedy)
        .remedy(Remedy::by("sudo ufw status", "Or see first what it lets in:")),
        None => Look::open("ufw is off."),
    })
}

async fn look_at_firewalld(packet: &Packet) -> Option<Look> {
    let port = packet.port;
    let state = ask("firewall-cmd", &["--state"]).await.ok()?;
    if state.out.trim() != "running" {
        return Some(Look::open("firewalld is off."));
    }
    let zone = zone_of(&packet.card).await;
    let in_zone = zone.as_deref().map(|zone| format!("--zone={zone}"));
    let list: Vec<&str> = in_zone.as_deref().into_iter().chain(["--list-all"]).collect();
    let listing = ask("firewall-cmd", &list).await.map(|said| said.out).unwrap_or_default();
    let name =
        zone.as_deref().map_or_else(|| "firewalld".to_owned(), |zone| format!("firewalld (zone {zone})"));
    let option = in_zone.as_deref().map(|zone| format!(" {zone}")).unwrap_or_default();
    let remedy = Remedy::by(
        format!("sudo firewall-cmd --permanent{option} --add-port={port}/tcp && sudo firewall-cmd --reload"),
        "In a terminal, let guests in:",
    );
    Some(match firewalld::fate_by_listing(&listing, port) {
        Some(Fate::Accepted) => Look::open(format!("{name} lets guests in at port {port}.")),
        Some(Fate::Stopped) => Look::blocks(format!("{name} blocks port {port}.")).remedy(remedy),
        Some(Fate::Unclear) => {
            Look::hidden(format!("{name} lets only some in at port {port}.")).remedy(remedy)
        }
        None => Look::hidden("firewalld is on, and does not tell what it lets in.").remedy(remedy),
    })
}

/// The zone that a card is in, by its own or by default.
async fn zone_of(card: &str) -> Option<String> {
    let own = ask("firewall-cmd", &[format!("--get-zone-of-interface={card}")]).await.ok()?;
    let zone = if own.well { own.out } else { ask("firewall-cmd", &["--get-default-zone"]).await.ok()?.out };
    let zone = zone.trim();
    (!zone.is_empty() && !zone.contains(char::is_whitespace)).then(|| zone.to_owned())
}

async fn look_at_nftables(packet: &Packet) -> Option<Look> {
    let said = ask("nft", &["-j", "list", "ruleset"]).await.ok()?;
    let bases = said.well.then(|| nftables::base_chains(&said.out, packet)).flatten();
    Some(match bases {
        Some(bases) => judge_nftables(&bases, packet.port),
        None => Look::unread("nftables: only an administrator may see its rules."),
    })
}

fn judge_nftables(bases: &[nftables::BaseChain], port: u16) -> Look {
    let first = |fate: Fate| bases.iter().find(|base| base.fate == fate);
    let remedies = |look: Look, place: &str| {
        look.remedy(Remedy::by(
            format!("sudo nft insert rule {place} tcp dport {port} accept"),
            "In a terminal, let guests in until the next restart:",
        ))
        .remedy(Remedy::by_hand("To keep it, add the same rule to /etc/nftables.conf."))
    };
    if let Some(base) = first(Fate::Stopped) {
        let words = format!("nftables blocks port {port}, in its chain “{}”.", base.place);
        remedies(Look::blocks(words), &base.place)
    } else if let Some(base) = first(Fate::Unclear) {
        let words = format!("nftables may block port {port}, in its chain “{}”.", base.place);
        remedies(Look::hidden(words), &base.place)
    } else {
        Look::open(format!("nftables lets guests in at port {port}."))
    }
}

async fn look_at_iptables(tool: &str, packet: &Packet) -> Option<Look> {
    let port = packet.port;
    let said = ask(tool, &["-S"]).await.ok()?;
    let remedy = Remedy::by(
        format!("sudo {tool} -I INPUT -p tcp --dport {port} -j ACCEPT"),
        "In a terminal, let guests in until the next restart:",
    );
    if said.well && iptables::is_empty(&said.out) {
        return None;
    }
    Some(match said.well.then(|| iptables::input_fate(&said.out, packet)).flatten() {
        Some(Fate::Accepted) => Look::open(format!("{tool} lets guests in at port {port}.")),
        Some(Fate::Stopped) => Look::blocks(format!("{tool} blocks port {port}.")).remedy(remedy),
        Some(Fate::Unclear) => Look::hidden(format!("{tool} may block port {port}.")).remedy(remedy),
        None => Look::unread(format!("{tool}: only an administrator may see its rules.")),
    })
}

/// For those who may not see the rules themselves: whether anything on this system would have loaded some.
fn look_at_services(said: &Result<super::ask::Said, Mute>) -> Look {
    let unseen = "only an administrator may see the kernel's firewall rules";
    let remedy = Remedy::by("sudo nft list ruleset", "See them in a terminal:");
    let Ok(said) = said else {
        return Look::unread(format!("{unseen}.")).remedy(remedy);
    };
    let states: Vec<&str> = said.out.lines().map(str::trim).collect();
    let active = SERVICES.iter().zip(&states).find(|(_, state)| **state == "active");
    match active {
        Some((service, _)) => {
            Look::hidden(format!("A firewall is on ({service}), and {unseen}.")).remedy(remedy)
        }
        None if states.len() == SERVICES.len() => Look::open(format!("No firewall service is on; {unseen}.")),
        None => Look::unread(format!("{unseen}.")).remedy(remedy),
    }
}

#[cfg(test)]
mod tests {
    use super::super::ask::Said;
    use super::*;

    fn base(place: &str, fate: Fate) -> nftables::BaseChain {
        nftables::BaseChain { place: place.to_owned(), fate }
    }

    #[test]
    fn the_remedy_opens_the_chain_that_blocks() {
        let look = judge_nftables(
            &[base("ip raw pre", Fate::Accepted), base("inet filter input", Fate::Stopped)],
            8765,
        );
        assert_eq!(look.seen, Seen::Blocks);
        let command = look.remedies[0].command.as_deref();
        assert_eq!(command, Some("sudo nft insert rule inet filter input tcp dport 8765 accept"));
        assert_eq!(judge_nftables(&[], 8765).seen, Seen::Open);
        assert_eq!(judge_nftables(&[base("inet filter input", Fate::Unclear)], 8765).seen, Seen::Hidden);
    }

    fn services(out: &str) -> Look {
        look_at_services(&Ok(Said { out: out.to_owned(), err: String::new(), well: false }))
    }

    #[test]
    fn without_leave_to_see_the_rules_the_services_tell() {
        let off = "inactive\n".repeat(SERVICES.len());
        assert_eq!(services(&off).seen, Seen::Open);
        let on = services(&off.replacen("inactive", "active", 1));
        assert!(on.seen == Seen::Hidden && on.words.contains("nftables"), "{on:?}");
        assert_eq!(services("System has not been booted with systemd\n").seen, Seen::Unread);
        assert_eq!(look_at_services(&Err(Mute::Missing)).seen, Seen::Unread);
    }
}
