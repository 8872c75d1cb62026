//! Tests of subscribers from every kind of start, while the log changes in every way.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::{Ends, Fanout, HEARTBEAT, Recent, Start, StateKind, Subscription};
use crate::log::{Cursor, Log};

fn open(folder: &Path) -> (Log, Arc<Fanout>) {
    let recent = Arc::new(Recent::default());
    let log = Log::open(folder, "test", Arc::clone(&recent)).unwrap();
    let fanout = Arc::new(Fanout::new(recent, log.watch()));
    (log, fanout)
}

async fn say(log: &Log, from: usize, to: usize) {
    for n in from..to {
        log.append(format!("ana said: message {n}\n").into_bytes()).await.unwrap();
    }
}

/// Reads until the text of message `last` arrived, and returns the numbers of all messages.
async fn read_to(stream: &mut Subscription, last: usize) -> Vec<usize> {
    let mut text = String::new();
    let end = format!("message {last}\"");
    let reading = async {
        while !text.contains(&end) {
            text.push_str(std::str::from_utf8(&stream.next().await.expect("open")).unwrap());
        }
    };
    tokio::time::timeout(Duration::from_secs(20), reading).await.expect("all come");
    let numbers = text.split("\"text\":\"message ").skip(1);
    numbers.map(|rest| rest.split('"').next().unwrap().parse().unwrap()).collect()
}

