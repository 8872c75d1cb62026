//! A subscriber that runs a loop of its own on the runtime: it waits for changes and reads the file
//! itself.

use std::io;

use tokio::sync::watch;

use super::bye::{Bye, Ends};
use super::position::{EntrySource, Position, Step, Wanted};
use super::start::{Landing, Start};
use super::states::States;
use crate::log::Snapshot;

/// A [`EntrySource`] that can wait for the file.
pub(crate) trait Fetch: EntrySource {
    /// The number of newest entries that a subscriber gets when its place is no longer in the log.
    fn newest(&self) -> usize;

    /// Whether a place is certainly in the log, as far as this is known without reading the file.
    fn knows(&self, _log: &Snapshot, _start: Start) -> Option<Landing> {
        None
    }

    /// Fetches the wanted part, for the next step to use.
    async fn fetch(&mut self, log: &Snapshot, wanted: Wanted) -> io::Result<()>;
}

/// The loop of one subscriber.
#[derive(Debug)]
pub(crate) struct Follower<S> {
    position: Position,
    /// The place to begin at, until it was found in the log.
    start: Option<Start>,
    log: watch::Receiver<Snapshot>,
    states: watch::Receiver<States>,
    ends: Ends,
    /// Whether the log itself is gone.
    orphaned: bool,
    source: S,
}

impl<S: Fetch> Follower<S> {
    pub(super) fn new(
        position: Position,
        start: Start,
        log: watch::Receiver<Snapshot>,
        states: watch::Receiver<States>,
        ends: Ends,
        source: S,
    ) -> Follower<S> {
        let start = (start != Start::End).then_some(start);
        Follower { position, start, log, states, ends, orphaned: false, source }
    }

    /// Waits for the next step. Never returns [`Step::Rest`] or [`Step::Fetch`]. Cancel safe.
    pub(crate) async fn next_step(&mut self) -> Option<Step<S::Entries>> {
        loop {
            let log = self.log.borrow_and_update().clone();
            if let Err(error) = self.settle_in(&log).await {
                return come_back(&error);
            }
            let step = {
                let states = self.states.borrow_and_update();
                let ended = self.ends.now().or(self.orphaned.then_some(Bye::Shutdown));
                self.position.step(&log, &states, ended, &mut self.source)
            };
            match step {
                Step::Rest => return None,
                Step::Fetch(wanted) => {
                    if let Err(error) = self.source.fetch(&log, wanted).await {
                        return come_back(&error);
                    }
                }
                step => return Some(step),
            }
        }
    }

    /// Waits until there may be a next step. Cancel safe.
    pub(crate) async fn moved(&mut self) {
        let gone = tokio::select! {
            moved = self.log.changed() => moved.is_err(),
            moved = self.states.changed() => moved.is_err(),
            () = self.ends.come() => false,
        };
        self.orphaned |= gone;
    }

    /// Finds the place to begin at. After this, the subscriber reads no more of the file than any
    /// other.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub(super) async fn settle(&mut self) -> io::Result<()> {
        let log = self.log.borrow().clone();
        self.settle_in(&log).await
    }

    async fn settle_in(&mut self, log: &Snapshot) -> io::Result<()> {
        let Some(start) = self.start else { return Ok(()) };
        let found = match self.source.knows(log, start) {
            Some(found) => found,
            None => {
                let (log, newest) = (log.clone(), self.source.newest());
                read_in_background(move || start.find(&log, newest)).await?
            }
        };
        self.position.move_to(log, found);
        self.start = None;
        Ok(())
    }

    /// Returns the source of the entries.
    pub(super) fn source(&mut self) -> &mut S {
        &mut self.source
    }

    /// Returns the subscriber's place, or `None` before [`Follower::settle`].
    pub(super) fn position(&self) -> Option<Position> {
        self.start.is_none().then_some(self.position)
    }
}

/// The file is being replaced at the moment, or the disk fails. The next change is the next
/// attempt.
fn come_back<T>(error: &io::Error) -> Option<T> {
    tracing::debug!(%error, "a subscriber cannot read the log");
    None
}

/// Runs `read` on a thread that may block.
pub(super) async fn read_in_background<T: Send + 'static>(
    read: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(read).await.unwrap_or_else(|error| Err(io::Error::other(error)))
}
