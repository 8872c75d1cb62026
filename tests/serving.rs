//! Shared files over HTTP: their bytes and parts of them, their names, and nothing that could run.

#![allow(clippy::unwrap_used)]

use flatchat_tests::raw::{Raw, exchange};
use flatchat_tests::samples::{put, put_thumbnail, sample};
use flatchat_tests::{Answer, Guest, Server};
use reqwest::Method;
use serde_json::json;

/// Each sample, with the type it is served with and whether it is shown in place.
const KINDS: [(&str, &str, bool); 28] = [
    ("orientation-6.jpg", "image/jpeg", true),
    ("progressive.jpg", "image/jpeg", true),
    ("location.png", "image/png", true),
    ("location.webp", "image/webp", true),
    ("location.avif", "image/avif", true),
    ("animated.gif", "image/gif", true),
    ("picture.bmp", "image/bmp", true),
    ("bomb.png", "image/png", true),
    ("location.mp4", "video/mp4", true),
    ("location.mov", "video/quicktime", true),
    ("video.webm", "video/webm", true),
    ("sound.ogg", "audio/ogg", true),
    ("sound.mp3", "audio/mpeg", true),
    ("sound.m4a", "audio/mp4", true),
    ("sound.wav", "audio/wav", true),
    ("sound.flac", "audio/flac", true),
    ("script.gif", "image/gif", true),
    ("script-behind-png.html", "image/png", true),
    ("script-behind-jpeg.html", "image/jpeg", true),
    ("script-behind-id3.html", "audio/mpeg", true),
    ("script-behind-pdf.html", "application/pdf", false),
    ("page.pdf", "application/pdf", false),
    ("location.heic", "application/octet-stream", false),
    ("archive.zip", "application/octet-stream", false),
    ("words.txt", "application/octet-stream", false),
    ("script.svg", "application/octet-stream", false),
    ("script.html", "application/octet-stream", false),
    ("script.js", "application/octet-stream", false),
];

fn is_played(kind: &str) -> bool {
    kind.starts_with("audio/") || kind.starts_with("video/")
}

