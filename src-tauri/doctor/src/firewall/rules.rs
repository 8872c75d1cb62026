//! What a rule set does with a guest's first packet, in whichever form it was written.
//!
//! A parser decides for each rule whether it applies to the packet. If it cannot decide, both
//! possibilities are followed, and the outcome is clear only if both lead to the same.

use std::collections::HashMap;
use std::net::IpAddr;

/// How deep jumps may be nested. This is the kernel's own limit.
const DEEPEST: usize = 16;

/// A guest's first packet: a TCP segment that opens a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Packet {
    /// The card on which it arrives.
    pub(super) card: String,
    pub(super) from: IpAddr,
    pub(super) to: IpAddr,
    pub(super) port: u16,
}

/// Whether something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    Yes,
    No,
    /// It is not known.
    Maybe,
}

impl Truth {
    pub(super) fn of(holds: bool) -> Truth {
        if holds { Truth::Yes } else { Truth::No }
    }

    pub(super) fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::No, _) | (_, Truth::No) => Truth::No,
            (Truth::Yes, Truth::Yes) => Truth::Yes,
            _ => Truth::Maybe,
        }
    }

    pub(super) fn or(self, other: Truth) -> Truth {
        !(!self).and(!other)
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Maybe => Truth::Maybe,
        }
    }
}

/// What a rule does with a packet that it applies to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Accept,
    /// Drops or rejects it.
    Stop,
    Jump(String),
    Return,
    /// Counts, logs, marks.
    Nothing,
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) applies: Truth,
    pub(super) act: Act,
}

impl Rule {
    pub(super) fn new(applies: Truth, act: Act) -> Rule {
        Rule { applies, act }
    }
}

/// Chains by their names.
pub(super) type Chains = HashMap<String, Vec<Rule>>;

/// What happens to the packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Accepted,
    Stopped,
    Unclear,
}

/// What the chain `first`, which ends with `policy`, does with the packet that its rules were read
/// for.
pub(super) fn fate(chains: &Chains, first: &str, policy: Fate) -> Fate {
    match walk(chains, rules(chains, first), 0) {
        End::Through => policy,
        End::Fate(fate) => fate,
        // Either the policy or that fate.
        End::ThroughOr(fate) if fate == policy => policy,
        End::ThroughOr(_) => Fate::Unclear,
    }
}

/// Where a walk through a chain ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Fate(Fate),
    /// Past the chain's last rule.
    Through,
    /// Past it, or at that fate.
    ThroughOr(Fate),
}

impl End {
    /// Either this end or the other one: which, is not known.
    fn either(self, other: End) -> End {
        match (self, other) {
            (one, other) if one == other => one,
            (End::Through, End::Fate(fate) | End::ThroughOr(fate))
            | (End::Fate(fate) | End::ThroughOr(fate), End::Through) => End::ThroughOr(fate),
            (End::Fate(_), End::Fate(_)) => End::Fate(Fate::Unclear),
            (End::ThroughOr(one), End::Fate(other) | End::ThroughOr(other))
            | (End::Fate(one), End::ThroughOr(other)) => {
                End::ThroughOr(if one == other { one } else { Fate::Unclear })
            }
            (End::Through, End::Through) => End::Through,
        }
    }

    /// This end or, where the packet may go on, the rest.
    fn then(self, rest: impl FnOnce() -> End) -> End {
        match self {
            End::Fate(_) => self,
            End::Through => rest(),
            End::ThroughOr(fate) => End::Fate(fate).either(rest()),
        }
    }
}

fn rules<'a>(chains: &'a Chains, name: &str) -> &'a [Rule] {
    chains.get(name).map_or(&[], Vec::as_slice)
}

fn walk(chains: &Chains, rules_left: &[Rule], depth: usize) -> End {
    if depth > DEEPEST {
        return End::Fate(Fate::Unclear);
    }
    for (at, rule) in rules_left.iter().enumerate() {
        let rest = || walk(chains, &rules_left[at + 1..], depth);
        let applied = || match &rule.act {
            Act::Accept => End::Fate(Fate::Accepted),
            Act::Stop => End::Fate(Fate::Stopped),
            Act::Return => End::Through,
            Act::Nothing => rest(),
            Act::Jump(to) => walk(chains, rules(chains, to), depth + 1).then(rest),
        };
        match (rule.applies, &rule.act) {
            (Truth::No, _) | (_, Act::Nothing) => {}
            (Truth::Yes, _) => return applied(),
            (Truth::Maybe, _) => return applied().either(rest()),
        }
    }
    End::Through
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chains(all: &[(&str, Vec<Rule>)]) -> Chains {
        all.iter().map(|(name, rules)| ((*name).to_owned(), rules.clone())).collect()
    }

    fn rule(applies: Truth, act: Act) -> Rule {
        Rule::new(applies, act)
    }

    fn fate_of(rules: Vec<Rule>, policy: Fate) -> Fate {
        fate(&chains(&[("input", rules)]), "input", policy)
    }

    #[test]
    fn the_first_rule_that_applies_decides_and_the_policy_where_none_does() {
        let rules = vec![
            rule(Truth::No, Act::Accept),
            rule(Truth::Yes, Act::Nothing),
            rule(Truth::Yes, Act::Stop),
            rule(Truth::Yes, Act::Accept),
        ];
        assert_eq!(fate_of(rules, Fate::Accepted), Fate::Stopped);
        assert_eq!(fate_of(vec![rule(Truth::No, Act::Stop)], Fate::Accepted), Fate::Accepted);
    }

    #[test]
    fn what_cannot_be_told_matters_only_where_it_makes_a_difference() {
        let perhaps =
            |act, then, policy| fate_of(vec![rule(Truth::Maybe, act), rule(Truth::Yes, then)], policy);
        assert_eq!(perhaps(Act::Accept, Act::Accept, Fate::Stopped), Fate::Accepted);
        assert_eq!(perhaps(Act::Accept, Act::Stop, Fate::Accepted), Fate::Unclear);
        assert_eq!(perhaps(Act::Stop, Act::Return, Fate::Stopped), Fate::Stopped);
        assert_eq!(perhaps(Act::Stop, Act::Return, Fate::Accepted), Fate::Unclear);
    }

    #[test]
    fn a_jump_comes_back_unless_its_chain_decides() {
        let through = |act| {
            let all = chains(&[
                ("input", vec![rule(Truth::Yes, Act::Jump("user".to_owned())), rule(Truth::Yes, Act::Stop)]),
                ("user", vec![rule(Truth::Yes, act), rule(Truth::Yes, Act::Accept)]),
            ]);
            fate(&all, "input", Fate::Accepted)
        };
        assert_eq!(through(Act::Return), Fate::Stopped);
        assert_eq!(through(Act::Nothing), Fate::Accepted);
        let perhaps = chains(&[
            ("input", vec![rule(Truth::Yes, Act::Jump("user".to_owned())), rule(Truth::Yes, Act::Accept)]),
            ("user", vec![rule(Truth::Maybe, Act::Accept)]),
        ]);
        assert_eq!(fate(&perhaps, "input", Fate::Stopped), Fate::Accepted, "both ways lead there");
    }

    #[test]
    fn a_circle_of_jumps_ends() {
        let circle = chains(&[("input", vec![rule(Truth::Yes, Act::Jump("input".to_owned()))])]);
        assert_eq!(fate(&circle, "input", Fate::Accepted), Fate::Unclear);
    }
}
