//! Presence: open streams, and the tasks that publish who is here and keep names over restarts.

use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::watch;
use tokio::time::Instant;

use super::{Room, lock, seconds_now};
use crate::claims::Claims;
use crate::limits::{Network, StreamPlace};
use crate::people::{Saving, SessionId};
use crate::refusal::Refusal;
use crate::stream::{Bye, Ends, Following, Start, StateKind, Subscription};

/// The shortest time between two `people` events, so that many arrivals together cause one event.
const PRESENCE_EVERY: Duration = Duration::from_millis(200);

/// The shortest time between two `people` events in the biggest rooms.
const MAX_PRESENCE_EVERY: Duration = Duration::from_secs(4);

/// How often held names are written to the disk and unused quotas are freed.
const SAVE_EVERY: Duration = Duration::from_secs(2);

/// How often the slower cleanup runs.
const TIDY_EVERY: Duration = Duration::from_secs(60);

impl Room {
    /// Takes a place for a guest's stream. The guest counts as here while the place is held.
    ///
    /// # Errors
    /// When the room is full or this address has too many streams.
    pub fn attend(self: &Arc<Room>, session: Option<SessionId>, address: IpAddr) -> Result<Guest, Refusal> {
        let place = self.streams.enter(address, session)?;
        let over = session.as_ref().and_then(|session| lock(&self.people).stream_opened(session));
        // A session that has just ended has no stream to count.
        let session = session.filter(|_| over.is_some());
        let ends = match over {
            Some(over) => Ends::default().or(over, Bye::Left),
            None => Ends::default().or(lock(&self.strangers).clone(), Bye::CodeRequired),
        };
        self.stirred.notify_one();
        Ok(Guest { ends, _presence: Presence { room: Arc::clone(self), session }, place })
    }

    /// Opens an event stream for the host's window.
    pub fn subscribe_as_host(&self, after: Option<&str>) -> Subscription {
        self.fanout.subscribe(after.map_or(Start::End, Start::parse), Ends::default())
    }

    /// Follows the log from its current end. If another log has replaced this one by then, the
    /// entries it already has count as history.
    pub fn follow(&self) -> Following {
        self.fanout.follow(Start::End, 0, Ends::default())
    }

    /// Notes that this session is typing.
    ///
    /// # Errors
    /// When the session does not belong to this room.
    pub fn types(&self, session: &SessionId) -> Result<(), Refusal> {
        self.name_of(session).ok_or(Refusal::JoinFirst)?;
        lock(&self.people).types(session, Instant::now());
        self.stirred.notify_one();
        Ok(())
    }

    /// Notes that the person of this session looks at something else than the room.
    ///
    /// # Errors
    /// When the session does not belong to this room.
    pub fn looks_elsewhere(&self, session: &SessionId) -> Result<(), Refusal> {
        self.name_of(session).ok_or(Refusal::JoinFirst)?;
        lock(&self.people).looks_elsewhere(session, Instant::now());
        self.stirred.notify_one();
        Ok(())
    }

    /// Notes that the person of this session looks at the room.
    ///
    /// # Errors
    /// When the session does not belong to this room.
    pub fn looks_here(&self, session: &SessionId) -> Result<(), Refusal> {
        self.name_of(session).ok_or(Refusal::JoinFirst)?;
        if lock(&self.people).looks_here(session) {
            self.stirred.notify_one();
        }
        Ok(())
    }

    /// Notes that the host looks at something else than the room.
    pub fn look_elsewhere_as_host(&self) {
        // A host without a name is not shown.
        let _ = self.looks_elsewhere(&SessionId::host());
    }

    /// Notes that the host looks at the room.
    pub fn look_here_as_host(&self) {
        let _ = self.looks_here(&SessionId::host());
    }

    /// Notes that the host is typing.
    pub fn type_as_host(&self) {
        // A host without a name cannot be shown as typing.
        let _ = self.types(&SessionId::host());
    }

    /// Returns a receiver of the number of guests who are here.
    pub fn watch_guests(&self) -> watch::Receiver<usize> {
        self.guests.subscribe()
    }

    /// Runs [`Room::publish_people_as_they_change`], and runs it again whenever it panics: without
    /// it, nobody would see who comes and goes.
    pub(super) async fn keep_publishing_people(self: Arc<Room>) {
        while AssertUnwindSafe(self.publish_people_as_they_change()).catch_unwind().await.is_err() {
            tracing::error!("the task that publishes who is here failed; it is started again");
            tokio::time::sleep(MAX_PRESENCE_EVERY).await;
        }
    }

