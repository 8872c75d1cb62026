//! Who is in the room: names held by sessions, who is here now, who is typing.
//!
//! # Invariants
//! * No two sessions hold names that look alike.
//! * A name stays with its session until the session leaves, or was not seen for 30 days; restarts do not matter.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::name::{Likeness, Name};

/// How long somebody counts as here after their last stream ended: a reload is no departure.
const LINGER: Duration = Duration::from_secs(3);

/// How long somebody counts as typing after they last said so.
const TYPING: Duration = Duration::from_secs(5);

/// How long an unseen session keeps its name.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// The most sessions that are known at once; beyond it the one unseen for longest is forgotten.
const MAX_SESSIONS: usize = 50_000;

/// How many sessions that have left are remembered.
const MAX_ENDED: usize = 10_000;

/// How exactly it is kept when somebody was here last: each change is a write to the disk.
const SEEN_EVERY_SECS: u64 = 60 * 60;

/// The most names that a `people` event lists.
const MAX_LISTED: usize = 100;

/// The most names that a `typing` event lists.
const MAX_TYPING: usize = 5;

/// What a cookie stands for: 128 random bits in hex, or the host.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SessionId(String);

impl SessionId {
    /// A new session's id.
    ///
    /// # Errors
    /// When the OS gives no random bytes.
    pub fn random() -> Result<SessionId, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        Ok(SessionId(format!("{:032x}", u128::from_be_bytes(bytes))))
    }

    /// The host's own, which no cookie can name.
    pub fn host() -> SessionId {
        SessionId("host".to_owned())
    }

    /// Reads a cookie's form.
    pub fn parse(hex: &str) -> Option<SessionId> {
        (hex.len() == 32 && hex.bytes().all(|b| b.is_ascii_hexdigit())).then(|| SessionId(hex.to_owned()))
    }

    /// The cookie's form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Somebody who is here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Person {
    /// What they are called.
    pub name: String,
    /// Whether they host the room.
    pub host: bool,
}

/// Who is here: the host first, then by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, rename = "People"))]
pub struct PeopleHere {
    /// How many, also of those not listed.
    pub count: usize,
    /// Who; an event of more than 100 lists the host alone.
    pub people: Vec<Person>,
}

/// Who is typing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Typing {
    /// At most five names.
    pub names: Vec<String>,
}

/// What is kept in a file over restarts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    held: Vec<Claim>,
    /// Sessions that are over: their cookies open nothing any more.
    ended: VecDeque<SessionId>,
}

/// A name held over restarts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Claim {
    session: SessionId,
    name: String,
    /// When the session was last here, in seconds since 1970.
    seen: u64,
}

#[derive(Debug)]
struct Member {
    name: Name,
    streams: u32,
    /// When the last stream ended, if not long ago.
    left: Option<Instant>,
    seen: u64,
    /// Ends the session's streams when it is over.
    over: CancellationToken,
}

impl Member {
    fn is_here(&self, now: Instant) -> bool {
        self.streams > 0 || self.left.is_some_and(|left| now < left + LINGER)
    }
}

/// Everyone known to the room.
#[derive(Debug, Default)]
pub struct People {
    members: HashMap<SessionId, Member>,
    folded: HashMap<String, SessionId>,
    drawn: HashMap<String, SessionId>,
    typing: HashMap<SessionId, Instant>,
    ended: HashSet<SessionId>,
    ended_first: VecDeque<SessionId>,
    /// Grows with each change of what [`People::kept`] says.
    kept_version: u64,
}

impl People {
    /// Restores what was kept at an earlier time.
    pub fn restore(kept: Kept, now: u64) -> People {
        let mut people = People::default();
        kept.ended.into_iter().for_each(|session| people.end(session));
        for claim in kept.held {
            let fresh = now.saturating_sub(claim.seen) < FORGOTTEN_AFTER.as_secs();
            if let (true, Some(name)) = (fresh, Name::held(&claim.name)) {
                // Two claims that look alike: the rules have changed since; the first keeps it.
                let _ = people.take(&claim.session, name, claim.seen);
            }
        }
        people
    }

    /// What to keep over a restart. The host's name is kept elsewhere, with the host's settings.
    pub fn kept(&self) -> Kept {
        let claim = |(session, member): (&SessionId, &Member)| Claim {
            session: session.clone(),
            name: member.name.to_string(),
            seen: member.seen,
        };
        let guests = self.members.iter().filter(|(session, _)| **session != SessionId::host());
        Kept { held: guests.map(claim).collect(), ended: self.ended_first.clone() }
    }

    /// Changes whenever [`People::kept`] does.
    pub fn kept_version(&self) -> u64 {
        self.kept_version
    }

