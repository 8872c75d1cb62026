//! The room with IPv6: on a network without IPv4, and on one with both families.

use std::sync::Arc;

use flatchat_tests::Server;
use flatchat_tests::browser::Browser;
use flatchat_tests::netns::{Computer, Lan, ran_as_root};
use flatchat_tests::responder::Responder;
use flatchat_tests::server::{new_folder, program};
use serde_json::{Value, json};

const ROOM: &str = "http://[fd00::1]:8765";

/// Two computers without any IPv4 address.
struct Two {
    host: Arc<Computer>,
    guest: Arc<Computer>,
    _lan: Lan,
}

impl Two {
    fn new() -> Two {
        let lan = Lan::new();
        let [host, guest] = ["fd00::1/64", "fd00::2/64"].map(|one| Arc::new(lan.computer(one)));
        for computer in [&host, &guest] {
            computer.ip(&["-4", "address", "flush", "dev", "lo"]);
        }
        Two { host, guest, _lan: lan }
    }

    fn guest_asks(&self, args: &str) -> String {
        self.guest.shell(&format!("curl -gs --max-time 5 {args}"))
    }

    fn status(&self, args: &str) -> String {
        self.guest_asks(&format!("-o /dev/null -w '%{{http_code}}' {args}"))
    }
}

fn links_of(computer: &Computer) -> Value {
    let said = computer.shell("curl -gs --max-time 5 'http://[::1]:8765/invite'");
    let invite: Value = serde_json::from_str(&said).unwrap_or_else(|_| panic!("no invitation: {said}"));
    let links = invite["links"].as_array().expect("an invitation has links");
    links.iter().map(|link| link["url"].clone()).collect()
}

