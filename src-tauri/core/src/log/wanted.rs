//! Which entries a search wants: by their words, their author, their time, and what they contain.

use regex::bytes::Regex;
use serde::{Deserialize, Deserializer};

use super::content::Content;
use super::period::{Period, stamp_of};
use super::words::{MAX_FIND_BYTES, Words, pattern_of, regex_of};
use crate::entry::{Entry, Verb};
use crate::statement::head_of;

/// A search as somebody asks for it. At least one of the first five is given.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
pub struct FindQuery {
    /// Words, and phrases between quotation marks. Entries have all of them in their text or name.
    pub find: Option<String>,
    /// The name of the person who wrote the entries, in any case.
    pub from: Option<String>,
    /// The time (RFC 3339) from which on they were written.
    pub since: Option<String>,
    /// The time (RFC 3339) before which they were written.
    pub until: Option<String>,
    /// Something that they contain: `link`, `file` or `code`.
    pub has: Option<String>,
    /// The place before which the search begins, as a cursor or an offset.
    pub before: Option<String>,
    /// The most entries, 1 to 200.
    #[serde(default, deserialize_with = "any_limit")]
    pub limit: Option<usize>,
}

/// Reads a limit of any size. One below zero is as good as zero.
pub(crate) fn any_limit<'de, D: Deserializer<'de>>(limit: D) -> Result<Option<usize>, D::Error> {
    let limit = Option::<i64>::deserialize(limit)?;
    Ok(limit.map(|limit| usize::try_from(limit.max(0)).unwrap_or(usize::MAX)))
}

impl FindQuery {
    /// Whether this asks for a search. Otherwise, it asks for a page of history.
    pub(crate) fn is_given(&self) -> bool {
        [&self.find, &self.from, &self.since, &self.until, &self.has].into_iter().any(Option::is_some)
    }
}

/// The reason why a search is not valid, in words for the person who asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum FindError {
    /// There is nothing to find, or there are too many words.
    #[error(
        "type one or more words to find, {MAX_FIND_BYTES} bytes at most, or give from, since, until or has"
    )]
    Find,
    /// The name is too long.
    #[error("from takes one person's name, {MAX_FIND_BYTES} bytes at most")]
    From,
    /// The beginning is not a time.
    #[error("since takes a time such as 2026-11-22T10:30:00Z; in an address, write + as %2B")]
    Since,
    /// The end is not a time.
    #[error("until takes a time such as 2026-11-22T10:30:00Z; in an address, write + as %2B")]
    Until,
    /// The word does not stand for something that an entry can contain.
    #[error("has takes link, file or code")]
    Has,
}

/// The entries that a search wants.
#[derive(Clone, Debug)]
pub struct Wanted {
    words: Option<Words>,
    author: Option<Author>,
    period: Option<Period>,
    content: Option<Content>,
}

impl Wanted {
    /// Parses a search. An empty value counts as not given.
    ///
    /// # Errors
    /// When nothing is given, or a value is not valid.
    pub fn parse(query: &FindQuery) -> Result<Wanted, FindError> {
        let since = parse_given(&query.since, stamp_of, FindError::Since)?;
        let until = parse_given(&query.until, stamp_of, FindError::Until)?;
        let wanted = Wanted {
            words: parse_given(&query.find, Words::parse, FindError::Find)?,
            author: parse_given(&query.from, Author::parse, FindError::From)?,
            period: Period::new(since, until),
            content: parse_given(&query.has, Content::parse, FindError::Has)?,
        };
        if wanted.is_everything() { Err(FindError::Find) } else { Ok(wanted) }
    }

    fn is_everything(&self) -> bool {
        self.words.is_none() && self.author.is_none() && self.period.is_none() && self.content.is_none()
    }

    /// Returns something that stands in the raw bytes of each wanted line. Without it, the search
    /// checks every line.
    pub(super) fn sign(&self) -> Option<&Regex> {
        let word = self.words.as_ref().map(Words::rarest);
        let content = || self.content.as_ref().map(Content::sign);
        word.or_else(content).or_else(|| self.author.as_ref().map(|author| &author.name))
    }

    /// Whether a line in UTF-8, given without its LF, may be wanted. `false` is certain, and takes
    /// much less work than parsing. Words are not checked.
    pub(super) fn may_want_line(&self, line: &[u8]) -> bool {
        self.period.as_ref().is_none_or(|period| period.may_have(line))
            && self.content.as_ref().is_none_or(|content| content.may_be_in(line))
            && self.author.as_ref().is_none_or(|author| author.may_have_written(line))
    }

    /// Whether a line may give a wanted entry. An edited entry has the time of its first line, so
    /// the time of an edit does not count.
    pub(super) fn may_want(&self, line: &Entry) -> bool {
        match line.verb {
            Verb::Edited => self.wants_at_any_time(line),
            verb => verb.stands_alone() && self.wants(line),
        }
    }

