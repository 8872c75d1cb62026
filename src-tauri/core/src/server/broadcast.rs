//! One thread that writes to every handed-over event stream.
//!
//! A stream here is a socket, a [`Position`] and what of a write the socket did not take. When the log or a state moves, the
//! thread goes once over all of them; what several need at the same cursor is framed once and shared. It never reads the file:
//! what is further back than the window is read by a second thread, block by block, for all who wait for it.
//!
//! What it writes are HTTP chunks (RFC 9112, 7.1) after a head that announced them.

use std::collections::HashMap;
use std::future::Future;
use std::io::{self, Read, Write};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Wake};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use bytes::{Buf, BufMut, Bytes, BytesMut};
use futures_util::FutureExt;
use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token, Waker};
use slab::Slab;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::catchup::CatchUp;
use super::handover::Adopt;
use crate::fanout::{Fanout, HEARTBEAT, HEARTBEAT_FRAME, Position, States};
use crate::frames::{Format, bye_frame, reset_frame};
use crate::log::{Cursor, Snapshot};
use crate::room::{Guest, GuestStream};

const WAKER: Token = Token(usize::MAX);

/// How many portions one stream takes before the others have their turn.
const PORTIONS: usize = 4;

const MAX_EVENTS: usize = 1024;

/// How often in a row a stream's socket is read before its guest counts as one that floods us.
const MAX_SCRAPS: usize = 64;

/// The chunk that ends a chunked body.
const LAST_CHUNK: &[u8] = b"0\r\n\r\n";

/// The broadcaster, as others see it.
pub(super) struct Broadcaster {
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

struct Shared {
    arrivals: Mutex<Vec<(std::net::TcpStream, GuestStream)>>,
    /// The log or a state moved since the last pass.
    moved: AtomicBool,
    /// A state moved, or a session ended, since the last pass.
    stirred: AtomicBool,
    /// A block was read from the file since the last pass.
    read: AtomicBool,
    stop: AtomicBool,
    waker: Waker,
}

impl Broadcaster {
    /// Starts the threads. `lost` is cancelled when one of them ends, for whatever reason.
    pub(super) fn start(fanout: &Arc<Fanout>, lost: &CancellationToken) -> io::Result<Broadcaster> {
        let poll = Poll::new()?;
        let waker = Waker::new(poll.registry(), WAKER)?;
        let shared = Arc::new(Shared {
            arrivals: Mutex::default(),
            moved: AtomicBool::new(false),
            stirred: AtomicBool::new(false),
            read: AtomicBool::new(false),
            stop: AtomicBool::new(false),
            waker,
        });
        let waking = Arc::clone(&shared);
        let wake = move || waking.wake_for(&waking.read);
        let catch_up = CatchUp::start(Arc::clone(fanout), wake, lost.clone().drop_guard())?;
        let stage = Stage::new(poll, Arc::clone(&shared), fanout, catch_up);
        let ended = lost.clone().drop_guard();
        let thread = std::thread::Builder::new().name("broadcast".to_owned()).spawn(move || {
            let _ended = ended;
            stage.run();
        })?;
        Ok(Broadcaster { shared, thread: Mutex::new(Some(thread)) })
    }

    /// Ends every stream with a `bye` and waits for the threads. Blocks until then.
    pub(super) fn stop(&self) {
        self.shared.stop.store(true, Ordering::Release);
        self.shared.rouse();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if thread.is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the broadcaster's thread panicked");
        }
    }
}

impl Adopt for Broadcaster {
    fn adopt(&self, socket: std::net::TcpStream, guest: GuestStream) {
        self.shared.arrivals.lock().unwrap_or_else(PoisonError::into_inner).push((socket, guest));
        self.shared.rouse();
    }
}

impl Shared {
    fn wake_for(&self, news: &AtomicBool) {
        news.store(true, Ordering::Release);
        self.rouse();
    }

    fn rouse(&self) {
        if let Err(error) = self.waker.wake() {
            tracing::error!(%error, "cannot wake the broadcaster");
        }
    }
}

