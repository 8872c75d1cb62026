//! Erased lines: the bytes that hold a line's words, and the spaces that take their place.
//!
//! # Invariants
//! * Blanks are as long as the words. They are in the form of the line, so that it stays the same
//!   statement with another text.
//! * Everything before the text stays, and so do the CR and LF after it. A notice is all text,
//!   except for its stamp.

use std::io;
use std::ops::Range;

use super::cursor::MAX_CHECKED_BYTES;
use super::file::LogFile;
use super::lines::Line;
use super::starts::line_start;
use crate::encoding::{Form, MAX_SHOWN_BYTES};
use crate::entry::text_start;

/// The most bytes that a line can have before its text: a stamp, a name and a verb, also in UTF-16.
const MAX_BYTES_BEFORE_TEXT: u64 = 1024;

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

fn space(form: Form) -> &'static [u8] {
    match form {
        Form::Utf8 => b" ",
        Form::Utf16 => b" \0",
    }
}

fn line_end(form: Form) -> &'static [u8] {
    match form {
        Form::Utf8 => b"\r",
        Form::Utf16 => b"\r\0",
    }
}

/// Whether the line that ends at the offset `end` of this file has a text of one or more spaces and
/// nothing else. Of a very long line, only the last [`MAX_CHECKED_BYTES`] count, as for a cursor's
/// check.
pub(super) fn is_blank_before(file: &LogFile, end: u64) -> io::Result<bool> {
    let floor = end.saturating_sub(MAX_CHECKED_BYTES + MAX_BYTES_BEFORE_TEXT);
    let start = line_start(file, end - 1, floor)?;
    let is_whole = floor == 0 || start > floor;
    let start = if is_whole { start } else { end - MAX_CHECKED_BYTES };
    let mut line = vec![0; usize::try_from(end - 1 - start).expect("at most 65 KiB")];
    file.read_exact_at(&mut line, start)?;
    Ok(if is_whole { is_blank(&line) } else { is_blank_tail(&line) })
}

/// Whether a line, given without its LF, has a text of one or more spaces and nothing else.
fn is_blank(line: &[u8]) -> bool {
    let (before, form) = text_start(&line[..line.len().min(MAX_SHOWN_BYTES)]);
    are_spaces(&line[before..], form)
}

/// The same for the end of a line, which may begin within a character.
fn is_blank_tail(tail: &[u8]) -> bool {
    are_spaces(tail, Form::Utf8) || are_spaces(tail, Form::Utf16) || are_spaces(&tail[1..], Form::Utf16)
}

fn are_spaces(words: &[u8], form: Form) -> bool {
    let words = words.strip_suffix(line_end(form)).unwrap_or(words);
    let space = space(form);
    !words.is_empty() && words.chunks(space.len()).all(|bytes| space.starts_with(bytes))
}
