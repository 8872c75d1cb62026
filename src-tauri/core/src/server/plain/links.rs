//! Links on the pages without the room's script: only those that lead where they seem to.
//!
//! A library finds the addresses, but takes words and signs of other scripts behind an address for
//! a part of it. There is no place here to say where a link leads, so an address whose host has
//! letters beyond ASCII, or a user's name, is no link.

use linkify::{LinkFinder, LinkKind};

use crate::log::could_be_latin;

const SCHEMES: [&str; 2] = ["http://", "https://"];

/// "And" and "or" in Chinese, Japanese, Korean and Russian.
const JOINS: &str = "和与與及或跟同とや와과и";

/// Returns the parts of a line, each with whether it is a link.
pub(super) fn parts(line: &str) -> Vec<(&str, bool)> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let mut parts = Vec::new();
    let mut left = line;
    while !left.is_empty() {
        let (piece, rest) = left.split_at(next_boundary(left).unwrap_or(left.len()));
        for span in finder.spans(piece) {
            let text = span.as_str();
            let is_cut = !rest.is_empty() && span.end() == piece.len();
            let end = span.kind().map_or(0, |_| end_of(text, is_cut));
            let (link, other) = text.split_at(end);
            parts.extend([(link, true), (other, false)]);
        }
        left = rest;
    }
    parts.retain(|(text, _)| !text.is_empty());
    parts
}

/// Returns where the sentence goes on behind a host, or the first place where an address begins
/// right behind a character beyond ASCII, as behind a Chinese "and".
fn next_boundary(text: &str) -> Option<usize> {
    let mut before = None;
    text.char_indices().find_map(|(at, c)| {
        let before = before.replace(c);
        let host = at + scheme(&text[at..]);
        match before.is_some_and(|before| !before.is_ascii()) {
            _ if host == at => None,
            true => Some(at),
            false => end_of_host(&text[host..]).map(|end| host + end),
        }
    })
}

/// Returns where a host at the start ends although neither a path nor a space follows.
fn end_of_host(text: &str) -> Option<usize> {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#')).unwrap_or(text.len());
    let host = &text[..end];
    let at = host.find(|c: char| !c.is_ascii())?;
    (is_whole(host[..at].trim_end_matches('.')) && goes_on_behind(&host[at..])).then_some(at)
}

/// Returns the length of the scheme at the start, or 0.
fn scheme(text: &str) -> usize {
    let is_at_start =
        |scheme: &&&str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    SCHEMES.iter().find(is_at_start).map_or(0, |scheme| scheme.len())
}

/// Returns where the address in `url` ends, or 0 if it is no link. `is_cut`: the next one begins
/// right behind it.
fn end_of(url: &str, is_cut: bool) -> usize {
    let start = scheme(url);
    let after = &url[start..];
    let host_end = after.find(['/', '?', '#']).unwrap_or(after.len());
    let (host, path) = after.split_at(host_end);
    if start == 0 || !host.is_ascii() || host.contains(['@', '\\']) {
        return 0;
    }
    let is_sign = |c: char| !c.is_ascii() && !c.is_alphanumeric() && !looks_like_mark(c);
    let end = start + host_end + path.find(is_sign).unwrap_or(path.len());
    let end = if is_cut && end == url.len() { without_word(url) } else { end };
    if end == url.len() { end } else { without_sign(&url[..end]) }
}

/// Whether a host can end here: in a top-level domain, a port or an address of IP.
fn is_whole(host: &str) -> bool {
    let last = host.rsplit(['.', ':']).next().unwrap_or_default();
    let is_name = last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_number = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    let is_local = host.eq_ignore_ascii_case("localhost");
    is_local || (host.contains(['.', ':']) && (is_name || is_number)) || host.ends_with(']')
}

/// Whether the sentence goes on behind a host, and not a name in several scripts.
fn goes_on_behind(rest: &str) -> bool {
    rest.chars().next().is_some_and(|c| !c.is_alphanumeric() || (!could_be_latin(c) && !rest.contains('.')))
}

fn looks_like_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Returns the length without the word that stands between this address and the next one. Behind
/// letters of its own script, it can be told from the address only if it is known.
fn without_word(url: &str) -> usize {
    let start = url.trim_end_matches(|c: char| !c.is_ascii());
    match start.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        true => start.len(),
        false => url.strip_suffix(|c| JOINS.contains(c)).unwrap_or(url).len(),
    }
}

/// Returns the length without signs that end a sentence.
fn without_sign(url: &str) -> usize {
    url.trim_end_matches(['.', ',', ';', ':', '!', '?', '"', '\'']).len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth::{LINEAR, growth};

    fn links(text: &str) -> Vec<&str> {
        parts(text).into_iter().filter(|(_, is_link)| *is_link).map(|(text, _)| text).collect()
    }

    #[test]
    fn signs_and_words_of_other_scripts_do_not_belong_to_an_address() {
        for (text, expected) in [
            ("رابط https://example.com، شكرا", "https://example.com"),
            ("https://example.com؟ https://example.com؛", "https://example.com https://example.com"),
            ("https://example.com। https://example.com〜", "https://example.com https://example.com"),
            ("（https://example.com/baz）です。", "https://example.com/baz"),
            ("「https://example.com/a」", "https://example.com/a"),
            ("https://example.com，谢谢", "https://example.com"),
            ("https://example.com？", "https://example.com"),
            ("请看https://example.com/docs", "https://example.com/docs"),
            ("https://example.comです https://example.com.です", "https://example.com https://example.com"),
            ("http://192.168.1.5:8765です", "http://192.168.1.5:8765"),
            ("http://192.168.1.5:8765、http://localhost。", "http://192.168.1.5:8765 http://localhost"),
            ("https://baidu.com和https://qq.com", "https://baidu.com https://qq.com"),
            ("https://a.example/b和https://a.example/c", "https://a.example/b https://a.example/c"),
            ("https://a.example/日本とhttps://b.example", "https://a.example/日本 https://b.example"),
            ("https://a.example/日本https://b.example", "https://a.example/日本 https://b.example"),
            ("https://a.example/日本→https://b.example", "https://a.example/日本 https://b.example"),
            ("https://ja.wikipedia.org/wiki/日本", "https://ja.wikipedia.org/wiki/日本"),
            ("https://example.com/a.」", "https://example.com/a"),
        ] {
            assert_eq!(links(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn what_could_lead_elsewhere_is_no_link() {
        for text in [
            "http://paypal.com@evil.example/",
            "http://p\u{430}ypal.com/",
            "http://apple.co\u{43C}/",
            "https://bücher.de",
            "https://abc日本.jp",
            "https://a.com日本.jp/x",
            "javascript://x/%0aalert(1)",
            "data://x",
            "file:///etc/passwd",
            "ftp://a.example/",
            "和javascript://x/",
        ] {
            assert!(links(text).is_empty(), "{text}: {:?}", links(text));
        }
        assert_eq!(links("http://paypal.com⁄login.evil.example/"), ["http://paypal.com"]);
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
        for text in
            ["", "a", "和https://", "see http://a.example/x?y=1&z.", "https://a.example/b和https://c.d、e"]
        {
            assert_eq!(parts(text).into_iter().map(|(text, _)| text).collect::<String>(), text);
        }
    }
}
