//! The key that signs cookies and tickets: `session.key` beside the log, which only the host's user
//! can read.
//!
//! # Invariants
//! * A key is random. Others could know a key that is not random, and forge anybody's cookie with
//!   it.
//! * A room uses one key as long as it is open, even if the disk cannot keep it.

use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::disk::{Readers, is_no_such_file, read_file, replace_file};

const KEY_NAME: &str = "session.key";

/// How many bytes of the key are used for signing.
pub(crate) const SIGNING_BYTES: usize = 64;

/// How many bytes distinguish a room's cookies from those of other rooms on the same computer.
const TAG_BYTES: usize = 4;

const ALL_BYTES: usize = SIGNING_BYTES + TAG_BYTES;

/// The fewest different values among the bytes of a key that was made by chance: random keys have
/// about 60, and only one in 10¹⁵ has fewer than 40.
const FEWEST_VALUES: usize = 40;

/// A room's key.
#[derive(Clone)]
pub(crate) struct SessionKey {
    bytes: [u8; ALL_BYTES],
    /// Whether the key was made just now, so that nothing signed earlier can be valid.
    is_new: bool,
}

/// The reason why a file's key cannot be used.
#[derive(Debug, thiserror::Error)]
enum UnusableKey {
    #[error("it cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    #[error("it is not a file of {ALL_BYTES} bytes")]
    WrongSize,
    #[error("it is not random, so that others could know it")]
    NotRandom,
}

impl SessionKey {
    /// Reads the folder's key, or makes one. If the key cannot be kept, because the disk is full or
    /// the folder cannot be written, it is used until the next start.
    ///
    /// # Errors
    /// When the OS cannot provide random bytes.
    pub(crate) fn open(folder: &Path) -> io::Result<SessionKey> {
        let path = folder.join(KEY_NAME);
        match read(&path) {
            Ok(bytes) => {
                keep_from_others(&path);
                return Ok(SessionKey { bytes, is_new: false });
            }
            Err(UnusableKey::Unreadable(error)) if error.kind() == io::ErrorKind::NotFound => {}
            Err(reason) => {
                tracing::warn!(
                    "{KEY_NAME} cannot be used: {reason}. A new one is made; everyone has to join again"
                );
            }
        }
        let key = SessionKey::random()?;
        if let Err(error) = replace_file(&path, &key.bytes, Readers::OwnerOnly) {
            tracing::warn!(%error, "{KEY_NAME} cannot be written; after a restart everyone has to join again");
        }
        Ok(key)
    }

    fn random() -> io::Result<SessionKey> {
        let mut bytes = [0; ALL_BYTES];
        getrandom::fill(&mut bytes).map_err(io::Error::other)?;
        Ok(SessionKey { bytes, is_new: true })
    }

    /// Returns the bytes that sign.
    pub(crate) fn signing(&self) -> &[u8] {
        &self.bytes[..SIGNING_BYTES]
    }

    /// Returns the tag that distinguishes this room's cookies from others, in hex.
    pub(crate) fn tag(&self) -> String {
        hex(&self.bytes[SIGNING_BYTES..])
    }

    /// Returns a fingerprint that distinguishes this key from others without revealing any part of
    /// it.
    pub(crate) fn fingerprint(&self) -> String {
        let digest =
            Sha256::new().chain_update(b"flatchat session key\n").chain_update(self.bytes).finalize();
        hex(&digest[..8])
    }

    /// Whether cookies that were signed before this start can still be valid.
    pub(crate) fn was_kept(&self) -> bool {
        !self.is_new
    }
}

impl std::fmt::Debug for SessionKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SessionKey").field("fingerprint", &self.fingerprint()).finish_non_exhaustive()
    }
}

fn read(path: &Path) -> Result<[u8; ALL_BYTES], UnusableKey> {
    let read = match read_file(path, ALL_BYTES as u64) {
        Err(error) if is_no_such_file(&error) => return Err(UnusableKey::WrongSize),
        read => read?,
    };
    let bytes: [u8; ALL_BYTES] = read.try_into().map_err(|_| UnusableKey::WrongSize)?;
    if looks_random(&bytes) { Ok(bytes) } else { Err(UnusableKey::NotRandom) }
}

