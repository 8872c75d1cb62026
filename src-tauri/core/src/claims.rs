//! The file of names that sessions hold over a restart: `names.json` beside the log.
//!
//! The file begins with everything that was known when it was written. One change per line follows.
//! So joining costs one line, however many names are held. When there are more changes than names,
//! the file is written again in one step.
//!
//! The file is only a convenience. If it is missing or damaged, each signed cookie still brings its
//! name back, provided that the name is free. The file belongs to one key: cookies that were signed
//! with another key are no longer valid, so the names that go with them are free.

use std::collections::HashMap;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::disk::{Readers, is_no_such_file, read_file, replace_file, sync_data};
use crate::people::{Change, Kept, Saving, SessionId, now_ms};
use crate::session_key::SessionKey;

const CLAIMS_NAME: &str = "names.json";

/// The largest file that is read: ten times the size that the most names need.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// How many changes may follow before the file is written again, in addition to one for each name.
const FEW_CHANGES: usize = 1_000;

/// The file as this process left it.
#[derive(Debug)]
pub(crate) struct Claims {
    folder: PathBuf,
    /// The fingerprint of the key that signs the sessions' cookies.
    key: String,
    /// The file's size, or `None` if it must be written again.
    bytes: Option<u64>,
    changes: usize,
    names: usize,
}

/// The file as it was found.
struct ClaimsFile {
    kept: Kept,
    /// `None` means that changes cannot be appended to it.
    bytes: Option<u64>,
    changes: usize,
}

/// The reason why the file is not used.
#[derive(Debug, thiserror::Error)]
enum UnusableClaims {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("it is not a file, or is larger than 64 MiB")]
    NoSuchFile,
    #[error("it is cut off, or Flatchat did not write it")]
    Broken,
    #[error("its names belong to another session.key")]
    OtherKey,
}

impl Claims {
    /// Opens the file of this folder, and returns its content.
    pub(crate) fn open(folder: &Path, key: &SessionKey) -> (Claims, Kept) {
        let read = read(&folder.join(CLAIMS_NAME)).and_then(|file| if_signed_by(key, file));
        let file = read.unwrap_or_else(|reason| {
            if !matches!(&reason, UnusableClaims::Io(error) if error.kind() == io::ErrorKind::NotFound) {
                tracing::warn!("{CLAIMS_NAME} cannot be used: {reason}. The names in it are free again");
            }
            ClaimsFile { kept: Kept { since: now_ms(), ..Kept::default() }, bytes: None, changes: 0 }
        });
        let claims = Claims {
            folder: folder.to_owned(),
            key: key.fingerprint(),
            bytes: file.bytes,
            changes: file.changes,
            names: file.kept.held.len(),
        };
        (claims, file.kept)
    }

    /// Writes the data to be saved. A file that is not as this process left it needs all of the
    /// data. Blocks.
    ///
    /// # Errors
    /// When the file cannot be written. After that, it needs all of the data.
    pub(crate) fn write(&mut self, saving: Saving) -> io::Result<()> {
        let written = match saving {
            Saving::Nothing => return Ok(()),
            Saving::Changes(changes) => self.append(&changes),
            Saving::Everything(kept) => self.replace(kept),
        };
        written.inspect_err(|_| self.bytes = None)
    }

    /// Whether the file needs all of the data, because changes cannot be appended to it.
    pub(crate) fn needs_everything(&self) -> bool {
        let there = std::fs::metadata(self.folder.join(CLAIMS_NAME)).ok().map(|metadata| metadata.len());
        self.bytes.is_none() || self.bytes != there || self.changes > self.names + FEW_CHANGES
    }

    fn append(&mut self, changes: &[Change]) -> io::Result<()> {
        let lines = changes.iter().map(line).collect::<io::Result<Vec<_>>>()?.concat();
        let mut file = OpenOptions::new().append(true).open(self.folder.join(CLAIMS_NAME))?;
        file.write_all(&lines)?;
        sync_data(&file)?;
        self.bytes = self.bytes.map(|bytes| bytes + lines.len() as u64);
        self.changes += changes.len();
        Ok(())
    }

    fn replace(&mut self, kept: Kept) -> io::Result<()> {
        let kept = Kept { key: Some(self.key.clone()), ..kept };
        let line = line(&kept)?;
        replace_file(&self.folder.join(CLAIMS_NAME), &line, Readers::Default)?;
        (self.bytes, self.changes, self.names) = (Some(line.len() as u64), 0, kept.held.len());
        Ok(())
    }
}

fn line(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    Ok(line)
}

fn read(path: &Path) -> Result<ClaimsFile, UnusableClaims> {
    let bytes = match read_file(path, MAX_BYTES) {
        Err(error) if is_no_such_file(&error) => return Err(UnusableClaims::NoSuchFile),
        read => read?,
    };
    let mut values = serde_json::Deserializer::from_slice(&bytes);
    let first = Kept::deserialize(&mut values).map_err(|_| UnusableClaims::Broken)?;
    let mut changes = Vec::new();
    let mut is_whole = bytes.ends_with(b"\n") && first.key.is_some();
    for change in values.into_iter() {
        let Ok(change) = change else {
            // A crash has cut off the last change.
            is_whole = false;
            break;
        };
        changes.push(change);
    }
    let bytes = is_whole.then_some(bytes.len() as u64);
    Ok(ClaimsFile { bytes, changes: changes.len(), kept: with_changes(first, changes) })
}

fn with_changes(kept: Kept, changes: Vec<Change>) -> Kept {
    let mut held: HashMap<SessionId, _> = kept.held.into_iter().map(|claim| (claim.session, claim)).collect();
    let mut ended = kept.ended;
    for change in changes {
        match change {
            Change::Held(claim) => drop(held.insert(claim.session, claim)),
            Change::Gone(session) => {
                held.remove(&session);
                ended.push(session);
            }
        }
    }
    Kept { held: held.into_values().collect(), ended, ..kept }
}

/// A file from an earlier version names no key. It belongs to the key that was beside it.
fn if_signed_by(key: &SessionKey, file: ClaimsFile) -> Result<ClaimsFile, UnusableClaims> {
    let signed_by = file.kept.key.as_ref();
    let is_ours = signed_by.map_or(key.was_kept(), |signed_by| *signed_by == key.fingerprint());
    if is_ours { Ok(file) } else { Err(UnusableClaims::OtherKey) }
}
