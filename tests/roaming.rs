//! The host's address changes while guests chat. Their pages find the room and move there, with the
//! same session and all unsent text.

use std::sync::Arc;

use flatchat_tests::browser::Browser;
use flatchat_tests::netns::{Computer, Lan, ran_as_root};
use flatchat_tests::responder::Responder;
use flatchat_tests::server::{new_folder, run};
use flatchat_tests::visitor::serve;
use flatchat_tests::wait::until;
use flatchat_tests::{Guest, Server, chat};
use serde_json::{Value, json};

/// A host, and a guest whose system finds names by multicast.
struct Two {
    lan: Lan,
    host: Computer,
    guest: Computer,
    names: Arc<Responder>,
}

impl Two {
    async fn new() -> Two {
        let lan = Lan::new();
        let [host, guest] = ["192.168.78.1/24", "192.168.78.2/24"].map(|address| lan.computer(address));
        let names = Arc::new(Responder::start(&guest, "phone").await);
        Two { lan, host, guest, names }
    }

    /// Gives the host this address, in addition to its others.
    fn add(&self, address: &str) {
        self.host.ip(&["address", "add", &format!("{address}/32"), "dev", "eth0"]);
        self.host.ip(&["route", "replace", "192.168.78.0/24", "dev", "eth0"]);
    }

    fn take(&self, address: &str) {
        self.host.ip(&["address", "delete", address, "dev", "eth0"]);
    }
}

async fn links_of(page: &Browser) -> Value {
    let script = "return fetch('/room').then((answer) => answer.json()).then(({ room }) => room.links)";
    page.run(script, &[]).await
}

async fn until_at(page: &Browser, address: &str) {
    let script = "return location.href";
    page.until(address, script, &[], |seen| (seen == &json!(address)).then_some(())).await;
}

fn texts(server: &Server) -> Vec<String> {
    chat::said(&server.log()).into_iter().map(|line| line.text).collect()
}

#[tokio::test]
async fn guests_follow_the_room_to_a_link_that_they_were_told_with_everything_they_wrote() {
    if ran_as_root("guests_follow_the_room_to_a_link_that_they_were_told_with_everything_they_wrote") {
        return;
    }
    let two = Two::new().await;
    let server = Server::start_on(&two.host, &["--code", "soup"]);
    let _inside = two.guest.enter();
    let page = Browser::start_at(&two.names).await;
    page.open("http://192.168.78.1:8765/#code=soup").await;
    page.join("Ana").await;
    page.say("before").await;
    page.until_shown("before").await;

    two.add("192.168.78.9");
    until("the page is told", async || {
        let links = links_of(&page).await;
        links.to_string().contains("192.168.78.9").then_some(()).ok_or(links)
    })
    .await;
    two.take("192.168.78.1/24");
    two.host.ip(&["route", "replace", "192.168.78.0/24", "dev", "eth0"]);
    page.say("into the gap").await;
    server.append(b"2026-11-22T10:30:21Z bot said: meanwhile\n");
    page.write("half a thou").await;

    let moves = "return document.body.innerText.includes('The room is at 192.168.78.9:8765 now. Taking you there') \
                 && dispatchEvent(new Event('beforeunload', {cancelable: true}))";
    page.until_true("the page is about to move, and asks nothing", moves, &[]).await;
    until_at(&page, "http://192.168.78.9:8765/").await;
    page.until_in().await;
    page.until_shown("into the gap").await;
    assert_eq!(page.texts().await, ["before", "meanwhile", "into the gap"]);
    let draft = page.find("field", "Message").await.prop("value").await.expect("a field has a value");
    assert_eq!(draft.as_deref(), Some("half a thou"));
    page.write("ght").await;
    page.keys(flatchat_tests::browser::keys::ENTER).await;
    page.until_shown("half a thought").await;
    let said: Vec<(String, String)> =
        chat::said(&server.log()).into_iter().map(|line| (line.name, line.text)).collect();
    let expected =
        [("Ana", "before"), ("bot", "meanwhile"), ("Ana", "into the gap"), ("Ana", "half a thought")];
    let expected = expected.map(|(name, text)| (name.to_owned(), text.to_owned()));
    assert_eq!(said, expected, "all of it, once, in order, by the same guest");
}

