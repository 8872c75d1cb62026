//! The text of a message: typed or pasted by a person, and prepared for one line of the log.
//!
//! # Invariants
//! * It has no control characters except tabs and [`STORED_BREAK`]s. So nothing in it ends a line
//!   for any reader.
//! * It has something visible, or is [`Text::none`]. "Visible" is as for names.

use std::fmt;

use crate::name::draws;

/// A line break inside a message, in its stored form.
pub const STORED_BREAK: char = '\u{000B}';

/// The longest text that one message may have, in bytes of UTF-8.
pub const MAX_TEXT_BYTES: usize = 16 * 1024;

/// A message's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(String);

/// The reason why a text cannot be said, in words for the person who typed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum TextError {
    /// The text has only white space and invisible characters.
    #[error("the message is empty; type something first")]
    Empty,
    /// The text has more than [`MAX_TEXT_BYTES`].
    #[error("the message is longer than 16 KiB; send it in parts")]
    TooLong,
    /// The text has a character that would harm the log or a terminal that shows it.
    #[error("the message has a control character ({0}); remove it and send again")]
    Control(Spot),
    /// The text has one of the characters U+0080 to U+009F, into which “ ” ’ – … turn when a text
    /// is converted with the wrong table.
    #[error(
        "the message has a character that was converted wrongly ({spot}); it was probably “{meant}”: \
         type it there and send again"
    )]
    WronglyConverted {
        /// The place of the character.
        spot: Spot,
        /// The character that it was, or was a part of.
        meant: char,
    },
}

/// The place of a character that cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The character.
    pub code: u32,
    /// The line of the message, from 1.
    pub line: usize,
    /// The character of that line, from 1.
    pub column: usize,
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "U+{:04X}, line {}, character {}", self.code, self.line, self.column)
    }
}

impl Text {
    /// Returns the text with a [`STORED_BREAK`] for each line break.
    pub(crate) fn as_stored(&self) -> &str {
        &self.0
    }

    /// Returns the text as it is shown, with `\n` for each line break.
    pub(crate) fn shown(&self) -> String {
        self.0.replace(STORED_BREAK, "\n")
    }

    /// Joins lines without control characters. `rest` comes after an empty line, if it is a text.
    pub(crate) fn of_lines(lines: &[String], rest: &Text) -> Text {
        let mut text = lines.join(&STORED_BREAK.to_string());
        if !rest.0.is_empty() {
            text.extend([STORED_BREAK, STORED_BREAK]);
            text.push_str(&rest.0);
        }
        Text(text)
    }

    /// No text, for statements that need none.
    pub fn none() -> Text {
        Text(String::new())
    }

    /// Parses a text that may be left out. A text that shows nothing counts as left out.
    ///
    /// # Errors
    /// As [`Text::new`], except that it may be empty.
    pub fn optional(typed: &str) -> Result<Text, TextError> {
        match Text::new(typed) {
            Err(TextError::Empty) => Ok(Text::none()),
            text => text,
        }
    }

    /// Parses any text. Each kind of line break becomes one stored break.
    ///
    /// # Errors
    /// When the text is empty or too long, or has a control character other than tab and the
    /// hyphens of Word.
    pub fn new(typed: &str) -> Result<Text, TextError> {
        // This is checked first, so that no work is spent on a megabyte that will be refused.
        if typed.len() > 2 * MAX_TEXT_BYTES {
            return Err(TextError::TooLong);
        }
        let text = store_breaks(typed)?;
        if !text.chars().any(draws) {
            return Err(TextError::Empty);
        }
        if text.len() > MAX_TEXT_BYTES {
            return Err(TextError::TooLong);
        }
        Ok(Text(text))
    }
}

/// Whether a character ends a line. PowerPoint and Word write a line break as VT. U+2028 and U+2029
/// come from web pages and macOS.
pub(crate) fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | STORED_BREAK | '\u{000C}' | '\u{0085}' | '\u{2028}' | '\u{2029}')
}

fn store_breaks(typed: &str) -> Result<String, TextError> {
    let mut text = String::with_capacity(typed.len());
    let mut chars = typed.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\r' => {
                chars.next_if(|(_, next)| *next == '\n');
                text.push(STORED_BREAK);
            }
            c if is_line_break(c) => text.push(STORED_BREAK),
            '\t' => text.push('\t'),
            // Word's non-breaking hyphen, and its hyphen that shows only at the end of a line.
            '\u{1E}' => text.push('\u{2011}'),
            '\u{1F}' => {}
            c if c.is_control() => return Err(refuse_control(c, &text, meant(typed, at, c))),
            c => text.push(c),
        }
    }
    Ok(text)
}

/// Returns the error for `c`, which comes after `before` and was probably meant as `meant`.
fn refuse_control(c: char, before: &str, meant: Option<char>) -> TextError {
    let last_line = before.rsplit(STORED_BREAK).next().unwrap_or_default();
    let line = before.matches(STORED_BREAK).count() + 1;
    let spot = Spot { code: c.into(), line, column: last_line.chars().count() + 1 };
    match meant {
        Some(meant) => TextError::WronglyConverted { spot, meant },
        None => TextError::Control(spot),
    }
}

/// Returns the visible character that the control character `c` at this place was, or was a part
/// of, before a wrong conversion.
fn meant(typed: &str, at: usize, c: char) -> Option<char> {
    match utf8_around(typed, at).unwrap_or(c) {
        c if c.is_control() => windows_1252(c),
        c => Some(c).filter(|c| draws(*c)),
    }
}

