//! Following the conversation as entries and not as frames: what the desktop app needs to tell its host.

use std::sync::Arc;

use tokio::sync::watch;

use super::Room;
use super::reading::read_in_background;
use crate::entry::Entry;
use crate::log::{Line, Lines, Snapshot};

/// The most entries at once.
const MOST: usize = 200;

/// What comes into the log from some moment on, whoever writes it.
#[derive(Debug)]
pub struct Following {
    log: watch::Receiver<Snapshot>,
    generation: u64,
    /// Offset just past what was given.
    at: u64,
}

impl Room {
    /// Follows the log from its end as it is now.
    pub fn follow(self: &Arc<Room>) -> Following {
        let log = self.log.watch();
        let (generation, at) = {
            let now = log.borrow();
            (now.generation, now.end.offset)
        };
        Following { log, generation, at }
    }
}

impl Following {
    /// The next entries, at least one; `None` when the log has closed. What a file that took the log's place has by then
    /// is history, and what follows in it is next. Cancel safe.
    pub async fn next(&mut self) -> Option<Vec<Entry>> {
        loop {
            let log = self.log.borrow_and_update().clone();
            if log.generation != self.generation {
                (self.generation, self.at) = (log.generation, log.end.offset);
            }
            if self.at < log.end.offset
                && let Some((entries, at)) = read(log, self.at).await
            {
                self.at = at;
                return Some(entries);
            }
            self.log.changed().await.ok()?;
        }
    }
}

/// `None`: the file is being replaced just now; then the log moves again.
async fn read(log: Snapshot, from: u64) -> Option<(Vec<Entry>, u64)> {
    let read = read_in_background(move || {
        let lines = Lines::new(&log.file, from, log.end.offset).take(MOST);
        let lines = lines.collect::<Result<Vec<_>, _>>().unwrap_or_default();
        Ok(lines.last().map(|last| last.end.offset).map(|at| (lines.iter().map(Line::entry).collect(), at)))
    });
    read.await.ok().flatten()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::Options;

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
        // What is said along with the change may count as the other file's; what is said later does not.
        let heard = tokio::time::timeout(Duration::from_secs(10), async {
            loop {
                room.say_as_host("after", None).await.unwrap();
                let next = tokio::time::timeout(Duration::from_millis(50), following.next());
                if let Ok(Some(heard)) = next.await {
                    break heard;
                }
            }
        });
        let heard = heard.await.expect("in time");
        assert!(heard.iter().all(|entry| entry.text == "after"), "{heard:?}");
        room.close().await;
        while next(&mut following).await.is_some() {}
    }
}
