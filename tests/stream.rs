//! The event stream: where it starts, what it sends, and how it ends.

#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use flatchat_tests::stream::texts;
use flatchat_tests::wait::{until, within};
use flatchat_tests::{EventStream, Guest, Server, chat};
use rustix::process::Signal;
use serde_json::{Value, json};

/// Starts a room in which `count` messages were said.
async fn room_with(count: usize) -> (Server, Guest) {
    let server = Server::start(&["--posts-per-minute", "0"]);
    let lines: String = (0..count).map(|n| format!("2026-01-02T03:04:05Z bot said: m{n}\n")).collect();
    server.append(lines.as_bytes());
    let guest = Guest::join(&server, "ana").await;
    until("the lines are noticed", async || {
        let end = guest.cursor().await;
        if end.starts_with(&format!("{}-", lines.len())) { Ok(()) } else { Err(end) }
    })
    .await;
    (server, guest)
}

#[tokio::test]
async fn the_first_bytes_and_states_come_at_once() {
    let (_server, guest) = room_with(0).await;
    let opened = Instant::now();
    let mut stream = guest.stream().await;
    let first = stream.frame().await.expect("a greeting");
    assert!(opened.elapsed() < Duration::from_secs(2), "{:?}", opened.elapsed());
    assert!(!first.is_event() && !first.comments.is_empty(), "{first:?}");
    let room = stream.value("room").await;
    assert_eq!(
        (&room["title"], &room["code_required"], &room["max_text_bytes"], &room["max_name_chars"]),
        (&json!("Flatchat"), &json!(false), &json!(16384), &json!(32))
    );
    assert_eq!(room["trouble"], Value::Null);
    assert_eq!(room["host"], Value::Null);
    until_people(&mut stream, &["ana"]).await;
    guest.say("hello").await;
    assert_eq!(stream.texts(1).await, ["hello"], "without a cursor a stream starts at the end");
}

#[tokio::test]
async fn the_three_states_come_before_the_first_entry() {
    let (_server, guest) = room_with(3).await;
    for start in ["0-0", "5-bad"] {
        let mut stream = EventStream::resume(&guest, "/events", start).await;
        let mut names = Vec::new();
        while !names.contains(&"entry".to_owned()) {
            let frame = stream.frame().await.expect("the stream stays open");
            if frame.is_event() && frame.name() != "reset" {
                names.push(frame.name().to_owned());
            }
        }
        names.sort_unstable();
        assert_eq!(names, ["entry", "people", "room", "typing"], "from {start}");
    }
}

/// Reads `people` events up to the one with exactly these names.
async fn until_people(stream: &mut EventStream, names: &[&str]) {
    loop {
        let people = stream.value("people").await;
        let seen: Vec<_> = people["people"].as_array().unwrap().iter().map(|p| p["name"].clone()).collect();
        assert_eq!(people["count"], seen.len(), "{people}");
        if seen == names {
            return;
        }
    }
}

#[tokio::test]
async fn people_are_told_when_they_come_and_when_they_go() {
    let (server, guest) = room_with(0).await;
    let mut stream = guest.stream().await;
    let bo = Guest::join(&server, "bo").await;
    let bos = bo.stream().await;
    until_people(&mut stream, &["ana", "bo"]).await;
    assert_eq!(guest.get("/people").await.json()["count"], 2);
    drop(bos);
    until_people(&mut stream, &["ana"]).await;
    let there = guest.get("/people").await.json();
    assert_eq!(there, json!({ "count": 1, "people": [{ "name": "ana", "host": false, "away": false }] }));
}

#[tokio::test]
async fn who_leaves_is_gone_at_once_and_their_stream_says_bye() {
    let (server, guest) = room_with(0).await;
    let mut stream = guest.stream().await;
    let bo = Guest::join(&server, "bo").await;
    let mut bos = bo.stream().await;
    until_people(&mut stream, &["ana", "bo"]).await;
    let left = Instant::now();
    assert_eq!(bo.post("/leave", "text/plain", "").await.status, 204);
    assert_eq!(bos.value("bye").await, json!({ "reason": "left" }));
    assert_eq!(bos.frame().await, None);
    assert_eq!(bos.broken, None);
    until_people(&mut stream, &["ana"]).await;
    assert!(left.elapsed() < Duration::from_secs(3), "no lingering after a farewell: {:?}", left.elapsed());
}

