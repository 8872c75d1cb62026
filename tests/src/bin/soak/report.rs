//! The results in words, for the terminal and for `docs/reliability.md`.

use std::fmt;
use std::fs;
use std::path::Path;

use crate::ledger::Compared;
use crate::plan::Plan;
use crate::vitals::{Vital, Vitals};

/// The page is replaced from this heading on.
const HEADING: &str = "## The last soak\n";

#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) plan: Plan,
    pub(crate) counts: Vec<(u64, &'static str)>,
    /// The faults of all tasks.
    pub(crate) faults: Vec<String>,
    pub(crate) file: Compared,
    pub(crate) vitals: Vitals,
}

impl Report {
    pub(crate) fn is_good(&self) -> bool {
        let Compared { acknowledged, lost, doubled, .. } = &self.file;
        let file = *acknowledged > 0 && lost.is_empty() && doubled.is_empty();
        file && self.faults.is_empty() && self.vitals.is_flat() && self.vitals.comes_back()
    }

    pub(crate) fn write_into(&self, page: &Path) {
        let text = fs::read_to_string(page).expect("the page is there");
        let head = text.split_once(HEADING).map_or(text.as_str(), |(head, _)| head);
        fs::write(page, format!("{head}{HEADING}\n{self}")).expect("the page can be written");
    }

    fn write_vitals(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [third, fourth] = self.vitals.quarters();
        writeln!(f, "| the server | memory, MB | descriptors | threads |\n|---|---|---|---|")?;
        let rows = [
            ("at its first start, without guests", self.vitals.before),
            ("third quarter of its last life, median", third),
            ("fourth quarter of its last life, median", fourth),
            ("after everybody has left", self.vitals.after),
        ];
        for (when, Vital { memory_kib, descriptors, threads }) in rows {
            writeln!(f, "| {when} | {} | {descriptors} | {threads} |", memory_kib / 1024)?;
        }
        writeln!(f, "| of that, for names and keys | {} | | |", self.vitals.remembered_kib / 1024)
    }
}

fn verdict(good: bool) -> &'static str {
    if good { "yes" } else { "**no**" }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Report { plan, counts, faults, file, vitals } = self;
        writeln!(f, "{plan}.\n\n| how many | of what |\n|---|---|")?;
        for (count, what) in counts {
            writeln!(f, "| {count} | {what} |")?;
        }
        writeln!(f, "| {} | lines cut short by a kill |\n", file.torn)?;
        writeln!(f, "| promise | kept |\n|---|---|")?;
        writeln!(f, "| nothing acknowledged is lost | {} |", verdict(file.lost.is_empty()))?;
        writeln!(f, "| nothing is in the file twice | {} |", verdict(file.doubled.is_empty()))?;
        let streams = "streams have everything once and in order, and no request ends in a fault";
        writeln!(f, "| {streams} | {} |", verdict(faults.is_empty()))?;
        writeln!(f, "| memory, descriptors and threads stay flat | {} |", verdict(vitals.is_flat()))?;
        writeln!(f, "| memory and descriptors come back | {} |\n", verdict(vitals.comes_back()))?;
        self.write_vitals(f)?;
        for what in
            file.lost.iter().map(|mark| format!("lost: {mark}")).chain(faults.iter().cloned()).take(20)
        {
            writeln!(f, "\n{what}")?;
        }
        for mark in file.doubled.iter().take(20) {
            writeln!(f, "\ndoubled: {mark}")?;
        }
        Ok(())
    }
}
