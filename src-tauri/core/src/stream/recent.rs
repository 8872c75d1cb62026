//! The newest entries, encoded once for every subscriber.
//!
//! # Invariants
//! * `recent` has no gap and ends where the log ends. `older` has blocks of the file that some
//!   subscriber needed.
//! * All blocks are of one edition of the log. When words are erased, all blocks are dropped, and
//!   none that was read before that comes back. Subscribers go on from the file.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use bytes::{Bytes, BytesMut};

use super::frames::put_entry;
use crate::log::{Cursor, Lines, LogListener, Placed, Snapshot};

/// How many bytes of frames stay in memory for the log's newest part.
const RECENT_BYTES: usize = 3 * 1024 * 1024;

/// How many bytes of the file are read and encoded at once for subscribers further back.
const BLOCK_BYTES: u64 = 64 * 1024;

/// About how much an encoded block may weigh: a line may be empty, but its frame is not.
const MAX_BLOCK_WEIGHT: usize = 512 * 1024;

/// How many older blocks are kept for other subscribers that need them.
const KEPT_BLOCKS: usize = 16;

/// About how many bytes one subscriber takes at a time.
const TAKE_BYTES: usize = 64 * 1024;

/// About how many bytes a frame has besides its line, which are reserved for it.
const FRAME_BYTES: usize = 192;

/// Encoded entries without a gap between them.
#[derive(Debug)]
pub(crate) struct Block {
    from: Cursor,
    /// The place where each line ends, in the log and in the frames.
    marks: Vec<Mark>,
    frames: Bytes,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    line: Cursor,
    frames: usize,
}

impl Block {
    pub(crate) fn encode(from: Cursor, entries: &[Placed], generation: u64) -> Block {
        let text: usize = entries.iter().map(|placed| placed.entry.text.len()).sum();
        let mut frames = BytesMut::with_capacity(text + entries.len() * FRAME_BYTES);
        let mut marks = Vec::with_capacity(entries.len());
        for Placed { entry, end } in entries {
            put_entry(&mut frames, end.on_wire(generation), entry);
            marks.push(Mark { line: *end, frames: frames.len() });
        }
        // What was reserved for nothing would stay as long as the block.
        let frames = Bytes::from(Vec::from(frames).into_boxed_slice());
        Block { from, marks, frames }
    }

    pub(crate) fn end(&self) -> Cursor {
        self.marks.last().map_or(self.from, |mark| mark.line)
    }

    fn size(&self) -> usize {
        self.frames.len()
    }

    /// Returns the frames after the offset `at`, if this block has the line after it.
    pub(crate) fn after(&self, at: u64) -> Option<Bytes> {
        let (start, _) = self.position(at)?;
        (at != self.end().offset).then(|| self.frames.slice(start..))
    }

    /// Whether a line of this block begins or ends at this very cursor.
    fn knows(&self, cursor: Cursor) -> bool {
        self.position(cursor.offset).is_some_and(|(_, there)| there == cursor)
    }

    /// Returns where the frames after the offset `at` begin, if a line of this block begins or ends
    /// there, and the cursor there.
    fn position(&self, at: u64) -> Option<(usize, Cursor)> {
        if at == self.from.offset {
            return Some((0, self.from));
        }
        let mark = self.marks.binary_search_by_key(&at, |mark| mark.line.offset).ok()?;
        let mark = &self.marks[mark];
        Some((mark.frames, mark.line))
    }
}

/// Reads up to the next multiple of [`BLOCK_BYTES`], so that subscribers from different places soon
/// share blocks.
pub(crate) fn read_block(log: &Snapshot, from: Cursor) -> io::Result<Block> {
    let stop = (from.offset / BLOCK_BYTES + 1) * BLOCK_BYTES;
    let mut entries = Vec::new();
    let mut weight = 0;
    for line in Lines::new(&log.file, from.offset, log.end.offset) {
        let line = line?;
        let end = line.end.offset;
        weight += line.weight();
        entries.push(line.placed());
        if end >= stop || weight >= MAX_BLOCK_WEIGHT {
            break;
        }
    }
    // The log should have lines here but has none, so the file was truncated just now.
    if entries.is_empty() {
        Err(io::ErrorKind::UnexpectedEof.into())
    } else {
        Ok(Block::encode(from, &entries, log.generation))
    }
}

