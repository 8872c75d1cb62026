//! One upload: its plan, how far it got, and whose turn it is to change it.

use std::fs::File;
use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::OwnedMutexGuard;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{Receipt, UploadView, lock};
use crate::files::{Part, Plan, SharedFile, finish};
use crate::limits::Share;
use crate::people::SessionId;

/// After this time, an upload that nobody went on with is given up, and the receipt of a shared one
/// is forgotten.
pub(super) const GIVEN_UP_AFTER: Duration = Duration::from_secs(60 * 60);

/// After this time, an upload that nobody goes on with does not count among those that a guest may
/// have: its page may have been closed.
const GIVES_WAY_AFTER: Duration = Duration::from_secs(60);

/// One upload.
#[derive(Debug)]
pub(super) struct Upload {
    pub(super) part: Part,
    pub(super) plan: Mutex<Plan>,
    /// Whether its size is known only when its end comes. It belongs to one request.
    is_open_ended: bool,
    pub(super) now: Mutex<Now>,
    turn: Arc<tokio::sync::Mutex<()>>,
    /// Ends the writing that is under way.
    writing: Mutex<CancellationToken>,
}

/// An upload at this moment.
#[derive(Debug)]
pub(super) struct Now {
    pub(super) offset: u64,
    pub(super) stage: Stage,
    /// How many bytes it may take of what the room has for files.
    pub(super) announced: u64,
    pub(super) touched: Instant,
    pub(super) unfinished: Option<Share>,
    pub(super) held: Option<Share>,
}

impl Now {
    /// Whether this is complete, and waits for a message that is probably being written.
    pub(super) fn is_waiting(&self) -> bool {
        self.stage == Stage::Complete && self.touched.elapsed() < GIVES_WAY_AFTER
    }
}

/// How far an upload got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Not all bytes are there.
    Coming,
    /// Everything is there, and ready to be shared.
    Complete,
    /// It is shared, or was given up.
    Over(Option<Receipt>),
}

/// The person who uploads something.
#[derive(Clone, Debug)]
pub(crate) struct Uploader {
    pub(crate) session: SessionId,
    pub(crate) address: IpAddr,
}

impl Upload {
    /// Creates an upload of which this many bytes are there.
    pub(super) fn new(part: Part, plan: Plan, offset: u64) -> Upload {
        let announced = plan.size;
        let (stage, touched) = (Stage::Coming, Instant::now());
        Upload {
            part,
            plan: Mutex::new(plan),
            is_open_ended: false,
            now: Mutex::new(Now { offset, stage, announced, touched, unfinished: None, held: None }),
            turn: Arc::default(),
            writing: Mutex::default(),
        }
    }

    /// Creates an upload of which nothing is there yet.
    pub(super) fn new_whole(part: Part, plan: Plan) -> Upload {
        Upload::new(part, plan, 0)
    }

    /// Creates an upload whose size is known only when its end comes.
    pub(super) fn open_ended(part: Part, plan: Plan) -> Upload {
        Upload { is_open_ended: true, ..Upload::new(part, plan, 0) }
    }

    pub(super) fn id(&self) -> &str {
        self.part.id()
    }

    /// Creates its files. Blocks.
    pub(super) fn create(&self, thumbnail: Option<&[u8]>) -> io::Result<()> {
        self.part.create(thumbnail)?;
        // A request that breaks off leaves nothing that could go on.
        if self.is_open_ended { Ok(()) } else { self.part.keep(&lock(&self.plan)) }
    }

    /// Makes complete bytes ready to be shared. Blocks.
    pub(super) fn finish(&self, file: &File) -> io::Result<()> {
        let mut plan = lock(&self.plan).clone();
        plan.size = self.offset();
        finish(file, &mut plan)?;
        self.part.keep(&plan)?;
        *lock(&self.plan) = plan;
        let mut now = lock(&self.now);
        (now.stage, now.unfinished, now.announced) = (Stage::Complete, None, now.offset);
        Ok(())
    }

    /// Moves the complete file into use. Blocks.
    pub(super) fn move_into_use(&self) -> io::Result<SharedFile> {
        let mut plan = lock(&self.plan).clone();
        let moved = self.part.move_into_use(&mut plan);
        // The name is chosen once, also if this fails.
        *lock(&self.plan) = plan;
        moved
    }

    pub(super) fn stage(&self) -> Stage {
        lock(&self.now).stage.clone()
    }

    pub(super) fn offset(&self) -> u64 {
        lock(&self.now).offset
    }

    pub(super) fn size(&self) -> u64 {
        lock(&self.plan).size
    }

    pub(super) fn is_held(&self) -> bool {
        lock(&self.plan).hold
    }

    pub(super) fn is_idle(&self) -> bool {
        lock(&self.now).touched.elapsed() >= GIVEN_UP_AFTER
    }

    /// Gives its place away if nobody goes on with it.
    pub(super) fn give_way(&self) {
        let is_free = self.turn.try_lock().is_ok();
        let mut now = lock(&self.now);
        if is_free && now.touched.elapsed() >= GIVES_WAY_AFTER {
            now.unfinished = None;
        }
    }

    /// Waits until nobody else changes this upload.
    pub(super) async fn turn(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.turn).lock_owned().await
    }

    /// Waits for the turn to write. Whoever wrote until now stops.
    pub(super) async fn turn_to_write(&self) -> (OwnedMutexGuard<()>, CancellationToken) {
        let token = CancellationToken::new();
        std::mem::replace(&mut *lock(&self.writing), token.clone()).cancel();
        (self.turn().await, token)
    }

    pub(super) fn is_open_ended(&self) -> bool {
        self.is_open_ended
    }

    /// Returns how many bytes there are with so many more, and how many were announced.
    pub(super) fn end_with(&self, more: u64) -> (u64, u64) {
        let now = lock(&self.now);
        (now.offset + more, now.announced)
    }

    /// Notes that more bytes are there.
    pub(super) fn grow(&self, more: u64) {
        let mut now = lock(&self.now);
        now.offset += more;
        now.touched = Instant::now();
    }

    /// Notes that it is shared, or given up. Its bytes count as bytes of the folder from now on.
    pub(super) fn end(&self, receipt: Option<Receipt>) {
        let mut now = lock(&self.now);
        (now.stage, now.announced, now.touched) = (Stage::Over(receipt), 0, Instant::now());
        (now.unfinished, now.held) = (None, None);
    }

    pub(super) fn view(&self) -> UploadView {
        let size = self.size();
        let now = lock(&self.now);
        let receipt = if let Stage::Over(receipt) = &now.stage { receipt.clone() } else { None };
        UploadView { id: self.id().to_owned(), offset: now.offset, size, receipt }
    }
}
