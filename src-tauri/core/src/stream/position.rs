//! A subscriber's place, and the rules for what it gets next. The same rules serve sockets, bodies,
//! the host's window, and readers inside the program.

use bytes::{Bytes, BytesMut};

use super::bye::Bye;
use super::frames::GREETING;
use super::start::Landing;
use super::states::{Sent, States};
use crate::log::{Cursor, Snapshot, WireCursor};

/// The source of a subscriber's entries. It answers at once. A part that it does not have is
/// fetched, and the subscriber asks again later.
pub(crate) trait EntrySource {
    /// Entries without a gap between them, in the form that this kind of subscriber takes.
    type Entries;

    /// Returns some of the entries after `cursor`, and where they end. `cursor` must lie before the
    /// log's end. `None` means that they must first be read from the file.
    fn after(&mut self, log: &Snapshot, cursor: Cursor) -> Option<(Self::Entries, Cursor)>;

    /// Returns the place where a subscriber that stood at `cursor` of another log goes on in this
    /// one. `None` means that the place must first be found in the file.
    fn resume(&mut self, log: &Snapshot, cursor: Cursor) -> Option<Landing>;
}

/// A part of the log that an [`EntrySource`] does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Wanted {
    /// The entries after this cursor.
    After(Cursor),
    /// The place to go on from, for a subscriber that stood here in another log.
    Resume(Cursor),
}

/// A subscriber's next step.
#[derive(Debug)]
pub(crate) enum Step<Entries> {
    /// Send these frames, which carry states that have changed.
    News(Bytes),
    /// Send a reset: everything before belongs to another log. The entries after this cursor
    /// follow.
    Reset(WireCursor),
    /// Send these entries.
    Entries(Entries),
    /// Fetch this part from the file first.
    Fetch(Wanted),
    /// Do nothing: there is nothing new.
    Rest,
    /// End the stream.
    End(Bye),
}

/// Everything that a subscriber needs besides its socket.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Position {
    generation: u64,
    cursor: Cursor,
    /// Whether a reset must come before any entry.
    reset_due: bool,
    states: Wish,
}

/// Whether a subscriber takes states.
#[derive(Clone, Copy, Debug)]
enum Wish {
    Never,
    /// The subscriber takes states and has not been greeted. The greeting comes first, so that the
    /// reader knows at once that the stream is open.
    ToBeGreeted,
    Those(Sent),
}

impl Position {
    /// Returns a position at the log's end, for a subscriber that takes only entries.
    pub(super) fn at_end(log: &Snapshot) -> Position {
        Position { generation: log.generation, cursor: log.end, reset_due: false, states: Wish::Never }
    }

    /// Makes the subscriber take states as well.
    pub(super) fn with_states(self) -> Position {
        Position { states: Wish::ToBeGreeted, ..self }
    }

    /// Moves to a place that was found in `log`.
    pub(super) fn move_to(&mut self, log: &Snapshot, found: Landing) {
        let (Landing::Here(cursor) | Landing::Reset(cursor)) = found;
        self.reset_due = matches!(found, Landing::Reset(_));
        (self.generation, self.cursor) = (log.generation, cursor);
    }

    /// Takes the next step. `ended` is the reason if this one stream is over.
    pub(crate) fn step<S: EntrySource>(
        &mut self,
        log: &Snapshot,
        states: &States,
        ended: Option<Bye>,
        source: &mut S,
    ) -> Step<S::Entries> {
        if let Some(bye) = ended {
            return Step::End(bye);
        }
        if let Some(news) = self.news(states) {
            return Step::News(news);
        }
        if self.generation != log.generation {
            match source.resume(log, self.cursor) {
                Some(found) => self.move_to(log, found),
                None => return or_end(states, Step::Fetch(Wanted::Resume(self.cursor))),
            }
        }
        if std::mem::take(&mut self.reset_due) {
            return Step::Reset(self.cursor.on_wire(log.generation));
        }
        if self.cursor.offset >= log.end.offset {
            return or_end(states, Step::Rest);
        }
        match source.after(log, self.cursor) {
            Some((entries, end)) => {
                self.cursor = end;
                Step::Entries(entries)
            }
            None => or_end(states, Step::Fetch(Wanted::After(self.cursor))),
        }
    }

    /// Returns the greeting, and the states that are new to this subscriber.
    fn news(&mut self, states: &States) -> Option<Bytes> {
        let mut news = BytesMut::new();
        let mut sent = match self.states {
            Wish::Never => return None,
            Wish::ToBeGreeted => {
                news.extend_from_slice(GREETING);
                Sent::default()
            }
            Wish::Those(sent) => sent,
        };
        states.put_unsent(&mut sent, &mut news);
        self.states = Wish::Those(sent);
        (!news.is_empty()).then(|| news.freeze())
    }
}

/// Ends the stream of a closing room where it would have to wait. Everything that is ready is sent
/// first.
fn or_end<E>(states: &States, step: Step<E>) -> Step<E> {
    states.closed.map_or(step, Step::End)
}
