//! All subscribers, on one thread: it opens their streams, reads them, and counts the messages.

use std::io::{ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{bail, ensure};
use mio::event::Event;
use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};

use crate::address;
use crate::frames::Scanner;
use crate::http::Response;
use crate::tally::{Tally, Timed, Times};

/// How many connections are being opened at once. The server's backlog must not be part of the
/// measurement.
const OPENING: usize = 256;

/// How many bytes are read at once.
const READ_BYTES: usize = 256 * 1024;

/// The way to reach a server as a subscriber.
#[derive(Clone, Debug)]
pub(crate) struct Door {
    pub(crate) server: SocketAddr,
    /// The request's head without its last line end.
    pub(crate) request: String,
}

/// The subscribers that stop reading for a while.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stall {
    /// The number of these subscribers, counted from the first.
    pub(crate) subscribers: usize,
    pub(crate) lasts: Duration,
    pub(crate) receive_buffer: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Closed,
    Connecting,
    Asked,
    Open,
}

struct Subscriber {
    socket: Option<TcpStream>,
    phase: Phase,
    response: Response,
    scanner: Scanner,
}

pub(crate) struct Fleet {
    poll: Poll,
    events: Events,
    subscribers: Vec<Subscriber>,
    door: Door,
    stall: Option<Stall>,
    stalled_until: Option<Instant>,
    times: Arc<Times>,
    pub(crate) tally: Tally,
    open: usize,
    opening: usize,
    buffer: Vec<u8>,
}

impl Fleet {
    pub(crate) fn new(
        size: usize,
        door: Door,
        stall: Option<Stall>,
        times: Arc<Times>,
    ) -> anyhow::Result<Fleet> {
        let subscriber = || Subscriber {
            socket: None,
            phase: Phase::Closed,
            response: Response::default(),
            scanner: Scanner::default(),
        };
        Ok(Fleet {
            poll: Poll::new()?,
            events: Events::with_capacity(2048),
            subscribers: (0..size).map(|_| subscriber()).collect(),
            door,
            stall,
            stalled_until: None,
            times,
            tally: Tally::new(size, 0..0, 1),
            open: 0,
            opening: 0,
            buffer: vec![0; READ_BYTES],
        })
    }

    /// Starts to count the messages of `range`, which come from this many publishers.
    pub(crate) fn expect(&mut self, range: Range<usize>, publishers: usize) {
        self.tally = Tally::new(self.subscribers.len(), range, publishers);
    }

    /// Notes that the server has moved.
    pub(crate) fn aim(&mut self, door: Door) {
        self.door = door;
    }

    /// Opens the streams of the first `size` subscribers that are not open, and returns once each
    /// one has its answer's head.
    pub(crate) fn open(&mut self, size: usize, until: Instant) -> anyhow::Result<()> {
        let mut next = 0;
        while self.open < size {
            while next < size && self.opening < OPENING {
                if self.subscribers[next].phase == Phase::Closed {
                    self.begin(next)?;
                }
                next += 1;
            }
            self.pump(Duration::from_millis(50))?;
            ensure!(Instant::now() < until, "only {} of {size} streams opened", self.open);
        }
        Ok(())
    }

    fn begin(&mut self, n: usize) -> anyhow::Result<()> {
        let stall = self.stall.filter(|stall| n < stall.subscribers);
        let mut socket = address::connect(self.door.server, n, stall.map(|stall| stall.receive_buffer))?;
        self.poll.registry().register(&mut socket, Token(n), Interest::READABLE | Interest::WRITABLE)?;
        let subscriber = &mut self.subscribers[n];
        subscriber.socket = Some(socket);
        subscriber.phase = Phase::Connecting;
        subscriber.response = Response::default();
        subscriber.scanner.reopen();
        self.opening += 1;
        Ok(())
    }

    /// Closes all streams at once.
    pub(crate) fn leave(&mut self) {
        for subscriber in &mut self.subscribers {
            subscriber.socket = None;
            subscriber.phase = Phase::Closed;
        }
        (self.open, self.opening) = (0, 0);
    }

    /// Makes the subscribers that are to stall stop reading.
    pub(crate) fn begin_stall(&mut self) {
        self.stalled_until = self.stall.map(|stall| Instant::now() + stall.lasts);
    }

