//! Limits on how much one session, one address and the whole room may ask for.

#![allow(clippy::unwrap_used)]

use std::net::IpAddr;

use flatchat_tests::netns::{Computer, Lan, ran_as_root};
use flatchat_tests::raw::{Raw, exchange, post_from, stream_from};
use flatchat_tests::server::new_folder;
use flatchat_tests::wait::until;
use flatchat_tests::{Answer, Guest, Server, chat};
use reqwest::Method;
use serde_json::json;

/// Returns the head of the answer to `GET /events`. The body of a stream has no end.
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

/// Attack: a page on another port of this computer sets as many cookies as a browser keeps, which
/// it then sends to all ports. Without the space for them, a guest gets nothing but an empty 431.
#[tokio::test]
async fn as_many_foreign_cookies_as_a_browser_keeps_lock_nobody_out() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let foreign = (0..180).map(|n| format!("c{n}={}", "x".repeat(4_090)));
    let cookies: Vec<String> = foreign.chain([ana.cookie().to_owned()]).collect();
    let one_line = format!("Cookie: {}\r\n", cookies.join("; "));
    let lines: String = cookies.iter().map(|cookie| format!("Cookie: {cookie}\r\n")).collect();
    for headers in [one_line, lines] {
        for path in ["/", "/people", "/room"] {
            let host = server.address();
            let request =
                format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n");
            let answer = exchange(&server, request.as_bytes()).await;
            assert!(answer.starts_with("HTTP/1.1 200 "), "{path}: {answer}");
            assert!(path != "/room" || answer.contains("\"me\":{"), "it is ana who asks: {answer}");
        }
    }
}

/// Returns the `n`th of this computer's loopback addresses.
fn loopback(n: u8) -> IpAddr {
    [127, 0, 9, n].into()
}

/// Starts a server on a computer that has all of 2001:db8::/32. Its addresses are
/// `2001:db8:0:NETWORK::HOST`.
fn room_on_ipv6(computer: &Computer, args: &[&str]) -> Server {
    computer.own_network("2001:db8::/32");
    Server::start_at("[2001:db8:ffff::1]:8765", &computer.wrapper(), new_folder(), args)
}

fn address(network: u16, host: u16) -> IpAddr {
    [0x2001, 0xdb8, 0, network, 0, 0, 0, host].into()
}

async fn joined(server: &Server, addresses: impl Iterator<Item = IpAddr>) -> usize {
    let mut joined = 0;
    for address in addresses {
        let form = format!("name=guest+{}", fastrand::u64(..));
        joined += usize::from(post_from(server, address, "/join", &form).await == 200);
    }
    joined
}

/// Attack: one machine has 2⁶⁴ IPv6 addresses, and uses another one for each join. Without the
/// defence, each address has a quota of its own, so that all 300 names are taken in a second.
#[tokio::test]
async fn a_machine_with_many_ipv6_addresses_may_not_join_more_often_than_others() {
    if ran_as_root("a_machine_with_many_ipv6_addresses_may_not_join_more_often_than_others") {
        return;
    }
    let lan = Lan::new();
    let computer = lan.computer("192.168.77.1/24");
    let server = room_on_ipv6(&computer, &["--guests-per-address", "2"]);
    let _inside = computer.enter();
    assert!((12..20).contains(&joined(&server, (1..100).map(|n| address(1, n))).await));
    assert_eq!(joined(&server, std::iter::once(address(2, 1))).await, 1, "another network is another source");
    // A customer of a provider often has 65,536 networks.
    let of_customer = joined(&server, (3..200).map(|n| address(n, 1))).await;
    assert!(of_customer < 110, "{of_customer} names from 197 networks");
    let elsewhere = "2001:db8:1::1".parse().unwrap();
    assert_eq!(joined(&server, std::iter::once(elsewhere)).await, 1, "another customer is another source");
}