/// Takes back other users' permissions, which a copy or a backup may have brought.
#[cfg(unix)]
fn keep_from_others(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let is_open = |metadata: std::fs::Metadata| metadata.permissions().mode() & 0o077 != 0;
    if !std::fs::metadata(path).is_ok_and(is_open) {
        return;
    }
    let closed = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600));
    let what = if closed.is_ok() { "could" } else { "can" };
    tracing::warn!(
        "other users of this computer {what} read {KEY_NAME}, with which cookies can be forged; \
         if you do not trust them, remove it and start again: then everyone has to join again"
    );
}

/// On Windows, the folder's permissions decide.
#[cfg(not(unix))]
fn keep_from_others(_path: &Path) {}

/// Whether chance could have made these bytes: they have many different values, and so have the
/// steps between them. This is not true for text, repetitions, and sequences such as 0, 1, 2.
fn looks_random(bytes: &[u8]) -> bool {
    let steps: Vec<u8> = bytes.windows(2).map(|pair| pair[1].wrapping_sub(pair[0])).collect();
    count_values(bytes) >= FEWEST_VALUES && count_values(&steps) >= FEWEST_VALUES
}

fn count_values(bytes: &[u8]) -> usize {
    bytes.iter().collect::<std::collections::HashSet<_>>().len()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(key: &[u8]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(KEY_NAME), key).unwrap();
        folder
    }

    #[test]
    fn a_key_is_the_same_at_the_next_start() {
        let folder = tempfile::tempdir().unwrap();
        let first = SessionKey::open(folder.path()).unwrap();
        let second = SessionKey::open(folder.path()).unwrap();
        assert_eq!(first.bytes, second.bytes);
        assert!(!first.was_kept() && second.was_kept());
    }

    #[test]
    fn keys_that_somebody_could_know_are_replaced() {
        let sequence: Vec<u8> = (0..68).collect();
        let threes: Vec<u8> = (0..68).map(|n: u8| n.wrapping_mul(3)).collect();
        let text = b"correct horse battery staple, correct horse battery staple, ".to_vec();
        let hex = b"0123456789abcdeffedcba98765432100123456789abcdeffedcba98765432100a1b".to_vec();
        let twice = [SessionKey::random().unwrap().bytes[..34].to_vec(); 1].concat().repeat(2);
        let keys =
            [vec![0; 68], vec![0xff; 68], sequence, threes, hex, twice, [text, vec![b'!'; 8]].concat()];
        for known in keys {
            assert_eq!(known.len(), ALL_BYTES);
            let folder = folder_with(&known);
            let key = SessionKey::open(folder.path()).unwrap();
            assert!(key.bytes[..] != known[..] && !key.was_kept(), "{known:?}");
            assert_eq!(std::fs::read(folder.path().join(KEY_NAME)).unwrap(), key.bytes);
        }
    }

    #[test]
    fn keys_that_were_cut_off_or_grew_are_replaced() {
        let random = SessionKey::random().unwrap().bytes;
        for size in [0, 1, 64, 67] {
            assert!(!SessionKey::open(folder_with(&random[..size]).path()).unwrap().was_kept(), "{size}");
        }
        assert!(!SessionKey::open(folder_with(&[&random[..], b"\n"].concat()).path()).unwrap().was_kept());
    }

    #[test]
    fn random_keys_look_random() {
        for _ in 0..10_000 {
            assert!(looks_random(&SessionKey::random().unwrap().bytes));
        }
    }

    /// Attack: the room's folder was copied, and another user of the computer reads the copied key.
    #[cfg(unix)]
    #[test]
    fn a_key_that_others_can_read_is_kept_from_them_and_stays_the_key() {
        use std::os::unix::fs::PermissionsExt;
        for mode in [0o644, 0o640, 0o666, 0o604] {
            let folder = folder_with(&SessionKey::random().unwrap().bytes);
            let path = folder.path().join(KEY_NAME);
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            assert!(SessionKey::open(folder.path()).unwrap().was_kept());
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600, "{mode:o}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_new_key_is_not_readable_by_those_who_could_read_the_old_one() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder_with(&[0; 68]);
        let path = folder.path().join(KEY_NAME);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        SessionKey::open(folder.path()).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
