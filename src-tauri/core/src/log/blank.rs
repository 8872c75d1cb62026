//! Lines without words: their text is one or more spaces and nothing else, in the form of the line.

use std::io;

use super::file::LogFile;
use super::starts::line_start;
use crate::encoding::{Form, MAX_SHOWN_BYTES};
use crate::entry::text_start;

/// The most bytes that a line can have before its text: a stamp, a name and a verb, also in UTF-16.
const MAX_BYTES_BEFORE_TEXT: u64 = 1024;

pub(super) fn space(form: Form) -> &'static [u8] {
    match form {
        Form::Utf8 => b" ",
        Form::Utf16 => b" \0",
    }
}

pub(super) fn line_end(form: Form) -> &'static [u8] {
    match form {
        Form::Utf8 => b"\r",
        Form::Utf16 => b"\r\0",
    }
}

/// Whether the line that ends at the offset `end` of this file has a text of one or more spaces and
/// nothing else. Of a very long line, only the last `most` bytes count.
pub(super) fn is_blank_before(file: &LogFile, end: u64, most: u64) -> io::Result<bool> {
    let floor = end.saturating_sub(most + MAX_BYTES_BEFORE_TEXT);
    let start = line_start(file, end - 1, floor)?;
    let is_whole = floor == 0 || start > floor;
    let start = if is_whole { start } else { end - most };
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

fn are_spaces(mut words: &[u8], form: Form) -> bool {
    while let Some(before_cr) = words.strip_suffix(line_end(form)) {
        words = before_cr;
    }
    let space = space(form);
    !words.is_empty() && words.chunks(space.len()).all(|bytes| space.starts_with(bytes))
}
