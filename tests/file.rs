//! `GET /chat.txt`: the log itself, whole or in parts, also while it grows.

#![allow(clippy::unwrap_used)]

use flatchat_tests::raw::Raw;
use flatchat_tests::{Answer, Guest, Server};
use reqwest::Method;

async fn get_range(guest: &Guest, range: &str) -> Answer {
    guest.send(guest.request(Method::GET, "/chat.txt").header("range", range)).await
}

#[tokio::test]
async fn the_log_is_served_byte_for_byte_and_grows() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    assert_eq!(ana.get("/chat.txt").await.expect(200).body, b"");
    server.append(b"bytes \xff\xfe that are no text\r\n");
    for n in 0..3 {
        ana.say(&format!("two\nlines {n}")).await;
        let answer = ana.get("/chat.txt").await.expect(200);
        assert_eq!(answer.body, server.log());
        assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
        assert_eq!(answer.header("accept-ranges"), "bytes");
    }
    let head = ana.send(ana.request(Method::HEAD, "/chat.txt")).await.expect(200);
    assert_eq!(head.header("content-length"), server.log().len().to_string());
    assert_eq!(head.body, b"");
}

#[tokio::test]
async fn parts_of_the_log_are_served_by_range() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    ana.say("0123456789").await;
    let log = server.log();
    let size = log.len();
    for (range, from, to) in [
        ("bytes=0-4".to_owned(), 0, 5),
        ("bytes=10-".to_owned(), 10, size),
        ("bytes=-5".to_owned(), size - 5, size),
        (format!("bytes={}-{}", size - 1, size + 1000), size - 1, size),
    ] {
        let answer = get_range(&ana, &range).await.expect(206);
        assert_eq!(answer.body, log[from..to], "{range}");
        assert_eq!(answer.header("content-range"), format!("bytes {from}-{}/{size}", to - 1));
    }
    // As `tail -f` over HTTP does, the test asks for bytes past the end, then again when there are
    // more.
    let past = format!("bytes={size}-");
    let none = get_range(&ana, &past).await.expect(416);
    assert_eq!(none.header("content-range"), format!("bytes */{size}"));
    ana.say("more").await;
    assert_eq!(get_range(&ana, &past).await.expect(206).body, server.log()[size..]);
    for junk in ["bytes=5-2", "bytes=x-y", "lines=0-1", "bytes=", "bytes=-"] {
        let status = get_range(&ana, junk).await.status;
        assert!(matches!(status, 200 | 416), "{junk}: {status}");
    }
}

/// A download that goes on after the file was edited must not become a mix of two files.
#[tokio::test]
async fn a_part_of_another_log_is_not_put_behind_an_old_one() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    ana.say("0123456789").await;
    let request = ana.request(Method::GET, "/chat.txt").header("range", "bytes=5-10");
    let old = request.header("if-range", "Thu, 01 Jan 2026 00:00:00 GMT");
    let whole = ana.send(old).await.expect(200);
    assert_eq!(whole.body, server.log());
}

#[tokio::test]
async fn a_download_that_has_begun_is_not_disturbed_by_what_is_appended() {
    let folder = flatchat_tests::server::new_folder();
    let line = format!("bot said: {}\n", "x".repeat(1000));
    let log = line.repeat(8 << 10);
    std::fs::write(folder.path().join("chat.txt"), &log).unwrap();
    let server = Server::start_in(folder, &[]);
    let mut slow = Raw::connect_narrow(&server, 4096).await;
    slow.send(b"GET /chat.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await;
    let mut answer = slow.some().await;
    let ana = Guest::join(&server, "ana").await;
    ana.say("meanwhile").await;
    loop {
        match slow.some().await {
            bytes if bytes.is_empty() => break,
            bytes => answer.extend(bytes),
        }
    }
    let head = answer.windows(4).position(|end| end == b"\r\n\r\n").unwrap() + 4;
    let length = format!("content-length: {}\r\n", log.len());
    assert!(String::from_utf8_lossy(&answer[..head]).contains(&length), "the length when it began");
    assert!(answer[head..] == *log.as_bytes(), "{} bytes came of {}", answer.len() - head, log.len());
    assert!(ana.get("/chat.txt").await.body.len() > log.len());
}
