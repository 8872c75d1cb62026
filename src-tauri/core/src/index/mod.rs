//! The index: which lines refer to which earlier line, and what they make of it.
//!
//! It is a cache. One scan of the log builds it in the background, and the log feeds it from then
//! on. It can be thrown away at any time, and is thrown away when the file is replaced.
//!
//! # Invariants
//! * It has taken every line before `Resolved::through`, and none after that.
//! * It holds places, names and emoji, but no words: those are read from the file when they are
//!   needed. So a removal has nothing to forget here.
//!
//! | file | content |
//! |---|---|
//! | `reference` | a line that refers to an earlier one |
//! | `folded` | the rules for what references make of a line |
//! | `shared` | the lines that share files |
//! | `table` | names and emoji, each stored once |
//! | `resolved` | an entry with everything that refers to it |
//! | `resolving` | the making of such entries |

mod folded;
mod reference;
mod resolved;
mod resolving;
mod shared;
mod table;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tokio::sync::{Notify, watch};

use crate::log::{Cursor, Lines, LogListener, Placed, Snapshot};
use crate::statement::may_refer;
pub(crate) use folded::Erasure;
use folded::Folded;
use reference::Reference;
pub use resolved::{Quote, Reaction, Reactor, Removal, ResolvedEntry, Wording};
pub(crate) use resolving::{Resolved, resolve_newest};

/// After how many lines a scan checks whether it is still wanted.
const CHECK_EVERY: usize = 4096;

/// The references of one log.
#[derive(Debug)]
pub(crate) struct Index {
    state: RwLock<State>,
    /// The generation that is scanned completely.
    ready: watch::Sender<Option<u64>>,
    erasures: Mutex<VecDeque<Erasure>>,
    /// Notified when there is another log to scan.
    replaced: Notify,
    /// Notified when something is to be erased.
    removed: Notify,
    /// Notified when the topic or the pins may have changed.
    changed: Notify,
}

#[derive(Debug, Default)]
struct State {
    generation: u64,
    folded: Folded,
    /// The offset up to which lines were taken.
    through: u64,
    /// References that came while the scan of older lines is not done.
    waiting: Option<Vec<Reference>>,
}

impl State {
    fn unscanned(generation: u64) -> State {
        State { generation, waiting: Some(Vec::new()), ..State::default() }
    }
}

/// A scan that ended early, because the log was replaced or closed.
#[derive(Debug)]
pub(crate) struct Outdated;

impl Index {
    /// Creates an index that has to be scanned.
    pub(crate) fn new() -> Arc<Index> {
        Arc::new(Index {
            state: RwLock::new(State::unscanned(0)),
            ready: watch::Sender::new(None),
            erasures: Mutex::default(),
            replaced: Notify::new(),
            removed: Notify::new(),
            changed: Notify::new(),
        })
    }

