//! Limits on how often sessions and addresses may ask, made from the room's options.

use std::net::IpAddr;
use std::num::NonZeroU32;

use super::Options;
use crate::code::Code;
use crate::limits::{Guesses, PerAddress, PerMinute};
use crate::people::SessionId;
use crate::refusal::Refusal;

/// How many attempts to join an address has per minute for each of its guests, and how many new
/// names a session has.
const JOINS_PER_GUEST: NonZeroU32 = NonZeroU32::new(6).expect("not zero");
const JOINS_PER_SESSION: NonZeroU32 = NonZeroU32::new(20).expect("not zero");

/// For this many posts in its quota, an address may search once.
const POSTS_PER_FIND: u32 = 10;

/// For this many guests that it stands for, an address may give one wrong code before it is locked
/// out. It may never give more than the most.
const GUESTS_PER_WRONG_CODE: u32 = 2;
const MOST_WRONG_CODES: NonZeroU32 = NonZeroU32::new(250).expect("not zero");

#[derive(Debug)]
pub(super) struct Quotas {
    posts: PerMinute<SessionId>,
    /// Sessions cost nothing, so this limits how much one machine may post under any number of
    /// names.
    posts_of_address: PerAddress,
    /// Uploads are begun as often as something is posted, besides.
    uploads: PerMinute<SessionId>,
    uploads_of_address: PerAddress,
    finds: PerAddress,
    joins: PerAddress,
    /// The limit for a session that takes other names, because everyone is notified of each one.
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
            uploads: PerMinute::new(posts),
            uploads_of_address: PerAddress::new(posts_of_address),
            finds: PerAddress::new(posts_of_address.map(|posts| part(posts, POSTS_PER_FIND))),
            joins: PerAddress::new(guests.map(|guests| guests.saturating_mul(JOINS_PER_GUEST))),
            names: PerMinute::new(Some(JOINS_PER_SESSION)),
            guesses: Guesses::new(wrong_codes.min(MOST_WRONG_CODES)),
        }
    }

    /// Counts a post by a guest.
    pub(super) fn check_post(&self, session: &SessionId, address: IpAddr) -> Result<(), Refusal> {
        self.posts.check(session)?;
        self.posts_of_address.check(address)
    }

    /// Counts an upload that a guest begins.
    pub(super) fn check_upload(&self, session: &SessionId, address: IpAddr) -> Result<(), Refusal> {
        self.uploads.check(session)?;
        self.uploads_of_address.check(address)
    }

    /// Counts a search.
    pub(super) fn check_find(&self, address: IpAddr) -> Result<(), Refusal> {
        self.finds.check(address)
    }

    /// Counts an attempt to join. For a session, it is an attempt to join under another name.
    pub(super) fn check_join(&self, session: Option<&SessionId>, address: IpAddr) -> Result<(), Refusal> {
        session.map_or(Ok(()), |session| self.names.check(session))?;
        self.joins.check(address)
    }

    /// Checks whether `given` is the room's code, for an address that may still try.
    pub(super) fn check_code(&self, address: IpAddr, code: &Code, given: &str) -> Result<(), Refusal> {
        self.guesses.check(address, code, given)
    }

    /// Forgets counts that have expired.
    pub(super) fn tidy(&self) {
        self.posts.tidy();
        self.posts_of_address.tidy();
        self.uploads.tidy();
        self.uploads_of_address.tidy();
        self.finds.tidy();
        self.joins.tidy();
        self.names.tidy();
        self.guesses.tidy();
    }
}

fn part(of: NonZeroU32, n: u32) -> NonZeroU32 {
    NonZeroU32::new(of.get() / n).unwrap_or(NonZeroU32::MIN)
}
