//! The kind of a file, by its first bytes. The name and the type that a sender declares say nothing
//! about what a browser would do with the bytes.

/// How many of a file's first bytes are enough to know its kind.
pub const HEAD_BYTES: usize = 1024;

/// The kinds that a browser may show in place, and PDF, which has its own type but is downloaded:
/// under a policy that forbids scripts, browsers do not show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is a format of its name")]
pub enum Kind {
    Jpeg,
    Png,
    Gif,
    WebP,
    Avif,
    Bmp,
    Mp4,
    WebM,
    QuickTime,
    Ogg,
    Mp3,
    Wav,
    Flac,
    M4a,
    Pdf,
    /// Everything else, also SVG, HTML and text. It is only ever downloaded.
    Other,
}

impl Kind {
    /// Returns the kind of a file that begins with these bytes; see [`HEAD_BYTES`].
    pub fn of(head: &[u8]) -> Kind {
        let kind = infer::get(head).map_or(Kind::Other, |found| named(found.mime_type()));
        if kind.is_plausible(head) { kind } else { Kind::Other }
    }

    /// Returns the type with which it is served.
    pub fn content_type(self) -> &'static str {
        match self {
            Kind::Jpeg => "image/jpeg",
            Kind::Png => "image/png",
            Kind::Gif => "image/gif",
            Kind::WebP => "image/webp",
            Kind::Avif => "image/avif",
            Kind::Bmp => "image/bmp",
            Kind::Mp4 => "video/mp4",
            Kind::WebM => "video/webm",
            Kind::QuickTime => "video/quicktime",
            Kind::Ogg => "audio/ogg",
            Kind::Mp3 => "audio/mpeg",
            Kind::Wav => "audio/wav",
            Kind::Flac => "audio/flac",
            Kind::M4a => "audio/mp4",
            Kind::Pdf => "application/pdf",
            Kind::Other => "application/octet-stream",
        }
    }

    /// Whether a browser may show it in place. Everything else is downloaded.
    pub fn is_shown(self) -> bool {
        !matches!(self, Kind::Pdf | Kind::Other)
    }

    /// Whether it is a picture that a browser may show.
    pub fn is_picture(self) -> bool {
        use Kind::{Avif, Bmp, Gif, Jpeg, Png, WebP};
        matches!(self, Jpeg | Png | Gif | WebP | Avif | Bmp)
    }

    /// Whether it is a sound or a film that a browser may play.
    pub fn is_played(self) -> bool {
        self.is_shown() && !self.is_picture()
    }

    /// For some kinds, `infer` is content with two or three letters, with which a text can begin.
    fn is_plausible(self, head: &[u8]) -> bool {
        match self {
            Kind::Gif => head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a"),
            Kind::WebP => head.starts_with(b"RIFF"),
            // The reserved bytes, and the size of one of the headers that there are.
            Kind::Bmp => {
                head.get(6..10) == Some(&[0; 4])
                    && matches!(head.get(14..18), Some([12 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]))
            }
            // The version of ID3, which is never 255.
            Kind::Mp3 if head.starts_with(b"ID3") => {
                matches!(head.get(3..6), Some([2..=4, 0..=254, _]))
            }
            _ => true,
        }
    }
}

/// Returns the kind that `infer` calls so.
fn named(mime_type: &str) -> Kind {
    match mime_type {
        "image/jpeg" => Kind::Jpeg,
        "image/png" => Kind::Png,
        "image/gif" => Kind::Gif,
        "image/webp" => Kind::WebP,
        "image/avif" => Kind::Avif,
        "image/bmp" => Kind::Bmp,
        "video/mp4" | "video/x-m4v" => Kind::Mp4,
        "video/webm" => Kind::WebM,
        "video/quicktime" => Kind::QuickTime,
        "audio/ogg" | "audio/opus" => Kind::Ogg,
        "audio/mpeg" => Kind::Mp3,
        "audio/x-wav" => Kind::Wav,
        "audio/x-flac" => Kind::Flac,
        "audio/m4a" => Kind::M4a,
        "application/pdf" => Kind::Pdf,
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::samples::sample;

    fn kind_of(name: &str) -> Kind {
        let bytes = sample(name);
        Kind::of(&bytes[..bytes.len().min(HEAD_BYTES)])
    }

    #[test]
    fn each_sample_is_of_its_kind() {
        for (name, kind) in [
            ("orientation-1.jpg", Kind::Jpeg),
            ("progressive.jpg", Kind::Jpeg),
            ("location.png", Kind::Png),
            ("location.webp", Kind::WebP),
            ("plain.webp", Kind::WebP),
            ("location.avif", Kind::Avif),
            ("animated.gif", Kind::Gif),
            ("picture.bmp", Kind::Bmp),
            ("location.mp4", Kind::Mp4),
            ("location.mov", Kind::QuickTime),
            ("video.webm", Kind::WebM),
            ("sound.ogg", Kind::Ogg),
            ("sound.mp3", Kind::Mp3),
            ("sound.m4a", Kind::M4a),
            ("sound.wav", Kind::Wav),
            ("sound.flac", Kind::Flac),
            ("page.pdf", Kind::Pdf),
            ("location.heic", Kind::Other),
            ("archive.zip", Kind::Other),
            ("words.txt", Kind::Other),
            ("script.svg", Kind::Other),
            ("script.html", Kind::Other),
            ("script.xhtml", Kind::Other),
            ("script.js", Kind::Other),
        ] {
            assert_eq!(kind_of(name), kind, "{name}");
        }
    }

    #[test]
    fn a_page_behind_another_head_is_never_a_page() {
        assert_eq!(kind_of("script.gif"), Kind::Gif);
        assert_eq!(kind_of("script-behind-png.html"), Kind::Png);
        assert_eq!(kind_of("script-behind-jpeg.html"), Kind::Jpeg);
        assert_eq!(kind_of("script-behind-pdf.html"), Kind::Pdf);
        assert_eq!(kind_of("script-behind-id3.html"), Kind::Mp3);
    }

    #[test]
    fn texts_that_begin_with_the_letters_of_a_kind_are_texts() {
        for text in ["", "B", "BM", "BMW is a car, and a long word about it", "GIF is a format", "ID3"] {
            assert_eq!(Kind::of(text.as_bytes()), Kind::Other, "{text}");
        }
        assert_eq!(Kind::of(b"ID3 is how sounds are labelled"), Kind::Other);
        assert_eq!(Kind::of(b"I read: WEBP is small"), Kind::Other);
    }
}
