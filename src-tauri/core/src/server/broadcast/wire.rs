//! One stream of the broadcaster, and its socket.

use std::io::{self, IoSlice, Read, Write};

use bytes::buf::Chain;
use bytes::{Buf, Bytes, BytesMut};
use mio::net::TcpStream;

use super::chunks::{Chunks, LAST_CHUNK, chunk};
use crate::limits::Network;
use crate::log::Snapshot;
use crate::room::Guest;
use crate::server::connections::Place;
use crate::stream::{Bye, Position, States, Step, bye_frame, reset_frame};

/// How many portions one stream takes before the others have their turn.
const PORTIONS: usize = 4;

/// How many times in a row a stream's socket is read before its guest counts as flooding us.
const MAX_SCRAPS: usize = 64;

/// The values for one pass over the streams. They are read once per pass: taking a lock per stream
/// would add up.
pub(super) struct Pass {
    pub(super) log: Snapshot,
    pub(super) states: States,
    /// Whether sessions may have ended.
    pub(super) checks_ends: bool,
}

/// The state of a stream after it was served.
#[derive(PartialEq)]
pub(super) enum After {
    /// The stream has everything, or its socket is full. A later event will wake us.
    Rests,
    /// The stream needs a part that is being read from the file.
    Waits,
    /// The stream got its portions and has more to take.
    Wants,
    Gone,
}

/// One stream.
pub(super) struct Wire {
    socket: TcpStream,
    /// The socket's place among all connections.
    _place: Place,
    guest: Guest,
    position: Position,
    /// The bytes that the socket has not taken yet: states, and what follows them.
    rest: Chain<Bytes, Bytes>,
    /// Whether the socket took everything so far, as far as we know.
    writable: bool,
    /// It had its portions or waited for the file, and has not had everything since.
    behind: bool,
    in_rota: bool,
}

impl Wire {
    pub(super) fn new(socket: TcpStream, place: Place, guest: Guest, position: Position) -> Wire {
        let (rest, _place) = (nothing(), place);
        Wire { socket, _place, guest, position, rest, writable: true, behind: false, in_rota: false }
    }

    /// Where its guest is.
    pub(super) fn network(&self) -> Network {
        self.guest.network()
    }

    /// Whether it is behind and could take more.
    pub(super) fn takes_turns(&self) -> bool {
        self.behind && self.writable
    }

    /// Notes that it is in the rota until it is served. Says whether that is news.
    pub(super) fn joins_the_rota(&mut self) -> bool {
        !std::mem::replace(&mut self.in_rota, true)
    }

    /// Notes that the socket can take more. Returns whether this was not known yet.
    pub(super) fn has_room(&mut self) -> bool {
        !std::mem::replace(&mut self.writable, true)
    }

    /// Gives the stream a heartbeat, unless something else is being sent.
    pub(super) fn beat(&mut self, heartbeat: &Bytes) {
        if !self.rest.has_remaining() {
            self.add(heartbeat.clone());
        }
    }

    /// Writes until the socket is full, everything is written, or it is the turn of other streams.
    pub(super) fn serve(&mut self, pass: &Pass, chunks: &mut Chunks) -> After {
        self.in_rota = false;
        let after = self.write_portions(pass, chunks);
        match after {
            After::Wants | After::Waits => self.behind = true,
            After::Rests if self.writable => self.behind = false,
            // Its socket is full, so nobody knows.
            After::Rests | After::Gone => {}
        }
        after
    }

    fn write_portions(&mut self, pass: &Pass, chunks: &mut Chunks) -> After {
        let ended = if pass.checks_ends { self.guest.ends().now() } else { None };
        // States are written together with what follows them, which saves a system call.
        let mut has_states = false;
        for _ in 0..PORTIONS {
            // A stream that is over waits for nothing.
            if ended.is_none() && !has_states && self.rest.has_remaining() {
                match self.write() {
                    Ok(()) if self.writable => {}
                    Ok(()) => return After::Rests,
                    Err(_vanished) => return After::Gone,
                }
            }
            let states_alone = std::mem::take(&mut has_states);
            match self.position.step(&pass.log, &pass.states, ended, chunks) {
                Step::News(frames) => {
                    self.add(chunk(&frames));
                    has_states = !states_alone;
                }
                Step::Reset(cursor) => self.add(chunk(&reset_frame(cursor))),
                Step::Entries(chunk) => self.add(chunk),
                Step::Rest | Step::Fetch(_) if states_alone => {}
                Step::Rest => return After::Rests,
                Step::Fetch(wanted) => {
                    chunks.catch_up.ask(self.guest.network(), &pass.log, wanted);
                    return After::Waits;
                }
                Step::End(bye) => {
                    self.end(bye);
                    return After::Gone;
                }
            }
        }
        After::Wants
    }

    /// Puts a chunk behind the last one. The one before that was written.
    fn add(&mut self, chunk: Bytes) {
        let last = std::mem::take(self.rest.last_mut());
        self.rest = last.chain(chunk);
    }

    fn write(&mut self) -> io::Result<()> {
        while self.writable && self.rest.has_remaining() {
            let mut parts = [IoSlice::new(&[]); 2];
            let count = self.rest.chunks_vectored(&mut parts);
            let written = match &parts[..count] {
                // Nearly always. The kernel has less to check for one part.
                [all] => self.socket.write(all),
                parts => self.socket.write_vectored(parts),
            };
            match written {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => self.rest.advance(written),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => self.writable = false,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        if !self.rest.has_remaining() {
            // An empty rest would still hold the memory of what was written.
            self.rest = nothing();
        }
        Ok(())
    }

    /// Whether the peer has left. Data that it sends on an event stream means nothing, but must be
    /// read to reach its end. A peer that never stops sending would hold up all others, so it
    /// counts as gone.
    pub(super) fn has_closed(&mut self) -> bool {
        let mut scrap = [0; 4096];
        for _ in 0..MAX_SCRAPS {
            match self.socket.read(&mut scrap) {
                Ok(0) => return true,
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return false,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_reset) => return true,
            }
        }
        true
    }

    /// Sends `bye` and ends the body, as far as the socket takes it at once: nobody waits for a
    /// slow guest.
    pub(super) fn end(&mut self, bye: Bye) {
        let mut end = BytesMut::from(&chunk(&bye_frame(bye))[..]);
        end.extend_from_slice(LAST_CHUNK);
        let rest = self.rest.copy_to_bytes(self.rest.remaining());
        self.rest = rest.chain(end.freeze());
        // A guest that does not get it notices the closed connection.
        let _ = self.write();
    }
}

fn nothing() -> Chain<Bytes, Bytes> {
    Bytes::new().chain(Bytes::new())
}
