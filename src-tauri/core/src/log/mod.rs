//! The append-only log: `chat.txt`, the one place where the conversation lives.
//!
//! # Invariants
//! * Only one [`Log`] writes, which a lock file beside the log ensures. Other programs may append
//!   with `O_APPEND`.
//! * Bytes before the end of a [`Snapshot`] never move while its generation lasts, and never change
//!   except where [`Log::erase`] blanks words.
//! * Subscribers get what was read back from the file, no matter who appended it.
//! * Nothing here knows of HTTP, event streams or Tauri.
//!
//! | file | content |
//! |---|---|
//! | `thread` | the thread that groups lines and gives them to the writer |
//! | `reserve` | the runtime's worker that takes over when the disk hangs |
//! | `writer` | the writer, which appends, syncs and finds changes by others |
//! | `folder` | the watch for changes by others |
//! | `file` | the open file, and the disk under it |
//! | `append_handle` | the handle through which the room appends |
//! | `order` | what the room needs to store a line |
//! | `snapshot` | the log at one moment, as readers see it |
//! | `listener` | the interface for code that follows the log line by line |
//! | `known` | checksums of the newest bytes, which reveal an edit in place |
//! | `lines` | a reader of lines, forward |
//! | `starts` | a search for the starts of lines, backward |
//! | `pages` | pages of history |
//! | `find` | the search for entries, newest lines first |
//! | `wanted` | the entries that a search wants |
//! | `words` | the words of a search |
//! | `period` | the times of a search |
//! | `content` | links, files and code |
//! | `bare`, `tops` | links without a scheme, and the last labels of their hosts |
//! | `cursor` | a subscriber's place |
//! | `erased` | the words of a line as bytes, and the spaces that replace them |
//! | `blank` | lines without words |
//! | `lock` | the right to write |

mod append_handle;
mod bare;
mod blank;
mod content;
mod cursor;
mod erased;
mod file;
mod find;
mod folder;
mod known;
mod lines;
mod listener;
mod lock;
mod order;
mod pages;
mod period;
mod reserve;
mod snapshot;
mod starts;
#[cfg(test)]
mod tests;
mod thread;
mod tops;
mod wanted;
mod words;
mod writer;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Either};
use notify::RecommendedWatcher;
use tokio::sync::{mpsc, oneshot, watch};

pub use cursor::{Cursor, WireCursor};
pub use file::{Disk, LOG_NAME, LogFile, RealDisk};
pub use find::{Found, Search};
use folder::watch_folder;
pub use lines::{Line, Lines, Placed};
pub use listener::LogListener;
use lock::Lock;
pub use lock::LockError;
pub use order::{AppendError, Appended, LineId, Order};
pub use pages::{MAX_PAGE, PageLines, PageRequest, locate, read_page};
pub use reserve::{Held, Reserve};
pub use snapshot::Snapshot;
use thread::{Alone, Appending, Command, SharedWriter, Waiting, outcome_of, send};
pub(crate) use wanted::any_limit;
pub use wanted::{FindError, FindQuery, Wanted};
pub use words::{MAX_FIND_BYTES, Words};
use writer::Writer;

/// How many appends may wait for the writer before an intake has to wait as well.
const QUEUE: usize = 1024;

/// Why a log cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process writes here.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The folder or the file cannot be used.
    #[error("cannot use {}: {reason}", path.display())]
    Io {
        /// The folder or file.
        path: PathBuf,
        /// The reason. It is no source, which a report would print once more.
        reason: io::Error,
    },
}

/// The log, open for appending.
#[derive(Debug)]
pub struct Log {
    writer: SharedWriter,
    commands: mpsc::Sender<Command>,
    /// The number of lines on their way to the disk.
    appending: Arc<AtomicUsize>,
    snapshot: watch::Receiver<Snapshot>,
    thread: Mutex<Option<JoinHandle<()>>>,
    reserve: Option<Reserve>,
    _watcher: Option<RecommendedWatcher>,
}

impl Log {
    /// Opens or creates the log in `folder` and starts its thread. A second process that tries to
    /// open the log is shown `held_by`. Only the end of the file is read, however long the log is.
    ///
    /// # Errors
    /// When another process holds the folder, or when it cannot be read, written or watched.
    pub fn open(folder: &Path, held_by: &str, listener: impl LogListener) -> Result<Log, OpenError> {
        Log::open_on(RealDisk, folder, held_by, listener)
    }

