//! Lenient parsing of the tutorial's forms: its page sends the typed text after `text=` raw,
//! without any escaping.
//!
//! A value is decoded as a form only if a form's encoder could have produced it (WHATWG URL,
//! "application/x-www-form-urlencoded"). Any other value is taken literally, so that `50% off & 1 +
//! 1` arrives as typed.

use percent_encoding::percent_decode_str;

/// Returns the value of `uname`, up to the next field.
pub(super) fn name(body: &[u8]) -> Option<String> {
    let value = body.strip_prefix(b"uname=")?;
    let end = value.iter().position(|byte| *byte == b'&').unwrap_or(value.len());
    Some(decode(&value[..end]))
}

/// Returns everything after `text=`, because an ampersand may be part of the typed text.
pub(super) fn text(body: &[u8]) -> Option<String> {
    let value = body.strip_prefix(b"text=").or_else(|| {
        let at = memchr::memmem::find(body, b"&text=")?;
        Some(&body[at + b"&text=".len()..])
    })?;
    Some(decode(value))
}

fn decode(value: &[u8]) -> String {
    let raw = String::from_utf8_lossy(value);
    if !is_encoded(&raw) {
        return raw.into_owned();
    }
    let spaced = if has_typed_plus(&raw) { raw.clone() } else { raw.replace('+', " ").into() };
    match percent_decode_str(&spaced).decode_utf8() {
        Ok(decoded) => decoded.into_owned(),
        Err(_) => raw.into_owned(),
    }
}

/// Whether a form's encoder could have produced this: it has only whole escapes and characters that
/// an encoder leaves alone.
fn is_encoded(value: &str) -> bool {
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        let fine = match byte {
            b'%' => {
                [rest.next(), rest.next()].iter().flatten().filter(|b| b.is_ascii_hexdigit()).count() == 2
            }
            // encodeURIComponent also leaves the last four alone.
            b'+' | b'*' | b'-' | b'.' | b'_' | b'~' | b'!' | b'\'' | b'(' | b')' => true,
            byte => byte.is_ascii_alphanumeric(),
        };
        if !fine {
            return false;
        }
    }
    true
}

/// Whether the text has a plus that cannot stand for a space between words: `C++`, `+1`, `1+1`.
fn has_typed_plus(value: &str) -> bool {
    let sum = !value.contains('%') && !value.chars().any(char::is_alphabetic);
    value.starts_with('+') || value.ends_with('+') || value.contains("++") || sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(body: &str) -> String {
        text(body.as_bytes()).unwrap()
    }

    #[test]
    fn what_a_form_encoded_is_decoded() {
        assert_eq!(said("text=hello+world%21"), "hello world!");
        assert_eq!(said("text=h%C3%A9%20%26%20b"), "hé & b");
        assert_eq!(said("text=1%2B1"), "1+1");
    }

    #[test]
    fn what_was_sent_raw_arrives_as_typed() {
        for typed in
            ["50% off & 1 + 1", "a=b&c=d", "100%", "C++", "+1", "1+1", "héllo", "a\nb", "", "<b>%20</b>"]
        {
            assert_eq!(said(&format!("text={typed}")), typed);
        }
    }

    #[test]
    fn a_name_ends_where_the_next_field_begins() {
        assert_eq!(name(b"uname=Ana Maria&code=7").as_deref(), Some("Ana Maria"));
        assert_eq!(name(b"uname=Ana+Maria").as_deref(), Some("Ana Maria"));
        assert_eq!(name(b"text=hi"), None);
    }
}
