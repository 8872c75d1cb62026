//! Finding words in the log: one scan from the end backward, newest first, without any index.
//!
//! An entry is found when its text or its name has all the words, in any case (Unicode simple case
//! folding), also as parts of longer words. The scan looks for the longest word in the raw bytes
//! and parses only the lines that have it.

use std::io;

use regex::bytes::{Regex, RegexBuilder};
use unicode_normalization::UnicodeNormalization;

use super::cursor::Cursor;
use super::file::LogFile;
use super::snapshot::Snapshot;
use super::starts::line_start;
use crate::encoding::MAX_SHOWN_BYTES;
use crate::encoding::may_be_utf16;
use crate::entry::Entry;

/// The most bytes that a search may have.
pub const MAX_FIND_BYTES: usize = 256;

const BLOCK_BYTES: u64 = 256 * 1024;

/// Words to look for.
#[derive(Clone, Debug)]
pub struct Words {
    /// Each word; the longest, which is the rarest as a rule, comes first.
    each: Vec<Regex>,
}

impl Words {
    /// Reads a search as a person types it; `None` when there is no word in it, or too much.
    pub fn parse(typed: &str) -> Option<Words> {
        // Before anything is made of it: each word costs memory.
        if typed.len() > MAX_FIND_BYTES {
            return None;
        }
        let mut words: Vec<&str> = typed.split_whitespace().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words.dedup();
        let each = words.into_iter().map(word_regex).collect::<Option<Vec<_>>>()?;
        (!each.is_empty()).then_some(Words { each })
    }

    /// Whether the entry's text or name has all of these words.
    pub(crate) fn are_in(&self, entry: &Entry) -> bool {
        let name = entry.name.as_deref().unwrap_or_default();
        self.each.iter().all(|word| word.is_match(entry.text.as_bytes()) || word.is_match(name.as_bytes()))
    }
}

/// Accents may be stored as one character or as two.
fn word_regex(word: &str) -> Option<Regex> {
    let (composed, apart): (String, String) = (word.nfc().collect(), word.nfd().collect());
    let pattern = match composed == apart {
        true => regex::escape(&composed),
        false => format!("{}|{}", regex::escape(&composed), regex::escape(&apart)),
    };
    RegexBuilder::new(&pattern).case_insensitive(true).build().ok()
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Newest first.
    pub entries: Vec<Entry>,
    /// Where to look on; `None`: the log's start was reached.
    pub before: Option<Cursor>,
}

/// A search on its way backward through the log. It is done in slices, so that others have their
/// turn in between.
#[derive(Debug)]
pub struct Search {
    words: Words,
    limit: usize,
    /// Everything from this line's start on has been looked through.
    to: u64,
    entries: Vec<Entry>,
}

impl Search {
    /// A search for at most `limit` entries that end at or before the offset `before`, which is a
    /// line's start or the log's end.
    pub fn new(words: Words, before: u64, limit: usize) -> Search {
        Search { words, limit, to: before, entries: Vec::new() }
    }

    /// Whether there is nothing more to look for.
    pub fn is_done(&self) -> bool {
        self.to == 0 || self.entries.len() >= self.limit
    }

    /// Does a slice: one block, and then more as long as `goes_on` says yes
    /// after each. A slice that ended within a block would look through that block again.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn look_on(&mut self, log: &Snapshot, goes_on: impl Fn() -> bool) -> io::Result<()> {
        let mut block = Vec::new();
        while !self.is_done() {
            let from = read_lines_before(&log.file, self.to, &mut block)?;
            self.look_through(&block, from);
            if !goes_on() {
                break;
            }
        }
        Ok(())
    }

    /// Looks through a block of lines that begins at `from` and ends where the search stands.
    fn look_through(&mut self, block: &[u8], from: u64) {
        for (at, line) in lines_with(&self.words.each[0], block).into_iter().rev() {
            let cut = line.len() > MAX_SHOWN_BYTES;
            self.to = from + at as u64;
            let entry = Entry::parse(self.to, &line[..line.len().min(MAX_SHOWN_BYTES)], cut);
            if self.words.are_in(&entry) {
                self.entries.push(entry);
            }
            if self.is_done() {
                return;
            }
        }
        self.to = from;
    }

    /// What was found so far.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn found(self, log: &Snapshot) -> io::Result<Found> {
        let before = Cursor::at(&log.file, self.to)?.filter(|cursor| cursor.offset > 0);
        Ok(Found { entries: self.entries, before })
    }
}

