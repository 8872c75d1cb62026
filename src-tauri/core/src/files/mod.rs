//! Shared files: the folder `files` beside the log, and the lines that say what is in it.
//!
//! | file | content |
//! |---|---|
//! | `share` | the text of a line that shares files |
//! | `stored_name` | the names of files: shown to people, and safe on every disk |
//! | `limits` | how much the files may take |
//! | `upload` | what a sender says about a file before it comes |

mod limits;
mod share;
mod stored_name;
mod upload;

pub use limits::FileLimits;
pub use share::{MAX_SHARED, Share, SharedFile};
pub(crate) use stored_name::is_invisible;
pub use upload::{BadUpload, NewUpload};

/// The name of the folder with the shared files, beside the log.
pub const FOLDER_NAME: &str = "files";
