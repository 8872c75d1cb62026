//! Lines that programs on Windows write into `chat.txt`: byte order marks, UTF-16, CRLF. The
//! commands are those of the guide.

#![allow(clippy::unwrap_used)]

use std::fs;

use flatchat_tests::wait::until;
use flatchat_tests::{EventStream, Guest, Server, chat, stream};
use serde_json::{Value, json};

const BOM: &[u8] = b"\xEF\xBB\xBF";

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The guide's commands, for the command prompt, PowerShell 7, and Windows PowerShell 5.1.
const IN_THE_GUIDE: [&str; 3] = [
    "echo build: passed>> chat.txt",
    "'build: passed' >> chat.txt",
    "'build: passed' | Out-File -Append -Encoding utf8 chat.txt",
];

/// Returns each command with the bytes that it appends.
fn commands() -> Vec<(&'static str, Vec<u8>)> {
    let utf8 = b"build: passed\r\n".to_vec();
    vec![
        (IN_THE_GUIDE[0], utf8.clone()),
        (IN_THE_GUIDE[1], utf8.clone()),
        (IN_THE_GUIDE[2], utf8.clone()),
        ("the same into a new file, which is then appended", [BOM, &utf8].concat()),
        ("5.1: 'build: passed' >> chat.txt", utf16("build: passed\r\n")),
        ("5.1: the same into an empty file", utf16("\u{FEFF}build: passed\r\n")),
    ]
}

#[test]
fn the_guides_commands_are_those_that_are_tried() {
    let guide = include_str!("../docs/guide.md");
    for command in IN_THE_GUIDE {
        assert!(guide.contains(&format!("`{command}`")), "{command}");
    }
}

fn summary(entry: &Value) -> (Value, Value, Value) {
    (entry["verb"].clone(), entry["name"].clone(), entry["text"].clone())
}

fn said(name: &str, text: &str) -> (Value, Value, Value) {
    (json!("said"), json!(name), json!(text))
}

fn notice(text: &str) -> (Value, Value, Value) {
    (json!("notice"), Value::Null, json!(text))
}

/// Checks that pages and a new stream from the start have exactly these entries.
async fn assert_entries(guest: &Guest, expected: &[(Value, Value, Value)]) {
    let page = guest.all_entries().await;
    assert_eq!(page.iter().map(summary).collect::<Vec<_>>(), expected, "/messages");
    let mut anew = EventStream::open(guest, "/events?after=0-0").await;
    assert_eq!(chat::all_fresh(&anew.entries(expected.len()).await), page, "/events");
}

#[tokio::test]
async fn what_each_command_appends_is_shown_and_found_and_so_is_the_next_line_of_others() {
    for (command, bytes) in commands() {
        let server = Server::start(&[]);
        let ana = Guest::join(&server, "ana").await;
        let mut live = ana.stream().await;
        server.append(&bytes);
        server.append(&bytes);
        server.append(b"bot said: from a script\n");
        server.append(&bytes);
        let receipt = ana.say("from the page").await;
        let expected = [
            notice("build: passed"),
            notice("build: passed"),
            said("bot", "from a script"),
            notice("build: passed"),
            said("ana", "from the page"),
        ];
        let streamed = live.entries(5).await;
        assert_eq!(streamed.iter().map(summary).collect::<Vec<_>>(), expected, "{command}");
        assert_eq!(streamed[4], receipt["entry"], "{command}");
        assert_eq!(live.last_id.as_deref(), receipt["cursor"].as_str(), "{command}");
        assert_entries(&ana, &expected).await;
        let found = ana.get("/messages?find=passed").await.expect(200).json();
        assert_eq!(stream::texts(found["entries"].as_array().unwrap()), ["build: passed"; 3], "{command}");
        let mut tutorial = EventStream::open(&ana, "/server.php").await;
        assert_eq!(tutorial.event("message").await.data.unwrap(), "ana said: from the page");
    }
}

