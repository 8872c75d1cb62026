//! Guesses at the room's code.
//!
//! A source that gives several wrong codes within an hour is locked out for a minute, the next time
//! for two minutes, and so on up to an hour. During the lock-out even the right code is refused,
//! because a guesser must not learn which code is right.
//!
//! The brake works against guessers with many addresses: once the whole room has had
//! [`BEFORE_BRAKE`] wrong codes faster than one per minute, a tenth of the usual number locks a
//! source out. Sources that gave no wrong code are not affected, so a guest who follows the
//! invitation's link gets in while others guess.
//!
//! This protects a code of four digits as follows. One address can try about 70 codes in its first
//! hour and 10 in each hour after that, so half of all codes take three weeks. All 254 addresses of
//! a small network together can try about 1,600 codes in the first hour and 254 in each hour after
//! that, so half of all codes take 14 hours.

use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::source::{Network, Source};
use crate::code::Code;
use crate::refusal::Refusal;

/// How long the first lock-out takes, and the longest. Each is twice as long as the one before.
const FIRST_LOCK: Duration = Duration::from_secs(60);
const LONGEST_LOCK: Duration = Duration::from_secs(60 * 60);

/// How long wrong codes count against their source. After a lock-out, the next one is short again
/// once this much time has passed.
const FORGIVEN_AFTER: Duration = Duration::from_secs(60 * 60);

/// How many wrong codes the room allows before the brake, and how long it takes until it allows one
/// more.
const BEFORE_BRAKE: u32 = 60;
const ONE_MORE_AFTER: Duration = Duration::from_secs(60);

/// With the brake on, a source may give only a tenth of the usual number of wrong codes.
const BRAKED: u32 = 10;

/// How many networks are remembered. When more of them guess at once, new ones must wait.
const MAX_NETWORKS: usize = 100_000;

/// The wrong codes of all sources.
#[derive(Debug)]
pub(crate) struct Guesses {
    per_network: NonZeroU32,
    made: Mutex<Made>,
}

#[derive(Debug, Default)]
struct Made {
    networks: HashMap<Network, Record>,
    /// The wrong codes of the whole room that count against the brake.
    recent: u32,
    /// The time up to which `recent` has been lowered.
    lowered: Option<Instant>,
}

/// The record of one network.
#[derive(Clone, Copy, Debug)]
struct Record {
    wrong: u32,
    /// When the first of these wrong codes came.
    since: Instant,
    locks: u32,
    locked_until: Instant,
}

impl Record {
    fn new(now: Instant) -> Record {
        Record { wrong: 0, since: now, locks: 0, locked_until: now }
    }

    fn is_forgiven(&self, now: Instant) -> bool {
        now >= self.since.max(self.locked_until) + FORGIVEN_AFTER
    }

    fn count(&mut self, most: u32, now: Instant) {
        if self.is_forgiven(now) {
            *self = Record::new(now);
        }
        if self.wrong == 0 {
            self.since = now;
        }
        self.wrong += 1;
        if self.wrong >= most {
            let lock = FIRST_LOCK.saturating_mul(1 << self.locks.min(16)).min(LONGEST_LOCK);
            (self.wrong, self.locks, self.locked_until) = (0, self.locks + 1, now + lock);
        }
    }
}

impl Made {
    /// Lowers the count against the brake by the time that has passed, and returns whether the
    /// brake is on.
    fn brakes(&mut self, now: Instant) -> bool {
        let lowered = self.lowered.get_or_insert(now);
        let minutes = now.duration_since(*lowered).as_secs() / ONE_MORE_AFTER.as_secs();
        let minutes = u32::try_from(minutes).unwrap_or(u32::MAX);
        *lowered += ONE_MORE_AFTER.saturating_mul(minutes);
        self.recent = self.recent.saturating_sub(minutes);
        self.recent >= BEFORE_BRAKE
    }

    fn check(&self, source: Source, now: Instant) -> Result<(), Refusal> {
        let records = source.networks().filter_map(|(network, _)| self.networks.get(&network));
        match records.map(|record| record.locked_until).max() {
            Some(until) if until > now => Err(wait(until.duration_since(now))),
            None if self.networks.len() >= MAX_NETWORKS => Err(wait(FIRST_LOCK)),
            _ => Ok(()),
        }
    }

    /// Counts a wrong code, and returns whether this code has put the brake on.
    fn count(&mut self, source: Source, per_network: NonZeroU32, now: Instant) -> bool {
        let brakes = self.brakes(now);
        self.recent = self.recent.saturating_add(1).min(BEFORE_BRAKE);
        let most = if brakes { per_network.get().div_ceil(BRAKED) } else { per_network.get() };
        for (network, times) in source.networks() {
            let record = self.networks.entry(network).or_insert_with(|| Record::new(now));
            record.count(most.saturating_mul(times.get()), now);
        }
        !brakes && self.recent == BEFORE_BRAKE
    }
}

impl Guesses {
    /// Creates a record in which this many wrong codes lock a network out.
    pub(crate) fn new(per_network: NonZeroU32) -> Guesses {
        Guesses { per_network, made: Mutex::default() }
    }

