//! What the host's window does with files, and uploads that nobody goes on with.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio_util::sync::CancellationToken;

use super::*;
use crate::files::{BadUpload, NewUpload};
use crate::refusal::Refusal;

async fn open(folder: &Path) -> Arc<Room> {
    let room = Room::open(Options::new(folder)).unwrap();
    room.enter_as_host("Hanna").unwrap();
    room
}

fn held(name: &str, size: u64) -> NewUpload {
    NewUpload { name: name.to_owned(), size, hold: true, ..NewUpload::default() }
}

async fn share(room: &Arc<Room>, id: &str) -> Result<Option<Receipt>, Refusal> {
    share_with(room, id, "").await
}

async fn share_with(room: &Arc<Room>, id: &str, caption: &str) -> Result<Option<Receipt>, Refusal> {
    room.act_as_host(Act::Share { uploads: vec![id.to_owned()], text: caption.to_owned() }, None).await
}

#[tokio::test]
async fn the_host_shares_a_file_from_its_path() {
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let room = open(folder.path()).await;
    let (path, bytes) = (elsewhere.path().join("a.bin"), vec![7; 300_000]);
    std::fs::write(&path, &bytes).unwrap();
    let id = room.begin_upload_as_host(held("a.bin", 300_000)).await.unwrap().id;
    let view = room.append_upload_as_host(&id, 0, bytes[..100].to_vec()).await.unwrap();
    assert_eq!(view.offset, 100);
    let wrong = room.append_upload_as_host(&id, 5, vec![7]).await;
    assert_eq!(wrong, Err(Refusal::WrongOffset { offset: 100 }));
    let stopped = CancellationToken::new();
    stopped.cancel();
    let view = room.copy_into_upload(&id, path.clone(), |_| {}, stopped).await.unwrap();
    assert_eq!(view.offset, 100, "a copy that is cancelled leaves the upload as it is");
    assert_eq!(share(&room, &id).await, Err(Refusal::UploadUnfinished));
    let seen = Arc::new(AtomicU64::new(0));
    let progress = Arc::clone(&seen);
    let note = move |bytes| progress.store(bytes, Ordering::Relaxed);
    let view = room.copy_into_upload(&id, path, note, CancellationToken::new()).await.unwrap();
    assert_eq!((view.offset, seen.load(Ordering::Relaxed)), (300_000, 300_000));
    let entry = share(&room, &id).await.unwrap().unwrap().entry;
    let stored = entry.share.unwrap().files[0].stored().to_owned();
    assert_eq!(std::fs::read(room.shared_file(&stored).unwrap()).unwrap(), bytes);
    assert_eq!(room.shared_thumbnail(&stored), Err(Refusal::NoSuchFile));
    for name in ["", ".uploads", "..", "../chat.txt", "none"] {
        assert_eq!(room.shared_file(name), Err(Refusal::NoSuchFile), "{name}");
    }
    let page = room.files_page(FilesQuery::default()).await.unwrap();
    assert_eq!((page.total, page.bytes), (1, 300_000));
    room.close().await;
}

#[tokio::test]
async fn a_file_that_is_another_one_by_now_is_not_shared() {
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let room = open(folder.path()).await;
    let path = elsewhere.path().join("a.bin");
    for (size, refusal) in [(10, BadUpload::Changed), (2, BadUpload::TooManyBytes)] {
        std::fs::write(&path, "12345").unwrap();
        let id = room.begin_upload_as_host(held("a.bin", size)).await.unwrap().id;
        let copied = room.copy_into_upload(&id, path.clone(), |_| {}, CancellationToken::new()).await;
        assert_eq!(copied, Err(refusal.into()));
        room.cancel_upload(&id).await.unwrap();
        assert_eq!(room.upload(&id).await, Err(Refusal::NoSuchUpload));
    }
    room.close().await;
}

#[tokio::test]
async fn new_limits_and_a_pause_count_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let room = open(folder.path()).await;
    let id = room.begin_upload_as_host(held("a", 0)).await.unwrap().id;
    room.set_file_limits(crate::files::FileLimits { max_file: 5, ..Default::default() });
    assert_eq!(room.begin_upload_as_host(held("a", 6)).await, Err(Refusal::FileTooLarge { most: 5 }));
    assert_eq!(room.facts().max_file_bytes, 5);
    room.pause();
    assert_eq!(room.begin_upload_as_host(held("a", 1)).await, Err(Refusal::Paused));
    assert_eq!(share(&room, &id).await, Err(Refusal::Paused));
    room.resume();
    let receipt = share(&room, &id).await.unwrap();
    assert_eq!(share(&room, &id).await.unwrap(), receipt, "a retry gets the first answer");
    room.close().await;
}

