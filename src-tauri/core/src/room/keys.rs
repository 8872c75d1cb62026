//! Idempotency keys: a retry of an intake gets the first answer, and nothing is written twice.
//!
//! # Invariants
//! * Each session has its own keys. Keys of other sessions neither answer them nor push them out.
//! * The newest keys of a session are remembered for an hour each, but only while the process runs.
//! * A key belongs to the words that were said with it. With other words it is refused, because the
//!   first answer would hide that the new words are lost.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use tokio::runtime::Handle;
use tokio::time::Instant;

use crate::log::{AppendError, Appended};
use crate::name::Name;
use crate::people::SessionId;

/// How many keys are remembered per session.
const KEYS_PER_SESSION: usize = 256;

/// When this many keys are remembered in total, a session that adds a key keeps only its newest
/// few.
const MANY_KEYS: usize = 100_000;
const FEW_KEYS_PER_SESSION: usize = 16;

/// How long a key is remembered. This is longer than a phone sleeps while it still has a message to
/// send.
const REMEMBERED_FOR: Duration = Duration::from_secs(60 * 60);

/// The longest key, in bytes.
pub(super) const MAX_KEY_BYTES: usize = 128;

/// The result of an append, for everyone who waits for it.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    Coming(Coming),
    /// It takes less memory when it is known.
    Known(Stored),
}

type Stored = Result<Appended, AppendError>;
type Coming = Shared<BoxFuture<'static, Stored>>;

impl Outcome {
    /// Waits for the result. If whoever waits goes away, the append goes on by itself.
    pub(super) async fn wait(self) -> Stored {
        match self {
            Outcome::Coming(stored) => {
                let _going_on = GoingOn(stored.clone());
                stored.await
            }
            Outcome::Known(stored) => stored,
        }
    }

    /// Holds only the result once that is known.
    fn settle(&mut self) {
        if let Outcome::Coming(coming) = self
            && let Some(stored) = coming.peek()
        {
            *self = Outcome::Known(stored.clone());
        }
    }

    fn has_failed(&self) -> bool {
        match self {
            Outcome::Coming(coming) => coming.peek().is_some_and(Result::is_err),
            Outcome::Known(stored) => stored.is_err(),
        }
    }
}

/// An append. A task finishes it if it is not finished when this is dropped.
struct GoingOn(Coming);

impl Drop for GoingOn {
    fn drop(&mut self) {
        if self.0.peek().is_none()
            && let Ok(runtime) = Handle::try_current()
        {
            runtime.spawn(self.0.clone());
        }
    }
}

/// A statement that was made under a key. Its words are not held, so that remembering it costs
/// little.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) at: Timestamp,
    pub(super) name: Name,
    pub(super) outcome: Outcome,
}

/// The earlier use of a key.
#[derive(Debug)]
pub(super) enum Earlier {
    /// The same words were said under it, or are about to be.
    Said(Said),
    /// Other words were said under it.
    OtherWords,
}

#[derive(Debug, Default)]
pub(super) struct Keys {
    sessions: HashMap<SessionId, SessionKeys>,
    count: usize,
}

/// The keys of a session, oldest first. They are few, so one is looked for among all.
#[derive(Debug, Default)]
struct SessionKeys(VecDeque<Remembered>);

#[derive(Debug)]
struct Remembered {
    key: Digested,
    words: Digested,
    said: Said,
    since: Instant,
}

/// A digest of a key or of words, which takes the same space however long they are.
type Digested = [u8; 16];

impl Remembered {
    /// A failure is not kept as an answer: the next attempt is a new one, with any words.
    fn has_failed(&self) -> bool {
        self.said.outcome.has_failed()
    }

    fn is_old(&self, now: Instant) -> bool {
        now >= self.since + REMEMBERED_FOR
    }
}

impl SessionKeys {
    fn get(&self, key: &Digested) -> Option<&Remembered> {
        self.0.iter().rev().find(|known| known.key == *key)
    }

    fn remember(&mut self, remembered: Remembered, most: usize) {
        self.settle();
        self.0.retain(|known| known.key != remembered.key && !known.is_old(remembered.since));
        self.0.push_back(remembered);
        let too_many = self.0.len().saturating_sub(most);
        self.0.drain(..too_many);
    }

    fn settle(&mut self) {
        self.0.iter_mut().for_each(|known| known.said.outcome.settle());
    }
}

impl Keys {
    /// Returns what this session said under this key.
    pub(super) fn known(&self, session: &SessionId, key: &str, words: &str) -> Option<Earlier> {
        let remembered = self.sessions.get(session)?.get(&digest(key))?;
        if remembered.has_failed() || remembered.is_old(Instant::now()) {
            return None;
        }
        Some(match remembered.words == digest(words) {
            true => Earlier::Said(remembered.said.clone()),
            false => Earlier::OtherWords,
        })
    }

