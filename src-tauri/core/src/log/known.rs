//! Checksums of the log's newest bytes as they were last read, so that an edit that keeps the
//! file's size is noticed.
//!
//! # Invariants
//! * The stretches follow each other without a gap, and the last one ends where the log ends.
//! * At least the newest [`KNOWN_BYTES`] that were read are covered, which is more than a window of
//!   recent frames can hold.

use std::collections::VecDeque;
use std::fmt;
use std::io;

use super::file::LogFile;
use super::lines::Line;

/// How many bytes before the log's end are read when the log is opened.
const FIRST_BYTES: u64 = 1024 * 1024;

/// About how many of the log's bytes are covered at most.
const KNOWN_BYTES: u64 = 4 * 1024 * 1024;

/// How many bytes are read and compared at a time.
const STRETCH_BYTES: u64 = 64 * 1024;

#[derive(Debug, Default)]
pub(super) struct NewestBytes {
    from: u64,
    stretches: VecDeque<Stretch>,
}

/// Bytes that follow each other, and their CRC-32 so far.
#[derive(Clone, Default)]
struct Stretch {
    bytes: u64,
    check: crc32fast::Hasher,
}

impl Stretch {
    /// Replaces `old` by `new` before the last `after` bytes. CRC-32 is linear: how it changes
    /// depends on nothing but the difference and the number of bytes after it.
    fn overwrite(&mut self, after: u64, old: &[u8], new: &[u8]) {
        let mut change = crc32fast::Hasher::new_with_initial(crc32fast::hash(old) ^ crc32fast::hash(new));
        change.combine(&crc32fast::Hasher::new_with_initial_len(0, after));
        let check = self.check.clone().finalize() ^ change.finalize();
        self.check = crc32fast::Hasher::new_with_initial_len(check, self.bytes);
    }
}

impl fmt::Debug for Stretch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stretch").field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

impl NewestBytes {
    /// Reads the bytes before `end`, as they are in `file` now.
    pub(super) fn read(file: &LogFile, end: u64) -> io::Result<NewestBytes> {
        let from = end.saturating_sub(FIRST_BYTES);
        let mut known = NewestBytes { from, ..NewestBytes::default() };
        let mut block = Vec::new();
        let mut at = from;
        while at < end {
            read(file, at, STRETCH_BYTES.min(end - at), &mut block)?;
            known.push(&block);
            at += block.len() as u64;
        }
        Ok(known)
    }

    /// Adds lines that follow directly on the known bytes.
    pub(super) fn extend(&mut self, lines: &[Line]) {
        for line in lines {
            if line.is_whole() {
                self.push(&line.head);
                self.push(b"\n");
            } else {
                // The line was cut short, so not all of its bytes are here.
                *self = NewestBytes { from: line.end.offset, ..NewestBytes::default() };
            }
        }
    }

    fn push(&mut self, bytes: &[u8]) {
        if self.stretches.back().is_none_or(|last| last.bytes >= STRETCH_BYTES) {
            self.stretches.push_back(Stretch::default());
        }
        if let Some(last) = self.stretches.back_mut() {
            last.bytes += bytes.len() as u64;
            last.check.update(bytes);
        }
        // A line may be as long as a stretch. Every stretch has at least that size, so this many
        // stretches are enough to keep the promise.
        if self.stretches.len() as u64 > KNOWN_BYTES / STRETCH_BYTES + 1
            && let Some(first) = self.stretches.pop_front()
        {
            self.from += first.bytes;
        }
    }

    /// Notes that we have overwritten the bytes `old` at `offset` with as many `new` ones. If `old`
    /// is not what was known, because somebody else has edited these bytes, a comparison with the
    /// file still fails afterwards.
    pub(super) fn overwrite(&mut self, offset: u64, old: &[u8], new: &[u8]) {
        let mut start = self.from;
        for stretch in &mut self.stretches {
            let end = start + stretch.bytes;
            let within = start.max(offset)..end.min(offset + old.len() as u64);
            if !within.is_empty() {
                let part = index(within.start - offset)..index(within.end - offset);
                stretch.overwrite(end - within.end, &old[part.clone()], &new[part]);
            }
            start = end;
        }
    }

    /// Whether every byte of the log is covered.
    pub(super) fn is_everything(&self) -> bool {
        self.from == 0
    }

