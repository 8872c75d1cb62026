//! How much the shared files may take.

/// The limits on shared files, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileLimits {
    /// The largest file.
    pub max_file: u64,
    /// All files of the room together, with those that are on their way.
    pub max_files: u64,
    /// The free space of the disk that no file may take.
    pub keep_free: u64,
}

impl Default for FileLimits {
    fn default() -> FileLimits {
        FileLimits { max_file: 100_000_000, max_files: 2_000_000_000, keep_free: 256_000_000 }
    }
}
