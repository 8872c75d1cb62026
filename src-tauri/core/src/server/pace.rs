//! Whether the other end of a connection takes what is sent to it.
//!
//! Whoever takes nothing, or next to nothing, holds memory, a place and perhaps a file open for
//! nothing, and is cut off. A guest on a poor Wi-Fi, who takes a little all the time, is not.
//!
//! What is counted are bytes that the socket took. So the system must not take much more than the
//! guest does: left alone it holds megabytes back, and takes nothing until a third of them is sent,
//! which is minutes on a poor Wi-Fi. On Linux it can be told; other systems hold back less.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::Context;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// How often it is judged, and what has to be taken in that time: half a kilobyte a second.
pub(super) const JUDGED_EVERY: Duration = Duration::from_secs(60);
const LEAST_BYTES: usize = 32 * 1024;

/// How much that was not sent yet the system holds back.
#[cfg(target_os = "linux")]
const HELD_BACK_BYTES: u32 = 64 * 1024;

/// Has the system hold little back, so that what the socket takes is what the guest takes.
#[cfg(target_os = "linux")]
pub(super) fn hold_back_little(socket: &TcpStream) -> io::Result<()> {
    socket2::SockRef::from(socket).set_tcp_notsent_lowat(HELD_BACK_BYTES)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn hold_back_little(_: &TcpStream) -> io::Result<()> {
    Ok(())
}

/// Takes that back: the broadcaster does not count, and has fewer turns so.
#[cfg(target_os = "linux")]
pub(super) fn hold_back_freely(socket: &TcpStream) {
    if let Err(error) = socket2::SockRef::from(socket).set_tcp_notsent_lowat(u32::MAX) {
        tracing::debug!(%error, "cannot tune a stream");
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn hold_back_freely(_: &TcpStream) {}

/// The pace of one connection.
#[derive(Default)]
pub(super) struct Pace {
    /// When the other end is judged next; `None`: it has taken everything.
    judged: Option<Pin<Box<Sleep>>>,
    /// How many bytes it has taken since it was judged last.
    taken: usize,
}

impl Pace {
    pub(super) fn took(&mut self, bytes: usize) {
        self.taken += bytes;
    }

    /// It has everything.
    pub(super) fn took_all(&mut self) {
        *self = Pace::default();
    }

    /// It takes nothing at the moment.
    ///
    /// # Errors
    /// When it has taken too little for too long.
    pub(super) fn waits(&mut self, cx: &mut Context<'_>) -> io::Result<()> {
        loop {
            let judged = self.judged.get_or_insert_with(|| Box::pin(sleep(JUDGED_EVERY)));
            if judged.as_mut().poll(cx).is_pending() {
                return Ok(());
            }
            if self.taken < LEAST_BYTES {
                return Err(io::ErrorKind::TimedOut.into());
            }
            *self = Pace::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::task::Poll;

    use super::*;

    /// Takes so many bytes every ten seconds for an hour; gives whether it was cut off.
    async fn is_cut_off(bytes: usize) -> bool {
        let mut pace = Pace::default();
        for _ in 0..360 {
            let cut = poll_fn(|cx| pace.waits(cx).map_or_else(Poll::Ready, |()| Poll::Pending));
            let waited = tokio::time::timeout(Duration::from_secs(10), cut);
            if waited.await.is_ok() {
                return true;
            }
            pace.took(bytes);
        }
        false
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_takes_next_to_nothing_is_cut_off_and_whoever_takes_a_little_is_not() {
        assert_eq!((is_cut_off(0).await, is_cut_off(1_460).await), (true, true));
        assert_eq!((is_cut_off(7_000).await, is_cut_off(64 << 10).await), (false, false));
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_has_everything_is_not_judged() {
        let mut pace = Pace::default();
        for _ in 0..100 {
            let waited = poll_fn(|cx| Poll::Ready(pace.waits(cx)));
            waited.await.unwrap();
            tokio::time::advance(JUDGED_EVERY / 2).await;
            pace.took(100);
            pace.took_all();
        }
    }
}
