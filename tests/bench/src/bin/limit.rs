//! The yardstick: one thread that sends the same bytes to every subscriber, without a file, an HTTP
//! library, or any other work. Its cost is the cost of the kernel.
//!
//! `GET` opens a stream that starts with the next message, `POST` publishes its body. stdout gets
//! one line: `listening on http://ADDR:PORT`.

use std::io::{self, ErrorKind, Read, Write};
use std::net::SocketAddr;

use memchr::memmem;
use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token};
use slab::Slab;
use socket2::{Domain, Socket, Type};

const LISTENER: Token = Token(usize::MAX);
const BACKLOG: i32 = 4096;
const STREAM_HEAD: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
const ACCEPTED: &[u8] = b"HTTP/1.1 204 No Content\r\n\r\n";

fn main() -> io::Result<()> {
    #[cfg(unix)]
    rlimit::increase_nofile_limit(u64::MAX)?;
    let mut listener = listen()?;
    println!("listening on http://{}", listener.local_addr()?);
    let poll = Poll::new()?;
    poll.registry().register(&mut listener, LISTENER, Interest::READABLE)?;
    Limit { poll, listener, peers: Slab::new(), said: Vec::new(), count: 0 }.run()
}

/// mio's own backlog has space for only 128 connections, and a client that finds it full tries
/// again only after a second.
fn listen() -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    socket.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into())?;
    socket.listen(BACKLOG)?;
    socket.set_nonblocking(true)?;
    Ok(TcpListener::from_std(socket.into()))
}

struct Peer {
    socket: TcpStream,
    /// The received part of its request.
    inbox: Vec<u8>,
    /// How many of the published bytes it has. `None` means that it is not a subscriber.
    cursor: Option<usize>,
    full: bool,
}

struct Limit {
    poll: Poll,
    listener: TcpListener,
    peers: Slab<Peer>,
    /// All frames so far.
    said: Vec<u8>,
    count: u64,
}

impl Limit {
    fn run(mut self) -> io::Result<()> {
        let mut events = Events::with_capacity(1024);
        loop {
            self.poll.poll(&mut events, None)?;
            for event in &events {
                match event.token() {
                    LISTENER => self.accept()?,
                    Token(id) => {
                        if event.is_writable() {
                            self.go_on(id);
                        }
                        if event.is_readable() {
                            self.read(id);
                        }
                    }
                }
            }
        }
    }

    fn accept(&mut self) -> io::Result<()> {
        loop {
            let mut socket = match self.listener.accept() {
                Ok((socket, _)) => socket,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) => return Err(error),
            };
            socket.set_nodelay(true)?;
            let entry = self.peers.vacant_entry();
            let interest = Interest::READABLE | Interest::WRITABLE;
            self.poll.registry().register(&mut socket, Token(entry.key()), interest)?;
            entry.insert(Peer { socket, inbox: Vec::new(), cursor: None, full: false });
        }
    }

    fn read(&mut self, id: usize) {
        let Some(peer) = self.peers.get_mut(id) else { return };
        let mut buffer = [0; 16 * 1024];
        loop {
            match peer.socket.read(&mut buffer) {
                Ok(read) if read > 0 => peer.inbox.extend_from_slice(&buffer[..read]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                _ => {
                    self.peers.remove(id);
                    return;
                }
            }
        }
        let Some(body) = take_request(&mut peer.inbox) else { return };
        match body {
            None => self.subscribe(id),
            Some(body) => self.publish(id, &body),
        }
    }

    fn subscribe(&mut self, id: usize) {
        let peer = &mut self.peers[id];
        peer.inbox = Vec::new();
        peer.cursor = Some(self.said.len());
        self.send_or_drop(id, STREAM_HEAD);
    }

    fn publish(&mut self, id: usize, body: &[u8]) {
        self.count += 1;
        self.said.extend_from_slice(format!("id: {}\ndata: ", self.count).as_bytes());
        self.said.extend_from_slice(body);
        self.said.extend_from_slice(b"\n\n");
        self.send_or_drop(id, ACCEPTED);
        let mut gone = Vec::new();
        for (id, peer) in &mut self.peers {
            if !peer.full && peer.send(&self.said).is_err() {
                gone.push(id);
            }
        }
        gone.into_iter().for_each(|id| drop(self.peers.remove(id)));
    }

    fn go_on(&mut self, id: usize) {
        if let Some(peer) = self.peers.get_mut(id).filter(|peer| peer.full)
            && peer.send(&self.said).is_err()
        {
            self.peers.remove(id);
        }
    }

    fn send_or_drop(&mut self, id: usize, bytes: &[u8]) {
        if self.peers[id].socket.write_all(bytes).is_err() {
            self.peers.remove(id);
        }
    }
}

impl Peer {
    fn send(&mut self, said: &[u8]) -> io::Result<()> {
        self.full = false;
        let Some(cursor) = &mut self.cursor else { return Ok(()) };
        while *cursor < said.len() && !self.full {
            match self.socket.write(&said[*cursor..]) {
                Ok(written) => *cursor += written,
                Err(error) if error.kind() == ErrorKind::WouldBlock => self.full = true,
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// Takes a complete request out of `inbox`, and returns the body of a POST, or `None` for a GET.
fn take_request(inbox: &mut Vec<u8>) -> Option<Option<Vec<u8>>> {
    let body = memmem::find(inbox, b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&inbox[..body]).to_ascii_lowercase();
    let length =
        head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    let end = body + length.unwrap_or(0);
    let request: Vec<u8> = (end <= inbox.len()).then(|| inbox.drain(..end).collect())?;
    Some(request.starts_with(b"POST").then(|| request[body..].to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_taken_once_it_is_whole() {
        let mut inbox = b"POST /send HTTP/1.1\r\nContent-Length: 2\r\n\r\nh".to_vec();
        assert_eq!(take_request(&mut inbox), None);
        inbox.extend_from_slice(b"iGET / HTTP/1.1\r\n\r\n");
        assert_eq!(take_request(&mut inbox), Some(Some(b"hi".to_vec())));
        assert_eq!(take_request(&mut inbox), Some(None));
        assert_eq!(take_request(&mut inbox), None);
    }
}
