//! The honest guests: they talk, read, fall asleep, come and go.

use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

use flatchat_tests::wait::until;
use flatchat_tests::{Answer, EventStream, Guest};
use reqwest::{Method, RequestBuilder};
use serde_json::json;
use tokio::task::JoinSet;

use crate::chain::Chain;
use crate::ledger::text;
use crate::plan::{Count, Crowd, Soak};

/// About how often a talker says something, and another program appends a line.
const SAYS_EVERY_MS: u64 = 4_000;
const APPENDS_EVERY_MS: u64 = 1_000;

/// How long a visitor stays at most, and how long a guest sleeps at most.
const VISIT_MS: u64 = 15_000;
const NAP_MS: u64 = 30_000;

/// Starts the guests who read until the very end.
pub(crate) fn spawn_readers(soak: &Arc<Soak>, crowd: Crowd, tasks: &mut JoinSet<()>) {
    for n in 0..crowd.readers {
        tasks.spawn_local(read_along(Arc::clone(soak), format!("reader {n}"), None));
    }
    for n in 0..crowd.sleepers {
        tasks.spawn_local(read_along(Arc::clone(soak), format!("sleeper {n}"), Some(NAP_MS)));
    }
}

/// Starts the guests who stop when the talk ends.
pub(crate) fn spawn_talkers(soak: &Arc<Soak>, crowd: Crowd, tasks: &mut JoinSet<()>) {
    for n in 0..crowd.talkers {
        tasks.spawn_local(talk(Arc::clone(soak), format!("talker {n}")));
    }
    for n in 0..crowd.visitors {
        tasks.spawn_local(come_and_go(Arc::clone(soak), format!("visitor {n}")));
    }
    tasks.spawn_local(append(Arc::clone(soak)));
}

/// Sends a request again until an answer arrives, because the server may be down at the moment.
pub(crate) async fn surely(guest: &Guest, request: impl Fn(&Guest) -> RequestBuilder) -> Answer {
    until("an answer", async || guest.try_send(request(guest)).await).await
}

/// Joins under a name that no other guest takes.
pub(crate) async fn join(soak: &Soak, name: &str) -> Guest {
    let body = json!({ "name": name }).to_string();
    let stranger = soak.stranger();
    let answer = surely(&stranger, |stranger| {
        let request = stranger.request(Method::POST, "/join").header("content-type", "application/json");
        request.body(body.clone())
    });
    let answer = answer.await;
    soak.count(Count::Joins);
    // If a kill took away the answer, the name is still held, by a session that nobody has.
    if answer.status == 409 {
        return Box::pin(join(soak, &format!("{name} {}", fastrand::u32(..)))).await;
    }
    let answer = answer.expect(200);
    stranger.with_cookie(&answer.cookie().expect("joining gives a cookie"))
}

async fn cursor(guest: &Guest) -> String {
    let view = surely(guest, |guest| guest.request(Method::GET, "/room")).await.expect(200).json();
    view["cursor"].as_str().expect("a room has a cursor").to_owned()
}

/// A guest who stays and gets everything that is said, in order, whatever happens to the server.
async fn read_along(soak: Arc<Soak>, name: String, naps: Option<u64>) {
    let guest = join(&soak, &name).await;
    let mut chain = Chain::from(&cursor(&guest).await);
    let (mut ending, mut end) = (std::pin::pin!(soak.end()), None);
    let mut stream = EventStream::resume(&guest, "/events", &chain.cursor).await;
    while end.is_none_or(|end| chain.at < end) {
        tokio::select! {
            frame = stream.frame() => match frame {
                Some(frame) => take(&soak, &mut chain, &frame),
                None => stream = EventStream::resume(&guest, "/events", &chain.cursor).await,
            },
            offset = &mut ending, if end.is_none() => end = Some(offset),
        }
        if let Some(naps) = naps.filter(|_| fastrand::u32(..300) == 0) {
            soak.rest(Duration::from_millis(fastrand::u64(..naps))).await;
            if fastrand::bool() {
                // A phone that was put away has lost its connection.
                stream = EventStream::resume(&guest, "/events", &chain.cursor).await;
            }
        }
    }
    assert_eq!(Some(chain.at), end, "entries behind the end of the log");
}

fn take(soak: &Soak, chain: &mut Chain, frame: &flatchat_tests::frames::Frame) {
    if chain.follow(frame) {
        soak.count(Count::Entries);
    }
}

async fn talk(soak: Arc<Soak>, name: String) {
    let guest = join(&soak, &name).await;
    let mut number = 0;
    while soak.rest(Duration::from_millis(fastrand::u64(SAYS_EVERY_MS / 2..SAYS_EVERY_MS * 3 / 2))).await {
        let (text, since) = (text(&name, number), cursor(&guest).await);
        guest.say_surely(&text, &since).await;
        acknowledge(&soak, &text);
        number += 1;
    }
}

pub(crate) fn acknowledge(soak: &Soak, text: &str) {
    soak.ledger.acknowledge(text);
    soak.count(Count::Acknowledged);
}

/// A guest who visits again and again, each time under another name.
async fn come_and_go(soak: Arc<Soak>, name: String) {
    let mut visit = 0;
    while soak.rest(Duration::from_millis(fastrand::u64(..VISIT_MS))).await {
        visit += 1;
        let guest = join(&soak, &format!("{name} {visit}")).await;
        let mut chain = Chain::from(&cursor(&guest).await);
        let mut stream = EventStream::resume(&guest, "/events", &chain.cursor).await;
        let staying = soak.rest(Duration::from_millis(fastrand::u64(..VISIT_MS)));
        tokio::pin!(staying);
        loop {
            tokio::select! {
                frame = stream.frame() => match frame {
                    Some(frame) => take(&soak, &mut chain, &frame),
                    None => break,
                },
                _ = &mut staying => break,
            }
        }
        if fastrand::bool() {
            let _ = surely(&guest, |guest| guest.request(Method::POST, "/leave")).await;
        }
    }
}

/// A program on the host's computer: `echo … >> chat.txt`.
async fn append(soak: Arc<Soak>) {
    let mut number = 0;
    while soak.rest(Duration::from_millis(fastrand::u64(..APPENDS_EVERY_MS * 2))).await {
        let text = text("program", number);
        let log = std::fs::OpenOptions::new().append(true).open(&soak.chat);
        log.and_then(|mut log| log.write_all(format!("program: {text}\n").as_bytes()))
            .expect("a line is appended");
        acknowledge(&soak, &text);
        number += 1;
    }
}