#[tokio::test]
async fn typing_is_told_and_ends_with_the_message() {
    let (server, guest) = room_with(0).await;
    let mut stream = guest.stream().await;
    let bo = Guest::join(&server, "bo").await;
    assert_eq!(bo.post("/typing", "text/plain", "").await.status, 204);
    within("typing is told", async { while stream.value("typing").await != json!({ "names": ["bo"] }) {} })
        .await;
    bo.say("done").await;
    within("typing ends", async { while stream.value("typing").await != json!({ "names": [] }) {} }).await;
    Guest::stranger(&server).post("/typing", "text/plain", "").await.refused(401, "join_first");
}

#[tokio::test]
async fn a_stream_from_the_start_has_the_whole_log() {
    let (_server, guest) = room_with(1000).await;
    let expected: Vec<String> = (0..1000).map(|n| format!("m{n}")).collect();
    for path in ["/events?after=0", "/events?after=0-0"] {
        let mut stream = EventStream::open(&guest, path).await;
        assert_eq!(stream.texts(1000).await, expected, "{path}");
        guest.say("live").await;
        assert_eq!(stream.texts(1).await, ["live"]);
        drop(stream);
        let tail = guest.page("limit=1").await;
        assert_eq!(texts(tail["entries"].as_array().unwrap()), ["live"]);
    }
}

#[tokio::test]
async fn a_cursor_of_another_file_gets_one_reset_and_the_newest_page() {
    let (_server, guest) = room_with(120).await;
    let cursor = guest.cursor().await;
    let (offset, check) = cursor.split_once('-').unwrap();
    let wrong_check = format!("{offset}-{:x}", u32::from_str_radix(check, 16).unwrap() ^ 1);
    for foreign in [wrong_check.as_str(), "7-1234abcd", "99999999-1", "nonsense", "1-0", "-5", "0-1"] {
        let mut stream = EventStream::resume(&guest, "/events", foreign).await;
        let reset = stream.event("reset").await;
        let data: Value = serde_json::from_str(reset.data.as_deref().unwrap()).unwrap();
        assert_eq!(data["cursor"].as_str(), reset.id.as_deref(), "{reset:?}");
        // `entries` would panic at a second reset.
        let expected: Vec<String> = (70..120).map(|n| format!("m{n}")).collect();
        assert_eq!(stream.texts(50).await, expected, "{foreign}");
    }
}

#[tokio::test]
async fn what_streams_say_is_what_pages_say() {
    let (_server, guest) = room_with(300).await;
    let mut stream = EventStream::open(&guest, "/events?after=0").await;
    guest.say("two\nlines").await;
    assert_eq!(chat::all_fresh(&stream.entries(301).await), guest.all_entries().await);
    assert_eq!(stream.last_id, Some(guest.cursor().await), "the last id is the log's end");
}

#[tokio::test]
async fn a_silent_stream_is_kept_alive() {
    let (_server, guest) = room_with(0).await;
    let mut stream = guest.stream().await;
    let opened = Instant::now();
    until_people(&mut stream, &["ana"]).await;
    let beat = loop {
        let frame = stream.frame().await.expect("the stream stays open");
        if !frame.comments.is_empty() {
            break frame;
        }
    };
    assert!(!beat.is_event(), "a page sees nothing of it: {beat:?}");
    let after = opened.elapsed();
    assert!((8..12).contains(&after.as_secs()), "a comment every 10 s, this came after {after:?}");
}

#[tokio::test]
async fn signals_end_open_streams_with_a_bye_within_two_seconds() {
    for signal in [Signal::TERM, Signal::INT] {
        let (mut server, guest) = room_with(1).await;
        let mut streams = Vec::new();
        for _ in 0..20 {
            streams.push(guest.stream().await);
        }
        let mut tutorials = EventStream::open(&guest, "/server.php").await;
        let (status, took) = server.end_with(signal).await;
        assert_eq!(status.code(), Some(0), "{signal:?}: {}", server.stderr());
        assert!(took < Duration::from_secs(2), "{signal:?}: {took:?}");
        for stream in &mut streams {
            assert_eq!(stream.value("bye").await, json!({ "reason": "shutdown" }));
            assert_eq!(stream.frame().await, None, "{signal:?}: nothing after the bye");
            assert_eq!(stream.broken, None, "{signal:?}: ended, not broken");
        }
        while let Some(frame) = tutorials.frame().await {
            assert_ne!(frame.name(), "bye", "the tutorial's page knows no bye");
        }
        assert_eq!(tutorials.broken, None, "{signal:?}");
    }
}

#[tokio::test]
async fn what_was_acknowledged_before_a_shutdown_is_there_after_it() {
    let (mut server, guest) = room_with(0).await;
    let mut stream = guest.stream().await;
    guest.say("last words").await;
    server.terminate().await;
    assert_eq!(stream.texts(1).await, ["last words"]);
    server.start_again();
    assert_eq!(texts(&guest.at(&server).all_entries().await), ["last words"]);
}
