//! Files in the app's window, which gets and shares them without HTTP: what guests share is shown,
//! and the host's own files are dropped and pasted.

#![allow(clippy::unwrap_used)]

use flatchat_tests::Guest;
use flatchat_tests::browser::{Browser, keys};
use flatchat_tests::host_files::TARGET;
use flatchat_tests::samples::{sample, sample_path};
use flatchat_tests::server::new_folder;
use flatchat_tests::sharing::{self, names_in};
use flatchat_tests::wait::{until, within};
use flatchat_tests::window::Place;
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// Whether all pictures under these places of the page, of which there is at least one, are there.
const PICTURES: &str = "\
    const all = [...document.querySelectorAll(arguments[0])]; \
    return all.length > 0 && all.every((one) => one.complete && one.naturalWidth > 0 && one.src.startsWith('files:')) \
        || all.map((one) => one.outerHTML)";

async fn open_room() -> (Place, Browser, Guest) {
    let place = Place::new().await;
    let (window, guest) = place.open_room().await;
    (place, window, guest)
}

async fn until_pictures(window: &Browser, places: &str) {
    window.until_true(&format!("the pictures {places:?}"), PICTURES, &[json!(places)]).await;
}

#[tokio::test]
async fn pictures_of_guests_are_shown_in_the_row_the_viewer_and_the_list_and_others_are_cards() {
    let (place, window, bo) = open_room().await;
    let _ = sharing::put(&bo, "upright%20%25%3F.jpg", &sample("orientation-6.jpg")).await.expect(201);
    let _ = sharing::put(&bo, "report.pdf", &sample("page.pdf")).await.expect(201);
    window.until_text("report.pdf").await;
    until_pictures(&window, "[role=log] img").await;
    window.find("link", "Download report.pdf (584 bytes)").await;

    window.press("Picture upright %?.jpg").await;
    window.find("dialog", "Picture 1 of 1: upright %?.jpg, from bo").await;
    until_pictures(&window, "dialog[open] img").await;
    window.keys(keys::ESCAPE).await;
    window.until_gone("dialog", "Picture 1 of 1: upright %?.jpg, from bo").await;

    window.press("Files").await;
    window.find("dialog", "Files").await;
    window.until_text("2 files · ").await;
    until_pictures(&window, "dialog[open] img").await;
    window.press("Remove report.pdf").await;
    window.find("dialog", "Remove this message?").await;
    window.press("Remove").await;
    until("the file is gone", async || match names_in(&place.path("files")) {
        names if names.len() == 1 && names[0].ends_with(".jpg") => Ok(()),
        names => Err(format!("{names:?}")),
    })
    .await;
    window.until_gone("button", "Remove report.pdf").await;
    window.until_text("1 file · ").await;
}

#[tokio::test]
async fn files_that_are_dropped_on_the_window_are_shared_and_the_page_never_learns_their_path() {
    let (place, window, _bo) = open_room().await;
    let on = place.shown().await;
    let folder = new_folder();
    let picture = folder.path().join("way up.jpg");
    std::fs::copy(sample_path("orientation-1.jpg"), &picture).unwrap();
    let words = sample_path("words.txt");
    let mut dragged = place.display().take(&[&picture, &words]);
    dragged.drag_over(&on).await;
    window.until_true("the target is shown", TARGET, &[]).await;
    dragged.drop_on(&on).await;
    let chips = window.until_ready(2).await;
    assert!(chips[0].starts_with("way up.jpg") && chips[1].starts_with("words.txt"), "{chips:?}");
    window.until_no_text("Drop files to share them").await;
    let html = window.run("return document.documentElement.outerHTML", &[]).await.to_string();
    assert!(!html.contains(&*folder.path().to_string_lossy()), "{html}");
    until_pictures_here(&window, "main form li img").await;

    window.press("Send").await;
    let line = place.until_shared().await;
    assert!(line.starts_with("way up.jpg (") && line.contains(" bytes, 48x32) files/"), "{line:?}");
    let [shared_picture, shared_words] = &place.files_of(&line)[..] else { panic!("{line:?}") };
    assert_eq!(shared_picture.len(), std::fs::metadata(&picture).unwrap().len() as usize);
    assert!(*shared_words == std::fs::read(&words).unwrap());
    until_pictures(&window, "[role=log] img").await;
    assert_eq!(names_in(&place.path("files/.thumbnails")).len(), 1);
    sharing::until_no_uploads(&place.path("")).await;
}

