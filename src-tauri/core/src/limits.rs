//! How much one session or one address may ask of the room.
//!
//! Rates are leaky buckets (GCRA): the quota may be spent at once, and then comes back evenly.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::people::SessionId;
use crate::refusal::Refusal;

/// So many a minute for each key; `None`: as many as they like.
#[derive(Debug)]
pub(crate) struct PerMinute<K: Hash + Eq + Clone>(Option<DefaultKeyedRateLimiter<K>>);

impl<K: Hash + Eq + Clone> PerMinute<K> {
    pub(crate) fn new(most: Option<NonZeroU32>) -> PerMinute<K> {
        PerMinute(most.map(|most| RateLimiter::dashmap(Quota::per_minute(most))))
    }

    /// Counts one for `key`.
    pub(crate) fn check(&self, key: &K) -> Result<(), Refusal> {
        let Some(limiter) = &self.0 else { return Ok(()) };
        limiter.check_key(key).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now());
            Refusal::TooFast { after_secs: wait.as_secs() + 1 }
        })
    }

    /// Forgets keys whose quota is whole again.
    pub(crate) fn tidy(&self) {
        if let Some(limiter) = &self.0 {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

/// How many streams there may be for each guest that the room takes: some have the room open twice.
const STREAMS_PER_GUEST: usize = 2;

/// However few guests a room takes, this many streams are no burden.
const FEW_STREAMS: usize = 1_000;

/// Counts guests with open streams, and the streams themselves, in all and for each address.
#[derive(Debug)]
pub(crate) struct Streams {
    most_per_address: Option<NonZeroU32>,
    open: Mutex<Open>,
}

#[derive(Debug)]
struct Open {
    most_guests: usize,
    addresses: HashMap<IpAddr, u32>,
    /// How many streams each session has.
    guests: HashMap<SessionId, u32>,
    /// Streams of those without a session: each counts as a guest.
    strangers: usize,
    streams: usize,
}

impl Open {
    fn is_full(&self) -> bool {
        self.guests.len() + self.strangers >= self.most_guests
    }

    fn most_streams(&self) -> usize {
        self.most_guests.saturating_mul(STREAMS_PER_GUEST).max(FEW_STREAMS)
    }

    fn is_here(&self, guest: Option<&SessionId>) -> bool {
        guest.is_some_and(|guest| self.guests.contains_key(guest))
    }
}

impl Streams {
    pub(crate) fn new(most_guests: usize, most_per_address: Option<NonZeroU32>) -> Streams {
        let (addresses, guests) = (HashMap::new(), HashMap::new());
        let open = Open { most_guests, addresses, guests, strangers: 0, streams: 0 };
        Streams { most_per_address, open: Mutex::new(open) }
    }

    pub(crate) fn most_guests(&self) -> usize {
        self.lock().most_guests
    }

    /// Who is in stays in, also when these are too many now.
    pub(crate) fn set_most_guests(&self, most: usize) {
        self.lock().most_guests = most;
    }

    /// Whether one more guest would be too many for the room.
    pub(crate) fn is_full(&self) -> bool {
        self.lock().is_full()
    }

    /// A place for one more stream. Who is here already takes no other guest's place with a second one.
    pub(crate) fn enter(
        self: &Arc<Streams>,
        address: IpAddr,
        guest: Option<SessionId>,
    ) -> Result<StreamPlace, Refusal> {
        let mut open = self.lock();
        if open.is_full() && !open.is_here(guest.as_ref()) {
            return Err(Refusal::RoomFull);
        }
        let here = open.addresses.get(&address).copied().unwrap_or_default();
        let too_many_here = self.most_per_address.is_some_and(|most| here >= most.get());
        if too_many_here || open.streams >= open.most_streams() {
            return Err(Refusal::TooManyStreams);
        }
        open.streams += 1;
        *open.addresses.entry(address).or_default() += 1;
        match &guest {
            Some(guest) => *open.guests.entry(guest.clone()).or_default() += 1,
            None => open.strangers += 1,
        }
        Ok(StreamPlace { streams: Arc::clone(self), address, guest })
    }

    /// How many are open.
    pub(crate) fn count_open(&self) -> usize {
        self.lock().streams
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One stream's place, given back when this is dropped.
#[derive(Debug)]
pub(crate) struct StreamPlace {
    streams: Arc<Streams>,
    address: IpAddr,
    guest: Option<SessionId>,
}

impl Drop for StreamPlace {
    fn drop(&mut self) {
        let mut open = self.streams.lock();
        open.streams -= 1;
        count_down(&mut open.addresses, &self.address);
        match &self.guest {
            Some(guest) => count_down(&mut open.guests, guest),
            None => open.strangers -= 1,
        }
    }
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

    #[test]
    fn a_second_window_takes_no_other_guests_place() {
        let streams = Arc::new(Streams::new(2, None));
        let (ana, bo) = (session(), session());
        let first = streams.enter(HERE, Some(ana.clone())).unwrap();
        let second = streams.enter(HERE, Some(ana.clone())).unwrap();
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
    fn who_has_no_session_counts_with_each_stream() {
        let streams = Arc::new(Streams::new(2, None));
        let _one = streams.enter(HERE, None).unwrap();
        let two = streams.enter(HERE, None).unwrap();
        assert_eq!(streams.enter(HERE, None).unwrap_err(), Refusal::RoomFull);
        drop(two);
        assert!(!streams.is_full());
    }

    #[test]
    fn fewer_guests_than_are_here_keep_others_out_and_nobody_leaves() {
        let streams = Arc::new(Streams::new(3, None));
        let (ana, bo) = (session(), session());
        let _places = [&ana, &bo].map(|guest| streams.enter(HERE, Some(guest.clone())).unwrap());
        streams.set_most_guests(1);
        assert_eq!(streams.count_open(), 2);
        assert!(streams.enter(HERE, Some(ana)).is_ok());
        assert_eq!(streams.enter(HERE, Some(session())).unwrap_err(), Refusal::RoomFull);
    }

    #[test]
    fn one_guest_cannot_open_streams_without_end() {
        let streams = Arc::new(Streams::new(1, None));
        let ana = session();
        let places: Vec<_> =
            (0..FEW_STREAMS).map(|_| streams.enter(HERE, Some(ana.clone())).unwrap()).collect();
        assert_eq!(streams.enter(HERE, Some(ana)).unwrap_err(), Refusal::TooManyStreams);
        assert_eq!(places.len(), FEW_STREAMS);
    }
}
