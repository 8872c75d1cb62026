//! Opening a shared file by a name that a stranger sent. No link is followed, and nothing is waited
//! for: to open a pipe is to wait for somebody at its other end.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::FOLDER_NAME;
use super::folder::{THUMBNAILS, is_file};
use super::stored_name::is_stored_name;
use crate::disk::{is_no_such_file, open_own_file};

/// Opens a shared file of the room in this folder.
///
/// # Errors
/// [`ErrorKind::NotFound`] if there is no ordinary file of this name, or `files` is not a folder.
/// Others are the disk's.
pub(crate) fn open_shared(room: &Path, stored: &str) -> io::Result<File> {
    open_in(&existing(room.join(FOLDER_NAME))?, stored)
}

/// Opens the thumbnail of a shared file.
///
/// # Errors
/// As [`open_shared`].
pub(crate) fn open_thumbnail(room: &Path, stored: &str) -> io::Result<File> {
    let files = existing(room.join(FOLDER_NAME))?;
    open_in(&existing(files.join(THUMBNAILS))?, stored)
}

/// Returns the path of a folder if it is one, and no link to one.
fn existing(folder: PathBuf) -> io::Result<PathBuf> {
    let is_folder = fs::symlink_metadata(&folder)?.is_dir();
    if is_folder { Ok(folder) } else { Err(ErrorKind::NotFound.into()) }
}

fn open_in(folder: &Path, name: &str) -> io::Result<File> {
    // On Windows, a colon leads into another stream of the file.
    let is_stream = cfg!(windows) && name.contains(':');
    let path = folder.join(name);
    if !is_stored_name(name) || is_stream || !is_file(&path) {
        return Err(ErrorKind::NotFound.into());
    }
    open_own_file(&path)
        .map_err(|error| if is_no_such_file(&error) { ErrorKind::NotFound.into() } else { error })
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    /// Returns a room with the file `a.jpg`, and the folder of its files.
    fn room() -> (TempDir, PathBuf) {
        let room = tempfile::tempdir().unwrap();
        let files = room.path().join(FOLDER_NAME);
        fs::create_dir(&files).unwrap();
        fs::write(files.join("a.jpg"), "hello").unwrap();
        (room, files)
    }

    fn is_missing(room: &TempDir, name: &str) -> bool {
        open_shared(room.path(), name).is_err_and(|error| error.kind() == ErrorKind::NotFound)
    }

    #[test]
    fn only_ordinary_files_directly_in_the_folder_are_opened() {
        let (room, files) = room();
        for name in [".hidden", "Größe 🌄.png"] {
            fs::write(files.join(name), "hello").unwrap();
        }
        fs::create_dir(files.join("folder")).unwrap();
        fs::write(files.join("folder/inner"), "hello").unwrap();
        assert!(open_shared(room.path(), "a.jpg").is_ok());
        assert!(open_shared(room.path(), "Größe 🌄.png").is_ok());
        let (long, absolute) = ("x".repeat(300), files.join("a.jpg"));
        for name in ["", ".", "..", ".hidden", "folder", "folder/inner", "folder\\inner"] {
            assert!(is_missing(&room, name), "{name:?}");
        }
        for name in ["../chat.txt", "a.jpg/", "a\0", "a\n", "missing", &long, absolute.to_str().unwrap()] {
            assert!(is_missing(&room, name), "{name:?}");
        }
    }

    #[test]
    fn thumbnails_lie_in_a_folder_of_their_own() {
        let (room, files) = room();
        assert!(open_thumbnail(room.path(), "a.jpg").is_err(), "there is no folder yet");
        fs::create_dir(files.join(THUMBNAILS)).unwrap();
        fs::write(files.join(THUMBNAILS).join("a.jpg"), "small").unwrap();
        assert!(open_thumbnail(room.path(), "a.jpg").is_ok());
        assert!(open_thumbnail(room.path(), "../a.jpg").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_and_pipes_are_missing() {
        use std::os::unix::fs::symlink;
        let (room, files) = room();
        symlink(files.join("a.jpg"), files.join("link")).unwrap();
        symlink(&files, files.join("way")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(files.join("socket")).unwrap();
        let made = std::process::Command::new("mkfifo").arg(files.join("pipe")).status().unwrap();
        assert!(made.success());
        for name in ["link", "way", "socket", "pipe"] {
            assert!(is_missing(&room, name), "{name}");
        }
        let other = tempfile::tempdir().unwrap();
        symlink(&files, other.path().join(FOLDER_NAME)).unwrap();
        assert!(is_missing(&other, "a.jpg"), "the folder of the files is a link");
        symlink(&files, files.join(THUMBNAILS)).unwrap();
        assert!(open_thumbnail(room.path(), "a.jpg").is_err(), "the folder of the thumbnails is a link");
    }

    #[test]
    fn a_file_in_place_of_the_folder_has_nothing_in_it() {
        let room = tempfile::tempdir().unwrap();
        assert!(is_missing(&room, "a.jpg"));
        fs::write(room.path().join(FOLDER_NAME), "hello").unwrap();
        assert!(is_missing(&room, "a.jpg"));
    }
}
