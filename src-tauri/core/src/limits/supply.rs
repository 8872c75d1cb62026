//! A limited supply: connections, downloads, or bytes in memory.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::crowd::{Crowd, Most};
use super::source::Source;

/// Gives out shares until the whole supply, or the part for an address, is taken.
#[derive(Debug)]
pub(crate) struct Supply {
    most: Most,
    taken: Mutex<Crowd>,
}

/// A share that was taken. Dropping it gives it back.
#[derive(Debug)]
pub(crate) struct Share {
    supply: Arc<Supply>,
    source: Source,
    amount: usize,
}

impl Supply {
    pub(crate) fn new(most: Most) -> Arc<Supply> {
        Arc::new(Supply { most, taken: Mutex::default() })
    }

    /// Takes a share of this size for `address`. Returns `None` if not enough is left.
    pub(crate) fn take(self: &Arc<Supply>, amount: usize, address: IpAddr) -> Option<Share> {
        Share { supply: Arc::clone(self), source: Source::from(address), amount: 0 }.grown_to(amount)
    }

    fn lock(&self) -> MutexGuard<'_, Crowd> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Share {
    /// Makes this share as large as `amount`. Returns `None` if not enough is left, and then the
    /// share is given back.
    pub(crate) fn grown_to(mut self, amount: usize) -> Option<Share> {
        let more = amount.saturating_sub(self.amount);
        let mut taken = self.supply.lock();
        if !taken.fits(more, self.source, self.supply.most) {
            drop(taken);
            return None;
        }
        taken.add(more, self.source);
        drop(taken);
        self.amount += more;
        Some(self)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.supply.lock().take_away(self.amount, self.source);
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::super::source::WIDER;
    use super::*;

    fn supply(in_all: usize, per_address: u32) -> Arc<Supply> {
        Supply::new(Most { in_all, per_address: NonZeroU32::new(per_address) })
    }

    fn taken(supply: &Arc<Supply>, addresses: impl Iterator<Item = String>) -> Vec<Share> {
        addresses.filter_map(|address| supply.take(1, address.parse().unwrap())).collect()
    }

    #[test]
    fn an_address_takes_only_so_much_and_another_takes_its_own() {
        let supply = supply(100, 3);
        let same = |n| std::iter::repeat_n("192.0.2.1".to_owned(), n);
        let mut shares = taken(&supply, same(10));
        assert_eq!(shares.len(), 3);
        assert_eq!(taken(&supply, std::iter::once("192.0.2.2".to_owned())).len(), 1);
        shares.pop();
        assert_eq!(taken(&supply, same(10)).len(), 1, "what is given back can be taken again");
    }

    #[test]
    fn all_addresses_together_take_only_so_much() {
        let shares = taken(&supply(5, 3), (0..100).map(|n| format!("192.0.2.{n}")));
        assert_eq!(shares.len(), 5);
    }

    #[test]
    fn the_addresses_of_an_ipv6_network_share_and_so_do_a_customers_networks() {
        let limited = supply(1_000, 2);
        assert_eq!(taken(&limited, (0..100).map(|n| format!("2001:db8::{n:x}"))).len(), 2);
        let networks = taken(&limited, (0..100).map(|n| format!("2001:db8:0:{n:x}::1")));
        assert_eq!(networks.len(), 2 * WIDER.get() as usize);
    }

    #[test]
    fn a_share_grows_as_far_as_there_is_enough_and_is_given_back_where_there_is_not() {
        let supply = supply(100, 10);
        let address = IpAddr::from([192, 0, 2, 1]);
        let share = supply.take(4, address).and_then(|share| share.grown_to(8)).unwrap();
        assert!(supply.take(3, address).is_none());
        let share = share.grown_to(8).expect("what it has costs nothing");
        assert!(share.grown_to(11).is_none());
        assert!(supply.take(10, address).is_some());
        assert_eq!(supply.lock().in_all(), 0);
    }
}
