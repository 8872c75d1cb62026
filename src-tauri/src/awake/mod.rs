//! Keeps the computer from falling asleep while guests are in the room.
//!
//! A computer that nobody touches goes to sleep after a while, and the room with it. The screen may
//! turn off as usual, and the host can still send the computer to sleep by hand. A desktop that
//! refuses, is slow or is missing delays nothing else.
//!
//! | file | what |
//! |---|---|
//! | `freedesktop` | Linux and the BSDs: when the desktop is asked, and asked again |
//! | `locks` | the services that are asked there, over D-Bus |
//! | `system` | Windows and macOS |

#[cfg(all(unix, not(target_os = "macos")))]
mod freedesktop;
#[cfg(all(unix, not(target_os = "macos")))]
mod locks;
#[cfg(not(all(unix, not(target_os = "macos"))))]
mod system;

use std::time::Duration;

use flatchat_core::Room;
use tauri::async_runtime::spawn;
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

#[cfg(all(unix, not(target_os = "macos")))]
use freedesktop::obey;
#[cfg(not(all(unix, not(target_os = "macos"))))]
use system::obey;

/// How long the computer stays awake after the last guest has left. Most guests come back at once.
const LINGER: Duration = Duration::from_secs(60);

/// Whether the host wants the computer to stay awake for guests.
#[derive(Debug)]
pub struct Awake(watch::Sender<bool>);

impl Awake {
    /// Keeps the computer awake while guests are in `room` and `wanted` holds, until `stop`.
    /// Desktops show `reason` in their lists of what keeps them awake.
    pub fn begin(room: &Room, wanted: bool, reason: &'static str, stop: CancellationToken) -> Awake {
        let (host, wanted) = watch::channel(wanted);
        let (needed, needs) = watch::channel(false);
        let guests = room.watch_guests();
        spawn(async move { stop.run_until_cancelled_owned(decide(wanted, guests, needed)).await });
        spawn(obey(needs, reason));
        Awake(host)
    }

    /// Sets whether the host wants this from now on.
    pub fn set(&self, wanted: bool) {
        self.0.send_if_modified(|before| std::mem::replace(before, wanted) != wanted);
    }
}

/// Keeps `needed` up to date: it is true from the first guest on, until the last one has been gone
/// for a while.
async fn decide(
    mut wanted: watch::Receiver<bool>,
    mut guests: watch::Receiver<usize>,
    needed: watch::Sender<bool>,
) {
    loop {
        let (wants, here) = (*wanted.borrow_and_update(), *guests.borrow_and_update() > 0);
        let before = *needed.borrow();
        let now = wants && (here || before);
        needed.send_if_modified(|needed| std::mem::replace(needed, now) != now);
        let over = (now && !here).then(|| Instant::now() + LINGER);
        tokio::select! {
            Ok(()) = wanted.changed() => {}
            Ok(()) = guests.changed() => {}
            () = sleep_until(over), if over.is_some() => { needed.send_replace(false); }
            else => return,
        }
    }
}

async fn sleep_until(at: Option<Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Scene {
        wanted: watch::Sender<bool>,
        guests: watch::Sender<usize>,
        needed: watch::Receiver<bool>,
    }

    impl Scene {
        fn begin(wanted: bool) -> Scene {
            let (wanted, wants) = watch::channel(wanted);
            let (guests, count) = watch::channel(0);
            let (needs, needed) = watch::channel(false);
            tokio::spawn(decide(wants, count, needs));
            Scene { wanted, guests, needed }
        }

        /// Whether the computer is needed after that time. Time is paused, so everything before has
        /// happened by then.
        async fn needed_after(&self, seconds: u64) -> bool {
            tokio::time::sleep(Duration::from_secs(seconds) + Duration::from_millis(1)).await;
            *self.needed.borrow()
        }
    }

    #[tokio::test(start_paused = true)]
    async fn the_computer_is_needed_while_guests_are_here_and_a_minute_longer() {
        let scene = Scene::begin(true);
        assert!(!scene.needed_after(0).await, "nobody is here");
        scene.guests.send_replace(1);
        assert!(scene.needed_after(0).await);
        scene.guests.send_replace(2);
        assert!(scene.needed_after(100_000).await);
        scene.guests.send_replace(0);
        assert!(scene.needed_after(59).await);
        assert!(!scene.needed_after(1).await);
    }

    #[tokio::test(start_paused = true)]
    async fn a_guest_who_comes_back_within_the_minute_is_not_left_alone_at_its_end() {
        let scene = Scene::begin(true);
        for _ in 0..3 {
            scene.guests.send_replace(1);
            assert!(scene.needed_after(30).await);
            scene.guests.send_replace(0);
            assert!(scene.needed_after(50).await);
        }
        scene.guests.send_replace(1);
        assert!(scene.needed_after(3600).await);
    }

    #[tokio::test(start_paused = true)]
    async fn the_host_may_turn_it_off_and_on_while_guests_are_here() {
        let scene = Scene::begin(false);
        scene.guests.send_replace(3);
        assert!(!scene.needed_after(0).await);
        scene.wanted.send_replace(true);
        assert!(scene.needed_after(0).await);
        scene.wanted.send_replace(false);
        assert!(!scene.needed_after(0).await, "at once, without the minute");
        scene.guests.send_replace(0);
        scene.wanted.send_replace(true);
        assert!(!scene.needed_after(0).await, "nobody is here any more");
    }

    #[tokio::test(start_paused = true)]
    async fn a_room_that_has_ended_needs_nothing() {
        let Scene { wanted, guests, mut needed } = Scene::begin(true);
        guests.send_replace(1);
        tokio::time::sleep(Duration::from_millis(1)).await;
        drop((wanted, guests));
        assert!(needed.wait_for(|needed| !needed).await.is_err(), "there is nobody left to ask");
    }
}
