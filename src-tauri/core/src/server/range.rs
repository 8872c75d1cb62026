//! The header `Range`: which bytes of a file a request is for (RFC 9110, 14).
//!
//! Players of sounds and films find their way by it, and some give up when a single byte is wrong.

use std::ops::Range;

use axum::http::{HeaderMap, header};

/// The bytes that a request is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The whole file. Also the answer to several parts at once, and to a malformed header: a
    /// server may ignore any `Range`.
    All,
    /// One part, which lies in the file and is not empty.
    Part(Range<u64>),
    /// A part behind the file's end.
    Beyond,
}

/// Returns which bytes of a file of this length are wanted.
pub(super) fn wanted(headers: &HeaderMap, length: u64) -> Wanted {
    let mut fields = headers.get_all(header::RANGE).into_iter();
    let (Some(field), None) = (fields.next(), fields.next()) else { return Wanted::All };
    let text = field.to_str().unwrap_or_default();
    let part = text.split_once('=').filter(|(unit, _)| unit.eq_ignore_ascii_case("bytes"));
    let Some((first, last)) = part.and_then(|(_, part)| part.trim().split_once('-')) else {
        return Wanted::All;
    };
    let range = match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => first..length.min(last.saturating_add(1)),
        (Some(first), None) if last.is_empty() => first..length,
        (None, Some(suffix)) if first.is_empty() => length.saturating_sub(suffix)..length,
        _ => return Wanted::All,
    };
    if range.is_empty() { Wanted::Beyond } else { Wanted::Part(range) }
}

/// Parses a number. One that is too large is as good as the largest.
fn number(digits: &str) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn of(length: u64, range: &str) -> Wanted {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, HeaderValue::from_str(range).unwrap());
        wanted(&headers, length)
    }

    #[test]
    fn one_part_is_exact() {
        for (range, part) in [
            ("bytes=0-1", 0..2),
            ("bytes=0-0", 0..1),
            ("bytes=5-", 5..10),
            ("bytes=9-", 9..10),
            ("bytes=-5", 5..10),
            ("bytes=-10", 0..10),
            ("bytes=-11", 0..10),
            ("bytes=0-9", 0..10),
            ("bytes=3-99", 3..10),
            ("Bytes=3-4", 3..5),
            ("bytes= 3-4", 3..5),
            ("bytes=3-99999999999999999999999", 3..10),
            ("bytes=-18446744073709551615", 0..10),
            ("bytes=0-18446744073709551615", 0..10),
        ] {
            assert_eq!(of(10, range), Wanted::Part(part), "{range}");
        }
    }

    #[test]
    fn nothing_is_behind_the_end() {
        for range in ["bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999999-"] {
            assert_eq!(of(10, range), Wanted::Beyond, "{range}");
        }
        for range in ["bytes=0-", "bytes=0-0", "bytes=-5", "bytes=-0"] {
            assert_eq!(of(0, range), Wanted::Beyond, "{range} of an empty file");
        }
    }

    #[test]
    fn several_parts_and_malformed_ones_are_the_whole_file() {
        let many = format!("bytes={}", "0-,".repeat(2000));
        for range in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=5-3",
            "bytes=0-1,3-4",
            "bytes=0-1,",
            "bytes=a-b",
            "bytes=+1-2",
            "bytes=1--2",
            "bytes=1-2-3",
            "bytes=0x1-2",
            "lines=0-1",
            &many,
        ] {
            assert_eq!(of(10, range), Wanted::All, "{range}");
        }
        assert_eq!(wanted(&HeaderMap::new(), 10), Wanted::All);
        let mut twice = HeaderMap::new();
        twice.append(header::RANGE, HeaderValue::from_static("bytes=0-1"));
        twice.append(header::RANGE, HeaderValue::from_static("bytes=2-3"));
        assert_eq!(wanted(&twice, 10), Wanted::All);
    }
}
