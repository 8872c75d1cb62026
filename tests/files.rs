//! Shared files, through HTTP: each way to share one, what becomes of it on the disk, and each
//! refusal.

#![allow(clippy::unwrap_used)]

use flatchat_tests::sharing::{
    append, begin, bytes_of, files, form, names_in, path, post_form, put, share, share_one, upload,
};
use flatchat_tests::wait::until;
use flatchat_tests::{Guest, Server};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn a_file_that_comes_in_slices_is_shared_by_a_message_with_its_caption() {
    let server = Server::start(&[]);
    let (ana, bo) = (Guest::join(&server, "ana").await, Guest::join(&server, "bo").await);
    let mut stream = bo.stream().await;
    let bytes: Vec<u8> = (0..1_000_000u32).map(|n| (n % 251) as u8).collect();
    let (id, other) =
        (begin(&ana, "holiday photo.jpg", bytes.len()).await, upload(&ana, "b.txt", b"b").await);
    for (n, slice) in bytes.chunks(300_000).enumerate() {
        share(&ana, &[&id, &other], "look").await.refused(409, "upload_unfinished");
        let _ = append(&ana, &id, n * 300_000, slice).await.expect(200);
    }
    assert!(names_in(&server.path("files")).is_empty(), "nothing is there before it is shared");
    let receipt = share(&ana, &[&id, &other], "look\nat them").await.expect(201).json();
    let entry = &receipt["entry"];
    assert_eq!((&entry["verb"], &entry["share"]["caption"]), (&json!("shared"), &json!("look\nat them")));
    assert_eq!(files(entry)[0]["name"], "holiday photo.jpg");
    assert_eq!((&files(entry)[0]["bytes"], &files(entry)[1]["bytes"]), (&json!(1_000_000), &json!(1)));
    assert!(path(entry).ends_with("-holiday-photo.jpg"), "{}", path(entry));
    assert!(bytes_of(&server, entry) == bytes);
    assert_eq!(names_in(&server.path("files")).len(), 2);
    assert!(names_in(&server.path("files/.uploads")).is_empty());
    assert_eq!(stream.entries(1).await[0]["share"], entry["share"]);
    let again = share(&ana, &[&id, &other], "look\nat them").await.expect(201).json();
    assert_eq!(again, receipt, "a lost answer shares nothing twice");
    assert_eq!(ana.get(&format!("/uploads/{id}")).await.expect(200).json()["receipt"], receipt);
    assert_eq!(ana.all_entries().await.len(), 1);
}

#[tokio::test]
async fn a_file_that_does_not_wait_is_shared_when_it_is_complete() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let new = json!({ "name": "a.bin", "size": 5, "caption": "five bytes", "width": 4, "height": 3 });
    let id = ana.post_json("/uploads", &new).await.expect(201).json()["id"].as_str().unwrap().to_owned();
    let view = append(&ana, &id, 0, b"12").await.expect(200).json();
    assert_eq!((&view["offset"], view.get("receipt")), (&json!(2), None));
    let view = append(&ana, &id, 2, b"345").await.expect(200).json();
    let entry = &view["receipt"]["entry"];
    let file = &files(entry)[0];
    assert_eq!((&file["width"], &file["height"]), (&json!(4), &json!(3)));
    assert_eq!(
        (&entry["share"]["caption"], bytes_of(&server, entry)),
        (&json!("five bytes"), b"12345".to_vec())
    );
    assert_eq!(append(&ana, &id, 5, b"").await.expect(200).json(), view);
    let empty = ana.post_json("/uploads", &json!({ "name": "empty", "size": 0 })).await.expect(201).json();
    assert_eq!(bytes_of(&server, &empty["receipt"]["entry"]), b"");
}

#[tokio::test]
async fn scripts_share_files_in_one_request() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let two = [
        ("name=\"file\"; filename=\"report.pdf\"", "one"),
        ("name=\"caption\"", "the report"),
        ("name=\"file\"; filename=\"data.csv\"", "two"),
    ];
    let entry = post_form(&ana, form(&two)).await.expect(201).json()["entry"].clone();
    assert_eq!((files(&entry).len(), &entry["share"]["caption"]), (2, &json!("the report")));
    assert_eq!(bytes_of(&server, &entry), b"one");
    let entry = put(&ana, "report%20(2).pdf", b"whole").await.expect(201).json()["entry"].clone();
    assert_eq!(
        (&files(&entry)[0]["name"], &files(&entry)[0]["bytes"]),
        (&json!("report (2).pdf"), &json!(5))
    );
    assert_eq!(bytes_of(&server, &entry), b"whole");
    post_form(&ana, form(&[("name=\"caption\"", "alone")])).await.refused(400, "bad_upload");
    post_form(&ana, form(&[("name=\"other\"", "x")])).await.refused(400, "bad_upload");
    let whole = form(&[("name=\"file\"; filename=\"a\"", "half")]);
    post_form(&ana, whole[..whole.len() - 12].to_vec()).await.refused(400, "bad_request");
    assert_eq!((names_in(&server.path("files")).len(), ana.all_entries().await.len()), (3, 2));
    assert!(names_in(&server.path("files/.uploads")).is_empty());
}

