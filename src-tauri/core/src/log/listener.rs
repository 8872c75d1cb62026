//! What the writer reports, in the order of the file.

use super::cursor::Cursor;
use super::lines::Placed;
use super::order::AppendError;

/// Follows the log. The writer calls it in the order of the file, before the
/// [`Snapshot`](super::Snapshot) moves.
pub trait LogListener: Send + 'static {
    /// Lines that follow each other without a gap were appended, the first of them at `from`. Each
    /// is parsed once for all listeners.
    fn appended(&mut self, from: Cursor, entries: &[Placed]);

    /// The file is another one now. Nothing that was reported before holds any more.
    fn reset(&mut self, generation: u64);

    /// Nothing can be stored at the moment, for this reason; `None`: it can be again.
    fn trouble(&mut self, _trouble: Option<&AppendError>) {}
}

/// Several listeners are one: each call reaches them in turn.
impl LogListener for Vec<Box<dyn LogListener>> {
    fn appended(&mut self, from: Cursor, entries: &[Placed]) {
        self.iter_mut().for_each(|listener| listener.appended(from, entries));
    }

    fn reset(&mut self, generation: u64) {
        self.iter_mut().for_each(|listener| listener.reset(generation));
    }

    fn trouble(&mut self, trouble: Option<&AppendError>) {
        self.iter_mut().for_each(|listener| listener.trouble(trouble));
    }
}
