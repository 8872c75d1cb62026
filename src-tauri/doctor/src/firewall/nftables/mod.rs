//! nftables: what `nft -j list ruleset` prints (libnftables-json(5)).
//!
//! Tables that iptables wrote are left to [`super::iptables`], because half of each such rule is
//! missing in the JSON. The table of firewalld is left to [`super::firewalld`].

mod property;

use std::cmp::Ordering;
use std::collections::HashMap;

use serde_json::Value;

use super::rules::{Act, Chains, Fate, Packet, Rule, Truth, fate};
use property::{Property, of_packet};

/// A chain that the kernel sends every incoming packet through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BaseChain {
    /// `FAMILY TABLE CHAIN`, as `nft` takes it.
    pub(super) place: String,
    pub(super) fate: Fate,
}

/// The chains that may stop the packet, in the order in which it meets them. `None` if the text is
/// not a rule set.
pub(super) fn base_chains(json: &str, packet: &Packet) -> Option<Vec<BaseChain>> {
    let root: Value = serde_json::from_str(json).ok()?;
    let items = root.get("nftables")?.as_array()?;
    let tables = tables(items, packet);
    let mut bases: Vec<(i64, i64, BaseChain)> =
        all(items, "chain").filter_map(|chain| base_chain(chain, &tables, packet)).collect();
    bases.sort_by_key(|(hook, priority, _)| (*hook, *priority));
    Some(bases.into_iter().map(|(_, _, base)| base).collect())
}

/// The items of one kind.
fn all<'a>(items: &'a [Value], kind: &str) -> impl Iterator<Item = &'a Value> {
    items.iter().filter_map(move |item| item.get(kind))
}

fn tables(items: &[Value], packet: &Packet) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for chain in all(items, "chain") {
        Table::of(&mut tables, chain).chains.entry(text(chain, "name")).or_default();
    }
    for set in all(items, "set").chain(all(items, "map")) {
        Table::of(&mut tables, set).sets.insert(text(set, "name"), set.get("elem").cloned());
    }
    for rule in all(items, "rule") {
        let table = Table::of(&mut tables, rule);
        table.from_iptables |= rule.get("expr").is_some_and(|expr| expr.to_string().contains("\"xt\""));
        let read = table.read(rule, packet);
        table.chains.entry(text(rule, "chain")).or_default().extend(read);
    }
    tables
}

#[derive(Default)]
struct Table {
    family: String,
    name: String,
    chains: Chains,
    sets: HashMap<String, Option<Value>>,
    from_iptables: bool,
}

