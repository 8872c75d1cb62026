//! Messages that are answered, changed, taken back and reacted to, through HTTP: the room after any
//! sequence of acts and kills, and what is left of removed words.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use flatchat_tests::wait::until;
use flatchat_tests::{Answer, EventStream, Guest, Server};
use reqwest::Method;
use serde_json::{Value, json};

const EMOJI: [&str; 3] = ["👍", "❤️", "🎉"];

/// What people do, as requests.
#[derive(Clone, Debug)]
enum Act {
    Say(String),
    Reply(u64, String),
    Edit(u64, String),
    Remove(u64),
    React(u64, &'static str),
    Unreact(u64, &'static str),
}

fn escaped(emoji: &str) -> String {
    emoji.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn try_act(guest: &Guest, act: &Act) -> reqwest::Result<Answer> {
    let (method, path, body) = match act {
        Act::Say(text) => (Method::POST, "/messages".to_owned(), json!({ "text": text })),
        Act::Reply(id, text) => {
            (Method::POST, "/messages".to_owned(), json!({ "text": text, "reply_to": id }))
        }
        Act::Edit(id, text) => (Method::PATCH, format!("/messages/{id}"), json!({ "text": text })),
        Act::Remove(id) => (Method::DELETE, format!("/messages/{id}"), json!({})),
        Act::React(id, emoji) => {
            (Method::PUT, format!("/messages/{id}/reactions/{}", escaped(emoji)), json!({}))
        }
        Act::Unreact(id, emoji) => {
            (Method::DELETE, format!("/messages/{id}/reactions/{}", escaped(emoji)), json!({}))
        }
    };
    let request = guest.request(method, &path).header("content-type", "application/json");
    guest.try_send(request.body(body.to_string())).await
}

async fn act(guest: &Guest, act: Act) -> Answer {
    try_act(guest, &act).await.unwrap()
}

async fn view(guest: &Guest, id: u64) -> Value {
    guest.get(&format!("/messages/{id}")).await.expect(200).json()
}

async fn say(guest: &Guest, text: &str) -> u64 {
    guest.say(text).await["entry"]["id"].as_u64().unwrap()
}

/// A message as a model that never crashes has it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Message {
    id: u64,
    author: usize,
    text: String,
    edited: bool,
    removed: bool,
    reactions: BTreeSet<(usize, &'static str)>,
    answers: Option<u64>,
}

#[derive(Debug, Default)]
struct Model(Vec<Message>);

impl Model {
    fn add(&mut self, id: u64, author: usize, text: &str, answers: Option<u64>) {
        let (edited, removed, reactions) = (false, false, BTreeSet::new());
        self.0.push(Message { id, author, text: text.to_owned(), edited, removed, reactions, answers });
    }

    fn get(&mut self, id: u64) -> &mut Message {
        self.0.iter_mut().find(|message| message.id == id).unwrap()
    }

    /// Returns the status with which the room has to answer.
    fn expect(&mut self, by: usize, act: &Act) -> u16 {
        match act {
            Act::Say(_) => 201,
            Act::Reply(id, _) => {
                if self.get(*id).removed {
                    410
                } else {
                    201
                }
            }
            Act::Edit(id, text) => match self.get(*id) {
                message if message.author != by => 403,
                message if message.removed => 410,
                message => {
                    if message.text == *text {
                        204
                    } else {
                        200
                    }
                }
            },
            Act::Remove(id) => match self.get(*id) {
                message if message.author != by => 403,
                message => {
                    if message.removed {
                        204
                    } else {
                        200
                    }
                }
            },
            Act::React(id, emoji) => match self.get(*id) {
                message if message.removed => 410,
                message => {
                    if message.reactions.contains(&(by, emoji)) {
                        204
                    } else {
                        200
                    }
                }
            },
            Act::Unreact(id, emoji) => {
                if self.get(*id).reactions.contains(&(by, emoji)) {
                    200
                } else {
                    204
                }
            }
        }
    }

    fn apply(&mut self, by: usize, act: &Act, line: u64) {
        match act {
            Act::Say(text) => self.add(line, by, text, None),
            Act::Reply(id, text) => self.add(line, by, text, Some(*id)),
            Act::Edit(id, text) => {
                let message = self.get(*id);
                (message.text, message.edited) = (text.clone(), true);
            }
            Act::Remove(id) => {
                let message = self.get(*id);
                (message.text, message.edited, message.removed) = (String::new(), false, true);
                message.reactions.clear();
            }
            Act::React(id, emoji) => drop(self.get(*id).reactions.insert((by, emoji))),
            Act::Unreact(id, emoji) => drop(self.get(*id).reactions.remove(&(by, emoji))),
        }
    }

    /// Compares with the room's pages.
    fn check(&self, entries: &[Value], names: &[&str]) {
        assert_eq!(entries.len(), self.0.len());
        for (entry, message) in entries.iter().zip(&self.0) {
            let reactions: BTreeSet<(usize, &str)> = entry["reactions"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|reaction| {
                    let emoji = reaction["emoji"].as_str().unwrap();
                    let people = reaction["people"].as_array().unwrap().iter();
                    people.map(move |person| {
                        let name = person["name"].as_str().unwrap();
                        (names.iter().position(|known| *known == name).unwrap(), emoji)
                    })
                })
                .collect();
            let found = (
                entry["id"].as_u64().unwrap(),
                entry["name"].as_str().unwrap(),
                entry["text"].as_str().unwrap(),
                !entry["edited"].is_null(),
                !entry["removed"].is_null(),
            );
            let expected =
                (message.id, names[message.author], message.text.as_str(), message.edited, message.removed);
            assert_eq!(found, expected, "{entry}");
            assert_eq!(reactions, message.reactions.iter().copied().collect(), "{entry}");
            let answered =
                message.answers.map(|id| self.0.iter().find(|answered| answered.id == id).unwrap());
            match answered {
                None => assert!(entry["answers"].is_null(), "{entry}"),
                Some(answered) => {
                    assert_eq!(entry["answers"]["text"], answered.text.as_str(), "{entry}");
                    assert_eq!(entry["answers"]["removed"], answered.removed, "{entry}");
                    assert_eq!(entry["answers"]["edited"], answered.edited, "{entry}");
                }
            }
        }
    }
}

fn any_act(random: &mut fastrand::Rng, model: &Model, step: usize) -> Act {
    let Some(message) = random.choice(&model.0).filter(|_| random.u8(0..4) > 0) else {
        return Act::Say(format!("said in step {step}"));
    };
    let (id, emoji) = (message.id, EMOJI[random.usize(..EMOJI.len())]);
    match random.u8(0..10) {
        0 | 1 => Act::Reply(id, format!("answered in step {step}")),
        2 | 3 => Act::Edit(id, format!("edited in step {step}")),
        4 => Act::Remove(id),
        5..=7 => Act::React(id, emoji),
        _ => Act::Unreact(id, emoji),
    }
}

/// Applies an act whose answer never came, if its line is in the log.
async fn settle(guest: &Guest, model: &mut Model, by: usize, act: &Act, from: u64) {
    let lines = guest.get("/chat.txt").await.expect(200).text();
    let new = &lines[usize::try_from(from).unwrap()..];
    let mut at = from;
    for line in new.split_inclusive('\n') {
        if line.ends_with('\n')
            && line.contains(" said: ")
                | line.contains(" replied to ")
                | line.contains(" edited ")
                | line.contains(" removed ")
                | line.contains("reacted to ")
        {
            model.apply(by, act, at);
        }
        at += line.len() as u64;
    }
}

/// The room gets killed in the middle of acts, and shows the same as a model that never crashed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_any_acts_and_kills_the_room_is_that_of_a_model_that_never_crashed() {
    let seed =
        std::env::var("FLATCHAT_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(fastrand::u64(..));
    println!("FLATCHAT_SEED={seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let names = ["ana", "bo", "cy"];
    let mut server = Server::start(&["--posts-per-minute", "0"]);
    let mut guests = Vec::new();
    for name in names {
        guests.push(Guest::join(&server, name).await);
    }
    // Names are kept within two seconds; a kill before that frees them.
    until("names are kept", async || {
        let kept = std::fs::read_to_string(server.path("names.json")).unwrap_or_default();
        names.iter().all(|name| kept.contains(name)).then_some(()).ok_or("not yet")
    })
    .await;
    let mut model = Model::default();
    for step in 0..300 {
        let by = random.usize(..guests.len());
        let wanted = any_act(&mut random, &model, step);
        if random.u8(0..20) == 0 {
            let from = server.log().len() as u64;
            let (guest, sent) = (guests[by].clone(), wanted.clone());
            let sending = tokio::spawn(async move { try_act(&guest, &sent).await });
            tokio::time::sleep(Duration::from_micros(random.u64(0..3_000))).await;
            server.kill9();
            let _ = sending.await.unwrap();
            server.start_elsewhere();
            guests = guests.iter().map(|guest| guest.at(&server)).collect();
            settle(&guests[0], &mut model, by, &wanted, from).await;
        } else {
            let expected = model.expect(by, &wanted);
            let answer = act(&guests[by], wanted.clone()).await.expect(expected);
            if matches!(expected, 200 | 201) {
                model.apply(by, &wanted, answer.json()["entry"]["id"].as_u64().unwrap());
            }
        }
        if step % 50 == 49 {
            model.check(&guests[0].all_entries().await, &names);
        }
    }
    model.check(&guests[0].all_entries().await, &names);
    until("the words are gone", async || {
        let log = String::from_utf8(server.log()).unwrap();
        let removed = model.0.iter().filter(|message| message.removed);
        let lines =
            removed.map(|message| log[usize::try_from(message.id).unwrap()..].lines().next().unwrap());
        let has_words = |line: &&str| line.split_once(": ").unwrap().1.bytes().any(|byte| byte != b' ');
        lines.filter(has_words).map(str::to_owned).next().map_or(Ok(()), Err)
    })
    .await;
}

fn bytes_in(folder: &std::path::Path, words: &str) -> Vec<std::path::PathBuf> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let has = |path: &std::path::PathBuf| {
        let bytes = std::fs::read(path).unwrap_or_default();
        bytes.windows(words.len()).any(|window| window == words.as_bytes())
    };
    files.filter(has).collect()
}

/// Attack: somebody reads the words of a removed message from an answer, the file or the stream.
#[tokio::test]
async fn removed_words_are_in_no_file_and_in_no_answer() {
    let mut server = Server::start(&[]);
    let (ana, mut bo) = (Guest::join(&server, "ana").await, Guest::join(&server, "bo").await);
    say(&bo, "before").await;
    let mut live = ana.stream().await;
    let id = say(&ana, "aqua-secret").await;
    assert_eq!(act(&ana, Act::Edit(id, "still aqua-secret".to_owned())).await.status, 200);
    let answer = act(&bo, Act::Reply(id, "so what".to_owned())).await.json();
    assert_eq!(view(&bo, id).await["wordings"].as_array().unwrap().len(), 2);
    assert_eq!(bytes_in(&server.path(""), "aqua-secret").len(), 1, "the test finds them before");
    let removal = act(&ana, Act::Remove(id)).await.expect(200).json();
    assert_eq!(removal["entry"]["verb"], "removed");
    say(&bo, "after").await;
    // The stream that was open all the time gets no reset.
    live.data_until("after").await;

    for again in [false, true] {
        assert_eq!(bytes_in(&server.path(""), "aqua-secret"), Vec::<std::path::PathBuf>::new());
        let paths = [
            "/messages",
            "/messages?after=0",
            "/messages?find=aqua",
            "/chat.txt",
            "/room",
            "/people",
            &format!("/messages?around={id}"),
            &format!("/messages/{id}"),
            &format!("/messages/{}", answer["entry"]["id"]),
        ];
        for path in paths {
            let body = bo.get(path).await.expect(200).text();
            assert!(!body.contains("aqua-secret"), "{path}: {body}");
        }
        for path in ["/events?after=0", "/server.php?after=0"] {
            let mut stream = EventStream::open(&bo, path).await;
            let data = stream.data_until("after").await;
            assert!(data.iter().all(|data| !data.contains("aqua-secret")), "{path}: {data:?}");
        }
        let shown = view(&bo, id).await;
        assert_eq!(
            (&shown["entry"]["text"], &shown["entry"]["removed"]["name"]),
            (&json!(""), &json!("ana"))
        );
        let quote = &view(&bo, answer["entry"]["id"].as_u64().unwrap()).await["entry"]["answers"];
        assert_eq!((&quote["text"], &quote["removed"]), (&json!(""), &json!(true)));
        if !again {
            server.kill9();
            server.start_again();
            bo = bo.at(&server);
        }
    }
}

/// A kill between the two steps of a removal would else leave the words in the file for good.
#[tokio::test]
async fn a_start_finishes_what_a_crash_interrupted() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let text = "ana said: first\nana said: to go\nana edited 16: to go, too\nana said: stays\n\
                ana removed 0: \nana removed 16: by mistake\n";
    let done = text.replace("said: first", "said:      ");
    std::fs::write(folder.path().join("chat.txt"), &done).unwrap();
    let server = Server::start_in(Arc::clone(&folder), &[]);
    let expected = done.replace("said: to go\n", "said:      \n").replace(": to go, too", ":           ");
    until("the words are gone", async || {
        let log = String::from_utf8(server.log()).unwrap();
        if log == expected { Ok(()) } else { Err(log) }
    })
    .await;
}

/// Whoever edits the file by hand moves lines, and the id of an old removal may mean another line
/// then, whose words and files nobody has removed.
#[tokio::test]
async fn a_start_takes_no_words_from_a_file_that_was_edited_by_hand() {
    let mut server = Server::start(&["--posts-per-minute", "0"]);
    let mut ana = Guest::join(&server, "ana").await;
    let mut ids = Vec::new();
    for n in 1..=8 {
        ids.push(say(&ana, &format!("message {n}")).await);
    }
    assert_eq!(act(&ana, Act::Remove(ids[3])).await.status, 200);
    server.kill9();
    let log = String::from_utf8(server.log()).unwrap();
    let (_, edited) = log.split_once('\n').unwrap();
    std::fs::write(server.path("chat.txt"), edited).unwrap();
    server.start_again();
    ana = ana.at(&server);
    // Removals are finished one after the other, so the start has done its own by then.
    let id = say(&ana, "to go").await;
    assert_eq!(act(&ana, Act::Remove(id)).await.status, 200);
    let log = String::from_utf8(server.log()).unwrap();
    assert!(log.starts_with(edited), "{log}");

    // And what comes after the edit is finished, also if it was a crash that interrupted it.
    let id = say(&ana, "to go as well").await;
    server.kill9();
    server.append(format!("2026-01-02T03:04:05Z ana removed {id}: \n").as_bytes());
    server.start_again();
    until("the words are gone", async || {
        let log = String::from_utf8(server.log()).unwrap();
        if log.contains("to go") { Err(log) } else { Ok(()) }
    })
    .await;
    assert!(String::from_utf8(server.log()).unwrap().starts_with(edited));
}

/// An edit does not stand by itself, so its removal means nothing (docs/log.md). If its words were
/// erased all the same, open pages would show what others do not.
#[tokio::test]
async fn the_removal_of_an_edit_takes_no_words() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let text = "ana said: first\nana edited 0: second\nbo said: to go\nana removed 16: \nbo removed 37: \n";
    std::fs::write(folder.path().join("chat.txt"), text).unwrap();
    let server = Server::start_in(Arc::clone(&folder), &[]);
    let until_gone = async |expected: &str| {
        until("the words of the message are gone, and no others", async || {
            let log = String::from_utf8(server.log()).unwrap();
            if log == expected { Ok(()) } else { Err(log) }
        })
        .await;
    };
    let done = text.replace("to go", "     ");
    until_gone(&done).await;

    let more = format!("bo said: to go\nana removed 16: \nbo removed {}: \n", text.len());
    server.append(more.as_bytes());
    until_gone(&(done + &more.replace("to go", "     "))).await;
    let page = Guest::join(&server, "cy").await.page("around=0").await;
    assert_eq!((&page["entries"][0]["text"], &page["entries"][0]["edited"]), (&json!("second"), &json!(16)));
}

/// In a file that was edited by hand, an old removal may name a line that nobody has removed.
#[tokio::test]
async fn a_start_leaves_removals_alone_that_are_followed_by_a_finished_one() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let text = "ana said: innocent\nana said:    \nana removed 0: \nana removed 19: \n";
    std::fs::write(folder.path().join("chat.txt"), text).unwrap();
    let server = Server::start_in(Arc::clone(&folder), &[]);
    let ana = Guest::join(&server, "ana").await;
    say(&ana, "something").await;
    let page = ana.page("around=0").await;
    assert!(!page["entries"][0]["removed"].is_null(), "it is shown as removed");
    assert!(server.log().starts_with(text.as_bytes()));
}

