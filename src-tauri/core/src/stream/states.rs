//! States: current facts about the room, apart from the conversation. A new value of a state
//! replaces the old one.

use bytes::{Bytes, BytesMut};
use serde::Serialize;

use super::bye::Bye;
use super::frames::state_frame;

/// The subject of a state event.
#[derive(Clone, Copy, Debug)]
pub enum StateKind {
    /// The facts about the room.
    Room,
    /// The people who are here.
    People,
    /// The people who are typing.
    Typing,
}

impl StateKind {
    const EVENTS: [&'static str; 3] = ["room", "people", "typing"];
}

/// The newest value of each state, as frames.
#[derive(Clone, Debug, Default)]
pub(crate) struct States {
    all: [State; StateKind::EVENTS.len()],
    /// The reason why all streams end. Set once.
    pub(crate) closed: Option<Bye>,
}

#[derive(Clone, Debug, Default)]
struct State {
    version: u64,
    frame: Bytes,
}

/// The values of the states that a subscriber has already got.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sent([u64; StateKind::EVENTS.len()]);

impl States {
    /// Sets a state, and returns whether that changed its value.
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
