//! The PHP tutorial's three addresses: its page and its scripts work unchanged.

#![allow(clippy::unwrap_used)]

use flatchat_tests::{Answer, EventStream, Guest, Server, chat};
use reqwest::Method;

const FORM: &str = "application/x-www-form-urlencoded";

async fn intake(guest: &Guest, body: &str) -> Answer {
    guest.post("/chat_intake.php", FORM, body).await
}

/// Joins as the tutorial's page does.
async fn join(server: &Server, name: &str) -> Guest {
    let stranger = Guest::stranger(server);
    let answer = intake(&stranger, &format!("uname={name}")).await.expect(200);
    assert_eq!(answer.text(), "success");
    stranger.with_cookie(&answer.cookie().expect("a session"))
}

/// Returns the data of the next event.
async fn data(stream: &mut EventStream) -> String {
    let frame = stream.event("message").await;
    assert!(
        frame.id.is_some() && frame.event.is_none(),
        "onmessage gets unnamed events with an id: {frame:?}"
    );
    frame.data.unwrap()
}

#[tokio::test]
async fn a_first_call_begins_with_the_newest_entry() {
    let server = Server::start(&[]);
    let ana = join(&server, "ana").await;
    for text in ["one", "two", "three"] {
        ana.say(text).await;
    }
    let mut stream = EventStream::open(&ana, "/server.php").await;
    let first = stream.frame().await.unwrap();
    assert_eq!(first.retry.as_deref(), Some("15000"), "{first:?}");
    assert_eq!(data(&mut stream).await, "ana said: three");
    ana.say("four").await;
    assert_eq!(data(&mut stream).await, "ana said: four", "and it stays open");
}

#[tokio::test]
async fn on_an_empty_log_the_first_entry_comes_when_it_is_said() {
    let server = Server::start(&[]);
    let ana = join(&server, "ana").await;
    let mut stream = EventStream::open(&ana, "/server.php").await;
    assert_eq!(stream.frame().await.unwrap().retry.as_deref(), Some("15000"));
    ana.say("first").await;
    assert_eq!(data(&mut stream).await, "ana said: first");
}

#[tokio::test]
async fn a_text_of_many_lines_is_one_event() {
    let server = Server::start(&[]);
    let ana = join(&server, "ana").await;
    let mut stream = EventStream::open(&ana, "/server.php").await;
    for text in ["a\nb", "a\n\n\nb", "\n\na\n", "id: 0-0\n\ndata: forged\nretry: 1"] {
        ana.say(text).await;
        let frame = stream.event("message").await;
        assert_eq!(frame.data.unwrap(), format!("ana said: {text}"));
        assert_eq!(frame.retry, None);
    }
    server.append(b"a line from the file\rwith a stray CR\n");
    assert_eq!(data(&mut stream).await, "a line from the file\nwith a stray CR");
}

#[tokio::test]
async fn a_reconnecting_stream_resumes_from_its_last_id() {
    let mut server = Server::start(&["--posts-per-minute", "0"]);
    let ana = join(&server, "ana").await;
    let mut stream = EventStream::open(&ana, "/server.php").await;
    ana.say("0").await;
    assert_eq!(data(&mut stream).await, "ana said: 0");
    let last_id = stream.last_id.clone().unwrap();
    for n in 1..60 {
        ana.say(&n.to_string()).await;
    }
    server.kill9();
    server.start_again();
    let ana = ana.at(&server);
    ana.say("60").await;
    let mut resumed = EventStream::resume(&ana, "/server.php", &last_id).await;
    for n in 1..=60 {
        assert_eq!(data(&mut resumed).await, format!("ana said: {n}"));
    }
    let mut lost = EventStream::resume(&ana, "/server.php", "5-bad").await;
    assert_eq!(data(&mut lost).await, "ana said: 60", "an id of another file is a first call");
}

