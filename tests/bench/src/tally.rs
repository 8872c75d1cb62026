//! The count of received messages: lost, duplicate and disordered ones, and how long they took.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use hdrhistogram::Histogram;

/// When each message was sent. The publisher writes these times, and the subscribers read them.
pub(crate) struct Times {
    base: Instant,
    sent_ns: Vec<AtomicU64>,
}

impl Times {
    pub(crate) fn new(messages: usize) -> Times {
        Times { base: Instant::now(), sent_ns: (0..messages).map(|_| AtomicU64::new(0)).collect() }
    }

    /// Returns the nanoseconds since this was created.
    pub(crate) fn now_ns(&self) -> u64 {
        u64::try_from(self.base.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }

    pub(crate) fn set_sent(&self, number: usize, at_ns: u64) {
        self.sent_ns[number].store(at_ns, Ordering::Relaxed);
    }

    pub(crate) fn sent_ns(&self, number: usize) -> u64 {
        self.sent_ns[number].load(Ordering::Relaxed)
    }
}

/// Creates a histogram of durations in microseconds.
pub(crate) fn histogram() -> Histogram<u64> {
    Histogram::new_with_bounds(1, 600_000_000, 3).expect("the bounds are in order")
}

/// Counts which messages each subscriber has received.
pub(crate) struct Tally {
    range: Range<usize>,
    publishers: usize,
    /// One bit per subscriber and message.
    seen: Vec<u64>,
    words: usize,
    got: Vec<usize>,
    /// For each subscriber, the newest message of each publisher, plus one.
    newest: Vec<u32>,
    pub(crate) latency_us: Histogram<u64>,
    pub(crate) received: u64,
    pub(crate) doubled: u64,
    pub(crate) disordered: u64,
    /// The number of subscribers that have everything.
    pub(crate) complete: usize,
    /// When the last message arrived.
    pub(crate) last_ns: u64,
}

impl Tally {
    /// Counts the messages of `range`. Message n belongs to publisher n mod `publishers`.
    pub(crate) fn new(subscribers: usize, range: Range<usize>, publishers: usize) -> Tally {
        let words = range.len().div_ceil(64);
        Tally {
            range,
            publishers,
            seen: vec![0; words * subscribers],
            words,
            got: vec![0; subscribers],
            newest: vec![0; publishers * subscribers],
            latency_us: histogram(),
            received: 0,
            doubled: 0,
            disordered: 0,
            complete: 0,
            last_ns: 0,
        }
    }

    pub(crate) fn is_complete(&self) -> bool {
        self.complete == self.got.len()
    }

    pub(crate) fn expected(&self) -> u64 {
        (self.got.len() * self.range.len()) as u64
    }

    pub(crate) fn lost(&self) -> u64 {
        self.expected() - self.received
    }

    /// Notes that message `number` arrived at `subscriber`. A `timed` one counts for the latency.
    pub(crate) fn receive(
        &mut self,
        subscriber: usize,
        number: usize,
        now_ns: u64,
        times: &Times,
        timed: Timed,
    ) {
        if !self.range.contains(&number) {
            return;
        }
        let at = number - self.range.start;
        let (word, bit) = (&mut self.seen[subscriber * self.words + at / 64], 1 << (at % 64));
        if *word & bit != 0 {
            self.doubled += 1;
            return;
        }
        *word |= bit;
        let newest = &mut self.newest[subscriber * self.publishers + number % self.publishers];
        self.disordered += u64::from(*newest as usize > number);
        *newest = number as u32 + 1;
        self.received += 1;
        self.last_ns = now_ns;
        self.got[subscriber] += 1;
        self.complete += usize::from(self.got[subscriber] == self.range.len());
        if timed == Timed::Yes {
            self.latency_us.saturating_record(now_ns.saturating_sub(times.sent_ns(number)) / 1000);
        }
    }
}

/// Whether a delivery counts for the latency. Deliveries to subscribers that stall on purpose do
/// not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Timed {
    Yes,
    No,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally_of(deliveries: &[(usize, usize)]) -> Tally {
        let times = Times::new(8);
        let mut tally = Tally::new(2, 2..6, 2);
        for &(subscriber, number) in deliveries {
            tally.receive(subscriber, number, 1, &times, Timed::Yes);
        }
        tally
    }

    #[test]
    fn everything_once_and_in_order_is_complete() {
        let tally = tally_of(&[(0, 2), (0, 3), (0, 5), (0, 4), (1, 2), (1, 3), (1, 4), (1, 5)]);
        assert!(tally.is_complete());
        assert_eq!((tally.received, tally.lost(), tally.doubled, tally.disordered), (8, 0, 0, 0));
    }

    #[test]
    fn lost_doubled_and_disordered_messages_are_counted() {
        let tally = tally_of(&[(0, 4), (0, 2), (0, 2), (0, 7), (1, 5)]);
        assert!(!tally.is_complete());
        assert_eq!((tally.received, tally.lost(), tally.doubled, tally.disordered), (3, 5, 1, 1));
    }
}