/// Fills `block` with about [`BLOCK_BYTES`] of whole lines that end at `to`, and says where they
/// begin. Of a line longer than that only what is ever shown, and its end.
fn read_lines_before(file: &LogFile, to: u64, block: &mut Vec<u8>) -> io::Result<u64> {
    let floor = to.saturating_sub(BLOCK_BYTES);
    read(file, floor, to, block)?;
    if floor == 0 {
        return Ok(0);
    }
    let whole = memchr::memchr(b'\n', &block[..block.len() - 1]);
    if let Some(end) = whole {
        block.drain(..=end);
        return Ok(floor + end as u64 + 1);
    }
    let from = line_start(file, to - 1, 0)?;
    read(file, from, to.min(from + MAX_SHOWN_BYTES as u64 + 1), block)?;
    Ok(from)
}

fn read(file: &LogFile, from: u64, to: u64, block: &mut Vec<u8>) -> io::Result<()> {
    block.resize(usize::try_from(to - from).expect("at most one block"), 0);
    file.read_exact_at(block, from)
}

/// The lines of `block` that have `word` or may have it, with where they begin, in their order.
fn lines_with<'a>(word: &Regex, block: &'a [u8]) -> Vec<(usize, &'a [u8])> {
    if may_be_utf16(block) {
        let lines = lines_of(block);
        return lines.filter(|(_, line)| may_be_utf16(line) || word.is_match(line)).collect();
    }
    let mut lines = Vec::new();
    let mut at = 0;
    while let Some(hit) = word.find_at(block, at) {
        let start = memchr::memrchr(b'\n', &block[..hit.start()]).map_or(0, |end| end + 1);
        let end = memchr::memchr(b'\n', &block[hit.start()..]).map_or(block.len(), |end| hit.start() + end);
        lines.push((start, &block[start..end]));
        at = end;
    }
    lines
}

