//! Uploading: the bytes of a file come, piece by piece. Sharing it is another step (`sharing`).
//!
//! This file is long, because an upload and its writer belong together: whoever writes holds the
//! upload's turn, and each step relies on what the step before it has left.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::OwnedMutexGuard;
use tokio_util::sync::CancellationToken;

use super::upload::{Stage, Upload, Uploader};
use super::{Room, UploadView, lock};
use crate::disk::sync_data;
use crate::files::{BadUpload, NewUpload, Part, Plan};
use crate::log::AppendError;
use crate::people::SessionId;
use crate::refusal::Refusal;
use crate::text::Text;

/// How many bytes are written at a time.
pub(crate) const PIECE_BYTES: usize = 128 * 1024;

/// After how many bytes an upload is synced. A large file that is synced only at its end would make
/// everything else that is synced wait, such as a message.
const SYNC_EVERY_BYTES: u64 = 8 << 20;

/// The end of an upload that somebody wants to go on with.
pub(crate) enum Writing {
    /// More bytes can come.
    Open(Writer),
    /// There is nothing to write.
    Done(UploadView),
}

/// Writes the bytes of one upload. It holds the upload's turn.
pub(crate) struct Writer {
    room: Arc<Room>,
    upload: Arc<Upload>,
    file: File,
    /// How many bytes were written since the last sync.
    unsynced: u64,
    _turn: OwnedMutexGuard<()>,
    /// Cancelled when somebody else goes on with the upload.
    over: CancellationToken,
}

impl Uploader {
    /// The host, at this computer.
    pub(super) fn host() -> Uploader {
        Uploader { session: SessionId::host(), address: Ipv4Addr::LOCALHOST.into() }
    }
}

impl Room {
    /// Begins an upload of a guest. An empty file is complete at once.
    ///
    /// # Errors
    /// When the file is too large, there is no place for it, this guest uploads too much, or the
    /// disk fails.
    pub(crate) async fn begin_upload(
        self: &Arc<Room>,
        by: &Uploader,
        new: NewUpload,
    ) -> Result<UploadView, Refusal> {
        Text::optional(&new.caption)?;
        self.check_upload(by).await?;
        self.uploads.check_size(new.size)?;
        let (plan, thumbnail) = new.into_plan(&by.session.to_string())?;
        let upload = self.add_upload(by, plan, thumbnail, Upload::new_whole).await?;
        match upload.size() {
            0 => self.end_upload(self.writer(&upload).await?, by).await,
            _ => Ok(upload.view()),
        }
    }

    /// Begins an upload of the host.
    ///
    /// # Errors
    /// The same as for a guest, except that the host has no limits of their own.
    pub async fn begin_upload_as_host(self: &Arc<Room>, new: NewUpload) -> Result<UploadView, Refusal> {
        self.begin_upload(&Uploader::host(), new).await
    }

    /// Begins an upload whose size is known only at its end, if `at_most` is not it.
    ///
    /// # Errors
    /// The same as for [`Room::begin_upload`].
    pub(crate) async fn begin_open_upload(
        self: &Arc<Room>,
        by: &Uploader,
        name: String,
        at_most: Option<u64>,
    ) -> Result<Writer, Refusal> {
        self.check_upload(by).await?;
        self.uploads.check_size(at_most.unwrap_or_default())?;
        let size = at_most.unwrap_or_default();
        let plan = Plan { name, size, hold: true, by: by.session.to_string(), ..Plan::default() };
        let upload = self.add_upload(by, plan, None, Upload::open_ended).await?;
        self.writer(&upload).await
    }

    /// Checks whether somebody may begin an upload.
    async fn check_upload(&self, by: &Uploader) -> Result<(), Refusal> {
        self.name_of(&by.session).ok_or(Refusal::JoinFirst)?;
        self.check_paused()?;
        if by.session != SessionId::host() {
            self.quotas.check_upload(&by.session, by.address)?;
        }
        self.uploads.wait_until_settled().await
    }

    /// Adds an upload, and prepares the disk for it.
    async fn add_upload(
        self: &Arc<Room>,
        by: &Uploader,
        plan: Plan,
        thumbnail: Option<Vec<u8>>,
        make: fn(Part, Plan) -> Upload,
    ) -> Result<Arc<Upload>, Refusal> {
        let (room, by) = (Arc::clone(self), by.clone());
        in_background(move || {
            let folder = &room.uploads.folder;
            folder.prepare()?;
            let part = Part::new_in(folder).map_err(AppendError::from)?;
            let upload = room.uploads.add(make(part, plan), &by)?;
            let created = upload.create(thumbnail.as_deref());
            created.inspect_err(|_| room.uploads.discard(&upload)).map_err(AppendError::from)?;
            Ok(upload)
        })
        .await
    }

