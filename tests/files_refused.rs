//! Files that are refused: too large, too many, no space, or no folder to keep them. The chat goes
//! on, and nothing that was acknowledged is lost.

#![allow(clippy::unwrap_used)]

use std::process::Command;
use std::time::{Duration, Instant};

use flatchat_tests::raw::Raw;
use flatchat_tests::sharing::{
    append, begin, bytes_of, form, names_in, path, post_form, put, share, share_one, try_begin, upload,
};
use flatchat_tests::wait::until;
use flatchat_tests::{Guest, Server};
use reqwest::Method;
use serde_json::json;

async fn cancel(guest: &Guest, id: &str) {
    let _ = guest.send(guest.request(Method::DELETE, &format!("/uploads/{id}"))).await.expect(204);
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused_before_its_bytes() {
    let server = Server::start(&["--max-file-mb", "1"]);
    let ana = Guest::join(&server, "ana").await;
    assert_eq!(ana.get("/room").await.json()["room"]["max_file_bytes"], 1_000_000);
    let refused = try_begin(&ana, "a", 1_000_001).await.refused(413, "file_too_large");
    assert_eq!(refused["most"], 1_000_000);
    let _ = share_one(&ana, "a", &vec![0; 1_000_000]).await;
    put(&ana, "a", &vec![0; 1_000_001]).await.refused(413, "file_too_large");
    let head = format!("PUT /files/a HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n", server.address(), ana.cookie());
    let mut raw = Raw::connect(&server).await;
    let waits = "Content-Length: 9000000\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n";
    raw.send(format!("{head}{waits}").as_bytes()).await;
    let answer = raw.rest().await;
    assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("file_too_large"), "{answer}");
    let big = "x".repeat(1_000_001);
    post_form(&ana, form(&[("name=\"f\"; filename=\"a\"", &big)])).await.refused(413, "file_too_large");
    let mut raw = Raw::connect(&server).await;
    raw.send(
        format!("{head}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n{:x}\r\n", big.len())
            .as_bytes(),
    )
    .await;
    raw.send(format!("{big}\r\n0\r\n\r\n").as_bytes()).await;
    let answer = raw.rest().await;
    assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("file_too_large"), "{answer}");
    assert_eq!(
        (names_in(&server.path("files")).len(), names_in(&server.path("files/.uploads")).len()),
        (1, 0)
    );
}

#[tokio::test]
async fn all_files_together_take_only_so_much() {
    let server = Server::start(&["--max-files-mb", "1"]);
    let ana = Guest::join(&server, "ana").await;
    let entry = share_one(&ana, "a", &vec![0; 400_000]).await;
    let id = begin(&ana, "b", 400_000).await;
    let refused = try_begin(&ana, "c", 400_000).await.refused(507, "files_full");
    assert_eq!(refused["most"], 1_000_000, "what is announced counts");
    put(&ana, "c", &vec![0; 400_000]).await.refused(507, "files_full");
    post_form(&ana, form(&[("name=\"f\"; filename=\"a\"", &"x".repeat(400_000))]))
        .await
        .refused(507, "files_full");
    cancel(&ana, &id).await;
    cancel(&ana, &begin(&ana, "c", 400_000).await).await;
    let _ = share_one(&ana, "b", &vec![0; 400_000]).await;
    try_begin(&ana, "c", 400_000).await.refused(507, "files_full");
    let remove = ana.request(Method::DELETE, &format!("/messages/{}", entry["id"]));
    let _ = ana.send(remove).await.expect(200);
    let _ = share_one(&ana, "c", &vec![0; 400_000]).await;
    ana.say("the chat goes on").await;
}

#[tokio::test]
async fn a_guest_has_only_so_many_uploads_at_once() {
    let server = Server::start(&[]);
    let (ana, bo) = (Guest::join(&server, "ana").await, Guest::join(&server, "bo").await);
    let mut unfinished = Vec::new();
    for _ in 0..8 {
        unfinished.push(begin(&ana, "a", 1).await);
    }
    try_begin(&ana, "a", 1).await.refused(429, "too_many_uploads");
    cancel(&bo, &begin(&bo, "b", 1).await).await;
    for id in &unfinished {
        let _ = append(&ana, id, 0, b"a").await.expect(200);
    }
    for _ in 8..20 {
        unfinished.push(upload(&ana, "a", b"a").await);
    }
    try_begin(&ana, "a", 1).await.refused(429, "too_many_uploads");
    let ids: Vec<&str> = unfinished.iter().map(String::as_str).collect();
    let many: Vec<&str> = ids.iter().copied().chain(["x"]).collect();
    share(&ana, &many, "").await.refused(400, "too_many_files");
    share(&ana, &[ids[0], ids[0]], "").await.refused(404, "no_such_upload");
    let _ = share(&ana, &ids, "all of them").await.expect(201);
    cancel(&ana, &begin(&ana, "a", 1).await).await;
}

