//! What the room asks of files and of the process's limits on them, whatever the files are.

use std::io;
use std::path::Path;

/// Whether `path` is a file that can be opened without waiting: opening a pipe waits until somebody
/// opens its other end. A file that is not there is as good.
///
/// # Errors
/// When something else is there, or the disk does not answer.
pub(crate) fn check_is_file(path: &Path) -> io::Result<()> {
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(()),
        Ok(_) => Err(io::Error::other("this is not a file; move it away")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// From now on a file that would grow past a limit of the process (`ulimit -f`) fails that write, as on
/// a full disk. Otherwise the system ends the process. Must be called within a Tokio runtime.
pub fn survive_size_limits() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        // What is caught once stays caught, also when nobody listens any more.
        if let Err(error) = signal(SignalKind::from_raw(libc::SIGXFSZ)) {
            tracing::warn!(%error, "a limit on file sizes would end this program");
        }
    }
}

/// Lets this process have as many files and sockets open as the system allows it: each guest is a
/// socket.
pub fn raise_file_limit() {
    #[cfg(unix)]
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(%error, "cannot raise the limit of open files; fewer guests fit in");
    }
}

/// How many files and sockets this process may have open.
pub(crate) fn file_limit() -> usize {
    #[cfg(unix)]
    if let Ok((limit, _)) = rlimit::Resource::NOFILE.get() {
        return usize::try_from(limit).unwrap_or(usize::MAX);
    }
    usize::MAX
}
