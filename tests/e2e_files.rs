//! Sharing files from the page: the ways in, the caption, progress, and everything that can go
//! wrong on the way.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::samples::sample_path;
use flatchat_tests::server::new_folder;
use flatchat_tests::sharing;
use flatchat_tests::visitor::{address_of, serve};
use flatchat_tests::{Guest, Server, chat};
use serde_json::json;
use tempfile::TempDir;

const OUTGOING: &str = "return [...document.querySelectorAll('[role=log] > article[aria-live=off]')].map((row) => row.innerText).join()";
const TARGET: &str = "return document.body.innerText.includes('Drop files to share them')";

/// A file of bytes that are different everywhere, so that a piece in a wrong place is noticed.
fn large_file(folder: &TempDir, name: &str, bytes: usize) -> (PathBuf, Vec<u8>) {
    let content: Vec<u8> = std::iter::repeat_with(|| fastrand::u8(..)).take(bytes).collect();
    let path = folder.path().join(name);
    std::fs::write(&path, &content).unwrap();
    (path, content)
}

fn shared(server: &Server) -> Vec<String> {
    sharing::shared_texts(&server.log())
}

/// The bytes of the only file that a line shares.
fn shared_bytes(server: &Server, text: &str) -> Vec<u8> {
    std::fs::read(server.path(sharing::paths_in(text)[0])).unwrap()
}

async fn until_sharing(page: &Browser, words: &str) {
    let what = format!("a row of files with {words:?}");
    page.until(&what, OUTGOING, &[], |seen| seen.as_str()?.contains(words).then_some(())).await;
}

async fn until_shared(page: &Browser, server: &Server) -> String {
    page.until("nothing is on its way", OUTGOING, &[], |seen| (seen == "").then_some(())).await;
    let lines = shared(server);
    assert_eq!(lines.len(), 1, "{lines:?}");
    lines[0].clone()
}

async fn slow_page(server: &Server, bytes_a_second: u32) -> Option<Browser> {
    let page = Browser::guest_with_dev_tools(server, "Ana").await?;
    page.send_slowly(bytes_a_second).await;
    Some(page)
}

#[tokio::test]
async fn a_file_that_was_picked_is_shared_with_the_draft_as_its_caption() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    page.pick(&[&sample_path("words.txt")]).await;
    let chips = page.until_ready(1).await;
    assert!(chips[0].starts_with("words.txt"), "{chips:?}");
    assert_eq!(shared(&server), [] as [String; 0], "it waits for its sender");
    page.say("two\nlines").await;
    let line = until_shared(&page, &server).await;
    assert!(line.starts_with("words.txt (") && line.ends_with("\u{b}\u{b}two\u{b}lines"), "{line:?}");
    assert_eq!(shared_bytes(&server, &line), std::fs::read(sample_path("words.txt")).unwrap());
    assert_eq!(page.picked().await.len(), 0);
    sharing::until_no_uploads(&server.path("")).await;
    page.until_text("lines").await;
}

