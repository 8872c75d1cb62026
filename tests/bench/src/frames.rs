//! The messages of the load generator, and the way it recognises them in an event stream.

use memchr::{memchr, memchr_iter, memmem, memrchr};

const MARK: u8 = b'~';
const DIGITS: usize = 8;

/// Returns the text of message `number`, `bytes` long: its mark, then letters.
pub(crate) fn text(number: usize, bytes: usize) -> String {
    let letters = ('a'..='y').cycle().take(bytes.saturating_sub(DIGITS + 2));
    format!("~{number:0DIGITS$}~{}", letters.collect::<String>())
}

/// Returns the numbers of all messages in a part of a stream.
fn numbers_in(bytes: &[u8]) -> impl Iterator<Item = usize> {
    memchr_iter(MARK, bytes).filter_map(|at| {
        let mark = bytes.get(at + 1..at + DIGITS + 2)?;
        let (digits, end) = mark.split_at(DIGITS);
        (end == [MARK] && digits.iter().all(u8::is_ascii_digit))
            .then(|| digits.iter().fold(0, |number, digit| number * 10 + usize::from(digit - b'0')))
    })
}

/// Returns the last `id:` in some whole lines.
fn last_id_in(lines: &[u8]) -> Option<&[u8]> {
    let id =
        memmem::rfind(lines, b"\nid:").map(|at| at + 1).or_else(|| lines.starts_with(b"id:").then_some(0))?;
    let id = &lines[id + b"id:".len()..];
    Some(id[..memchr(b'\n', id)?].trim_ascii())
}

/// A reader of event streams that finds the messages and the last id. It searches many lines at
/// once, because it must be faster than the server that it measures.
#[derive(Debug, Default)]
pub(crate) struct Scanner {
    /// The beginning of a line whose end has not arrived.
    begun: Vec<u8>,
    pub(crate) last_id: Vec<u8>,
}

impl Scanner {
    pub(crate) fn feed(&mut self, mut bytes: &[u8], mut on_number: impl FnMut(usize)) {
        if !self.begun.is_empty()
            && let Some(at) = memchr(b'\n', bytes)
        {
            let mut line = std::mem::take(&mut self.begun);
            line.extend_from_slice(&bytes[..=at]);
            self.scan(&line, &mut on_number);
            bytes = &bytes[at + 1..];
        }
        let whole = memrchr(b'\n', bytes).map_or(0, |at| at + 1);
        self.scan(&bytes[..whole], &mut on_number);
        self.begun.extend_from_slice(&bytes[whole..]);
    }

    fn scan(&mut self, lines: &[u8], on_number: impl FnMut(usize)) {
        numbers_in(lines).for_each(on_number);
        if let Some(id) = last_id_in(lines) {
            self.last_id.clear();
            self.last_id.extend_from_slice(id);
        }
    }

    /// Starts another stream, with the id of the one before.
    pub(crate) fn reopen(&mut self) {
        self.begun.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number_in(bytes: &[u8]) -> Option<usize> {
        numbers_in(bytes).next()
    }

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
    fn a_stream_is_the_same_wherever_it_is_split() {
        let all = b"id: 1\ndata: ~00000004~\n\n: still here\n\nid: 2\ndata: ~00000007~\n\nid: 3";
        for at in 0..all.len() {
            let (mut scanner, mut got) = (Scanner::default(), Vec::new());
            for piece in [&all[..at], &all[at..]] {
                scanner.feed(piece, |number| got.push(number));
            }
            assert_eq!((got, scanner.last_id.as_slice()), (vec![4, 7], &b"2"[..]), "split at {at}");
        }
    }
}
