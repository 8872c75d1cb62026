//! Entries of a page with everything that refers to them, as they cross to pages.

use serde::Serialize;

use crate::entry::{Entry, Verb};
use crate::files::Share;

/// The longest quotation, in characters.
const MAX_QUOTE_CHARS: usize = 160;

/// An entry that stands by itself, as later lines have left it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ResolvedEntry {
    /// The entry. Its text is the newest wording. It is empty if the entry was removed.
    #[serde(flatten)]
    pub entry: Entry,
    /// The id of the edit that holds the newest wording.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub edited: Option<u64>,
    /// The removal of the entry.
    pub removed: Option<Removal>,
    /// The reactions that it has, in the order in which they came.
    pub reactions: Vec<Reaction>,
    /// The id of the line that pinned it.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub pinned: Option<u64>,
    /// The line that it answers, as that line is now. `None` for a line that answers none, or one
    /// that is not there.
    pub answers: Option<Quote>,
}

/// The removal of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Removal {
    /// The id of the line that removed it. If no line says so, the entry's own id.
    #[cfg_attr(test, ts(type = "number"))]
    pub id: u64,
    /// The person who removed it.
    pub name: Option<String>,
    /// The reason, or nothing.
    pub reason: String,
}

/// One emoji, and the people who react with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Reaction {
    /// The emoji, in the form that came first.
    pub emoji: String,
    /// The people, in the order in which they reacted.
    pub people: Vec<Reactor>,
}

/// A person who reacted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Reactor {
    /// The person's name.
    pub name: String,
    /// The id of the line that reacted.
    #[cfg_attr(test, ts(type = "number"))]
    pub id: u64,
}

/// The beginning of an entry that another one answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Quote {
    /// The id of the entry.
    #[cfg_attr(test, ts(type = "number"))]
    pub id: u64,
    /// The person who said it.
    pub name: Option<String>,
    /// Its first line that is not blank, of its newest wording. Of one file, it is the name and the
    /// caption, and of several files the caption alone. It is empty if the entry was removed.
    pub text: String,
    /// How many files it shares, if there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub files: Option<usize>,
    /// Whether it was edited.
    pub edited: bool,
    /// Whether it was removed.
    pub removed: bool,
}

/// One wording of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Wording {
    /// The id of the line that holds it.
    #[cfg_attr(test, ts(type = "number"))]
    pub id: u64,
    /// When it was written.
    pub at: Option<String>,
    /// The text.
    pub text: String,
}

impl ResolvedEntry {
    /// Returns an entry that nothing refers to yet.
    pub(super) fn new(entry: Entry) -> ResolvedEntry {
        let (edited, pinned, answers) = (None, None, None);
        ResolvedEntry { entry, edited, removed: None, reactions: Vec::new(), pinned, answers }
    }

    /// Takes the words away. Nothing else about the entry counts after that.
    pub(super) fn remove(&mut self, removal: Removal) {
        self.entry.text.clear();
        self.entry.cut = false;
        self.entry.share = None;
        (self.edited, self.pinned) = (None, None);
        self.reactions.clear();
        self.removed = Some(removal);
    }

    /// Takes a new wording from the line of an edit.
    pub(super) fn reword(&mut self, edit: Entry) {
        self.entry.text = edit.text;
        self.entry.cut = edit.cut;
        self.edited = Some(edit.id);
    }

    pub(super) fn quote(&self) -> Quote {
        Quote {
            id: self.entry.id,
            name: self.entry.name.clone(),
            text: first_line(&self.entry.words()),
            files: self.entry.share.as_ref().and_then(Share::several),
            edited: self.edited.is_some(),
            removed: self.removed.is_some(),
        }
    }
}

/// Whether `edit` is an edit of `entry` by its author, with words.
pub(super) fn is_edit_of(edit: &Entry, entry: &Entry) -> bool {
    let is_message = matches!(entry.verb, Verb::Said | Verb::RepliedTo);
    let is_edit = edit.verb == Verb::Edited && edit.target == Some(entry.id) && edit.name == entry.name;
    is_message && is_edit && !is_bare(&edit.text)
}

const BARE: [char; 3] = [' ', '\t', '\n'];

/// Whether a text has only spaces, tabs and line breaks, or nothing.
pub(super) fn is_bare(text: &str) -> bool {
    text.trim_matches(BARE).is_empty()
}

fn first_line(text: &str) -> String {
    let line = text.split('\n').find(|line| !is_bare(line)).unwrap_or_default();
    line.trim_matches(BARE).chars().take(MAX_QUOTE_CHARS).collect()
}
