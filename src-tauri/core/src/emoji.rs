//! One emoji: what a person reacts with.
//!
//! An emoji is one extended grapheme cluster of the form that UTS #51 (Unicode Emoji) describes.
//! Browsers draw a sequence that no font knows as several emoji, so the parts of a sequence are
//! checked, too: a skin tone follows only an emoji that can have one, and the invisible tag
//! characters follow only the black flag.

use std::fmt;
use std::ops::Deref;

use icu_properties::CodePointSetData;
use icu_properties::props::{
    BinaryProperty, Emoji as EmojiProperty, EmojiModifier, EmojiModifierBase, RegionalIndicator,
};
use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

/// The longest emoji, in bytes of UTF-8. Those of Unicode 17 have at most 35.
const MAX_EMOJI_BYTES: usize = 64;

/// Asks for the coloured form of a character that also has a plain one. Some keyboards leave it
/// out.
const COLOURED: char = '\u{FE0F}';
const KEYCAP: char = '\u{20E3}';
const JOINER: char = '\u{200D}';
/// The flags of England, Scotland and Wales are this flag, a code in tag characters, and an end.
const BLACK_FLAG: char = '\u{1F3F4}';
const TAGS_END: char = '\u{E007F}';

/// One emoji, without white space around it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Emoji(String);

/// The reason why a text cannot be an emoji.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmojiError {
    /// The text is empty, has other characters, or has several emoji.
    #[error("a reaction is exactly one emoji; choose one")]
    NotOne,
    /// The text is too long.
    #[error("an emoji has at most {MAX_EMOJI_BYTES} bytes; choose another")]
    TooLong,
}

impl Emoji {
    /// Parses an emoji that a person chose, and removes the white space around it.
    ///
    /// # Errors
    /// When the text is not exactly one emoji, or is too long.
    pub fn new(typed: &str) -> Result<Emoji, EmojiError> {
        let emoji = typed.trim();
        if emoji.len() > MAX_EMOJI_BYTES {
            Err(EmojiError::TooLong)
        } else if is_one_emoji(emoji) {
            Ok(Emoji(emoji.to_owned()))
        } else {
            Err(EmojiError::NotOne)
        }
    }
}

/// The emoji without U+FE0F. Two forms of the same emoji have the same key.
pub(crate) fn emoji_key(emoji: &str) -> String {
    emoji.replace(COLOURED, "")
}

/// Whether both are the same emoji.
pub(crate) fn is_same_emoji(one: &str, other: &str) -> bool {
    emoji_key(one) == emoji_key(other)
}

impl Deref for Emoji {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Emoji {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_one_emoji(text: &str) -> bool {
    if text.graphemes(true).count() != 1 {
        return false;
    }
    match text.chars().collect::<Vec<_>>()[..] {
        ['0'..='9' | '#' | '*', KEYCAP] | ['0'..='9' | '#' | '*', COLOURED, KEYCAP] => true,
        [a, b] if is::<RegionalIndicator>(a) => is::<RegionalIndicator>(b),
        [BLACK_FLAG, ref tags @ .., TAGS_END] => !tags.is_empty() && tags.iter().all(|&tag| is_tag(tag)),
        _ => text.split(JOINER).all(is_single),
    }
}

/// Whether this is an emoji that is not joined from others.
fn is_single(text: &str) -> bool {
    match text.chars().collect::<Vec<_>>()[..] {
        [c] | [c, COLOURED] => is_pictograph(c),
        [c, tone] => is::<EmojiModifierBase>(c) && is::<EmojiModifier>(tone),
        _ => false,
    }
}

/// Digits, `#`, `*` and the letters of flags have the property, but are emoji only in sequences.
fn is_pictograph(c: char) -> bool {
    is::<EmojiProperty>(c) && !c.is_ascii() && !is::<RegionalIndicator>(c)
}

/// Whether this is the tag of a lower-case letter or a digit.
fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0030}'..='\u{E0039}' | '\u{E0061}'..='\u{E007A}')
}

fn is<P: BinaryProperty>(c: char) -> bool {
    CodePointSetData::new::<P>().contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_emoji_is_accepted() {
        let kinds = [
            "👍",
            "😀",
            "🫩",
            "❤",
            "❤\u{FE0F}",
            "☺",
            "©",
            "👍🏽",
            "☝🏿",
            "1\u{FE0F}\u{20E3}",
            "#\u{20E3}",
            "*\u{FE0F}\u{20E3}",
            "🇮🇸",
            "🏴",
            "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
            "👨\u{200D}👩\u{200D}👧\u{200D}👦",
            "👩🏻\u{200D}❤\u{FE0F}\u{200D}💋\u{200D}👩🏿",
            "👩🏻\u{200D}❤\u{200D}💋\u{200D}👩🏿",
            "🏳\u{FE0F}\u{200D}🌈",
            "🕵\u{FE0F}\u{200D}♀\u{FE0F}",
            "🕵🏽\u{200D}♀\u{FE0F}",
            "🫱🏻\u{200D}🫲🏿",
            "🐦\u{200D}🔥",
            "🏽",
        ];
        for kind in kinds {
            assert_eq!(Emoji::new(kind).as_deref(), Ok(kind));
        }
    }

    #[test]
    fn anything_else_is_refused() {
        let others = [
            "",
            " ",
            "a",
            "1",
            "#",
            "ok",
            "é",
            "<b>",
            "👍👍",
            "👍 👍",
            "👍a",
            ":+1:",
            "🇮",
            "🇮🇸🇮🇸",
            "\u{200D}",
            "\u{FE0F}",
            "\u{20E3}",
            "👍\u{200D}",
            "\u{200D}👍",
            "👍\u{FE0F}\u{FE0F}",
            "❤\u{FE0E}",
            "👍\u{301}",
            "👍\u{20E3}",
            "1\u{FE0F}",
            "😀🏽",
            "👍\u{E0061}\u{E007F}",
            "🏴\u{E007F}",
            "🏴\u{E0067}",
            "🏴\u{E0020}\u{E007F}",
            "👍\u{202E}",
            "👍\n👍",
            "1\u{200D}👍",
        ];
        for other in others {
            assert_eq!(Emoji::new(other), Err(EmojiError::NotOne), "{other:?}");
        }
    }

    #[test]
    fn white_space_around_it_does_not_count() {
        assert_eq!(Emoji::new(" 🎉\n").as_deref(), Ok("🎉"));
    }

    #[test]
    fn a_long_one_is_refused_before_it_is_parsed() {
        let joined = ["👍"; 12].join("\u{200D}");
        assert_eq!(Emoji::new(&joined), Err(EmojiError::TooLong));
        assert!(Emoji::new(&["👍"; 9].join("\u{200D}")).is_ok());
    }

    #[test]
    fn two_forms_of_the_same_emoji_have_the_same_key() {
        let key = |text| emoji_key(&Emoji::new(text).unwrap());
        assert_eq!(key("❤\u{FE0F}"), key("❤"));
        assert_eq!(key("👩🏻\u{200D}❤\u{FE0F}\u{200D}💋\u{200D}👩🏿"), key("👩🏻\u{200D}❤\u{200D}💋\u{200D}👩🏿"));
        assert_ne!(key("👍"), key("👍🏽"));
    }
}
