//! The properties of a guest's first packet, as the tests of a rule ask for them.

use std::net::IpAddr;

use serde_json::Value;

use super::super::is_within;
use super::super::rules::{Packet, Truth};
use super::text;

/// A property of the packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Property {
    Number(u64),
    /// Any of several words that mean the same.
    Word(Vec<String>),
    Address(IpAddr),
    /// The packet does not have this property, so the test never holds.
    Absent,
    Unknown,
}

impl Property {
    fn word(word: &str) -> Property {
        Property::Word(vec![word.to_owned()])
    }

    pub(super) fn is(&self, right: &Value) -> Truth {
        match self {
            Property::Number(number) => is_number(*number, right),
            Property::Word(words) => match right {
                Value::String(right) => Truth::of(words.iter().any(|word| is_word(word, right))),
                Value::Number(right) => Truth::of(words.contains(&right.to_string())),
                _ => Truth::Maybe,
            },
            Property::Address(ip) => is_address(*ip, right),
            Property::Absent => Truth::No,
            Property::Unknown => Truth::Maybe,
        }
    }
}

fn is_number(number: u64, right: &Value) -> Truth {
    if let Some([low, high]) = range(right) {
        return match (low.as_u64(), high.as_u64()) {
            (Some(low), Some(high)) => Truth::of((low..=high).contains(&number)),
            _ => Truth::Maybe,
        };
    }
    right.as_u64().map_or(Truth::Maybe, |right| Truth::of(number == right))
}

fn is_address(ip: IpAddr, right: &Value) -> Truth {
    let parse = |value: &Value| value.as_str()?.parse::<IpAddr>().ok();
    if let Some([low, high]) = range(right) {
        return match (parse(low), parse(high)) {
            (Some(low), Some(high)) => Truth::of((low..=high).contains(&ip)),
            _ => Truth::Maybe,
        };
    }
    if let Some(prefix) = right.get("prefix") {
        let network = prefix.get("addr").and_then(parse);
        let bits = prefix.get("len").and_then(Value::as_u64).and_then(|bits| u32::try_from(bits).ok());
        return match (network, bits) {
            (Some(network), Some(bits)) => Truth::of(is_within(ip, network, bits)),
            _ => Truth::Maybe,
        };
    }
    parse(right).map_or(Truth::Maybe, |right| Truth::of(ip == right))
}

fn range(value: &Value) -> Option<&[Value; 2]> {
    value.get("range")?.as_array()?.as_slice().try_into().ok()
}

/// Whether a word is this name, in which `*` stands for any ending.
fn is_word(word: &str, right: &str) -> bool {
    match right.strip_suffix('*') {
        Some(start) => word.starts_with(start),
        None => word == right,
    }
}

/// The property of the packet that a test asks for.
pub(super) fn of_packet(asked: &Value, packet: &Packet) -> Property {
    if let Some(payload) = asked.get("payload") {
        return payload_of(&text(payload, "protocol"), &text(payload, "field"), packet);
    }
    if let Some(meta) = asked.get("meta") {
        return match text(meta, "key").as_str() {
            "iifname" | "iif" => Property::word(&packet.card),
            "l4proto" => Property::Word(vec!["tcp".to_owned(), "6".to_owned()]),
            "nfproto" if packet.to.is_ipv4() => Property::word("ipv4"),
            "nfproto" => Property::word("ipv6"),
            "pkttype" => Property::Word(vec!["host".to_owned(), "unicast".to_owned()]),
            _ => Property::Unknown,
        };
    }
    if let Some(ct) = asked.get("ct") {
        return match text(ct, "key").as_str() {
            "state" => Property::word("new"),
            _ => Property::Unknown,
        };
    }
    let kind_of_destination = asked.get("fib").is_some_and(|fib| {
        text(fib, "result") == "type"
            && fib.get("flags").is_some_and(|flags| flags.to_string().contains("daddr"))
    });
    if kind_of_destination { Property::word("local") } else { Property::Unknown }
}

fn payload_of(protocol: &str, field: &str, packet: &Packet) -> Property {
    let family = if packet.to.is_ipv4() { "ip" } else { "ip6" };
    match (protocol, field) {
        ("tcp" | "th", "dport") => Property::Number(packet.port.into()),
        ("tcp", "flags") => Property::word("syn"),
        ("tcp" | "th" | "ether" | "vlan", _) => Property::Unknown,
        ("ip" | "ip6", _) if protocol != family => Property::Absent,
        ("ip" | "ip6", "saddr") => Property::Address(packet.from),
        ("ip" | "ip6", "daddr") => Property::Address(packet.to),
        ("ip", "protocol") | ("ip6", "nexthdr") => Property::Word(vec!["tcp".to_owned(), "6".to_owned()]),
        ("ip" | "ip6", _) => Property::Unknown,
        // udp, icmp, sctp and so on, while this packet is TCP.
        _ => Property::Absent,
    }
}
