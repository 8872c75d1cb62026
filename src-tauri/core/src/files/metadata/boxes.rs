//! Boxes, of which MP4, QuickTime, HEIC and AVIF consist (ISO/IEC 14496-12). Boxes lie in boxes.

use std::io::{self, Read, Seek, Write};
use std::ops::Range;

use super::contents::{Contents, damaged};
use super::items;

/// How deep boxes with a location lie in others at most, and some more.
const MOST_DEPTH: u32 = 8;

/// The kinds of boxes with which files begin. Old films have no `ftyp`.
const FIRST: [&[u8; 4]; 6] = [b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"];

/// The kind of a box that programs must skip.
const BLANK: &[u8; 4] = b"free";

/// A box of the kind `uuid` that holds XMP begins with this.
const XMP_UUID: [u8; 16] = 0xBE7A_CFCB_97A9_42E8_9C71_9994_91E3_AFAC_u128.to_be_bytes();

/// Begins the names of all keys of a location.
const LOCATION_KEY: &[u8] = b"com.apple.quicktime.location";

/// A box: where it begins, and what is in it.
pub(super) struct Boxed {
    start: u64,
    pub(super) kind: [u8; 4],
    pub(super) body: Range<u64>,
}

/// Whether a file begins with a box.
pub(super) fn is(head: &[u8]) -> bool {
    head.get(4..8).is_some_and(|kind| FIRST.iter().any(|first| kind == *first))
}

/// Removes locations, and the metadata of pictures.
pub(super) fn clean<S: Read + Write + Seek>(file: &mut Contents<S>) -> io::Result<()> {
    let all = 0..file.length();
    clean_boxes(file, 0, all, MOST_DEPTH)
}

/// Does the same for a film that lies behind something else, as phones put one behind a picture.
pub(super) fn clean_behind<S: Read + Write + Seek>(file: &mut Contents<S>) -> io::Result<()> {
    let find_film = |piece: &[u8]| memchr::memmem::find(piece, b"ftyp");
    match file.find(0, 3, find_film)?.and_then(|kind| kind.checked_sub(4)) {
        Some(start) => clean_boxes(file, start, start..file.length(), MOST_DEPTH),
        None => Ok(()),
    }
}

/// `origin` is where the film or picture begins, from which its boxes count.
fn clean_boxes<S: Read + Write + Seek>(
    file: &mut Contents<S>,
    origin: u64,
    range: Range<u64>,
    depth: u32,
) -> io::Result<()> {
    let depth = depth.checked_sub(1).ok_or_else(damaged)?;
    let mut at = range.start;
    while let Some(one) = next(file, at..range.end)? {
        match &one.kind {
            b"moov" | b"trak" | b"udta" => clean_boxes(file, origin, one.body.clone(), depth)?,
            b"meta" => clean_meta(file, origin, one.body.clone(), depth)?,
            b"\xA9xyz" | b"loci" | b"XMP_" => erase(file, &one)?,
            b"uuid" if holds_xmp(file, &one)? => erase(file, &one)?,
            _ => {}
        }
        at = one.body.end;
    }
    Ok(())
}

/// Cleans a box `meta`: of a film, which has keys and their values, or of a picture, which has
/// items.
fn clean_meta<S: Read + Write + Seek>(
    file: &mut Contents<S>,
    origin: u64,
    mut body: Range<u64>,
    depth: u32,
) -> io::Result<()> {
    // Only in QuickTime, its boxes begin at once.
    let [.., a, b, c, d] = file.read::<8>(body.start)?;
    if &[a, b, c, d] != b"hdlr" {
        body.start += 4;
    }
    let children = all(file, body.clone())?;
    let find = |kind: &[u8; 4]| children.iter().find(|child| &child.kind == kind);
    if let Some(values) = find(b"ilst") {
        let locations = match find(b"keys") {
            Some(keys) => location_keys(&file.list(keys.body.clone())?),
            None => Vec::new(),
        };
        for value in all(file, values.body.clone())? {
            if &value.kind == b"\xA9xyz" || locations.contains(&u32::from_be_bytes(value.kind)) {
                erase(file, &value)?;
            }
        }
    }
    if let (Some(kinds), Some(places)) = (find(b"iinf"), find(b"iloc")) {
        let (kinds, places) = (file.list(kinds.body.clone())?, file.list(places.body.clone())?);
        let data = find(b"idat").map(|data| data.body.start);
        items::clean(file, &kinds, &places, items::Starts { file: origin, data })?;
    }
    clean_boxes(file, origin, body, depth)
}

/// Returns the numbers, from 1, of the keys of a location.
fn location_keys(keys: &[u8]) -> Vec<u32> {
    let mut rest = keys.get(8..).unwrap_or_default();
    let mut found = Vec::new();
    for number in 1.. {
        let Some(size) = rest.first_chunk().map(|size| u32::from_be_bytes(*size) as usize) else { break };
        let Some(key) = rest.get(8..size) else { break };
        if key.starts_with(LOCATION_KEY) {
            found.push(number);
        }
        rest = &rest[size..];
    }
    found
}

fn all<S: Read + Seek>(file: &mut Contents<S>, mut range: Range<u64>) -> io::Result<Vec<Boxed>> {
    let mut boxes = Vec::new();
    while let Some(one) = next(file, range.clone())? {
        range.start = one.body.end;
        boxes.push(one);
    }
    Ok(boxes)
}

/// Returns the box at the start of a range, or `None` if there is none. QuickTime ends some rows of
/// boxes with zeros.
fn next<S: Read + Seek>(file: &mut Contents<S>, range: Range<u64>) -> io::Result<Option<Boxed>> {
    if range.start + 8 > range.end {
        return Ok(None);
    }
    let [a, b, c, d, kind @ ..] = file.read::<8>(range.start)?;
    let (head, size) = match u32::from_be_bytes([a, b, c, d]) {
        0 if range.end == file.length() => (8, range.end - range.start),
        0 => return Ok(None),
        1 => (16, u64::from_be_bytes(file.read(range.start + 8)?)),
        size => (8, size.into()),
    };
    let end = range.start.checked_add(size).filter(|end| size >= head && *end <= range.end);
    let body = range.start + head..end.ok_or_else(damaged)?;
    Ok(Some(Boxed { start: range.start, kind, body }))
}

fn holds_xmp<S: Read + Seek>(file: &mut Contents<S>, one: &Boxed) -> io::Result<bool> {
    Ok(one.body.end - one.body.start >= 16 && file.read::<16>(one.body.start)? == XMP_UUID)
}

fn erase<S: Read + Write + Seek>(file: &mut Contents<S>, one: &Boxed) -> io::Result<()> {
    file.blank(one.body.clone())?;
    file.write(one.start + 4, BLANK)
}
