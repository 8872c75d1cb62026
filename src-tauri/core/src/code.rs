//! The code that is needed to join.

use std::ops::Deref;

use serde::Serialize;

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
