//! Where the room can be found, as it is just now: this computer's addresses change, and names are taken by others.
//!
//! One task looks every few seconds. Only a change does anything: guests are told the links, the announcement is made anew.
//! So it is when this computer has slept, for the others have forgotten the room meanwhile.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use serde::Serialize;
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior};
use tokio_util::sync::CancellationToken;

use super::announce::{Announcer, News, Notice};
use super::{Bound, Invite, addresses, announced};
use crate::room::Room;

/// How often addresses are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// A look that comes this late comes after a sleep. Looks may be late by themselves on a busy computer.
const ASLEEP: Duration = Duration::from_secs(20);

/// How long an announcement may take. Looking for conflicts alone takes three quarters of a second.
const ANNOUNCED_WITHIN: Duration = Duration::from_secs(10);

/// What multicast DNS says of the room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Announcement {
    /// The name that was announced, such as `flatchat.local`.
    pub name: Option<String>,
    /// Why nothing is announced although it should be.
    pub error: Option<String>,
}

/// A server's place on the network. Clones are the same place.
#[derive(Clone, Debug)]
pub struct Lan(Arc<Place>);

#[derive(Debug)]
struct Place {
    /// Tells our room from those of others in what is announced; new with each start.
    id: String,
    /// The host name to announce, without `.local`; `None`: nothing is announced.
    wish: watch::Sender<Option<String>>,
    announcement: Mutex<Announcement>,
    /// This computer's addresses at the last scan. One scan takes 100 µs, too long for each request
    /// of a stranger.
    addresses: RwLock<Vec<IpAddr>>,
    /// A server that takes another's place announces only after that one has said goodbye.
    alone: tokio::sync::Mutex<()>,
}

impl Default for Lan {
    fn default() -> Lan {
        Lan::new(None)
    }
}

impl Lan {
    /// A place that is announced under this host name (without `.local`), or not at all.
    pub fn new(local_name: Option<String>) -> Lan {
        let mut id = [0; 8];
        // Without random bytes our own room is merely listed among those nearby.
        let _ = getrandom::fill(&mut id);
        let place = Place {
            id: format!("{:016x}", u64::from_be_bytes(id)),
            wish: watch::Sender::new(local_name),
            announcement: Mutex::default(),
            addresses: RwLock::default(),
            alone: tokio::sync::Mutex::default(),
        };
        let lan = Lan(Arc::new(place));
        lan.scan_addresses();
        lan
    }

    /// Announces under another name from now on, or no longer.
    pub fn announce_as(&self, local_name: Option<String>) {
        self.0.wish.send_if_modified(|wish| {
            let changed = *wish != local_name;
            *wish = local_name;
            changed
        });
    }

    /// What is announced just now.
    pub fn announcement(&self) -> Announcement {
        self.0.announcement.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether this computer had this address a moment ago.
    pub(crate) fn had_address(&self, ip: IpAddr) -> bool {
        self.0.addresses.read().unwrap_or_else(PoisonError::into_inner).contains(&ip)
    }

    fn scan_addresses(&self) {
        let found = addresses().into_iter().map(|one| one.ip).collect();
        *self.0.addresses.write().unwrap_or_else(PoisonError::into_inner) = found;
    }

    /// What tells this program's own room from those of others.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// The invitation to a room that listens on `bound`.
    pub fn invite(&self, bound: Bound, code: Option<&str>) -> Invite {
        super::invite(bound, self.announcement().name.as_deref(), code)
    }

    /// Keeps `room` told of its links and the network of the room, until `shutdown`.
    pub(crate) async fn keep(self, room: Arc<Room>, bound: Bound, shutdown: CancellationToken) {
        let _alone = self.0.alone.lock().await;
        let mut keeper =
            Keeper { lan: &self, room, bound, notice: None, announcer: None, since: Instant::now() };
        let mut wish = self.0.wish.subscribe();
        let mut look = tokio::time::interval(LOOK_EVERY);
        // Where the clock goes on during sleep, a night's looks are not made up for.
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut last = Moment::now();
        loop {
            tokio::select! {
                () = shutdown.cancelled() => break,
                _ = look.tick() => {
                    let now = Moment::now();
                    if now.since(&last) > ASLEEP {
                        tracing::info!("this computer has slept: the room is announced anew");
                        keeper.withdraw().await;
                        keeper.notice = None;
                    }
                    last = now;
                    keeper.look().await;
                }
                // The sender is ours: it does not go away.
                _ = wish.changed() => keeper.look().await,
                name = keeper.hear() => keeper.tell(name),
            }
        }
        keeper.withdraw().await;
    }

    fn set(&self, announcement: Announcement) {
        *self.0.announcement.lock().unwrap_or_else(PoisonError::into_inner) = announcement;
    }

    fn fail(&self, why: &str) {
        if self.announcement().error.as_deref() != Some(why) {
            tracing::warn!("the room is not announced: {why}");
            self.set(Announcement { name: None, error: Some(why.to_owned()) });
        }
    }
}

struct Keeper<'a> {
    lan: &'a Lan,
    room: Arc<Room>,
    bound: Bound,
    /// What should be announced.
    notice: Option<Notice>,
    announcer: Option<Announcer>,
    /// When it began to announce.
    since: Instant,
}

