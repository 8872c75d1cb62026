//! Changes of `chat.txt` by others while the room is open: append, replace, truncate, delete.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{Seek, SeekFrom, Write};
use std::process::Command;
use std::time::{Duration, Instant};

use flatchat_tests::{EventStream, Guest, Server, chat, stream};
use serde_json::json;

/// Starts a room with two lines, and opens a stream on it.
async fn room() -> (Server, Guest, EventStream) {
    let server = Server::start(&["--posts-per-minute", "0"]);
    let guest = Guest::join(&server, "ana").await;
    guest.say("one").await;
    guest.say("two").await;
    let stream = guest.stream().await;
    (server, guest, stream)
}

/// Waits for a reset and returns the texts of the `count` entries after it.
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
    assert_eq!(again["entries"][0], chat::fresh(&receipt["entry"]));
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
    // Vim itself decides whether it replaces the file or rewrites it in place. A quick rewrite with
    // the same beginning is like an append, so there is no reset.
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

/// Runs a shell command in the room's folder.
fn shell(server: &Server, command: &str) {
    let status = Command::new("sh").arg("-c").arg(command).current_dir(server.folder().path()).status();
    assert!(status.unwrap().success(), "{command}");
}

/// Checks that every reader sees the content of the file: pages, a new stream from the start, and
/// the file as it is served.
async fn assert_all_agree(server: &Server, guest: &Guest, expected: &[&str]) {
    let page = stream::texts(&guest.all_entries().await);
    assert_eq!(page, expected, "/messages");
    let mut anew = EventStream::open(guest, "/events?after=0-0").await;
    assert_eq!(anew.texts(expected.len()).await, expected, "/events?after=0-0");
    assert_eq!(guest.get("/chat.txt").await.body, server.log());
}

#[tokio::test]
async fn an_edit_that_leaves_the_size_as_it_was_resets_and_every_reader_agrees() {
    let overwrite_one = "printf ONE | dd of=chat.txt conv=notrunc bs=1 status=none seek=$(grep -abo one chat.txt | cut -d: -f1)";
    let edits = [
        "vim -u NONE -es '+%s/one/ONE/' +wq chat.txt".to_owned(),
        "vim -u NONE -es '+set backupcopy=yes' '+%s/one/ONE/' +wq chat.txt".to_owned(),
        "vim -u NONE -es '+set backupcopy=no' '+%s/one/ONE/' +wq chat.txt".to_owned(),
        "sed -i s/one/ONE/ chat.txt".to_owned(),
        "sed s/one/ONE/ chat.txt > new; cat new > chat.txt".to_owned(),
        "sed s/one/ONE/ chat.txt > new; cp new chat.txt".to_owned(),
        "sed s/one/ONE/ chat.txt > new; cp -p chat.txt new2; cat new > chat.txt; touch -r new2 chat.txt"
            .to_owned(),
        "sed s/one/ONE/ chat.txt > new; touch -r chat.txt new; mv new chat.txt".to_owned(),
        overwrite_one.to_owned(),
        format!("cp -p chat.txt new; {overwrite_one}; touch -r new chat.txt"),
    ];
    for edit in edits {
        let (server, guest, mut stream) = room().await;
        shell(&server, &edit);
        assert_eq!(after_reset(&mut stream, 2).await, ["ONE", "two"], "{edit}");
        assert_all_agree(&server, &guest, &["ONE", "two"]).await;
        guest.say("three").await;
        assert_eq!(stream.texts(1).await, ["three"], "{edit}");
    }
}

/// A browser that slept, or a script that asks now and then, has no stream on which a reset comes.
#[tokio::test]
async fn a_reader_that_was_away_during_an_edit_of_the_same_size_gets_a_reset() {
    let (server, guest, mut stream) = room().await;
    let receipt = guest.say("three").await;
    stream.entry().await;
    let page = guest.page("limit=1").await;
    let cursors = [
        stream.last_id.clone().unwrap(),
        page["after"].as_str().unwrap().to_owned(),
        receipt["cursor"].as_str().unwrap().to_owned(),
        guest.cursor().await,
    ];
    shell(
        &server,
        "printf ONE | dd of=chat.txt conv=notrunc bs=1 status=none seek=$(grep -abo one chat.txt | cut -d: -f1)",
    );
    assert_eq!(after_reset(&mut stream, 3).await, ["ONE", "two", "three"]);
    for held in &cursors {
        let mut again = EventStream::resume(&guest, "/events", held).await;
        assert_eq!(after_reset(&mut again, 3).await, ["ONE", "two", "three"], "{held}");
        let query = format!("/messages?after={held}");
        assert_eq!(guest.get(&query).await.status, 410, "{held}");
    }
    let since = guest.say("four").await["cursor"].as_str().unwrap().to_owned();
    assert_eq!(stream.texts(1).await, ["four"]);
    for held in [since, stream.last_id.clone().unwrap(), guest.cursor().await] {
        let mut again = EventStream::resume(&guest, "/events", &held).await;
        guest.say("more").await;
        assert_eq!(again.texts(1).await, ["more"], "{held}");
    }
}

