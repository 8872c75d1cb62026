//! Finding entries in the log: one scan from the end backward, newest first, without any index.
//!
//! The scan looks for a sign in the raw bytes, such as the longest word, and parses only lines that
//! have it. Without a sign, it checks the raw bytes of each line. It never stops early because of a
//! time: a clock that was set back leaves times that are out of order.

use std::io;
use std::sync::Arc;

use regex::bytes::Regex;

use super::cursor::Cursor;
use super::file::LogFile;
use super::snapshot::Snapshot;
use super::starts::line_start;
use super::wanted::Wanted;
use crate::encoding::MAX_SHOWN_BYTES;
use crate::encoding::may_be_utf16;
use crate::entry::Entry;

/// The size of a search's first block, which has enough of the lines with a common word. Each
/// further block is twice as large, up to [`BLOCK_BYTES`].
const FIRST_BLOCK_BYTES: u64 = 32 * 1024;

/// The size of all blocks but the first three.
const BLOCK_BYTES: u64 = 256 * 1024;

/// The lines that were found. Each gives an entry, or other words for an earlier entry.
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
    wanted: Arc<Wanted>,
    limit: usize,
    /// Everything from this line's start on has been looked through.
    to: u64,
    /// How many bytes the next block has.
    next: u64,
    entries: Vec<Entry>,
}

impl Search {
    /// A search for at most `limit` entries that end at or before the offset `before`, which is a
    /// line's start or the log's end.
    pub fn new(wanted: impl Into<Arc<Wanted>>, before: u64, limit: usize) -> Search {
        Search { wanted: wanted.into(), limit, to: before, next: FIRST_BLOCK_BYTES, entries: Vec::new() }
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
            let (from, lines) = read_lines_before(&log.file, self.to, self.next, &mut block)?;
            self.next = (self.next * 2).min(BLOCK_BYTES);
            self.look_through(lines, from);
            if !goes_on() {
                break;
            }
        }
        Ok(())
    }

    /// Looks through a block of lines that begins at `from` and ends where the search stands.
    fn look_through(&mut self, block: &[u8], from: u64) {
        let may_have_utf16 = may_be_utf16(block);
        // What stands further up is looked at closely only if it is needed.
        for (at, line) in self.lines_in(block, may_have_utf16).into_iter().rev() {
            let may_be_wanted = match may_have_utf16 {
                true => self.may_want_of_any_form(line),
                false => self.wanted.may_want_line(line),
            };
            if !may_be_wanted {
                continue;
            }
            let cut = line.len() > MAX_SHOWN_BYTES;
            self.to = from + at as u64;
            let entry = Entry::parse(self.to, &line[..line.len().min(MAX_SHOWN_BYTES)], cut);
            if self.wanted.may_want(&entry) {
                self.entries.push(entry);
            }
            if self.is_done() {
                return;
            }
        }
        self.to = from;
    }

    /// The lines of a block that have the sign of what is wanted, with where they begin, in their
    /// order. The bytes of a line in UTF-16 say nothing, so where one may be, all lines are given.
    fn lines_in<'a>(&self, block: &'a [u8], may_have_utf16: bool) -> Vec<(usize, &'a [u8])> {
        match self.wanted.sign() {
            Some(sign) if !may_have_utf16 => lines_with(sign, block).collect(),
            _ => lines_of(block).collect(),
        }
    }

    /// Whether a line in UTF-8 or UTF-16 may be wanted.
    fn may_want_of_any_form(&self, line: &[u8]) -> bool {
        let has_sign = || self.wanted.sign().is_none_or(|sign| sign.is_match(line));
        may_be_utf16(line) || has_sign() && self.wanted.may_want_line(line)
    }

    /// Returns the lines that were found so far.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn found(self, log: &Snapshot) -> io::Result<Found> {
        let before = Cursor::at(&log.file, self.to)?.filter(|cursor| cursor.offset > 0);
        Ok(Found { entries: self.entries, before })
    }
}

/// Reads about this many `bytes` of whole lines that end at `to` into `block`, and returns them and
/// where they begin. Of a line that is longer, only what is ever shown is read, and its end.
fn read_lines_before<'a>(
    file: &LogFile,
    to: u64,
    bytes: u64,
    block: &'a mut Vec<u8>,
) -> io::Result<(u64, &'a [u8])> {
    let floor = to.saturating_sub(bytes);
    read(file, floor, to, block)?;
    if floor == 0 {
        return Ok((0, block));
    }
    if let Some(end) = memchr::memchr(b'\n', &block[..block.len() - 1]) {
        return Ok((floor + end as u64 + 1, &block[end + 1..]));
    }
    let from = line_start(file, to - 1, 0)?;
    read(file, from, to.min(from + MAX_SHOWN_BYTES as u64 + 1), block)?;
    Ok((from, block))
}