#[tokio::test]
async fn bad_wishes_are_refused() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    for thumbnail in ["", "no base64!", "aGVsbG8=", &"A".repeat(100_000)] {
        let new = json!({ "name": "a", "size": 1, "thumbnail": thumbnail });
        ana.post_json("/uploads", &new).await.refused(400, "bad_upload");
    }
    for new in [json!({}), json!({ "name": "a" }), json!({ "name": "a", "size": -1 }), json!([])] {
        ana.post_json("/uploads", &new).await.refused(400, "bad_request");
    }
    let long = json!({ "name": "a", "size": 1, "caption": "x".repeat(17_000) });
    ana.post_json("/uploads", &long).await.refused(413, "too_long");
    let id = upload(&ana, "a", b"a").await;
    share(&ana, &[&id], &"x".repeat(17_000)).await.refused(413, "too_long");
    share(&ana, &[&id], "a\u{7}").await.refused(400, "bad_text");
    let _ = share(&ana, &[&id], &"x".repeat(16_384)).await.expect(201);
    ana.post_json("/messages", &json!({ "files": [] })).await.refused(400, "bad_request");
}

#[tokio::test]
async fn a_new_request_ends_one_that_hangs_at_the_same_upload() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let bytes: Vec<u8> = (0..300_000u32).map(|n| (n % 251) as u8).collect();
    let id = begin(&ana, "a", bytes.len()).await;
    let mut raw = Raw::connect(&server).await;
    let head =
        format!("PATCH /uploads/{id} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n", server.address(), ana.cookie());
    let head = format!("{head}Upload-Offset: 0\r\nContent-Length: 300000\r\nConnection: close\r\n\r\n");
    raw.send(&[head.as_bytes(), &bytes[..200_000]].concat()).await;
    let offset =
        async || ana.get(&format!("/uploads/{id}")).await.json()["offset"].as_u64().unwrap() as usize;
    until("the first bytes are there", async || if offset().await > 0 { Ok(()) } else { Err("none") }).await;
    share(&ana, &[&id], "").await.refused(409, "upload_unfinished");
    let refused = append(&ana, &id, offset().await, &bytes[offset().await..]).await;
    if refused.status == 409 {
        let _ = append(&ana, &id, offset().await, &bytes[offset().await..]).await.expect(200);
    }
    let entry = share(&ana, &[&id], "").await.expect(201).json()["entry"].clone();
    assert!(bytes_of(&server, &entry) == bytes);
    assert!(raw.rest().await.starts_with("HTTP/1.1 409"));
}

#[tokio::test]
async fn what_stands_in_place_of_the_folder_is_left_alone() {
    for wrong in ["file", "link"] {
        let folder = flatchat_tests::server::new_folder();
        let elsewhere = tempfile::tempdir().unwrap();
        let place = folder.path().join("files");
        match wrong {
            "file" => std::fs::write(&place, "mine").unwrap(),
            _ => std::os::unix::fs::symlink(elsewhere.path(), &place).unwrap(),
        }
        let server = Server::start_in(folder, &[]);
        let ana = Guest::join(&server, "ana").await;
        try_begin(&ana, "a", 1).await.refused(507, "bad_files_folder");
        put(&ana, "a", b"a").await.refused(507, "bad_files_folder");
        post_form(&ana, form(&[("name=\"f\"; filename=\"a\"", "a")])).await.refused(507, "bad_files_folder");
        let _ = ana.get("/files").await.expect(200);
        ana.say("the chat goes on").await;
        assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0, "{wrong}");
        std::fs::remove_file(server.path("files")).unwrap();
        let entry = share_one(&ana, "a", b"a").await;
        assert_eq!(bytes_of(&server, &entry), b"a");
        std::fs::remove_dir_all(server.path("files")).unwrap();
        let entry = share_one(&ana, "a", b"again").await;
        assert_eq!(bytes_of(&server, &entry), b"again");
    }
}

#[tokio::test]
async fn an_upload_whose_bytes_somebody_removed_is_forgotten() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let (id, whole) = (begin(&ana, "a", 2).await, upload(&ana, "b", b"b").await);
    let _ = append(&ana, &id, 0, b"1").await.expect(200);
    std::fs::remove_dir_all(server.path("files")).unwrap();
    append(&ana, &id, 1, b"2").await.refused(404, "no_such_upload");
    share(&ana, &[&whole], "").await.refused(404, "no_such_upload");
    assert_eq!(ana.all_entries().await.len(), 0, "no line without its file");
    let _ = share_one(&ana, "c", b"c").await;
}

