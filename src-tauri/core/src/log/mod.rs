//! The append-only log: `chat.txt`, the one place where the conversation lives.
//!
//! # Invariants
//! * One [`Log`] writes, held by a lock file beside the log; others may append with `O_APPEND`.
//! * Bytes before the end of a [`Snapshot`] never move while its generation lasts.
//! * What subscribers get is what was read back from the file, whoever appended it.
//! * Nothing here knows of HTTP, event streams or Tauri.
//!
//! | file | what |
//! |---|---|
//! | `thread` | takes lines in groups and gives them to the writer |
//! | `writer` | appends, syncs, and notices what others did |
//! | `folder` | notices what others do |
//! | `file` | the open file, and the disk under it |
//! | `order` | what the room needs to store a line |
//! | `snapshot` | the log at one moment, as readers see it |
//! | `listener` | what follows the log line by line |
//! | `known` | what the newest bytes were, to notice an edit in place |
//! | `lines` | reading lines forward |
//! | `starts` | finding where lines start, backward |
//! | `pages` | pages of history |
//! | `find` | words in the log, newest first |
//! | `cursor` | where a subscriber stands |
//! | `lock` | who may write |

mod cursor;
mod file;
mod find;
mod folder;
mod known;
mod lines;
mod listener;
mod lock;
mod order;
mod pages;
mod snapshot;
mod starts;
#[cfg(test)]
mod tests;
mod thread;
mod writer;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use notify::RecommendedWatcher;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot, watch};

pub use cursor::Cursor;
pub use file::{Disk, LOG_NAME, LogFile, RealDisk};
pub use find::{Found, MAX_FIND_BYTES, Search, Words};
use folder::watch_folder;
pub use lines::{Line, Lines, Placed};
pub use listener::LogListener;
use lock::Lock;
pub use lock::LockError;
pub use order::{AppendError, Appended, LineId, Order};
pub use pages::{MAX_PAGE, PageLines, PageRequest, locate, read_page};
pub use snapshot::Snapshot;
use thread::{Appending, Command, Done, SharedWriter, append_alone};
use writer::Writer;

/// How many appends may wait for the writer before an intake waits, too.
const QUEUE: usize = 1024;

/// Why a log cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process writes here.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The folder or the file cannot be used.
    #[error("cannot use {}: {source}", path.display())]
    Io {
        /// What could not be used.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// The log, open for appending.
#[derive(Debug)]
pub struct Log {
    writer: SharedWriter,
    commands: mpsc::Sender<Command>,
    /// How many lines are on their way to the disk.
    appending: Arc<AtomicUsize>,
    snapshot: watch::Receiver<Snapshot>,
    thread: Mutex<Option<JoinHandle<()>>>,
    _watcher: Option<RecommendedWatcher>,
}

impl Log {
    /// Opens (or begins) the log in `folder` and starts its thread. `held_by` is what a second process
    /// is told about this one. Reads only the file's last line, however long the log is.
    ///
    /// # Errors
    /// When another process holds the folder, or it cannot be read, written or watched.
    pub fn open(folder: &Path, held_by: &str, listener: impl LogListener) -> Result<Log, OpenError> {
        Log::open_on(RealDisk, folder, held_by, listener)
    }

    /// [`Log::open`] on a disk of the caller's, so that tests can make it fail.
    ///
    /// # Errors
    /// As [`Log::open`].
    pub fn open_on(
        disk: impl Disk,
        folder: &Path,
        held_by: &str,
        listener: impl LogListener,
    ) -> Result<Log, OpenError> {
        let io = |source| OpenError::Io { path: folder.to_owned(), source };
        std::fs::create_dir_all(folder).map_err(io)?;
        let lock = Lock::take(folder, held_by)?;
        let path = folder.join(LOG_NAME);
        let writer = Writer::open(path.clone(), Box::new(disk), Box::new(listener), lock)
            .map_err(|source| OpenError::Io { path, source })?;
        let (commands, queue) = mpsc::channel(QUEUE);
        let snapshot = writer.snapshots();
        let changes = commands.clone();
        // A full queue loses nothing: the writer checks the file before each group.
        let changed = move || drop(changes.try_send(Command::ScanForChanges));
        let watcher = watch_folder(folder, writer.expected(), changed)
            .inspect_err(|error| tracing::warn!(%error, "cannot watch the folder; the log is polled instead"))
            .ok();
        let (writer, thread) = SharedWriter::start(writer, queue).map_err(io)?;
        let thread = Mutex::new(Some(thread));
        Ok(Log { writer, commands, appending: Arc::default(), snapshot, thread, _watcher: watcher })
    }

    /// [`Order::append`], without a name for the line.
    pub fn append(
        &self,
        line: Vec<u8>,
    ) -> impl Future<Output = Result<Appended, AppendError>> + Send + 'static + use<> {
        let (sender, answer) = oneshot::channel();
        let commands = self.commands.clone();
        let done = Done { answer: sender, appending: Appending::one_more(&self.appending) };
        if done.appending.is_alone() {
            tokio::spawn(append_alone(self.writer.clone(), self.commands.clone(), line, done));
        } else if let Err(TrySendError::Full(command)) =
            self.commands.try_send(Command::Append { line, done })
        {
            let commands = self.commands.clone();
            tokio::spawn(async move { commands.send(command).await });
        }
        async move {
            match answer.await {
                Ok(answer) => answer.appended,
                Err(_) if commands.is_closed() => Err(AppendError::Closed),
                Err(_) => Err(AppendError::Interrupted),
            }
        }
    }

    /// The log as it is now.
    pub fn snapshot(&self) -> Snapshot {
        self.snapshot.borrow().clone()
    }

    /// Wakes whenever the log moves.
    pub fn watch(&self) -> watch::Receiver<Snapshot> {
        self.snapshot.clone()
    }

    /// Stores what waits, ends the thread and lets go of the lock. Blocks until then.
    pub fn close(&self) {
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            // A closed channel means that the thread has ended already.
            let _ = self.commands.blocking_send(Command::Close);
            if thread.join().is_err() {
                tracing::error!("the log's thread panicked");
            }
        }
    }
}

/// The order is that of the file. The room remembers keys by itself, so names of lines are of no use
/// here.
impl Order for Log {
    fn append(
        &self,
        line: Vec<u8>,
        _id: Option<LineId>,
    ) -> BoxFuture<'static, Result<Appended, AppendError>> {
        Log::append(self, line).boxed()
    }
}