    pub(super) fn remember(
        &mut self,
        session: &SessionId,
        key: &str,
        words: &str,
        (at, name): (Timestamp, Name),
        append: impl Future<Output = Stored> + Send + 'static,
    ) -> Said {
        let said = Said { at, name, outcome: Outcome::Coming(append.boxed().shared()) };
        let most = if self.count >= MANY_KEYS { FEW_KEYS_PER_SESSION } else { KEYS_PER_SESSION };
        let keys = self.sessions.entry(*session).or_default();
        let before = keys.0.len();
        let [key, words] = [key, words].map(digest);
        keys.remember(Remembered { key, words, said: said.clone(), since: Instant::now() }, most);
        self.count = self.count + keys.0.len() - before;
        said
    }

    /// Forgets keys that are too old to be asked for.
    pub(super) fn tidy(&mut self) {
        let now = Instant::now();
        self.sessions.retain(|_, keys| {
            keys.0.retain(|known| !known.is_old(now));
            keys.settle();
            keys.0.shrink_to_fit();
            !keys.0.is_empty()
        });
        self.count = self.sessions.values().map(|keys| keys.0.len()).sum();
    }
}

fn digest(text: &str) -> Digested {
    let all = Sha256::digest(text.as_bytes());
    std::array::from_fn(|n| all[n])
}

#[cfg(test)]
mod tests {
    use crate::log::Cursor;

    use super::*;

    fn session() -> SessionId {
        SessionId::random().unwrap()
    }

    fn say(keys: &mut Keys, session: &SessionId, key: &str, words: &str, outcome: Result<u64, AppendError>) {
        let append = std::future::ready(outcome.map(|id| Appended { id, end: Cursor::START, generation: 0 }));
        let who = (Timestamp::UNIX_EPOCH, Name::new("ana").unwrap());
        let said = keys.remember(session, key, words, who, append);
        let _ = said.outcome.wait().now_or_never();
    }

    fn id_of(known: Option<Earlier>) -> Option<u64> {
        match known? {
            Earlier::Said(said) => Some(said.outcome.wait().now_or_never()?.unwrap().id),
            Earlier::OtherWords => None,
        }
    }

    #[tokio::test(start_paused = true)]
    async fn the_keys_of_others_push_nobodys_key_out() {
        let mut keys = Keys::default();
        let ana = session();
        say(&mut keys, &ana, "1", "hello", Ok(7));
        for _ in 0..400 {
            let other = session();
            for n in 0..300 {
                say(&mut keys, &other, &n.to_string(), "x", Ok(n));
            }
        }
        assert_eq!(id_of(keys.known(&ana, "1", "hello")), Some(7));
        assert!(keys.count < MANY_KEYS + 400 * FEW_KEYS_PER_SESSION, "{}", keys.count);
        keys.tidy();
        assert_eq!(id_of(keys.known(&ana, "1", "hello")), Some(7));
    }

    /// Otherwise the line would be stored only when somebody asks with its key again.
    #[tokio::test]
    async fn an_append_goes_on_when_its_guest_goes_away() {
        let mut keys = Keys::default();
        let ana = session();
        let stored = Ok(Appended { id: 7, end: Cursor::START, generation: 0 });
        let append = tokio::task::yield_now().map(move |()| stored);
        let who = (Timestamp::UNIX_EPOCH, Name::new("ana").unwrap());
        let said = keys.remember(&ana, "k", "hello", who, append);
        assert!(said.outcome.wait().now_or_never().is_none(), "the guest goes before it is stored");
        for _ in 0..3 {
            tokio::task::yield_now().await;
        }
        keys.tidy();
        let known = keys.sessions[&ana].0[0].said.outcome.clone();
        assert!(matches!(known, Outcome::Known(Ok(Appended { id: 7, .. }))), "{known:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_session_has_its_newest_keys_remembered_for_an_hour() {
        let mut keys = Keys::default();
        let ana = session();
        for n in 0..KEYS_PER_SESSION as u64 + 1 {
            say(&mut keys, &ana, &n.to_string(), "x", Ok(n));
        }
        assert_eq!(id_of(keys.known(&ana, "0", "x")), None);
        assert_eq!(id_of(keys.known(&ana, "1", "x")), Some(1));
        tokio::time::advance(REMEMBERED_FOR).await;
        assert_eq!(id_of(keys.known(&ana, "1", "x")), None);
        keys.tidy();
        assert_eq!((keys.count, keys.sessions.len()), (0, 0));
    }

    #[tokio::test(start_paused = true)]
    async fn another_text_under_a_key_is_another_text_unless_the_first_failed() {
        let mut keys = Keys::default();
        let ana = session();
        say(&mut keys, &ana, "k", "one", Err(AppendError::Full));
        assert!(keys.known(&ana, "k", "one").is_none() && keys.known(&ana, "k", "two").is_none());
        say(&mut keys, &ana, "k", "two", Ok(3));
        assert!(matches!(keys.known(&ana, "k", "one"), Some(Earlier::OtherWords)));
        assert_eq!(id_of(keys.known(&ana, "k", "two")), Some(3));
        assert_eq!(keys.count, 1);
    }
}