/// Attack: one session opens thousands of streams, each from another address. Without the defence,
/// only addresses count, and one session could open 9,200 streams.
#[tokio::test]
async fn one_session_has_only_so_many_streams_from_however_many_addresses() {
    let server = Server::start(&[]);
    let ana = Guest::join(&server, "ana").await;
    let cookie = format!("Cookie: {}\r\n", ana.cookie());
    let mut open: Vec<Raw> = Vec::new();
    for n in 1..=32 {
        let (stream, status) = stream_from(&server, loopback(n), &cookie).await;
        assert_eq!(status, 200, "stream {n}");
        open.push(stream);
    }
    assert_eq!(stream_from(&server, loopback(33), &cookie).await.1, 503);
    knock(&ana, "/events").await.refused(503, "too_many_streams");
    let bo = Guest::join(&server, "bo").await;
    let _stream = bo.stream().await;
    drop(open);
    until("closed streams give their places back", async || {
        let again = knock(&ana, "/events").await;
        if again.status == 200 { Ok(()) } else { Err(again) }
    })
    .await;
}

/// Attack: streams from every address of an IPv6 network. Without the defence, each address may
/// have 2.
#[tokio::test]
async fn the_addresses_of_an_ipv6_network_share_its_streams() {
    if ran_as_root("the_addresses_of_an_ipv6_network_share_its_streams") {
        return;
    }
    let lan = Lan::new();
    let computer = lan.computer("192.168.77.1/24");
    let server = room_on_ipv6(&computer, &["--streams-per-address", "2"]);
    let _inside = computer.enter();
    let mut open: Vec<Raw> = Vec::new();
    for n in 1..=2 {
        let (stream, status) = stream_from(&server, address(1, n), "").await;
        assert_eq!(status, 200);
        open.push(stream);
    }
    assert_eq!(stream_from(&server, address(1, 3), "").await.1, 503);
    assert_eq!(stream_from(&server, address(2, 1), "").await.1, 200);
}

/// Attack: `curl -N` thirty times, without joining, in a small room. Without the defence, each of
/// these streams counts as a guest, and the room is full before anybody has come.
#[tokio::test]
async fn those_who_have_not_joined_never_take_a_guests_place() {
    let server = Server::start(&["--max-guests", "2", "--streams-per-address", "5"]);
    let stranger = Guest::stranger(&server);
    let mut streams = Vec::new();
    for _ in 0..5 {
        streams.push(stranger.stream().await);
    }
    knock(&stranger, "/events").await.refused(503, "too_many_streams");
    knock(&stranger, "/server.php").await.refused(503, "too_many_streams");
    let guests = [Guest::join(&server, "ana").await, Guest::join(&server, "bo").await];
    for guest in &guests {
        streams.push(guest.stream().await);
    }
    let late = stranger.post_json("/join", &json!({ "name": "cy" })).await;
    late.refused(503, "room_full");
    assert_eq!(guests[0].get("/people").await.json()["count"], 2);
    guests[0].say("hello").await;
    for stream in &mut streams {
        assert_eq!(stream.texts(1).await, ["hello"], "those who read along get everything, too");
    }
}

/// Attack: a session takes one name after another. Each name is sent to everyone and kept on the
/// disk. Without the defence, only its address limits it.
#[tokio::test]
async fn a_session_may_not_take_other_names_without_end() {
    let server = Server::start(&["--guests-per-address", "0"]);
    let ana = Guest::join(&server, "ana").await;
    let mut last = None;
    for n in 0..30 {
        last = Some(ana.post_json("/join", &json!({ "name": format!("ana {n}") })).await);
    }
    last.unwrap().refused(429, "too_fast");
    let _bo = Guest::join(&server, "bo").await;
}

/// Not an attack: a school of 500 behind one address. Without the setting, the 121st guest has to
/// wait, and wrong codes count for all of them together.
#[tokio::test]
async fn a_school_behind_one_address_can_be_allowed() {
    let server = Server::start(&["--guests-per-address", "500"]);
    let mut streams = Vec::new();
    for n in 0..300 {
        streams.push(Guest::join(&server, &format!("pupil number {n}")).await.stream().await);
    }
    assert_eq!(Guest::stranger(&server).get("/people").await.json()["count"], 300);
}