    /// Whether the newest `stretches` stretches still match `file`.
    fn matches_last(&self, file: &LogFile, stretches: usize) -> io::Result<bool> {
        let mut to = self.from + self.stretches.iter().map(|stretch| stretch.bytes).sum::<u64>();
        let mut block = Vec::new();
        for stretch in self.stretches.iter().rev().take(stretches) {
            to -= stretch.bytes;
            match read(file, to, stretch.bytes, &mut block) {
                Ok(()) if crc32fast::hash(&block) == stretch.check.clone().finalize() => {}
                Ok(()) => return Ok(false),
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }

    /// Whether the newest bytes, about 64 KiB of them, still match `file`.
    pub(super) fn matches_near(&self, file: &LogFile) -> io::Result<bool> {
        self.matches_last(file, 2)
    }

    /// Whether all stretches still match `file`.
    pub(super) fn matches(&self, file: &LogFile) -> io::Result<bool> {
        self.matches_last(file, usize::MAX)
    }
}

fn index(bytes: u64) -> usize {
    usize::try_from(bytes).expect("a stretch or a line")
}

fn read(file: &LogFile, from: u64, bytes: u64, block: &mut Vec<u8>) -> io::Result<()> {
    block.resize(index(bytes), 0);
    file.read_exact_at(block, from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::file::{AppendFile, RealDisk};
    use crate::log::lines::Lines;
    use proptest::prelude::*;
    use std::io::{Seek, SeekFrom, Write};

    fn file_of(bytes: &[u8]) -> (tempfile::TempDir, LogFile) {
        let folder = tempfile::tempdir().unwrap();
        let (mut append, read) = AppendFile::open(&folder.path().join("chat.txt")).unwrap();
        append.append(&mut RealDisk, bytes).unwrap();
        (folder, read)
    }

    fn change(folder: &tempfile::TempDir, at: u64) {
        let path = folder.path().join("chat.txt");
        let mut file = std::fs::OpenOptions::new().read(true).write(true).open(path).unwrap();
        file.seek(SeekFrom::Start(at)).unwrap();
        file.write_all(b"\x01").unwrap();
    }

    #[test]
    fn memory_stays_bounded_and_the_newest_bytes_known() {
        let bytes = format!("{}\n", "x".repeat(1000)).repeat(6_000).into_bytes();
        let (folder, file) = file_of(&bytes);
        let mut known = NewestBytes::default();
        known.extend(&Lines::new(&file, 0, bytes.len() as u64).collect::<io::Result<Vec<_>>>().unwrap());
        assert!(!known.is_everything() && known.stretches.len() < 70);
        assert!(known.matches(&file).unwrap());
        change(&folder, bytes.len() as u64 - KNOWN_BYTES);
        assert!(known.matches_near(&file).unwrap() && !known.matches(&file).unwrap());
    }

    #[test]
    fn a_line_that_was_not_read_whole_is_not_known() {
        let bytes = [b"before\n".to_vec(), vec![b'x'; 200_000], b"\nafter\n".to_vec()].concat();
        let (_folder, file) = file_of(&bytes);
        let mut known = NewestBytes::default();
        known.extend(&Lines::new(&file, 0, bytes.len() as u64).collect::<io::Result<Vec<_>>>().unwrap());
        assert!(!known.is_everything() && known.matches(&file).unwrap());
    }

    /// A file of such lines, and what is known of it. The lines before the one that is chosen were
    /// there when the log was opened.
    fn known_file(
        lengths: Vec<usize>,
        read_first: prop::sample::Index,
    ) -> (Vec<u8>, tempfile::TempDir, LogFile, NewestBytes) {
        let lines: Vec<String> = lengths.into_iter().map(|length| "x".repeat(length)).collect();
        let bytes = (lines.join("\n") + "\n").into_bytes();
        let (folder, file) = file_of(&bytes);
        let read_first: usize =
            lines[..read_first.index(lines.len())].iter().map(|line| line.len() + 1).sum();
        let mut known = NewestBytes::read(&file, read_first as u64).unwrap();
        let rest = Lines::new(&file, read_first as u64, bytes.len() as u64).collect::<io::Result<Vec<_>>>();
        known.extend(&rest.unwrap());
        assert!(known.is_everything() && known.matches(&file).unwrap());
        (bytes, folder, file, known)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
        #[test]
        fn any_byte_that_changes_is_noticed(
            lengths in proptest::collection::vec(0usize..3000, 1..60),
            read_first in any::<prop::sample::Index>(),
            changed in any::<prop::sample::Index>(),
        ) {
            let (bytes, folder, file, known) = known_file(lengths, read_first);
            change(&folder, changed.index(bytes.len()) as u64);
            prop_assert!(!known.matches(&file).unwrap());
        }

        #[test]
        fn what_we_overwrite_is_known_and_an_edit_by_somebody_else_just_before_is_still_noticed(
            lengths in proptest::collection::vec(0usize..6000, 1..60),
            read_first in any::<prop::sample::Index>(),
            places in proptest::collection::vec((any::<prop::sample::Index>(), 0usize..70_000), 1..5),
            edited in any::<prop::sample::Index>(),
        ) {
            let (mut bytes, folder, file, mut known) = known_file(lengths, read_first);
            let mut overwrite = |known: &mut NewestBytes, at: usize, length: usize| {
                let old = file.read_some(at as u64, length).unwrap();
                bytes[at..at + old.len()].fill(b' ');
                std::fs::write(folder.path().join("chat.txt"), &bytes).unwrap();
                known.overwrite(at as u64, &old, &bytes[at..at + old.len()]);
            };
            let size = usize::try_from(file.size().unwrap()).unwrap();
            for (place, length) in places {
                overwrite(&mut known, place.index(size), length);
                prop_assert!(known.matches(&file).unwrap());
            }
            let edited = edited.index(size);
            change(&folder, edited as u64);
            overwrite(&mut known, edited, 1);
            prop_assert!(!known.matches(&file).unwrap());
        }
    }
}
