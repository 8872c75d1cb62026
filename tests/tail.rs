//! What others do to `chat.txt` while the room is open: append, replace, truncate, delete.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use flatchat_tests::{EventStream, Guest, Server};
use serde_json::json;

/// A room with two lines, and an open stream on it.
async fn room() -> (Server, Guest, EventStream) {
    let server = Server::start(&["--posts-per-minute", "0"]);
    let guest = Guest::join(&server, "ana").await;
    guest.say("one").await;
    guest.say("two").await;
    let stream = guest.stream().await;
    (server, guest, stream)
}

/// Waits for a reset and gives the texts of the `count` entries after it.
async fn after_reset(stream: &mut EventStream, count: usize) -> Vec<String> {
    let reset = stream.value("reset").await;
    assert!(reset["cursor"].is_string(), "{reset}");
    stream.texts(count).await
}

#[tokio::test]
async fn a_line_that_printf_appends_reaches_a_stream_soon() {
    let (server, guest, mut stream) = room().await;
    let mut took = Vec::new();
    for n in 0..9 {
        let asked = Instant::now();
        let command = format!("printf 'bot said: hi {n}\\n' >> chat.txt");
        let status = Command::new("sh").arg("-c").arg(command).current_dir(server.folder().path()).status();
        assert!(status.unwrap().success());
        let entry = stream.entry().await;
        took.push(asked.elapsed());
        assert_eq!(
            (&entry["name"], &entry["text"], &entry["at"], &entry["verb"]),
            (&json!("bot"), &json!(format!("hi {n}")), &json!(null), &json!("said"))
        );
    }
    took.sort();
    let median = took[took.len() / 2];
    println!("an appended line reached a stream after {median:?} (median of {})", took.len());
    assert!(median < Duration::from_millis(300), "{took:?}");
    assert_eq!(guest.all_entries().await.len(), 11);
}

#[tokio::test]
async fn a_line_that_is_no_statement_is_a_notice() {
    let (server, _guest, mut stream) = room().await;
    server.append(b"door: bell rang\n\n2026-01-02T03:04:05Z backup done\nbad \xff byte\n");
    let entries = stream.entries(4).await;
    let seen: Vec<_> =
        entries.iter().map(|e| (e["verb"].clone(), e["text"].clone(), e["at"].clone())).collect();
    let notice = |text: &str, at| (json!("notice"), json!(text), at);
    assert_eq!(
        seen,
        [
            notice("door: bell rang", json!(null)),
            notice("", json!(null)),
            notice("backup done", json!("2026-01-02T03:04:05Z")),
            notice("bad \u{FFFD} byte", json!(null)),
        ]
    );
}

#[tokio::test]
async fn half_a_line_waits_for_its_newline() {
    let (server, guest, mut stream) = room().await;
    server.append(b"bot said: half");
    server.append(b" and half\nbot said: next\n");
    assert_eq!(stream.texts(2).await, ["half and half", "next"]);
    server.append(b"bot said: not yet");
    let page = guest.page("").await;
    assert_eq!(page["entries"].as_array().unwrap().len(), 4, "half a line is no entry: {page}");
    server.append(b"\n");
    assert_eq!(stream.texts(1).await, ["not yet"]);
}

#[tokio::test]
async fn a_guests_message_does_not_join_half_a_line() {
    let (server, guest, mut stream) = room().await;
    server.append(b"bot said: half");
    let receipt = guest.say("whole").await;
    server.append(b"bot said: more\n");
    assert_eq!(stream.texts(3).await, ["half", "whole", "more"]);
    assert_eq!(receipt["entry"]["text"], "whole");
    let again = guest.page(&format!("after={}&limit=1", receipt["entry"]["id"])).await;
    assert_eq!(again["entries"][0], receipt["entry"]);
}

#[tokio::test]
async fn a_file_replaced_by_rename_resets_and_goes_on() {
    let (server, guest, mut stream) = room().await;
    let new = server.path("chat.txt.new");
    fs::write(&new, [server.log(), b"editor said: three\n".to_vec()].concat()).unwrap();
    fs::rename(&new, server.path("chat.txt")).unwrap();
    assert_eq!(after_reset(&mut stream, 3).await, ["one", "two", "three"]);
    guest.say("four").await;
    server.append(b"bot said: five\n");
    assert_eq!(stream.texts(2).await, ["four", "five"]);
}

