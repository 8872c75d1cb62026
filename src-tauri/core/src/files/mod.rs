//! Shared files: the folder `files` beside the log, and the lines that say what is in it.
//!
//! | file | content |
//! |---|---|
//! | `share` | the text of a line that shares files |
//! | `stored_name` | the names of files: shown to people, and safe on every disk |
//! | `limits` | how much the files may take |
//! | `upload` | what a sender says about a file before it comes |
//! | `folder` | the folder with the files |
//! | `part` | an upload on the disk |
//! | `finish` | the last steps before a complete file may be shared |
//! | `words` | what was shared, in words that fit one line |
//! | `kind` | the kind of a file, by its first bytes |
//! | `metadata` | the removal of locations and other metadata |
//! | `opening` | opening a shared file without following links |
//! | `size` | the width and height of a picture |
//! | `thumbnail` | the check of a thumbnail that somebody sent |
//!
//! Nothing here decodes a picture: decoders of pictures are where programs are attacked.

mod finish;
mod folder;
pub mod kind;
mod limits;
pub mod metadata;
pub(crate) mod opening;
mod part;
#[cfg(test)]
mod samples;
mod share;
pub mod size;
mod stored_name;
pub mod thumbnail;
mod upload;
mod words;

pub(crate) use finish::finish;
pub(crate) use folder::{Folder, FolderError, is_file};
pub use limits::FileLimits;
pub(crate) use part::{Part, Plan};
pub use share::{MAX_SHARED, Share, SharedFile};
pub(crate) use stored_name::{given_name, is_invisible};
pub use upload::{BadUpload, NewUpload};
pub use words::{plain_name, with_count};

/// The name of the folder with the shared files, beside the log.
pub const FOLDER_NAME: &str = "files";
