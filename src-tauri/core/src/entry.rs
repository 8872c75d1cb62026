//! One line of the log, parsed.
//!
//! ```text
//! line  = [ stamp SP ] statement LF
//! stamp = RFC 3339, UTC, whole seconds           2026-11-22T10:30:21Z
//! ```
//!
//! # Invariants
//! * Every line is an entry: a line that makes no statement is a notice. No byte is skipped.
//! * [`Entry::parse`] reads back what [`Statement::line`](crate::statement::Statement::line)
//!   writes.

use std::borrow::Cow;

use jiff::civil::DateTime;
use serde::Serialize;

use crate::encoding::{self, Decoded, Form};
use crate::files::Share;
pub use crate::statement::Verb;
use crate::statement::{self, Parts, STAMP_BYTES};
use crate::text::STORED_BREAK;

/// How a stamp of a leap second ends.
const LEAP_SECOND: &str = ":60Z";

/// One line of the log, parsed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Entry {
    /// The offset of the line's first byte, in bytes from the start of the log.
    #[cfg_attr(test, ts(type = "number"))]
    pub id: u64,
    /// When it was said (RFC 3339, UTC, whole seconds), or `None` if the line has no time. Every
    /// browser can read it: a leap second, which browsers do not know, is the second before.
    pub at: Option<String>,
    /// The action.
    pub verb: Verb,
    /// The id of the entry that the verb refers to. That entry may not exist.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub target: Option<u64>,
    /// The name of the person who said or did it, or `None` for a notice.
    pub name: Option<String>,
    /// The text, with `\n` for each line break. Invalid UTF-8 shows as U+FFFD.
    pub text: String,
    /// Whether the line is longer than the part that is shown.
    pub cut: bool,
    /// The files that the line shares, parsed from its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub share: Option<Share>,
}

impl Entry {
    /// Parses a line, which is given without its LF. `cut` means that `line` is only the line's
    /// beginning.
    pub fn parse(id: u64, line: &[u8], cut: bool) -> Entry {
        let line = encoding::decode(line);
        let (at, parts, text) = split(&line);
        let (verb, text) = (parts.map_or(Verb::Notice, |parts| parts.verb), text.replace(STORED_BREAK, "\n"));
        Entry {
            id,
            at: at.map(without_leap_second),
            verb,
            target: parts.and_then(|parts| parts.target),
            name: parts.map(|parts| parts.name.to_owned()),
            share: if verb == Verb::Shared { Share::parse(&text) } else { None },
            text,
            cut,
        }
    }

    /// Returns the text, or what was shared in words that fit one line. Several files are not named
    /// in them.
    pub fn words(&self) -> Cow<'_, str> {
        self.share.as_ref().map_or(Cow::Borrowed(&*self.text), |share| Cow::Owned(share.words()))
    }

    /// Whether the text is one or more spaces and nothing else, as in a line whose words were
    /// erased.
    pub fn is_blank(&self) -> bool {
        !self.text.is_empty() && self.text.bytes().all(|byte| byte == b' ')
    }
}

/// Every CR before the LF is part of the line end.
fn without_cr(line: &str) -> &str {
    line.trim_end_matches('\r')
}

/// Splits a line without its LF into its stamp, its statement and its text.
fn split<'a>(line: &'a Decoded<'_>) -> (Option<&'a str>, Option<Parts<'a>>, &'a str) {
    let (at, rest) = split_stamp(without_cr(&line.text));
    let parts = statement::parse(rest).filter(|parts| !is_cut_off(parts, line));
    (at, parts, parts.map_or(rest, |parts| parts.text))
}

/// Whether the words of this statement are behind the line. In UTF-16, a few characters such as 上
/// have the byte of LF, and a line has no CR if its end is one of them.
fn is_cut_off(parts: &Parts<'_>, line: &Decoded<'_>) -> bool {
    let is_cut = line.form == Form::Utf16 && !line.text.ends_with('\r');
    is_cut && parts.text.is_empty() && parts.verb.stands_alone()
}

/// Returns where the text of a line begins, in bytes from the line's start, and the form of its
/// characters. The line is given without its LF; its beginning is enough.
pub(crate) fn text_start(line: &[u8]) -> (usize, Form) {
    let decoded = encoding::decode(line);
    let whole = without_cr(&decoded.text);
    let start = decoded.bytes_before(whole.len() - split(&decoded).2.len());
    // A zero at the line's start may be the rest of a line end.
    (start.max(usize::from(line.starts_with(b"\0"))), decoded.form)
}

/// A program that puts stamps before lines puts them before a byte order mark, too.
fn split_stamp(line: &str) -> (Option<&str>, &str) {
    match (line.get(..STAMP_BYTES), line.get(STAMP_BYTES..).and_then(|rest| rest.strip_prefix(' '))) {
        (Some(stamp), Some(rest)) if is_stamp(stamp) => (Some(stamp), rest.trim_start_matches('\u{FEFF}')),
        _ => (None, line),
    }
}

