//! Turns at work that could keep the whole machine busy: searching the log, and sending it.
//!
//! Such work is done in slices, and each slice takes a turn. Four queues lead to a turn. A
//! session's work waits in the queue of the session. The first of it waits in the queue of its
//! network, the first there in the queue of the wider network, and the first of those in the queue
//! of the machine. After each slice, the work goes to the end of all its queues. So all sources
//! advance equally fast, however much each one asks for, and so do all guests of one source.
//!
//! # Invariants
//! * In the machine's queue each source has at most one place.
//! * Queues are entered from the narrowest to the widest, so no two wait for each other.

use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::source::{Network, Source};
use crate::people::SessionId;
use crate::refusal::Refusal;

/// How much work one guest and one network may have at once, running or waiting. `None` means no
/// limit.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TurnLimits {
    pub(crate) per_guest: Option<NonZeroU32>,
    pub(crate) per_network: Option<NonZeroU32>,
}

/// Turns at one kind of work.
#[derive(Debug)]
pub(crate) struct Turns {
    limits: TurnLimits,
    /// One permit for each slice that may run at once.
    machine: Arc<Semaphore>,
    queues: Mutex<HashMap<Party, Queue>>,
}

/// The owner of work, from one guest up to a whole network.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Party {
    Guest(SessionId),
    /// All readers of a network who have not joined.
    Strangers(Network),
    Network(Network),
}

/// One party's queue. Its semaphore admits work in the order of arrival.
#[derive(Debug)]
struct Queue {
    first: Arc<Semaphore>,
    /// The number of pieces of work that use it.
    works: u32,
}

impl Default for Queue {
    fn default() -> Queue {
        Queue { first: Arc::new(Semaphore::new(1)), works: 0 }
    }
}

impl Turns {
    /// Creates turns for this many slices at once.
    pub(crate) fn new(at_once: usize, limits: TurnLimits) -> Turns {
        Turns { limits, machine: Arc::new(Semaphore::new(at_once)), queues: Mutex::default() }
    }

    /// Takes a place in the queues for one piece of work.
    pub(crate) fn enter(
        self: &Arc<Turns>,
        guest: Option<&SessionId>,
        address: IpAddr,
    ) -> Result<Queued, Refusal> {
        let parties = self.parties(guest, address.into());
        let mut queues = self.lock();
        let is_full = |(party, most): &(Party, Option<NonZeroU32>)| {
            most.is_some_and(|most| queues.get(party).is_some_and(|queue| queue.works >= most.get()))
        };
        if parties.iter().any(is_full) {
            return Err(Refusal::TooBusy);
        }
        let way = parties.into_iter().map(|(party, _)| {
            let queue = queues.entry(party.clone()).or_default();
            queue.works += 1;
            (party, Arc::clone(&queue.first))
        });
        let way = way.collect();
        drop(queues);
        Ok(Queued { turns: Arc::clone(self), way })
    }

