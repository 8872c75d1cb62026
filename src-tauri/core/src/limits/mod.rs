//! Limits on how much one session or one address may ask of the room.
//!
//! Rates are leaky buckets (GCRA): the whole quota may be used at once, and then comes back evenly.
//!
//! | file | content |
//! |---|---|
//! | `source` | the unit in which addresses are counted |
//! | `crowd` | counts of what is taken, in total and by network |
//! | `supply` | things that exist only in a limited amount |
//! | `streams` | the limits on open event streams |
//! | `guesses` | the limits on wrong codes |
//! | `turns` | work that could keep the machine busy, such as searches |

mod crowd;
mod guesses;
mod source;
mod streams;
mod supply;
mod turns;

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::refusal::Refusal;
pub(crate) use crowd::Most;
pub(crate) use guesses::Guesses;
pub(crate) use source::Network;
use source::{Source, WIDER};
pub(crate) use streams::{StreamLimits, StreamPlace, Streams};
pub(crate) use supply::{Share, Supply};
pub(crate) use turns::{Queued, Turn, TurnLimits, Turns};

/// At most this many per minute and key. `None` means no limit.
#[derive(Debug)]
pub(crate) struct PerMinute<K: Hash + Eq + Clone>(Option<DefaultKeyedRateLimiter<K>>);

impl<K: Hash + Eq + Clone> PerMinute<K> {
    pub(crate) fn new(most: Option<NonZeroU32>) -> PerMinute<K> {
        PerMinute(most.map(|most| RateLimiter::dashmap(Quota::per_minute(most))))
    }

    /// Counts one use by `key`.
    pub(crate) fn check(&self, key: &K) -> Result<(), Refusal> {
        let Some(limiter) = &self.0 else { return Ok(()) };
        limiter.check_key(key).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now());
            Refusal::TooFast { after_secs: wait.as_secs() + 1 }
        })
    }

    /// Forgets keys whose quota is complete again.
    pub(crate) fn tidy(&self) {
        if let Some(limiter) = &self.0 {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

/// At most this many per minute and address, as [`Source`] counts addresses.
#[derive(Debug)]
pub(crate) struct PerAddress {
    networks: PerMinute<Network>,
    wider: PerMinute<Network>,
}

impl PerAddress {
    pub(crate) fn new(most: Option<NonZeroU32>) -> PerAddress {
        let wider = most.map(|most| most.saturating_mul(WIDER));
        PerAddress { networks: PerMinute::new(most), wider: PerMinute::new(wider) }
    }

    /// Counts one use by `address`.
    pub(crate) fn check(&self, address: IpAddr) -> Result<(), Refusal> {
        let source = Source::from(address);
        self.networks.check(&source.network)?;
        source.wider.map_or(Ok(()), |wider| self.wider.check(&wider))
    }

    /// Forgets addresses whose quota is complete again.
    pub(crate) fn tidy(&self) {
        self.networks.tidy();
        self.wider.tidy();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(limit: &PerAddress, addresses: impl Iterator<Item = String>) -> usize {
        addresses.filter(|address| limit.check(address.parse().unwrap()).is_ok()).count()
    }

    #[test]
    fn the_addresses_of_one_machine_share_a_quota() {
        let limit = PerAddress::new(NonZeroU32::new(5));
        assert_eq!(taken(&limit, (0..100).map(|n| format!("2001:db8::{n:x}"))), 5);
        assert_eq!(taken(&limit, (0..100).map(|_| "192.0.2.1".to_owned())), 5);
        assert_eq!(taken(&limit, std::iter::once("::ffff:192.0.2.1".to_owned())), 0);
        assert_eq!(taken(&limit, (2..100).map(|n| format!("192.0.2.{n}"))), 98);
    }

    #[test]
    fn a_customers_networks_have_a_quota_together() {
        let limit = PerAddress::new(NonZeroU32::new(5));
        let networks = (0..1_000).map(|n| format!("2001:db8:0:{n:x}::1"));
        assert_eq!(taken(&limit, networks), 5 * WIDER.get() as usize);
        assert_eq!(taken(&limit, std::iter::once("2001:db8:1::1".to_owned())), 1);
    }
}