#[tokio::test]
async fn each_subscriber_gets_every_entry_once_in_order_wherever_it_starts() {
    let folder = tempfile::tempdir().unwrap();
    {
        // An earlier process wrote these lines, so no window of recent entries has them.
        let (log, _) = open(folder.path());
        say(&log, 0, 3000).await;
        tokio::task::spawn_blocking(move || log.close()).await.unwrap();
    }
    let (log, fanout) = open(folder.path());
    let mut live = fanout.subscribe(Start::End, Ends::default());
    let mut all = fanout.subscribe(Start::Offset(0), Ends::default());
    let newest = log.snapshot().end;
    say(&log, 3000, 3200).await;
    let mut resumed = fanout.subscribe(Start::Cursor(newest.on_wire(0)), Ends::default());
    assert_eq!(read_to(&mut all, 3199).await, (0..3200).collect::<Vec<_>>());
    assert_eq!(read_to(&mut live, 3199).await, (3000..3200).collect::<Vec<_>>());
    assert_eq!(read_to(&mut resumed, 3199).await, (3000..3200).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_cursor_of_another_file_gets_one_reset_and_the_newest_page() {
    let folder = tempfile::tempdir().unwrap();
    let (log, fanout) = open(folder.path());
    say(&log, 0, 120).await;
    let foreign = Cursor { offset: log.snapshot().end.offset, check: 1 };
    let mut stream = fanout.subscribe(Start::Cursor(foreign.on_wire(0)), Ends::default());
    assert_eq!(stream.next().await.unwrap(), ": open\n\n");
    let reset = stream.next().await.unwrap();
    assert_eq!(std::str::from_utf8(&reset).unwrap().matches("event: reset").count(), 1);
    assert_eq!(read_to(&mut stream, 119).await, (70..120).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_rewritten_log_resets_open_streams() {
    let folder = tempfile::tempdir().unwrap();
    let (log, fanout) = open(folder.path());
    say(&log, 0, 5).await;
    let mut stream = fanout.subscribe(Start::Offset(0), Ends::default());
    assert_eq!(read_to(&mut stream, 4).await.len(), 5);
    std::fs::write(folder.path().join("new"), "bo said: message 7\n").unwrap();
    std::fs::rename(folder.path().join("new"), folder.path().join("chat.txt")).unwrap();
    assert_eq!(read_to(&mut stream, 7).await, [7]);
}

#[tokio::test]
async fn states_are_latest_values_and_unchanged_ones_are_not_sent() {
    let folder = tempfile::tempdir().unwrap();
    let (_log, fanout) = open(folder.path());
    let mut stream = fanout.subscribe(Start::End, Ends::default());
    stream.next().await.unwrap();
    for n in 0..10 {
        fanout.set_state(StateKind::People, &n);
    }
    assert_eq!(stream.next().await.unwrap(), "event: people\ndata: 9\n\n");
    fanout.set_state(StateKind::People, &9);
    fanout.set_state(StateKind::Typing, &1);
    assert_eq!(stream.next().await.unwrap(), "event: typing\ndata: 1\n\n");
}

#[tokio::test]
async fn a_quiet_stream_gets_a_heartbeat_and_a_closed_one_ends() {
    let folder = tempfile::tempdir().unwrap();
    let (_log, fanout) = open(folder.path());
    let mut stream = fanout.subscribe(Start::End, Ends::default());
    assert_eq!(stream.next().await.unwrap(), ": open\n\n");
    tokio::time::pause();
    let asked = Instant::now();
    assert_eq!(stream.next().await.unwrap(), ": still here\n\n");
    assert!(asked.elapsed() < HEARTBEAT + Duration::from_secs(1));
    fanout.close();
    assert!(stream.next().await.unwrap().starts_with(b"event: bye"));
    assert_eq!(stream.next().await, None);
}

/// What a stream brought: the ids of its entries, and everything as text.
async fn read_entries(stream: &mut Subscription, last: usize) -> (Vec<u64>, String) {
    let mut text = String::new();
    let reading = async {
        while !text.contains(&format!("message {last}\"")) {
            text.push_str(std::str::from_utf8(&stream.next().await.expect("open")).unwrap());
        }
    };
    tokio::time::timeout(Duration::from_secs(20), reading).await.expect("all come");
    let ids = text.split("data: {\"id\":").skip(1);
    (ids.map(|rest| rest.split(',').next().unwrap().parse().unwrap()).collect(), text)
}

#[tokio::test]
async fn erased_words_reset_no_subscriber_and_no_entry_is_lost_or_doubled() {
    let folder = tempfile::tempdir().unwrap();
    let (log, fanout) = open(folder.path());
    let line_bytes = "ana said: message 1000\n".len() as u64;
    say(&log, 1000, 4000).await;
    let all: Vec<u64> = (0..3000).map(|n| n * line_bytes).collect();
    let places = [0, 1, 1500, 2999, 3000].map(|n: u64| n * line_bytes);
    let file = log.snapshot().file;
    let cursors = places.map(|place| Cursor::at(&file, place).unwrap().unwrap());
    let mut streams =
        cursors.map(|cursor| fanout.subscribe(Start::Cursor(cursor.on_wire(0)), Ends::default()));
    // The first ones stand somewhere in the middle, the last one at the end.
    for stream in &mut streams {
        assert_eq!(stream.next().await.unwrap(), ": open\n\n");
    }
    let mut begun: Vec<String> = Vec::new();
    for stream in &mut streams[..3] {
        begun.push(String::from_utf8(stream.next().await.unwrap().to_vec()).unwrap());
    }
    // Every second line, and those at which subscribers stand.
    let erased: Vec<u64> = all.iter().copied().filter(|id| id / line_bytes % 2 == 1).chain([0]).collect();
    log.erase(0, erased).await.unwrap();
    say(&log, 4000, 4001).await;

    for (n, (mut stream, place)) in streams.into_iter().zip(places).enumerate() {
        let (ids, text) = read_entries(&mut stream, 4000).await;
        let before = begun.get(n).map_or(0, |begun| begun.matches("event: entry").count());
        let missed: Vec<u64> = all.iter().copied().filter(|id| *id >= place).skip(before).collect();
        assert_eq!(ids, [&missed[..], &[3000 * line_bytes]].concat(), "from {place}");
        assert!(!text.contains("event: reset") && !text.contains("message 1001\""));
        assert!(ids.len() < 3 || text.contains("\"text\":\"            \""));
    }
    tokio::task::spawn_blocking(move || log.close()).await.unwrap();

    let (log, fanout) = open(folder.path());
    for cursor in cursors {
        let mut resumed = fanout.subscribe(Start::Cursor(cursor.on_wire(0)), Ends::default());
        let (ids, text) = read_entries(&mut resumed, 4000).await;
        assert!(!text.contains("event: reset"), "{cursor}");
        assert_eq!(ids.first(), Some(&cursor.offset));
    }
    assert_eq!(log.snapshot().generation, 0);
}

/// A reader that is in the middle of a block while words are erased could give them to others.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_reads_while_words_are_erased_gets_each_entry_once() {
    let folder = tempfile::tempdir().unwrap();
    let (log, fanout) = open(folder.path());
    say(&log, 1000, 3000).await;
    let line_bytes = "ana said: message 1000\n".len() as u64;
    let readers: Vec<_> = (0..4)
        .map(|_| {
            let mut stream = fanout.subscribe(Start::Offset(0), Ends::default());
            tokio::spawn(async move { read_entries(&mut stream, 3000).await })
        })
        .collect();
    for n in 0..300 {
        log.erase(0, vec![n * 6 * line_bytes]).await.unwrap();
    }
    say(&log, 3000, 3001).await;
    for reader in readers {
        let (ids, text) = reader.await.unwrap();
        assert_eq!(ids, (0..=2000).map(|n| n * line_bytes).collect::<Vec<_>>());
        assert!(!text.contains("event: reset"));
    }
    let mut late = fanout.subscribe(Start::Offset(0), Ends::default());
    let (_, text) = read_entries(&mut late, 3000).await;
    assert!(!text.contains("message 1000\"") && !text.contains("message 2794\""));
}
