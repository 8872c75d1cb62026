//! The uploads that a room knows, and the limits on them.
//!
//! # Invariants
//! * Whoever changes an upload or its files holds its turn.
//! * The files in the folder and all bytes that uploads have announced are within the limits.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::lines::READY_WITHIN;
use super::upload::{Stage, Upload, Uploader};
use super::{Options, Receipt, lock};
use crate::files::{BadUpload, FileLimits, Folder, FolderError};
use crate::limits::{Most, Supply};
use crate::log::AppendError;
use crate::people::SessionId;
use crate::refusal::Refusal;

/// How many unfinished uploads a session may have.
const UNFINISHED_PER_SESSION: usize = 8;

/// How many unfinished uploads there may be in all, and at least for one address, and for each of
/// its guests.
const UNFINISHED: usize = 256;
const UNFINISHED_PER_ADDRESS: NonZeroU32 = NonZeroU32::new(64).expect("not zero");
const UNFINISHED_PER_GUEST: NonZeroU32 = NonZeroU32::new(4).expect("not zero");

/// How many files may wait for a message: for a session, as many as one message can share; and in
/// all.
const HELD_PER_SESSION: usize = crate::files::MAX_SHARED;
const HELD: usize = 4096;

/// How long a count of the bytes in the folder is used: people also add and remove files by hand.
const COUNT_AGAIN_AFTER: Duration = Duration::from_secs(10);

/// All uploads of a room.
#[derive(Debug)]
pub(super) struct Uploads {
    pub(super) folder: Folder,
    limits: Mutex<FileLimits>,
    unfinished: Arc<Supply>,
    held: Arc<Supply>,
    known: Mutex<Known>,
    /// Whether the uploads of an earlier start are known.
    settled: watch::Sender<bool>,
}

#[derive(Debug, Default)]
struct Known {
    uploads: HashMap<String, Arc<Upload>>,
    /// The bytes in the folder, as far as they are known.
    bytes: u64,
    /// When they were counted. `None` if that is too long ago.
    counted: Option<Instant>,
}

impl Uploads {
    pub(super) fn new(options: &Options) -> Uploads {
        let per_guest =
            |most: NonZeroU32| options.guests_per_address.map(|guests| guests.saturating_mul(most));
        let unfinished = per_guest(UNFINISHED_PER_GUEST).map(|most| most.max(UNFINISHED_PER_ADDRESS));
        let held = per_guest(NonZeroU32::new(2 * HELD_PER_SESSION as u32).unwrap_or(NonZeroU32::MIN));
        Uploads {
            folder: Folder::of_room(&options.folder),
            limits: Mutex::new(options.files),
            unfinished: Supply::new(Most { in_all: UNFINISHED, per_address: unfinished }),
            held: Supply::new(Most { in_all: HELD, per_address: held }),
            known: Mutex::default(),
            settled: watch::Sender::new(false),
        }
    }

    pub(super) fn limits(&self) -> FileLimits {
        *lock(&self.limits)
    }

    pub(super) fn set_limits(&self, limits: FileLimits) {
        *lock(&self.limits) = limits;
    }

    /// Waits until the uploads of an earlier start are known.
    pub(super) async fn wait_until_settled(&self) -> Result<(), Refusal> {
        let mut settled = self.settled.subscribe();
        let settled = tokio::time::timeout(READY_WITHIN, settled.wait_for(|settled| *settled));
        settled.await.map(drop).map_err(|_| Refusal::NotReady)
    }

    pub(super) fn settle(&self) {
        self.settled.send_replace(true);
    }

    pub(super) fn find(&self, id: &str) -> Result<Arc<Upload>, Refusal> {
        lock(&self.known).uploads.get(id).cloned().ok_or(Refusal::NoSuchUpload)
    }

    pub(super) fn all(&self) -> Vec<Arc<Upload>> {
        lock(&self.known).uploads.values().cloned().collect()
    }

    /// Adds an upload, if there is place for it. Blocks.
    pub(super) fn add(&self, upload: Upload, uploader: &Uploader) -> Result<Arc<Upload>, Refusal> {
        self.count()?;
        let free = self.free_bytes()?;
        let mut known = lock(&self.known);
        if uploader.session != SessionId::host() {
            self.take_places(&known, &upload, uploader)?;
        }
        let announced = lock(&upload.now).announced;
        self.check_space(&known, announced, free)?;
        let upload = Arc::new(upload);
        known.uploads.insert(upload.id().to_owned(), Arc::clone(&upload));
        Ok(upload)
    }

    /// Adds an upload of an earlier start.
    pub(super) fn add_old(&self, upload: Upload) {
        lock(&self.known).uploads.insert(upload.id().to_owned(), Arc::new(upload));
    }

    pub(super) fn forget(&self, upload: &Upload) {
        lock(&self.known).uploads.remove(upload.id());
    }

    /// Gives an upload up, and removes what came of it. Blocks.
    pub(super) fn discard(&self, upload: &Upload) {
        upload.end(None);
        self.forget(upload);
        if let Err(error) = upload.part.remove() {
            tracing::warn!(%error, id = upload.id(), "an upload that was given up cannot be removed");
        }
    }

    /// Ends an upload whose file is in the folder now. Blocks.
    pub(super) fn end_shared(&self, upload: &Upload, receipt: &Receipt) {
        self.moved_in(upload.size());
        upload.end(Some(receipt.clone()));
        if let Err(error) = upload.part.forget() {
            tracing::warn!(%error, id = upload.id(), "an upload that is shared cannot be forgotten");
        }
    }

