//! The making of resolved entries: places come from the index, words from the file.

use std::io;

use super::folded::{About, Folded};
use super::reference::Reference;
use super::resolved::{Removal, ResolvedEntry, Wording, is_edit_of};
use super::{Index, State};
use crate::entry::{Entry, Verb};
use crate::log::{Line, Lines, Snapshot};

/// Entries, resolved at one moment.
#[derive(Debug)]
pub(crate) struct Resolved {
    /// The entries.
    pub(crate) entries: Vec<ResolvedEntry>,
    /// The entries have everything that refers to them from before this offset, and nothing from
    /// later lines.
    pub(crate) through: u64,
}

/// An entry with what the index knows about it, and about the entry that it answers.
struct Known {
    entry: Entry,
    about: About,
    answered: About,
}

impl Index {
    /// Resolves entries of `log`. Returns `None` if the index does not know that log, or not yet.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn resolve(&self, log: &Snapshot, entries: &[Entry]) -> io::Result<Option<Resolved>> {
        let known = self.read(|state| {
            let is_ready = state.generation == log.generation && state.waiting.is_none();
            is_ready.then(|| (state.through, look_up(&state.folded, entries)))
        });
        let Some((through, known)) = known else { return Ok(None) };
        let entries = known.into_iter().map(|known| resolve(log, known)).collect::<io::Result<_>>()?;
        Ok(Some(Resolved { entries, through }))
    }

    /// Returns all wordings of an entry, oldest first, or none if it was removed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn wordings(&self, log: &Snapshot, entry: &Entry) -> io::Result<Vec<Wording>> {
        let about = self.read(|state: &State| state.folded.about(entry.id));
        if about.removed.is_some() || entry.is_blank() {
            return Ok(Vec::new());
        }
        let mut wordings = vec![wording(entry)];
        for id in about.edits {
            wordings.extend(read(log, id)?.filter(|edit| is_edit_of(edit, entry)).map(|edit| wording(&edit)));
        }
        Ok(wordings)
    }
}

fn wording(entry: &Entry) -> Wording {
    Wording { id: entry.id, at: entry.at.clone(), text: entry.text.clone() }
}

/// Resolves the entries of the newest page without the index. Everything that refers to them comes
/// after `from`, where the page begins.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn resolve_newest(log: &Snapshot, from: u64, entries: &[Entry]) -> io::Result<Resolved> {
    let mut folded = Folded::default();
    for line in Lines::new(&log.file, from, log.end.offset) {
        let line = line?;
        if let Some(reference) = Some(line).filter(|line| !line.stands_alone()).as_ref().and_then(reference) {
            let _ = folded.take(&reference);
        }
    }
    let known = look_up(&folded, entries);
    let entries = known.into_iter().map(|known| resolve(log, known)).collect::<io::Result<_>>()?;
    Ok(Resolved { entries, through: log.end.offset })
}

fn reference(line: &Line) -> Option<Reference> {
    Reference::of(&line.entry())
}

fn look_up(folded: &Folded, entries: &[Entry]) -> Vec<Known> {
    let look_up = |entry: &Entry| {
        let answered = answered_by(entry).map_or_else(About::default, |target| folded.about(target));
        Known { about: folded.about(entry.id), answered, entry: entry.clone() }
    };
    entries.iter().map(look_up).collect()
}

fn answered_by(entry: &Entry) -> Option<u64> {
    entry.target.filter(|target| entry.verb == Verb::RepliedTo && *target < entry.id)
}

fn resolve(log: &Snapshot, known: Known) -> io::Result<ResolvedEntry> {
    let answered = match answered_by(&known.entry) {
        Some(target) => read(log, target)?.filter(|entry| entry.verb.stands_alone()),
        None => None,
    };
    let mut resolved = apply(log, known.entry, known.about)?;
    if let Some(answered) = answered {
        resolved.answers = Some(apply(log, answered, known.answered)?.quote());
    }
    Ok(resolved)
}

fn apply(log: &Snapshot, entry: Entry, about: About) -> io::Result<ResolvedEntry> {
    let blank = entry.is_blank();
    let mut resolved = ResolvedEntry::new(entry);
    if let Some(id) = about.removed {
        let by = read(log, id)?;
        let (name, reason) = by.map_or((None, String::new()), |by| (by.name, by.text));
        resolved.remove(Removal { id, name, reason });
        return Ok(resolved);
    }
    if blank {
        resolved.remove(Removal { id: resolved.entry.id, name: None, reason: String::new() });
        return Ok(resolved);
    }
    for id in about.edits.into_iter().rev() {
        if let Some(edit) = read(log, id)?.filter(|edit| is_edit_of(edit, &resolved.entry)) {
            resolved.reword(edit);
            break;
        }
    }
    (resolved.pinned, resolved.reactions) = (about.pinned, about.reactions);
    Ok(resolved)
}

fn read(log: &Snapshot, id: u64) -> io::Result<Option<Entry>> {
    Ok(Line::at(&log.file, id)?.map(|line| line.entry()))
}
