//! Small real files of each kind, and files that somebody put into a room's folder by hand.

use std::path::{Path, PathBuf};

use crate::server::Server;

/// Returns the bytes of a file in `tests/samples`.
///
/// # Panics
/// When there is no such sample.
pub fn sample(name: &str) -> Vec<u8> {
    let path = sample_path(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the path of a file in `tests/samples`.
pub fn sample_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)
}

/// Puts a file into `files/` of a room.
///
/// # Panics
/// When it cannot be written.
pub fn put(server: &Server, stored: &str, bytes: &[u8]) {
    put_at(&server.path("files").join(stored), bytes);
}

/// Puts a thumbnail beside it.
///
/// # Panics
/// When it cannot be written.
pub fn put_thumbnail(server: &Server, stored: &str, bytes: &[u8]) {
    put_at(&server.path("files/.thumbnails").join(stored), bytes);
}

fn put_at(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder can be made");
    std::fs::write(path, bytes).expect("a file can be written");
}
