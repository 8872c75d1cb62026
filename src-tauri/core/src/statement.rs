//! Statements: the form of a line that records who did what, converted from values to text and
//! back.
//!
//! ```text
//! statement = name SP verb ": " text
//! verb      = words [ SP id ]                        said, replied to 120
//! ```
//!
//! Each verb and its words are defined once, in the list below.
//!
//! # Invariants
//! * `parse` reads back what [`Statement::line`] writes, with the same name, verb and text.
//! * A statement's name is a valid [`Name`], so a text can never pass for a statement by somebody
//!   else.

use std::fmt::Write;

use jiff::Timestamp;
use serde::Serialize;

use crate::encoding;
use crate::name::Name;
use crate::text::Text;

/// How many bytes a stamp has.
pub(crate) const STAMP_BYTES: usize = "2026-11-22T10:30:21Z".len();

/// How many digits an id has at most.
const MAX_ID_BYTES: usize = u64::MAX.ilog10() as usize + 1;

/// Whether a verb refers to an earlier line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    Nothing,
    /// The verb's words are followed by the id of that line.
    Id,
}

macro_rules! verbs {
    ($($(#[$doc:meta])+ $verb:ident = $words:tt, $takes:ident;)+) => {
        /// The action of an entry.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
        #[cfg_attr(test, derive(ts_rs::TS), ts(export))]
        pub enum Verb {
            $($(#[$doc])+ #[serde(rename = $words)] $verb,)+
            /// A line that makes no statement, no matter who wrote it.
            #[serde(rename = "notice")]
            Notice,
        }

        const VERBS: &[(Verb, &str, Takes)] = &[$((Verb::$verb, $words, Takes::$takes),)+];
    };
}

verbs! {
    /// A message.
    Said = "said", Nothing;
    /// A message that answers another.
    RepliedTo = "replied to", Id;
    /// A new text for an earlier message.
    Edited = "edited", Id;
    /// The removal of an earlier message.
    Removed = "removed", Id;
    /// A reaction to an earlier message.
    ReactedTo = "reacted to", Id;
    /// The removal of a reaction.
    UnreactedTo = "unreacted to", Id;
    /// A message that the host keeps in view.
    Pinned = "pinned", Id;
    /// The end of a pin.
    Unpinned = "unpinned", Id;
    /// A file.
    Shared = "shared", Nothing;
    /// A new topic of the room.
    SetTopic = "set topic", Nothing;
}

impl Verb {
    /// Whether an entry with this verb stands by itself on a page of history. Other entries only
    /// change the line that they refer to.
    pub fn stands_alone(self) -> bool {
        match self {
            Verb::Said | Verb::RepliedTo | Verb::Shared | Verb::SetTopic | Verb::Notice => true,
            Verb::Edited
            | Verb::Removed
            | Verb::ReactedTo
            | Verb::UnreactedTo
            | Verb::Pinned
            | Verb::Unpinned => false,
        }
    }

    /// Whether an entry with this verb says something new, of which people may be notified.
    pub fn is_news(self) -> bool {
        self.stands_alone() && self != Verb::SetTopic
    }

    /// Returns the words for this verb in a line. A notice has none.
    fn words(self) -> &'static str {
        VERBS.iter().find(|(verb, ..)| *verb == self).map_or("", |(_, words, _)| words)
    }
}

/// An action by somebody, ready to become a line.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The name of the person.
    pub name: Name,
    /// The action.
    pub verb: Verb,
    /// The id of the entry that the verb refers to.
    pub target: Option<u64>,
    /// The words, or other content that the verb takes.
    pub text: Text,
}

impl Statement {
    /// Creates the statement that `name` says `text`.
    pub fn said(name: Name, text: Text) -> Statement {
        Statement { name, verb: Verb::Said, target: None, text }
    }

    /// Creates the statement that `name` does something about an earlier line.
    pub fn about(name: Name, verb: Verb, target: u64, text: Text) -> Statement {
        Statement { name, verb, target: Some(target), text }
    }

    /// Returns all of the statement except the name. Two statements with the same words mean the
    /// same.
    pub(crate) fn words(&self) -> String {
        let mut words = String::with_capacity(self.words_bytes());
        self.add_words(&mut words);
        words
    }

    /// Returns the line for this statement at the time `at`, with its LF.
    pub fn line(&self, at: Timestamp) -> Vec<u8> {
        let name = self.name.as_str();
        let mut line = String::with_capacity(STAMP_BYTES + name.len() + self.words_bytes() + 3);
        let _ = write!(line, "{at:.0}");
        line.extend([" ", name, " "]);
        self.add_words(&mut line);
        line.push('\n');
        line.into_bytes()
    }

    fn add_words(&self, to: &mut String) {
        to.push_str(self.verb.words());
        if let Some(id) = self.target {
            let _ = write!(to, " {id}");
        }
        to.extend([": ", self.text.as_stored()]);
    }

    /// How many bytes the words take at most.
    fn words_bytes(&self) -> usize {
        self.verb.words().len() + MAX_ID_BYTES + self.text.as_stored().len() + 3
    }
}

/// The parts of a statement as they appear in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parts<'a> {
    pub(crate) name: &'a str,
    pub(crate) verb: Verb,
    pub(crate) target: Option<u64>,
    pub(crate) text: &'a str,
}

/// Splits a statement into its parts, or returns `None` if it is not a statement. The name ends
/// before the last verb that comes before the first `": "`, because a name has no `:`.
pub(crate) fn parse(statement: &str) -> Option<Parts<'_>> {
    let (head, text) = statement.split_once(": ")?;
    let (name, verb, target) = split(head, None, Takes::Nothing).or_else(|| {
        let (head, id) = head.rsplit_once(' ')?;
        split(head, Some(parse_offset(id)?), Takes::Id)
    })?;
    Name::is_canonical(name).then_some(Parts { name, verb, target, text })
}

