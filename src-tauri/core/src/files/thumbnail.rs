//! The check of a thumbnail that somebody sent. Nothing is decoded: the kind and the size stand in
//! its first bytes.

use super::kind::Kind;

/// The most bytes of a thumbnail.
pub const MAX_BYTES: usize = 64 * 1024;

/// The most points of each side.
pub const MAX_SIDE: usize = 800;

/// The reason why bytes cannot be a thumbnail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ThumbnailError {
    /// There are too many bytes.
    #[error("a thumbnail can have {MAX_BYTES} bytes; leave it out, or make it smaller")]
    TooLarge,
    /// This is another kind, or no picture.
    #[error("a thumbnail must be a JPEG, PNG or WebP picture")]
    WrongKind,
    /// A side is too long, or empty, or the bytes do not say.
    #[error("a thumbnail can be at most {MAX_SIDE} points wide and high")]
    WrongSize,
}

/// Checks that these bytes can be served as a thumbnail, and returns their kind.
///
/// # Errors
/// When they are too many, of another kind, or too large a picture.
pub fn check(bytes: &[u8]) -> Result<Kind, ThumbnailError> {
    if bytes.len() > MAX_BYTES {
        return Err(ThumbnailError::TooLarge);
    }
    let kind = Kind::of(bytes);
    if !matches!(kind, Kind::Jpeg | Kind::Png | Kind::WebP) {
        return Err(ThumbnailError::WrongKind);
    }
    let size = imagesize::blob_size(bytes).map_err(|_| ThumbnailError::WrongSize)?;
    let fits = [size.width, size.height].iter().all(|side| (1..=MAX_SIDE).contains(side));
    if fits { Ok(kind) } else { Err(ThumbnailError::WrongSize) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::samples::sample;

    #[test]
    fn small_pictures_are_thumbnails() {
        assert_eq!(check(&sample("orientation-6.jpg")), Ok(Kind::Jpeg));
        assert_eq!(check(&sample("location.png")), Ok(Kind::Png));
        assert_eq!(check(&sample("plain.webp")), Ok(Kind::WebP));
    }

    #[test]
    fn nothing_else_is_one() {
        for name in ["script.svg", "script.html", "script.gif", "location.avif", "location.mp4", "page.pdf"] {
            assert_eq!(check(&sample(name)), Err(ThumbnailError::WrongKind), "{name}");
        }
        assert_eq!(check(b""), Err(ThumbnailError::WrongKind));
        assert_eq!(check(&sample("bomb.png")), Err(ThumbnailError::WrongSize));
        assert_eq!(check(&sample("orientation-1.jpg")[..40]), Err(ThumbnailError::WrongSize));
        let mut long = sample("location.png");
        long.resize(MAX_BYTES + 1, 0);
        assert_eq!(check(&long), Err(ThumbnailError::TooLarge));
    }

    #[test]
    fn sides_are_bounded() {
        let with_width = |width: u32| {
            let mut png = sample("location.png");
            png[16..20].copy_from_slice(&width.to_be_bytes());
            check(&png)
        };
        assert_eq!([with_width(1), with_width(800)], [Ok(Kind::Png); 2]);
        assert_eq!([with_width(0), with_width(801)], [Err(ThumbnailError::WrongSize); 2]);
    }
}
