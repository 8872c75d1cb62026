//! The test of whether a text mentions somebody by name.
//!
//! A name counts as a whole word, in any case: "Ana" is in "thanks, ANA!" and in "Ana's", but not
//! in "banana". If a script writes no spaces between words, a boundary by Unicode's rules (UAX #29)
//! is enough.

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
    let found: Vec<usize> = text.match_indices(&name).map(|(at, _)| at).collect();
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

    #[test]
    fn a_name_counts_as_a_whole_word_in_any_case() {
        for text in
            ["Ana", "ana?", "thanks, ANA!", "(Ana)", "Ana's soup", "hi\nana\nhow are you", "@ana", "x/ana"]
        {
            assert!(mentions(text, "Ana"), "{text}");
        }
        for text in ["", "banana", "Anastasia", "ana2", "2ana", "ana_b", "an a", "Anä", "a\u{301}na"] {
            assert!(!mentions(text, "Ana"), "{text}");
        }
        assert!(mentions("banana, said Ana", "Ana"), "the second place counts, too");
    }

    #[test]
    fn a_name_may_have_spaces_signs_and_any_letters() {
        assert!(mentions("ask maria JOSÉ about it", "Maria José"));
        assert!(mentions("jose\u{301} is here", "José"), "composed or not");
        assert!(mentions("ΣΊΣΥΦΟΣ!", "Σίσυφος"));
        assert!(mentions("спасибо, Оля", "оля") && !mentions("Коля", "Оля"));
        assert!(mentions("is c-3po here?", "C-3PO"));
        assert!(mentions("hi \u{1f98a}", "\u{1f98a}"));
        assert!(
            mentions("سلام علیرضا!", "علی‌رضا") && mentions("hi Ana 👩💻", "Ana 👩‍💻"),
            "joiners are not typed"
        );
        assert!(!mentions("anything", ""));
    }

    #[test]
    fn scripts_without_spaces_have_words_as_well() {
        assert!(mentions("田中さん、どうぞ", "田中"));
        assert!(!mentions("カタカナ", "タカ"));
    }
}
