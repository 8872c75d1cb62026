//! A session's id, which also says when the session was made.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a cookie stands for, in hex: when it was made, in milliseconds since 1970 (48 bits), and 80
/// random bits. Or the host.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SessionId(String);

impl SessionId {
    /// A new session's id.
    ///
    /// # Errors
    /// When the OS gives no random bytes.
    pub fn random() -> Result<SessionId, getrandom::Error> {
        let mut bytes = [0; 10];
        getrandom::fill(&mut bytes)?;
        let random: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(SessionId(format!("{:012x}{random}", now_ms())))
    }

    /// When this session was made, in milliseconds since 1970; `None` for the host.
    pub(crate) fn made_at_ms(&self) -> Option<u64> {
        u64::from_str_radix(self.0.get(..12)?, 16).ok()
    }

    /// The host's own, which no cookie can name.
    pub fn host() -> SessionId {
        SessionId("host".to_owned())
    }

    /// Reads a cookie's form.
    pub fn parse(hex: &str) -> Option<SessionId> {
        (hex.len() == 32 && hex.bytes().all(|b| b.is_ascii_hexdigit())).then(|| SessionId(hex.to_owned()))
    }

    /// The cookie's form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Milliseconds since 1970.
pub(crate) fn now_ms() -> u64 {
    u64::try_from(Timestamp::now().as_millisecond()).unwrap_or(0)
}
