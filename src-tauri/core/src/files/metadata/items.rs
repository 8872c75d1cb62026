//! The items of a HEIC or AVIF picture: EXIF and XMP are items beside the picture's own. One box
//! says of which kind each item is, and another where its bytes are.

use std::io::{self, Read, Seek, Write};
use std::ops::Range;

use super::contents::{Contents, damaged};
use super::exif;

/// A kind of item with metadata.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Exif,
    Xmp,
}

/// Where the bytes of one item are.
struct Place {
    item: u32,
    /// 0: in the file. 1: in the box `idat`. Others refer to more items.
    method: u16,
    parts: Vec<Range<u64>>,
}

/// Where the bytes begin from which places are counted.
#[derive(Clone, Copy)]
pub(super) struct Starts {
    /// The picture itself, which may lie behind something else.
    pub(super) file: u64,
    /// The body of its box `idat`, if it has one.
    pub(super) data: Option<u64>,
}

/// Overwrites the items with metadata. `kinds` and `places` are the bodies of the boxes `iinf` and
/// `iloc`.
pub(super) fn clean<S: Read + Write + Seek>(
    file: &mut Contents<S>,
    kinds: &[u8],
    places: &[u8],
    starts: Starts,
) -> io::Result<()> {
    let kinds = items_with_metadata(kinds).ok_or_else(damaged)?;
    for place in Fields(places).places().ok_or_else(damaged)? {
        let Some((_, kind)) = kinds.iter().find(|(item, _)| *item == place.item) else { continue };
        let start = match (place.method, starts.data) {
            (0, _) => starts.file,
            (1, Some(data)) => data,
            _ => continue,
        };
        for (n, part) in place.parts.iter().enumerate() {
            let moved = |at: u64| at.checked_add(start).ok_or_else(damaged);
            // An item with EXIF begins with the distance to its data. The picture's orientation
            // does not stand there.
            let empty = [&[0; 4][..], &exif::only(None)].concat();
            let content = if *kind == Kind::Exif && n == 0 { &empty[..] } else { &[] };
            file.overwrite(moved(part.start)?..moved(part.end)?, content)?;
        }
    }
    Ok(())
}

/// Reads `iinf`.
fn items_with_metadata(list: &[u8]) -> Option<Vec<(u32, Kind)>> {
    let mut fields = Fields(list);
    let version = fields.number(1)?;
    fields.skip(3)?;
    fields.skip(if version == 0 { 2 } else { 4 })?;
    let items = boxes_in(fields.0).filter(|(kind, _)| kind == b"infe");
    Some(items.filter_map(|(_, body)| item_with_metadata(body)).collect())
}

/// Returns the kinds and bodies of the boxes in a list.
fn boxes_in(mut list: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    std::iter::from_fn(move || {
        let size = u32::from_be_bytes(*list.first_chunk()?) as usize;
        let whole = list.get(..size).filter(|_| size >= 8)?;
        list = &list[size..];
        Some(whole[4..].split_at(4))
    })
}

/// Reads `infe`.
fn item_with_metadata(body: &[u8]) -> Option<(u32, Kind)> {
    let mut fields = Fields(body);
    let version = fields.number(1)?;
    fields.skip(3)?;
    let item = match version {
        2 => fields.number(2)?,
        3 => fields.number(4)?,
        _ => return None,
    };
    fields.skip(2)?;
    let kind = match fields.0.first_chunk()? {
        b"Exif" => Kind::Exif,
        b"mime" if memchr::memmem::find(fields.0, b"xml").is_some() => Kind::Xmp,
        _ => return None,
    };
    Some((u32::try_from(item).ok()?, kind))
}

/// The fields of a list, one after another.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    /// Reads a number of this many bytes, up to 8.
    fn number(&mut self, bytes: usize) -> Option<u64> {
        let (number, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        Some(number.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    fn skip(&mut self, bytes: usize) -> Option<()> {
        self.0 = self.0.get(bytes..)?;
        Some(())
    }

    /// Reads `iloc`.
    fn places(mut self) -> Option<Vec<Place>> {
        let version = self.number(1)?;
        self.skip(3)?;
        let sizes = [self.number(1)?, self.number(1)?];
        let [offset, length, base, index] =
            [sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4, sizes[1] & 15].map(|bytes| bytes as usize);
        if [offset, length, base, index].iter().any(|bytes| *bytes > 8) {
            return None;
        }
        let index = if version == 0 { 0 } else { index };
        let wide = if version < 2 { 2 } else { 4 };
        let count = self.number(wide)?;
        let mut places = Vec::new();
        for _ in 0..count {
            let item = u32::try_from(self.number(wide)?).ok()?;
            let method = if version == 0 { 0 } else { self.number(2)? & 15 };
            self.skip(2)?;
            let base = self.number(base)?;
            let parts = self.number(2)?;
            let parts =
                (0..parts).map(|_| self.part(base, [index, offset, length])).collect::<Option<_>>()?;
            places.push(Place { item, method: u16::try_from(method).ok()?, parts });
        }
        Some(places)
    }

    /// Reads the place of one part, whose fields have these sizes.
    fn part(&mut self, base: u64, [index, offset, length]: [usize; 3]) -> Option<Range<u64>> {
        self.skip(index)?;
        let start = base.checked_add(self.number(offset)?)?;
        Some(start..start.checked_add(self.number(length)?)?)
    }
}
