//! Tests on the samples, and on damaged ones.

use std::io::Cursor;

use proptest::prelude::*;

use super::*;
use crate::files::samples::sample;
use crate::growth::{LINEAR, growth};

/// The samples with metadata.
const WITH_METADATA: [&str; 17] = [
    "orientation-1.jpg",
    "orientation-2.jpg",
    "orientation-3.jpg",
    "orientation-4.jpg",
    "orientation-5.jpg",
    "orientation-6.jpg",
    "orientation-7.jpg",
    "orientation-8.jpg",
    "progressive.jpg",
    "two-pictures.jpg",
    "location.png",
    "location.webp",
    "location.avif",
    "location.heic",
    "location.mp4",
    "location.mov",
    "location-udta.mov",
];

/// Words that only metadata have: names, the location in XMP and in films, and in EXIF as degrees.
const SECRETS: [&[u8]; 6] =
    [b"Secret", b"48,51", b"+48.8577", b"\0\0\0\x30\0\0\0\x01", b"GPSLatitude", b"loci"];

fn cleaned(mut bytes: Vec<u8>) -> Vec<u8> {
    remove_from(Cursor::new(&mut bytes)).unwrap();
    bytes
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    memchr::memmem::find(bytes, words).is_some()
}

/// A picture that says nothing is upright.
fn orientation_of(bytes: &[u8]) -> Orientation {
    let said = Contents::new(Cursor::new(bytes)).and_then(|mut file| orientation(&mut file)).unwrap();
    said.or_else(|| Orientation::read(&exif::only(None))).unwrap()
}

#[test]
fn no_sample_keeps_a_secret() {
    for name in WITH_METADATA {
        let before = sample(name);
        assert!(SECRETS.iter().any(|secret| holds(&before, secret)), "{name} has none");
        let after = cleaned(before.clone());
        assert_eq!(after.len(), before.len(), "{name}");
        for secret in SECRETS {
            assert!(!holds(&after, secret), "{name}: {}", secret.escape_ascii());
        }
        assert_eq!(cleaned(after.clone()), after, "{name}: a second time changes nothing");
    }
}

#[test]
fn pictures_keep_their_orientation() {
    for name in WITH_METADATA {
        let before = sample(name);
        let after = orientation_of(&cleaned(before.clone()));
        assert_eq!(after, orientation_of(&before), "{name}");
    }
    assert!(orientation_of(&cleaned(sample("orientation-6.jpg"))).exchanges_sides());
}

#[test]
fn files_without_metadata_stay_as_they_are() {
    for name in [
        "plain.webp",
        "animated.gif",
        "picture.bmp",
        "video.webm",
        "sound.ogg",
        "sound.mp3",
        "sound.m4a",
        "sound.wav",
        "page.pdf",
        "archive.zip",
        "script.svg",
        "words.txt",
    ] {
        assert_eq!(cleaned(sample(name)), sample(name), "{name}");
    }
    assert_eq!(cleaned(Vec::new()), b"");
}

/// The points of a PNG are the same chunks, and each chunk's checksum is right.
#[test]
fn a_cleaned_png_is_whole() {
    let (before, after) = (sample("location.png"), cleaned(sample("location.png")));
    let (before, after) = (chunks(&before), chunks(&after));
    assert_eq!(before.len(), after.len());
    for ((kind, data), (new_kind, new_data)) in before.into_iter().zip(after) {
        match kind {
            b"eXIf" => assert_eq!(new_kind, b"eXIf"),
            b"tEXt" | b"zTXt" | b"iTXt" => assert_eq!(new_kind, b"blNk"),
            _ => assert_eq!((kind, data), (new_kind, new_data)),
        }
    }
}

/// Reads the chunks of a PNG, and checks their sums.
fn chunks(png: &[u8]) -> Vec<(&[u8], &[u8])> {
    let mut rest = &png[8..];
    let mut chunks = Vec::new();
    while let Some(length) = rest.first_chunk() {
        let length = u32::from_be_bytes(*length) as usize;
        let (chunk, sum) = rest[4..12 + length].split_at(4 + length);
        assert_eq!(crc32fast::hash(chunk).to_be_bytes(), sum);
        chunks.push(chunk.split_at(4));
        rest = &rest[12 + length..];
    }
    chunks
}

/// What a browser needs of a JPEG: everything but the segments of metadata.
#[test]
fn the_points_of_a_jpeg_are_the_same() {
    for name in ["orientation-6.jpg", "progressive.jpg"] {
        let (before, after) = (sample(name), cleaned(sample(name)));
        let from = |bytes: &[u8]| memchr::memmem::find(bytes, b"\xFF\xDB").unwrap();
        assert_eq!(before[from(&before)..], after[from(&after)..], "{name}");
    }
}

