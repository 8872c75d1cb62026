//! Where a subscriber stands, and what it gets next. These are all the rules of a subscriber, for
//! sockets, bodies, the host's window, and whatever follows the log inside.

use bytes::{Bytes, BytesMut};

use super::bye::Bye;
use super::frames::GREETING;
use super::start::Landing;
use super::states::{Sent, States};
use crate::log::{Cursor, Snapshot};

/// Where a subscriber's entries come from. It answers at once; what it does not have is fetched
/// meanwhile.
pub(crate) trait EntrySource {
    /// Entries that follow each other, in the form that this kind of subscriber takes.
    type Entries;

    /// A portion of the entries after `cursor`, which is before the log's end, and where it ends;
    /// `None`: it has to be read from the file first.
    fn after(&mut self, log: &Snapshot, cursor: Cursor) -> Option<(Self::Entries, Cursor)>;

    /// Where a subscriber that stood at `cursor` of another log goes on in this one; `None`: that
    /// has to be found in the file first.
    fn resume(&mut self, log: &Snapshot, cursor: Cursor) -> Option<Landing>;
}

/// What a [`EntrySource`] does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Wanted {
    /// The entries after this cursor.
    After(Cursor),
    /// The place to go on from, for a subscriber that stood here in another log.
    Resume(Cursor),
}

/// What a subscriber gets next.
#[derive(Debug)]
pub(crate) enum Step<Entries> {
    /// States that have changed, as frames.
    News(Bytes),
    /// Everything before is of another log. The entries after this cursor follow.
    Reset(Cursor),
    /// Entries.
    Entries(Entries),
    /// Something that has to be read from the file first.
    Fetch(Wanted),
    /// Nothing is new.
    Rest,
    /// The stream ends.
    End(Bye),
}

/// All that a subscriber needs besides its socket.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Position {
    generation: u64,
    cursor: Cursor,
    /// A reset is due before any entry.
    reset_due: bool,
    states: Wish,
}

/// Whether a subscriber takes states.
#[derive(Clone, Copy, Debug)]
enum Wish {
    Never,
    /// It is greeted first, so that the reader knows at once that the stream is open.
    ToBeGreeted,
    Those(Sent),
}

impl Position {
    /// At the log's end, for a subscriber that takes entries alone.
    pub(super) fn at_end(log: &Snapshot) -> Position {
        Position { generation: log.generation, cursor: log.end, reset_due: false, states: Wish::Never }
    }

    /// The same for one that takes states, too.
    pub(super) fn with_states(self) -> Position {
        Position { states: Wish::ToBeGreeted, ..self }
    }

    /// The place that was found in `log`.
    pub(super) fn move_to(&mut self, log: &Snapshot, found: Landing) {
        let (Landing::Here(cursor) | Landing::Reset(cursor)) = found;
        self.reset_due = matches!(found, Landing::Reset(_));
        (self.generation, self.cursor) = (log.generation, cursor);
    }

    /// Goes one step on. `ended` says why this one stream is over.
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
            return Step::Reset(self.cursor);
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

    /// The greeting and the states that are new to this subscriber.
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

/// A room that closes ends each stream that would have to wait. What can be given at once comes
/// first.
fn or_end<E>(states: &States, step: Step<E>) -> Step<E> {
    states.closed.map_or(step, Step::End)
}
