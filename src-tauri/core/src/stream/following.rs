//! A subscription to entries instead of frames, for notifications and for streams in another
//! format.

use std::io;

use super::follower::{Fetch, Follower, read_in_background};
use super::position::{EntrySource, Step, Wanted};
use super::start::{Landing, Start};
use crate::entry::Entry;
use crate::log::{Cursor, Lines, Placed, Snapshot};

/// The most entries returned at once.
const MOST: usize = 200;

/// The entries that come into the log after a certain place, no matter who writes them.
#[derive(Debug)]
pub struct Following(Follower<Entries>);

impl Following {
    pub(super) fn new(follower: Follower<Entries>) -> Following {
        Following(follower)
    }

    /// Returns the next entries, at least one, or `None` when no more will come. Cancel safe.
    pub async fn next(&mut self) -> Option<Vec<Entry>> {
        Some(self.next_placed().await?.into_iter().map(|placed| placed.entry).collect())
    }

    /// The same, with the place where each entry ends.
    pub(crate) async fn next_placed(&mut self) -> Option<Vec<Placed>> {
        loop {
            // After an edit of the file, the new content follows as entries.
            let Followed { entries, .. } = self.next_followed().await?;
            if !entries.is_empty() {
                return Some(entries);
            }
        }
    }

    /// Returns the next entries, or reports that the file was edited. Returns `None` when no more
    /// will come. Cancel safe.
    pub(crate) async fn next_followed(&mut self) -> Option<Followed> {
        loop {
            let step = self.0.next_step().await;
            let is_reset = matches!(step, Some(Step::Reset(_)));
            let is_edited = std::mem::take(&mut self.0.source().is_edited) || is_reset;
            let entries = match step {
                Some(Step::End(_)) => return None,
                Some(Step::Entries(entries)) => entries,
                _ if is_edited => Vec::new(),
                Some(Step::Reset(_) | Step::News(_)) => continue,
                Some(Step::Rest | Step::Fetch(_)) | None => {
                    self.0.moved().await;
                    continue;
                }
            };
            return Some(Followed { entries, is_edited });
        }
    }
}

/// A part of what is followed.
#[derive(Debug)]
pub(crate) struct Followed {
    /// The new entries. There is at least one if the file was not edited.
    pub(crate) entries: Vec<Placed>,
    /// Whether the entries before these may be others now, because the file was edited, replaced
    /// or shortened.
    pub(crate) is_edited: bool,
}

/// Entries that are read from the file.
#[derive(Debug)]
pub(super) struct Entries {
    newest: usize,
    /// The entries that were read after this cursor, in a log of this generation.
    read: Option<(u64, Cursor, Vec<Placed>)>,
    /// The place to go on from, in a log of this generation.
    found: Option<(u64, Landing)>,
    /// Whether the log became another one, and nobody was told so far.
    is_edited: bool,
}

impl Entries {
    pub(super) fn new(newest: usize) -> Entries {
        Entries { newest, read: None, found: None, is_edited: false }
    }
}

impl EntrySource for Entries {
    type Entries = Vec<Placed>;

    fn after(&mut self, log: &Snapshot, cursor: Cursor) -> Option<(Vec<Placed>, Cursor)> {
        let read = self.read.take();
        let (.., entries) = read.filter(|read| (read.0, read.1) == (log.generation, cursor))?;
        let end = entries.last()?.end;
        Some((entries, end))
    }

    fn resume(&mut self, log: &Snapshot, _cursor: Cursor) -> Option<Landing> {
        let found = self.found.take().filter(|(generation, _)| *generation == log.generation);
        self.is_edited |= found.is_some();
        found.map(|(_, found)| found)
    }
}

impl Fetch for Entries {
    fn newest(&self) -> usize {
        self.newest
    }

    async fn fetch(&mut self, log: &Snapshot, wanted: Wanted) -> io::Result<()> {
        let (now, newest) = (log.clone(), self.newest);
        match wanted {
            Wanted::After(cursor) => {
                let read = read_in_background(move || read_entries(&now, cursor));
                self.read = Some((log.generation, cursor, read.await?));
            }
            // When an editor saves, it replaces the file, but most of the content stays.
            Wanted::Resume(cursor) => {
                let find = read_in_background(move || {
                    Start::Cursor(cursor.on_wire(now.generation)).find(&now, newest)
                });
                self.found = Some((log.generation, find.await?));
            }
        }
        Ok(())
    }
}

fn read_entries(log: &Snapshot, after: Cursor) -> io::Result<Vec<Placed>> {
    let lines = Lines::new(&log.file, after.offset, log.end.offset).take(MOST);
    let entries = lines.map(|line| Ok(line?.placed())).collect::<io::Result<Vec<_>>>()?;
    // The log should have lines here but has none, so the file was truncated just now.
    if entries.is_empty() { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(entries) }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{Options, Room};

    async fn next(following: &mut Following) -> Option<Vec<Entry>> {
        tokio::time::timeout(Duration::from_secs(10), following.next()).await.expect("in time")
    }

    async fn texts(following: &mut Following, count: usize) -> Vec<String> {
        let mut texts = Vec::new();
        while texts.len() < count {
            texts.extend(next(following).await.unwrap().into_iter().map(|entry| entry.text));
        }
        texts
    }

    #[tokio::test]
    async fn what_comes_after_is_followed_and_nothing_of_before() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("chat.txt"), "ana said: before\n").unwrap();
        let room = Room::open(Options::new(folder.path())).unwrap();
        let mut following = room.follow();
        room.enter_as_host("Hanna").unwrap();
        for n in 0..MOST + 50 {
            room.say_as_host(&n.to_string(), None).await.unwrap();
        }
        let expected: Vec<String> = (0..MOST + 50).map(|n| n.to_string()).collect();
        assert_eq!(texts(&mut following, MOST + 50).await, expected);

        std::fs::write(folder.path().join("new"), "ana said: another file's history\n").unwrap();
        std::fs::rename(folder.path().join("new"), folder.path().join("chat.txt")).unwrap();
        // Words that are said at the time of the change may count as part of the other file. Later
        // words do not.
        let followed = tokio::time::timeout(Duration::from_secs(10), async {
            loop {
                room.say_as_host("after", None).await.unwrap();
                let next = tokio::time::timeout(Duration::from_millis(50), following.next());
                if let Ok(Some(entries)) = next.await {
                    break entries;
                }
            }
        });
        let followed = followed.await.expect("in time");
        assert!(followed.iter().all(|entry| entry.text == "after"), "{followed:?}");
        room.close().await;
        while next(&mut following).await.is_some() {}
    }

    /// A file can be replaced by one that begins with the same lines and goes on with others.
    #[tokio::test]
    async fn entries_that_were_read_from_a_replaced_log_are_not_given() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("chat.txt"), "ana said: old\n").unwrap();
        let room = Room::open(Options::new(folder.path())).unwrap();
        let log = room.fanout().log().borrow().clone();
        let replaced = Snapshot { generation: log.generation + 1, ..log.clone() };
        let mut entries = Entries::new(0);
        for (asked, given) in [(&replaced, 0), (&log, 1)] {
            entries.fetch(&log, Wanted::After(Cursor::START)).await.unwrap();
            let after = entries.after(asked, Cursor::START);
            assert_eq!(after.map_or(0, |(entries, _)| entries.len()), given);
        }
        room.close().await;
    }
}
