//! Giving each new entry to every subscriber.
//!
//! The log is the queue. A subscriber holds a cursor; when the log's end moves it wakes and takes everything between
//! the two. Frames are encoded once for all: by the log's writer into the [`Window`], and, for subscribers further
//! back, block by block from the file into a few blocks that all of them share. So resuming, live
//! and slow subscribers are one loop, nothing is queued for any of them, and nothing is lost.
//!
//! What is state and not a word of the conversation (people, typing, the room's facts) is a latest value:
//! the newest replaces the one before.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::{BufMut, Bytes, BytesMut};
use serde::Serialize;
use tokio::sync::{Semaphore, watch};
use tokio::time::{Instant, Interval, MissedTickBehavior};

use crate::frames::{Format, bye_frame, reset_frame, state_frame};
use crate::log::{Cursor, Lines, PageRequest, Snapshot, locate, read_page};
use crate::window::{Block, Window};

/// Each stream says something at least this often, so that a lost connection shows.
pub const HEARTBEAT: Duration = Duration::from_secs(10);

/// The comment that says so.
pub(crate) const HEARTBEAT_FRAME: &[u8] = b": still here\n\n";

/// How much of the file is read and encoded at once for those further back than the window.
const BLOCK_BYTES: u64 = 64 * 1024;

/// How much a block may take once it is encoded, about: a line may be empty, its frame is not.
const MAX_BLOCK_WEIGHT: usize = 512 * 1024;

/// How many entries follow a reset.
const RESET_PAGE: usize = 50;

/// Where a new subscriber begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// With what comes next.
    End,
    /// With the newest entry.
    Newest,
    /// Just past the line that this cursor came from, if it is in this file.
    Cursor(Cursor),
    /// At this offset, or the start of the line it lies in.
    Offset(u64),
    /// With a reset and the newest page: the cursor given cannot be from this log.
    Reset,
}

impl Start {
    /// Reads a cursor or an offset as a guest sends it.
    pub fn parse(text: &str) -> Start {
        let offset = || crate::statement::parse_offset(text).map(Start::Offset);
        Cursor::parse(text).map(Start::Cursor).or_else(offset).unwrap_or(Start::Reset)
    }
}

/// Which state an event tells of.
#[derive(Clone, Copy, Debug)]
pub enum StateKind {
    /// The room's facts.
    Room,
    /// Who is here.
    People,
    /// Who is typing.
    Typing,
}

impl StateKind {
    const NAMES: [&'static str; 3] = ["room", "people", "typing"];
}

/// The newest value of each state, as frames.
#[derive(Clone, Debug, Default)]
pub(crate) struct States {
    all: [State; StateKind::NAMES.len()],
    /// Set once: all streams end.
    pub(crate) closed: bool,
}

#[derive(Clone, Debug, Default)]
struct State {
    version: u64,
    frame: Bytes,
}

/// What all subscribers share.
#[derive(Debug)]
pub struct Fanout {
    window: Arc<Window>,
    log: watch::Receiver<Snapshot>,
    states: watch::Sender<States>,
    /// One block is read from the file at a time: who comes second finds it in the window.
    reading: Semaphore,
}

impl Fanout {
    /// A fan-out of `log`, whose listener fills `window`.
    pub fn new(window: Arc<Window>, log: watch::Receiver<Snapshot>) -> Fanout {
        Fanout { window, log, states: watch::Sender::default(), reading: Semaphore::new(1) }
    }

    /// Replaces a state and wakes subscribers if it differs from the one before.
    pub fn tell(&self, kind: StateKind, value: &impl Serialize) {
        let frame = state_frame(StateKind::NAMES[kind as usize], value);
        self.states.send_if_modified(|states| {
            let state = &mut states.all[kind as usize];
            let changed = state.frame != frame;
            if changed {
                *state = State { version: state.version + 1, frame };
            }
            changed
        });
    }

    /// Wakes every subscriber to look at itself: a session has ended.
    pub(crate) fn stir(&self) {
        self.states.send_modify(|_| {});
    }

    /// Ends every stream, now and in future, with a `bye`.
    pub fn close(&self) {
        self.states.send_modify(|states| states.closed = true);
    }