    /// Whether an entry is wanted.
    pub(crate) fn wants(&self, entry: &Entry) -> bool {
        self.period.as_ref().is_none_or(|period| period.has(entry)) && self.wants_at_any_time(entry)
    }

    fn wants_at_any_time(&self, entry: &Entry) -> bool {
        self.words.as_ref().is_none_or(|words| words.are_in(entry))
            && self.author.as_ref().is_none_or(|author| author.wrote(entry))
            && self.content.as_ref().is_none_or(|content| content.is_in(entry))
    }
}

fn parse_given<T>(
    value: &Option<String>,
    parse: impl Fn(&str) -> Option<T>,
    error: FindError,
) -> Result<Option<T>, FindError> {
    let given = value.as_deref().map(str::trim).filter(|value| !value.is_empty());
    given.map(|value| parse(value).ok_or(error)).transpose()
}

/// A person by name, in any case.
#[derive(Clone, Debug)]
struct Author {
    name: Regex,
    whole_name: Regex,
}

impl Author {
    fn parse(name: &str) -> Option<Author> {
        let pattern = Some(name).filter(|name| name.len() <= MAX_FIND_BYTES).map(pattern_of)?;
        Some(Author { name: regex_of(&pattern)?, whole_name: regex_of(&format!("^{pattern}$"))? })
    }

    /// Whether the name is in the line where names are. `false` is certain.
    fn may_have_written(&self, line: &[u8]) -> bool {
        head_of(line).is_some_and(|head| self.name.is_match(head))
    }

    fn wrote(&self, entry: &Entry) -> bool {
        entry.name.as_ref().is_some_and(|name| self.whole_name.is_match(name.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wants(query: &FindQuery, line: &str) -> bool {
        let wanted = Wanted::parse(query).unwrap();
        let entry = Entry::parse(0, line.as_bytes(), false);
        let wants = wanted.wants(&entry);
        assert!(!wants || (wanted.may_want_line(line.as_bytes()) && wanted.may_want(&entry)), "{line}");
        wants
    }

    fn from(name: &str) -> FindQuery {
        FindQuery { from: Some(name.to_owned()), ..FindQuery::default() }
    }

    #[test]
    fn a_person_is_found_by_the_whole_name_in_any_case() {
        for line in ["José said: hi", "JOSÉ said: hi", "josé replied to 7: hi"] {
            assert!(wants(&from("josé"), line) && wants(&from("jose\u{301}"), line), "{line}");
        }
        for line in
            ["José Maria said: hi", "bo said: josé", "josé: hi", "Jose said: hi", "bo said: josé said: hi"]
        {
            assert!(!wants(&from("josé"), line), "{line}");
        }
        assert!(wants(&from("Maria José"), "2026-11-22T10:30:21Z maria josé said: hi"));
        assert!(!wants(&from("a.a"), "ana said: hi"), "a name is not a pattern");
    }

    #[test]
    fn all_that_is_given_has_to_fit() {
        let both = FindQuery { find: Some("tea".to_owned()), ..from("ana") };
        assert!(wants(&both, "ana said: Tea!"));
        assert!(!wants(&both, "ana said: coffee") && !wants(&both, "bo said: tea"));
    }

    #[test]
    fn an_edit_may_be_of_an_entry_from_another_time() {
        let until = FindQuery { until: Some("2026-11-22T00:00:00Z".to_owned()), ..from("ana") };
        let wanted = Wanted::parse(&until).unwrap();
        let may_want = |line: &str| {
            wanted.may_want_line(line.as_bytes()) && wanted.may_want(&Entry::parse(9, line.as_bytes(), false))
        };
        assert!(may_want("2026-11-22T00:00:05Z ana edited 0: hi"));
        assert!(!may_want("2026-11-22T00:00:05Z bo edited 0: hi"));
        assert!(!may_want("2026-11-22T00:00:05Z ana said: hi"));
        assert!(!may_want("2026-11-21T00:00:05Z ana reacted to 0: 👍"), "this does not stand alone");
    }

    #[test]
    fn what_is_not_valid_is_named() {
        let error = |query: FindQuery| Wanted::parse(&query).unwrap_err();
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(error(FindQuery::default()), FindError::Find);
        assert_eq!(
            error(FindQuery { find: text(" "), has: text(""), ..FindQuery::default() }),
            FindError::Find
        );
        assert_eq!(error(FindQuery { find: text("\"\""), ..from("ana") }), FindError::Find);
        assert_eq!(error(from(&"x".repeat(MAX_FIND_BYTES + 1))), FindError::From);
        assert_eq!(error(FindQuery { since: text("today"), ..from("ana") }), FindError::Since);
        assert_eq!(error(FindQuery { until: text("2026"), ..from("ana") }), FindError::Until);
        assert_eq!(error(FindQuery { has: text("cake"), ..from("ana") }), FindError::Has);
    }
}
