//! The file under the log: opened for appending, and for reading at any place, on each system.
//!
//! On Windows, std opens files so that others can still read, append to, rename and delete them.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::append_handle::AppendHandle;
use crate::disk::{check_is_file, sync_data, sync_folder_of};

/// The log's name in its folder.
pub const LOG_NAME: &str = "chat.txt";

/// The log, open for reading at any offset from any thread.
#[derive(Debug)]
pub struct LogFile(File);

impl LogFile {
    /// Reads into `buffer` from `offset`. Reads fewer bytes than fit only at the file's end.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            match read_some_at(&self.0, &mut buffer[filled..], offset + filled as u64) {
                Ok(0) => break,
                Ok(n) => filled += n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }

    /// Fills `buffer` from `offset`.
    ///
    /// # Errors
    /// When the file ends before `buffer` is full, or the disk fails.
    pub fn read_exact_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<()> {
        match self.read_at(buffer, offset)? {
            n if n == buffer.len() => Ok(()),
            _ => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    /// Reads at most `most` bytes from `offset`. Reads fewer only at the file's end.
    pub(super) fn read_some(&self, offset: u64, most: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; most];
        let read = self.read_at(&mut bytes, offset)?;
        bytes.truncate(read);
        Ok(bytes)
    }

    /// The file's size in bytes.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn size(&self) -> io::Result<u64> {
        Ok(self.0.metadata()?.len())
    }

    pub(super) fn stamp(&self) -> io::Result<Stamp> {
        self.0.metadata().map(|metadata| Stamp::of(&metadata))
    }
}

#[cfg(unix)]
fn read_some_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, offset)
}

#[cfg(windows)]
fn read_some_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, offset)
}

#[cfg(unix)]
fn write_some_at(file: &File, bytes: &[u8], offset: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::write_at(file, bytes, offset)
}

#[cfg(windows)]
fn write_some_at(file: &File, bytes: &[u8], offset: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_write(file, bytes, offset)
}

/// What writing needs from a disk. The real disk only forwards; tests have one that fails on
/// demand.
pub trait Disk: Send + 'static {
    /// Writes some of `bytes` at the file's end, and returns how many.
    ///
    /// # Errors
    /// When no byte could be written.
    fn write(&mut self, file: &mut File, bytes: &[u8]) -> io::Result<usize> {
        file.write(bytes)
    }

    /// Writes some of `bytes` over those at `offset`, and returns how many.
    ///
    /// # Errors
    /// When no byte could be written.
    fn write_at(&mut self, file: &mut File, bytes: &[u8], offset: u64) -> io::Result<usize> {
        write_some_at(file, bytes, offset)
    }

    /// Returns once all that was written is on the disk (`fdatasync`, or `F_FULLFSYNC` on macOS).
    ///
    /// # Errors
    /// When it is not certain that everything is on the disk.
    fn sync(&mut self, file: &File) -> io::Result<()> {
        sync_data(file)
    }
}

/// The real disk.
#[derive(Debug)]
pub struct RealDisk;

impl Disk for RealDisk {}

/// The log as it is written to, and what identifies the file.
pub(super) struct AppendFile {
    path: PathBuf,
    handle: AppendHandle,
    identity: Identity,
}

/// Identifies an open file, whatever its name is.
#[cfg(unix)]
type Identity = (u64, u64);
#[cfg(windows)]
type Identity = same_file::Handle;

#[cfg(unix)]
fn identity_of(metadata: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

/// The size and times of a file, which change when somebody writes to it. Two writes within one
/// tick of the system's clock may leave the same stamp.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) bytes: u64,
    pub(super) modified: Option<SystemTime>,
    /// When the file or its times were last changed, on systems that record this. No program can
    /// set this time back.
    pub(super) changed: (i64, i64),
}

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Stamp {
        Stamp { bytes: metadata.len(), modified: metadata.modified().ok(), changed: changed(metadata) }
    }

    /// Whether a write from now on is sure to change the stamp, even on a disk whose clock ticks
    /// every two seconds.
    pub(super) fn is_settled(&self) -> bool {
        const TICK: Duration = Duration::from_millis(2500);
        let age = self.modified.map(|modified| modified.elapsed());
        // A time in the future was set by hand.
        !matches!(age, Some(Ok(age)) if age < TICK)
    }
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> (i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(windows)]
fn changed(_metadata: &Metadata) -> (i64, i64) {
    (0, 0)
}

