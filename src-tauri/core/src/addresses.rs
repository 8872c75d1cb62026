//! Where web addresses begin and end in a text that people wrote, in any script.
//!
//! The page finds the same ones (`ui/src/room/list/addresses.ts`), and both are tested with
//! `tests/vectors/texts/links.json`. A valid address is one that a browser's URL parser takes.
//!
//! # Invariants
//! * The work is linear: no character is read more than a few times, whatever the text is. After a
//!   candidate that is not an address, the search continues where its reading stopped.

use std::iter;
use std::net::Ipv6Addr;

use icu_properties::CodePointMapData;
use icu_properties::props::Script;
use unicode_normalization::char::canonical_combining_class;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

const SCHEMES: [&str; 2] = ["http://", "https://"];

const BARE: &str = "www.";

const LONGEST_SCHEME_NAME: usize = 5;

/// The longest name that DNS knows.
const MAX_HOST_CHARS: usize = 253;

/// The longest address of IPv6.
const MAX_LITERAL_BYTES: usize = 46;

const MAX_PORT_DIGITS: usize = 6;

/// Signs that stand inside words, though they are of a kind that ends addresses: joiners,
/// apostrophes, middle dots, geresh, tsheg.
const INSIDE_WORDS: &str = "\u{200c}\u{200d}‘’·・\u{5f3}\u{5f4}\u{f0b}";

const ENDS_ASCII: &str = "\"<>`\\";

const OF_USER: &str = "-._~%!$&'*+;=:";

/// ASCII that ends a sentence, a quotation or a markup.
const TRIMMED: &str = ".,:;!?'*_~|^([{";

/// One of these in front of an address ends it as well, but an apostrophe in a word does not.
const MARKUP: [&str; 3] = ["*", "~~", "'"];

const BETWEEN_ADDRESSES: &str = ",;|";

const SOFT_HYPHEN: char = '\u{ad}';

/// "And" and "or" in Chinese, Japanese, Korean and Russian.
const JOINS: &str = "和与與及或跟同とや와과и";

const OPENING: &str = "([{";

const CLOSING: &str = ")]}";

/// Offsets in the text: the whole address is `from..to`, its host `host..host_end`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Address {
    pub(crate) from: usize,
    host: usize,
    host_end: usize,
    pub(crate) to: usize,
    is_bare: bool,
}

impl Address {
    /// What the address lacks to be a URL.
    pub(crate) fn missing_scheme(&self) -> &'static str {
        if self.is_bare { "http://" } else { "" }
    }

    pub(crate) fn host<'a>(&self, text: &'a str) -> &'a str {
        &text[self.host..self.host_end]
    }

    /// Whether a name stands before the host, as in `http://ana@a.example`.
    pub(crate) fn has_user(&self, text: &str) -> bool {
        text[self.from..self.host].ends_with('@')
    }
}

/// Returns the valid addresses in a text, in order. They begin with a scheme or with `www.`.
pub(crate) fn addresses_in(text: &str) -> impl Iterator<Item = Address> {
    let mut at = 0;
    iter::from_fn(move || {
        while let Some(start) = next_start(text, at) {
            let (address, read) = read_address(text, &start);
            at = read.max(start.from + BARE.len());
            if address.is_some() {
                return address;
            }
        }
        at = text.len();
        None
    })
}

struct Start {
    from: usize,
    host: usize,
    is_bare: bool,
}

fn next_start(text: &str, at: usize) -> Option<Start> {
    let bytes = text.as_bytes();
    (at..bytes.len()).find_map(|from| {
        let beginning = beginning_of(&bytes[from..])?;
        let is_bare = beginning == BARE;
        let before = &bytes[..from];
        let host = if is_bare { from } else { from + beginning.len() };
        let goes_on = is_glued(before) || (is_bare && is_in_path(before));
        (!goes_on).then_some(Start { from, host, is_bare })
    })
}

/// Returns the scheme or the `www.` at the start.
fn beginning_of(bytes: &[u8]) -> Option<&'static str> {
    let is_first = |word: &&str| {
        bytes.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
    };
    SCHEMES.into_iter().chain([BARE]).find(is_first)
}