#[tokio::test]
async fn ten_thousand_files_that_nobody_shared_slow_nothing_down() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    std::fs::create_dir(server.path("files")).unwrap();
    for n in 0..10_000 {
        std::fs::write(server.path(&format!("files/{n}.txt")), "12345").unwrap();
    }
    let begun = Instant::now();
    let entry = share_one(&ana, "a", b"a").await;
    let page = ana.get("/files").await.expect(200).json();
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert_eq!((&page["total"], &page["bytes"]), (&json!(1), &json!(50_001)));
    assert_eq!(path(&page["entries"][0]), path(&entry));
}

/// Starts a server whose `files` is a disk of its own. Only the server sees it, at the same path.
#[cfg(target_os = "linux")]
fn server_with_a_disk(options: &str, then: &str) -> Server {
    let folder = flatchat_tests::server::new_folder();
    let files = folder.path().join("files").display().to_string();
    let shell = format!(
        "mkdir -p {files} && mount -t tmpfs -o {options} none {files} && {{ {then}; }} && exec \"$@\""
    );
    let shell = shell.replace("FILES", &files);
    Server::start_under(&["unshare", "--mount", "sh", "-c", &shell, "sh"], folder, &["--keep-free-mb", "0"])
}

/// Returns the path under which the test sees what the server sees.
#[cfg(target_os = "linux")]
fn seen(server: &Server, name: &str) -> std::path::PathBuf {
    let path = server.path(name);
    format!("/proc/{}/root{}", server.pid(), path.display()).into()
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_disk_that_fills_up_refuses_files_keeps_what_came_and_the_chat_goes_on() {
    let server = server_with_a_disk("size=1m", "true");
    let ana = Guest::join(&server, "ana").await;
    try_begin(&ana, "a", 2_000_000).await.refused(507, "disk_nearly_full");
    let id = begin(&ana, "a", 900_000).await;
    let bytes: Vec<u8> = (0..900_000u32).map(|n| (n % 251) as u8).collect();
    let _ = append(&ana, &id, 0, &bytes[..300_000]).await.expect(200);
    // Somebody else fills the disk.
    let other = seen(&server, "files/other");
    let filled = std::fs::write(&other, vec![0; 600_000]);
    assert!(filled.is_ok(), "{filled:?}");
    let refused = append(&ana, &id, 300_000, &bytes[300_000..]).await;
    assert_eq!(refused.status, 507, "{refused}");
    put(&ana, "b", &vec![0; 500_000]).await.refused(507, "disk_nearly_full");
    ana.say("the chat goes on").await;
    std::fs::remove_file(other).unwrap();
    let offset = ana.get(&format!("/uploads/{id}")).await.json()["offset"].as_u64().unwrap() as usize;
    assert!(offset >= 300_000, "what came is kept: {offset}");
    let _ = append(&ana, &id, offset, &bytes[offset..]).await.expect(200);
    let entry = share(&ana, &[&id], "").await.expect(201).json()["entry"].clone();
    assert!(std::fs::read(seen(&server, path(&entry))).unwrap() == bytes);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_disk_that_is_read_only_refuses_files_and_the_chat_goes_on() {
    let server = server_with_a_disk("size=1m", "mount -o remount,ro FILES");
    let ana = Guest::join(&server, "ana").await;
    try_begin(&ana, "a", 1).await.refused(507, "disk_failed");
    put(&ana, "a", b"a").await.refused(507, "disk_failed");
    ana.say("the chat goes on").await;
}

/// The limit on file sizes acts as a disk that is full at exactly this byte.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_disk_that_is_full_at_any_byte_loses_nothing() {
    let shell = "ulimit -S -f 40; exec \"$@\"";
    let wrapper = ["sh", "-c", shell, "sh"];
    let server =
        Server::start_under(&wrapper, flatchat_tests::server::new_folder(), &["--posts-per-minute", "0"]);
    let ana = Guest::join(&server, "ana").await;
    let mut waiting = Vec::new();
    for size in [20_479, 20_480, 20_481, 25_000, 150_000] {
        let bytes: Vec<u8> = (0..size as u32).map(|n| (n % 251) as u8).collect();
        let id = begin(&ana, "a", size).await;
        let answer = append(&ana, &id, 0, &bytes).await;
        assert_eq!(answer.status, if size > 20_480 { 507 } else { 200 }, "{size}: {answer}");
        waiting.push((id, bytes));
    }
    put(&ana, "b", &vec![0; 30_000]).await.refused(507, "disk_full");
    ana.say("the chat goes on").await;
    let pid = server.pid().to_string();
    let raised = Command::new("prlimit").args(["--pid", &pid, "--fsize=unlimited:"]).status().unwrap();
    assert!(raised.success());
    for (id, bytes) in waiting {
        let offset = ana.get(&format!("/uploads/{id}")).await.json()["offset"].as_u64().unwrap() as usize;
        if offset < bytes.len() {
            let _ = append(&ana, &id, offset, &bytes[offset..]).await.expect(200);
        }
        let entry = share(&ana, &[&id], "").await.expect(201).json()["entry"].clone();
        assert!(bytes_of(&server, &entry) == bytes);
    }
}
