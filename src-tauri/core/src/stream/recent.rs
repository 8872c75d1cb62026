//! The newest entries, encoded once for every subscriber.
//!
//! # Invariants
//! * `recent` has no gap and ends where the log ends. `older` has blocks of the file that some
//!   subscriber needed.
//! * All blocks are of one generation of the log.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, PoisonError, RwLock};

use bytes::{Bytes, BytesMut};

use super::frames::put_entry;
use crate::log::{Cursor, Lines, LogListener, Placed, Snapshot};

/// How many bytes of frames stay in memory for the log's newest part.
const RECENT_BYTES: usize = 4 * 1024 * 1024;

/// How many bytes of the file are read and encoded at once for subscribers further back.
const BLOCK_BYTES: u64 = 64 * 1024;

/// About how much an encoded block may weigh: a line may be empty, but its frame is not.
const MAX_BLOCK_WEIGHT: usize = 512 * 1024;

/// How many older blocks are kept for other subscribers that need them.
const KEPT_BLOCKS: usize = 16;

/// About how many bytes one subscriber takes at a time.
const TAKE_BYTES: usize = 64 * 1024;

/// About how many bytes a frame has besides its line, which are reserved for it.
const FRAME_BYTES: usize = 128;

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
    pub(crate) fn encode(from: Cursor, entries: &[Placed]) -> Block {
        let text: usize = entries.iter().map(|placed| placed.entry.text.len()).sum();
        let mut frames = BytesMut::with_capacity(text + entries.len() * FRAME_BYTES);
        let mut marks = Vec::with_capacity(entries.len());
        for Placed { entry, end } in entries {
            put_entry(&mut frames, *end, entry);
            marks.push(Mark { line: *end, frames: frames.len() });
        }
        Block { from, marks, frames: frames.freeze() }
    }

    pub(crate) fn end(&self) -> Cursor {
        self.marks.last().map_or(self.from, |mark| mark.line)
    }

    fn size(&self) -> usize {
        self.frames.len()
    }

    /// Returns the frames after `cursor`, if this block has the line after it.
    pub(crate) fn after(&self, cursor: Cursor) -> Option<Bytes> {
        let start = self.position(cursor)?;
        (cursor != self.end()).then(|| self.frames.slice(start..))
    }

    /// Returns where the frames after `cursor` begin, if a line of this block begins or ends there.
    fn position(&self, cursor: Cursor) -> Option<usize> {
        if cursor == self.from {
            return Some(0);
        }
        let mark = self.marks.binary_search_by_key(&cursor.offset, |mark| mark.line.offset).ok()?;
        let mark = &self.marks[mark];
        (mark.line == cursor).then_some(mark.frames)
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
        Ok(Block::encode(from, &entries))
    }
}

/// The encoded entries that are in memory now.
#[derive(Debug, Default)]
pub struct Recent(RwLock<Blocks>);

#[derive(Debug, Default)]
struct Blocks {
    generation: u64,
    recent: VecDeque<Arc<Block>>,
    recent_bytes: usize,
    older: VecDeque<Arc<Block>>,
}

impl Recent {
    /// Keeps a block that was read from the file, if the log is still the same one.
    pub(crate) fn keep(&self, log: &Snapshot, block: Arc<Block>) {
        self.change(|blocks| {
            if blocks.generation == log.generation {
                blocks.push_older(block);
            }
        });
    }

    /// Returns about [`TAKE_BYTES`] of frames after `cursor`, and the place where they end.
    pub(crate) fn after(&self, log: &Snapshot, cursor: Cursor) -> Option<(Bytes, Cursor)> {
        self.read(log, |blocks| blocks.after(cursor))
    }

    /// Whether `cursor` certainly belongs to this log.
    pub(crate) fn knows(&self, log: &Snapshot, cursor: Cursor) -> bool {
        self.read(log, |blocks| blocks.knows(cursor).then_some(())).is_some()
    }

    pub(crate) fn forget_words(&self) {
        self.change(|blocks| *blocks = Blocks { generation: blocks.generation, ..Blocks::default() });
    }

    fn read<T>(&self, log: &Snapshot, read: impl FnOnce(&Blocks) -> Option<T>) -> Option<T> {
        let blocks = self.0.read().unwrap_or_else(PoisonError::into_inner);
        (blocks.generation == log.generation).then(|| read(&blocks))?
    }

    fn change(&self, change: impl FnOnce(&mut Blocks)) {
        change(&mut self.0.write().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Encodes every appended line, and forgets everything when the file is replaced.
impl LogListener for Arc<Recent> {
    fn appended(&mut self, from: Cursor, entries: &[Placed]) {
        let block = Arc::new(Block::encode(from, entries));
        self.change(|blocks| blocks.push_recent(block));
    }

    fn reset(&mut self, generation: u64) {
        self.change(|blocks| *blocks = Blocks { generation, ..Blocks::default() });
    }
}

impl Blocks {
    fn push_recent(&mut self, block: Arc<Block>) {
        self.recent_bytes += block.size();
        self.recent.push_back(block);
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

    fn after(&self, cursor: Cursor) -> Option<(Bytes, Cursor)> {
        let first = self.recent.partition_point(|block| block.end().offset <= cursor.offset);
        let Some(frames) = self.recent.get(first).and_then(|block| block.after(cursor)) else {
            return self.older.iter().find_map(|block| Some((block.after(cursor)?, block.end())));
        };
        let mut blocks = self.recent.range(first + 1..).peekable();
        if frames.len() >= TAKE_BYTES || blocks.peek().is_none() {
            return Some((frames, self.recent[first].end()));
        }
        let mut joined = BytesMut::from(&frames[..]);
        let mut end = self.recent[first].end();
        while joined.len() < TAKE_BYTES
            && let Some(block) = blocks.next()
        {
            joined.extend_from_slice(&block.frames);
            end = block.end();
        }
        Some((joined.freeze(), end))
    }

    fn knows(&self, cursor: Cursor) -> bool {
        let first = self.recent.partition_point(|block| block.end().offset < cursor.offset);
        self.recent.get(first).is_some_and(|block| block.position(cursor).is_some())
    }
}
