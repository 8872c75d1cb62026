//! Where a subscriber stands: the offset just past its last line, and a check of that line.
//!
//! On the wire, a cursor is `<offset>-<check>`, with the check in hex. The check is the CRC-32
//! (IEEE 802.3) of the line's bytes with its LF. Of a line longer than [`MAX_CHECKED_BYTES`], only
//! the last [`MAX_CHECKED_BYTES`] count. The cursor of an empty log is `0-0`. A cursor thus shows
//! by itself whether the file is still the one it came from, and no epoch is stored anywhere. A
//! line whose text is all spaces matches every check, because its words may have been erased since.
//!
//! An edit of an earlier line does not change that check. What readers get is a [`WireCursor`],
//! which also fails once the file was edited while the room ran.

use std::fmt;
use std::io;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::blank::is_blank_before;
use super::file::LogFile;
use super::starts::line_start;
use crate::statement::parse_offset;

/// At most this many bytes at the end of a line count for its check.
pub(super) const MAX_CHECKED_BYTES: u64 = 64 * 1024;

/// A place between two lines of one particular file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Cursor {
    /// The number of bytes before this place.
    pub offset: u64,
    /// The CRC-32 of the line that ends here, or 0 at the log's start.
    pub check: u32,
}

impl Cursor {
    /// The start of any log.
    pub const START: Cursor = Cursor { offset: 0, check: 0 };

    /// Parses the form that is used on the wire.
    pub fn parse(text: &str) -> Option<Cursor> {
        let (offset, check) = text.split_once('-')?;
        let hex = (1..=8).contains(&check.len()) && check.bytes().all(|b| b.is_ascii_hexdigit());
        let check = hex.then(|| u32::from_str_radix(check, 16).ok())??;
        Some(Cursor { offset: parse_offset(offset)?, check })
    }

    /// Returns the cursor at `offset` of this file, or `None` when no line ends there.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn at(file: &LogFile, offset: u64) -> io::Result<Option<Cursor>> {
        if offset == 0 {
            return Ok(Some(Cursor::START));
        }
        let mut last = [0];
        if file.read_at(&mut last, offset - 1)? == 0 || last != *b"\n" {
            return Ok(None);
        }
        let floor = offset.saturating_sub(MAX_CHECKED_BYTES);
        let start = line_start(file, offset - 1, floor)?;
        let mut line = vec![0; usize::try_from(offset - start).expect("at most 64 KiB")];
        file.read_exact_at(&mut line, start)?;
        Ok(Some(Cursor { offset, check: crc32fast::hash(&line) }))
    }

    /// Whether exactly the line that the cursor came from ends here. Unlike for
    /// [`Cursor::matches`], it must still have its words.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_exact(self, file: &LogFile) -> io::Result<bool> {
        Ok(Cursor::at(file, self.offset)? == Some(self))
    }

    /// Whether this file has the line that the cursor came from, just before the cursor. If the
    /// words of the line there were erased, any check matches: it may be of the words.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn matches(self, file: &LogFile) -> io::Result<bool> {
        match Cursor::at(file, self.offset)? {
            Some(there) if there == self => Ok(true),
            Some(there) => {
                Ok(there != Cursor::START && is_blank_before(file, self.offset, MAX_CHECKED_BYTES)?)
            }
            None => Ok(false),
        }
    }
}

/// A cursor as readers hold it: the check also depends on the log's generation. In the generation
/// in which a room starts, it is the cursor itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WireCursor(Cursor);

impl WireCursor {
    /// Parses the form that is used on the wire.
    pub fn parse(text: &str) -> Option<WireCursor> {
        Cursor::parse(text).map(WireCursor)
    }

    /// Returns the cursor that this is if it was given out in this generation. If it was given out
    /// in another one, the result matches no line that still has its words.
    pub fn in_generation(self, generation: u64) -> Cursor {
        self.0.mixed_with(generation)
    }
}

impl Cursor {
    /// Returns this cursor for readers.
    pub fn on_wire(self, generation: u64) -> WireCursor {
        WireCursor(self.mixed_with(generation))
    }

    /// Mixes the generation into the check, or takes it out again.
    fn mixed_with(self, generation: u64) -> Cursor {
        // The start of every log is the same. An odd factor gives each generation its own number.
        let number = if self.offset == 0 { 0 } else { (generation as u32).wrapping_mul(0x9E37_79B1) };
        Cursor { check: self.check ^ number, ..self }
    }
}

impl fmt::Display for WireCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:x}", self.offset, self.check)
    }
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Cursor, D::Error> {
        let text = String::deserialize(deserializer)?;
        Cursor::parse(&text).ok_or_else(|| D::Error::custom("not a cursor"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_of_an_earlier_generation_matches_no_more() {
        let cursor = Cursor { offset: 120, check: 0xbeef };
        assert_eq!(cursor.on_wire(0).to_string(), cursor.to_string());
        for generation in [0, 1, 2, 77] {
            let held = WireCursor::parse(&cursor.on_wire(generation).to_string()).unwrap();
            assert_eq!(held.in_generation(generation), cursor);
            assert_ne!(held.in_generation(generation + 1), cursor);
            assert_eq!(Cursor::START.on_wire(generation).to_string(), "0-0");
        }
    }

    #[test]
    fn the_wires_form_is_read_back_and_nothing_else_is() {
        let cursor = Cursor { offset: 120, check: 0xbeef };
        assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
        assert_eq!(Cursor::parse("0-0"), Some(Cursor::START));
        for bad in ["", "12", "12-", "-1", "12-xyz", "12-123456789", "+1-2", "1-+2", "18446744073709551616-0"]
        {
            assert_eq!(Cursor::parse(bad), None, "{bad}");
        }
    }
}
