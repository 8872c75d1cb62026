//! Sharing: complete files are moved into use, and one line says so. And what a start makes of
//! uploads that an earlier one has left.

use std::collections::HashSet;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::upload::{GIVEN_UP_AFTER, Stage, Upload, Uploader};
use super::uploading::{in_background, missing_or_failed};
use super::{Receipt, Room, lock};
use crate::entry::{Entry, Verb};
use crate::files::{MAX_SHARED, Part, Share, SharedFile, is_file};
use crate::log::{AppendError, Line, Placed, Snapshot};
use crate::name::Name;
use crate::refusal::Refusal;
use crate::statement::Statement;
use crate::text::Text;

/// How often uploads that nobody goes on with are looked for.
const TIDY_EVERY: Duration = Duration::from_secs(5 * 60);

impl Room {
    /// Shares complete uploads in one line, and returns when it is on the disk. Sharing them again
    /// with the same caption gets the same answer.
    ///
    /// # Errors
    /// When an upload is not complete, there are too many, the caption is too long, the uploads are
    /// shared with another caption already, or the disk fails. The uploads stay then, and can be
    /// shared by another attempt.
    pub(crate) async fn share(
        self: &Arc<Room>,
        by: &Uploader,
        ids: Vec<String>,
        caption: &str,
        key: Option<String>,
    ) -> Result<Receipt, Refusal> {
        let name = self.name_of(&by.session).ok_or(Refusal::JoinFirst)?;
        let caption = Text::optional(caption)?;
        self.uploads.wait_until_settled().await?;
        let uploads = self.find_uploads(&ids)?;
        // One that is still being written is not waited for.
        if let Some(receipt) = shared_before(&uploads, &caption)? {
            return Ok(receipt);
        }
        let (room, by) = (Arc::clone(self), by.clone());
        // It is done even if nobody waits for it, and closing the room waits until it is done.
        self.finish_task(async move { room.share_in_turn(&by, name, &uploads, &caption, key).await }).await
    }

    fn find_uploads(&self, ids: &[String]) -> Result<Vec<Arc<Upload>>, Refusal> {
        let different: HashSet<&String> = ids.iter().collect();
        if ids.is_empty() || different.len() < ids.len() {
            return Err(Refusal::NoSuchUpload);
        }
        if ids.len() > MAX_SHARED {
            return Err(Refusal::TooManyFiles);
        }
        ids.iter().map(|id| self.uploads.find(id)).collect()
    }

    async fn share_in_turn(
        self: &Arc<Room>,
        by: &Uploader,
        name: Name,
        uploads: &[Arc<Upload>],
        caption: &Text,
        key: Option<String>,
    ) -> Result<Receipt, Refusal> {
        let mut in_order: Vec<&Arc<Upload>> = uploads.iter().collect();
        in_order.sort_by_key(|upload| upload.id());
        // Turns are taken in one order, so that no two acts wait for each other.
        let mut turns = Vec::new();
        for upload in in_order {
            turns.push(upload.turn().await);
        }
        if let Some(receipt) = shared_before(uploads, caption)? {
            return Ok(receipt);
        }
        self.check_paused()?;
        let files = self.move_into_use(uploads).await?;
        let statement =
            Statement { name, verb: Verb::Shared, target: None, text: Share::compose(&files, caption) };
        let shared = self.speak(&by.session, by.address, statement, key).await;
        self.settle_share(uploads, shared.clone()).await?;
        shared
    }

    async fn move_into_use(self: &Arc<Room>, uploads: &[Arc<Upload>]) -> Result<Vec<SharedFile>, Refusal> {
        let (room, uploads) = (Arc::clone(self), uploads.to_vec());
        in_background(move || {
            room.uploads.folder.prepare()?;
            let moved: io::Result<Vec<SharedFile>> =
                uploads.iter().map(|upload| upload.move_into_use()).collect();
            moved.inspect_err(|_| take_back(&uploads)).map_err(missing_or_failed)
        })
        .await
    }

