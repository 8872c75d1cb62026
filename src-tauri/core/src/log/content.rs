//! Something that an entry contains, besides words: a link, a file or code.
//!
//! These are approximations of what the page shows as such, by expressions that are linear in the
//! text.

use regex::bytes::Regex;

use super::words::{regex_of, shown_texts};
use crate::entry::Entry;

/// An address with its scheme, or one that begins with `www.`.
const LINK: &str = r"\bhttps?://[^\s/]|(?:^|[^\w.@/\\])www\.\w";
/// Code between backticks, or a fence at the beginning of a line.
const CODE: &str = r"`[^`]+`|(?m:^) {0,3}(?:`{3}|~{3})";
/// In the bytes of a line, a message does not begin with the line.
const CODE_IN_LINE: &str = r"`|~{3}";
const LINK_IN_LINE: &str = r"https?://|www\.";
const FILE_IN_LINE: &str = " shared: ";

#[derive(Clone, Debug)]
pub(super) enum Content {
    File(Regex),
    Text { shown: Regex, in_line: Regex },
}

impl Content {
    pub(super) fn parse(what: &str) -> Option<Content> {
        let (shown, in_line) = match what.trim() {
            "link" => (LINK, LINK_IN_LINE),
            "code" => (CODE, CODE_IN_LINE),
            "file" => return Some(Content::File(regex_of(FILE_IN_LINE)?)),
            _ => return None,
        };
        Some(Content::Text { shown: regex_of(shown)?, in_line: regex_of(in_line)? })
    }

    /// Whether a line in UTF-8 may contain it. `false` is certain.
    pub(super) fn may_be_in(&self, line: &[u8]) -> bool {
        let (Content::File(in_line) | Content::Text { in_line, .. }) = self;
        in_line.is_match(line)
    }

    pub(super) fn is_in(&self, entry: &Entry) -> bool {
        match self {
            Content::File(_) => entry.share.is_some(),
            Content::Text { shown, .. } => shown_texts(entry).any(|text| shown.is_match(text.as_bytes())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
