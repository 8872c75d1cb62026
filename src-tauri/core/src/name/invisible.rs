//! The places in a name where an invisible character belongs, because there it changes how its
//! neighbours are drawn.
//!
//! | characters | allowed places | source |
//! |---|---|---|
//! | ZWNJ | between letters that would join, and after a virama | UAX #31, contexts A1 and A2 |
//! | ZWJ | after a virama | UAX #31, context B |
//! | ZWNJ, ZWJ | between Ra and a virama: Bengali has had both spellings | The Unicode Standard, 12.2 |
//! | ZWJ | between the emoji of one picture | UTS #51, ED-16 |
//! | U+FE0E, U+FE0F | after an emoji, a digit, `#`, `*` | UTS #51, ED-8a and ED-9a |
//! | other variation selectors | after the character they vary | The Unicode Standard, 23.4 |
//! | tags | in the flags of regions, such as England's | UTS #51, ED-14a |
//!
//! In any other place, its only effect could be to hide that two names differ. What keyboards and
//! habits put there all the same is dropped, if nobody sees it:
//!
//! | characters | dropped |
//! |---|---|
//! | any | at the edges of words |
//! | U+200B | beside letters of scripts without spaces: the space bar of Khmer keyboards types it |
//! | ZWNJ | beside a letter of a script whose letters join, such as Arabic, where it parts nothing |
//! | ZWNJ, ZWJ | between Indic letters and signs, where it has no meaning |

use icu_properties::props::{
    Emoji, EmojiModifier, ExtendedPictographic, IndicSyllabicCategory as Syllabic, JoiningType, LineBreak,
};
use icu_properties::{CodePointMapData, CodePointSetData};

use unicode_normalization::char::canonical_combining_class as class;

use super::characters::{is_combining, is_invisible, is_letter, is_mark, is_space, shows};

/// The combining class of viramas (UAX #44).
const VIRAMA: u8 = 9;
const ZWSP: char = '\u{200B}';
const ZWNJ: char = '\u{200C}';
const ZWJ: char = '\u{200D}';
const BLACK_FLAG: char = '\u{1F3F4}';
const TAG_END: char = '\u{E007F}';

/// Returns the invisible characters of `name` that are in places where they do not belong.
pub(super) fn find_strays(name: &str) -> Vec<char> {
    let chars: Vec<char> = name.chars().collect();
    let is_stray = |at: &usize| is_invisible(chars[*at]) && !belongs(&chars, *at);
    (0..chars.len()).filter(is_stray).map(|at| chars[at]).collect()
}

/// Returns the words of `text` without the invisible characters that are dropped (see above).
pub(super) fn strip(text: &str) -> String {
    let words: Vec<String> = trim(text).split(is_space).map(strip_word).collect();
    words.join(" ")
}

/// Removes the white space and the stray characters at both ends, in any order.
fn trim(text: &str) -> &str {
    let mut text = text.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c));
    loop {
        let trimmed = trim_end(text.trim_end());
        if trimmed.len() == text.len() {
            return text;
        }
        text = trimmed;
    }
}

fn trim_end(mut text: &str) -> &str {
    while let Some(last) = text.chars().next_back()
        && is_invisible(last)
        && !ends_well(text)
    {
        text = &text[..text.len() - last.len_utf8()];
    }
    text
}

/// Whether the last character of `text` belongs there. Only its own word decides this.
fn ends_well(text: &str) -> bool {
    let word = text.rsplit(is_space).next().unwrap_or(text);
    let chars: Vec<char> = word.chars().collect();
    belongs(&chars, chars.len() - 1)
}

fn strip_word(word: &str) -> String {
    let chars: Vec<char> = trim(word).chars().collect();
    let mut kept = Vec::with_capacity(chars.len());
    for (at, c) in chars.iter().enumerate() {
        if !is_idle(*c, &kept, &chars[at + 1..]) {
            kept.push(*c);
        }
    }
    kept.into_iter().collect()
}

/// Whether nobody sees `c` between these characters. Of several in a row, the first is kept at
/// most.
fn is_idle(c: char, before: &[char], after: &[char]) -> bool {
    let is_between = |c: &char| matches!(*c, ZWSP | ZWNJ | ZWJ);
    let end = before.iter().rposition(|c| !is_between(c)).map_or(0, |at| at + 1);
    let start = after.iter().position(|c| !is_between(c)).unwrap_or(after.len());
    let (nearest_before, after) = (&before[..end], &after[start..]);
    let both = |is: fn(char) -> bool| {
        [nearest_before.last(), after.first()].into_iter().all(|c| c.is_some_and(|c| is(*c)))
    };
    match c {
        ZWSP => [nearest_before.last(), after.first()].into_iter().flatten().any(|c| needs_no_spaces(*c)),
        ZWNJ => !parts(before, after) && (both(is_indic) || is_of_joining_script(nearest_before, after)),
        ZWJ => !joins(before, after) && both(is_indic),
        _ => false,
    }
}

