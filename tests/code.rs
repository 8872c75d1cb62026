//! A room with a code: without a session nothing of it is readable, and joining needs the code.

#![allow(clippy::unwrap_used)]

use std::net::IpAddr;

use flatchat_tests::raw::post_from;
use flatchat_tests::{Answer, Guest, Server};
use reqwest::Method;
use serde_json::json;

const INSIDE: [&str; 8] =
    ["/room", "/people", "/messages", "/events", "/chat.txt", "/invite", "/server.php", "/messages?after=0"];

fn room() -> Server {
    Server::start(&["--code", "sesame 7"])
}

async fn join(server: &Server, name: &str, code: &str) -> Answer {
    Guest::stranger(server).post_json("/join", &json!({ "name": name, "code": code })).await
}

#[tokio::test]
async fn only_the_door_is_open_to_strangers() {
    let server = room();
    let ana = Guest::join_with(&server, &json!({ "name": "ana", "code": "sesame 7" })).await;
    ana.say("a secret").await;
    let stranger = Guest::stranger(&server);
    for path in ["/", "/health", "/chat_example.php", "/chat_example.js", "/chat_example.css"] {
        let _ = stranger.get(path).await.expect(200);
    }
    let forged = ana.with_cookie("flatchat_00000000=x");
    for path in INSIDE {
        for nobody in [&stranger, &forged] {
            let answer = nobody.get(path).await;
            answer.refused(401, "code_required");
            assert!(!answer.text().contains("secret"), "{answer}");
        }
        let head = stranger.send(stranger.request(Method::HEAD, path)).await;
        assert_eq!(head.status, 401, "HEAD {path}: {head}");
        assert_eq!(ana.request(Method::GET, path).send().await.unwrap().status(), 200, "{path}");
    }
    stranger.try_say("let me in").await.refused(401, "code_required");
    stranger.post("/typing", "text/plain", "").await.refused(401, "code_required");
    let form = "application/x-www-form-urlencoded";
    assert_eq!(stranger.post("/chat_intake.php", form, "text=hi").await.status, 401);
    assert_eq!(flatchat_tests::chat::said(&server.log()).len(), 1);
}

#[tokio::test]
async fn joining_takes_the_code() {
    let server = room();
    Guest::stranger(&server)
        .post_json("/join", &json!({ "name": "ana" }))
        .await
        .refused(401, "code_required");
    join(&server, "ana", "").await.refused(401, "code_required");
    for wrong in ["sesame", "SESAME 7", "sesame 7 8"] {
        let answer = join(&server, "ana", wrong).await;
        answer.refused(403, "wrong_code");
        assert_eq!(answer.cookie(), None);
    }
    // Before the code was given, the answer must not reveal that a name is taken.
    let _ = join(&server, "ana", " sesame 7 ").await.expect(200);
    join(&server, "ana", "wrong").await.refused(403, "wrong_code");
    join(&server, "ana", "sesame 7").await.refused(409, "name_taken");
}

#[tokio::test]
async fn the_tutorials_intake_takes_the_code_too() {
    let server = room();
    let form = "application/x-www-form-urlencoded";
    let stranger = Guest::stranger(&server);
    assert_eq!(stranger.post("/chat_intake.php", form, "uname=ana").await.status, 401);
    assert_eq!(stranger.post("/chat_intake.php", form, "uname=ana&code=nope").await.status, 403);
    let joined = stranger.post("/chat_intake.php", form, "uname=ana&code=sesame+7").await.expect(200);
    assert_eq!(joined.text(), "success");
    assert!(joined.cookie().is_some());
}

#[tokio::test]
async fn guessing_codes_is_slowed_down() {
    let server = room();
    let ana = Guest::join_with(&server, &json!({ "name": "ana", "code": "sesame 7" })).await;
    let mut refused = 0;
    for n in 0..30 {
        let answer = join(&server, "eve", &format!("guess {n}")).await;
        if answer.status == 429 {
            answer.refused(429, "too_fast");
            let after: u64 = answer.header("retry-after").parse().expect("seconds");
            assert!((1..=60).contains(&after), "{answer}");
            refused += 1;
        } else {
            answer.refused(403, "wrong_code");
        }
    }
    assert!(refused >= 15, "only {refused} of 30 guesses were too many");
    ana.say("who is in stays in").await;
    // A guesser must not learn that the next guess is right.
    join(&server, "eve", "sesame 7").await.refused(429, "too_fast");
}

