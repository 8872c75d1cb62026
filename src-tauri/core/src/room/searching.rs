//! Searches of the log. Each one is done in slices, and those of guests take turns with each other
//! ([`Turns`]).
//!
//! [`Turns`]: crate::limits::Turns

use std::collections::HashSet;
use std::net::IpAddr;
use std::num::{NonZeroU32, NonZeroUsize};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::lines::{read_alone, read_in_background, unreadable};
use super::reading::{DEFAULT_PAGE, find_place};
use super::{Finds, Room};
use crate::entry::{Entry, Verb};
use crate::index::{Index, ResolvedEntry};
use crate::limits::{Queued, Turn, TurnLimits, Turns};
use crate::log::{FindQuery, MAX_PAGE, Search, Snapshot, Wanted};
use crate::people::SessionId;
use crate::refusal::Refusal;

/// How long one search may scan before it is the turn of others.
const SLICE: Duration = Duration::from_millis(20);

/// How many searches one guest may have at once. An address may have this many for each of its
/// guests.
const PER_GUEST: NonZeroU32 = NonZeroU32::new(4).expect("not zero");
const PER_GUEST_OF_ADDRESS: NonZeroU32 = NonZeroU32::new(2).expect("not zero");

/// Creates the turns at searching. Searches get half of the processors, but at most two. The others
/// are left for speaking and reading.
pub(super) fn turns(guests_per_address: Option<NonZeroU32>) -> Arc<Turns> {
    let processors = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let per_network = guests_per_address.map(|guests| guests.saturating_mul(PER_GUEST_OF_ADDRESS));
    let limits = TurnLimits { per_guest: Some(PER_GUEST), per_network };
    Arc::new(Turns::new((processors / 2).clamp(1, 2), limits))
}

impl Room {
    /// Returns entries that a guest wants to find, newest first. The search ends when this future
    /// is dropped.
    ///
    /// # Errors
    /// When the query is not valid, its place belongs to another file, this guest or this address
    /// searches too much, or the disk fails.
    pub(crate) async fn find(
        &self,
        guest: Option<&SessionId>,
        address: IpAddr,
        query: FindQuery,
    ) -> Result<Finds, Refusal> {
        self.quotas.check_find(address)?;
        let wanted = Wanted::parse(&query)?;
        let queued = self.searches.enter(guest, address)?;
        self.search(query, wanted, Some(queued)).await
    }

    /// Returns entries that the host wants to find, newest first. The search ends when this future
    /// is dropped.
    ///
    /// # Errors
    /// When the query is not valid, its place belongs to another file, or the disk fails.
    pub async fn find_as_host(&self, query: FindQuery) -> Result<Finds, Refusal> {
        let wanted = Wanted::parse(&query)?;
        self.search(query, wanted, None).await
    }

    /// Searches slice by slice. If there is a queue, each slice takes a turn.
    async fn search(
        &self,
        query: FindQuery,
        wanted: Wanted,
        queued: Option<Queued>,
    ) -> Result<Finds, Refusal> {
        let limit = query.limit.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE);
        let searched = Arc::new(Searched {
            log: self.log.snapshot(),
            index: Arc::clone(&self.index),
            wanted: Arc::new(wanted),
        });
        let begin = move |searched: &Searched| {
            let end = searched.log.end.offset;
            let before = query.before.map_or(Ok(end), |place| find_place(&searched.log, &place))?;
            Ok(Search::new(Arc::clone(&searched.wanted), before, limit))
        };
        let mut looked = look_on(begin, &searched, turn(queued.as_ref()).await).await?;
        loop {
            let search = match looked {
                Looked::Through(finds) => return Ok(finds),
                Looked::On(search) => search,
            };
            if search.is_done() {
                self.wait_for_index(&searched.log).await?;
            }
            looked = look_on(|_| Ok(search), &searched, turn(queued.as_ref()).await).await?;
        }
    }
}

/// What a search needs in each of its slices.
struct Searched {
    log: Snapshot,
    index: Arc<Index>,
    wanted: Arc<Wanted>,
}

/// The outcome of a slice.
enum Looked {
    /// The search goes on, or waits for the index.
    On(Search),
    Through(Finds),
}

impl Searched {
    /// Finishes a search that has found all, if the index can say how the entries are now.
    fn finish(&self, search: Search) -> Result<Looked, Refusal> {
        if !search.is_done() || !self.index.is_ready(self.log.generation) {
            return Ok(Looked::On(search));
        }
        let found = search.found(&self.log).map_err(|e| unreadable(&e))?;
        let entries = self.resolve(&found.entries)?;
        let before = found.before.map(|cursor| cursor.on_wire(self.log.generation).to_string());
        Ok(Looked::Through(Finds { entries, before }))
    }

    /// Returns the entries that are wanted as they are now. A wording that was changed or removed
    /// does not count, nor does a line that only refers to others.
    fn resolve(&self, found: &[Entry]) -> Result<Vec<ResolvedEntry>, Refusal> {
        let mut standing = Vec::new();
        for entry in found {
            match entry.target {
                Some(target) if entry.verb == Verb::Edited => {
                    standing.extend(read_alone(&self.log, target).ok());
                }
                _ => standing.push(entry.clone()),
            }
        }
        let resolved = self.index.resolve(&self.log, &standing).map_err(|e| unreadable(&e))?;
        let mut known = HashSet::new();
        let is_meant = |entry: &ResolvedEntry| {
            entry.removed.is_none() && self.wanted.wants(&entry.entry) && known.insert(entry.entry.id)
        };
        let mut entries = resolved.ok_or(Refusal::LogRewritten)?.entries;
        entries.retain(is_meant);
        Ok(entries)
    }
}

async fn turn(queued: Option<&Queued>) -> Option<Turn> {
    match queued {
        Some(queued) => Some(queued.turn().await),
        None => None,
    }
}

/// Runs one slice of the search that `begin` gives. It ends at once when this future is dropped.
async fn look_on(
    begin: impl FnOnce(&Searched) -> Result<Search, Refusal> + Send + 'static,
    searched: &Arc<Searched>,
    turn: Option<Turn>,
) -> Result<Looked, Refusal> {
    let searched = Arc::clone(searched);
    let waited_for = Arc::new(());
    let waiting = Arc::downgrade(&waited_for);
    let slice = read_in_background(move || {
        // The turn ends with the work, even if the future was dropped before.
        let _turn = turn;
        let begun = Instant::now();
        let mut search = begin(&searched)?;
        let goes_on = || waiting.strong_count() > 0 && begun.elapsed() < SLICE;
        search.look_on(&searched.log, goes_on).map_err(|e| unreadable(&e))?;
        searched.finish(search)
    });
    let slice = slice.await;
    drop(waited_for);
    slice
}
