//! EXIF data: the orientation, which pictures need in order to be shown upright, and data with
//! nothing else in them.

/// What precedes the data in a JPEG.
pub(super) const MARK: &[u8] = b"Exif\0\0";

/// The orientation of a picture that is stored as it is shown.
const UPRIGHT: u16 = 1;

/// The tag of the orientation, and the type of its value: one short number.
const ORIENTATION: u16 = 0x0112;
const SHORT: u16 = 3;

/// The size of a directory's entry.
const ENTRY_BYTES: usize = 12;

/// How one picture is turned and mirrored, from 1 to 8 as in EXIF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Orientation(u16);

impl Orientation {
    /// Whether the picture is shown with its sides exchanged.
    pub(crate) fn exchanges_sides(self) -> bool {
        self.0 >= 5
    }

    /// Reads it from EXIF data, with or without the mark of a JPEG before them.
    pub(super) fn read(data: &[u8]) -> Option<Orientation> {
        let tiff = data.strip_prefix(MARK).unwrap_or(data);
        let little = match tiff.get(..4)? {
            b"II*\0" => true,
            b"MM\0*" => false,
            _ => return None,
        };
        let short = |at: usize| {
            let bytes = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
            Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
        };
        let first = tiff.get(4..8)?.try_into().ok()?;
        let first = if little { u32::from_le_bytes(first) } else { u32::from_be_bytes(first) };
        let first = usize::try_from(first).ok()?;
        let entries = (0..usize::from(short(first)?)).map_while(|n| {
            let at = first.checked_add(2 + n * ENTRY_BYTES)?;
            Some((short(at)?, short(at + 2)?, short(at + 8)?))
        });
        let found = entries.into_iter().find(|(tag, kind, _)| (*tag, *kind) == (ORIENTATION, SHORT));
        found.map(|(_, _, value)| value).filter(|value| (1..=8).contains(value)).map(Orientation)
    }
}

/// Returns EXIF data that say nothing but this orientation.
pub(super) fn only(orientation: Option<Orientation>) -> [u8; 26] {
    let mut data = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    let value = orientation.map_or(UPRIGHT, |orientation| orientation.0);
    data[18..20].copy_from_slice(&value.to_be_bytes());
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_in_either_byte_order() {
        for value in 1..=8 {
            let data = only(Some(Orientation(value)));
            assert_eq!(Orientation::read(&data), Some(Orientation(value)));
            assert_eq!(Orientation::read(&[MARK, &data].concat()), Some(Orientation(value)));
            let value = u8::try_from(value).unwrap();
            let little = [b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", &[value, 0, 0, 0][..], &[0; 4]];
            assert_eq!(Orientation::read(&little.concat()), Some(Orientation(value.into())));
        }
        assert_eq!(Orientation::read(&only(None)), Some(Orientation(UPRIGHT)));
    }

    #[test]
    fn damaged_data_say_nothing() {
        let whole = only(Some(Orientation(6)));
        for end in 0..20 {
            assert_eq!(Orientation::read(&whole[..end]), None, "{end} bytes");
        }
        for value in [0, 9, 300] {
            assert_eq!(Orientation::read(&only(Some(Orientation(value)))), None);
        }
        let mut far = whole;
        far[4..8].fill(0xFF);
        assert_eq!(Orientation::read(&far), None);
    }
}
