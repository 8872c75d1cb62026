//! The room of Flatchat without a window: the log, the fan-out, the rules, the server.
//!
//! From the top floor down; each module knows only those below it.
//!
//! | module | what |
//! |---|---|
//! | [`server`] | HTTP: what a guest can reach |
//! | [`lan`] | the addresses and names under which others find this computer |
//! | [`room`] | the rules; the one face that server and shell talk to |
//! | [`stream`] | subscribers, and what each gets next |
//! | [`people`], `claims`, `session_key` | who is here, what they may be called, also after a restart |
//! | `limits`, [`refusal`] | how much one may ask, and every no |
//! | [`log`] | `chat.txt` |
//! | [`entry`], [`statement`], [`encoding`] | one line of it, parsed and written |
//! | [`text`], [`name`], [`mention`], [`title`], [`code`], [`max_guests`], [`local_name`] | what people type, parsed once |
//! | [`disk`] | what is asked of files, whatever they are |
//! | [`reports`] | what the program says about itself, on stderr |
//!
//! This crate knows nothing of Tauri, windows or the folders of an OS: the desktop app and the headless program own
//! those and hand in plain values.

mod claims;
pub mod code;
pub mod disk;
pub mod encoding;
pub mod entry;
pub mod lan;
mod limits;
pub mod local_name;
pub mod log;
pub mod max_guests;
pub mod mention;
pub mod name;
pub mod people;
pub mod refusal;
pub mod reports;
pub mod room;
pub mod server;
mod session_key;
pub mod statement;
pub mod stream;
pub mod text;
pub mod title;

pub use refusal::{Problem, Refusal};
pub use room::{Options, Room};