    pub(crate) fn is_stalling(&self) -> bool {
        self.stalled_until.is_some()
    }

    /// Reads everything that arrives within `patience`.
    pub(crate) fn pump(&mut self, patience: Duration) -> anyhow::Result<()> {
        self.end_stall()?;
        let mut events = std::mem::replace(&mut self.events, Events::with_capacity(0));
        match self.poll.poll(&mut events, Some(patience)) {
            Err(error) if error.kind() != ErrorKind::Interrupted => return Err(error.into()),
            _ => {}
        }
        for event in &events {
            self.attend(event)?;
        }
        self.events = events;
        Ok(())
    }

    /// Reads for this long.
    pub(crate) fn pump_for(&mut self, duration: Duration) -> anyhow::Result<()> {
        let until = Instant::now() + duration;
        while Instant::now() < until {
            self.pump(Duration::from_millis(20))?;
        }
        Ok(())
    }

    fn end_stall(&mut self) -> anyhow::Result<()> {
        if self.stalled_until.is_none_or(|until| Instant::now() < until) {
            return Ok(());
        }
        self.stalled_until = None;
        // The system does not report again what arrived meanwhile, so it is read here.
        (0..self.stall.map_or(0, |stall| stall.subscribers)).try_for_each(|n| self.read(n))
    }

    fn is_stalled(&self, n: usize) -> bool {
        self.stalled_until.is_some() && self.stall.is_some_and(|stall| n < stall.subscribers)
    }

    fn attend(&mut self, event: &Event) -> anyhow::Result<()> {
        let Token(n) = event.token();
        if self.subscribers[n].phase == Phase::Connecting && event.is_writable() {
            self.ask(n)?;
        }
        let reads = matches!(self.subscribers[n].phase, Phase::Asked | Phase::Open) && !self.is_stalled(n);
        if reads && event.is_readable() { self.read(n) } else { Ok(()) }
    }

    fn ask(&mut self, n: usize) -> anyhow::Result<()> {
        let subscriber = &mut self.subscribers[n];
        let Some(socket) = &mut subscriber.socket else { return Ok(()) };
        if let Some(error) = socket.take_error()? {
            bail!("subscriber {n} cannot connect: {error}");
        }
        let mut request = self.door.request.clone().into_bytes();
        if !subscriber.scanner.last_id.is_empty() {
            request.extend_from_slice(b"Last-Event-ID: ");
            request.extend_from_slice(&subscriber.scanner.last_id);
            request.extend_from_slice(b"\r\n");
        }
        request.extend_from_slice(b"\r\n");
        ensure!(socket.write(&request)? == request.len(), "a socket took half a request");
        subscriber.phase = Phase::Asked;
        Ok(())
    }

    fn read(&mut self, n: usize) -> anyhow::Result<()> {
        loop {
            let Some(socket) = &mut self.subscribers[n].socket else { return Ok(()) };
            let read = match socket.read(&mut self.buffer) {
                Ok(0) => bail!("the server ended stream {n}"),
                Ok(read) => read,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => bail!("stream {n} broke: {error}"),
            };
            self.take_in(n, read)?;
            if read < self.buffer.len() {
                return Ok(());
            }
        }
    }

    fn take_in(&mut self, n: usize, read: usize) -> anyhow::Result<()> {
        let timed = match self.stall {
            Some(stall) if n < stall.subscribers => Timed::No,
            _ => Timed::Yes,
        };
        let (now_ns, tally, times) = (self.times.now_ns(), &mut self.tally, &self.times);
        let Subscriber { phase, response, scanner, .. } = &mut self.subscribers[n];
        let mut on_number = |number| tally.receive(n, number, now_ns, times, timed);
        response.feed(&self.buffer[..read], &mut |body| scanner.feed(body, &mut on_number))?;
        if *phase == Phase::Asked && response.has_head() {
            ensure!(response.status == 200, "stream {n} was answered with {}", response.status);
            *phase = Phase::Open;
            (self.open, self.opening) = (self.open + 1, self.opening - 1);
        }
        ensure!(!response.is_done(), "the server ended stream {n}");
        Ok(())
    }
}
