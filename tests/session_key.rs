//! The key that signs cookies: when it is lost, and when it is not valid.

#![allow(clippy::unwrap_used)]

use std::fs;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flatchat_tests::{Guest, Server};
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

/// Returns a cookie of a session called eve, signed by somebody who knows the key's first bytes.
/// Its name ends with the other bytes.
fn forged_cookie(key: &[u8]) -> String {
    let name: String = key[64..].iter().map(|byte| format!("{byte:02x}")).collect();
    let value = "0123456789abcdef0123456789abcdef.eve";
    let mut mac = Hmac::<Sha256>::new_from_slice(&key[..32]).unwrap();
    mac.update(value.as_bytes());
    format!("flatchat_{name}={}{value}", BASE64_STANDARD.encode(mac.finalize().into_bytes()))
}

#[tokio::test]
async fn whoever_knows_the_key_can_forge_a_cookie_which_is_why_it_must_be_random() {
    let server = Server::start(&["--code", "4711"]);
    let eve =
        Guest::stranger(&server).with_cookie(&forged_cookie(&fs::read(server.path("session.key")).unwrap()));
    // The room does not know this session, which was made long before the room's record of names
    // began.
    assert_eq!(eve.get("/room").await.expect(200).json()["me"]["name"], "eve");
}

/// Attack: a key that everybody can guess, because a disk, a backup or a person left it that way.
/// Without the defence, it signs the cookies, and a forged cookie gets into a room with a code.
#[tokio::test]
async fn a_key_that_is_not_random_is_replaced_and_what_is_forged_with_it_opens_nothing() {
    let sequence: Vec<u8> = (0..68).collect();
    for known in [vec![0; 68], vec![0xff; 68], sequence, b"secret! ".repeat(9)[..68].to_vec()] {
        let mut server = Server::start(&["--code", "4711"]);
        server.terminate().await;
        fs::write(server.path("session.key"), &known).unwrap();
        server.start_again();
        server.until_it_reports("session.key cannot be used: it is not random").await;
        assert_ne!(fs::read(server.path("session.key")).unwrap(), known);
        let eve = Guest::stranger(&server).with_cookie(&forged_cookie(&known));
        eve.get("/room").await.refused(401, "code_required");
        let ana = Guest::join_with(&server, &json!({ "name": "ana", "code": "4711" })).await;
        server.terminate().await;
        server.start_again();
        assert_eq!(
            ana.at(&server).get("/room").await.expect(200).json()["me"]["name"],
            "ana",
            "the new key is kept"
        );
    }
}

#[tokio::test]
async fn a_key_that_was_cut_off_or_grew_is_replaced_with_words() {
    for size in [0, 1, 64, 67, 69, 1_000_000] {
        let mut server = Server::start(&[]);
        server.terminate().await;
        let key: Vec<u8> = (0..size).map(|_| fastrand::u8(..)).collect();
        fs::write(server.path("session.key"), key).unwrap();
        server.start_again();
        server.until_it_reports("it is not a file of 68 bytes").await;
        assert_eq!(fs::metadata(server.path("session.key")).unwrap().len(), 68);
    }
}

/// Mishap: the key is lost, so the cookies that it signed are not valid any more. Without the
/// defence, their names stay held for up to 30 days.
#[tokio::test]
async fn a_lost_key_frees_the_names_that_nobody_can_show_any_more() {
    for lost in ["deleted", "zeroed"] {
        let mut server = Server::start(&[]);
        let ana = Guest::join(&server, "ana").await;
        ana.say("hello").await;
        server.terminate().await;
        match lost {
            "deleted" => fs::remove_file(server.path("session.key")).unwrap(),
            _ => fs::write(server.path("session.key"), [0; 68]).unwrap(),
        }
        server.start_again();
        assert_eq!(ana.at(&server).get("/room").await.json()["me"], Value::Null, "{lost}");
        let again = Guest::join(&server, "ana").await;
        again.say("me again").await;
        server.terminate().await;
        server.start_again();
        Guest::stranger(&server)
            .post_json("/join", &json!({ "name": "ana" }))
            .await
            .refused(409, "name_taken");
        assert_eq!(again.at(&server).say("and again").await["entry"]["name"], "ana", "{lost}");
    }
}

/// Mishap: a folder is restored from a backup without its key, and is used with another key.
#[tokio::test]
async fn names_that_belong_to_another_key_are_free() {
    let mut one = Server::start(&[]);
    let mut other = Server::start(&[]);
    let _ana = Guest::join(&one, "ana").await;
    one.terminate().await;
    other.terminate().await;
    fs::copy(one.path("names.json"), other.path("names.json")).unwrap();
    other.start_again();
    other.until_it_reports("belong to another session.key").await;
    let _ana = Guest::join(&other, "ana").await;
}
