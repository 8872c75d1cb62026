//! Large bodies in both directions, each on a connection of its own.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::ensure;
use serde_json::{Value, json};

use crate::http::Response;

/// No read or write may wait longer than this.
const WITHIN: Duration = Duration::from_secs(60);

const BUFFER_BYTES: usize = 1 << 20;

/// The size of a slice: large enough for a fast network, and small enough to be sent again.
const SLICE_BYTES: u64 = 8 << 20;

/// A way to reach a server as somebody who may share files.
#[derive(Clone, Debug)]
pub(crate) struct Door {
    pub(crate) server: SocketAddr,
    /// The cookie's line of a head, or nothing.
    pub(crate) cookie: String,
}

impl Door {
    /// Downloads a file and forgets its bytes. Returns their number.
    pub(crate) fn download(&self, path: &str) -> anyhow::Result<u64> {
        let mut socket = self.connect()?;
        socket.write_all(self.head("GET", path, "").as_bytes())?;
        let mut bytes = 0;
        let response = read(&mut socket, |more| bytes += more.len() as u64)?;
        ensure!(response.status == 200, "{path} was answered with {}", response.status);
        Ok(bytes)
    }

    /// Uploads so many bytes in one request.
    pub(crate) fn put(&self, path: &str, bytes: u64) -> anyhow::Result<()> {
        let response = self.send("PUT", path, "", bytes)?;
        ensure!(matches!(response.0.status, 201 | 204), "{path}: {} {}", response.0.status, response.1);
        Ok(())
    }

    /// Uploads so many bytes as a page does: it announces them, and sends slices.
    pub(crate) fn upload(&self, name: &str, bytes: u64) -> anyhow::Result<()> {
        let announced = json!({ "name": name, "size": bytes }).to_string();
        let begun = self.post("/uploads", &announced)?;
        let path = format!("/uploads/{}", begun["id"].as_str().unwrap_or_default());
        let mut offset = 0;
        while offset < bytes {
            let slice = SLICE_BYTES.min(bytes - offset);
            let header = format!("Upload-Offset: {offset}\r\nContent-Type: application/octet-stream\r\n");
            let (response, answer) = self.send("PATCH", &path, &header, slice)?;
            ensure!(response.status == 200, "{path}: {} {answer}", response.status);
            offset += slice;
        }
        Ok(())
    }

    fn post(&self, path: &str, body: &str) -> anyhow::Result<Value> {
        let header = format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len());
        let mut socket = self.connect()?;
        socket.write_all((self.head("POST", path, &header) + body).as_bytes())?;
        let mut answer = Vec::new();
        let response = read(&mut socket, |more| answer.extend_from_slice(more))?;
        let answer = String::from_utf8_lossy(&answer);
        ensure!(response.status == 201, "{path}: {} {answer}", response.status);
        Ok(serde_json::from_str(&answer)?)
    }

    /// Sends a body of so many bytes. Returns the answer.
    fn send(&self, method: &str, path: &str, header: &str, bytes: u64) -> anyhow::Result<(Response, String)> {
        let mut socket = self.connect()?;
        let header = format!("{header}Content-Length: {bytes}\r\n");
        socket.write_all(self.head(method, path, &header).as_bytes())?;
        let piece = vec![b'x'; BUFFER_BYTES];
        let mut left = bytes;
        while left > 0 {
            let most = piece.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            // A server that refuses has answered already.
            let Ok(sent @ 1..) = socket.write(&piece[..most]) else { break };
            left -= sent as u64;
        }
        let mut answer = Vec::new();
        let response = read(&mut socket, |more| answer.extend_from_slice(more))?;
        Ok((response, String::from_utf8_lossy(&answer).into_owned()))
    }

    fn connect(&self) -> anyhow::Result<TcpStream> {
        let socket = TcpStream::connect(self.server)?;
        socket.set_read_timeout(Some(WITHIN))?;
        socket.set_write_timeout(Some(WITHIN))?;
        Ok(socket)
    }

    fn head(&self, method: &str, path: &str, headers: &str) -> String {
        let Door { server, cookie } = self;
        format!("{method} {path} HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\n{cookie}{headers}\r\n")
    }
}

/// Reads an answer to its end.
fn read(socket: &mut TcpStream, mut body: impl FnMut(&[u8])) -> anyhow::Result<Response> {
    let (mut response, mut buffer) = (Response::default(), vec![0; BUFFER_BYTES]);
    while !response.is_done() {
        let read = socket.read(&mut buffer)?;
        ensure!(read > 0, "the server ended the connection");
        response.feed(&buffer[..read], &mut body)?;
    }
    Ok(response)
}
