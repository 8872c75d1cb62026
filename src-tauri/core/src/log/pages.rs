//! Pages of history: a few whole lines before, after or around a place, read without the rest of
//! the file.
//!
//! Only lines that stand by themselves count and are returned. Lines that refer to others lie
//! between them; the index says what they change.
//!
//! # Invariants
//! * Walking with `before` from the end, or with `after` from the start, reaches every line that
//!   stands by itself exactly once, with any limit.
//! * A page has at least one line, if there is one. It never has more lines than its limit, and
//!   covers not many more bytes than [`MAX_PAGE_BYTES`], unless nothing in them stands by itself.

use std::io;

use super::cursor::Cursor;
use super::file::LogFile;
use super::lines::{Line, Lines};
use super::snapshot::Snapshot;
use super::starts::{line_start, nth_line_start};

/// The most lines in a page.
pub const MAX_PAGE: usize = 200;

/// About how many bytes of the log a page covers at most.
const MAX_PAGE_BYTES: u64 = 1024 * 1024;

/// The fewest lines that a further step backward takes, where lines of the step before do not
/// stand by themselves.
const MIN_STEP: usize = 64;

/// The lines to read. Offsets are starts of lines, or the log's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageRequest {
    /// The newest lines.
    Newest,
    /// The lines that end at or before this offset.
    Before(u64),
    /// The lines that start at or after this offset.
    After(u64),
    /// Lines before and after this offset, half of the page each.
    Around(u64),
}

/// All lines between two places that stand by themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLines {
    /// The lines, oldest first.
    pub lines: Vec<Line>,
    /// The place where the page begins.
    pub from: Cursor,
    /// The place where the page ends.
    pub to: Cursor,
}

/// Returns `offset` if a line starts there, or else the start of the line that contains it. The
/// result is never past the end.
///
/// # Errors
/// When the file cannot be read.
pub fn locate(log: &Snapshot, offset: u64) -> io::Result<u64> {
    line_start(&log.file, offset.min(log.end.offset), 0)
}

/// Reads a page of at most `limit` lines.
///
/// # Errors
/// When the file cannot be read.
pub fn read_page(log: &Snapshot, wanted: PageRequest, limit: usize) -> io::Result<PageLines> {
    let limit = limit.clamp(1, MAX_PAGE);
    let end = log.end.offset;
    match wanted {
        PageRequest::Newest => lines_before(log, end, limit),
        PageRequest::Before(offset) => lines_before(log, offset.min(end), limit),
        PageRequest::After(offset) => lines_after(log, offset.min(end), limit),
        PageRequest::Around(offset) => lines_around(log, offset.min(end), limit),
    }
}

fn lines_before(log: &Snapshot, before: u64, limit: usize) -> io::Result<PageLines> {
    let mut lines: Vec<Line> = Vec::new();
    let mut from = before;
    let mut step = limit;
    while from > 0 && lines.len() < limit && (lines.is_empty() || before - from < MAX_PAGE_BYTES) {
        // The LF just before `from` ends the last line of this step.
        let budget = if lines.is_empty() { MAX_PAGE_BYTES } else { MAX_PAGE_BYTES - (before - from) };
        let start = nth_line_start(&log.file, from - 1, 0, step, budget)?;
        let mut older = lines_that_stand_alone(&log.file, start, from)?;
        let over = (older.len() + lines.len()).saturating_sub(limit);
        older.drain(..over);
        let is_full = older.len() + lines.len() == limit;
        from = older.first().filter(|_| is_full).map_or(start, |first| first.start);
        lines.splice(0..0, older);
        step = (limit - lines.len()).max(MIN_STEP);
    }
    let to = Cursor::at(&log.file, before)?.ok_or(io::ErrorKind::InvalidData)?;
    Ok(PageLines { lines, from: Cursor::at(&log.file, from)?.ok_or(io::ErrorKind::InvalidData)?, to })
}

