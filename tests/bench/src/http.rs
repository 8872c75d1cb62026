//! A minimal HTTP/1.1 client, which reads one answer at a time, piece by piece as it arrives.

use anyhow::{Context, bail};
use memchr::memmem;

const HEAD_END: &[u8] = b"\r\n\r\n";
const MAX_HEAD_BYTES: usize = 64 * 1024;

/// An answer that is being received.
#[derive(Debug, Default)]
pub(crate) struct Response {
    state: State,
    /// The head, once it is complete.
    pub(crate) head: String,
    pub(crate) status: u16,
    /// Whether the server will close the connection after this answer.
    pub(crate) closes: bool,
}

#[derive(Debug)]
enum State {
    Head(Vec<u8>),
    Length(u64),
    Chunks(Chunks),
    UntilClose,
    Done,
}

impl Default for State {
    fn default() -> State {
        State::Head(Vec::new())
    }
}

/// The place of the next byte in a chunked body (RFC 9112, 7.1).
#[derive(Clone, Copy, Debug)]
enum Chunks {
    Size(u64),
    /// Between the size and the end of its line.
    Extension(u64),
    Data(u64),
    /// At the line end after the data.
    AfterData,
    Trailer {
        blank: bool,
    },
}

impl Response {
    pub(crate) fn has_head(&self) -> bool {
        !matches!(self.state, State::Head(_))
    }

    pub(crate) fn is_done(&self) -> bool {
        matches!(self.state, State::Done)
    }

    /// Returns the value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .find_map(|(key, value)| key.eq_ignore_ascii_case(name).then(|| value.trim()))
    }

    /// Takes the next bytes. The bytes of the body go to `body`, without their framing.
    ///
    /// # Errors
    /// When the bytes are not HTTP.
    pub(crate) fn feed(&mut self, bytes: &[u8], body: &mut impl FnMut(&[u8])) -> anyhow::Result<()> {
        let State::Head(head) = &mut self.state else { return self.feed_body(bytes, body) };
        head.extend_from_slice(bytes);
        let Some(end) = memmem::find(head, HEAD_END) else {
            anyhow::ensure!(head.len() <= MAX_HEAD_BYTES, "the answer's head has no end");
            return Ok(());
        };
        let all = std::mem::take(head);
        let (head, rest) = all.split_at(end + HEAD_END.len());
        self.take_head(head)?;
        self.feed_body(rest, body)
    }

    fn take_head(&mut self, head: &[u8]) -> anyhow::Result<()> {
        self.head = String::from_utf8_lossy(head).into_owned();
        let status = self.head.split(' ').nth(1).context("no status")?;
        self.status = status.parse().with_context(|| format!("status {status:?}"))?;
        self.closes = self.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"));
        self.state = match (self.status, self.header("transfer-encoding"), self.header("content-length")) {
            (204 | 304, _, _) => State::Done,
            (_, Some(_chunked), _) => State::Chunks(Chunks::Size(0)),
            (_, None, Some(length)) => State::of_length(length.parse()?),
            (_, None, None) => State::UntilClose,
        };
        Ok(())
    }

    fn feed_body(&mut self, mut bytes: &[u8], body: &mut impl FnMut(&[u8])) -> anyhow::Result<()> {
        while !bytes.is_empty() {
            match &mut self.state {
                State::Head(_) | State::Done => return Ok(()),
                State::UntilClose => {
                    body(bytes);
                    return Ok(());
                }
                State::Length(left) => {
                    let (taken, rest) = split(bytes, *left);
                    body(taken);
                    (bytes, self.state) = (rest, State::of_length(*left - taken.len() as u64));
                }
                State::Chunks(chunks) => match chunks.step(&mut bytes, body)? {
                    Some(next) => *chunks = next,
                    None => self.state = State::Done,
                },
            }
        }
        Ok(())
    }
}

impl State {
    fn of_length(left: u64) -> State {
        if left == 0 { State::Done } else { State::Length(left) }
    }
}

