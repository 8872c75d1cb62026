//! Links on the pages without the room's script: only those that lead where they seem to.
//!
//! There is no place here to say where a link leads. So an address is no link if its host has
//! letters beyond ASCII or is a number in an unusual form, or if a user's name stands before it.

use std::net::Ipv4Addr;

use crate::addresses::{Address, addresses_in};

/// A part of a line. A link has the address that it leads to.
pub(super) struct Part<'a> {
    pub(super) text: &'a str,
    pub(super) href: Option<String>,
}

/// Returns the parts of a line. Joined, their texts are the line.
pub(super) fn parts(line: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut at = 0;
    for address in addresses_in(line).filter(|address| leads_where_it_seems(line, address)) {
        let text = &line[address.from..address.to];
        parts.push(Part { text: &line[at..address.from], href: None });
        parts.push(Part { text, href: Some(address.missing_scheme().to_owned() + text) });
        at = address.to;
    }
    parts.push(Part { text: &line[at..], href: None });
    parts.retain(|part| !part.text.is_empty());
    parts
}

fn leads_where_it_seems(line: &str, address: &Address) -> bool {
    let host = address.host(line);
    let last = host.rsplit('.').next().unwrap_or_default();
    let may_be_number = !host.starts_with('[') && last.starts_with(|c: char| c.is_ascii_digit());
    let is_clear = !may_be_number || host.parse::<Ipv4Addr>().is_ok();
    host.is_ascii() && is_clear && !address.has_user(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth::{LINEAR, growth};
    use crate::vectors;

    fn links(text: &str) -> Vec<&str> {
        parts(text).into_iter().filter(|part| part.href.is_some()).map(|part| part.text).collect()
    }

    /// Whether the page says more about this link than its text does.
    fn needs_words(link: &str) -> bool {
        let after = link.split_once("://").map_or(link, |(_, after)| after);
        let authority = after.split(['/', '?', '#']).next().unwrap_or_default();
        !authority.is_ascii() || authority.contains('@') || authority == "999"
    }

    #[test]
    fn links_are_those_of_the_page_that_lead_where_they_seem_to() {
        for (text, mut expected) in vectors::links() {
            expected.retain(|link| !needs_words(link));
            assert_eq!(links(&text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_could_lead_elsewhere_is_no_link() {
        for text in [
            "http://paypal.com@evil.example/",
            "http://p\u{430}ypal.com/",
            "https://bücher.de",
            "https://abc日本.jp",
            "https://a.com日本.jp/x",
            "http://0x7f.1/",
            "http://3232235777/",
            "javascript://x/%0aalert(1)",
            "data://x",
            "file:///etc/passwd",
            "ftp://a.example/",
            "和javascript://x/",
        ] {
            assert!(links(text).is_empty(), "{text}: {:?}", links(text));
        }
        assert!(links("http://paypal.com⁄login.evil.example/").is_empty());
    }

    #[test]
    fn a_link_without_a_scheme_leads_to_http() {
        let hrefs: Vec<_> =
            parts("www.a.example/b https://a.example").into_iter().filter_map(|part| part.href).collect();
        assert_eq!(hrefs, ["http://www.a.example/b", "https://a.example"]);
    }

    #[test]
    fn the_work_grows_as_the_text_does() {
        for unit in
            ["和https://a.b", "http://a.example、", "http://", "http://a和", "https://a.example/和", "和"]
        {
            let text = |size| unit.repeat(4_096 * size / unit.len());
            let growth = growth(text, |text| assert!(!parts(text).is_empty()));
            assert!(growth < LINEAR, "{unit:?}: {growth}");
        }
    }

    #[test]
    fn no_character_is_lost() {
        for (text, _) in vectors::links() {
            assert_eq!(parts(&text).into_iter().map(|part| part.text).collect::<String>(), text);
        }
    }
}