/// Phones put a film behind a picture. Its location is the picture's. Places in it count from where
/// it begins, so it cannot claim bytes of the picture.
#[test]
fn a_film_or_picture_behind_a_picture_loses_its_location_too() {
    for behind in ["location.mp4", "location.avif", "location.heic"] {
        let after = cleaned([sample("orientation-1.jpg"), sample(behind)].concat());
        assert!(SECRETS.iter().all(|secret| !holds(&after, secret)), "{behind}");
        assert!(
            after == [cleaned(sample("orientation-1.jpg")), cleaned(sample(behind))].concat(),
            "{behind}"
        );
    }
}

#[test]
fn segments_of_unknown_kinds_go_and_those_of_colours_stay() {
    let segment = |marker: u8, body: &[u8]| {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker][..], &length, body].concat()
    };
    let jpeg = |app: Vec<u8>| [b"\xFF\xD8", &app[..], &sample("orientation-1.jpg")[2..]].concat();
    for (marker, body) in [(0xE6, "GoPro has a place"), (0xE2, "FPXR"), (0xEB, "JP jumbf"), (0xFE, "hello")] {
        let after = cleaned(jpeg(segment(marker, body.as_bytes())));
        assert!(!holds(&after, body.as_bytes()), "{body}");
    }
    for (marker, body) in [(0xE2, "ICC_PROFILE\0\x01\x01"), (0xEE, "Adobe\0"), (0xE0, "JFIF\0")] {
        let after = cleaned(jpeg(segment(marker, body.as_bytes())));
        assert!(holds(&after, body.as_bytes()), "{body}");
    }
}

#[test]
fn xmp_beside_a_film_is_erased() {
    let xmp = 0xBE7A_CFCB_97A9_42E8_9C71_9994_91E3_AFAC_u128.to_be_bytes();
    let body = [&xmp[..], b"<rdf>Secret</rdf>"].concat();
    let size = u32::try_from(body.len() + 8).unwrap().to_be_bytes();
    let before = [sample("location.mp4"), [&size[..], b"uuid", &body].concat()].concat();
    assert!(!holds(&cleaned(before), b"Secret"));
}

/// Attack: places of items that lie over each other, so that each byte is erased a million times.
#[test]
fn parts_that_overlap_are_not_erased_again_and_again() {
    let boxed = |kind: &[u8; 4], body: &[u8]| {
        [&u32::try_from(body.len() + 8).unwrap().to_be_bytes()[..], kind, body].concat()
    };
    let kind = boxed(b"infe", b"\x02\0\0\0\0\x01\0\0Exif\0");
    let kinds = boxed(b"iinf", &[&b"\0\0\0\0\0\x01"[..], &kind].concat());
    let heic = |size: usize| {
        let (bytes, parts) = (250_000 * size, 4_000 * size);
        let part = [0_u32.to_be_bytes(), u32::try_from(bytes).unwrap().to_be_bytes()].concat();
        let count = u16::try_from(parts).unwrap().to_be_bytes();
        let place = [&b"\0\x01\0\0"[..], &count, &part.repeat(parts)].concat();
        let places = boxed(b"iloc", &[&b"\0\0\0\0\x44\0\0\x01"[..], &place].concat());
        let meta = boxed(b"meta", &[&[0; 4][..], &kinds, &places].concat());
        [boxed(b"ftyp", b"heic\0\0\0\0"), meta, boxed(b"mdat", &vec![1; bytes])].concat()
    };
    let growth = growth(heic, |heic| {
        cleaned(heic.clone());
    });
    assert!(growth < LINEAR, "{growth}");
}

#[test]
fn boxes_within_boxes_end() {
    let deep = (0..100_000_u32).rev().flat_map(|n| [((n + 1) * 8).to_be_bytes(), *b"moov"]);
    cleaned(deep.flatten().collect());
    cleaned([&b"\0\0\0\0ftyp"[..], &b"\0\0\0\x01moov\0\0\0\0\0\0\0\0".repeat(1000)].concat());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// Damage of any kind: bytes are changed, left out or repeated, or the end is missing.
    #[test]
    fn damaged_files_keep_their_length_and_end(
        n in 0..WITH_METADATA.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..12),
    ) {
        let mut bytes = sample(WITH_METADATA[n]);
        for (at, value, how) in changes {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            match how {
                0 | 1 => bytes[at] = value,
                2 => { bytes.remove(at); }
                _ => bytes.truncate(at),
            }
        }
        let before = bytes.len();
        prop_assert_eq!(cleaned(bytes).len(), before);
    }
}
