//! References, folded: for each line, what later lines have made of it.
//!
//! # Invariants
//! * References are taken in the order of the file. Taking one twice in a row changes nothing.
//! * A removal beats everything that comes before or after it.
//! * No words are held, except names, emoji and nothing else.

use std::collections::{BTreeMap, HashMap};

use super::reference::{Deed, Reference};
use super::resolved::{Reaction, Reactor};
use super::shared::SharedLines;
use super::table::{Number, Table};
use crate::emoji::emoji_key;

/// What refers to each line of a log, or of a part of it.
#[derive(Debug, Default)]
pub(super) struct Folded {
    lines: HashMap<u64, Refs>,
    names: Table,
    emoji: Table,
    /// The lines that are pinned, by the line that pinned them.
    pins: BTreeMap<u64, u64>,
    /// The line that set the topic.
    topic: Option<u64>,
    shared: SharedLines,
}

/// What refers to one line. There may be hundreds of thousands of these.
#[derive(Debug, Default)]
struct Refs {
    /// The ids of all edits, also of those that do not count.
    edits: Vec<u64>,
    reacted: Vec<Reacted>,
    removed: Option<u64>,
    pinned: Option<u64>,
}

/// One person's reaction with one emoji.
#[derive(Clone, Copy, Debug)]
struct Reacted {
    id: u64,
    name: Number,
    /// The emoji as it was written.
    emoji: Number,
    /// The emoji's key.
    key: Number,
}

/// What refers to one line, without numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct About {
    /// The ids of edits, oldest first.
    pub(super) edits: Vec<u64>,
    pub(super) removed: Option<u64>,
    pub(super) pinned: Option<u64>,
    pub(super) reactions: Vec<Reaction>,
}

/// Lines whose words have to go, because of the line `by`. If the removed line does not stand by
/// itself, its removal means nothing, and no words go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Erasure {
    /// The line that removes, or an edit that came after a removal.
    pub(crate) by: u64,
    /// The removed line.
    pub(crate) removed: u64,
    /// The lines whose words go: the removed one, and edits.
    pub(crate) lines: Vec<u64>,
}

impl Folded {
    /// Takes the next reference. Returns the lines whose words have to go.
    pub(super) fn take(&mut self, reference: &Reference) -> Option<Erasure> {
        let id = reference.id;
        match &reference.deed {
            Deed::SetTopic => self.topic = Some(id),
            Deed::Share(line) => self.shared.add(id, line.clone()),
            Deed::Edit { target } => return self.edit(*target, id),
            Deed::Remove { target } => return Some(self.remove(*target, id)),
            Deed::React { target, name, emoji } => self.react(*target, id, name, emoji),
            Deed::Unreact { target, name, emoji } => self.unreact(*target, name, emoji),
            Deed::Pin { target } => self.pin(*target, Some(id)),
            Deed::Unpin { target } => self.pin(*target, None),
        }
        None
    }

    fn edit(&mut self, target: u64, id: u64) -> Option<Erasure> {
        let refs = self.lines.entry(target).or_default();
        push(&mut refs.edits, id);
        refs.removed.map(|_| Erasure { by: id, removed: target, lines: vec![id] })
    }

    fn remove(&mut self, target: u64, id: u64) -> Erasure {
        self.pin(target, None);
        if self.topic == Some(target) {
            self.topic = None;
        }
        self.shared.remove(target);
        let refs = self.lines.entry(target).or_default();
        refs.removed.get_or_insert(id);
        refs.reacted = Vec::new();
        let lines = std::iter::once(target).chain(refs.edits.iter().copied()).collect();
        Erasure { by: id, removed: target, lines }
    }

    fn react(&mut self, target: u64, id: u64, name: &str, emoji: &str) {
        let name = self.names.number(name);
        let key = self.emoji.number(&emoji_key(emoji));
        let emoji = self.emoji.number(emoji);
        let refs = self.lines.entry(target).or_default();
        let is_there = refs.reacted.iter().any(|there| there.name == name && there.key == key);
        if refs.removed.is_none() && !is_there {
            push(&mut refs.reacted, Reacted { id, name, emoji, key });
        }
    }

