//! WebP: a row of chunks. The first says which kinds there are.

use std::io::{self, Read, Seek, Write};
use std::ops::Range;

use super::contents::Contents;
use super::exif::{self, Orientation};

/// The kind of a chunk that programs must skip.
const BLANK: &[u8; 4] = b"JUNK";

/// The chunk that says which others there are, and the flags of those with metadata.
const EXTENDED: &[u8; 4] = b"VP8X";
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

struct Chunk {
    kind: [u8; 4],
    data: Range<u64>,
}

/// Whether a file begins as a WebP.
pub(super) fn is(head: &[u8]) -> bool {
    head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP")
}

/// Removes the metadata.
pub(super) fn clean<S: Read + Write + Seek>(file: &mut Contents<S>) -> io::Result<()> {
    let mut at = 12;
    while let Some(chunk) = next(file, at)? {
        match &chunk.kind {
            b"EXIF" => {
                let orientation = Orientation::read(&file.list(chunk.data.clone())?);
                let upright = exif::only(orientation);
                let fits = chunk.data.end - chunk.data.start >= upright.len() as u64;
                file.overwrite(chunk.data.clone(), &upright)?;
                if !fits {
                    forget(file, &chunk, HAS_EXIF)?;
                }
            }
            b"XMP " => {
                file.blank(chunk.data.clone())?;
                forget(file, &chunk, HAS_XMP)?;
            }
            _ => {}
        }
        at = behind(&chunk);
    }
    Ok(())
}

/// Returns the chunk at this position, or `None` if the file ends there.
fn next<S: Read + Seek>(file: &mut Contents<S>, at: u64) -> io::Result<Option<Chunk>> {
    if at + 8 > file.length() {
        return Ok(None);
    }
    let [kind @ .., a, b, c, d] = file.read::<8>(at)?;
    let data = at + 8..at + 8 + u64::from(u32::from_le_bytes([a, b, c, d]));
    Ok((data.end <= file.length()).then_some(Chunk { kind, data }))
}

/// Chunks begin at even positions.
fn behind(chunk: &Chunk) -> u64 {
    chunk.data.end.next_multiple_of(2)
}

/// Makes a chunk one that programs skip, and clears its flag.
fn forget<S: Read + Write + Seek>(file: &mut Contents<S>, chunk: &Chunk, flag: u8) -> io::Result<()> {
    file.write(chunk.data.start - 8, BLANK)?;
    if let Some(first) = next(file, 12)?.filter(|first| &first.kind == EXTENDED) {
        let [flags] = file.read(first.data.start)?;
        file.write(first.data.start, &[flags & !flag])?;
    }
    Ok(())
}
