//! The languages that the programs and the page speak.

use icu_locale_core::{LanguageIdentifier, langid};
use serde::{Deserialize, Serialize};

/// A language, as its code (ISO 639-1) when it crosses to the page or is kept.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
#[expect(missing_docs, reason = "each variant is a code of ISO 639-1")]
pub enum Language {
    #[default]
    En,
    Ar,
    De,
    Es,
    Fr,
    Hi,
    Ja,
    Pt,
    Zh,
}

impl Language {
    /// All languages.
    pub const ALL: &'static [Language] = <Language as strum::VariantArray>::VARIANTS;

    /// The first of these language tags, best first, that is spoken here. Tags are `de`, `pt-BR` or
    /// `zh_CN`. English, if there is none.
    pub fn first_known<Tag: AsRef<str>>(wanted: impl IntoIterator<Item = Tag>) -> Language {
        wanted.into_iter().find_map(|tag| Language::of(tag.as_ref())).unwrap_or_default()
    }

    fn of(tag: &str) -> Option<Language> {
        let code = tag.split(['-', '_']).next().unwrap_or_default();
        Language::ALL.iter().copied().find(|language| language.code().eq_ignore_ascii_case(code))
    }

    /// The code, as in the attribute `lang` of HTML.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// The direction of writing, as in the attribute `dir` of HTML.
    pub fn direction(self) -> &'static str {
        if self == Language::Ar { "rtl" } else { "ltr" }
    }

    pub(crate) fn identifier(self) -> LanguageIdentifier {
        match self {
            Language::En => langid!("en"),
            Language::Ar => langid!("ar"),
            Language::De => langid!("de"),
            Language::Es => langid!("es"),
            Language::Fr => langid!("fr"),
            Language::Hi => langid!("hi"),
            Language::Ja => langid!("ja"),
            Language::Pt => langid!("pt"),
            Language::Zh => langid!("zh"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_is_known_is_spoken() {
        for (wanted, expected) in [
            (&["de-AT", "en"][..], Language::De),
            (&["fi", "PT_br"], Language::Pt),
            (&["zh-Hant-TW"], Language::Zh),
            (&["dede", "C", "POSIX", ""], Language::En),
            (&[], Language::En),
        ] {
            assert_eq!(Language::first_known(wanted), expected, "{wanted:?}");
        }
    }

    #[test]
    fn a_language_is_kept_as_its_code() {
        for language in Language::ALL.iter().copied() {
            assert_eq!(serde_json::to_value(language).unwrap(), language.code());
            assert_eq!(language.identifier().language.as_str(), language.code());
        }
    }
}
