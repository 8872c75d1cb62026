//! Idempotency keys: a retry gets the first answer, and nothing is written twice.

#![allow(clippy::unwrap_used)]

use flatchat_tests::{Answer, Guest, Server, chat};
use reqwest::Method;
use serde_json::json;

async fn say_with_key(guest: &Guest, text: &str, key: &str) -> Answer {
    guest.post_json("/messages", &json!({ "text": text, "key": key })).await
}

fn texts(server: &Server) -> Vec<String> {
    chat::said(&server.log()).into_iter().map(|said| said.text).collect()
}

#[tokio::test]
async fn an_empty_key_is_none() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    for text in ["one", "two"] {
        let _ = ana.post_json("/messages", &json!({ "text": text, "key": "" })).await.expect(201);
    }
    assert_eq!(flatchat_tests::chat::said(&server.log()).len(), 2);
}

#[tokio::test]
async fn a_repeated_key_gets_the_first_answer_and_writes_one_line() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let first = say_with_key(&ana, "hello", "k1").await.expect(201).json();
    ana.say("between").await;
    assert_eq!(say_with_key(&ana, "hello", "k1").await.expect(201).json(), first);
    assert_eq!(texts(&server), ["hello", "between"]);
}

/// Mistake: a script uses one key for two messages. Without the defence, the second one is answered
/// with 201 and the first entry, and its words are lost.
#[tokio::test]
async fn another_text_under_a_used_key_is_an_error_and_no_words_are_lost_in_silence() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let first = say_with_key(&ana, "one\r\nline", "k").await.expect(201).json();
    for other in ["two", "one", "one\nline and more", "one line"] {
        say_with_key(&ana, other, "k").await.refused(422, "key_reused");
    }
    assert_eq!(say_with_key(&ana, "one\nline", "k").await.expect(201).json(), first, "as it is stored");
    let _ = say_with_key(&ana, "two", "another").await.expect(201);
    assert_eq!(texts(&server), ["one\u{b}line", "two"]);
}

/// Attack, or just a busy room: others use many keys while a phone sleeps. Without the defence, the
/// room remembers 2,048 keys in total, and the phone's message is written twice.
#[tokio::test]
async fn the_keys_of_others_push_nobodys_key_out() {
    let server = Server::start(&["--posts-per-minute", "0"]);
    let (ana, bo) = (Guest::join(&server, "ana").await, Guest::join(&server, "bo").await);
    let first = say_with_key(&ana, "before the sleep", "KEY-1").await.expect(201).json();
    let mut posts = tokio::task::JoinSet::new();
    for worker in 0..8 {
        let bo = bo.clone();
        posts.spawn(async move {
            for n in 0..300 {
                let _ = say_with_key(&bo, "x", &format!("{worker}-{n}")).await.expect(201);
            }
        });
    }
    posts.join_all().await;
    assert_eq!(say_with_key(&ana, "before the sleep", "KEY-1").await.expect(201).json(), first);
    assert_eq!(texts(&server).len(), 1 + 8 * 300);
}

#[tokio::test]
async fn a_name_taken_meanwhile_does_not_change_the_first_answer() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let first = say_with_key(&ana, "hello", "k").await.expect(201).json();
    let _ = ana.post_json("/join", &json!({ "name": "anna" })).await.expect(200);
    assert_eq!(say_with_key(&ana, "hello", "k").await.expect(201).json(), first);
}

/// Mistake: the header has a key that is not text. Without the defence, it counts as a missing key,
/// and the retry is written twice.
#[tokio::test]
async fn a_key_that_cannot_be_read_is_refused() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let post = ana.request(Method::POST, "/messages").header("content-type", "text/plain");
    let post = post.header("idempotency-key", reqwest::header::HeaderValue::from_bytes(b"k\xff").unwrap());
    ana.send(post.body("hello")).await.refused(400, "bad_request");
    assert_eq!(texts(&server), [""; 0]);
}

#[tokio::test]
async fn a_key_may_come_in_the_body_of_a_form_or_in_a_header() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let form = "application/x-www-form-urlencoded";
    for _ in 0..2 {
        let _ = ana.post("/messages", form, "text=form&key=f").await.expect(201);
        let post = ana.request(Method::POST, "/messages").header("content-type", "text/plain");
        let _ = ana.send(post.header("idempotency-key", "h").body("header")).await.expect(201);
    }
    assert_eq!(texts(&server), ["form", "header"]);
}

#[tokio::test]
async fn another_guests_key_is_another_key() {
    let server = Server::start(&[]);
    let (ana, bo) = (Guest::join(&server, "ana").await, Guest::join(&server, "bo").await);
    let _ = say_with_key(&ana, "from ana", "same").await.expect(201);
    let _ = say_with_key(&bo, "from bo", "same").await.expect(201);
    assert_eq!(texts(&server), ["from ana", "from bo"]);
}

#[tokio::test]
async fn retries_that_overtake_each_other_write_one_line() {
    let server = Server::start(&["--posts-per-minute", "0"]);
    let ana = Guest::join(&server, "ana").await;
    for round in 0..10 {
        let mut tries = tokio::task::JoinSet::new();
        for _ in 0..12 {
            let ana = ana.clone();
            tries.spawn(async move {
                say_with_key(&ana, &format!("once {round}"), &format!("k{round}")).await.expect(201).json()
            });
        }
        let answers = tries.join_all().await;
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
        assert_eq!(texts(&server).len(), round + 1);
    }
}

#[tokio::test]
async fn a_refused_message_does_not_use_up_its_key() {
    let server = Server::start(&["--posts-per-minute", "1"]);
    let (ana, bo) = (Guest::join(&server, "ana").await, Guest::join(&server, "bo").await);
    say_with_key(&ana, " ", "k").await.refused(400, "bad_text");
    let _ = say_with_key(&ana, "hello", "k").await.expect(201);
    let _ = say_with_key(&bo, "first", "a").await.expect(201);
    say_with_key(&bo, "second", "b").await.refused(429, "too_fast");
    let again = say_with_key(&bo, "second", "b").await;
    assert_eq!(again.refused(429, "too_fast")["code"], "too_fast", "a refusal is no answer to remember");
    assert_eq!(texts(&server), ["hello", "first"]);
}

#[tokio::test]
async fn a_retry_costs_nothing_of_the_limit() {
    let server = Server::start(&["--posts-per-minute", "1"]);
    let ana = Guest::join(&server, "ana").await;
    let first = say_with_key(&ana, "hello", "k").await.expect(201).json();
    for _ in 0..5 {
        assert_eq!(say_with_key(&ana, "hello", "k").await.expect(201).json(), first);
    }
}

#[tokio::test]
async fn an_overlong_key_is_refused() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let _ = say_with_key(&ana, "fits", &"k".repeat(128)).await.expect(201);
    say_with_key(&ana, "does not", &"k".repeat(129)).await.refused(400, "bad_request");
    assert_eq!(texts(&server), ["fits"]);
}

#[tokio::test]
async fn what_was_meant_for_an_earlier_start_is_refused_because_its_key_is_forgotten() {
    let mut server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let run = ana.get("/room").await.json()["room"]["run"].clone();
    let message = json!({ "text": "once", "key": "k", "run": run });
    let _ = ana.post_json("/messages", &message).await.expect(201);
    server.kill9();
    server.start_again();
    let ana = ana.at(&server);
    let _ = ana.post_json("/messages", &message).await.refused(409, "restarted");
    assert_eq!(flatchat_tests::chat::said(&server.log()).len(), 1);
}
