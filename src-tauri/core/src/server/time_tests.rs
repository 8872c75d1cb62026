//! Tests of time-outs: a peer that keeps the server waiting is cut off, and one that is only slow
//! is not. Time is paused, and connections are pipes in memory.

use std::io;
use std::net::Ipv4Addr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::body::BODY_WITHIN;
use super::connections::Place;
use super::handover::{Connection, Detach};
use super::long_heads::LongHead;
use super::pace::JUDGED_EVERY;
use super::serve::{HEAD_WITHIN, serve_one};
use super::*;
use crate::limits::{Most, Supply};
use crate::room::Options;

impl Detach for DuplexStream {
    fn detach(self) -> io::Result<std::net::TcpStream> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

struct Quiet {
    room: Arc<Room>,
    app: Router,
    folder: tempfile::TempDir,
}

/// A room in which only the tested step takes time.
fn quiet() -> Quiet {
    let folder = tempfile::tempdir().unwrap();
    let room = Room::open(Options::new(folder.path())).unwrap();
    let local = SocketAddr::from((Ipv4Addr::LOCALHOST, 8765));
    let app = router(room.clone(), local.into(), &ServeOptions::default(), CancellationToken::new()).unwrap();
    tokio::time::pause();
    Quiet { room, app, folder }
}

fn place() -> Place {
    Supply::new(Most { in_all: 1, per_address: None }).take(1, Ipv4Addr::LOCALHOST.into()).unwrap().into()
}

impl Quiet {
    /// Opens a connection that can hold this many bytes on its way, and sends `sent`.
    async fn connect(&self, bytes: usize, sent: &str) -> DuplexStream {
        let (mut ours, theirs) = tokio::io::duplex(bytes);
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 8765));
        let peer = Peer { remote: address, local: address };
        let (app, connection) = (self.app.clone(), Connection::staying(place(), LongHead::any()));
        tokio::spawn(serve_one(theirs, app, peer, connection, CancellationToken::new()));
        ours.write_all(sent.as_bytes()).await.unwrap();
        ours
    }
}

/// Reads until the other end closes the connection. Returns what arrived, and how long that took.
async fn rest(connection: &mut DuplexStream) -> (String, Duration) {
    let (since, mut read) = (Instant::now(), Vec::new());
    let reading = timeout(Duration::from_secs(3600), connection.read_to_end(&mut read));
    // A connection that breaks has also ended.
    let _ = reading.await.expect("the server waits for more than an hour");
    (String::from_utf8_lossy(&read).into_owned(), since.elapsed())
}

/// Sends these bytes one by one, one per second, until the server closes the connection. Returns
/// what arrived, and how long that took.
async fn dribble(connection: DuplexStream, bytes: &str) -> (String, Duration) {
    let (mut reading, mut writing) = tokio::io::split(connection);
    let bytes = bytes.to_owned();
    let dribbling = tokio::spawn(async move {
        for byte in bytes.bytes() {
            sleep(Duration::from_secs(1)).await;
            if writing.write_all(&[byte]).await.is_err() {
                break;
            }
        }
    });
    let (since, mut read) = (Instant::now(), Vec::new());
    let _ = reading.read_to_end(&mut read).await;
    let took = since.elapsed();
    dribbling.abort();
    (String::from_utf8_lossy(&read).into_owned(), took)
}

const A_MOMENT: Duration = Duration::from_secs(2);

/// Attack: connections that send nothing, or a byte now and then (slowloris), or nothing more after
/// an answer. Without the defence, each keeps its place for as long as it likes.
#[tokio::test]
async fn a_connection_that_brings_no_request_is_closed() {
    let server = quiet();
    let (_, silent) = rest(&mut server.connect(4096, "").await).await;
    assert!(silent <= HEAD_WITHIN + A_MOMENT, "{silent:?}");
    let head = format!("GET /health HTTP/1.1\r\nX: {}", "x".repeat(10_000));
    let (_, dribbled) = dribble(server.connect(4096, "").await, &head).await;
    assert!(dribbled <= HEAD_WITHIN + A_MOMENT, "{dribbled:?}");
    let health = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let (answer, idle) = rest(&mut server.connect(4096, health).await).await;
    assert!(answer.contains("200 OK") && idle <= HEAD_WITHIN + A_MOMENT, "{answer} {idle:?}");
    server.room.close().await;
}

/// Attack: bodies that never end (R-U-Dead-Yet), sent to addresses that read them and to those that
/// do not. Without the defence, the server holds all that was sent.
#[tokio::test]
async fn a_body_that_does_not_come_to_its_end_is_refused_and_its_connection_closed() {
    let server = quiet();
    let head =
        |path: &str| format!("POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n");
    let body = "x".repeat(100_000);
    for (path, expected) in [("/join", "408"), ("/messages", "401"), ("/leave", "204"), ("/nowhere", "404")] {
        for some in ["", "half of a ", &body[..90_000]] {
            let (answer, took) = rest(&mut server.connect(1 << 20, &(head(path) + some)).await).await;
            assert!(answer.starts_with(&format!("HTTP/1.1 {expected}")), "{path}: {answer}");
            let most = BODY_WITHIN.max(HEAD_WITHIN) + A_MOMENT;
            assert!(took <= most, "{path} after {} bytes: {took:?}", some.len());
        }
        let (answer, took) = dribble(server.connect(1 << 20, &head(path)).await, &body).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {expected}")), "{path}: {answer}");
        assert!(took <= BODY_WITHIN.max(HEAD_WITHIN) + A_MOMENT, "{path}: {took:?}");
    }
    server.room.close().await;
}

/// The size of the log that is downloaded here.
const LOG_BYTES: usize = 300_000;

const DOWNLOAD: &str = "GET /chat.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

async fn with_long_log() -> Quiet {
    let server = quiet();
    let line = format!("bo said: {}\n", "x".repeat(990));
    std::fs::write(server.folder.path().join("chat.txt"), line.repeat(LOG_BYTES / line.len() + 1)).unwrap();
    server
}

/// Attack: downloads that nobody reads. Without the defence, each keeps a file, a place and memory
/// for as long as its kernel acknowledges.
#[tokio::test]
async fn a_reader_that_takes_nothing_is_cut_off() {
    let server = with_long_log().await;
    for path in ["/chat.txt", "/messages?limit=200"] {
        let ask = DOWNLOAD.replace("/chat.txt", path);
        let mut stalled = server.connect(4096, &ask).await;
        sleep(JUDGED_EVERY * 2).await;
        let (got, _) = rest(&mut stalled).await;
        assert!(got.starts_with("HTTP/1.1 200") && got.len() <= 4096, "{path}: {} bytes", got.len());
    }
    server.room.close().await;
}

/// Not an attack: a guest at the edge of the Wi-Fi, who takes 600 bytes a second and gets
/// everything.
#[tokio::test]
async fn a_reader_that_takes_a_little_all_the_time_gets_everything() {
    let server = with_long_log().await;
    let mut slow = server.connect(4096, DOWNLOAD).await;
    let (mut got, mut some) = (0, [0; 600]);
    loop {
        match slow.read(&mut some).await.unwrap() {
            0 => break,
            read => got += read,
        }
        sleep(Duration::from_secs(1)).await;
    }
    assert!(got > LOG_BYTES, "{got} bytes");
    server.room.close().await;
}
