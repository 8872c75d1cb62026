//! The names of shared files: the name that people see, and the one on the disk.
//!
//! # Invariants
//! * A stored name is one ordinary part of a path on every system: it leads out of no folder, hides
//!   no file, names no device, and shows no other ending than its own.
//! * Two stored names that differ only in case or in their Unicode form are never given out: each
//!   begins with random characters.

use std::borrow::Cow;
use std::io;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory as Is, UnicodeGeneralCategory};

use crate::text::is_line_break;

/// The longest name that is shown, in bytes of UTF-8.
const MAX_SHOWN_BYTES: usize = 255;

/// The longest safe name, in bytes, without the random characters before it.
const MAX_SAFE_BYTES: usize = 100;

/// The longest ending that is kept when a name is shortened, in bytes, with its dot.
const MAX_ENDING_BYTES: usize = 20;

/// How many random characters a stored name begins with, before a hyphen.
const RANDOM_CHARS: usize = 5;

/// The name of a file whose own name has nothing that can be kept.
const NAMELESS: &str = "file";

/// Stands for the characters that a name cannot show, and for those left out of a long one.
const UNSHOWABLE: char = '\u{FFFD}';
const LEFT_OUT: &str = "…";

/// Characters that Windows takes in no name.
const REFUSED: &str = "<>:\"/\\|?*";

/// The digits of random names (RFC 4648, in lower case, because some disks know no case).
const BASE32: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Whether this can be the name of a file in the folder: one ordinary part of a path.
pub(crate) fn is_stored_name(name: &str) -> bool {
    let is_ordinary = |c: char| !(c == '/' || c == '\\' || c.is_control());
    !name.is_empty() && !name.starts_with('.') && name.chars().all(is_ordinary)
}

/// Returns the name as people see it: in one line, and not too long.
pub(super) fn shown_name(name: &str) -> String {
    let show = |c: char| if c.is_control() || is_line_break(c) { UNSHOWABLE } else { c };
    // A name of megabytes is shortened before any other work.
    let name: String = shorten(name, 2 * MAX_SHOWN_BYTES, LEFT_OUT).chars().map(show).collect();
    if name.trim().is_empty() {
        NAMELESS.to_owned()
    } else {
        shorten(&name, MAX_SHOWN_BYTES, LEFT_OUT).into_owned()
    }
}

/// Returns a new name for a file in the folder.
///
/// # Errors
/// When the OS cannot provide random bytes.
pub(super) fn new_stored_name(name: &str) -> io::Result<String> {
    Ok(format!("{}-{}", random_chars(RANDOM_CHARS)?, safe_name(name)))
}

/// Returns a stored name without the random characters before it. A file that somebody put into the
/// folder by hand has none.
pub(crate) fn given_name(stored: &str) -> &str {
    let is_random = |start: &str| start.bytes().all(|byte| BASE32.contains(&byte));
    match stored.split_at_checked(RANDOM_CHARS) {
        Some((start, rest)) if is_random(start) && rest.len() > 1 => rest.strip_prefix('-').unwrap_or(stored),
        _ => stored,
    }
}

/// Returns so many random characters.
///
/// # Errors
/// When the OS cannot provide random bytes.
pub(super) fn random_chars(count: usize) -> io::Result<String> {
    let mut bytes = vec![0; count];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes.into_iter().map(|byte| char::from(BASE32[usize::from(byte % 32)])).collect())
}

/// Returns a name that is valid and harmless on every system.
fn safe_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = shorten(name, 4 * MAX_SAFE_BYTES, "");
    let kept: String = name.nfc().filter(|c| !is_invisible(*c)).collect();
    let kept = kept.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let safe = |c: char| match c {
        c if c.is_whitespace() => '-',
        c if REFUSED.contains(c) => '_',
        c => c,
    };
    let safe = unreserved(kept.chars().map(safe).collect());
    let safe = shorten(&safe, MAX_SAFE_BYTES, "");
    let safe = safe.trim_end_matches('.');
    if safe.is_empty() { NAMELESS.to_owned() } else { safe.to_owned() }
}

/// Returns another name for one that means a device on Windows, with any ending.
fn unreserved(name: String) -> String {
    let stem = name.split('.').next().unwrap_or_default();
    if !is_device(&stem.trim_end_matches('-').to_ascii_uppercase()) {
        return name;
    }
    format!("{stem}_{}", &name[stem.len()..])
}