/// Whoever moves the log or a state wakes the thread by itself: no task in between.
impl Wake for Shared {
    fn wake(self: Arc<Self>) {
        self.rouse();
    }
}

/// Ready never; each poll notes whether the log or a state moved, and asks to be told of the next time.
async fn note_moves(
    mut log: watch::Receiver<Snapshot>,
    mut states: watch::Receiver<States>,
    shared: Arc<Shared>,
) {
    loop {
        let moved = tokio::select! {
            moved = log.changed() => moved,
            moved = states.changed() => {
                shared.stirred.store(true, Ordering::Release);
                moved
            }
        };
        if moved.is_err() {
            break;
        }
        shared.moved.store(true, Ordering::Release);
    }
}

/// One stream.
struct Stream {
    socket: TcpStream,
    guest: Guest,
    position: Position,
    /// What the socket has not taken yet.
    rest: Bytes,
    /// The socket took all it was given, as far as we know.
    writable: bool,
}

/// What became of a stream.
#[derive(PartialEq)]
enum After {
    /// Has everything, or its socket is full: something will wake us.
    Rests,
    /// Needs what is being read from the file.
    Waits,
    /// Had its portions and has more to take.
    Wants,
    Gone,
}

/// What the thread works with.
struct Stage {
    poll: Poll,
    shared: Arc<Shared>,
    streams: Slab<Stream>,
    source: Source,
    next_heartbeat: Instant,
    /// Streams to serve though nothing moved: their sockets have room again, or they had only a portion.
    ready: Vec<usize>,
    /// Streams that wait for the file.
    waiting: Vec<usize>,
}

/// One turn over the streams: what there is to tell. Looked up once, for a lock a stream adds up.
struct Pass {
    log: Snapshot,
    states: States,
    beats: bool,
    /// Sessions may have ended.
    looks_for_ends: bool,
}

/// Where frames come from.
struct Source {
    fanout: Arc<Fanout>,
    catch_up: CatchUp,
    log: watch::Receiver<Snapshot>,
    states: watch::Receiver<States>,
    /// Chunks made in this pass, by the cursor before them.
    made: HashMap<u64, (Bytes, Cursor)>,
    /// The last of them that was taken, with the cursor before it: most streams stand at the same place.
    latest: Option<(Cursor, Bytes, Cursor)>,
    heartbeat: Bytes,
}

impl Stage {
    fn new(poll: Poll, shared: Arc<Shared>, fanout: &Arc<Fanout>, catch_up: CatchUp) -> Stage {
        let source = Source {
            fanout: Arc::clone(fanout),
            catch_up,
            log: fanout.log(),
            states: fanout.states(),
            made: HashMap::new(),
            latest: None,
            heartbeat: chunk(HEARTBEAT_FRAME),
        };
        let next_heartbeat = Instant::now() + HEARTBEAT;
        Stage {
            poll,
            shared,
            streams: Slab::new(),
            source,
            next_heartbeat,
            ready: Vec::new(),
            waiting: Vec::new(),
        }
    }

    fn run(mut self) {
        let mut events = Events::with_capacity(MAX_EVENTS);
        let fanout = &self.source.fanout;
        let mut moves = pin!(note_moves(fanout.log(), fanout.states(), Arc::clone(&self.shared)).fuse());
        let waker = Arc::clone(&self.shared).into();
        loop {
            if let Err(error) = self.poll.poll(&mut events, Some(self.patience()))
                && error.kind() != io::ErrorKind::Interrupted
            {
                tracing::error!(%error, "the broadcaster cannot wait for its sockets");
                break;
            }
            self.note(&events);
            self.adopt_arrivals();
            // While nobody listens, nothing that moves need wake this thread.
            if !self.streams.is_empty() {
                let _never = moves.as_mut().poll(&mut Context::from_waker(&waker));
            }
            self.serve();
            if self.shared.stop.load(Ordering::Acquire) {
                break;
            }
        }
        self.part();
    }

