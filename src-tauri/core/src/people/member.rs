//! One session that holds a name.

use std::net::IpAddr;
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::kept::{Claim, Standing};
use super::session_id::SessionId;
use crate::log::Cursor;
use crate::name::Name;

/// How long a guest counts as here after their last stream ended: a reload is not a departure.
const LINGER: Duration = Duration::from_secs(3);

/// Resolution of `seen`. A finer one would mean more disk writes.
const SEEN_EVERY_SECS: u64 = 60 * 60;

/// How long a guest may look at something else before they count as away: a glance is no absence.
pub(super) const AWAY_AFTER: Duration = Duration::from_secs(3 * 60);

/// How long a guest may arrive again with the same ticket, in case the answer was lost.
const COMES_AGAIN_WITHIN: Duration = Duration::from_secs(60);

/// The use of a session's newest ticket.
#[derive(Clone, Copy, Debug)]
struct TicketUse {
    from: IpAddr,
    at: Instant,
}

/// A session that holds a name.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: Name,
    /// The log's end when the name was taken.
    pub(super) since: Option<Cursor>,
    pub(super) streams: u32,
    /// When the last stream ended, if that is recent.
    left: Option<Instant>,
    /// Since when the person looks at something else, as their page reported.
    elsewhere_since: Option<Instant>,
    /// When the guest was last here, in seconds since 1970.
    pub(super) seen: u64,
    pub(super) standing: Standing,
    /// How many times the guest arrived at another address.
    pub(super) arrivals: u32,
    arrival: Option<TicketUse>,
    /// Cancelled when the session is over, which ends its streams.
    pub(super) over: CancellationToken,
}

impl Member {
    pub(super) fn new(name: Name, since: Option<Cursor>, seen: u64) -> Member {
        Member {
            name,
            since,
            streams: 0,
            left: None,
            elsewhere_since: None,
            seen,
            standing: Standing::Joined,
            arrivals: 0,
            arrival: None,
            over: CancellationToken::new(),
        }
    }

    /// Gives the member a new name, taken at `since`. If it is the name they already hold, they
    /// keep the earlier `since`.
    pub(super) fn renamed(self, name: Name, since: Option<Cursor>, seen: u64) -> Member {
        let since = if name == self.name { self.since } else { since };
        Member { name, since, seen, ..self }
    }

    pub(super) fn claim(&self, session: &SessionId) -> Claim {
        Claim {
            session: *session,
            name: self.name.to_string(),
            since: self.since,
            seen: self.seen,
            standing: self.standing,
            arrivals: self.arrivals,
        }
    }

    pub(super) fn is_here(&self, now: Instant) -> bool {
        self.streams > 0 || self.left.is_some_and(|left| now < left + LINGER)
    }

    /// Returns when the guest stops counting as here, if no stream opens until then.
    pub(super) fn departure(&self) -> Option<Instant> {
        let left = self.left.filter(|_| self.streams == 0)?;
        Some(left + LINGER)
    }

    /// Notes that the person looks at something else since `now`, if not since earlier.
    pub(super) fn looks_elsewhere(&mut self, now: Instant) {
        self.elsewhere_since.get_or_insert(now);
    }

    /// Notes that the person looks at the room. Returns whether they looked at something else
    /// before.
    pub(super) fn looks_here(&mut self) -> bool {
        self.elsewhere_since.take().is_some()
    }

    /// Returns when the person counts as away, if they do not look at the room until then.
    pub(super) fn absence(&self) -> Option<Instant> {
        self.elsewhere_since.map(|since| since + AWAY_AFTER)
    }

    pub(super) fn is_away(&self, now: Instant) -> bool {
        self.absence().is_some_and(|absence| absence <= now)
    }

    /// A page that opens is looked at, unless it reports something else at once.
    pub(super) fn stream_opened(&mut self) -> CancellationToken {
        self.streams += 1;
        self.left = None;
        self.elsewhere_since = None;
        self.standing = self.standing.max(Standing::Visited);
        self.over.clone()
    }

    pub(super) fn stream_ended(&mut self, now: Instant, at: u64) {
        self.streams = self.streams.saturating_sub(1);
        self.left = Some(now);
        self.note_seen(at);
    }

    pub(super) fn was_seen_before(&self, at: u64) -> bool {
        at >= self.seen + SEEN_EVERY_SECS
    }

    pub(super) fn note_seen(&mut self, at: u64) {
        if self.was_seen_before(at) {
            self.seen = at;
        }
    }

    /// Uses the ticket that was given out after `arrivals` arrivals. The same ticket can be used
    /// again soon after, in case the answer was lost.
    pub(super) fn arrives(&mut self, arrivals: u32, from: IpAddr, now: Instant) -> bool {
        if self.arrivals == arrivals {
            self.arrivals = arrivals.wrapping_add(1);
            self.arrival = Some(TicketUse { from, at: now });
            return true;
        }
        let comes_again = |last: TicketUse| last.from == from && now < last.at + COMES_AGAIN_WITHIN;
        self.arrivals == arrivals.wrapping_add(1) && self.arrival.is_some_and(comes_again)
    }
}
