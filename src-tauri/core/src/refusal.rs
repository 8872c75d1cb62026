//! Why the room says no, in words for the person who asked.

use serde::{Serialize, Serializer};

use crate::log::AppendError;
use crate::name::NameError;
use crate::text::TextError;

/// A refusal: what was asked is not done, and the message says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The name cannot be one.
    #[error(transparent)]
    Name(#[from] NameError),
    /// The name is held by somebody else, or looks like one that is.
    #[error("somebody here is already called that, or nearly; try “{suggestion}”")]
    NameTaken {
        /// A name that is free.
        suggestion: String,
    },
    /// The text cannot be said.
    #[error(transparent)]
    Text(#[from] TextError),
    /// The text could not be stored.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// As many names are held as a room can hold.
    #[error("this room holds as many names as it can; somebody has to leave for good first")]
    NamesFull,
    /// No session.
    #[error("join the room first")]
    JoinFirst,
    /// No session, and the room has a code.
    #[error("this room asks for a code; join with it first")]
    CodeRequired,
    /// Not this room's code.
    #[error("that is not the room's code; ask the host, or scan the QR code again")]
    WrongCode,
    /// No title for a room.
    #[error("{0}")]
    BadTitle(&'static str),
    /// No code for a room.
    #[error("{0}")]
    BadCode(&'static str),
    /// This cannot be the most guests of a room.
    #[error("a room takes from 1 to {most} guests")]
    BadMaxGuests {
        /// The most guests that a room can have.
        most: usize,
    },
    /// No name for this computer on the network.
    #[error("{0}")]
    BadLocalName(&'static str),
    /// Not a host name under which the room could be opened.
    #[error("{0}")]
    BadHostName(&'static str),
    /// Sent to the room before it was started again.
    #[error("the room was started again; look whether this was said before you say it again")]
    Restarted,
    /// A ticket that is none, has been used, or is too old.
    #[error("this way in was used already or is too old; join again")]
    BadTicket,
    /// A ticket of somebody else than who came with it.
    #[error("somebody else is in the room from this browser already")]
    OtherSession,
    /// More than the limits allow.
    #[error("that was a lot at once; try again in {after_secs} s")]
    TooFast {
        /// When it is worth trying again, in seconds.
        after_secs: u64,
    },
    /// As many guests as the room takes.
    #[error("the room is full; somebody has to leave first")]
    RoomFull,
    /// The host wants quiet.
    #[error("the host has paused the room; wait until it goes on")]
    Paused,
    /// As many streams as one address may have.
    #[error("too many open windows from your address; close one first")]
    TooManyStreams,
    /// As many streams as one session may have.
    #[error("you have this room open too often; close one of its windows first")]
    TooManyOfYours,
    /// As many streams as there may be of those who have not joined.
    #[error("too many read along here without a name; join the room, and there is a place for you")]
    TooManyStrangers,
    /// Nothing to look for, or too much.
    #[error("type one or more words to find, 256 bytes at most")]
    BadFind,
    /// The idempotency key is too long, or no text.
    #[error("a key is text of at most 128 bytes")]
    BadKey,
    /// Something else was said with this idempotency key.
    #[error("something else was said with this key already; send this with a key of its own")]
    KeyReused,
    /// Not a cursor and not an offset.
    #[error("that is no place in the log; use a cursor that the room gave out")]
    BadCursor,
    /// The cursor is from another file.
    #[error("the log was rewritten since; start again from the newest page")]
    LogRewritten,
    /// The log cannot be read.
    #[error("the host's disk does not answer; try again later")]
    Unreadable,
    /// Names or sessions cannot be made.
    #[error("the host's computer cannot make a session just now; try again later")]
    NoSession,
}

impl Refusal {
    /// The word by which programs know this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Name(_) => "bad_name",
            Refusal::NameTaken { .. } => "name_taken",
            Refusal::Text(TextError::TooLong) => "too_long",
            Refusal::Text(_) => "bad_text",
            Refusal::Append(AppendError::Full) => "disk_full",
            Refusal::Append(AppendError::Disk(_)) | Refusal::Unreadable => "disk_failed",
            Refusal::Append(AppendError::Closed) => "closing",
            Refusal::JoinFirst => "join_first",
            Refusal::CodeRequired => "code_required",
            Refusal::WrongCode => "wrong_code",
            Refusal::BadTitle(_) => "bad_title",
            Refusal::BadCode(_) => "bad_code",
            Refusal::BadMaxGuests { .. } => "bad_max_guests",
            Refusal::BadLocalName(_) => "bad_local_name",
            Refusal::BadHostName(_) => "bad_host_name",
            Refusal::Restarted | Refusal::Append(AppendError::Interrupted) => "restarted",
            Refusal::BadTicket => "bad_ticket",
            Refusal::OtherSession => "other_session",
            Refusal::TooFast { .. } => "too_fast",
            Refusal::RoomFull => "room_full",
            Refusal::Paused => "room_paused",
            Refusal::TooManyStreams | Refusal::TooManyOfYours | Refusal::TooManyStrangers => {
                "too_many_streams"
            }
            Refusal::NamesFull => "names_full",
            Refusal::KeyReused => "key_reused",
            Refusal::BadKey | Refusal::BadFind => "bad_request",
            Refusal::BadCursor => "bad_cursor",
            Refusal::LogRewritten => "log_rewritten",
            Refusal::NoSession => "no_session",
        }
    }

    /// What to try instead.
    pub fn suggestion(&self) -> Option<&str> {
        match self {
            Refusal::NameTaken { suggestion } => Some(suggestion),
            _ => None,
        }
    }
}

/// A refusal as it crosses to the page: `{code, message, suggestion?}`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Problem {
    /// The word by which programs know it.
    pub code: String,
    /// What to do, for a person.
    pub message: String,
    /// What to try instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub suggestion: Option<String>,
}

impl From<&Refusal> for Problem {
    fn from(refusal: &Refusal) -> Problem {
        Problem {
            code: refusal.code().to_owned(),
            message: refusal.to_string(),
            suggestion: refusal.suggestion().map(str::to_owned),
        }
    }
}

impl Serialize for Refusal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Problem::from(self).serialize(serializer)
    }
}
