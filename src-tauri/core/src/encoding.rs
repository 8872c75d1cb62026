//! The text of a line's bytes, including lines that a program on Windows has appended in its own
//! encoding.
//!
//! | bytes | written by | read as |
//! |---|---|---|
//! | UTF-8 | everyone | the same text |
//! | `EF BB BF` before it | Notepad, `Add-Content -Encoding utf8` into a new file | the text without this mark |
//! | UTF-16, little endian, with or without `FF FE` | `>>` in Windows PowerShell 5.1 | the text, if it is certainly UTF-16 |
//! | `FF FE` before other bytes | other programs, after PowerShell began the file | the text without this mark |
//! | `00` before a line | the second half of a UTF-16 line's LF | the line without it |
//!
//! Bytes that are neither UTF-8 nor certainly UTF-16 are shown with replacement characters. Offsets
//! count the bytes as they are stored.

use std::borrow::Cow;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::text::STORED_BREAK;

/// How many bytes of a line are shown at most. Only lines that others appended can be longer.
pub const MAX_SHOWN_BYTES: usize = 64 * 1024;

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";
const UTF16_MARK: &[u8] = b"\xFF\xFE";
const REST_OF_LINE_END: &[u8] = b"\0";

/// The most bytes in a lead.
pub(crate) const MAX_LEAD_BYTES: usize = UTF8_MARK.len();

/// Whether these bytes at the end of a file hold nobody's words, so that the next line may follow
/// directly.
pub(crate) fn is_lead(bytes: &[u8]) -> bool {
    [UTF8_MARK, UTF16_MARK, REST_OF_LINE_END].contains(&bytes)
}

/// Whether a line may hold another text than its bytes suggest.
pub(crate) fn may_be_utf16(line: &[u8]) -> bool {
    memchr::memchr(0, line).is_some()
}

/// The form in which a line's characters are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Utf8,
    Utf16,
}

/// The text of a line, and the bytes that it comes from.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) form: Form,
    /// How many bytes before the text do not show: a mark, or the rest of a line end.
    lead: usize,
    /// The line's bytes after the lead.
    bytes: &'a [u8],
}

impl Decoded<'_> {
    /// Returns how many of the line's bytes come before the text's byte `at`, which is the start of
    /// a character.
    pub(crate) fn bytes_before(&self, at: usize) -> usize {
        self.lead
            + match (self.form, &self.text) {
                (Form::Utf16, text) => 2 * text[..at].encode_utf16().count(),
                (Form::Utf8, Cow::Borrowed(_)) => at,
                (Form::Utf8, Cow::Owned(_)) => bytes_replaced_before(self.bytes, at),
            }
    }
}

/// Returns how many of `bytes` come before byte `at` of their text, in which a replacement
/// character stands for each invalid sequence.
fn bytes_replaced_before(bytes: &[u8], at: usize) -> usize {
    let (mut shown, mut stored) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        if at <= shown + chunk.valid().len() {
            break;
        }
        shown += chunk.valid().len() + char::REPLACEMENT_CHARACTER.len_utf8();
        stored += chunk.valid().len() + chunk.invalid().len();
    }
    stored + (at - shown)
}

/// Decodes a line, which is given without its LF.
pub(crate) fn decode(line: &[u8]) -> Decoded<'_> {
    let behind_utf16 = line.strip_prefix(REST_OF_LINE_END);
    let rest = behind_utf16.unwrap_or(line);
    let (text, form, bytes) = if let Some(text) = utf16(rest) {
        (Cow::Owned(text), Form::Utf16, rest.strip_prefix(UTF16_MARK).unwrap_or(rest))
    } else {
        // If there are more zeros, the first one is not the rest of a line end.
        let bytes = unmarked(behind_utf16.filter(|rest| !may_be_utf16(rest)).unwrap_or(line));
        (String::from_utf8_lossy(bytes), Form::Utf8, bytes)
    };
    Decoded { text, form, lead: line.len() - bytes.len(), bytes }
}

/// Returns the bytes after a mark. A mark of UTF-16 counts even though these bytes are not UTF-16,
/// unless nothing follows it. Files that were joined may have several marks of UTF-8.
fn unmarked(line: &[u8]) -> &[u8] {
    let after_utf16 = line.strip_prefix(UTF16_MARK).filter(|rest| !rest.is_empty());
    after_utf16.unwrap_or_else(|| {
        let mut rest = line;
        while let Some(after) = rest.strip_prefix(UTF8_MARK) {
            rest = after;
        }
        rest
    })
}

/// Decodes UTF-16, if the line is certainly UTF-16: it begins with a mark, or ends with a CR of two
/// bytes, or has a zero after each other byte, or is no UTF-8 and has so many zeros for half of its
/// characters. In addition, all of it must be text.
fn utf16(line: &[u8]) -> Option<String> {
    if !may_be_utf16(line) {
        return None;
    }
    let marked = line.strip_prefix(UTF16_MARK);
    // Only the beginning of a long line is here, perhaps with half a character at its end.
    let (pairs, half) = marked.unwrap_or(line).as_chunks::<2>();
    let latin = pairs.iter().filter(|pair| pair[1] == 0).count();
    let all_latin = pairs.len() > 1 && latin == pairs.len();
    let known = marked.is_some() || pairs.last() == Some(b"\r\0") || all_latin;
    let likely = pairs.len() > 1 && 2 * latin >= pairs.len() && !may_be_utf8(line);
    let certain = known || likely;
    if !certain || (!half.is_empty() && line.len() + 2 < MAX_SHOWN_BYTES) {
        return None;
    }
    let units = pairs.iter().map(|pair| u16::from_le_bytes(*pair));
    let text: String = char::decode_utf16(units).collect::<Result<_, _>>().ok()?;
    let is_text = |c: char| !c.is_control() || matches!(c, '\t' | '\r' | STORED_BREAK);
    let is_known = |c: char| {
        known || !matches!(c.general_category(), GeneralCategory::Unassigned | GeneralCategory::PrivateUse)
    };
    text.chars().all(|c| is_text(c) && is_known(c)).then_some(text)
}