/// Whether these bytes are a stamp: a day of the calendar and a time of the day. The second 60 is
/// one, as RFC 3339 says.
pub(crate) fn is_stamp(stamp: &str) -> bool {
    const SHAPE: &[u8; STAMP_BYTES] = b"0000-00-00T00:00:00Z";
    let shaped = stamp.len() == STAMP_BYTES
        && stamp.bytes().zip(SHAPE).all(|(byte, shape)| match shape {
            b'0' => byte.is_ascii_digit(),
            _ => byte == *shape,
        });
    shaped && stamp.trim_end_matches('Z').parse::<DateTime>().is_ok()
}

/// Returns the stamp as a time that browsers can read. For them, a minute ends with second 59.
pub(crate) fn without_leap_second(stamp: &str) -> String {
    stamp.strip_suffix(LEAP_SECOND).map_or_else(|| stamp.to_owned(), |minute| format!("{minute}:59Z"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::Name;
    use crate::statement::Statement;
    use crate::text::Text;
    use jiff::{SignedDuration, Timestamp};
    use proptest::prelude::*;

    fn parse(line: &str) -> Entry {
        Entry::parse(0, line.as_bytes(), false)
    }

    #[test]
    fn the_usual_line_has_time_name_and_text() {
        let entry = parse("2026-11-22T10:30:21Z ana said: hello");
        assert_eq!(entry.at.as_deref(), Some("2026-11-22T10:30:21Z"));
        assert_eq!((entry.verb, entry.name.as_deref()), (Verb::Said, Some("ana")));
        assert_eq!(entry.text, "hello");
    }

    #[test]
    fn the_tutorials_line_is_a_statement_without_time() {
        let entry = parse("ana said: hello");
        assert_eq!((entry.at, entry.name.as_deref()), (None, Some("ana")));
    }

    #[test]
    fn a_name_that_contains_a_verb_stays_whole() {
        assert_eq!(parse("ana said said: x").name.as_deref(), Some("ana said"));
        assert_eq!(parse("ana replied to 5 said: x").name.as_deref(), Some("ana replied to 5"));
        assert_eq!(parse("ana said: bo said: x").text, "bo said: x");
    }

    #[test]
    fn verbs_with_a_target_carry_its_id() {
        let entry = parse("ana replied to 120: yes");
        assert_eq!((entry.verb, entry.target), (Verb::RepliedTo, Some(120)));
        assert_eq!(parse("ana unreacted to 7: 👍").verb, Verb::UnreactedTo);
        assert_eq!(parse("ana set topic: tea").verb, Verb::SetTopic);
    }

    #[test]
    fn what_is_no_statement_is_a_notice_with_every_word_shown() {
        for line in [
            "build: passed",
            "",
            "ana said:hello",
            " said: x",
            "ana  said: x",
            "a\tb said: x",
            "ana replied to 007: x",
            "ana replied to -1: x",
            "x: ana said: y",
        ] {
            let entry = parse(line);
            assert_eq!((entry.verb, entry.text.as_str()), (Verb::Notice, line), "{line:?}");
        }
    }

    #[test]
    fn a_stamp_must_be_a_real_time() {
        assert_eq!(parse("2026-13-22T10:30:21Z ana said: x").at, None);
        assert_eq!(parse("2026-11-22T10:30:21Z").verb, Verb::Notice);
        assert!(parse("2026-11-22T10:30:21Z door: rang").at.is_some());
    }

    /// RFC 3339, UTC, whole seconds, in one form. Anything else before a statement is no time.
    #[test]
    fn each_stamp_gives_a_time_that_every_browser_reads() {
        for (stamp, at) in [
            ("2026-11-22T10:30:21Z", "2026-11-22T10:30:21Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
            ("2026-11-22T10:00:60Z", "2026-11-22T10:00:59Z"),
            ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
            ("9999-12-31T23:59:60Z", "9999-12-31T23:59:59Z"),
            ("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"),
        ] {
            let line = format!("{stamp} clock said: hi");
            let entry = parse(&line);
            assert_eq!(entry.at.as_deref(), Some(at), "{stamp}");
            assert_eq!((entry.name.as_deref(), entry.text.as_str()), (Some("clock"), "hi"), "{stamp}");
            assert_eq!(text_start(line.as_bytes()).0, "2026-11-22T10:30:21Z clock said: ".len(), "{stamp}");
        }
        for stamp in [
            "2026-11-22T10:30:61Z",
            "2026-11-22T10:60:00Z",
            "2026-11-22T24:00:00Z",
            "2026-02-30T10:30:21Z",
            "2023-02-29T10:30:21Z",
            "2026-00-22T10:30:21Z",
            "2026-11-00T10:30:21Z",
            "+002026-11-22T10:30:21Z",
            "-002026-11-22T10:30:21Z",
            "-000001-11-22T10:30:21Z",
            "10000-11-22T10:30:21Z",
            "2026-11-22t10:30:21Z",
            "2026-11-22T10:30:21z",
            "2026-11-22 10:30:21Z",
            "2026-11-22T10:30:21",
            "2026-11-22T10:30Z",
            "2026-11-22T10:30:21.5Z",
            "2026-11-22T10:30:21,5Z",
            "2026-11-22T10:30:21.12345678901234567890Z",
            "2026-11-22T10:30:21+00:00",
            "2026-11-22T10:30:21-00:00",
            "2026-11-22T10:30:21+23:59",
            "2026-11-22T10:30:21+0530",
            "2026-11-22T10:30:21[Europe/Berlin]",
            "2026-11-22T10:30:21Z[UTC]",
            "20261122T103021Z",
            "2026-W47-7T10:30:21Z",
            "２０２６-11-22T10:30:21Z",
        ] {
            let line = format!("{stamp} clock said: hi");
            assert_eq!(parse(&line).at, None, "{stamp}");
            assert!(parse(&line).text.contains("hi"), "{stamp}");
        }
    }

    #[test]
    fn bad_utf8_and_windows_line_ends_are_shown() {
        assert_eq!(Entry::parse(0, b"ana said: \xff!", false).text, "\u{fffd}!");
        assert_eq!(parse("ana said: hi\r").text, "hi");
        assert_eq!(parse("\u{FEFF}ana said: hi").name.as_deref(), Some("ana"));
        let utf16: Vec<u8> = "ana said: hi\r".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(Entry::parse(0, &utf16, false), parse("ana said: hi"));
        assert_eq!(Entry::parse(0, b"\0ana said: hi", false), parse("ana said: hi"));
    }

    #[test]
    fn a_line_that_utf16_cuts_in_its_first_character_says_nothing_empty() {
        let utf16 = |line: &str| line.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let log = utf16("bo said: 上海 好\r\n");
        let first = Entry::parse(0, log.split(|byte| *byte == b'\n').next().unwrap(), false);
        assert_eq!((first.verb, first.text.as_str()), (Verb::Notice, "bo said: "));
        let whole = Entry::parse(0, &utf16("bo said: \r"), false);
        assert_eq!((whole.verb, whole.text.as_str()), (Verb::Said, ""), "a CR ends what PowerShell writes");
        assert_eq!(Entry::parse(0, &utf16("bo pinned 7: "), false).verb, Verb::Pinned);
        assert_eq!(parse("bo said: ").verb, Verb::Said);
    }

    #[test]
    fn a_byte_order_mark_behind_a_stamp_hides_no_name() {
        let marked = "2026-11-22T10:30:21Z \u{FEFF}ana said: hi";
        assert_eq!(parse(marked), parse("2026-11-22T10:30:21Z ana said: hi"));
        assert_eq!(text_start(marked.as_bytes()), ("2026-11-22T10:30:21Z ana said: ".len() + 3, Form::Utf8));
        assert_eq!(parse("2026-11-22T10:30:21Z ana said: \u{FEFF}hi").text, "\u{FEFF}hi");
    }

    #[test]
    fn every_cr_before_the_lf_is_of_the_line_end() {
        assert_eq!(parse("ana said: hi\r\r"), parse("ana said: hi"));
        assert_eq!(parse("ana said: a\rb\r\r").text, "a\rb");
        let utf16: Vec<u8> = "ana said: hi\r\r".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(Entry::parse(0, &utf16, false), parse("ana said: hi"));
    }

    proptest! {
        #[test]
        fn what_is_said_is_read_back(name in "\\PC{1,40}", typed in "(?s).{1,200}", second in 0i64..4_000_000_000, nanosecond in 0i64..1_000_000_000) {
            let (Ok(name), Ok(text)) = (Name::new(&name), Text::new(&typed)) else { return Ok(()) };
            let at = Timestamp::from_second(second).unwrap();
            let said = Statement::said(name.clone(), text.clone());
            let line = said.line(at + SignedDuration::from_nanos(nanosecond));
            prop_assert_eq!(line.iter().filter(|byte| **byte == b'\n').count(), 1);
            let entry = Entry::parse(9, &line[..line.len() - 1], false);
            prop_assert_eq!(entry.verb, Verb::Said);
            prop_assert_eq!(entry.name.as_deref(), Some(name.as_str()));
            prop_assert_eq!(entry.text, text.as_stored().replace(STORED_BREAK, "\n"));
            prop_assert_eq!(entry.at.unwrap().parse::<Timestamp>().unwrap(), at);
        }

        #[test]
        fn any_bytes_are_some_entry(line in proptest::collection::vec(any::<u8>(), 0..300)) {
            let entry = Entry::parse(0, &line, false);
            prop_assert!(entry.name.is_none() == (entry.verb == Verb::Notice));
        }
    }
}
