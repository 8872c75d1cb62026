//! Keeping the index: the scan after a start, the words that have to go, the topic and the pins.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use super::allowed::MAX_PINS;
use super::removed::{self, Unfinished};
use super::{Room, lock};
use crate::entry::Verb;
use crate::index::Erasure;
use crate::log::{AppendError, Line, Snapshot};
use crate::refusal::Refusal;

/// How long a removal waits for its words to go.
const ERASED_WITHIN: Duration = Duration::from_secs(10);

/// How long the room waits until it tries again what the disk has refused.
const TRY_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// The topic and the pins, as people see them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Notices {
    pub(super) topic: String,
    /// The ids of the pinned lines, the newest pin first.
    pub(super) pins: Vec<u64>,
}

impl Room {
    pub(super) fn topic(&self) -> String {
        lock(&self.notices).topic.clone()
    }

    pub(super) fn pins(&self) -> Vec<u64> {
        lock(&self.notices).pins.clone()
    }

    /// Scans the log, and each one that replaces it.
    pub(super) async fn keep_index(self: Arc<Room>) {
        self.scan(Finish::Removals).await;
        while self.shutdown.run_until_cancelled(self.index.replaced()).await.is_some() {
            self.scan(Finish::Nothing).await;
        }
    }

    /// Erases the words of lines that are removed. This waits for the disk, so nothing else does.
    pub(super) async fn keep_removals(self: Arc<Room>) {
        while let Some(next) = self.shutdown.run_until_cancelled(self.index.next_erasure()).await {
            let (generation, erasure) = next;
            self.erase(generation, erasure).await;
        }
    }

    /// Publishes the topic and the pins whenever they may have changed.
    pub(super) async fn keep_notices(self: Arc<Room>) {
        while self.shutdown.run_until_cancelled(self.index.changed()).await.is_some() {
            self.publish_notices().await;
        }
    }

    /// Returns when the words of the line that `by` removed are gone from the file.
    pub(super) async fn wait_until_erased(&self, by: u64) -> Result<(), Refusal> {
        let mut erased = self.erased.subscribe();
        let gone = erased.wait_for(|erased| erased.is_some_and(|erased| erased >= by));
        let gone = tokio::time::timeout(ERASED_WITHIN, gone).await;
        gone.map(drop).map_err(|_| Refusal::NotErased)
    }

    async fn scan(self: &Arc<Room>, finish: Finish) {
        loop {
            let Some(log) = self.wait_for_log().await else { return };
            let room = Arc::clone(self);
            let scanned = tokio::task::spawn_blocking(move || room.scan_once(&log, finish)).await;
            match scanned {
                Ok(Ok(())) => return,
                Ok(Err(error)) => tracing::warn!(%error, "the log cannot be read; this is tried again"),
                Err(error) => tracing::error!(%error, "a scan of the log failed; it is tried again"),
            }
            if self.shutdown.run_until_cancelled(tokio::time::sleep(TRY_AGAIN_AFTER)).await.is_none() {
                return;
            }
        }
    }

    /// Returns the log that the index waits for. The index learns first that a log is replaced.
    async fn wait_for_log(&self) -> Option<Snapshot> {
        let wanted = self.index.generation();
        let mut log = self.log.watch();
        let there = log.wait_for(|log| log.generation >= wanted);
        Some(self.shutdown.run_until_cancelled(there).await?.ok()?.clone())
    }

    /// Scans the log. If it is replaced meanwhile, the index asks for another scan.
    fn scan_once(&self, log: &Snapshot, finish: Finish) -> io::Result<()> {
        self.renew_names(log)?;
        let Ok(removals) = self.index.scan(log, || !self.shutdown.is_cancelled())? else { return Ok(()) };
        let unfinished = match finish {
            Finish::Removals => unfinished(log, removals, Unfinished::in_folder(&self.folder, &log.file)?)?,
            Finish::Nothing => Vec::new(),
        };
        if unfinished.is_empty() {
            removed::keep(&self.folder, log.end);
        }
        self.index.finish(unfinished);
        Ok(())
    }

    /// Lets names that were taken in another log count from this log's end on: offsets in that one
    /// mean nothing here.
    fn renew_names(&self, log: &Snapshot) -> io::Result<()> {
        let taken = lock(&self.people).taken();
        let mut foreign = HashMap::new();
        for (session, since) in taken {
            if !since.matches(&log.file)? {
                foreign.insert(session, since);
            }
        }
        lock(&self.people).renew(&foreign, log.end);
        Ok(())
    }