/// The encoded entries that are in memory now.
#[derive(Debug, Default)]
pub struct Recent(RwLock<Blocks>);

/// A generation of the log with the words that it has. A block that was read from an earlier
/// edition may have words that were erased since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edition {
    generation: u64,
    erasures: u64,
}

#[derive(Debug, Default)]
struct Blocks {
    generation: u64,
    /// How many times words were erased.
    erasures: u64,
    recent: VecDeque<Arc<Block>>,
    recent_bytes: usize,
    older: VecDeque<Arc<Block>>,
    /// The newest blocks that were joined last. After a failure of the network, everybody wants the
    /// same.
    joined: Mutex<Option<Joined>>,
}

/// The frames of several blocks, from an offset on.
#[derive(Clone, Debug)]
struct Joined {
    from: u64,
    frames: Bytes,
    end: Cursor,
}

impl Recent {
    /// Returns the edition of this log now. It must be known before a block is read from the file.
    pub(crate) fn edition(&self, log: &Snapshot) -> Edition {
        let blocks = self.0.read().unwrap_or_else(PoisonError::into_inner);
        Edition { generation: log.generation, ..blocks.edition() }
    }

    /// Keeps a block that was read from the file, if the edition is still the one it was read from.
    pub(crate) fn keep(&self, edition: Edition, block: Arc<Block>) {
        self.change(|blocks| {
            if blocks.edition() == edition {
                blocks.push_older(block);
            }
        });
    }

    /// Drops all blocks, and refuses those that are being read now: words of them were erased in
    /// the file. Each subscriber keeps its place and goes on from the file.
    pub fn forget_words(&self) {
        self.change(|blocks| {
            let Edition { generation, erasures } = blocks.edition();
            *blocks = Blocks { generation, erasures: erasures + 1, ..Blocks::default() };
        });
    }

    /// Returns about [`TAKE_BYTES`] of frames after `cursor`, and the place where they end. The
    /// cursor must be of this log. Its check may be of words that were erased since, so the offset
    /// alone counts.
    pub(crate) fn after(&self, log: &Snapshot, cursor: Cursor) -> Option<(Bytes, Cursor)> {
        self.read(log, |blocks| blocks.after(cursor.offset))
    }

    /// Whether `cursor` certainly belongs to this log.
    pub(crate) fn knows(&self, log: &Snapshot, cursor: Cursor) -> bool {
        self.read(log, |blocks| blocks.knows(cursor).then_some(())).is_some()
    }

    fn generation(&self) -> u64 {
        self.0.read().unwrap_or_else(PoisonError::into_inner).generation
    }

    fn read<T>(&self, log: &Snapshot, read: impl FnOnce(&Blocks) -> Option<T>) -> Option<T> {
        let blocks = self.0.read().unwrap_or_else(PoisonError::into_inner);
        (blocks.generation == log.generation).then(|| read(&blocks))?
    }