/// Whether a line, given without its LF, may refer to an earlier line, set the topic or share
/// files. `false` is certain, and takes much less work than parsing.
pub(crate) fn may_refer(line: &[u8]) -> bool {
    may_refer_as_utf8(line) || encoding::may_be_utf16(line)
}

/// [`may_refer`] for a line of which it is known that it is not UTF-16.
pub(crate) fn may_refer_as_utf8(line: &[u8]) -> bool {
    let head = head_of(line).unwrap_or_default();
    head.last().is_some_and(u8::is_ascii_digit) || head.ends_with(b"topic") || head.ends_with(b"shared")
}

/// Returns the part of a line before its first `: `. A searcher for both bytes would take longer to
/// make than to use.
pub(crate) fn head_of(line: &[u8]) -> Option<&[u8]> {
    memchr::memchr_iter(b':', line).find(|colon| line.get(colon + 1) == Some(&b' ')).map(|end| &line[..end])
}

fn split(head: &str, target: Option<u64>, takes: Takes) -> Option<(&str, Verb, Option<u64>)> {
    VERBS.iter().filter(|verb| verb.2 == takes).find_map(|(verb, words, _)| {
        let name = head.strip_suffix(words)?.strip_suffix(' ')?;
        Some((name, *verb, target))
    })
}

/// Parses an offset in its only form: decimal digits without a sign or leading zeros.
pub(crate) fn parse_offset(digits: &str) -> Option<u64> {
    let canonical = digits == "0" || !digits.starts_with('0');
    (canonical && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_is_read_back_from_its_line() {
        for &(verb, words, takes) in VERBS {
            let name = Name::new("ana said").unwrap();
            let target = (takes == Takes::Id).then_some(120);
            let statement = Statement { name, verb, target, text: Text::new("hi: said: x").unwrap() };
            let line = String::from_utf8(statement.line(Timestamp::UNIX_EPOCH)).unwrap();
            let parts = Parts { name: "ana said", verb, target, text: "hi: said: x" };
            let read = parse(line.strip_prefix("1970-01-01T00:00:00Z ").unwrap().trim_end());
            assert_eq!(read, Some(parts), "{words}");
            assert_eq!(serde_json::to_value(verb).unwrap(), words);
        }
    }
}
