//! firewalld: what `firewall-cmd` prints about the zone of a card.

use super::rules::Fate;

/// What happens to a guest's connection, according to the output of `firewall-cmd --zone=ZONE
/// --list-all`. `None` if the text is not such a listing.
pub(super) fn fate_by_listing(listing: &str, port: u16) -> Option<Fate> {
    let field = |name: &str| {
        listing.lines().find_map(|line| line.trim().strip_prefix(name)?.strip_prefix(':')).map(str::trim)
    };
    let target = field("target")?;
    if field("ports")?.split_whitespace().any(|one| is_port(one, port)) || target == "ACCEPT" {
        return Some(Fate::Accepted);
    }
    // A rich rule may concern the port in other ways.
    let rich = listing.lines().skip_while(|line| !line.trim().starts_with("rich rules:")).skip(1);
    let names_port = |line: &str| line.contains(&format!("port=\"{port}\"")) && line.contains("accept");
    Some(if rich.into_iter().any(names_port) { Fate::Unclear } else { Fate::Stopped })
}

/// `8765/tcp` or `1025-65535/tcp`.
fn is_port(word: &str, port: u16) -> bool {
    let Some(ports) = word.strip_suffix("/tcp") else { return false };
    let (low, high) = ports.split_once('-').unwrap_or((ports, ports));
    matches!((low.parse::<u16>(), high.parse::<u16>()), (Ok(low), Ok(high)) if (low..=high).contains(&port))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server's zone as firewalld 1.x prints it.
    const PUBLIC: &str = "public (active)\n  target: default\n  icmp-block-inversion: no\n  interfaces: eth0\n  \
        sources: \n  services: cockpit dhcpv6-client ssh\n  ports: 2222/tcp 5353/udp\n  protocols: \n  forward: yes\n  \
        masquerade: no\n  forward-ports: \n  source-ports: \n  icmp-blocks: \n  rich rules: \n";

    #[test]
    fn a_zone_lets_in_the_ports_it_lists() {
        assert_eq!(fate_by_listing(PUBLIC, 8765), Some(Fate::Stopped));
        assert_eq!(fate_by_listing(PUBLIC, 2222), Some(Fate::Accepted));
        assert_eq!(fate_by_listing(PUBLIC, 5353), Some(Fate::Stopped), "that is another protocol");
    }

    #[test]
    fn a_workstation_of_fedora_lets_in_all_high_ports() {
        let workstation = PUBLIC.replace("2222/tcp", "1025-65535/udp 1025-65535/tcp");
        assert_eq!(fate_by_listing(&workstation, 8765), Some(Fate::Accepted));
        assert_eq!(fate_by_listing(&workstation, 80), Some(Fate::Stopped));
    }

    #[test]
    fn a_trusted_zone_lets_in_everything() {
        assert_eq!(fate_by_listing(&PUBLIC.replace("default", "ACCEPT"), 8765), Some(Fate::Accepted));
    }

    #[test]
    fn a_rich_rule_may_let_some_in() {
        let rich = format!(
            "{PUBLIC}\trule family=\"ipv4\" source address=\"10.0.0.0/8\" port port=\"8765\" protocol=\"tcp\" accept\n"
        );
        assert_eq!(fate_by_listing(&rich, 8765), Some(Fate::Unclear));
    }

    #[test]
    fn other_words_are_no_listing() {
        assert_eq!(fate_by_listing("Authorization failed.\n    Make sure polkit agent is running", 1), None);
    }
}
