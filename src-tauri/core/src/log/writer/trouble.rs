//! A disk that does not take lines: it is reported once, and tried until it is well again.

use std::fs::File;
use std::io;

use super::Writer;
use crate::disk::check_is_file;
use crate::log::order::AppendError;

impl Writer {
    /// Reports each trouble once, and reports when it is over.
    pub(super) fn report_trouble(&mut self, error: Option<&AppendError>) {
        if self.trouble.as_ref() == error {
            return;
        }
        self.trouble = error.cloned();
        self.listener.trouble(error);
        match error {
            Some(error) => {
                tracing::error!(?error, path = %self.path.display(), "the log cannot be used");
            }
            None => tracing::info!(path = %self.path.display(), "the log can be used again"),
        }
    }

    /// Scans the file for changes. While in trouble, it also tries to open the file, and tries the
    /// disk with a file of its own, so that the room recovers even when nobody speaks.
    pub(in crate::log) fn scan_and_recover(&mut self) {
        let scanned = self.scan().and_then(|()| if self.trouble.is_some() { self.probe() } else { Ok(()) });
        self.report_trouble(scanned.err().map(AppendError::from).as_ref());
    }

    fn probe(&mut self) -> io::Result<()> {
        self.append.check()?;
        let path = self.path.with_extension("probe");
        check_is_file(&path)?;
        let written = File::create(&path).and_then(|mut file| {
            self.disk.write(&mut file, &[b' '; 4096])?;
            self.disk.sync(&file)
        });
        std::fs::remove_file(&path)?;
        written
    }
}
