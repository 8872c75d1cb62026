//! Addresses that people write without a scheme: `example.org/tea`, `printer.local:631`,
//! `192.168.1.5:8000`, `ana@example.org`. The page makes links of them by the same rules
//! (`ui/src/room/list/bare.ts`, which says why they are as they are), and both are tested with
//! `tests/vectors/texts/addresses.json`.
//!
//! # Invariants
//! * The work is linear: each word is read a few times at most.

use std::net::Ipv4Addr;

use icu_properties::props::Script;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::tops::{Top, top_of};
use crate::addresses::{is_inside_label, script};

/// The longest name that DNS knows, and an e-mail address with it.
const MAX_BYTES: usize = 253 + 65;

const MAX_LABEL_CHARS: usize = 63;

/// After these, a word is part of something else.
const NOT_AFTER: &str = "@/\\#$%&\u{ad}";

/// Before these as well: `row.id(7)`, `a.in=7`.
const NOT_BEFORE: [char; 5] = ['@', '\\', '(', '=', '\u{ad}'];

/// `example.co.id` is a site, though `row.id` is doubtful.
const SECOND: [&str; 9] = ["ac", "co", "com", "edu", "go", "gov", "net", "org", "sch"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Named(Top),
    Number,
}

/// Whether a text has such an address.
pub(super) fn has_bare_address(text: &str) -> bool {
    let mut at = 0;
    let mut closings = Closings::of(text);
    while let Some(first) = text[at..].chars().next() {
        let end = at + word_at_start(&text[at..]).len();
        if end > at && is_address(text, at, end, &mut closings) {
            return true;
        }
        at = end.max(at + first.len_utf8());
    }
    false
}

/// The underscores that close a markup. They are asked for in the order of the text, so one reading
/// of it does for all.
struct Closings<'a> {
    text: &'a str,
    /// How far the text was read.
    read: usize,
    /// Behind the last one that was found.
    found: usize,
}

impl Closings<'_> {
    fn of(text: &str) -> Closings<'_> {
        Closings { text, read: 0, found: 0 }
    }

    /// Whether one stands behind this place, in the same line.
    fn are_behind(&mut self, place: usize) -> bool {
        self.read = self.read.max(place);
        while self.found <= place && !self.text[self.read..].is_empty() {
            let rest = &self.text[self.read..];
            let plain = rest.find(['_', '\n', '\u{b}']).unwrap_or(rest.len());
            self.read += plain;
            let behind = rest[plain..].trim_start_matches('_');
            if !rest[plain..].starts_with('_') {
                break;
            }
            let before = self.text[..self.read].chars().next_back();
            self.read = self.text.len() - behind.len();
            if before.is_some_and(|c| !c.is_whitespace() && c != '_') && !goes_on(behind) {
                self.found = self.read;
            }
        }
        self.found > place
    }
}

/// Whether this is no end of a markup, if an underscore stands before it.
fn goes_on(rest: &str) -> bool {
    let is_in_word = |c: char| c.is_alphanumeric() || is_mark(c) || "@/\\(=\u{ad}".contains(c);
    let is_port = |rest: &str| rest.starts_with(|c: char| !c.is_whitespace());
    rest.starts_with(is_in_word) || rest.strip_prefix(':').is_some_and(is_port)
}

/// Returns what can be a host, or the name before an `@`. Two dots end a word.
fn word_at_start(text: &str) -> &str {
    let ends = |(at, c): &(usize, char)| {
        let is_of_word = is_of_word(*c) || is_inside_label(text, *at);
        !is_of_word || text[*at..].starts_with("..")
    };
    let end = text.char_indices().find(ends).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

fn is_of_word(c: char) -> bool {
    let is_sign = matches!(c, '+' | '-' | '.' | '_');
    is_sign || c.is_ascii_alphanumeric() || (!c.is_ascii() && (is_mark(c) || script(c) == Script::Latin))
}

fn is_mark(c: char) -> bool {
    c.general_category_group() == GeneralCategoryGroup::Mark
}

/// Whether a whole word in it looks like a Latin one.
fn looks_latin(c: char) -> bool {
    use Script as S;
    [S::Cyrillic, S::Greek, S::Coptic, S::Armenian, S::Cherokee, S::Lisu].contains(&script(c))
}

fn is_address(text: &str, from: usize, end: usize, closings: &mut Closings) -> bool {
    let before = text[..from].chars().next_back();
    // `2001:db8::192.168.1.5:80` is an address of IPv6 without its brackets.
    let is_in_ipv6 = text[..from].ends_with("::");
    if is_in_ipv6 || end - from > MAX_BYTES || before.is_some_and(|c| NOT_AFTER.contains(c) || looks_latin(c))
    {
        return false;
    }
    let (word, after) = (&text[from..end], &text[end..]);
    let unmarked = word.trim_start_matches('_');
    // An underscore belongs to the name if nothing closes it: `_dmarc.example.org` is no site.
    let is_marked = unmarked.len() < word.len() && closings.are_behind(end - unmarked.len());
    let word = if is_marked { unmarked } else { word };
    match after.strip_prefix('@') {
        None => is_site(word, after),
        Some(after) => !goes_on_before(&text[..from]) && is_mail(word, after),
    }
}

/// Whether a name goes on before its last word, as in `o'brien@example.org`: the mail would go to
/// somebody else. Three signs at most stand between, as around bold words.
fn goes_on_before(before: &str) -> bool {
    const SIGNS: [char; 10] = ['\'', '‘', '’', 'ʼ', '´', '`', '*', '~', '^', '!'];
    let rest = before.trim_end_matches(SIGNS);
    let name = rest.trim_end_matches('_');
    let signs = before[name.len()..].chars().count();
    let is_of_name = |c: char| c.is_alphanumeric() || is_mark(c);
    rest.len() < before.len() && signs <= 3 && name.ends_with(is_of_name)
}

fn is_mail(name: &str, after: &str) -> bool {
    let word = word_at_start(after);
    let host = without_end(word, &after[word.len()..]);
    // `git@example.org:tea` is an address of ssh.
    let next = &after[word.len()..];
    let path = next.strip_prefix(':').and_then(|path| path.chars().next());
    let is_other = host == word && (next.starts_with('@') || path.is_some_and(|c| !c.is_whitespace()));
    let is_plain = host.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-');
    let kind = kind_of(&host.to_ascii_lowercase());
    is_local_part(name)
        && word.len() <= MAX_BYTES
        && is_plain
        && !is_other
        && matches!(kind, Some(Kind::Named(Top::Site | Top::Doubtful)))
}

fn is_local_part(name: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let ends_well = name.ends_with(|c: char| is_word(c) || c == '+' || c == '-');
    name.is_ascii() && name.len() <= 64 && name.starts_with(is_word) && ends_well
}

fn is_site(word: &str, after: &str) -> bool {
    let host = without_end(word, after);
    // A name that ends a sentence has neither port nor path.
    let next = if host == word { after } else { "" };
    let kind = kind_of(host).filter(|_| !host.contains(['_', '+']));
    kind.is_some_and(|kind| may_follow(next) && may_be(kind, host, next))
}

/// Returns a word without what ends a sentence or a markup.
fn without_end<'a>(word: &'a str, after: &str) -> &'a str {
    let ends_markup = !goes_on(after);
    word.trim_end_matches(|c| c == '.' || c == '-' || (c == '_' && ends_markup))
}