/// Waits for pictures that the page has drawn itself.
async fn until_pictures_here(window: &Browser, places: &str) {
    let script = "const all = [...document.querySelectorAll(arguments[0])]; \
                  return all.length > 0 && all.every((one) => one.complete && one.naturalWidth > 0)";
    window.until_true(&format!("the pictures {places:?}"), script, &[json!(places)]).await;
}

#[tokio::test]
async fn a_drag_that_leaves_again_a_folder_and_a_link_share_nothing() {
    let (place, window, _bo) = open_room().await;
    let on = place.shown().await;
    let mut dragged = place.display().take(&[&sample_path("words.txt")]);
    dragged.drag_over(&on).await;
    window.until_true("the target is shown", TARGET, &[]).await;
    dragged.drag_away(&on);
    window.until_no_text("Drop files to share them").await;
    drop(dragged);

    let folder = new_folder();
    let mut dragged = place.display().take(&[folder.path()]);
    dragged.drag_over(&on).await;
    window.until_true("the target is shown", TARGET, &[]).await;
    dragged.drop_on(&on).await;
    window.until_text("Folders cannot be shared").await;
    window.until_no_text("Drop files to share them").await;
    window.press("Close").await;
    window.until_no_text("Folders cannot be shared").await;

    let observe = "window.seen = ''; new MutationObserver(() => (window.seen += document.body.innerText))\
                   .observe(document.body, {childList: true, subtree: true, characterData: true})";
    window.run(observe, &[]).await;
    let mut dragged = place.display().take_list("https://example.org/a.jpg\r\n");
    dragged.drag_over(&on).await;
    dragged.drop_on(&on).await;
    let typed = window.find("field", "Message").await;
    typed.send_keys("seen").await.unwrap();
    window
        .until_true("it is written", "return document.querySelector('textarea').value === 'seen'", &[])
        .await;
    let seen = window.run("return window.seen", &[]).await.to_string();
    assert!(!seen.contains("Drop files") && !seen.contains("Folders"), "{seen}");
    assert_eq!(place.shared(), [] as [String; 0]);
}

async fn press_paste(place: &Place, window: &Browser) {
    place.shown().await.focus();
    window.find("field", "Message").await.click().await.unwrap();
    window.keys(&format!("{0}v{0}", keys::CONTROL)).await;
}

#[tokio::test]
async fn files_that_were_copied_in_a_file_manager_are_pasted_and_a_text_is_none_of_this() {
    let (place, window, _bo) = open_room().await;
    let words = sample_path("words.txt");
    let list = format!("file://{}\r\n", words.display());
    let copied = place.display().copy("text/uri-list", list.into_bytes());
    press_paste(&place, &window).await;
    window.until_ready(1).await;
    drop(copied);
    let _copied = place.display().copy("text/plain;charset=utf-8", b"the caption".to_vec());
    press_paste(&place, &window).await;
    window
        .until_true("it is written", "return document.querySelector('textarea').value === 'the caption'", &[])
        .await;
    window.press("Send").await;
    let line = place.until_shared().await;
    assert!(line.starts_with("words.txt (") && line.ends_with("\u{b}\u{b}the caption"), "{line:?}");
    assert!(place.files_of(&line)[0] == std::fs::read(&words).unwrap());
}

#[tokio::test]
async fn a_picture_from_the_clipboard_is_shared_whole() {
    let (place, window, _bo) = open_room().await;
    let picture = sample("location.png");
    let _copied = place.display().copy("image/png", picture.clone());
    press_paste(&place, &window).await;
    let chips = window.until_ready(1).await;
    assert!(chips[0].starts_with("image.png"), "{chips:?}");
    window.press("Send").await;
    let line = place.until_shared().await;
    // The place where it was taken is removed from it, and nothing else.
    assert_eq!(place.files_of(&line)[0].len(), picture.len(), "{line:?}");
    until_pictures(&window, "[role=log] img").await;
}

#[tokio::test]
async fn bytes_that_the_page_has_arrive_whole() {
    let (place, window, _bo) = open_room().await;
    let script = "\
        const bytes = new Uint8Array(3_000_000).map((_, i) => (i * 7) ^ (i >> 8)); \
        const data = new DataTransfer(); \
        data.items.add(new File([bytes], 'a \u{fc} b.bin')); \
        const paste = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}); \
        document.querySelector('main form textarea').dispatchEvent(paste)";
    window.run(script, &[]).await;
    let chips = window.until_ready(1).await;
    assert!(chips[0].starts_with("a \u{fc} b.bin"), "{chips:?}");
    window.press("Send").await;
    let line = place.until_shared().await;
    let expected: Vec<u8> = (0..3_000_000_u32).map(|i| ((i * 7) ^ (i >> 8)) as u8).collect();
    assert!(place.files_of(&line)[0] == expected, "{line:?}");
}