#[tokio::test]
async fn curl_shares_files_as_the_docs_say() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let big = server.path("big.bin");
    std::fs::write(&big, vec![7; 3_000_000]).unwrap();
    let curl = async |args: &[&str]| {
        let mut command = tokio::process::Command::new("curl");
        command.args(["--silent", "--fail-with-body", "--max-time", "30", "--header"]);
        command.arg(format!("Cookie: {}", ana.cookie())).args(args);
        let output = command.output().await.unwrap();
        serde_json::from_slice::<Value>(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"))
    };
    let file = format!("file=@{}", big.display());
    let shared = curl(&["-F", &file, "-F", "caption=hello", &server.url("/files")]).await;
    assert_eq!(bytes_of(&server, &shared["entry"]).len(), 3_000_000);
    let big = big.display().to_string();
    let shared = curl(&["-T", &big, &server.url("/files/big.bin")]).await;
    assert_eq!(bytes_of(&server, &shared["entry"]).len(), 3_000_000);
    let chunked = curl(&["-T", &big, "-H", "Transfer-Encoding: chunked", &server.url("/files/c.bin")]).await;
    assert_eq!(bytes_of(&server, &chunked["entry"]).len(), 3_000_000);
}

#[tokio::test]
async fn an_upload_goes_on_where_it_broke_off() {
    let mut server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let id = begin(&ana, "a.bin", 6).await;
    let _ = append(&ana, &id, 0, b"12").await.expect(200);
    let refused = append(&ana, &id, 1, b"x").await;
    assert_eq!(refused.refused(409, "wrong_offset")["offset"], 2);
    assert_eq!(refused.header("upload-offset"), "2");
    append(&ana, &id, 2, b"34567").await.refused(400, "bad_upload");
    let bad = ana.send(ana.request(Method::PATCH, &format!("/uploads/{id}")).body("x")).await;
    bad.refused(400, "bad_request");
    server.kill9();
    server.start_elsewhere();
    let ana = ana.at(&server);
    let view = ana.get(&format!("/uploads/{id}")).await.expect(200);
    assert_eq!((view.json()["offset"].as_u64(), view.header("upload-offset")), (Some(2), "2"));
    assert_eq!(
        ana.send(ana.request(Method::HEAD, &format!("/uploads/{id}"))).await.header("upload-offset"),
        "2"
    );
    let _ = append(&ana, &id, 2, b"3456").await.expect(200);
    server.kill9();
    server.start_elsewhere();
    let ana = ana.at(&server);
    let entry = share(&ana, &[&id], "").await.expect(201).json()["entry"].clone();
    assert_eq!(bytes_of(&server, &entry), b"123456");
}

#[tokio::test]
async fn an_upload_can_be_given_up() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let id = upload(&ana, "a", b"abc").await;
    let cancel = async || ana.send(ana.request(Method::DELETE, &format!("/uploads/{id}"))).await;
    assert_eq!(cancel().await.status, 204);
    cancel().await.refused(404, "no_such_upload");
    share(&ana, &[&id], "").await.refused(404, "no_such_upload");
    append(&ana, &id, 3, b"").await.refused(404, "no_such_upload");
    let left: Vec<_> = std::fs::read_dir(server.path("files/.uploads")).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
    for id in ["", "x", "%2e%2e%2fchat.txt", "a%00b"] {
        let answer = ana.get(&format!("/uploads/{id}")).await;
        assert_eq!(answer.status, 404, "{id}: {answer}");
    }
}

#[tokio::test]
async fn only_people_who_joined_share_and_readers_need_the_code() {
    let server = Server::start(&["--code", "4711"]);
    let stranger = Guest::stranger(&server);
    let new = json!({ "name": "a", "size": 1 });
    stranger.post_json("/uploads", &new).await.refused(401, "code_required");
    put(&stranger, "a", b"a").await.refused(401, "code_required");
    post_form(&stranger, form(&[])).await.refused(401, "code_required");
    stranger.get("/files").await.refused(401, "code_required");
    stranger.get("/uploads/x").await.refused(401, "code_required");
    append(&stranger, "x", 0, b"").await.refused(401, "code_required");
}

