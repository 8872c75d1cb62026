//! The broadcaster's loop: it waits for sockets and changes, and serves the streams that need it.

use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Wake};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::FutureExt;
use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token, Waker};
use slab::Slab;
use tokio::sync::watch;

use super::catch_up::CatchUp;
use super::chunks::{Chunks, chunk};
use super::rota::Rota;
use super::wire::{After, Pass, Wire};
use crate::log::Snapshot;
use crate::server::connections::Place;
use crate::server::handover::GuestStream;
use crate::stream::{Bye, Fanout, HEARTBEAT, HEARTBEAT_FRAME, States};

const MAX_EVENTS: usize = 1024;

/// How long streams that catch up may take in one pass.
const CATCH_UP_FOR: Duration = Duration::from_millis(5);

/// The flags that other threads may set while this thread sleeps.
pub(super) struct Shared {
    pub(super) arrivals: Mutex<Vec<(std::net::TcpStream, Place, GuestStream)>>,
    /// The log or a state has changed since the last pass.
    moved: AtomicBool,
    /// A state has changed, or a session has ended, since the last pass.
    states_moved: AtomicBool,
    /// A block was read from the file since the last pass.
    block_read: AtomicBool,
    pub(super) stop: AtomicBool,
    waker: Waker,
}

impl Shared {
    pub(super) fn new(waker: Waker) -> Shared {
        Shared {
            arrivals: Mutex::default(),
            moved: AtomicBool::new(false),
            states_moved: AtomicBool::new(false),
            block_read: AtomicBool::new(false),
            stop: AtomicBool::new(false),
            waker,
        }
    }

    pub(super) fn wake_for_block(&self) {
        self.block_read.store(true, Ordering::Release);
        self.rouse();
    }

    pub(super) fn rouse(&self) {
        if let Err(error) = self.waker.wake() {
            tracing::error!(%error, "cannot wake the broadcaster");
        }
    }
}

/// Every change of the log or of a state wakes the thread directly, without a task in between.
impl Wake for Shared {
    fn wake(self: Arc<Self>) {
        self.rouse();
    }
}

/// Never completes. Each poll notes whether the log or a state has changed, and registers for the
/// next change.
async fn note_moves(
    mut log: watch::Receiver<Snapshot>,
    mut states: watch::Receiver<States>,
    shared: Arc<Shared>,
) {
    loop {
        let moved = tokio::select! {
            moved = log.changed() => moved,
            moved = states.changed() => {
                shared.states_moved.store(true, Ordering::Release);
                moved
            }
        };
        if moved.is_err() {
            break;
        }
        shared.moved.store(true, Ordering::Release);
    }
}

/// The data of the thread.
pub(super) struct Stage {
    poll: Poll,
    shared: Arc<Shared>,
    wires: Slab<Wire>,
    chunks: Chunks,
    log: watch::Receiver<Snapshot>,
    states: watch::Receiver<States>,
    heartbeat: Bytes,
    next_heartbeat: Instant,
    /// The streams to serve although nothing has changed: they are new, or their sockets can take
    /// more.
    ready: Vec<usize>,
    /// The streams that are behind and could take more.
    rota: Rota<usize>,
    /// The streams that wait for the file.
    waiting: Vec<usize>,
}

impl Stage {
    pub(super) fn new(poll: Poll, shared: Arc<Shared>, fanout: &Arc<Fanout>, catch_up: CatchUp) -> Stage {
        Stage {
            poll,
            shared,
            wires: Slab::new(),
            chunks: Chunks::new(Arc::clone(fanout), catch_up),
            log: fanout.log(),
            states: fanout.states(),
            heartbeat: chunk(HEARTBEAT_FRAME),
            next_heartbeat: Instant::now() + HEARTBEAT,
            ready: Vec::new(),
            rota: Rota::default(),
            waiting: Vec::new(),
        }
    }