async fn ask(guest: &Guest, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = guest.request(method, path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    guest.send(request).await
}

async fn part(guest: &Guest, path: &str, range: &str) -> Answer {
    ask(guest, Method::GET, path, &[("range", range)]).await
}

/// Bytes that differ from place to place.
fn bytes(count: usize) -> Vec<u8> {
    (0..count).map(|n| u8::try_from((n * 31 + n / 251) % 251).unwrap()).collect()
}

#[tokio::test]
async fn each_kind_is_served_with_its_own_type_and_can_do_nothing() {
    let server = Server::start(&[]);
    let guest = Guest::stranger(&server);
    for (name, kind, shown) in KINDS {
        let stored = format!("7kq2a-{name}");
        put(&server, &stored, &sample(name));
        let path = format!("/files/{stored}");
        let answer = guest.get(&path).await.expect(200);
        assert_eq!(answer.body, sample(name), "{name}");
        assert_eq!(answer.header("content-type"), kind, "{name}");
        let word = if shown { "inline" } else { "attachment" };
        let disposition = format!("{word}; filename=\"{name}\"; filename*=UTF-8''{name}");
        assert_eq!(answer.header("content-disposition"), disposition);
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{name}");
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; "), "{name}: {policy}");
        assert!(policy.contains("; sandbox") && !policy.contains("allow-scripts"), "{name}: {policy}");
        assert_eq!(policy.contains("allow-same-origin"), is_played(kind), "{name}: {policy}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{name}");
        assert_eq!(answer.header("cache-control"), "private, max-age=31536000, immutable", "{name}");
        assert_eq!(answer.header("accept-ranges"), "bytes");
        let saved = guest.get(&format!("{path}?download")).await.expect(200);
        assert!(saved.header("content-disposition").starts_with("attachment; "), "{name}");
        assert_eq!(saved.header("content-type"), kind, "{name}");
    }
}

/// The type is never the one that the name claims.
#[tokio::test]
async fn a_name_does_not_make_a_kind() {
    let server = Server::start(&[]);
    let guest = Guest::stranger(&server);
    for (stored, of, kind) in [
        ("7kq2a-photo.jpg", "script.html", "application/octet-stream"),
        ("7kq2a-photo.png", "script.svg", "application/octet-stream"),
        ("7kq2a-film.mp4", "script.js", "application/octet-stream"),
        ("7kq2a-page.html", "location.png", "image/png"),
        ("7kq2a-page.svg", "script-behind-png.html", "image/png"),
        ("7kq2a-noending", "orientation-1.jpg", "image/jpeg"),
    ] {
        put(&server, stored, &sample(of));
        let answer = guest.get(&format!("/files/{stored}")).await.expect(200);
        assert_eq!(answer.header("content-type"), kind, "{stored}");
    }
}

#[tokio::test]
async fn one_part_is_exactly_the_part_that_was_asked_for() {
    let server = Server::start(&[]);
    let guest = Guest::stranger(&server);
    for length in [1000, 300_000, 1_000_000] {
        let all = bytes(length);
        put(&server, "7kq2a-film.bin", &all);
        let last = length - 1;
        for (range, from, to) in [
            ("bytes=0-1".to_owned(), 0, 2),
            ("bytes=0-0".to_owned(), 0, 1),
            ("bytes=0-".to_owned(), 0, length),
            (format!("bytes=0-{last}"), 0, length),
            (format!("bytes=0-{length}"), 0, length),
            ("bytes=5-".to_owned(), 5, length),
            (format!("bytes={last}-"), last, length),
            ("bytes=-5".to_owned(), length - 5, length),
            (format!("bytes=-{}", length + 1), 0, length),
            ("bytes=100-899".to_owned(), 100, 900),
        ] {
            let answer = part(&guest, "/files/7kq2a-film.bin", &range).await.expect(206);
            assert!(answer.body == all[from..to], "{range} of {length}: {} bytes", answer.body.len());
            assert_eq!(answer.header("content-range"), format!("bytes {from}-{}/{length}", to - 1));
            assert_eq!(answer.header("content-length"), (to - from).to_string(), "{range}");
            assert_eq!(answer.header("content-security-policy"), "default-src 'none'; sandbox");
        }
        for range in [format!("bytes={length}-"), format!("bytes={length}-{}", length + 5), "bytes=-0".into()]
        {
            let answer = part(&guest, "/files/7kq2a-film.bin", &range).await.expect(416);
            assert_eq!(answer.header("content-range"), format!("bytes */{length}"), "{range}");
            assert!(answer.body.is_empty());
        }
    }
}

#[tokio::test]
async fn other_ranges_of_the_log_are_answered_with_the_whole_log() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    ana.say("hello").await;
    for range in ["lines=0-1", "bytes=0-1,3-4", "bytes=a-b", "bytes=5-3", "bytes", "bytes=-", "bytes=1--2"] {
        let answer = part(&ana, "/chat.txt", range).await.expect(200);
        assert!(answer.body == server.log(), "{range}");
        assert_eq!(answer.header("content-range"), "", "{range}");
    }
    assert_eq!(part(&ana, "/chat.txt", "bytes=0-3").await.expect(206).body, server.log()[..4]);
    let _ = part(&ana, "/chat.txt", "bytes=99999-").await.expect(416);
}

#[tokio::test]
async fn other_ranges_are_answered_with_the_whole_file() {
    let server = Server::start(&[]);
    let guest = Guest::stranger(&server);
    let all = bytes(100_000);
    put(&server, "7kq2a-film.bin", &all);
    let many = format!("bytes=0-{}", ",1-".repeat(3_000));
    for range in
        ["bytes=0-1,5-6", "bytes=0-1, 0-1", "bytes=5-3", "bytes=x-", "lines=0-1", "bytes=--5", "", &many]
    {
        let answer = part(&guest, "/files/7kq2a-film.bin", range).await.expect(200);
        assert!(answer.body == all, "{range}");
        assert_eq!(answer.header("content-range"), "", "{range}");
    }
    let head = ask(&guest, Method::HEAD, "/files/7kq2a-film.bin", &[("range", "bytes=0-1")]).await;
    assert_eq!((head.status, head.header("content-length")), (200, "100000"));
}

