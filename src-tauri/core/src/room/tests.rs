//! Who may do what to earlier lines, as a table, and what becomes of it.

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;

use super::*;
use crate::index::ResolvedEntry;
use crate::refusal::Refusal;

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

async fn open(folder: &Path) -> Arc<Room> {
    let options = Options { posts_per_minute: None, guests_per_address: None, ..Options::new(folder) };
    let room = Room::open(options).unwrap();
    room.enter_as_host("Hanna").unwrap();
    room
}

fn join(room: &Arc<Room>, name: &str) -> SessionId {
    room.join(None, HERE, name, None).unwrap().0
}

async fn act(room: &Arc<Room>, session: &SessionId, act: Act) -> Result<Option<Receipt>, Refusal> {
    room.act(session, HERE, act, None).await
}

async fn say(room: &Arc<Room>, session: &SessionId, text: &str) -> u64 {
    room.say(session, HERE, text, None).await.unwrap().entry.id
}

/// Says something, and returns the whole line as well, so that a test can look for its words.
async fn see(room: &Arc<Room>, id: u64) -> ResolvedEntry {
    room.message(id).await.unwrap().entry
}

fn edit(id: u64) -> Act {
    Act::Edit { id, text: "other words".to_owned() }
}

fn remove(id: u64) -> Act {
    Act::Remove { id, reason: String::new() }
}

fn react(id: u64, emoji: &str) -> Act {
    Act::React { id, emoji: emoji.to_owned() }
}

fn unreact(id: u64, emoji: &str) -> Act {
    Act::Unreact { id, emoji: emoji.to_owned() }
}

fn reply(id: u64) -> Act {
    Act::Say { text: "yes".to_owned(), reply_to: Some(id) }
}

fn topic(topic: &str) -> Act {
    Act::SetTopic { topic: topic.to_owned() }
}

/// Appends a line as another program does, and waits until the room has it.
async fn append_by_hand(room: &Arc<Room>, line: &str) -> u64 {
    let path = room.folder().join("chat.txt");
    let id = std::fs::metadata(&path).unwrap().len();
    std::fs::OpenOptions::new().append(true).open(path).unwrap().write_all(line.as_bytes()).unwrap();
    let mut log = room.log.watch();
    log.wait_for(|log| log.end.offset > id).await.unwrap();
    id
}

/// The expected outcome: done, nothing to do, or the code of the refusal.
fn outcome(result: &Result<Option<Receipt>, Refusal>) -> &'static str {
    match result {
        Ok(Some(_)) => "done",
        Ok(None) => "nothing",
        Err(refusal) => refusal.code(),
    }
}

#[tokio::test]
async fn who_may_do_what_to_a_message() {
    let folder = tempfile::tempdir().unwrap();
    let room = open(folder.path()).await;
    let (ana, bo, host) = (join(&room, "ana"), join(&room, "bo"), SessionId::host());
    type Row = (&'static str, fn(u64) -> Act, [&'static str; 3]);
    let table: [Row; 8] = [
        ("edit", edit, ["done", "not_yours", "not_yours"]),
        ("reply", reply, ["done", "done", "done"]),
        ("react", |id| react(id, "👍"), ["done", "done", "done"]),
        ("pin", |id| Act::Pin { id }, ["host_only", "host_only", "done"]),
        ("unpin", |id| Act::Unpin { id }, ["host_only", "host_only", "nothing"]),
        ("unreact", |id| unreact(id, "👍"), ["nothing", "nothing", "nothing"]),
        ("topic", |id| topic(&id.to_string()), ["host_only", "host_only", "done"]),
        ("remove", remove, ["done", "not_yours", "done"]),
    ];
    for (name, wanted, expected) in table {
        for (who, expected) in [&ana, &bo, &host].into_iter().zip(expected) {
            let id = say(&room, &ana, "some words").await;
            let result = act(&room, who, wanted(id)).await;
            assert_eq!(outcome(&result), expected, "{name} by {who:?}: {result:?}");
        }
    }
    let stranger = SessionId::random().unwrap();
    assert_eq!(outcome(&act(&room, &stranger, reply(0)).await), "join_first");
    room.close().await;
}

#[tokio::test]
async fn only_a_session_that_held_the_name_all_the_time_is_the_author() {
    let folder = tempfile::tempdir().unwrap();
    let room = open(folder.path()).await;
    let ana = join(&room, "ana");
    let id = say(&room, &ana, "first").await;
    act(&room, &ana, react(id, "👍")).await.unwrap();
    room.leave(&ana);
    assert_eq!(outcome(&act(&room, &ana, edit(id)).await), "join_first", "after leaving");
    let again = join(&room, "ana");
    assert_eq!(outcome(&act(&room, &again, edit(id)).await), "not_yours", "somebody with the freed name");
    assert_eq!(outcome(&act(&room, &again, remove(id)).await), "not_yours");
    assert_eq!(outcome(&act(&room, &again, unreact(id, "👍")).await), "not_yours");
    let id = say(&room, &again, "second").await;
    room.join(Some(again), HERE, "anna", None).unwrap();
    assert_eq!(outcome(&act(&room, &again, remove(id)).await), "not_yours", "under another name");
    room.join(Some(again), HERE, "ana", None).unwrap();
    assert_eq!(outcome(&act(&room, &again, remove(id)).await), "not_yours", "there was a break");
    let id = say(&room, &again, "third").await;
    room.close().await;

    let room = open(folder.path()).await;
    assert_eq!(outcome(&act(&room, &again, edit(id)).await), "done", "after a restart");
    assert_eq!(outcome(&act(&room, &again, remove(id)).await), "done");
    room.close().await;
}

