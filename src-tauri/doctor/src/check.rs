//! The doctor's diagnosis: a list of checks, each with a verdict, plain words, and ways to mend
//! what is wrong.
//!
//! The words are made here and not in the page, because the headless program shows the same ones.

use std::fmt;

use serde::Serialize;

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
    /// What was found, in one sentence.
    pub finding: String,
    /// More that is worth knowing, one sentence each.
    pub details: Vec<String>,
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
    pub words: String,
    /// A command that does it, to copy into a terminal.
    pub command: Option<String>,
}

impl Remedy {
    /// Something that a person does by hand.
    pub fn by_hand(words: impl Into<String>) -> Remedy {
        Remedy { words: words.into(), command: None }
    }

    /// Something that a command does.
    pub fn by(command: impl Into<String>, words: impl Into<String>) -> Remedy {
        Remedy { words: words.into(), command: Some(command.into()) }
    }
}

impl Check {
    /// A step that lets guests through.
    pub fn good(step: Step, finding: impl Into<String>) -> Check {
        Check::new(step, Verdict::Good, finding)
    }

    /// A step that keeps guests out.
    pub fn problem(step: Step, finding: impl Into<String>) -> Check {
        Check::new(step, Verdict::Problem, finding)
    }

    /// A step that may or may not keep guests out.
    pub fn unclear(step: Step, finding: impl Into<String>) -> Check {
        Check::new(step, Verdict::Unclear, finding)
    }

    fn new(step: Step, verdict: Verdict, finding: impl Into<String>) -> Check {
        Check { step, verdict, finding: finding.into(), details: Vec::new(), remedies: Vec::new() }
    }

    /// This check with another detail.
    #[must_use]
    pub fn detail(mut self, words: impl Into<String>) -> Check {
        self.details.push(words.into());
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
            writeln!(f, "      -> {}", remedy.words)?;
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
        let check = Check::problem(Step::Firewall, "ufw blocks port 8765.")
            .detail("Its rules were read.")
            .remedy(Remedy::by("sudo ufw allow 8765/tcp", "Let guests in:"));
        let said = Diagnosis { checks: vec![Check::good(Step::Server, "It listens."), check] };
        let expected = "ok       It listens.\nPROBLEM  ufw blocks port 8765.\n         Its rules were read.\n      \
                        -> Let guests in:\n           sudo ufw allow 8765/tcp\n";
        assert_eq!(said.to_string(), expected);
        assert!(said.has_problem());
    }
}