    /// Gives `name` to `session`, which lets go of the one it had.
    ///
    /// # Errors
    /// With a name that is free, when this one looks like somebody else's.
    pub fn take(&mut self, session: &SessionId, name: Name, now: u64) -> Result<(), Name> {
        if !self.is_free(&name, session) {
            return Err(self.free_variation(&name, session));
        }
        let before = self.release(session);
        if before.is_none() && self.members.len() >= MAX_SESSIONS {
            self.forget_one();
        }
        self.kept_version += 1;
        let Likeness { folded, drawn } = name.likeness();
        self.folded.insert(folded, session.clone());
        self.drawn.insert(drawn, session.clone());
        let member = match before {
            Some(member) => Member { name, seen: now, ..member },
            None => Member { name, seen: now, streams: 0, left: None, over: CancellationToken::new() },
        };
        self.members.insert(session.clone(), member);
        Ok(())
    }

    fn forget_one(&mut self) {
        let absent = self.members.iter().filter(|(_, member)| member.streams == 0);
        let oldest = absent.min_by_key(|(_, member)| member.seen).map(|(session, _)| session.clone());
        if let Some(session) = oldest {
            self.release(&session);
        }
    }

    /// The session is over: its name is free, its streams end, its cookie opens nothing any more.
    pub fn leave(&mut self, session: &SessionId) {
        if let Some(member) = self.release(session) {
            member.over.cancel();
        }
        self.end(session.clone());
    }

    fn end(&mut self, session: SessionId) {
        if self.ended.insert(session.clone()) {
            self.ended_first.push_back(session);
            self.kept_version += 1;
        }
        if self.ended_first.len() > MAX_ENDED
            && let Some(first) = self.ended_first.pop_front()
        {
            self.ended.remove(&first);
        }
    }

    /// Whether this session has left.
    pub fn has_ended(&self, session: &SessionId) -> bool {
        self.ended.contains(session)
    }

    fn release(&mut self, session: &SessionId) -> Option<Member> {
        let member = self.members.remove(session)?;
        let Likeness { folded, drawn } = member.name.likeness();
        self.folded.remove(&folded);
        self.drawn.remove(&drawn);
        self.typing.remove(session);
        self.kept_version += 1;
        Some(member)
    }

    fn is_free(&self, name: &Name, session: &SessionId) -> bool {
        let Likeness { folded, drawn } = name.likeness();
        let holders = [self.folded.get(&folded), self.drawn.get(&drawn)];
        holders.into_iter().flatten().all(|holder| holder == session)
    }

    fn free_variation(&self, name: &Name, session: &SessionId) -> Name {
        (2..)
            .map(|n| name.numbered(n))
            .find(|name| self.is_free(name, session))
            .expect("fewer sessions than numbers")
    }

    /// The name that a session holds.
    pub fn name_of(&self, session: &SessionId) -> Option<&Name> {
        self.members.get(session).map(|member| &member.name)
    }

    /// A stream of this session opened. The token tells it when the session is over.
    pub fn stream_opened(&mut self, session: &SessionId) -> Option<CancellationToken> {
        let member = self.members.get_mut(session)?;
        member.streams += 1;
        member.left = None;
        Some(member.over.clone())
    }

    /// A stream of this session ended, at `at` in seconds since 1970.
    pub fn stream_ended(&mut self, session: &SessionId, now: Instant, at: u64) {
        if let Some(member) = self.members.get_mut(session) {
            member.streams = member.streams.saturating_sub(1);
            member.left = Some(now);
            if at >= member.seen + SEEN_EVERY_SECS {
                member.seen = at;
                self.kept_version += 1;
            }
        }
    }

    /// This session is typing.
    pub fn types(&mut self, session: &SessionId, now: Instant) {
        if self.members.contains_key(session) {
            self.typing.insert(session.clone(), now + TYPING);
        }
    }

    /// This session has stopped typing, having said it; gives whether it was typing.
    pub fn stops_typing(&mut self, session: &SessionId) -> bool {
        self.typing.remove(session).is_some()
    }

    /// When what [`People::here`] and [`People::typing`] say changes by itself.
    pub fn next_change(&mut self, now: Instant) -> Option<Instant> {
        self.typing.retain(|_, until| *until > now);
        let departures = self.members.values().filter(|member| member.streams == 0);
        let departures = departures.filter_map(|member| member.left.map(|left| left + LINGER));
        departures.filter(|at| *at > now).chain(self.typing.values().copied()).min()
    }