#[tokio::test]
async fn a_statement_in_utf16_is_one() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let mut live = ana.stream().await;
    server.append(&utf16("bot said: schön 日本 👍\r\n2026-01-02T03:04:05Z bot said: two\r\n"));
    server.append(b"cy said: three\n");
    assert_eq!(live.texts(3).await, ["schön 日本 👍", "two", "three"]);
    assert_entries(&ana, &[said("bot", "schön 日本 👍"), said("bot", "two"), said("cy", "three")]).await;
    assert_eq!(ana.all_entries().await[1]["at"], "2026-01-02T03:04:05Z");
}

#[tokio::test]
async fn a_statement_in_utf16_that_its_first_character_cuts_is_no_empty_message() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    server.append(&utf16("bo said: 上海 好\r\n"));
    ana.say("after it").await;
    let entries = ana.all_entries().await;
    assert_eq!(summary(&entries[0]), notice("bo said: "));
    assert!(entries.iter().all(|entry| entry["name"] != "bo"), "{entries:?}");
    assert_eq!(summary(entries.last().unwrap()), said("ana", "after it"));
}

#[tokio::test]
async fn every_cr_before_the_lf_is_of_the_line_end_and_the_words_are_erased() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let mut live = ana.stream().await;
    let id = server.log().len();
    server.append(b"bo said: hi\r\r\n");
    assert_eq!(live.texts(1).await, ["hi"]);
    assert_entries(&ana, &[said("bo", "hi")]).await;
    server.append(format!("admin removed {id}: \n").as_bytes());
    until("the words are erased", async || {
        let log = String::from_utf8(server.log()).unwrap();
        if log.contains("hi") { Err(log) } else { Ok(()) }
    })
    .await;
    let entry = ana.all_entries().await[0].clone();
    assert!(entry["removed"].is_object() && entry["text"] == "", "{entry}");
}

#[tokio::test]
async fn a_byte_order_mark_at_the_files_start_is_skipped_and_stays_in_the_file() {
    let folder = flatchat_tests::server::new_folder();
    let log = [BOM, b"2026-01-02T03:04:05Z ana said: first\r\nbo said: second\r\n"].concat();
    fs::write(folder.path().join("chat.txt"), &log).unwrap();
    let mut server = Server::start_in(folder, &[]);
    for _ in 0..2 {
        let guest = Guest::stranger(&server);
        assert_entries(&guest, &[said("ana", "first"), said("bo", "second")]).await;
        assert_eq!(guest.all_entries().await[0]["id"], 0);
        let found = guest.get("/messages?find=ana").await.json();
        assert_eq!(stream::texts(found["entries"].as_array().unwrap()), ["first"]);
        assert_eq!(guest.get("/chat.txt").await.body, log);
        server.terminate().await;
        server.start_again();
    }
}

#[tokio::test]
async fn a_file_of_nothing_but_a_mark_is_an_empty_log() {
    for mark in [BOM, b"\xFF\xFE"] {
        let folder = flatchat_tests::server::new_folder();
        fs::write(folder.path().join("chat.txt"), mark).unwrap();
        let server = Server::start_in(folder, &[]);
        let ana = Guest::join(&server, "ana").await;
        assert!(ana.all_entries().await.is_empty());
        let receipt = ana.say("first").await;
        assert_entries(&ana, &[said("ana", "first")]).await;
        assert_eq!(ana.all_entries().await[0], chat::fresh(&receipt["entry"]));
        assert!(server.log().starts_with(mark));
    }
}

#[tokio::test]
async fn notepad_saves_the_log_with_a_mark_while_the_room_is_open() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    ana.say("one").await;
    let mut live = ana.stream().await;
    fs::write(server.path("chat.txt"), [BOM, &server.log()].concat()).unwrap();
    live.event("reset").await;
    assert_eq!(live.texts(1).await, ["one"]);
    ana.say("two").await;
    assert_entries(&ana, &[said("ana", "one"), said("ana", "two")]).await;
}

#[tokio::test]
async fn what_is_not_certainly_utf16_shows_as_it_is() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let mut live = ana.stream().await;
    server.append(b"a\0b\0c\nbot said: a \0 zero\n");
    assert_eq!(live.texts(2).await, ["a\0b\0c", "a \0 zero"]);
    assert_entries(&ana, &[notice("a\0b\0c"), said("bot", "a \0 zero")]).await;
}
