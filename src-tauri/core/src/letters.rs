//! The letters of names and texts, reduced to those that people type for them.
//!
//! Names are compared by these where they are mentioned. Many people type "lukasz" for "Łukasz",
//! and "o'brien" for "O’Brien". Nobody is confused by this: two people of one room never have names
//! that differ only so. `ui/src/state/letters.ts` has the same rules for the page.

use icu_properties::CodePointMapData;
use icu_properties::props::Script;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::name::is_invisible;

/// Returns `text` in lower case and NFC, without accents and invisible characters, and with the
/// signs and letters that keyboards have.
pub(crate) fn plain_letters(text: &str) -> String {
    let bare: String = text.nfd().filter(|c| !is_omitted(*c)).collect();
    let mut plain = String::with_capacity(bare.len());
    for c in bare.to_lowercase().chars() {
        match typed(c) {
            Some(typed) => plain.push_str(typed),
            None => plain.push(c),
        }
    }
    plain.nfc().collect()
}

/// Whether `c` is an invisible character, an accent, or a vowel of Hebrew or Arabic. The marks of
/// other scripts, such as the vowels of India and the voicing marks of Japan, make other letters.
fn is_omitted(c: char) -> bool {
    if c.is_ascii() {
        return false;
    }
    is_invisible(c)
        || match CodePointMapData::<Script>::new().get(c) {
            Script::Inherited => !matches!(c, '\u{3099}' | '\u{309A}'),
            Script::Hebrew | Script::Arabic => c.general_category_group() == GeneralCategoryGroup::Mark,
            _ => false,
        }
}

/// Returns what is typed for a letter or a sign that has no accent by Unicode's rules.
fn typed(c: char) -> Option<&'static str> {
    Some(match c {
        'ı' => "i",
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        'ς' => "σ",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        '‘' | '’' | 'ʻ' | 'ʼ' | '´' | '′' | '＇' => "'",
        '‐'..='–' | '−' | '－' => "-",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Vector {
        text: String,
        plain: String,
    }

    /// The page is tested with the same vectors (`ui/src/state/letters.test.ts`).
    #[test]
    fn a_name_is_found_by_the_letters_of_any_keyboard() {
        let vectors = include_str!("../../../tests/vectors/texts/letters.json");
        let vectors: Vec<Vector> = serde_json::from_str(vectors).unwrap();
        assert!(vectors.len() > 30, "{}", vectors.len());
        for Vector { text, plain } in vectors {
            assert_eq!(plain_letters(&text), plain, "{text:?}");
            assert_eq!(plain_letters(&plain), plain, "{text:?}");
        }
    }
}
