//! A period of time, as stamps of lines. Stamps are compared as text: they all have the same form.

use jiff::Timestamp;

use crate::entry::{Entry, is_stamp, without_leap_second};
use crate::statement::{STAMP_BYTES, may_refer_as_utf8};

/// Text that comes before every stamp, and text that comes after. Neither is empty: glibc took 100
/// ns to compare a line with an empty text, on a processor with AVX-512.
const FIRST: &str = " ";
const LAST: &str = "~";

/// The times from `since` on that are before `until`.
#[derive(Clone, Debug)]
pub(super) struct Period {
    since: String,
    until: String,
}

impl Period {
    /// Creates a period, unless it has neither beginning nor end.
    pub(super) fn new(since: Option<String>, until: Option<String>) -> Option<Period> {
        let is_given = since.is_some() || until.is_some();
        let since = since.unwrap_or_else(|| FIRST.to_owned());
        is_given.then(|| Period { since, until: until.unwrap_or_else(|| LAST.to_owned()) })
    }

    /// Whether the entry was written in this period. One without a time was not.
    pub(super) fn has(&self, entry: &Entry) -> bool {
        entry.at.as_ref().is_some_and(|at| self.has_stamp(at.as_bytes()))
    }

    /// Whether a line in UTF-8, given without its LF, may give an entry of this period. `false` is
    /// certain. A line that refers to another has that one's time, and a mark of the encoding may
    /// stand before a stamp.
    pub(super) fn may_have(&self, line: &[u8]) -> bool {
        match line.first() {
            Some(byte) if byte.is_ascii_digit() => {
                let (stamp, rest) = line.split_at(line.len().min(STAMP_BYTES));
                self.has_stamp(stamp) || may_refer_as_utf8(if looks_like_stamp(stamp) { rest } else { line })
            }
            Some(byte) if byte.is_ascii() => may_refer_as_utf8(line),
            _ => true,
        }
    }

    fn has_stamp(&self, stamp: &[u8]) -> bool {
        self.since.as_bytes() <= stamp && stamp < self.until.as_bytes()
    }
}

/// Whether these bytes may be a stamp. Nothing that has its `T` and `Z` is the beginning of a line
/// without a stamp that refers to another: a name, a verb and a number do not fit before the `Z`.
fn looks_like_stamp(bytes: &[u8]) -> bool {
    bytes.get(10) == Some(&b'T') && bytes.get(STAMP_BYTES - 1) == Some(&b'Z')
}

/// Returns the first stamp at or after a time, which is given as RFC 3339 says. Stamps have whole
/// seconds and years of four digits.
pub(super) fn stamp_of(time: &str) -> Option<String> {
    let time = time.trim();
    // The last hours of the year 9999 are stamps, and no time for jiff.
    if is_stamp(time) {
        return Some(without_leap_second(time));
    }
    let time: Timestamp = time.parse().ok()?;
    let second = time.as_second() + i64::from(time.subsec_nanosecond() > 0);
    let stamp = Timestamp::from_second(second).map_or_else(|_| LAST.to_owned(), |time| time.to_string());
    Some(if stamp.starts_with('-') { FIRST.to_owned() } else { stamp })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(since: &str, until: &str) -> Period {
        let stamp = |time: &str| (!time.is_empty()).then(|| stamp_of(time).expect("a time"));
        Period::new(stamp(since), stamp(until)).expect("given")
    }

    fn has(period: &Period, line: &str) -> bool {
        let has = period.has(&Entry::parse(0, line.as_bytes(), false));
        assert!(!has || period.may_have(line.as_bytes()), "{line}");
        has
    }

    #[test]
    fn a_period_begins_with_its_first_second_and_ends_before_its_last() {
        let day = period("2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z");
        for (stamp, is_in) in [
            ("2026-11-21T23:59:59Z", false),
            ("2026-11-22T00:00:00Z", true),
            ("2026-11-22T23:59:59Z", true),
            ("2026-11-23T00:00:00Z", false),
        ] {
            assert_eq!(has(&day, &format!("{stamp} ana said: hi")), is_in, "{stamp}");
            assert_eq!(has(&day, &format!("\u{FEFF}{stamp} ana said: hi")), is_in, "{stamp} after a mark");
            assert_eq!(has(&day, &format!("{stamp} build: passed")), is_in, "{stamp} of a notice");
        }
        assert!(has(&day, "2026-11-22T23:59:60Z ana said: hi"), "a leap second is of its day");
        let next = period("2026-11-23T00:00:00Z", "");
        assert!(!has(&next, "2026-11-22T23:59:60Z ana said: hi"));
        assert!(!has(&day, "ana said: no time"));
        assert!(!has(&day, "2026-11-22T25:00:00Z ana said: not a time"));
        assert!(!has(&period("", "9999-01-01T00:00:00Z"), "ana said: no time"));
    }

    #[test]
    fn an_edit_may_belong_to_an_earlier_line() {
        let later = period("2026-11-22T00:00:00Z", "");
        assert!(later.may_have(b"2026-11-21T23:59:59Z ana edited 7: hi"));
        assert!(later.may_have(b"ana edited 7: hi"));
        assert!(later.may_have(b"1 edited 7: hi, Zoe Z"));
        assert!(later.may_have(b"1234567890T edited 7: Z"));
        assert!(!later.may_have(b"2026-11-21T23:59:59Z ana said: hi"));
        assert!(!later.may_have(b"ana said: hi"));
    }

    #[test]
    fn a_time_may_have_any_zone_and_parts_of_a_second() {
        assert_eq!(stamp_of("2026-11-22T01:30:00+01:00").as_deref(), Some("2026-11-22T00:30:00Z"));
        assert_eq!(stamp_of("2026-11-22T00:30:00.001Z").as_deref(), Some("2026-11-22T00:30:01Z"));
        assert_eq!(stamp_of("-000044-03-15T12:00:00Z").as_deref(), Some(FIRST));
        assert_eq!(stamp_of("9999-12-31T23:59:59Z").as_deref(), Some("9999-12-31T23:59:59Z"));
        assert_eq!(stamp_of("2016-12-31T23:59:60Z").as_deref(), Some("2016-12-31T23:59:59Z"));
        assert_eq!(stamp_of("9999-12-30T21:59:59.5Z").as_deref(), Some("9999-12-30T22:00:00Z"));
        for time in ["", "yesterday", "2026-11-22", "2026-11-22T00:30:00", "2026-13-22T00:30:00Z"] {
            assert_eq!(stamp_of(time), None, "{time}");
        }
    }
}