/// The sender's own name is shown; the name on the disk is made safe.
#[tokio::test]
async fn hostile_names_are_shown_as_they_were_and_stored_as_one_safe_name() {
    let server = Server::start(&["--posts-per-minute", "0"]);
    let ana = Guest::join(&server, "ana").await;
    let long = format!("{}.jpeg", "x".repeat(300));
    for (name, shown, ending) in [
        ("../../etc/passwd", "../../etc/passwd", "-passwd"),
        ("..\\..\\boot.ini", "..\\..\\boot.ini", "-boot.ini"),
        ("/etc/shadow", "/etc/shadow", "-shadow"),
        ("..", "..", "-file"),
        (".", ".", "-file"),
        ("", "file", "-file"),
        (" ", "file", "-file"),
        (".htaccess", ".htaccess", "-htaccess"),
        ("a\0b.txt", "a\u{fffd}b.txt", "-ab.txt"),
        ("a\nbo said: b", "a\u{fffd}bo said: b", "-abo-said_-b"),
        ("a\u{b}files/x", "a\u{fffd}files/x", "-x"),
        ("\u{202e}gpj.exe", "\u{202e}gpj.exe", "-gpj.exe"),
        ("CON", "CON", "-CON_"),
        ("nul.txt", "nul.txt", "-nul_.txt"),
        ("a (5 bytes) files/b", "a (5 bytes) files/b", "-b"),
        ("<img src=x>.html", "<img src=x>.html", "-_img-src=x_.html"),
        (&long, &format!("{}….jpeg", "x".repeat(247)), &format!("-{}.jpeg", "x".repeat(95))),
    ] {
        let entry = share_one(&ana, name, b"12345").await;
        assert_eq!(files(&entry).len(), 1, "{name:?}: {entry}");
        assert_eq!(
            (&files(&entry)[0]["name"], &entry["share"]["caption"]),
            (&json!(shown), &json!("")),
            "{name:?}"
        );
        assert!(
            path(&entry).ends_with(ending) && path(&entry).matches('/').count() == 1,
            "{name:?}: {}",
            path(&entry)
        );
        assert_eq!(bytes_of(&server, &entry), b"12345", "{name:?}");
    }
    let mut stored: Vec<String> = Vec::new();
    for name in ["photo.jpg", "PHOTO.JPG", "Photo.jpg", "photo.jpg"] {
        stored.push(path(&share_one(&ana, name, name.as_bytes()).await).to_lowercase());
    }
    stored.sort();
    stored.dedup();
    assert_eq!(stored.len(), 4, "no disk takes two of them for one file");
    let in_form = ana_form(&ana).await;
    assert_eq!(in_form["entry"]["share"]["files"][0]["name"], "../x.txt");
    let in_path = put(&ana, "..%2f..%2fy.txt", b"y").await.expect(201).json();
    assert!(path(&in_path["entry"]).ends_with("-y.txt"));
}

async fn ana_form(ana: &Guest) -> Value {
    post_form(ana, form(&[("name=\"f\"; filename=\"../x.txt\"", "x")])).await.expect(201).json()
}

#[tokio::test]
async fn a_caption_forges_no_file() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let id = upload(&ana, "a.txt", b"a").await;
    let caption = "b.txt (1 bytes) files/abcde-b.txt\n\nfiles/c.txt";
    let entry = share(&ana, &[&id], caption).await.expect(201).json()["entry"].clone();
    assert_eq!((files(&entry).len(), &entry["share"]["caption"]), (1, &json!(caption)));
    let page = ana.all_entries().await;
    assert_eq!(page[0]["share"], entry["share"]);
    let by_hand = b"2026-01-02T03:04:05Z bo shared: files/my photo.jpg\n";
    server.append(by_hand);
    let mut entries = ana.all_entries().await;
    while entries.len() < 2 {
        entries = ana.all_entries().await;
    }
    assert_eq!(files(&entries[1])[0]["path"], "files/my photo.jpg");
}

