//! The room's title.

use std::fmt;
use std::ops::Deref;

use serde::Serialize;

use crate::name::draws;

/// The longest title, in characters.
pub(crate) const MAX_TITLE_CHARS: usize = 64;

/// A room's title: 1 to 64 characters, with single spaces between words. It has no control
/// characters, which could change a terminal that shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Title(String);

/// The reason why a text cannot be a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum TitleError {
    /// The text has no words.
    #[error("a room needs a title; type at least one character")]
    Empty,
    /// The text is too long.
    #[error("a title has at most {MAX_TITLE_CHARS} characters; shorten it")]
    TooLong,
}

impl Title {
    /// Parses a title that a person typed. Its control characters are left out.
    ///
    /// # Errors
    /// When the text is empty or too long.
    pub fn new(typed: &str) -> Result<Title, TitleError> {
        let shown = |c: &char| c.is_whitespace() || !c.is_control();
        let title: String = typed.chars().filter(shown).collect();
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        match title.chars().count() {
            _ if !title.chars().any(draws) => Err(TitleError::Empty),
            1..=MAX_TITLE_CHARS => Ok(Title(title)),
            _ => Err(TitleError::TooLong),
        }
    }
}

/// The title of a room for which the host chose none.
impl Default for Title {
    fn default() -> Title {
        Title("Flatchat".to_owned())
    }
}

impl Deref for Title {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Title {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_has_words_and_single_spaces() {
        assert_eq!(&*Title::new("  Maker \n Night ").unwrap(), "Maker Night");
        assert_eq!(Title::new(" \t "), Err(TitleError::Empty));
        assert_eq!(Title::new(" \u{1b}\u{7} "), Err(TitleError::Empty));
        assert!(Title::new(&"ü".repeat(MAX_TITLE_CHARS)).is_ok());
        assert_eq!(Title::new(&"ü".repeat(MAX_TITLE_CHARS + 1)), Err(TitleError::TooLong));
    }
    /// In the attack, a title with an escape sequence renames or recolours the terminal that shows
    /// it.
    #[test]
    fn a_title_has_no_control_characters() {
        for typed in ["\u{1b}Maker\u{7} Night\u{0}", "\u{9b}Maker\u{7f} \u{8}Night", "Maker\u{85}Night"] {
            assert_eq!(&*Title::new(typed).unwrap(), "Maker Night", "{typed:?}");
        }
        assert!(
            Title::new(&format!("\u{1b}{}", "ü".repeat(MAX_TITLE_CHARS))).is_ok(),
            "only what is shown counts"
        );
    }
}
