//! A guest whose connection was cut gets all entries after reconnecting, in order and without
//! duplicates, by `Last-Event-ID` alone.

#![allow(clippy::unwrap_used)]

use std::time::Duration;

use flatchat_tests::stream::texts;
use flatchat_tests::wait::until;
use flatchat_tests::{EventStream, Guest, Server, chat};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::sync::watch;

const MESSAGES: usize = 100;

fn messages() -> Vec<String> {
    (0..MESSAGES).map(|n| format!("message {n}")).collect()
}

/// The reader's progress. The guest waits for it, so that the kills affect both.
type Progress = watch::Sender<usize>;

/// How many messages the guest may be ahead of the reader.
const AHEAD: usize = 20;

/// Says [`messages`] one after the other, whatever happens to the server meanwhile.
async fn keep_saying(guest: &Guest, since: String, progress: &Progress) {
    for (n, text) in messages().iter().enumerate() {
        progress.subscribe().wait_for(|read| read + AHEAD >= n).await.unwrap();
        guest.say_surely(text, &since).await;
    }
}

/// Reads entries until all of [`messages`] have arrived. Each time the stream ends, it is opened
/// again with `again`.
async fn read_all(
    mut stream: EventStream,
    progress: &Progress,
    again: impl AsyncFn(&str) -> EventStream,
) -> Vec<Value> {
    let mut entries = Vec::new();
    let mut cuts = 0;
    while entries.len() < MESSAGES {
        if let Some(entry) = stream.try_entry().await {
            entries.push(entry);
            progress.send_replace(entries.len());
        } else {
            cuts += 1;
            let last_id = stream.last_id.clone().expect("something came before the cut");
            stream = again(&last_id).await;
            stream.last_id = Some(last_id);
        }
    }
    assert!(cuts >= 2, "cut off only {cuts} times");
    entries
}

/// Kills the server twice while the guest is speaking.
async fn kill_twice(server: &mut Server, progress: &Progress) {
    for read in [30, 60] {
        progress.subscribe().wait_for(|now| *now >= read).await.unwrap();
        server.kill9();
        // This is long enough for both reader and guest to find a closed port.
        tokio::time::sleep(Duration::from_millis(50)).await;
        server.start_again();
    }
}

fn assert_complete(entries: &[Value], server: &Server) {
    assert_eq!(texts(entries), messages());
    let log: Vec<_> = chat::said(&server.log()).into_iter().map(|said| said.text).collect();
    assert_eq!(log[1..], messages(), "the log holds exactly these");
}

#[tokio::test]
async fn a_stream_whose_server_is_killed_resumes_complete() {
    let mut server = Server::start(&["--posts-per-minute", "0"]);
    let guest = Guest::join(&server, "ana").await;
    let mut stream = guest.stream().await;
    guest.say("before").await;
    assert_eq!(stream.texts(1).await, ["before"]);
    let progress = Progress::default();
    let saying = keep_saying(&guest, stream.last_id.clone().unwrap(), &progress);
    let reading =
        read_all(stream, &progress, async |id: &str| EventStream::resume(&guest, "/events", id).await);
    let (entries, (), ()) = tokio::join!(reading, saying, kill_twice(&mut server, &progress));
    assert_complete(&entries, &server);
}

#[tokio::test]
async fn plain_curl_whose_server_is_killed_resumes_complete() {
    let mut server = Server::start(&["--posts-per-minute", "0"]);
    let guest = Guest::join(&server, "ana").await;
    let url = server.url("/events");
    let mut stream = EventStream::curl(&url, &[]);
    stream.event("room").await;
    guest.say("before").await;
    assert_eq!(stream.texts(1).await, ["before"]);
    let progress = Progress::default();
    let saying = keep_saying(&guest, stream.last_id.clone().unwrap(), &progress);
    let address = server.address();
    let reading = read_all(stream, &progress, async |id: &str| {
        until("the server is back", async || TcpStream::connect(address).await).await;
        EventStream::curl(&url, &["-H", &format!("Last-Event-ID: {id}")])
    });
    let (entries, (), ()) = tokio::join!(reading, saying, kill_twice(&mut server, &progress));
    assert_complete(&entries, &server);
}