#[tokio::test]
async fn a_file_overwritten_by_a_longer_or_shorter_one_resets_and_every_reader_agrees() {
    for (edit, expected) in [
        ("sed s/one/eleven/ chat.txt > new; cat new > chat.txt", vec!["eleven", "two"]),
        (
            "sed 's/one/ONE/; $a bot said: more' chat.txt > new; cat new > chat.txt",
            vec!["ONE", "two", "more"],
        ),
        ("sed s/one/I/ chat.txt > new; cat new > chat.txt", vec!["I", "two"]),
        ("sed 1d chat.txt > new; cat new > chat.txt", vec!["two"]),
        ("vim -u NONE -es +1d +wq chat.txt", vec!["two"]),
    ] {
        let (server, guest, mut stream) = room().await;
        shell(&server, edit);
        stream.event("reset").await;
        assert_eq!(stream.texts(expected.len()).await, expected, "{edit}");
        assert_all_agree(&server, &guest, &expected).await;
    }
}

#[tokio::test]
async fn an_edit_right_behind_a_message_is_noticed() {
    // Within one tick of the disk's clock, both changes leave the same times.
    let (server, guest, mut stream) = room().await;
    let mut texts = vec!["one".to_owned(), "two".to_owned()];
    for n in 0..8 {
        guest.say(&format!("before {n}")).await;
        let log = String::from_utf8(server.log()).unwrap();
        let at = log.rfind("before").unwrap() as u64;
        let mut file = fs::OpenOptions::new().write(true).open(server.path("chat.txt")).unwrap();
        file.seek(SeekFrom::Start(at)).unwrap();
        file.write_all(b"behind").unwrap();
        texts.push(format!("behind {n}"));
        stream.event("reset").await;
        assert_eq!(stream.texts(texts.len()).await, texts);
    }
    assert_all_agree(&server, &guest, &texts.iter().map(String::as_str).collect::<Vec<_>>()).await;
}

#[tokio::test]
async fn an_edit_far_before_what_lies_in_memory_resets() {
    let folder = flatchat_tests::server::new_folder();
    let line = format!("bot said: {}\n", "x".repeat(1000));
    fs::write(folder.path().join("chat.txt"), format!("bot said: one\n{}", line.repeat(8 << 10))).unwrap();
    let server = Server::start_in(folder, &[]);
    let guest = Guest::join(&server, "ana").await;
    let mut stream = guest.stream().await;
    shell(&server, "printf ONE | dd of=chat.txt conv=notrunc bs=1 seek=10 status=none");
    stream.event("reset").await;
    assert_eq!(guest.page("after=0&limit=1").await["entries"][0]["text"], "ONE");
}

#[tokio::test]
async fn what_changes_no_byte_before_the_end_is_no_reset() {
    let (server, guest, mut stream) = room().await;
    let mut expected = vec!["one".to_owned(), "two".to_owned()];
    for (n, harmless) in [
        "touch chat.txt",
        "touch -d '1 hour ago' chat.txt",
        "touch -d 'next year' chat.txt",
        "chmod 600 chat.txt",
        "ln chat.txt copy",
        "cat chat.txt > copy2",
        "echo half | head -c 2 >> chat.txt; echo line >> chat.txt",
    ]
    .into_iter()
    .enumerate()
    {
        shell(&server, harmless);
        guest.say(&format!("said {n}")).await;
        shell(&server, &format!("echo 'bot said: appended {n}' >> chat.txt"));
        if harmless.contains("half") {
            expected.push("haline".to_owned());
        }
        expected.extend([format!("said {n}"), format!("appended {n}")]);
    }
    // A reset would be a failure here.
    assert_eq!(stream.texts(expected.len() - 2).await, expected[2..]);
    // The check that runs every second finds nothing either.
    tokio::time::sleep(Duration::from_millis(2200)).await;
    guest.say("last").await;
    assert_eq!(stream.texts(1).await, ["last"]);
}

#[tokio::test]
async fn a_message_after_an_edit_that_lost_the_last_line_end_is_in_the_file_once() {
    for pause in [0, 50] {
        let (server, guest, mut stream) = room().await;
        let size = server.log().len();
        let mut file = fs::OpenOptions::new().write(true).open(server.path("chat.txt")).unwrap();
        file.seek(SeekFrom::Start(size as u64 - 1)).unwrap();
        file.write_all(b"!").unwrap();
        tokio::time::sleep(Duration::from_millis(pause)).await;
        let receipt = guest.say("three").await;
        stream.event("reset").await;
        let log = String::from_utf8(server.log()).unwrap();
        assert_eq!(log.matches("three").count(), 1, "{log}");
        assert!(log.contains("two!\n"), "{log}");
        assert_all_agree(&server, &guest, &["one", "two!", "three"]).await;
        let page = guest.page(&format!("after={}&limit=1", receipt["entry"]["id"])).await;
        assert_eq!(page["entries"][0], chat::fresh(&receipt["entry"]));
    }
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
        // Nobody could notice the change yet. The answer must describe the new file, not the old
        // one.
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
    assert_eq!(guest.all_entries().await[2..], chat::all_fresh(&streamed));
}
