//! The log's thread, which collects lines in groups and lets the writer store each group with one
//! sync.
//!
//! The thread keeps a slow disk from delaying anybody else. On a fast disk, however, waking this
//! thread and being woken by it would be a good part of the total time. There, a single line is
//! stored by its own task: see [`Alone`].

use std::fmt;
use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot};

use super::order::{AppendError, Appended};
use super::reserve::Reserve;
use super::writer::{GROUP_BYTES, POLL, Writer};

/// How long the thread rests after a panic, so that repeated panics do not keep a processor busy.
const PAUSE_AFTER_PANIC: Duration = Duration::from_millis(100);

/// A request to the log's thread.
#[derive(Debug)]
pub(super) enum Command {
    /// Append this line, which ends with LF, and answer when it is on the disk.
    Append(Waiting),
    /// Blank the words of these lines, and answer when that is on the disk.
    Erase { generation: u64, lines: Vec<u64>, done: oneshot::Sender<Result<(), AppendError>> },
    /// Check the file, because others may have changed it.
    ScanForChanges,
    /// Store the waiting lines, then end.
    Close,
}

/// The writer, which is present until the log is closed.
#[derive(Clone)]
pub(super) struct SharedWriter(Arc<Mutex<Option<Writer>>>);

impl fmt::Debug for SharedWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedWriter").finish_non_exhaustive()
    }
}

impl SharedWriter {
    /// Starts a thread for the writer. The thread ends on [`Command::Close`].
    pub(super) fn start(
        writer: Writer,
        queue: mpsc::Receiver<Command>,
    ) -> io::Result<(SharedWriter, JoinHandle<()>)> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
        let shared = SharedWriter(Arc::new(Mutex::new(Some(writer))));
        let running = shared.clone().run(queue);
        let thread =
            std::thread::Builder::new().name("log".to_owned()).spawn(move || runtime.block_on(running))?;
        Ok((shared, thread))
    }

    /// Locks the writer. If it panicked in the middle of its work, its view of the file may be
    /// wrong, so it starts again from the file.
    fn lock(&self) -> MutexGuard<'_, Option<Writer>> {
        self.0.lock().unwrap_or_else(|poisoned| {
            self.0.clear_poison();
            let mut writer = poisoned.into_inner();
            if let Some(writer) = writer.as_mut() {
                writer.restart_or_report();
            }
            writer
        })
    }

    /// Checks the file now, on the caller's own thread.
    pub(super) fn scan_for_changes(&self) {
        if let Some(writer) = self.lock().as_mut() {
            writer.scan_or_report();
        }
    }

    /// Stores a line on the caller's own thread, if that is quick and the writer is free at the
    /// moment.
    fn append_at_once(
        &self,
        line: &[u8],
        reserve: Option<&Reserve>,
    ) -> Option<Result<Appended, AppendError>> {
        let stored = catch_unwind(AssertUnwindSafe(|| {
            // A poisoned writer is left to the log's thread.
            let mut shared = self.0.try_lock().ok()?;
            let writer = shared.as_mut().filter(|writer| writer.is_quick())?;
            let store = || writer.store_one(line);
            Some(match reserve.filter(|reserve| reserve.is_held()) {
                Some(reserve) => reserve.watch(store),
                None => beside_the_runtime(store),
            })
        }));
        // A panic must not reach whoever appends: the guest would get no answer.
        stored.unwrap_or(Some(Err(AppendError::Interrupted)))
    }

    /// Serves the queue until the log is closed. After a panic, the intakes of the lines that were
    /// being stored get an error, and the thread goes on: without it, nobody could speak any more.
    async fn run(self, mut queue: mpsc::Receiver<Command>) {
        while AssertUnwindSafe(self.serve(&mut queue)).catch_unwind().await.is_err() {
            tracing::error!("the log's thread failed; it goes on with what is in the file");
            tokio::time::sleep(PAUSE_AFTER_PANIC).await;
        }
        // Dropping the writer releases the folder.
        self.lock().take();
        refuse_the_rest(queue);
    }

    async fn serve(&self, queue: &mut mpsc::Receiver<Command>) {
        loop {
            let next = tokio::time::timeout(POLL, queue.recv()).await;
            let mut shared = self.lock();
            let Some(writer) = shared.as_mut() else { break };
            match next {
                Ok(command) => {
                    let command = command.unwrap_or(Command::Close);
                    if obey(writer, command, queue).is_break() {
                        break;
                    }
                }
                Err(_elapsed) => writer.scan_and_recover(),
            }
            writer.check_now_and_then();
        }
    }
}

