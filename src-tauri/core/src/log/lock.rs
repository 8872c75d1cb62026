//! The lock that gives one process the right to write: an OS lock on a file beside the log, with a
//! line that names the holder, and on Unix another lock on the folder itself.
//!
//! The lock has a file of its own, because editors replace `chat.txt`, and because on Windows
//! nobody else could append to a locked file. The folder is locked as well, because somebody could
//! remove the lock file and then lock a new one. Both locks end with the process, however it ends.
//!
//! On Windows a locked file cannot even be read, so the line about the holder is in another file
//! there. A locked file cannot be removed on Windows either.
//!
//! # Invariants
//! * Nothing else is ever overwritten: the lock file is no link, and no second name of another
//!   file.

use std::fs::{File, TryLockError};
use std::io;
#[cfg(unix)]
use std::io::Write;
use std::path::{Path, PathBuf};

#[cfg(windows)]
use crate::disk::{Readers, replace_file};
use crate::disk::{check_is_file, not_a_file, read_file, without_following};

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
    #[error("cannot lock {}: {reason}", folder.display())]
    Io {
        /// The room's folder.
        folder: PathBuf,
        /// The reason. It is no source, which a report would print once more.
        reason: io::Error,
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
        if let Err(error) = write_down(&file, folder, &format!("{held_by}\n")) {
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

/// Writes the line about the holder.
#[cfg(unix)]
fn write_down(mut locked: &File, _folder: &Path, line: &str) -> io::Result<()> {
    locked.set_len(0)?;
    locked.write_all(line.as_bytes())
}

#[cfg(windows)]
fn write_down(_locked: &File, folder: &Path, line: &str) -> io::Result<()> {
    replace_file(&folder.join(HOLDER_NAME), line.as_bytes(), Readers::Default)
}

/// Opens the lock file. To write into a link to the log would empty the log.
fn open(path: &Path) -> io::Result<File> {
    if path.is_symlink() {
        return Err(not_a_file(path));
    }
    check_is_file(path)?;
    let file = without_following().write(true).create(true).truncate(false).open(path)?;
    if is_its_own(&file)? { Ok(file) } else { Err(not_a_file(path)) }
}

/// Whether a file is an ordinary one with no other name.
#[cfg(unix)]
fn is_its_own(file: &File) -> io::Result<bool> {
    let metadata = file.metadata()?;
    Ok(metadata.is_file() && std::os::unix::fs::MetadataExt::nlink(&metadata) <= 1)
}

#[cfg(windows)]
fn is_its_own(file: &File) -> io::Result<bool> {
    Ok(file.metadata()?.is_file())
}

fn lock_file(folder: &Path) -> Result<File, LockError> {
    let file = open(&folder.join(LOCK_NAME)).map_err(|reason| failed(folder, reason))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(held(folder)),
        Err(TryLockError::Error(reason)) => Err(failed(folder, reason)),
    }
}

#[cfg(unix)]
fn lock_directory(folder: &Path) -> Result<File, LockError> {
    let directory = File::open(folder).map_err(|reason| failed(folder, reason))?;
    match directory.try_lock() {
        Err(TryLockError::WouldBlock) => return Err(held(folder)),
        // Some network file systems cannot lock a folder. There, the lock on the file must be
        // enough.
        Err(TryLockError::Error(error)) => tracing::debug!(%error, "the folder itself cannot be locked"),
        Ok(()) => {}
    }
    Ok(directory)
}

fn failed(folder: &Path, reason: io::Error) -> LockError {
    LockError::Io { folder: folder.to_owned(), reason }
}

fn held(folder: &Path) -> LockError {
    LockError::Held { folder: folder.to_owned(), holder: holder(folder) }
}

fn holder(folder: &Path) -> String {
    let said = read_file(&folder.join(HOLDER_NAME), MAX_HOLDER_BYTES).map(String::from_utf8);
    match said {
        Ok(Ok(said)) if !said.trim().is_empty() => said.trim().to_owned(),
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

    #[cfg(unix)]
    fn make_pipe(folder: &tempfile::TempDir) {
        let made = std::process::Command::new("mkfifo").arg(folder.path().join(LOCK_NAME)).status();
        assert!(made.unwrap().success());
    }

    #[test]
    #[cfg(unix)]
    fn a_pipe_in_place_of_the_lock_file_is_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        make_pipe(&folder);
        assert!(matches!(Lock::take(folder.path(), "first"), Err(LockError::Io { .. })));
    }

    /// The second process would wait for somebody to write into the pipe.
    #[test]
    #[cfg(unix)]
    fn a_pipe_that_replaced_the_lock_file_of_a_room_in_use_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let _first = Lock::take(folder.path(), "first").unwrap();
        std::fs::remove_file(folder.path().join(LOCK_NAME)).unwrap();
        make_pipe(&folder);
        let refused = Lock::take(folder.path(), "second").unwrap_err();
        assert!(refused.to_string().contains("in use by another Flatchat"), "{refused}");
    }

    /// Otherwise the line about the holder would take the place of everything that was said.
    #[test]
    #[cfg(unix)]
    fn a_lock_file_that_leads_to_the_log_is_refused_and_the_log_stays() {
        for is_symbolic in [true, false] {
            let folder = tempfile::tempdir().unwrap();
            let log = folder.path().join("chat.txt");
            std::fs::write(&log, "ana said: hi\n").unwrap();
            let link = folder.path().join(LOCK_NAME);
            match is_symbolic {
                true => std::os::unix::fs::symlink(&log, link).unwrap(),
                false => std::fs::hard_link(&log, link).unwrap(),
            }
            let refused = Lock::take(folder.path(), "first").unwrap_err();
            assert!(refused.to_string().contains("chat.lock is not a file; move it away"), "{refused}");
            assert_eq!(std::fs::read_to_string(&log).unwrap(), "ana said: hi\n");
        }
    }

    #[test]
    fn the_line_about_an_earlier_holder_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        drop(Lock::take(folder.path(), "a program with a long name").unwrap());
        let _held = Lock::take(folder.path(), "first").unwrap();
        assert_eq!(holder(folder.path()), "first");
    }
}
