//! Names of people in the room.
//!
//! A name is 1 to 32 visible characters in NFC, without `:` and control characters. Single spaces
//! inside are its only white space. Invisible characters are allowed only where Unicode gives them
//! a meaning.
//!
//! # Invariants
//! * Every name that [`Name::new`] makes is one that [`Name::is_canonical`] reads back from the
//!   log.
//! * A name that was valid when a line was written stays valid. New rules go into [`Name::new`],
//!   and not into the reading of the log.
//!
//! | file | content |
//! |---|---|
//! | `characters` | the properties of single characters |
//! | `invisible` | the places where joiners and similar characters belong |
//! | `likeness` | the test of whether two names look alike |
//! | `ideographs` | ideographs that look alike |

mod characters;
mod ideographs;
mod invisible;
mod likeness;

use std::fmt;

use unicode_normalization::UnicodeNormalization;

pub(crate) use characters::{draws, is_invisible};
use characters::{ever_showed, is_blank, is_combining, is_format, is_mark, is_showable, is_space};
pub use likeness::Likeness;

/// The most characters (Unicode scalar values) in a name.
pub const MAX_NAME_CHARS: usize = 32;

/// The most bytes that somebody may type as a name. This leaves space for sequences that NFC joins
/// and for marks that are removed.
const MAX_TYPED_BYTES: usize = 16 * MAX_NAME_CHARS;

/// The most marks on one letter. Burmese and Tibetan names need fewer than this. Higher stacks
/// would cover other lines.
const MAX_MARKS: usize = 6;

/// A valid name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name(String);

/// The reason why a name cannot be taken, in words for the person who typed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum NameError {
    /// Nothing was typed, or nothing visible.
    #[error("please type a name")]
    Empty,
    /// The name has more than [`MAX_NAME_CHARS`] characters.
    #[error("a name has at most 32 characters; please choose a shorter one")]
    TooLong,
    /// The name has a `:`, which the log's format needs for itself.
    #[error("a name cannot contain a colon; please leave it out")]
    Colon,
    /// The name has a control character, one that draws nothing, or an unassigned or private one.
    #[error("the name has a character that cannot be shown (U+{0:04X}); please leave it out")]
    Unshowable(u32),
    /// The name has a directional mark, a joiner or a similar character in a place where it has no
    /// meaning.
    #[error(
        "the name has an invisible character inside (U+{0:04X}); please type the name anew, without pasting it"
    )]
    Invisible(u32),
    /// A word begins with an accent.
    #[error("the name has an accent without a letter (U+{0:04X}); please put it behind one, or leave it out")]
    LooseMark(u32),
    /// A letter has more than six accents, or the same one twice.
    #[error("the name has too many accents on one letter; please leave some out")]
    TooManyMarks,
}

impl Name {
    /// Parses a name that a person typed or pasted. Runs of white space become single spaces,
    /// invisible characters at the edges of words are removed, and so are those inside that
    /// keyboards type and nobody sees. The rest is converted to NFC.
    ///
    /// # Errors
    /// When this cannot be a name. The error says what to change.
    pub fn new(typed: &str) -> Result<Name, NameError> {
        if typed.len() > MAX_TYPED_BYTES {
            return Err(NameError::TooLong);
        }
        let name = tidy(&invisible::strip(&typed.nfc().collect::<String>()));
        check(&name)?;
        check_drawing(&name)?;
        Ok(Name(name))
    }

    /// Accepts a name that was taken earlier, perhaps under older rules that allowed more.
    pub fn held(name: &str) -> Option<Name> {
        Name::is_canonical(name).then(|| Name(name.to_owned()))
    }

