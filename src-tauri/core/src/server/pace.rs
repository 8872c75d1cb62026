//! The pace of a connection: whether the other end takes the data that is sent to it.
//!
//! A guest who takes almost nothing keeps memory, a place and perhaps an open file occupied, and is
//! cut off. A guest on a poor Wi-Fi, who takes a little all the time, is not.
//!
//! The pace counts the bytes that the socket takes. Therefore the system must not take much more
//! than the guest does. By default it buffers megabytes, and takes no more until a third of them is
//! sent, which takes minutes on a poor Wi-Fi. On Linux, the buffer can be limited. Other systems
//! buffer less.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::Context;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// How often the pace is judged, and how many bytes must be taken in that time. This is half a
/// kilobyte a second.
pub(super) const JUDGED_EVERY: Duration = Duration::from_secs(60);
const LEAST_BYTES: usize = 32 * 1024;

/// How many unsent bytes the system may buffer.
#[cfg(target_os = "linux")]
const HELD_BACK_BYTES: u32 = 64 * 1024;

/// Limits the system's buffer, so that the socket takes only what the guest takes.
#[cfg(target_os = "linux")]
pub(super) fn hold_back_little(socket: &TcpStream) -> io::Result<()> {
    socket2::SockRef::from(socket).set_tcp_notsent_lowat(HELD_BACK_BYTES)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn hold_back_little(_: &TcpStream) -> io::Result<()> {
    Ok(())
}

/// Removes that limit: the broadcaster does not count, and needs fewer turns without it.
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
    /// When the other end is judged next, or `None` if it has taken everything.
    judged: Option<Pin<Box<Sleep>>>,
    /// How many bytes it has taken since it was last judged.
    taken: usize,
}

impl Pace {
    pub(super) fn took(&mut self, bytes: usize) {
        self.taken += bytes;
    }

    /// Notes that the other end has taken everything.
    pub(super) fn took_all(&mut self) {
        *self = Pace::default();
    }

    /// Notes that the other end takes nothing at the moment.
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

    /// Takes this many bytes every ten seconds for an hour. Returns whether it was cut off.
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
