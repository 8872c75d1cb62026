//! A stream's entries, each just behind the one before.
//!
//! An entry's id is the offset at which its line begins; its frame's id has the offset at which the
//! line ends. So a stream that misses an entry, has one twice or in another order breaks here.

use flatchat_tests::frames::Frame;

/// How far a stream has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chain {
    /// Where the last line ended.
    pub(crate) at: u64,
    /// The same as a cursor.
    pub(crate) cursor: String,
}

impl Chain {
    /// A chain that goes on at this cursor.
    pub(crate) fn from(cursor: &str) -> Chain {
        Chain { at: offset(cursor), cursor: cursor.to_owned() }
    }

    /// Takes the next frame; gives whether it was an entry.
    ///
    /// # Panics
    /// When it does not follow.
    pub(crate) fn follow(&mut self, frame: &Frame) -> bool {
        assert_ne!(frame.name(), "reset", "a reset that nobody caused, at {}", self.cursor);
        if frame.name() != "entry" {
            return false;
        }
        let data = frame.data.as_deref().expect("an entry has data");
        let begins = number_after(data, "\"id\":").expect("an entry has an id");
        assert_eq!(begins, self.at, "after {}: {frame:?}", self.cursor);
        *self = Chain::from(frame.id.as_deref().expect("an entry has a cursor"));
        true
    }
}

fn offset(cursor: &str) -> u64 {
    let offset = cursor.split_once('-').and_then(|(offset, _)| offset.parse().ok());
    offset.unwrap_or_else(|| panic!("not a cursor: {cursor:?}"))
}

fn number_after(text: &str, key: &str) -> Option<u64> {
    let rest = &text[text.find(key)? + key.len()..];
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest[..digits].parse().ok()
}