    async fn publish_notices(&self) {
        let log = self.log.snapshot();
        let (topic, pins) = (self.index.topic(), self.index.pins(MAX_PINS));
        let read = tokio::task::spawn_blocking(move || read_notices(&log, topic, &pins)).await;
        match read {
            Ok(Ok(notices)) => *lock(&self.notices) = notices,
            Ok(Err(error)) => tracing::warn!(%error, "the topic and the pins cannot be read"),
            Err(error) => tracing::error!(%error, "reading the topic and the pins failed"),
        }
        self.publish_facts();
    }

    /// Overwrites the words of these lines in the file. Listeners of the log then forget them.
    async fn erase(self: &Arc<Room>, generation: u64, erasure: Erasure) {
        while let Err(error) = self.try_to_erase(generation, &erasure).await {
            if self.log.snapshot().generation != generation {
                return;
            }
            tracing::warn!(%error, "removed words are still in the log; this is tried again");
            let wait = self.shutdown.run_until_cancelled(tokio::time::sleep(TRY_AGAIN_AFTER));
            if wait.await.is_none() {
                return;
            }
        }
        self.keep_as_finished(generation, erasure.by).await;
        self.erased.send_modify(|erased| *erased = (*erased).max(Some(erasure.by)));
    }

    /// Records that the removal by this line is finished, and so are those before it.
    async fn keep_as_finished(self: &Arc<Room>, generation: u64, by: u64) {
        let (room, log) = (Arc::clone(self), self.log.snapshot());
        if log.generation != generation {
            return;
        }
        let kept = tokio::task::spawn_blocking(move || {
            let line = Line::at(&log.file, by)?;
            line.inspect(|line| removed::keep(&room.folder, line.end));
            io::Result::Ok(())
        });
        if let Err(error) = kept.await.map_err(io::Error::other).flatten() {
            tracing::warn!(%error, "it is not recorded that a removal is finished");
        }
    }

    async fn try_to_erase(self: &Arc<Room>, generation: u64, erasure: &Erasure) -> Result<(), AppendError> {
        let (room, log, erasure) = (Arc::clone(self), self.log.snapshot(), erasure.clone());
        if log.generation != generation {
            return Err(AppendError::Interrupted);
        }
        let lines = tokio::task::spawn_blocking(move || {
            if !means_something(&log, &erasure)? {
                return Ok(Vec::new());
            }
            // A crash repeats both, as long as the words are there.
            room.remove_files_of(&log, &erasure.lines)?;
            with_words(&log, erasure.lines)
        });
        let lines = lines.await;
        let lines = lines.map_err(io::Error::other).flatten()?;
        self.log.erase(generation, lines).await
    }
}

/// Whether the removed line stands by itself. A removal of an edit means nothing.
fn means_something(log: &Snapshot, erasure: &Erasure) -> io::Result<bool> {
    Ok(Line::at(&log.file, erasure.removed)?.is_some_and(|line| line.stands_alone()))
}

/// Keeps the lines that hold words: those that stand by themselves, and edits.
fn with_words(log: &Snapshot, lines: Vec<u64>) -> io::Result<Vec<u64>> {
    let has_words = |verb: Verb| verb.stands_alone() || verb == Verb::Edited;
    let mut kept = Vec::new();
    for id in lines {
        if Line::at(&log.file, id)?.is_some_and(|line| has_words(line.entry().verb)) {
            kept.push(id);
        }
    }
    Ok(kept)
}

/// Whether a scan finishes removals that a crash has interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Finish {
    Removals,
    Nothing,
}

/// Returns the removals that a crash has interrupted. Removals are finished in the order of the
/// file, so these are the last ones. Older ones are left alone, also where there is no record: in a
/// file that was edited by hand, their ids may mean other lines now.
fn unfinished(log: &Snapshot, removals: Vec<Erasure>, may_be: Unfinished) -> io::Result<Vec<Erasure>> {
    let mut unfinished = Vec::new();
    for removal in removals.into_iter().rev().take_while(|removal| may_be.has(removal.by)) {
        if !means_something(log, &removal)? {
            continue;
        }
        let mut lines = Vec::new();
        for id in removal.lines {
            if Line::at(&log.file, id)?.is_some_and(|line| !line.entry().is_blank()) {
                lines.push(id);
            }
        }
        if lines.is_empty() {
            break;
        }
        unfinished.push(Erasure { lines, ..removal });
    }
    unfinished.reverse();
    Ok(unfinished)
}

fn read_notices(log: &Snapshot, topic: Option<u64>, pins: &[u64]) -> io::Result<Notices> {
    let read = |id| Ok::<_, io::Error>(Line::at(&log.file, id)?.map(|line| line.entry()));
    let topic = topic.map_or(Ok(None), read)?.map_or_else(String::new, |entry| entry.text);
    let mut there = Vec::new();
    for id in pins {
        if read(*id)?.is_some_and(|entry| entry.verb.stands_alone()) {
            there.push(*id);
        }
    }
    Ok(Notices { topic, pins: there })
}
