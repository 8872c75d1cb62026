//! A full disk: what was acknowledged stays, nothing half is stored, and the room goes on when there is space again.

#![allow(clippy::unwrap_used)]
#![cfg(target_os = "linux")]

use std::process::Command;

use flatchat_tests::wait::until;
use flatchat_tests::{Answer, Guest, Server, chat};
use serde_json::{Value, json};

/// A server whose files cannot grow past 3.5 KiB: for it, the disk is full then.
fn server_on_a_small_disk() -> Server {
    // In units of 512 bytes; only the soft limit, which may be raised again from outside.
    let shell = "ulimit -S -f 7; trap '' XFSZ; exec \"$@\"";
    let folder = flatchat_tests::server::new_folder();
    Server::start_under(&["sh", "-c", shell, "sh"], folder, &["--posts-per-minute", "0"])
}

/// Somebody frees space.
fn free_space(server: &Server) {
    let pid = server.pid().to_string();
    let status = Command::new("prlimit").args(["--pid", &pid, "--fsize=unlimited:"]).status();
    assert!(status.expect("prlimit is installed").success());
}

async fn say(guest: &Guest, text: &str) -> Answer {
    guest.post_json("/messages", &json!({ "text": text, "key": text })).await
}

/// Says things until one does not fit, and gives what was acknowledged and what was not.
async fn fill(guest: &Guest) -> (Vec<String>, String) {
    let mut acknowledged = Vec::new();
    for n in 0..200 {
        let text = format!("{n} {}", "x".repeat(100));
        let answer = say(guest, &text).await;
        if answer.status == 201 {
            acknowledged.push(text);
        } else {
            answer.refused(507, "disk_full");
            return (acknowledged, text);
        }
    }
    panic!("the disk is never full");
}

fn texts(server: &Server) -> Vec<String> {
    chat::said(&server.log()).into_iter().map(|said| said.text).collect()
}

#[tokio::test]
async fn a_full_disk_refuses_loses_nothing_and_recovers() {
    let server = server_on_a_small_disk();
    let ana = Guest::join(&server, "ana").await;
    let mut stream = ana.stream().await;
    assert_eq!(stream.value("room").await["trouble"], Value::Null);
    let (mut acknowledged, refused) = fill(&ana).await;
    assert!(acknowledged.len() > 10, "{acknowledged:?}");
    assert_eq!(texts(&server), acknowledged, "all that was acknowledged, and no half line");

    let trouble = stream.value("room").await["trouble"].clone();
    assert!(trouble.as_str().is_some_and(|words| words.contains("full")), "{trouble}");
    let health = ana.get("/health").await;
    assert_eq!(health.status, 503, "{health}");
    for _ in 0..3 {
        say(&ana, &refused).await.refused(507, "disk_full");
    }
    assert_eq!(texts(&server), acknowledged);
    let streamed: Vec<_> = ana.all_entries().await;
    assert_eq!(streamed.len(), acknowledged.len(), "reading goes on");

    free_space(&server);
    let _ = say(&ana, &refused).await.expect(201);
    acknowledged.push(refused);
    assert_eq!(
        texts(&server),
        acknowledged,
        "the refused key was not remembered, and the line is there once"
    );
    assert_eq!(stream.value("room").await["trouble"], Value::Null);
    let _ = ana.get("/health").await.expect(200);
}

#[tokio::test]
async fn a_stream_sees_each_line_once_over_a_full_disk() {
    let server = server_on_a_small_disk();
    let ana = Guest::join(&server, "ana").await;
    let mut stream = ana.stream().await;
    let (mut acknowledged, _) = fill(&ana).await;
    free_space(&server);
    ana.say("after").await;
    acknowledged.push("after".to_owned());
    // A reset would be a failure here: nothing that was streamed was taken back.
    assert_eq!(stream.texts(acknowledged.len()).await, acknowledged);
}

#[tokio::test]
async fn the_room_recovers_with_nobody_speaking() {
    let server = server_on_a_small_disk();
    let ana = Guest::join(&server, "ana").await;
    let _ = fill(&ana).await;
    assert_eq!(ana.get("/health").await.status, 503);
    free_space(&server);
    until("the trouble is over", async || {
        let health = ana.get("/health").await;
        if health.status == 200 { Ok(()) } else { Err(health) }
    })
    .await;
    assert_eq!(ana.get("/room").await.json()["room"]["trouble"], Value::Null);
}

#[tokio::test]
async fn a_room_opens_on_a_full_disk() {
    let mut server = server_on_a_small_disk();
    let ana = Guest::join(&server, "ana").await;
    let (acknowledged, _) = fill(&ana).await;
    server.kill9();
    server.append("x".repeat(4096).as_bytes());
    server.start_again();
    let ana = ana.at(&server);
    let page = ana.page("limit=200").await;
    assert_eq!(page["entries"].as_array().unwrap().len(), acknowledged.len(), "the torn line waits");
    say(&ana, "no room").await.refused(507, "disk_full");
    free_space(&server);
    ana.say("fits").await;
    let lines = chat::lines(&server.log());
    assert_eq!(lines.len(), acknowledged.len() + 2, "the torn line was ended, not joined");
    assert!(lines.last().unwrap().ends_with("ana said: fits"), "{lines:?}");
}