/// Whether the invisible character at `at` changes how its neighbours are drawn.
fn belongs(chars: &[char], at: usize) -> bool {
    let (before, after) = (&chars[..at], &chars[at + 1..]);
    match chars[at] {
        ZWNJ => parts(before, after),
        ZWJ => joins(before, after),
        '\u{FE0E}' | '\u{FE0F}' => before.last().is_some_and(|c| is::<Emoji>(*c)),
        '\u{FE00}'..='\u{FE0D}' | '\u{E0100}'..='\u{E01EF}' => before.last().is_some_and(|c| shows(*c)),
        '\u{180B}'..='\u{180D}' | '\u{180F}' => before.last().is_some_and(|c| is_mongolian(*c)),
        '\u{180E}' => [before.last(), after.first()].into_iter().all(|c| c.is_some_and(|c| is_mongolian(*c))),
        '\u{E0020}'..='\u{E007F}' => is_in_flag(chars, at),
        _ => false,
    }
}

/// Whether a ZWNJ has an effect between these.
fn parts(before: &[char], after: &[char]) -> bool {
    keeps_letters_apart(before, after) || keeps_conjunct_apart(before, after) || keeps_ra(before, after)
}

/// Whether a ZWJ has an effect between these.
fn joins(before: &[char], after: &[char]) -> bool {
    joins_emoji(before, after) || shapes_conjunct(before, after)
}

fn is<P: icu_properties::props::BinaryProperty>(c: char) -> bool {
    CodePointSetData::new::<P>().contains(c)
}

fn is_mongolian(c: char) -> bool {
    matches!(c, '\u{1820}'..='\u{18AA}' | '\u{180B}'..='\u{180D}' | '\u{180F}')
}

// ---- emoji

fn joins_emoji(before: &[char], after: &[char]) -> bool {
    let varies = |c: &&char| **c == '\u{FE0F}' || is::<EmojiModifier>(**c);
    let left = before.iter().rev().find(|c| !varies(c));
    [left, after.first()].into_iter().all(|c| c.is_some_and(|c| is::<ExtendedPictographic>(*c)))
}

/// Whether the whole sequence is there: a black flag, the letters and digits of a region, and the
/// end tag.
fn is_in_flag(chars: &[char], at: usize) -> bool {
    let is_tag = |c: &char| ('\u{E0020}'..=TAG_END).contains(c);
    let start = chars[..at].iter().rposition(|c| !is_tag(c));
    let Some(start) = start.filter(|start| chars[*start] == BLACK_FLAG) else { return false };
    let tags: Vec<char> = chars[start + 1..].iter().copied().take_while(is_tag).collect();
    let spec = |c: &char| matches!(c, '\u{E0030}'..='\u{E0039}' | '\u{E0061}'..='\u{E007A}');
    matches!(tags.split_last(), Some((&TAG_END, region)) if (3..=6).contains(&region.len()) && region.iter().all(spec))
}

// ---- letters

fn joining(c: char) -> JoiningType {
    CodePointMapData::<JoiningType>::new().get(c)
}

/// Returns how the nearest letters on both sides join, ignoring marks.
fn joining_around(before: &[char], after: &[char]) -> Option<(JoiningType, JoiningType)> {
    let joins = |c: &char| Some(joining(*c)).filter(|joining| *joining != JoiningType::Transparent);
    Some((before.iter().rev().find_map(joins)?, after.iter().find_map(joins)?))
}

/// UAX #31, A1.
fn keeps_letters_apart(before: &[char], after: &[char]) -> bool {
    joining_around(before, after).is_some_and(|(left, right)| {
        matches!(left, JoiningType::DualJoining | JoiningType::LeftJoining)
            && matches!(right, JoiningType::DualJoining | JoiningType::RightJoining)
    })
}

/// Whether the letter on one side is of a script whose letters join.
fn is_of_joining_script(before: &[char], after: &[char]) -> bool {
    let joins = |joining| {
        matches!(joining, JoiningType::DualJoining | JoiningType::LeftJoining | JoiningType::RightJoining)
    };
    joining_around(before, after).is_some_and(|(left, right)| joins(left) || joins(right))
}

/// Whether `c` is of a script that is written without spaces between words, such as Khmer and Thai.
fn needs_no_spaces(c: char) -> bool {
    CodePointMapData::<LineBreak>::new().get(c) == LineBreak::ComplexContext
}

/// Whether `c` is a letter or a sign of a script that forms syllables as those of India do.
fn is_indic(c: char) -> bool {
    let is_of_word = is_letter(c) || is_combining(c);
    is_of_word && CodePointMapData::<Syllabic>::new().get(c) != Syllabic::Other
}