fn lines_that_stand_alone(file: &LogFile, from: u64, to: u64) -> io::Result<Vec<Line>> {
    let stands_alone = |line: &io::Result<Line>| line.as_ref().map_or(true, Line::stands_alone);
    Lines::new(file, from, to).filter(stands_alone).collect()
}

fn lines_after(log: &Snapshot, after: u64, limit: usize) -> io::Result<PageLines> {
    let from = Cursor::at(&log.file, after)?.ok_or(io::ErrorKind::InvalidData)?;
    let mut page = PageLines { lines: Vec::new(), from, to: from };
    for line in Lines::new(&log.file, after, log.end.offset) {
        let line = line?;
        page.to = line.end;
        if line.stands_alone() {
            page.lines.push(line);
        }
        let is_long = page.to.offset - after > MAX_PAGE_BYTES && !page.lines.is_empty();
        if page.lines.len() == limit || is_long {
            break;
        }
    }
    Ok(page)
}

fn lines_around(log: &Snapshot, offset: u64, limit: usize) -> io::Result<PageLines> {
    let after = lines_after(log, offset, limit.div_ceil(2))?;
    let room = limit - after.lines.len();
    if room == 0 || offset == 0 {
        return Ok(after);
    }
    let before = lines_before(log, offset, room)?;
    let lines = before.lines.into_iter().chain(after.lines).collect();
    Ok(PageLines { lines, from: before.from, to: after.to })
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

    fn heads(page: &PageLines) -> Vec<Vec<u8>> {
        page.lines.iter().map(|line| line.head.clone()).collect()
    }

    fn walk_back(log: &Snapshot, limit: usize) -> Vec<Vec<u8>> {
        let mut all = Vec::new();
        let mut at = log.end.offset;
        while at > 0 {
            let page = read_page(log, PageRequest::Before(at), limit).unwrap();
            all.splice(0..0, heads(&page));
            at = page.from.offset;
        }
        all
    }

    fn walk_on(log: &Snapshot, limit: usize) -> Vec<Vec<u8>> {
        let mut all = Vec::new();
        let mut at = 0;
        while at < log.end.offset {
            let page = read_page(log, PageRequest::After(at), limit).unwrap();
            all.extend(heads(&page));
            at = page.to.offset;
        }
        all
    }

    #[test]
    fn an_empty_log_has_an_empty_page() {
        let (_folder, log) = log_of(b"");
        let page = read_page(&log, PageRequest::Newest, 50).unwrap();
        assert_eq!(page, PageLines { lines: vec![], from: Cursor::START, to: Cursor::START });
    }

    #[test]
    fn a_page_around_an_entry_has_it_and_both_sides() {
        let (_folder, log) = log_of(b"a\nb\nc\nd\ne\n");
        let page = read_page(&log, PageRequest::Around(4), 4).unwrap();
        assert_eq!(heads(&page), [b"a", b"b", b"c", b"d"]);
        assert_eq!(read_page(&log, PageRequest::Around(0), 3).unwrap().lines.len(), 2);
    }

    /// If lines that refer to others counted, a burst of reactions would leave nothing to read on
    /// the newest page.
    #[test]
    fn a_thousand_reactions_push_no_message_off_its_page() {
        let reactions = "ana reacted to 0: x\n".repeat(1000);
        let text = format!("ana said: one\n{reactions}ana said: two\n{reactions}");
        let (_folder, log) = log_of(text.as_bytes());
        let page = read_page(&log, PageRequest::Newest, 2).unwrap();
        assert_eq!(heads(&page), [b"ana said: one", b"ana said: two"]);
        assert_eq!((page.from, page.to), (Cursor::START, log.end));
        let newest = read_page(&log, PageRequest::Newest, 1).unwrap();
        assert_eq!(newest.from.offset, (text.len() - reactions.len() - "ana said: two\n".len()) as u64);
        let rest = read_page(&log, PageRequest::After(newest.lines[0].end.offset), 5).unwrap();
        assert_eq!((rest.lines.len(), rest.to), (0, log.end));
    }

    /// A page that is twice as large takes twice the memory of everybody who asks for it.
    #[test]
    fn a_page_of_long_lines_covers_little_more_than_its_most_bytes() {
        let line = format!("ana said: {}\n", "x".repeat(16_000));
        let (_folder, log) = log_of(line.repeat(300).as_bytes());
        let page = read_page(&log, PageRequest::Newest, 200).unwrap();
        let covered = page.to.offset - page.from.offset;
        assert!(covered <= MAX_PAGE_BYTES + line.len() as u64, "{covered}");
        assert!(page.lines.len() > 60);
    }

    #[test]
    fn an_offset_inside_a_line_means_that_line() {
        let (_folder, log) = log_of("first\nsécond\nthird\n".as_bytes());
        assert_eq!(locate(&log, 9).unwrap(), 6);
        assert_eq!(locate(&log, 6).unwrap(), 6);
        assert_eq!(locate(&log, 9999).unwrap(), log.end.offset);
        assert_eq!(locate(&log, 3).unwrap(), 0);
    }

    #[test]
    fn a_line_of_three_megabytes_is_shown_cut_and_its_neighbours_whole() {
        let mut bytes = b"before\n".to_vec();
        bytes.extend(vec![b'x'; 3 << 20]);
        bytes.extend(b"\nafter\n");
        let (_folder, log) = log_of(&bytes);
        for lines in [walk_back(&log, 2), walk_on(&log, 2)] {
            assert_eq!(lines.len(), 3);
            assert_eq!((lines[0].as_slice(), lines[2].as_slice()), (&b"before"[..], &b"after"[..]));
            assert_eq!(lines[1].len(), crate::encoding::MAX_SHOWN_BYTES);
        }
        let long = &read_page(&log, PageRequest::After(7), 1).unwrap().lines[0];
        assert!(long.entry().cut);
        assert!(long.end.matches(&log.file).unwrap());
    }

    /// Mostly short lines, and some that are about as long as a block or as the shown part of a
    /// line.
    fn short_or_long() -> impl Strategy<Value = String> {
        prop_oneof![5 => "[^\n]{0,60}", 4 => "[ab] reacted to [0-9]: x", 1 => (65_000usize..66_000).prop_map(|n| "x".repeat(n))]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
        #[test]
        fn pages_meet_every_line_that_stands_alone_once_in_order(
            lines in proptest::collection::vec(short_or_long(), 0..40),
            limit in 1usize..60,
        ) {
            let mut bytes = lines.join("\n").into_bytes();
            if !lines.is_empty() { bytes.push(b'\n'); }
            let (_folder, log) = log_of(&bytes);
            let expected: Vec<Vec<u8>> = lines
                .iter()
                .filter(|line| !line.contains(" reacted to "))
                .map(|line| line.as_bytes()[..line.len().min(crate::encoding::MAX_SHOWN_BYTES)].to_vec())
                .collect();
            prop_assert_eq!(&walk_back(&log, limit), &expected);
            prop_assert_eq!(&walk_on(&log, limit), &expected);
        }

        #[test]
        fn each_lines_cursor_matches_the_file_and_no_other_place_does(
            lines in proptest::collection::vec("[a-c]{0,4}", 1..20),
        ) {
            let mut bytes = lines.join("\n").into_bytes();
            bytes.push(b'\n');
            let (_folder, log) = log_of(&bytes);
            for line in Lines::new(&log.file, 0, log.end.offset) {
                let end = line.unwrap().end;
                prop_assert!(end.matches(&log.file).unwrap());
                let other = Cursor { check: end.check ^ 1, ..end };
                prop_assert!(!other.matches(&log.file).unwrap());
            }
        }
    }
}
