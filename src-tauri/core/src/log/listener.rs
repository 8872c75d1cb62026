//! The interface through which the writer reports changes, in the order of the file.

use super::cursor::Cursor;
use super::lines::Placed;
use super::order::AppendError;

/// A listener of the log. The writer calls it in the order of the file, before the
/// [`Snapshot`](super::Snapshot) moves.
pub trait LogListener: Send + 'static {
    /// Lines without a gap between them were appended, and the first of them starts at `from`. Each
    /// line is parsed once for all listeners.
    fn appended(&mut self, from: Cursor, entries: &[Placed]);

    /// The words of the lines that start at these offsets, as far as lines start there, were
    /// overwritten with spaces, or some of the words if the disk failed. The lines stay where they
    /// are.
    fn erased(&mut self, _lines: &[u64]) {}

    /// The file was replaced or rewritten. Nothing that was reported before is valid any more.
    fn reset(&mut self, generation: u64);

    /// Nothing can be stored at the moment, for the given reason. `None` means that storing works
    /// again.
    fn trouble(&mut self, _trouble: Option<&AppendError>) {}
}

/// A list of listeners acts as one: each call reaches all of them in turn.
impl LogListener for Vec<Box<dyn LogListener>> {
    fn appended(&mut self, from: Cursor, entries: &[Placed]) {
        self.iter_mut().for_each(|listener| listener.appended(from, entries));
    }

    fn erased(&mut self, lines: &[u64]) {
        self.iter_mut().for_each(|listener| listener.erased(lines));
    }

    fn reset(&mut self, generation: u64) {
        self.iter_mut().for_each(|listener| listener.reset(generation));
    }

    fn trouble(&mut self, trouble: Option<&AppendError>) {
        self.iter_mut().for_each(|listener| listener.trouble(trouble));
    }
}
