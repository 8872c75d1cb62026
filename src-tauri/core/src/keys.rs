//! Idempotency keys: a retried intake gets the first answer, and nothing is written twice.
//!
//! Keys live as long as the process, the newest [`MAX_KEYS`] of them.

use std::collections::{HashMap, VecDeque};

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared};

use crate::log::AppendError;
use crate::people::SessionId;
use crate::room::Receipt;

/// How many answers are remembered.
const MAX_KEYS: usize = 2048;

/// The longest key, in bytes.
pub(crate) const MAX_KEY_BYTES: usize = 128;

/// An intake's outcome, for everyone who waits for it.
pub(crate) type Answer = Shared<BoxFuture<'static, Result<Receipt, AppendError>>>;

/// A session's name for one intake.
pub(crate) type Key = (SessionId, String);

#[derive(Debug, Default)]
pub(crate) struct Keys {
    answers: HashMap<Key, Answer>,
    oldest_first: VecDeque<Key>,
}

impl Keys {
    /// The answer under way or given for this key. A failure is no answer: the next try is a new one.
    pub(crate) fn answer(&self, key: &Key) -> Option<Answer> {
        let answer = self.answers.get(key)?;
        let failed = answer.peek().is_some_and(Result::is_err);
        (!failed).then(|| answer.clone())
    }

    pub(crate) fn remember(
        &mut self,
        key: Key,
        append: impl Future<Output = Result<Receipt, AppendError>> + Send + 'static,
    ) -> Answer {
        let answer = append.boxed().shared();
        if self.answers.insert(key.clone(), answer.clone()).is_none() {
            self.oldest_first.push_back(key);
        }
        if self.oldest_first.len() > MAX_KEYS
            && let Some(oldest) = self.oldest_first.pop_front()
        {
            self.answers.remove(&oldest);
        }
        answer
    }
}
