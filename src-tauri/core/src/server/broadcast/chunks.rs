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
/// No chunk outlives its pass here, so none holds words that were erased before the pass.
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

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use tokio_util::sync::CancellationToken;

    use super::*;
    use crate::limits::Network;
    use crate::log::Log;
    use crate::stream::{Recent, Wanted};

    #[tokio::test]
    async fn a_pass_after_words_were_erased_has_none_of_them_and_goes_on_from_the_same_cursors() {
        let folder = tempfile::tempdir().unwrap();
        let recent = Arc::new(Recent::default());
        let log = Log::open(folder.path(), "test", Arc::clone(&recent)).unwrap();
        let fanout = Arc::new(Fanout::new(recent, log.watch()));
        for line in ["ana said: secret\n", "ana said: end\n"] {
            log.append(line.as_bytes().to_vec()).await.unwrap();
        }
        let (now, guard) = (log.snapshot(), CancellationToken::new().drop_guard());
        let mut chunks = Chunks::new(Arc::clone(&fanout), CatchUp::start(fanout, || {}, guard).unwrap());
        let middle = Cursor::at(&now.file, 17).unwrap().unwrap();
        assert!(chunks.after(&now, Cursor::START).is_some() && chunks.after(&now, middle).is_some());
        chunks.clear();

        log.erase(0, vec![0]).await.unwrap();
        let here = Network::from("192.0.2.1".parse::<std::net::IpAddr>().unwrap());
        for (cursor, entries) in [(Cursor::START, 2), (middle, 1)] {
            let asked = Instant::now();
            let (chunk, end) = loop {
                if let Some(portion) = chunks.after(&now, cursor) {
                    break portion;
                }
                chunks.catch_up.ask(here, &now, Wanted::After(cursor));
                assert!(asked.elapsed() < Duration::from_secs(10), "the block comes");
                tokio::time::sleep(Duration::from_millis(1)).await;
            };
            let text = String::from_utf8(chunk.to_vec()).unwrap();
            assert!(!text.contains("secret") && text.matches("event: entry").count() == entries, "{text}");
            assert_eq!(end.offset, now.end.offset);
        }
        tokio::task::spawn_blocking(move || log.close()).await.unwrap();
    }
}
