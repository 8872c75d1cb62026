//! What somebody in the room may be called, and when two names look alike.
//!
//! A name is 1 to 32 characters in NFC, without `:`, control or format characters, without white space other
//! than single spaces inside. Two names that a person could take for one another have a common
//! [`Likeness`] (Unicode TR39 skeletons over case-folded text).

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory as Category, UnicodeGeneralCategory};
use unicode_security::confusable_detection::skeleton;

/// The most characters (Unicode scalar values) in a name.
pub const MAX_NAME_CHARS: usize = 32;

/// A valid name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name(String);

/// Why a name cannot be taken, in words for the one who typed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing that can be seen.
    #[error("please type a name")]
    Empty,
    /// More than [`MAX_NAME_CHARS`].
    #[error("a name has at most 32 characters; please choose a shorter one")]
    TooLong,
    /// The log's format needs `:` for itself.
    #[error("a name cannot contain a colon; please leave it out")]
    Colon,
    /// Invisible, directional, unassigned or private characters.
    #[error("the name has a character that cannot be shown (U+{0:04X}); please leave it out")]
    Unshowable(u32),
}

impl Name {
    /// Takes what a person typed: runs of white space become one space, the rest NFC.
    ///
    /// # Errors
    /// Says what to change when this cannot be a name.
    pub fn new(typed: &str) -> Result<Name, NameError> {
        // Four times the limit leaves room for combining sequences that NFC joins.
        if typed.len() > 16 * MAX_NAME_CHARS {
            return Err(NameError::TooLong);
        }
        let words = typed.trim().split(is_space).filter(|word| !word.is_empty());
        let name: String = words.collect::<Vec<_>>().join(" ").nfc().collect();
        check(&name)?;
        Ok(Name(name))
    }

