//! A target for the files that people share: their kind, their size, and their metadata.

use std::io::{Read, Seek, Write};

use flatchat_core::files::kind::Kind;
use flatchat_core::files::metadata::remove_metadata;
use flatchat_core::files::size::picture_size;
use flatchat_core::files::thumbnail;

/// Any bytes can be looked at and cleaned, again and again, and keep their number. A picture that
/// is no row of boxes keeps its kind; boxes can claim that the first bytes are metadata.
pub(crate) fn pictures(data: &[u8]) {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(data).expect("written");
    let (kind, _, _) = (Kind::of(data), picture_size(&file), thumbnail::check(data));
    for _ in 0..2 {
        let cleaned = clean(&mut file);
        assert_eq!(cleaned.len(), data.len());
        let is_boxed = matches!(kind, Kind::Avif | Kind::Mp4 | Kind::QuickTime | Kind::M4a | Kind::Other);
        assert!(is_boxed || Kind::of(&cleaned) == kind, "it was {kind:?}");
    }
}

fn clean(file: &mut std::fs::File) -> Vec<u8> {
    remove_metadata(file).expect("the disk works");
    file.rewind().expect("a file");
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).expect("read");
    bytes
}
