//! A full disk: acknowledged lines stay, no line is stored in part, and the room goes on when there
//! is space again.

#![allow(clippy::unwrap_used)]
#![cfg(target_os = "linux")]

use std::process::Command;

use flatchat_tests::wait::until;
use flatchat_tests::{Answer, Guest, Server, chat};
use serde_json::{Value, json};

/// Starts a server whose files cannot grow past 3.5 KiB, so that the disk seems full to it.
fn server_on_a_small_disk() -> Server {
    // The limit is in units of 512 bytes. Only the soft limit is set, which can be raised again
    // from outside.
    let shell = "ulimit -S -f 7; exec \"$@\"";
    let folder = flatchat_tests::server::new_folder();
    Server::start_under(&["sh", "-c", shell, "sh"], folder, &["--posts-per-minute", "0"])
}

/// Raises the limit, as if somebody had freed space.
fn free_space(server: &Server) {
    let pid = server.pid().to_string();
    let status = Command::new("prlimit").args(["--pid", &pid, "--fsize=unlimited:"]).status();
    assert!(status.expect("prlimit is installed").success());
}

async fn say(guest: &Guest, text: &str) -> Answer {
    guest.post_json("/messages", &json!({ "text": text, "key": text })).await
}

/// Says texts until one does not fit. Returns the acknowledged texts, and the one that failed.
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

    // The room's links may have come meanwhile, which are facts about the room, too.
    let mut trouble = Value::Null;
    while trouble.is_null() {
        trouble = stream.value("room").await["trouble"].clone();
    }
    assert_eq!(trouble["code"], "disk_full", "{trouble}");
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
    // A reset would be a failure here, because no line that was streamed was taken back.
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

/// When a pipe replaces a file, opening it waits until somebody opens the other end. Without the
/// check, the start or every later message would hang.
#[tokio::test]
async fn a_pipe_in_place_of_a_file_holds_up_nothing() {
    let make_pipe = |path: &std::path::Path| {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    };
    for name in ["session.key", "names.json", "names.json.new", "chat.probe"] {
        let folder = flatchat_tests::server::new_folder();
        make_pipe(&folder.path().join(name));
        let mut server = Server::start_in(folder, &[]);
        let ana = Guest::join(&server, "ana").await;
        ana.say(name).await;
        server.terminate().await;
    }
    // What an earlier start left of an upload is read before others begin.
    let folder = flatchat_tests::server::new_folder();
    let uploads = folder.path().join("files/.uploads");
    std::fs::create_dir_all(&uploads).unwrap();
    make_pipe(&uploads.join("pipe.json"));
    std::os::unix::fs::symlink("/dev/zero", uploads.join("zeros.json")).unwrap();
    let server = Server::start_in(folder, &[]);
    let ana = Guest::join(&server, "ana").await;
    let _ = flatchat_tests::sharing::put(&ana, "a.txt", b"hello").await.expect(201);
    for name in ["chat.txt", "chat.lock"] {
        let folder = flatchat_tests::server::new_folder();
        make_pipe(&folder.path().join(name));
        let output = flatchat_tests::server::run(&[
            "--data",
            folder.path().to_str().unwrap(),
            "--listen",
            "127.0.0.1:0",
        ]);
        assert_eq!(output.status.code(), Some(1), "{name}: {output:?}");
        let reason = format!("{name} is not a file; move it away");
        let said = String::from_utf8_lossy(&output.stderr).matches(&reason).count();
        assert_eq!(said, 1, "{name}: {output:?}");
    }
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    ana.say("before").await;
    std::fs::rename(server.path("chat.txt"), server.path("aside")).unwrap();
    make_pipe(&server.path("chat.txt"));
    ana.try_say("meanwhile").await.refused(507, "disk_failed");
    ana.get("/chat.txt").await.refused(503, "disk_failed");
    std::fs::rename(server.path("aside"), server.path("chat.txt")).unwrap();
    ana.say("after").await;
}