/// Runs work that may block, as every disk may. Meanwhile, another thread runs the runtime's other
/// tasks.
fn beside_the_runtime<T>(work: impl FnOnce() -> T) -> T {
    match Handle::current().runtime_flavor() {
        // This runtime has no other thread.
        RuntimeFlavor::CurrentThread => work(),
        _ => tokio::task::block_in_place(work),
    }
}

/// A line that the log's thread has to store.
#[derive(Debug)]
pub(super) struct Waiting {
    line: Vec<u8>,
    appending: Appending,
    answer: oneshot::Sender<LineOutcome>,
}

/// The result for one line. The line is returned with it, so that the task that waits for it frees
/// it, on a thread of the runtime, where it was also allocated. If this thread freed it, both
/// threads would often wait for the allocator's lock.
#[derive(Debug)]
pub(super) struct LineOutcome {
    pub(super) appended: Result<Appended, AppendError>,
    _line: Vec<u8>,
}

impl Waiting {
    pub(super) fn new(line: Vec<u8>, appending: Appending) -> (Waiting, oneshot::Receiver<LineOutcome>) {
        let (answer, outcome) = oneshot::channel();
        (Waiting { line, appending, answer }, outcome)
    }

    /// If the guest has gone, nobody needs the answer.
    fn answer(self, appended: Result<Appended, AppendError>) {
        drop(self.appending);
        let _ = self.answer.send(LineOutcome { appended, _line: self.line });
    }
}

/// Counts a line as on its way to the disk, for as long as this lives.
#[derive(Debug)]
pub(super) struct Appending(Arc<AtomicUsize>);

impl Appending {
    pub(super) fn one_more(count: &Arc<AtomicUsize>) -> Appending {
        count.fetch_add(1, Ordering::Relaxed);
        Appending(Arc::clone(count))
    }

    pub(super) fn is_alone(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 1
    }
}

impl Drop for Appending {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A line that came while no other was on its way. Its own task stores it, if that is quick. If the
/// task is dropped before, because its guest has gone, the log's thread stores it.
pub(super) struct Alone {
    writer: SharedWriter,
    commands: mpsc::Sender<Command>,
    reserve: Option<Reserve>,
    line: Option<(Vec<u8>, Appending)>,
}

impl Alone {
    pub(super) fn new(
        writer: SharedWriter,
        commands: mpsc::Sender<Command>,
        reserve: Option<Reserve>,
        line: Vec<u8>,
        appending: Appending,
    ) -> Alone {
        Alone { writer, commands, reserve, line: Some((line, appending)) }
    }

    pub(super) async fn store(mut self) -> Result<Appended, AppendError> {
        // Lets the other intakes that came at the same time start as well, so that all of them need
        // only one sync. It also empties the worker's slot for its next task, from which no other
        // worker takes any.
        tokio::task::yield_now().await;
        let at_once = match &self.line {
            Some((line, appending)) if appending.is_alone() => {
                self.writer.append_at_once(line, self.reserve.as_ref())
            }
            _ => None,
        };
        if let Some(appended) = at_once {
            self.line = None;
            return appended;
        }
        let Some(outcome) = self.hand_over() else { return Err(AppendError::Interrupted) };
        outcome_of(outcome, &self.commands).await?.appended
    }