    /// Publishes who is here and who is typing, whenever that changes.
    async fn publish_people_as_they_change(&self) {
        let mut published = Instant::now();
        loop {
            // Somebody may have gone since.
            let change = lock(&self.people).next_change(published);
            tokio::select! {
                () = self.shutdown.cancelled() => break,
                () = self.stirred.notified() => {}
                () = self.trouble.changed.notified() => self.publish_facts(),
                () = sleep_until(change) => {}
            }
            published = self.publish_people();
            tokio::select! {
                () = self.shutdown.cancelled() => break,
                () = tokio::time::sleep(self.presence_every()) => {}
            }
        }
    }

    /// Keeps names over restarts. This task waits for the disk, so that nothing else has to.
    pub(super) async fn keep_names(self: Arc<Room>, mut claims: Claims) {
        let mut save = tokio::time::interval(SAVE_EVERY);
        let mut tidy = tokio::time::interval(TIDY_EVERY);
        let mut ended = false;
        while !ended {
            tokio::select! {
                () = self.shutdown.cancelled() => ended = true,
                () = self.urgent.notified() => {}
                _ = save.tick() => self.quotas.tidy(),
                _ = tidy.tick() => self.tidy(),
            }
            claims = self.save(claims).await;
        }
    }

    /// With more guests, it costs more to notify all of them, and a single arrival or departure
    /// matters less.
    fn presence_every(&self) -> Duration {
        let hundreds = u32::try_from(self.streams.count_open() / 100).unwrap_or(u32::MAX);
        (PRESENCE_EVERY.saturating_mul(hundreds.saturating_add(1))).min(MAX_PRESENCE_EVERY)
    }

    fn tidy(&self) {
        lock(&self.keys).tidy();
        lock(&self.people).sees_who_is_here(seconds_now());
    }

    async fn save(self: &Arc<Room>, mut claims: Claims) -> Claims {
        let room = Arc::clone(self);
        let written = tokio::task::spawn_blocking(move || {
            room.write_names(&mut claims);
            claims
        });
        written.await.expect("writing names does not panic")
    }

    fn write_names(&self, claims: &mut Claims) {
        let needs_everything = claims.needs_everything();
        let saving = lock(&self.people).save();
        let saving = match saving {
            Saving::Changes(_) if needs_everything => Saving::Everything(lock(&self.people).kept()),
            saving => saving,
        };
        if let Err(error) = claims.write(saving) {
            tracing::debug!(%error, "names cannot be written");
            lock(&self.people).save_everything();
        }
    }

    pub(super) fn publish_all(&self) {
        self.publish_facts();
        self.publish_people();
    }

    pub(super) fn publish_facts(&self) {
        self.fanout.set_state(StateKind::Room, &self.facts());
    }

    /// Publishes who is here now, and returns when that was.
    fn publish_people(&self) -> Instant {
        let now = Instant::now();
        let (people, typing) = {
            let people = lock(&self.people);
            (people.summary(now), people.typing(now))
        };
        self.here.store(people.count, Ordering::Relaxed);
        let guests = people.guests();
        self.guests.send_if_modified(|before| std::mem::replace(before, guests) != guests);
        self.fanout.set_state(StateKind::People, &people);
        self.fanout.set_state(StateKind::Typing, &typing);
        now
    }
}

/// The place of one stream of a guest. Dropping it releases the place.
#[derive(Debug)]
pub struct Guest {
    ends: Ends,
    _presence: Presence,
    place: StreamPlace,
}

impl Guest {
    /// Returns the events that end this stream.
    pub(crate) fn ends(&self) -> &Ends {
        &self.ends
    }

    /// Where the guest is.
    pub(crate) fn network(&self) -> Network {
        self.place.network()
    }
}

#[derive(Debug)]
struct Presence {
    room: Arc<Room>,
    session: Option<SessionId>,
}

impl Drop for Presence {
    fn drop(&mut self) {
        if let Some(session) = &self.session {
            lock(&self.room.people).stream_ended(session, Instant::now(), seconds_now());
            self.room.stirred.notify_one();
        }
    }
}

async fn sleep_until(change: Option<Instant>) {
    match change {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}
