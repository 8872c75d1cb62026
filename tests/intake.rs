//! Saying something, and every text that could harm the log or its readers when it is typed, pasted
//! or sent.

#![allow(clippy::unwrap_used)]

use flatchat_tests::{Answer, EventStream, Guest, Server, chat};
use reqwest::Method;
use serde_json::json;

const KINDS: [Kind; 3] = [Kind::Json, Kind::Form, Kind::Text];

#[derive(Clone, Copy, Debug)]
enum Kind {
    Json,
    Form,
    Text,
}

async fn say_as(guest: &Guest, kind: Kind, text: &str) -> Answer {
    match kind {
        Kind::Json => guest.try_say(text).await,
        Kind::Form => {
            let body = format!("text={}", escape(text));
            guest.post("/messages", "application/x-www-form-urlencoded", body).await
        }
        Kind::Text => guest.post("/messages", "text/plain; charset=utf-8", text).await,
    }
}

/// Escapes every byte, as a form may.
fn escape(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn room() -> (Server, Guest) {
    let server = Server::start(&["--posts-per-minute", "0"]);
    let guest = Guest::join(&server, "ana").await;
    (server, guest)
}

/// Typed texts, each with the text that everyone reads.
const STORED: [(&str, &str); 26] = [
    ("hello", "hello"),
    ("  kept as typed  ", "  kept as typed  "),
    ("two\nlines", "two\nlines"),
    ("old mac\rlines", "old mac\nlines"),
    ("windows\r\nlines", "windows\nlines"),
    ("a\n\r\n\rb", "a\n\n\nb"),
    ("line\u{2028}separator", "line\nseparator"),
    ("paragraph\u{2029}separator", "paragraph\nseparator"),
    ("next\u{85}line", "next\nline"),
    ("form\u{c}feed", "form\nfeed"),
    ("from\u{b}PowerPoint", "from\nPowerPoint"),
    ("x\u{b}2026-01-02T03:04:05Z bo said: forged", "x\n2026-01-02T03:04:05Z bo said: forged"),
    ("a\ttab", "a\ttab"),
    ("emoji 👩‍👩‍👧‍👦 and 🏴‍☠️", "emoji 👩‍👩‍👧‍👦 and 🏴‍☠️"),
    (
        "bidi \u{202E}override\u{202C} \u{2066}isolate\u{2069}",
        "bidi \u{202E}override\u{202C} \u{2066}isolate\u{2069}",
    ),
    ("zero\u{200B}width \u{FEFF}", "zero\u{200B}width \u{FEFF}"),
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("&amp; <b> \" ' ` \\ %41 +", "&amp; <b> \" ' ` \\ %41 +"),
    ("bo said: I owe ana money", "bo said: I owe ana money"),
    (" said: ", " said: "),
    ("x\nbo said: forged", "x\nbo said: forged"),
    ("x\n2026-01-02T03:04:05Z bo said: forged", "x\n2026-01-02T03:04:05Z bo said: forged"),
    ("x\r2026-01-02T03:04:05Z bo said: forged", "x\n2026-01-02T03:04:05Z bo said: forged"),
    (
        "data: x\n\nid: 0-0\nevent: reset\ndata: {}\n\nend",
        "data: x\n\nid: 0-0\nevent: reset\ndata: {}\n\nend",
    ),
    ("e\u{301} stays as typed", "e\u{301} stays as typed"),
    ("\u{FFFD}\u{FFFF}\u{10FFFF}\u{E000}", "\u{FFFD}\u{FFFF}\u{10FFFF}\u{E000}"),
];

#[tokio::test]
async fn whatever_is_typed_is_one_line_and_reads_back_as_meant() {
    let (server, guest) = room().await;
    let mut stream = guest.stream().await;
    for kind in KINDS {
        for (n, (typed, meant)) in STORED.iter().enumerate() {
            let before = chat::lines(&server.log()).len();
            let receipt = say_as(&guest, kind, typed).await.expect(201).json();
            let entry = &receipt["entry"];
            assert_eq!(entry["text"], *meant, "{kind:?} {n}");
            assert_eq!((&entry["name"], &entry["verb"]), (&json!("ana"), &json!("said")), "{kind:?} {n}");
            assert_eq!(&stream.entry().await, entry, "{kind:?}: the stream says what the receipt says");
            assert_eq!(stream.last_id.as_deref(), receipt["cursor"].as_str(), "{kind:?} {n}");
            let page = guest.page(&format!("after={}&limit=9", entry["id"])).await;
            assert_eq!(
                page["entries"],
                json!([chat::fresh(entry)]),
                "{kind:?}: the page says what the receipt says"
            );
            let lines = chat::lines(&server.log());
            assert_eq!(lines.len(), before + 1, "{kind:?}: {typed:?} made more than a line: {lines:?}");
            let said = chat::Said::parse(lines.last().unwrap()).expect("a said line");
            assert_eq!((said.name.as_str(), said.text), ("ana", meant.replace('\n', "\u{b}")), "{kind:?}");
            assert_eq!(entry["at"], said.stamp);
        }
    }
    let log = String::from_utf8(server.log()).unwrap();
    let breaks = ['\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{c}'];
    assert!(!log.contains(breaks), "a line break that some reader would take for the end of a line");
}

#[tokio::test]
async fn control_characters_and_emptiness_are_refused() {
    let (server, guest) = room().await;
    let refused = [
        "",
        " ",
        "\n",
        " \t\r\n ",
        "\u{2028}\u{85}",
        "\u{3000}",
        "\u{200B}",
        "\u{FEFF}\u{2060}\u{AD}",
        "\u{200E}\u{200F} \u{200D}\u{FE0F}",
        "\u{3164}\n\u{2800}\u{180E}",
        "\u{FFFC}",
        "a\u{0}b",
        "\u{b}\u{b}",
        "it\u{92}s",
        "\u{1b}[31mred",
        "bell\u{7}",
        "back\u{8}space",
        "del\u{7f}",
        "csi\u{9b}31m",
        "\u{1}",
    ];
    for kind in KINDS {
        for text in refused {
            say_as(&guest, kind, text).await.refused(400, "bad_text");
        }
    }
    assert_eq!(server.log(), b"", "nothing refused is stored");
}

#[tokio::test]
async fn a_character_that_was_converted_wrongly_is_refused_with_words_that_say_where_it_is() {
    let (_server, guest) = room().await;
    let problem = guest.try_say("Dear all,\r\nit\u{92}s \u{93}done\u{94}").await.refused(400, "bad_text");
    let message = problem["message"].as_str().unwrap();
    for words in ["U+0092", "line 2, character 3", "“’”"] {
        assert!(message.contains(words), "{words} is not in {message}");
    }
    let problem = guest.try_say("it\u{E2}\u{80}\u{99}s").await.refused(400, "bad_text");
    assert_eq!((&problem["suggestion"], &problem["character"]), (&json!("’"), &json!(0x80)), "UTF-8");
}

#[tokio::test]
async fn the_longest_text_fits_and_one_byte_more_does_not() {
    let (server, guest) = room().await;
    let mut stream = guest.stream().await;
    let longest = "é".repeat(8 * 1024);
    for kind in KINDS {
        let receipt = say_as(&guest, kind, &longest).await.expect(201).json();
        assert_eq!(receipt["entry"]["text"], longest, "{kind:?}");
        assert_eq!(receipt["entry"]["cut"], false);
        assert_eq!(stream.entry().await, receipt["entry"]);
        let problem = say_as(&guest, kind, &format!("{longest}.")).await.refused(413, "too_long");
        assert!(problem["message"].as_str().unwrap().contains("16 KiB"), "{problem}");
    }
    assert_eq!(chat::said(&server.log()).len(), 3);
}

#[tokio::test]
async fn a_megabyte_is_refused_with_an_answer_that_can_be_read() {
    let (server, guest) = room().await;
    let megabyte = "x".repeat(1 << 20);
    for kind in KINDS {
        say_as(&guest, kind, &megabyte).await.refused(413, "too_long");
    }
    guest.post_json("/join", &json!({ "name": megabyte })).await.refused(413, "too_long");
    assert_eq!(
        guest.post("/chat_intake.php", "application/x-www-form-urlencoded", megabyte).await.status,
        413
    );
    assert_eq!(server.log(), b"");
    guest.say("still here").await;
}

#[tokio::test]
async fn bytes_that_are_no_utf8_are_refused() {
    let (server, guest) = room().await;
    let cases: [(&str, &[u8]); 6] = [
        ("text/plain", b"caf\xe9"),
        ("text/plain", b"\xf0\x9f\x98"),
        ("application/x-www-form-urlencoded", b"text=caf\xe9"),
        ("application/x-www-form-urlencoded", b"text=caf%E9"),
        ("application/json", b"{\"text\": \"caf\xe9\"}"),
        ("application/json", b"{\"text\": \"\\ud800\"}"),
    ];
    for (kind, body) in cases {
        guest.post("/messages", kind, body).await.refused(400, "bad_request");
    }
    assert_eq!(server.log(), b"");
}

#[tokio::test]
async fn what_is_no_message_is_refused_with_words() {
    let (server, guest) = room().await;
    let json = "application/json";
    for body in [
        "",
        "{",
        "[]",
        "\"text\"",
        "{}",
        "{\"text\": 7}",
        "{\"text\": null}",
        "{\"text\": \"a\", \"key\": 1}",
    ] {
        guest.post("/messages", json, body).await.refused(400, "bad_request");
    }
    guest.post("/messages", "application/x-www-form-urlencoded", "txt=a").await.refused(400, "bad_request");
    for kind in ["image/png", "multipart/form-data; boundary=x", "application/xml", "nonsense"] {
        guest.post("/messages", kind, "text=hello").await.refused(415, "wrong_type");
    }
    Guest::stranger(&server).try_say("hello").await.refused(401, "join_first");
    assert_eq!(server.log(), b"");
}

#[tokio::test]
async fn words_that_nobody_would_see_are_refused_on_every_way_in_and_are_no_caption() {
    let (server, guest) = room().await;
    let id = guest.say("hello").await["entry"]["id"].clone();
    let before = server.log();
    let form = "application/x-www-form-urlencoded";
    let edit = guest.request(Method::PATCH, &format!("/messages/{id}"));
    guest.send(edit.header("content-type", "text/plain").body("\u{200B}")).await.refused(400, "bad_text");
    for way in ["/chat_intake.php", "/plain/say"] {
        let answer = guest.post(way, form, "text=%E2%80%8B").await;
        assert_eq!(answer.status, 400, "{way}: {answer}");
    }
    assert_eq!(server.log(), before);
    let upload = json!({ "name": "a.txt", "size": 0, "caption": "\u{2800}" });
    let shared = guest.post_json("/uploads", &upload).await.expect(201).json();
    assert_eq!(shared["receipt"]["entry"]["share"]["caption"], "", "{shared}");
}

#[tokio::test]
async fn lines_of_the_file_that_draw_nothing_are_read_as_ever() {
    let (server, guest) = room().await;
    server.append("bo said: \u{200B}\n".as_bytes());
    guest.say("after it").await;
    let entry = guest.all_entries().await[0].clone();
    assert_eq!((&entry["verb"], &entry["text"]), (&json!("said"), &json!("\u{200B}")));
}

#[tokio::test]
async fn a_byte_order_mark_before_a_body_is_no_part_of_it() {
    let (_server, guest) = room().await;
    for (kind, body) in [
        ("text/plain", "\u{FEFF}hello"),
        ("application/json", "\u{FEFF}{\"text\": \"hello\"}"),
        ("application/x-www-form-urlencoded", "\u{FEFF}text=hello"),
    ] {
        let said = guest.post("/messages", kind, body).await.expect(201).json();
        assert_eq!(said["entry"]["text"], "hello", "{kind}");
    }
}

#[tokio::test]
async fn plain_text_may_end_with_the_newline_that_echo_adds() {
    let (_server, guest) = room().await;
    let said = guest.post("/messages", "text/plain", "hello\n").await.expect(201).json();
    assert_eq!(said["entry"]["text"], "hello");
    // Only one line break at the end is left out.
    let said = guest.post("/messages", "text/plain", "two\n\n").await.expect(201).json();
    assert_eq!(said["entry"]["text"], "two\n");
    // A body without a type is taken as text: `curl --data-binary` with an empty header.
    let request = guest.request(Method::POST, "/messages").body("bare");
    assert_eq!(guest.send(request).await.expect(201).json()["entry"]["text"], "bare");
}

/// `curl --data-binary @file` sends a file as an editor on Windows left it.
#[tokio::test]
async fn plain_text_may_end_with_the_line_break_of_windows() {
    let (_server, guest) = room().await;
    for (body, text) in [("hello\r\n", "hello"), ("two\r\nlines\r\n", "two\nlines"), ("a\r\n\r\n", "a\n")] {
        let said = guest.post("/messages", "text/plain", body).await.expect(201).json();
        assert_eq!(said["entry"]["text"], text, "{body:?}");
    }
    guest.post("/messages", "text/plain", "\r\n").await.refused(400, "bad_text");
    let said = guest.post("/messages", "text/plain", "wrong").await.expect(201).json();
    let edit = guest.request(Method::PATCH, &format!("/messages/{}", said["entry"]["id"]));
    let edit = guest.send(edit.header("content-type", "text/plain").body("right\r\n")).await.expect(200);
    assert_eq!(edit.json()["entry"]["text"], "right");
}

#[tokio::test]
async fn a_form_is_read_as_browsers_write_it() {
    let (_server, guest) = room().await;
    let form = "application/x-www-form-urlencoded; charset=UTF-8";
    let said =
        guest.post("/messages", form, "text=a+b%2Bc%26d%3D%C3%A9%0D%0Ae&key=k").await.expect(201).json();
    assert_eq!(said["entry"]["text"], "a b+c&d=é\ne");
}

#[tokio::test]
async fn many_guests_at_once_each_get_their_own_line_and_one_order() {
    let (server, ana) = room().await;
    let mut reading = EventStream::open(&ana, "/events?after=0").await;
    let mut saying = tokio::task::JoinSet::new();
    for n in 0..8 {
        let guest = Guest::join(&server, &format!("guest {n}")).await;
        saying.spawn(async move {
            let mut receipts = Vec::new();
            for m in 0..25 {
                receipts.push(guest.say(&format!("{n} {m}")).await);
            }
            receipts
        });
    }
    let mut receipts = saying.join_all().await.concat();
    receipts.sort_by_key(|receipt| receipt["entry"]["id"].as_u64());
    let receipts: Vec<_> = receipts.iter().map(|receipt| receipt["entry"].clone()).collect();
    assert_eq!(reading.entries(200).await, receipts);
    assert_eq!(ana.all_entries().await, chat::all_fresh(&receipts));
    assert_eq!(chat::said(&server.log()).len(), 200);
}
