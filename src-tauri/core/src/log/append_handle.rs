//! The handle through which the room appends to its log.
//!
//! On Windows, a program that opens a file says what others may do with it meanwhile. The command
//! prompt and PowerShell (with `>>`) and Notepad can open a file only if nobody else can write to
//! it, and then let nobody else write to it. So the room has its handle open there only while it
//! writes, and waits a moment for a program that keeps the file to itself.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::disk::is_in_use;

/// How long the room waits for a program that keeps the file to itself. A command that appends a
/// line needs a few milliseconds.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long it waits if it has waited in vain before.
const NO_PATIENCE: Duration = Duration::ZERO;

/// How often it tries meanwhile.
const TRY_EVERY: Duration = Duration::from_millis(5);

/// Whether the handle is closed while nothing is written.
const CLOSED_AT_REST: bool = cfg!(windows);

pub(super) struct AppendHandle {
    path: PathBuf,
    file: Option<File>,
    patience: Duration,
}

impl AppendHandle {
    /// Opens the file, or creates it. If another program keeps it to itself, it is there and can be
    /// read, so this is no error yet.
    pub(super) fn open(path: &Path) -> io::Result<AppendHandle> {
        let mut handle = AppendHandle { path: path.to_owned(), file: None, patience: PATIENCE };
        match handle.file() {
            Err(error) if !is_in_use(&error) => Err(error),
            _ => Ok(handle),
        }
    }

    /// Returns the file, open for appending.
    pub(super) fn file(&mut self) -> io::Result<&mut File> {
        let file = match self.file.take() {
            Some(file) => file,
            None => self.open_when_free(OpenOptions::new().append(true).create(true))?,
        };
        Ok(self.file.insert(file))
    }

    /// Returns the file if it is open.
    pub(super) fn opened(&self) -> Option<&File> {
        self.file.as_ref()
    }

    /// Lets other programs write until [`AppendHandle::file`] is called again.
    pub(super) fn rest(&mut self) {
        if CLOSED_AT_REST {
            self.file = None;
        }
    }

    /// Opens the file at the path. If another program keeps it to itself, tries again for a while.
    pub(super) fn open_when_free(&mut self, options: &OpenOptions) -> io::Result<File> {
        let begun = Instant::now();
        loop {
            let opened = options.open(&self.path);
            let in_use = opened.as_ref().err().is_some_and(is_in_use);
            if in_use && begun.elapsed() < self.patience {
                sleep(TRY_EVERY);
                continue;
            }
            self.patience = if in_use { NO_PATIENCE } else { PATIENCE };
            return opened;
        }
    }
}