#[tokio::test]
async fn a_message_can_be_edited_for_a_quarter_of_an_hour_and_removed_at_any_time() {
    let folder = tempfile::tempdir().unwrap();
    let room = open(folder.path()).await;
    let ana = join(&room, "ana");
    let ago = |minutes| Timestamp::now() - jiff::SignedDuration::from_mins(minutes);
    for (minutes, expected) in [(14, "done"), (16, "too_late"), (-60, "done")] {
        let line = format!("{:.0} ana said: by another program\n", ago(minutes));
        let id = append_by_hand(&room, &line).await;
        assert_eq!(outcome(&act(&room, &ana, edit(id)).await), expected, "{minutes} minutes ago");
        assert_eq!(outcome(&act(&room, &ana, remove(id)).await), "done");
    }
    let id = append_by_hand(&room, "ana said: without a time\n").await;
    assert_eq!(outcome(&act(&room, &ana, edit(id)).await), "too_late");
    room.close().await;
}

#[tokio::test]
async fn what_is_asked_of_a_line_that_is_none_is_refused_and_what_is_done_already_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let room = open(folder.path()).await;
    let (ana, bo, host) = (join(&room, "ana"), join(&room, "bo"), SessionId::host());
    let id = say(&room, &ana, "words").await;
    let reaction = act(&room, &bo, react(id, "👍")).await.unwrap().unwrap().entry.id;
    for nowhere in [id + 1, reaction, 1_000_000, u64::MAX] {
        assert_eq!(outcome(&act(&room, &bo, reply(nowhere)).await), "no_such_message", "{nowhere}");
        assert_eq!(outcome(&act(&room, &host, remove(nowhere)).await), "no_such_message", "{nowhere}");
    }
    assert_eq!(outcome(&act(&room, &bo, react(id, "👍\u{FE0F}")).await), "nothing", "the same emoji");
    assert_eq!(outcome(&act(&room, &bo, react(id, "ok")).await), "bad_emoji");
    assert_eq!(outcome(&act(&room, &ana, Act::Edit { id, text: "words".to_owned() }).await), "nothing");
    assert_eq!(outcome(&act(&room, &ana, Act::Edit { id, text: " ".to_owned() }).await), "bad_text");
    assert_eq!(outcome(&act(&room, &host, topic("")).await), "nothing");
    assert_eq!(outcome(&act(&room, &host, Act::Pin { id }).await), "done");
    until(&room, |facts| facts.pins == [id]).await;
    assert_eq!(outcome(&act(&room, &host, Act::Pin { id }).await), "nothing");
    assert_eq!(outcome(&act(&room, &ana, remove(id)).await), "done");
    assert_eq!(outcome(&act(&room, &host, remove(id)).await), "nothing");
    for wanted in [edit(id), reply(id), react(id, "👍")] {
        assert_eq!(outcome(&act(&room, &ana, wanted).await), "removed");
    }
    let build = append_by_hand(&room, "build: passed\n").await;
    assert_eq!(outcome(&act(&room, &ana, edit(build)).await), "not_yours");
    assert_eq!(outcome(&act(&room, &ana, remove(build)).await), "not_yours");
    assert_eq!(outcome(&act(&room, &ana, reply(build)).await), "done");
    assert_eq!(outcome(&act(&room, &host, remove(build)).await), "done");
    room.close().await;
}

/// Waits until the facts are so.
async fn until(room: &Arc<Room>, is_so: impl Fn(&RoomFacts) -> bool) {
    let mut states = room.fanout.states();
    while !is_so(&room.facts()) {
        let changed = tokio::time::timeout(std::time::Duration::from_secs(10), states.changed());
        changed.await.unwrap_or_else(|_| panic!("{:?}", room.facts())).unwrap();
    }
}

