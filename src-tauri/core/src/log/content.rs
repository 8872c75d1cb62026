//! Something that an entry contains, besides words: a link, a file or code.
//!
//! These are approximations of what the page shows as such, and linear in the text.

use regex::bytes::Regex;

use super::bare::has_bare_address;
use super::words::{regex_of, shown_texts};
use crate::addresses::addresses_in;
use crate::entry::Entry;

/// Code between backticks, or a fence at the beginning of a line.
const CODE: &str = r"`[^`]+`|(?m:^) {0,3}(?:`{3}|~{3})";
/// In the bytes of a line, a message does not begin with the line.
const CODE_IN_LINE: &str = r"`|~{3}";
/// An address without a scheme has a dot in its host, or leads to `localhost`.
const LINK_IN_LINE: &str = r"https?://|www\.|\.[a-z0-9]|localhost";
const FILE_IN_LINE: &str = " shared: ";

#[derive(Clone, Debug)]
pub(super) struct Content {
    kind: Kind,
    in_line: Regex,
}

#[derive(Clone, Debug)]
enum Kind {
    File,
    Link,
    Code(Regex),
}

impl Content {
    pub(super) fn parse(what: &str) -> Option<Content> {
        let (kind, in_line) = match what.trim() {
            "link" => (Kind::Link, LINK_IN_LINE),
            "code" => (Kind::Code(regex_of(CODE)?), CODE_IN_LINE),
            "file" => (Kind::File, FILE_IN_LINE),
            _ => return None,
        };
        Some(Content { kind, in_line: regex_of(in_line)? })
    }

    /// Returns something that stands in each line in UTF-8 that contains it.
    pub(super) fn sign(&self) -> &Regex {
        &self.in_line
    }

    /// Whether a line in UTF-8 may contain it. `false` is certain.
    pub(super) fn may_be_in(&self, line: &[u8]) -> bool {
        self.in_line.is_match(line)
    }

    pub(super) fn is_in(&self, entry: &Entry) -> bool {
        match &self.kind {
            Kind::File => entry.share.is_some(),
            Kind::Link => has_link(said(entry)),
            Kind::Code(code) => shown_texts(entry).any(|text| code.is_match(text.as_bytes())),
        }
    }
}

/// Returns what a person wrote: the text, or the caption of files. The name of a file is no link.
fn said(entry: &Entry) -> &str {
    entry.share.as_ref().map_or(&entry.text, |share| &share.caption)
}

fn has_link(text: &str) -> bool {
    addresses_in(text).next().is_some() || has_bare_address(text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::vectors;

    fn is_in(what: &str, line: &str) -> bool {
        let content = Content::parse(what).unwrap();
        let is_in = content.is_in(&Entry::parse(0, line.as_bytes(), false));
        assert!(!is_in || content.may_be_in(line.as_bytes()), "{line}");
        is_in
    }

    #[test]
    fn a_link_is_an_address_of_the_web() {
        for text in ["http://a.example", "see (HTTPS://a.example/x)", "www.a.example", "go to WWW.a.example"]
        {
            assert!(is_in("link", &format!("ana said: {text}")), "{text}");
        }
        for text in
            ["https", "http://", "http:///x", "foo.www.a.example", "me@www.a.example", "xhttp://a", "wwwx"]
        {
            assert!(!is_in("link", &format!("ana said: {text}")), "{text}");
        }
        assert!(is_in("link", "ana shared: a.jpg (7 bytes) files/a.jpg\u{b}\u{b}from https://a.example"));
        assert!(!is_in("link", "ana shared: example.org (7 bytes) files/a.org\u{b}\u{b}from home"));
    }

    /// The page is tested with the same vectors (`ui/src/room/list/linkify.test.ts`): each is a
    /// text and the links in it.
    #[test]
    fn a_link_without_a_scheme_is_one_on_the_page_as_well() {
        let vectors = include_str!("../../../../tests/vectors/texts/addresses.json");
        let vectors: BTreeMap<String, Vec<Vec<String>>> = serde_json::from_str(vectors).unwrap();
        let all: Vec<Vec<String>> = vectors.into_values().flatten().collect();
        assert!(all.len() > 60, "{}", all.len());
        for one in all {
            let line = format!("ana said: {}", one[0]);
            assert_eq!(is_in("link", &line), one.len() > 1, "{:?}", one[0]);
        }
        for (text, links) in vectors::links() {
            let line = format!("ana said: {}", text.replace('\n', "\u{b}"));
            assert!(is_in("link", &line) || links.is_empty(), "{text:?}");
        }
        assert!(!is_in("link", "ana said: http://fd00::5:8765/"));
    }

    #[test]
    fn code_is_between_backticks_or_fences() {
        for text in [
            "`x`",
            "try `make run` now",
            "```\u{b}let x;\u{b}```",
            "so:\u{b}```rust\u{b}x",
            "~~~\u{b}x",
            "``a`b``",
        ] {
            assert!(is_in("code", &format!("ana said: {text}")), "{text}");
        }
        for text in ["it`s", "a ~~~ b", "``", "code"] {
            assert!(!is_in("code", &format!("ana said: {text}")), "{text}");
        }
    }

    #[test]
    fn a_file_is_what_a_line_shares() {
        assert!(is_in("file", "ana shared: a.jpg (7 bytes) files/a.jpg"));
        assert!(!is_in("file", "ana said: bo shared: a.jpg"));
        assert!(!is_in("file", "ana shared: nothing"));
        assert!(Content::parse("picture").is_none());
    }
}
