//! Reads the file for the broadcaster, so that no stream waits while another catches up.
//!
//! Each block is read and encoded once, however many streams wait for it, and comes to them through the window.

use std::collections::HashSet;
use std::io;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio_util::sync::DropGuard;

use crate::fanout::{Fanout, Found, Start, find_start, read_block};
use crate::frames::Format;
use crate::log::{Cursor, Snapshot};

/// How many reads may wait; who finds the queue full asks again later.
const QUEUE: usize = 256;

/// The thread that reads. It ends when this is dropped.
pub(super) struct CatchUp {
    wants: SyncSender<Want>,
    known: Arc<Mutex<Known>>,
}

#[derive(Debug)]
struct Want {
    log: Snapshot,
    place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Place {
    /// The block after this cursor.
    After(Cursor),
    /// Where the newest page begins.
    NewestPage,
}

#[derive(Default)]
struct Known {
    /// What is being read, so that each is read once.
    asked: HashSet<(u64, Place)>,
    /// Where streams go on after a reset to this generation.
    reset_point: Option<(u64, Found)>,
}

impl CatchUp {
    /// Starts the thread; it calls `wake` after each read, and drops `ended` when it ends.
    pub(super) fn start(
        fanout: Arc<Fanout>,
        wake: impl Fn() + Send + 'static,
        ended: DropGuard,
    ) -> io::Result<CatchUp> {
        let (wants, queue) = sync_channel(QUEUE);
        let known = Arc::new(Mutex::new(Known::default()));
        let reading = Arc::clone(&known);
        std::thread::Builder::new().name("catch-up".to_owned()).spawn(move || {
            let _ended = ended;
            read_wanted(&queue, &fanout, &reading, wake);
        })?;
        Ok(CatchUp { wants, known })
    }

    /// Asks for the block after `cursor`.
    pub(super) fn want(&self, log: &Snapshot, cursor: Cursor) {
        self.ask(log, Place::After(cursor));
    }

    /// Where streams go on after a reset; `None`: it is being looked up.
    pub(super) fn reset_point(&self, log: &Snapshot) -> Option<Found> {
        let known = lock(&self.known).reset_point;
        match known {
            Some((generation, found)) if generation == log.generation => Some(found),
            _ => {
                self.ask(log, Place::NewestPage);
                None
            }
        }
    }

    fn ask(&self, log: &Snapshot, place: Place) {
        let key = (log.generation, place);
        let mut known = lock(&self.known);
        if known.asked.insert(key) && self.wants.try_send(Want { log: log.clone(), place }).is_err() {
            known.asked.remove(&key);
        }
    }
}

fn read_wanted(queue: &Receiver<Want>, fanout: &Fanout, known: &Mutex<Known>, wake: impl Fn()) {
    for Want { log, place } in queue {
        let read = match place {
            Place::After(cursor) => read_block(&log, cursor).map(|block| fanout.window().keep(&log, block)),
            Place::NewestPage => find_start(&log, Start::Reset, Format::Events)
                .map(|found| lock(known).reset_point = Some((log.generation, found))),
        };
        lock(known).asked.remove(&(log.generation, place));
        match read {
            Ok(()) => wake(),
            // Asked again when something moves.
            Err(error) => tracing::debug!(%error, "cannot read the log for those further back"),
        }
    }
}

fn lock(known: &Mutex<Known>) -> MutexGuard<'_, Known> {
    known.lock().unwrap_or_else(PoisonError::into_inner)
}
