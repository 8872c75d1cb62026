//! The words of a search: in any case (Unicode simple case folding), also as parts of longer words.
//!
//! What stands between quotation marks is one phrase, whose words follow each other. The page marks
//! what was found by the same rules (`ui/src/room/search/query.ts` and `marks.ts`).

use regex::bytes::{Regex, RegexBuilder};
use unicode_normalization::UnicodeNormalization;

use crate::entry::Entry;

/// The most bytes that the words of a search may have.
pub const MAX_FIND_BYTES: usize = 256;

/// Keyboards of phones and of other languages write these by themselves.
const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// Words and phrases to look for.
#[derive(Clone, Debug)]
pub struct Words {
    /// The longest, which is the rarest as a rule, comes first.
    each: Vec<Regex>,
}

impl Words {
    /// Parses a search as a person types it. Returns `None` if there is no word in it, or too much.
    pub fn parse(typed: &str) -> Option<Words> {
        // Before anything is made of it: each word costs memory.
        if typed.len() > MAX_FIND_BYTES {
            return None;
        }
        let mut words = split(typed);
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words.dedup();
        let each = words.into_iter().map(|word| regex_of(&pattern_of(word))).collect::<Option<Vec<_>>>()?;
        (!each.is_empty()).then_some(Words { each })
    }

    /// Whether the entry's text or name has all of these words.
    pub(crate) fn are_in(&self, entry: &Entry) -> bool {
        let texts: Vec<&str> = shown_texts(entry).chain(entry.name.as_deref()).collect();
        self.each.iter().all(|word| texts.iter().any(|text| word.is_match(text.as_bytes())))
    }

    /// The word to look for in the raw bytes of the log.
    pub(super) fn rarest(&self) -> &Regex {
        &self.each[0]
    }
}

/// The texts of an entry as people see them: of files, their names and the caption.
pub(super) fn shown_texts(entry: &Entry) -> impl Iterator<Item = &str> {
    let text = entry.share.is_none().then_some(&*entry.text);
    let shared = entry
        .share
        .iter()
        .flat_map(|share| share.files.iter().map(|file| file.name.as_str()).chain([share.caption.as_str()]));
    text.into_iter().chain(shared)
}

/// Splits what was typed into words and phrases. A mark in the middle of a word is part of the
/// word. A phrase that is not closed goes on to the end.
fn split(typed: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = typed.trim_start();
    while !rest.is_empty() {
        let (word, after) = match rest.strip_prefix(QUOTES) {
            Some(phrase) => phrase.split_once(QUOTES).unwrap_or((phrase, "")),
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        words.extend(Some(word.trim()).filter(|word| !word.is_empty()));
        rest = after.trim_start();
    }
    words
}

/// Returns a pattern for a word or a phrase. Accents may be stored as one character or as two.
pub(super) fn pattern_of(word: &str) -> String {
    let (composed, apart): (String, String) = (word.nfc().collect(), word.nfd().collect());
    match composed == apart {
        true => escape(&composed),
        false => format!("(?:{}|{})", escape(&composed), escape(&apart)),
    }
}

/// Compiles a pattern that matches in any case.
pub(super) fn regex_of(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(pattern).case_insensitive(true).build().ok()
}

/// The words of a phrase may stand in two lines of a message.
fn escape(phrase: &str) -> String {
    phrase.split_whitespace().map(regex::escape).collect::<Vec<_>>().join(r"\s+")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_in(typed: &str, line: &str) -> bool {
        Words::parse(typed).unwrap().are_in(&Entry::parse(0, line.as_bytes(), false))
    }

    #[test]
    fn a_phrase_stands_between_quotation_marks_of_any_keyboard() {
        assert_eq!(split("a \"tea  time\" b"), ["a", "tea  time", "b"]);
        assert_eq!(split("“tea time”„bo”c « thé vert »"), ["tea time", "bo", "c", "thé vert"]);
        assert_eq!(split("\"not closed yet "), ["not closed yet"]);
        assert_eq!(split("5\" x \"\" \" \" \""), ["5\"", "x"]);
        assert_eq!(split(" \n "), [] as [&str; 0]);
    }

    #[test]
    fn the_words_of_a_phrase_follow_each_other_also_over_a_line_break() {
        assert!(are_in("\"tea time\"", "ana said: TEA  Time!"));
        assert!(are_in("\"tea time\"", "ana said: tea\u{b}time"));
        assert!(!are_in("\"tea time\"", "ana said: time for tea"));
        assert!(!are_in("\"tea time\"", "ana said: tea-time"));
        assert!(are_in("\"ana maria\"", "Ana Maria said: hi"), "names count, too");
        assert!(!are_in("\"maria hi\"", "Ana Maria said: hi"), "a phrase is in the name or in the text");
    }

    #[test]
    fn accents_are_one_character_or_two_in_phrases_as_well() {
        assert!(are_in("\"CAFÉ noir\"", "ana said: cafe\u{301} noir"));
        assert!(are_in("\"cafe\u{301} noir\"", "ana said: café noir"));
        assert!(!are_in("\"cafe noir\"", "ana said: café noir"));
    }

    #[test]
    fn what_is_typed_is_no_pattern() {
        assert!(are_in("a.c (x", "ana said: a.c (x)"));
        assert!(!are_in("a.c", "ana said: abc"));
    }

    #[test]
    fn of_files_only_names_and_captions_are_searched() {
        let line = "ana shared: pie.jpg (7 bytes) files/abcde-pie.jpg\u{b}\u{b}from the oven";
        for typed in ["PIE", "oven", "ana", "pie oven ana", "\"from the\""] {
            assert!(are_in(typed, line), "{typed}");
        }
        for typed in ["files", "bytes", "abcde", "\"pie.jpg from\""] {
            assert!(!are_in(typed, line), "{typed}");
        }
    }

    #[test]
    fn a_search_without_words_or_with_too_much_is_none() {
        for typed in [" \n", "\"\"", "“ ”"] {
            assert!(Words::parse(typed).is_none(), "{typed:?}");
        }
        assert!(Words::parse(&"x".repeat(MAX_FIND_BYTES + 1)).is_none());
        assert!(Words::parse(&"a b ".repeat(15_000)).is_none());
    }
}
