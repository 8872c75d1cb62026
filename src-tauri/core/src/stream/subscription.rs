//! An event stream that runs a loop of its own, for bodies on hyper and for the host's window.

use std::io;
use std::sync::Arc;

use bytes::Bytes;
use tokio::time::{Instant, Interval, MissedTickBehavior};

use super::follower::{Fetch, Follower, read_in_background};
use super::frames::{HEARTBEAT, HEARTBEAT_FRAME, bye_frame, reset_frame};
use super::position::{EntrySource, Position, Step, Wanted};
use super::recent::{Block, Edition, read_block};
use super::start::{Landing, Start};
use super::{Fanout, RESET_PAGE};
use crate::log::{Cursor, Snapshot};

/// One open event stream.
#[derive(Debug)]
pub struct Subscription {
    follower: Follower<Frames>,
    heartbeat: Interval,
    ended: bool,
}

impl Subscription {
    pub(super) fn new(follower: Follower<Frames>) -> Subscription {
        let mut heartbeat = tokio::time::interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Subscription { follower, heartbeat, ended: false }
    }

    /// Returns the next bytes of the stream, always whole frames, or `None` when it has ended.
    /// Cancel safe.
    pub async fn next(&mut self) -> Option<Bytes> {
        while !self.ended {
            match self.follower.next_step().await {
                Some(Step::News(frames) | Step::Entries(frames)) => return Some(frames),
                Some(Step::Reset(cursor)) => return Some(reset_frame(cursor)),
                Some(Step::End(bye)) => {
                    self.ended = true;
                    return Some(bye_frame(bye));
                }
                Some(Step::Rest | Step::Fetch(_)) | None => {}
            }
            tokio::select! {
                () = self.follower.moved() => {}
                _ = self.heartbeat.tick() => return Some(Bytes::from_static(HEARTBEAT_FRAME)),
            }
        }
        None
    }

    /// Finds the place to begin at, so that another writer can take over this stream.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub(crate) async fn settle(&mut self) -> io::Result<()> {
        self.follower.settle().await
    }

    /// Returns the position for a writer that takes over, or `None` before
    /// [`Subscription::settle`].
    pub(crate) fn position(&self) -> Option<Position> {
        self.follower.position()
    }
}

/// Frames from memory or, if they are not there, from the file.
#[derive(Debug)]
pub(super) struct Frames {
    fanout: Arc<Fanout>,
    /// The block that was last read from the file, in this edition of the log.
    block: Option<(Edition, Arc<Block>)>,
    /// The place to go on from, in a log of this generation.
    found: Option<(u64, Landing)>,
}

impl Frames {
    pub(super) fn new(fanout: Arc<Fanout>) -> Frames {
        Frames { fanout, block: None, found: None }
    }

    /// Reads one block from the file at a time. A subscriber that waited here may find the block in
    /// memory.
    async fn read(&mut self, log: &Snapshot, cursor: Cursor) -> io::Result<()> {
        let _one_at_a_time = self.fanout.reading.acquire().await;
        if self.fanout.recent.after(log, cursor).is_some() {
            return Ok(());
        }
        let edition = self.fanout.recent.edition(log);
        let from_file = log.clone();
        let block = Arc::new(read_in_background(move || read_block(&from_file, cursor)).await?);
        self.fanout.recent.keep(edition, Arc::clone(&block));
        self.block = Some((edition, block));
        Ok(())
    }
}

impl EntrySource for Frames {
    type Entries = Bytes;

    fn after(&mut self, log: &Snapshot, cursor: Cursor) -> Option<(Bytes, Cursor)> {
        let block = self.block.take().filter(|(read, _)| *read == self.fanout.recent.edition(log));
        let read = || block.and_then(|(_, block)| Some((block.after(cursor.offset)?, block.end())));
        self.fanout.recent.after(log, cursor).or_else(read)
    }

    fn resume(&mut self, log: &Snapshot, _cursor: Cursor) -> Option<Landing> {
        self.found.take().filter(|(generation, _)| *generation == log.generation).map(|(_, found)| found)
    }
}

impl Fetch for Frames {
    fn newest(&self) -> usize {
        RESET_PAGE
    }

    fn knows(&self, log: &Snapshot, start: Start) -> Option<Landing> {
        match start {
            Start::Cursor(held) => {
                let cursor = held.in_generation(log.generation);
                self.fanout.recent.knows(log, cursor).then_some(Landing::Here(cursor))
            }
            _ => None,
        }
    }

    async fn fetch(&mut self, log: &Snapshot, wanted: Wanted) -> io::Result<()> {
        match wanted {
            Wanted::After(cursor) => self.read(log, cursor).await,
            Wanted::Resume(_) => {
                let replaced = log.clone();
                let found = read_in_background(move || Start::Reset.find(&replaced, RESET_PAGE)).await?;
                self.found = Some((log.generation, found));
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Recent;
    use super::*;
    use crate::log::Log;

    /// A stream whose reader is slow may hold a block for long.
    #[tokio::test]
    async fn a_block_that_was_read_before_its_words_were_erased_is_not_sent() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("chat.txt"), "ana said: secret\n").unwrap();
        let recent = Arc::new(Recent::default());
        let log = Log::open(folder.path(), "test", Arc::clone(&recent)).unwrap();
        let mut frames = Frames::new(Arc::new(Fanout::new(recent, log.watch())));
        let now = log.snapshot();
        let wanted = Wanted::After(Cursor::START);
        frames.fetch(&now, wanted).await.unwrap();
        log.erase(0, vec![0]).await.unwrap();
        assert!(frames.after(&now, Cursor::START).is_none());
        frames.fetch(&now, wanted).await.unwrap();
        let (entries, _) = frames.after(&now, Cursor::START).unwrap();
        assert!(String::from_utf8(entries.to_vec()).unwrap().contains("\"text\":\"      \""));
        tokio::task::spawn_blocking(move || log.close()).await.unwrap();
    }
}
