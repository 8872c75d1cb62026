//! The chain of a stream's entries, each directly after the one before.
//!
//! An entry's id is the offset at which its line begins, and its frame's id has the offset at which
//! the line ends. So the chain breaks if a stream misses an entry, has one twice, or has them in
//! another order.

use flatchat_tests::frames::Frame;

/// The progress of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chain {
    /// The offset at which the last line ended.
    pub(crate) at: u64,
    /// The same place as a cursor.
    pub(crate) cursor: String,
}

impl Chain {
    /// Returns a chain that continues at this cursor.
    pub(crate) fn from(cursor: &str) -> Chain {
        Chain { at: offset(cursor), cursor: cursor.to_owned() }
    }

    /// Takes the next frame. Returns whether it was an entry.
    ///
    /// # Panics
    /// When the frame does not follow the one before.
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
