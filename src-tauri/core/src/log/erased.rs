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
        let before_cr = end.saturating_sub(cr.len() as u64);
        // In UTF-16, the same two bytes may be halves of two characters.
        let may_be_cr = before_cr >= start && (end - start).is_multiple_of(cr.len() as u64);
        let ends_with_cr = may_be_cr && file.read_some(before_cr, cr.len())? == cr;
        Ok(Wording { bytes: start..if ends_with_cr { before_cr } else { end }, form })
    }

    /// Returns `count` bytes of spaces. The first one takes the place of a character's first byte.
    pub(super) fn blanks(&self, count: usize) -> Vec<u8> {
        space(self.form).iter().copied().cycle().take(count).collect()
    }
}