    fn patience(&self) -> Duration {
        match self.ready.is_empty() {
            true => self.next_heartbeat.saturating_duration_since(Instant::now()),
            false => Duration::ZERO,
        }
    }

    /// Notes which sockets have room again and drops those that closed.
    fn note(&mut self, events: &Events) {
        for event in events {
            let Token(id) = event.token();
            let Some(stream) = self.streams.get_mut(id) else { continue };
            if event.is_readable() && stream.has_closed() {
                self.streams.remove(id);
                continue;
            }
            if event.is_writable() && !stream.writable {
                stream.writable = true;
                self.ready.push(id);
            }
        }
    }

    fn adopt_arrivals(&mut self) {
        let arrivals =
            std::mem::take(&mut *self.shared.arrivals.lock().unwrap_or_else(PoisonError::into_inner));
        for (socket, guest) in arrivals {
            let Some((guest, position)) = guest.into_parts() else { continue };
            let mut socket = TcpStream::from_std(socket);
            let entry = self.streams.vacant_entry();
            let interest = Interest::READABLE | Interest::WRITABLE;
            if let Err(error) = self.poll.registry().register(&mut socket, Token(entry.key()), interest) {
                tracing::warn!(%error, "cannot watch a stream's socket");
                continue;
            }
            self.ready.push(entry.key());
            entry.insert(Stream { socket, guest, position, rest: Bytes::new(), writable: true });
        }
    }

    /// Serves all streams if something moved or a heartbeat is due, else only those that are ready: new ones, those with
    /// room again, and those whose block was read.
    fn serve(&mut self) {
        let now = Instant::now();
        let beats = now >= self.next_heartbeat;
        if beats {
            self.next_heartbeat = now + HEARTBEAT;
        }
        if self.shared.read.swap(false, Ordering::AcqRel) {
            self.ready.append(&mut self.waiting);
        }
        let ready = std::mem::take(&mut self.ready);
        let all = self.shared.moved.swap(false, Ordering::AcqRel) || beats;
        let stirred = all && self.shared.stirred.swap(false, Ordering::AcqRel);
        let pass = Pass {
            log: self.source.log.borrow_and_update().clone(),
            states: self.source.states.borrow_and_update().clone(),
            beats,
            looks_for_ends: stirred || beats || !all,
        };
        if all {
            self.waiting.clear();
        }
        let ids: Vec<usize> = if all { self.streams.iter().map(|(id, _)| id).collect() } else { ready };
        for id in ids {
            self.serve_one(id, &pass);
        }
        self.source.made.clear();
        self.source.latest = None;
    }

    fn serve_one(&mut self, id: usize, pass: &Pass) {
        let Some(stream) = self.streams.get_mut(id) else { return };
        if pass.beats && stream.rest.is_empty() {
            stream.rest = self.source.heartbeat.clone();
        }
        match stream.serve(pass, &mut self.source) {
            After::Rests => {}
            After::Wants => self.ready.push(id),
            After::Waits => self.waiting.push(id),
            After::Gone => drop(self.streams.remove(id)),
        }
    }

    fn part(mut self) {
        for mut stream in self.streams.drain() {
            stream.end("shutdown");
        }
    }
}

impl Source {
    /// The chunk after `cursor` and where it ends; `None`: it is being read from the file.
    fn chunk_after(&mut self, log: &Snapshot, cursor: Cursor) -> Option<(Bytes, Cursor)> {
        if let Some((from, chunk, end)) = &self.latest
            && *from == cursor
        {
            return Some((chunk.clone(), *end));
        }
        let (chunk, end) = self.look_up(log, cursor)?;
        self.latest = Some((cursor, chunk.clone(), end));
        Some((chunk, end))
    }

