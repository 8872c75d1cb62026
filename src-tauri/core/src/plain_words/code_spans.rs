//! Code between backticks in a paragraph.
//!
//! # Invariants
//! * The work is linear, however many backticks there are: a run of them searches for its end once
//!   for each length.

use std::collections::HashMap;

/// Code with its backticks at `from..to`.
pub(super) struct Span {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) code: String,
}

pub(super) fn code_spans(text: &str) -> Vec<Span> {
    let runs = runs(text);
    // The places of the runs of each length, the first one last.
    let mut by_length: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, (_, length)) in runs.iter().enumerate().rev() {
        by_length.entry(*length).or_default().push(at);
    }
    let mut spans = Vec::new();
    let mut at = 0;
    while at < runs.len() {
        let (from, length) = runs[at];
        if let Some(close) = by_length.get_mut(&length).and_then(|same| next_after(same, at)) {
            let end = runs[close].0;
            spans.push(Span { from, to: end + length, code: content(&text[from + length..end]) });
            at = close;
        }
        at += 1;
    }
    spans
}

/// The start and the length of each run of backticks.
fn runs(text: &str) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, _) in text.match_indices('`') {
        match runs.last_mut() {
            Some((from, length)) if *from + *length == at => *length += 1,
            _ => runs.push((at, 1)),
        }
    }
    runs
}

/// Takes away what is not behind `at`, which nobody asks for again.
fn next_after(same: &mut Vec<usize>, at: usize) -> Option<usize> {
    while same.last().is_some_and(|last| *last <= at) {
        same.pop();
    }
    same.last().copied()
}

/// Spaces beside the backticks let code begin or end with a backtick.
fn content(inside: &str) -> String {
    let line = inside.replace('\n', " ");
    let core = line.strip_prefix(' ').and_then(|rest| rest.strip_suffix(' '));
    core.filter(|core| core.contains(|c| c != ' ')).map_or_else(|| line.clone(), str::to_owned)
}
