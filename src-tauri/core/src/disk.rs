//! Checks, limits, syncs and the one-step replacement that concern all files of the room and the
//! app.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Who may read a file that [`replace_file`] writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Only the user who runs this process. On Windows, the folder's permissions decide.
    OwnerOnly,
    /// Everybody to whom the system gives new files by default.
    Default,
}

/// Replaces a file in one step: a crash or a full disk leaves either the whole old file or the
/// whole new one. If `path` is a symbolic link, the link is replaced, not the file it leads to.
///
/// The new content is first written beside the file, under the same name with `.new` behind it. A
/// file that a crash has left there is removed first, so that it passes on neither its content nor
/// its permissions.
///
/// # Errors
/// When the new file cannot be written. Then the old one is unchanged.
pub fn replace_file(path: &Path, bytes: &[u8], readers: Readers) -> io::Result<()> {
    let new = name_beside(path);
    remove_if_there(&new)?;
    let replaced = write_new(&new, bytes, readers).and_then(|()| fs::rename(&new, path));
    if replaced.is_err() {
        // Half a file would only take space on a full disk.
        let _ = fs::remove_file(&new);
    }
    replaced?;
    if let Err(error) = sync_folder_of(path) {
        tracing::warn!(%error, path = %path.display(), "after a power cut, the old file may be back");
    }
    Ok(())
}

fn name_beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    name.into()
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn write_new(path: &Path, bytes: &[u8], readers: Readers) -> io::Result<()> {
    let mut file = options_for(readers).open(path)?;
    file.write_all(bytes)?;
    sync_all(&file)
}

/// Returns once the bytes of a file are on the disk (`fdatasync`, or `F_FULLFSYNC` on macOS).
///
/// # Errors
/// When it is not certain that they are.
pub(crate) fn sync_data(file: &File) -> io::Result<()> {
    or_fsync(file.sync_data(), file)
}

/// The same for all that the system knows about the file.
///
/// # Errors
/// As [`sync_data`].
pub(crate) fn sync_all(file: &File) -> io::Result<()> {
    or_fsync(file.sync_all(), file)
}

/// On macOS, both syncs are `F_FULLFSYNC`, which also empties the disk's own cache. SMB, NFS and
/// macFUSE do not know it. For them, `fsync` is the most that the system offers.
#[cfg(target_vendor = "apple")]
fn or_fsync(synced: io::Result<()>, file: &File) -> io::Result<()> {
    match synced {
        Err(error) if lacks_full_sync(&error) => Ok(rustix::fs::fsync(file)?),
        synced => synced,
    }
}

#[cfg(not(target_vendor = "apple"))]
fn or_fsync(synced: io::Result<()>, _file: &File) -> io::Result<()> {
    synced
}

/// Whether a file system answered that it does not know `F_FULLFSYNC`.
#[cfg(any(target_vendor = "apple", all(test, unix)))]
fn lacks_full_sync(error: &io::Error) -> bool {
    [libc::ENOTSUP, libc::ENOTTY, libc::EINVAL].map(Some).contains(&error.raw_os_error())
}