fn read(file: &LogFile, from: u64, to: u64, block: &mut Vec<u8>) -> io::Result<()> {
    block.resize(usize::try_from(to - from).expect("at most one block"), 0);
    file.read_exact_at(block, from)
}

/// The lines of `block` that have `sign`, with where they begin, in their order.
fn lines_with<'a>(sign: &Regex, block: &'a [u8]) -> impl Iterator<Item = (usize, &'a [u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let hit = sign.find_at(block, at)?.start();
        let start = memchr::memrchr(b'\n', &block[..hit]).map_or(0, |end| end + 1);
        at = memchr::memchr(b'\n', &block[hit..]).map_or(block.len(), |end| hit + end);
        Some((start, &block[start..at]))
    })
}

/// The lines of `block`, with where they begin, in their order. The last one may be cut off.
fn lines_of(block: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let rest = (block.last() != Some(&b'\n')).then_some(block.len());
    let mut start = 0;
    memchr::memchr_iter(b'\n', block).chain(rest).map(move |end| {
        let line = (start, &block[start..end]);
        start = end + 1;
        line
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::file::{AppendFile, RealDisk};
    use crate::log::{FindQuery, Lines};
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

    fn words(typed: &str) -> Wanted {
        Wanted::parse(&FindQuery { find: Some(typed.to_owned()), ..FindQuery::default() }).unwrap()
    }

    fn find(log: &Snapshot, typed: &str, before: u64, limit: usize, goes_on: impl Fn() -> bool) -> Found {
        search_all(log, Search::new(words(typed), before, limit), goes_on)
    }

    /// A whole search, of however many slices.
    fn search_all(log: &Snapshot, mut search: Search, goes_on: impl Fn() -> bool) -> Found {
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

    /// A clock that was set back leaves times out of order.
    #[test]
    fn a_time_ends_no_search() {
        let days = ["24", "22", "23", "21", "22", "25"];
        let lines = days.map(|day| format!("2026-11-{day}T10:00:00Z ana said: {day}\n")).concat();
        let (_folder, log) = log_of(lines.as_bytes());
        let texts = |since: &str, until: &str| -> Vec<String> {
            let at = |day: &str| Some(format!("2026-11-{day}T00:00:00Z"));
            let query = FindQuery { since: at(since), until: at(until), ..FindQuery::default() };
            let search = Search::new(Wanted::parse(&query).unwrap(), log.end.offset, 100);
            search_all(&log, search, || true).entries.into_iter().map(|entry| entry.text).collect()
        };
        assert_eq!(texts("22", "23"), ["22", "22"]);
        assert_eq!(texts("22", "25"), ["22", "23", "22", "24"]);
    }

    /// A search that is given up, or whose turn is over, would else go on through the whole log.
    /// One that did less than a block in a slice would look through the same block again and again.
    #[test]
    fn a_slice_that_is_told_to_end_is_one_block() {
        let (_folder, log) = log_of(&b"ana said: hi\n".repeat(100_000));
        for (typed, hits) in [("hi", 100_000), ("coffee", 0)] {
            let mut search = Search::new(words(typed), log.end.offset, 200_000);
            let mut slices = 0;
            while !search.is_done() {
                search.look_on(&log, || false).unwrap();
                slices += 1;
            }
            // The first three blocks are smaller.
            let after_them = log.end.offset - 7 * FIRST_BLOCK_BYTES;
            assert_eq!((slices, search.entries.len()), (3 + after_them.div_ceil(BLOCK_BYTES), hits));
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

        /// What is skipped without parsing would not have been found.
        #[test]
        fn a_search_finds_every_line_that_is_wanted(
            lines in proptest::collection::vec(
                "((\u{FEFF}|)2026-11-2[1-3]T0[0-9]:00:00Z |)(ana|ANA|bo b|1|) ?(said|edited 7|shared|removed 0|): \
                 (tea|`x`|www.a|http://b|files/c|~~~| time){0,3}",
                1..40,
            ),
            find in proptest::option::of("(tea|\"tea time\"|ana)"),
            from in proptest::option::of("(ana|bo b)"),
            since in proptest::option::of("2026-11-2[1-3]T0[0-9]:00:00Z"),
            until in proptest::option::of("2026-11-2[1-3]T0[0-9]:00:00Z"),
            has in proptest::option::of("(link|file|code)"),
        ) {
            let query = FindQuery { find, from, since, until, has, ..FindQuery::default() };
            let Ok(wanted) = Wanted::parse(&query) else { return Ok(()) };
            let (_folder, log) = log_of((lines.join("\n") + "\n").as_bytes());
            let parsed = Lines::new(&log.file, 0, log.end.offset).map(|line| line.unwrap().entry());
            let mut expected: Vec<Entry> = parsed.filter(|line| wanted.may_want(line)).collect();
            expected.reverse();
            let found = search_all(&log, Search::new(wanted, log.end.offset, 100), || true);
            prop_assert_eq!(found.entries, expected);
        }
    }
}