/// Waits until the desktop is to open something, and returns it.
async fn until_opened(place: &Place) -> String {
    until("something is opened", async || {
        let opened = std::fs::read_to_string(place.home("opened")).unwrap_or_default();
        if opened.ends_with('\n') { Ok(opened) } else { Err(opened) }
    })
    .await
}

#[tokio::test]
async fn sounds_and_films_are_fetched_when_they_are_played_and_a_large_one_by_another_program() {
    let place = Place::new().await;
    place.record_what_is_opened();
    let window = place.open_window().await;
    window.join("Hanna").await;
    let bo = Guest::join_at(&window.link_of_room().await, "bo").await;
    let _ = sharing::put(&bo, "song.ogg", &sample("sound.ogg")).await.expect(201);
    let _ = sharing::put(&bo, "talk.webm", &sample("video.webm")).await.expect(201);
    for (name, player) in [("Sound song.ogg", "audio"), ("Video talk.webm", "video")] {
        window.press_at_once(name).await;
        let script = format!("return document.querySelector('{player}')?.src.startsWith('blob:') ?? false");
        window.until_true(&format!("{name} is played"), &script, &[]).await;
    }
    assert!(!place.home("opened").exists());

    let large = sharing::put(&bo, "long.webm", &sample("video.webm")).await.expect(201).json();
    let stored = sharing::path(&large["entry"]).to_owned();
    let film = std::fs::File::options().write(true).open(place.path(&stored)).unwrap();
    film.set_len(70_000_000).unwrap();
    window.press_at_once("Video long.webm").await;
    let opened = until_opened(&place).await;
    assert_eq!(opened.trim(), place.path(&stored).to_string_lossy());
    assert!(!window.has("alert", "").await);
}

#[tokio::test]
async fn a_link_with_a_stray_percent_sign_opens_like_any_other() {
    let place = Place::new().await;
    place.record_what_is_opened();
    let window = place.open_window().await;
    window.join("Hanna").await;
    window.say("see https://example.org/100% and more").await;
    window.until_shown("see https://example.org/100% and more").await;
    window.find("link", "https://example.org/100%").await.click().await.unwrap();
    let opened = until_opened(&place).await;
    assert_eq!(opened.trim(), "https://example.org/100%");
}

/// Opens a page of a stranger, with this body, as a room nearby. Gives what the page asks its
/// server for under `/seen-`.
async fn open_nearby(window: &Browser, body: String) -> UnboundedReceiver<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let link = format!("http://127.0.0.1:{}/", listener.local_addr().unwrap().port());
    let open =
        "void window.__TAURI_INTERNALS__.invoke('open_nearby', {title: 'Elsewhere', links: [arguments[0]]})";
    window.run(open, &[json!(link)]).await;
    let (sender, seen) = unbounded_channel();
    tokio::spawn(async move {
        while !sender.is_closed() {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut lines = BufReader::new(&mut stream).lines();
            let request = lines.next_line().await.unwrap().unwrap_or_default();
            while lines.next_line().await.unwrap().is_some_and(|line| !line.is_empty()) {}
            if let Some(asked) = request.strip_prefix("GET /seen-") {
                let _ = sender.send(asked.split(' ').next().unwrap_or_default().to_owned());
            }
            let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length:";
            let page = format!("{head} {}\r\n\r\n{body}", body.len());
            stream.write_all(page.as_bytes()).await.unwrap();
        }
    });
    seen
}

#[tokio::test]
async fn a_page_of_another_room_in_a_window_of_the_app_gets_no_file() {
    let (_place, window, bo) = open_room().await;
    let picture = sharing::put(&bo, "a.png", &sample("location.png")).await.expect(201).json();
    window.find("button", "Picture a.png").await;
    let address = format!("files://localhost/{}", sharing::path(&picture["entry"]).replace('/', "%2F"));
    let page = format!(
        "<!doctype html><img src='{address}' onload='fetch(`/seen-shown`)' onerror='fetch(`/seen-refused`)'>"
    );
    let mut seen = open_nearby(&window, page).await;
    assert_eq!(within("the picture is refused", seen.recv()).await.unwrap(), "refused");
}