fn diagnosis(computer: &Computer) -> (Option<i32>, String) {
    let program = program();
    let output = computer.run(program.to_str().expect("a path of tests is UTF-8"), &["doctor"]);
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn all_addresses_are_those_of_a_network_with_ipv6_only_too() {
    if ran_as_root("all_addresses_are_those_of_a_network_with_ipv6_only_too") {
        return;
    }
    for listen in ["0.0.0.0:8765", "[::]:8765"] {
        let two = Two::new();
        let server = Server::start_at(listen, &two.host.wrapper(), new_folder(), &[]);
        assert_eq!(server.address().to_string(), listen, "it says what it was told");
        assert_eq!(links_of(&two.host), json!([format!("{ROOM}/")]));

        let jar = server.path("jar").display().to_string();
        let join = format!("-c {jar} -H 'Origin: {ROOM}' -d name=bo '{ROOM}/join'");
        assert_eq!(two.status(&join), "200");
        let said = format!("-b {jar} -H 'Origin: {ROOM}' -d text=hello '{ROOM}/messages'");
        assert_eq!(two.status(&said), "201");
        let stream = two
            .guest
            .run("curl", &["-gsN", "--max-time", "2", "-b", &jar, &format!("{ROOM}/events?after=0-0")]);
        let stream = String::from_utf8_lossy(&stream.stdout).into_owned();
        assert!(stream.contains(r#""text":"hello""#), "{stream}");

        let (code, said) = diagnosis(&two.host);
        assert!(said.contains("find the room at fd00::1 (eth0)") && !said.contains("--listen"), "{said}");
        assert_eq!(code, Some(0), "{said}");
    }
}

#[test]
fn host_and_origin_are_checked_when_they_are_ipv6_addresses() {
    if ran_as_root("host_and_origin_are_checked_when_they_are_ipv6_addresses") {
        return;
    }
    let two = Two::new();
    let _server = Server::start_on(&two.host, &[]);
    for foreign in ["[fd00::9]:8765", "[fd00::2]:8765"] {
        assert_eq!(two.status(&format!("-H 'Host: {foreign}' '{ROOM}/room'")), "403", "{foreign}");
    }
    assert_eq!(two.status(&format!("-H 'Host: fd00::1:8765' '{ROOM}/room'")), "400", "without brackets");
    for ours in ["[fd00::1]:8765", "[fd00:0:0::1]:8765", "[FD00::1]:8765"] {
        assert_eq!(two.status(&format!("-H 'Host: {ours}' '{ROOM}/room'")), "200", "{ours}");
    }
    for foreign in ["http://[fd00::2]:8765", "http://[fd00::1]:9999", "http://[::1]:8765"] {
        let join = format!("-H 'Origin: {foreign}' -d name=bo '{ROOM}/join'");
        assert_eq!(two.status(&join), "403", "{foreign}");
    }
}

#[test]
fn a_firewall_for_ipv6_is_named_with_the_command_that_mends_it() {
    if ran_as_root("a_firewall_for_ipv6_is_named_with_the_command_that_mends_it") {
        return;
    }
    let two = Two::new();
    let _server = Server::start_on(&two.host, &[]);
    two.host.shell(
        "nft 'table ip6 filter { chain input { type filter hook input priority 0; tcp dport 8765 drop; }; }'",
    );
    let (code, said) = diagnosis(&two.host);
    assert!(code == Some(1) && said.contains("PROBLEM  nftables blocks port 8765"), "{said}");
    let command = said.lines().find_map(|line| line.trim().strip_prefix("sudo nft insert rule "));
    two.host.shell(&format!("nft insert rule {}", command.expect("a command")));
    assert_eq!(two.status(&format!("'{ROOM}/health'")), "200");
}

#[test]
fn a_room_for_this_computer_alone_is_told_so_where_there_is_ipv6_only() {
    if ran_as_root("a_room_for_this_computer_alone_is_told_so_where_there_is_ipv6_only") {
        return;
    }
    let two = Two::new();
    let _server = Server::start_at("[::1]:8765", &two.host.wrapper(), new_folder(), &[]);
    let (code, said) = diagnosis(&two.host);
    assert!(code == Some(1) && said.contains("for this computer alone"), "{said}");
}

#[test]
fn a_network_that_gives_no_address_is_the_trouble_and_not_the_room() {
    if ran_as_root("a_network_that_gives_no_address_is_the_trouble_and_not_the_room") {
        return;
    }
    let two = Two::new();
    let _server = Server::start_on(&two.host, &[]);
    two.host.ip(&["address", "delete", "fd00::1/64", "dev", "eth0"]);
    let (code, said) = diagnosis(&two.host);
    assert!(code == Some(1) && said.contains("it took fe80::"), "{said}");
    assert!(said.contains("A room is open on port 8765.") && !said.contains("--listen"), "{said}");
    assert_eq!(links_of(&two.host), json!(["http://127.0.0.1:8765/"]), "a link is never to a fe80 address");
}

#[test]
fn an_address_that_is_about_to_go_is_in_no_link_and_still_answers() {
    if ran_as_root("an_address_that_is_about_to_go_is_in_no_link_and_still_answers") {
        return;
    }
    let two = Two::new();
    let _server = Server::start_on(&two.host, &[]);
    two.host.ip(&["address", "add", "fd00::7/64", "dev", "eth0", "preferred_lft", "0"]);
    assert_eq!(links_of(&two.host), json!([format!("{ROOM}/")]));
    assert_eq!(two.status("'http://[fd00::7]:8765/room'"), "200");
    two.host.ip(&["address", "delete", "fd00::1/64", "dev", "eth0"]);
    assert_eq!(
        links_of(&two.host),
        json!(["http://[fd00::7]:8765/"]),
        "where there is no other, it has to do"
    );
}

#[tokio::test]
async fn with_both_families_ipv4_comes_first_and_both_are_announced() {
    if ran_as_root("with_both_families_ipv4_comes_first_and_both_are_announced") {
        return;
    }
    let lan = Lan::new();
    let [host, guest] = ["192.168.77.1/24", "192.168.77.2/24"].map(|one| Arc::new(lan.computer(one)));
    host.ip(&["address", "add", "fd00::1/64", "dev", "eth0"]);
    guest.ip(&["address", "add", "fd00::2/64", "dev", "eth0"]);
    let names = Responder::start(&guest, "phone").await;
    let _server = Server::start_on(&host, &["--announce"]);
    assert_eq!(links_of(&host)[0], "http://192.168.77.1:8765/");
    assert_eq!(links_of(&host)[1], format!("{ROOM}/"));
    names.until_resolved("flatchat.local", "192.168.77.1").await;
    names.until_resolved("flatchat.local", "fd00::1").await;
    for address in ["192.168.77.1", "[fd00::1]"] {
        let health = guest.shell(&format!("curl -gs --max-time 5 'http://{address}:8765/health'"));
        assert_eq!(health, r#"{"status":"ok"}"#, "{address}");
    }
}

#[tokio::test]
async fn a_room_is_announced_where_there_is_ipv6_only() {
    if ran_as_root("a_room_is_announced_where_there_is_ipv6_only") {
        return;
    }
    let two = Two::new();
    let names = Responder::start(&two.guest, "phone").await;
    let _server = Server::start_on(&two.host, &["--announce"]);
    names.until_resolved("flatchat.local", "fd00::1").await;
    assert_eq!(links_of(&two.host), json!([format!("{ROOM}/"), "http://flatchat.local:8765/"]));
}

#[tokio::test]
async fn guests_join_at_an_ipv6_address_and_follow_the_room_to_another() {
    if ran_as_root("guests_join_at_an_ipv6_address_and_follow_the_room_to_another") {
        return;
    }
    let two = Two::new();
    let names = Responder::start(&two.guest, "phone").await;
    let _server = Server::start_on(&two.host, &[]);
    // The test reaches the driver by IPv4, on loopback.
    two.guest.ip(&["address", "add", "127.0.0.1/8", "dev", "lo"]);
    let _inside = two.guest.enter();
    let page = Browser::start_at(&names).await;
    page.open(&format!("{ROOM}/")).await;
    page.join("Ana").await;
    page.say("before").await;
    page.until_shown("before").await;

    two.host.ip(&["address", "add", "fd00::9/64", "dev", "eth0"]);
    // Each change of the links makes the page fetch a worker that may connect to them.
    let script = "return performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/scout.js')).length";
    page.until("the page is told", script, &[], |count| (count.as_u64() >= Some(2)).then_some(())).await;
    two.host.ip(&["address", "delete", "fd00::1/64", "dev", "eth0"]);
    page.say("into the gap").await;
    page.until_text("The room is at [fd00::9]:8765 now. Taking you there").await;
    page.until("the other address", "return location.href", &[], |seen| {
        (seen == &json!("http://[fd00::9]:8765/")).then_some(())
    })
    .await;
    page.until_in().await;
    page.until_shown("into the gap").await;
    assert_eq!(page.texts().await, ["before", "into the gap"]);
}