/// `xhttp://…` and `git+https://…` are other schemes. Behind letters beyond ASCII, one begins.
fn is_glued(before: &[u8]) -> bool {
    let word = before.strip_suffix(b"+").or(before.strip_suffix(b"-")).unwrap_or(before);
    word.last().is_some_and(u8::is_ascii_alphanumeric)
}

/// In `foo.www.…`, `me@www.…` and `ftp://www.…` it is not the beginning of an address.
fn is_in_path(before: &[u8]) -> bool {
    before.last().is_some_and(|byte| b".@/\\".contains(byte))
}

/// Returns the address that begins at `start`, if there is one, and where the search continues.
fn read_address(text: &str, start: &Start) -> (Option<Address>, usize) {
    let host = if start.is_bare { start.host } else { user_end(text, start.host) };
    let read = without_scheme(text, host_end(text, host));
    let cut = if is_host(text, host, read) { cut(text, host, read) } else { None };
    let Some(host_end) = cut else {
        return (None, read.saturating_sub(LONGEST_SCHEME_NAME));
    };
    let tail_end = if host_end == read { tail_end(text, start.from, host_end) } else { host_end };
    let to = if tail_end == host_end { host + trimmed_host(&text[host..host_end]).len() } else { tail_end };
    if to <= host + if start.is_bare { BARE.len() } else { 0 } {
        return (None, read);
    }
    let address = Address { from: start.from, host, host_end: host_end.min(to), to, is_bare: start.is_bare };
    let port = &text[address.host_end..to];
    (Some(address).filter(|address| is_valid_host(address.host(text)) && is_valid_port(port)), to)
}

fn user_end(text: &str, at: usize) -> usize {
    let is_end = |c: char| !c.is_ascii_alphanumeric() && c != '@' && !OF_USER.contains(c);
    let user = &text[at..];
    let user = &user[..user.find(is_end).unwrap_or(user.len())];
    user.rfind('@').map_or(at, |sign| at + sign + 1)
}

fn host_end(text: &str, at: usize) -> usize {
    literal_end(text, at).unwrap_or_else(|| name_end(text, at))
}

/// Returns the end of an IPv6 address in brackets.
fn literal_end(text: &str, at: usize) -> Option<usize> {
    let inner = text[at..].strip_prefix('[')?;
    let end = inner.find(|c: char| !c.is_ascii_hexdigit() && c != ':' && c != '.')?;
    (end <= MAX_LITERAL_BYTES && inner[end..].starts_with(']')).then_some(at + end + 2)
}

fn name_end(text: &str, from: usize) -> usize {
    for (chars, (at, c)) in text[from..].char_indices().enumerate() {
        let at = from + at;
        let is_of_host = is_of_host(c) || is_inside_label(text, at);
        if chars > MAX_HOST_CHARS || !is_of_host || ends_before(&text[at..]) {
            return at;
        }
        if let Some(end) = end_before_next(text, at, c) {
            return end;
        }
    }
    text.len()
}

fn is_of_host(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    }
    let is_digit = c.general_category() == GeneralCategory::DecimalNumber;
    (is_letter(c) || is_mark(c) || is_symbol(c) || is_digit) && !ends(c)
}

/// Whether the sign at this place belongs to the label around it, as in `col·legi.cat` (RFC 5892,
/// appendix A).
pub(crate) fn is_inside_label(text: &str, at: usize) -> bool {
    let mut rest = text[at..].chars();
    let (before, sign, after) = (text[..at].chars().next_back(), rest.next(), rest.next());
    let are_both = |fits: fn(char) -> bool| before.is_some_and(fits) && after.is_some_and(fits);
    match sign {
        Some('·') => are_both(|c| matches!(c, 'l' | 'L')),
        Some('\u{5f3}' | '\u{5f4}' | '\u{200c}' | '\u{200d}') => {
            are_both(|c| matches!(c, '\u{370}'..='\u{1fff}'))
        }
        Some('・') => are_both(|c| matches!(c, 'ぁ'..='鿿')),
        _ => false,
    }
}

/// Two dots, and a digit that is part of an emoji, are not part of a host.
fn ends_before(rest: &str) -> bool {
    let is_emoji = |rest: &str| rest.starts_with(['\u{fe0f}', '\u{20e3}']);
    rest.starts_with("..") || rest.strip_prefix(|c: char| c.is_ascii_digit()).is_some_and(is_emoji)
}

