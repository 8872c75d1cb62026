//! The header `Content-Disposition`: whether a browser shows a file or saves it, and under which
//! name (RFC 6266).

use axum::http::HeaderValue;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::files::given_name;

/// What is encoded in `filename*`: everything but `attr-char` of RFC 8187.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// What a browser does with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Disposition {
    /// It shows the file.
    Inline,
    /// It saves the file.
    Attachment,
}

impl Disposition {
    /// Returns the header for a file of this stored name.
    pub(super) fn header(self, stored: &str) -> HeaderValue {
        let word = match self {
            Disposition::Inline => "inline",
            Disposition::Attachment => "attachment",
        };
        let name = given_name(stored);
        let plain: String = name.chars().map(plain).collect();
        let encoded = utf8_percent_encode(name, ENCODED);
        let value = format!("{word}; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
        HeaderValue::from_str(&value).expect("only plain characters are left")
    }
}

/// Returns a character that old programs understand between quotation marks. A percent sign would
/// be taken for an encoding.
fn plain(c: char) -> char {
    if matches!(c, ' '..='~') && !matches!(c, '"' | '\\' | '%') { c } else { '_' }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(stored: &str) -> String {
        Disposition::Attachment.header(stored).to_str().unwrap().to_owned()
    }

    #[test]
    fn names_of_every_script_are_said_in_both_ways() {
        for (stored, plain, encoded) in [
            ("7kq2a-photo.jpg", "photo.jpg", "photo.jpg"),
            ("7kq2a-Größe.png", "Gr__e.png", "Gr%C3%B6%C3%9Fe.png"),
            ("7kq2a-写真.jpg", "__.jpg", "%E5%86%99%E7%9C%9F.jpg"),
            ("7kq2a-صورة.jpg", "____.jpg", "%D8%B5%D9%88%D8%B1%D8%A9.jpg"),
            ("7kq2a-🌄.gif", "_.gif", "%F0%9F%8C%84.gif"),
            ("7kq2a-a b;c.txt", "a b;c.txt", "a%20b%3Bc.txt"),
            ("7kq2a-100%25.txt", "100_25.txt", "100%2525.txt"),
            ("7kq2a-a\"b'c.txt", "a_b'c.txt", "a%22b%27c.txt"),
        ] {
            let expected = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
            assert_eq!(saved(stored), expected);
        }
    }

    /// Attack: a name that ends the header, or adds another one.
    #[test]
    fn no_name_breaks_out_of_the_header() {
        for stored in ["7kq2a-\r\nSet-Cookie: a=b", "7kq2a-\"; filename=\"evil.exe", "7kq2a-\u{85}\0\u{7f}"] {
            let header = saved(stored);
            assert_eq!(header.matches('"').count(), 2, "{header}");
            assert!(header.bytes().all(|byte| matches!(byte, b' '..=b'~')), "{header}");
        }
    }
}
