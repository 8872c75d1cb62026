//! What the load generator says, and how it knows it again in a stream of events.

use memchr::{memchr, memchr_iter};

const MARK: u8 = b'~';
const DIGITS: usize = 8;

/// The text of message `number`, `bytes` long: its mark, then letters.
pub(crate) fn text(number: usize, bytes: usize) -> String {
    let letters = ('a'..='y').cycle().take(bytes.saturating_sub(DIGITS + 2));
    format!("~{number:0DIGITS$}~{}", letters.collect::<String>())
}

/// The number in a line that carries a message.
pub(crate) fn number_in(line: &[u8]) -> Option<usize> {
    memchr_iter(MARK, line).find_map(|at| {
        let mark = line.get(at + 1..at + DIGITS + 2)?;
        let (digits, end) = mark.split_at(DIGITS);
        (end == [MARK] && digits.iter().all(u8::is_ascii_digit))
            .then(|| digits.iter().fold(0, |number, digit| number * 10 + usize::from(digit - b'0')))
    })
}

/// Cuts a stream into lines; the beginning of one waits for its end.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    begun: Vec<u8>,
}

impl Lines {
    pub(crate) fn feed(&mut self, mut bytes: &[u8], mut on_line: impl FnMut(&[u8])) {
        while let Some(at) = memchr(b'\n', bytes) {
            let (line, rest) = (&bytes[..at], &bytes[at + 1..]);
            if self.begun.is_empty() {
                on_line(line);
            } else {
                self.begun.extend_from_slice(line);
                on_line(&self.begun);
                self.begun.clear();
            }
            bytes = rest;
        }
        self.begun.extend_from_slice(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_its_length_and_its_number() {
        assert_eq!(text(42, 100).len(), 100);
        assert_eq!(number_in(text(42, 100).as_bytes()), Some(42));
        assert_eq!(number_in(br#"data: {"text":"~00000007~abc"}"#), Some(7));
        assert_eq!(number_in(b"~~00000007~"), Some(7));
    }

    #[test]
    fn other_lines_have_no_number() {
        for line in ["", "~", "data: ~12~", "~0000000x~", "~00000007", "id: 12-34"] {
            assert_eq!(number_in(line.as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn lines_are_the_same_wherever_the_stream_is_split() {
        let all = b"id: 1\ndata: a\n\nid: 2\n\n";
        for at in 0..all.len() {
            let (mut lines, mut got) = (Lines::default(), Vec::new());
            for piece in [&all[..at], &all[at..]] {
                lines.feed(piece, |line| got.push(String::from_utf8_lossy(line).into_owned()));
            }
            assert_eq!(got, ["id: 1", "data: a", "", "id: 2", ""], "split at {at}");
        }
    }
}
