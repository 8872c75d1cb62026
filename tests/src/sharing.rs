//! What guests do to share files, and what is then on the disk.

use std::path::Path;

use reqwest::Method;
use serde_json::{Value, json};

use crate::wait::until;
use crate::{Answer, Guest, Server};

/// Begins an upload that waits for a message, and returns its id.
///
/// # Panics
/// When it is refused.
pub async fn begin(guest: &Guest, name: &str, size: usize) -> String {
    let view = try_begin(guest, name, size).await.expect(201).json();
    assert_eq!((&view["offset"], &view["size"]), (&json!(0), &json!(size)));
    view["id"].as_str().expect("an id is text").to_owned()
}

/// Tries to begin an upload that waits for a message.
pub async fn try_begin(guest: &Guest, name: &str, size: usize) -> Answer {
    guest.post_json("/uploads", &json!({ "name": name, "size": size, "hold": true })).await
}

/// Sends bytes that belong at this offset.
pub async fn append(guest: &Guest, id: &str, offset: usize, bytes: &[u8]) -> Answer {
    let request = guest.request(Method::PATCH, &format!("/uploads/{id}"));
    guest.send(request.header("upload-offset", offset).body(bytes.to_vec())).await
}

/// Uploads a whole file that waits for a message, and returns its id.
///
/// # Panics
/// When it is refused.
pub async fn upload(guest: &Guest, name: &str, bytes: &[u8]) -> String {
    let id = begin(guest, name, bytes.len()).await;
    if !bytes.is_empty() {
        let view = append(guest, &id, 0, bytes).await.expect(200).json();
        assert_eq!(view["offset"], bytes.len());
    }
    id
}

/// Shares uploads in one message.
pub async fn share(guest: &Guest, ids: &[&str], caption: &str) -> Answer {
    guest.post_json("/messages", &json!({ "text": caption, "files": ids })).await
}

/// Shares one small file, and returns its entry.
///
/// # Panics
/// When it is refused.
pub async fn share_one(guest: &Guest, name: &str, bytes: &[u8]) -> Value {
    let id = upload(guest, name, bytes).await;
    share(guest, &[&id], "").await.expect(201).json()["entry"].clone()
}

/// Shares one file in one request. The name is as it stands in a path.
pub async fn put(guest: &Guest, name: &str, bytes: &[u8]) -> Answer {
    guest.send(guest.request(Method::PUT, &format!("/files/{name}")).body(bytes.to_vec())).await
}

/// Returns a form with these parts, each with the rest of its head. Its boundary is `x`.
pub fn form(parts: &[(&str, &str)]) -> Vec<u8> {
    let part = |(head, body): &(&str, &str)| {
        format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n")
    };
    let parts: String = parts.iter().map(part).collect();
    format!("{parts}--x--\r\n").into_bytes()
}

/// Shares what a form has.
pub async fn post_form(guest: &Guest, form: Vec<u8>) -> Answer {
    guest.post("/files", "multipart/form-data; boundary=x", form).await
}

/// Returns the files of an entry.
///
/// # Panics
/// When it shares none.
pub fn files(entry: &Value) -> &Vec<Value> {
    entry["share"]["files"].as_array().expect("the entry shares files")
}

/// Returns the path of the first file of an entry, in the room's folder.
///
/// # Panics
/// When it shares none.
pub fn path(entry: &Value) -> &str {
    files(entry)[0]["path"].as_str().expect("a path is text")
}

/// Returns the bytes of the first file of an entry.
///
/// # Panics
/// When it is not there.
pub fn bytes_of(server: &Server, entry: &Value) -> Vec<u8> {
    std::fs::read(server.path(path(entry))).expect("the file is there")
}

/// Returns the names in a folder, without those that begin with a dot.
///
/// # Panics
/// When the folder cannot be read.
pub fn names_in(folder: &Path) -> Vec<String> {
    let Ok(found) = std::fs::read_dir(folder) else { return Vec::new() };
    let names = found.map(|file| file.expect("a folder can be read").file_name());
    let names = names.map(|name| name.into_string().expect("a name is UTF-8"));
    names.filter(|name| !name.starts_with('.')).collect()
}

/// Waits until nothing is left of uploads in a room's folder. The line that shares them is there a
/// moment before, and pages show it at once.
pub async fn until_no_uploads(room: &Path) {
    let uploads = room.join("files/.uploads");
    until("nothing is left of the uploads", async || match &names_in(&uploads)[..] {
        [] => Ok(()),
        left => Err(format!("{left:?}")),
    })
    .await;
}

/// Returns how many bytes of uploads are in a room's folder, which are not complete or were not
/// shared.
///
/// # Panics
/// When the folder cannot be read.
pub fn bytes_under_way(room: &Path) -> u64 {
    let parts = std::fs::read_dir(room.join("files/.uploads")).into_iter().flatten();
    parts.map(|part| part.expect("a folder can be read").metadata().map_or(0, |part| part.len())).sum()
}

/// Waits until this many bytes of uploads are in a room's folder.
pub async fn until_under_way(room: &Path, bytes: u64) {
    until(&format!("{bytes} bytes have come"), async || match bytes_under_way(room) {
        seen if seen >= bytes => Ok(()),
        seen => Err(seen),
    })
    .await;
}

/// Returns the texts of a log's lines that share something.
pub fn shared_texts(log: &[u8]) -> Vec<String> {
    let lines = String::from_utf8_lossy(log);
    lines.lines().filter_map(|line| Some(line.split_once(" shared: ")?.1.to_owned())).collect()
}

/// Returns the paths of the files of such a text, in the room's folder.
///
/// # Panics
/// When it names no file.
pub fn paths_in(text: &str) -> Vec<&str> {
    let files = text.split('\u{b}').take_while(|file| !file.is_empty());
    files.map(|file| file.rsplit_once(") ").expect("a file has a path").1).collect()
}
