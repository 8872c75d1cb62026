//! Delivery of each new entry to every subscriber.
//!
//! The log is the queue. A subscriber holds a cursor. When the log's end moves, the subscriber
//! wakes and takes everything between its cursor and the end. Frames are encoded once for all
//! subscribers: as lines are appended or, for subscribers further back, block by block from the
//! file. So resuming, live and slow subscribers follow the same rules, nothing is queued for any of
//! them, and nothing is lost.
//!
//! | file | content |
//! |---|---|
//! | `position` | the rules for what a subscriber gets next |
//! | `start` | the place where a subscriber begins |
//! | `recent` | the newest entries, encoded once |
//! | `frames` | the form of entries and states on an event stream |
//! | `states` | the current facts about the room |
//! | `bye` | the reasons why a stream ends |
//! | `follower` | a subscriber that runs a loop of its own |
//! | `subscription` | an event stream on top of such a loop |
//! | `following` | entries instead of frames, for readers inside the program |

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
pub(crate) use following::Followed;
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

/// The number of entries that follow a reset.
pub(crate) const RESET_PAGE: usize = 50;

/// The part that all subscribers share.
#[derive(Debug)]
pub struct Fanout {
    recent: Arc<Recent>,
    log: watch::Receiver<Snapshot>,
    states: watch::Sender<States>,
    /// At most one block is read from the file at a time.
    reading: Semaphore,
}

impl Fanout {
    /// Creates a fan-out of `log`. `recent` must be a listener of that log.
    pub fn new(recent: Arc<Recent>, log: watch::Receiver<Snapshot>) -> Fanout {
        Fanout { recent, log, states: watch::Sender::default(), reading: Semaphore::new(1) }
    }

    /// Replaces a state, and wakes subscribers if the new value differs from the old one.
    pub fn set_state(&self, kind: StateKind, value: &impl Serialize) {
        self.states.send_if_modified(|states| states.set(kind, value));
    }

    /// Wakes every subscriber so that it checks whether its stream is over.
    pub(crate) fn wake_all(&self) {
        self.states.send_modify(|_| {});
    }

    /// Ends all streams, now and in the future.
    pub fn close(&self) {
        self.states.send_modify(|states| states.closed = Some(Bye::Shutdown));
    }

    /// Opens a new event stream.
    pub fn subscribe(self: &Arc<Fanout>, start: Start, ends: Ends) -> Subscription {
        let position = Position::at_end(&self.log.borrow()).with_states();
        let source = Frames::new(Arc::clone(self));
        Subscription::new(Follower::new(position, start, self.log(), self.states(), ends, source))
    }

    /// Follows the conversation as entries. If the log is replaced by one without the follower's
    /// place, the `newest` entries of the new log come next.
    pub(crate) fn follow(&self, start: Start, newest: usize, ends: Ends) -> Following {
        let position = Position::at_end(&self.log.borrow());
        let source = following::Entries::new(newest);
        Following::new(Follower::new(position, start, self.log(), self.states(), ends, source))
    }

    /// Returns the newest entries, encoded.
    pub(crate) fn recent(&self) -> &Recent {
        &self.recent
    }

    /// Returns a receiver of the log's changes.
    pub(crate) fn log(&self) -> watch::Receiver<Snapshot> {
        self.log.clone()
    }

    /// Returns a receiver of the states' changes.
    pub(crate) fn states(&self) -> watch::Receiver<States> {
        self.states.subscribe()
    }
}
