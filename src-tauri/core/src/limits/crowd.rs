//! Counts of one kind of thing that is taken: in total, and by network.

use std::collections::HashMap;
use std::num::NonZeroU32;

use super::source::{Network, Source};

/// The most that may be taken of one kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Most {
    pub(crate) in_all: usize,
    /// The most for one address. `None` means no limit.
    pub(crate) per_address: Option<NonZeroU32>,
}

/// The amounts taken of one kind.
#[derive(Debug, Default)]
pub(super) struct Crowd {
    in_all: usize,
    networks: HashMap<Network, usize>,
}

impl Crowd {
    pub(super) fn in_all(&self) -> usize {
        self.in_all
    }

    /// Whether `source` may take this much more.
    pub(super) fn fits(&self, amount: usize, source: Source, most: Most) -> bool {
        let fits = |(network, times): (Network, NonZeroU32)| {
            let taken = self.networks.get(&network).copied().unwrap_or_default();
            most.per_address.is_none_or(|most| taken + amount <= most.saturating_mul(times).get() as usize)
        };
        self.in_all + amount <= most.in_all && source.networks().all(fits)
    }

    pub(super) fn add(&mut self, amount: usize, source: Source) {
        self.in_all += amount;
        for (network, _) in source.networks() {
            *self.networks.entry(network).or_default() += amount;
        }
    }

    pub(super) fn take_away(&mut self, amount: usize, source: Source) {
        self.in_all -= amount;
        for (network, _) in source.networks() {
            let Some(taken) = self.networks.get_mut(&network) else { continue };
            *taken -= amount;
            if *taken == 0 {
                self.networks.remove(&network);
            }
        }
    }
}
