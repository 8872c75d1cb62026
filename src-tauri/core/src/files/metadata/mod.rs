//! The removal of locations and other metadata from pictures and films, in place: the file keeps
//! its length, and its points and sounds are the same bytes. Pictures keep their orientation.
//!
//! | file | content |
//! |---|---|
//! | `boxes`, `items` | MP4, QuickTime, HEIC and AVIF |
//! | `contents` | the bytes of a file, by position and with bounds |
//! | `exif` | the orientation in EXIF data, and data with nothing else |
//! | `jpeg`, `png`, `webp` | the other kinds of pictures |
//!
//! A file of another kind is left as it is, and so is the rest of a file from where its structure
//! is damaged on. The work is linear in the file's size, and the memory is bounded.

mod boxes;
mod contents;
mod exif;
mod items;
mod jpeg;
mod png;
#[cfg(test)]
mod tests;
mod webp;

use std::fs::File;
use std::io::{self, Read, Seek, Write};

pub(super) use contents::{Contents, is_damage};
pub(super) use exif::Orientation;

/// How many of the first bytes say which structure a file has.
const HEAD_BYTES: usize = 16;

/// Removes the metadata from a file that is open for reading and writing.
///
/// # Errors
/// When the disk fails. A damaged file is no error.
pub fn remove_metadata(file: &File) -> io::Result<()> {
    remove_from(file)
}

fn remove_from<S: Read + Write + Seek>(file: S) -> io::Result<()> {
    let mut file = Contents::new(file)?;
    let head = file.head(HEAD_BYTES)?;
    let cleaned = match &head {
        head if jpeg::is(head) => jpeg::clean(&mut file).and_then(|()| boxes::clean_behind(&mut file)),
        head if png::is(head) => png::clean(&mut file),
        head if webp::is(head) => webp::clean(&mut file),
        head if boxes::is(head) => boxes::clean(&mut file),
        _ => Ok(()),
    };
    cleaned.or_else(|error| if is_damage(&error) { Ok(()) } else { Err(error) })
}

/// Returns the orientation that browsers read in a picture's metadata: they do not in those of
/// WebP. HEIC and AVIF say it elsewhere.
pub(super) fn orientation<S: Read + Seek>(file: &mut Contents<S>) -> io::Result<Option<Orientation>> {
    let head = file.head(HEAD_BYTES)?;
    match &head {
        head if jpeg::is(head) => jpeg::orientation(file),
        head if png::is(head) => png::orientation(file),
        _ => Ok(None),
    }
}
