//! Markup inside a paragraph: code, emphasis, and links, whose signs are no markup.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::code_spans::code_spans;
use super::emphasis::{Delimiter, pair};
use crate::addresses::{Address, addresses_in};

const SIGNS: [char; 2] = ['*', '~'];

/// A paragraph with more signs has no markup on the page, where each of them may cost a node
/// (`ui/src/room/list/markup/inline.ts`).
const MOST_SIGNS: usize = 400;

/// A part of the text in which no sign is markup: the words to show for `from..to`.
struct Atom {
    from: usize,
    to: usize,
    words: String,
}

pub(super) fn words(text: &str) -> String {
    if !(1..=MOST_SIGNS).contains(&count_signs(text)) {
        return text.to_owned();
    }
    let atoms = atoms(text);
    let (mut places, mut delimiters) = (Vec::new(), Vec::new());
    let mut at = 0;
    for (from, to) in atoms.iter().map(|atom| (atom.from, atom.to)).chain([(text.len(), text.len())]) {
        for (start, end) in runs(text, at, from) {
            places.push((start, end));
            delimiters.push(delimiter(text, start, end));
        }
        at = to;
    }
    pair(&mut delimiters);
    let signs = places.iter().zip(&delimiters).map(|((from, to), delimiter)| {
        let words = delimiter.sign.to_string().repeat(delimiter.left);
        Atom { from: *from, to: *to, words }
    });
    let mut changes: Vec<Atom> = signs.chain(atoms).collect();
    changes.sort_by_key(|change| change.from);
    replaced(text, &changes)
}

/// Counts the runs of equal signs, also of those that are no markup.
fn count_signs(text: &str) -> usize {
    let bytes = text.as_bytes();
    let begins =
        |at: &usize| matches!(bytes[*at], b'*' | b'~' | b'`') && (*at == 0 || bytes[*at - 1] != bytes[*at]);
    (0..bytes.len()).filter(begins).count()
}

fn replaced(text: &str, changes: &[Atom]) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    for Atom { from, to, words } in changes {
        shown.push_str(&text[at..*from]);
        shown.push_str(words);
        at = *to;
    }
    shown.push_str(&text[at..]);
    shown
}

/// Code and links, in order. A link in code is no link.
fn atoms(text: &str) -> Vec<Atom> {
    let code =
        code_spans(text).into_iter().map(|span| Atom { from: span.from, to: span.to, words: span.code });
    let mut atoms: Vec<Atom> = code.chain(links(text)).collect();
    atoms.sort_by_key(|atom| atom.from);
    let mut end = 0;
    atoms.retain(|atom| {
        let is_free = atom.from >= end;
        end = if is_free { atom.to } else { end };
        is_free
    });
    atoms
}

fn links(text: &str) -> impl Iterator<Item = Atom> {
    addresses_in(text).map(|Address { from, to, .. }| Atom { from, to, words: text[from..to].to_owned() })
}

/// The runs of signs in a part of the text. Two tildes strike through, and only two.
fn runs(text: &str, from: usize, to: usize) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, sign) in text[from..to].match_indices(SIGNS) {
        let start = from + at;
        match runs.last_mut() {
            Some((first, end)) if *end == start && text[*first..].starts_with(sign) => *end += 1,
            _ => runs.push((start, start + 1)),
        }
    }
    runs.retain(|(start, end)| !text[*start..].starts_with('~') || end - start == 2);
    runs
}

/// Whether a run of signs may begin or end something, by what stands beside it.
fn delimiter(text: &str, from: usize, to: usize) -> Delimiter {
    let (before, after) = (text[..from].chars().next_back(), text[to..].chars().next());
    let touches = |near: Option<char>, far: Option<char>| {
        !is_white(near) && (!is_punctuation(near) || is_white(far) || is_punctuation(far))
    };
    Delimiter {
        sign: if text[from..].starts_with('*') { '*' } else { '~' },
        length: to - from,
        left: to - from,
        opens: touches(after, before),
        closes: touches(before, after),
    }
}

/// The ends of the text count as white space.
fn is_white(beside: Option<char>) -> bool {
    beside.is_none_or(|c| c.is_whitespace() || c.general_category_group() == GeneralCategoryGroup::Separator)
}

/// Chinese and Japanese signs stand where other scripts have letters.
fn is_punctuation(beside: Option<char>) -> bool {
    beside.is_some_and(|c| {
        let is_wide = matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}');
        let group = c.general_category_group();
        !is_wide && matches!(group, GeneralCategoryGroup::Punctuation | GeneralCategoryGroup::Symbol)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_signs_are_no_markup_as_on_the_page() {
        let most = "*a* ".repeat(MOST_SIGNS / 2);
        assert_eq!(words(&most), "a ".repeat(MOST_SIGNS / 2));
        for more in ["*", "**", "`", "~"] {
            let text = format!("{most}{more}");
            assert_eq!(words(&text), text);
        }
    }
}