    /// Ends shared uploads, or takes their files back.
    async fn settle_share(
        self: &Arc<Room>,
        uploads: &[Arc<Upload>],
        shared: Result<Receipt, Refusal>,
    ) -> Result<(), Refusal> {
        let (room, uploads) = (Arc::clone(self), uploads.to_vec());
        in_background(move || {
            match shared {
                Ok(receipt) => uploads.iter().for_each(|upload| room.uploads.end_shared(upload, &receipt)),
                // The line may be there or not: the next start knows.
                Err(Refusal::Append(AppendError::Interrupted)) => {
                    uploads.iter().for_each(|upload| room.uploads.forget(upload));
                }
                Err(_) => take_back(&uploads),
            }
            Ok(())
        })
        .await
    }

    /// Checks, before the first byte comes, whether files with so many bytes together may be
    /// shared.
    ///
    /// # Errors
    /// When they are too large for the room or for its disk.
    pub(crate) async fn check_files(self: &Arc<Room>, bytes: u64, files: usize) -> Result<(), Refusal> {
        let room = Arc::clone(self);
        in_background(move || {
            room.uploads.check_size(bytes / files as u64)?;
            room.uploads.check_files(bytes)
        })
        .await
    }

    /// Gives uploads up that belong to one request.
    pub(crate) fn give_up(self: &Arc<Room>, ids: Vec<String>) {
        for id in ids {
            let room = Arc::clone(self);
            // Somebody may wait for the answer to sharing it, which is never given up half-way.
            tokio::spawn(async move { drop(room.cancel_upload(&id).await) });
        }
    }

    /// Returns the path of a shared file.
    ///
    /// # Errors
    /// When there is none with this name in the folder.
    pub fn shared_file(&self, stored: &str) -> Result<PathBuf, Refusal> {
        let path = self.uploads.folder.file(stored).filter(|path| is_file(path));
        path.filter(|_| self.uploads.folder.is_usable()).ok_or(Refusal::NoSuchFile)
    }

    /// Returns the path of the thumbnail of a shared file.
    ///
    /// # Errors
    /// When there is none.
    pub fn shared_thumbnail(&self, stored: &str) -> Result<PathBuf, Refusal> {
        let path = self.uploads.folder.thumbnail(stored).filter(|path| is_file(path));
        path.filter(|_| self.uploads.folder.is_usable()).ok_or(Refusal::NoSuchFile)
    }

    /// Removes the files of lines whose words have to go, except files that another line shares.
    /// Blocks.
    pub(super) fn remove_files_of(&self, log: &Snapshot, lines: &[u64]) -> io::Result<()> {
        for id in lines {
            let share = Line::at(&log.file, *id)?.and_then(|line| line.entry().share);
            for file in share.iter().flat_map(|share| &share.files) {
                if self.index.sharing(file.stored()).is_none() {
                    self.uploads.folder.remove(file.stored())?;
                }
            }
            if share.is_some() {
                self.uploads.count_again();
            }
        }
        Ok(())
    }

    /// Settles the uploads of an earlier start, then gives up those that nobody goes on with. The
    /// log has to be scanned.
    pub(super) async fn keep_uploads(self: Arc<Room>) {
        let log = self.log.snapshot();
        let scanned = self.shutdown.run_until_cancelled(self.index.wait_until_ready(log.generation)).await;
        if scanned.is_none() {
            return;
        }
        let room = Arc::clone(&self);
        let settled =
            in_background(move || room.settle_old_uploads().map_err(|e| AppendError::from(e).into()));
        if let Err(error) = settled.await {
            tracing::warn!(%error, "the uploads of an earlier start are not known");
        }
        self.uploads.settle();
        let mut tidy = tokio::time::interval(TIDY_EVERY);
        while self.shutdown.run_until_cancelled(tidy.tick()).await.is_some() {
            self.give_up_idle_uploads().await;
        }
    }

