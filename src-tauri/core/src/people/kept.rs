//! What is kept of the people over restarts.

use serde::{Deserialize, Serialize};

use super::session_id::SessionId;
use crate::log::Cursor;

/// What is kept in a file over restarts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    /// The fingerprint of the key that signs the sessions' cookies.
    #[serde(default)]
    pub(crate) key: Option<String>,
    /// From when on every session is in here, in milliseconds since 1970.
    #[serde(default)]
    pub(crate) since: u64,
    /// Until when. Of sessions made later some may be missing: a crash came before they were written.
    #[serde(default)]
    pub(crate) until: u64,
    pub(crate) held: Vec<Claim>,
    /// Sessions that are over, of those that the record may lack.
    pub(crate) ended: Vec<SessionId>,
}

/// A name held over restarts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Claim {
    pub(crate) session: SessionId,
    pub(super) name: String,
    /// The log's end when the name was taken: lines before it are somebody else's, though they have
    /// this name. `None`: an earlier version did not keep it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) since: Option<Cursor>,
    /// When the session was last here, in seconds since 1970.
    pub(super) seen: u64,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(super) standing: Standing,
    /// How often the session came in at another address, with a ticket.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(super) arrivals: u32,
}

/// A change of what is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Change {
    /// A session holds a name, in place of what was known of it.
    Held(Claim),
    /// A session holds none, and does not come back.
    Gone(SessionId),
}

/// What a session did here. Where there are too many, those with the lowest standing are forgotten
/// first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Standing {
    /// It took a name.
    Joined,
    /// It listened.
    #[default]
    Visited,
    /// It said something: its name has words in the log.
    Spoke,
}

/// What most have is not written.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
