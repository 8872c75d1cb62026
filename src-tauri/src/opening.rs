//! Files and folders, shown by the desktop's own programs.

use std::path::Path;

use flatchat_core::Problem;

use crate::problem::{Unopened, unopened};

/// Shows a file in its folder.
pub(crate) fn show_in_folder(file: &Path) -> Result<(), Problem> {
    tauri_plugin_opener::reveal_item_in_dir(file).or_else(|error| {
        // Some desktops cannot show a file in its folder.
        tracing::info!(%error, "showing the folder alone");
        open_path(file.parent().unwrap_or(file))
    })
}

/// Opens a file or a folder in the program that the desktop has for it.
pub(crate) fn open_path(path: &Path) -> Result<(), Problem> {
    let opened = tauri_plugin_opener::open_path(path, None::<&str>);
    opened.map_err(|error| unopened(Unopened::File, path.display(), error))
}