    /// Reads the whole log and takes the references in it. Returns the removals that it has, which
    /// may not be finished. Blocks.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn scan(
        &self,
        log: &Snapshot,
        is_wanted: impl Fn() -> bool,
    ) -> io::Result<Result<Vec<Erasure>, Outdated>> {
        let mut folded = Folded::default();
        let mut erasures = Vec::new();
        for (n, line) in Lines::new(&log.file, 0, log.end.offset).enumerate() {
            let line = line?;
            if n % CHECK_EVERY == 0 && !(is_wanted() && self.generation() == log.generation) {
                return Ok(Err(Outdated));
            }
            if may_refer(&line.head)
                && let Some(reference) = Reference::of(&line.entry())
            {
                erasures.extend(folded.take(&reference));
            }
        }
        Ok(self.finish_scan(log, folded).map(|()| erasures))
    }

    /// Joins the references of a scan with those that came in the meantime.
    fn finish_scan(&self, log: &Snapshot, mut folded: Folded) -> Result<(), Outdated> {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        if state.generation != log.generation {
            return Err(Outdated);
        }
        let waiting = state.waiting.take().unwrap_or_default();
        for reference in waiting.iter().filter(|reference| reference.id >= log.end.offset) {
            self.queue().extend(folded.take(reference));
        }
        state.folded = folded;
        state.through = state.through.max(log.end.offset);
        drop(state);
        self.ready.send_replace(Some(log.generation));
        self.changed.notify_one();
        self.removed.notify_one();
        Ok(())
    }

    /// Returns which log is indexed, or has to be.
    pub(crate) fn generation(&self) -> u64 {
        self.read(|state| state.generation)
    }

    /// Waits until the log of this generation is scanned, or a later one is.
    pub(crate) async fn wait_until_ready(&self, generation: u64) {
        // The sender lives as long as this index.
        let _ = self.ready.subscribe().wait_for(|ready| *ready >= Some(generation)).await;
    }

    /// Whether the log of this generation is scanned, or a later one is.
    pub(crate) fn is_ready(&self, generation: u64) -> bool {
        *self.ready.borrow() >= Some(generation)
    }

    /// Waits until another log has to be scanned.
    pub(crate) async fn replaced(&self) {
        self.replaced.notified().await;
    }

    /// Waits until the topic or the pins may have changed.
    pub(crate) async fn changed(&self) {
        self.changed.notified().await;
    }

    /// Returns the next lines whose words have to go, with the generation of their log. Cancel
    /// safe.
    pub(crate) async fn next_erasure(&self) -> (u64, Erasure) {
        loop {
            // The order of the two locks is the order in which the listener takes them.
            let next = self.read(|state| Some((state.generation, self.queue().pop_front()?)));
            match next {
                Some(erasure) => return erasure,
                None => self.removed.notified().await,
            }
        }
    }

    /// Puts removals of an earlier run in front of those that came since.
    pub(crate) fn finish(&self, removals: Vec<Erasure>) {
        let mut queue = self.queue();
        for removal in removals.into_iter().rev() {
            queue.push_front(removal);
        }
        drop(queue);
        self.removed.notify_one();
    }

    /// Returns the line that set the topic of a scanned log.
    pub(crate) fn topic(&self) -> Option<u64> {
        self.read(|state| state.folded.topic())
    }

    /// Returns the pinned lines of a scanned log, the newest pin first.
    pub(crate) fn pins(&self, most: usize) -> Vec<u64> {
        self.read(|state| state.folded.pins().take(most).collect())
    }

    /// Returns the lines of a scanned log that share files, oldest first, each with the bytes that
    /// it says they have.
    pub(crate) fn shared_lines(&self) -> Vec<(u64, u64)> {
        self.read(|state| state.folded.shared().all())
    }

    /// Returns the newest line of a scanned log that shares the file with this name in the folder.
    pub(crate) fn sharing(&self, stored: &str) -> Option<u64> {
        self.read(|state| state.folded.shared().sharing(stored))
    }

    fn read<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        read(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn queue(&self) -> std::sync::MutexGuard<'_, VecDeque<Erasure>> {
        self.erasures.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, state: &mut State, reference: Reference) {
        match &mut state.waiting {
            // What a removal concerns is known when the scan is done.
            Some(waiting) => waiting.push(reference),
            None => self.queue().extend(state.folded.take(&reference)),
        }
    }
}

/// Takes every appended line.
impl LogListener for Arc<Index> {
    fn appended(&mut self, _from: Cursor, entries: &[Placed]) {
        let references: Vec<Reference> =
            entries.iter().filter_map(|placed| Reference::of(&placed.entry)).collect();
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        state.through = entries.last().map_or(state.through, |last| last.end.offset);
        if references.is_empty() {
            return;
        }
        let concerns_notices = references.iter().any(Reference::concerns_notices);
        for reference in references {
            self.take(&mut state, reference);
        }
        drop(state);
        self.removed.notify_one();
        if concerns_notices {
            self.changed.notify_one();
        }
    }

    fn reset(&mut self, generation: u64) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        *state = State::unscanned(generation);
        self.queue().clear();
        drop(state);
        self.replaced.notify_one();
        self.changed.notify_one();
    }
}
