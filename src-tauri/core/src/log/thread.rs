//! The log's thread: takes lines in groups, and has the writer store each group with one sync.
//!
//! It is there so that a slow disk keeps nobody else waiting. But where the disk is so quick that waking this thread and being
//! woken by it counts, one line alone is stored where it comes from: see [`Writer::append_at_once`].

use std::fmt;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use super::writer::{GROUP_BYTES, Writer};
use super::{AppendError, Appended};

/// How often the file is checked where no event reports a change.
pub(super) const POLL: Duration = Duration::from_secs(1);

/// What the thread is asked to do.
#[derive(Debug)]
pub(super) enum Command {
    /// Append a line (given with its LF) and answer when it is on the disk.
    Append { line: Vec<u8>, done: Done },
    /// Something happened to the file.
    Look,
    /// Store what waits and end.
    Close,
}

/// The writer, until the log is closed.
#[derive(Clone)]
pub(super) struct SharedWriter(Arc<Mutex<Option<Writer>>>);

impl fmt::Debug for SharedWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedWriter").finish_non_exhaustive()
    }
}

impl SharedWriter {
    /// The writer on a thread of its own, which ends with [`Command::Close`].
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

    fn lock(&self) -> MutexGuard<'_, Option<Writer>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// [`Writer::append_at_once`], if nobody else has the writer just now.
    pub(super) fn append_at_once(&self, line: &[u8]) -> Option<Result<Appended, AppendError>> {
        // One that is poisoned is left to its thread.
        self.0.try_lock().ok()?.as_mut()?.append_at_once(line)
    }

    async fn run(self, mut queue: mpsc::Receiver<Command>) {
        loop {
            let next = tokio::time::timeout(POLL, queue.recv()).await;
            let mut shared = self.lock();
            let Some(writer) = shared.as_mut() else { break };
            match next {
                Ok(Some(Command::Append { line, done })) => {
                    let (group, close) = gather((line, done), &mut queue);
                    commit(writer, group);
                    if close {
                        break;
                    }
                }
                Ok(Some(Command::Look)) => writer.look_or_report(),
                Ok(Some(Command::Close) | None) => break,
                Err(_elapsed) => {
                    writer.look_or_report();
                    writer.try_to_recover();
                }
            }
            writer.check_now_and_then();
        }
        // Lets go of the folder.
        self.lock().take();
        refuse_the_rest(queue);
    }
}

type Waiting = (Vec<u8>, Done);

/// What became of a line. The line comes back with it, to be freed by whoever waits, on a thread of the runtime as it was made:
/// were it freed here, the two threads would spend a good part of their time waiting for the allocator's lock.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) appended: Result<Appended, AppendError>,
    _line: Vec<u8>,
}

/// Whoever waits for a line to be on the disk.
#[derive(Debug)]
pub(super) struct Done {
    pub(super) answer: oneshot::Sender<Answer>,
    pub(super) appending: Appending,
}

impl Done {
    /// An intake whose guest has gone needs no answer.
    fn tell(self, line: Vec<u8>, appended: Result<Appended, AppendError>) {
        drop(self.appending);
        let _ = self.answer.send(Answer { appended, _line: line });
    }
}

/// One of the lines on their way to the disk.
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

pub(super) async fn append_alone(
    writer: SharedWriter,
    commands: mpsc::Sender<Command>,
    line: Vec<u8>,
    done: Done,
) {
    // Those who have come at the same time begin, too: together they need one sync.
    tokio::task::yield_now().await;
    if done.appending.is_alone()
        && let Some(answer) = writer.append_at_once(&line)
    {
        return done.tell(line, answer);
    }
    // A log that is closed drops it, and so the intake hears of it.
    let _ = commands.send(Command::Append { line, done }).await;
}

fn commit(writer: &mut Writer, group: Vec<Waiting>) {
    let lines: Vec<&[u8]> = group.iter().map(|(line, _)| line.as_slice()).collect();
    let appended = writer.store_or_tell(&lines);
    for (n, (line, done)) in group.into_iter().enumerate() {
        done.tell(line, appended.as_ref().map(|appended| appended[n]).map_err(AppendError::clone));
    }
}

/// Takes what waits behind `first`, so that many wait for one sync. The flag says that the log is to close after it.
fn gather(first: Waiting, queue: &mut mpsc::Receiver<Command>) -> (Vec<Waiting>, bool) {
    let mut bytes = first.0.len();
    let mut group = vec![first];
    while bytes < GROUP_BYTES {
        match queue.try_recv() {
            Ok(Command::Append { line, done }) => {
                bytes += line.len();
                group.push((line, done));
            }
            // Each commit looks at the file anyway.
            Ok(Command::Look) => {}
            Ok(Command::Close) => return (group, true),
            Err(_) => break,
        }
    }
    (group, false)
}

/// After [`Command::Close`]: nobody waits for an answer that never comes.
fn refuse_the_rest(mut queue: mpsc::Receiver<Command>) {
    queue.close();
    while let Ok(command) = queue.try_recv() {
        if let Command::Append { line, done } = command {
            done.tell(line, Err(AppendError::Closed));
        }
    }
}
