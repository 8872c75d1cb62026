//! Bytes that no browser sends: the server refuses them or closes the connection, and goes on for
//! everyone else.

#![allow(clippy::unwrap_used)]

use flatchat_tests::raw::{Raw, exchange, throw};
use flatchat_tests::{Guest, Server};

/// Checks that the server still answers others. The fixture checks at its end that nothing
/// panicked.
async fn assert_well(server: &Server) {
    assert_eq!(Guest::stranger(server).get("/health").await.expect(200).json()["status"], "ok");
}

fn request(line: &str, rest: &str) -> Vec<u8> {
    format!("{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{rest}").into_bytes()
}

#[tokio::test]
async fn garbage_is_hung_up_on() {
    let server = Server::start(&[]);
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let mut junk: Vec<Vec<u8>> =
        (0..40).map(|_| (0..random.usize(1..2000)).map(|_| random.u8(..)).collect()).collect();
    junk.extend([
        b"\r\n\r\n\r\n".to_vec(),
        b"GET\r\n\r\n".to_vec(),
        b"GET / HTTP/9.9\r\n\r\n".to_vec(),
        b"GET / HTTP/1.1\nHost localhost\n\n".to_vec(),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(),
        b"GET / HTTP/1.1\r\nHost: localhost\r\nA: \x00\r\n\r\n".to_vec(),
    ]);
    for bytes in junk {
        let answer = throw(&server, &bytes).await;
        assert!(!answer.contains(" 200 "), "{:?} got {answer}", String::from_utf8_lossy(&bytes));
    }
    assert_well(&server).await;
}

#[tokio::test]
async fn strange_but_whole_requests_get_an_answer() {
    let server = Server::start(&[]);
    let cases: [(Vec<u8>, &str); 9] = [
        (request("GET /room", "Cookie: \u{80}\u{ff};;;==;\r\n\r\n"), " 200 "),
        (request("GET /room", "Cookie: flatchat_00000000=%%%\r\n\r\n"), " 200 "),
        (request("GET /messages?after=%ff%fe", "\r\n"), " 400 "),
        (request("GET /messages?limit=1&limit=2", "\r\n"), " 400 "),
        (request("GET /chat.txt", "Range: bytes=9-3,a-b,--\r\n\r\n"), " "),
        (request("POST /messages", "Content-Length: 5\r\n\r\nhello"), " 401 "),
        (request("POST /join", "Transfer-Encoding: chunked\r\n\r\n3\r\nana\r\n0\r\n\r\n"), " 200 "),
        (request("POST /join", "Content-Length: 4\r\nContent-Type: \u{1F98A}\r\n\r\nana2"), " 415 "),
        (request("OPTIONS *", "\r\n"), " 40"),
    ];
    for (bytes, expected) in cases {
        let answer = exchange(&server, &bytes).await;
        let status = answer.lines().next().unwrap_or_default();
        assert!(status.contains(expected), "{:?} got {answer}", String::from_utf8_lossy(&bytes));
        assert!(!status.contains(" 500 "), "{answer}");
    }
    assert_well(&server).await;
}

#[tokio::test]
async fn huge_heads_are_refused_before_they_are_kept() {
    let server = Server::start(&[]);
    let before = server.resident_bytes();
    for huge in [
        request("GET /room", &format!("X: {}\r\n\r\n", "x".repeat(4 << 20))),
        request(&format!("GET /{}", "x".repeat(4 << 20)), "\r\n"),
        request("GET /room", &format!("{}\r\n", "X: y\r\n".repeat(200_000))),
    ] {
        let answer = exchange(&server, &huge).await;
        assert!(!answer.contains(" 200 "), "{}", &answer[..answer.len().min(500)]);
    }
    if let (Some(before), Some(after)) = (before, server.resident_bytes()) {
        assert!(after < before + (32 << 20), "{before} grew to {after}");
    }
    assert_well(&server).await;
}

#[tokio::test]
async fn half_requests_store_nothing_and_keep_nobody_waiting() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let cookie = ana.cookie();
    let mut open = Vec::new();
    for half in [
        "GET / HT".to_owned(),
        "GET /room HTTP/1.1\r\nHost: loc".to_owned(),
        format!(
            "POST /messages HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nContent-Length: 100\r\n\r\nhalf"
        ),
        format!(
            "POST /messages HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"
        ),
    ] {
        let mut raw = Raw::connect(&server).await;
        raw.send(half.as_bytes()).await;
        open.push(raw);
    }
    ana.say("others go on").await;
    // Three clients disconnect in the middle, and the last one stays.
    open.truncate(1);
    ana.say("and on").await;
    let said: Vec<_> = flatchat_tests::chat::said(&server.log()).into_iter().map(|said| said.text).collect();
    assert_eq!(said, ["others go on", "and on"]);
    assert_well(&server).await;
}