/// Makes the log append-only for everybody, or lifts that. Returns whether this system can do it.
fn append_only(server: &Server, flag: &str) -> bool {
    let chattr = Command::new("chattr").arg(flag).arg(server.path("chat.txt")).status();
    chattr.is_ok_and(|status| status.success())
}

/// On a file that can only be appended to, removed words stay. Nothing else may wait for them, and
/// they go as soon as they can.
#[tokio::test]
async fn words_that_cannot_be_overwritten_yet_hold_up_nothing_else() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let id = say(&ana, "aqua-secret").await;
    if !append_only(&server, "+a") {
        println!("skipped: this needs chattr, and the right to use it");
        return;
    }
    let removing = tokio::spawn({
        let ana = ana.clone();
        async move { act(&ana, Act::Remove(id)).await }
    });
    until("it is shown as removed", async || {
        let shown = view(&ana, id).await;
        if shown["entry"]["removed"].is_null() { Err(shown) } else { Ok(()) }
    })
    .await;
    server.append(b"hanna set topic: still here\n");
    until("the topic is there", async || {
        let room = ana.get("/room").await.json()["room"].clone();
        if room["topic"] == "still here" { Ok(()) } else { Err(room) }
    })
    .await;
    assert_eq!(bytes_in(&server.path(""), "aqua-secret").len(), 1);
    assert!(append_only(&server, "-a"));
    let _ = removing.await.unwrap().expect(200);
    assert!(bytes_in(&server.path(""), "aqua-secret").is_empty());
}

