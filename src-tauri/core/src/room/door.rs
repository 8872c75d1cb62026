//! Joining and leaving: names, the code, and sessions that come back.

use std::net::IpAddr;

use tokio::time::Instant;

use super::{Me, Room, lock, seconds_now};
use crate::name::Name;
use crate::people::{NotTaken, SessionId};
use crate::refusal::Refusal;

impl Room {
    /// Gives a stranger a name. A session that already has a name goes on under the new one.
    ///
    /// # Errors
    /// When the code is wrong, the name cannot be taken, the room is full, or this address tries
    /// too often.
    pub fn join(
        &self,
        session: Option<SessionId>,
        address: IpAddr,
        name: &str,
        code: Option<&str>,
    ) -> Result<(SessionId, Me), Refusal> {
        self.quotas.check_join(session.as_ref(), address)?;
        self.check_paused()?;
        if session.is_none() {
            self.check_code(address, code)?;
            if self.streams.is_full() {
                return Err(Refusal::RoomFull);
            }
        }
        let name = Name::new(name)?;
        let session = match session {
            Some(session) => session,
            None => SessionId::random().map_err(|_| Refusal::NoSession)?,
        };
        let me = self.take_name(&session, name)?;
        Ok((session, me))
    }

    /// Gives the host a name, or changes it.
    ///
    /// # Errors
    /// When the name cannot be used, or a guest has it.
    pub fn enter_as_host(&self, name: &str) -> Result<Me, Refusal> {
        let host = SessionId::host();
        let new_here = self.name_of(&host).is_none();
        let me = self.take_name(&host, Name::new(name)?)?;
        if new_here {
            lock(&self.people).stream_opened(&host);
        }
        self.publish_facts();
        Ok(me)
    }

    /// Recognises a session that brings the name in its cookie. If the room has lost its record of
    /// the session, the session gets its name back, provided that it is still free.
    pub fn recognize(&self, session: &SessionId, name: &str) -> Option<Name> {
        if let Some(name) = self.name_of(session) {
            return Some(name);
        }
        if !lock(&self.people).may_return(session) {
            return None;
        }
        let name = Name::held(name)?;
        self.take_name(session, name.clone()).ok()?;
        Some(name)
    }

    /// Lets a session arrive at another address, with a ticket that was given out under this name
    /// after so many arrivals. This uses up the ticket and all other tickets of the session.
    ///
    /// # Errors
    /// When the session has left, the ticket was already used, or this address tries too often.
    pub fn arrive(
        &self,
        session: &SessionId,
        name: &str,
        arrivals: u32,
        address: IpAddr,
    ) -> Result<Me, Refusal> {
        self.quotas.check_join(None, address)?;
        self.recognize(session, name).ok_or(Refusal::BadTicket)?;
        if !lock(&self.people).arrives(session, arrivals, address, Instant::now()) {
            return Err(Refusal::BadTicket);
        }
        self.urgent.notify_one();
        self.me(session).ok_or(Refusal::BadTicket)
    }

    /// Returns how many times this session arrived with a ticket, or `None` if it holds no name.
    pub(crate) fn arrivals(&self, session: &SessionId) -> Option<u32> {
        lock(&self.people).arrivals(session)
    }

    /// Ends a session and frees its name.
    pub fn leave(&self, session: &SessionId) {
        lock(&self.people).leave(session);
        self.fanout.wake_all();
        self.stirred.notify_one();
    }

    fn take_name(&self, session: &SessionId, name: Name) -> Result<Me, Refusal> {
        let since = self.log.snapshot().end;
        lock(&self.people).take(session, name, since, seconds_now()).map_err(|reason| match reason {
            NotTaken::Alike(free) => Refusal::NameTaken { suggestion: free.to_string() },
            NotTaken::Full => Refusal::NamesFull,
        })?;
        self.stirred.notify_one();
        self.me(session).ok_or(Refusal::NoSession)
    }

    fn check_code(&self, address: IpAddr, given: Option<&str>) -> Result<(), Refusal> {
        let Some(code) = self.code() else { return Ok(()) };
        let given = given.map(str::trim).filter(|given| !given.is_empty());
        self.quotas.check_code(address, &code, given.ok_or(Refusal::CodeRequired)?)
    }
}
