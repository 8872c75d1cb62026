//! `flatchat-server doctor`: its diagnosis of a room on this computer, on networks that are made
//! for each test.

use std::os::unix::fs::PermissionsExt;

use flatchat_tests::Server;
use flatchat_tests::netns::{Computer, Lan, ran_as_root};
use flatchat_tests::server::{new_folder, program};

const HOST: &str = "192.168.77.1";
const GUEST: &str = "192.168.77.2";

/// A host and a guest on one network.
struct Home {
    host: Computer,
    guest: Computer,
    _lan: Lan,
}

impl Home {
    fn new() -> Home {
        let lan = Lan::new();
        let [host, guest] = [HOST, GUEST].map(|ip| lan.computer(&format!("{ip}/24")));
        Home { host, guest, _lan: lan }
    }

    /// Whether the guest gets an answer from the host.
    fn guest_gets_in(&self) -> bool {
        let url = format!("http://{HOST}:8765/health");
        self.guest.run("curl", &["--silent", "--fail", "--max-time", "2", &url]).status.success()
    }
}

/// Returns the doctor's exit code on this computer, and its words.
fn diagnosis(computer: &Computer) -> (Option<i32>, String) {
    let program = program();
    let output = computer.run(program.to_str().expect("a path of tests is UTF-8"), &["doctor"]);
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn a_room_that_guests_can_reach_is_well() {
    if ran_as_root("a_room_that_guests_can_reach_is_well") {
        return;
    }
    let home = Home::new();
    let _server = Server::start_on(&home.host, &[]);
    assert!(home.guest_gets_in());
    let (code, said) = diagnosis(&home.host);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("A room is open on port 8765.") && said.contains("192.168.77.1 (eth0)"), "{said}");
    assert!(!said.contains("PROBLEM"), "{said}");
}

/// Each of these firewalls stops guests, and the doctor's own command lets them in again.
#[test]
fn a_firewall_that_blocks_is_named_with_the_command_that_mends_it() {
    if ran_as_root("a_firewall_that_blocks_is_named_with_the_command_that_mends_it") {
        return;
    }
    let rule_sets = [
        "table inet filter { chain input { type filter hook input priority 0; policy drop; iif lo accept; }; }",
        "table inet home { chain guard { type filter hook input priority 5; tcp dport 8000-9000 reject; }; }",
        "table ip old { chain first { type filter hook prerouting priority -300; jump more; }; chain more { ip saddr 192.168.0.0/16 drop; }; }",
    ];
    for rules in rule_sets {
        let home = Home::new();
        let _server = Server::start_on(&home.host, &[]);
        home.host.shell(&format!("nft '{rules}'"));
        assert!(!home.guest_gets_in(), "{rules}");
        let (code, said) = diagnosis(&home.host);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("PROBLEM  nftables blocks port 8765"), "{said}");
        let command = said.lines().find_map(|line| line.trim().strip_prefix("sudo nft insert rule "));
        let command = command.unwrap_or_else(|| panic!("no command in {said}"));
        home.host.shell(&format!("nft insert rule {command}"));
        assert!(home.guest_gets_in(), "{command} did not help against {rules}");
        let (code, said) = diagnosis(&home.host);
        assert_eq!(code, Some(0), "{said}");
    }
}

#[test]
fn a_room_for_this_computer_alone_is_told_from_no_room() {
    if ran_as_root("a_room_for_this_computer_alone_is_told_from_no_room") {
        return;
    }
    let home = Home::new();
    let (code, said) = diagnosis(&home.host);
    assert!(code == Some(1) && said.contains("PROBLEM  No room listens on port 8765."), "{said}");
    let _server = Server::start_at("127.0.0.1:8765", &home.host.wrapper(), new_folder(), &[]);
    let (code, said) = diagnosis(&home.host);
    assert!(code == Some(1) && said.contains("for this computer alone"), "{said}");
}

#[test]
fn a_computer_without_an_address_is_told_so() {
    if ran_as_root("a_computer_without_an_address_is_told_so") {
        return;
    }
    let home = Home::new();
    let _server = Server::start_on(&home.host, &[]);
    home.host.ip(&["address", "flush", "dev", "eth0"]);
    let (code, said) = diagnosis(&home.host);
    assert!(code == Some(1) && said.contains("PROBLEM  This computer is on no network."), "{said}");
}

#[test]
fn on_a_cable_alone_it_is_unclear_whether_guests_took_such_an_address_as_well() {
    if ran_as_root("on_a_cable_alone_it_is_unclear_whether_guests_took_such_an_address_as_well") {
        return;
    }
    let home = Home::new();
    let _server = Server::start_on(&home.host, &[]);
    home.host.ip(&["address", "flush", "dev", "eth0"]);
    home.host.ip(&["address", "add", "169.254.7.7/16", "dev", "eth0"]);
    let (code, said) = diagnosis(&home.host);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("unclear  Guests on the same network find the room at 169.254.7.7 (eth0)"),
        "{said}"
    );
    assert!(said.contains("it took 169.254.7.7 by itself"), "{said}");
}

#[test]
fn a_tunnel_that_takes_all_traffic_is_suspected() {
    if ran_as_root("a_tunnel_that_takes_all_traffic_is_suspected") {
        return;
    }
    let home = Home::new();
    let _server = Server::start_on(&home.host, &[]);
    home.host.shell(
        "ip link add wg0 type veth peer name far && ip address add 10.8.0.2/24 dev wg0 && \
         ip link set far up && ip link set wg0 up && ip route add default via 10.8.0.1 dev wg0",
    );
    let (code, said) = diagnosis(&home.host);
    assert!(said.contains("unclear  A VPN (wg0) carries this computer's traffic."), "{said}");
    assert!(said.contains("find the room at 192.168.77.1 (eth0)"), "{said}");
    assert_eq!(code, Some(0), "a suspicion is no problem: {said}");
}

#[test]
fn somebody_who_may_not_see_the_rules_is_told_so_and_not_that_all_is_well() {
    if ran_as_root("somebody_who_may_not_see_the_rules_is_told_so_and_not_that_all_is_well") {
        return;
    }
    let home = Home::new();
    let _server = Server::start_on(&home.host, &[]);
    home.host.shell("nft 'table inet filter { chain input { type filter hook input priority 0; policy drop; iif lo accept; }; }'");
    // The folder must be one in which every user may read and run the program.
    let folder = new_folder();
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755))
        .expect("a folder can be opened");
    let copy = folder.path().join("flatchat-server");
    std::fs::copy(program(), &copy).expect("the program can be copied");
    let copy = copy.to_str().expect("a path of tests is UTF-8");
    let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", copy, "doctor"];
    let output = home.host.run("setpriv", &nobody);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("only an administrator may see the kernel's firewall rules"), "{said}");
    assert!(said.contains("A room is open on port 8765."), "{said}");
}

#[test]
fn a_port_is_a_port() {
    for port in ["0", "65536", "many", "-1"] {
        let output = flatchat_tests::server::run(&["doctor", "--port", port]);
        assert_eq!(output.status.code(), Some(2), "{port}: {output:?}");
    }
}
