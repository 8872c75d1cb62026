//! Which guests came from other computers, and how far they got: the proof that the way in is open.
//!
//! The list is bounded: it keeps the latest addresses. The server records each connection as it
//! accepts it.

use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use serde::Serialize;

/// How many addresses are remembered: more than a person reads, and few enough to search at each
/// connection.
const MOST: usize = 64;

/// A guest on another computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Arrival {
    /// Their address.
    pub address: String,
    /// How far they got.
    pub reached: Reached,
    /// How long ago they connected or joined last.
    pub seconds_ago: u32,
}

/// How far a guest got. Each value is further than the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "lowercase")]
pub enum Reached {
    /// A connection arrived: cables, Wi-Fi and firewalls let it through.
    Connected,
    /// Their browser asked for the page.
    Page,
    /// They are in the room.
    Joined,
}

/// The guests who came since the program started.
#[derive(Debug, Default)]
pub struct Arrivals(
    /// The latest last.
    Mutex<Vec<SeenAddress>>,
);

#[derive(Debug)]
struct SeenAddress {
    ip: IpAddr,
    reached: Reached,
    last: Instant,
}

impl Arrivals {
    /// Records a connection from `remote` to our address `local`. This computer's own do not count.
    pub fn connected(&self, remote: IpAddr, local: IpAddr) {
        if remote != local {
            self.reached(remote, Reached::Connected);
        }
    }

    /// Records that a guest at `ip` got this far.
    pub fn reached(&self, ip: IpAddr, reached: Reached) {
        let ip = ip.to_canonical();
        if ip.is_loopback() {
            return;
        }
        let mut all = self.lock();
        let known = all.iter().position(|known| known.ip == ip).map(|at| all.remove(at));
        if known.is_none() {
            tracing::debug!(address = %ip, "the first connection from another computer");
            if all.len() == MOST {
                all.remove(0);
            }
        }
        let reached = known.map_or(reached, |known| known.reached.max(reached));
        all.push(SeenAddress { ip, reached, last: Instant::now() });
    }

    /// The guests who came, the latest first.
    pub fn latest(&self) -> Vec<Arrival> {
        self.lock().iter().rev().map(SeenAddress::to_arrival).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<SeenAddress>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SeenAddress {
    fn to_arrival(&self) -> Arrival {
        let seconds = self.last.elapsed().as_secs();
        Arrival {
            address: self.ip.to_string(),
            reached: self.reached,
            seconds_ago: u32::try_from(seconds).unwrap_or(u32::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(n: u16) -> IpAddr {
        let [high, low] = n.to_be_bytes();
        IpAddr::from([10, 0, high, low])
    }

    fn listed(arrivals: &Arrivals) -> Vec<(String, Reached)> {
        arrivals.latest().into_iter().map(|one| (one.address, one.reached)).collect()
    }

    #[test]
    fn each_address_is_listed_once_with_the_furthest_it_got() {
        let arrivals = Arrivals::default();
        arrivals.connected(ip(7), ip(1));
        arrivals.reached(ip(7), Reached::Joined);
        arrivals.connected(ip(7), ip(1));
        assert_eq!(listed(&arrivals), [("10.0.0.7".to_owned(), Reached::Joined)]);
    }

    #[test]
    fn this_computer_itself_is_no_guest() {
        let arrivals = Arrivals::default();
        arrivals.connected(ip(1), ip(1));
        arrivals.reached(IpAddr::from([127, 0, 0, 1]), Reached::Joined);
        assert_eq!(listed(&arrivals), []);
    }

    #[test]
    fn a_crowd_does_not_grow_without_bound_and_the_latest_are_kept() {
        let arrivals = Arrivals::default();
        (2..1000).for_each(|n| arrivals.connected(ip(n), ip(1)));
        let listed = listed(&arrivals);
        assert_eq!((listed.len(), listed[0].0.as_str()), (MOST, "10.0.3.231"));
    }
}