    /// Checks whether `given` is the room's code, for a source that may still try.
    pub(crate) fn check(&self, address: IpAddr, code: &Code, given: &str) -> Result<(), Refusal> {
        let (source, now) = (Source::from(address), Instant::now());
        let mut made = self.lock();
        made.check(source, now)?;
        if code.is(given) {
            return Ok(());
        }
        if made.count(source, self.per_network, now) {
            tracing::warn!("somebody is guessing the room's code; a longer code takes longer to guess");
        }
        Err(Refusal::WrongCode)
    }

    /// Forgets sources whose guesses were long ago.
    pub(crate) fn tidy(&self) {
        let now = Instant::now();
        self.lock().networks.retain(|_, record| !record.is_forgiven(now));
    }

    fn lock(&self) -> MutexGuard<'_, Made> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn wait(time: Duration) -> Refusal {
    Refusal::TooFast { after_secs: time.as_secs() + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "4711";

    fn code() -> Code {
        Code::new(CODE).unwrap()
    }

    fn guesses() -> Guesses {
        Guesses::new(NonZeroU32::new(10).unwrap())
    }

    fn address(n: u32) -> IpAddr {
        std::net::Ipv4Addr::from_bits(0x0A00_0000 + n).into()
    }

    /// Returns how many of these guesses were checked rather than refused without a check.
    fn judged(guesses: &Guesses, sources: std::ops::Range<u32>) -> usize {
        let wrong = |n: &u32| guesses.check(address(*n), &code(), "0000") == Err(Refusal::WrongCode);
        sources.filter(wrong).count()
    }

    #[tokio::test(start_paused = true)]
    async fn each_lock_out_is_twice_as_long_as_the_one_before_and_takes_an_hour_at_most() {
        let guesses = guesses();
        for minutes in [1, 2, 4, 8, 16, 32, 60, 60] {
            assert_eq!((0..20).map(|_| judged(&guesses, 0..1)).sum::<usize>(), 10);
            let right = guesses.check(address(0), &code(), CODE);
            assert_eq!(right, Err(Refusal::TooFast { after_secs: minutes * 60 + 1 }), "nor the right one");
            tokio::time::advance(Duration::from_secs(minutes * 60)).await;
        }
        assert_eq!(guesses.check(address(0), &code(), CODE), Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn one_address_that_never_tires_does_not_find_a_code_of_four_digits_in_a_week() {
        let guesses = guesses();
        let mut tried = 0;
        for _minute in 0..7 * 24 * 60 {
            tried += judged(&guesses, 0..1);
            tokio::time::advance(Duration::from_secs(60)).await;
        }
        assert!((1_000..2_000).contains(&tried), "{tried} of 10,000");
    }

    #[tokio::test(start_paused = true)]
    async fn many_addresses_are_braked_and_whoever_gave_no_wrong_code_is_not() {
        let guesses = guesses();
        let mut in_hour = [0, 0];
        for minute in 0..120 {
            for _ in 0..10 {
                in_hour[minute / 60] += judged(&guesses, 0..254);
            }
            assert_eq!(guesses.check(address(1_000), &code(), CODE), Ok(()), "the invitation's link works");
            tokio::time::advance(Duration::from_secs(60)).await;
        }
        assert!(in_hour[0] < 1_700 && in_hour[1] <= 2 * 254, "{in_hour:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_guest_who_mistypes_the_code_while_others_guess_waits_a_minute() {
        let guesses = guesses();
        judged(&guesses, 0..100);
        assert_eq!(guesses.check(address(1_000), &code(), "4712"), Err(Refusal::WrongCode));
        assert_eq!(guesses.check(address(1_000), &code(), CODE), Err(Refusal::TooFast { after_secs: 61 }));
        tokio::time::advance(FIRST_LOCK).await;
        assert_eq!(guesses.check(address(1_000), &code(), CODE), Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn a_few_who_mistype_put_no_brake_on() {
        let guesses = guesses();
        for _day in 0..3 {
            assert_eq!(judged(&guesses, 0..30), 30);
            tokio::time::advance(Duration::from_secs(24 * 60 * 60)).await;
            guesses.tidy();
        }
        assert_eq!(guesses.lock().networks.len(), 0);
        assert_eq!(judged(&guesses, 0..1), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn an_ipv6_network_is_one_guesser_and_a_customers_networks_are_few() {
        let guesses = guesses();
        let wrong = |address: String| {
            guesses.check(address.parse().unwrap(), &code(), "0") == Err(Refusal::WrongCode)
        };
        assert_eq!((0..1_000).filter(|n| wrong(format!("2001:db8::{n:x}"))).count(), 10);
        let of_customer = (1..1_000).filter(|n| wrong(format!("2001:db8:0:{n:x}::1"))).count();
        assert!(of_customer < 80, "{of_customer}");
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_remembered_has_an_end() {
        let guesses = guesses();
        assert_eq!(judged(&guesses, 0..MAX_NETWORKS as u32 + 10), MAX_NETWORKS);
        assert_eq!(guesses.lock().networks.len(), MAX_NETWORKS);
    }
}
