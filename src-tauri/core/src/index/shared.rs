//! The lines that share files and were not removed.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::files::Share;

/// What is known about a line that shares files. It holds no words: the names of the files are only
/// digests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SharedLine {
    /// How many bytes the line says that its files have.
    bytes: u64,
    stored: Box<[u64]>,
}

impl SharedLine {
    pub(super) fn of(share: &Share) -> SharedLine {
        SharedLine {
            bytes: share.files.iter().filter_map(|file| file.bytes).fold(0, u64::saturating_add),
            stored: share.files.iter().map(|file| digest(file.stored())).collect(),
        }
    }
}

fn digest(stored: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    stored.hash(&mut hasher);
    hasher.finish()
}

/// All lines of a log that share files.
#[derive(Debug, Default)]
pub(super) struct SharedLines(BTreeMap<u64, SharedLine>);

impl SharedLines {
    pub(super) fn add(&mut self, id: u64, line: SharedLine) {
        self.0.insert(id, line);
    }

    pub(super) fn remove(&mut self, id: u64) {
        self.0.remove(&id);
    }

    /// Returns the newest line that shares the file with this name in the folder.
    pub(super) fn sharing(&self, stored: &str) -> Option<u64> {
        let digest = digest(stored);
        self.0.iter().rev().find(|(_, line)| line.stored.contains(&digest)).map(|(id, _)| *id)
    }

    /// Returns the lines in the order of the log, each with its bytes.
    pub(super) fn all(&self) -> Vec<(u64, u64)> {
        self.0.iter().map(|(id, line)| (*id, line.bytes)).collect()
    }
}
