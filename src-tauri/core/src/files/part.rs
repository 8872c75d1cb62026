//! An upload on the disk: its bytes so far, what is known about it, and its thumbnail.
//!
//! # Invariants
//! * A file is moved into use only when it is complete and synced, and only after its name there
//!   was written down. So a start can finish or take back what a crash has interrupted.

use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::folder::{Folder, create, is_file, move_file, names_in, remove_if_there};
use super::share::SharedFile;
use super::stored_name::{is_stored_name, new_stored_name, random_chars};
use crate::disk::{Readers, read_file, replace_file};

/// How many random characters the id of an upload has: 130 bits.
const ID_CHARS: usize = 26;

/// More than the longest caption and names take as JSON.
const MAX_PLAN_BYTES: u64 = 256 << 10;

/// What is known about an upload.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Plan {
    /// The name of the file, as its sender knows it.
    pub(crate) name: String,
    /// How many bytes it will have.
    pub(crate) size: u64,
    /// The width and height of a picture in pixels, as it is shown.
    pub(crate) shown_size: Option<(u32, u32)>,
    /// Whether data about the place and the camera stays in a picture.
    pub(crate) keep_metadata: bool,
    /// Whether the complete file waits until a message shares it.
    pub(crate) hold: bool,
    /// The words beside the file.
    pub(crate) caption: String,
    /// The session that began the upload.
    pub(crate) by: String,
    /// The name under which the file is being moved into use.
    pub(crate) stored: Option<String>,
}

/// The place of one upload on the disk.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    folder: Folder,
    bytes: PathBuf,
    id: String,
}

impl Part {
    /// Returns the place of a new upload.
    ///
    /// # Errors
    /// When the OS cannot provide random bytes.
    pub(crate) fn new_in(folder: &Folder) -> io::Result<Part> {
        Ok(Part::of(folder, &random_chars(ID_CHARS)?))
    }

    /// Returns the places of all uploads that were begun in this folder.
    ///
    /// # Errors
    /// When the disk fails.
    pub(crate) fn all_in(folder: &Folder) -> io::Result<Vec<Part>> {
        let mut ids = names_in(&folder.uploads())?;
        ids.iter_mut().for_each(|name| name.truncate(name.find('.').unwrap_or(name.len())));
        ids.sort();
        ids.dedup();
        Ok(ids.iter().filter(|id| is_stored_name(id)).map(|id| Part::of(folder, id)).collect())
    }

    fn of(folder: &Folder, id: &str) -> Part {
        Part { folder: folder.clone(), bytes: folder.uploads().join(id), id: id.to_owned() }
    }

    /// Returns the id of the upload.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Creates the file for the bytes, and stores the thumbnail.
    ///
    /// # Errors
    /// When the disk fails.
    pub(crate) fn create(&self, thumbnail: Option<&[u8]>) -> io::Result<()> {
        create(&self.bytes)?;
        thumbnail.map_or(Ok(()), |bytes| create(&self.thumbnail())?.write_all(bytes))
    }

    /// Opens the file for the bytes, for reading and writing.
    ///
    /// # Errors
    /// When it is not there any more, or the disk fails.
    pub(crate) fn open(&self) -> io::Result<File> {
        match is_file(&self.bytes) {
            true => File::options().read(true).write(true).open(&self.bytes),
            false => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// Returns how many bytes are there, and when they were last written.
    ///
    /// # Errors
    /// When they are not there, or the disk fails.
    pub(crate) fn state(&self) -> io::Result<(u64, SystemTime)> {
        let metadata = self.bytes.symlink_metadata()?;
        Ok((metadata.len(), metadata.modified()?))
    }

    /// Returns what is known about the upload, or `None` if that is not there or not readable.
    pub(crate) fn plan(&self) -> Option<Plan> {
        let plan = read_file(&self.beside("json"), MAX_PLAN_BYTES).ok()?;
        serde_json::from_slice(&plan).ok()
    }

    /// Keeps what is known about the upload, so that a later start knows it, too.
    ///
    /// # Errors
    /// When the disk fails.
    pub(crate) fn keep(&self, plan: &Plan) -> io::Result<()> {
        let json = serde_json::to_vec(plan).map_err(io::Error::other)?;
        replace_file(&self.beside("json"), &json, Readers::OwnerOnly)
    }

    /// Moves the complete file and its thumbnail into use, and describes the file. The name there
    /// is chosen and kept first.
    ///
    /// # Errors [`io::ErrorKind::NotFound`] if the bytes are gone. When the disk fails. What was
    /// moved by then is moved by the next attempt, or taken back.
    pub(crate) fn move_into_use(&self, plan: &mut Plan) -> io::Result<SharedFile> {
        let stored = match &plan.stored {
            Some(stored) => stored.clone(),
            None => {
                let stored = new_stored_name(&plan.name)?;
                plan.stored = Some(stored.clone());
                self.keep(plan)?;
                stored
            }
        };
        for (from, to) in self.moves(&stored) {
            if is_file(&from) {
                move_file(&from, &to)?;
            }
        }
        // Somebody may have removed the bytes by hand.
        if !self.folder.file(&stored).is_some_and(|file| is_file(&file)) {
            return Err(io::ErrorKind::NotFound.into());
        }
        self.folder.sync(&stored)?;
        Ok(SharedFile::new(&plan.name, plan.size, plan.shown_size, &stored))
    }

    /// Takes the file out of use again, so that the upload can go on.
    ///
    /// # Errors
    /// When the disk fails.
    pub(crate) fn take_back(&self, stored: &str) -> io::Result<()> {
        for (before, after) in self.moves(stored) {
            if is_file(&after) && !is_file(&before) {
                move_file(&after, &before)?;
            }
        }
        Ok(())
    }

    /// Forgets what is known about the upload, whose file is shared.
    ///
    /// # Errors
    /// When the disk fails.
    pub(crate) fn forget(&self) -> io::Result<()> {
        remove_if_there(&self.beside("json"))
    }

    /// Removes everything of this upload that is not shared.
    ///
    /// # Errors
    /// When the disk fails.
    pub(crate) fn remove(&self) -> io::Result<()> {
        self.forget()?;
        remove_if_there(&self.beside("json.new"))?;
        remove_if_there(&self.thumbnail())?;
        remove_if_there(&self.bytes)
    }

    /// Returns from where to where the thumbnail and the bytes move, in this order.
    fn moves(&self, stored: &str) -> Vec<(PathBuf, PathBuf)> {
        let to = self.folder.thumbnail(stored).zip(self.folder.file(stored));
        to.map_or_else(Vec::new, |(thumbnail, file)| {
            vec![(self.thumbnail(), thumbnail), (self.bytes.clone(), file)]
        })
    }

    fn thumbnail(&self) -> PathBuf {
        self.beside("thumbnail")
    }

    fn beside(&self, ending: &str) -> PathBuf {
        self.bytes.with_extension(ending)
    }
}
