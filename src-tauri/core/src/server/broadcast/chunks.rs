//! The broadcaster's source of chunks: the entries in memory, and the parts that the second thread
//! reads.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::{BufMut, Bytes, BytesMut};

use super::catch_up::CatchUp;
use crate::log::{Cursor, Snapshot};
use crate::stream::{EntrySource, Fanout, Landing};

/// The chunk that ends a chunked body.
pub(super) const LAST_CHUNK: &[u8] = b"0\r\n\r\n";

/// One HTTP chunk.
pub(super) fn chunk(data: &[u8]) -> Bytes {
    let mut chunk = BytesMut::with_capacity(data.len() + 16);
    chunk.put_slice(format!("{:x}\r\n", data.len()).as_bytes());
    chunk.put_slice(data);
    chunk.put_slice(b"\r\n");
    chunk.freeze()
}

/// A chunk, and the place where its entries end.
type Portion = (Bytes, Cursor);

/// The chunks of one pass over the streams. Each chunk is made once, for all streams at its place.
pub(super) struct Chunks {
    fanout: Arc<Fanout>,
    pub(super) catch_up: CatchUp,
    /// The chunks, by the offset of the cursor before them.
    made: HashMap<u64, Portion>,
    /// The last chunk that was taken, with the cursor before it: most streams are at the same
    /// place.
    latest: Option<(Cursor, Portion)>,
}

impl Chunks {
    pub(super) fn new(fanout: Arc<Fanout>, catch_up: CatchUp) -> Chunks {
        Chunks { fanout, catch_up, made: HashMap::new(), latest: None }
    }

    /// Ends a pass.
    pub(super) fn clear(&mut self) {
        self.made.clear();
        self.latest = None;
    }

    fn make(&mut self, log: &Snapshot, cursor: Cursor) -> Option<Portion> {
        if let Some(made) = self.made.get(&cursor.offset) {
            return Some(made.clone());
        }
        let (frames, end) = self.fanout.recent().after(log, cursor)?;
        let made = (chunk(&frames), end);
        self.made.insert(cursor.offset, made.clone());
        Some(made)
    }
}

impl EntrySource for Chunks {
    type Entries = Bytes;

    fn after(&mut self, log: &Snapshot, cursor: Cursor) -> Option<Portion> {
        if let Some((from, made)) = &self.latest
            && *from == cursor
        {
            return Some(made.clone());
        }
        let made = self.make(log, cursor)?;
        self.latest = Some((cursor, made.clone()));
        Some(made)
    }

    fn resume(&mut self, log: &Snapshot, _cursor: Cursor) -> Option<Landing> {
        self.catch_up.newest_page(log)
    }
}
