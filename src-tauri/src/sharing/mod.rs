//! Files that the host shares from this computer, and the room's files in the window. No byte of
//! them goes over HTTP.
//!
//! | file | what |
//! |---|---|
//! | `offers` | the files that the host has chosen or dropped |
//! | `clipboard` | files and pictures that the host has copied elsewhere |
//! | `drags` | files that are dragged over the window |
//! | `commands` | the window's commands for files |
//! | `protocol` | the addresses under which the window shows files |

mod clipboard;
pub mod commands;
pub mod drags;
pub mod offers;
pub mod protocol;