#[tokio::test]
async fn an_empty_file_has_no_parts() {
    let server = Server::start(&[]);
    let guest = Guest::stranger(&server);
    put(&server, "7kq2a-empty.txt", b"");
    let answer = guest.get("/files/7kq2a-empty.txt").await.expect(200);
    assert_eq!((answer.body.len(), answer.header("content-length")), (0, "0"));
    for range in ["bytes=0-", "bytes=0-1", "bytes=-5"] {
        let answer = part(&guest, "/files/7kq2a-empty.txt", range).await.expect(416);
        assert_eq!(answer.header("content-range"), "bytes */0");
    }
}

#[tokio::test]
async fn a_head_says_what_a_get_would() {
    let server = Server::start(&[]);
    let guest = Guest::stranger(&server);
    for (stored, length) in [("7kq2a-small.bin", 100), ("7kq2a-large.bin", 500_000)] {
        put(&server, stored, &bytes(length));
        let path = format!("/files/{stored}");
        let (get, head) = (guest.get(&path).await, ask(&guest, Method::HEAD, &path, &[]).await);
        assert_eq!((head.status, head.body.len()), (200, 0));
        for name in ["content-length", "content-type", "content-disposition", "etag", "last-modified"] {
            assert_eq!(head.header(name), get.header(name), "{name}");
            assert_ne!(head.header(name), "", "{name}");
        }
    }
    // A connection goes on after it.
    let host = server.address();
    let head = format!("HEAD /files/7kq2a-large.bin HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let last = format!("GET /health HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    let answers = exchange(&server, format!("{head}{last}").as_bytes()).await;
    assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 2, "{answers}");
}

#[tokio::test]
async fn a_version_that_is_known_is_not_sent_again() {
    let server = Server::start(&[]);
    let guest = Guest::stranger(&server);
    let path = "/files/7kq2a-film.bin";
    put(&server, "7kq2a-film.bin", &bytes(1000));
    let first = guest.get(path).await.expect(200);
    let (tag, date) = (first.header("etag").to_owned(), first.header("last-modified").to_owned());
    assert!(tag.starts_with('"') && tag.len() > 4, "a strong tag: {tag}");
    for known in [("if-none-match", tag.as_str()), ("if-modified-since", &date), ("if-none-match", "*")] {
        for method in [Method::GET, Method::HEAD] {
            let answer = ask(&guest, method, path, &[known]).await.expect(304);
            assert_eq!((answer.header("etag"), answer.body.len()), (tag.as_str(), 0));
        }
    }
    let other = [("if-none-match", "\"other\""), ("if-modified-since", &date)];
    assert_eq!(ask(&guest, Method::GET, path, &other).await.status, 200);
    assert_eq!(ask(&guest, Method::GET, path, &[("if-match", "\"other\"")]).await.status, 412);
    assert_eq!(ask(&guest, Method::GET, path, &[("if-match", &tag)]).await.status, 200);

    let range = ("range", "bytes=0-1");
    for same in [tag.as_str(), &date] {
        assert_eq!(ask(&guest, Method::GET, path, &[range, ("if-range", same)]).await.status, 206);
    }
    for other in ["\"other\"", "Tue, 14 Nov 2023 22:13:20 GMT", &format!("W/{tag}")] {
        let answer = ask(&guest, Method::GET, path, &[range, ("if-range", other)]).await.expect(200);
        assert_eq!(answer.body.len(), 1000, "{other}");
    }
    put(&server, "7kq2a-film.bin", &bytes(1001));
    assert_ne!(guest.get(path).await.header("etag"), tag, "other bytes have another tag");
}