    fn settle_old_uploads(&self) -> io::Result<()> {
        if !self.uploads.folder.is_usable() {
            return Ok(());
        }
        for part in Part::all_in(&self.uploads.folder)? {
            if let Err(error) = self.settle_old_upload(&part) {
                tracing::warn!(%error, id = part.id(), "an upload of an earlier start cannot be settled");
            }
        }
        Ok(())
    }

    fn settle_old_upload(&self, part: &Part) -> io::Result<()> {
        let Some(plan) = part.plan() else { return part.remove() };
        if let Some(stored) = &plan.stored {
            if let Some(receipt) = self.receipt_of(stored)? {
                let upload = Upload::new(part.clone(), plan, 0);
                upload.end(Some(receipt));
                self.uploads.add_old(upload);
                return part.remove();
            }
            part.take_back(stored)?;
        }
        let (bytes, written) = part.state().unwrap_or((u64::MAX, SystemTime::UNIX_EPOCH));
        let is_recent = written.elapsed().map_or(true, |since| since < GIVEN_UP_AFTER);
        if bytes > plan.size || !is_recent {
            return part.remove();
        }
        let upload = Upload::new(part.clone(), plan, bytes);
        if bytes == upload.size() {
            upload.finish(&part.open()?)?;
        }
        self.uploads.add_old(upload);
        Ok(())
    }

    /// Returns the receipt of the line that shares this file.
    fn receipt_of(&self, stored: &str) -> io::Result<Option<Receipt>> {
        let log = self.log.snapshot();
        let Some(id) = self.index.sharing(stored) else { return Ok(None) };
        let line = Line::at(&log.file, id)?.map(|line| line.placed());
        let is_it = |entry: &Entry| entry.share.iter().any(|share| share.names(stored));
        let line = line.filter(|line| is_it(&line.entry));
        Ok(line
            .map(|Placed { entry, end }| Receipt { entry, cursor: end.on_wire(log.generation).to_string() }))
    }

    async fn give_up_idle_uploads(self: &Arc<Room>) {
        for upload in self.uploads.all().into_iter().filter(|upload| upload.is_idle()) {
            let (turn, _) = upload.turn_to_write().await;
            let room = Arc::clone(self);
            let given_up = in_background(move || {
                let _turn = turn;
                match upload.stage() {
                    Stage::Over(_) => room.uploads.forget(&upload),
                    _ => room.uploads.discard(&upload),
                }
                Ok(())
            });
            // Fails only if the work panicked, and that is reported already.
            let _ = given_up.await;
        }
    }
}

/// Returns the receipt of the line that shares all of these with this caption, or `None` if they
/// can be shared. Another caption is refused, because the receipt would hide that it is lost.
fn shared_before(uploads: &[Arc<Upload>], caption: &Text) -> Result<Option<Receipt>, Refusal> {
    let mut receipts = Vec::new();
    for upload in uploads {
        match upload.stage() {
            Stage::Coming => return Err(Refusal::UploadUnfinished),
            Stage::Over(None) => return Err(Refusal::NoSuchUpload),
            Stage::Over(Some(receipt)) => receipts.push(receipt),
            Stage::Complete => {}
        }
    }
    let Some(receipt) = receipts.pop() else { return Ok(None) };
    let is_same = receipts.len() + 1 == uploads.len() && receipts.iter().all(|other| *other == receipt);
    let caption = caption.shown();
    let said = receipt.entry.share.as_ref().map_or("", |share| &share.caption);
    match is_same {
        false => Err(Refusal::NoSuchUpload),
        true if said.trim() == caption.trim() => Ok(Some(receipt)),
        true => Err(Refusal::SharedBefore),
    }
}

fn take_back(uploads: &[Arc<Upload>]) {
    for upload in uploads {
        let stored = lock(&upload.plan).stored.clone();
        if let Some(Err(error)) = stored.map(|stored| upload.part.take_back(&stored)) {
            tracing::warn!(%error, id = upload.id(), "a file that is not shared cannot be taken back");
        }
    }
}