#[tokio::test]
async fn a_removal_takes_the_bytes_and_the_thumbnail_with_it() {
    let server = Server::start(&[]);
    let (ana, bo) = (Guest::join(&server, "ana").await, Guest::join(&server, "bo").await);
    let png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    let new = json!({ "name": "a.png", "size": 1, "thumbnail": png });
    let id = ana.post_json("/uploads", &new).await.expect(201).json()["id"].as_str().unwrap().to_owned();
    let entry = append(&ana, &id, 0, b"a").await.expect(200).json()["receipt"]["entry"].clone();
    let (stored, line) =
        (path(&entry).strip_prefix("files/").unwrap().to_owned(), entry["id"].as_u64().unwrap());
    assert_eq!(names_in(&server.path("files/.thumbnails")), [stored.as_str()]);
    let remove =
        async |guest: &Guest, id| guest.send(guest.request(Method::DELETE, &format!("/messages/{id}"))).await;
    remove(&bo, line).await.refused(403, "not_yours");
    assert_eq!(bytes_of(&server, &entry), b"a");
    let other = share_one(&ana, "b.txt", b"b").await;
    server.append(format!("2026-01-02T03:04:05Z cy shared: {}\n", path(&other)).as_bytes());
    until("all three are there", async || match ana.all_entries().await.len() {
        3 => Ok(()),
        entries => Err(entries),
    })
    .await;
    let _ = remove(&ana, line).await.expect(200);
    assert!(!server.path(path(&entry)).exists() && names_in(&server.path("files/.thumbnails")).is_empty());
    let view = ana.get(&format!("/messages/{line}")).await.expect(200).json();
    assert_eq!((view["entry"].get("share"), &view["entry"]["text"]), (None, &json!("")));
    let _ = remove(&ana, other["id"].as_u64().unwrap()).await.expect(200);
    assert_eq!(bytes_of(&server, &other), b"b", "another line shares it, too");
}

#[tokio::test]
async fn a_removal_that_a_crash_interrupted_is_finished_by_the_next_start() {
    let mut server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let entry = share_one(&ana, "a.txt", b"a").await;
    server.kill9();
    server.append(format!("2026-01-02T03:04:05Z ana removed {}: \n", entry["id"]).as_bytes());
    server.start_elsewhere();
    flatchat_tests::wait::until("the file is gone", async || {
        if server.path(path(&entry)).exists() { Err("still there") } else { Ok(()) }
    })
    .await;
}

async fn list(guest: &Guest, query: &str) -> Vec<String> {
    let page = guest.get(&format!("/files?{query}")).await.expect(200).json();
    let entries = page["entries"].as_array().unwrap();
    entries.iter().map(|entry| files(entry)[0]["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_list_has_every_file_that_was_shared_and_not_removed() {
    let server = Server::start(&[]);
    let (ana, bo) = (Guest::join(&server, "ana").await, Guest::join(&server, "bo").await);
    std::fs::create_dir(server.path("files")).unwrap();
    std::fs::write(server.path("files/by hand.txt"), "12345").unwrap();
    let _ = share_one(&ana, "holiday.jpg", b"12").await;
    let _ = share_one(&bo, "song.mp3", b"1234").await;
    let gone = share_one(&ana, "gone.txt", b"123456").await;
    let _ = share_one(&ana, "notes.pdf", b"1").await;
    ana.say("shared: nothing").await;
    let remove = ana.request(Method::DELETE, &format!("/messages/{}", gone["id"]));
    let _ = ana.send(remove).await.expect(200);
    assert_eq!(list(&ana, "").await, ["notes.pdf", "song.mp3", "holiday.jpg"]);
    assert_eq!(list(&ana, "sort=oldest").await, ["holiday.jpg", "song.mp3", "notes.pdf"]);
    assert_eq!(list(&ana, "sort=largest").await, ["song.mp3", "holiday.jpg", "notes.pdf"]);
    assert_eq!(list(&ana, "skip=1&limit=1").await, ["song.mp3"]);
    assert_eq!(list(&ana, "find=HOLI").await, ["holiday.jpg"]);
    assert_eq!(list(&ana, "find=files").await, [] as [&str; 0], "only names and captions are searched");
    assert_eq!(list(&ana, "kind=picture").await, ["holiday.jpg"]);
    assert_eq!(list(&ana, "kind=media").await, ["song.mp3"]);
    assert_eq!(list(&ana, "kind=other&from=ana").await, ["notes.pdf"]);
    let page = ana.get("/files?limit=1").await.expect(200).json();
    assert_eq!(
        (&page["total"], &page["bytes"], &page["max_bytes"]),
        (&json!(3), &json!(12), &json!(2_000_000_000))
    );
    ana.get("/files?sort=best").await.refused(400, "bad_request");
    ana.get(&format!("/files?find={}", "x".repeat(300))).await.refused(400, "bad_request");
}