    /// [`Log::open`] on the caller's own disk, so that tests can make the disk fail.
    ///
    /// # Errors
    /// As [`Log::open`].
    pub fn open_on(
        disk: impl Disk,
        folder: &Path,
        held_by: &str,
        listener: impl LogListener,
    ) -> Result<Log, OpenError> {
        let io = |reason| OpenError::Io { path: folder.to_owned(), reason };
        std::fs::create_dir_all(folder).map_err(io)?;
        let lock = Lock::take(folder, held_by)?;
        let path = folder.join(LOG_NAME);
        let writer = Writer::open(path.clone(), Box::new(disk), Box::new(listener), lock)
            .map_err(|reason| OpenError::Io { path, reason })?;
        let (commands, queue) = mpsc::channel(QUEUE);
        let snapshot = writer.snapshots();
        let changes = commands.clone();
        // An event that finds the queue full may be dropped: the writer checks the file before each
        // group.
        let changed = move || drop(changes.try_send(Command::ScanForChanges));
        let watcher = watch_folder(folder, writer.expected(), changed)
            .inspect_err(|error| tracing::warn!(%error, "cannot watch the folder; the log is polled instead"))
            .ok();
        let (writer, thread) = SharedWriter::start(writer, queue).map_err(io)?;
        let thread = Mutex::new(Some(thread));
        Ok(Log {
            writer,
            commands,
            appending: Arc::default(),
            snapshot,
            thread,
            reserve: None,
            _watcher: watcher,
        })
    }

    /// Returns the same log. While the worker waits in reserve, other workers sync lone lines
    /// themselves. Lines must be appended by workers of its runtime.
    #[must_use]
    pub fn with_reserve(self, reserve: Option<Reserve>) -> Log {
        Log { reserve, ..self }
    }

    /// [`Order::append`] without a name for the line.
    pub fn append(
        &self,
        line: Vec<u8>,
    ) -> impl Future<Output = Result<Appended, AppendError>> + Send + 'static + use<> {
        let commands = self.commands.clone();
        let appending = Appending::one_more(&self.appending);
        if appending.is_alone() {
            return Either::Left(
                Alone::new(self.writer.clone(), commands, self.reserve.clone(), line, appending).store(),
            );
        }
        let (waiting, outcome) = Waiting::new(line, appending);
        send(&commands, Command::Append(waiting));
        Either::Right(async move { outcome_of(outcome, &commands).await?.appended })
    }

    /// Overwrites the words of lines with spaces, in place, and returns when this is on the disk.
    /// Each line is given by the offset of its first byte, in the log of this generation. Offsets
    /// at which no whole line starts are skipped. The lines keep their size and everything before
    /// their text, so nothing moves and nobody gets a reset. The words are erased even if nobody
    /// waits for the answer. Must be called within a Tokio runtime.
    ///
    /// # Errors
    /// When the disk fails: some of the words may be gone, and erasing again completes it. When the
    /// log's file is of another generation by now ([`AppendError::Interrupted`]): the offsets mean
    /// nothing there, and it is not touched.
    pub fn erase(
        &self,
        generation: u64,
        lines: Vec<u64>,
    ) -> impl Future<Output = Result<(), AppendError>> + Send + 'static + use<> {
        let (done, answer) = oneshot::channel();
        let commands = self.commands.clone();
        send(&commands, Command::Erase { generation, lines, done });
        async move { outcome_of(answer, &commands).await? }
    }

    /// Finds changes by others that were not noticed yet. Blocks while lines are being stored.
    pub fn scan_for_changes(&self) {
        self.writer.scan_for_changes();
    }

    /// Returns the log as it is now.
    pub fn snapshot(&self) -> Snapshot {
        self.snapshot.borrow().clone()
    }

    /// Returns a receiver that wakes whenever the log moves.
    pub fn watch(&self) -> watch::Receiver<Snapshot> {
        self.snapshot.clone()
    }

    /// Stores the waiting lines, ends the thread and releases the lock. Blocks until this is done.
    pub fn close(&self) {
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            // A closed channel means that the thread has already ended.
            let _ = self.commands.blocking_send(Command::Close);
            if thread.join().is_err() {
                tracing::error!("the log's thread panicked");
            }
        }
    }
}

/// The order is the order of the file. Names of lines are not used here, because the room remembers
/// keys by itself.
impl Order for Log {
    fn append(
        &self,
        line: Vec<u8>,
        _id: Option<LineId>,
    ) -> BoxFuture<'static, Result<Appended, AppendError>> {
        Log::append(self, line).boxed()
    }
}
