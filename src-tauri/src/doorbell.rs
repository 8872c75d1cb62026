//! How a second start finds the first one without a session bus. The process that holds a room's
//! folder hangs a doorbell, which is a local socket. A process that finds the folder held rings it,
//! and the first one shows its window.
//!
//! Windows and macOS need no doorbell, because the single-instance plugin needs no bus there. If
//! somebody opens the app again on macOS, the system usually starts no second process. It asks the
//! first one to show its window, which `lifecycle` does.
//!
//! The socket is an abstract one, named by the folder's identity: it leaves no file beside
//! `chat.txt`, its name is never too long, and it ends with its process.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use tokio::task::JoinHandle;

/// A doorbell that hangs until it is taken down.
pub struct Doorbell(Mutex<Option<JoinHandle<()>>>);

impl Doorbell {
    /// Calls `rung` each time that another process rings for `folder`. Must be called within a
    /// Tokio runtime.
    pub fn hang(folder: &Path, rung: impl Fn() + Send + 'static) -> Doorbell {
        Doorbell(Mutex::new(socket::answer(folder, rung)))
    }

    /// Takes the bell down. Another process may then hang one for the same folder.
    pub async fn take_down(&self) {
        let answering = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(answering) = answering {
            answering.abort();
            // The task ends as aborted. What matters is that it has ended.
            let _ = answering.await;
        }
    }
}

/// Rings for `folder`. Gives whether another process answered.
pub async fn ring(folder: &Path) -> bool {
    socket::ring(folder).await
}

#[cfg(target_os = "linux")]
mod socket {
    use std::io;
    use std::os::linux::fs::MetadataExt;
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::net::{SocketAddr, UnixListener as StdListener, UnixStream as StdStream};
    use std::path::Path;
    use std::time::Duration;

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{UnixListener, UnixStream};
    use tokio::task::JoinHandle;

    /// How long the first process may take to answer. It may be busy, or just be starting.
    const ANSWER_WITHIN: Duration = Duration::from_secs(3);

    const ANSWER: &[u8] = b"shown\n";

    pub(super) fn answer(folder: &Path, rung: impl Fn() + Send + 'static) -> Option<JoinHandle<()>> {
        let listener = listen(folder)
            .inspect_err(|error| tracing::warn!(%error, "a second start will not find this one"))
            .ok()?;
        Some(tokio::spawn(answer_all(listener, rung)))
    }

    async fn answer_all(listener: UnixListener, rung: impl Fn() + Send + 'static) {
        while let Ok((mut stream, _)) = listener.accept().await {
            if is_own(&stream) {
                rung();
                // A process that rings and does not wait for the answer has rung all the same.
                let _ = stream.write_all(ANSWER).await;
            }
        }
    }

    pub(super) async fn ring(folder: &Path) -> bool {
        let asked = tokio::time::timeout(ANSWER_WITHIN, ask(folder)).await;
        matches!(asked, Ok(Ok(answer)) if answer == ANSWER)
    }

    async fn ask(folder: &Path) -> io::Result<Vec<u8>> {
        let stream = StdStream::connect_addr(&address(folder)?)?;
        stream.set_nonblocking(true)?;
        let mut stream = UnixStream::from_std(stream)?;
        let mut answer = Vec::new();
        if is_own(&stream) {
            (&mut stream).take(16).read_to_end(&mut answer).await?;
        }
        Ok(answer)
    }

    fn listen(folder: &Path) -> io::Result<UnixListener> {
        let listener = StdListener::bind_addr(&address(folder)?)?;
        listener.set_nonblocking(true)?;
        UnixListener::from_std(listener)
    }

    /// The socket's address, which is the same for every path that leads to the folder.
    fn address(folder: &Path) -> io::Result<SocketAddr> {
        let folder = folder.metadata()?;
        SocketAddr::from_abstract_name(format!(
            "org.flatchat.desktop/{}/{}",
            folder.st_dev(),
            folder.st_ino()
        ))
    }

    /// Whether the other end belongs to the same user. Every user may open an abstract socket.
    fn is_own(stream: &UnixStream) -> bool {
        let own = std::fs::metadata("/proc/self").map(|process| process.st_uid());
        let peer = stream.peer_cred().map(|peer| peer.uid());
        matches!((own, peer), (Ok(own), Ok(peer)) if own == peer)
    }
}

#[cfg(not(target_os = "linux"))]
mod socket {
    use std::path::Path;

    use tokio::task::JoinHandle;

    pub(super) fn answer(_: &Path, _: impl Fn() + Send + 'static) -> Option<JoinHandle<()>> {
        None
    }

    pub(super) async fn ring(_: &Path) -> bool {
        false
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Every test must take its bell down before its folder goes. A folder that is made afterwards,
    /// also in another test, may get the same number, and with it the bell's address.
    fn counting(folder: &Path) -> (Doorbell, Arc<AtomicUsize>) {
        let rung = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&rung);
        let bell = Doorbell::hang(folder, move || {
            counter.fetch_add(1, Ordering::SeqCst);
        });
        (bell, rung)
    }

    #[tokio::test]
    async fn the_process_that_holds_the_folder_gets_each_ring_by_whatever_path() {
        let folder = tempfile::tempdir().unwrap();
        let (bell, rung) = counting(folder.path());
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(folder.path(), &link).unwrap();
        assert!(ring(folder.path()).await && ring(&link).await);
        assert_eq!(rung.load(Ordering::SeqCst), 2);
        bell.take_down().await;
    }

    #[tokio::test]
    async fn nobody_answers_for_another_folder_or_after_the_bell_was_taken_down() {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (bell, rung) = counting(folder.path());
        assert!(!ring(other.path()).await);
        bell.take_down().await;
        assert!(!ring(folder.path()).await);
        let (bell, again) = counting(folder.path());
        assert!(ring(folder.path()).await);
        assert_eq!((rung.load(Ordering::SeqCst), again.load(Ordering::SeqCst)), (0, 1));
        bell.take_down().await;
    }
}
