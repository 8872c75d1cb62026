//! The test of whether a text mentions somebody by name.
//!
//! A name counts as a whole word, in any case, with or without accents: "Ana" is in "thanks, ANA!"
//! and in "Ana's", but not in "banana". If a script writes no spaces between words, a boundary by
//! Unicode's rules (UAX #29) is enough. In Korean and Japanese, a particle or a title may follow
//! directly behind "@" and the name. A part of an address is no mention: neither "ana@example.org"
//! nor "@ana@example.org". Behind "@", the longest name that is known is meant: "@Ana Maria" and
//! "@김민수" do not mention Ana and 김민 where Ana Maria and 김민수 are known.
//! `ui/src/state/mention.ts` has the same rules for the page.

use std::ops::Range;

use icu_properties::CodePointMapData;
use icu_properties::props::Script;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;

use crate::letters::plain_letters;

/// Whether `text` mentions `name`. `others` returns the names of other people, and is called only
/// if the name is in the text.
pub fn mentions(text: &str, name: &str, others: impl FnOnce() -> Vec<String>) -> bool {
    let (text, name) = (plain_letters(text), plain_letters(name));
    if name.is_empty() {
        return false;
    }
    let found = places(&text, &name);
    if found.is_empty() {
        return false;
    }
    let words: Vec<usize> = text.split_word_bound_indices().map(|(at, _)| at).collect();
    let is_edge = |at: usize| {
        let inside = text[..at].chars().next_back().is_some_and(is_of_word)
            && text[at..].chars().next().is_some_and(is_of_word);
        !inside || words.binary_search(&at).is_ok()
    };
    let mut addresses = Addresses::of(&text);
    let mut places = found.into_iter().map(|at| at..at + name.len()).filter(|place| {
        let ends = is_edge(place.end) || is_called(&text, place);
        is_edge(place.start) && ends && !addresses.have_part(place)
    });
    let Some(first) = places.next() else { return false };
    let longer = longer_names(others(), &name);
    let mut places = std::iter::once(first).chain(places);
    places.any(|place| !longer.iter().any(|longer| is_in(longer, &name, &text, place.start, is_edge)))
}

/// Returns the names that have `name` in them, as they are called, with "@".
fn longer_names(others: Vec<String>, name: &str) -> Vec<String> {
    let called = others.into_iter().map(|other| format!("@{}", plain_letters(&other)));
    let as_called = format!("@{name}");
    called.filter(|called| called.contains(name) && !as_called.ends_with(called.as_str())).collect()
}

/// Whether the name at this place is a part of a longer one, which is called there.
fn is_in(called: &str, name: &str, text: &str, place: usize, is_edge: impl Fn(usize) -> bool) -> bool {
    places(called, name).into_iter().filter_map(|at| place.checked_sub(at)).any(|from| {
        let is_there = text.get(from..).is_some_and(|rest| rest.starts_with(called));
        let to = from + called.len();
        let ends = || is_edge(to) || is_called(text, &(from + 1..to));
        is_there && ends() && !(text[to..].starts_with('@') && address_around(text, to).is_some())
    })
}

/// Whether a particle or a title follows the name in a mention, as in "@김민수님".
fn is_called(text: &str, place: &Range<usize>) -> bool {
    let script = |c| CodePointMapData::<Script>::new().get(c);
    let follows = |c| matches!(script(c), Script::Hangul | Script::Katakana);
    text[..place.start].ends_with('@') && text[place.end..].starts_with(follows)
}

/// Where e-mail addresses and the like stand, such as "ana@example.org" and "ana@home". They are
/// asked for places in the order of the text, so that no text takes more than linear work.
struct Addresses {
    /// In the order of their starts, which is that of their ends as well.
    found: Vec<Range<usize>>,
    /// How many of them end before all places that are still to come.
    passed: usize,
}

impl Addresses {
    fn of(text: &str) -> Addresses {
        let found = text.match_indices('@').filter_map(|(at, _)| address_around(text, at)).collect();
        Addresses { found, passed: 0 }
    }

    /// Whether a place is only a part of an address. A name may be a whole one, or have one in it.
    fn have_part(&mut self, place: &Range<usize>) -> bool {
        let is_whole = |address: &Range<usize>| place.start <= address.start && place.end >= address.end;
        self.touching(place).iter().any(|address| !is_whole(address))
    }

