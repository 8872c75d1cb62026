//! The words of each language.

use crate::{Language, Words, ar, de, en, es, fr, hi, ja, pt, zh};

impl Language {
    /// The words of this language.
    pub fn words(self) -> &'static Words {
        match self {
            Language::En => &en::WORDS,
            Language::Ar => &ar::WORDS,
            Language::De => &de::WORDS,
            Language::Es => &es::WORDS,
            Language::Fr => &fr::WORDS,
            Language::Hi => &hi::WORDS,
            Language::Ja => &ja::WORDS,
            Language::Pt => &pt::WORDS,
            Language::Zh => &zh::WORDS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_table_says_whose_it_is() {
        for language in Language::ALL.iter().copied() {
            assert_eq!(language.words().language, language);
        }
    }
}
