//! Checks and limits that concern all files of the room.

use std::io;
use std::path::Path;

/// Checks that `path` is a file that can be opened without waiting: opening a pipe waits until
/// somebody opens its other end. A file that does not exist passes.
///
/// # Errors
/// When the path is something else, or the disk fails.
pub(crate) fn check_is_file(path: &Path) -> io::Result<()> {
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(()),
        Ok(_) => Err(io::Error::other("this is not a file; move it away")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Makes a write that would exceed the process's limit on file sizes (`ulimit -f`) fail, as on a
/// full disk. Otherwise the system would end the process. Must be called within a Tokio runtime.
pub fn survive_size_limits() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        // The handler stays in place even though nobody waits for the signal.
        if let Err(error) = signal(SignalKind::from_raw(libc::SIGXFSZ)) {
            tracing::warn!(%error, "a limit on file sizes would end this program");
        }
    }
}

/// Raises the limit on open files and sockets to the most that the system allows: each guest is a
/// socket.
pub fn raise_file_limit() {
    #[cfg(unix)]
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(%error, "cannot raise the limit of open files; fewer guests fit in");
    }
}

/// Returns how many files and sockets this process may have open.
pub(crate) fn file_limit() -> usize {
    #[cfg(unix)]
    if let Ok((limit, _)) = rlimit::Resource::NOFILE.get() {
        return usize::try_from(limit).unwrap_or(usize::MAX);
    }
    usize::MAX
}
