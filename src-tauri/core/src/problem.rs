//! A refusal or an error as it crosses to pages and programs: a code, arguments, and an English
//! sentence.
//!
//! The code is always a value of an enum: [`ProblemCode`] here, and the desktop app's own. Tests
//! write all codes and reasons into `ui/src/types`, and the page does not compile without words for
//! each.

use std::fmt;

use serde::Serialize;
use strum::VariantNames;

use crate::text::Spot;

/// The codes of the room and of its server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "the errors that have these codes say what they mean")]
pub enum ProblemCode {
    BadCode,
    BadCursor,
    BadEmoji,
    BadFilesFolder,
    BadHostName,
    BadLocalName,
    BadMaxGuests,
    BadName,
    BadRequest,
    BadText,
    BadTicket,
    BadTitle,
    BadTopic,
    BadUpload,
    Busy,
    Closing,
    CodeRequired,
    DiskFailed,
    DiskFull,
    DiskNearlyFull,
    ExportFailed,
    ExportFull,
    ExportInterrupted,
    ExportOverRoom,
    ExportUnwritable,
    FileInUse,
    FileTooLarge,
    FilesFull,
    HostOnly,
    JoinFirst,
    KeyReused,
    LogRewritten,
    NameTaken,
    NamesFull,
    NoSession,
    NoSuchFile,
    NoSuchMessage,
    NoSuchUpload,
    NotErased,
    NotFound,
    NotReady,
    NotYours,
    OtherSession,
    Removed,
    Restarted,
    RoomFull,
    RoomPaused,
    TooBusy,
    TooFast,
    TooLate,
    TooLong,
    TooManyConnections,
    TooManyDownloads,
    TooManyFiles,
    TooManyPins,
    TooManyReactions,
    TooManyStreams,
    TooManyUploads,
    TooSlow,
    UploadUnfinished,
    WrongCode,
    WrongHost,
    WrongMethod,
    WrongOffset,
    WrongOrigin,
    WrongType,
}

/// A refusal as it crosses to the page: a code and arguments for pages in any language, and an
/// English sentence for terminals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Problem {
    /// The word by which programs recognise it.
    pub code: &'static str,
    /// The message for a person, which says what to do.
    pub message: String,
    /// The values that the message contains.
    #[serde(flatten)]
    pub arguments: Box<Arguments>,
}

/// The arguments of a [`Problem`]. Most problems have none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
pub struct Arguments {
    /// The reason, if the same code has several reasons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// A value to try instead, or the one that is used instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
    /// When another attempt makes sense, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(as = "Option<u32>"))]
    pub after_secs: Option<u64>,
    /// The largest allowed value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<usize>,
    /// The character in question, as its number in Unicode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub character: Option<u32>,
    /// The line with the character, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The place of the character in its line, in characters from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// The value in question, such as a port or a path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The place from which an upload goes on, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(as = "Option<u32>"))]
    pub offset: Option<u64>,
    /// The words of the operating system, in its own language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
}

impl Arguments {
    pub(crate) fn put_spot(&mut self, spot: Spot) {
        self.character = Some(spot.code);
        (self.line, self.column) = (Some(spot.line), Some(spot.column));
    }
}

impl Problem {
    /// Creates a problem without arguments. Only an enum of codes is accepted, so that each code is
    /// in the list that the page must have words for.
    pub fn new(code: impl VariantNames + Into<&'static str>, message: impl fmt::Display) -> Problem {
        Problem { code: code.into(), message: message.to_string(), arguments: Box::default() }
    }

    /// Returns the problem with these arguments.
    #[must_use]
    pub fn with(self, arguments: Arguments) -> Problem {
        Problem { arguments: Box::new(arguments), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::CodeError;
    use crate::files::BadUpload;
    use crate::host_name::HostNameError;
    use crate::local_name::LocalNameError;
    use crate::log::FindError;
    use crate::name::NameError;
    use crate::text::TextError;
    use crate::title::TitleError;

    /// The reasons of a code, if it has several. `""` stands for the code alone.
    fn reasons(code: &str) -> Vec<&'static str> {
        match code {
            "bad_code" => CodeError::VARIANTS.to_vec(),
            "bad_host_name" => HostNameError::VARIANTS.to_vec(),
            "bad_local_name" => LocalNameError::VARIANTS.to_vec(),
            "bad_name" => NameError::VARIANTS.to_vec(),
            "bad_request" => [&["", "key"], FindError::VARIANTS].concat(),
            "bad_text" => without("too_long", TextError::VARIANTS),
            "bad_title" => TitleError::VARIANTS.to_vec(),
            "bad_topic" => without("empty", TextError::VARIANTS),
            "bad_upload" => BadUpload::VARIANTS.to_vec(),
            "too_many_streams" => vec!["address", "session", "strangers"],
            _ => vec![""],
        }
    }

    /// A text that is too long has a code of its own, and a topic may be empty.
    fn without(other: &str, reasons: &[&'static str]) -> Vec<&'static str> {
        reasons.iter().copied().filter(|reason| *reason != other).collect()
    }

    /// Its name puts it among the tests with which ts-rs writes types.
    #[test]
    fn export_bindings_of_all_codes_with_their_reasons() {
        let entries = ProblemCode::VARIANTS.iter().map(|code| format!("  {code}: {:?},\n", reasons(code)));
        let text = format!(
            "// This file was generated by a test in Rust (core's problem.rs). Do not edit this file manually.\n\n\
             /** The codes of the room and of its server, each with its reasons. */\n\
             export const roomProblems = {{\n{}}} as const;\n",
            entries.collect::<String>(),
        );
        let folder = ts_rs::Config::from_env().out_dir().to_owned();
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("roomProblems.ts"), text).unwrap();
    }
}
