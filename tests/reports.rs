//! The server's reports on stderr cannot hold anything up, no matter what stderr is.
//!
//! The attack: stderr becomes unwritable (a full disk with the log file, a pipe whose reader has
//! ended, a paused terminal), and the same cause makes the server report something. Without the
//! defence, the report panics in the log's thread or the accept loop. Then every later message is
//! refused until the server is started again, or the whole server ends.

#![allow(clippy::unwrap_used)]
#![cfg(target_os = "linux")]

use std::fs;
use std::process::Command;

use flatchat_tests::raw::Raw;
use flatchat_tests::server::new_folder;
use flatchat_tests::wait::until;
use flatchat_tests::{Guest, Server};

/// Ways in which stderr accepts nothing, as a shell sets them up.
const BROKEN: [&str; 5] = [
    "exec \"$@\" 2>/dev/full",
    "exec \"$@\" 2>&-",
    "exec \"$@\" 2> >(exit)",
    // Nobody reads: the pipe is soon full, and a writer waits for ever.
    "export RUST_LOG=trace; exec \"$@\" 2> >(exec sleep 60)",
    // A log file on a full disk.
    "ulimit -S -f 0; trap '' XFSZ; exec \"$@\" 2>>\"$(mktemp)\"",
];

fn server_with(stderr: &str, args: &[&str]) -> Server {
    Server::start_under(&["bash", "-c", stderr, "bash"], new_folder(), args)
}

/// Allows again what the disk limit forbids the server besides its reports.
fn free_space(server: &Server) {
    let pid = server.pid().to_string();
    let status = Command::new("prlimit").args(["--pid", &pid, "--fsize=unlimited:"]).status();
    assert!(status.expect("prlimit is installed").success());
}

async fn until_health(guest: &Guest, status: u16) {
    until("the server says how it is", async || {
        let health = guest.get("/health").await;
        if health.status == status { Ok(()) } else { Err(health) }
    })
    .await;
}

#[tokio::test]
async fn a_log_that_cannot_be_read_for_a_while_is_used_again_whatever_stderr_is() {
    for stderr in BROKEN {
        let server = server_with(stderr, &[]);
        free_space(&server);
        let ana = Guest::join(&server, "ana").await;
        ana.say("before").await;
        let (log, aside) = (server.path("chat.txt"), server.path("aside"));
        fs::rename(&log, &aside).unwrap();
        fs::create_dir(&log).unwrap();
        // The server notices this by itself, while nobody speaks.
        until_health(&ana, 503).await;
        ana.try_say("meanwhile").await.refused(507, "disk_failed");
        fs::remove_dir(&log).unwrap();
        fs::rename(&aside, &log).unwrap();
        until_health(&ana, 200).await;
        let mut stream = ana.stream().await;
        ana.say("after").await;
        server.append(b"from outside\n");
        assert_eq!(stream.texts(2).await, ["after", "from outside"], "{stderr}");
    }
}

#[tokio::test]
async fn a_server_without_descriptors_and_without_stderr_goes_on() {
    for stderr in BROKEN {
        let server = server_with(&format!("ulimit -S -n 40; ulimit -H -n 40; {stderr}"), &[]);
        free_space(&server);
        let ana = Guest::join(&server, "ana").await;
        let mut crowd = Vec::new();
        for _ in 0..60 {
            crowd.push(Raw::connect(&server).await);
        }
        // By now, the accept loop has reported that it gets no more sockets.
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        drop(crowd);
        until("the server answers", async || {
            let said = ana.request(reqwest::Method::GET, "/health");
            ana.try_send(said).await.map(|answer| answer.expect(200))
        })
        .await;
        ana.say("still here").await;
    }
}

#[tokio::test]
async fn a_stdout_that_cannot_be_written_does_not_end_the_room() {
    let folder = new_folder();
    let port = flatchat_tests::driver::free_port();
    let address = format!("127.0.0.1:{port}");
    let mut server = Command::new(flatchat_tests::server::program())
        .args(["--listen", &address, "--data", folder.path().to_str().unwrap()])
        .stdout(fs::File::options().write(true).open("/dev/full").unwrap())
        .spawn()
        .unwrap();
    let health = reqwest::Client::builder().no_proxy().build().unwrap();
    let answered =
        until("the server answers", async || health.get(format!("http://{address}/health")).send().await);
    let status = answered.await.status();
    server.kill().unwrap();
    server.wait().unwrap();
    assert_eq!(status, 200);
}