    /// Everyone who is here.
    pub fn here(&self, now: Instant) -> PeopleHere {
        let here = self.members.iter().filter(|(_, member)| member.is_here(now));
        let mut people: Vec<Person> = here
            .map(|(session, member)| Person {
                name: member.name.to_string(),
                host: *session == SessionId::host(),
            })
            .collect();
        people.sort_by_cached_key(|person| (!person.host, person.name.to_lowercase()));
        PeopleHere { count: people.len(), people }
    }

    /// Who is here, for an event: big rooms get a count, and the host's name alone.
    pub fn summary(&self, now: Instant) -> PeopleHere {
        let count = self.members.values().filter(|member| member.is_here(now)).count();
        if count <= MAX_LISTED {
            return self.here(now);
        }
        let host = self.members.get(&SessionId::host()).filter(|host| host.is_here(now));
        let people = host.map(|host| Person { name: host.name.to_string(), host: true });
        PeopleHere { count, people: people.into_iter().collect() }
    }

    /// Who is typing.
    pub fn typing(&self, now: Instant) -> Typing {
        let typing = self.typing.iter().filter(|(_, until)| **until > now);
        let mut names: Vec<String> =
            typing.filter_map(|(session, _)| self.name_of(session)).map(Name::to_string).collect();
        names.sort();
        names.truncate(MAX_TYPING);
        Typing { names }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::new(text).unwrap()
    }

    fn session(n: u32) -> SessionId {
        SessionId(format!("{n:032x}"))
    }

    #[test]
    fn a_name_that_looks_like_a_held_one_is_refused_with_a_free_one() {
        let mut people = People::default();
        people.take(&SessionId::host(), name("Ana"), 0).unwrap();
        people.take(&session(1), name("ana 2"), 0).unwrap();
        assert_eq!(people.take(&session(2), name("аna"), 0).unwrap_err().as_str(), "аna 3");
        assert_eq!(people.take(&session(1), name("ANA 2"), 0), Ok(()));
    }

    #[test]
    fn a_new_name_frees_the_old_one() {
        let mut people = People::default();
        people.take(&session(1), name("ana"), 0).unwrap();
        people.take(&session(1), name("bo"), 0).unwrap();
        assert_eq!(people.take(&session(2), name("ana"), 0), Ok(()));
        assert!(people.take(&session(2), name("bo"), 0).is_err());
    }

    #[test]
    fn a_session_that_left_is_over_also_after_a_restart() {
        let mut people = People::default();
        people.take(&session(1), name("ana"), 0).unwrap();
        people.leave(&session(1));
        assert!(People::restore(people.kept(), 0).has_ended(&session(1)));
        assert!(!people.has_ended(&session(2)));
    }

    #[tokio::test(start_paused = true)]
    async fn a_big_room_is_told_how_many_and_who_hosts() {
        let mut people = People::default();
        people.take(&SessionId::host(), name("host"), 0).unwrap();
        people.stream_opened(&SessionId::host());
        for n in 0..MAX_LISTED as u32 {
            people.take(&session(n), name(&format!("guest number {n}")), 0).unwrap();
            people.stream_opened(&session(n));
        }
        let told = people.summary(Instant::now());
        assert_eq!((told.count, told.people.len()), (MAX_LISTED + 1, 1));
        assert_eq!(people.here(Instant::now()).people.len(), MAX_LISTED + 1);
    }

    #[test]
    fn names_are_held_over_a_restart_but_not_for_ever() {
        let mut people = People::default();
        people.take(&session(1), name("ana"), 1000).unwrap();
        let soon = People::restore(people.kept(), 2000);
        assert_eq!(soon.name_of(&session(1)), Some(&name("ana")));
        let late = People::restore(people.kept(), 1000 + FORGOTTEN_AFTER.as_secs());
        assert_eq!(late.name_of(&session(1)), None);
    }

    #[tokio::test(start_paused = true)]
    async fn a_reload_is_no_departure_and_a_departure_is_told_in_time() {
        let mut people = People::default();
        people.take(&session(1), name("ana"), 0).unwrap();
        people.stream_opened(&session(1));
        let now = Instant::now();
        people.stream_ended(&session(1), now, 0);
        assert_eq!(people.here(now).count, 1);
        let change = people.next_change(now).unwrap();
        assert_eq!(people.here(change).count, 0);
        assert_eq!(people.next_change(change), None);
    }

    #[tokio::test(start_paused = true)]
    async fn typing_ends_by_itself_or_with_the_message() {
        let mut people = People::default();
        people.take(&session(1), name("ana"), 0).unwrap();
        let now = Instant::now();
        people.types(&session(1), now);
        assert_eq!(people.typing(now).names, ["ana"]);
        assert!(people.typing(now + TYPING).names.is_empty());
        assert!(people.stops_typing(&session(1)));
        assert!(!people.stops_typing(&session(1)));
        assert!(people.typing(now).names.is_empty());
    }
}