impl Keeper<'_> {
    async fn look(&mut self) {
        self.lan.scan_addresses();
        let notice = self.wanted();
        if notice != self.notice {
            self.withdraw().await;
            self.notice = notice;
            self.announce();
        } else if self.announcer.is_none() {
            // What failed a moment ago, when a computer wakes above all, may work now.
            self.announce();
        }
        self.notice_silence();
        self.tell_links();
    }

    /// What to announce: nothing when nobody wants it, or nobody but this computer could come.
    fn wanted(&self) -> Option<Notice> {
        let name = self.lan.0.wish.borrow().clone()?;
        let addresses = announced(self.bound);
        if addresses.is_empty() {
            return None;
        }
        let facts = self.room.facts();
        Some(Notice {
            name,
            title: facts.title,
            code_required: facts.code_required,
            addresses,
            port: self.bound.port(),
            id: self.lan.id().to_owned(),
        })
    }

    fn announce(&mut self) {
        let Some(notice) = &self.notice else { return };
        self.since = Instant::now();
        match Announcer::start(notice) {
            Ok(announcer) => {
                self.announcer = Some(announcer);
                self.lan.set(Announcement::default());
            }
            Err(error) => self.lan.fail(&error.to_string()),
        }
    }

    /// The name that the announcement got.
    async fn hear(&self) -> String {
        let (Some(announcer), Some(notice)) = (&self.announcer, &self.notice) else {
            return std::future::pending().await;
        };
        loop {
            let known = self.lan.announcement().name.is_some();
            match announcer.news().await {
                News::Renamed(name) => return name,
                News::Announced if known => {}
                News::Announced => return format!("{}.local", notice.name),
            }
        }
    }

    /// An announcement that nobody takes says so by nothing but silence.
    fn notice_silence(&self) {
        let silent = self.announcer.is_some() && self.lan.announcement() == Announcement::default();
        if silent && self.since.elapsed() > ANNOUNCED_WITHIN {
            self.lan.fail("the network does not take the announcement");
        }
    }

    fn tell(&self, name: String) {
        tracing::info!("announced as {name}");
        self.lan.set(Announcement { name: Some(name), error: None });
        self.tell_links();
    }

    fn tell_links(&self) {
        let name = self.lan.announcement().name;
        self.room.set_links(super::origins(self.bound, name.as_deref()));
    }

    async fn withdraw(&mut self) {
        if let Some(announcer) = self.announcer.take() {
            announcer.withdraw().await;
        }
        self.lan.set(Announcement::default());
    }
}

/// Now, on both clocks: while a computer sleeps one of them stands still on Linux and macOS and none on Windows.
struct Moment {
    steady: Instant,
    wall: SystemTime,
}

impl Moment {
    fn now() -> Moment {
        Moment { steady: Instant::now(), wall: SystemTime::now() }
    }

    /// How long ago `before` was at most. Somebody who sets the clock looks like a sleep, which does no harm.
    fn since(&self, before: &Moment) -> Duration {
        let wall = self.wall.duration_since(before.wall).unwrap_or_default();
        wall.max(self.steady.saturating_duration_since(before.steady))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sleep_shows_whichever_clock_stood_still() {
        let before = Moment::now();
        let hour = Duration::from_secs(3600);
        let on_linux = Moment { steady: before.steady + LOOK_EVERY, wall: before.wall + hour };
        let on_windows = Moment { steady: before.steady + hour, wall: before.wall + hour };
        let awake = Moment { steady: before.steady + LOOK_EVERY, wall: before.wall + LOOK_EVERY };
        let set_back = Moment { steady: before.steady + LOOK_EVERY, wall: before.wall - hour };
        assert!(on_linux.since(&before) > ASLEEP && on_windows.since(&before) > ASLEEP);
        assert!(awake.since(&before) < ASLEEP && set_back.since(&before) < ASLEEP);
    }
}