impl Table {
    /// The table that this item belongs to.
    fn of<'a>(tables: &'a mut Vec<Table>, item: &Value) -> &'a mut Table {
        let (family, name) = (text(item, "family"), text(item, "table"));
        let at = tables.iter().position(|table| table.family == family && table.name == name);
        let at = at.unwrap_or_else(|| {
            tables.push(Table { family, name, ..Table::default() });
            tables.len() - 1
        });
        &mut tables[at]
    }

    fn read(&self, rule: &Value, packet: &Packet) -> Vec<Rule> {
        let mut applies = Truth::Yes;
        let mut read = Vec::new();
        for statement in rule.get("expr").and_then(Value::as_array).into_iter().flatten() {
            match self.statement(statement, packet) {
                Statement::Test(truth) => applies = applies.and(truth),
                Statement::Acts(acts) => {
                    read.extend(acts.into_iter().map(|(truth, act)| Rule::new(applies.and(truth), act)));
                }
            }
        }
        read
    }

    fn statement(&self, statement: &Value, packet: &Packet) -> Statement {
        let Some((kind, value)) = statement.as_object().and_then(|object| object.iter().next()) else {
            return Statement::Test(Truth::Maybe);
        };
        match kind.as_str() {
            "match" => Statement::Test(self.test(value, packet)),
            "counter" | "log" | "mangle" | "notrack" | "ct helper" | "flow" => Statement::Test(Truth::Yes),
            "vmap" => Statement::Acts(self.verdict_map(value, packet)),
            // A goto does not come back into its own chain.
            "goto" => {
                let there = act(statement).unwrap_or(Act::Nothing);
                Statement::Acts(vec![(Truth::Yes, there), (Truth::Yes, Act::Return)])
            }
            _ => match act(statement) {
                Some(act) => Statement::Acts(vec![(Truth::Yes, act)]),
                // A limit, a quota or a set that grows depends on earlier packets.
                None => Statement::Test(Truth::Maybe),
            },
        }
    }

    fn verdict_map(&self, map: &Value, packet: &Packet) -> Vec<(Truth, Act)> {
        let Some(seen) = map.get("key").map(|key| of_packet(key, packet)) else { return Vec::new() };
        let data = map.get("data").unwrap_or(&Value::Null);
        let pairs = data.get("set").and_then(Value::as_array).or_else(|| self.named(data)?.as_array());
        let Some(pairs) = pairs else { return vec![(Truth::Maybe, Act::Stop)] };
        let pair = |pair: &Value| {
            let [key, verdict] = pair.as_array()?.as_slice() else { return None };
            Some((self.is(&seen, key), act(verdict)?))
        };
        pairs.iter().filter_map(pair).collect()
    }

    fn named(&self, name: &Value) -> Option<&Value> {
        self.sets.get(name.as_str()?.strip_prefix('@')?)?.as_ref()
    }

    fn test(&self, test: &Value, packet: &Packet) -> Truth {
        let (Some(asked), Some(right)) = (test.get("left"), test.get("right")) else { return Truth::Maybe };
        let seen = of_packet(asked, packet);
        let order = |wanted: &[Ordering]| match (&seen, right.as_u64()) {
            (Property::Number(number), Some(limit)) => Truth::of(wanted.contains(&number.cmp(&limit))),
            (Property::Absent, _) => Truth::No,
            _ => Truth::Maybe,
        };
        match test.get("op").and_then(Value::as_str) {
            Some("==" | "in") => self.is(&seen, right),
            Some("!=") if seen == Property::Absent => Truth::No,
            Some("!=") => !self.is(&seen, right),
            Some("<") => order(&[Ordering::Less]),
            Some("<=") => order(&[Ordering::Less, Ordering::Equal]),
            Some(">") => order(&[Ordering::Greater]),
            Some(">=") => order(&[Ordering::Greater, Ordering::Equal]),
            _ => Truth::Maybe,
        }
    }

    /// Whether the property is `right`: a value, a range, a prefix, or one of a set.
    fn is(&self, seen: &Property, right: &Value) -> Truth {
        if *seen == Property::Absent {
            return Truth::No;
        }
        if let Some(all) = right.as_array().or_else(|| right.get("set")?.as_array()) {
            return all.iter().fold(Truth::No, |truth, one| truth.or(self.is(seen, one)));
        }
        if right.as_str().is_some_and(|name| name.starts_with('@')) {
            return match self.sets.get(right.as_str().unwrap_or_default().trim_start_matches('@')) {
                Some(Some(elements)) => self.is(seen, elements),
                Some(None) => Truth::No,
                None => Truth::Maybe,
            };
        }
        if let Some(element) = right.get("elem") {
            return self.is(seen, element.get("val").unwrap_or(element));
        }
        seen.is(right)
    }
}

enum Statement {
    Test(Truth),
    Acts(Vec<(Truth, Act)>),
}

fn act(statement: &Value) -> Option<Act> {
    let (kind, value) = statement.as_object()?.iter().next()?;
    let target = || value.get("target").and_then(Value::as_str).map(str::to_owned);
    match kind.as_str() {
        "accept" => Some(Act::Accept),
        "drop" | "reject" => Some(Act::Stop),
        "jump" | "goto" => Some(Act::Jump(target()?)),
        "return" => Some(Act::Return),
        "continue" => Some(Act::Nothing),
        _ => None,
    }
}

