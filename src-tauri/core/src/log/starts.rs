//! A search for the starts of lines, backward from a place in the file.

use std::io;

use super::file::LogFile;

const BLOCK_BYTES: usize = 64 * 1024;

/// How many bytes are read first when only one line's start is needed: most lines are short.
const FIRST_BLOCK_BYTES: usize = 1024;

/// Returns the start of the line that `before` lies in or ends. This is the place just past the
/// last LF in `[floor, before)`, or `floor` if there is none.
pub(super) fn line_start(file: &LogFile, before: u64, floor: u64) -> io::Result<u64> {
    nth_line_start(file, before, floor, 1, u64::MAX)
}

/// Walks backward from `before`, over `count` line ends or until more than `budget` bytes were
/// passed, and returns the line start it reached. The first LF on the way ends the line before the
/// walk's first line.
pub(super) fn nth_line_start(
    file: &LogFile,
    before: u64,
    floor: u64,
    count: usize,
    budget: u64,
) -> io::Result<u64> {
    let mut block = Vec::new();
    let mut most = if count == 1 { FIRST_BLOCK_BYTES } else { BLOCK_BYTES };
    let mut to = before;
    let mut met = 0;
    let mut found = None;
    while to > floor {
        let from = floor.max(to.saturating_sub(most as u64));
        block.resize(usize::try_from(to - from).expect("at most one block"), 0);
        let bytes = &mut block[..];
        file.read_exact_at(bytes, from)?;
        most = BLOCK_BYTES;
        for position in memchr::memrchr_iter(b'\n', bytes) {
            let start = from + position as u64 + 1;
            if found.is_some() && before - start > budget {
                return Ok(found.unwrap_or(start));
            }
            found = Some(start);
            met += 1;
            if met == count {
                return Ok(start);
            }
        }
        to = from;
    }
    Ok(match found {
        Some(start) if before - floor > budget => start,
        _ => floor,
    })
}
