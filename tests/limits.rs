//! How much one session, one address and the whole room may ask for.

#![allow(clippy::unwrap_used)]

use flatchat_tests::wait::until;
use flatchat_tests::{Answer, Guest, Server, chat};
use reqwest::Method;
use serde_json::json;

/// The head of whatever `GET /events` answers; the body of a stream has no end.
async fn knock(guest: &Guest, path: &str) -> Answer {
    let response = guest.request(Method::GET, path).send().await.unwrap();
    if response.status() != 200 {
        return Answer::read(response).await.unwrap();
    }
    Answer { status: 200, headers: response.headers().clone(), body: Vec::new() }
}

#[tokio::test]
async fn who_posts_too_often_is_told_when_to_come_back() {
    let server = Server::start(&["--posts-per-minute", "3"]);
    let (ana, bo) = (Guest::join(&server, "ana").await, Guest::join(&server, "bo").await);
    for n in 0..3 {
        ana.say(&format!("{n}")).await;
    }
    let answer = ana.try_say("3").await;
    answer.refused(429, "too_fast");
    let after: u64 = answer.header("retry-after").parse().expect("seconds");
    assert!((1..=21).contains(&after), "one more every 20 s: {answer}");
    let form = "application/x-www-form-urlencoded";
    assert_eq!(ana.post("/chat_intake.php", form, "text=3").await.status, 429, "no way around it");
    bo.say("others are not held up").await;
    assert_eq!(chat::said(&server.log()).len(), 4);
}

#[tokio::test]
async fn without_a_limit_anybody_may_post_as_often_as_they_like() {
    let server = Server::start(&["--posts-per-minute", "0"]);
    let ana = Guest::join(&server, "ana").await;
    for n in 0..300 {
        ana.say(&format!("{n}")).await;
    }
    assert_eq!(chat::said(&server.log()).len(), 300);
}

#[tokio::test]
async fn a_message_that_is_refused_costs_nothing_of_the_limit() {
    let server = Server::start(&["--posts-per-minute", "1"]);
    let ana = Guest::join(&server, "ana").await;
    for _ in 0..5 {
        ana.try_say(" ").await.refused(400, "bad_text");
    }
    ana.say("hello").await;
}

#[tokio::test]
async fn an_address_has_only_so_many_streams() {
    let server = Server::start(&["--streams-per-address", "2"]);
    let ana = Guest::join(&server, "ana").await;
    let first = ana.stream().await;
    let _second = ana.stream().await;
    for path in ["/events", "/server.php"] {
        let third = knock(&ana, path).await;
        third.refused(503, "too_many_streams");
        assert!(third.header("retry-after").parse::<u64>().is_ok(), "{third}");
    }
    drop(first);
    until("a closed stream gives its place back", async || {
        let again = knock(&ana, "/events").await;
        if again.status == 200 { Ok(()) } else { Err(again) }
    })
    .await;
}

#[tokio::test]
async fn without_a_limit_an_address_may_have_many_streams() {
    let server = Server::start(&["--streams-per-address", "0"]);
    let ana = Guest::join(&server, "ana").await;
    let mut streams = Vec::new();
    for _ in 0..300 {
        streams.push(ana.stream().await);
    }
    ana.say("hello, all").await;
    for stream in &mut streams {
        assert_eq!(stream.texts(1).await, ["hello, all"]);
    }
}

#[tokio::test]
async fn a_full_room_says_so_at_the_door_and_on_the_stream() {
    let server = Server::start(&["--max-guests", "1"]);
    let ana = Guest::join(&server, "ana").await;
    let bo = Guest::join(&server, "bo").await;
    let stream = ana.stream().await;
    knock(&bo, "/events").await.refused(503, "room_full");
    let door = Guest::stranger(&server).post_json("/join", &json!({ "name": "cy" })).await;
    door.refused(503, "room_full");
    assert_eq!(door.cookie(), None);
    bo.say("who is in may speak").await;
    drop(stream);
    until("a place is free again", async || {
        let again = knock(&bo, "/events").await;
        if again.status == 200 { Ok(()) } else { Err(again) }
    })
    .await;
    assert_eq!(ana.get("/room").await.json()["room"]["max_guests"], 1);
}

#[tokio::test]
async fn joining_over_and_over_is_slowed_down() {
    let server = Server::start(&[]);
    let stranger = Guest::stranger(&server);
    let mut last = None;
    for n in 0..200 {
        let answer = stranger.post_json("/join", &json!({ "name": format!("guest {n}") })).await;
        if answer.status != 200 {
            last = Some(answer);
            break;
        }
    }
    let answer = last.expect("200 names in a second are too many for one address");
    answer.refused(429, "too_fast");
    assert!(answer.header("retry-after").parse::<u64>().is_ok(), "{answer}");
}
