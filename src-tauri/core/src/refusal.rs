//! All the reasons why the room refuses a request, in words for the person who asked.

use serde::{Serialize, Serializer};

use crate::code::{CodeError, MAX_CODE_CHARS};
use crate::emoji::EmojiError;
use crate::files::{BadUpload, MAX_SHARED};
use crate::host_name::HostNameError;
use crate::local_name::{LocalNameError, MAX_LABEL_BYTES};
use crate::log::{AppendError, FindError};
use crate::max_guests::{MaxGuests, MaxGuestsError};
use crate::name::{MAX_NAME_CHARS, NameError};
use crate::problem::ProblemCode;
pub use crate::problem::{Arguments, Problem};
use crate::text::{MAX_TEXT_BYTES, TextError};
use crate::title::{MAX_TITLE_CHARS, TitleError};
use crate::topic::{MAX_TOPIC_CHARS, TopicError};

/// A refusal: the request was not carried out, and the message says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The name is not valid.
    #[error(transparent)]
    Name(#[from] NameError),
    /// The name is held by somebody else, or looks like a held name.
    #[error("somebody here already has this name, or a similar one; try “{suggestion}”")]
    NameTaken {
        /// A name that is free.
        suggestion: String,
    },
    /// The text is not valid.
    #[error(transparent)]
    Text(#[from] TextError),
    /// The text could not be stored.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// The room holds as many names as it can.
    #[error("this room holds as many names as it can; somebody has to leave for good first")]
    NamesFull,
    /// The request needs a session.
    #[error("join the room first")]
    JoinFirst,
    /// The request needs a session, because the room has a code.
    #[error("this room asks for a code; join with it first")]
    CodeRequired,
    /// The code is not this room's code.
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
    /// The text cannot be the room's name on the network.
    #[error(transparent)]
    LocalName(#[from] LocalNameError),
    /// The text is not a host name under which the room could be opened.
    #[error(transparent)]
    HostName(#[from] HostNameError),
    /// The request was meant for the room as it was before it was started again.
    #[error("the room was started again; check whether this was said before you say it again")]
    Restarted,
    /// The ticket is not valid, has been used, or is too old.
    #[error("this way in was used already or is too old; join again")]
    BadTicket,
    /// The ticket belongs to another session than the request.
    #[error("somebody else is in the room from this browser already")]
    OtherSession,
    /// The request is over the limits.
    #[error("that was a lot at once; try again in {after_secs} s")]
    TooFast {
        /// When another attempt makes sense, in seconds.
        after_secs: u64,
    },
    /// The room has no place for another guest.
    #[error("the room is full; somebody has to leave first")]
    RoomFull,
    /// The host has paused the room.
    #[error("the host has paused the room; wait until it goes on")]
    Paused,
    /// The address has as many streams as it may have.
    #[error("too many open windows from your address; close one first")]
    TooManyStreams,
    /// The session has as many streams as it may have.
    #[error("you have this room open too often; close one of its windows first")]
    TooManyOfYours,
    /// There are as many streams of strangers as there may be.
    #[error("too many people are reading without a name; join the room to get a place")]
    TooManyStrangers,
    /// One guest or one address already has as much heavy work as it may have.
    #[error("you or others at your address are searching already; try again when that is done")]
    TooBusy,
    /// The search is not valid.
    #[error(transparent)]
    Find(#[from] FindError),
    /// The text is not an emoji.
    #[error(transparent)]
    Emoji(#[from] EmojiError),
    /// The text cannot be a topic.
    #[error(transparent)]
    Topic(#[from] TopicError),
    /// No line that stands by itself begins there.
    #[error("there is no such message; use the id of an entry that the room gave out")]
    NoSuchMessage,
    /// The words of the message are gone.
    #[error("this message was removed")]
    Removed,
    /// Only its author can do this.
    #[error("this was written by somebody else, or before you joined; only its author can change it")]
    NotYours,
    /// The message can no longer be edited.
    #[error("a message can be edited for 15 minutes; write a new one")]
    TooLate,
    /// Only the host can do this.
    #[error("only the host can do this, in the app's window")]
    HostOnly,
    /// The person has reacted in as many ways as they may.
    #[error("you have reacted to this message in 20 ways; take one back first")]
    TooManyReactions,
    /// As many lines are pinned as may be.
    #[error("50 messages are pinned; unpin one first")]
    TooManyPins,
    /// The log was not read far enough yet.
    #[error("the room is still reading its log; try again in a moment")]
    NotReady,
    /// The words of a removed message could not be overwritten yet.
    #[error(
        "the message is removed, but its words are still in the file: the disk does not let them be overwritten; this is tried again"
    )]
    NotErased,
    /// The idempotency key is too long, or is not text.
    #[error("a key is text of at most 128 bytes")]
    BadKey,
    /// Something else was said with this idempotency key.
    #[error("something else was said with this key already; send this with a key of its own")]
    KeyReused,
    /// These files are shared, with another caption.
    #[error("these files are shared with other words already; edit that message, or upload them again")]
    SharedBefore,
    /// The value is neither a cursor nor an offset.
    #[error("that is no place in the log; use a cursor that the room gave out")]
    BadCursor,
    /// The cursor belongs to another file.
    #[error("the log was rewritten since; start again from the newest page")]
    LogRewritten,
    /// The log cannot be read.
    #[error("the host's disk does not answer; try again later")]
    Unreadable,
    /// There is no upload with this id, or there is none any more.
    #[error("there is no such upload, or not any more; begin again")]
    NoSuchUpload,
    /// The bytes belong to another place of the file than the next one.
    #[error("the next bytes belong at {offset}; go on from there")]
    WrongOffset {
        /// How many bytes are there.
        offset: u64,
    },
    /// Something about an upload is not valid.
    #[error(transparent)]
    BadUpload(#[from] BadUpload),
    /// The file is larger than a file may be.
    #[error("a file may have at most {} here; send a smaller one", megabytes(*most))]
    FileTooLarge {
        /// The most bytes of a file.
        most: u64,
    },
    /// The files of the room would take more than they may.
    #[error("the files of this room may take {} together; the host can remove some, or allow more", megabytes(*most))]
    FilesFull {
        /// The most bytes of all files.
        most: u64,
    },
    /// The file would take space that is kept free on the host's disk.
    #[error("the host's disk is nearly full; the host has to free some space first")]
    DiskNearlyFull,
    /// The guest, the address or the room has as many unfinished uploads as there may be.
    #[error("too many uploads are under way, of yours, from your address or in all; wait until one is done")]
    TooManyUploads,
    /// Not all bytes of a file are there yet.
    #[error("a file is not there completely yet; send the rest first")]
    UploadUnfinished,
    /// The place of the files is not a folder that can be used.
    #[error(
        "the room cannot keep files: “files” in its folder is not a folder, or a link; the host has to move it away"
    )]
    BadFilesFolder,
    /// There is no file with this name.
    #[error("there is no such file; it may have been removed")]
    NoSuchFile,
    /// One message shares more files than it may.
    #[error("one message can share at most {MAX_SHARED} files; share the others in another one")]
    TooManyFiles,
    /// No name or session can be made.
    #[error("the host's computer cannot make a session just now; try again later")]
    NoSession,
}

impl Refusal {
    /// Returns the word by which programs recognise this refusal.
    pub fn code(&self) -> &'static str {
        self.problem_code().into()
    }

    fn problem_code(&self) -> ProblemCode {
        match self {
            Refusal::Name(_) => ProblemCode::BadName,
            Refusal::NameTaken { .. } => ProblemCode::NameTaken,
            Refusal::Text(TextError::TooLong) => ProblemCode::TooLong,
            Refusal::Text(_) => ProblemCode::BadText,
            Refusal::Append(AppendError::Full) => ProblemCode::DiskFull,
            Refusal::Append(AppendError::InUse) => ProblemCode::FileInUse,
            Refusal::Append(AppendError::Disk(_)) | Refusal::Unreadable => ProblemCode::DiskFailed,
            Refusal::Append(AppendError::Closed) => ProblemCode::Closing,
            Refusal::JoinFirst => ProblemCode::JoinFirst,
            Refusal::CodeRequired => ProblemCode::CodeRequired,
            Refusal::WrongCode => ProblemCode::WrongCode,
            Refusal::Title(_) => ProblemCode::BadTitle,
            Refusal::Code(_) => ProblemCode::BadCode,
            Refusal::MaxGuests(_) => ProblemCode::BadMaxGuests,
            Refusal::LocalName(_) => ProblemCode::BadLocalName,
            Refusal::HostName(_) => ProblemCode::BadHostName,
            Refusal::Restarted | Refusal::Append(AppendError::Interrupted) => ProblemCode::Restarted,
            Refusal::BadTicket => ProblemCode::BadTicket,
            Refusal::OtherSession => ProblemCode::OtherSession,
            Refusal::TooFast { .. } => ProblemCode::TooFast,
            Refusal::TooBusy => ProblemCode::TooBusy,
            Refusal::RoomFull => ProblemCode::RoomFull,
            Refusal::Paused => ProblemCode::RoomPaused,
            Refusal::TooManyStreams | Refusal::TooManyOfYours | Refusal::TooManyStrangers => {
                ProblemCode::TooManyStreams
            }
            Refusal::NamesFull => ProblemCode::NamesFull,
            Refusal::KeyReused | Refusal::SharedBefore => ProblemCode::KeyReused,
            Refusal::BadKey | Refusal::Find(_) => ProblemCode::BadRequest,
            Refusal::BadCursor => ProblemCode::BadCursor,
            Refusal::LogRewritten => ProblemCode::LogRewritten,
            Refusal::NoSession => ProblemCode::NoSession,
            Refusal::Emoji(_) => ProblemCode::BadEmoji,
            Refusal::Topic(_) => ProblemCode::BadTopic,
            Refusal::NoSuchMessage => ProblemCode::NoSuchMessage,
            Refusal::Removed => ProblemCode::Removed,
            Refusal::NotYours => ProblemCode::NotYours,
            Refusal::TooLate => ProblemCode::TooLate,
            Refusal::HostOnly => ProblemCode::HostOnly,
            Refusal::TooManyReactions => ProblemCode::TooManyReactions,
            Refusal::TooManyPins => ProblemCode::TooManyPins,
            Refusal::NotReady => ProblemCode::NotReady,
            Refusal::NotErased => ProblemCode::NotErased,
            Refusal::NoSuchUpload => ProblemCode::NoSuchUpload,
            Refusal::WrongOffset { .. } => ProblemCode::WrongOffset,
            Refusal::BadUpload(_) => ProblemCode::BadUpload,
            Refusal::FileTooLarge { .. } => ProblemCode::FileTooLarge,
            Refusal::FilesFull { .. } => ProblemCode::FilesFull,
            Refusal::DiskNearlyFull => ProblemCode::DiskNearlyFull,
            Refusal::TooManyUploads => ProblemCode::TooManyUploads,
            Refusal::UploadUnfinished => ProblemCode::UploadUnfinished,
            Refusal::BadFilesFolder => ProblemCode::BadFilesFolder,
            Refusal::NoSuchFile => ProblemCode::NoSuchFile,
            Refusal::TooManyFiles => ProblemCode::TooManyFiles,
        }
    }

    /// Returns the reason, if the same code has several reasons.
    fn reason(&self) -> Option<&'static str> {
        Some(match self {
            Refusal::Name(error) => error.into(),
            Refusal::Text(error) | Refusal::Topic(TopicError::Text(error)) => error.into(),
            Refusal::Topic(TopicError::TooLong) => TextError::TooLong.into(),
            Refusal::Title(error) => error.into(),
            Refusal::Code(error) => error.into(),
            Refusal::LocalName(error) => error.into(),
            Refusal::HostName(error) => error.into(),
            Refusal::BadUpload(error) => error.into(),
            Refusal::TooManyStreams => "address",
            Refusal::TooManyOfYours => "session",
            Refusal::TooManyStrangers => "strangers",
            Refusal::BadKey => "key",
            Refusal::Find(error) => error.into(),
            _ => return None,
        })
    }

    /// What the message says besides its code, so that a page can say it in any language.
    pub fn arguments(&self) -> Arguments {
        let mut arguments = Arguments { reason: self.reason(), ..Arguments::default() };
        match self {
            Refusal::NameTaken { suggestion } => arguments.suggestion = Some(suggestion.clone()),
            Refusal::TooFast { after_secs } => arguments.after_secs = Some(*after_secs),
            Refusal::WrongOffset { offset } => arguments.offset = Some(*offset),
            Refusal::FileTooLarge { most } | Refusal::FilesFull { most } => {
                arguments.most = usize::try_from(*most).ok();
            }
            Refusal::TooManyFiles => arguments.most = Some(MAX_SHARED),
            Refusal::MaxGuests(_) => arguments.most = Some(MaxGuests::MOST.get()),
            Refusal::Name(NameError::TooLong) => arguments.most = Some(MAX_NAME_CHARS),
            Refusal::Name(
                NameError::Unshowable(code) | NameError::Invisible(code) | NameError::LooseMark(code),
            ) => arguments.character = Some(*code),
            Refusal::Text(TextError::TooLong) => arguments.most = Some(MAX_TEXT_BYTES),
            Refusal::Title(TitleError::TooLong) => arguments.most = Some(MAX_TITLE_CHARS),
            Refusal::Code(CodeError::TooLong) => arguments.most = Some(MAX_CODE_CHARS),
            Refusal::LocalName(LocalNameError::TooLong) => arguments.most = Some(MAX_LABEL_BYTES),
            Refusal::Topic(TopicError::TooLong) => arguments.most = Some(MAX_TOPIC_CHARS),
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

/// Writes a number of bytes in megabytes.
fn megabytes(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{bytes} bytes"),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}

impl From<&Refusal> for Problem {
    fn from(refusal: &Refusal) -> Problem {
        Problem::new(refusal.problem_code(), refusal).with(refusal.arguments())
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
