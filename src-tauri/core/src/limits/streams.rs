//! The open event streams, and the sessions and addresses that have them.
//!
//! # Invariants
//! * A guest is a session with at least one stream. Only guests take places of the room.
//! * Streams of readers who have not joined ("strangers") have a pool of their own. They never take
//!   a guest's place, neither in the room nor at an address.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::crowd::{Crowd, Most};
use super::source::{Network, Source};
use crate::max_guests::MaxGuests;
use crate::people::SessionId;
use crate::refusal::Refusal;

/// How many streams there may be for each guest that the room allows: some have the room open
/// twice.
const STREAMS_PER_GUEST: usize = 2;

/// This many streams are no burden, so they are allowed even in the smallest room.
const FEW_STREAMS: usize = 1_000;

/// The most streams of strangers.
pub(crate) const MAX_STRANGERS: usize = 1_000;

/// How many streams one session and one address may have. `None` means no limit.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct StreamLimits {
    pub(crate) per_session: Option<NonZeroU32>,
    pub(crate) per_address: Option<NonZeroU32>,
}

/// Counts guests with open streams, and the streams themselves.
#[derive(Debug)]
pub(crate) struct Streams {
    limits: StreamLimits,
    open: Mutex<Open>,
}

#[derive(Debug, Default)]
struct Open {
    most_guests: MaxGuests,
    /// The number of streams of each session.
    sessions: HashMap<SessionId, u32>,
    guests: Crowd,
    strangers: Crowd,
}

impl Open {
    fn is_full(&self) -> bool {
        self.sessions.len() >= self.most_guests.get()
    }

    fn most_streams(&self) -> usize {
        self.most_guests.get().saturating_mul(STREAMS_PER_GUEST).max(FEW_STREAMS)
    }

    fn enter(&mut self, guest: &SessionId, source: Source, limits: StreamLimits) -> Result<(), Refusal> {
        let streams = self.sessions.get(guest);
        if self.is_full() && streams.is_none() {
            return Err(Refusal::RoomFull);
        }
        if !is_below(streams, limits.per_session) {
            return Err(Refusal::TooManyOfYours);
        }
        let most = Most { in_all: self.most_streams(), per_address: limits.per_address };
        if !self.guests.fits(1, source, most) {
            return Err(Refusal::TooManyStreams);
        }
        self.guests.add(1, source);
        *self.sessions.entry(*guest).or_default() += 1;
        Ok(())
    }

    fn enter_unknown(&mut self, source: Source, limits: StreamLimits) -> Result<(), Refusal> {
        let most = Most { in_all: MAX_STRANGERS, per_address: limits.per_address };
        if !self.strangers.fits(1, source, most) {
            return Err(Refusal::TooManyStrangers);
        }
        self.strangers.add(1, source);
        Ok(())
    }
}

impl Streams {
    pub(crate) fn new(most_guests: MaxGuests, limits: StreamLimits) -> Streams {
        Streams { limits, open: Mutex::new(Open { most_guests, ..Open::default() }) }
    }

    pub(crate) fn most_guests(&self) -> MaxGuests {
        self.lock().most_guests
    }

    /// Guests who are already in stay, even above the new limit.
    pub(crate) fn set_most_guests(&self, most: MaxGuests) {
        self.lock().most_guests = most;
    }

    /// Whether the room has no place for one more guest.
    pub(crate) fn is_full(&self) -> bool {
        self.lock().is_full()
    }

    /// Takes a place for one more stream. A guest's second stream takes no other guest's place.
    pub(crate) fn enter(
        self: &Arc<Streams>,
        address: IpAddr,
        guest: Option<SessionId>,
    ) -> Result<StreamPlace, Refusal> {
        let source = Source::from(address);
        match &guest {
            Some(guest) => self.lock().enter(guest, source, self.limits)?,
            None => self.lock().enter_unknown(source, self.limits)?,
        }
        Ok(StreamPlace { streams: Arc::clone(self), source, guest })
    }