#[tokio::test]
async fn pipelined_requests_are_answered_in_order() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let head = format!("HTTP/1.1\r\nHost: localhost\r\nCookie: {}\r\n", ana.cookie());
    let mut pipeline = String::new();
    for n in 0..10 {
        pipeline += &format!("POST /messages {head}Content-Length: 2\r\n\r\nm{n}");
    }
    pipeline += &format!("GET /health {head}Connection: close\r\n\r\n");
    let answers = exchange(&server, pipeline.as_bytes()).await;
    assert_eq!(answers.matches("HTTP/1.1 201 ").count(), 10, "{answers}");
    assert!(answers.ends_with(r#"{"status":"ok"}"#), "{answers}");
    let said: Vec<_> = flatchat_tests::chat::said(&server.log()).into_iter().map(|said| said.text).collect();
    assert_eq!(said, (0..10).map(|n| format!("m{n}")).collect::<Vec<_>>());
}

#[tokio::test]
async fn two_lengths_of_one_body_smuggle_nothing() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let cookie = format!("Cookie: {}\r\n", ana.cookie());
    let inner =
        format!("POST /messages HTTP/1.1\r\nHost: localhost\r\n{cookie}Content-Length: 8\r\n\r\nsmuggled");
    let both = format!(
        "{cookie}Content-Length: {}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{inner}",
        inner.len() + 5
    );
    let answer = exchange(&server, &request("POST /typing", &both)).await;
    assert!(answer.starts_with("HTTP/1.1 "), "{answer}");
    let two = format!("{cookie}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab");
    let answer = exchange(&server, &request("POST /messages", &two)).await;
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert_eq!(server.log(), b"");
    assert_well(&server).await;
}

/// The attack: a page on any port of the host's computer, or one careless program there, sets
/// cookies for all of its ports. Without the defence, a cookie that is not ASCII locks out every
/// guest who has it.
#[tokio::test]
async fn foreign_cookies_do_not_lock_a_guest_out() {
    let server = Server::start(&["--posts-per-minute", "0"]);
    let ana = Guest::join(&server, "ana").await;
    let own = ana.cookie();
    let name = own.split_once('=').expect("a cookie has a value").0;
    let many = "a=b; ".repeat(8000);
    let forged = format!("{name}=AAAA{}", &own[name.len() + 1..]);
    let foreign = [
        "city=Z\u{fc}rich",
        "bare",
        "quoted=\"a",
        "half=%; bad=%zz",
        "=;;=; ;",
        "json={\"a\": [1, 2]}",
        &many,
        name,
        &format!("{name}=%ff"),
        &forged,
    ];
    for foreign in foreign {
        for cookies in
            [format!("{foreign}; {own}"), format!("{own}; {foreign}"), format!("{foreign}\r\nCookie: {own}")]
        {
            let heads = format!("Cookie: {cookies}\r\nContent-Length: 2\r\n\r\nhi");
            let answer = exchange(&server, &request("POST /messages", &heads)).await;
            assert!(answer.starts_with("HTTP/1.1 201"), "{heads:.200}: {answer}");
        }
    }
    let mut latin1 = request("GET /room", "Cookie: city=Z");
    latin1.extend_from_slice(format!("\u{fffd}rich; {own}\r\n\r\n").as_bytes());
    let latin1: Vec<u8> = latin1.into_iter().filter(|byte| !matches!(byte, 0xef | 0xbf)).collect();
    assert!(exchange(&server, &latin1).await.contains("{\"name\":\"ana\","));
}

#[tokio::test]
async fn of_two_sessions_of_one_browser_the_one_that_has_left_does_not_hide_the_other() {
    let server = Server::start(&[]);
    let [gone, ana] = [Guest::join(&server, "gone").await, Guest::join(&server, "ana").await];
    let _ = gone.post("/leave", "text/plain", "").await.expect(204);
    let both = ana.with_cookie(&format!("{}; {}", gone.cookie(), ana.cookie()));
    assert_eq!(both.get("/room").await.expect(200).json()["me"]["name"], "ana");
}
