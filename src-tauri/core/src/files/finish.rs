//! The last steps before a complete file may be shared.

use std::fs::File;
use std::io;

use super::metadata::remove_metadata;
use super::part::Plan;
use super::size::picture_size;
use crate::disk::sync_all;

/// Takes data about the place and the camera out of a picture, unless its sender wants to keep it;
/// measures a picture whose sender did not; and makes the bytes safe from a power cut.
///
/// # Errors
/// When the disk fails.
pub(crate) fn finish(file: &File, plan: &mut Plan) -> io::Result<()> {
    if !plan.keep_metadata {
        remove_metadata(file)?;
    }
    plan.shown_size = plan.shown_size.or_else(|| picture_size(file));
    sync_all(file)
}