/// Whether these bytes are UTF-8, perhaps with a part of a character at their end.
fn may_be_utf8(line: &[u8]) -> bool {
    str::from_utf8(line).map_or_else(|error| error.error_len().is_none(), |_| true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(line: &[u8]) -> Cow<'_, str> {
        decode(line).text
    }

    fn utf16_of(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn a_byte_order_mark_is_skipped() {
        assert_eq!(text(b"\xEF\xBB\xBFana said: hi"), "ana said: hi");
        assert_eq!(text(b"\xFF\xFEana said: hi"), "ana said: hi");
        assert_eq!(text(b"\xFF\xFEana said: \xFF"), "ana said: \u{FFFD}", "the text decides no name");
        assert_eq!(text(b"\xEF\xBB\xBF\xFF"), "\u{FFFD}");
        assert_eq!(text(b"\xEF\xBB\xBF"), "");
        assert_eq!(text(b"\xEF\xBB\xBF\xEF\xBB\xBFana said: hi"), "ana said: hi", "joined files have two");
    }

    #[test]
    fn utf16_is_read_where_it_is_certain() {
        for line in ["build: passed\r", "build: passed", "日本: 成功\r", "👍 grün\r", "a\tb\r"] {
            assert_eq!(text(&utf16_of(line)), line);
            assert_eq!(text(&[b"\0", &utf16_of(line)[..]].concat()), line, "behind another");
            assert_eq!(text(&[b"\xFF\xFE", &utf16_of(line)[..]].concat()), line, "marked");
        }
    }

    #[test]
    fn utf16_without_a_mark_or_a_cr_is_read_where_half_of_it_is_latin() {
        for line in ["naïve €5 – ok", "grün 👍", "café €"] {
            assert_eq!(text(&utf16_of(line)), line);
            assert_eq!(text(&[b"\0", &utf16_of(line)[..]].concat()), line, "behind another");
        }
        let shown_as_bytes = ["שלום עולם", "Paweł", "ï\u{1}", "ïa\u{378}", "ïa\u{E000}"].map(utf16_of);
        let of_utf8 = ["a\0b\0€\0", "\0é\0a\0é"].map(|line| line.as_bytes().to_vec());
        for line in shown_as_bytes.into_iter().chain(of_utf8) {
            assert_eq!(text(&line), String::from_utf8_lossy(&line), "{line:?}");
        }
    }

    #[test]
    fn other_bytes_show_as_they_are() {
        for (line, shown) in [
            (&b"a\0"[..], "a\0"),
            (b"ana said: \0", "ana said: \0"),
            (b"a\0b\0c", "a\0b\0c"),
            (b"a\0\0\0b\0\r\0", "a\0\0\0b\0\r\0"),
            (b"\0\xD8\r\0", "\0\u{FFFD}\r\0"),
            (b"\0\0\0", "\0\0\0"),
            (b"\xFF\xFE", "\u{FFFD}\u{FFFD}"),
            (b"\x1b\0[\0", "\x1b\0[\0"),
        ] {
            assert_eq!(text(line), shown, "{line:?}");
        }
    }

    #[test]
    fn the_line_after_one_of_utf16_is_itself() {
        assert_eq!(text(b"\0bot said: hi"), "bot said: hi");
        assert_eq!(text(b"\0"), "");
    }

    #[test]
    fn the_beginning_of_a_long_line_is_read_as_well() {
        let line = utf16_of(&"x".repeat(MAX_SHOWN_BYTES));
        assert_eq!(text(&line[..MAX_SHOWN_BYTES]).len(), MAX_SHOWN_BYTES / 2);
        let behind = [b"\0", &line[..MAX_SHOWN_BYTES - 1]].concat();
        assert_eq!(text(&behind).len(), MAX_SHOWN_BYTES / 2 - 1);
    }

    #[test]
    fn each_character_is_traced_to_its_bytes() {
        let utf16 = [b"\0\xFF\xFE", &utf16_of("a👍é")[..]].concat();
        for (line, starts) in [
            (&b"\xEF\xBB\xBFa\xF0\x9F\x91b\xFF\xC3\xA9"[..], &[3, 4, 7, 8, 9, 11][..]),
            ("aé👍".as_bytes(), &[0, 1, 3, 7]),
            (b"\0ab", &[1, 2, 3]),
            (&utf16, &[3, 5, 9, 11]),
        ] {
            let decoded = decode(line);
            let places = decoded.text.char_indices().map(|(at, _)| at).chain([decoded.text.len()]);
            assert_eq!(places.map(|at| decoded.bytes_before(at)).collect::<Vec<_>>(), starts, "{line:?}");
        }
    }

    proptest! {
        #[test]
        fn utf8_with_zeros_is_taken_for_utf16_only_with_a_cr_or_a_zero_after_each_byte(line in "[\0a-eéł€]{2,12}") {
            let bytes = line.as_bytes();
            let all_latin = bytes.strip_prefix(b"\0").unwrap_or(bytes).as_chunks::<2>().0.iter().all(|pair| pair[1] == 0);
            prop_assume!(!all_latin && !line.starts_with('\0'));
            prop_assert_eq!(text(bytes), line.as_str());
        }

        #[test]
        fn text_without_zeros_is_never_taken_for_anything_else(line in "[^\0\u{FEFF}]{0,80}") {
            prop_assert_eq!(text(line.as_bytes()), line.as_str());
        }
    }
}