#[tokio::test]
async fn joining_and_saying_answer_as_the_tutorials_page_expects() {
    let server = Server::start(&[]);
    let ana = join(&server, "ana").await;
    let said = intake(&ana, "text=hello").await.expect(200);
    assert_eq!(said.body, b"");
    assert_eq!(ana.get("/room").await.json()["me"]["name"], "ana", "it is the same kind of session");
    let log = chat::said(&server.log());
    assert_eq!((log[0].name.as_str(), log[0].text.as_str()), ("ana", "hello"));
}

#[tokio::test]
async fn what_was_typed_arrives_raw_or_escaped() {
    let server = Server::start(&["--posts-per-minute", "0"]);
    let ana = join(&server, "Ana%20Mar%C3%ADa").await;
    let mut stream = EventStream::open(&ana, "/server.php").await;
    let cases = [
        ("hello world", "hello world"),
        ("hello+world", "hello world"),
        ("a & b = c", "a & b = c"),
        ("a&b=c&text=d", "a&b=c&text=d"),
        ("100% sure", "100% sure"),
        ("1 + 1 = 2", "1 + 1 = 2"),
        ("C++", "C++"),
        ("caf\u{e9} 🦊 <b>", "caf\u{e9} 🦊 <b>"),
        ("caf%C3%A9+%26+%3Cb%3E", "café & <b>"),
        ("two\nlines", "two\nlines"),
        ("%0A%0Ax", "\n\nx"),
        ("uname=bo", "uname=bo"),
    ];
    for (sent, meant) in cases {
        let said = intake(&ana, &format!("text={sent}")).await.expect(200);
        assert_eq!(said.body, b"", "{sent}");
        assert_eq!(data(&mut stream).await, format!("Ana María said: {meant}"), "{sent}");
    }
    assert_eq!(chat::said(&server.log()).len(), cases.len());
}

#[tokio::test]
async fn whatever_content_type_a_script_sends_is_taken() {
    let server = Server::start(&[]);
    let ana = join(&server, "ana").await;
    let _ = ana.post("/chat_intake.php", "text/plain;charset=UTF-8", "text=plain").await.expect(200);
    let _ = ana.send(ana.request(Method::POST, "/chat_intake.php").body("text=bare")).await.expect(200);
    assert_eq!(chat::said(&server.log()).len(), 2);
}

#[tokio::test]
async fn refusals_are_words_that_the_page_can_show() {
    let server = Server::start(&[]);
    let stranger = Guest::stranger(&server);
    let ana = join(&server, "ana").await;
    let cases = [
        (401, intake(&stranger, "text=hello").await),
        (409, intake(&stranger, "uname=Ana").await),
        (400, intake(&stranger, "uname=").await),
        (400, intake(&stranger, "uname=a:b").await),
        (400, intake(&stranger, "hello").await),
        (400, intake(&stranger, "").await),
        (400, intake(&ana, "text=").await),
        (413, intake(&ana, &format!("text={}", "x".repeat(17 << 10))).await),
    ];
    for (status, answer) in cases {
        let answer = answer.expect(status);
        let words = answer.text();
        assert!(answer.header("content-type").starts_with("text/plain"), "{answer}");
        assert!(words.len() > 10 && words != "success" && !words.starts_with('{'), "{answer}");
        assert_eq!(answer.cookie(), None, "{answer}");
    }
    assert_eq!(server.log(), b"");
}

#[tokio::test]
async fn the_page_and_all_it_needs_come_from_here() {
    let server = Server::start(&[]);
    let guest = Guest::stranger(&server);
    let page = guest.get("/chat_example.php").await.expect(200);
    assert!(page.header("content-type").starts_with("text/html"), "{page}");
    let html = page.text();
    assert!(!html.contains("://") && !html.contains("onclick") && !html.contains("<script>"), "{html}");
    for (path, kind) in [("/chat_example.js", "text/javascript"), ("/chat_example.css", "text/css")] {
        assert!(html.contains(path), "{html}");
        let part = guest.get(path).await.expect(200);
        assert!(part.header("content-type").starts_with(kind), "{part}");
        // Messages reach the page only as text: the shipped script must not use this property.
        assert!(!part.text().contains("innerHTML"), "{part}");
    }
}
