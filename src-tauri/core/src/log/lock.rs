//! The lock that gives one process the right to write: an OS lock on a file beside the log, with a
//! line that names the holder, and on Unix another lock on the folder itself.
//!
//! The lock has a file of its own, because editors replace `chat.txt`, and because on Windows
//! nobody else could append to a locked file. The folder is locked as well, because somebody could
//! remove the lock file and then lock a new one. Both locks end with the process, however it ends.
//!
//! On Windows a locked file cannot even be read, so the line about the holder is in another file
//! there. A locked file cannot be removed on Windows either.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::disk::check_is_file;

const LOCK_NAME: &str = "chat.lock";
const HOLDER_NAME: &str = if cfg!(windows) { "chat.holder" } else { LOCK_NAME };

/// The line about the holder is shorter than this.
const MAX_HOLDER_BYTES: u64 = 200;

/// Why this process may not write here.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another process writes here.
    #[error("{} is in use by {holder}; close that first, or choose another folder", folder.display())]
    Held {
        /// The room's folder.
        folder: PathBuf,
        /// The holder's description of itself.
        holder: String,
    },
    /// The lock file cannot be used.
    #[error("cannot lock {}: {source}", folder.display())]
    Io {
        /// The room's folder.
        folder: PathBuf,
        /// The reason.
        source: io::Error,
    },
}

/// The lock, held for as long as this value lives.
#[derive(Debug)]
pub(super) struct Lock {
    folder: PathBuf,
    held_by: String,
    _file: File,
    #[cfg(unix)]
    directory: File,
}

impl Lock {
    /// Locks `folder` for this process. `held_by` is the line that other processes read about it.
    pub(super) fn take(folder: &Path, held_by: &str) -> Result<Lock, LockError> {
        #[cfg(unix)]
        let directory = lock_directory(folder)?;
        let file = lock_file(folder)?;
        if let Err(error) = std::fs::write(folder.join(HOLDER_NAME), format!("{held_by}\n")) {
            // The disk is full. The lock still works; only a second process cannot say who holds
            // it.
            tracing::warn!(%error, "cannot write down the holder of the log");
        }
        Ok(Lock {
            folder: folder.to_owned(),
            held_by: held_by.to_owned(),
            _file: file,
            #[cfg(unix)]
            directory,
        })
    }

    /// Locks the folder that is at the path now, if it is not the one that was locked before: the
    /// old one was moved away, and others could write in the new one.
    pub(super) fn follow_path(&mut self) -> Result<(), LockError> {
        if !self.is_at_path() {
            *self = Lock::take(&self.folder, &self.held_by)?;
        }
        Ok(())
    }

    #[cfg(unix)]
    fn is_at_path(&self) -> bool {
        use std::os::unix::fs::MetadataExt;
        let identity = |metadata: std::fs::Metadata| (metadata.dev(), metadata.ino());
        let (there, held) = (std::fs::metadata(&self.folder), self.directory.metadata());
        there.ok().map(identity) == held.ok().map(identity)
    }

    /// On Windows, a folder with an open file in it cannot be moved.
    #[cfg(windows)]
    fn is_at_path(&self) -> bool {
        true
    }
}

fn lock_file(folder: &Path) -> Result<File, LockError> {
    let path = folder.join(LOCK_NAME);
    let open = || OpenOptions::new().write(true).create(true).truncate(false).open(&path);
    let file = check_is_file(&path).and_then(|()| open()).map_err(|source| failed(folder, source))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(held(folder)),
        Err(TryLockError::Error(source)) => Err(failed(folder, source)),
    }
}

#[cfg(unix)]
fn lock_directory(folder: &Path) -> Result<File, LockError> {
    let directory = File::open(folder).map_err(|source| failed(folder, source))?;
    match directory.try_lock() {
        Err(TryLockError::WouldBlock) => return Err(held(folder)),
        // Some network file systems cannot lock a folder. There, the lock on the file must be
        // enough.
        Err(TryLockError::Error(error)) => tracing::debug!(%error, "the folder itself cannot be locked"),
        Ok(()) => {}
    }
    Ok(directory)
}

fn failed(folder: &Path, source: io::Error) -> LockError {
    LockError::Io { folder: folder.to_owned(), source }
}

fn held(folder: &Path) -> LockError {
    LockError::Held { folder: folder.to_owned(), holder: holder(folder) }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn is_held(folder: &Path) -> bool {
        matches!(Lock::take(folder, "second"), Err(LockError::Held { .. }))
    }

    /// Two processes that write to one log would give two lines the same place.
    #[test]
    #[cfg(unix)]
    fn a_removed_lock_file_and_a_moved_folder_stay_locked() {
        let parent = tempfile::tempdir().unwrap();
        let (old, new) = (parent.path().join("old"), parent.path().join("new"));
        std::fs::create_dir(&old).unwrap();
        let first = Lock::take(&old, "first").unwrap();
        assert!(is_held(&old));
        std::fs::remove_file(old.join(LOCK_NAME)).unwrap();
        assert!(is_held(&old));
        std::fs::rename(&old, &new).unwrap();
        assert!(is_held(&new));
        drop(first);
        assert!(!is_held(&new));
    }

    #[test]
    #[cfg(unix)]
    fn a_folder_that_took_the_place_of_the_locked_one_is_locked_anew_or_refused() {
        let parent = tempfile::tempdir().unwrap();
        let (old, new) = (parent.path().join("old"), parent.path().join("new"));
        std::fs::create_dir(&old).unwrap();
        let mut first = Lock::take(&old, "first").unwrap();
        std::fs::rename(&old, &new).unwrap();
        assert!(matches!(first.follow_path(), Err(LockError::Io { .. })), "nothing is there");
        std::fs::create_dir(&old).unwrap();
        let second = Lock::take(&old, "second").unwrap();
        let refused = first.follow_path().unwrap_err();
        assert!(refused.to_string().contains("in use by second"), "{refused}");
        drop(second);
        first.follow_path().unwrap();
        assert!(is_held(&old) && !is_held(&new));
    }

    #[test]
    #[cfg(unix)]
    fn a_pipe_in_place_of_the_lock_file_is_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let made = std::process::Command::new("mkfifo").arg(folder.path().join(LOCK_NAME)).status();
        assert!(made.unwrap().success());
        assert!(matches!(Lock::take(folder.path(), "first"), Err(LockError::Io { .. })));
    }
}