#[tokio::test]
async fn the_code_is_in_the_invitations_links() {
    let server = room();
    let ana = Guest::join_with(&server, &json!({ "name": "ana", "code": "sesame 7" })).await;
    let invite = ana.get("/invite").await.expect(200).json();
    assert_eq!(invite["code"], "sesame 7");
    let links = invite["links"].as_array().unwrap();
    assert!(!links.is_empty(), "{invite}");
    for link in links {
        let url = reqwest::Url::parse(link["url"].as_str().unwrap()).unwrap();
        assert_eq!(url.port(), Some(server.address().port()), "{link}");
        // The code is after the #, so that it is in no proxy's log.
        let code = [url.fragment(), url.query()].into_iter().flatten().collect::<String>();
        assert!(code.contains("sesame"), "{link}");
        let size = link["qr"]["size"].as_u64().unwrap();
        assert!((21..=177).contains(&size), "{link}");
        assert!(link["qr"]["path"].as_str().unwrap().starts_with('M'), "{link}");
    }
    let open = Server::start(&[]);
    let invite = Guest::stranger(&open).get("/invite").await.expect(200).json();
    assert!(
        invite["code"].is_null() && !invite["links"][0]["url"].as_str().unwrap().contains('#'),
        "{invite}"
    );
}

#[tokio::test]
async fn a_session_from_before_a_restart_needs_no_code_again() {
    let mut server = room();
    let ana = Guest::join_with(&server, &json!({ "name": "ana", "code": "sesame 7" })).await;
    server.kill9();
    server.start_again();
    let ana = ana.at(&server);
    assert_eq!(ana.get("/room").await.expect(200).json()["me"]["name"], "ana");
    let _ = ana.post_json("/join", &json!({ "name": "anna" })).await.expect(200);
}

/// Tries `code` from this address, and returns the answer's status.
async fn try_from(server: &Server, address: IpAddr, code: &str) -> u16 {
    post_from(server, address, "/join", &format!("name=eve&code={code}")).await
}

/// Attack: a code of four digits, tried from 675 addresses, ten times from each. Without the
/// defence, 6,750 of the 10,000 codes are tried within a second, and the others a minute later.
#[tokio::test]
async fn guessing_from_many_addresses_is_braked_and_the_invitations_link_still_works() {
    let server = Server::start(&["--code", "4711"]);
    let mut tried = 0;
    for n in 0..600_u32 {
        let address = IpAddr::from([127, 0, 2 + (n / 200) as u8, 1 + (n % 200) as u8]);
        for code in [n, 600 + n, 1_200 + n] {
            match try_from(&server, address, &format!("{code:04}")).await {
                403 => tried += 1,
                status => assert_eq!(status, 429, "guess {code:04}"),
            }
        }
    }
    assert!(tried <= 700, "{tried} of 10,000 codes were tried from 600 addresses");
    // A guesser must not learn that the next guess is right.
    assert_eq!(try_from(&server, [127, 0, 4, 200].into(), "4711").await, 429);
    // A guest who follows the invitation's link brings the right code, and has given no wrong one.
    assert_eq!(post_from(&server, [127, 0, 7, 7].into(), "/join", "name=ana&code=4711").await, 200);
    // A guest who mistypes the code once also gets in, a minute later.
    let fresh = IpAddr::from([127, 0, 7, 8]);
    assert_eq!(try_from(&server, fresh, "4712").await, 403);
    assert_eq!(try_from(&server, fresh, "4711").await, 429);
    // The host can read about it.
    server.until_it_reports("guessing the room's code").await;
}

/// Attack: guesses at `/join` until it is locked, and further ones at the tutorial's address.
#[tokio::test]
async fn the_tutorials_way_in_is_no_way_around_the_lock() {
    let server = Server::start(&["--code", "4711"]);
    let address = IpAddr::from([127, 0, 5, 5]);
    for code in 0..10 {
        assert_eq!(try_from(&server, address, &format!("{code:04}")).await, 403);
    }
    let form = "uname=eve&code=4711";
    assert_eq!(post_from(&server, address, "/chat_intake.php", form).await, 429);
    assert_eq!(post_from(&server, [127, 0, 5, 6].into(), "/chat_intake.php", form).await, 200);
}
