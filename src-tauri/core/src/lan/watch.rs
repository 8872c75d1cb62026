//! The room's links and its announcement, kept true while this computer's addresses change and
//! other computers take names.
//!
//! One task scans the addresses every few seconds. Only a change has effects: guests get the new
//! links, and the room is announced again. The room is also announced again after this computer has
//! slept, because the other computers have forgotten it meanwhile.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior};
use tokio_util::sync::CancellationToken;

use super::announce::{AnnounceError, Announcer, AnnouncerEvent, Notice};
use super::host_file::HostFile;
use super::{Bound, Invite, addresses, announced, host_name};
use crate::local_name::LocalName;
use crate::room::Room;

/// How often this computer's addresses are scanned.
const SCAN_EVERY: Duration = Duration::from_secs(2);

/// After such a gap between two scans the computer has slept. On a busy computer a scan may be a
/// little late without that.
const ASLEEP: Duration = Duration::from_secs(20);

/// How long an announcement may take. The search for conflicts alone takes three quarters of a
/// second.
const ANNOUNCED_WITHIN: Duration = Duration::from_secs(10);

/// The room's announcement by multicast DNS, as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Announcement {
    /// The name that was announced, such as `flatchat.local`.
    pub name: Option<String>,
    /// Why nothing is announced although it should be.
    pub error: Option<AnnounceError>,
}

/// A server's place on the network. Clones are the same place.
#[derive(Clone, Debug)]
pub struct Lan(Arc<LanState>);

#[derive(Debug)]
struct LanState {
    /// Distinguishes this program's room from other rooms in announcements. New at each start.
    id: String,
    /// The host name to announce, without `.local`; `None`: nothing is announced.
    wish: watch::Sender<Option<LocalName>>,
    announcement: Mutex<Announcement>,
    /// This computer's addresses at the last scan. A scan takes 100 µs, which is too long for each
    /// request of a stranger.
    addresses: RwLock<Vec<IpAddr>>,
    /// This computer's names in the file of hosts at the last scan.
    host_file: RwLock<HostFile>,
    /// A server that replaces another one announces only after that one has said goodbye.
    alone: tokio::sync::Mutex<()>,
}

impl Default for Lan {
    fn default() -> Lan {
        Lan::new(None)
    }
}

impl Lan {
    /// A place that is announced under this host name (without `.local`), or not at all.
    pub fn new(local_name: Option<LocalName>) -> Lan {
        let mut id = [0; 8];
        // Without random bytes the worst is that our own room is listed among those nearby.
        let _ = getrandom::fill(&mut id);
        let state = LanState {
            id: format!("{:016x}", u64::from_be_bytes(id)),
            wish: watch::Sender::new(local_name),
            announcement: Mutex::default(),
            addresses: RwLock::default(),
            host_file: RwLock::new(HostFile::of_system()),
            alone: tokio::sync::Mutex::default(),
        };
        let lan = Lan(Arc::new(state));
        lan.scan_addresses();
        lan
    }

