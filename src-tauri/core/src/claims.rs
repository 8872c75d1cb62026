//! Names that sessions hold over a restart: `names.json` beside the log.
//!
//! It is a convenience and never the truth: when it is missing or broken, each signed cookie still
//! brings its name back, if that is free.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::people::Kept;

const CLAIMS_NAME: &str = "names.json";

pub(crate) fn read(folder: &Path) -> Kept {
    let claims = match std::fs::read(folder.join(CLAIMS_NAME)) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(io::Error::from),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Kept::default()),
        Err(error) => Err(error),
    };
    claims.unwrap_or_else(|error| {
        tracing::warn!(%error, "{CLAIMS_NAME} cannot be read; names are free again");
        Kept::default()
    })
}

/// Replaces the file in one step, so that a crash leaves the old or the new one. Says whether it did.
pub(crate) async fn write(folder: PathBuf, kept: Kept) -> bool {
    let written = tokio::task::spawn_blocking(move || replace(&folder, &kept)).await;
    let written = written.unwrap_or_else(|error| Err(io::Error::other(error)));
    written.inspect_err(|error| tracing::debug!(%error, "{CLAIMS_NAME} cannot be written")).is_ok()
}

fn replace(folder: &Path, claims: &Kept) -> io::Result<()> {
    let new = folder.join("names.json.new");
    let mut file = File::create(&new)?;
    file.write_all(&serde_json::to_vec(claims)?)?;
    file.sync_data()?;
    std::fs::rename(new, folder.join(CLAIMS_NAME))
}
