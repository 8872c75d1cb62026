//! Floods from one address: connections, bodies, downloads, and answers that are never read.
//!
//! Tests beside the code (`server/time_tests.rs` of core), with paused time, show how a peer that
//! keeps the server waiting is cut off.

#![allow(clippy::unwrap_used)]

use std::net::IpAddr;

use flatchat_tests::netns::{Lan, ran_as_root};
use flatchat_tests::raw::Raw;
use flatchat_tests::server::new_folder;
use flatchat_tests::wait::until;
use flatchat_tests::{Guest, Server};

/// Returns the `n`th of this computer's loopback addresses.
fn loopback(n: u8) -> IpAddr {
    [127, 0, 9, n].into()
}

/// Returns a request without a body, with these headers.
fn get(server: &Server, path: &str, headers: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{headers}\r\n", server.address())
}

/// Returns the status of an answer, and the part of it that came at once.
async fn answer(raw: &mut Raw) -> (u16, String) {
    let text = String::from_utf8_lossy(&raw.some().await).into_owned();
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
    (status.unwrap_or_else(|| panic!("no answer: {text:?}")), text)
}

/// Opens a connection and requests `path`. Returns the connection, and the status of the answer.
async fn ask(server: &Server, from: IpAddr, path: &str) -> (Raw, u16) {
    let mut raw = Raw::connect_from(server, from).await;
    raw.send(get(server, path, "").as_bytes()).await;
    let (status, _) = answer(&mut raw).await;
    (raw, status)
}

/// Opens a connection that has its place: the server has answered on it.
async fn open(server: &Server, from: IpAddr, path: &str) -> Raw {
    let (raw, status) = ask(server, from, path).await;
    assert_eq!(status, 200, "{path}");
    raw
}

/// Returns the first connection from this address that gets an answer.
async fn until_it_takes(server: &Server, from: IpAddr, path: &str) -> Raw {
    until(&format!("{from} gets {path}"), async || {
        let (raw, status) = ask(server, from, path).await;
        if status == 200 { Ok(raw) } else { Err(status) }
    })
    .await
}

/// Connections that were closed before may still have their places.
async fn until_it_refuses(server: &Server, from: IpAddr) {
    until(&format!("{from} is refused"), async || {
        let (_, status) = ask(server, from, "/health").await;
        if status == 503 { Ok(()) } else { Err(status) }
    })
    .await;
}

/// Attack: one address opens any number of connections, and leaves them open. Without the defence,
/// it takes all descriptors, and nobody else gets in. Event streams keep their places even though
/// their sockets have left hyper.
#[tokio::test]
async fn an_address_has_only_so_many_connections_whatever_it_does_with_them() {
    let server = Server::start(&["--connections-per-address", "6"]);
    let here = loopback(1);
    let mut held = Vec::new();
    for path in ["/health", "/events", "/server.php", "/events", "/health", "/events"] {
        held.push(open(&server, here, path).await);
    }
    let mut refused = Raw::connect_from(&server, here).await;
    let text = refused.rest().await;
    assert!(text.starts_with("HTTP/1.1 503 Service Unavailable\r\n"), "{text}");
    assert!(text.contains("\r\nRetry-After: 5\r\n") && text.contains("\r\nConnection: close\r\n"), "{text}");
    let (_, body) = text.split_once("\r\n\r\n").unwrap();
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["error"]["code"], "too_many_connections");
    assert!(text.contains(&format!("\r\nContent-Length: {}\r\n", body.to_string().len())), "{text}");
    for _ in 0..100 {
        let (_, status) = ask(&server, here, "/health").await;
        assert_eq!(status, 503);
    }
    open(&server, loopback(2), "/health").await;
    for again in 0..2 {
        drop(held.remove(again));
        held.push(until_it_takes(&server, here, "/events").await);
        until_it_refuses(&server, here).await;
    }
}

