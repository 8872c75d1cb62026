//! Tests of both ways of an event stream, byte by byte: guests must read the same bytes, no matter
//! which one writes them.

use std::io;
use std::net::Ipv4Addr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

use super::broadcast::Broadcaster;
use super::connections::Place;
use super::handover::{Connection, Detach};
use super::long_heads::LongHead;
use super::serve::{serve, serve_one};
use super::*;
use crate::code::Code;
use crate::limits::{Most, Supply};
use crate::room::Options;

const BOTH: [LastMile; 2] = [LastMile::Socket, LastMile::Body];

struct Running {
    room: Arc<Room>,
    address: SocketAddr,
    shutdown: CancellationToken,
    serving: tokio::task::JoinHandle<io::Result<()>>,
    folder: tempfile::TempDir,
}

async fn run(last_mile: LastMile) -> Running {
    let folder = tempfile::tempdir().unwrap();
    let room = Room::open(Options::new(folder.path())).unwrap();
    room.enter_as_host("ana").unwrap();
    let listener = listen("127.0.0.1:0".parse().unwrap()).unwrap();
    let (address, shutdown) = (listener.bound().address(), CancellationToken::new());
    let options = ServeOptions { last_mile, ..ServeOptions::default() };
    let serving = tokio::spawn(serve(listener, room.clone(), options, shutdown.clone()));
    Running { room, address, shutdown, serving, folder }
}

impl Running {
    async fn ask(&self, request: &str) -> TcpStream {
        let mut socket = TcpStream::connect(self.address).await.unwrap();
        socket.write_all(request.as_bytes()).await.unwrap();
        socket
    }

    async fn say(&self, text: &str) {
        self.room.say_as_host(text, None).await.unwrap();
    }

    async fn stop(self) {
        self.shutdown.cancel();
        tokio::time::timeout(Duration::from_secs(5), self.serving).await.unwrap().unwrap().unwrap();
        self.room.close().await;
    }
}

/// A place from a supply that is large enough for all.
fn place() -> Place {
    Supply::new(Most { in_all: 1, per_address: None }).take(1, Ipv4Addr::LOCALHOST.into()).unwrap().into()
}

fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")
}

