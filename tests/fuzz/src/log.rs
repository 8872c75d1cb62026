//! A target for a room whose file others append to, rewrite, cut and replace while people speak.

use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::time::Duration;

use flatchat_core::entry::Entry;
use serde_json::Value;

use crate::room::{TestRoom, runtime};

/// The most steps in a script.
const MAX_STEPS: usize = 16;

const READ_WITHIN: Duration = Duration::from_secs(20);

const LAST_WORDS: &str = "the end";

const LONGEST_PAGE: usize = 200;

const REFERENCES: [&str; 6] = ["edited", "removed", "reacted to", "unreacted to", "pinned", "unpinned"];

/// Acknowledged lines are in the file. In the end, pages and streams have exactly what the file
/// has.
pub(crate) fn log(data: &[u8]) {
    runtime().block_on(async {
        let room = TestRoom::open(b"").await;
        for step in data.split(|byte| *byte == 0xFF).take(MAX_STEPS) {
            take(&room, step).await;
        }
        say(&room, LAST_WORDS.as_bytes()).await;
        agree(&room).await;
        room.room.close().await;
    });
}

async fn take(room: &TestRoom, step: &[u8]) {
    let Some((what, bytes)) = step.split_first() else { return };
    match what % 8 {
        0..=2 => say(room, bytes).await,
        3 => change(room, |file| {
            file.seek(SeekFrom::End(0))?;
            file.write_all(bytes)
        }),
        4 => change(room, |file| {
            file.set_len(0)?;
            file.write_all(bytes)
        }),
        5 => change(room, |file| file.write_all(bytes)),
        6 => change(room, |file| {
            let half = file.metadata()?.len() / 2;
            file.set_len(half)
        }),
        _ => {
            let new = room.folder.path().join("new");
            std::fs::write(&new, bytes).expect("a file");
            std::fs::rename(new, path(room)).expect("replaced");
        }
    }
}

fn path(room: &TestRoom) -> PathBuf {
    room.folder.path().join("chat.txt")
}

fn change(room: &TestRoom, change: impl FnOnce(&mut File) -> std::io::Result<()>) {
    let mut file = OpenOptions::new().read(true).write(true).open(path(room)).expect("the log");
    change(&mut file).expect("changed");
}

async fn say(room: &TestRoom, text: &[u8]) {
    let answer = room.post("/messages", "text/plain", text).await;
    if answer.status != 201 {
        assert!(answer.status.is_client_error(), "{}", answer.status);
        return;
    }
    let entry = &answer.json()["entry"];
    let log = std::fs::read(path(room)).expect("the log");
    let id = usize::try_from(entry["id"].as_u64().expect("an id")).expect("a small log");
    assert!(id == 0 || log[id - 1] == b'\n', "it begins a line");
    let end = log[id..].iter().position(|byte| *byte == b'\n').expect("it is whole");
    assert_eq!(Entry::parse(id as u64, &log[id..id + end], false).text, entry["text"]);
}

/// Compares the room's entries with the file, step by step.
async fn agree(room: &TestRoom) {
    let log = std::fs::read(path(room)).expect("the log");
    let mut shown = Vec::new();
    let mut after = "0-0".to_owned();
    loop {
        let page = format!("/messages?limit={LONGEST_PAGE}&after={after}");
        let page = room.get(&page, room.cookie()).await.json();
        let entries = page["entries"].as_array().cloned().unwrap_or_default();
        if entries.is_empty() {
            break;
        }
        shown.extend(entries);
        page["after"].as_str().expect("a cursor").clone_into(&mut after);
    }
    let there = entries_of(&log);
    assert_agrees(&shown, &there);
    let read = tokio::time::timeout(READ_WITHIN, room.read_until(LAST_WORDS)).await;
    let read = read.unwrap_or_else(|_| panic!("a stream does not come to the end of {there:?}"));
    assert!(!read.is_empty() && there.ends_with(&read), "a stream has {read:?} of {there:?}");
}

/// Checks that pages have the entries that stand by themselves, as the file has them or as later
/// lines have left them.
fn assert_agrees(shown: &[Value], there: &[Value]) {
    let stands_alone = |entry: &&Value| !REFERENCES.contains(&entry["verb"].as_str().expect("a verb"));
    let there: Vec<&Value> = there.iter().filter(stands_alone).collect();
    assert_eq!(shown.len(), there.len(), "{shown:?} of {there:?}");
    for (shown, there) in shown.iter().zip(there) {
        assert_eq!((&shown["id"], &shown["name"]), (&there["id"], &there["name"]));
        if shown["edited"].is_null() && shown["removed"].is_null() {
            assert_eq!(shown["text"], there["text"]);
        }
    }
}

fn entries_of(log: &[u8]) -> Vec<Value> {
    let mut start = 0;
    let mut entries = Vec::new();
    for line in log.split_inclusive(|byte| *byte == b'\n') {
        if let Some(whole) = line.strip_suffix(b"\n") {
            entries.push(serde_json::to_value(Entry::parse(start, whole, false)).expect("JSON"));
        }
        start += line.len() as u64;
    }
    entries
}
