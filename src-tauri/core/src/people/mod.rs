//! The people in the room: the sessions that hold names, the people who are here now, and the
//! people who are typing.
//!
//! | file | content |
//! |---|---|
//! | `session_id` | a session's id |
//! | `member` | a session that holds a name |
//! | `kept` | the data that survives restarts |
//! | `saving` | restoring and saving that data |
//! | `ended` | sessions that cannot come back |
//! | `facts` | the data that crosses to pages |
//!
//! # Invariants
//! * No two sessions hold names that look alike.
//! * A name that stands in the log stays with its session until the session leaves or was not seen
//!   for 30 days, even over restarts. The same holds for other names while there are fewer than
//!   50,000.

mod ended;
mod facts;
mod kept;
mod member;
mod saving;
mod session_id;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::net::IpAddr;
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::log::Cursor;
use crate::name::{Likeness, Name};
use ended::Ended;
pub use facts::{PeopleHere, Person, Typing};
pub(crate) use kept::Change;
pub use kept::Kept;
use kept::Standing;
use member::Member;
pub(crate) use saving::Saving;
use saving::Unsaved;
pub use session_id::SessionId;
pub(crate) use session_id::now_ms;

/// How long somebody counts as typing after their page last reported it.
const TYPING: Duration = Duration::from_secs(5);

/// How long an unseen session keeps its name.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// The most sessions that hold names at once.
pub(crate) const MAX_SESSIONS: usize = 50_000;

/// How many variations of a name are tried in each of these ranges of numbers.
const TRIES: u32 = 4;
const NUMBERS: [u32; 3] = [100, 10_000, 1_000_000];

/// The most names that a `people` event lists.
const MAX_LISTED: usize = 100;

/// The most names that a `typing` event lists.
const MAX_TYPING: usize = 5;

/// The reason why a name cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// The name looks like somebody else's. The given one is free.
    Alike(Name),
    /// The room already holds as many names as it can.
    Full,
}

/// All people known to the room.
#[derive(Debug, Default)]
pub struct People {
    members: HashMap<SessionId, Member>,
    /// Who holds a name, by all that it can be read as.
    holders: HashMap<String, SessionId>,
    /// The sessions with open streams, and those that left a moment ago.
    here: HashSet<SessionId>,
    /// The sessions without open streams, in the order in which they are forgotten.
    absent: BTreeSet<(Standing, u64, SessionId)>,
    typing: HashMap<SessionId, Instant>,
    ended: Ended,
    unsaved: Unsaved,
}

impl People {
    /// Gives `name` to `session`, which releases the name it had. The log ends at `since`. `now` is
    /// in seconds since 1970.
    ///
    /// # Errors
    /// When the name looks like somebody else's, or when the room cannot hold more names.
    pub fn take(&mut self, session: &SessionId, name: Name, since: Cursor, now: u64) -> Result<(), NotTaken> {
        let likeness = name.likeness();
        if !self.is_free(&likeness, session) {
            return Err(NotTaken::Alike(self.free_variation(&name, session)));
        }
        let member = match self.release(session) {
            Some(member) => member.renamed(name, Some(since), now),
            None => {
                self.make_room(now)?;
                Member::new(name, Some(since), now)
            }
        };
        self.holders.extend(likeness.readings().map(|reading| (reading.clone(), *session)));
        self.insert(session, member);
        self.note_unsaved(session);
        Ok(())
    }

    /// Forgets a session if there is no space for one more. It never forgets a session that is
    /// here, nor one whose name stands in the log of the last 30 days.
    fn make_room(&mut self, now: u64) -> Result<(), NotTaken> {
        if self.members.len() < MAX_SESSIONS {
            return Ok(());
        }
        let (standing, seen, session) = self.absent.first().copied().ok_or(NotTaken::Full)?;
        if standing == Standing::Spoke && now.saturating_sub(seen) < FORGOTTEN_AFTER.as_secs() {
            return Err(NotTaken::Full);
        }
        self.leave(&session);
        Ok(())
    }

    fn insert(&mut self, session: &SessionId, member: Member) {
        match member.streams {
            0 => drop(self.absent.insert((member.standing, member.seen, *session))),
            _ => drop(self.here.insert(*session)),
        }
        self.members.insert(*session, member);
    }

    fn remove(&mut self, session: &SessionId) -> Option<Member> {
        let member = self.members.remove(session)?;
        self.absent.remove(&(member.standing, member.seen, *session));
        Some(member)
    }

