//! The version of a file, and what a request may say of the version that its sender has (RFC 9110,
//! 8.8 and 13).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// The end of the year 9999: a date can be written only before it.
const LAST_SECOND: Duration = Duration::from_secs(253_402_300_799);

/// The version of a file.
#[derive(Clone, Debug)]
pub(super) struct Version {
    /// A strong tag: it changes with any byte.
    tag: String,
    modified: SystemTime,
    /// The time as in `Last-Modified`.
    date: String,
}

/// What follows from the version that the sender of a request has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    /// The request is answered.
    Met,
    /// The sender has this version already.
    NotModified,
    /// The request is only for another version.
    Failed,
}

impl Version {
    /// Returns the version of a file with this length, or `None` if its time cannot be written.
    pub(super) fn of(bytes: u64, modified: Option<SystemTime>) -> Option<Version> {
        let modified = modified?;
        let since = modified.duration_since(UNIX_EPOCH).ok().filter(|since| *since <= LAST_SECOND)?;
        let tag = format!("\"{bytes:x}-{:x}\"", since.as_nanos());
        Some(Version { tag, modified, date: httpdate::fmt_http_date(modified) })
    }

    /// Returns the headers that name it.
    pub(super) fn headers(&self) -> [(HeaderName, HeaderValue); 2] {
        let value = |text: &str| HeaderValue::from_str(text).expect("tags and dates are plain ASCII");
        [(header::ETAG, value(&self.tag)), (header::LAST_MODIFIED, value(&self.date))]
    }

    /// Checks the conditions of a request to read, in the order of RFC 9110, 13.2.2.
    pub(super) fn check(&self, headers: &HeaderMap) -> Condition {
        if headers.contains_key(header::IF_MATCH) {
            if !self.is_listed(headers, header::IF_MATCH, "") {
                return Condition::Failed;
            }
        } else if self.date_in(headers, header::IF_UNMODIFIED_SINCE).is_some_and(|is_newer| is_newer) {
            return Condition::Failed;
        }
        let is_there = match headers.contains_key(header::IF_NONE_MATCH) {
            true => self.is_listed(headers, header::IF_NONE_MATCH, "W/"),
            false => self.date_in(headers, header::IF_MODIFIED_SINCE).is_some_and(|is_newer| !is_newer),
        };
        if is_there { Condition::NotModified } else { Condition::Met }
    }

    /// Whether a wanted part is a part of this version. If not, the whole file is sent.
    pub(super) fn is_continued(&self, headers: &HeaderMap) -> bool {
        headers.get(header::IF_RANGE).is_none_or(|known| *known == self.tag || *known == self.date)
    }

    /// Whether a list of tags has this version's, with or without `mark` before it.
    fn is_listed(&self, headers: &HeaderMap, name: HeaderName, mark: &str) -> bool {
        let lists = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
        let mut tags = lists.flat_map(|list| list.split(',')).map(str::trim);
        tags.any(|tag| tag == "*" || tag.strip_prefix(mark).unwrap_or(tag) == self.tag)
    }

    /// Whether this version is newer than the date in a header, if there is one.
    fn date_in(&self, headers: &HeaderMap, name: HeaderName) -> Option<bool> {
        let date = httpdate::parse_http_date(headers.get(name)?.to_str().ok()?).ok()?;
        // Dates have whole seconds.
        Some(self.modified.duration_since(date).is_ok_and(|since| since >= Duration::from_secs(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version() -> Version {
        Version::of(4096, Some(UNIX_EPOCH + Duration::from_millis(1_700_000_000_500))).unwrap()
    }

    fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(name.clone(), HeaderValue::from_str(value).unwrap());
        }
        headers
    }

    fn check(name: HeaderName, value: &str) -> Condition {
        version().check(&headers(&[(name, value)]))
    }

    const DATE: &str = "Tue, 14 Nov 2023 22:13:20 GMT";
    const BEFORE: &str = "Tue, 14 Nov 2023 22:13:19 GMT";

    #[test]
    fn another_length_or_time_is_another_version() {
        let of = |bytes, ms| Version::of(bytes, Some(UNIX_EPOCH + Duration::from_millis(ms))).unwrap().tag;
        assert_eq!(of(1, 5), of(1, 5));
        assert!(of(1, 5) != of(2, 5) && of(1, 5) != of(1, 6));
        assert_eq!(version().date, DATE);
        let far = Some(UNIX_EPOCH + LAST_SECOND + Duration::from_secs(1));
        assert!(Version::of(1, far).is_none());
        assert!(Version::of(1, Some(UNIX_EPOCH - Duration::from_secs(1))).is_none());
        assert!(Version::of(1, None).is_none());
    }

    #[test]
    fn a_version_that_the_sender_has_is_not_sent_again() {
        let tag = version().tag;
        for known in [&tag, &format!("W/{tag}"), &format!("\"a\", {tag}"), "*"] {
            assert_eq!(check(header::IF_NONE_MATCH, known), Condition::NotModified, "{known}");
        }
        for other in ["", "\"a\"", "\"a\", \"b\"", tag.trim_matches('"')] {
            assert_eq!(check(header::IF_NONE_MATCH, other), Condition::Met, "{other}");
        }
        assert_eq!(check(header::IF_MODIFIED_SINCE, DATE), Condition::NotModified);
        assert_eq!(check(header::IF_MODIFIED_SINCE, BEFORE), Condition::Met);
        assert_eq!(check(header::IF_MODIFIED_SINCE, "yesterday"), Condition::Met);
        let both = headers(&[(header::IF_NONE_MATCH, "\"a\""), (header::IF_MODIFIED_SINCE, DATE)]);
        assert_eq!(version().check(&both), Condition::Met, "tags come before dates");
    }

    #[test]
    fn a_request_for_another_version_fails() {
        let tag = version().tag;
        assert_eq!([check(header::IF_MATCH, &tag), check(header::IF_MATCH, "*")], [Condition::Met; 2]);
        assert_eq!(check(header::IF_MATCH, &format!("W/{tag}")), Condition::Failed);
        assert_eq!(check(header::IF_MATCH, "\"a\""), Condition::Failed);
        assert_eq!(check(header::IF_UNMODIFIED_SINCE, DATE), Condition::Met);
        assert_eq!(check(header::IF_UNMODIFIED_SINCE, BEFORE), Condition::Failed);
    }

    #[test]
    fn a_part_of_another_version_is_not_continued() {
        let is_continued = |known: &str| version().is_continued(&headers(&[(header::IF_RANGE, known)]));
        assert!(is_continued(&version().tag) && is_continued(DATE));
        assert!(version().is_continued(&HeaderMap::new()));
        for other in ["\"a\"", BEFORE, "*", &format!("W/{}", version().tag)] {
            assert!(!is_continued(other), "{other}");
        }
    }
}