    /// Returns the parties on the way to a turn, each with how much work it may have.
    fn parties(&self, guest: Option<&SessionId>, source: Source) -> Vec<(Party, Option<NonZeroU32>)> {
        let first = guest.map_or(Party::Strangers(source.network), |guest| Party::Guest(*guest));
        let per_network = self.limits.per_network;
        let networks = source.networks().map(|(network, times)| {
            (Party::Network(network), per_network.map(|most| most.saturating_mul(times)))
        });
        std::iter::once((first, self.limits.per_guest)).chain(networks).collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Party, Queue>> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One piece of work among the others of its source. Dropping it releases its place.
#[derive(Debug)]
pub(crate) struct Queued {
    turns: Arc<Turns>,
    /// The queues, from the narrowest to the widest.
    way: Vec<(Party, Arc<Semaphore>)>,
}

impl Queued {
    /// Waits for the turn to do one slice of the work.
    pub(crate) async fn turn(&self) -> Turn {
        let mut permits = Vec::with_capacity(self.way.len() + 1);
        let queues = self.way.iter().map(|(_, first)| first).chain([&self.turns.machine]);
        for queue in queues {
            permits.push(Arc::clone(queue).acquire_owned().await.expect("queues are never closed"));
        }
        Turn { _permits: permits }
    }
}

impl Drop for Queued {
    fn drop(&mut self) {
        let mut queues = self.turns.lock();
        for (party, _) in &self.way {
            if let Some(queue) = queues.get_mut(party) {
                queue.works -= 1;
                if queue.works == 0 {
                    queues.remove(party);
                }
            }
        }
    }
}

/// The right to do one slice. Dropping it passes the turn on.
#[derive(Debug)]
pub(crate) struct Turn {
    _permits: Vec<OwnedSemaphorePermit>,
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::*;

    fn turns(per_guest: u32, per_network: u32) -> Arc<Turns> {
        let [per_guest, per_network] = [per_guest, per_network].map(NonZeroU32::new);
        Arc::new(Turns::new(1, TurnLimits { per_guest, per_network }))
    }

    fn session() -> SessionId {
        SessionId::random().unwrap()
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    /// Does work of this many slices, and records each.
    fn work(queued: Queued, name: &'static str, slices: usize, done: &Sender<&'static str>) {
        let done = done.clone();
        tokio::spawn(async move {
            for _ in 0..slices {
                let _turn = queued.turn().await;
                done.send(name).unwrap();
                tokio::task::yield_now().await;
            }
        });
    }

    async fn all(done: (Sender<&'static str>, Receiver<&'static str>)) -> Vec<&'static str> {
        drop(done.0);
        tokio::task::spawn_blocking(move || done.1.iter().collect()).await.unwrap()
    }

    /// Returns how many slices of others were done before `name` was finished.
    fn before_the_end_of(name: &str, done: &[&str]) -> usize {
        let last = done.iter().rposition(|other| *other == name).unwrap();
        done[..last].iter().filter(|other| **other != name).count()
    }

    #[tokio::test]
    async fn two_sources_alternate_however_much_one_asks_for() {
        let (turns, done) = (turns(0, 0), channel());
        for _ in 0..50 {
            work(turns.enter(None, address("192.0.2.66")).unwrap(), "attacker", 20, &done.0);
        }
        work(turns.enter(None, address("192.0.2.1")).unwrap(), "honest", 20, &done.0);
        let done = all(done).await;
        assert_eq!(done.len(), 51 * 20);
        let waited_for = before_the_end_of("honest", &done);
        assert!((19..=21).contains(&waited_for), "{waited_for} slices of the other one");
    }

    #[tokio::test]
    async fn the_guests_of_one_source_alternate_and_its_strangers_are_one_of_them() {
        let (turns, done) = (turns(0, 0), channel());
        let (here, greedy, modest) = (address("192.0.2.1"), session(), session());
        for _ in 0..50 {
            work(turns.enter(Some(&greedy), here).unwrap(), "greedy", 20, &done.0);
            work(turns.enter(None, here).unwrap(), "stranger", 20, &done.0);
        }
        work(turns.enter(Some(&modest), here).unwrap(), "modest", 20, &done.0);
        let waited_for = before_the_end_of("modest", &all(done).await);
        assert!((38..=44).contains(&waited_for), "{waited_for} slices of the others");
    }

    #[tokio::test]
    async fn the_networks_of_one_customer_have_the_share_of_one_source() {
        let (turns, done) = (turns(0, 0), channel());
        for n in 0..50 {
            let network = address(&format!("2001:db8:0:{n:x}::1"));
            work(turns.enter(None, network).unwrap(), "attacker", 20, &done.0);
        }
        work(turns.enter(None, address("192.0.2.1")).unwrap(), "honest", 20, &done.0);
        let waited_for = before_the_end_of("honest", &all(done).await);
        assert!((19..=21).contains(&waited_for), "{waited_for} slices of the other one");
    }

    #[tokio::test]
    async fn work_that_is_given_up_leaves_every_queue() {
        let turns = turns(0, 0);
        let busy = turns.enter(None, address("192.0.2.1")).unwrap();
        let turn = busy.turn().await;
        let given_up = turns.enter(None, address("192.0.2.2")).unwrap();
        let waiting = tokio::spawn(async move { drop(given_up.turn().await) });
        tokio::task::yield_now().await;
        waiting.abort();
        assert!(waiting.await.is_err());
        assert_eq!(turns.lock().len(), 2, "the strangers of a network, and the network");
        drop(turn);
        drop(busy.turn().await);
        drop(busy);
        assert!(turns.lock().is_empty());
        assert_eq!(turns.machine.available_permits(), 1);
    }

    #[test]
    fn a_guest_and_a_network_have_only_so_much_work_at_once() {
        let turns = turns(2, 3);
        let (here, ana) = (address("192.0.2.1"), session());
        let mut places: Vec<_> = (0..2).map(|_| turns.enter(Some(&ana), here).unwrap()).collect();
        assert_eq!(turns.enter(Some(&ana), here).unwrap_err(), Refusal::TooBusy);
        assert_eq!(turns.enter(Some(&ana), address("192.0.2.2")).unwrap_err(), Refusal::TooBusy);
        places.push(turns.enter(Some(&session()), here).unwrap());
        assert_eq!(turns.enter(None, here).unwrap_err(), Refusal::TooBusy);
        assert!(turns.enter(None, address("192.0.2.2")).is_ok());
        places.pop();
        assert!(turns.enter(None, here).is_ok(), "a place that was given up is free");
    }
}
