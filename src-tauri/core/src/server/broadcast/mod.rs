//! One thread that writes to every handed-over event stream.
//!
//! A stream here is a socket, a [`Position`](crate::stream::Position) and what the socket did not
//! take of a write. When the log or a state moves, the thread goes once over all of them; frames that
//! several need at the same cursor are made into one chunk and shared. It never reads the file: a
//! second thread reads what is further back than memory, block by block, for all that wait for it.
//!
//! Streams that are up to date come first in each pass. Those that catch up share what is left of it,
//! by turns, so that no live message waits until others have read a long log.
//!
//! The bytes written are HTTP chunks (RFC 9112, 7.1) after a head that announced them.
//!
//! | file | what |
//! |---|---|
//! | `stage` | the thread's loop over its streams |
//! | `wire` | one stream and its socket |
//! | `rota` | whose turn it is to catch up |
//! | `chunks` | where chunks come from |
//! | `catch_up` | the second thread |

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

/// The broadcaster, as others see it.
pub(super) struct Broadcaster {
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Broadcaster {
    /// Starts the threads. `lost` is cancelled when one of them ends, for whatever reason.
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

    /// A server whose broadcaster has ended accepts streams that never get anything.
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