/// A removal changes the bytes that a cursor was made of.
#[tokio::test]
async fn a_reader_whose_last_line_was_removed_goes_on_without_a_reset() {
    let mut server = Server::start(&[]);
    let mut ana = Guest::join(&server, "ana").await;
    let receipt = ana.say("to go").await;
    let (id, cursor) = (receipt["entry"]["id"].as_u64().unwrap(), receipt["cursor"].as_str().unwrap());
    let _ = act(&ana, Act::Remove(id)).await.expect(200);
    for again in [false, true] {
        let mut stream = EventStream::open(&ana, &format!("/events?after={cursor}")).await;
        stream.data_until("\"removed\"").await;
        assert_eq!(ana.page(&format!("after={cursor}")).await["entries"], json!([]));
        if !again {
            server.kill9();
            server.start_again();
            ana = ana.at(&server);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edit_and_a_removal_at_the_same_time_have_one_order_for_all() {
    let server = Server::start(&["--posts-per-minute", "0"]);
    let ana = Guest::join(&server, "ana").await;
    for n in 0..30 {
        let id = say(&ana, "words").await;
        let edit = Act::Edit(id, format!("reworded {n}."));
        let remove = Act::Remove(id);
        let (edited, removed) = tokio::join!(act(&ana, edit), act(&ana, remove));
        let _ = removed.expect(200);
        assert!(matches!(edited.status, 200 | 410), "{edited}");
        let shown = view(&ana, id).await;
        assert_eq!(shown["entry"]["text"], "", "a removal beats an edit, also a later one");
        until("the words are gone", async || {
            let left = bytes_in(&server.path(""), &format!("reworded {n}."));
            if left.is_empty() { Ok(()) } else { Err(String::from_utf8(server.log()).unwrap()) }
        })
        .await;
    }
}

#[tokio::test]
async fn what_http_says_to_each_act() {
    let server = Server::start(&[]);
    let (ana, bo) = (Guest::join(&server, "ana").await, Guest::join(&server, "bo").await);
    let id = say(&ana, "hello").await;
    let put = |path: String| ana.request(Method::PUT, &path);
    let pin = ana.send(put(format!("/messages/{id}/pin"))).await.expect(403).json();
    assert_eq!(pin["error"]["code"], "host_only");
    let topic = put("/topic".to_owned()).header("content-type", "text/plain").body("tea");
    assert_eq!(ana.send(topic).await.expect(403).json()["error"]["code"], "host_only");
    assert_eq!(act(&bo, Act::Edit(id, "x".into())).await.expect(403).json()["error"]["code"], "not_yours");
    assert_eq!(act(&bo, Act::Remove(id)).await.expect(403).json()["error"]["code"], "not_yours");
    for path in ["/messages/7", "/messages/x", "/messages/-1", "/messages/99999999999999999999999"] {
        assert_eq!(ana.get(path).await.expect(404).json()["error"]["code"], "no_such_message", "{path}");
    }
    let bad = ana.send(put(format!("/messages/{id}/reactions/ok"))).await.expect(400).json();
    assert_eq!(bad["error"]["code"], "bad_emoji");
    assert_eq!(act(&bo, Act::React(id, "👍")).await.status, 200);
    assert_eq!(act(&bo, Act::React(id, "👍")).await.status, 204);
    assert_eq!(act(&bo, Act::Unreact(id, "👍")).await.status, 200);
    assert_eq!(act(&bo, Act::Unreact(id, "👍")).await.status, 204);

    // As curl sends them: a form, a plain text, and no body at all.
    let form = |method: Method, path: String, body: &'static str| {
        ana.request(method, &path).header("content-type", "application/x-www-form-urlencoded").body(body)
    };
    let reply = form(Method::POST, "/messages".to_owned(), "text=yes&reply_to=0");
    assert_eq!(ana.send(reply).await.expect(201).json()["entry"]["target"], 0);
    let edit = form(Method::PATCH, format!("/messages/{id}"), "text=hello+all");
    assert_eq!(ana.send(edit).await.expect(200).json()["entry"]["text"], "hello all");
    let edit = ana.request(Method::PATCH, &format!("/messages/{id}")).header("content-type", "text/plain");
    assert_eq!(ana.send(edit.body("hello you\n")).await.expect(200).json()["entry"]["text"], "hello you");
    let remove = form(Method::DELETE, format!("/messages/{id}"), "reason=a+typo");
    assert_eq!(ana.send(remove).await.expect(200).json()["entry"]["text"], "a typo");
    let stranger = Guest::stranger(&server);
    let unknown = stranger.send(stranger.request(Method::DELETE, &format!("/messages/{id}"))).await;
    assert_eq!(unknown.expect(401).json()["error"]["code"], "join_first");
}

#[tokio::test]
async fn a_guest_of_a_room_that_got_a_code_can_still_act_and_a_stranger_cannot_even_read() {
    let server = Server::start(&["--code", "tea"]);
    let ana = Guest::join_with(&server, &json!({ "name": "ana", "code": "tea" })).await;
    let id = say(&ana, "hello").await;
    assert_eq!(act(&ana, Act::React(id, "👍")).await.status, 200);
    let stranger = Guest::stranger(&server);
    assert_eq!(stranger.get(&format!("/messages/{id}")).await.status, 401);
    assert_eq!(act(&stranger, Act::Remove(id)).await.status, 401);
}
