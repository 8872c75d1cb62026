//! The code that is needed to join.

use std::ops::Deref;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::name::is_invisible;

/// The longest code, in characters.
pub(crate) const MAX_CODE_CHARS: usize = 64;

/// A room's code: 1 to 64 characters, none of them a control character.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Code(String);

/// The reason why a text cannot be a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum CodeError {
    /// The text has only white space.
    #[error("a code cannot be empty; type at least one character")]
    Empty,
    /// The text is too long.
    #[error("a code has at most {MAX_CODE_CHARS} characters; shorten it")]
    TooLong,
    /// The text has a control character, which nobody could type.
    #[error("a code cannot have control characters; remove them")]
    Control,
}

impl Code {
    /// Parses a code that a person typed, and removes the white space around it.
    ///
    /// # Errors
    /// When the text is empty or too long, or has control characters.
    pub fn new(typed: &str) -> Result<Code, CodeError> {
        let code = typed.trim();
        match code.chars().count() {
            0 => Err(CodeError::Empty),
            _ if code.chars().any(char::is_control) => Err(CodeError::Control),
            1..=MAX_CODE_CHARS => Ok(Code(code.to_owned())),
            _ => Err(CodeError::TooLong),
        }
    }

    /// Whether a person has typed or pasted this code. Keyboards have digits and letters of their
    /// own width and script, and messengers put invisible characters around what is copied.
    pub(crate) fn is(&self, typed: &str) -> bool {
        let code = plain(self);
        if code.is_empty() { typed.trim() == self.0 } else { plain(typed) == code }
    }

    /// The same as [`Code::new`], but an empty text means that the room has no code.
    ///
    /// # Errors
    /// The same as for [`Code::new`].
    pub fn if_any(typed: Option<&str>) -> Result<Option<Code>, CodeError> {
        match typed.map(Code::new) {
            None | Some(Err(CodeError::Empty)) => Ok(None),
            Some(code) => code.map(Some),
        }
    }
}

fn plain(code: &str) -> String {
    let visible: String = code.nfkc().filter(|c| !is_invisible(*c)).map(in_ascii).collect();
    visible.trim().to_owned()
}

/// Returns the ASCII digit of the same value, and any other character as it is. The decimal digits
/// of each script stand one after the other, from 0 to 9.
fn in_ascii(c: char) -> char {
    let is_digit = |c: char| c.general_category() == GeneralCategory::DecimalNumber;
    if c.is_ascii() || !is_digit(c) {
        return c;
    }
    let before = (1..).map_while(|n| char::from_u32(u32::from(c) - n).filter(|c| is_digit(*c)));
    char::from_digit(before.count() as u32 % 10, 10).unwrap_or(c)
}

impl Deref for Code {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// A code is a secret, so it must not get into a report on stderr by accident.
impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_what_was_typed_without_the_space_around_it() {
        assert_eq!(&*Code::new(" sesame 7 ").unwrap(), "sesame 7");
        assert_eq!(Code::new("a\tb"), Err(CodeError::Control));
        assert_eq!(Code::new(&"x".repeat(MAX_CODE_CHARS + 1)), Err(CodeError::TooLong));
    }

    #[test]
    fn a_code_may_be_typed_on_any_keyboard_and_pasted_from_a_messenger() {
        let code = Code::new("1234").unwrap();
        for typed in [
            "1234",
            " 1234\u{a0}",
            "1234\u{200e}",
            "\u{2068}1234\u{2069}",
            "\u{feff}1234",
            "１２３４",
            "١٢٣٤",
            "۱۲۳۴",
            "१२३४",
        ] {
            assert!(code.is(typed), "{typed:?}");
        }
        for typed in ["1235", "12 34", "12345", "", "\u{200e}"] {
            assert!(!code.is(typed), "{typed:?}");
        }
        assert!(Code::new("s\u{f6}\u{df}").unwrap().is("so\u{308}\u{df}"));
        assert!(!Code::new("Sesam").unwrap().is("sesam"));
    }

    #[test]
    fn white_space_alone_is_no_code() {
        assert_eq!(Code::if_any(None), Ok(None));
        assert_eq!(Code::if_any(Some(" ")), Ok(None));
        assert_eq!(Code::if_any(Some("x")), Code::new("x").map(Some));
        assert!(Code::if_any(Some("a\0b")).is_err());
    }

    #[test]
    fn a_code_does_not_show_in_reports() {
        assert_eq!(format!("{:?}", Code::new("sesame").unwrap()), "Code(…)");
    }
}