/// Whether `text` ends with a letter and a virama, with any marks around the virama.
fn ends_with_virama(text: &[char]) -> bool {
    let letter = text.iter().rposition(|c| !is_mark(*c));
    let Some(letter) = letter.filter(|at| is_letter(text[*at])) else { return false };
    let mut marks = text[letter + 1..].iter().rev();
    marks.find(|c| matches!(class(**c), VIRAMA | 0)).map(|c| class(*c)) == Some(VIRAMA)
}

/// UAX #31, A2.
fn keeps_conjunct_apart(before: &[char], after: &[char]) -> bool {
    let next = after.iter().find(|c| !(is_mark(**c) && class(**c) != 0));
    ends_with_virama(before) && next.is_some_and(|c| is_letter(*c))
}

/// UAX #31, B.
fn shapes_conjunct(before: &[char], after: &[char]) -> bool {
    let vowel = |c: &char| CodePointMapData::<Syllabic>::new().get(*c) == Syllabic::VowelDependent;
    keeps_ra(before, after) || (ends_with_virama(before) && !after.first().is_some_and(vowel))
}

/// Whether these are Ra and a virama that must not become a repha, as in Bengali's "র‍্য".
fn keeps_ra(before: &[char], after: &[char]) -> bool {
    before.last().is_some_and(|c| is_letter(*c))
        && matches!(after, [virama, next, ..] if class(*virama) == VIRAMA && is_letter(*next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joiners_belong_where_unicode_gives_them_a_meaning() {
        for name in [
            "👩‍💻",
            "👨‍👩‍👧‍👦",
            "🏳️‍🌈",
            "🏳‍🌈",
            "🏴‍☠️",
            "❤️‍🔥",
            "👩🏽‍🤝‍👨🏿",
            "🙂‍↔️",
            "1️⃣",
            "☎︎",
            "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
            "علی‌رضا",
            "مهدی‌یار",
            "ශ්‍රීනාත්",
            "ක්‍රිෂ්ණ",
            "ക്‌ഷ",
            "അവന്‍",
            "র‍্যাচেল",
            "র\u{200C}্যাব",
            "উত্\u{200D}",
            "क्‍ष",
            "葛\u{E0100}城",
            "ᠰᠠ᠋ᠷ",
        ] {
            assert!(find_strays(name).is_empty(), "{name}");
            assert_eq!(strip(name), name);
        }
    }

    #[test]
    fn anywhere_else_they_are_strays() {
        for name in [
            "a\u{200D}b",
            "a\u{200C}b",
            "a\u{FE0F}b",
            "李\u{200D}王",
            "👩\u{200D}a",
            "a\u{200D}👩",
            "👩\u{200D}\u{200D}💻",
            "علی\u{200D}رضا",
            "क\u{200D}ष",
            "क्\u{200C}1",
            "🏴\u{E0067}\u{E0062}x",
            "🐱\u{E0067}\u{E0062}\u{E0065}\u{E007F}x",
            "a\u{E0101}\u{E0101}b",
            "a\u{34F}b",
            "a\u{AD}b",
            "a\u{2060}b",
            "ក\u{17B4}ខ",
            "a\u{180B}b",
        ] {
            assert!(!find_strays(name).is_empty(), "{name:?}");
        }
    }

    #[test]
    fn what_names_are_pasted_with_is_stripped() {
        for (pasted, meant) in [
            ("\u{200E}ana\u{200E}", "ana"),
            ("\u{202A}ana\u{202C}", "ana"),
            ("\u{2068}ana\u{2069} \u{2067}bo\u{2069}", "ana bo"),
            ("\u{FEFF} \u{200B}\n ana \u{AD}\t\u{200D}", "ana"),
            ("\u{200F}שרה\u{200F} \u{200F}כהן\u{200F}", "שרה כהן"),
            ("രാജേഷ്\u{200C} കുമാർ", "രാജേഷ് കുമാർ"),
            ("نیاز\u{200C}مند", "نیازمند"),
            ("نیاز\u{200C}\u{200C}مند", "نیازمند"),
            ("رضا\u{200C}۲", "رضا۲"),
            ("علی\u{200C}2", "علی2"),
            ("علی\u{200C}-رضا", "علی-رضا"),
            ("علی-\u{200C}رضا", "علی-رضا"),
            ("ع\u{200C}. رضا", "ع. رضا"),
            ("علی\u{200C}👍", "علی👍"),
            ("علی\u{200C}\u{200C}رضا", "علی\u{200C}رضا"),
            ("A\u{200C}ස්\u{200D}රී", "A\u{200C}ස්\u{200D}රී"),
            ("❤️\u{200E}", "❤️"),
            ("ana\u{FE0F}\u{E0067}", "ana"),
            ("\u{200D}\u{FE0F}", ""),
        ] {
            assert_eq!(strip(pasted), meant, "{pasted:?}");
        }
    }
}