    /// Returns an upload as it is now.
    ///
    /// # Errors
    /// When there is none with this id.
    pub async fn upload(&self, id: &str) -> Result<UploadView, Refusal> {
        self.uploads.wait_until_settled().await?;
        Ok(self.uploads.find(id)?.view())
    }

    /// Goes on with an upload at this offset. Whoever wrote to it until now stops.
    ///
    /// # Errors
    /// When there is no such upload, more bytes are there or fewer, or the disk fails.
    pub(crate) async fn write_upload(
        self: &Arc<Room>,
        by: &Uploader,
        id: &str,
        offset: u64,
    ) -> Result<Writing, Refusal> {
        self.uploads.wait_until_settled().await?;
        let upload = self.uploads.find(id)?;
        let writer = self.writer(&upload).await;
        match upload.stage() {
            Stage::Over(Some(_)) => return Ok(Writing::Done(upload.view())),
            Stage::Over(None) => return Err(Refusal::NoSuchUpload),
            Stage::Complete if offset == upload.size() && !upload.is_held() => {
                drop(writer);
                return self.share_alone(&upload, by).await.map(Writing::Done);
            }
            Stage::Complete if offset == upload.size() => return Ok(Writing::Done(upload.view())),
            _ if offset != upload.offset() => return Err(Refusal::WrongOffset { offset: upload.offset() }),
            _ => {}
        }
        let writer = writer?;
        self.uploads.take_place_again(&upload, by)?;
        Ok(Writing::Open(writer))
    }

    /// Waits for the turn to write, and opens the file.
    async fn writer(self: &Arc<Room>, upload: &Arc<Upload>) -> Result<Writer, Refusal> {
        let (turn, over) = upload.turn_to_write().await;
        let (room, upload) = (Arc::clone(self), Arc::clone(upload));
        in_background(move || {
            let file = upload.part.open().map_err(missing_or_failed)?;
            Ok(Writer { room, upload, file, unsynced: 0, _turn: turn, over })
        })
        .await
    }

    /// Ends the writing. A complete file is made ready, and shared unless it has to wait for a
    /// message.
    ///
    /// # Errors
    /// When the disk fails, or the file may not be shared.
    pub(crate) async fn end_upload(
        self: &Arc<Room>,
        writer: Writer,
        by: &Uploader,
    ) -> Result<UploadView, Refusal> {
        let upload = Arc::clone(&writer.upload);
        if upload.offset() < upload.size() {
            return Ok(upload.view());
        }
        writer.complete().await?;
        if upload.is_held() { Ok(upload.view()) } else { self.share_alone(&upload, by).await }
    }

    /// Shares one complete upload.
    async fn share_alone(
        self: &Arc<Room>,
        upload: &Arc<Upload>,
        by: &Uploader,
    ) -> Result<UploadView, Refusal> {
        let caption = lock(&upload.plan).caption.clone();
        self.share(by, vec![upload.id().to_owned()], &caption, None).await?;
        Ok(upload.view())
    }

    /// Appends bytes of the host to an upload.
    ///
    /// # Errors
    /// The same as for a guest's.
    pub async fn append_upload_as_host(
        self: &Arc<Room>,
        id: &str,
        offset: u64,
        bytes: Vec<u8>,
    ) -> Result<UploadView, Refusal> {
        let by = Uploader::host();
        match self.write_upload(&by, id, offset).await? {
            Writing::Done(view) => Ok(view),
            Writing::Open(writer) => self.end_upload(writer.write(bytes).await?.0, &by).await,
        }
    }

    /// Copies the rest of a file at this path into an upload of the host. `progress` is called with
    /// the bytes that are there. When `cancel` is cancelled, the upload stays as it is then.
    ///
    /// # Errors
    /// When there is no such upload, the file at the path is another by now, or the disk fails.
    pub async fn copy_into_upload(
        self: &Arc<Room>,
        id: &str,
        path: PathBuf,
        progress: impl Fn(u64) + Send + 'static,
        cancel: CancellationToken,
    ) -> Result<UploadView, Refusal> {
        let by = Uploader::host();
        let offset = self.upload(id).await?.offset;
        let writer = match self.write_upload(&by, id, offset).await? {
            Writing::Done(view) => return Ok(view),
            Writing::Open(writer) => writer,
        };
        let copied = in_background(move || writer.copy(&path, &progress, &cancel)).await?;
        self.end_upload(copied, &by).await
    }