    fn take_places(&self, known: &Known, upload: &Upload, by: &Uploader) -> Result<(), Refusal> {
        let (mut unfinished, mut waiting) = (0, 0);
        for upload in known.uploads.values() {
            upload.give_way();
            let (mine, now) = (lock(&upload.plan).by == by.session.to_string(), lock(&upload.now));
            unfinished += usize::from(mine && now.unfinished.is_some());
            waiting += usize::from(mine && now.is_waiting());
        }
        if unfinished >= UNFINISHED_PER_SESSION || unfinished + waiting >= HELD_PER_SESSION {
            return Err(Refusal::TooManyUploads);
        }
        let mut now = lock(&upload.now);
        now.unfinished = self.unfinished.take(1, by.address);
        now.held = self.held.take(1, by.address);
        if now.unfinished.is_some() && now.held.is_some() { Ok(()) } else { Err(Refusal::TooManyUploads) }
    }

    /// Takes a place for an upload that has none because nobody went on with it for a while.
    pub(super) fn take_place_again(&self, upload: &Upload, by: &Uploader) -> Result<(), Refusal> {
        let mut now = lock(&upload.now);
        let needs_one = now.stage == Stage::Coming && now.unfinished.is_none();
        if needs_one && by.session != SessionId::host() {
            now.unfinished = self.unfinished.take(1, by.address);
            return if now.unfinished.is_some() { Ok(()) } else { Err(Refusal::TooManyUploads) };
        }
        Ok(())
    }

    /// Checks whether a file may have this many bytes.
    pub(super) fn check_size(&self, bytes: u64) -> Result<(), Refusal> {
        let most = self.limits().max_file;
        if bytes > most { Err(Refusal::FileTooLarge { most }) } else { Ok(()) }
    }

    /// Checks that the disk has more free space than what is kept free. Blocks.
    pub(super) fn check_free(&self, more: u64) -> Result<(), Refusal> {
        check_kept_free(self.free_bytes()?, more, self.limits())
    }

    /// Returns how many bytes are free. This may take as long as the disk likes, so no lock is held
    /// meanwhile.
    fn free_bytes(&self) -> Result<u64, Refusal> {
        Ok(self.folder.free_bytes().map_err(AppendError::from)?)
    }

    /// Checks whether so many bytes more of an upload may come. Blocks.
    pub(super) fn check_more(&self, upload: &Upload, more: u64) -> Result<(), Refusal> {
        let (end, announced) = upload.end_with(more);
        if !upload.is_open_ended() {
            return if end > announced { Err(BadUpload::TooManyBytes.into()) } else { Ok(()) };
        }
        self.check_size(end)?;
        self.announce(upload, end.saturating_sub(announced))
    }

    /// Announces that an upload needs this many bytes more. Blocks.
    fn announce(&self, upload: &Upload, more: u64) -> Result<(), Refusal> {
        let free = self.free_bytes()?;
        let known = lock(&self.known);
        self.check_space(&known, more, free)?;
        lock(&upload.now).announced += more;
        Ok(())
    }

    /// Checks whether so many bytes fit into the room and on the disk. Blocks.
    pub(super) fn check_files(&self, bytes: u64) -> Result<(), Refusal> {
        self.folder.prepare()?;
        self.count()?;
        let free = self.free_bytes()?;
        self.check_space(&lock(&self.known), bytes, free)
    }

    /// Checks whether so many bytes more fit into the room and on the disk.
    fn check_space(&self, known: &Known, more: u64, free: u64) -> Result<(), Refusal> {
        let limits = self.limits();
        let (mut taken, mut coming) = (known.bytes, 0);
        for upload in known.uploads.values() {
            let now = lock(&upload.now);
            taken += now.announced;
            coming += now.announced.saturating_sub(now.offset);
        }
        if taken.saturating_add(more) > limits.max_files {
            return Err(Refusal::FilesFull { most: limits.max_files });
        }
        check_kept_free(free, coming.saturating_add(more), limits)
    }

    /// Returns how many bytes the folder holds. Blocks.
    pub(super) fn count(&self) -> Result<u64, Refusal> {
        {
            let known = lock(&self.known);
            if known.counted.is_some_and(|at| at.elapsed() < COUNT_AGAIN_AFTER) {
                return Ok(known.bytes);
            }
        }
        let bytes = self.folder.bytes().map_err(AppendError::from)?;
        let mut known = lock(&self.known);
        (known.bytes, known.counted) = (bytes, Some(Instant::now()));
        Ok(bytes)
    }

    /// Notes that a file was moved into the folder.
    fn moved_in(&self, bytes: u64) {
        lock(&self.known).bytes += bytes;
    }

    /// Notes that files were removed from the folder.
    pub(super) fn count_again(&self) {
        lock(&self.known).counted = None;
    }
}

fn check_kept_free(free: u64, more: u64, limits: FileLimits) -> Result<(), Refusal> {
    if free < limits.keep_free.saturating_add(more) { Err(Refusal::DiskNearlyFull) } else { Ok(()) }
}

/// Returns the words for a folder that cannot be used.
impl From<FolderError> for Refusal {
    fn from(error: FolderError) -> Refusal {
        match error {
            FolderError::NotAFolder(_) => {
                tracing::warn!(%error, "the room cannot keep files");
                Refusal::BadFilesFolder
            }
            FolderError::Io(error) => AppendError::from(error).into(),
        }
    }
}
