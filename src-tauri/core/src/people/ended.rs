//! Sessions that are over and cannot come back, known without remembering all of them.
//!
//! The record of held names is complete between [`Ended::since`] and [`Ended::until`]: a session
//! that was made in that time and is not in the record has left, or was forgotten. The record may
//! not know sessions from before that time, because an earlier record was lost. It may not know
//! newer sessions either, because a crash may have come before they were written down. Such
//! sessions may come back once, so the ones that left are remembered here.

use std::collections::HashSet;

use super::session_id::now_ms;
use crate::people::SessionId;

/// How many sessions are remembered. When more of them have left, the record counts as complete up
/// to that moment: an older session that it does not know cannot come back any more.
const MAX_ENDED: usize = 10_000;

/// The rule that decides which sessions outside the record may come back.
#[derive(Debug, Default)]
pub(crate) struct Ended {
    /// The start of the time for which the record is complete, in milliseconds since 1970.
    since: u64,
    /// The end of that time, in milliseconds since 1970.
    until: u64,
    left: HashSet<SessionId>,
}

impl Ended {
    /// Creates the rule for a record that is complete from `since` until `until`.
    pub(crate) fn new(since: u64, until: u64) -> Ended {
        Ended { since, until, left: HashSet::new() }
    }

    /// Whether a session that holds no name may come back.
    pub(crate) fn may_return(&self, session: &SessionId) -> bool {
        self.is_outside_record(session) && !self.left.contains(session)
    }

    /// Notes that this session does not come back. Returns whether this changed the time that the
    /// record covers.
    pub(crate) fn end(&mut self, session: SessionId) -> bool {
        if !self.is_outside_record(&session) {
            return false;
        }
        self.left.insert(session);
        let too_many = self.left.len() > MAX_ENDED;
        if too_many {
            *self = Ended::new(0, now_ms());
        }
        too_many
    }

    pub(crate) fn since(&self) -> u64 {
        self.since
    }

    pub(crate) fn until(&self) -> u64 {
        self.until
    }

    pub(crate) fn left(&self) -> impl Iterator<Item = &SessionId> {
        self.left.iter()
    }

    fn is_outside_record(&self, session: &SessionId) -> bool {
        session.made_at_ms().is_some_and(|made| made < self.since || made >= self.until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made_at(ms: u64, n: u64) -> SessionId {
        SessionId::parse(&format!("{ms:012x}{n:020x}")).unwrap()
    }

    #[test]
    fn a_session_that_left_does_not_come_back_however_many_leave_after_it() {
        let mut ended = Ended::new(1_000, 5_000);
        let [old, recorded, new] = [999, 4_999, 5_000].map(|ms| made_at(ms, 0));
        assert!(ended.may_return(&old) && !ended.may_return(&recorded) && ended.may_return(&new));
        for session in [&old, &recorded, &new] {
            ended.end(*session);
        }
        for n in 0..2 * MAX_ENDED as u64 {
            ended.end(made_at(500, n));
            assert!(ended.left.len() <= MAX_ENDED);
        }
        for session in [old, recorded, new, made_at(500, 0), made_at(500, u64::MAX)] {
            assert!(!ended.may_return(&session), "{session:?}");
        }
    }

    #[test]
    fn what_the_record_must_know_does_not_come_back_without_it() {
        let ended = Ended::new(1_000, 5_000);
        for ms in [1_000, 4_999] {
            assert!(!ended.may_return(&made_at(ms, 0)), "{ms}");
        }
        assert!(!ended.may_return(&SessionId::host()));
    }
}