/// Attack: the same from all addresses of an IPv6 network. Without the defence, each has places of
/// its own.
#[tokio::test]
async fn the_addresses_of_an_ipv6_network_share_its_connections() {
    if ran_as_root("the_addresses_of_an_ipv6_network_share_its_connections") {
        return;
    }
    let lan = Lan::new();
    let computer = lan.computer("192.168.77.1/24");
    computer.own_network("2001:db8::/32");
    let listen = "[2001:db8:ffff::1]:8765";
    let args = ["--connections-per-address", "3"];
    let server = Server::start_at(listen, &computer.wrapper(), new_folder(), &args);
    let _inside = computer.enter();
    let address = |network, host| IpAddr::from([0x2001, 0xdb8, 0, network, 0, 0, 0, host]);
    let mut held = Vec::new();
    for host in 1..=3 {
        held.push(open(&server, address(1, host), "/health").await);
    }
    assert_eq!(ask(&server, address(1, 4), "/health").await.1, 503);
    open(&server, address(2, 1), "/health").await;
}

/// Attack: many addresses take all the descriptors that the system gives. Without the defence, the
/// server has none left for the log: it cannot be downloaded, or opened again after an editor has
/// replaced it, and new guests wait for an answer that never comes.
#[tokio::test]
async fn descriptors_are_left_for_the_log_when_all_connections_are_taken() {
    let server = Server::start_under(&["prlimit", "--nofile=160:160"], new_folder(), &[]);
    let ana = Guest::join(&server, "ana").await;
    let mut stream = ana.stream().await;
    let mut kept = open(&server, loopback(250), "/health").await;
    let mut held = Vec::new();
    'full: for n in 1..=10 {
        for _ in 0..50 {
            match ask(&server, loopback(n), "/events").await {
                (raw, 200) => held.push(raw),
                _ => break,
            }
        }
        if ask(&server, loopback(200), "/health").await.1 == 503 {
            break 'full;
        }
    }
    assert!(held.len() > 100, "{} connections", held.len());
    let mut refused = Vec::new();
    for _ in 0..60 {
        let (raw, status) = ask(&server, loopback(200), "/health").await;
        assert_eq!(status, 503, "after {} connections", held.len());
        refused.push(raw);
    }
    let replaced = server.path("replaced");
    std::fs::write(&replaced, "bo said: from an editor\n").unwrap();
    std::fs::rename(&replaced, server.path("chat.txt")).unwrap();
    stream.event("reset").await;
    assert_eq!(stream.texts(1).await, ["from an editor"]);
    kept.send(get(&server, "/chat.txt", "Connection: close\r\n").as_bytes()).await;
    let text = kept.rest().await;
    assert!(text.contains(" 200 OK") && text.contains("from an editor"), "{text}");
    drop(held);
    until_it_takes(&server, loopback(200), "/health").await;
}

/// Posts this many bytes of a message that is too long. The status 413 shows that the server has
/// read all of it.
async fn post(server: &Server, from: IpAddr, cookie: &str, sent: usize, of: usize) -> Raw {
    let mut raw = Raw::connect_from(server, from).await;
    let head = format!("POST /messages HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\n", server.address());
    let kind = "Content-Type: text/plain\r\nConnection: close";
    let body = "x".repeat(sent);
    raw.send(format!("{head}{kind}\r\nContent-Length: {of}\r\n\r\n{body}").as_bytes()).await;
    raw
}

/// Attack: bodies that are sent except for their end. 6,000 of them took 1.6 GB. Without the
/// defence, each is held, however many there are.
#[tokio::test]
async fn bodies_under_way_are_bounded_and_small_messages_still_come_through() {
    const LONG: usize = 120_000;
    let server = Server::start(&["--guests-per-address", "2"]);
    let ana = Guest::join(&server, "ana").await;
    let (here, cookie) = (loopback(1), ana.cookie().to_owned());
    let status = async |from, bytes| answer(&mut post(&server, from, &cookie, bytes, bytes).await).await.0;
    assert_eq!(status(here, LONG).await, 413);
    let mut half = until("a half body takes what the address has", async || {
        // This request may be the one that is refused, if the next one is faster.
        let half = post(&server, here, &cookie, LONG - 10, LONG).await;
        let status = status(here, LONG).await;
        if status == 503 { Ok(half) } else { Err(status) }
    })
    .await;
    let refused = answer(&mut post(&server, here, &cookie, LONG, LONG).await).await.1;
    assert!(refused.contains("\"busy\"") && refused.contains("retry-after: 5\r\n"), "{refused}");
    assert_eq!(status(here, 10_000).await, 201, "a message as people write them");
    assert_eq!(status(loopback(2), LONG).await, 413, "another address has its own");
    half.send(&[b'x'; 10]).await;
    assert_eq!(answer(&mut half).await.0, 413);
    until("what the half body took is there again", async || {
        let status = status(here, LONG).await;
        if status == 413 { Ok(()) } else { Err(status) }
    })
    .await;
}