    fn look_up(&mut self, log: &Snapshot, cursor: Cursor) -> Option<(Bytes, Cursor)> {
        if let Some(made) = self.made.get(&cursor.offset) {
            return Some(made.clone());
        }
        match self.fanout.window().after(log, cursor, Format::Events) {
            Some((frames, end)) => {
                let made = (chunk(&frames), end);
                self.made.insert(cursor.offset, made.clone());
                Some(made)
            }
            None => {
                self.catch_up.want(log, cursor);
                None
            }
        }
    }
}

impl Stream {
    /// Writes until the socket is full, everything is written, or others have their turn.
    fn serve(&mut self, pass: &Pass, source: &mut Source) -> After {
        if pass.looks_for_ends && self.guest.is_over() {
            self.end("left");
            return After::Gone;
        }
        for _ in 0..PORTIONS {
            if !self.rest.is_empty() {
                match self.write() {
                    Ok(()) if self.writable => {}
                    Ok(()) => return After::Rests,
                    Err(_vanished) => return After::Gone,
                }
            }
            match self.portion(pass, source) {
                Some(chunk) => self.rest = chunk,
                None if pass.states.closed => {
                    self.end("shutdown");
                    return After::Gone;
                }
                None if self.is_behind(&pass.log) => return After::Waits,
                None => return After::Rests,
            }
        }
        After::Wants
    }

    fn is_behind(&self, log: &Snapshot) -> bool {
        self.position.generation != log.generation || self.position.cursor.offset < log.end.offset
    }

    /// What comes next on this stream; `None`: nothing yet.
    fn portion(&mut self, pass: &Pass, source: &mut Source) -> Option<Bytes> {
        let log = &pass.log;
        let news = self.position.news(Format::Events, &pass.states);
        if !news.is_empty() {
            return Some(chunk(&news));
        }
        if self.position.generation != log.generation {
            self.position.move_to(log, source.catch_up.reset_point(log)?);
        }
        if std::mem::take(&mut self.position.reset) {
            return Some(chunk(&reset_frame(Format::Events, self.position.cursor)));
        }
        if self.position.cursor.offset >= log.end.offset {
            return None;
        }
        let (chunk, end) = source.chunk_after(log, self.position.cursor)?;
        self.position.cursor = end;
        Some(chunk)
    }

    fn write(&mut self) -> io::Result<()> {
        while self.writable && !self.rest.is_empty() {
            match self.socket.write(&self.rest) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => self.rest.advance(written),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => self.writable = false,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Whether the peer has left. What it sends on an event stream means nothing, but must be read to see its end;
    /// one that never stops sending would hold up all others and counts as gone.
    fn has_closed(&mut self) -> bool {
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

    /// Says `bye` and ends the body, as far as the socket takes it at once: nobody waits for a slow guest.
    fn end(&mut self, reason: &'static str) {
        let mut end = BytesMut::from(&self.rest[..]);
        end.extend_from_slice(&chunk(&bye_frame(Format::Events, reason)));
        end.extend_from_slice(LAST_CHUNK);
        self.rest = end.freeze();
        // A guest that does not get it notices the closed connection.
        let _ = self.write();
    }
}

/// One HTTP chunk.
fn chunk(data: &[u8]) -> Bytes {
    let mut chunk = BytesMut::with_capacity(data.len() + 16);
    chunk.put_slice(format!("{:x}\r\n", data.len()).as_bytes());
    chunk.put_slice(data);
    chunk.put_slice(b"\r\n");
    chunk.freeze()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::room::{Options, Room};

    /// A server whose broadcaster has ended accepts streams that never get anything.
    #[tokio::test]
    async fn the_end_of_the_broadcaster_does_not_go_unseen() {
        let folder = tempfile::tempdir().unwrap();
        let room = Room::open(Options::new(folder.path().to_owned())).unwrap();
        let lost = CancellationToken::new();
        let broadcaster = Broadcaster::start(room.fanout(), &lost).unwrap();
        assert!(!lost.is_cancelled());
        tokio::task::spawn_blocking(move || broadcaster.stop()).await.unwrap();
        assert!(lost.is_cancelled());
        room.close().await;
    }
}
