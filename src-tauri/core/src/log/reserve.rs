//! A worker in reserve, for the time when the disk hangs.
//!
//! On a quick disk, the worker that has the request of a lone line also syncs it: waking another
//! thread first would be a good part of the total time. While the worker waits for the disk, it
//! serves nobody. Therefore the runtime has one worker more, which only watches. If a sync takes
//! too long, this worker joins the others and takes over their tasks. It does not come back. From
//! then on, a sync lets another thread go on with the worker's tasks before it begins.

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::Thread;
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;

/// How often the worker looks while lines are being stored. A sync that lasts longer is too long.
const TICK: Duration = Duration::from_millis(10);

/// After so much time without a sync, the worker sleeps until the next one.
const AWAKE: Duration = Duration::from_secs(1);

/// A worker that waits in reserve for the workers that store lines. All clones are the same one.
#[derive(Clone)]
pub struct Reserve(Arc<Watch>);

#[derive(Default)]
struct Watch {
    /// How many syncs have begun and ended. It is odd while one runs.
    syncs: AtomicU64,
    held: AtomicBool,
    /// Whether the worker looks at each tick.
    awake: AtomicBool,
    worker: OnceLock<Thread>,
}

/// While this lives, the worker may be in reserve. A runtime cannot end while one of its workers
/// waits there, so this must be dropped before the runtime.
#[must_use]
pub struct Held(Reserve);

impl fmt::Debug for Reserve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reserve").field("held", &self.is_held()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Held {
    /// Holds one of the runtime's workers in reserve, and returns when it waits there. The runtime
    /// must have no task yet, which this worker would keep waiting, and at least one more worker.
    pub fn back(runtime: &Runtime) -> Held {
        let watch = Arc::new(Watch::default());
        let (waits, waiting) = std::sync::mpsc::channel();
        let worker = Arc::clone(&watch);
        runtime.spawn(async move {
            let _ = worker.worker.set(std::thread::current());
            worker.held.store(true, Ordering::SeqCst);
            let _ = waits.send(());
            worker.wait();
        });
        // If the runtime has already ended, there is nobody to hold.
        let _ = waiting.recv();
        Held(Reserve(watch))
    }

    /// Returns the reserve, for the log.
    pub fn reserve(&self) -> Reserve {
        self.0.clone()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.0.held.store(false, Ordering::SeqCst);
        self.0.0.wake();
    }
}

impl Reserve {
    /// Whether the worker still waits.
    pub(super) fn is_held(&self) -> bool {
        self.0.held.load(Ordering::SeqCst)
    }

    /// Runs work on this worker, which serves nobody meanwhile. If the work takes too long, the
    /// worker in reserve takes over.
    pub(super) fn watch<T>(&self, work: impl FnOnce() -> T) -> T {
        let _running = Running::begin(&self.0);
        work()
    }
}

/// One piece of work. It also ends when the work panics.
struct Running<'a>(&'a Watch);

impl Running<'_> {
    fn begin(watch: &Watch) -> Running<'_> {
        watch.syncs.fetch_add(1, Ordering::SeqCst);
        if !watch.awake.load(Ordering::SeqCst) {
            watch.wake();
        }
        Running(watch)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.syncs.fetch_add(1, Ordering::SeqCst);
    }
}

impl Watch {
    fn wake(&self) {
        if let Some(worker) = self.worker.get() {
            worker.unpark();
        }
    }

    /// Blocks the worker until a sync takes too long or the reserve is dropped.
    fn wait(&self) {
        let (mut seen, mut since) = (0, Instant::now());
        while self.held.load(Ordering::SeqCst) {
            let syncs = self.syncs.load(Ordering::SeqCst);
            if syncs != seen {
                (seen, since) = (syncs, Instant::now());
            }
            let running = syncs % 2 == 1;
            if running && since.elapsed() >= TICK {
                break;
            }
            let awake = running || since.elapsed() < AWAKE;
            self.awake.store(awake, Ordering::SeqCst);
            if awake {
                std::thread::park_timeout(TICK);
            } else if self.syncs.load(Ordering::SeqCst) == seen {
                // Whoever begins a sync now wakes the worker.
                std::thread::park();
            }
        }
        self.held.store(false, Ordering::SeqCst);
    }
}
