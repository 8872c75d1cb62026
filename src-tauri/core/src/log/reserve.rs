//! A worker in reserve, for the time when the disk hangs.
//!
//! On a quick disk, the worker that has the request of a lone line also syncs it: waking another
//! thread first would be a good part of the total time. While the worker waits for the disk, it
//! serves nobody. Therefore the runtime has one worker more, which sleeps until an alarm wakes it.
//! Each sync sets the alarm before it begins, and clears it at its end. If a sync takes too long,
//! the worker wakes, joins the others and takes over their tasks. It does not go back. From then
//! on, a sync lets another thread go on with the worker's tasks before it begins.
//!
//! The alarm is a timer of the kernel, because setting and clearing it wakes nobody. Only Linux has
//! it; elsewhere no worker is held in reserve.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::runtime::Runtime;

use self::alarm::Alarm;

/// A sync that lasts longer is too long.
const TOO_LONG: Duration = Duration::from_millis(10);

/// A worker that waits in reserve for the workers that store lines. All clones are the same one.
#[derive(Clone)]
pub struct Reserve(Option<Arc<Watch>>);

struct Watch {
    held: AtomicBool,
    alarm: Alarm,
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
    /// How many of a runtime's workers are held in reserve on this system.
    pub const WORKERS: usize = if cfg!(target_os = "linux") { 1 } else { 0 };

    /// Holds one of the runtime's workers in reserve, and returns when it waits there. The runtime
    /// must have no task yet, which this worker would keep waiting, and at least one more worker.
    pub fn back(runtime: &Runtime) -> Held {
        // Without an alarm, the worker is one like the others.
        let Ok(alarm) = Alarm::new() else { return Held(Reserve(None)) };
        let watch = Arc::new(Watch { held: AtomicBool::new(true), alarm });
        let (waits, waiting) = std::sync::mpsc::channel();
        let worker = Arc::clone(&watch);
        runtime.spawn(async move {
            let _ = waits.send(());
            worker.alarm.wait();
            worker.held.store(false, Ordering::SeqCst);
        });
        // If the runtime has already ended, there is nobody to hold.
        let _ = waiting.recv();
        Held(Reserve(Some(watch)))
    }

    /// Returns the reserve, for the log.
    pub fn reserve(&self) -> Reserve {
        self.0.clone()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(watch) = &self.0.0 {
            watch.held.store(false, Ordering::SeqCst);
            watch.alarm.ring();
        }
    }
}

impl Reserve {
    /// Whether the worker still waits.
    pub(super) fn is_held(&self) -> bool {
        self.0.as_ref().is_some_and(|watch| watch.is_held())
    }

    /// Runs work on this worker, which serves nobody meanwhile. If the work takes too long, the
    /// worker in reserve takes over. There must be one, and only one such work at a time.
    pub(super) fn watch<T>(&self, work: impl FnOnce() -> T) -> T {
        let _running = self.0.as_deref().map(Running::begin);
        work()
    }
}

impl Watch {
    fn is_held(&self) -> bool {
        self.held.load(Ordering::SeqCst)
    }
}

/// One piece of work. It also ends when the work panics.
struct Running<'a>(&'a Watch);

impl Running<'_> {
    fn begin(watch: &Watch) -> Running<'_> {
        watch.alarm.set(TOO_LONG);
        Running(watch)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.alarm.clear();
        // Perhaps the alarm that was cleared was the one at the end of the program.
        if !self.0.is_held() {
            self.0.alarm.ring();
        }
    }
}

/// A timer that wakes a thread, and that others can set without waking it.
#[cfg(target_os = "linux")]
mod alarm {
    use std::io;
    use std::os::fd::OwnedFd;
    use std::time::Duration;

    use rustix::io::{Errno, read};
    use rustix::time::{
        Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create,
        timerfd_settime,
    };

    pub(super) struct Alarm(OwnedFd);

    impl Alarm {
        pub(super) fn new() -> io::Result<Alarm> {
            Ok(Alarm(timerfd_create(TimerfdClockId::Monotonic, TimerfdFlags::CLOEXEC)?))
        }

        /// Wakes the thread after a time, instead of the time that was set before.
        pub(super) fn set(&self, after: Duration) {
            // A time that is too long for the timer never comes.
            let after = Timespec::try_from(after).unwrap_or_default();
            let once = Itimerspec { it_interval: Timespec::default(), it_value: after };
            let set = timerfd_settime(&self.0, TimerfdTimerFlags::empty(), &once);
            debug_assert!(set.is_ok(), "only a wrong argument is refused");
        }

        /// Wakes the thread no more, unless it is set again.
        pub(super) fn clear(&self) {
            self.set(Duration::ZERO);
        }

        /// Wakes the thread now.
        pub(super) fn ring(&self) {
            self.set(Duration::from_nanos(1));
        }

        /// Blocks this thread until the time that was set has come.
        pub(super) fn wait(&self) {
            while read(&self.0, &mut [0; 8]) == Err(Errno::INTR) {}
        }

        /// Whether a time is set that has not come.
        #[cfg(test)]
        pub(super) fn is_set(&self) -> bool {
            rustix::time::timerfd_gettime(&self.0).unwrap().it_value != Timespec::default()
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod alarm {
    use std::io;
    use std::time::Duration;

    /// There is none.
    pub(super) enum Alarm {}

    impl Alarm {
        pub(super) fn new() -> io::Result<Alarm> {
            Err(io::ErrorKind::Unsupported.into())
        }

        pub(super) fn set(&self, _: Duration) {
            match *self {}
        }

        pub(super) fn clear(&self) {
            match *self {}
        }

        pub(super) fn ring(&self) {
            match *self {}
        }

        pub(super) fn wait(&self) {
            match *self {}
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use tokio::runtime::Builder;

    use super::*;

    fn runtime() -> std::io::Result<Runtime> {
        Builder::new_multi_thread().worker_threads(2).build()
    }

    /// Otherwise the first quick sync would use up the reserve.
    #[test]
    fn the_alarm_is_cleared_at_the_end_of_the_work_even_of_one_that_panics() {
        let runtime = runtime().unwrap();
        let held = Held::back(&runtime);
        let reserve = held.reserve();
        let alarm = &reserve.0.as_ref().unwrap().alarm;
        for _ in 0..10 {
            reserve.watch(|| ());
            assert!(!alarm.is_set());
            let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                reserve.watch(|| panic!("a fault of the work"))
            }));
            assert!(panic.is_err() && !alarm.is_set());
        }
    }

    /// The end of a sync clears the alarm. If this were the one that wakes the worker at the end of
    /// the program, the program would wait for the worker in vain.
    #[test]
    fn the_worker_is_let_go_although_a_sync_ends_at_the_same_time() {
        for _ in 0..100 {
            let runtime = runtime().unwrap();
            let held = Held::back(&runtime);
            let reserve = held.reserve();
            reserve.watch(|| drop(held));
            runtime.shutdown_timeout(Duration::from_secs(10));
            assert_eq!(Arc::strong_count(reserve.0.as_ref().unwrap()), 1, "the worker waits no more");
        }
    }
}