    /// Whether `name`, exactly as it is, can be the name in a line of the log. This is called for
    /// every line that is read.
    pub fn is_canonical(name: &str) -> bool {
        is_plain(name) || (name.len() <= MAX_TYPED_BYTES && check(name).is_ok() && tidy(name) == name)
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the likeness of this name, by which names are compared.
    pub fn likeness(&self) -> Likeness {
        Likeness::of(&self.0)
    }

    /// Returns the `n`th variation of this name, such as "ana 2", for when the name is taken.
    pub fn numbered(&self, n: u32) -> Name {
        let suffix = format!(" {n}");
        let base: String = self.0.chars().take(MAX_NAME_CHARS - suffix.len()).collect();
        // Cutting through an emoji may leave nothing else.
        Name::new(&format!("{base}{suffix}")).unwrap_or_else(|_| Name(n.to_string()))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Makes single spaces between words, and converts to NFC.
fn tidy(typed: &str) -> String {
    let words = typed.trim().split(is_space).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").nfc().collect()
}

/// Whether the name is pure ASCII, as most names are. Such a name is always in NFC.
fn is_plain(name: &str) -> bool {
    let fits = (1..=MAX_NAME_CHARS).contains(&name.len());
    let may_be_said = |byte| (b' '..=b'~').contains(&byte) && byte != b':';
    let single_spaces = name.split(' ').all(|word| !word.is_empty());
    fits && single_spaces && name.bytes().all(may_be_said)
}

/// Checks the rules for every name, including names in an old log.
fn check(name: &str) -> Result<(), NameError> {
    if name.contains(':') {
        return Err(NameError::Colon);
    }
    if let Some(c) = name.chars().find(|c| !is_showable(*c)) {
        return Err(NameError::Unshowable(c.into()));
    }
    if let Some(c) = invisible::find_strays(name).into_iter().find(|c| is_format(*c)) {
        return Err(NameError::Invisible(c.into()));
    }
    if !name.chars().any(ever_showed) {
        return Err(NameError::Empty);
    }
    if name.chars().count() > MAX_NAME_CHARS {
        return Err(NameError::TooLong);
    }
    Ok(())
}

/// Checks the additional rules for a name that is taken now: it is drawn within its line, and every
/// character of it is significant.
fn check_drawing(name: &str) -> Result<(), NameError> {
    if let Some(c) = name.chars().find(|c| is_blank(*c)) {
        return Err(NameError::Unshowable(c.into()));
    }
    if let Some(c) = invisible::find_strays(name).first() {
        return Err(NameError::Invisible((*c).into()));
    }
    let loose = |word: &str| word.chars().next().filter(|c| is_combining(*c));
    if let Some(c) = name.split(' ').find_map(loose) {
        return Err(NameError::LooseMark(c.into()));
    }
    let chars: Vec<char> = name.chars().collect();
    let mut stacks = chars.split(|c| !is_mark(*c));
    let too_many = |stack: &[char]| stack.len() > MAX_MARKS || stack.windows(2).any(|two| two[0] == two[1]);
    if stacks.any(too_many) { Err(NameError::TooManyMarks) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn made(typed: &str) -> Result<String, NameError> {
        Name::new(typed).map(|name| name.0)
    }

    #[test]
    fn names_are_trimmed_and_composed() {
        assert_eq!(Name::new("  ana   b ").unwrap().as_str(), "ana b");
        assert_eq!(Name::new("e\u{301}").unwrap().as_str(), "é");
        assert!(Name::is_canonical("ana b") && !Name::is_canonical("ana  b"));
    }

    #[test]
    fn a_name_is_as_long_as_in_nfc_however_it_was_typed() {
        for letter in ["ế", "각", "é", "が"] {
            let name = letter.nfc().collect::<String>().repeat(MAX_NAME_CHARS);
            let typed: String = name.nfd().collect();
            assert!(typed.chars().count() > MAX_NAME_CHARS);
            assert_eq!(made(&typed), Ok(name));
            assert_eq!(made(&(typed + letter)), Err(NameError::TooLong));
        }
    }

    #[test]
    fn names_that_could_forge_or_hide_are_refused() {
        assert_eq!(made("a: b"), Err(NameError::Colon));
        assert_eq!(made("a\u{202E}b"), Err(NameError::Invisible(0x202E)));
        assert_eq!(made("a\u{0}b"), Err(NameError::Unshowable(0)));
        assert_eq!(made("a\nb"), Err(NameError::Unshowable(0xA)));
        assert_eq!(made("a\u{2028}b"), Err(NameError::Unshowable(0x2028)));
        assert_eq!(made("a\u{200B}b"), Err(NameError::Invisible(0x200B)));
        assert_eq!(made("a\u{200D}b"), Err(NameError::Invisible(0x200D)));
        assert_eq!(made("a\u{3164}b"), Err(NameError::Unshowable(0x3164)));
        assert_eq!(made(" \n "), Err(NameError::Empty));
        assert_eq!(made(&"x".repeat(33)), Err(NameError::TooLong));
        assert!(Name::new(&"é".repeat(32)).is_ok());
    }

    #[test]
    fn a_name_shows_something() {
        for nothing in [
            "\u{34F}",
            "\u{FE0F}",
            "\u{17B4}",
            "\u{17B5}\u{180B}",
            "\u{3164}",
            "\u{115F}\u{FFA0}",
            "\u{200D} \u{200E}",
            "\u{E0100}",
            "\u{1D159}",
        ] {
            assert_eq!(made(nothing), Err(NameError::Empty), "{nothing:?}");
            assert!(!Name::is_canonical(nothing), "{nothing:?}");
        }
        for nothing in ["\u{301}", "\u{20DD}", "\u{E31}", "\u{93E}"] {
            assert!(matches!(made(nothing), Err(NameError::Empty | NameError::LooseMark(_))), "{nothing:?}");
            assert!(!Name::is_canonical(nothing), "{nothing:?}");
        }
        assert_eq!(made("\u{2800}"), Err(NameError::Unshowable(0x2800)));
    }

    #[test]
    fn names_that_are_real_names_stay_as_they_are() {
        for name in [
            "Ana 👩‍💻",
            "علی‌رضا",
            "ශ්‍රීනාත්",
            "🏳️‍🌈 Kim",
            "🏴󠁧󠁢󠁥󠁮󠁧󠁿 Jo",
            "👨‍👩‍👧‍👦",
            "মো. র‍্যাফি",
            "র\u{200C}্যাব",
            "မြွှို့",
            "Nguyễn",
            "葛\u{E0100}城",
        ] {
            assert_eq!(made(name).as_deref(), Ok(name));
            assert!(Name::is_canonical(name), "{name}");
        }
    }

    #[test]
    fn a_character_that_draws_nothing_is_in_no_new_name_and_stays_in_old_ones() {
        for name in ["\u{FFFC}", "ana\u{FFFC}", "👍\u{FFFC}", "ana\u{1D159}", "ana\u{13441}b"] {
            let blank = name.chars().find(|c| matches!(c, '\u{FFFC}' | '\u{1D159}' | '\u{13441}'));
            assert_eq!(made(name), Err(NameError::Unshowable(blank.unwrap().into())), "{name:?}");
            assert!(Name::is_canonical(name), "{name:?}");
        }
        for never in ['\u{FFF9}', '\u{FFFB}', '\u{1D173}', '\u{1D17A}', '\u{2061}', '\u{2064}', '\u{206A}'] {
            assert_eq!(made(&format!("a{never}b")), Err(NameError::Invisible(never.into())));
        }
        for never in ['\u{FDD0}', '\u{FFFE}', '\u{10FFFF}', '\u{2065}'] {
            assert_eq!(made(&format!("a{never}b")), Err(NameError::Unshowable(never.into())));
        }
    }

    #[test]
    fn the_space_bar_of_a_khmer_keyboard_types_nothing_into_a_name() {
        for (typed, meant) in [
            ("ស្រី\u{200B}មុំ", "ស្រីមុំ"),
            ("ហ៊ុន\u{200B}\u{200B}សែន", "ហ៊ុនសែន"),
            ("မင်း\u{200B}သူ", "မင်းသူ"),
            ("สม\u{200B}ชาย", "สมชาย"),
            ("ສົມ\u{200B}ພອນ", "ສົມພອນ"),
            ("ស្រី\u{200B}2", "ស្រី2"),
        ] {
            assert_eq!(made(typed).as_deref(), Ok(meant), "{typed:?}");
        }
    }

    #[test]
    fn a_joiner_without_effect_in_an_indic_name_is_dropped() {
        for (typed, meant) in [
            ("శ్రీ\u{200C}వాణి", "శ్రీవాణి"),
            ("உமா\u{200C}ராணி", "உமாராணி"),
            ("உமா\u{200D}ராணி", "உமாராணி"),
            ("উৎ\u{200C}সব", "উৎসব"),
            ("क्\u{200C}\u{200C}ष", "क्\u{200C}ष"),
        ] {
            assert_eq!(made(typed).as_deref(), Ok(meant), "{typed:?}");
        }
    }

    #[test]
    fn marks_that_a_name_was_pasted_with_are_stripped() {
        for pasted in [
            "\u{200E}Ana",
            "Ana\u{200E}",
            "\u{202A}Ana\u{202C}",
            "\u{FEFF}Ana\u{200B} ",
            "\u{2068} Ana \u{2069}",
        ] {
            assert_eq!(made(pasted).as_deref(), Ok("Ana"), "{pasted:?}");
        }
    }

    #[test]
    fn accents_that_would_paint_over_others_are_refused() {
        assert_eq!(made("\u{301}Ana"), Err(NameError::LooseMark(0x301)));
        assert_eq!(made("Ana \u{301}b"), Err(NameError::LooseMark(0x301)));
        assert_eq!(made("x\u{301}\u{301}"), Err(NameError::TooManyMarks));
        assert_eq!(made("x\u{316}\u{317}\u{318}\u{319}\u{300}\u{301}\u{302}"), Err(NameError::TooManyMarks));
        assert!(Name::new("x\u{316}\u{301}").is_ok());
    }

    #[test]
    fn a_name_of_an_old_log_stays_one() {
        for name in ["a\u{FE0F}na", "a\u{34F}b", "x\u{301}\u{301}\u{301}", "\u{301}Ana", "ana\u{FE0F}"] {
            assert!(Name::is_canonical(name) && Name::held(name).is_some(), "{name:?}");
            assert_ne!(made(name).as_deref(), Ok(name), "and is not given any more");
        }
    }

    #[test]
    fn a_numbered_name_fits() {
        for name in ["x".repeat(32), "👨‍👩‍👧‍👦".repeat(4), "🏴󠁧󠁢󠁥󠁮󠁧󠁿".repeat(4), "👩\u{200D}".repeat(15) + "👩"]
        {
            for n in [2, 12, 999, 49_999] {
                let numbered = Name::new(&name).unwrap().numbered(n);
                assert!(numbered.as_str().chars().count() <= 32);
                assert!(numbered.as_str().ends_with(&n.to_string()));
                assert!(Name::is_canonical(numbered.as_str()), "{numbered}");
            }
        }
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

    fn one_of(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
        proptest::sample::select(pieces).prop_map(str::to_owned)
    }

    /// The pieces that names consist of, and the characters that often come with pasted names.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => "[a-z0-9 ]",
            4 => one_of(&["👩", "💻", "🏳", "🌈", "🏽", "❤", "🏴", "🇩", "1", "#"]),
            4 => one_of(&["ی", "ر", "ا", "ශ", "්", "ර", "ী", "র", "্", "ക", "്", "ᠰ", "葛", "ស", "ី", "ா", "ৎ"]),
            6 => one_of(&["\u{200C}", "\u{200D}", "\u{FE0F}", "\u{FE0E}", "\u{180B}", "\u{E0100}"]),
            2 => one_of(&["\u{E0067}", "\u{E0062}", "\u{E007F}", "\u{200E}", "\u{FEFF}", "\u{200B}"]),
            2 => one_of(&["\u{301}", "\u{316}", "\u{5B0}", "\u{653}", "\u{20E3}", "\u{A0}"]),
            1 => any::<char>().prop_map(String::from),
        ];
        proptest::collection::vec(piece, 1..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]
        #[test]
        fn a_name_that_is_taken_is_read_back_and_taken_again(typed in pieces()) {
            let Ok(name) = Name::new(&typed) else { return Ok(()) };
            prop_assert!(Name::is_canonical(&name.0), "{:?}", name.0);
            prop_assert_eq!(Name::new(&name.0), Ok(name.clone()));
            prop_assert!(Name::is_canonical(&name.numbered(2).0));
            prop_assert_eq!(Name::new(&format!("\u{200E} {typed}\u{200B}")), Ok(name));
        }
    }
}
