//! Turns of sources: sources alternate, and so do the things of each source.

use std::collections::{HashMap, VecDeque};

use crate::limits::Network;

/// Things that wait for their turn, by source.
#[derive(Debug)]
pub(super) struct Rota<T> {
    /// The sources that have something. The next one is the first.
    sources: VecDeque<Network>,
    things: HashMap<Network, VecDeque<T>>,
}

impl<T> Default for Rota<T> {
    fn default() -> Rota<T> {
        Rota { sources: VecDeque::new(), things: HashMap::new() }
    }
}

impl<T> Rota<T> {
    /// Puts something after the others of its source.
    pub(super) fn push(&mut self, source: Network, thing: T) {
        let things = self.things.entry(source).or_default();
        if things.is_empty() {
            self.sources.push_back(source);
        }
        things.push_back(thing);
    }

    /// Takes the next thing out.
    pub(super) fn pop(&mut self) -> Option<T> {
        let source = self.sources.pop_front()?;
        let things = self.things.get_mut(&source)?;
        let thing = things.pop_front();
        if things.is_empty() {
            self.things.remove(&source);
        } else {
            self.sources.push_back(source);
        }
        thing
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    fn source(address: &str) -> Network {
        address.parse::<IpAddr>().unwrap().into()
    }

    #[test]
    fn sources_alternate_and_so_do_the_streams_of_each() {
        let (mut rota, greedy, modest) = (Rota::default(), source("192.0.2.66"), source("192.0.2.1"));
        for stream in 0..50 {
            rota.push(greedy, stream);
        }
        rota.push(modest, 99);
        let mut turns = Vec::new();
        for _ in 0..8 {
            let stream = rota.pop().unwrap();
            turns.push(stream);
            rota.push(if stream == 99 { modest } else { greedy }, stream);
        }
        assert_eq!(turns, [0, 99, 1, 99, 2, 99, 3, 99]);
    }

    #[test]
    fn whatever_was_taken_out_leaves_nothing_behind() {
        let mut rota = Rota::default();
        for (stream, address) in ["192.0.2.1", "192.0.2.2", "192.0.2.1"].into_iter().enumerate() {
            rota.push(source(address), stream);
        }
        let all: Vec<usize> = std::iter::from_fn(|| rota.pop()).collect();
        assert_eq!(all, [0, 1, 2]);
        assert!(rota.is_empty() && rota.things.is_empty());
    }
}
