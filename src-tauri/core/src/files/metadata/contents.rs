//! The bytes of a file that is read and changed in place, by position, and with bounds: whatever
//! its structure claims, the work is linear in the file's size.

use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::ops::Range;

/// How many parts of its structure are read. A real file has far fewer.
const MOST_READS: u32 = 200_000;

/// How many bytes are read or written at once.
const PIECE_BYTES: usize = 64 * 1024;

/// The most bytes of a list that are read into memory.
const MOST_LIST_BYTES: u64 = 1 << 20;

/// The bytes of a file.
#[derive(Debug)]
pub(crate) struct Contents<S> {
    inner: S,
    length: u64,
    reads_left: u32,
    /// Overlapping parts could otherwise be blanked again and again.
    blanks_left: u64,
}

/// The error for a structure that cannot be what it claims to be.
pub(super) fn damaged() -> io::Error {
    ErrorKind::InvalidData.into()
}

/// Whether an error says that the structure is damaged, or that the file ends too early. Others are
/// the disk's.
pub(crate) fn is_damage(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::InvalidData | ErrorKind::UnexpectedEof)
}

impl<S: Read + Seek> Contents<S> {
    /// # Errors
    /// When the file's size cannot be read.
    pub(crate) fn new(mut inner: S) -> io::Result<Contents<S>> {
        let length = inner.seek(SeekFrom::End(0))?;
        Ok(Contents { inner, length, reads_left: MOST_READS, blanks_left: length })
    }

    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Reads the bytes at this position, as many as fit into `N`.
    pub(super) fn read<const N: usize>(&mut self, at: u64) -> io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.count_read()?;
        if at.checked_add(N as u64).is_none_or(|end| end > self.length) {
            return Err(damaged());
        }
        self.inner.seek(SeekFrom::Start(at))?;
        self.inner.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// Reads the first bytes, up to this many.
    pub(super) fn head(&mut self, most: usize) -> io::Result<Vec<u8>> {
        self.list(0..self.length.min(most as u64))
    }

    /// Reads a part into memory. A part that is too large is no list of any real file.
    pub(super) fn list(&mut self, range: Range<u64>) -> io::Result<Vec<u8>> {
        let bytes = range.end.checked_sub(range.start).ok_or_else(damaged)?;
        if bytes > MOST_LIST_BYTES || range.end > self.length {
            return Err(damaged());
        }
        self.count_read()?;
        self.inner.seek(SeekFrom::Start(range.start))?;
        let mut list = Vec::new();
        (&mut self.inner).take(bytes).read_to_end(&mut list)?;
        Ok(list)
    }

    /// Finds the first place from `at` on where `matches` finds something in a piece of the file.
    /// Neighbouring pieces overlap by `overlap` bytes.
    pub(super) fn find(
        &mut self,
        mut at: u64,
        overlap: usize,
        matches: impl Fn(&[u8]) -> Option<usize>,
    ) -> io::Result<Option<u64>> {
        let mut piece = Vec::with_capacity(PIECE_BYTES);
        while at < self.length {
            piece.clear();
            self.inner.seek(SeekFrom::Start(at))?;
            (&mut self.inner).take(PIECE_BYTES as u64).read_to_end(&mut piece)?;
            if let Some(found) = matches(&piece) {
                return Ok(Some(at + found as u64));
            }
            if piece.len() < PIECE_BYTES {
                break;
            }
            at += (PIECE_BYTES - overlap) as u64;
        }
        Ok(None)
    }

    fn count_read(&mut self) -> io::Result<()> {
        self.reads_left = self.reads_left.checked_sub(1).ok_or_else(damaged)?;
        Ok(())
    }
}

impl<S: Read + Write + Seek> Contents<S> {
    /// Overwrites the bytes at this position. The file stays as long as it is.
    pub(super) fn write(&mut self, at: u64, bytes: &[u8]) -> io::Result<()> {
        if at.checked_add(bytes.len() as u64).is_none_or(|end| end > self.length) {
            return Err(damaged());
        }
        self.inner.seek(SeekFrom::Start(at))?;
        self.inner.write_all(bytes)
    }

    /// Overwrites a part with `start`, as far as it fits, and zeros.
    pub(super) fn overwrite(&mut self, range: Range<u64>, start: &[u8]) -> io::Result<()> {
        self.blank(range.clone())?;
        let bytes = range.end.saturating_sub(range.start);
        if bytes < start.len() as u64 { Ok(()) } else { self.write(range.start, start) }
    }

    /// Overwrites a part with zeros.
    pub(super) fn blank(&mut self, range: Range<u64>) -> io::Result<()> {
        static ZEROS: [u8; PIECE_BYTES] = [0; PIECE_BYTES];
        let mut left = range.end.min(self.length).saturating_sub(range.start);
        self.blanks_left = self.blanks_left.checked_sub(left).ok_or_else(damaged)?;
        if left == 0 {
            return Ok(());
        }
        self.inner.seek(SeekFrom::Start(range.start))?;
        while left > 0 {
            let piece = left.min(PIECE_BYTES as u64);
            self.inner.write_all(&ZEROS[..usize::try_from(piece).unwrap_or(PIECE_BYTES)])?;
            left -= piece;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Attack: a structure that claims places which no file has. A system refuses to go there, and
    /// without the bounds that would count as a disk that fails.
    #[test]
    fn places_that_no_file_has_are_damage_and_no_failure_of_the_disk() {
        let mut inner = tempfile::tempfile().unwrap();
        inner.write_all(b"12345678").unwrap();
        let mut file = Contents::new(inner).unwrap();
        for at in [1, 8, i64::MAX as u64, 1 << 63, u64::MAX] {
            assert!(is_damage(&file.read::<8>(at).unwrap_err()), "read at {at}");
            assert!(is_damage(&file.write(at, b"12345678").unwrap_err()), "write at {at}");
            assert!(file.list(at..u64::MAX).is_err_and(|error| is_damage(&error)), "list from {at}");
            assert_eq!(file.find(at, 1, |piece| piece.iter().position(|byte| *byte == 0)).unwrap(), None);
        }
        for range in [8..16, (1 << 63)..u64::MAX, u64::MAX..u64::MAX] {
            file.blank(range.clone()).unwrap();
            file.overwrite(range, b"x").unwrap_or_else(|error| assert!(is_damage(&error)));
        }
        assert_eq!(file.read::<8>(0).unwrap(), *b"12345678");
    }
}