    /// Changes a member, and updates the order in which members are found.
    fn change<T>(&mut self, session: &SessionId, change: impl FnOnce(&mut Member) -> T) -> Option<T> {
        let mut member = self.remove(session)?;
        let before = (member.seen, member.standing, member.arrivals, member.since);
        let changed = change(&mut member);
        if (member.seen, member.standing, member.arrivals, member.since) != before {
            self.note_unsaved(session);
        }
        self.insert(session, member);
        Some(changed)
    }

    /// Ends the session: its name becomes free, its streams end, and its cookie stops working.
    pub fn leave(&mut self, session: &SessionId) {
        if let Some(member) = self.release(session) {
            member.over.cancel();
        }
        self.here.remove(session);
        self.end(*session);
    }

    fn end(&mut self, session: SessionId) {
        self.note_unsaved(&session);
        if self.ended.end(session) {
            self.save_everything();
        }
    }

    /// Whether a session that holds no name may take the name in its cookie, because the room has
    /// lost its record of the session.
    pub(crate) fn may_return(&self, session: &SessionId) -> bool {
        self.ended.may_return(session)
    }

    fn release(&mut self, session: &SessionId) -> Option<Member> {
        let member = self.remove(session)?;
        for reading in member.name.likeness().readings() {
            self.holders.remove(reading);
        }
        self.typing.remove(session);
        Some(member)
    }

    fn is_free(&self, likeness: &Likeness, session: &SessionId) -> bool {
        let mut holders = likeness.readings().filter_map(|reading| self.holders.get(reading));
        holders.all(|holder| holder == session)
    }

    /// Returns a variation of the name that is free. It tries the next numbers and then random
    /// ones, so it takes few steps however many variations are taken.
    fn free_variation(&self, name: &Name, session: &SessionId) -> Name {
        let next = 2..2 + TRIES;
        let any = NUMBERS.into_iter().flat_map(|most| (0..TRIES).map(move |_| random_below(most)));
        let mut variations = next.chain(any).map(|n| name.numbered(n));
        let free = variations.find(|name| self.is_free(&name.likeness(), session));
        // All of these are hardly ever taken, because the room cannot hold that many names. If this
        // one is taken as well, another one is proposed.
        free.unwrap_or_else(|| name.numbered(random_below(u32::MAX)))
    }

    /// Returns the name that a session holds.
    pub fn name_of(&self, session: &SessionId) -> Option<&Name> {
        self.members.get(session).map(|member| &member.name)
    }

