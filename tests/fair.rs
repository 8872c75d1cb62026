//! The requests of one address leave the others their share of the machine: searches and downloads.

#![allow(clippy::unwrap_used)]

use std::io::{Read, Write};
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use flatchat_tests::raw::Raw;
use flatchat_tests::server::new_folder;
use flatchat_tests::wait::until;
use flatchat_tests::{Guest, Server};
use tokio::net::TcpSocket;

/// Each line has this word, in its bytes and not in its text, so this is the most expensive search.
const ALL_LINES: &str = "/messages?find=said:";

const ATTACKER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(127, 0, 9, 66));
const HONEST: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(127, 0, 9, 1));

/// The number of the attacker's guests. Each of them may have this many searches at once.
const ATTACKERS: usize = 12;
const SEARCHES: usize = 4;

/// Starts a room whose log has this many bytes.
fn room(bytes: usize, args: &[&str]) -> Server {
    let line = format!("bot said: {}\n", "the pump is running again ".repeat(4));
    let folder = new_folder();
    std::fs::write(folder.path().join("chat.txt"), line.repeat(bytes / line.len())).unwrap();
    Server::start_in(folder, args)
}

/// Requests `path`, and does not wait for the answer.
async fn ask(server: &Server, from: IpAddr, guest: Option<&Guest>, path: &str) -> Raw {
    let mut raw = Raw::connect_from(server, from).await;
    let cookie = guest.map(|guest| format!("Cookie: {}\r\n", guest.cookie())).unwrap_or_default();
    let host = server.address();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{cookie}Connection: close\r\n\r\n");
    raw.send(request.as_bytes()).await;
    raw
}

async fn attack(server: &Server) -> Vec<Raw> {
    let mut searches = Vec::new();
    for n in 0..ATTACKERS {
        let guest = Guest::join(server, &format!("attacker {n}")).await;
        for _ in 0..SEARCHES {
            searches.push(ask(server, ATTACKER, Some(&guest), ALL_LINES).await);
        }
    }
    searches
}

/// Returns how long the processor has worked for this server, in milliseconds.
fn worked_ms(server: &Server) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", server.pid())).unwrap();
    // utime and stime, in hundredths of a second, are the fields 14 and 15. The second field may
    // have spaces.
    let fields = stat.rsplit_once(") ").unwrap().1.split(' ').skip(11).take(2);
    fields.map(|ticks| ticks.parse::<u64>().unwrap() * 10).sum()
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("none")
}

/// Attack: one address searches a large log 48 times at once. Without the defence, the next search
/// waits until all of these are done, which can take over a minute.
#[tokio::test]
async fn many_searches_of_one_source_do_not_hold_up_anothers() {
    let server = room(8 << 20, &["--guests-per-address", "100"]);
    let done = Arc::new(AtomicUsize::new(0));
    for mut search in attack(&server).await {
        let done = Arc::clone(&done);
        tokio::spawn(async move {
            assert_eq!(status(&search.rest().await), "200");
            done.fetch_add(1, Ordering::Relaxed);
        });
    }
    let answer = ask(&server, HONEST, None, ALL_LINES).await.rest().await;
    let done_before = done.load(Ordering::Relaxed);
    assert_eq!(status(&answer), "200");
    assert!(done_before < ATTACKERS, "{done_before} of the attacker's searches were done first");
}

/// Attack: searches whose clients disconnect. Without the defence, each of them scans the whole log
/// for nobody.
#[tokio::test]
async fn searches_that_are_given_up_end_at_once() {
    let server = room(24 << 20, &["--guests-per-address", "100"]);
    let searches = attack(&server).await;
    let before = worked_ms(&server);
    until("the server searches", async || {
        let worked = worked_ms(&server) - before;
        if worked >= 100 { Ok(()) } else { Err(worked) }
    })
    .await;
    drop(searches);
    until("the server rests", async || {
        let before = worked_ms(&server);
        tokio::time::sleep(Duration::from_millis(200)).await;
        let worked = worked_ms(&server) - before;
        if worked <= 10 { Ok(()) } else { Err(worked) }
    })
    .await;
    let all = worked_ms(&server) - before;
    let one = {
        let before = worked_ms(&server);
        let answer = ask(&server, ATTACKER, None, ALL_LINES).await.rest().await;
        assert_eq!(status(&answer), "200");
        worked_ms(&server) - before
    };
    assert!(all < one * 4, "{all} ms of work for searches that nobody waited for; one takes {one} ms");
}