#[tokio::test]
async fn files_that_are_dropped_on_the_page_are_shared_together_and_the_page_stays() {
    let server = serve(&[]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    let files = [sample_path("orientation-6.jpg"), sample_path("page.pdf"), sample_path("location.png")];
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    page.drag(&files, "dragOver").await;
    page.until_true("the target is shown", TARGET, &[]).await;
    page.drag(&files, "drop").await;
    page.until_ready(3).await;
    page.until_no_text("Drop files to share them").await;
    assert_eq!(page.client.current_url().await.unwrap().as_str(), address_of(&server));

    page.press("Send").await;
    let line = until_shared(&page, &server).await;
    let parts: Vec<&str> = line.split('\u{b}').collect();
    assert_eq!(parts.len(), 3, "{line:?}");
    assert!(parts[0].contains(" bytes, 48x32) files/"), "a picture is as large as it is shown: {line:?}");
    let thumbnails = std::fs::read_dir(server.path("files/.thumbnails")).unwrap().count();
    assert_eq!(thumbnails, 2);
}

#[tokio::test]
async fn a_folder_is_refused_in_words_and_a_text_is_none_of_this() {
    let server = serve(&[]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.drag(&[server.folder().path()], "drop").await;
    page.until_text("Folders cannot be shared").await;
    page.press("Close").await;
    page.until_no_text("Folders cannot be shared").await;
    let text = json!({"items": [{"mimeType": "text/plain", "data": "hello"}], "dragOperationsMask": 1});
    for event in ["dragEnter", "dragOver"] {
        let drag = json!({"type": event, "x": 300, "y": 300, "data": text});
        page.dev_tools("Input.dispatchDragEvent", drag).await;
    }
    assert_eq!(page.run(TARGET, &[]).await, json!(false));
}

#[tokio::test]
async fn a_picture_can_be_pasted_and_a_text_that_brings_a_picture_of_itself_stays_text() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    assert!(page.paste("", "image.png").await);
    page.until_ready(1).await;
    assert!(!page.paste("1\t2", "image.png").await, "as spreadsheets copy it");
    assert!(!page.paste("just words", "").await);
    assert!(page.paste("/home/ana/notes.txt", "notes.txt").await, "as file managers copy it");
    let chips = page.until_ready(2).await;
    assert!(chips[0].starts_with("image.png") && chips[1].starts_with("notes.txt"), "{chips:?}");
}

#[tokio::test]
async fn what_is_dropped_before_the_page_has_loaded_that_part_of_it_is_not_lost() {
    let server = serve(&[]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    let _ = page.dev_tools("Network.enable", json!({})).await;
    page.dev_tools("Network.setBlockedURLs", json!({"urls": ["*/fileparts-*"]})).await;
    page.reload().await;
    page.until_in().await;
    page.drag(&[&sample_path("words.txt")], "drop").await;
    assert_eq!(page.client.current_url().await.unwrap().as_str(), address_of(&server));
    assert!(page.picked().await.is_empty());
    page.dev_tools("Network.setBlockedURLs", json!({"urls": []})).await;
    page.press("Disconnect").await;
    page.press("Connect").await;
    let chips = page.until_ready(1).await;
    assert!(chips[0].starts_with("words.txt"), "{chips:?}");
}

#[tokio::test]
async fn the_sender_sees_how_far_it_is_goes_on_writing_and_can_cancel() {
    let server = serve(&[]);
    let Some(page) = slow_page(&server, 100_000).await else { return };
    let folder = new_folder();
    let (file, _) = large_file(&folder, "film.bin", 3_000_000);
    page.pick(&[&file]).await;
    page.say("a long film").await;
    until_sharing(&page, " of 3 MB").await;
    let asks = "return !dispatchEvent(new Event('beforeunload', {cancelable: true}))";
    assert_eq!(page.run(asks, &[]).await, json!(true), "the page asks before it is left");
    page.say("meanwhile").await;
    page.until_shown("meanwhile").await;
    page.press("Cancel").await;
    page.until("nothing is on its way", OUTGOING, &[], |seen| (seen == "").then_some(())).await;
    let draft = "return document.querySelector('main form textarea').value";
    assert_eq!(page.run(draft, &[]).await, json!("a long film"));
    assert_eq!(page.run(asks, &[]).await, json!(false));
    sharing::until_no_uploads(&server.path("")).await;
    assert_eq!(chat::said(&server.log()).len(), 1);
}

#[tokio::test]
async fn an_upload_survives_a_host_that_is_killed_and_started_again() {
    let mut server = serve(&[]);
    let Some(page) = slow_page(&server, 400_000).await else { return };
    let folder = new_folder();
    let (file, content) = large_file(&folder, "film.bin", 8_000_000);
    page.pick(&[&file]).await;
    page.say("whole").await;
    until_sharing(&page, " of 8 MB").await;
    sharing::until_under_way(&server.path(""), 1_000_000).await;
    server.kill9();
    page.until_text("Offline").await;
    server.start_again();
    page.send_slowly(0).await;
    let line = until_shared(&page, &server).await;
    assert!(line.starts_with("film.bin (8000000 bytes) files/"), "{line:?}");
    assert!(shared_bytes(&server, &line) == content, "it is whole");
    assert_eq!(page.uploads_begun().await, 1, "it went on from where it was");
}

#[tokio::test]
async fn what_is_too_large_is_refused_before_it_is_sent_and_a_picture_can_be_smaller() {
    let server = serve(&["--max-file-mb", "1"]);
    let page = Browser::guest(&server, "Ana").await;
    let folder = new_folder();
    let (file, _) = large_file(&folder, "large.bin", 1_000_001);
    let picture = folder.path().join("wall.bmp");
    std::fs::write(&picture, bitmap(3000, 600)).unwrap();
    page.pick(&[&file, &picture]).await;
    page.until_text("large.bin").await;
    let chips = page.picked().await;
    assert!(chips.iter().all(|chip| chip.contains("1 MB") && !chip.contains("Ready")), "{chips:?}");
    assert_eq!(page.uploads_begun().await, 0);

    let smaller = page.find("choice", "Smaller").await;
    smaller.click().await.unwrap();
    page.until_text("wall.jpg").await;
    page.press("Remove large.bin").await;
    assert_eq!(page.focused().await, "Remove wall.jpg");
    page.until_ready(1).await;
    page.press("Send").await;
    let line = until_shared(&page, &server).await;
    assert!(line.starts_with("wall.jpg (") && line.contains("2048x410"), "{line:?}");
}

/// A picture of one colour, without compression.
fn bitmap(width: u32, height: u32) -> Vec<u8> {
    let size = width * height * 3;
    let mut bytes = b"BM".to_vec();
    for number in [size + 54, 0, 54, 40, width, height, 1 | (24 << 16), 0, size, 2835, 2835, 0, 0] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes.resize(bytes.len() + size as usize, 90);
    bytes
}

#[tokio::test]
async fn nothing_can_be_picked_while_nothing_can_be_shared() {
    let server = serve(&[]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.say("first").await;
    page.until_shown("first").await;
    page.press("Disconnect").await;
    let button = page.find("button", "Share files").await;
    assert!(!button.is_enabled().await.unwrap());
    page.drag(&[&sample_path("words.txt")], "drop").await;
    page.until_text("Connect to share files").await;
    assert!(page.picked().await.is_empty());
    page.press("Connect").await;
    page.until_connected().await;
    assert!(button.is_enabled().await.unwrap());
    page.find("field", "Message").await.send_keys("\u{E013}").await.unwrap();
    page.until_text("Editing your message").await;
    assert!(!button.is_enabled().await.unwrap(), "an edit shares nothing");
}

#[tokio::test]
async fn words_of_a_reply_go_as_the_reply_and_the_files_by_themselves() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    page.say("a question").await;
    let row = page.until_shown("a question").await;
    let focus = "document.querySelector(`[data-entry='${arguments[0]}']`).focus()";
    page.run(focus, &[json!(row.id)]).await;
    page.keys("r").await;
    page.until_text("Replying to").await;
    page.pick(&[&sample_path("words.txt")]).await;
    page.until_ready(1).await;
    page.say("the answer").await;
    page.until_shown("the answer").await;
    let line = until_shared(&page, &server).await;
    assert!(!line.contains("the answer"), "{line:?}");
    let log = String::from_utf8(server.log()).unwrap();
    assert!(log.contains("replied to ") && log.contains(": the answer"), "{log}");
}

#[tokio::test]
async fn everything_fits_on_a_phone() {
    let server = serve(&[]);
    let Some(page) = slow_page(&server, 100_000).await else { return };
    let folder = new_folder();
    let name = format!("{} \u{202e}gpj.exe", "a very long name ".repeat(10));
    let (film, _) = large_file(&folder, "film.bin", 3_000_000);
    let (long, _) = large_file(&folder, &name, 10);
    for size in [(390, 844), (320, 640), (844, 390)] {
        page.hold_as_phone(size).await;
        page.pick(&[&sample_path("orientation-1.jpg"), &long, &film, &sample_path("location.heic")]).await;
        page.until_text("film.bin").await;
        let small = "return [...document.querySelectorAll('main form button, main form label')].filter((one) => \
                     one.clientHeight && one.clientHeight < 40).map((one) => one.outerHTML)";
        assert_eq!(page.run(small, &[]).await, json!([]), "{size:?}");
        assert_eq!(page.misfits().await, json!([]), "{size:?}");
        page.press("Send").await;
        until_sharing(&page, "4 files").await;
        assert_eq!(page.misfits().await, json!([]), "{size:?}");
        page.press("Cancel").await;
    }
}

#[tokio::test]
async fn everything_can_be_done_with_the_keyboard() {
    let server = serve(&[]);
    let page = Browser::guest(&server, "Ana").await;
    page.pick(&[&sample_path("orientation-1.jpg"), &sample_path("words.txt")]).await;
    page.until_ready(2).await;
    assert_eq!(page.focused().await, "Message");
    let mut seen = vec![];
    for _ in 0..4 {
        page.keys(&format!("{0}{1}{0}", keys::SHIFT, keys::TAB)).await;
        seen.push(page.focused().await);
    }
    let way =
        ["Keep the place where it was taken", "Full size", "Remove words.txt", "Remove orientation-1.jpg"];
    assert_eq!(seen, way);
    page.find("field", "Message").await.click().await.unwrap();
    page.keys(keys::TAB).await;
    assert_eq!(page.focused().await, "Share files");
}

/// The files of the list, and the height at which each of them stands.
const LISTED: &str = "\
    const rows = [...document.querySelectorAll('dialog[open] ul[aria-label=Files] > li')]; \
    return rows.map((row) => [row.querySelector('[download], button').textContent.match(/\\w+\\.txt/)?.[0], \
      row.getBoundingClientRect().top])";

#[tokio::test]
async fn under_a_finger_the_list_keeps_its_rows_until_it_is_asked_for_the_new_ones() {
    let server = serve(&[]);
    let Some(page) = Browser::guest_with_dev_tools(&server, "Ana").await else { return };
    page.hold_as_phone((390, 844)).await;
    let bo = Guest::join(&server, "bo").await;
    let _ = sharing::share_one(&bo, "one.txt", b"1").await;
    page.press("Files").await;
    let count = |wanted: usize| {
        move |seen: &serde_json::Value| (seen.as_array()?.len() == wanted).then(|| seen.clone())
    };
    page.until("one file", LISTED, &[], count(1)).await;
    // The dialog has come to rest.
    page.find("button", "Close").await;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let before = page.run(LISTED, &[]).await;
    assert_eq!(before[0][0], "one.txt");
    let _ = sharing::share_one(&bo, "two.txt", b"2").await;
    page.find("button", "Show new files").await;
    assert_eq!(page.run(LISTED, &[]).await, before);
    page.press("Show new files").await;
    let after = page.until("two files", LISTED, &[], count(2)).await;
    assert_eq!([&after[0][0], &after[1][0]], ["two.txt", "one.txt"]);
    page.until_gone("button", "Show new files").await;
}