    pub(super) fn run(mut self) {
        let mut events = Events::with_capacity(MAX_EVENTS);
        let moves = note_moves(self.log.clone(), self.states.clone(), Arc::clone(&self.shared));
        let mut moves = pin!(moves.fuse());
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
            // While there are no streams, changes do not need to wake this thread.
            if !self.wires.is_empty() {
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
        match self.rota.is_empty() {
            true => self.next_heartbeat.saturating_duration_since(Instant::now()),
            false => Duration::ZERO,
        }
    }

    /// Notes which sockets can take more, and drops those that closed.
    fn note(&mut self, events: &Events) {
        for event in events {
            let Token(id) = event.token();
            let Some(wire) = self.wires.get_mut(id) else { continue };
            if event.is_readable() && wire.has_closed() {
                self.wires.remove(id);
                continue;
            }
            if event.is_writable() && wire.has_room() {
                self.ready.push(id);
            }
        }
    }

    fn adopt_arrivals(&mut self) {
        let arrivals =
            std::mem::take(&mut *self.shared.arrivals.lock().unwrap_or_else(PoisonError::into_inner));
        for (socket, place, GuestStream { guest, subscription }) in arrivals {
            let Some(position) = subscription.position() else { continue };
            let mut socket = TcpStream::from_std(socket);
            let entry = self.wires.vacant_entry();
            let interest = Interest::READABLE | Interest::WRITABLE;
            if let Err(error) = self.poll.registry().register(&mut socket, Token(entry.key()), interest) {
                tracing::warn!(%error, "cannot watch a stream's socket");
                continue;
            }
            self.ready.push(entry.key());
            entry.insert(Wire::new(socket, place, guest, position));
        }
    }

    /// Serves all streams if something has changed or a heartbeat is due. Otherwise, it serves only
    /// the streams that are ready: new ones, those whose sockets can take more, and those whose
    /// block was read.
    fn serve(&mut self) {
        let beats = self.heartbeat_is_due();
        if self.shared.block_read.swap(false, Ordering::AcqRel) {
            self.chunks.catch_up.sees();
            self.ready.append(&mut self.waiting);
        }
        let ready = std::mem::take(&mut self.ready);
        let all = self.shared.moved.swap(false, Ordering::AcqRel) || beats;
        let states_moved = all && self.shared.states_moved.swap(false, Ordering::AcqRel);
        let pass = Pass {
            log: self.log.borrow_and_update().clone(),
            states: self.states.borrow_and_update().clone(),
            checks_ends: states_moved || beats || !all,
        };
        if all {
            self.waiting.clear();
        }
        let ids: Vec<usize> = if all { self.wires.iter().map(|(id, _)| id).collect() } else { ready };
        for id in ids {
            if !self.queue(id) {
                self.serve_one(id, &pass, beats);
            }
        }
        self.serve_those_behind(&pass, beats);
        self.chunks.clear();
    }

    fn heartbeat_is_due(&mut self) -> bool {
        let now = Instant::now();
        let due = now >= self.next_heartbeat;
        if due {
            self.next_heartbeat = now + HEARTBEAT;
        }
        due
    }

    /// Puts a stream that is behind into the rota. Returns whether it is there.
    fn queue(&mut self, id: usize) -> bool {
        let Some(wire) = self.wires.get_mut(id).filter(|wire| wire.takes_turns()) else { return false };
        if wire.joins_the_rota() {
            self.rota.push(wire.network(), id);
        }
        true
    }

    fn serve_those_behind(&mut self, pass: &Pass, beats: bool) {
        let begun = Instant::now();
        while begun.elapsed() < CATCH_UP_FOR
            && let Some(id) = self.rota.pop()
        {
            self.serve_one(id, pass, beats);
        }
    }

    fn serve_one(&mut self, id: usize, pass: &Pass, beats: bool) {
        let Some(wire) = self.wires.get_mut(id) else { return };
        if beats {
            wire.beat(&self.heartbeat);
        }
        match wire.serve(pass, &mut self.chunks) {
            After::Rests => {}
            After::Wants => drop(self.queue(id)),
            After::Waits => self.waiting.push(id),
            After::Gone => drop(self.wires.remove(id)),
        }
    }

    fn part(mut self) {
        for mut wire in self.wires.drain() {
            wire.end(Bye::Shutdown);
        }
    }
}
