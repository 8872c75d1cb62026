//! Places for connections: so many in all, and so many for an address.
//!
//! A connection costs a descriptor and memory, whether anything comes on it or not. So it takes a
//! place before anything is read, and keeps it until its socket is closed, also after the socket
//! has left hyper (`handover`). Connections for which there is no place are answered and closed at
//! once.
//!
//! There are fewer places than the system allows descriptors: the log, its readers and downloads
//! need some, too.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{IpAddr, Shutdown};
use std::num::NonZeroU32;
use std::sync::Arc;

use tokio::net::TcpStream;

use super::error::Error;
use crate::limits::{Most, Share, Supply};

/// The most connections, where the system allows as many descriptors.
const MOST: usize = 65_536;

/// How many descriptors are kept for files, or a quarter of them if that is less.
const RESERVE: usize = 1_024;

/// How many of those turned away are left half open for a while, or a quarter of the reserve if
/// that is less. A socket that is closed while a request arrives is reset, and then some systems
/// forget the answer.
const LEAVING: usize = 32;

/// The place of one connection, given back when the last copy is dropped.
pub(super) type Place = Arc<Share>;

/// All connections of a server.
pub(super) struct Connections {
    places: Arc<Supply>,
    /// The answer to those for whom there is no place.
    refusal: Vec<u8>,
    leaving: VecDeque<std::net::TcpStream>,
    most_leaving: usize,
}

impl Connections {
    /// Places for a process that may have so many descriptors. One address has at most half of
    /// them, unless it has no limit.
    pub(super) fn new(per_address: Option<NonZeroU32>, descriptors: usize) -> Connections {
        let in_all = places(descriptors);
        let half = NonZeroU32::new(u32::try_from(in_all / 2).unwrap_or(u32::MAX)).unwrap_or(NonZeroU32::MIN);
        let per_address = per_address.map(|most| most.min(half));
        Connections {
            places: Supply::new(Most { in_all, per_address }),
            refusal: Error::TooManyConnections.as_last_answer(),
            leaving: VecDeque::new(),
            most_leaving: LEAVING.min(reserve(descriptors) / 4),
        }
    }

    /// A connection with its place; `None`: it was turned away.
    pub(super) fn admit(&mut self, stream: TcpStream, address: IpAddr) -> Option<(TcpStream, Place)> {
        match self.places.take(1, address) {
            Some(place) => {
                self.close_oldest();
                Some((stream, Arc::new(place)))
            }
            None => {
                tracing::debug!(%address, "too many connections; one more is turned away");
                self.turn_away(stream);
                None
            }
        }
    }

    /// Answers as far as that can be done without waiting.
    fn turn_away(&mut self, stream: TcpStream) {
        let Ok(mut stream) = stream.into_std() else { return };
        // The other end may have left already, and nobody waits for it.
        let _ = stream.write(&self.refusal);
        let _ = stream.shutdown(Shutdown::Write);
        self.leaving.push_back(stream);
        if self.leaving.len() > self.most_leaving {
            self.close_oldest();
        }
    }

    fn close_oldest(&mut self) {
        if let Some(mut oldest) = self.leaving.pop_front() {
            // What was not read would make a reset of the close.
            let _ = oldest.read(&mut [0; 4096]);
        }
    }
}

fn reserve(descriptors: usize) -> usize {
    RESERVE.min(descriptors / 4)
}

fn places(descriptors: usize) -> usize {
    (descriptors - reserve(descriptors)).min(MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptors_are_left_for_files_however_many_there_are() {
        assert_eq!([100, 1_024, 20_000, usize::MAX].map(places), [75, 768, 18_976, MOST]);
    }

    #[tokio::test]
    async fn one_address_does_not_get_all_places_unless_it_has_no_limit() {
        let address = IpAddr::from([192, 0, 2, 1]);
        let taken = |per_address| {
            let connections = Connections::new(per_address, 100);
            std::iter::from_fn(|| connections.places.take(1, address)).collect::<Vec<_>>().len()
        };
        assert_eq!([NonZeroU32::new(10), NonZeroU32::new(1_000), None].map(taken), [10, 37, 75]);
    }
}