/// Returns the identity and the stamp of the file at `path`.
// On Unix, asking by path needs no file descriptor, so this works even when guests use up all of
// them.
#[cfg(unix)]
fn identity_at(path: &Path) -> io::Result<(Identity, Stamp)> {
    std::fs::metadata(path).map(|metadata| (identity_of(&metadata), Stamp::of(&metadata)))
}

#[cfg(unix)]
fn identity_behind(file: &File) -> io::Result<Identity> {
    file.metadata().map(|metadata| identity_of(&metadata))
}

/// Returns the identity and the stamp of the file at `path`.
#[cfg(windows)]
fn identity_at(path: &Path) -> io::Result<(Identity, Stamp)> {
    let handle = same_file::Handle::from_path(path)?;
    let stamp = Stamp::of(&handle.as_file().metadata()?);
    Ok((handle, stamp))
}

#[cfg(windows)]
fn identity_behind(file: &File) -> io::Result<Identity> {
    same_file::Handle::from_file(file.try_clone()?)
}

/// What is now at the log's path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// The file that is open.
    Same(Stamp),
    Replaced,
    Deleted,
}

impl AppendFile {
    /// Opens or creates the file, and opens a second handle to the same file for readers.
    pub(super) fn open(path: &Path) -> io::Result<(AppendFile, LogFile)> {
        check_is_file(path)?;
        let mut handle = AppendHandle::open(path)?;
        let read = File::open(path)?;
        let identity = identity_behind(&read)?;
        let written_to = handle.opened().map(identity_behind).transpose()?;
        handle.rest();
        if written_to.is_some_and(|written_to| written_to != identity) {
            // The file was replaced between the two opens. The next scan opens it again.
            return Err(io::Error::other("the file was replaced while it was opened"));
        }
        if let Err(error) = sync_folder_of(path) {
            // Some network file systems cannot sync a folder. There, the system alone decides how
            // safe the name is.
            tracing::warn!(%error, "cannot sync the log's folder");
        }
        Ok((AppendFile { path: path.to_owned(), handle, identity }, LogFile(read)))
    }

    pub(super) fn fate(&self) -> io::Result<Fate> {
        match identity_at(&self.path) {
            Ok((there, stamp)) if there == self.identity => Ok(Fate::Same(stamp)),
            Ok(_) => Ok(Fate::Replaced),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Fate::Deleted),
            Err(error) => Err(error),
        }
    }

    /// Appends all of `bytes` and returns the offset of the first. On an error, the part that was
    /// written is cut off again, unless somebody else has appended since.
    pub(super) fn append(&mut self, disk: &mut dyn Disk, bytes: &[u8]) -> io::Result<u64> {
        let file = self.handle.file()?;
        let mut written = 0;
        while written < bytes.len() {
            match disk.write(file, &bytes[written..]) {
                Ok(0) => return Err(self.take_back(written, io::ErrorKind::StorageFull.into())),
                Ok(n) => written += n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.take_back(written, error)),
            }
        }
        Ok(file.stream_position()? - bytes.len() as u64)
    }

    fn take_back(&mut self, written: usize, error: io::Error) -> io::Error {
        if written > 0
            && let Ok(end) = self.handle.file().and_then(Seek::stream_position)
            && let Err(error) = self.cut_off(end - written as u64, end)
        {
            tracing::warn!(%error, "half a line stays in the log; the next append ends it");
        }
        error
    }

    /// Cuts the file back to `from`, but only if it still ends at `end`: words of others must not
    /// be lost.
    pub(super) fn cut_off(&mut self, from: u64, end: u64) -> io::Result<bool> {
        match self.open_for_changes()? {
            Some(file) if file.metadata()?.len() == end => file.set_len(from).map(|()| true),
            _ => Ok(false),
        }
    }

    /// Opens the same file for other changes than appending, or returns `None` when it was
    /// replaced. A handle for appending cannot cut on Windows, and writes only at the end on Unix.
    pub(super) fn open_for_changes(&mut self) -> io::Result<Option<File>> {
        let file = self.handle.open_when_free(OpenOptions::new().write(true))?;
        let is_same = identity_behind(&file)? == self.identity;
        Ok(is_same.then_some(file))
    }

    pub(super) fn sync(&mut self, disk: &mut dyn Disk) -> io::Result<()> {
        disk.sync(self.handle.file()?)
    }

    /// Lets other programs write until the next change of ours.
    pub(super) fn rest(&mut self) {
        self.handle.rest();
    }

    /// Checks whether the file could be written to, as far as that shows without writing.
    pub(super) fn check(&mut self) -> io::Result<()> {
        self.handle.file()?;
        self.handle.rest();
        Ok(())
    }
}