/// Returns where an address ends because the next one begins behind this character. A word in
/// between, such as a Chinese "and", belongs to neither. Behind letters of its own script, it can
/// be told from the address only if it is known.
fn end_before_next(text: &str, at: usize, c: char) -> Option<usize> {
    let next = at + c.len_utf8();
    if c.is_ascii() || beginning_of(&text.as_bytes()[next..]).is_none() {
        return None;
    }
    let known = text[..next].trim_end_matches(|c: char| !c.is_ascii() && !is_latin(c));
    if known.ends_with(|c: char| c.is_ascii_digit() || is_latin(c)) {
        return Some(known.len());
    }
    Some(if is_letter(c) && !JOINS.contains(c) { next } else { at })
}

/// Returns the end of a host behind which an address begins that was pasted without a space.
fn without_scheme(text: &str, end: usize) -> usize {
    let is_scheme = |name: &&str| {
        let start = end.checked_sub(name.len()).and_then(|start| text.as_bytes().get(start..end));
        start.is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
    };
    let scheme = ["https", "http"].into_iter().find(is_scheme);
    end - scheme.filter(|_| text[end..].starts_with("://")).map_or(0, str::len)
}

fn is_host(text: &str, host: usize, end: usize) -> bool {
    let after = &text[end..];
    // A soft hyphen before a letter is in a name. Browsers leave it out.
    let goes_on = after.strip_prefix(SOFT_HYPHEN).is_some_and(|after| after.starts_with(is_letter));
    let is_other = after.starts_with("://") || after.starts_with('@') || lacks_brackets(&text[host..]);
    let is_other = is_other || goes_on;
    end > host && text[host..end].chars().count() <= MAX_HOST_CHARS && !is_other
}

/// Whether an address of IPv6 is at the start, without its brackets: no part of it is a host.
fn lacks_brackets(text: &str) -> bool {
    let without_group = |text| {
        let rest = str::trim_start_matches(text, |c: char| c.is_ascii_hexdigit());
        let length = text.len() - rest.len();
        rest.strip_prefix(':').filter(|_| (1..=4).contains(&length))
    };
    let is_digit = |c: char| c == ':' || c.is_ascii_hexdigit();
    without_group(text).is_some_and(|rest| {
        rest.starts_with(':') || without_group(rest).is_some_and(|rest| rest.starts_with(is_digit))
    })
}

/// Returns where a host ends. No top-level domain mixes Latin with another script or has symbols:
/// there, the sentence goes on without a space. `None`: no name server knows such a host.
fn cut(text: &str, host: usize, end: usize) -> Option<usize> {
    let name = &text[host..end];
    let name = name.strip_suffix('.').unwrap_or(name);
    if name.starts_with(['.', '-']) || name.contains(".-") || name.contains("-.") {
        return None;
    }
    let top = name.rfind('.').map_or(0, |dot| dot + 1);
    let mut is_in_latin = None;
    for (at, c) in name[top..].char_indices() {
        let is_latin = is_latin(c) || (is_in_latin.is_none() && c.is_ascii_digit());
        let counts = is_latin || is_letter(c) || is_symbol(c);
        if counts && *is_in_latin.get_or_insert(is_latin) != is_latin {
            return Some(host + top + at);
        }
    }
    Some(end)
}

/// Signs that end a sentence or a markup, and emoji, are not part of a host without a path.
fn trimmed_host(host: &str) -> &str {
    host.trim_end_matches(|c| matches!(c, '.' | '_' | '-' | '\u{fe0f}') || is_symbol(c))
}

/// Returns the end of port, path, query and fragment of the address that begins at `start`.
fn tail_end(text: &str, start: usize, host_end: usize) -> usize {
    let from = host_end + port_of(&text[host_end..]).len();
    if !text[from..].starts_with(['/', '?', '#']) {
        return from;
    }
    from + trimmed_tail(&text[from..untrimmed_end(text, start, from)]).len()
}