#[tokio::test]
async fn names_of_every_script_are_kept() {
    let server = Server::start(&[]);
    let guest = Guest::stranger(&server);
    for (name, encoded) in [
        ("写真 1.jpg", "%E5%86%99%E7%9C%9F%201.jpg"),
        ("صورة.jpg", "%D8%B5%D9%88%D8%B1%D8%A9.jpg"),
        ("Größe&Maß.jpg", "Gr%C3%B6%C3%9Fe&Ma%C3%9F.jpg"),
        ("фото+1.jpg", "%D1%84%D0%BE%D1%82%D0%BE+1.jpg"),
        ("🌄.jpg", "%F0%9F%8C%84.jpg"),
        ("100%.jpg", "100%25.jpg"),
        ("a'b;c.jpg", "a%27b%3Bc.jpg"),
        ("a#b?c.jpg", "a#b%3Fc.jpg"),
    ] {
        put(&server, &format!("7kq2a-{name}"), &sample("orientation-1.jpg"));
        let mut url = reqwest::Url::parse(&guest.url("/files/")).unwrap();
        url.path_segments_mut().unwrap().pop_if_empty().push(&format!("7kq2a-{name}"));
        let answer = guest.get(url.path()).await.expect(200);
        let disposition = answer.header("content-disposition");
        assert!(disposition.ends_with(&format!("; filename*=UTF-8''{encoded}")), "{disposition}");
        assert_eq!(disposition.matches('"').count(), 2, "{disposition}");
    }
    put(&server, "report.pdf", &sample("page.pdf"));
    let by_hand = guest.get("/files/report.pdf").await.expect(200);
    assert!(by_hand.header("content-disposition").contains("filename=\"report.pdf\""), "{by_hand}");
}

