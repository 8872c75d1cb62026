//! The folder of shared files, and its two inner folders: one for thumbnails, and one for uploads
//! that are not complete.
//!
//! # Invariants
//! * Nothing is written or removed through a link: `files` and its inner folders are real folders.
//! * Only files that somebody shared are removed. People can put files there by hand, and those
//!   stay.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::FOLDER_NAME;
use super::stored_name::is_stored_name;
use crate::disk::sync_folder_of;

pub(super) const THUMBNAILS: &str = ".thumbnails";
const UPLOADS: &str = ".uploads";

/// The reason why the folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FolderError {
    /// Something else is in its place.
    #[error("{0} is not a folder, or is a link; move it away")]
    NotAFolder(PathBuf),
    /// The disk fails.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// The folder of shared files of one room. It may not exist yet.
#[derive(Clone, Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Returns the folder for the room in this folder.
    pub(crate) fn of_room(room: &Path) -> Folder {
        Folder(room.join(FOLDER_NAME))
    }

    /// Creates the folder and its inner folders, as far as they are missing.
    ///
    /// # Errors
    /// When something else is in the place of one of them, or the disk fails.
    pub(crate) fn prepare(&self) -> Result<(), FolderError> {
        [self.0.clone(), self.thumbnails(), self.uploads()].iter().try_for_each(|folder| make(folder))
    }

    /// Whether the folder and its inner folders are real folders.
    pub(crate) fn is_usable(&self) -> bool {
        [self.0.clone(), self.thumbnails(), self.uploads()].iter().all(|folder| is_folder(folder))
    }

    /// Returns the path of a shared file, or `None` if no shared file can have this name.
    pub(crate) fn file(&self, stored: &str) -> Option<PathBuf> {
        is_stored_name(stored).then(|| self.0.join(stored))
    }

    /// Returns the path of a file's thumbnail, or `None` if no shared file can have this name.
    pub(crate) fn thumbnail(&self, stored: &str) -> Option<PathBuf> {
        is_stored_name(stored).then(|| self.thumbnails().join(stored))
    }

    /// Removes a shared file and its thumbnail, as far as they are there.
    ///
    /// # Errors
    /// When the disk fails.
    pub(crate) fn remove(&self, stored: &str) -> io::Result<()> {
        for path in [self.thumbnail(stored), self.file(stored)].into_iter().flatten() {
            if path.parent().is_some_and(is_folder) && is_file(&path) {
                remove_if_there(&path)?;
            }
        }
        Ok(())
    }

    /// Makes new names in this folder safe from a power cut.
    ///
    /// # Errors
    /// When the disk fails.
    pub(super) fn sync(&self, stored: &str) -> io::Result<()> {
        sync_folder_of(&self.0.join(stored))
    }

    /// Returns how many bytes the shared files and their thumbnails have.
    ///
    /// # Errors
    /// When the disk fails.
    pub(crate) fn bytes(&self) -> io::Result<u64> {
        Ok(bytes_in(&self.0)? + bytes_in(&self.thumbnails())?)
    }

    /// Returns how many bytes are free on the disk for this process.
    ///
    /// # Errors
    /// When the disk fails.
    pub(crate) fn free_bytes(&self) -> io::Result<u64> {
        fs4::available_space(&self.0)
    }

    fn thumbnails(&self) -> PathBuf {
        self.0.join(THUMBNAILS)
    }

    /// Returns the folder for uploads that are not complete.
    pub(super) fn uploads(&self) -> PathBuf {
        self.0.join(UPLOADS)
    }
}

fn make(folder: &Path) -> Result<(), FolderError> {
    match fs::create_dir(folder) {
        Err(_) if is_folder(folder) => Ok(()),
        Err(_) if folder.symlink_metadata().is_ok() => Err(FolderError::NotAFolder(folder.to_owned())),
        created => Ok(created?),
    }
}

fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir())
}

/// Whether this is a file itself, and not a link to one.
pub(crate) fn is_file(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_file())
}

/// Removes a file, if there is one.
///
/// # Errors
/// When the disk fails.
pub(super) fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Moves a file. Unlike a plain rename, this never replaces another file.
///
/// # Errors
/// When there is a file with the new name, or the disk fails.
pub(super) fn move_file(from: &Path, to: &Path) -> io::Result<()> {
    if to.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    fs::rename(from, to)
}

/// Returns the names in a folder that are text. A folder that is missing is empty.
pub(super) fn names_in(folder: &Path) -> io::Result<Vec<String>> {
    let Some(found) = read(folder)? else { return Ok(Vec::new()) };
    let names = found.filter_map(|file| file.map(|file| file.file_name().into_string().ok()).transpose());
    names.collect()
}

fn bytes_in(folder: &Path) -> io::Result<u64> {
    let Some(found) = read(folder)? else { return Ok(0) };
    // A file that has gone meanwhile has no bytes.
    let bytes = |file: fs::DirEntry| file.metadata().map_or(0, |it| if it.is_file() { it.len() } else { 0 });
    found.map(|file| file.map(bytes)).sum()
}

/// Reads a folder, unless it is missing or something else.
fn read(folder: &Path) -> io::Result<Option<fs::ReadDir>> {
    is_folder(folder).then(|| fs::read_dir(folder)).transpose()
}

/// Creates a file that is not there yet. No link is followed.
pub(super) fn create(path: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_made_on_first_use_and_holds_what_people_put_there() {
        let room = tempfile::tempdir().unwrap();
        let folder = Folder::of_room(room.path());
        assert_eq!((folder.is_usable(), folder.bytes().unwrap()), (false, 0));
        folder.prepare().unwrap();
        folder.prepare().unwrap();
        assert!(folder.is_usable());
        fs::write(folder.file("by hand.txt").unwrap(), "hello").unwrap();
        assert_eq!(folder.bytes().unwrap(), 5);
        assert!(folder.free_bytes().unwrap() > 0);
    }

    #[test]
    fn a_file_in_its_place_is_not_the_folder() {
        for name in ["files", "files/.uploads", "files/.thumbnails"] {
            let room = tempfile::tempdir().unwrap();
            fs::create_dir_all(room.path().join(name).parent().unwrap()).unwrap();
            fs::write(room.path().join(name), "mine").unwrap();
            let folder = Folder::of_room(room.path());
            assert!(matches!(folder.prepare(), Err(FolderError::NotAFolder(_))), "{name}");
            assert!(!folder.is_usable(), "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_or_removed_through_a_link() {
        for name in ["files", "files/.uploads", "files/.thumbnails"] {
            let (room, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
            fs::create_dir_all(room.path().join(name).parent().unwrap()).unwrap();
            std::os::unix::fs::symlink(elsewhere.path(), room.path().join(name)).unwrap();
            fs::write(elsewhere.path().join("a.txt"), "mine").unwrap();
            let folder = Folder::of_room(room.path());
            assert!(matches!(folder.prepare(), Err(FolderError::NotAFolder(_))), "{name}");
            folder.remove("a.txt").unwrap();
            assert!(elsewhere.path().join("a.txt").is_file(), "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_among_the_files_is_left_alone() {
        let room = tempfile::tempdir().unwrap();
        let folder = Folder::of_room(room.path());
        folder.prepare().unwrap();
        let mine = room.path().join("chat.txt");
        fs::write(&mine, "mine").unwrap();
        std::os::unix::fs::symlink(&mine, folder.file("a.txt").unwrap()).unwrap();
        folder.remove("a.txt").unwrap();
        folder.remove("../chat.txt").unwrap();
        assert!(mine.is_file() && folder.file("a.txt").unwrap().is_symlink());
    }
}