/// Reads until `end` was read, and returns everything.
async fn read_until(socket: &mut (impl AsyncRead + Unpin), end: &str) -> String {
    let mut read = Vec::new();
    let reading = async {
        while !String::from_utf8_lossy(&read).contains(end) {
            assert!(
                socket.read_buf(&mut read).await.unwrap() > 0,
                "ended: {}",
                String::from_utf8_lossy(&read)
            );
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(10), reading).await;
    let text = String::from_utf8_lossy(&read).into_owned();
    assert!(waited.is_ok(), "no {end:?} in {text}");
    text
}

async fn read_to_end(socket: &mut TcpStream) -> String {
    let mut read = Vec::new();
    tokio::time::timeout(Duration::from_secs(5), socket.read_to_end(&mut read)).await.unwrap().unwrap();
    String::from_utf8(read).unwrap()
}

/// Returns the body of a chunked response, and checks that its chunks are whole and well-formed.
fn dechunk(response: &str) -> String {
    let (head, mut rest) = response.split_once("\r\n\r\n").unwrap();
    assert!(head.to_lowercase().contains("transfer-encoding: chunked"), "{head}");
    let mut body = String::new();
    loop {
        let (size, after) = rest.split_once("\r\n").unwrap();
        let size = usize::from_str_radix(size, 16).unwrap();
        body.push_str(&after[..size]);
        rest = after[size..].strip_prefix("\r\n").expect("a chunk ends with CR LF");
        if size == 0 {
            assert_eq!(rest, "", "nothing follows the last chunk");
            return body;
        }
    }
}

#[tokio::test]
async fn a_stream_is_one_well_made_response_from_head_to_bye() {
    for way in BOTH {
        let server = run(way).await;
        let mut stream = server.ask(&get("/events")).await;
        let mut seen = read_until(&mut stream, "event: typing").await;
        for text in ["one", "two\nlines", &"long ".repeat(3000)] {
            server.say(text).await;
        }
        seen += &read_until(&mut stream, "long \",\"cut\":false}\n\n").await;
        server.stop().await;
        seen += &read_to_end(&mut stream).await;
        let body = dechunk(&seen);
        let events: Vec<&str> = body.lines().filter_map(|line| line.strip_prefix("event: ")).collect();
        let entries = events.iter().filter(|event| **event == "entry").count();
        assert_eq!((entries, events.last()), (3, Some(&"bye")), "{way:?}: {events:?}");
    }
}

#[tokio::test]
async fn a_connection_that_was_used_before_becomes_a_stream() {
    for way in BOTH {
        let server = run(way).await;
        let mut socket = server.ask(&get("/health")).await;
        read_until(&mut socket, "{\"status\":\"ok\"}").await;
        socket.write_all(get("/events").as_bytes()).await.unwrap();
        read_until(&mut socket, ": open").await;
        server.say("hello").await;
        read_until(&mut socket, "\"text\":\"hello\"").await;
        server.stop().await;
    }
}

#[tokio::test]
async fn a_pipelined_stream_follows_the_answer_before_it() {
    for way in BOTH {
        let server = run(way).await;
        let mut socket = server.ask(&(get("/health") + &get("/events"))).await;
        let seen = read_until(&mut socket, ": open").await;
        assert!(seen.starts_with("HTTP/1.1 200 OK") && seen.contains("{\"status\":\"ok\"}"), "{way:?}");
        server.say("hello").await;
        read_until(&mut socket, "\"text\":\"hello\"").await;
        server.stop().await;
    }
}

#[tokio::test]
async fn what_a_guest_sends_after_its_request_does_not_disturb_its_stream() {
    for way in BOTH {
        let server = run(way).await;
        let mut socket = server.ask(&get("/events")).await;
        read_until(&mut socket, ": open").await;
        socket.write_all(&[b'x'; 5000]).await.unwrap();
        server.say("hello").await;
        read_until(&mut socket, "\"text\":\"hello\"").await;
        server.stop().await;
    }
}

#[tokio::test]
async fn a_guest_that_floods_its_stream_does_not_hold_up_the_others() {
    let server = run(LastMile::Socket).await;
    let mut flooder = server.ask(&get("/events")).await;
    let mut other = server.ask(&get("/events")).await;
    read_until(&mut other, ": open").await;
    let flooding = tokio::spawn(async move { while flooder.write_all(&[b'x'; 65536]).await.is_ok() {} });
    for n in 0..20 {
        server.say(&format!("message {n}")).await;
    }
    read_until(&mut other, "\"text\":\"message 19\"").await;
    flooding.abort();
    server.stop().await;
}

#[tokio::test]
async fn a_guest_that_left_is_noticed_though_nothing_is_said() {
    for way in BOTH {
        let server = run(way).await;
        let cookie = join(&server, "bo").await;
        let request = format!("GET /events HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n");
        for reset in [false, true] {
            let mut socket = server.ask(&request).await;
            read_until(&mut socket, "{\"name\":\"bo\",\"host\":false,").await;
            if reset {
                socket2::SockRef::from(&socket).set_linger(Some(Duration::ZERO)).unwrap();
            }
            drop(socket);
            let left = async {
                while server.room.people().count > 1 {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            };
            tokio::time::timeout(Duration::from_secs(10), left).await.expect("bo is still here");
        }
        server.stop().await;
    }
}

#[tokio::test]
async fn leaving_ends_the_sessions_streams() {
    for way in BOTH {
        let server = run(way).await;
        let cookie = join(&server, "bo").await;
        let request = format!("GET /events HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n");
        let mut stream = server.ask(&request).await;
        let mut seen = read_until(&mut stream, ": open").await;
        let leave = format!("POST /leave HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n");
        let mut leaving = server.ask(&leave).await;
        read_until(&mut leaving, "204 No Content").await;
        let bye = "data: {\"reason\":\"left\"}";
        seen += &read_until(&mut stream, bye).await;
        assert!(seen.contains("event: bye"), "{way:?}");
        server.stop().await;
    }
}

async fn join(server: &Running, name: &str) -> String {
    let request = format!(
        "POST /join HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{name}",
        name.len()
    );
    let answer = read_until(&mut server.ask(&request).await, "{\"name\"").await;
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

/// `sed -i` replaces the file, and some editors write into it.
#[tokio::test]
async fn the_list_without_javascript_begins_anew_when_the_file_is_edited() {
    let server = run(LastMile::Body).await;
    let cookie = join(&server, "bo").await;
    for text in ["one", "two", "three"] {
        server.say(text).await;
    }
    let (log, other) = (server.folder.path().join("chat.txt"), server.folder.path().join("other"));
    for (old, new, is_replaced) in
        [("one", "ten", true), ("ten", "six", false), ("ana said: two\n", "", true)]
    {
        let request = format!("GET /plain/live/list HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n");
        let mut list = server.ask(&request).await;
        read_until(&mut list, "three").await;
        let edited = std::fs::read_to_string(&log).unwrap().replacen(old, new, 1);
        std::fs::write(if is_replaced { &other } else { &log }, edited).unwrap();
        if is_replaced {
            std::fs::rename(&other, &log).unwrap();
        }
        let rest = read_until(&mut list, "http-equiv=\"refresh\"").await;
        assert!(!rest.contains("three"), "a row came twice: {rest}");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_room_that_gets_a_code_shuts_strangers_out() {
    for way in BOTH {
        let server = run(way).await;
        let mut stranger = server.ask(&get("/events")).await;
        read_until(&mut stranger, ": open").await;
        server.room.set_code(Code::if_any(Some("4711")).unwrap());
        server.say("a secret").await;
        let seen = read_until(&mut stranger, "\r\n0\r\n\r\n").await;
        let bye = "event: bye\ndata: {\"reason\":\"code_required\"}";
        assert!(seen.contains(bye) && !seen.contains("secret"), "{way:?}: {seen}");
        server.stop().await;
    }
}

#[tokio::test]
async fn http_1_0_and_head_are_answered_as_they_ask() {
    for way in BOTH {
        let server = run(way).await;
        let mut old = server.ask("GET /events HTTP/1.0\r\nHost: localhost\r\n\r\n").await;
        let head = read_until(&mut old, ": open").await;
        assert!(!head.to_lowercase().contains("chunked"), "{way:?}: {head}");
        server.say("hello").await;
        read_until(&mut old, "\"text\":\"hello\"").await;
        let request = "HEAD /events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        let answer = read_to_end(&mut server.ask(request).await).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("\r\n\r\n"), "{way:?}: {answer}");
        server.stop().await;
    }
}

/// A socket that takes three bytes at a time, and nothing on every second attempt.
struct Trickle {
    socket: TcpStream,
    sulks: bool,
}

impl AsyncRead for Trickle {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_read(cx, buf)
    }
}

impl AsyncWrite for Trickle {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.sulks = !self.sulks;
        if self.sulks {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Pin::new(&mut self.socket).poll_write(cx, &bytes[..bytes.len().min(3)])
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}

impl Detach for Trickle {
    fn detach(self) -> io::Result<std::net::TcpStream> {
        self.socket.into_std()
    }
}

#[tokio::test]
async fn a_socket_is_handed_over_only_after_the_whole_head_however_slowly_it_writes() {
    let folder = tempfile::tempdir().unwrap();
    let room = Room::open(Options::new(folder.path())).unwrap();
    room.enter_as_host("ana").unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let local = listener.local_addr().unwrap();
    let shutdown = CancellationToken::new();
    let app = router(room.clone(), local.into(), &ServeOptions::default(), shutdown.clone()).unwrap();
    let broadcaster = Arc::new(Broadcaster::start(room.fanout(), &CancellationToken::new()).unwrap());
    let mut guest = TcpStream::connect(local).await.unwrap();
    guest.write_all(get("/events").as_bytes()).await.unwrap();
    let (socket, remote) = listener.accept().await.unwrap();
    let connection = Connection::new(broadcaster.clone(), place(), LongHead::any());
    // This returns because, to hyper, the guest has left. Its memory is free.
    serve_one(Trickle { socket, sulks: false }, app, Peer { remote, local }, connection, shutdown).await;
    let mut seen = read_until(&mut guest, ": open").await;
    room.say_as_host("hello", None).await.unwrap();
    seen += &read_until(&mut guest, "\"text\":\"hello\"").await;
    tokio::task::spawn_blocking(move || broadcaster.stop()).await.unwrap();
    seen += &read_to_end(&mut guest).await;
    assert!(seen.starts_with("HTTP/1.1 200 OK\r\n"));
    assert_eq!(dechunk(&seen).matches("event: entry").count(), 1);
    room.close().await;
}

#[tokio::test]
async fn guests_that_read_slowly_get_everything_once_and_hold_nobody_up() {
    let server = run(LastMile::Socket).await;
    let mut slow = server.ask(&get("/events?after=0")).await;
    let mut quick = server.ask(&get("/events?after=0")).await;
    let text = "x".repeat(8000);
    for n in 0..600 {
        server.say(&format!("{n} {text}")).await;
    }
    let end = "\"text\":\"599 x";
    assert_eq!(read_until(&mut quick, end).await.matches("event: entry").count(), 600);
    // 4.8 MB are more than the sockets can buffer: the rest comes from the window and the file.
    assert_eq!(read_until(&mut slow, end).await.matches("event: entry").count(), 600);
    server.stop().await;
}

#[tokio::test]
async fn a_paused_room_takes_nobody_in_and_nothing_said_until_it_goes_on() {
    let server = run(LastMile::Socket).await;
    let bo = join(&server, "bo").await;
    let mut stream = server.ask(&get("/events")).await;
    read_until(&mut stream, "\"paused\":false").await;
    let post = |path: &str, text: &str| {
        format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {bo}\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{text}",
            text.len()
        )
    };
    server.room.pause();
    read_until(&mut stream, "\"paused\":true").await;
    for (path, text) in [("/join", "cy"), ("/messages", "still there?")] {
        let answer = read_until(&mut server.ask(&post(path, text)).await, "}}").await;
        assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("room_paused"), "{answer}");
    }
    assert_eq!(server.room.say_as_host("quiet", None).await, Err(crate::Refusal::Paused));
    server.room.resume();
    read_until(&mut stream, "\"paused\":false").await;
    read_until(&mut server.ask(&post("/messages", "hello")).await, "\"text\":\"hello\"").await;
    server.stop().await;
}

/// Sends a request with a body of JSON, and returns the whole answer.
async fn send_json(running: &Running, request_line: &str, cookie: &str, body: &str) -> String {
    let length = body.len();
    let mut socket = running
        .ask(&format!(
            "{request_line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: {cookie}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        ))
        .await;
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    answer
}

/// The page asks "Remove bbbb?", somebody deletes the line above in an editor, and the person says
/// yes before the page hears of it: the id is that of the next message by now.
#[tokio::test]
async fn an_act_that_was_meant_for_the_log_before_an_edit_by_hand_is_refused() {
    let running = run(LastMile::Socket).await;
    let joined = send_json(&running, "POST /join", "a=b", r#"{"name": "bo"}"#).await;
    let cookie = joined.split("set-cookie: ").nth(1).and_then(|rest| rest.split(';').next()).unwrap();
    for text in ["aaaa", "bbbb", "cccc", "dddd"] {
        let said = send_json(&running, "POST /messages", cookie, &format!(r#"{{"text": "{text}"}}"#)).await;
        assert!(said.starts_with("HTTP/1.1 201"), "{said}");
    }
    let path = running.folder.path().join("chat.txt");
    let cursor = || running.room.view_as_host().cursor;
    let before = std::fs::read_to_string(&path).unwrap();
    let bbbb = before.find('\n').unwrap() + 1;
    let held = cursor();
    std::fs::write(&path, &before[bbbb..]).unwrap();
    let late = format!(r#"{{"cursor": "{held}"}}"#);
    for request in ["DELETE /messages/ID", "PATCH /messages/ID", "PUT /messages/ID/reactions/%F0%9F%91%8D"] {
        let line = request.replace("ID", &bbbb.to_string());
        let body = late.replace('{', r#"{"text": "x", "#);
        let answer = send_json(&running, &line, cookie, &body).await;
        assert!(answer.starts_with("HTTP/1.1 410") && answer.contains("log_rewritten"), "{line}: {answer}");
    }
    let reply = format!(r#"{{"text": "yes", "reply_to": {bbbb}, "cursor": "{held}"}}"#);
    let answer = send_json(&running, "POST /messages", cookie, &reply).await;
    assert!(answer.contains("log_rewritten"), "{answer}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before[bbbb..], "nothing was written");

    // A newer cursor, and none at all, are of this log.
    let now = format!(r#"{{"cursor": "{}"}}"#, cursor());
    let reaction = format!("PUT /messages/{bbbb}/reactions/%F0%9F%91%8D");
    assert!(send_json(&running, &reaction, cookie, &now).await.starts_with("HTTP/1.1 200"));
    let removal = format!("DELETE /messages/{bbbb}");
    assert!(send_json(&running, &removal, cookie, "{}").await.starts_with("HTTP/1.1 200"));
    // An edit that leaves every line where it was is noticed as well.
    let held = cursor();
    let text = std::fs::read_to_string(&path).unwrap().replace("bbbb", "BBBB");
    std::fs::write(&path, text).unwrap();
    let answer = send_json(&running, &removal, cookie, &format!(r#"{{"cursor": "{held}"}}"#)).await;
    assert!(answer.contains("log_rewritten"), "{answer}");
    running.stop().await;
}