fn is_device(stem: &str) -> bool {
    let is_port = |digit: &str| {
        matches!(digit, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
    };
    let port = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    matches!(stem, "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") || port.is_some_and(is_port)
}

/// Shortens a name to so many bytes, by leaving out the end of its stem. Its ending stays.
fn shorten<'a>(name: &'a str, most: usize, left_out: &str) -> Cow<'a, str> {
    if name.len() <= most {
        return Cow::Borrowed(name);
    }
    let ending = name.rfind('.').filter(|at| *at > 0 && name.len() - at <= MAX_ENDING_BYTES);
    let (stem, ending) = name.split_at(ending.unwrap_or(name.len()));
    let stem = &stem[..stem.floor_char_boundary(most - ending.len() - left_out.len())];
    Cow::Owned(format!("{stem}{left_out}{ending}"))
}

/// Whether a character could change how the others look. An override of the direction, for example,
/// hides a file's ending.
pub(crate) fn is_invisible(char: char) -> bool {
    let kind = char.general_category();
    matches!(kind, Is::Control | Is::Format | Is::LineSeparator | Is::ParagraphSeparator | Is::PrivateUse)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_random_characters_are_left_out_of_a_given_name() {
        for (stored, name) in [
            ("abcde-a", "a"),
            ("abcde-", "abcde-"),
            ("abcd-a.txt", "abcd-a.txt"),
            ("Abcde-a.txt", "Abcde-a.txt"),
            ("report.pdf", "report.pdf"),
            ("写真-写真.jpg", "写真-写真.jpg"),
            ("a", "a"),
        ] {
            assert_eq!(given_name(stored), name);
        }
        assert_eq!(given_name(&new_stored_name("a photo.jpg").unwrap()), "a-photo.jpg");
    }

    #[test]
    fn hostile_names_become_safe_ones() {
        let long = format!("{}.tar.gz", "x".repeat(300));
        let wide = format!("{}.jpg", "👍".repeat(75));
        for (name, safe) in [
            ("photo.jpg", "photo.jpg"),
            ("My holiday photo.JPG", "My-holiday-photo.JPG"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\ana\\a.txt", "a.txt"),
            ("..", "file"),
            (".", "file"),
            ("", "file"),
            ("/", "file"),
            (" . ", "file"),
            (".htaccess", "htaccess"),
            ("a.txt. . ", "a.txt"),
            ("a\0b\nc\r.txt", "abc.txt"),
            ("\u{202e}gpj.exe", "gpj.exe"),
            ("a\u{2028}b\u{200f}c\u{feff}.txt", "abc.txt"),
            ("what?<is>:\"this\"|*.txt", "what__is___this___.txt"),
            ("CON", "CON_"),
            ("con.tar.gz", "con_.tar.gz"),
            ("aux .txt", "aux-_.txt"),
            ("LPT¹.txt", "LPT¹_.txt"),
            ("console.txt", "console.txt"),
            ("Ku\u{308}che.pdf", "K\u{fc}che.pdf"),
            ("日本語.txt", "日本語.txt"),
            (&long, &format!("{}.gz", "x".repeat(97))),
            (&wide, &format!("{}.jpg", "👍".repeat(24))),
        ] {
            assert_eq!(safe_name(name), safe, "{name:?}");
        }
    }

    #[test]
    fn names_are_shown_as_they_were_in_one_line() {
        for (name, shown) in [
            ("../../etc/passwd", "../../etc/passwd"),
            ("\u{202e}gpj.exe", "\u{202e}gpj.exe"),
            ("a\nb\0c\td\u{b}e\u{2028}f", "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}e\u{fffd}f"),
            ("CON", "CON"),
            ("", "file"),
            (" ", "file"),
        ] {
            assert_eq!(shown_name(name), shown, "{name:?}");
        }
        let long = shown_name(&format!("{}.jpeg", "ü".repeat(300)));
        assert!(long.len() <= 255 && long.ends_with("ü….jpeg"), "{long}");
        assert!(shown_name(&"x".repeat(1 << 20)).len() <= 255);
    }

    #[test]
    fn the_same_name_is_stored_under_another_one_each_time() {
        let (one, two) = (new_stored_name("a.txt").unwrap(), new_stored_name("A.TXT").unwrap());
        assert_ne!(one[..6], two[..6]);
        assert!(one.ends_with("-a.txt") && two.ends_with("-A.TXT"), "{one} {two}");
    }

    proptest! {
        #[test]
        fn any_name_is_stored_as_one_part_of_a_path(name in "(?s).{0,400}") {
            let stored = new_stored_name(&name).unwrap();
            prop_assert!(is_stored_name(&stored) && stored.len() <= MAX_SAFE_BYTES + 7, "{}", stored);
            prop_assert!(!stored.chars().any(|c| is_invisible(c) || c.is_whitespace() || REFUSED.contains(c)), "{:?}", stored);
            prop_assert!(!stored.ends_with('.'), "{:?}", stored);
            prop_assert!(shown_name(&name).len() <= MAX_SHOWN_BYTES);
        }
    }
}
