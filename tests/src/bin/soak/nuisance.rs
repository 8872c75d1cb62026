//! The guests and strangers who disturb: they flood, search and download without need, and send
//! rubbish.

use std::sync::Arc;
use std::time::Duration;

use flatchat_tests::Guest;
use reqwest::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::guests::{acknowledge, join};
use crate::ledger::text;
use crate::plan::{Count, Crowd, Soak};

/// How long to wait for an answer to rubbish.
const PATIENCE: Duration = Duration::from_secs(2);

pub(crate) fn spawn_all(soak: &Arc<Soak>, crowd: Crowd, tasks: &mut JoinSet<()>) {
    for n in 0..crowd.flooders {
        tasks.spawn_local(flood(Arc::clone(soak), format!("flooder {n}")));
    }
    for n in 0..crowd.searchers {
        tasks.spawn_local(search(Arc::clone(soak), format!("searcher {n}")));
    }
    for _ in 0..crowd.vandals {
        tasks.spawn_local(send_rubbish(Arc::clone(soak)));
    }
}

/// Posts ten times per second, which is far more than a guest may.
async fn flood(soak: Arc<Soak>, name: String) {
    let guest = join(&soak, &name).await;
    let mut number = 0;
    while soak.rest(Duration::from_millis(100)).await {
        let text = text(&name, number);
        number += 1;
        let request = guest.request(Method::POST, "/messages").header("content-type", "application/json");
        let request = request.body(json!({ "text": text }).to_string());
        match guest.try_send(request).await {
            Ok(answer) if answer.status == 201 => acknowledge(&soak, &text),
            Ok(answer) => {
                let _ = answer.expect(429);
                soak.count(Count::PutOff);
            }
            // Nobody knows whether the text was stored, so it is not said again.
            Err(_killed) => {}
        }
    }
}

/// Reads the whole log again and again, or stops halfway.
async fn search(soak: Arc<Soak>, name: String) {
    let guest = join(&soak, &name).await;
    while soak.rest(Duration::from_millis(fastrand::u64(..4_000))).await {
        let (path, what) = match fastrand::bool() {
            true => ("/messages?find=said:", Count::Searches),
            false => ("/chat.txt", Count::Downloads),
        };
        soak.count(what);
        let answer = guest.try_send(guest.request(Method::GET, path));
        if fastrand::bool() {
            let _given_up = tokio::time::timeout(Duration::from_millis(fastrand::u64(..20)), answer).await;
        } else if let Ok(answer) = answer.await {
            match answer.status {
                429 => soak.count(Count::PutOff),
                status => assert_eq!(status, 200, "{path}"),
            }
        }
    }
}

async fn send_rubbish(soak: Arc<Soak>) {
    let guest = join(&soak, &format!("vandal {}", fastrand::u64(..))).await;
    let address = soak.link().strip_prefix("http://").expect("a link").to_owned();
    while soak.rest(Duration::from_millis(fastrand::u64(..2_000))).await {
        let Ok(mut socket) = TcpStream::connect(&address).await else { continue };
        soak.count(Count::Rubbish);
        let _ = socket.write_all(&rubbish(&guest)).await;
        if fastrand::bool() {
            // The rest is never sent.
            soak.rest(Duration::from_millis(fastrand::u64(..5_000))).await;
            continue;
        }
        let _ = socket.shutdown().await;
        let mut answer = Vec::new();
        let _ = tokio::time::timeout(PATIENCE, socket.read_to_end(&mut answer)).await;
        let answer = String::from_utf8_lossy(&answer);
        assert!(!answer.starts_with("HTTP/1.1 500"), "{answer}");
    }
}

fn rubbish(guest: &Guest) -> Vec<u8> {
    let random: Vec<u8> = (0..fastrand::usize(1..4_000)).map(|_| fastrand::u8(..)).collect();
    let head = |line: &str| format!("{line} HTTP/1.1\r\nHost: localhost\r\n").into_bytes();
    let cookie = format!("Cookie: {}\r\n", guest.cookie()).into_bytes();
    let post = [&head("POST /messages")[..], &cookie, b"Content-Type: application/json\r\n"].concat();
    match fastrand::u8(..6) {
        0 => random,
        1 => [&head("GET /events")[..], b"Cookie: ", &random, b"\r\n\r\n"].concat(),
        2 => [&post[..], b"Content-Length: 100000\r\n\r\n{\"text\": \"", &random].concat(),
        3 => [&post[..], b"Transfer-Encoding: chunked\r\n\r\nffff\r\n", &random].concat(),
        4 => [&head("GET /chat.txt")[..], b"Range: bytes=", &random[..random.len().min(20)], b"\r\n\r\n"]
            .concat(),
        _ => [&head("GET /messages?find=a&before=9-f")[..], &b"A: b\r\n".repeat(200), b"\r\n"].concat(),
    }
}
