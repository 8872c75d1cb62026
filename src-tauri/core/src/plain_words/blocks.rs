//! Markup of whole lines: fenced code, quotes, lists and tables.

use super::inline;

/// Whether quotes are read, or stay text because they are in a quote themselves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    Open,
    Text,
}

/// The words of some lines, and the line after them. `None`: they are no block, though they could
/// have been one.
type Block = (Option<String>, usize);

const BLANK: [char; 2] = [' ', '\t'];

pub(super) fn words(lines: &[&str], quotes: Quotes) -> String {
    let mut found = Vec::new();
    let (mut from, mut at) = (0, 0);
    while at < lines.len() {
        let Some((block, end)) = block_at(lines, at, quotes) else {
            at += 1;
            continue;
        };
        if let Some(block) = block {
            found.extend(plain(&lines[from..at]));
            found.push(block);
            from = end;
        }
        at = end;
    }
    found.extend(plain(&lines[from.min(lines.len())..]));
    found.join("\n")
}

fn block_at(lines: &[&str], at: usize, quotes: Quotes) -> Option<Block> {
    if let Some(fence) = Fence::open(lines[at]) {
        return Some(code_at(lines, at, &fence));
    }
    if quotes == Quotes::Open && quoted(lines[at]).is_some() {
        return Some(quote_at(lines, at));
    }
    if item(lines[at]).is_some() {
        return Some(list_at(lines, at));
    }
    lines[at].contains('\t').then(|| table_at(lines, at))
}

/// The end of the lines from `at` on that are of this kind.
fn end_of(lines: &[&str], at: usize, is: impl Fn(&str) -> bool) -> usize {
    at + lines[at..].iter().take_while(|line| is(line)).count()
}

struct Fence<'a> {
    sign: char,
    length: usize,
    language: &'a str,
}

impl Fence<'_> {
    fn open(line: &str) -> Option<Fence<'_>> {
        let fence = indented(line, 3);
        let sign = fence.chars().next().filter(|sign| ['`', '~'].contains(sign))?;
        let rest = fence.trim_start_matches(sign);
        let (length, language) = (fence.len() - rest.len(), rest.trim_matches(BLANK));
        (length >= 3 && !language.contains('`')).then_some(Fence { sign, length, language })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        Fence::open(line).is_some_and(|close| {
            close.language.is_empty() && close.sign == self.sign && close.length >= self.length
        })
    }
}

/// Without a fence at its end, code goes on to the end of the text.
fn code_at(lines: &[&str], at: usize, fence: &Fence<'_>) -> Block {
    let end = end_of(lines, at + 1, |line| !fence.is_closed_by(line));
    (Some(lines[at + 1..end].join("\n")), (end + 1).min(lines.len()))
}

fn quote_at(lines: &[&str], at: usize) -> Block {
    let inner: Vec<&str> = lines[at..].iter().map_while(|line| quoted(line)).collect();
    (Some(words(&inner, Quotes::Text)), at + inner.len())
}

fn quoted(line: &str) -> Option<&str> {
    let rest = indented(line, 3).strip_prefix('>')?;
    Some(rest.strip_prefix(' ').unwrap_or(rest))
}

/// A line that is indented belongs to the item before it.
fn list_at(lines: &[&str], at: usize) -> Block {
    let end = end_of(lines, at, |line| item(line).is_some() || is_indented(line));
    let mut items: Vec<(&str, String)> = Vec::new();
    for line in &lines[at..end] {
        match (item(line), items.last_mut()) {
            (Some((label, words)), _) => items.push((label, words.to_owned())),
            (None, Some((_, words))) => {
                words.push('\n');
                words.push_str(line.trim());
            }
            (None, None) => {}
        }
    }
    let shown = items.iter().map(|(label, words)| format!("{label} {}", inline::words(words)));
    (Some(shown.collect::<Vec<_>>().join("\n")), end)
}

/// The label and the words of an item.
fn item(line: &str) -> Option<(&str, &str)> {
    let start = indented(line, 9);
    let digits = start.bytes().take_while(u8::is_ascii_digit).count();
    let is_numbered = (1..=9).contains(&digits) && start[digits..].starts_with(['.', ')']);
    if !is_numbered && !start.starts_with(['-', '*']) {
        return None;
    }
    let (sign, rest) = start.split_at(if is_numbered { digits + 1 } else { 1 });
    let words = rest.trim_start_matches(BLANK);
    let has_words = words.len() < rest.len() && words.starts_with(|c: char| !c.is_whitespace());
    has_words.then_some((if is_numbered { sign } else { "\u{2022}" }, words))
}

fn is_indented(line: &str) -> bool {
    line.starts_with("  ") && line.trim_start_matches(' ').starts_with(|c: char| !c.is_whitespace())
}

/// At least two lines with the same number of cells. Indented code is no table.
fn table_at(lines: &[&str], at: usize) -> Block {
    let tabs = |line: &str| line.matches('\t').count();
    let end = end_of(lines, at, |line| tabs(line) == tabs(lines[at]));
    let own = &lines[at..end];
    if own.len() < 2 || own.iter().all(|line| line.starts_with('\t')) {
        return (None, end);
    }
    let rows = own.iter().map(|line| line.split('\t').map(str::trim).collect::<Vec<_>>().join("\t"));
    (Some(rows.collect::<Vec<_>>().join("\n")), end)
}

/// Markup does not reach over an empty line. `None`: there are no lines.
fn plain(lines: &[&str]) -> Option<String> {
    let text = lines.join("\n");
    let (mut shown, mut rest) = (String::with_capacity(text.len()), &*text);
    while let Some((from, to)) = empty_line(rest) {
        shown.push_str(&inline::words(&rest[..from]));
        shown.push_str(&rest[from..to]);
        rest = &rest[to..];
    }
    shown.push_str(&inline::words(rest));
    (!lines.is_empty()).then_some(shown)
}

/// Where the first empty lines are, with the spaces around them.
fn empty_line(text: &str) -> Option<(usize, usize)> {
    text.match_indices('\n').find_map(|(at, _)| {
        let after = text[at + 1..].trim_start_matches(BLANK);
        after.starts_with('\n').then(|| (at, text.len() - after.trim_start().len()))
    })
}

/// The line without the spaces before it, if these are not too many.
fn indented(line: &str, most: usize) -> &str {
    let rest = line.trim_start_matches(' ');
    if line.len() - rest.len() <= most { rest } else { line }
}