/// Waits until the server has read everything that was sent to it.
async fn until_all_is_read(server: &Server) {
    until("the server has read everything", async || match unread_bytes(server.address().port()) {
        0 => Ok(()),
        bytes => Err(format!("{bytes} bytes")),
    })
    .await;
}

/// Returns how many bytes that were sent to this port the system still holds.
fn unread_bytes(port: u16) -> u64 {
    let number = |hex: &str| u64::from_str_radix(hex, 16).unwrap();
    let is_port =
        |address: &str| address.split_once(':').is_some_and(|(_, hex)| number(hex) == u64::from(port));
    let table = std::fs::read_to_string("/proc/net/tcp").unwrap();
    let held = |line: &str| -> Option<u64> {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let (sent, received) = fields.get(4)?.split_once(':')?;
        let received = if is_port(fields[1]) { number(received) } else { 0 };
        Some(received + if is_port(fields[2]) { number(sent) } else { 0 })
    };
    table.lines().skip(1).filter_map(held).sum()
}

/// How much the server's memory may grow after its start, under an attack from one address.
const MOST_BYTES: u64 = 48 << 20;

/// Attack: 500 bodies without their end, from one address. Without the defence, each is held, and
/// so is the same amount of space for the next bytes.
#[tokio::test]
async fn half_sent_bodies_of_one_address_take_little_memory() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let before = server.resident_bytes();
    let mut held = Vec::new();
    for _ in 0..500 {
        held.push(post(&server, loopback(1), ana.cookie(), 130_000, 131_000).await);
    }
    until_all_is_read(&server).await;
    ana.say("still quick").await;
    assert_grew_little(&server, before);
}

/// Attack: 300 heads of a megabyte without their end, from one address. Without the defence, each
/// is held for half a minute.
#[tokio::test]
async fn half_sent_heads_of_one_address_take_little_memory() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let before = server.resident_bytes();
    let head = format!("GET / HTTP/1.1\r\nHost: {}\r\nCookie: {}", server.address(), "a".repeat(950_000));
    let mut held = Vec::new();
    for _ in 0..300 {
        let mut raw = Raw::connect_from(&server, loopback(1)).await;
        raw.send(head.as_bytes()).await;
        held.push(raw);
    }
    until_all_is_read(&server).await;
    ana.say("still quick").await;
    assert_grew_little(&server, before);
    let other = open(&server, loopback(2), "/health").await;
    drop((held, other));
    until("a long head is read again", async || {
        let mut raw = Raw::connect_from(&server, loopback(1)).await;
        raw.send(format!("{head}\r\n\r\n").as_bytes()).await;
        let read = String::from_utf8_lossy(&raw.some().await).into_owned();
        if read.starts_with("HTTP/1.1 200 ") { Ok(()) } else { Err(read) }
    })
    .await;
}

