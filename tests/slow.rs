//! Guests who do not read, or who vanish: they cost the room nothing, lose nothing, and hold nobody
//! up.

#![allow(clippy::unwrap_used)]

use flatchat_tests::raw::Raw;
use flatchat_tests::wait::until;
use flatchat_tests::{EventStream, Guest, Server};

/// The number of messages, each of a kilobyte. This is more than all socket buffers on the way can
/// hold.
const MESSAGES: usize = 6_000;

const BATCH: usize = 250;

/// How much its memory may grow after the start.
const MOST_BYTES: u64 = 64 << 20;

fn text(n: usize) -> String {
    format!("{n:08} {}", "x".repeat(1000))
}

/// Appends all messages in batches. Each batch is read on every honest stream before the next one.
async fn append_all(server: &Server, honest: &mut [EventStream]) {
    for from in (0..MESSAGES).step_by(BATCH) {
        let batch: String = (from..from + BATCH).map(|n| format!("bot said: {}\n", text(n))).collect();
        server.append(batch.as_bytes());
        let expected: Vec<String> = (from..from + BATCH).map(text).collect();
        for stream in honest.iter_mut() {
            assert!(stream.texts(BATCH).await == expected, "batch {from} is not what was appended");
        }
    }
}

#[tokio::test]
async fn streams_that_do_not_read_lose_nothing_and_hold_nobody_up() {
    let server = Server::start(&["--posts-per-minute", "0"]);
    let ana = Guest::join(&server, "ana").await;
    let mut honest = [ana.stream().await, ana.stream().await];
    for stream in &mut honest {
        stream.event("room").await;
    }
    let mut stalled = Vec::new();
    for _ in 0..8 {
        stalled.push(Raw::stalled_stream(&server, "/events?after=0-0").await);
    }
    until("all streams are open", async || {
        let open = std::fs::read_dir(format!("/proc/{}/fd", server.pid())).map_or(99, Iterator::count);
        if open > 18 { Ok(()) } else { Err(open) }
    })
    .await;
    let before = server.resident_bytes();
    append_all(&server, &mut honest).await;
    let receipt = ana.say("still quick").await;
    for stream in &mut honest {
        assert_eq!(stream.entry().await, receipt["entry"]);
    }
    if let (Some(before), Some(after)) = (before, server.resident_bytes()) {
        println!("resident: {} KiB, then {} KiB", before >> 10, after >> 10);
        assert!(after < before + MOST_BYTES, "{before} bytes grew to {after}");
    }
    for (n, raw) in stalled.iter_mut().enumerate() {
        let frames = raw.entries(MESSAGES + 1).await;
        assert_eq!(frames.len(), MESSAGES + 1, "stalled stream {n}");
        for (m, frame) in frames.iter().take(MESSAGES).enumerate() {
            assert!(
                frame.data.as_deref().unwrap().contains(&text(m)),
                "stalled stream {n} at {m}: {frame:?}"
            );
        }
        assert!(frames[MESSAGES].data.as_deref().unwrap().contains("still quick"));
    }
    if let (Some(before), Some(after)) = (before, server.resident_bytes()) {
        assert!(after < before + MOST_BYTES, "{before} bytes grew to {after} while they caught up");
    }
}

#[tokio::test]
async fn guests_who_vanish_are_counted_out() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let _watching = ana.stream().await;
    let mut gone = Vec::new();
    for n in 0..20 {
        gone.push(Guest::join(&server, &format!("guest {n}")).await.stream().await);
    }
    let count = async || ana.get("/people").await.expect(200).json()["count"].as_u64().unwrap();
    until("all are here", async || {
        let count = count().await;
        if count == 21 { Ok(()) } else { Err(count) }
    })
    .await;
    drop(gone);
    until("they are gone", async || {
        let count = count().await;
        if count == 1 { Ok(()) } else { Err(count) }
    })
    .await;
}

#[tokio::test]
async fn a_shutdown_does_not_wait_for_those_who_do_not_read() {
    let mut server = Server::start(&[]);
    let mut stalled = Vec::new();
    for _ in 0..4 {
        stalled.push(Raw::stalled_stream(&server, "/events?after=0-0").await);
    }
    let mut honest = [Guest::stranger(&server).stream().await];
    append_all(&server, &mut honest).await;
    let (status, took) = server.end_with(rustix::process::Signal::TERM).await;
    assert_eq!(status.code(), Some(0), "{}", server.stderr());
    assert!(took.as_millis() < 2000, "{took:?}");
}