#[tokio::test]
async fn one_person_reacts_in_twenty_ways_at_most_and_fifty_lines_are_pinned() {
    let folder = tempfile::tempdir().unwrap();
    let room = open(folder.path()).await;
    let (ana, host) = (join(&room, "ana"), SessionId::host());
    let id = say(&room, &ana, "words").await;
    for n in 0..20 {
        let emoji = char::from_u32(0x1F400 + n).unwrap().to_string();
        assert_eq!(outcome(&act(&room, &ana, react(id, &emoji)).await), "done");
    }
    assert_eq!(outcome(&act(&room, &ana, react(id, "👍")).await), "too_many_reactions");
    assert_eq!(outcome(&act(&room, &ana, unreact(id, "\u{1F400}")).await), "done");
    assert_eq!(outcome(&act(&room, &ana, react(id, "👍")).await), "done");
    for n in 0..50 {
        let id = say(&room, &ana, "pinned").await;
        assert_eq!(outcome(&act(&room, &host, Act::Pin { id }).await), "done");
        until(&room, |facts| facts.pins.len() == n + 1 && facts.pins[0] == id).await;
    }
    assert_eq!(outcome(&act(&room, &host, Act::Pin { id }).await), "too_many_pins");
    room.close().await;
}

#[tokio::test]
async fn the_topic_is_there_after_a_restart_and_gone_when_it_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let room = open(folder.path()).await;
    let set = act(&room, &SessionId::host(), topic("today: soldering")).await.unwrap().unwrap();
    until(&room, |facts| facts.topic == "today: soldering").await;
    room.close().await;
    let room = open(folder.path()).await;
    until(&room, |facts| facts.topic == "today: soldering").await;
    act(&room, &SessionId::host(), remove(set.entry.id)).await.unwrap();
    until(&room, |facts| facts.topic.is_empty()).await;
    room.close().await;
}

#[tokio::test]
async fn in_a_pause_words_can_still_be_removed_and_after_the_end_nothing_can_be_done() {
    let folder = tempfile::tempdir().unwrap();
    let room = open(folder.path()).await;
    let (ana, host) = (join(&room, "ana"), SessionId::host());
    let (id, other) = (say(&room, &ana, "words").await, say(&room, &ana, "more words").await);
    room.pause();
    for wanted in [edit(id), reply(id), react(id, "👍")] {
        assert_eq!(outcome(&act(&room, &ana, wanted.clone()).await), "room_paused", "{wanted:?}");
    }
    assert_eq!(outcome(&act(&room, &ana, remove(id)).await), "done");
    assert_eq!(outcome(&act(&room, &host, Act::Pin { id: other }).await), "done");
    assert_eq!(outcome(&act(&room, &host, topic("back in ten minutes")).await), "done");
    room.resume();
    room.close().await;
    for wanted in [edit(other), reply(other), react(other, "👍"), remove(other)] {
        assert_eq!(outcome(&act(&room, &ana, wanted.clone()).await), "closing", "{wanted:?}");
    }
}

/// A retry must get the first answer, also where what it asks for would be refused by now.
#[tokio::test]
async fn a_retry_is_answered_like_the_first_attempt() {
    let folder = tempfile::tempdir().unwrap();
    let room = open(folder.path()).await;
    let ana = join(&room, "ana");
    let id = say(&room, &ana, "words").await;
    for (n, wanted) in [edit(id), react(id, "👍"), remove(id)].into_iter().enumerate() {
        let attempt = || room.act(&ana, HERE, wanted.clone(), Some(n.to_string()));
        let first = attempt().await.unwrap().unwrap();
        assert_eq!(attempt().await.unwrap().unwrap(), first);
    }
    room.close().await;
}

#[tokio::test]
async fn edits_replies_and_quotes_show_what_is_there_now() {
    let folder = tempfile::tempdir().unwrap();
    let room = open(folder.path()).await;
    let (ana, bo) = (join(&room, "ana"), join(&room, "bo"));
    let id = say(&room, &ana, "helo").await;
    let answer = act(&room, &bo, reply(id)).await.unwrap().unwrap().entry.id;
    assert_eq!(see(&room, answer).await.answers.unwrap().text, "helo");
    act(&room, &ana, Act::Edit { id, text: "hello".to_owned() }).await.unwrap();
    let quote = see(&room, answer).await.answers.unwrap();
    assert_eq!((quote.text.as_str(), quote.edited, quote.removed), ("hello", true, false));
    let wordings: Vec<String> =
        room.message(id).await.unwrap().wordings.into_iter().map(|wording| wording.text).collect();
    assert_eq!(wordings, ["helo", "hello"]);
    act(&room, &ana, remove(id)).await.unwrap();
    let quote = see(&room, answer).await.answers.unwrap();
    assert_eq!((quote.text.as_str(), quote.removed), ("", true));
    assert!(room.message(id).await.unwrap().wordings.is_empty());
    room.close().await;
}

#[tokio::test]
async fn whoever_goes_just_after_another_is_seen_to_go() {
    let folder = tempfile::tempdir().unwrap();
    let room = open(folder.path()).await;
    let mut here = room.watch_guests();
    let ana = room.attend(Some(join(&room, "ana")), HERE).unwrap();
    let bo = room.attend(Some(join(&room, "bo")), HERE).unwrap();
    here.wait_for(|guests| *guests == 2).await.unwrap();
    drop(ana);
    // So soon that the second goes while the first is made known.
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    drop(bo);
    here.wait_for(|guests| *guests == 0).await.unwrap();
    room.close().await;
}