/// `create_new` follows no link.
fn options_for(readers: Readers) -> OpenOptions {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if readers == Readers::OwnerOnly {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = readers;
    options
}

/// Syncs the folder of a file: only then is the file's new name safe.
///
/// # Errors
/// When the folder cannot be synced, as on some network file systems.
#[cfg(unix)]
pub(crate) fn sync_folder_of(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    sync_all(&File::open(folder.unwrap_or(Path::new(".")))?)
}

#[cfg(not(unix))]
pub(crate) fn sync_folder_of(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Something that is not a file has the name of one of the room's files. It comes inside of an
/// [`io::Error`].
#[derive(Debug, thiserror::Error)]
#[error("{0} is not a file; move it away")]
pub struct NotAFile(pub String);

/// Checks that `path` is a file that can be opened without waiting: opening a pipe waits until
/// somebody opens its other end. A file that does not exist passes.
///
/// # Errors
/// [`NotAFile`], or when the disk fails.
pub(crate) fn check_is_file(path: &Path) -> io::Result<()> {
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(()),
        Ok(_) => Err(not_a_file(path)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Opens something at `path` without waiting: whoever opens a pipe would wait for somebody at its
/// other end.
///
/// # Errors
/// [`NotAFile`] if that is a pipe, a device or a folder, or a link to one. When the disk fails.
pub(crate) fn open_file(path: &Path) -> io::Result<File> {
    open_as_file(path, &mut without_waiting())
}

/// The same, for something that is no link.
///
/// # Errors
/// [`NotAFile`] if that is a link, or as [`open_file`].
pub(crate) fn open_own_file(path: &Path) -> io::Result<File> {
    if path.symlink_metadata()?.is_symlink() {
        return Err(not_a_file(path));
    }
    open_as_file(path, &mut without_following())
}

fn open_as_file(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    let file = options.read(true).open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(not_a_file(path)) }
}

/// Reads a file whole, without waiting and in bounded memory.
///
/// # Errors
/// [`io::ErrorKind::FileTooLarge`] if it has more than `most` bytes, or as [`NotAFile`]. When the
/// disk fails.
pub fn read_file(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_file(path)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

fn without_waiting() -> OpenOptions {
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
    options
}

/// Returns the options to open neither a link's target nor something that waits, should a link or a
/// pipe take a file's place just now.
pub(crate) fn without_following() -> OpenOptions {
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NOFOLLOW | libc::O_NONBLOCK);
    #[cfg(windows)]
    {
        // A link is opened itself then, and is not a file.
        const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;
        std::os::windows::fs::OpenOptionsExt::custom_flags(&mut options, FILE_FLAG_OPEN_REPARSE_POINT);
    }
    options
}

/// Whether something could not be opened because it is no file, or too large for one.
pub fn is_no_such_file(error: &io::Error) -> bool {
    let is_no_file = error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<NotAFile>);
    is_no_file || error.kind() == io::ErrorKind::FileTooLarge
}

/// The error for something at `path` that is no file.
pub(crate) fn not_a_file(path: &Path) -> io::Error {
    io::Error::other(NotAFile(path.file_name().unwrap_or_default().display().to_string()))
}

/// Whether a write failed because there is no more space: the disk is full, or a quota or a size
/// limit was reached.
pub(crate) fn is_full(error: &io::Error) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge)
}

