//! The doctor's diagnosis: a list of checks, each with a verdict, a finding, and ways to mend what
//! is wrong.
//!
//! Findings and advice are codes with values. The page words them in its language; terminals get
//! the English text that this file makes of them.

use std::fmt;

use serde::Serialize;

use crate::advice::Advice;
use crate::finding::Finding;

/// The diagnosis: the checks in the order in which a guest's first packet meets them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Diagnosis {
    /// One check for each step.
    pub checks: Vec<Check>,
}

impl Diagnosis {
    /// Whether a step is known to keep guests out.
    pub fn has_problem(&self) -> bool {
        self.checks.iter().any(|check| check.verdict == Verdict::Problem)
    }
}

/// One step on a guest's way in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Check {
    /// The step.
    pub step: Step,
    /// The state of the step.
    pub verdict: Verdict,
    /// What was found.
    pub finding: Finding,
    /// More that is worth knowing.
    pub details: Vec<Finding>,
    /// Ways to mend it, the best one first.
    pub remedies: Vec<Remedy>,
}

/// The steps, from the program outward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// The server listens.
    Server,
    /// This computer has an address that others can use.
    Network,
    /// The server answers there.
    Answer,
    /// No firewall is in between.
    Firewall,
    /// No VPN cuts this computer off from its neighbours.
    Vpn,
    /// The `.local` name.
    Name,
}

/// The state of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing here keeps a guest out.
    Good,
    /// This keeps guests out.
    Problem,
    /// This cannot be known from here.
    Unclear,
}

/// One way to mend something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Remedy {
    /// What to do.
    pub advice: Advice,
    /// A command that does it, to copy into a terminal.
    pub command: Option<String>,
}

impl Remedy {
    /// Something that a person does by hand.
    pub fn by_hand(advice: Advice) -> Remedy {
        Remedy { advice, command: None }
    }

    /// Something that a command does.
    pub fn by(command: impl Into<String>, advice: Advice) -> Remedy {
        Remedy { advice, command: Some(command.into()) }
    }
}

impl Check {
    /// A step that lets guests through.
    pub fn good(step: Step, finding: Finding) -> Check {
        Check::new(step, Verdict::Good, finding)
    }

    /// A step that keeps guests out.
    pub fn problem(step: Step, finding: Finding) -> Check {
        Check::new(step, Verdict::Problem, finding)
    }

    /// A step that may or may not keep guests out.
    pub fn unclear(step: Step, finding: Finding) -> Check {
        Check::new(step, Verdict::Unclear, finding)
    }

    fn new(step: Step, verdict: Verdict, finding: Finding) -> Check {
        Check { step, verdict, finding, details: Vec::new(), remedies: Vec::new() }
    }

    /// This check with another detail.
    #[must_use]
    pub fn detail(mut self, finding: Finding) -> Check {
        self.details.push(finding);
        self
    }

    /// This check with another way to mend it.
    #[must_use]
    pub fn remedy(mut self, remedy: Remedy) -> Check {
        self.remedies.push(remedy);
        self
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.checks.iter().try_for_each(|check| check.fmt(f))
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.verdict {
            Verdict::Good => "ok     ",
            Verdict::Problem => "PROBLEM",
            Verdict::Unclear => "unclear",
        };
        writeln!(f, "{mark}  {}", self.finding)?;
        for detail in &self.details {
            writeln!(f, "         {detail}")?;
        }
        for remedy in &self.remedies {
            writeln!(f, "      -> {}", remedy.advice)?;
            if let Some(command) = &remedy.command {
                writeln!(f, "           {command}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_gets_the_remedy_below_what_it_mends() {
        let (firewall, port) = ("ufw".to_owned(), 8765);
        let check = Check::problem(Step::Firewall, Finding::Blocks { firewall, port })
            .detail(Finding::NoService)
            .remedy(Remedy::by("sudo ufw allow 8765/tcp", Advice::LetIn));
        let said = Diagnosis { checks: vec![Check::good(Step::Server, Finding::Open { port }), check] };
        let expected = "ok       The room is open on port 8765, at all addresses.\n\
                        PROBLEM  ufw blocks port 8765.\n         \
                        No firewall service is on; only an administrator may see the kernel's firewall rules.\n      \
                        -> In a terminal, let guests in:\n           sudo ufw allow 8765/tcp\n";
        assert_eq!(said.to_string(), expected);
        assert!(said.has_problem());
    }
}
