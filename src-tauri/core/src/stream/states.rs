//! States: what is true of the room now, and no word of the conversation. The newest value of each
//! replaces the one before.

use bytes::{Bytes, BytesMut};
use serde::Serialize;

use super::bye::Bye;
use super::frames::state_frame;

/// What a state event is about.
#[derive(Clone, Copy, Debug)]
pub enum StateKind {
    /// The room's facts.
    Room,
    /// Who is here.
    People,
    /// Who is typing.
    Typing,
}

impl StateKind {
    const EVENTS: [&'static str; 3] = ["room", "people", "typing"];
}

/// The newest value of each state, as frames.
#[derive(Clone, Debug, Default)]
pub(crate) struct States {
    all: [State; StateKind::EVENTS.len()],
    /// Set once: all streams end, for this reason.
    pub(crate) closed: Option<Bye>,
}

#[derive(Clone, Debug, Default)]
struct State {
    version: u64,
    frame: Bytes,
}

/// Which values of the states a subscriber has got.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sent([u64; StateKind::EVENTS.len()]);

impl States {
    /// Sets a state, and says whether it has changed by that.
    pub(super) fn set(&mut self, kind: StateKind, value: &impl Serialize) -> bool {
        let frame = state_frame(StateKind::EVENTS[kind as usize], value);
        let state = &mut self.all[kind as usize];
        let changed = state.frame != frame;
        if changed {
            *state = State { version: state.version + 1, frame };
        }
        changed
    }

    /// Appends the states that a subscriber does not have yet.
    pub(super) fn put_unsent(&self, sent: &mut Sent, out: &mut BytesMut) {
        for (state, sent) in self.all.iter().zip(&mut sent.0) {
            if state.version != *sent {
                *sent = state.version;
                out.extend_from_slice(&state.frame);
            }
        }
    }
}
