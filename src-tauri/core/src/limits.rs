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

/// Counts open streams, in all and for each address.
#[derive(Debug)]
pub(crate) struct Streams {
    most: usize,
    most_per_address: Option<NonZeroU32>,
    open: Mutex<HashMap<IpAddr, u32>>,
}

impl Streams {
    pub(crate) fn new(most: usize, most_per_address: Option<NonZeroU32>) -> Streams {
        Streams { most, most_per_address, open: Mutex::default() }
    }

    pub(crate) fn most(&self) -> usize {
        self.most
    }

    /// Whether one more would be too many for the room.
    pub(crate) fn is_full(&self) -> bool {
        self.count(&self.lock()) >= self.most
    }

    pub(crate) fn enter(self: &Arc<Streams>, address: IpAddr) -> Result<StreamPlace, Refusal> {
        let mut open = self.lock();
        if self.count(&open) >= self.most {
            return Err(Refusal::RoomFull);
        }
        let here = open.entry(address).or_default();
        if self.most_per_address.is_some_and(|most| *here >= most.get()) {
            return Err(Refusal::TooManyStreams);
        }
        *here += 1;
        Ok(StreamPlace { streams: Arc::clone(self), address })
    }

    /// How many are open.
    pub(crate) fn count_open(&self) -> usize {
        self.count(&self.lock())
    }

    fn count(&self, open: &HashMap<IpAddr, u32>) -> usize {
        open.values().map(|count| *count as usize).sum()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<IpAddr, u32>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One stream's place, given back when this is dropped.
#[derive(Debug)]
pub(crate) struct StreamPlace {
    streams: Arc<Streams>,
    address: IpAddr,
}

impl Drop for StreamPlace {
    fn drop(&mut self) {
        let mut open = self.streams.lock();
        if let Some(count) = open.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}