/// Returns what this host can be, by its labels.
fn kind_of(host: &str) -> Option<Kind> {
    if host.parse::<Ipv4Addr>().is_ok() {
        return Some(Kind::Number);
    }
    let labels: Vec<&str> = host.split('.').collect();
    let top = top_of(labels[labels.len() - 1]).filter(|_| labels.iter().all(|label| is_label(label)))?;
    let [.., name, _] = labels[..] else { return (host == "localhost").then_some(Kind::Named(top)) };
    if top == Top::Doubtful && labels.len() > 2 && SECOND.contains(&name) {
        return Some(Kind::Named(Top::Site));
    }
    is_name(name).then_some(Kind::Named(top))
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().count() <= MAX_LABEL_CHARS
}

/// The name before the last label has a letter or is as long as in `163.com`.
fn is_name(label: &str) -> bool {
    let is_number = |c: char| c.is_ascii_digit();
    label.contains(|c: char| !is_number(c) && c != '-') || label.split('-').any(|digits| digits.len() >= 3)
}

fn may_follow(next: &str) -> bool {
    let is_path = next.starts_with("::") || next.starts_with("://");
    !is_path && !next.starts_with(NOT_BEFORE) && !next.starts_with(looks_latin) && port(next) != Port::TooHigh
}

fn may_be(kind: Kind, host: &str, next: &str) -> bool {
    let leads_on = || next.starts_with('/') || port(next) == Port::Valid;
    match kind {
        Kind::Named(Top::Site) => true,
        Kind::Named(Top::Doubtful) => has_path_without_dot(next),
        Kind::Named(Top::Near) => is_near(host) || leads_on(),
        Kind::Number => leads_on() && !is_mask(next),
    }
}

fn is_near(host: &str) -> bool {
    host.split_once('.').is_some_and(|(_, top)| ["box", "lan", "local"].contains(&top))
}

/// `README.md/main.rs` are two files.
fn has_path_without_dot(next: &str) -> bool {
    let is_of_path = |c: char| c.is_ascii_alphanumeric() || "_~@%+-".contains(c);
    next.strip_prefix('/').is_some_and(|path| {
        let rest = path.trim_start_matches(is_of_path);
        rest.len() < path.len() && !rest.starts_with('.')
    })
}

/// `192.168.1.0/24` is a network.
fn is_mask(next: &str) -> bool {
    next.strip_prefix('/').is_some_and(|path| {
        let rest = path.trim_start_matches(|c: char| c.is_ascii_digit());
        let ends = rest.chars().next().is_none_or(|c| c.is_whitespace() || ".,;:!?)]*_~'\"".contains(c));
        (1..=2).contains(&(path.len() - rest.len())) && ends
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Port {
    None,
    Valid,
    TooHigh,
}

fn port(next: &str) -> Port {
    let Some(after) = next.strip_prefix(':') else { return Port::None };
    let rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &after[..after.len() - rest.len()];
    match digits.parse::<u32>() {
        Ok(number) if number > u32::from(u16::MAX) => Port::TooHigh,
        Ok(_) if digits.len() <= 5 && !goes_on_after_port(rest) => Port::Valid,
        _ => Port::None,
    }
}

/// `localhost:8080abc` has no port. An underscore may end a markup.
fn goes_on_after_port(rest: &str) -> bool {
    rest.trim_start_matches('_').starts_with(|c: char| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth::{LINEAR, growth};

    #[test]
    fn a_long_text_takes_time_in_proportion_to_its_length() {
        for part in [
            "a.",
            "a@",
            "a.de@",
            "-",
            "..",
            "1.",
            "a/",
            "example.unknown ",
            "_",
            "_a.de",
            "_a.rs ",
            "_a",
            "a_ ",
        ] {
            let growth = growth(|size| part.repeat(3_000 * size), |text| assert!(!has_bare_address(text)));
            assert!(growth < LINEAR, "{part:?}: {growth}");
        }
    }
}
