//! ufw: whether it is on (`/etc/ufw/ufw.conf`, which everybody may read), and what it lets in (`ufw
//! status verbose`, which only root may run).

use super::is_within;
use super::rules::{Act, Chains, Fate, Packet, Rule, Truth, fate};

/// Whether `ufw.conf` says that it is on.
pub(super) fn is_enabled(conf: &str) -> bool {
    let value = conf.lines().rev().find_map(|line| line.trim().strip_prefix("ENABLED="));
    value.is_some_and(|value| value.trim_matches(['"', '\'', ' ']).eq_ignore_ascii_case("yes"))
}

/// What ufw does with the packet. `None` if the text is not a status of ufw.
pub(super) fn fate_by_status(status: &str, packet: &Packet) -> Option<Fate> {
    let says = |start: &str| status.lines().find_map(|line| line.strip_prefix(start));
    if says("Status: ")? != "active" {
        return Some(Fate::Accepted);
    }
    let policy =
        if says("Default: ")?.starts_with("allow (incoming)") { Fate::Accepted } else { Fate::Stopped };
    let rules = status.lines().skip_while(|line| !line.starts_with("--")).skip(1);
    let rules = rules.filter_map(|line| read(line, packet)).collect();
    Some(fate(&Chains::from([("rules".to_owned(), rules)]), "rules", policy))
}

/// `TO ACTION [IN] FROM`, separated by two spaces or more.
fn read(line: &str, packet: &Packet) -> Option<Rule> {
    let line = line.split(" # ").next().unwrap_or(line);
    let columns: Vec<&str> = line.split("  ").map(str::trim).filter(|column| !column.is_empty()).collect();
    let [to, action, from] = columns.as_slice() else { return None };
    if to.contains("(v6)") != packet.to.is_ipv6() {
        return None;
    }
    let (action, direction) = action.split_once(' ').unwrap_or((action, "IN"));
    let act = match action {
        "ALLOW" | "LIMIT" => Act::Accept,
        "DENY" | "REJECT" => Act::Stop,
        _ => return None,
    };
    (direction == "IN").then(|| Rule::new(is_to(to, packet).and(is_from(from, packet)), act))
}

/// `22/tcp`, `6000:6100/tcp`, `80,443/tcp`, `5900` or `Anywhere`, perhaps after an address and
/// before `on CARD`.
fn is_to(to: &str, packet: &Packet) -> Truth {
    let to = to.replace(" (v6)", "");
    let (to, card) = to.split_once(" on ").map_or((to.as_str(), None), |(to, card)| (to, Some(card)));
    let on_card = Truth::of(card.is_none_or(|card| card == packet.card));
    to.split(' ').fold(on_card, |truth, word| truth.and(is_place(word, packet)))
}

fn is_place(word: &str, packet: &Packet) -> Truth {
    if word == "Anywhere" {
        return Truth::Yes;
    }
    if let Some(truth) = address(word, packet.to) {
        return truth;
    }
    let (ports, protocol) = word.split_once('/').unwrap_or((word, "tcp"));
    if !ports.starts_with(|c: char| c.is_ascii_digit()) {
        // This is the name of an application, whose ports are in another file.
        return Truth::Maybe;
    }
    let is_port = ports.split(',').any(|one| {
        let (low, high) = one.split_once(':').unwrap_or((one, one));
        matches!((low.parse::<u16>(), high.parse::<u16>()), (Ok(low), Ok(high)) if (low..=high).contains(&packet.port))
    });
    Truth::of(protocol == "tcp" && is_port)
}

fn is_from(from: &str, packet: &Packet) -> Truth {
    let from = from.replace(" (v6)", "");
    let mut words = from.split(' ');
    let first = words.next().unwrap_or_default();
    let there = if first == "Anywhere" { Some(Truth::Yes) } else { address(first, packet.from) };
    // More words are ports on the guest's side, which are not known.
    there.unwrap_or(Truth::Maybe).and(if words.next().is_some() { Truth::Maybe } else { Truth::Yes })
}

/// Whether `ip` is in this network. `None` if the word is not an address.
fn address(word: &str, ip: std::net::IpAddr) -> Option<Truth> {
    let (network, bits) = word.split_once('/').unwrap_or((word, if ip.is_ipv4() { "32" } else { "128" }));
    let (network, bits) = (network.parse().ok()?, bits.parse().ok()?);
    Some(Truth::of(is_within(ip, network, bits)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What ufw 0.36 prints.
    const STATUS: &str = include_str!("samples/ufw-status-verbose.txt");

    fn fate_of(status: &str, port: u16) -> Option<Fate> {
        let [from, to] = ["192.168.1.4", "192.168.1.5"].map(|ip| ip.parse().unwrap());
        fate_by_status(status, &Packet { card: "eth0".to_owned(), from, to, port })
    }

    #[test]
    fn its_file_says_whether_it_is_on() {
        let conf = "# /etc/ufw/ufw.conf\n#\n\n# Set to yes to start on boot.\nENABLED=yes\n\nLOGLEVEL=low\n";
        assert!(is_enabled(conf));
        assert!(!is_enabled(&conf.replace("yes\n\n", "no\n\n")));
        assert!(!is_enabled(""));
    }

    #[test]
    fn its_status_says_what_comes_in() {
        assert_eq!(fate_of(STATUS, 8765), Some(Fate::Stopped), "the default");
        assert_eq!(fate_of(STATUS, 22), Some(Fate::Accepted));
        assert_eq!(fate_of(STATUS, 5900), Some(Fate::Accepted), "from the neighbours");
        assert_eq!(fate_of(STATUS, 6100), Some(Fate::Accepted), "a range");
        assert_eq!(fate_of(STATUS, 80), Some(Fate::Accepted), "on this card");
        assert_eq!(fate_of(STATUS, 25), Some(Fate::Stopped));
    }

    #[test]
    fn a_rule_for_somebody_else_does_not_open_the_port() {
        let with = |rule: &str| STATUS.replace("5900                       ALLOW IN    192.168.1.0/24", rule);
        assert_eq!(
            fate_of(&with("8765                       ALLOW IN    10.0.0.0/8"), 8765),
            Some(Fate::Stopped)
        );
        assert_eq!(
            fate_of(&with("8765/udp                   ALLOW IN    Anywhere"), 8765),
            Some(Fate::Stopped)
        );
        assert_eq!(
            fate_of(&with("8765/tcp                   ALLOW OUT   Anywhere"), 8765),
            Some(Fate::Stopped)
        );
        assert_eq!(
            fate_of(&with("192.168.1.5 8765/tcp       ALLOW IN    Anywhere"), 8765),
            Some(Fate::Accepted)
        );
        assert_eq!(
            fate_of(&with("WWW Full                   ALLOW IN    Anywhere"), 8765),
            Some(Fate::Unclear)
        );
        assert_eq!(
            fate_of(&with("8765/tcp                   ALLOW IN    Anywhere # chat"), 8765),
            Some(Fate::Accepted)
        );
    }

    #[test]
    fn an_inactive_one_stops_nobody_and_other_words_are_no_status() {
        assert_eq!(fate_of("Status: inactive\n", 8765), Some(Fate::Accepted));
        assert_eq!(fate_of("ERROR: You need to be root to run this script\n", 8765), None);
    }
}