#[tokio::test]
async fn guests_who_were_told_no_new_link_find_the_room_by_its_name() {
    if ran_as_root("guests_who_were_told_no_new_link_find_the_room_by_its_name") {
        return;
    }
    let two = Two::new().await;
    let server = Server::start_on(&two.host, &["--announce"]);
    let _inside = two.guest.enter();
    two.names.until_resolved("flatchat.local", "192.168.78.1").await;
    let page = Browser::start_at(&two.names).await;
    page.open("http://192.168.78.1:8765/").await;
    page.join("Ana").await;
    page.say("before").await;
    page.until_shown("before").await;

    // This is like a laptop that wakes up elsewhere: it happens at once, and nobody is notified.
    two.host.ip(&["address", "flush", "dev", "eth0", "scope", "global"]);
    two.host.ip(&["address", "add", "192.168.78.9/24", "dev", "eth0"]);
    page.say("into the gap").await;
    until_at(&page, "http://flatchat.local:8765/").await;
    page.until_in().await;
    page.until_shown("into the gap").await;
    assert_eq!(page.texts().await, ["before", "into the gap"]);
    assert_eq!(texts(&server), ["before", "into the gap"]);
    page.say("after").await;
    page.until_shown("after").await;
}

#[tokio::test]
async fn nobody_goes_to_somebody_elses_room_at_the_rooms_old_address() {
    if ran_as_root("nobody_goes_to_somebody_elses_room_at_the_rooms_old_address") {
        return;
    }
    let two = Two::new().await;
    two.add("192.168.78.9");
    let _server = Server::start_on(&two.host, &[]);
    let impostor = two.lan.computer("192.168.78.3/24");
    let _other_room = Server::start_on(&impostor, &[]);
    let _inside = two.guest.enter();
    let page = Browser::start_at(&two.names).await;
    page.open("http://192.168.78.1:8765/").await;
    page.join("Ana").await;
    until("the page knows both", async || {
        let links = links_of(&page).await;
        (links.as_array().map(Vec::len) == Some(2)).then_some(()).ok_or(links)
    })
    .await;

    two.host.ip(&["link", "set", "eth0", "down"]);
    impostor.ip(&["address", "add", "192.168.78.9/24", "dev", "eth0"]);
    let answers = two.names.run("curl", &["-s", "--max-time", "5", "http://192.168.78.9:8765/health"]);
    assert!(answers.contains("ok"), "the other room is reached there: {answers}");
    page.until_text("The host’s address may have changed.").await;
    page.until_text("Scan the QR code on the host’s screen again.").await;
    until_at(&page, "http://192.168.78.1:8765/").await;
}

#[tokio::test]
async fn a_ticket_opens_one_session_once_and_turns_nobody_into_somebody_else() {
    let server = serve(&[]);
    let ana = Guest::join(&server, "ana").await;
    let bo = Guest::join(&server, "bo").await;
    let stranger = Guest::stranger(&server);
    assert_eq!(stranger.get("/ticket").await.status, 401);
    let ticket = ana.get("/ticket").await.expect(200).json()["ticket"].clone();
    let arrival = json!({ "ticket": ticket });
    assert_eq!(bo.post_json("/arrive", &arrival).await.status, 409, "bo stays bo");
    let forged = json!({ "ticket": ticket.as_str().map(|ticket| ticket.replace("ana", "eve")) });
    assert_eq!(stranger.post_json("/arrive", &forged).await.status, 403);

    let arrived = stranger.post_json("/arrive", &arrival).await.expect(200);
    assert_eq!(arrived.json()["name"], "ana");
    let elsewhere = stranger.with_cookie(&arrived.cookie().expect("a session"));
    assert_eq!(elsewhere.get("/room").await.json()["me"]["name"], "ana");
    let _ = ana.post_json("/leave", &json!({})).await;
    let late = stranger.post_json("/arrive", &arrival).await;
    assert_eq!(late.status, 403, "who has left does not come back with an old ticket");
}

