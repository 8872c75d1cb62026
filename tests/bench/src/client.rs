//! A client that sends one request at a time, on one connection that stays open.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::ensure;

use crate::http::Response;

/// No answer may take longer than this.
const WITHIN: Duration = Duration::from_secs(20);

pub(crate) struct Client {
    socket: TcpStream,
    server: SocketAddr,
}

/// A complete answer.
pub(crate) struct Answer {
    pub(crate) response: Response,
    pub(crate) body: Vec<u8>,
    /// The time from the request's first byte to the answer's last.
    pub(crate) took: Duration,
}

impl Client {
    pub(crate) fn connect(server: SocketAddr) -> anyhow::Result<Client> {
        let socket = TcpStream::connect(server)?;
        socket.set_nodelay(true)?;
        socket.set_read_timeout(Some(WITHIN))?;
        Ok(Client { socket, server })
    }

    pub(crate) fn get(&mut self, path: &str) -> anyhow::Result<Answer> {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.server))
    }

    pub(crate) fn post_form(&mut self, path: &str, form: &str) -> anyhow::Result<Answer> {
        let kind = "Content-Type: application/x-www-form-urlencoded";
        let (server, length) = (self.server, form.len());
        self.ask(&format!(
            "POST {path} HTTP/1.1\r\nHost: {server}\r\n{kind}\r\nContent-Length: {length}\r\n\r\n{form}"
        ))
    }

    fn ask(&mut self, request: &str) -> anyhow::Result<Answer> {
        let begun = Instant::now();
        self.socket.write_all(request.as_bytes())?;
        let (mut response, mut body) = (Response::default(), Vec::new());
        let mut buffer = [0; 64 * 1024];
        while !response.is_done() {
            let read = self.socket.read(&mut buffer)?;
            ensure!(read > 0, "the server ended the connection");
            response.feed(&buffer[..read], &mut |bytes| body.extend_from_slice(bytes))?;
        }
        Ok(Answer { response, body, took: begun.elapsed() })
    }
}
