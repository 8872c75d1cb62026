//! A session's id, which also records when the session was made.

use std::borrow::Cow;
use std::fmt;

use jiff::Timestamp;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The value in a session's cookie: the time when the session was made, in milliseconds since 1970
/// (48 bits), and 80 random bits. Its text is in hex. The host has a special value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId([u8; BYTES]);

const BYTES: usize = 16;
const TIME_BYTES: usize = 6;

const HOST: SessionId = SessionId([0xff; BYTES]);
const HOST_TEXT: &str = "host";

impl SessionId {
    /// Creates the id of a new session.
    ///
    /// # Errors
    /// When the OS cannot provide random bytes.
    pub fn random() -> Result<SessionId, getrandom::Error> {
        let mut bytes = [0; BYTES];
        let (time, random) = bytes.split_at_mut(TIME_BYTES);
        time.copy_from_slice(&now_ms().to_be_bytes()[8 - TIME_BYTES..]);
        getrandom::fill(random)?;
        Ok(SessionId(bytes))
    }

    /// Returns when this session was made, in milliseconds since 1970, or `None` for the host.
    pub(crate) fn made_at_ms(&self) -> Option<u64> {
        let time = self.0[..TIME_BYTES].iter().fold(0, |ms, byte| ms << 8 | u64::from(*byte));
        (*self != HOST).then_some(time)
    }

    /// Returns the host's own id, which no cookie can contain.
    pub fn host() -> SessionId {
        HOST
    }

    /// Parses the form that cookies carry.
    pub fn parse(hex: &str) -> Option<SessionId> {
        let mut bytes = [0; BYTES];
        let digits = hex.as_bytes();
        if digits.len() != 2 * BYTES {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Some(SessionId(bytes)).filter(|session| *session != HOST)
    }
}

/// Returns the value of a hex digit. An id has one form, so capitals are none.
fn digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// The form that cookies carry.
impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            HOST => f.write_str(HOST_TEXT),
            SessionId(bytes) => bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}")),
        }
    }
}

impl Serialize for SessionId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SessionId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<SessionId, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        let host = (text == HOST_TEXT).then_some(HOST);
        host.or_else(|| SessionId::parse(&text)).ok_or_else(|| D::Error::custom("not the id of a session"))
    }
}

/// The current time in milliseconds since 1970.
pub(crate) fn now_ms() -> u64 {
    u64::try_from(Timestamp::now().as_millisecond()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_form_and_says_when_it_was_made() {
        let text = "0199a2b3c4d500112233445566778899";
        let session = SessionId::parse(text).unwrap();
        assert_eq!((session.to_string().as_str(), session.made_at_ms()), (text, Some(0x0199_a2b3_c4d5)));
        let others = ["", "host", &text.to_uppercase(), &text[2..], &format!("{text}00"), &"é".repeat(16)];
        assert!(others.iter().all(|text| SessionId::parse(text).is_none()));
    }

    #[test]
    fn no_cookie_is_the_hosts() {
        assert_eq!(SessionId::parse(&"f".repeat(32)), None);
        assert_eq!((SessionId::host().to_string().as_str(), SessionId::host().made_at_ms()), ("host", None));
    }

    #[test]
    fn ids_are_kept_as_their_text_and_the_hosts_as_well() {
        let session = SessionId::random().unwrap();
        for session in [session, SessionId::host()] {
            let kept = serde_json::to_string(&session).unwrap();
            assert_eq!(kept, format!("\"{session}\""));
            assert_eq!(serde_json::from_str::<SessionId>(&kept).unwrap(), session);
        }
        assert!(serde_json::from_str::<SessionId>("\"0199\"").is_err());
        let age_ms = now_ms() - session.made_at_ms().unwrap();
        assert!(age_ms < 60_000, "{age_ms}");
    }
}
