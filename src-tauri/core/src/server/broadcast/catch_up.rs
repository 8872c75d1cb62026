//! Reads the file for the broadcaster, so that no stream waits while another catches up.
//!
//! Each block is read and encoded once, however many streams wait for it, and reaches them through
//! the recent entries.

use std::collections::HashSet;
use std::io;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio_util::sync::DropGuard;

use crate::log::{Cursor, Snapshot};
use crate::stream::{Fanout, Landing, RESET_PAGE, Start, Wanted, read_block};

/// How many reads may wait. A stream that finds the queue full asks again later.
const QUEUE: usize = 256;

/// The thread that reads. It ends when this is dropped.
pub(super) struct CatchUp {
    queue: SyncSender<Read>,
    known: Arc<Mutex<Readings>>,
}

#[derive(Debug)]
struct Read {
    log: Snapshot,
    place: Piece,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Piece {
    /// The block after this cursor.
    After(Cursor),
    /// Where the newest page begins.
    NewestPage,
}

#[derive(Default)]
struct Readings {
    /// What is being read, so that each is read once.
    asked: HashSet<(u64, Piece)>,
    /// Where streams go on after a reset to this generation.
    newest_page: Option<(u64, Landing)>,
}

impl CatchUp {
    /// Starts the thread; it calls `wake` after each read, and drops `ended` when it ends.
    pub(super) fn start(
        fanout: Arc<Fanout>,
        wake: impl Fn() + Send + 'static,
        ended: DropGuard,
    ) -> io::Result<CatchUp> {
        let (sender, queue) = sync_channel(QUEUE);
        let known = Arc::new(Mutex::new(Readings::default()));
        let reading = Arc::clone(&known);
        std::thread::Builder::new().name("catch-up".to_owned()).spawn(move || {
            let _ended = ended;
            read_wanted(&queue, &fanout, &reading, wake);
        })?;
        Ok(CatchUp { queue: sender, known })
    }

    /// Where streams go on after a reset, once it was asked for and found.
    pub(super) fn newest_page(&self, log: &Snapshot) -> Option<Landing> {
        let (generation, found) = lock(&self.known).newest_page?;
        (generation == log.generation).then_some(found)
    }

    /// Has something read that a stream wants, unless it is being read already.
    pub(super) fn ask(&self, log: &Snapshot, wanted: Wanted) {
        let place = match wanted {
            Wanted::After(cursor) => Piece::After(cursor),
            Wanted::Resume(_) => Piece::NewestPage,
        };
        let key = (log.generation, place);
        let mut known = lock(&self.known);
        if known.asked.insert(key) && self.queue.try_send(Read { log: log.clone(), place }).is_err() {
            known.asked.remove(&key);
        }
    }
}

fn read_wanted(queue: &Receiver<Read>, fanout: &Fanout, known: &Mutex<Readings>, wake: impl Fn()) {
    for Read { log, place } in queue {
        let read = match place {
            Piece::After(cursor) => {
                read_block(&log, cursor).map(|block| fanout.recent().keep(&log, Arc::new(block)))
            }
            Piece::NewestPage => Start::Reset
                .find(&log, RESET_PAGE)
                .map(|found| lock(known).newest_page = Some((log.generation, found))),
        };
        lock(known).asked.remove(&(log.generation, place));
        match read {
            Ok(()) => wake(),
            // Asked again when something moves.
            Err(error) => tracing::debug!(%error, "cannot read the log for those further back"),
        }
    }
}

fn lock(known: &Mutex<Readings>) -> MutexGuard<'_, Readings> {
    known.lock().unwrap_or_else(PoisonError::into_inner)
}
