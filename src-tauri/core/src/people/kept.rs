//! The data about people that survives restarts.

use serde::{Deserialize, Serialize};

use super::session_id::SessionId;
use crate::log::Cursor;

/// The data about people that a file keeps over restarts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    /// The fingerprint of the key that signs the sessions' cookies.
    #[serde(default)]
    pub(crate) key: Option<String>,
    /// The start of the time for which every session is recorded here, in milliseconds since 1970.
    #[serde(default)]
    pub(crate) since: u64,
    /// The end of that time. Sessions that were made later may be missing, because a crash may have
    /// come before they were written.
    #[serde(default)]
    pub(crate) until: u64,
    pub(crate) held: Vec<Claim>,
    /// Sessions that are over, among those that the record may lack.
    pub(crate) ended: Vec<SessionId>,
}

/// A name that is held over restarts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Claim {
    pub(crate) session: SessionId,
    pub(super) name: String,
    /// The log's end when the name was taken. Earlier lines with this name are somebody else's.
    /// `None` means that an earlier version did not record it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) since: Option<Cursor>,
    /// When the session was last here, in seconds since 1970.
    pub(super) seen: u64,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(super) standing: Standing,
    /// How many times the session arrived at another address with a ticket.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(super) arrivals: u32,
}

/// A change of the data that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Change {
    /// A session holds a name. This replaces everything known about it.
    Held(Claim),
    /// A session holds no name, and does not come back.
    Gone(SessionId),
}

/// A session's activity here. When there are too many sessions, the ones with the lowest standing
/// are forgotten first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Standing {
    /// It took a name.
    Joined,
    /// It opened an event stream.
    #[default]
    Visited,
    /// It said something, so its name stands in the log.
    Spoke,
}

/// Omits fields that have the usual value.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
