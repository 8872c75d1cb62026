//! JPEG: a picture is a row of segments, with coded points between some of them.
//!
//! Some phones write several pictures into one file, each with metadata of its own, or a film
//! behind the picture.

use std::io::{self, Read, Seek, Write};
use std::ops::Range;

use super::contents::{Contents, is_damage};
use super::exif::{self, Orientation};

const START: &[u8] = b"\xFF\xD8\xFF";
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;
const COMMENT: u8 = 0xFE;
const APP0: u8 = 0xE0;
const APP1: u8 = 0xE1;
const APP2: u8 = 0xE2;
const APP14: u8 = 0xEE;
const APP15: u8 = 0xEF;

/// What a segment of the kind `APP2` begins with if the picture looks different without it: the
/// colour profile, the place of the other pictures, and the range of brightness.
const LOOKS: [&[u8]; 3] = [b"ICC_PROFILE\0", b"MPF\0", b"urn:iso:std:iso:ts:21496:-1\0"];

/// A segment: its marker, and the bytes behind its length.
struct Segment {
    marker: u8,
    body: Range<u64>,
}

/// Whether a file begins as a JPEG.
pub(super) fn is(head: &[u8]) -> bool {
    head.starts_with(START)
}

/// Removes the metadata of all pictures in the file.
pub(super) fn clean<S: Read + Write + Seek>(file: &mut Contents<S>) -> io::Result<()> {
    let find_start = |piece: &[u8]| memchr::memmem::find(piece, START);
    let mut at = 0;
    while let Some(start) = file.find(at, START.len() - 1, find_start)? {
        at = start + 2;
        match clean_picture(file, &mut at) {
            // The next picture may still be whole.
            Err(error) if is_damage(&error) => {}
            cleaned => cleaned?,
        }
    }
    Ok(())
}

/// Cleans the segments from `at` on, and moves `at` behind them.
fn clean_picture<S: Read + Write + Seek>(file: &mut Contents<S>, at: &mut u64) -> io::Result<()> {
    while let Some(segment) = next(file, *at)? {
        *at = segment.body.end;
        clean_segment(file, &segment)?;
        if segment.marker == SCAN {
            *at = file.find(*at, 1, end_of_points)?.unwrap_or(file.length());
        }
    }
    Ok(())
}

/// Returns the orientation of the first picture.
pub(super) fn orientation<S: Read + Seek>(file: &mut Contents<S>) -> io::Result<Option<Orientation>> {
    let mut at = 2;
    while let Some(segment) = next(file, at)? {
        if segment.marker == SCAN {
            break;
        }
        if segment.marker == APP1 {
            let data = file.list(segment.body.clone())?;
            if data.starts_with(exif::MARK) {
                return Ok(Orientation::read(&data));
            }
        }
        at = segment.body.end;
    }
    Ok(None)
}

/// Returns the segment at this position, or `None` if the picture ends there or is damaged.
fn next<S: Read + Seek>(file: &mut Contents<S>, mut at: u64) -> io::Result<Option<Segment>> {
    loop {
        let [first, marker] = file.read(at)?;
        match (first, marker) {
            // A marker may have any number of these before it.
            (0xFF, 0xFF) => at += 1,
            // Markers that stand alone.
            (0xFF, 0x01 | 0xD0..=0xD8) => at += 2,
            (0xFF, END) => return Ok(None),
            (0xFF, marker) => {
                let length = u64::from(u16::from_be_bytes(file.read(at + 2)?));
                let end = (at + 2 + length).min(file.length());
                return Ok((length >= 2).then_some(Segment { marker, body: at + 4..end }));
            }
            _ => return Ok(None),
        }
    }
}

/// Finds the first marker that is not part of the coded points.
fn end_of_points(piece: &[u8]) -> Option<usize> {
    memchr::memchr_iter(0xFF, piece)
        .find(|at| piece.get(at + 1).is_some_and(|next| !matches!(next, 0x00 | 0xD0..=0xD7 | 0xFF)))
}

fn clean_segment<S: Read + Write + Seek>(file: &mut Contents<S>, segment: &Segment) -> io::Result<()> {
    let body = segment.body.clone();
    match segment.marker {
        APP1 => {
            let data = file.list(body.clone())?;
            if data.starts_with(exif::MARK) {
                let upright = exif::only(Orientation::read(&data));
                return file.overwrite(body, &[exif::MARK, &upright].concat());
            }
            file.blank(body)
        }
        APP2 => {
            let data = file.list(body.clone())?;
            if LOOKS.iter().any(|start| data.starts_with(start)) { Ok(()) } else { file.blank(body) }
        }
        // The first says that it is a JPEG, the other how colours are stored.
        APP0 | APP14 => Ok(()),
        APP1..=APP15 | COMMENT => file.blank(body),
        _ => Ok(()),
    }
}
