//! Files that the host wants to share: chosen in a dialog, or dropped on the window.
//!
//! The page gets a token, a name and a size for each of them, and never a path. It can only name
//! files that the host has offered.

use std::collections::VecDeque;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;

/// How many offers are remembered. The oldest one goes first.
const MAX_OFFERS: usize = 1000;

/// A file that the host has offered, as the page sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Offered {
    /// The word by which the page names the file.
    pub token: String,
    /// The file's name, without its folder.
    pub name: String,
    /// The file's size in bytes.
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
    /// Its media type, as its name suggests it.
    #[serde(rename = "type")]
    pub media_type: String,
}

/// Files and folders that the host has offered together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Offer {
    /// The files.
    pub files: Vec<Offered>,
    /// How many others there were, which cannot be shared: folders, and files that are gone.
    pub folders: usize,
}

/// The offers that the page may still name.
#[derive(Debug, Default)]
pub struct Offers(Mutex<VecDeque<(String, PathBuf)>>);

impl Offers {
    /// Remembers these files, and returns what the page may know of them.
    pub fn offer(&self, paths: &[PathBuf]) -> Offer {
        let mut offer = Offer::default();
        for path in paths {
            match random_token().and_then(|token| self.remember(token, path)) {
                Some(file) => offer.files.push(file),
                None => offer.folders += 1,
            }
        }
        offer
    }

    /// Returns the file that the page names.
    pub fn path(&self, token: &str) -> Option<PathBuf> {
        self.lock().iter().find(|(known, _)| known == token).map(|(_, path)| path.clone())
    }

    fn remember(&self, token: String, path: &Path) -> Option<Offered> {
        let file = path.metadata().ok().filter(Metadata::is_file)?;
        let mut offers = self.lock();
        offers.truncate(MAX_OFFERS - 1);
        offers.push_front((token.clone(), path.to_owned()));
        let media_type = mime_guess::from_path(path).first_or_octet_stream().to_string();
        Some(Offered { token, name: name_of(path), bytes: file.len(), media_type })
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(String, PathBuf)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns a word that the page cannot guess, or `None` on a system without random bytes.
fn random_token() -> Option<String> {
    let (high, low) = (getrandom::u64().ok()?, getrandom::u64().ok()?);
    Some(format!("{high:016x}{low:016x}"))
}

/// Returns the last part of a path, which the page shows.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_files_by_tokens_and_never_by_paths() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("plan.pdf");
        std::fs::write(&file, "12345").unwrap();
        let offers = Offers::default();
        let offer = offers.offer(&[file.clone(), folder.path().to_owned(), folder.path().join("gone")]);
        assert_eq!((offer.files.len(), offer.folders), (1, 2));
        let offered = &offer.files[0];
        assert_eq!((offered.name.as_str(), offered.bytes), ("plan.pdf", 5));
        assert_eq!(offered.media_type, "application/pdf");
        assert_eq!(offers.path(&offered.token), Some(file.clone()));
        assert_eq!(offers.path(&file.to_string_lossy()), None);
        assert_eq!(offers.path(""), None);
    }

    #[test]
    fn only_the_newest_offers_are_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        std::fs::write(&file, "").unwrap();
        let offers = Offers::default();
        let first = offers.offer(std::slice::from_ref(&file)).files.remove(0);
        for _ in 0..MAX_OFFERS {
            offers.offer(std::slice::from_ref(&file));
        }
        assert_eq!(offers.path(&first.token), None);
        assert_eq!(offers.lock().len(), MAX_OFFERS);
    }
}
