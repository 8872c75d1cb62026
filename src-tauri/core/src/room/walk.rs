//! The whole log from its start, page by page, as it is at one moment.

use std::sync::Arc;

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::lines::{read_alone, unreadable};
use super::{Room, lock};
use crate::entry::Entry;
use crate::index::{Index, ResolvedEntry};
use crate::log::{AppendError, Line, PageRequest, Snapshot, read_page};
use crate::refusal::Refusal;

/// The most entries of a page. A page of the longest entries is a few megabytes.
pub(crate) const WALK_PAGE: usize = 50;

/// A walk through the whole log. It holds only one page at a time. Its methods block.
#[derive(Debug)]
pub(crate) struct Walk {
    log: Snapshot,
    index: Arc<Index>,
    shutdown: CancellationToken,
    /// Where the next page begins.
    at: u64,
}

impl Room {
    /// Begins a walk through the log as it is now.
    ///
    /// # Errors
    /// When the log is not scanned yet.
    pub(crate) async fn walk(&self) -> Result<Walk, Refusal> {
        let log = self.log.snapshot();
        self.wait_for_index(&log).await?;
        Ok(Walk { log, index: Arc::clone(&self.index), shutdown: self.shutdown.clone(), at: 0 })
    }

    /// Runs work that blocks. Closing the room waits until the work has ended.
    pub(crate) async fn run_to_its_end<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let (done, outcome) = tokio::sync::oneshot::channel();
        // Fails only if nobody waits for the outcome any more.
        self.keep_task(tokio::task::spawn_blocking(move || drop(done.send(work()))));
        outcome.await.ok()
    }

    /// Runs a task. It runs to its end even if nobody waits for it, and closing the room waits
    /// until it has ended.
    pub(super) async fn finish_task<T: Send + 'static>(
        &self,
        task: impl Future<Output = Result<T, Refusal>> + Send + 'static,
    ) -> Result<T, Refusal> {
        let (done, outcome) = tokio::sync::oneshot::channel();
        self.keep_task(tokio::spawn(async move { drop(done.send(task.await)) }));
        outcome.await.unwrap_or(Err(Refusal::Unreadable))
    }

    fn keep_task(&self, task: JoinHandle<()>) {
        let mut tasks = lock(&self.tasks);
        tasks.retain(|task| !task.is_finished());
        tasks.push(task);
    }
}

impl Walk {
    /// Returns the next page of entries that stand by themselves, or `None` at the end. Lines that
    /// came after the walk began are left out.
    ///
    /// # Errors
    /// When the room closes, the log was replaced, or the disk does not answer.
    pub(crate) fn next_page(&mut self) -> Result<Option<Vec<ResolvedEntry>>, Refusal> {
        self.check_open()?;
        let page = read_page(&self.log, PageRequest::After(self.at), WALK_PAGE);
        let page = page.map_err(|e| unreadable(&e))?;
        if page.lines.is_empty() {
            return Ok(None);
        }
        self.at = page.to.offset;
        let entries: Vec<Entry> = page.lines.iter().map(Line::entry).collect();
        let resolved = self.index.resolve(&self.log, &entries).map_err(|e| unreadable(&e))?;
        Ok(Some(resolved.ok_or(Refusal::LogRewritten)?.entries))
    }

    /// Fills the beginning of `buffer` with the next bytes of the file. Returns how many there
    /// were, which is 0 at the end.
    ///
    /// # Errors
    /// When the room closes, the log was replaced, or the disk does not answer.
    pub(crate) fn next_bytes(&mut self, buffer: &mut [u8]) -> Result<usize, Refusal> {
        self.check_open()?;
        let left = usize::try_from(self.log.end.offset - self.at).unwrap_or(usize::MAX);
        let most = left.min(buffer.len());
        let read = self.log.file.read_at(&mut buffer[..most], self.at).map_err(|e| unreadable(&e))?;
        if read < most || self.index.generation() != self.log.generation {
            return Err(Refusal::LogRewritten);
        }
        self.at += read as u64;
        Ok(read)
    }

    /// Returns the topic, or nothing.
    pub(crate) fn topic(&self) -> String {
        let entry = self.index.topic().and_then(|id| read_alone(&self.log, id).ok());
        entry.map_or_else(String::new, |entry| entry.text)
    }

    /// Returns the log's end.
    pub(crate) fn end(&self) -> String {
        self.log.end_on_wire().to_string()
    }

    fn check_open(&self) -> Result<(), Refusal> {
        if self.shutdown.is_cancelled() { Err(AppendError::Closed.into()) } else { Ok(()) }
    }
}