/// Returns the port at the start with its colon, or nothing.
fn port_of(tail: &str) -> &str {
    let digits = tail.bytes().skip(1).take(MAX_PORT_DIGITS).take_while(u8::is_ascii_digit).count();
    if tail.starts_with(':') && digits > 0 { &tail[..=digits] } else { "" }
}

/// Brackets belong to an address that opens them. A closing one that it did not open ends it.
fn untrimmed_end(text: &str, start: usize, from: usize) -> usize {
    let markup = MARKUP.into_iter().find(|signs| text[..start].ends_with(signs));
    let closes_markup = |rest: &str| {
        markup.is_some_and(|signs| {
            let after = rest.strip_prefix(signs);
            after.is_some_and(|after| signs != "'" || !after.starts_with(is_of_apostrophe))
        })
    };
    let mut open = [0_usize; 3];
    for (at, c) in text[from..].char_indices() {
        let at = from + at;
        if closes_markup(&text[at..]) || is_end(c) {
            return at;
        }
        if let Some(end) = end_before_next(text, at, c) {
            return end;
        }
        if BETWEEN_ADDRESSES.contains(c) && beginning_of(&text.as_bytes()[at + 1..]).is_some() {
            return at;
        }
        if let Some(kind) = OPENING.find(c) {
            open[kind] += 1;
        } else if let Some(kind) = CLOSING.find(c) {
            let Some(left) = open[kind].checked_sub(1) else { return at };
            open[kind] = left;
        }
    }
    text.len()
}

/// Whether an apostrophe before this character belongs to a word.
fn is_of_apostrophe(c: char) -> bool {
    is_letter(c) || c.is_ascii_digit()
}

fn is_end(c: char) -> bool {
    match c.is_ascii() {
        true => c <= ' ' || c == '\u{7f}' || ENDS_ASCII.contains(c),
        false => ends(c) && !INSIDE_WORDS.contains(c),
    }
}

/// Signs that end a sentence, quote or enclose, in any script, and all invisible characters.
fn ends(c: char) -> bool {
    use GeneralCategory as G;
    matches!(
        c.general_category(),
        G::Control
            | G::Format
            | G::OpenPunctuation
            | G::ClosePunctuation
            | G::InitialPunctuation
            | G::FinalPunctuation
            | G::OtherPunctuation
    ) || c.is_whitespace()
        || matches!(c, '—' | '―' | '〜')
        || matches!(c, '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}')
}

/// Returns a tail without the signs at its end.
fn trimmed_tail(mut tail: &str) -> &str {
    loop {
        let rest = without_keycap(tail).unwrap_or_else(|| tail.trim_end_matches(is_trimmed));
        if rest.len() == tail.len() {
            return tail;
        }
        tail = rest;
    }
}

/// Removes an emoji that is made of a digit, as in `1️⃣`.
fn without_keycap(tail: &str) -> Option<&str> {
    let rest = tail.strip_suffix('\u{20e3}')?;
    let rest = rest.strip_suffix('\u{fe0f}').unwrap_or(rest);
    rest.strip_suffix(|c: char| c.is_ascii_digit() || c == '#' || c == '*')
}

/// What ends a sentence, a quotation or a markup, or decorates: emoji with all their parts.
fn is_trimmed(c: char) -> bool {
    use GeneralCategoryGroup as G;
    if c.is_ascii() {
        return TRIMMED.contains(c);
    }
    let category = c.general_category();
    let is_sign = matches!(c.general_category_group(), G::Punctuation | G::Symbol);
    let is_sign = is_sign && category != GeneralCategory::CurrencySymbol;
    is_sign || category == GeneralCategory::Format || c == '\u{fe0f}'
}

fn is_valid_port(tail: &str) -> bool {
    let port = port_of(tail);
    port.is_empty() || port[1..].parse::<u16>().is_ok()
}

fn is_valid_host(host: &str) -> bool {
    if let Some(inner) = host.strip_prefix('[') {
        return inner.strip_suffix(']').is_some_and(|inner| inner.parse::<Ipv6Addr>().is_ok());
    }
    let host = host.strip_suffix('.').unwrap_or(host);
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_digits = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits || number(last).is_some() {
        return is_ipv4(host);
    }
    joiners_fit(host)
}

