//! Erased lines: the bytes that hold a line's words, and the spaces that take their place.
//!
//! # Invariants
//! * Blanks are as long as the words. They are in the form of the line, so that it stays the same
//!   statement with another text.
//! * Everything before the text stays, and so do the CR and LF after it. A notice is all text,
//!   except for its stamp.

use std::io;
use std::ops::Range;

use super::blank::{line_end, space};
use super::file::LogFile;
use super::lines::Line;
use crate::encoding::Form;
use crate::entry::text_start;

/// The words of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wording {
    /// The offsets of their bytes in the log.
    pub(super) bytes: Range<u64>,
    form: Form,
}

impl Wording {
    /// Returns the words of a line of this file.
    pub(super) fn of(line: &Line, file: &LogFile) -> io::Result<Wording> {
        let (before, form) = text_start(&line.head);
        let (start, end) = (line.start + before as u64, line.end.offset - 1);
        let cr = line_end(form);
        let mut last = vec![0; cr.len()];
        let is_aligned = (end - start).is_multiple_of(cr.len() as u64) && end - start >= cr.len() as u64;
        let ends_with_cr = is_aligned && {
            file.read_exact_at(&mut last, end - cr.len() as u64)?;
            last == cr
        };
        let end = if ends_with_cr { end - cr.len() as u64 } else { end };
        Ok(Wording { bytes: start..end, form })
    }

    /// Returns `count` bytes of spaces. The first one takes the place of a character's first byte.
    pub(super) fn blanks(&self, count: usize) -> Vec<u8> {
        space(self.form).iter().copied().cycle().take(count).collect()
    }
}
