//! Why the room says no, in words for the person who asked.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::code::CodeError;
use crate::local_name::LocalNameError;
use crate::log::AppendError;
use crate::max_guests::{MaxGuests, MaxGuestsError};
use crate::name::{MAX_NAME_CHARS, NameError};
use crate::text::{MAX_TEXT_BYTES, Spot, TextError};
use crate::title::TitleError;

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
    /// This cannot be the title of a room.
    #[error(transparent)]
    Title(#[from] TitleError),
    /// This cannot be the code of a room.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// This cannot be the most guests of a room.
    #[error(transparent)]
    MaxGuests(#[from] MaxGuestsError),
    /// This cannot be the room's name on the network.
    #[error(transparent)]
    LocalName(#[from] LocalNameError),
    /// Not a host name under which the room could be opened.
    #[error("{0}")]
    BadHostName(&'static str),
    /// Sent to the room before it was started again.
    #[error("the room was started again; check whether this was said before you say it again")]
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
    /// As much heavy work as one guest or one address may ask for at once.
    #[error("you or others at your address are searching already; try again when that is done")]
    TooBusy,
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
            Refusal::Title(_) => "bad_title",
            Refusal::Code(_) => "bad_code",
            Refusal::MaxGuests(_) => "bad_max_guests",
            Refusal::LocalName(_) => "bad_local_name",
            Refusal::BadHostName(_) => "bad_host_name",
            Refusal::Restarted | Refusal::Append(AppendError::Interrupted) => "restarted",
            Refusal::BadTicket => "bad_ticket",
            Refusal::OtherSession => "other_session",
            Refusal::TooFast { .. } => "too_fast",
            Refusal::TooBusy => "too_busy",
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

    /// Why, where the same code has several reasons.
    fn reason(&self) -> Option<&'static str> {
        Some(match self {
            Refusal::Name(error) => name_reason(*error),
            Refusal::Text(error) => text_reason(*error),
            Refusal::Title(TitleError::Empty) | Refusal::Code(CodeError::Empty) => "empty",
            Refusal::Title(TitleError::TooLong) | Refusal::Code(CodeError::TooLong) => "too_long",
            Refusal::Code(CodeError::Control) => "control",
            Refusal::LocalName(error) => local_name_reason(*error),
            Refusal::TooManyStreams => "address",
            Refusal::TooManyOfYours => "session",
            Refusal::TooManyStrangers => "strangers",
            Refusal::BadKey => "key",
            Refusal::BadFind => "find",
            _ => return None,
        })
    }

    /// What the message says besides its code, so that a page can say it in any language.
    pub fn arguments(&self) -> Arguments {
        let mut arguments = Arguments { reason: self.reason().map(str::to_owned), ..Arguments::default() };
        match self {
            Refusal::NameTaken { suggestion } => arguments.suggestion = Some(suggestion.clone()),
            Refusal::TooFast { after_secs } => arguments.after_secs = Some(*after_secs),
            Refusal::MaxGuests(_) => arguments.most = Some(MaxGuests::MOST.get()),
            Refusal::Name(NameError::TooLong) => arguments.most = Some(MAX_NAME_CHARS),
            Refusal::Name(
                NameError::Unshowable(code) | NameError::Invisible(code) | NameError::LooseMark(code),
            ) => arguments.character = Some(*code),
            Refusal::Text(TextError::TooLong) => arguments.most = Some(MAX_TEXT_BYTES),
            Refusal::Text(TextError::Control(spot) | TextError::WronglyConverted { spot, .. }) => {
                arguments.put_spot(*spot);
            }
            _ => {}
        }
        if let Refusal::Text(TextError::WronglyConverted { meant, .. }) = self {
            arguments.suggestion = Some(meant.to_string());
        }
        arguments
    }
}

fn name_reason(error: NameError) -> &'static str {
    match error {
        NameError::Empty => "empty",
        NameError::TooLong => "too_long",
        NameError::Colon => "colon",
        NameError::Unshowable(_) => "unshowable",
        NameError::Invisible(_) => "invisible",
        NameError::LooseMark(_) => "loose_mark",
        NameError::TooManyMarks => "too_many_marks",
    }
}

fn local_name_reason(error: LocalNameError) -> &'static str {
    match error {
        LocalNameError::Empty => "empty",
        LocalNameError::TooLong => "too_long",
        LocalNameError::Letters => "letters",
        LocalNameError::Hyphen => "hyphen",
    }
}

fn text_reason(error: TextError) -> &'static str {
    match error {
        TextError::Empty => "empty",
        TextError::TooLong => "too_long",
        TextError::Control(_) => "control",
        TextError::WronglyConverted { .. } => "wrongly_converted",
    }
}

/// A refusal as it crosses to the page: a code and arguments for pages in any language, and an
/// English sentence for terminals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Problem {
    /// The word by which programs know it.
    pub code: String,
    /// What to do, for a person.
    pub message: String,
    /// What the message says besides.
    #[serde(flatten)]
    pub arguments: Arguments,
}

/// The arguments of a [`Problem`]. Most problems have none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
pub struct Arguments {
    /// Why, where the same code has several reasons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What to try instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
    /// When it is worth trying again, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(as = "Option<u32>"))]
    pub after_secs: Option<u64>,
    /// The most that is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<usize>,
    /// The character that is meant, as its number in Unicode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub character: Option<u32>,
    /// The line in which it is, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Its place in the line, in characters from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
}

impl Arguments {
    fn put_spot(&mut self, spot: Spot) {
        self.character = Some(spot.code);
        (self.line, self.column) = (Some(spot.line), Some(spot.column));
    }
}

impl Problem {
    /// A problem without arguments.
    pub fn new(code: &str, message: impl fmt::Display) -> Problem {
        Problem { code: code.to_owned(), message: message.to_string(), arguments: Arguments::default() }
    }
}

impl From<&Refusal> for Problem {
    fn from(refusal: &Refusal) -> Problem {
        Problem { arguments: refusal.arguments(), ..Problem::new(refusal.code(), refusal) }
    }
}

impl Serialize for Refusal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Problem::from(self).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::text::Text;

    #[test]
    fn a_page_can_say_everything_that_the_sentence_says() {
        let refusal = Refusal::from(Text::new("one\ntwo\u{7}").unwrap_err());
        let problem = serde_json::to_value(&refusal).unwrap();
        assert_eq!(
            problem,
            json!({
                "code": "bad_text", "reason": "control", "character": 7, "line": 2, "column": 4,
                "message": "the message has a control character (U+0007, line 2, character 4); remove it and send again",
            })
        );
        let busy = serde_json::to_value(Refusal::TooFast { after_secs: 7 }).unwrap();
        assert_eq!(busy["after_secs"], 7);
        assert_eq!(serde_json::to_value(Refusal::Paused).unwrap().as_object().unwrap().len(), 2);
    }
}