    /// Gives the line to the log's thread, unless it was given or stored already.
    fn hand_over(&mut self) -> Option<oneshot::Receiver<LineOutcome>> {
        let (line, appending) = self.line.take()?;
        let (waiting, outcome) = Waiting::new(line, appending);
        send(&self.commands, Command::Append(waiting));
        Some(outcome)
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        self.hand_over();
    }
}

/// Gives a command to the log's thread. A command for a closed log is dropped.
pub(super) fn send(commands: &mpsc::Sender<Command>, command: Command) {
    if let Err(TrySendError::Full(command)) = commands.try_send(command)
        && let Ok(runtime) = Handle::try_current()
    {
        let commands = commands.clone();
        runtime.spawn(async move { commands.send(command).await });
    }
}

/// Waits for the answer to a command.
pub(super) async fn outcome_of<T>(
    answer: oneshot::Receiver<T>,
    commands: &mpsc::Sender<Command>,
) -> Result<T, AppendError> {
    answer.await.map_err(|_| match commands.is_closed() {
        true => AppendError::Closed,
        false => AppendError::Interrupted,
    })
}

/// Obeys a command, and those that it takes along from the queue. Breaks off when the log must
/// close.
fn obey(writer: &mut Writer, command: Command, queue: &mut mpsc::Receiver<Command>) -> ControlFlow<()> {
    match command {
        Command::Append(waiting) => {
            let (group, next) = gather(waiting, queue);
            commit(writer, group);
            return next.map_or(ControlFlow::Continue(()), |next| obey(writer, next, queue));
        }
        Command::Erase { generation, lines, done } => {
            // Whoever asked may have gone.
            let _ = done.send(writer.erase_and_report(generation, lines));
        }
        Command::ScanForChanges => writer.scan_or_report(),
        Command::Close => return ControlFlow::Break(()),
    }
    ControlFlow::Continue(())
}

fn commit(writer: &mut Writer, group: Vec<Waiting>) {
    let lines: Vec<&[u8]> = group.iter().map(|waiting| waiting.line.as_slice()).collect();
    let appended = writer.store_and_report(&lines);
    for (n, waiting) in group.into_iter().enumerate() {
        waiting.answer(appended.as_ref().map(|appended| appended[n]).map_err(AppendError::clone));
    }
}

/// Collects the lines that wait behind `first`, so that many lines share one sync. Returns them
/// with the command that ended the group, if it was one.
fn gather(first: Waiting, queue: &mut mpsc::Receiver<Command>) -> (Vec<Waiting>, Option<Command>) {
    let mut bytes = first.line.len();
    let mut group = vec![first];
    while bytes < GROUP_BYTES {
        match queue.try_recv() {
            Ok(Command::Append(waiting)) => {
                bytes += waiting.line.len();
                group.push(waiting);
            }
            // Every commit checks the file anyway.
            Ok(Command::ScanForChanges) => {}
            Ok(command) => return (group, Some(command)),
            Err(_) => break,
        }
    }
    (group, None)
}

/// Drops the commands behind [`Command::Close`], so that nobody waits for an answer that never
/// comes.
fn refuse_the_rest(mut queue: mpsc::Receiver<Command>) {
    queue.close();
    while let Ok(command) = queue.try_recv() {
        if let Command::Append(waiting) = command {
            waiting.answer(Err(AppendError::Closed));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::sync::atomic::AtomicBool;

    use tokio::runtime::Builder;

    use super::super::{Cursor, Disk, Held, LOG_NAME, Log, LogListener, Placed};
    use super::*;

    /// A disk that, once armed, panics in its next sync.
    #[derive(Clone, Default)]
    struct Faulty(Arc<AtomicBool>);

    impl Disk for Faulty {
        fn sync(&mut self, file: &File) -> io::Result<()> {
            assert!(!self.0.swap(false, Ordering::AcqRel), "a fault of the program");
            file.sync_data()
        }
    }

    /// A disk that is very quick until a test makes it hang.
    #[derive(Clone, Default)]
    struct Hanging(Arc<AtomicBool>);

    impl Disk for Hanging {
        fn sync(&mut self, _file: &File) -> io::Result<()> {
            // The loop has a bound, so that a failing test also ends.
            for _ in 0..20_000 {
                if !self.0.load(Ordering::Acquire) {
                    break;
                }
                std::thread::sleep(Duration::from_millis(1));
            }
            Ok(())
        }
    }

    struct Deaf;

    impl LogListener for Deaf {
        fn appended(&mut self, _from: Cursor, _entries: &[Placed]) {}
        fn reset(&mut self, _generation: u64) {}
        fn trouble(&mut self, _trouble: Option<&AppendError>) {}
    }

    /// On a laptop that goes to sleep, or in a network folder, one sync can take seconds. If the
    /// runtime's only worker waited for it, no request would be answered meanwhile.
    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn while_the_disk_hangs_only_the_message_waits() {
        let folder = tempfile::tempdir().unwrap();
        let disk = Hanging::default();
        let log = Log::open_on(disk.clone(), folder.path(), "test", Deaf).unwrap();
        for n in 0..20 {
            log.append(format!("quick {n}\n").into_bytes()).await.unwrap();
            disk.0.store(true, Ordering::Release);
            let slow = tokio::spawn(log.append(b"slow\n".to_vec()));
            let others = tokio::task::spawn_blocking(|| {
                let workers = Handle::current();
                std::thread::sleep(Duration::from_millis(5));
                workers.block_on(async {
                    let other = tokio::spawn(async {});
                    tokio::time::timeout(Duration::from_secs(10), other).await.is_ok()
                })
            });
            assert!(others.await.unwrap(), "another task runs");
            assert!(!slow.is_finished());
            disk.0.store(false, Ordering::Release);
            slow.await.unwrap().unwrap();
        }
        tokio::task::spawn_blocking(move || log.close()).await.unwrap();
    }

    /// A worker that syncs a line by itself serves nobody. If the worker in reserve did not take
    /// over, no request would be answered until the disk goes on.
    #[test]
    fn while_the_disk_hangs_the_worker_in_reserve_takes_over() {
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let held = Held::back(&runtime);
        let folder = tempfile::tempdir().unwrap();
        let disk = Hanging::default();
        let log = {
            let _inside = runtime.enter();
            let log = Log::open_on(disk.clone(), folder.path(), "test", Deaf).unwrap();
            Arc::new(log.with_reserve(Some(held.reserve())))
        };
        let append = |line: &str| runtime.spawn(log.append(line.as_bytes().to_vec()));
        for _ in 0..20 {
            for n in 0..5 {
                runtime.block_on(append(&format!("quick {n}\n"))).unwrap().unwrap();
            }
            disk.0.store(true, Ordering::Release);
            let slow = append("slow\n");
            std::thread::sleep(Duration::from_millis(5));
            let other = runtime.spawn(async { tokio::time::sleep(Duration::from_millis(1)).await });
            let waited = async { tokio::time::timeout(Duration::from_secs(10), other).await };
            assert!(runtime.block_on(waited).is_ok(), "another task runs");
            assert!(!slow.is_finished());
            disk.0.store(false, Ordering::Release);
            runtime.block_on(slow).unwrap().unwrap();
        }
        assert!(!held.reserve().is_held(), "the worker was needed");
        log.close();
        drop(held);
    }

    /// The guest of a line is gone when its request is dropped, which can be before the line was
    /// first looked at, or while it waits for others to join it.
    #[tokio::test]
    async fn a_line_whose_guest_has_gone_is_stored() {
        let folder = tempfile::tempdir().unwrap();
        let log = Log::open_on(Hanging::default(), folder.path(), "test", Deaf).unwrap();
        for n in 0..20 {
            log.append(format!("first {n}\n").into_bytes()).await.unwrap();
            drop(log.append(format!("never asked for {n}\n").into_bytes()));
            log.append(format!("second {n}\n").into_bytes()).await.unwrap();
            let begun = log.append(format!("given up {n}\n").into_bytes()).now_or_never();
            assert_eq!(begun, None, "it waits for others first");
        }
        tokio::task::spawn_blocking(move || log.close()).await.unwrap();
        let stored = std::fs::read_to_string(folder.path().join(LOG_NAME)).unwrap();
        let expected: Vec<String> = (0..20)
            .flat_map(|n| {
                ["first", "never asked for", "second", "given up"].map(|line| format!("{line} {n}"))
            })
            .collect();
        assert_eq!(stored.lines().collect::<Vec<_>>(), expected);
    }

    /// If the thread did not go on, one panic anywhere below it would make every later message fail
    /// until the program is restarted.
    #[tokio::test]
    async fn a_fault_of_the_program_costs_the_line_that_was_being_stored_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let disk = Faulty::default();
        let log = Log::open_on(disk.clone(), folder.path(), "test", Deaf).unwrap();
        // This is often enough to reach both ways of storing a line: on the log's thread, and at
        // once.
        for n in 0..5 {
            log.append(format!("before {n}\n").into_bytes()).await.unwrap();
            disk.0.store(true, Ordering::Release);
            let interrupted = log.append(b"interrupted\n".to_vec()).await;
            assert_eq!(interrupted, Err(AppendError::Interrupted));
            log.append(format!("after {n}\n").into_bytes()).await.unwrap();
        }
        let stored = std::fs::read_to_string(folder.path().join(LOG_NAME)).unwrap();
        let sure: Vec<&str> = stored.lines().filter(|line| *line != "interrupted").collect();
        let expected: Vec<String> =
            (0..5).flat_map(|n| [format!("before {n}"), format!("after {n}")]).collect();
        assert_eq!(sure, expected);
        std::fs::write(folder.path().join(LOG_NAME), "rewritten\n").unwrap();
        let again = log.append(b"still there\n".to_vec()).await.unwrap();
        assert_eq!(again.id, 10, "what others do is noticed, too");
        tokio::task::spawn_blocking(move || log.close()).await.unwrap();
    }
}
