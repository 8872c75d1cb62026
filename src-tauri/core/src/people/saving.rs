//! Restoring the people at the start, and collecting the changes since they were last saved.

use std::collections::HashSet;

use super::ended::Ended;
use super::kept::{Change, Claim, Kept};
use super::session_id::SessionId;
use super::{FORGOTTEN_AFTER, MAX_SESSIONS, People};
use crate::log::Cursor;
use crate::name::Name;

/// The changes that are not in the file yet.
#[derive(Debug)]
pub(super) enum Unsaved {
    Of(HashSet<SessionId>),
    Everything,
}

impl Default for Unsaved {
    fn default() -> Unsaved {
        Unsaved::Of(HashSet::new())
    }
}

/// The data to write into the file.
#[derive(Debug)]
pub(crate) enum Saving {
    Nothing,
    Changes(Vec<Change>),
    Everything(Kept),
}

impl People {
    /// Restores the data that was kept earlier. `now_ms` is in milliseconds since 1970.
    pub fn restore(kept: Kept, now_ms: u64) -> People {
        let ended = Ended::new(kept.since, kept.until.max(kept.since));
        let mut people = People { ended, ..People::default() };
        kept.ended.into_iter().for_each(|session| people.end(session));
        let now = now_ms / 1_000;
        let is_fresh = |claim: &Claim| now.saturating_sub(claim.seen) < FORGOTTEN_AFTER.as_secs();
        let held = kept.held.into_iter().filter(is_fresh).collect();
        most_worthy(held).iter().for_each(|claim| people.hold(claim));
        if let Unsaved::Of(sessions) = &mut people.unsaved {
            sessions.clear();
        }
        people
    }

    fn hold(&mut self, claim: &Claim) {
        // If two claims look alike because the rules have changed since, the first one keeps the
        // name.
        if let Some(name) = Name::held(&claim.name)
            && self.take(&claim.session, name, Cursor::START, claim.seen).is_ok()
        {
            self.change(&claim.session, |member| {
                member.since = claim.since;
                (member.standing, member.arrivals) = (claim.standing, claim.arrivals);
            });
        }
    }

    /// Returns the data to keep over a restart. The host's name is kept elsewhere, with the host's
    /// settings.
    pub fn kept(&self) -> Kept {
        let guests = self.members.iter().filter(|(session, _)| **session != SessionId::host());
        Kept {
            key: None,
            since: self.ended.since(),
            until: self.ended.until(),
            held: guests.map(|(session, member)| member.claim(session)).collect(),
            ended: self.ended.left().copied().collect(),
        }
    }

    /// Returns the data that this method has not yet returned.
    pub(crate) fn save(&mut self) -> Saving {
        match std::mem::take(&mut self.unsaved) {
            Unsaved::Everything => Saving::Everything(self.kept()),
            Unsaved::Of(sessions) if sessions.is_empty() => Saving::Nothing,
            Unsaved::Of(sessions) => {
                Saving::Changes(sessions.into_iter().map(|id| self.change_of(id)).collect())
            }
        }
    }

    /// Makes the next save return everything, because data that was returned did not reach the
    /// file.
    pub(crate) fn save_everything(&mut self) {
        self.unsaved = Unsaved::Everything;
    }

    fn change_of(&self, session: SessionId) -> Change {
        match self.members.get(&session) {
            Some(member) => Change::Held(member.claim(&session)),
            None => Change::Gone(session),
        }
    }

    pub(super) fn note_unsaved(&mut self, session: &SessionId) {
        if let Unsaved::Of(sessions) = &mut self.unsaved
            && *session != SessionId::host()
        {
            sessions.insert(*session);
        }
    }
}

/// Chooses the sessions that keep their names when the file has more than the room can hold.
fn most_worthy(mut held: Vec<Claim>) -> Vec<Claim> {
    held.sort_by_key(|claim| std::cmp::Reverse((claim.standing, claim.seen)));
    if held.len() > MAX_SESSIONS {
        tracing::warn!(
            "{} names are held; {MAX_SESSIONS} of them stay, the others are free again",
            held.len()
        );
        held.truncate(MAX_SESSIONS);
    }
    held
}
