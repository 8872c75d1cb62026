//! How much sessions and addresses may ask of this room, from what it was opened with.

use std::net::IpAddr;
use std::num::NonZeroU32;

use super::Options;
use crate::limits::{Guesses, PerAddress, PerMinute};
use crate::people::SessionId;
use crate::refusal::Refusal;

/// How many tries at joining an address has in a minute for each of its guests, and how many new
/// names a session.
const JOINS_PER_GUEST: NonZeroU32 = NonZeroU32::new(6).expect("not zero");
const JOINS_PER_SESSION: NonZeroU32 = NonZeroU32::new(20).expect("not zero");

/// For how many posts of an address it has one search.
const POSTS_PER_FIND: u32 = 10;

/// For how many guests of an address it has one wrong code before it is locked out, and the most it
/// ever has.
const GUESTS_PER_WRONG_CODE: u32 = 2;
const MOST_WRONG_CODES: NonZeroU32 = NonZeroU32::new(250).expect("not zero");

#[derive(Debug)]
pub(super) struct Quotas {
    posts: PerMinute<SessionId>,
    /// Sessions cost nothing: this is what one machine may post under however many names.
    posts_of_address: PerAddress,
    finds: PerAddress,
    joins: PerAddress,
    /// The same for a session that takes other names: each is told to everyone.
    names: PerMinute<SessionId>,
    guesses: Guesses,
}

impl Quotas {
    pub(super) fn new(options: &Options) -> Quotas {
        let (guests, posts) = (options.guests_per_address, options.posts_per_minute);
        let posts_of_address = guests.and_then(|guests| Some(posts?.saturating_mul(guests)));
        let wrong_codes = guests.map_or(MOST_WRONG_CODES, |guests| part(guests, GUESTS_PER_WRONG_CODE));
        Quotas {
            posts: PerMinute::new(posts),
            posts_of_address: PerAddress::new(posts_of_address),
            finds: PerAddress::new(posts_of_address.map(|posts| part(posts, POSTS_PER_FIND))),
            joins: PerAddress::new(guests.map(|guests| guests.saturating_mul(JOINS_PER_GUEST))),
            names: PerMinute::new(Some(JOINS_PER_SESSION)),
            guesses: Guesses::new(wrong_codes.min(MOST_WRONG_CODES)),
        }
    }

    /// Counts a post of a guest.
    pub(super) fn check_post(&self, session: &SessionId, address: IpAddr) -> Result<(), Refusal> {
        self.posts.check(session)?;
        self.posts_of_address.check(address)
    }

    /// Counts a search.
    pub(super) fn check_find(&self, address: IpAddr) -> Result<(), Refusal> {
        self.finds.check(address)
    }

    /// Counts a try at joining; a session tries to join under another name.
    pub(super) fn check_join(&self, session: Option<&SessionId>, address: IpAddr) -> Result<(), Refusal> {
        session.map_or(Ok(()), |session| self.names.check(session))?;
        self.joins.check(address)
    }

    /// Whether `given` is the room's code, from an address that may try.
    pub(super) fn check_code(&self, address: IpAddr, code: &str, given: &str) -> Result<(), Refusal> {
        self.guesses.check(address, code, given)
    }

    /// Forgets what counts no more.
    pub(super) fn tidy(&self) {
        self.posts.tidy();
        self.posts_of_address.tidy();
        self.finds.tidy();
        self.joins.tidy();
        self.names.tidy();
        self.guesses.tidy();
    }
}

fn part(of: NonZeroU32, n: u32) -> NonZeroU32 {
    NonZeroU32::new(of.get() / n).unwrap_or(NonZeroU32::MIN)
}
