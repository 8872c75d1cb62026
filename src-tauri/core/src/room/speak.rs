//! Speaking: the only way from people to the log. Everything that somebody says or does becomes a
//! statement, and each statement goes through [`Room::speak`].

use std::net::{IpAddr, Ipv4Addr};

use futures_util::future::BoxFuture;
use jiff::Timestamp;

use super::keys::{Earlier, Keys, MAX_KEY_BYTES, Said};
use super::{Receipt, Room, lock, seconds_now};
use crate::entry::Verb;
use crate::log::{AppendError, Appended, LineId};
use crate::people::SessionId;
use crate::refusal::Refusal;
use crate::statement::Statement;
use crate::text::Text;

impl Room {
    /// Says `text` as this session, and returns when it is on the disk. A retry with the same `key`
    /// gets the same answer.
    ///
    /// # Errors
    /// When the text cannot be said, the session posts too often, the key was used for other words,
    /// or the disk fails.
    pub async fn say(
        &self,
        session: &SessionId,
        address: IpAddr,
        text: &str,
        key: Option<String>,
    ) -> Result<Receipt, Refusal> {
        let name = self.name_of(session).ok_or(Refusal::JoinFirst)?;
        self.speak(session, address, Statement::said(name, Text::new(text)?), key).await
    }

    /// Says `text` as the host.
    ///
    /// # Errors
    /// The same as for [`Room::say`], and when the host has no name yet.
    pub async fn say_as_host(&self, text: &str, key: Option<String>) -> Result<Receipt, Refusal> {
        self.say(&SessionId::host(), Ipv4Addr::LOCALHOST.into(), text, key).await
    }

    /// Refuses a request that was meant for an earlier start of this room. A browser repeats a
    /// request by itself when its connection breaks, and by then its key is forgotten.
    ///
    /// # Errors
    /// When the request was meant for another start.
    pub fn check_run(&self, run: Option<&str>) -> Result<(), Refusal> {
        if run.is_some_and(|run| run != self.run) { Err(Refusal::Restarted) } else { Ok(()) }
    }

    /// Makes a line of `statement`, and returns when it is on the disk. The answer is parsed from
    /// the line, just as every reader of the log parses it.
    pub(super) async fn speak(
        &self,
        session: &SessionId,
        address: IpAddr,
        statement: Statement,
        key: Option<String>,
    ) -> Result<Receipt, Refusal> {
        let at = Timestamp::now();
        let Some(key) = key else {
            let line = statement.line(at);
            let appended = self.append(session, address, statement.verb, line.clone(), None)?.await?;
            return Ok(Receipt::new(appended, &line));
        };
        let said = self.speak_once(session, address, &key, at, &statement)?;
        let appended = said.outcome.wait().await?;
        Ok(Receipt::new(appended, &Statement { name: said.name, ..statement }.line(said.at)))
    }

    /// Appends the statement, unless it was already appended under this key.
    fn speak_once(
        &self,
        session: &SessionId,
        address: IpAddr,
        key: &str,
        at: Timestamp,
        statement: &Statement,
    ) -> Result<Said, Refusal> {
        if key.len() > MAX_KEY_BYTES {
            return Err(Refusal::BadKey);
        }
        let words = statement.words();
        let mut keys = lock(&self.keys);
        if let Some(said) = earlier(&keys, session, key, &words)? {
            return Ok(said);
        }
        let id = LineId(format!("{session} {key}"));
        let append = self.append(session, address, statement.verb, statement.line(at), Some(id))?;
        Ok(keys.remember(session, key, &words, (at, statement.name.clone()), append))
    }

    /// Returns what this session said under this key, if it was this statement.
    pub(super) fn said_before(
        &self,
        session: &SessionId,
        key: &str,
        statement: &Statement,
    ) -> Result<Option<Said>, Refusal> {
        earlier(&lock(&self.keys), session, key, &statement.words())
    }

    fn append(
        &self,
        session: &SessionId,
        address: IpAddr,
        verb: Verb,
        line: Vec<u8>,
        id: Option<LineId>,
    ) -> Result<BoxFuture<'static, Result<Appended, AppendError>>, Refusal> {
        if stops_in_a_pause(verb) {
            self.check_paused()?;
        }
        if *session != SessionId::host() {
            self.quotas.check_post(session, address)?;
        }
        if lock(&self.people).speaks(session, seconds_now()) {
            self.stirred.notify_one();
        }
        // The append does not depend on this request: an accepted line is stored even if its guest
        // goes away.
        Ok(self.order.append(line, id))
    }
}

/// Whether a pause forbids statements with this verb. In a pause, words can still be removed, and
/// the host can still tell people something.
fn stops_in_a_pause(verb: Verb) -> bool {
    !matches!(verb, Verb::Removed | Verb::Pinned | Verb::Unpinned | Verb::SetTopic)
}

fn earlier(keys: &Keys, session: &SessionId, key: &str, words: &str) -> Result<Option<Said>, Refusal> {
    match keys.known(session, key, words) {
        Some(Earlier::Said(said)) => Ok(Some(said)),
        Some(Earlier::OtherWords) => Err(Refusal::KeyReused),
        None => Ok(None),
    }
}