#[tokio::test]
async fn what_is_no_ordinary_file_is_missing_and_nobody_waits_for_it() {
    let server = Server::start(&[]);
    let guest = Guest::stranger(&server);
    put(&server, "7kq2a-photo.jpg", &sample("orientation-1.jpg"));
    put_thumbnail(&server, "7kq2a-photo.jpg", &sample("orientation-2.jpg"));
    put(&server, ".hidden", b"hidden");
    let files = server.path("files");
    std::fs::create_dir(files.join("folder")).unwrap();
    std::fs::create_dir(files.join(".uploads")).unwrap();
    std::fs::write(files.join(".uploads/id.json"), "{}").unwrap();
    std::os::unix::fs::symlink(server.path("chat.txt"), files.join("link.txt")).unwrap();
    std::os::unix::fs::symlink("/etc", files.join("way")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(files.join("pipe")).status().unwrap();
    assert!(made.success());
    for name in [
        "missing",
        ".hidden",
        "folder",
        "link.txt",
        "way",
        "pipe",
        ".uploads",
        ".thumbnails",
        "..",
        "%2e%2e",
        "..%2fchat.txt",
        "%2e%2e%2fchat.txt",
        "..%5cchat.txt",
        ".uploads%2fid.json",
        ".thumbnails%2f7kq2a-photo.jpg",
        "way%2fhostname",
        "%2fetc%2fhostname",
        "7kq2a-photo.jpg%00",
        "7kq2a-photo.jpg%0a",
        "7kq2a-photo.jpg%2f",
        "%ff%fe",
        &"x".repeat(4000),
    ] {
        for path in [format!("/files/{name}"), format!("/files/{name}/thumbnail")] {
            // A client that resolves dots itself would ask for something else.
            let host = server.address();
            let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
            let answer = exchange(&server, request.as_bytes()).await;
            assert!(answer.starts_with("HTTP/1.1 404 "), "{path}: {answer}");
            assert!(answer.contains("\"no_such_file\""), "{path}: {answer}");
            assert!(answer.to_lowercase().contains("cache-control: no-store"), "{path}: {answer}");
        }
    }
    guest.get("/files/missing").await.refused(404, "no_such_file");
    for path in ["/files/", "/files/7kq2a-photo.jpg/", "/files/a/b/c"] {
        assert_eq!(guest.get(path).await.status, 404, "{path}");
    }
    for method in [Method::POST, Method::DELETE, Method::PATCH] {
        let answer = ask(&guest, method, "/files/7kq2a-photo.jpg", &[]).await;
        answer.refused(405, "wrong_method");
    }
    let _ = guest.get("/files/7kq2a-photo.jpg").await.expect(200);
}

#[tokio::test]
async fn a_folder_of_files_that_is_a_link_leads_nowhere() {
    let server = Server::start(&[]);
    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::create_dir(elsewhere.path().join(".thumbnails")).unwrap();
    for name in ["photo.jpg", ".thumbnails/photo.jpg"] {
        std::fs::write(elsewhere.path().join(name), sample("orientation-1.jpg")).unwrap();
    }
    std::os::unix::fs::symlink(elsewhere.path(), server.path("files")).unwrap();
    let guest = Guest::join(&server, "ana").await;
    guest.get("/files/photo.jpg").await.refused(404, "no_such_file");
    guest.get("/files/photo.jpg/thumbnail").await.refused(404, "no_such_file");
    guest.say("the room goes on").await;
}

#[tokio::test]
async fn a_thumbnail_is_the_one_that_was_sent_or_a_small_picture_itself() {
    let server = Server::start(&[]);
    let guest = Guest::stranger(&server);
    put(&server, "7kq2a-photo.jpg", &sample("orientation-1.jpg"));
    let own = guest.get("/files/7kq2a-photo.jpg/thumbnail").await.expect(200);
    assert_eq!(own.body, sample("orientation-1.jpg"));
    put_thumbnail(&server, "7kq2a-photo.jpg", &sample("plain.webp"));
    let sent = guest.get("/files/7kq2a-photo.jpg/thumbnail").await.expect(200);
    assert_eq!((sent.body.as_slice(), sent.header("content-type")), (&*sample("plain.webp"), "image/webp"));
    assert_eq!(sent.header("content-security-policy"), "default-src 'none'; sandbox");

    let mut large = sample("orientation-1.jpg");
    large.resize(2 << 20, 0);
    put(&server, "7kq2a-large.jpg", &large);
    assert_eq!(guest.get("/files/7kq2a-large.jpg/thumbnail").await.status, 200);
    large.push(0);
    put(&server, "7kq2a-large.jpg", &large);
    put(&server, "7kq2a-film.mp4", &sample("location.mp4"));
    put(&server, "7kq2a-script.svg", &sample("script.svg"));
    for stored in ["7kq2a-large.jpg", "7kq2a-film.mp4", "7kq2a-script.svg", "missing"] {
        guest.get(&format!("/files/{stored}/thumbnail")).await.refused(404, "no_such_file");
    }
    // Somebody put it there by hand.
    put_thumbnail(&server, "7kq2a-film.mp4", &sample("script.html"));
    let odd = guest.get("/files/7kq2a-film.mp4/thumbnail").await.expect(200);
    assert_eq!(odd.header("content-type"), "application/octet-stream");
    assert!(odd.header("content-disposition").starts_with("attachment;"));
}

#[tokio::test]
async fn files_are_behind_the_rooms_code() {
    let server = Server::start(&["--code", "sesame"]);
    put(&server, "7kq2a-photo.jpg", &sample("orientation-1.jpg"));
    put_thumbnail(&server, "7kq2a-photo.jpg", &sample("plain.webp"));
    let stranger = Guest::stranger(&server);
    let ana = Guest::join_with(&server, &json!({ "name": "ana", "code": "sesame" })).await;
    for path in ["/files/7kq2a-photo.jpg", "/files/7kq2a-photo.jpg/thumbnail", "/files/missing"] {
        stranger.get(path).await.refused(401, "code_required");
        assert_eq!(ask(&stranger, Method::HEAD, path, &[("range", "bytes=0-1")]).await.status, 401, "{path}");
        assert_ne!(ana.get(path).await.status, 401, "{path}");
    }
}

/// A class behind one address opens a page of pictures at once, with six connections each.
#[tokio::test]
async fn a_class_behind_one_address_sees_a_page_of_pictures_at_once() {
    let server = Server::start(&[]);
    let mut large = sample("orientation-1.jpg");
    large.resize(8 << 20, 7);
    put(&server, "7kq2a-photo.jpg", &large);
    let host = server.address();
    let request = format!("GET /files/7kq2a-photo.jpg HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let mut slow = Vec::new();
    for _ in 0..180 {
        let mut raw = Raw::connect_narrow(&server, 4096).await;
        raw.send(request.as_bytes()).await;
        let head = String::from_utf8_lossy(&raw.some().await).into_owned();
        assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
        slow.push(raw);
    }
    let guest = Guest::stranger(&server);
    guest.get("/files/7kq2a-photo.jpg").await.refused(503, "too_many_downloads");
    put(&server, "7kq2a-small.jpg", &sample("orientation-1.jpg"));
    let _ = guest.get("/files/7kq2a-small.jpg").await.expect(200);
    let grown = server.resident_bytes();
    println!("resident: {grown:?}");
    assert!(grown.is_none_or(|bytes| bytes < 160 << 20), "{grown:?}");
    drop(slow);
    flatchat_tests::wait::until("the places are free again", async || {
        let answer = guest.get("/files/7kq2a-photo.jpg").await;
        if answer.status == 200 { Ok(()) } else { Err(answer) }
    })
    .await;
}

/// Somebody cuts a file while it is sent. Its reader must not take the rest for whole.
#[tokio::test]
async fn a_file_that_is_cut_meanwhile_breaks_its_download() {
    let server = Server::start(&[]);
    put(&server, "7kq2a-film.bin", &bytes(8 << 20));
    let host = server.address();
    let mut raw = Raw::connect_narrow(&server, 4096).await;
    let request = format!("GET /files/7kq2a-film.bin HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    raw.send(request.as_bytes()).await;
    let first = raw.some().await;
    assert!(first.starts_with(b"HTTP/1.1 200 "));
    std::fs::File::options()
        .write(true)
        .open(server.path("files/7kq2a-film.bin"))
        .unwrap()
        .set_len(1000)
        .unwrap();
    let mut read = first.len();
    loop {
        let more = raw.some().await.len();
        if more == 0 {
            break;
        }
        read += more;
    }
    assert!(read < 8 << 20, "{read}");
    Guest::join(&server, "ana").await.say("the room goes on").await;
}

/// A download holds little of the file in memory, however slowly it is taken.
#[tokio::test]
async fn a_large_download_takes_little_memory() {
    let server = Server::start(&[]);
    put(&server, "7kq2a-film.bin", b"");
    let length = 1_u64 << 30;
    std::fs::File::options()
        .write(true)
        .open(server.path("files/7kq2a-film.bin"))
        .unwrap()
        .set_len(length)
        .unwrap();
    let _ = Guest::stranger(&server).get("/health").await;
    let before = server.resident_bytes();
    let host = server.address();
    let mut raw = Raw::connect(&server).await;
    let request = format!("GET /files/7kq2a-film.bin HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    raw.send(request.as_bytes()).await;
    let (mut read, mut most) = (0_u64, 0);
    loop {
        let more = raw.some().await.len() as u64;
        if more == 0 {
            break;
        }
        if read >> 26 != (read + more) >> 26 {
            most = most.max(server.resident_bytes().unwrap_or_default());
        }
        read += more;
    }
    assert!(read > length && read < length + 2000, "{read}");
    let grown = most.saturating_sub(before.unwrap_or(most));
    println!("grown: {} KiB", grown >> 10);
    assert!(grown < 8 << 20, "{grown}");
}

/// Attack: one address downloads a film twenty times at once.
#[tokio::test]
async fn many_downloads_of_one_address_leave_another_its_share() {
    let server = Server::start(&[]);
    put(&server, "7kq2a-film.bin", &bytes(32 << 20));
    let host = server.address();
    let request = format!("GET /files/7kq2a-film.bin HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    let taken = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    for _ in 0..20 {
        let mut raw = Raw::connect_from(&server, [127, 0, 9, 66].into()).await;
        raw.send(request.as_bytes()).await;
        let taken = std::sync::Arc::clone(&taken);
        tokio::spawn(async move {
            loop {
                let more = raw.some().await.len();
                if more == 0 {
                    break;
                }
                taken.fetch_add(more, std::sync::atomic::Ordering::Relaxed);
            }
        });
    }
    let mut honest = Raw::connect_from(&server, [127, 0, 9, 1].into()).await;
    honest.send(request.as_bytes()).await;
    let mut read = 0;
    loop {
        let more = honest.some().await.len();
        if more == 0 {
            break;
        }
        read += more;
    }
    let taken = taken.load(std::sync::atomic::Ordering::Relaxed);
    assert!(read > 32 << 20 && taken < 5 * read, "{taken} bytes for the twenty, {read} for the one");
}
