//! The shared window of recent bytes: lines encoded once for every subscriber.
//!
//! # Invariants
//! * `recent` has no gap and ends where the log does; `older` are blocks of the file that some subscriber needed.
//! * All of it is of one generation of the log.

use std::collections::VecDeque;
use std::sync::{Arc, PoisonError, RwLock};

use bytes::{Bytes, BytesMut};

use crate::frames::{FORMATS, Format, put_entry};
use crate::log::{Cursor, Line, Listener, Snapshot};

/// How many bytes of frames of the log's newest part stay in memory.
const WINDOW_BYTES: usize = 4 * 1024 * 1024;

/// How many older blocks are kept for the next who needs them.
const KEPT_BLOCKS: usize = 16;

/// About how much one subscriber takes in one go.
const TAKE_BYTES: usize = 64 * 1024;

/// About how many bytes a frame has besides its line, in each [`Format`]: so much is set aside for it.
const FRAME_BYTES: [usize; FORMATS] = [128, 16];

/// Lines that follow each other, encoded in each format.
#[derive(Debug)]
pub(crate) struct Block {
    from: Cursor,
    /// Where each line ends, in the log and in the frames.
    marks: Vec<Mark>,
    frames: [Bytes; FORMATS],
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    line: Cursor,
    frames: [usize; FORMATS],
}

impl Block {
    pub(crate) fn encode(from: Cursor, lines: &[Line]) -> Block {
        let text: usize = lines.iter().map(|line| line.head.len()).sum();
        let mut frames = FRAME_BYTES.map(|bytes| BytesMut::with_capacity(text + lines.len() * bytes));
        let mut marks = Vec::with_capacity(lines.len());
        for line in lines {
            let entry = line.entry();
            for format in [Format::Events, Format::Tutorial] {
                put_entry(&mut frames[format as usize], format, line.end, &entry);
            }
            marks.push(Mark { line: line.end, frames: [frames[0].len(), frames[1].len()] });
        }
        Block { from, marks, frames: frames.map(BytesMut::freeze) }
    }

    pub(crate) fn end(&self) -> Cursor {
        self.marks.last().map_or(self.from, |mark| mark.line)
    }

    fn size(&self) -> usize {
        self.frames.iter().map(Bytes::len).sum()
    }

    /// The frames after `cursor`, if this block has the line after it.
    pub(crate) fn after(&self, cursor: Cursor, format: Format) -> Option<Bytes> {
        let start = self.position(cursor, format)?;
        (cursor != self.end()).then(|| self.frames[format as usize].slice(start..))
    }

    /// Where the frames after `cursor` begin, if a line of this block begins or ends there.
    fn position(&self, cursor: Cursor, format: Format) -> Option<usize> {
        if cursor == self.from {
            return Some(0);
        }
        let mark = self.marks.binary_search_by_key(&cursor.offset, |mark| mark.line.offset).ok()?;
        let mark = &self.marks[mark];
        (mark.line == cursor).then_some(mark.frames[format as usize])
    }
}

/// What is encoded now.
#[derive(Debug, Default)]
pub struct Window(RwLock<Blocks>);

#[derive(Debug, Default)]
struct Blocks {
    generation: u64,
    recent: VecDeque<Arc<Block>>,
    recent_bytes: usize,
    older: VecDeque<Arc<Block>>,
}

impl Window {
    /// Keeps a block that was read from the file, if the log is still that one.
    pub(crate) fn keep(&self, log: &Snapshot, block: Block) {
        self.change(|blocks| {
            if blocks.generation == log.generation {
                blocks.push_older(Arc::new(block));
            }
        });
    }

    /// Frames after `cursor`, about [`TAKE_BYTES`] of them, and where they end.
    pub(crate) fn after(&self, log: &Snapshot, cursor: Cursor, format: Format) -> Option<(Bytes, Cursor)> {
        self.look(log, |blocks| blocks.after(cursor, format))
    }

    /// Whether `cursor` is certainly one of this log's.
    pub(crate) fn knows(&self, log: &Snapshot, cursor: Cursor) -> bool {
        self.look(log, |blocks| blocks.knows(cursor).then_some(())).is_some()
    }

    fn look<T>(&self, log: &Snapshot, look: impl FnOnce(&Blocks) -> Option<T>) -> Option<T> {
        let blocks = self.0.read().unwrap_or_else(PoisonError::into_inner);
        (blocks.generation == log.generation).then(|| look(&blocks))?
    }

    fn change(&self, change: impl FnOnce(&mut Blocks)) {
        change(&mut self.0.write().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Takes in every line that is appended, and forgets everything when the file is another one.
impl Listener for Arc<Window> {
    fn appended(&mut self, from: Cursor, lines: &[Line]) {
        let block = Arc::new(Block::encode(from, lines));
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
        while self.recent_bytes > WINDOW_BYTES
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

    fn after(&self, cursor: Cursor, format: Format) -> Option<(Bytes, Cursor)> {
        let first = self.recent.partition_point(|block| block.end().offset <= cursor.offset);
        let Some(frames) = self.recent.get(first).and_then(|block| block.after(cursor, format)) else {
            return self.older.iter().find_map(|block| Some((block.after(cursor, format)?, block.end())));
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
            joined.extend_from_slice(&block.frames[format as usize]);
            end = block.end();
        }
        Some((joined.freeze(), end))
    }

    fn knows(&self, cursor: Cursor) -> bool {
        let first = self.recent.partition_point(|block| block.end().offset < cursor.offset);
        self.recent.get(first).is_some_and(|block| block.position(cursor, Format::Events).is_some())
    }
}
