//! A line that refers to an earlier one, without its words.

use super::resolved::is_bare;
use super::shared::SharedLine;
use crate::emoji::emoji_key;
use crate::entry::{Entry, Verb};

/// The longest text of a reaction that counts, in bytes.
const MAX_REACTION_BYTES: usize = 64;

/// A line that refers to an earlier one, sets the topic, or shares files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// The offset of the line itself.
    pub(super) id: u64,
    pub(super) deed: Deed,
}

/// The content of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Edit { target: u64 },
    Remove { target: u64 },
    React { target: u64, name: String, emoji: String },
    Unreact { target: u64, name: String, emoji: String },
    Pin { target: u64 },
    Unpin { target: u64 },
    SetTopic,
    Share(SharedLine),
}

impl Reference {
    /// Reads a reference, or returns `None` if this entry does not refer to an earlier line. A line
    /// that refers to itself or to a later place means nothing.
    pub(super) fn of(entry: &Entry) -> Option<Reference> {
        let deed = match entry.verb {
            Verb::SetTopic => Deed::SetTopic,
            Verb::Shared => Deed::Share(SharedLine::of(entry.share.as_ref()?)),
            verb => deed(verb, entry.target.filter(|target| *target < entry.id)?, entry)?,
        };
        Some(Reference { id: entry.id, deed })
    }

    /// Whether the topic or the pins may be others afterwards.
    pub(super) fn concerns_notices(&self) -> bool {
        matches!(self.deed, Deed::SetTopic | Deed::Pin { .. } | Deed::Unpin { .. } | Deed::Remove { .. })
    }
}

fn deed(verb: Verb, target: u64, entry: &Entry) -> Option<Deed> {
    let reaction = || {
        let emoji = &entry.text;
        let counts =
            emoji.len() <= MAX_REACTION_BYTES && !emoji.contains('\n') && !is_bare(&emoji_key(emoji));
        counts.then(|| (entry.name.clone().unwrap_or_default(), emoji.clone()))
    };
    Some(match verb {
        Verb::Edited => Deed::Edit { target },
        Verb::Removed => Deed::Remove { target },
        Verb::Pinned => Deed::Pin { target },
        Verb::Unpinned => Deed::Unpin { target },
        Verb::ReactedTo => {
            let (name, emoji) = reaction()?;
            Deed::React { target, name, emoji }
        }
        Verb::UnreactedTo => {
            let (name, emoji) = reaction()?;
            Deed::Unreact { target, name, emoji }
        }
        _ => return None,
    })
}
