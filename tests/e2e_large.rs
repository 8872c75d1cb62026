//! Large files: 1 GB from a guest's page and from the app's window, and copies of the host's files
//! that end too early.

#![allow(clippy::unwrap_used)]

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use flatchat_tests::Guest;
use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::server::new_folder;
use flatchat_tests::sharing::{self, bytes_under_way, names_in, paths_in, until_under_way};
use flatchat_tests::visitor::serve;
use flatchat_tests::wait::until;
use flatchat_tests::window::Place;
use serde_json::json;
use tempfile::TempDir;

const GIGABYTE: u64 = 1_000_000_000;

/// Where a film has its marks. Between them it takes no space on the disk.
const MARKED: [u64; 4] = [0, 8_388_607, 499_999_993, GIGABYTE - 4];

fn film(folder: &TempDir, bytes: u64) -> PathBuf {
    let path = folder.path().join("film.bin");
    let file = File::create(&path).unwrap();
    file.set_len(bytes).unwrap();
    for place in MARKED {
        file.write_all_at(b"MARK", place).unwrap();
    }
    path
}

fn assert_same(film: &Path, shared: &Path) {
    let [film, shared] = [film, shared].map(|path| File::open(path).unwrap());
    let [size, shared_size] = [&film, &shared].map(|file| file.metadata().unwrap().len());
    assert_eq!(shared_size, size);
    let (mut expected, mut seen) = (vec![0; 1 << 20], vec![0; 1 << 20]);
    for place in (0..size).step_by(1 << 20) {
        let length = usize::try_from((size - place).min(1 << 20)).unwrap();
        film.read_exact_at(&mut expected[..length], place).unwrap();
        shared.read_exact_at(&mut seen[..length], place).unwrap();
        assert!(expected[..length] == seen[..length], "the bytes from {place} on");
    }
}

async fn with_large_files() -> Place {
    let place = Place::new().await;
    let settings = json!({"version": 1, "name": "Hanna", "max_file_mb": 4000, "max_files_mb": 8000});
    std::fs::write(place.path("settings.json"), settings.to_string()).unwrap();
    place
}

/// Waits until most of a film of 1 GB has come, for as long as it goes on.
async fn until_most_has_come(room: &Path) {
    for tenths in 1..=9 {
        until_under_way(room, GIGABYTE / 10 * tenths).await;
    }
}

/// Checks that somebody who seeks in the film gets what is there.
async fn assert_end_is_served(guest: &Guest, path: &str) {
    let request = guest.request(reqwest::Method::GET, &format!("/{path}"));
    let end = guest.send(request.header("range", "bytes=-4")).await.expect(206);
    assert_eq!(end.text(), "MARK");
    assert_eq!(end.header("content-range"), "bytes 999999996-999999999/1000000000");
}

#[tokio::test]
async fn a_guest_shares_a_gigabyte_and_the_chat_goes_on_meanwhile() {
    let server = serve(&["--max-file-mb", "1000", "--max-files-mb", "1000"]);
    let page = Browser::guest(&server, "Ana").await;
    let bo = Guest::join(&server, "bo").await;
    let (folder, room) = (new_folder(), server.path(""));
    let film = film(&folder, GIGABYTE);
    page.pick(&[&film]).await;
    page.until_text("film.bin").await;
    page.say("a long film").await;
    until_under_way(&room, 1).await;
    bo.say("what takes you so long?").await;
    page.until_shown("what takes you so long?").await;
    until_most_has_come(&room).await;
    page.until_shown("a long film").await;
    page.until_text("1 GB").await;
    let text = sharing::shared_texts(&server.log()).concat();
    assert!(text.starts_with("film.bin (1000000000 bytes) files/"), "{text:?}");
    let path = paths_in(&text)[0];
    assert_same(&film, &server.path(path));
    assert_end_is_served(&bo, path).await;
}

#[tokio::test]
async fn the_host_shares_a_gigabyte() {
    let place = with_large_files().await;
    let window = place.open_window().await;
    window.until_in().await;
    let bo = Guest::join_at(&window.link_of_room().await, "bo").await;
    let folder = new_folder();
    let film = film(&folder, GIGABYTE);
    place.drop_on_window(&window, &film).await;
    until_most_has_come(&place.path("")).await;
    window.until_ready(1).await;
    window.press("Send").await;
    window.until_text("1 GB").await;
    let text = place.until_shared().await;
    let path = paths_in(&text)[0];
    assert_same(&film, &place.path(path));
    assert_end_is_served(&bo, path).await;
}

