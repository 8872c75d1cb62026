//! The limits on the long heads of requests, in total and by address.
//!
//! A head is held until it is whole. Nearly all heads have a few kilobytes; those with many cookies
//! of other pages have more. The first [`FREE_BYTES`] of each head are free. Beyond them, a
//! connection takes a share of what there is, and keeps it until it ends, because hyper keeps its
//! buffer.

use std::io;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::limits::{Most, Share, Supply};

/// How much of each head is free.
const FREE_BYTES: usize = 64 << 10;

/// How many bytes of heads are held in total, beyond the free ones.
const IN_ALL_BYTES: usize = 64 << 20;

/// Creates the supply for this many guests at one address. One browser may send six of the longest
/// heads at once.
pub(super) fn long_heads(guests: Option<NonZeroU32>) -> Arc<Supply> {
    let bytes = |guests: NonZeroU32| guests.get().saturating_mul(1 << 20).max(8 << 20);
    let per_address = guests.and_then(|guests| NonZeroU32::new(bytes(guests)));
    Supply::new(Most { in_all: IN_ALL_BYTES, per_address })
}

/// The head that a connection is reading.
pub(super) struct LongHead {
    supply: Arc<Supply>,
    address: IpAddr,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    reading: Reading,
    /// How many bytes of the head came so far.
    bytes: usize,
    share: Option<Share>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Reading {
    #[default]
    Head,
    Body,
    /// The answer is known. When it is sent, the next head begins.
    Answered,
}

impl LongHead {
    pub(super) fn new(supply: Arc<Supply>, address: IpAddr) -> LongHead {
        LongHead { supply, address, state: Mutex::default() }
    }

    /// A head of somebody's, for tests of something else.
    #[cfg(test)]
    pub(super) fn any() -> LongHead {
        LongHead::new(long_heads(None), [192, 0, 2, 1].into())
    }

    /// Notes that so many bytes were read.
    ///
    /// # Errors
    /// When they belong to a long head, and too much of long heads is held already.
    pub(super) fn read(&self, bytes: usize) -> io::Result<()> {
        let mut state = self.lock();
        if state.reading != Reading::Head {
            return Ok(());
        }
        state.bytes += bytes;
        let beyond = state.bytes.saturating_sub(FREE_BYTES);
        if beyond == 0 {
            return Ok(());
        }
        let share = match state.share.take() {
            Some(share) => share.grown_to(beyond),
            None => self.supply.take(beyond, self.address),
        };
        state.share = Some(share.ok_or(io::ErrorKind::OutOfMemory)?);
        Ok(())
    }

    /// Notes that the head is whole.
    pub(super) fn end(&self) {
        self.lock().reading = Reading::Body;
    }

    /// Notes that the request has its answer.
    pub(super) fn answered(&self) {
        self.lock().reading = Reading::Answered;
    }

    /// Notes that everything is sent.
    pub(super) fn sent(&self) {
        let mut state = self.lock();
        if state.reading == Reading::Answered {
            (state.reading, state.bytes) = (Reading::Head, 0);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(supply: &Arc<Supply>) -> LongHead {
        LongHead::new(Arc::clone(supply), [192, 0, 2, 1].into())
    }

    #[test]
    fn an_address_holds_only_so_much_of_long_heads_and_gives_it_back() {
        let supply = long_heads(NonZeroU32::new(1));
        let heads: Vec<LongHead> = (0..20).map(|_| head(&supply)).collect();
        let whole = |head: &&LongHead| (0..128).all(|_| head.read(8 << 10).is_ok());
        assert_eq!(heads.iter().filter(whole).count(), 8, "8 MiB, without 64 KiB of each");
        assert!(head(&supply).read(FREE_BYTES).is_ok(), "a short head is always read");
        drop(heads);
        assert!(whole(&&head(&supply)));
    }

    #[test]
    fn a_body_is_no_head_and_after_an_answer_the_next_head_begins() {
        let supply = long_heads(NonZeroU32::new(1));
        let head = head(&supply);
        for _ in 0..100 {
            head.read(FREE_BYTES).unwrap();
            head.end();
            head.sent();
            head.read(100 << 20).expect("a body after `100 Continue`");
            head.answered();
            head.read(1).unwrap();
            head.sent();
        }
        assert!(head.lock().share.is_none());
    }
}
