//! The broadcaster: one thread that writes to every event stream that was handed over.
//!
//! A stream here is a socket, a [`Position`](crate::stream::Position), and the rest of a write that
//! the socket did not take. When the log or a state changes, the thread passes once over all
//! streams. Frames that several streams need at the same cursor become one shared chunk. The thread
//! never reads the file: a second thread reads the blocks that are no longer in memory, each once
//! for all streams that wait for it.
//!
//! Streams that are up to date come first in each pass. Streams that catch up share the rest of the
//! pass and take turns, so that no live message waits until others have read a long log.
//!
//! The thread writes HTTP chunks (RFC 9112, 7.1). The response's head has announced them.
//!
//! | file | content |
//! |---|---|
//! | `stage` | the thread's loop over its streams |
//! | `wire` | one stream and its socket |
//! | `rota` | the turns of sources that catch up |
//! | `chunks` | the source of chunks |
//! | `catch_up` | the second thread, which reads the file |

mod catch_up;
mod chunks;
mod rota;
mod stage;
mod wire;

use std::io;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use mio::{Poll, Token, Waker};
use tokio_util::sync::CancellationToken;

use super::connections::Place;
use super::handover::{Adopt, GuestStream};
use crate::stream::Fanout;
use catch_up::CatchUp;
use stage::{Shared, Stage};

const WAKER: Token = Token(usize::MAX);

/// The handle of the broadcaster.
pub(super) struct Broadcaster {
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Broadcaster {
    /// Starts both threads. `lost` is cancelled when one of them ends, for any reason.
    pub(super) fn start(fanout: &Arc<Fanout>, lost: &CancellationToken) -> io::Result<Broadcaster> {
        let poll = Poll::new()?;
        let shared = Arc::new(Shared::new(Waker::new(poll.registry(), WAKER)?));
        let waking = Arc::clone(&shared);
        let wake = move || waking.wake_for_block();
        let catch_up = CatchUp::start(Arc::clone(fanout), wake, lost.clone().drop_guard())?;
        let stage = Stage::new(poll, Arc::clone(&shared), fanout, catch_up);
        let ended = lost.clone().drop_guard();
        let thread = std::thread::Builder::new().name("broadcast".to_owned()).spawn(move || {
            let _ended = ended;
            stage.run();
        })?;
        Ok(Broadcaster { shared, thread: Mutex::new(Some(thread)) })
    }

    /// Ends every stream with a `bye` and waits for the broadcaster's thread, which ends the second
    /// one. Blocks until then.
    pub(super) fn stop(&self) {
        self.shared.stop.store(true, Ordering::Release);
        self.shared.rouse();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if thread.is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the broadcaster's thread panicked");
        }
    }
}

impl Adopt for Broadcaster {
    fn adopt(&self, socket: std::net::TcpStream, place: Place, stream: GuestStream) {
        self.shared.arrivals.lock().unwrap_or_else(PoisonError::into_inner).push((socket, place, stream));
        self.shared.rouse();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::room::{Options, Room};

    /// After the broadcaster has ended, a server would accept streams that never get anything.
    #[tokio::test]
    async fn the_end_of_the_broadcaster_does_not_go_unseen() {
        let folder = tempfile::tempdir().unwrap();
        let room = Room::open(Options::new(folder.path().to_owned())).unwrap();
        let lost = CancellationToken::new();
        let broadcaster = Broadcaster::start(room.fanout(), &lost).unwrap();
        assert!(!lost.is_cancelled());
        tokio::task::spawn_blocking(move || broadcaster.stop()).await.unwrap();
        assert!(lost.is_cancelled());
        room.close().await;
    }
}
