//! Exports: the whole room as one file in another format, for people who were not there, for
//! programs, and for later.
//!
//! # Invariants
//! * The log is read page by page, so memory stays bounded however long it is.
//! * The file is there as a whole or not at all. An older file of this name stays as it is until
//!   then.
//! * An entry that was removed has no words in any format, because it has none any more.
//!
//! | file | content |
//! |---|---|
//! | `target` | the file that is written |
//! | `markdown` | a text to read, with the marks of Markdown |
//! | `escape` | text as literal text in Markdown |
//! | `name` | the name that is suggested for the file |
//! | `html` | one page that opens offline and searches |

mod escape;
mod html;
mod markdown;
mod name;
mod target;
#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use flatchat_words::{Language, Words};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::disk::is_full;
use crate::problem::{Arguments, Problem, ProblemCode};
use crate::refusal::Refusal;
use crate::room::{Room, Walk};
use target::Target;

const CHUNK_BYTES: usize = 64 * 1024;

/// The formats in which the room can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// One page that opens offline and searches.
    Html,
    /// A text to read, in Markdown.
    Markdown,
    /// The entries as later lines have left them, one JSON object on each line.
    JsonLines,
    /// `chat.txt`, byte for byte.
    Log,
}

impl ExportFormat {
    /// The ending of a file of this format, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            ExportFormat::Html => "html",
            ExportFormat::Markdown => "md",
            ExportFormat::JsonLines => "jsonl",
            ExportFormat::Log => "txt",
        }
    }
}

/// Why a room was not exported. Nothing is left of the new file then.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The log cannot be read, or the room is closing.
    #[error(transparent)]
    Room(#[from] Refusal),
    /// The file would take the place of one of the room's own files.
    #[error("the room keeps its own files in this folder; choose another name or another folder")]
    FileOfRoom,
    /// The path is not that of a file.
    #[error("{} is not a place for a file; choose another", .0.display())]
    NotAFile(PathBuf),
    /// The disk is full.
    #[error("the disk is full; free some space, or choose another place")]
    Full,
    /// The file cannot be written.
    #[error("the file cannot be written there ({0}); choose another place")]
    Unwritable(io::Error),
    /// The program failed.
    #[error("the export failed; try again")]
    Failed,
}

impl From<io::Error> for ExportError {
    fn from(error: io::Error) -> ExportError {
        if is_full(&error) { ExportError::Full } else { ExportError::Unwritable(error) }
    }
}

impl From<&ExportError> for Problem {
    fn from(error: &ExportError) -> Problem {
        let code = match error {
            ExportError::Room(Refusal::LogRewritten) => ProblemCode::ExportInterrupted,
            ExportError::Room(refusal) => return Problem::from(refusal),
            ExportError::FileOfRoom => ProblemCode::ExportOverRoom,
            ExportError::NotAFile(_) | ExportError::Unwritable(_) => ProblemCode::ExportUnwritable,
            ExportError::Full => ProblemCode::ExportFull,
            ExportError::Failed => ProblemCode::ExportFailed,
        };
        let cause = match error {
            ExportError::Unwritable(error) => Some(error.to_string()),
            _ => None,
        };
        Problem::new(code, error).with(Arguments { cause, ..Arguments::default() })
    }
}

/// The facts about the room that an export begins with.
#[derive(Debug, Serialize)]
struct About {
    title: String,
    topic: String,
    /// When it was exported (RFC 3339, UTC, whole seconds).
    exported_at: String,
    /// The cursor of the log's end at that time.
    cursor: String,
    /// The words of the host's language.
    #[serde(skip)]
    words: &'static Words,
}

impl Room {
    /// Returns the name that is suggested for an export that is made now.
    pub fn export_name(&self, format: ExportFormat) -> String {
        name::file_name(&self.facts().title, format, Timestamp::now())
    }

    /// Writes the whole room as it is now into the file `to`, with words of this language around
    /// what was said. Lines that come meanwhile are left out. What was removed meanwhile may still
    /// be in the file.
    ///
    /// # Errors
    /// When the log cannot be read, or the file cannot be written. An older file at this place is
    /// as it was then.
    pub async fn export(
        &self,
        format: ExportFormat,
        language: Language,
        to: &Path,
    ) -> Result<(), ExportError> {
        let walk = self.walk().await?;
        let (title, exported_at) = (self.facts().title, format!("{:.0}", Timestamp::now()));
        let (room, to) = (self.folder().to_owned(), to.to_owned());
        let written = self.run_to_its_end(move || {
            let (topic, cursor) = (walk.topic(), walk.end());
            let about = About { title, topic, exported_at, cursor, words: language.words() };
            let mut target = Target::create(&to, &room)?;
            write_as(format, &about, walk, target.file())?;
            target.finish()
        });
        written.await.unwrap_or(Err(ExportError::Failed))
    }
}

fn write_as(
    format: ExportFormat,
    about: &About,
    walk: Walk,
    out: &mut impl Write,
) -> Result<(), ExportError> {
    match format {
        ExportFormat::Html => html::write(about, walk, out),
        ExportFormat::Markdown => markdown::write(about, walk, out),
        ExportFormat::JsonLines => write_json_lines(walk, out),
        ExportFormat::Log => copy_log(walk, out),
    }
}

fn write_json_lines(mut walk: Walk, out: &mut impl Write) -> Result<(), ExportError> {
    while let Some(page) = walk.next_page()? {
        for entry in page {
            out.write_all(&json(&entry))?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}

fn copy_log(mut walk: Walk, out: &mut impl Write) -> Result<(), ExportError> {
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        match walk.next_bytes(&mut chunk)? {
            0 => return Ok(()),
            n => out.write_all(&chunk[..n])?,
        }
    }
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("text and numbers are JSON")
}