#[tokio::test]
async fn a_stream_that_its_reader_drops_resumes_complete() {
    let server = Server::start(&["--posts-per-minute", "0"]);
    let guest = Guest::join(&server, "ana").await;
    let mut stream = guest.stream().await;
    guest.say("before").await;
    assert_eq!(stream.texts(1).await, ["before"]);
    let progress = Progress::new(MESSAGES);
    let saying = keep_saying(&guest, stream.last_id.clone().unwrap(), &progress);
    let reading = async {
        let mut entries = Vec::new();
        for more in [1, 2, 7, 20, 70] {
            let last_id = stream.last_id.take().unwrap();
            stream = EventStream::resume(&guest, "/events", &last_id).await;
            entries.extend(stream.entries(more).await);
        }
        entries
    };
    let (entries, ()) = tokio::join!(reading, saying);
    assert_complete(&entries, &server);
}

#[tokio::test]
async fn each_id_of_a_stream_resumes_just_past_its_entry() {
    let server = Server::start(&[]);
    let guest = Guest::join(&server, "ana").await;
    for n in 0..5 {
        guest.say(&format!("m{n}\nsecond line")).await;
    }
    let mut stream = EventStream::open(&guest, "/events?after=0").await;
    let mut ids = Vec::new();
    for _ in 0..5 {
        stream.entry().await;
        ids.push(stream.last_id.clone().unwrap());
    }
    for (n, id) in ids.iter().enumerate().take(4) {
        let mut resumed = EventStream::resume(&guest, "/events", id).await;
        assert_eq!(resumed.texts(1).await, [format!("m{}\nsecond line", n + 1)], "after {id}");
        let page = guest.page(&format!("after={id}&limit=1")).await;
        assert_eq!(page["entries"][0]["text"], format!("m{}\nsecond line", n + 1));
    }
}

#[tokio::test]
async fn the_header_wins_over_the_query() {
    let server = Server::start(&[]);
    let guest = Guest::join(&server, "ana").await;
    guest.say("one").await;
    let one = guest.cursor().await;
    guest.say("two").await;
    // A browser that reconnects keeps its first address and adds the header.
    let mut stream = EventStream::resume(&guest, "/events?after=0-0", &one).await;
    assert_eq!(stream.texts(1).await, ["two"]);
}

/// A polyfill of EventSource opens a new stream with the id in the query and no header.
#[tokio::test]
async fn a_polyfill_that_sends_its_last_id_in_the_query_loses_nothing_over_a_restart() {
    let mut server = Server::start(&["--posts-per-minute", "0"]);
    let ana = Guest::join(&server, "ana").await;
    let start = ana.cursor().await;
    ana.say("before").await;
    let mut stream = EventStream::open(&ana, &format!("/events?after={start}")).await;
    assert_eq!(stream.entry().await["text"], "before");
    let last_id = stream.last_id.clone().unwrap();
    ana.say("missed").await;
    server.kill9();
    server.start_again();
    let ana = ana.at(&server);
    for name in
        ["lastEventId", "lastEventID", "lasteventid", "Last-Event-ID", "last_event_id", "evs_last_event_id"]
    {
        let query = format!("after={start}&{name}={last_id}&r=0.5");
        let mut again = EventStream::open(&ana, &format!("/events?{query}")).await;
        assert_eq!(again.entry().await["text"], "missed", "{name}");
        let mut tutorial = EventStream::open(&ana, &format!("/server.php?{query}")).await;
        let first = tutorial.event("message").await;
        assert_eq!(first.data.as_deref(), Some("ana said: missed"), "{name}");
    }
    let mut tutorial = EventStream::open(&ana, &format!("/server.php?after={start}")).await;
    assert_eq!(tutorial.event("message").await.data.as_deref(), Some("ana said: before"));
}