    /// Whether `name` is exactly what [`Name::new`] would make of it.
    pub fn is_canonical(name: &str) -> bool {
        is_plain(name) || Name::new(name).is_ok_and(|made| made.0 == name)
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What this name could be mistaken for.
    pub fn likeness(&self) -> Likeness {
        let folded = visible(&self.0.nfkc().collect::<String>().to_lowercase());
        let drawn = visible(&skeleton(&self.0.nfkc().collect::<String>()).collect::<String>());
        Likeness { folded: skeleton(&folded).collect(), drawn: drawn.to_lowercase() }
    }

    /// The `n`th variation on this name, for when it is taken: "ana 2".
    pub fn numbered(&self, n: u32) -> Name {
        let suffix = format!(" {n}");
        let keep = MAX_NAME_CHARS - suffix.len();
        let base: String = self.0.chars().take(keep).collect();
        Name(format!("{}{suffix}", base.trim_end()))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Two names look alike when either of these is the same: `folded` catches case and alphabets
/// (`Ana`, `аnа`), `drawn` catches what only its capital resembles (`Ian`, `lan`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Likeness {
    /// The skeleton of the lower-cased name.
    pub folded: String,
    /// The lower-cased skeleton of the name.
    pub drawn: String,
}

/// Spaces and punctuation do not tell names apart ("a.na", "a na").
fn visible(name: &str) -> String {
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    if letters.is_empty() { name.to_owned() } else { letters }
}

fn is_space(c: char) -> bool {
    if c.is_ascii() { c == ' ' } else { c.general_category() == Category::SpaceSeparator }
}

/// Whether this is a name of nothing but ASCII, as most are: there is nothing to compose in it. Every line that is read asks.
fn is_plain(name: &str) -> bool {
    let fits = (1..=MAX_NAME_CHARS).contains(&name.len());
    let may_be_said = |byte| (b' '..=b'~').contains(&byte) && byte != b':';
    let single_spaces = name.split(' ').all(|word| !word.is_empty());
    fits && single_spaces && name.bytes().all(may_be_said)
}

fn check(name: &str) -> Result<(), NameError> {
    if name.contains(':') {
        return Err(NameError::Colon);
    }
    if let Some(c) = name.chars().find(|c| !is_showable(*c)) {
        return Err(NameError::Unshowable(c.into()));
    }
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name.chars().count() > MAX_NAME_CHARS {
        return Err(NameError::TooLong);
    }
    Ok(())
}

fn is_showable(c: char) -> bool {
    if c.is_ascii() {
        return !c.is_ascii_control();
    }
    // Letters by category that draw nothing: the Hangul fillers and the Braille blank.
    let blank = matches!(c, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{2800}');
    let unshown = matches!(
        c.general_category(),
        Category::Control
            | Category::Format
            | Category::LineSeparator
            | Category::ParagraphSeparator
            | Category::Surrogate
            | Category::PrivateUse
            | Category::Unassigned
    );
    !blank && !unshown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> bool {
        let (a, b) = (Name::new(a).unwrap().likeness(), Name::new(b).unwrap().likeness());
        a.folded == b.folded || a.drawn == b.drawn
    }

    #[test]
    fn names_are_trimmed_and_composed() {
        assert_eq!(Name::new("  ana   b ").unwrap().as_str(), "ana b");
        assert_eq!(Name::new("e\u{301}").unwrap().as_str(), "é");
        assert!(Name::is_canonical("ana b") && !Name::is_canonical("ana  b"));
    }

    #[test]
    fn names_that_could_forge_or_hide_are_refused() {
        assert_eq!(Name::new("a: b"), Err(NameError::Colon));
        assert_eq!(Name::new("a\u{202E}b"), Err(NameError::Unshowable(0x202E)));
        assert_eq!(Name::new("a\u{0}b"), Err(NameError::Unshowable(0)));
        assert_eq!(Name::new("a\nb"), Err(NameError::Unshowable(0xA)));
        assert_eq!(Name::new("a\u{2028}b"), Err(NameError::Unshowable(0x2028)));
        assert_eq!(Name::new("a\u{200B}b"), Err(NameError::Unshowable(0x200B)));
        assert_eq!(Name::new("\u{3164}"), Err(NameError::Unshowable(0x3164)));
        assert_eq!(Name::new(" \n "), Err(NameError::Empty));
        assert_eq!(Name::new(&"x".repeat(33)), Err(NameError::TooLong));
        assert!(Name::new(&"é".repeat(32)).is_ok());
    }

    #[test]
    fn names_that_look_alike_are_told() {
        for (a, b) in [
            ("Ana", "ana"),
            ("ana", "аnа"),
            ("Ian", "lan"),
            ("a na", "ana"),
            ("ａｎａ", "ana"),
            ("g00d", "gOOd"),
        ] {
            assert!(alike(a, b), "{a} and {b}");
        }
        for (a, b) in [("ana", "anna"), ("bo", "ana"), ("ana", "ana 2"), ("李", "王"), ("👍", "👎")] {
            assert!(!alike(a, b), "{a} and {b}");
        }
    }

    #[test]
    fn a_numbered_name_fits() {
        let long = Name::new(&"x".repeat(32)).unwrap().numbered(12);
        assert_eq!(long.as_str().chars().count(), 32);
        assert!(Name::is_canonical(long.as_str()));
    }

    #[test]
    fn what_is_plain_is_a_name_as_it_is() {
        let characters = [' ', 'a', 'Z', '~', ':', '\t', '\u{7f}', 'é'];
        let mut texts = vec![String::new(), "x".repeat(MAX_NAME_CHARS), "x".repeat(MAX_NAME_CHARS + 1)];
        for a in characters {
            texts.push(a.to_string());
            for b in characters {
                texts.push(format!("{a}{b}"));
                texts.extend(characters.map(|c| format!("{a}{b}{c}")));
            }
        }
        for text in texts {
            let made = Name::new(&text).is_ok_and(|made| made.0 == text);
            assert_eq!(is_plain(&text), made && text.is_ascii(), "{text:?}");
        }
    }
}