    fn change(&self, change: impl FnOnce(&mut Blocks)) {
        change(&mut self.0.write().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Encodes every appended line, and forgets everything when words are erased or the file is
/// replaced.
impl LogListener for Arc<Recent> {
    fn appended(&mut self, from: Cursor, entries: &[Placed]) {
        let block = Arc::new(Block::encode(from, entries, self.generation()));
        self.change(|blocks| blocks.push_recent(block));
    }

    fn erased(&mut self, _lines: &[u64]) {
        self.forget_words();
    }

    fn reset(&mut self, generation: u64) {
        self.change(|blocks| {
            *blocks = Blocks { generation, erasures: blocks.erasures, ..Blocks::default() };
        });
    }
}

impl Blocks {
    fn edition(&self) -> Edition {
        Edition { generation: self.generation, erasures: self.erasures }
    }

    fn push_recent(&mut self, block: Arc<Block>) {
        self.recent_bytes += block.size();
        self.recent.push_back(block);
        self.joined = Mutex::default();
        while self.recent_bytes > RECENT_BYTES
            && self.recent.len() > 1
            && let Some(oldest) = self.recent.pop_front()
        {
            self.recent_bytes -= oldest.size();
        }
    }

    fn push_older(&mut self, block: Arc<Block>) {
        if self.older.len() == KEPT_BLOCKS {
            self.older.pop_front();
        }
        self.older.push_back(block);
    }

    fn after(&self, at: u64) -> Option<(Bytes, Cursor)> {
        let first = self.recent.partition_point(|block| block.end().offset <= at);
        let Some(frames) = self.recent.get(first).and_then(|block| block.after(at)) else {
            return self.older.iter().find_map(|block| Some((block.after(at)?, block.end())));
        };
        if frames.len() >= TAKE_BYTES || first + 1 == self.recent.len() {
            return Some((frames, self.recent[first].end()));
        }
        let mut known = self.joined.lock().unwrap_or_else(PoisonError::into_inner);
        if known.as_ref().is_none_or(|joined| joined.from != at) {
            *known = Some(self.join(first, at, &frames));
        }
        known.as_ref().map(|joined| (joined.frames.clone(), joined.end))
    }

    /// Joins `frames`, which are the block `first` from the offset `from` on, and the blocks after
    /// that one.
    fn join(&self, first: usize, from: u64, frames: &[u8]) -> Joined {
        let mut joined = BytesMut::from(frames);
        let mut end = self.recent[first].end();
        for block in self.recent.range(first + 1..) {
            if joined.len() >= TAKE_BYTES {
                break;
            }
            joined.extend_from_slice(&block.frames);
            end = block.end();
        }
        Joined { from, frames: joined.freeze(), end }
    }

    fn knows(&self, cursor: Cursor) -> bool {
        let first = self.recent.partition_point(|block| block.end().offset < cursor.offset);
        let mut near = self.recent.get(first).into_iter().chain(&self.older);
        near.any(|block| block.knows(cursor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::Log;

    /// Attack on a removal: the words would be sent to everybody who resumes before the lines.
    #[tokio::test]
    async fn erased_words_leave_memory_and_blocks_read_before_do_not_bring_them_back() {
        let folder = tempfile::tempdir().unwrap();
        let recent = Arc::new(Recent::default());
        let log = Log::open(folder.path(), "test", Arc::clone(&recent)).unwrap();
        for line in ["ana said: secret\n", "ana said: tea\n"] {
            log.append(line.into()).await.unwrap();
        }
        let now = log.snapshot();
        let (edition, read) = (recent.edition(&now), Arc::new(read_block(&now, Cursor::START).unwrap()));
        recent.keep(edition, Arc::clone(&read));
        assert_eq!(recent.0.read().unwrap().older.len(), 1);
        let (frames, end) = recent.after(&now, Cursor::START).unwrap();
        assert!(end == now.end && frames.windows(6).any(|word| word == b"secret"), "both, joined");

        log.erase(0, vec![0]).await.unwrap();
        recent.keep(edition, read);
        assert!(recent.after(&now, Cursor::START).is_none() && !recent.knows(&now, now.end));
        let blocks = format!("{:?}", recent.0.read().unwrap());
        assert!(!blocks.contains("secret"), "{blocks}");

        recent.keep(recent.edition(&now), Arc::new(read_block(&now, Cursor::START).unwrap()));
        let (frames, end) = recent.after(&now, Cursor::START).unwrap();
        assert!(!frames.windows(6).any(|word| word == b"secret") && end.offset == now.end.offset);
        assert!(recent.knows(&now, end), "a block of the file knows its lines, too");
        log.append(b"ana said: next\n".to_vec()).await.unwrap();
        // Whether a subscriber heard of the line before or after, it goes on from memory.
        for cursor in [now.end, end] {
            assert!(recent.after(&log.snapshot(), cursor).is_some());
        }
        tokio::task::spawn_blocking(move || log.close()).await.unwrap();
    }

    /// A block stays for long. A frame that outgrows what was reserved for it doubles that, and all
    /// recent blocks together would take twice the memory they may.
    #[tokio::test]
    async fn a_block_takes_no_more_memory_than_its_frames() {
        for text in ["tea", &"x".repeat(1024), &"\"".repeat(1024), &"a\u{b}".repeat(1024)] {
            let folder = tempfile::tempdir().unwrap();
            let log = Log::open(folder.path(), "test", Arc::new(Recent::default())).unwrap();
            for _ in 0..2 {
                log.append(format!("ana said: {text}\n").into()).await.unwrap();
                let block = read_block(&log.snapshot(), Cursor::START).unwrap();
                let size = block.size();
                assert!(size > text.len());
                assert_eq!(block.frames.try_into_mut().unwrap().capacity(), size, "{text}");
            }
            tokio::task::spawn_blocking(move || log.close()).await.unwrap();
        }
    }
}