#[tokio::test]
async fn the_largest_file_is_a_setting_that_applies_at_once_and_is_kept() {
    let place = Place::new().await;
    let (window, bo) = place.open_room().await;
    window.press("Settings").await;
    window.fill("Largest file (MB)", "1").await;
    window.keys(keys::ENTER).await;
    until("guests learn of it", async || {
        let facts = bo.get("/room").await.expect(200).json()["room"].clone();
        if facts["max_file_bytes"] == 1_000_000 { Ok(()) } else { Err(facts) }
    })
    .await;
    window.fill("All files together (MB)", "0").await;
    window.keys(keys::ENTER).await;
    window.until_text("Enter a whole number, 1 or more.").await;
    window.fill("All files together (MB)", "2").await;
    window.keys(keys::ENTER).await;
    window.until_no_text("Enter a whole number, 1 or more.").await;
    window.press("Close").await;
    window.until_gone("dialog", "Settings").await;
    let folder = new_folder();
    let film = film(&folder, 3 * GIGABYTE);
    place.drop_on_window(&window, &film).await;
    window.until_text("A file may have at most 1 MB here").await;
    let refused = sharing::try_begin(&bo, "a.bin", 1_000_001).await;
    assert_eq!(refused.expect(413).json()["error"]["code"], "file_too_large");
    let kept: serde_json::Value =
        serde_json::from_slice(&std::fs::read(place.path("settings.json")).unwrap()).unwrap();
    assert_eq!((&kept["max_file_mb"], &kept["max_files_mb"]), (&json!(1), &json!(2)));
}

/// Sends a film while it is being copied. After that, the copy takes as long as the disk needs.
async fn send_captioned(place: &Place, window: &Browser, film: &Path) {
    window.write("a long film").await;
    place.drop_on_window(window, film).await;
    until_under_way(&place.path(""), 1_000_000).await;
    window.press_at_once("Send").await;
}

async fn until_nothing_is_kept(place: &Place) {
    until("nothing is left of it", async || match bytes_under_way(&place.path("")) {
        0 => Ok(()),
        bytes => Err(bytes),
    })
    .await;
    assert_eq!(names_in(&place.path("files")), [] as [String; 0]);
    assert_eq!(place.shared(), [] as [String; 0]);
}

#[tokio::test]
async fn a_copy_that_is_cancelled_leaves_nothing_and_the_caption_comes_back() {
    let place = with_large_files().await;
    let window = place.open_window().await;
    window.until_in().await;
    let folder = new_folder();
    let film = film(&folder, 3 * GIGABYTE);
    place.drop_on_window(&window, &film).await;
    until_under_way(&place.path(""), 1_000_000).await;
    window.press("Remove film.bin").await;
    until_nothing_is_kept(&place).await;

    send_captioned(&place, &window, &film).await;
    window.press_at_once("Cancel").await;
    until_nothing_is_kept(&place).await;
    let draft = "return document.querySelector('main form textarea').value";
    assert_eq!(window.run(draft, &[]).await, json!("a long film"));
}

#[tokio::test]
async fn an_app_that_is_killed_during_a_copy_uses_no_half_file() {
    let place = with_large_files().await;
    let window = place.open_window().await;
    window.until_in().await;
    let folder = new_folder();
    let film = film(&folder, 3 * GIGABYTE);
    send_captioned(&place, &window, &film).await;
    window.kill().await;
    assert_eq!(names_in(&place.path("files")), [] as [String; 0]);

    let window = place.open_window().await;
    window.until_in().await;
    assert_eq!(place.shared(), [] as [String; 0]);
    assert_eq!(names_in(&place.path("files")), [] as [String; 0]);
    window.press("Files").await;
    window.until_text("No files yet.").await;
    window.press("Close").await;
    std::fs::write(&film, "short").unwrap();
    place.drop_on_window(&window, &film).await;
    window.until_ready(1).await;
    window.press("Send").await;
    let line = place.until_shared().await;
    assert!(line.starts_with("film.bin (5 bytes) files/"), "{line:?}");
    assert_eq!(place.files_of(&line), [b"short"]);
}