    /// Returns how many streams are open.
    pub(crate) fn count_open(&self) -> usize {
        let open = self.lock();
        open.guests.in_all() + open.strangers.in_all()
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of one stream, which is released when this is dropped.
#[derive(Debug)]
pub(crate) struct StreamPlace {
    streams: Arc<Streams>,
    source: Source,
    guest: Option<SessionId>,
}

impl StreamPlace {
    /// Returns the network of its reader.
    pub(crate) fn network(&self) -> Network {
        self.source.network
    }
}

impl Drop for StreamPlace {
    fn drop(&mut self) {
        let mut open = self.streams.lock();
        match &self.guest {
            Some(guest) => {
                open.guests.take_away(1, self.source);
                count_down(&mut open.sessions, guest);
            }
            None => open.strangers.take_away(1, self.source),
        }
    }
}

fn is_below(count: Option<&u32>, most: Option<NonZeroU32>) -> bool {
    most.is_none_or(|most| count.is_none_or(|count| *count < most.get()))
}

fn count_down<K: Hash + Eq>(counts: &mut HashMap<K, u32>, key: &K) {
    if let Some(count) = counts.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            counts.remove(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn session() -> SessionId {
        SessionId::random().unwrap()
    }

    fn room_for(guests: usize) -> Arc<Streams> {
        Arc::new(Streams::new(MaxGuests::new(guests).unwrap(), StreamLimits::default()))
    }

    fn limited(per_session: Option<u32>, per_address: Option<u32>) -> Arc<Streams> {
        let [per_session, per_address] =
            [per_session, per_address].map(|most| most.and_then(NonZeroU32::new));
        Arc::new(Streams::new(MaxGuests::new(1_000).unwrap(), StreamLimits { per_session, per_address }))
    }

    #[test]
    fn a_second_window_takes_no_other_guests_place() {
        let streams = room_for(2);
        let (ana, bo) = (session(), session());
        let first = streams.enter(HERE, Some(ana)).unwrap();
        let second = streams.enter(HERE, Some(ana)).unwrap();
        let _bo = streams.enter(HERE, Some(bo)).unwrap();
        assert!(streams.is_full());
        drop(first);
        assert!(streams.is_full(), "ana is still here with the other one");
        assert_eq!(streams.enter(HERE, Some(session())).unwrap_err(), Refusal::RoomFull);
        let _again = streams.enter(HERE, Some(ana)).unwrap();
        drop(second);
        assert_eq!(streams.count_open(), 2);
    }

    #[test]
    fn strangers_streams_take_no_guests_place_and_are_not_without_end() {
        let streams = room_for(1);
        let mut strangers: Vec<_> = (0..MAX_STRANGERS).map(|_| streams.enter(HERE, None).unwrap()).collect();
        assert_eq!(streams.enter(HERE, None).unwrap_err(), Refusal::TooManyStrangers);
        assert!(!streams.is_full());
        let _ana = streams.enter(HERE, Some(session())).unwrap();
        strangers.pop();
        assert!(streams.enter(HERE, None).is_ok(), "a closed stream gives its place back");
    }

    #[test]
    fn strangers_at_an_address_take_nothing_from_the_guests_at_it() {
        let streams = limited(None, Some(1));
        let _stranger = streams.enter(HERE, None).unwrap();
        let _guest = streams.enter(HERE, Some(session())).unwrap();
        assert_eq!(streams.enter(HERE, None).unwrap_err(), Refusal::TooManyStrangers);
        assert_eq!(streams.enter(HERE, Some(session())).unwrap_err(), Refusal::TooManyStreams);
    }

    #[test]
    fn one_session_has_only_so_many_streams_from_however_many_addresses() {
        let streams = limited(Some(2), None);
        let ana = session();
        let address = |n: u8| IpAddr::from([192, 0, 2, n]);
        let _open = [1, 2].map(|n| streams.enter(address(n), Some(ana)).unwrap());
        assert_eq!(streams.enter(address(3), Some(ana)).unwrap_err(), Refusal::TooManyOfYours);
        assert!(streams.enter(address(1), Some(session())).is_ok());
    }

    #[test]
    fn the_addresses_of_an_ipv6_network_share_its_streams() {
        let streams = limited(None, Some(2));
        let enter = |address: &str| streams.enter(address.parse().unwrap(), Some(session()));
        let _open = ["2001:db8::1", "2001:db8::2"].map(|address| enter(address).unwrap());
        assert_eq!(enter("2001:db8::3").unwrap_err(), Refusal::TooManyStreams);
        let open: Vec<_> = (1..30).map_while(|n| enter(&format!("2001:db8:0:{n:x}::1")).ok()).collect();
        assert_eq!(open.len() + 2, 2 * super::super::source::WIDER.get() as usize, "a /48 has its own limit");
    }

    #[test]
    fn fewer_guests_than_are_here_keep_others_out_and_nobody_leaves() {
        let streams = room_for(3);
        let (ana, bo) = (session(), session());
        let _places = [&ana, &bo].map(|guest| streams.enter(HERE, Some(*guest)).unwrap());
        streams.set_most_guests(MaxGuests::new(1).unwrap());
        assert_eq!(streams.count_open(), 2);
        assert!(streams.enter(HERE, Some(ana)).is_ok());
        assert_eq!(streams.enter(HERE, Some(session())).unwrap_err(), Refusal::RoomFull);
    }

    #[test]
    fn a_room_has_only_so_many_streams_in_all() {
        let streams = room_for(1);
        let ana = session();
        let places: Vec<_> = (0..FEW_STREAMS).map(|_| streams.enter(HERE, Some(ana)).unwrap()).collect();
        assert_eq!(streams.enter(HERE, Some(ana)).unwrap_err(), Refusal::TooManyStreams);
        assert_eq!(places.len(), FEW_STREAMS);
    }
}