/// Attack: any number of searches that wait for their turn, each with a connection and memory.
/// Without the defence, there can be as many as the address may have connections.
#[tokio::test]
async fn a_guest_and_an_address_have_only_so_many_searches_at_once() {
    let server = room(24 << 20, &["--guests-per-address", "3"]);
    let (ana, bo, cy) = (
        Guest::join(&server, "ana").await,
        Guest::join(&server, "bo").await,
        Guest::join(&server, "cy").await,
    );
    let mut running = Vec::new();
    for _ in 0..SEARCHES {
        running.push(ask(&server, ATTACKER, Some(&ana), ALL_LINES).await);
    }
    // A check has a place itself, and may have taken it from the last of these. So each check is
    // followed by one more of them.
    until("ana has as many as a guest may", async || {
        let seen = refused(&ask_shortly(&server, HONEST, &ana).await);
        running.push(ask(&server, ATTACKER, Some(&ana), ALL_LINES).await);
        seen
    })
    .await;
    let other = ask_shortly(&server, HONEST, &bo).await;
    assert_eq!(status(&other), "200", "others are not refused: {other}");
    for _ in 0..2 {
        running.push(ask(&server, ATTACKER, Some(&bo), ALL_LINES).await);
    }
    until("the address has six", async || {
        let seen = refused(&ask_shortly(&server, ATTACKER, &cy).await);
        running.push(ask(&server, ATTACKER, Some(&bo), ALL_LINES).await);
        seen
    })
    .await;
    let elsewhere = ask_shortly(&server, HONEST, &cy).await;
    assert_eq!(status(&elsewhere), "200", "at another address there is a place: {elsewhere}");
    drop(running);
    until("searches that were given up leave their places", async || {
        let again = ask_shortly(&server, ATTACKER, &ana).await;
        if status(&again) == "200" { Ok(()) } else { Err(again) }
    })
    .await;
}

/// Returns the answer to a search that needs one slice.
async fn ask_shortly(server: &Server, from: IpAddr, guest: &Guest) -> String {
    ask(server, from, Some(guest), "/messages?find=pump&limit=1").await.rest().await
}

fn refused(answer: &str) -> Result<(), String> {
    let busy = answer.contains("\"too_busy\"") && answer.to_lowercase().contains("\r\nretry-after: ");
    if status(answer) == "429" && busy { Ok(()) } else { Err(answer.to_owned()) }
}

/// Downloads the log on a thread of its own, and counts the received bytes.
async fn download(server: &Server, from: IpAddr, count: &Arc<AtomicUsize>) -> JoinHandle<()> {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((from, 0).into()).unwrap();
    let mut socket = socket.connect(server.address()).await.unwrap().into_std().unwrap();
    socket.set_nonblocking(false).unwrap();
    let host = server.address();
    write!(socket, "GET /chat.txt HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let count = Arc::clone(count);
    std::thread::spawn(move || {
        let mut bytes = vec![0; 1 << 20];
        while let Ok(more @ 1..) = socket.read(&mut bytes) {
            count.fetch_add(more, Ordering::Relaxed);
        }
    })
}

/// Attack: one address downloads a large log twenty times at once. Without the defence, each of its
/// downloads is as fast as the only one of another address, which gets a twentieth of the machine.
#[tokio::test]
async fn many_downloads_of_one_source_are_no_faster_than_one_of_another() {
    const LOG_BYTES: usize = 64 << 20;
    let server = room(LOG_BYTES, &[]);
    let [attackers, honest] = [(); 2].map(|()| Arc::new(AtomicUsize::new(0)));
    for _ in 0..20 {
        download(&server, ATTACKER, &attackers).await;
    }
    download(&server, HONEST, &honest).await.join().unwrap();
    let (attackers, honest) = (attackers.load(Ordering::Relaxed), honest.load(Ordering::Relaxed));
    assert!(honest > LOG_BYTES - 1_000, "{honest}");
    assert!(attackers < 5 * honest, "{attackers} bytes for the twenty, {honest} for the one");
}