/// A base chain, with its hook and its priority to sort by.
fn base_chain(chain: &Value, tables: &[Table], packet: &Packet) -> Option<(i64, i64, BaseChain)> {
    let (family, table, name) = (text(chain, "family"), text(chain, "table"), text(chain, "name"));
    let hook = match text(chain, "hook").as_str() {
        "prerouting" => 0,
        "input" => 1,
        _ => return None,
    };
    let other_family = if packet.to.is_ipv4() { "ip6" } else { "ip" };
    let concerns_us = ["inet", "ip", "ip6"].contains(&family.as_str()) && family != other_family;
    if !concerns_us || text(chain, "type") != "filter" || table == "firewalld" {
        return None;
    }
    let found = tables.iter().find(|one| one.family == family && one.name == table)?;
    if found.from_iptables {
        return None;
    }
    let policy = if text(chain, "policy") == "drop" { Fate::Stopped } else { Fate::Accepted };
    let fate = fate(&found.chains, &name, policy);
    let priority = chain.get("prio").and_then(Value::as_i64).unwrap_or_default();
    Some((hook, priority, BaseChain { place: format!("{family} {table} {name}"), fate }))
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What nft 1.0.6 prints for rule sets like those in its own wiki.
    const WORKSTATION: &str = include_str!("../samples/nft-workstation.json");
    const OPEN: &str = include_str!("../samples/nft-open.json");
    const SETS: &str = include_str!("../samples/nft-sets.json");
    const UFW: &str = include_str!("../samples/nft-ufw.json");

    fn packet(port: u16) -> Packet {
        Packet {
            card: "eth0".to_owned(),
            from: "192.168.1.4".parse().unwrap(),
            to: "192.168.1.5".parse().unwrap(),
            port,
        }
    }

    fn fates(json: &str, packet: &Packet) -> Vec<(String, Fate)> {
        let bases = base_chains(json, packet).unwrap();
        bases.into_iter().map(|base| (base.place, base.fate)).collect()
    }

    fn fate_at(json: &str, port: u16) -> Fate {
        let all = fates(json, &packet(port));
        assert_eq!(all.len(), 1, "{all:?}");
        all[0].1
    }

    #[test]
    fn a_workstation_that_drops_by_default_stops_guests_but_at_the_ports_it_opened() {
        assert_eq!(fates(WORKSTATION, &packet(8765)), [("inet filter input".to_owned(), Fate::Stopped)]);
        assert_eq!(fate_at(WORKSTATION, 22), Fate::Accepted);
    }

    #[test]
    fn a_rule_set_without_a_word_about_the_port_lets_guests_in() {
        assert_eq!(fate_at(OPEN, 8765), Fate::Accepted);
    }

    #[test]
    fn sets_maps_ranges_and_prefixes_are_understood() {
        assert_eq!(fate_at(SETS, 8765), Fate::Accepted, "the neighbours' range of ports");
        assert_eq!(fate_at(SETS, 443), Fate::Accepted, "a named set");
        assert_eq!(fate_at(SETS, 25), Fate::Stopped, "a verdict map");
        assert_eq!(fate_at(SETS, 7000), Fate::Stopped, "the policy");
        let stranger = Packet { from: "203.0.113.9".parse().unwrap(), ..packet(8765) };
        assert_eq!(fates(SETS, &stranger)[0].1, Fate::Stopped);
        let cable = Packet { card: "wlan0".to_owned(), ..packet(7000) };
        assert_eq!(fates(SETS, &cable)[0].1, Fate::Accepted, "a card that is trusted");
    }

    #[test]
    fn what_iptables_wrote_is_left_to_iptables() {
        assert_eq!(fates(UFW, &packet(8765)), []);
    }

    #[test]
    fn what_is_no_rule_set_is_none() {
        for broken in ["", "{", "[]", "{\"nftables\": 7}"] {
            assert_eq!(base_chains(broken, &packet(1)), None, "{broken:?}");
        }
    }
}