    /// Gives an upload up.
    ///
    /// # Errors
    /// When there is no such upload, it is shared already, or the disk fails.
    pub async fn cancel_upload(self: &Arc<Room>, id: &str) -> Result<(), Refusal> {
        self.uploads.wait_until_settled().await?;
        let upload = self.uploads.find(id)?;
        let (turn, _) = upload.turn_to_write().await;
        if matches!(upload.stage(), Stage::Over(_)) {
            return Err(Refusal::NoSuchUpload);
        }
        let room = Arc::clone(self);
        in_background(move || {
            let _turn = turn;
            room.uploads.discard(&upload);
            Ok(())
        })
        .await
    }
}

impl Writer {
    /// Cancelled when somebody else goes on with the upload.
    pub(crate) fn over(&self) -> &CancellationToken {
        &self.over
    }

    /// Returns the id of the upload.
    pub(crate) fn id(&self) -> &str {
        self.upload.id()
    }

    /// Returns how many bytes are there.
    pub(crate) fn offset(&self) -> u64 {
        self.upload.offset()
    }

    /// Checks whether so many bytes more may come.
    ///
    /// # Errors
    /// When the file would be larger than it was said to be, or than it may be.
    pub(crate) fn check_more(&self, more: u64) -> Result<(), Refusal> {
        self.room.uploads.check_more(&self.upload, more)
    }

    /// Appends bytes, and gives their memory back. What was begun is finished even if nobody waits
    /// for it.
    ///
    /// # Errors
    /// When these are too many bytes, or the disk is full or fails.
    pub(crate) async fn write(mut self, bytes: Vec<u8>) -> Result<(Writer, Vec<u8>), Refusal> {
        in_background(move || {
            self.write_now(&bytes)?;
            Ok((self, bytes))
        })
        .await
    }

    fn write_now(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let more = bytes.len() as u64;
        self.check_more(more)?;
        self.room.uploads.check_free(more)?;
        self.file.seek(SeekFrom::Start(self.offset())).map_err(AppendError::from)?;
        self.file.write_all(bytes).map_err(AppendError::from)?;
        self.upload.grow(more);
        self.unsynced += more;
        if self.unsynced >= SYNC_EVERY_BYTES {
            sync_data(&self.file).map_err(AppendError::from)?;
            self.unsynced = 0;
        }
        Ok(())
    }

    fn copy(
        mut self,
        path: &std::path::Path,
        progress: &impl Fn(u64),
        cancel: &CancellationToken,
    ) -> Result<Writer, Refusal> {
        let unreadable = |error: io::Error| {
            tracing::warn!(%error, "a file that is to be shared cannot be read");
            Refusal::Unreadable
        };
        let mut source = File::open(path).map_err(unreadable)?;
        source.seek(SeekFrom::Start(self.offset())).map_err(unreadable)?;
        let mut piece = vec![0; PIECE_BYTES];
        while !(cancel.is_cancelled() || self.over.is_cancelled()) {
            let read = source.read(&mut piece).map_err(unreadable)?;
            if read == 0 {
                return if self.is_complete() { Ok(self) } else { Err(BadUpload::Changed.into()) };
            }
            self.write_now(&piece[..read])?;
            progress(self.offset());
        }
        Ok(self)
    }

    fn is_complete(&self) -> bool {
        self.offset() == self.upload.size()
    }

    /// Ends a file of which all bytes are there, also one whose size was not known before.
    ///
    /// # Errors
    /// When the disk fails.
    pub(crate) async fn complete(self) -> Result<(), Refusal> {
        in_background(move || {
            let finished = self.upload.finish(&self.file);
            finished.map_err(|error| AppendError::from(error).into())
        })
        .await
    }
}

/// The bytes of an upload are gone if somebody removed them by hand.
pub(super) fn missing_or_failed(error: io::Error) -> Refusal {
    match error.kind() {
        io::ErrorKind::NotFound => Refusal::NoSuchUpload,
        _ => AppendError::from(error).into(),
    }
}

/// Runs work that blocks. It is done even if nobody waits for it.
pub(super) async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(Refusal::Unreadable))
}