    /// Returns all names that sessions hold, of people who are here and of others.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Name> {
        self.members.values().map(|member| &member.name)
    }

    /// Returns the log's end when this session took its name.
    pub(crate) fn since(&self, session: &SessionId) -> Option<Cursor> {
        self.members.get(session)?.since
    }

    /// Returns the sessions of which it is known where the log ended when they took their names.
    pub(crate) fn taken(&self) -> Vec<(SessionId, Cursor)> {
        let taken = |(session, member): (&SessionId, &Member)| Some((*session, member.since?));
        self.members.iter().filter_map(taken).collect()
    }

    /// Lets these sessions hold their names since `end`, unless they have taken others meanwhile.
    pub(crate) fn renew(&mut self, sessions: &HashMap<SessionId, Cursor>, end: Cursor) {
        for (session, since) in sessions {
            let renewed = self.members.get(session).is_some_and(|member| member.since == Some(*since));
            if renewed {
                self.change(session, |member| member.since = Some(end));
            }
        }
    }

    /// Notes that this session opened a stream. The returned token is cancelled when the session is
    /// over.
    pub fn stream_opened(&mut self, session: &SessionId) -> Option<CancellationToken> {
        self.change(session, Member::stream_opened)
    }

    /// Notes that a stream of this session ended, at `at` in seconds since 1970.
    pub fn stream_ended(&mut self, session: &SessionId, now: Instant, at: u64) {
        self.change(session, |member| member.stream_ended(now, at));
    }

    /// Notes that this session says something, at `at` in seconds since 1970. Returns whether it
    /// was typing, or looked at something else.
    pub fn speaks(&mut self, session: &SessionId, at: u64) -> bool {
        let known = self.members.get(session);
        if known.is_some_and(|member| member.standing < Standing::Spoke || member.was_seen_before(at)) {
            self.change(session, |member| {
                member.standing = Standing::Spoke;
                member.note_seen(at);
            });
        }
        let was_elsewhere = self.looks_here(session);
        self.typing.remove(session).is_some() || was_elsewhere
    }

    /// Marks everyone who is here as seen at `at`, in seconds since 1970, so that they do not look
    /// long gone after a crash.
    pub(crate) fn sees_who_is_here(&mut self, at: u64) {
        let here = self
            .here
            .iter()
            .filter(|session| self.members.get(*session).is_some_and(|m| m.was_seen_before(at)));
        for session in here.copied().collect::<Vec<_>>() {
            self.change(&session, |member| member.note_seen(at));
        }
    }

    /// Returns how many times this session arrived with a ticket.
    pub(crate) fn arrivals(&self, session: &SessionId) -> Option<u32> {
        self.members.get(session).map(|member| member.arrivals)
    }

    /// Uses the ticket that was given out after `arrivals` arrivals, which also makes all other
    /// tickets of the session useless. Returns whether the ticket opens the session.
    pub(crate) fn arrives(&mut self, session: &SessionId, arrivals: u32, from: IpAddr, now: Instant) -> bool {
        self.change(session, |member| member.arrives(arrivals, from, now)).unwrap_or(false)
    }

    /// Notes that this session is typing.
    pub fn types(&mut self, session: &SessionId, now: Instant) {
        if self.members.contains_key(session) {
            self.looks_here(session);
            self.typing.insert(*session, now + TYPING);
        }
    }

    /// Notes that the person of this session looks at something else.
    pub fn looks_elsewhere(&mut self, session: &SessionId, now: Instant) {
        if let Some(member) = self.members.get_mut(session) {
            member.looks_elsewhere(now);
        }
    }

    /// Notes that the person of this session looks at the room. Returns whether they looked at
    /// something else before.
    pub fn looks_here(&mut self, session: &SessionId) -> bool {
        self.members.get_mut(session).is_some_and(Member::looks_here)
    }

    /// Returns when [`People::here`] or [`People::typing`] next changes by itself after `now`.
    pub fn next_change(&mut self, now: Instant) -> Option<Instant> {
        self.typing.retain(|_, until| *until > now);
        let members = &self.members;
        self.here.retain(|session| members.get(session).is_some_and(|member| member.is_here(now)));
        let departures = self.members_here(now).filter_map(|(_, member)| member.departure());
        let absences = self.members_here(now).filter_map(|(_, member)| member.absence());
        let absences = absences.filter(|absence| *absence > now);
        departures.chain(absences).chain(self.typing.values().copied()).min()
    }

    fn members_here(&self, now: Instant) -> impl Iterator<Item = (&SessionId, &Member)> {
        let members = self.here.iter().filter_map(|session| self.members.get_key_value(session));
        members.filter(move |(_, member)| member.is_here(now))
    }

    /// Returns everyone who is here.
    pub fn here(&self, now: Instant) -> PeopleHere {
        let mut people: Vec<Person> = self
            .members_here(now)
            .map(|(session, member)| Person {
                name: member.name.to_string(),
                host: *session == SessionId::host(),
                away: member.is_away(now),
            })
            .collect();
        people.sort_by_cached_key(|person| (!person.host, person.name.to_lowercase()));
        PeopleHere { count: people.len(), people }
    }

    /// Returns the people who are here, for an event. In big rooms, this is a count and the host's
    /// name alone.
    pub fn summary(&self, now: Instant) -> PeopleHere {
        let count = self.members_here(now).count();
        if count <= MAX_LISTED {
            return self.here(now);
        }
        let host = self.members.get(&SessionId::host()).filter(|host| host.is_here(now));
        let people =
            host.map(|host| Person { name: host.name.to_string(), host: true, away: host.is_away(now) });
        PeopleHere { count, people: people.into_iter().collect() }
    }

    /// Returns the people who are typing.
    pub fn typing(&self, now: Instant) -> Typing {
        let typing = self.typing.iter().filter(|(_, until)| **until > now);
        let mut names: Vec<String> =
            typing.filter_map(|(session, _)| self.name_of(session)).map(Name::to_string).collect();
        names.sort();
        names.truncate(MAX_TYPING);
        Typing { names }
    }
}

/// A random number below `most`. On a system without random numbers, the same number is tried
/// again.
fn random_below(most: u32) -> u32 {
    getrandom::u32().unwrap_or(2) % most
}