#[tokio::test]
async fn sed_in_place_resets_and_goes_on() {
    let (server, guest, mut stream) = room().await;
    let sed = Command::new("sed").args(["-i", "s/one/ONE/"]).arg(server.path("chat.txt")).status();
    assert!(sed.unwrap().success());
    assert_eq!(after_reset(&mut stream, 2).await, ["ONE", "two"]);
    guest.say("three").await;
    assert_eq!(stream.texts(1).await, ["three"]);
}

#[tokio::test]
async fn a_line_saved_with_vim_reaches_a_stream() {
    let (server, guest, mut stream) = room().await;
    let vim = Command::new("vim")
        .args(["-u", "NONE", "-es", "-c", "normal Govim said: three", "-c", "wq"])
        .arg(server.path("chat.txt"))
        .status();
    let Ok(status) = vim else {
        println!("vim is not installed");
        return;
    };
    assert!(status.success(), "{status}");
    // Whether vim replaces the file or writes it anew in place is its own choice. What was written anew with the same
    // beginning, quickly, is as good as appended: no reset then.
    let seen = loop {
        let frame = stream.frame().await.expect("the stream stays open");
        let data = frame.data.unwrap_or_default();
        if data.contains("three") {
            break data;
        }
    };
    assert!(seen.contains(r#""name":"vim""#), "{seen}");
    guest.say("four").await;
    assert_eq!(stream.texts(1).await, ["four"]);
}

#[tokio::test]
async fn a_truncated_file_resets_and_goes_on() {
    let (server, guest, mut stream) = room().await;
    fs::write(server.path("chat.txt"), "").unwrap();
    stream.event("reset").await;
    guest.say("afresh").await;
    server.append(b"bot said: again\n");
    assert_eq!(stream.texts(2).await, ["afresh", "again"]);
    assert_eq!(guest.all_entries().await.len(), 2);
}

#[tokio::test]
async fn a_deleted_file_begins_anew() {
    let (server, guest, mut stream) = room().await;
    fs::remove_file(server.path("chat.txt")).unwrap();
    stream.event("reset").await;
    guest.say("afresh").await;
    assert_eq!(stream.texts(1).await, ["afresh"]);
    assert_eq!(flatchat_tests::chat::said(&server.log()).len(), 1);
}

#[tokio::test]
async fn a_file_deleted_and_made_again_is_taken_as_it_is() {
    let (server, guest, mut stream) = room().await;
    fs::remove_file(server.path("chat.txt")).unwrap();
    fs::write(server.path("chat.txt"), "bot said: new\n").unwrap();
    assert_eq!(after_reset(&mut stream, 1).await, ["new"]);
    guest.say("mine").await;
    assert_eq!(stream.texts(1).await, ["mine"]);
}

#[tokio::test]
async fn a_message_said_while_the_file_is_being_replaced_is_in_the_new_file() {
    let (server, guest, _stream) = room().await;
    for n in 0..20 {
        let new = server.path("chat.txt.new");
        fs::write(&new, "host said: a fresh start\n").unwrap();
        fs::rename(&new, server.path("chat.txt")).unwrap();
        // Before anybody could notice: the answer promises the file that is there, not the one that was.
        let text = format!("round {n}");
        let receipt = guest.say(&text).await;
        let log = String::from_utf8(server.log()).unwrap();
        assert_eq!(log.matches(&text).count(), 1, "{receipt} is not in {log:?}");
    }
}

#[tokio::test]
async fn stamps_of_any_time_do_not_disturb_the_order() {
    let (server, guest, mut stream) = room().await;
    let lines = [
        "2999-01-01T00:00:00Z bot said: far ahead\n",
        "1999-01-01T00:00:00Z bot said: far back\n",
        "2026-13-45T99:99:99Z bot said: no time at all\n",
        "bot said: without\n",
    ];
    server.append(lines.concat().as_bytes());
    guest.say("now").await;
    let streamed = stream.entries(5).await;
    let ids: Vec<u64> = streamed.iter().map(|entry| entry["id"].as_u64().unwrap()).collect();
    assert!(ids.is_sorted(), "{ids:?}");
    assert_eq!(streamed[0]["at"], "2999-01-01T00:00:00Z");
    assert_eq!(streamed[2]["verb"], "notice", "not a time, so not a stamp: {}", streamed[2]);
    assert_eq!(streamed[4]["text"], "now");
    assert_eq!(guest.all_entries().await[2..], streamed);
}