/// The first answer would hide that the new caption is nowhere.
#[tokio::test]
async fn a_retry_with_another_caption_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let room = open(folder.path()).await;
    for caption in ["", "first words", "\n two\r\nlines \n", "\u{b}one"] {
        let id = room.begin_upload_as_host(held("a", 0)).await.unwrap().id;
        let receipt = share_with(&room, &id, caption).await.unwrap();
        assert_eq!(share_with(&room, &id, caption).await.unwrap(), receipt, "{caption:?}");
        assert_eq!(share_with(&room, &id, "other words").await, Err(Refusal::SharedBefore));
        assert_eq!(share_with(&room, &id, caption).await.unwrap(), receipt);
    }
    room.close().await;
}

/// An hour passes between two starts.
#[tokio::test]
async fn a_start_removes_uploads_that_nobody_went_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let room = open(folder.path()).await;
    let (old, young) = (
        room.begin_upload_as_host(held("old", 9)).await.unwrap().id,
        room.begin_upload_as_host(held("young", 9)).await.unwrap().id,
    );
    room.close().await;
    drop(room);
    let uploads = folder.path().join("files/.uploads");
    let hour_ago = std::time::SystemTime::now() - upload::GIVEN_UP_AFTER;
    std::fs::File::options().write(true).open(uploads.join(&old)).unwrap().set_modified(hour_ago).unwrap();
    for orphan in ["orphan", "orphan.thumbnail", "lost.json", "broken.json"] {
        std::fs::write(uploads.join(orphan), "{").unwrap();
    }
    std::fs::write(folder.path().join("files/by hand.txt"), "mine").unwrap();
    let room = open(folder.path()).await;
    assert_eq!(room.upload(&old).await, Err(Refusal::NoSuchUpload));
    assert_eq!(room.upload(&young).await.unwrap().offset, 0);
    let mut left: Vec<_> =
        std::fs::read_dir(&uploads).unwrap().map(|file| file.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, [young.as_str(), &format!("{young}.json")]);
    assert!(folder.path().join("files/by hand.txt").is_file());
    room.close().await;
}

/// A crash between the rename of a file and its line, and one between the line and its answer.
#[tokio::test]
async fn a_start_takes_a_file_without_its_line_back_and_knows_the_line_of_one_that_has_it() {
    let folder = tempfile::tempdir().unwrap();
    let room = open(folder.path()).await;
    let mut ids = Vec::new();
    for name in ["lined", "bare"] {
        let id = room.begin_upload_as_host(held(name, 1)).await.unwrap().id;
        room.append_upload_as_host(&id, 0, b"x".to_vec()).await.unwrap();
        ids.push(id);
    }
    room.close().await;
    drop(room);
    let files = folder.path().join("files");
    for (id, stored) in ids.iter().zip(["aaaaa-lined", "aaaaa-bare"]) {
        let plan = files.join(format!(".uploads/{id}.json"));
        let json = std::fs::read_to_string(&plan).unwrap();
        let json = json.replace("\"stored\":null", &format!("\"stored\":\"{stored}\""));
        std::fs::write(&plan, json).unwrap();
        std::fs::rename(files.join(".uploads").join(id), files.join(stored)).unwrap();
    }
    let line = "2026-01-02T03:04:05Z Hanna shared: lined (1 bytes) files/aaaaa-lined\n";
    std::fs::write(folder.path().join("chat.txt"), line).unwrap();
    let room = open(folder.path()).await;
    let receipt = room.upload(&ids[0]).await.unwrap().receipt.unwrap();
    assert_eq!(receipt.entry.id, 0);
    assert_eq!(share(&room, &ids[0]).await.unwrap().unwrap(), receipt);
    assert!(!files.join("aaaaa-bare").exists());
    let shared = share(&room, &ids[1]).await.unwrap().unwrap();
    assert_eq!(shared.entry.id, line.len() as u64);
    assert_eq!(std::fs::read(files.join("aaaaa-bare")).unwrap(), b"x");
    room.close().await;
}