    /// A new subscriber.
    pub fn subscribe(self: &Arc<Fanout>, start: Start, format: Format) -> Subscription {
        let mut heartbeat = tokio::time::interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let now = self.log.borrow();
        let position = Position {
            generation: now.generation,
            cursor: now.end,
            reset: false,
            told: [0; StateKind::NAMES.len()],
            greeted: false,
        };
        Subscription {
            fanout: Arc::clone(self),
            format,
            log: self.log.clone(),
            states: self.states.subscribe(),
            start: (start != Start::End).then_some(start),
            position,
            heartbeat,
            ended: false,
        }
    }

    /// The encoded lines.
    pub(crate) fn window(&self) -> &Window {
        &self.window
    }

    /// The log as it moves.
    pub(crate) fn log(&self) -> watch::Receiver<Snapshot> {
        self.log.clone()
    }

    /// The states as they change.
    pub(crate) fn states(&self) -> watch::Receiver<States> {
        self.states.subscribe()
    }

    /// Frames after `cursor`, which is before the log's end: from memory, else from the file.
    async fn frames(&self, log: &Snapshot, cursor: Cursor, format: Format) -> io::Result<(Bytes, Cursor)> {
        if let Some(found) = self.window.after(log, cursor, format) {
            return Ok(found);
        }
        let _one_at_a_time = self.reading.acquire().await;
        if let Some(found) = self.window.after(log, cursor, format) {
            return Ok(found);
        }
        let from_file = log.clone();
        let block = blocking(move || read_block(&from_file, cursor)).await?;
        let frames = block.after(cursor, format).ok_or(io::ErrorKind::UnexpectedEof)?;
        let end = block.end();
        self.window.keep(log, block);
        Ok((frames, end))
    }
}

/// Reads up to the next multiple of [`BLOCK_BYTES`], so that subscribers from different places soon share blocks.
pub(crate) fn read_block(log: &Snapshot, from: Cursor) -> io::Result<Block> {
    let stop = (from.offset / BLOCK_BYTES + 1) * BLOCK_BYTES;
    let mut lines = Vec::new();
    let mut weight = 0;
    for line in Lines::new(&log.file, from.offset, log.end.offset) {
        let line = line?;
        let end = line.end.offset;
        weight += line.weight();
        lines.push(line);
        if end >= stop || weight >= MAX_BLOCK_WEIGHT {
            break;
        }
    }
    // No line where the log has some: the file was cut off just now.
    if lines.is_empty() { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(Block::encode(from, &lines)) }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(io::Error::other(error)))
}

/// Where a subscriber stands, and what it was told: all that one needs besides its socket.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Position {
    pub(crate) generation: u64,
    pub(crate) cursor: Cursor,
    /// A reset is due before anything else.
    pub(crate) reset: bool,
    told: [u64; StateKind::NAMES.len()],
    greeted: bool,
}

impl Position {
    /// The position that was found in `log`.
    pub(crate) fn move_to(&mut self, log: &Snapshot, found: Found) {
        let (Found::Here(cursor) | Found::Reset(cursor)) = found;
        self.reset = matches!(found, Found::Reset(_));
        (self.generation, self.cursor) = (log.generation, cursor);
    }

    /// What is new besides entries: a greeting, so that the reader knows at once that the stream is open, and states.
    pub(crate) fn news(&mut self, format: Format, states: &States) -> BytesMut {
        let mut news = BytesMut::new();
        if !std::mem::replace(&mut self.greeted, true) {
            news.put_slice(match format {
                Format::Events => b": open\n\n",
                Format::Tutorial => b"retry: 15000\n\n",
            });
        }
        if format == Format::Events {
            for (state, told) in states.all.iter().zip(&mut self.told) {
                if state.version != *told {
                    *told = state.version;
                    news.extend_from_slice(&state.frame);
                }
            }
        }
        news
    }
}

/// One open event stream.
#[derive(Debug)]
pub struct Subscription {
    fanout: Arc<Fanout>,
    format: Format,
    log: watch::Receiver<Snapshot>,
    states: watch::Receiver<States>,
    /// Where it wants to begin, until that place was found.
    start: Option<Start>,
    position: Position,
    heartbeat: Interval,
    ended: bool,
}

