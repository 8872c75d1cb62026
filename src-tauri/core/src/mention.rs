//! The test of whether a text mentions somebody by name.
//!
//! A name counts as a whole word, in any case: "Ana" is in "thanks, ANA!" and in "Ana's", but not
//! in "banana". If a script writes no spaces between words, a boundary by Unicode's rules (UAX #29)
//! is enough. `ui/src/state/mention.ts` has the same rules for the page.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;

use crate::name::is_invisible;

/// Whether `text` mentions `name`.
pub fn mentions(text: &str, name: &str) -> bool {
    let (text, name) = (fold(text), fold(name));
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
    found.into_iter().any(|at| is_edge(at) && is_edge(at + name.len()))
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

/// Names are kept in NFC. Texts are as they were typed, often without the joiners of a name.
fn fold(text: &str) -> String {
    let seen: String = text.nfc().filter(|c| !is_invisible(*c)).collect();
    seen.to_lowercase().nfc().collect()
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
        mentions: bool,
    }

    /// The page is tested with the same vectors (`ui/src/state/mention.test.ts`).
    #[test]
    fn the_vectors_hold() {
        let vectors = include_str!("../../../tests/vectors/texts/mentions.json");
        let vectors: Vec<Vector> = serde_json::from_str(vectors).unwrap();
        assert!(vectors.len() > 40, "{}", vectors.len());
        for Vector { text, name, mentions: expected } in vectors {
            assert_eq!(mentions(&text, &name), expected, "{name:?} in {text:?}");
        }
    }
}
