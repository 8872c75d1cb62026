//! Shared files, through HTTP: each way to share one, what becomes of it on the disk, and each
//! refusal.

#![allow(clippy::unwrap_used)]

use flatchat_tests::{Answer, Guest, Server};
use reqwest::Method;
use serde_json::{Value, json};

/// Begins an upload that waits for a message, and returns its id.
async fn begin(guest: &Guest, name: &str, size: usize) -> String {
    let new = json!({ "name": name, "size": size, "hold": true });
    let view = guest.post_json("/uploads", &new).await.expect(201).json();
    assert_eq!((&view["offset"], &view["size"]), (&json!(0), &json!(size)));
    view["id"].as_str().unwrap().to_owned()
}

async fn append(guest: &Guest, id: &str, offset: usize, bytes: &[u8]) -> Answer {
    let request = guest.request(Method::PATCH, &format!("/uploads/{id}"));
    guest.send(request.header("upload-offset", offset).body(bytes.to_vec())).await
}

/// Uploads a whole file that waits for a message.
async fn upload(guest: &Guest, name: &str, bytes: &[u8]) -> String {
    let id = begin(guest, name, bytes.len()).await;
    if !bytes.is_empty() {
        let view = append(guest, &id, 0, bytes).await.expect(200).json();
        assert_eq!(view["offset"], bytes.len());
    }
    id
}

async fn share(guest: &Guest, ids: &[&str], caption: &str) -> Answer {
    guest.post_json("/messages", &json!({ "text": caption, "files": ids })).await
}

/// Shares one small file, and returns its entry.
async fn share_one(guest: &Guest, name: &str, bytes: &[u8]) -> Value {
    let id = upload(guest, name, bytes).await;
    share(guest, &[&id], "").await.expect(201).json()["entry"].clone()
}

fn files(entry: &Value) -> &Vec<Value> {
    entry["share"]["files"].as_array().unwrap()
}

fn path(entry: &Value) -> &str {
    files(entry)[0]["path"].as_str().unwrap()
}

fn bytes_of(server: &Server, entry: &Value) -> Vec<u8> {
    std::fs::read(server.path(path(entry))).unwrap()
}

fn names_in(server: &Server, folder: &str) -> Vec<String> {
    let found = std::fs::read_dir(server.path(folder));
    let names =
        found.map(|found| found.map(|file| file.unwrap().file_name().into_string().unwrap()).collect());
    let mut names: Vec<String> = names.unwrap_or_default();
    names.retain(|name| !name.starts_with('.'));
    names
}

/// The file as a form sends it.
fn form(boundary: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let part = |(head, body): &(&str, &str)| {
        format!("--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n")
    };
    let parts: String = parts.iter().map(part).collect();
    format!("{parts}--{boundary}--\r\n").into_bytes()
}

async fn post_form(guest: &Guest, parts: &[(&str, &str)]) -> Answer {
    guest.post("/files", "multipart/form-data; boundary=x", form("x", parts)).await
}

async fn put(guest: &Guest, name: &str, bytes: &[u8]) -> Answer {
    guest.send(guest.request(Method::PUT, &format!("/files/{name}")).body(bytes.to_vec())).await
}

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
    assert!(names_in(&server, "files").is_empty(), "nothing is there before it is shared");
    let receipt = share(&ana, &[&id, &other], "look\nat them").await.expect(201).json();
    let entry = &receipt["entry"];
    assert_eq!((&entry["verb"], &entry["share"]["caption"]), (&json!("shared"), &json!("look\nat them")));
    assert_eq!(files(entry)[0]["name"], "holiday photo.jpg");
    assert_eq!((&files(entry)[0]["bytes"], &files(entry)[1]["bytes"]), (&json!(1_000_000), &json!(1)));
    assert!(path(entry).ends_with("-holiday-photo.jpg"), "{}", path(entry));
    assert!(bytes_of(&server, entry) == bytes);
    assert_eq!(names_in(&server, "files").len(), 2);
    assert!(names_in(&server, "files/.uploads").is_empty());
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
    let entry = post_form(&ana, &two).await.expect(201).json()["entry"].clone();
    assert_eq!((files(&entry).len(), &entry["share"]["caption"]), (2, &json!("the report")));
    assert_eq!(bytes_of(&server, &entry), b"one");
    let entry = put(&ana, "report%20(2).pdf", b"whole").await.expect(201).json()["entry"].clone();
    assert_eq!(
        (&files(&entry)[0]["name"], &files(&entry)[0]["bytes"]),
        (&json!("report (2).pdf"), &json!(5))
    );
    assert_eq!(bytes_of(&server, &entry), b"whole");
    post_form(&ana, &[("name=\"caption\"", "alone")]).await.refused(400, "bad_upload");
    post_form(&ana, &[("name=\"other\"", "x")]).await.refused(400, "bad_upload");
    let broken = guest_form_without_end(&ana).await;
    assert_eq!(broken.status, 400, "{broken}");
    assert_eq!((names_in(&server, "files").len(), ana.all_entries().await.len()), (3, 2));
    assert!(names_in(&server, "files/.uploads").is_empty());
}

async fn guest_form_without_end(guest: &Guest) -> Answer {
    let whole = form("x", &[("name=\"file\"; filename=\"a\"", "half")]);
    guest.post("/files", "multipart/form-data; boundary=x", whole[..whole.len() - 12].to_vec()).await
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
    post_form(&stranger, &[]).await.refused(401, "code_required");
    stranger.get("/files").await.refused(401, "code_required");
    stranger.get("/uploads/x").await.refused(401, "code_required");
    append(&stranger, "x", 0, b"").await.refused(401, "code_required");
}