/// Attack: 100 connections request the largest page of history, a megabyte, and read nothing.
/// Without the defence, each holds its page twice, for as long as it likes.
#[tokio::test]
async fn pages_that_nobody_reads_take_little_memory() {
    let server = Server::start(&[]);
    let line = format!("bo said: {}\n", "x".repeat(16_000));
    server.append(line.repeat(200).as_bytes());
    let ana = Guest::join(&server, "ana").await;
    until("the page is as large as it can be", async || {
        let entries = ana.get("/messages?limit=200").await.json()["entries"].as_array().map_or(0, Vec::len);
        if entries > 60 { Ok(()) } else { Err(entries) }
    })
    .await;
    let before = server.resident_bytes();
    let mut stalled = Vec::new();
    for _ in 0..100 {
        let mut raw = Raw::connect_narrow(&server, 4096).await;
        raw.send(get(&server, "/messages?limit=200", "").as_bytes()).await;
        stalled.push(raw);
    }
    let mut refused = 0;
    for raw in &mut stalled {
        refused += u32::from(answer(raw).await.0 == 503);
    }
    assert!((80..95).contains(&refused), "{refused} of 100 were refused");
    assert_grew_little(&server, before);
    ana.get("/messages?limit=200").await.refused(503, "busy");
    drop(stalled);
    until("pages can be had again", async || {
        let page = ana.get("/messages?limit=200").await;
        if page.status == 200 { Ok(()) } else { Err(page) }
    })
    .await;
}

fn assert_grew_little(server: &Server, before: Option<u64>) {
    if let (Some(before), Some(after)) = (before, server.resident_bytes()) {
        println!("resident: {} KiB, then {} KiB", before >> 10, after >> 10);
        assert!(after < before + MOST_BYTES, "{before} bytes grew to {after}");
    }
}

/// Attack: forms whose part never gets to its content. Without the defence, all that comes is held
/// and searched again at each chunk: a processor for each connection, and memory without end.
#[tokio::test]
async fn the_heads_of_forms_take_little_memory_and_are_refused() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let before = server.resident_bytes();
    for beginning in
        ["--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"", "--x\r\nA: ", "preamble"]
    {
        let mut held = Vec::new();
        for n in 0..20 {
            let mut raw = Raw::connect_from(&server, loopback(n)).await;
            let cookie = ana.cookie();
            let head = format!("POST /files HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\n", server.address());
            let kind = "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 900000";
            raw.send(format!("{head}{kind}\r\n\r\n{beginning}{}", "y".repeat(40_000)).as_bytes()).await;
            held.push(raw);
        }
        for raw in &mut held {
            let (status, text) = answer(raw).await;
            assert!(status == 400 && text.contains("send shorter names"), "{text}");
        }
    }
    assert_grew_little(&server, before);
    ana.say("still here").await;
}

/// Attack: downloads of the log that are read slowly or not at all. 1,000 of them raised the 99th
/// percentile of honest guests from 9 to 346 ms. Without the defence, each holds a file, memory,
/// and a thread's time.
#[tokio::test]
async fn an_address_downloads_the_log_only_so_often_at_once() {
    let server = Server::start(&[]);
    server.append("bo said: 0123456789\n".repeat(1 << 20).as_bytes());
    let mut held = Vec::new();
    for _ in 0..4 {
        held.push(open(&server, loopback(1), "/chat.txt").await);
    }
    let mut fifth = Raw::connect_from(&server, loopback(1)).await;
    fifth.send(get(&server, "/chat.txt", "Range: bytes=0-9\r\n").as_bytes()).await;
    let (status, text) = answer(&mut fifth).await;
    assert!(status == 503 && text.contains("\"too_many_downloads\""), "{text}");
    assert!(text.contains("retry-after: 5\r\n"), "{text}");
    open(&server, loopback(2), "/chat.txt").await;
    open(&server, loopback(1), "/messages").await;
    drop(held.pop());
    until_it_takes(&server, loopback(1), "/chat.txt").await;
}

/// Attack: downloads from many addresses. Without the defence, each address has its four.
#[tokio::test]
async fn the_log_is_downloaded_only_so_often_at_once_in_all() {
    let server = Server::start(&[]);
    server.append("bo said: 0123456789\n".repeat(1 << 20).as_bytes());
    let mut held = Vec::new();
    for n in 0..64 {
        held.push(open(&server, loopback(1 + n / 4), "/chat.txt").await);
    }
    assert_eq!(ask(&server, loopback(100), "/chat.txt").await.1, 503);
    open(&server, loopback(100), "/health").await;
}
