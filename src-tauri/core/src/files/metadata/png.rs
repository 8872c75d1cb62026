//! PNG: a row of chunks, each with a checksum.

use std::io::{self, Read, Seek, Write};
use std::ops::Range;

use super::contents::Contents;
use super::exif::{self, Orientation};

const START: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The kind of a chunk that programs must skip: not critical, private, safe to copy.
const BLANK: &[u8; 4] = b"blNk";

struct Chunk {
    kind: [u8; 4],
    data: Range<u64>,
}

/// Whether a file begins as a PNG.
pub(super) fn is(head: &[u8]) -> bool {
    head.starts_with(START)
}

/// Removes the metadata.
pub(super) fn clean<S: Read + Write + Seek>(file: &mut Contents<S>) -> io::Result<()> {
    let mut at = START.len() as u64;
    while let Some(chunk) = next(file, at)? {
        match &chunk.kind {
            b"eXIf" => {
                let upright = exif::only(Orientation::read(&file.list(chunk.data.clone())?));
                rewrite(file, &chunk, *b"eXIf", &upright)?;
            }
            b"tEXt" | b"zTXt" | b"iTXt" => rewrite(file, &chunk, *BLANK, &[])?,
            _ => {}
        }
        at = chunk.data.end + 4;
    }
    Ok(())
}

/// Returns the picture's orientation.
pub(super) fn orientation<S: Read + Seek>(file: &mut Contents<S>) -> io::Result<Option<Orientation>> {
    let mut at = START.len() as u64;
    while let Some(chunk) = next(file, at)? {
        if &chunk.kind == b"eXIf" {
            return Ok(Orientation::read(&file.list(chunk.data)?));
        }
        at = chunk.data.end + 4;
    }
    Ok(None)
}

/// Returns the chunk at this position, or `None` if the picture ends there or is damaged.
fn next<S: Read + Seek>(file: &mut Contents<S>, at: u64) -> io::Result<Option<Chunk>> {
    let [a, b, c, d, kind @ ..] = file.read::<8>(at)?;
    let data = at + 8..at + 8 + u64::from(u32::from_be_bytes([a, b, c, d]));
    let is_whole = data.end + 4 <= file.length();
    Ok((is_whole && &kind != b"IEND").then_some(Chunk { kind, data }))
}

/// Makes a chunk one of this kind, with these data and zeros behind them.
fn rewrite<S: Read + Write + Seek>(
    file: &mut Contents<S>,
    chunk: &Chunk,
    kind: [u8; 4],
    data: &[u8],
) -> io::Result<()> {
    let bytes = chunk.data.end - chunk.data.start;
    let data = if data.len() as u64 <= bytes { data } else { &[] };
    file.overwrite(chunk.data.clone(), data)?;
    file.write(chunk.data.start - 4, &kind)?;
    let mut sum = crc32fast::Hasher::new();
    sum.update(&kind);
    sum.update(data);
    add_zeros(&mut sum, bytes - data.len() as u64);
    file.write(chunk.data.end, &sum.finalize().to_be_bytes())
}

fn add_zeros(sum: &mut crc32fast::Hasher, mut bytes: u64) {
    const ZEROS: [u8; 4096] = [0; 4096];
    while bytes > 0 {
        let piece = usize::try_from(bytes).map_or(ZEROS.len(), |bytes| bytes.min(ZEROS.len()));
        sum.update(&ZEROS[..piece]);
        bytes -= piece as u64;
    }
}
