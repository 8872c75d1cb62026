//! The width and height of a picture, as it is shown: turned as its metadata say.

use std::fs::File;
use std::io::{self, BufReader, Error, ErrorKind, Read, Seek, SeekFrom};

use super::metadata::{Contents, Orientation, is_damage, orientation};

/// How many reads it may take to find the size. A hostile file consists of a million parts that are
/// skipped one by one.
const MOST_READS: u32 = 20_000;

/// How many bytes are read at once: sizes stand near the start, and the parts before them are
/// skipped.
const READ_BYTES: usize = 512;

/// Returns the width and height of a picture in points, or `None` if this is not a picture of a
/// kind that is known, or it is damaged. Nothing is decoded.
pub fn picture_size(file: &File) -> Option<(u32, u32)> {
    size_of(file)
}

fn size_of<S: Read + Seek>(mut file: S) -> Option<(u32, u32)> {
    file.seek(SeekFrom::Start(0)).ok()?;
    let patient = Patient { file: &mut file, left: MOST_READS };
    let size = imagesize::reader_size(BufReader::with_capacity(READ_BYTES, patient)).ok()?;
    let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
    // The rows of a BMP with a negative height begin at the top.
    let height = height.cast_signed().unsigned_abs();
    let turned = Contents::new(file).and_then(|mut file| orientation(&mut file));
    let turned = turned.or_else(|error| if is_damage(&error) { Ok(None) } else { Err(error) }).ok()?;
    let exchanged = turned.is_some_and(Orientation::exchanges_sides);
    let size = if exchanged { (height, width) } else { (width, height) };
    (width > 0 && height > 0).then_some(size)
}

/// A file that can only be read so many times.
struct Patient<S> {
    file: S,
    left: u32,
}

impl<S: Read> Read for Patient<S> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.left = self.left.checked_sub(1).ok_or_else(|| Error::from(ErrorKind::InvalidData))?;
        self.file.read(bytes)
    }
}

impl<S: Seek> Seek for Patient<S> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::files::samples::sample;

    fn size(bytes: Vec<u8>) -> Option<(u32, u32)> {
        size_of(Cursor::new(bytes))
    }

    #[test]
    fn the_size_is_that_of_the_picture_as_it_is_shown() {
        for n in 1..=8 {
            assert_eq!(size(sample(&format!("orientation-{n}.jpg"))), Some((48, 32)), "{n}");
        }
        for name in [
            "progressive.jpg",
            "two-pictures.jpg",
            "location.png",
            "plain.webp",
            "location.avif",
            "animated.gif",
            "picture.bmp",
        ] {
            assert_eq!(size(sample(name)), Some((48, 32)), "{name}");
        }
        assert_eq!(size(sample("location.webp")), Some((32, 48)), "browsers do not turn it");
        assert_eq!(size(sample("location.heic")), Some((64, 128)));
        assert_eq!(size(sample("bomb.png")), Some((60_000, 60_000)));
    }

    #[test]
    fn the_rows_of_a_bmp_may_begin_at_the_top() {
        let mut bmp = sample("picture.bmp");
        bmp[22..26].copy_from_slice(&(-32_i32).to_le_bytes());
        assert_eq!(size(bmp), Some((48, 32)));
    }

    #[test]
    fn other_files_have_no_size() {
        for name in ["location.mp4", "page.pdf", "script.svg", "words.txt", "sound.ogg", "archive.zip"] {
            assert_eq!(size(sample(name)), None, "{name}");
        }
        assert_eq!([size(Vec::new()), size(vec![0; 100])], [None, None]);
    }

    /// Attack: a hundred megabytes of the smallest parts, each of which is skipped.
    #[test]
    fn looking_for_a_size_ends_soon() {
        let jpeg = [&b"\xFF\xD8"[..], &b"\xFF\xE5\0\x02".repeat(1_000_000)].concat();
        let counted = Patient { file: Cursor::new(jpeg), left: 10 * MOST_READS };
        assert_eq!(size_of(counted), None);
    }

    #[test]
    fn an_open_file_is_measured_from_its_start() {
        let mut file = tempfile::tempfile().unwrap();
        io::Write::write_all(&mut file, &sample("orientation-6.jpg")).unwrap();
        assert_eq!(picture_size(&file), Some((48, 32)));
    }
}