/// Attack: somebody has seen a ticket on the wire and uses it a second time, after a restart, or
/// after so many other tickets that the room forgot it. Without the defence, used tickets are a
/// list in memory of the last 50,000 attempts.
#[tokio::test]
async fn a_used_ticket_stays_used_over_a_restart_and_so_do_all_others_of_its_session() {
    let mut server = serve(&[]);
    let ana = Guest::join(&server, "ana").await;
    let mut tickets = Vec::new();
    for _ in 0..2 {
        tickets.push(json!({ "ticket": ana.get("/ticket").await.expect(200).json()["ticket"] }));
    }
    let _ = Guest::stranger(&server).post_json("/arrive", &tickets[0]).await.expect(200);
    for _ in 0..2 {
        server.terminate().await;
        server.start_again();
        for ticket in &tickets {
            Guest::stranger(&server).post_json("/arrive", ticket).await.refused(403, "bad_ticket");
        }
    }
    let fresh = ana.at(&server).get("/ticket").await.expect(200).json()["ticket"].clone();
    let _ = Guest::stranger(&server).post_json("/arrive", &json!({ "ticket": fresh })).await.expect(200);
}

/// Attack: refused arrivals. Without the defence, each of them uses up a ticket, so that the room
/// forgets others that were used.
#[tokio::test]
async fn an_arrival_that_comes_too_often_does_not_use_its_ticket_up() {
    let server = serve(&["--guests-per-address", "1"]);
    let ana = Guest::join(&server, "ana").await;
    let ticket = json!({ "ticket": ana.get("/ticket").await.expect(200).json()["ticket"] });
    let name = |n: u32| format!("name=guest+{n}");
    for n in 0..10 {
        flatchat_tests::raw::post_from(&server, [127, 0, 0, 1].into(), "/join", &name(n)).await;
    }
    Guest::stranger(&server).post_json("/arrive", &ticket).await.refused(429, "too_fast");
    // Another tab of the browser has already arrived and holds the session.
    let _ = ana.post_json("/arrive", &ticket).await.expect(200);
}

#[tokio::test]
async fn other_addresses_learn_only_that_this_is_the_room() {
    let server = serve(&["--code", "soup"]);
    let ana = Guest::join_with(&server, &json!({ "name": "ana", "code": "soup" })).await;
    let ticket = ana.get("/ticket").await.expect(200).json();
    let ask = format!("/whereabouts?question={}", ticket["question"].as_str().expect("a word"));
    let stranger = Guest::stranger(&server);
    let answer = stranger.get(&ask).await.expect(200);
    assert_eq!(answer.json(), json!({ "answer": ticket["answer"] }));
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let other = serve(&[]);
    Guest::stranger(&other).get(&ask).await.refused(403, "bad_ticket");

    assert_eq!(stranger.get("/scout.js").await.status, 401, "the links are for those inside");
    let scout = ana.get("/scout.js").await.expect(200);
    let policy = scout.header("content-security-policy");
    let origin = server.url("");
    assert_eq!(policy, format!("default-src 'none'; connect-src {origin}"));
    let page = stranger.get("/").await.expect(200);
    let policy = page.header("content-security-policy");
    assert!(policy.contains("connect-src 'self';"), "{policy}");
}

/// The attack: a website makes its visitors' browsers send requests to the addresses of their
/// networks. From an answer, it learns where rooms are, and recognises a visitor by the room.
#[tokio::test]
async fn a_website_without_a_ticket_gets_no_answer_to_where_the_room_is() {
    let server = serve(&[]);
    let ana = Guest::join(&server, "ana").await;
    let ticket = ana.get("/ticket").await.expect(200).json();
    let question = ticket["question"].as_str().expect("a question");
    let (asked, _seal) = question.rsplit_once('.').expect("it is sealed");
    let (_, word) = asked.split_once('.').expect("it has a word");
    let forged = format!("{asked}.{}", "0".repeat(64));
    let later = question.replacen(|digit: char| digit.is_ascii_digit(), "9", 1);
    let long = "x.".repeat(1000);
    let own = ticket["ticket"].as_str().expect("a ticket");
    for made_up in ["", "x", word, &"0".repeat(32), asked, &forged, &later, own, &long, "..", "%00.%00"] {
        let request = ana.request(reqwest::Method::GET, &format!("/whereabouts?question={made_up}"));
        let answer = ana.send(request.header("origin", "https://evil.example")).await;
        assert!([400, 403].contains(&answer.status), "{made_up}: {answer}");
        assert_eq!(answer.header("access-control-allow-origin"), "", "{made_up}: {answer}");
    }
}

#[test]
fn a_name_that_is_none_is_refused_at_the_start() {
    let folder = new_folder();
    let data = folder.path().to_str().expect("a path of text");
    let output = run(&["--data", data, "--listen", "127.0.0.1:0", "--announce", "not a name"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(words.contains("letters a to z, digits and hyphens"), "{words}");
}