    /// Returns those that touch a place. Places come in order.
    fn touching(&mut self, place: &Range<usize>) -> &[Range<usize>] {
        while self.found.get(self.passed).is_some_and(|address| address.end <= place.start) {
            self.passed += 1;
        }
        let rest = &self.found[self.passed..];
        let count = rest.iter().take_while(|address| address.start < place.end).count();
        &rest[..count]
    }
}

/// Returns the address that has its `@` at this place. Scripts without spaces may have a word just
/// before the `@` of a mention, and Arabic has prefixes. So there the host must have a dot.
fn address_around(text: &str, at: usize) -> Option<Range<usize>> {
    let (before, after) = (&text[..at], &text[at + 1..]);
    let name = &before[before.trim_end_matches(is_of_local_part).len()..];
    let host = &after[..after.len() - after.trim_start_matches(is_of_host).len()];
    let last = name.chars().rev().find(|c| !is(*c, GeneralCategoryGroup::Mark))?;
    let may_be_word = is(last, GeneralCategoryGroup::Letter) && !is_latin(last);
    let has_dot = || host.split('.').skip(1).any(|label| label.starts_with(is_latin_or_number));
    let is_address = host.starts_with(is_latin_or_number) && (!may_be_word || has_dot());
    is_address.then(|| at - name.len()..at + 1 + host.len())
}

fn is_of_local_part(c: char) -> bool {
    is_of_word(c) || matches!(c, '.' | '+' | '-')
}

fn is_of_host(c: char) -> bool {
    is_latin_or_number(c) || is(c, GeneralCategoryGroup::Mark) || matches!(c, '.' | '-')
}

fn is_latin_or_number(c: char) -> bool {
    is_latin(c) || is(c, GeneralCategoryGroup::Number)
}

fn is_latin(c: char) -> bool {
    CodePointMapData::<Script>::new().get(c) == Script::Latin
}

fn is(c: char, group: GeneralCategoryGroup) -> bool {
    c.general_category_group() == group
}

/// Every place of `name`, also where two of them overlap.
fn places(text: &str, name: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(name) {
        found.push(from + at);
        from += at + text[from + at..].chars().next().map_or(1, char::len_utf8);
    }
    found
}

fn is_of_word(c: char) -> bool {
    use GeneralCategoryGroup::{Letter, Mark, Number};
    c == '_' || matches!(c.general_category_group(), Letter | Mark | Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Vector {
        text: String,
        name: String,
        #[serde(default)]
        others: Vec<String>,
        mentions: bool,
    }

    fn nobody() -> Vec<String> {
        Vec::new()
    }

    #[test]
    fn the_other_names_are_asked_for_only_where_the_name_is_in_the_text() {
        let never = || panic!("the text does not have the name");
        assert!(!mentions("banana @bo", "ana", never));
        assert!(!mentions("ana@example.org", "ana", never));
        let asked = std::cell::Cell::new(false);
        assert!(mentions("@ana", "ana", || {
            asked.set(true);
            nobody()
        }));
        assert!(asked.get());
    }

    #[test]
    fn the_work_grows_as_the_text_does_however_many_addresses_it_has() {
        for text in ["ana@x ", "ana@ana@", "@ana@x ana ", "ana@ana.ana@x "] {
            let steps_for = |count: usize| {
                let text = text.repeat(count);
                let mut addresses = Addresses::of(&text);
                let touching = |at| addresses.touching(&(at..at + 3)).len() + 1;
                let steps: usize = places(&text, "ana").into_iter().map(touching).sum();
                steps + addresses.passed
            };
            let (few, many) = (steps_for(50), steps_for(5000));
            assert!(many <= 101 * few, "{text:?}: {few} steps, then {many}");
        }
        let text = "ana@x ".repeat(5000);
        assert!(!mentions(&text, "ana", nobody) && mentions(&(text + "ana"), "ana", nobody));
    }

    /// The page is tested with the same vectors (`ui/src/state/mention.test.ts`).
    #[test]
    fn the_vectors_hold() {
        let vectors = include_str!("../../../tests/vectors/texts/mentions.json");
        let vectors: Vec<Vector> = serde_json::from_str(vectors).unwrap();
        assert!(vectors.len() > 40, "{}", vectors.len());
        for Vector { text, name, others, mentions: expected } in vectors {
            let found = mentions(&text, &name, || others.clone());
            assert_eq!(found, expected, "{name:?} in {text:?} among {others:?}");
        }
    }
}
