//! iptables: what `iptables -S` prints, of either kind (iptables-nft and iptables-legacy).

use std::net::IpAddr;

use super::is_within;
use super::rules::{Act, Chains, Fate, Packet, Rule, Truth, fate};

/// What the chain INPUT does with the packet. `None` if the text is not a rule set.
pub(super) fn input_fate(listing: &str, packet: &Packet) -> Option<Fate> {
    let mut chains = Chains::new();
    let mut policy = None;
    for line in listing.lines() {
        let words = split(line);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["-P", "INPUT", "ACCEPT"] => policy = Some(Fate::Accepted),
            ["-P", "INPUT", _] => policy = Some(Fate::Stopped),
            ["-A", chain, rule @ ..] => {
                chains.entry((*chain).to_owned()).or_default().push(read(rule, packet));
            }
            _ => {}
        }
    }
    Some(fate(&chains, "INPUT", policy?))
}

/// Whether this is the rule set of a system without a firewall.
pub(super) fn is_empty(listing: &str) -> bool {
    listing.lines().all(|line| line.starts_with("-P ") && line.ends_with(" ACCEPT"))
}

fn read(rule: &[&str], packet: &Packet) -> Rule {
    let mut applies = Truth::Yes;
    let mut act = Act::Nothing;
    let mut at = 0;
    while at < rule.len() {
        let negated = rule[at] == "!";
        at += usize::from(negated);
        let Some(option) = rule.get(at) else { break };
        let values = rule[at + 1..].iter().take_while(|word| !word.starts_with('-') && **word != "!");
        let values: Vec<&str> = values.copied().collect();
        at += 1 + values.len();
        if let ["-j" | "-g", target] = [*option, values.first().copied().unwrap_or_default()] {
            act = self::act(target);
            // The words after the target are its options.
            break;
        }
        let truth = test(option, values.first().copied().unwrap_or_default(), packet);
        applies = applies.and(if negated { !truth } else { truth });
    }
    Rule::new(applies, act)
}

fn act(target: &str) -> Act {
    match target {
        "ACCEPT" => Act::Accept,
        "DROP" | "REJECT" | "TARPIT" => Act::Stop,
        "RETURN" => Act::Return,
        "LOG" | "NFLOG" | "ULOG" | "MARK" | "CONNMARK" | "TRACE" | "CT" | "SET" => Act::Nothing,
        chain => Act::Jump(chain.to_owned()),
    }
}

fn test(option: &str, value: &str, packet: &Packet) -> Truth {
    match option {
        // The tests of a module follow it. A module without tests depends on earlier packets.
        "-m" => match value {
            "tcp" | "udp" | "conntrack" | "state" | "addrtype" | "multiport" | "comment" | "iprange" => {
                Truth::Yes
            }
            "icmp" | "icmp6" | "ah" | "esp" => Truth::No,
            _ => Truth::Maybe,
        },
        "-p" => Truth::of(["tcp", "6", "all"].contains(&value)),
        "-i" => Truth::of(
            value.strip_suffix('+').map_or(packet.card == value, |start| packet.card.starts_with(start)),
        ),
        "-s" => is_in(packet.from, value),
        "-d" => is_in(packet.to, value),
        "--dport" | "--dports" | "--ports" => is_port(packet.port, value),
        "--ctstate" | "--state" => Truth::of(value.split(',').any(|state| state == "NEW")),
        "--dst-type" => Truth::of(value.split(',').any(|kind| kind == "LOCAL")),
        "--syn" | "--comment" => Truth::Yes,
        "--sport" | "--sports" => Truth::Maybe,
        _ => Truth::Maybe,
    }
}

fn is_in(ip: IpAddr, network: &str) -> Truth {
    let (address, bits) =
        network.split_once('/').unwrap_or((network, if ip.is_ipv4() { "32" } else { "128" }));
    match (address.parse(), bits.parse()) {
        (Ok(address), Ok(bits)) => Truth::of(is_within(ip, address, bits)),
        _ => Truth::Maybe,
    }
}

/// `22`, `6000:6100`, or several of these separated by commas.
fn is_port(port: u16, ports: &str) -> Truth {
    ports.split(',').fold(Truth::No, |truth, one| {
        let (low, high) = one.split_once(':').unwrap_or((one, one));
        let within = match (low.parse::<u16>(), high.parse::<u16>()) {
            (Ok(low), Ok(high)) => Truth::of((low..=high).contains(&port)),
            _ => Truth::Maybe,
        };
        truth.or(within)
    })
}

/// The words of a line, separated by spaces. Quotes hold a word together.
fn split(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in line.chars() {
        match c {
            _ if escaped => {
                words.last_mut().expect("there is one").push(c);
                escaped = false;
            }
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().expect("there is one").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What iptables 1.8.9 prints on a system where ufw is on, with rules of all kinds.
    const UFW: &str = include_str!("samples/iptables-ufw.txt");

    fn fate_of(listing: &str, port: u16) -> Fate {
        let packet = Packet {
            card: "eth0".to_owned(),
            from: "192.168.1.4".parse().unwrap(),
            to: "192.168.1.5".parse().unwrap(),
            port,
        };
        input_fate(listing, &packet).unwrap()
    }

    #[test]
    fn what_ufw_wrote_is_followed_through_all_its_chains() {
        assert_eq!(fate_of(UFW, 8765), Fate::Stopped, "the policy");
        assert_eq!(fate_of(UFW, 5900), Fate::Accepted, "from the neighbours");
        assert_eq!(fate_of(UFW, 6050), Fate::Accepted, "a range");
        assert_eq!(fate_of(UFW, 80), Fate::Accepted, "on this card");
        assert_eq!(fate_of(UFW, 25), Fate::Stopped, "denied");
        assert_eq!(fate_of(UFW, 22), Fate::Unclear, "limited: it depends on how often somebody tried");
    }

    #[test]
    fn a_few_rules_by_hand_are_understood() {
        let rules = "-P INPUT ACCEPT\n-P FORWARD DROP\n-P OUTPUT ACCEPT\n\
            -A INPUT -m comment --comment \"own -j DROP rules\" -i lo -j ACCEPT\n\
            -A INPUT ! -s 192.168.0.0/16 -p tcp -m tcp --dport 8765 -j ACCEPT\n\
            -A INPUT -p tcp -m tcp --dport 8765 -j REJECT --reject-with icmp-port-unreachable\n";
        assert_eq!(fate_of(rules, 8765), Fate::Stopped);
        assert_eq!(fate_of(rules, 8766), Fate::Accepted);
        assert!(!is_empty(rules));
    }

    #[test]
    fn a_system_without_rules_lets_guests_in() {
        let none = "-P INPUT ACCEPT\n-P FORWARD ACCEPT\n-P OUTPUT ACCEPT\n";
        assert!(is_empty(none));
        assert_eq!(fate_of(none, 8765), Fate::Accepted);
    }

    #[test]
    fn a_rule_that_is_not_understood_leaves_it_open() {
        let set = "-P INPUT DROP\n-A INPUT -m set --match-set friends src -j ACCEPT\n";
        assert_eq!(fate_of(set, 8765), Fate::Unclear);
    }

    #[test]
    fn what_is_no_rule_set_is_none() {
        let packet = Packet { card: String::new(), from: [0; 4].into(), to: [0; 4].into(), port: 1 };
        assert_eq!(input_fate("iptables: Permission denied\n", &packet), None);
    }
}