/// Whether browsers take this for an address of IPv4. They also read `3232235777` and `0x7f.1`.
fn is_ipv4(host: &str) -> bool {
    let Some(parts) = host.split('.').map(number).collect::<Option<Vec<u64>>>() else { return false };
    let [first @ .., last] = &parts[..] else { return false };
    first.len() < 4 && first.iter().all(|part| *part < 256) && *last < 1 << (8 * (4 - first.len()))
}

/// Returns the number in decimal, octal (`0…`) or hexadecimal (`0x…`) digits. A larger one than any
/// address is the largest one here.
fn number(label: &str) -> Option<u64> {
    let hex = label.strip_prefix("0x").or_else(|| label.strip_prefix("0X"));
    let (digits, radix) = match hex {
        Some("") => return Some(0),
        Some(digits) => (digits, 16),
        None if label.len() > 1 && label.starts_with('0') => (label, 8),
        None => (label, 10),
    };
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    is_number.then(|| u64::from_str_radix(digits, radix).unwrap_or(u64::MAX))
}

/// Whether each joiner stands where its script needs one (RFC 5892, appendix A, in short): behind
/// a virama, or between Arabic letters.
fn joiners_fit(host: &str) -> bool {
    const VIRAMA: u8 = 9;
    let mut before = '\0';
    host.chars().all(|c| {
        let before = std::mem::replace(&mut before, c);
        let is_behind_virama = canonical_combining_class(before) == VIRAMA;
        match c {
            '\u{200c}' => is_behind_virama || script(before) == Script::Arabic,
            '\u{200d}' => is_behind_virama,
            _ => true,
        }
    })
}

/// Returns the script of a character.
pub(crate) fn script(c: char) -> Script {
    CodePointMapData::<Script>::new().get(c)
}

fn is_latin(c: char) -> bool {
    script(c) == Script::Latin
}

fn is_letter(c: char) -> bool {
    c.general_category_group() == GeneralCategoryGroup::Letter
}

fn is_mark(c: char) -> bool {
    c.general_category_group() == GeneralCategoryGroup::Mark
}

fn is_symbol(c: char) -> bool {
    matches!(c.general_category(), GeneralCategory::OtherSymbol | GeneralCategory::MathSymbol)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth::{LINEAR, growth};
    use crate::vectors::links;

    fn found(text: &str) -> Vec<&str> {
        addresses_in(text).map(|address| &text[address.from..address.to]).collect()
    }

    #[test]
    fn addresses_are_those_that_are_links_on_the_page() {
        for (text, expected) in links() {
            assert_eq!(found(&text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_no_url_parser_takes_is_no_address() {
        for text in
            ["http://0x7f.1.1.1.1", "http://08", "http://1.2.3.256", "http://4294967296", "http://[1::2::3]"]
        {
            assert!(found(text).is_empty(), "{text}");
        }
        for text in ["http://0x7f.1", "http://3232235777", "http://1.2.3", "http://0x", "http://[::1]"] {
            assert_eq!(found(text), [text]);
        }
    }

    #[test]
    fn the_work_grows_as_the_text_does() {
        let units = [
            "h",
            "www.",
            "-www.",
            "www.-",
            ".-www.",
            "http://",
            "http:",
            "://",
            "http://a",
            "http://@",
            "http://a@",
            "http://ahttp",
            "http://a\u{ad}",
            "http://[",
            "http://[::",
            "http://a.b/)",
            "http://a.b/(",
            "http://a.b,",
            "http://a.b/🔥",
            "*http://a.b/",
            "🔥",
            "🔥/",
            "1\u{fe0f}\u{20e3}",
            "あ",
            "あhttp",
            "あwww.",
            "http://あ",
            "l·",
            "あ・",
            "fd00:",
            "http://fd00::",
            ".",
            ",",
            "(",
            ")",
            "@",
            "é",
            "\u{200d}",
            "a",
        ];
        for unit in units {
            for start in ["", "http://a.b/", "http://a@"] {
                let text = |size| start.to_owned() + &unit.repeat(1_024 * size / unit.len());
                let growth = growth(text, |text| {
                    std::hint::black_box(addresses_in(text).count());
                });
                assert!(growth < LINEAR, "{start:?}, {unit:?}: {growth}");
            }
        }
    }
}