/// Whether a file could not be opened because another program keeps it to itself. Only Windows has
/// this.
pub(crate) fn is_in_use(error: &io::Error) -> bool {
    const SHARING_VIOLATION: i32 = 32;
    cfg!(windows) && error.raw_os_error() == Some(SHARING_VIOLATION)
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

#[cfg(test)]
mod tests {
    use super::*;

    static OLD: [u8; 64 * 1024] = [b'o'; 64 * 1024];
    static NEW: [u8; 64 * 1024] = [b'n'; 64 * 1024];

    /// Names the file that [`replace_at_the_parents_wish`] replaces.
    #[cfg(unix)]
    const FILE_VARIABLE: &str = "FLATCHAT_TEST_FILE";

    fn file_in(folder: &tempfile::TempDir) -> PathBuf {
        folder.path().join("names.json")
    }

    fn names_in(folder: &tempfile::TempDir) -> Vec<String> {
        let files = fs::read_dir(folder).unwrap();
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = file_in(&folder);
        replace_file(&path, b"one, and longer", Readers::Default).unwrap();
        replace_file(&path, b"two", Readers::Default).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(names_in(&folder), ["names.json"]);
    }

    #[test]
    fn a_file_that_cannot_be_replaced_stays_and_the_new_one_goes() {
        let folder = tempfile::tempdir().unwrap();
        let path = file_in(&folder);
        fs::create_dir(&path).unwrap();
        replace_file(&path, &NEW, Readers::Default).unwrap_err();
        assert!(path.is_dir());
        assert_eq!(names_in(&folder), ["names.json"]);
    }

    #[test]
    fn readers_meet_whole_files_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let path = file_in(&folder);
        fs::write(&path, OLD).unwrap();
        std::thread::scope(|scope| {
            let replacing = scope.spawn(|| {
                for bytes in [NEW, OLD].iter().cycle().take(50) {
                    replace_file(&path, bytes, Readers::Default).unwrap();
                }
            });
            while !replacing.is_finished() {
                let bytes = fs::read(&path).unwrap();
                assert!(bytes == OLD || bytes == NEW, "{} bytes", bytes.len());
            }
        });
    }

    /// A disk that fails must be reported, also on macOS.
    #[cfg(unix)]
    #[test]
    fn a_disk_that_fails_is_not_taken_for_one_that_lacks_full_syncs() {
        let lacks = |code| lacks_full_sync(&io::Error::from_raw_os_error(code));
        assert!([libc::ENOTSUP, libc::ENOTTY, libc::EINVAL].into_iter().all(lacks));
        assert!(![libc::EIO, libc::ENOSPC, libc::EDQUOT, libc::EINTR].into_iter().any(lacks));
        assert!(!lacks_full_sync(&io::Error::other("input/output error")));
    }

    /// Attack, or a slip: something else in place of a file. Opening a pipe would wait for ever,
    /// and a device for zeros would be read until the memory is full.
    #[cfg(unix)]
    #[test]
    fn pipes_devices_folders_and_files_that_are_too_large_are_not_read() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        assert!(std::process::Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
        fs::create_dir(at("folder")).unwrap();
        symlink("/dev/zero", at("zeros")).unwrap();
        symlink(at("pipe"), at("to a pipe")).unwrap();
        for name in ["pipe", "folder", "zeros", "to a pipe"] {
            let error = read_file(&at(name), 100).unwrap_err();
            assert_eq!(error.to_string(), format!("{name} is not a file; move it away"));
        }
        fs::write(at("file"), "hello").unwrap();
        symlink(at("file"), at("link")).unwrap();
        assert_eq!(read_file(&at("link"), 5).unwrap(), b"hello");
        assert_eq!(read_file(&at("file"), 4).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(read_file(&at("none"), 4).unwrap_err().kind(), io::ErrorKind::NotFound);
        assert!(open_own_file(&at("file")).is_ok() && open_own_file(&at("link")).is_err());
    }

    #[cfg(unix)]
    fn mode_of(path: &Path) -> u32 {
        use std::os::unix::fs::PermissionsExt;
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    /// The content must not be readable at any time, so a later `chmod` would not do.
    #[cfg(unix)]
    #[test]
    fn a_private_file_is_private_before_its_first_byte() {
        let folder = tempfile::tempdir().unwrap();
        let path = file_in(&folder);
        let file = options_for(Readers::OwnerOnly).open(&path).unwrap();
        assert_eq!((file.metadata().unwrap().len(), mode_of(&path)), (0, 0o600));
    }

    #[cfg(unix)]
    #[test]
    fn neither_the_old_file_nor_a_left_over_one_passes_on_its_permissions() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = file_in(&folder);
        for old in [path.clone(), name_beside(&path)] {
            fs::write(&old, "old, and longer").unwrap();
            fs::set_permissions(&old, fs::Permissions::from_mode(0o666)).unwrap();
        }
        replace_file(&path, b"new", Readers::OwnerOnly).unwrap();
        assert_eq!((fs::read(&path).unwrap(), mode_of(&path)), (b"new".to_vec(), 0o600));
        assert_eq!(names_in(&folder), ["names.json"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_replaced_and_the_files_that_they_lead_to_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = file_in(&folder);
        let other = folder.path().join("other");
        fs::write(&other, "mine").unwrap();
        std::os::unix::fs::symlink(&other, &path).unwrap();
        std::os::unix::fs::symlink(&other, name_beside(&path)).unwrap();
        replace_file(&path, b"new", Readers::Default).unwrap();
        assert_eq!(fs::read_to_string(&other).unwrap(), "mine");
        assert!(path.symlink_metadata().unwrap().is_file());
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }

    /// Runs [`replace_at_the_parents_wish`] as a process of its own, after these shell commands.
    #[cfg(unix)]
    fn replacing(path: &Path, before: &str) -> std::process::Child {
        let this = std::env::current_exe().unwrap();
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &format!("{before} exec \"$@\""), "sh"]).arg(this);
        shell.args(["--exact", "disk::tests::replace_at_the_parents_wish", "--ignored"]);
        shell.env(FILE_VARIABLE, path).stdout(std::process::Stdio::null());
        shell.spawn().unwrap()
    }

    #[cfg(unix)]
    #[test]
    #[ignore = "the tests below run it as a process of its own"]
    fn replace_at_the_parents_wish() {
        let path = PathBuf::from(std::env::var_os(FILE_VARIABLE).unwrap());
        loop {
            if replace_file(&path, &NEW, Readers::Default).is_err() {
                return;
            }
            replace_file(&path, &OLD, Readers::Default).unwrap();
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_full_disk_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = file_in(&folder);
        fs::write(&path, OLD).unwrap();
        let ended = replacing(&path, "ulimit -f 8; trap '' XFSZ;").wait().unwrap();
        assert!(ended.success(), "the write must fail as on a full disk");
        assert!(fs::read(&path).unwrap() == OLD);
        assert_eq!(names_in(&folder), ["names.json"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_process_that_is_killed_leaves_the_old_file_or_the_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = file_in(&folder);
        fs::write(&path, OLD).unwrap();
        for after_ms in (20..150).step_by(13) {
            let mut process = replacing(&path, "");
            std::thread::sleep(std::time::Duration::from_millis(after_ms));
            process.kill().unwrap();
            process.wait().unwrap();
            let bytes = fs::read(&path).unwrap();
            assert!(bytes == OLD || bytes == NEW, "{} bytes", bytes.len());
        }
        replace_file(&path, b"new", Readers::Default).unwrap();
        assert_eq!(names_in(&folder), ["names.json"]);
    }
}
