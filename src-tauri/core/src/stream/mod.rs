//! Giving each new entry to every subscriber.
//!
//! The log is the queue. A subscriber holds a cursor; when the log's end moves, it wakes and takes
//! everything between the two. Frames are encoded once for all: as lines are appended, and, for
//! subscribers further back, block by block from the file. So resuming, live and slow subscribers
//! follow the same rules, nothing is queued for any of them, and nothing is lost.
//!
//! | file | what |
//! |---|---|
//! | `position` | the rules: what a subscriber gets next |
//! | `start` | where a subscriber begins |
//! | `recent` | the newest entries, encoded once |
//! | `frames` | how entries and states look on an event stream |
//! | `states` | what is true of the room now |
//! | `bye` | why a stream ends |
//! | `follower` | a subscriber that is a loop of its own |
//! | `subscription` | an event stream that is such a loop |
//! | `following` | entries instead of frames, for whatever follows the log inside |

mod bye;
mod follower;
mod following;
mod frames;
mod position;
mod recent;
mod start;
mod states;
mod subscription;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde::Serialize;
use tokio::sync::{Semaphore, watch};

use crate::log::Snapshot;
pub use bye::{Bye, Ends};
use follower::Follower;
pub use following::Following;
pub use frames::HEARTBEAT;
pub(crate) use frames::{HEARTBEAT_FRAME, bye_frame, reset_frame};
pub(crate) use position::{EntrySource, Position, Step, Wanted};
pub use recent::Recent;
pub(crate) use recent::read_block;
pub(crate) use start::Landing;
pub use start::Start;
pub use states::StateKind;
pub(crate) use states::States;
use subscription::Frames;
pub use subscription::Subscription;

/// How many entries follow a reset.
pub(crate) const RESET_PAGE: usize = 50;

/// What all subscribers share.
#[derive(Debug)]
pub struct Fanout {
    recent: Arc<Recent>,
    log: watch::Receiver<Snapshot>,
    states: watch::Sender<States>,
    /// One block is read from the file at a time.
    reading: Semaphore,
}

impl Fanout {
    /// A fan-out of `log`, which `recent` listens to.
    pub fn new(recent: Arc<Recent>, log: watch::Receiver<Snapshot>) -> Fanout {
        Fanout { recent, log, states: watch::Sender::default(), reading: Semaphore::new(1) }
    }

    /// Replaces a state, and wakes subscribers if it differs from the one before.
    pub fn set_state(&self, kind: StateKind, value: &impl Serialize) {
        self.states.send_if_modified(|states| states.set(kind, value));
    }

    /// Wakes every subscriber, to find out whether its stream is over.
    pub(crate) fn wake_all(&self) {
        self.states.send_modify(|_| {});
    }

    /// Ends every stream, now and in future.
    pub fn close(&self) {
        self.states.send_modify(|states| states.closed = Some(Bye::Shutdown));
    }

    /// A new event stream.
    pub fn subscribe(self: &Arc<Fanout>, start: Start, ends: Ends) -> Subscription {
        let position = Position::at_end(&self.log.borrow()).with_states();
        let source = Frames::new(Arc::clone(self));
        Subscription::new(Follower::new(position, start, self.log(), self.states(), ends, source))
    }

    /// Follows the conversation as entries. Where the log is replaced by one that does not have the
    /// follower's place, the `newest` entries of that one come next.
    pub(crate) fn follow(&self, start: Start, newest: usize, ends: Ends) -> Following {
        let position = Position::at_end(&self.log.borrow());
        let source = following::Entries::new(newest);
        Following::new(Follower::new(position, start, self.log(), self.states(), ends, source))
    }

    /// The newest entries, encoded.
    pub(crate) fn recent(&self) -> &Recent {
        &self.recent
    }

    /// The log as it moves.
    pub(crate) fn log(&self) -> watch::Receiver<Snapshot> {
        self.log.clone()
    }

    /// The states as they change.
    pub(crate) fn states(&self) -> watch::Receiver<States> {
        self.states.subscribe()
    }
}