    /// Announces the room under this name from now on, or no longer announces it.
    pub fn announce_as(&self, local_name: Option<LocalName>) {
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

    /// Whether the system's file of hosts gave this computer this name a moment ago.
    pub(crate) fn had_name(&self, name: &str) -> bool {
        let file = self.0.host_file.read().unwrap_or_else(PoisonError::into_inner);
        file.has(name, |ip| self.had_address(ip))
    }

    fn scan_addresses(&self) {
        self.0.host_file.write().unwrap_or_else(PoisonError::into_inner).scan(host_name());
        let found = addresses().into_iter().map(|one| one.ip).collect();
        *self.0.addresses.write().unwrap_or_else(PoisonError::into_inner) = found;
    }

    /// Distinguishes this program's room from other rooms in announcements.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// The invitation to a room that listens on `bound`.
    pub fn invite(&self, bound: Bound, code: Option<&str>) -> Invite {
        super::invite(bound, self.announcement().name.as_deref(), code)
    }

    /// Keeps the links of `room` and its announcement up to date, until `shutdown`.
    pub(crate) async fn keep(self, room: Arc<Room>, bound: Bound, shutdown: CancellationToken) {
        let _alone = self.0.alone.lock().await;
        let mut keeper =
            Keeper { lan: &self, room, bound, notice: None, announcer: None, since: Instant::now() };
        let mut wish = self.0.wish.subscribe();
        let mut scans = tokio::time::interval(SCAN_EVERY);
        // Where the clock goes on during sleep, the scans that were missed are not made up for.
        scans.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut last = Moment::now();
        loop {
            tokio::select! {
                () = shutdown.cancelled() => break,
                _ = scans.tick() => {
                    let now = Moment::now();
                    if now.since(&last) > ASLEEP {
                        tracing::info!("this computer has slept: the room is announced again");
                        keeper.withdraw().await;
                        keeper.notice = None;
                    }
                    last = now;
                    keeper.scan().await;
                }
                // The sender is ours: it does not go away.
                _ = wish.changed() => keeper.scan().await,
                name = keeper.announced_name() => keeper.set_name(name),
            }
        }
        keeper.withdraw().await;
    }

    fn set(&self, announcement: Announcement) {
        *self.0.announcement.lock().unwrap_or_else(PoisonError::into_inner) = announcement;
    }

    fn fail(&self, why: AnnounceError) {
        if self.announcement().error.as_ref() != Some(&why) {
            tracing::warn!("the room is not announced: {why}");
            self.set(Announcement { name: None, error: Some(why) });
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
    async fn scan(&mut self) {
        self.lan.scan_addresses();
        let notice = self.wanted();
        if notice != self.notice {
            self.withdraw().await;
            self.notice = notice;
            self.announce();
        } else if self.announcer.is_none() {
            // An announcement that failed a moment ago may work now, above all after a computer has
            // woken.
            self.announce();
        }
        self.detect_silence();
        self.update_links();
    }

    /// What to announce. `None` if the host does not want that, or if only this computer could
    /// come.
    fn wanted(&self) -> Option<Notice> {
        let name = self.lan.0.wish.borrow().clone()?;
        let addresses = announced(self.bound);
        if addresses.is_empty() {
            return None;
        }
        let facts = self.room.facts();
        Some(Notice {
            name: (*name).to_owned(),
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
            Err(error) => self.lan.fail(error),
        }
    }

    /// Waits for the name that the announcement gets on the network.
    async fn announced_name(&self) -> String {
        let (Some(announcer), Some(notice)) = (&self.announcer, &self.notice) else {
            return std::future::pending().await;
        };
        loop {
            let known = self.lan.announcement().name.is_some();
            match announcer.next_event().await {
                AnnouncerEvent::Renamed(name) => return name,
                AnnouncerEvent::Announced if known => {}
                AnnouncerEvent::Announced => return format!("{}.local", notice.name),
            }
        }
    }

    /// An announcement that the network does not take causes no error: nothing happens at all.
    fn detect_silence(&self) {
        let silent = self.announcer.is_some() && self.lan.announcement() == Announcement::default();
        if silent && self.since.elapsed() > ANNOUNCED_WITHIN {
            self.lan.fail(AnnounceError::Silence);
        }
    }

    fn set_name(&self, name: String) {
        tracing::info!("announced as {name}");
        self.lan.set(Announcement { name: Some(name), error: None });
        self.update_links();
    }

    fn update_links(&self) {
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

/// This moment on two clocks. While a computer sleeps, one of them stands still on Linux and macOS;
/// neither does on Windows.
struct Moment {
    steady: Instant,
    wall: SystemTime,
}

impl Moment {
    fn now() -> Moment {
        Moment { steady: Instant::now(), wall: SystemTime::now() }
    }

    /// How long ago `before` was at most. When somebody sets the clock forward it looks like a
    /// sleep, which does no harm.
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
        let on_linux = Moment { steady: before.steady + SCAN_EVERY, wall: before.wall + hour };
        let on_windows = Moment { steady: before.steady + hour, wall: before.wall + hour };
        let awake = Moment { steady: before.steady + SCAN_EVERY, wall: before.wall + SCAN_EVERY };
        let set_back = Moment { steady: before.steady + SCAN_EVERY, wall: before.wall - hour };
        assert!(on_linux.since(&before) > ASLEEP && on_windows.since(&before) > ASLEEP);
        assert!(awake.since(&before) < ASLEEP && set_back.since(&before) < ASLEEP);
    }
}