impl Subscription {
    /// The next bytes of the stream, whole frames only; `None` when it has ended. Cancel safe.
    pub async fn next(&mut self) -> Option<Bytes> {
        while !self.ended {
            let log = self.log.borrow_and_update().clone();
            let frames = self.advance(&log).await.unwrap_or_else(|error| {
                // The file is being replaced just now, or the disk fails: again when something moves.
                tracing::debug!(%error, "a subscriber cannot read the log");
                Bytes::new()
            });
            let mut news = self.news();
            if news.is_empty() && !frames.is_empty() && !self.ended {
                return Some(frames);
            }
            news.extend_from_slice(&frames);
            news.extend_from_slice(&self.farewell());
            if !news.is_empty() {
                return Some(news.freeze());
            }
            if let Some(heartbeat) = self.wait().await {
                return Some(heartbeat);
            }
        }
        None
    }

    /// Finds the place to begin at; what follows needs no more of the file than any other subscriber does.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub(crate) async fn settle(&mut self, log: &Snapshot) -> io::Result<()> {
        let start = match self.start {
            Some(start) => start,
            None if self.position.generation == log.generation => return Ok(()),
            None if self.format == Format::Events => Start::Reset,
            None => Start::Cursor(self.position.cursor),
        };
        let found = self.find(log, start).await?;
        self.position.move_to(log, found);
        self.start = None;
        Ok(())
    }

    /// Everything (in bounded portions) between where this subscriber stands and the log's end.
    async fn advance(&mut self, log: &Snapshot) -> io::Result<Bytes> {
        self.settle(log).await?;
        let cursor = self.position.cursor;
        if std::mem::take(&mut self.position.reset) {
            // The page after it comes next time, even if nothing moves meanwhile.
            self.log.mark_changed();
            return Ok(reset_frame(self.format, cursor));
        }
        if cursor.offset >= log.end.offset {
            return Ok(Bytes::new());
        }
        let (frames, end) = self.fanout.frames(log, cursor, self.format).await?;
        self.position.cursor = end;
        Ok(frames)
    }

    async fn find(&self, log: &Snapshot, start: Start) -> io::Result<Found> {
        match start {
            Start::Cursor(cursor) if self.fanout.window.knows(log, cursor) => Ok(Found::Here(cursor)),
            start => {
                let (log, format) = (log.clone(), self.format);
                blocking(move || find_start(&log, start, format)).await
            }
        }
    }

    fn news(&mut self) -> BytesMut {
        let states = self.states.borrow_and_update();
        self.ended |= states.closed;
        self.position.news(self.format, &states)
    }

    fn farewell(&self) -> Bytes {
        match self.ended {
            true => bye_frame(self.format, "shutdown"),
            false => Bytes::new(),
        }
    }

    async fn wait(&mut self) -> Option<Bytes> {
        tokio::select! {
            moved = self.log.changed() => self.ended |= moved.is_err(),
            told = self.states.changed() => self.ended |= told.is_err(),
            _ = self.heartbeat.tick() => return Some(Bytes::from_static(HEARTBEAT_FRAME)),
        }
        None
    }

    /// Where it stands, for somebody else who goes on with it; `None` before it is settled.
    pub(crate) fn position(&self) -> Option<Position> {
        self.start.is_none().then_some(self.position)
    }
}

/// Where a subscriber begins.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Found {
    Here(Cursor),
    Reset(Cursor),
}

