//! The file that an export writes: first under a name of its own beside the wanted place, then,
//! once it is on the disk, in that place.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{CHUNK_BYTES, ExportError};
use crate::disk::{sync_all, sync_folder_of};

/// A file that is not in its place yet. Dropping it removes it.
pub(super) struct Target {
    file: BufWriter<NamedTempFile>,
    place: PathBuf,
}

impl Target {
    /// Creates the file for the place `to`. A file that is already in the room's own folder is
    /// never replaced, because it may belong to the room.
    pub(super) fn create(to: &Path, room: &Path) -> Result<Target, ExportError> {
        let not_a_file = || ExportError::NotAFile(to.to_owned());
        let name = to.file_name().ok_or_else(not_a_file)?;
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // A link in the wanted place keeps its name, and its target gets the content.
        let place = std::fs::canonicalize(to).or_else(|_| folder.canonicalize().map(|it| it.join(name)))?;
        let folder = place.parent().ok_or_else(not_a_file)?;
        if place.metadata().is_ok_and(|there| !there.is_file()) {
            return Err(not_a_file());
        }
        if place.exists() && folder == room.canonicalize()? {
            return Err(ExportError::FileOfRoom);
        }
        let file = create_in(folder)?;
        Ok(Target { file: BufWriter::with_capacity(CHUNK_BYTES, file), place })
    }

    /// Returns the file to write to.
    pub(super) fn file(&mut self) -> &mut impl Write {
        &mut self.file
    }

    /// Puts the file in its place.
    pub(super) fn finish(self) -> Result<(), ExportError> {
        let file = self.file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        sync_all(file.as_file())?;
        file.persist(&self.place).map_err(|error| error.error)?;
        if let Err(error) = sync_folder_of(&self.place) {
            tracing::warn!(%error, "cannot sync the folder of an export");
        }
        Ok(())
    }
}

/// Other people on this computer may read it, if they may read other files that the host makes.
fn create_in(folder: &Path) -> std::io::Result<NamedTempFile<File>> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".flatchat-export-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