fn lines_of(block: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut at = 0;
    block.split_inclusive(|byte| *byte == b'\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.strip_suffix(b"\n").unwrap_or(line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::file::{AppendFile, RealDisk};
    use proptest::prelude::*;
    use std::sync::Arc;

    fn log_of(bytes: &[u8]) -> (tempfile::TempDir, Snapshot) {
        let folder = tempfile::tempdir().unwrap();
        let (mut append, read) = AppendFile::open(&folder.path().join("chat.txt")).unwrap();
        append.append(&mut RealDisk, bytes).unwrap();
        let end = Cursor::at(&read, bytes.len() as u64).unwrap().expect("ends with LF");
        (folder, Snapshot { generation: 0, end, file: Arc::new(read) })
    }

    fn texts(log: &Snapshot, typed: &str) -> Vec<String> {
        let found = find(log, typed, log.end.offset, 100, || true);
        found.entries.into_iter().map(|entry| entry.text).collect()
    }

    /// A whole search, of however many slices.
    fn find(log: &Snapshot, typed: &str, before: u64, limit: usize, goes_on: impl Fn() -> bool) -> Found {
        let mut search = Search::new(Words::parse(typed).unwrap(), before, limit);
        while !search.is_done() {
            search.look_on(log, &goes_on).unwrap();
        }
        search.found(log).unwrap()
    }

    #[test]
    fn words_are_found_in_any_case_and_order_newest_first() {
        let (_folder, log) = log_of(
            "ana said: Tea at FOUR\nbo said: four o'clock, with tea\nana said: no\nÉva said: ÉCLAIRS\n"
                .as_bytes(),
        );
        assert_eq!(texts(&log, "tea four"), ["four o'clock, with tea", "Tea at FOUR"]);
        assert_eq!(texts(&log, "éclair"), ["ÉCLAIRS"]);
        assert_eq!(texts(&log, "e\u{301}clair"), ["ÉCLAIRS"]);
        assert_eq!(texts(&log, "ÉVA"), ["ÉCLAIRS"], "names count, too");
        assert!(texts(&log, "coffee").is_empty());
    }

    #[test]
    fn what_powershell_appended_as_utf16_is_found_and_so_are_its_neighbours() {
        let utf16: Vec<u8> =
            "bot said: tea\r\nbuild: tea grün\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let bytes = [b"ana said: tea first\n", &utf16[..], b"ana said: last tea\n"].concat();
        let (_folder, log) = log_of(&bytes);
        assert_eq!(texts(&log, "tea"), ["last tea", "build: tea grün", "tea", "tea first"]);
        assert_eq!(texts(&log, "GRÜN"), ["build: tea grün"]);
        assert!(texts(&log, "coffee").is_empty());
    }

    #[test]
    fn what_is_typed_is_no_pattern() {
        let (_folder, log) = log_of(b"ana said: a.c (x)\nana said: abc\n");
        assert_eq!(texts(&log, "a.c"), ["a.c (x)"]);
        assert_eq!(texts(&log, "(x)"), ["a.c (x)"]);
    }

    #[test]
    fn a_search_without_words_or_with_too_much_is_none() {
        assert!(Words::parse(" \n").is_none());
        assert!(Words::parse(&"x".repeat(MAX_FIND_BYTES + 1)).is_none());
        assert!(Words::parse(&"a b ".repeat(15_000)).is_none());
    }

    /// A search that is given up, or whose turn is over, would else go on through the whole log.
    /// One that did less than a block in a slice would look through the same block again and again.
    #[test]
    fn a_slice_that_is_told_to_end_is_one_block() {
        let (_folder, log) = log_of(&b"ana said: hi\n".repeat(100_000));
        for (words, hits) in [("hi", 100_000), ("coffee", 0)] {
            let mut search = Search::new(Words::parse(words).unwrap(), log.end.offset, 200_000);
            let mut slices = 0;
            while !search.is_done() {
                search.look_on(&log, || false).unwrap();
                slices += 1;
            }
            assert_eq!((slices, search.entries.len()), (log.end.offset.div_ceil(BLOCK_BYTES), hits));
        }
    }

    #[test]
    fn a_line_longer_than_a_block_is_found_by_what_is_shown_of_it() {
        let mut bytes = b"ana said: needle ".to_vec();
        bytes.extend(vec![b'x'; 600_000]);
        bytes.extend(b"\nbo said: needle\n");
        let (_folder, log) = log_of(&bytes);
        let found = texts(&log, "needle");
        assert_eq!((found.len(), found[0].as_str()), (2, "needle"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
        #[test]
        fn pages_of_hits_have_each_hit_once_newest_first(
            lines in proptest::collection::vec(("(tea|TEA|cup|)", 0usize..3000), 1..400),
            limit in 1usize..50,
            slice in 0usize..9,
        ) {
            let lines: Vec<String> = lines.into_iter().map(|(word, n)| format!("{}{word}", "y".repeat(n))).collect();
            let (_folder, log) = log_of((lines.join("\n") + "\n").as_bytes());
            let expected: Vec<&String> =
                lines.iter().rev().filter(|line| line.to_lowercase().contains("tea")).collect();
            let asked = std::cell::Cell::new(0);
            let goes_on = || asked.replace(asked.get() + 1) % 9 < slice;
            let (mut found, mut before) = (Vec::new(), log.end.offset);
            loop {
                let page = find(&log, "tea", before, limit, goes_on);
                found.extend(page.entries.into_iter().map(|entry| entry.text));
                let Some(cursor) = page.before else { break };
                before = cursor.offset;
            }
            prop_assert_eq!(found.iter().collect::<Vec<_>>(), expected);
        }
    }
}
