//! The acknowledged texts, and the comparison with the file.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Each text that people say has a mark of its own, `~…~`, at its beginning.
const MARK: char = '~';

/// The marks of the acknowledged texts.
#[derive(Debug, Default)]
pub(crate) struct Ledger(Mutex<Vec<String>>);

/// The result of comparing the file with the ledger.
#[derive(Debug, Default)]
pub(crate) struct Compared {
    pub(crate) acknowledged: usize,
    pub(crate) lost: Vec<String>,
    /// The texts that are in the file more than once, whether they were acknowledged or not.
    pub(crate) doubled: Vec<String>,
    /// Lines that a kill cut short.
    pub(crate) torn: usize,
}

/// Returns a text that no other guest says.
pub(crate) fn text(name: &str, number: usize) -> String {
    format!("{MARK}{name} {number}{MARK} the pump is running again")
}

fn mark(line: &str) -> Option<&str> {
    let begin = line.find(MARK)?;
    let end = line[begin + 1..].find(MARK)?;
    Some(&line[begin..begin + end + 2])
}

impl Ledger {
    pub(crate) fn acknowledge(&self, text: &str) {
        let mark = mark(text).expect("a text of ours has a mark").to_owned();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(mark);
    }

    pub(crate) fn compare(&self, log: &[u8]) -> Compared {
        let log = String::from_utf8_lossy(log);
        let (mut counts, mut torn) = (HashMap::<&str, usize>::new(), 0);
        for line in log.lines() {
            match mark(line) {
                Some(mark) => *counts.entry(mark).or_default() += 1,
                None => torn += 1,
            }
        }
        let acknowledged = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let lost = acknowledged.iter().filter(|mark| !counts.contains_key(mark.as_str()));
        let doubled = counts.iter().filter(|(_, count)| **count > 1);
        Compared {
            acknowledged: acknowledged.len(),
            lost: lost.cloned().collect(),
            doubled: doubled.map(|(mark, _)| (*mark).to_owned()).collect(),
            torn,
        }
    }
}
