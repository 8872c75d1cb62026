//! The second thread of the broadcaster, which reads the file so that no stream waits while another
//! one catches up.
//!
//! Each block is read and encoded once, no matter how many streams wait for it. Streams get it from
//! the recent entries.

use std::collections::HashSet;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use tokio_util::sync::DropGuard;

use super::rota::Rota;
use crate::limits::Network;
use crate::log::{Cursor, Snapshot};
use crate::stream::{Fanout, Landing, RESET_PAGE, Start, Wanted, read_block};

/// How many blocks are read before the broadcaster uses them. This is fewer than stay in memory.
const READ_AHEAD: usize = 8;

/// The thread that reads. It ends when this is dropped.
pub(super) struct CatchUp(Arc<ReadingDesk>);

/// The data that the two threads share.
#[derive(Default)]
struct ReadingDesk {
    known: Mutex<Readings>,
    changed: Condvar,
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
    /// The place where the newest page begins.
    NewestPage,
}

#[derive(Default)]
struct Readings {
    /// The parts to read. The sources of the waiting streams take turns.
    wanted: Rota<Read>,
    /// The parts to read, and those that are being read, so that each is read only once. A stream
    /// waits for one block at a time, so there are never more parts than streams.
    asked: HashSet<(u64, Piece)>,
    /// How many blocks were read that the broadcaster has not used yet.
    unseen: usize,
    /// The place where streams go on after a reset to this generation.
    newest_page: Option<(u64, Landing)>,
    closed: bool,
}

impl CatchUp {
    /// Starts the thread. It calls `wake` after each read, and drops `ended` when it ends.
    pub(super) fn start(
        fanout: Arc<Fanout>,
        wake: impl Fn() + Send + 'static,
        ended: DropGuard,
    ) -> io::Result<CatchUp> {
        let desk = Arc::new(ReadingDesk::default());
        let reading = Arc::clone(&desk);
        std::thread::Builder::new().name("catch-up".to_owned()).spawn(move || {
            let _ended = ended;
            read_wanted(&reading, &fanout, wake);
        })?;
        Ok(CatchUp(desk))
    }

    /// Returns the place where streams go on after a reset, once it was asked for and found.
    pub(super) fn newest_page(&self, log: &Snapshot) -> Option<Landing> {
        let (generation, found) = self.0.lock().newest_page?;
        (generation == log.generation).then_some(found)
    }

    /// Requests a part that a stream of this source wants, unless it is already being read.
    pub(super) fn ask(&self, source: Network, log: &Snapshot, wanted: Wanted) {
        let place = match wanted {
            Wanted::After(cursor) => Piece::After(cursor),
            Wanted::Resume(_) => Piece::NewestPage,
        };
        let mut known = self.0.lock();
        if known.asked.insert((log.generation, place)) {
            known.wanted.push(source, Read { log: log.clone(), place });
            self.0.changed.notify_one();
        }
    }

    /// Notes that the broadcaster now uses what was read.
    pub(super) fn sees(&self) {
        self.0.lock().unseen = 0;
        self.0.changed.notify_one();
    }
}

impl Drop for CatchUp {
    fn drop(&mut self) {
        self.0.lock().closed = true;
        self.0.changed.notify_one();
    }
}

impl ReadingDesk {
    /// Waits for the next part to read. Returns `None` at the end.
    fn next(&self) -> Option<Read> {
        let waits =
            |known: &mut Readings| !known.closed && (known.unseen >= READ_AHEAD || known.wanted.is_empty());
        let known = self.changed.wait_while(self.lock(), waits);
        let mut known = known.unwrap_or_else(PoisonError::into_inner);
        if known.closed { None } else { known.wanted.pop() }
    }

    fn lock(&self) -> MutexGuard<'_, Readings> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read_wanted(desk: &ReadingDesk, fanout: &Fanout, wake: impl Fn()) {
    while let Some(Read { log, place }) = desk.next() {
        let read = match place {
            Piece::After(cursor) => {
                let edition = fanout.recent().edition(&log);
                read_block(&log, cursor).map(|block| fanout.recent().keep(edition, Arc::new(block)))
            }
            Piece::NewestPage => Start::Reset
                .find(&log, RESET_PAGE)
                .map(|found| desk.lock().newest_page = Some((log.generation, found))),
        };
        let mut known = desk.lock();
        known.asked.remove(&(log.generation, place));
        known.unseen += usize::from(read.is_ok());
        drop(known);
        match read {
            Ok(()) => wake(),
            // The stream asks again after the next change.
            Err(error) => tracing::debug!(%error, "cannot read the log for streams further back"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;
    use crate::room::{Options, Room};

    /// Attack: one address resumes hundreds of streams, each from another place of a large log. If
    /// the blocks were read in the order of the requests, another address would wait for all of
    /// them, again at each block.
    #[tokio::test]
    async fn blocks_are_read_for_one_source_after_the_other() {
        let folder = tempfile::tempdir().unwrap();
        let room = Room::open(Options::new(folder.path().to_owned())).unwrap();
        let log = room.fanout().log().borrow().clone();
        let [attacker, honest] =
            ["192.0.2.66", "192.0.2.1"].map(|address| Network::from(address.parse::<IpAddr>().unwrap()));
        let catch_up = CatchUp(Arc::default());
        let wanted = |offset| Wanted::After(Cursor { offset, check: 0 });
        for offset in 0..300 {
            catch_up.ask(attacker, &log, wanted(offset));
        }
        for offset in [1_000, 2_000] {
            catch_up.ask(honest, &log, wanted(offset));
        }
        let offsets: Vec<u64> = (0..4)
            .filter_map(|_| match catch_up.0.next()?.place {
                Piece::After(cursor) => Some(cursor.offset),
                Piece::NewestPage => None,
            })
            .collect();
        assert_eq!(offsets, [0, 1_000, 1, 2_000]);
        room.close().await;
    }
}
