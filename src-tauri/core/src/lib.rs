//! The room of Flatchat without a window: the log, the event streams, the rules, the server.
//!
//! The modules are listed from top to bottom. The modules of a row use only each other and the rows
//! below.
//!
//! | module | content |
//! |---|---|
//! | [`server`] | HTTP: everything that a guest can reach |
//! | [`lan`] | the addresses and names under which other computers find this one |
//! | [`export`] | copies of the whole room in other formats |
//! | [`room`] | the rules, and the only interface for the server and the shell |
//! | [`stream`] | the subscribers, and the rules for what each gets next |
//! | `limits`, [`refusal`] | the limits on requests, and all the reasons to refuse one |
//! | [`problem`] | an error as it crosses to pages and programs |
//! | `claims`, `session_key` | the names over restarts, and the key that signs cookies |
//! | [`files`] | shared files: their kinds, sizes and metadata |
//! | [`index`] | which lines refer to which earlier line |
//! | [`people`], [`max_guests`] | the people who are here, and how many guests there can be |
//! | [`log`] | `chat.txt` |
//! | [`entry`] | one line of the log, parsed |
//! | [`files`] | shared files beside the log, and the text of the lines that share them |
//! | [`statement`], [`encoding`] | what a line says, parsed and written |
//! | [`text`], [`name`], [`mention`], [`title`], [`topic`], [`emoji`], [`code`], [`local_name`], [`host_name`] | values that people type, parsed once |
//! | `addresses` | the web addresses in a text |
//! | `letters` | the letters that names are compared by where they are mentioned |
//! | [`plain_words`] | a text without the signs of its markup |
//! | [`disk`] | checks and limits that concern all files, and how one is replaced in one step |
//! | [`reports`] | the program's reports on stderr |
//!
//! This crate does not depend on Tauri, windows or the folders of an OS. The desktop app and the
//! headless program own these, and pass plain values in.

mod addresses;
mod claims;
pub mod code;
pub mod disk;
pub mod emoji;
pub mod encoding;
pub mod entry;
pub mod export;
pub mod files;
#[cfg(test)]
mod growth;
pub mod host_name;
pub mod index;
pub mod lan;
mod letters;
mod limits;
pub mod local_name;
pub mod log;
pub mod max_guests;
pub mod mention;
pub mod name;
pub mod people;
pub mod plain_words;
pub mod problem;
pub mod refusal;
pub mod reports;
pub mod room;
pub mod server;
mod session_key;
pub mod statement;
pub mod stream;
pub mod text;
pub mod title;
pub mod topic;
#[cfg(test)]
mod vectors;

pub use problem::Problem;
pub use refusal::Refusal;
pub use room::{Options, Room};