pub(crate) fn find_start(log: &Snapshot, start: Start, format: Format) -> io::Result<Found> {
    let newest = |count| read_page(log, PageRequest::Newest, count).map(|page| page.from);
    Ok(match (start, format) {
        (Start::End, _) => Found::Here(log.end),
        (Start::Newest, _) => Found::Here(newest(1)?),
        (Start::Offset(offset), _) => {
            let cursor = Cursor::at(&log.file, locate(log, offset)?)?;
            Found::Here(cursor.ok_or(io::ErrorKind::InvalidData)?)
        }
        (Start::Cursor(cursor), _) if cursor.offset <= log.end.offset && cursor.matches(&log.file)? => {
            Found::Here(cursor)
        }
        // The tutorial's page knows no reset: it goes on with the newest entry.
        (_, Format::Tutorial) => Found::Here(newest(1)?),
        (_, Format::Events) => Found::Reset(newest(RESET_PAGE)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::Log;
    use std::path::Path;

    fn open(folder: &Path) -> (Log, Arc<Fanout>) {
        let window = Arc::new(Window::default());
        let log = Log::open(folder, "test", Arc::clone(&window)).unwrap();
        let fanout = Arc::new(Fanout::new(window, log.watch()));
        (log, fanout)
    }

    async fn say(log: &Log, from: usize, to: usize) {
        for n in from..to {
            log.append(format!("ana said: message {n}\n").into_bytes()).await.unwrap();
        }
    }

    /// Reads until the text of message `last` came, and gives the numbers of all that came.
    async fn read_to(stream: &mut Subscription, last: usize) -> Vec<usize> {
        let mut text = String::new();
        let end = format!("message {last}\"");
        let reading = async {
            while !text.contains(&end) {
                text.push_str(std::str::from_utf8(&stream.next().await.expect("open")).unwrap());
            }
        };
        tokio::time::timeout(Duration::from_secs(20), reading).await.expect("all come");
        let numbers = text.split("\"text\":\"message ").skip(1);
        numbers.map(|rest| rest.split('"').next().unwrap().parse().unwrap()).collect()
    }

    #[tokio::test]
    async fn each_subscriber_gets_every_entry_once_in_order_wherever_it_starts() {
        let folder = tempfile::tempdir().unwrap();
        {
            // An earlier process: these lines are in no window.
            let (log, _) = open(folder.path());
            say(&log, 0, 3000).await;
            tokio::task::spawn_blocking(move || log.close()).await.unwrap();
        }
        let (log, fanout) = open(folder.path());
        let mut live = fanout.subscribe(Start::End, Format::Events);
        let mut all = fanout.subscribe(Start::Offset(0), Format::Events);
        let newest = log.snapshot().end;
        say(&log, 3000, 3200).await;
        let mut resumed = fanout.subscribe(Start::Cursor(newest), Format::Events);
        assert_eq!(read_to(&mut all, 3199).await, (0..3200).collect::<Vec<_>>());
        assert_eq!(read_to(&mut live, 3199).await, (3000..3200).collect::<Vec<_>>());
        assert_eq!(read_to(&mut resumed, 3199).await, (3000..3200).collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn a_cursor_of_another_file_gets_one_reset_and_the_newest_page() {
        let folder = tempfile::tempdir().unwrap();
        let (log, fanout) = open(folder.path());
        say(&log, 0, 120).await;
        let foreign = Cursor { offset: log.snapshot().end.offset, check: 1 };
        let mut stream = fanout.subscribe(Start::Cursor(foreign), Format::Events);
        let first = stream.next().await.unwrap();
        assert_eq!(std::str::from_utf8(&first).unwrap().matches("event: reset").count(), 1);
        assert_eq!(read_to(&mut stream, 119).await, (70..120).collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn a_rewritten_log_resets_open_streams() {
        let folder = tempfile::tempdir().unwrap();
        let (log, fanout) = open(folder.path());
        say(&log, 0, 5).await;
        let mut stream = fanout.subscribe(Start::Offset(0), Format::Events);
        assert_eq!(read_to(&mut stream, 4).await.len(), 5);
        std::fs::write(folder.path().join("new"), "bo said: message 7\n").unwrap();
        std::fs::rename(folder.path().join("new"), folder.path().join("chat.txt")).unwrap();
        assert_eq!(read_to(&mut stream, 7).await, [7]);
    }

    #[tokio::test]
    async fn states_are_latest_values_and_unchanged_ones_are_not_told() {
        let folder = tempfile::tempdir().unwrap();
        let (_log, fanout) = open(folder.path());
        let mut stream = fanout.subscribe(Start::End, Format::Events);
        stream.next().await.unwrap();
        for n in 0..10 {
            fanout.tell(StateKind::People, &n);
        }
        assert_eq!(stream.next().await.unwrap(), "event: people\ndata: 9\n\n");
        fanout.tell(StateKind::People, &9);
        fanout.tell(StateKind::Typing, &1);
        assert_eq!(stream.next().await.unwrap(), "event: typing\ndata: 1\n\n");
    }

    #[tokio::test]
    async fn a_quiet_stream_gets_a_heartbeat_and_a_closed_one_ends() {
        let folder = tempfile::tempdir().unwrap();
        let (_log, fanout) = open(folder.path());
        let mut stream = fanout.subscribe(Start::End, Format::Events);
        assert_eq!(stream.next().await.unwrap(), ": open\n\n");
        tokio::time::pause();
        let asked = Instant::now();
        assert_eq!(stream.next().await.unwrap(), ": still here\n\n");
        assert!(asked.elapsed() < HEARTBEAT + Duration::from_secs(1));
        fanout.close();
        assert!(stream.next().await.unwrap().starts_with(b"event: bye"));
        assert_eq!(stream.next().await, None);
    }
}
