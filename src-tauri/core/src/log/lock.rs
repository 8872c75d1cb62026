//! Who may write: an OS lock on a file beside the log, with a line that says who holds it.
//!
//! The lock is on a file of its own because editors replace `chat.txt` itself, and because on Windows a locked file
//! could not be appended to by others. It ends with the process, however that ends.
//!
//! On Windows a locked file cannot even be read, so there the line is in a file of its own.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

const LOCK_NAME: &str = "chat.lock";
const HOLDER_NAME: &str = if cfg!(windows) { "chat.holder" } else { LOCK_NAME };

/// Holders say less than this of themselves.
const MAX_HOLDER_BYTES: u64 = 200;

/// Why this process may not write here.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another process does.
    #[error("{} is in use by {holder}; close that first, or choose another folder", folder.display())]
    Held {
        /// The room's folder.
        folder: PathBuf,
        /// What the holder says of itself.
        holder: String,
    },
    /// The lock file cannot be used.
    #[error("cannot lock {}: {source}", folder.display())]
    Io {
        /// The room's folder.
        folder: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// Held for as long as this lives.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "held, never read")] File);

pub(super) fn take(folder: &Path, held_by: &str) -> Result<Lock, LockError> {
    let io = |source| LockError::Io { folder: folder.to_owned(), source };
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(folder.join(LOCK_NAME))
        .map_err(io)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(LockError::Held { folder: folder.to_owned(), holder: holder(folder) });
        }
        Err(TryLockError::Error(source)) => return Err(io(source)),
    }
    if let Err(error) = std::fs::write(folder.join(HOLDER_NAME), format!("{held_by}\n")) {
        // A full disk: the lock holds all the same, only a second process cannot say by whom.
        tracing::warn!(%error, "cannot write who holds the log");
    }
    Ok(Lock(file))
}

fn holder(folder: &Path) -> String {
    let mut said = String::new();
    let read = File::open(folder.join(HOLDER_NAME))
        .and_then(|file| file.take(MAX_HOLDER_BYTES).read_to_string(&mut said));
    match read {
        Ok(_) if !said.trim().is_empty() => said.trim().to_owned(),
        _ => "another Flatchat".to_owned(),
    }
}
