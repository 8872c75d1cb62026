//! A session's id, which also records when the session was made.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The value in a session's cookie, in hex: the time when the session was made, in milliseconds
/// since 1970 (48 bits), and 80 random bits. The host has a special value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SessionId(String);

impl SessionId {
    /// Creates the id of a new session.
    ///
    /// # Errors
    /// When the OS cannot provide random bytes.
    pub fn random() -> Result<SessionId, getrandom::Error> {
        let mut bytes = [0; 10];
        getrandom::fill(&mut bytes)?;
        let random: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(SessionId(format!("{:012x}{random}", now_ms())))
    }

    /// Returns when this session was made, in milliseconds since 1970, or `None` for the host.
    pub(crate) fn made_at_ms(&self) -> Option<u64> {
        u64::from_str_radix(self.0.get(..12)?, 16).ok()
    }

    /// Returns the host's own id, which no cookie can contain.
    pub fn host() -> SessionId {
        SessionId("host".to_owned())
    }

    /// Parses the form that cookies carry.
    pub fn parse(hex: &str) -> Option<SessionId> {
        (hex.len() == 32 && hex.bytes().all(|b| b.is_ascii_hexdigit())).then(|| SessionId(hex.to_owned()))
    }

    /// Returns the form that cookies carry.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The current time in milliseconds since 1970.
pub(crate) fn now_ms() -> u64 {
    u64::try_from(Timestamp::now().as_millisecond()).unwrap_or(0)
}