/// Returns the character of which this place has a byte, if UTF-8 was read as Latin-1: then the
/// whole run of U+0080 to U+00FF around it is UTF-8.
fn utf8_around(typed: &str, at: usize) -> Option<char> {
    let is_byte = |c: char| ('\u{80}'..='\u{FF}').contains(&c);
    let start = typed[..at].trim_end_matches(is_byte).len();
    let end = typed.len() - typed[at..].trim_start_matches(is_byte).len();
    let place = typed[start..at].chars().count();
    let run: Vec<u8> = typed[start..end].chars().filter_map(|c| c.try_into().ok()).collect();
    let run = String::from_utf8(run).ok().filter(|run| place < run.len())?;
    run.char_indices().rfind(|(first, _)| *first <= place).map(|(_, c)| c)
}

/// Returns the character that Windows-1252 has under the number of this control character (WHATWG
/// Encoding, index windows-1252).
fn windows_1252(c: char) -> Option<char> {
    const FROM_0080: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’',
        '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    let place = usize::try_from(u32::from(c).checked_sub(0x80)?).ok()?;
    FROM_0080.get(place).copied().filter(|meant| *meant != '\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_break_becomes_one_stored_break() {
        let text = Text::new("a\nb\r\nc\rd\u{2028}e\u{2029}f\u{85}g\u{c}h\u{b}i").unwrap();
        assert_eq!(text.0, "a\u{b}b\u{b}c\u{b}d\u{b}e\u{b}f\u{b}g\u{b}h\u{b}i");
    }

    #[test]
    fn the_hyphens_of_word_become_hyphens_and_nothing() {
        assert_eq!(Text::new("co\u{1E}op hy\u{1F}phen\u{1F}").unwrap().0, "co\u{2011}op hyphen");
        assert_eq!(Text::new("\u{1F}"), Err(TextError::Empty));
        assert!(Text::new("a\u{1D}b").is_err(), "other separators are control characters");
    }

    #[test]
    fn a_character_that_was_converted_wrongly_is_named_with_its_place() {
        let error = Text::new("one\r\nit\u{92}s").unwrap_err();
        let spot = Spot { code: 0x92, line: 2, column: 3 };
        assert_eq!(error, TextError::WronglyConverted { spot, meant: '’' });
        let words = error.to_string();
        assert!(words.contains("U+0092, line 2, character 3") && words.contains("“’”"), "{words}");
        for code in ('\u{80}'..='\u{9F}').filter(|c| *c != '\u{85}') {
            assert!(Text::new(&format!("x{code}")).is_err(), "{code:?}");
        }
        let undefined = Text::new("\u{81}");
        assert_eq!(undefined, Err(TextError::Control(Spot { code: 0x81, line: 1, column: 1 })));
    }

    #[test]
    fn utf8_that_was_read_as_latin_1_is_named_as_what_it_was() {
        for (typed, at, expected) in [
            ("it\u{E2}\u{80}\u{99}s", 4, '’'),
            ("\u{E2}\u{80}\u{9C}hi\u{E2}\u{80}\u{9D}", 2, '“'),
            ("a \u{E2}\u{80}\u{93} b", 4, '–'),
            ("caf\u{C3}\u{A9}\u{E2}\u{80}\u{A6}", 7, '…'),
            ("\u{E6}\u{97}\u{A5}\u{E6}\u{9C}\u{AC}", 2, '日'),
            ("\u{C3}\u{81}rbol", 2, 'Á'),
            ("\u{F0}\u{9F}\u{91}\u{8D}", 2, '👍'),
            ("caf\u{E9}\u{92}s", 5, '’'),
            ("\u{93}\u{C9}t\u{E9}\u{94}", 1, '“'),
            ("\u{C2}\u{92}", 2, '’'),
        ] {
            match Text::new(typed) {
                Err(TextError::WronglyConverted { spot, meant }) => {
                    assert_eq!((spot.column, meant), (at, expected), "{typed:?}");
                }
                other => panic!("{typed:?}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_text_that_draws_nothing_is_empty() {
        for c in "\u{200B}\u{FEFF}\u{2060}\u{AD}\u{200E}\u{200F}\u{200D}\u{FE0F}\u{3164}\u{2800}\u{180E}\u{FFFC}\u{3000}\u{E0067}".chars() {
            assert_eq!(Text::new(&format!("{c}\n {c}{c}")), Err(TextError::Empty), "{c:?}");
            assert_eq!(Text::optional(&c.to_string()), Ok(Text::none()), "{c:?}");
            assert!(Text::new(&format!("{c}.")).is_ok(), "{c:?}");
        }
    }

    #[test]
    fn a_text_of_one_unusual_character_is_a_text() {
        // The end of an ayah, an accent, a key, a private character, one that is not assigned yet.
        for text in ["\u{6DD}", "\u{301}", "1\u{FE0F}\u{20E3}", "\u{F8FF}", "\u{1FAFF}", "\u{FFFD}", "。"] {
            assert!(Text::new(text).is_ok(), "{text:?}");
        }
    }

    #[test]
    fn texts_that_would_harm_are_refused() {
        assert_eq!(Text::new(" \n\t"), Err(TextError::Empty));
        assert_eq!(Text::new("a\0b"), Err(TextError::Control(Spot { code: 0, line: 1, column: 2 })));
        assert_eq!(Text::new("\u{1b}[2J"), Err(TextError::Control(Spot { code: 0x1b, line: 1, column: 1 })));
        assert_eq!(Text::new(&"x".repeat(MAX_TEXT_BYTES + 1)), Err(TextError::TooLong));
        assert!(Text::new(&"x".repeat(MAX_TEXT_BYTES)).is_ok());
    }
}