    /// Takes a person out. The emoji keeps its place and its form as long as somebody else has it.
    fn unreact(&mut self, target: u64, name: &str, emoji: &str) {
        let (name, key) = (self.names.number(name), self.emoji.number(&emoji_key(emoji)));
        let Some(Refs { reacted, .. }) = self.lines.get_mut(&target) else { return };
        let places: Vec<usize> = (0..reacted.len()).filter(|at| reacted[*at].key == key).collect();
        let Some(from) = places.iter().position(|at| reacted[*at].name == name) else { return };
        for pair in places[from..].windows(2) {
            let next = reacted[pair[1]];
            (reacted[pair[0]].name, reacted[pair[0]].id) = (next.name, next.id);
        }
        reacted.remove(places[places.len() - 1]);
    }

    fn pin(&mut self, target: u64, id: Option<u64>) {
        let refs = match id {
            Some(_) => Some(self.lines.entry(target).or_default()),
            None => self.lines.get_mut(&target),
        };
        let Some(refs) = refs.filter(|refs| refs.removed.is_none()) else { return };
        if let Some(before) = std::mem::replace(&mut refs.pinned, id) {
            self.pins.remove(&before);
        }
        if let Some(id) = id {
            self.pins.insert(id, target);
        }
    }

    /// Returns what refers to the line at `id`.
    pub(super) fn about(&self, id: u64) -> About {
        let Some(refs) = self.lines.get(&id) else { return About::default() };
        let mut reactions: Vec<(Number, Reaction)> = Vec::new();
        for reacted in &refs.reacted {
            let person = Reactor { name: self.names.get(reacted.name).to_owned(), id: reacted.id };
            match reactions.iter_mut().find(|(key, _)| *key == reacted.key) {
                Some((_, reaction)) => reaction.people.push(person),
                None => {
                    let emoji = self.emoji.get(reacted.emoji).to_owned();
                    reactions.push((reacted.key, Reaction { emoji, people: vec![person] }));
                }
            }
        }
        About {
            edits: refs.edits.clone(),
            removed: refs.removed,
            pinned: refs.pinned,
            reactions: reactions.into_iter().map(|(_, reaction)| reaction).collect(),
        }
    }

    /// Returns the line that set the topic.
    pub(super) fn topic(&self) -> Option<u64> {
        self.topic
    }

    /// Returns the lines that share files.
    pub(super) fn shared(&self) -> &SharedLines {
        &self.shared
    }

    /// Returns the pinned lines, the newest pin first.
    pub(super) fn pins(&self) -> impl Iterator<Item = u64> {
        self.pins.values().rev().copied()
    }
}

#[cfg(test)]
impl Folded {
    /// About how many bytes this takes: the tables and lists with all that is reserved.
    pub(super) fn bytes(&self) -> usize {
        const ALLOCATION: usize = 16;
        let lists = |refs: &Refs| {
            let lists = [refs.edits.capacity() * 8, refs.reacted.capacity() * size_of::<Reacted>()];
            lists.into_iter().filter(|bytes| *bytes > 0).map(|bytes| bytes + ALLOCATION).sum::<usize>()
        };
        // A table is at least half full, and has one more byte for each place.
        let table = self.lines.capacity() * 8 / 7 * (size_of::<(u64, Refs)>() + 1);
        table + self.lines.values().map(lists).sum::<usize>() + self.names.bytes() + self.emoji.bytes()
    }
}

/// Most lines have only one or two references, so the space for them grows slowly at first.
fn push<T>(list: &mut Vec<T>, item: T) {
    if list.len() == list.capacity() && list.len() < 4 {
        list.reserve_exact(1);
    }
    list.push(item);
}