impl Chunks {
    /// Takes at least one byte. Returns `None` after the last one.
    fn step(self, bytes: &mut &[u8], body: &mut impl FnMut(&[u8])) -> anyhow::Result<Option<Chunks>> {
        if let Chunks::Data(left) = self {
            let (taken, rest) = split(bytes, left);
            body(taken);
            *bytes = rest;
            let left = left - taken.len() as u64;
            return Ok(Some(if left == 0 { Chunks::AfterData } else { Chunks::Data(left) }));
        }
        let byte = bytes[0];
        *bytes = &bytes[1..];
        Ok(match (self, byte) {
            (Chunks::Size(0) | Chunks::Extension(0), b'\n') => Some(Chunks::Trailer { blank: true }),
            (Chunks::Size(size) | Chunks::Extension(size), b'\n') => Some(Chunks::Data(size)),
            (Chunks::Size(size), b'\r' | b';' | b' ') => Some(Chunks::Extension(size)),
            (Chunks::Size(size), digit) => Some(Chunks::Size(size * 16 + hex(digit)?)),
            (Chunks::AfterData, b'\n') => Some(Chunks::Size(0)),
            (Chunks::Trailer { blank: true }, b'\n') => None,
            (Chunks::Trailer { .. }, b'\n') => Some(Chunks::Trailer { blank: true }),
            (Chunks::Trailer { blank }, byte) => Some(Chunks::Trailer { blank: blank && byte == b'\r' }),
            (other, _) => Some(other),
        })
    }
}

fn split(bytes: &[u8], most: u64) -> (&[u8], &[u8]) {
    bytes.split_at(usize::try_from(most).map_or(bytes.len(), |most| most.min(bytes.len())))
}

fn hex(digit: u8) -> anyhow::Result<u64> {
    match char::from(digit).to_digit(16) {
        Some(value) => Ok(value.into()),
        None => bail!("{:?} in a chunk's size", char::from(digit)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pieces: &[&[u8]]) -> (u16, String, bool) {
        let mut response = Response::default();
        let mut body = Vec::new();
        for piece in pieces {
            response.feed(piece, &mut |bytes| body.extend_from_slice(bytes)).unwrap();
        }
        (response.status, String::from_utf8(body).unwrap(), response.is_done())
    }

    #[test]
    fn a_chunked_answer_is_the_same_wherever_it_is_split() {
        let all = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n6\r\n~hello\r\nA;x=1\r\n, world\n\n~\r\n0\r\nx: y\r\n\r\n";
        for at in 0..all.len() {
            let (status, body, done) = read(&[&all[..at], &all[at..]]);
            assert_eq!((status, body.as_str(), done), (200, "~hello, world\n\n~", true), "split at {at}");
        }
    }

    #[test]
    fn a_length_ends_a_body_and_its_absence_does_not() {
        assert_eq!(
            read(&[b"HTTP/1.1 201 Created\r\nContent-Length: 3\r\n\r\na", b"bc"]),
            (201, "abc".into(), true)
        );
        assert_eq!(read(&[b"HTTP/1.1 200 OK\r\n\r\nab", b"c"]), (200, "abc".into(), false));
        assert_eq!(read(&[b"HTTP/1.1 204 No Content\r\n\r\n"]), (204, String::new(), true));
        assert_eq!(read(&[b"HTTP/1.1 403 No\r\ncontent-length: 0\r\n\r\n"]), (403, String::new(), true));
    }

    #[test]
    fn headers_are_found_whatever_their_case() {
        let mut response = Response::default();
        response
            .feed(b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b; c\r\nConnection: close\r\n\r\n", &mut |_| {})
            .unwrap();
        assert_eq!(response.header("set-cookie"), Some("a=b; c"));
        assert!(response.closes);
    }

    #[test]
    fn what_is_not_http_is_an_error() {
        assert!(Response::default().feed(b"220 smtp\r\n\r\n", &mut |_| {}).is_err());
        let chunks = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n";
        assert!(Response::default().feed(chunks, &mut |_| {}).is_err());
    }
}
