//! Bytes on a socket, for requests that no HTTP client would send, and for readers that do not
//! read.

use std::net::IpAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use crate::frames::{Frame, Frames};
use crate::server::Server;
use crate::wait::within;

/// A bare connection.
#[derive(Debug)]
pub struct Raw {
    stream: TcpStream,
}

impl Raw {
    /// Connects.
    ///
    /// # Panics
    /// When the server does not listen.
    pub async fn connect(server: &Server) -> Raw {
        Raw { stream: TcpStream::connect(server.address()).await.expect("the server listens") }
    }

    /// Connects from this address, which must be one of this computer's addresses.
    ///
    /// # Panics
    /// When the server does not listen.
    pub async fn connect_from(server: &Server, from: IpAddr) -> Raw {
        let socket = if from.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() };
        let socket = socket.expect("a socket");
        socket.bind((from, 0).into()).expect("an address of this computer");
        let connecting = within("connecting", socket.connect(server.address()));
        Raw { stream: connecting.await.expect("the server listens") }
    }

    /// Connects with space for only about this many unread bytes, so that a reader who stops soon
    /// stalls the sender.
    ///
    /// # Panics
    /// When the server does not listen.
    pub async fn connect_narrow(server: &Server, bytes: u32) -> Raw {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_recv_buffer_size(bytes).expect("a buffer can be small");
        Raw { stream: socket.connect(server.address()).await.expect("the server listens") }
    }

    /// Opens an event stream on a narrow connection and does not read it. The request is HTTP/1.0,
    /// so that the bytes arrive without chunks.
    ///
    /// # Panics
    /// When the server does not listen.
    pub async fn stalled_stream(server: &Server, path: &str) -> Raw {
        let mut raw = Raw::connect_narrow(server, 4096).await;
        raw.send(format!("GET {path} HTTP/1.0\r\nHost: {}\r\n\r\n", server.address()).as_bytes()).await;
        raw
    }

    /// Sends all of these bytes, unless the other end closes the connection.
    pub async fn send(&mut self, bytes: &[u8]) {
        // A server may refuse a request before it has read all of it.
        let _ = within("sending bytes", self.stream.write_all(bytes)).await;
    }

    /// Ends the sending direction of the connection.
    pub async fn finish(&mut self) {
        let _ = self.stream.shutdown().await;
    }

    /// Returns the next bytes, or none when the other end has closed the connection.
    pub async fn some(&mut self) -> Vec<u8> {
        let mut bytes = vec![0; 64 * 1024];
        let read = within("reading bytes", self.stream.read(&mut bytes)).await.unwrap_or(0);
        bytes.truncate(read);
        bytes
    }

    /// Returns everything until the other end closes the connection, as text.
    pub async fn rest(&mut self) -> String {
        let mut all = Vec::new();
        loop {
            match self.some().await {
                bytes if bytes.is_empty() => return String::from_utf8_lossy(&all).into_owned(),
                bytes => all.extend(bytes),
            }
        }
    }

    /// Reads an event stream's head, then its frames up to the entry number `count`.
    ///
    /// # Panics
    /// When the stream ends earlier.
    pub async fn entries(&mut self, count: usize) -> Vec<Frame> {
        let mut bytes = Vec::new();
        let head = loop {
            if let Some(at) = bytes.windows(4).position(|end| end == b"\r\n\r\n") {
                break at + 4;
            }
            bytes.extend(self.some_more(0, count).await);
        };
        let mut frames = Frames::default();
        let mut entries = frames.push(&bytes[head..]);
        loop {
            entries.retain(|frame| frame.name() == "entry" && frame.is_event());
            if entries.len() >= count {
                return entries;
            }
            let more = self.some_more(entries.len(), count).await;
            entries.extend(frames.push(&more));
        }
    }

    async fn some_more(&mut self, got: usize, wanted: usize) -> Vec<u8> {
        let bytes = self.some().await;
        assert!(!bytes.is_empty(), "the stream ended after {got} of {wanted} entries");
        bytes
    }
}

/// Sends whole requests on a connection of their own and returns all answers. The last request must
/// have `Connection: close`.
pub async fn exchange(server: &Server, requests: &[u8]) -> String {
    let mut raw = Raw::connect(server).await;
    raw.send(requests).await;
    raw.rest().await
}

/// Posts a form from one of this computer's many addresses, and returns the answer's status.
///
/// # Panics
/// When there is no answer.
pub async fn post_from(server: &Server, from: IpAddr, path: &str, form: &str) -> u16 {
    let mut raw = Raw::connect_from(server, from).await;
    let (host, length) = (server.address(), form.len());
    let head = format!("POST {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
    let kind = "Content-Type: application/x-www-form-urlencoded";
    raw.send(format!("{head}{kind}\r\nContent-Length: {length}\r\n\r\n{form}").as_bytes()).await;
    let answer = raw.rest().await;
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
    status.unwrap_or_else(|| panic!("no answer: {answer:?}"))
}

/// Opens an event stream with these additional headers from one of this computer's many addresses.
/// Returns the connection, and the answer's status.
///
/// # Panics
/// When there is no answer.
pub async fn stream_from(server: &Server, from: IpAddr, headers: &str) -> (Raw, u16) {
    let mut raw = Raw::connect_from(server, from).await;
    let head = format!("GET /events HTTP/1.1\r\nHost: {}\r\n{headers}\r\n", server.address());
    raw.send(head.as_bytes()).await;
    let answer = String::from_utf8_lossy(&raw.some().await).into_owned();
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
    (raw, status.unwrap_or_else(|| panic!("no answer: {answer:?}")))
}

/// Sends bytes that may not be a valid request, ends the sending direction, and returns everything
/// that comes back.
pub async fn throw(server: &Server, bytes: &[u8]) -> String {
    let mut raw = Raw::connect(server).await;
    raw.send(bytes).await;
    raw.finish().await;
    raw.rest().await
}
