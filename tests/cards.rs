//! The addresses that guests are invited to, with network cards of every kind that a namespace can
//! have. The invitation, the announcement and the doctor agree about them.

use std::sync::Arc;

use flatchat_tests::Server;
use flatchat_tests::netns::{Computer, Lan, ran_as_root};
use flatchat_tests::responder::Responder;
use flatchat_tests::server::{new_folder, program};
use serde_json::Value;

const HOST: &str = "192.168.1.5";

/// The host's address in its second network, if it has one.
const SECOND: &str = "192.168.9.5";

/// A computer whose only network is that of `eth0`.
struct Home {
    host: Arc<Computer>,
    lan: Lan,
}

impl Home {
    fn new() -> Home {
        let lan = Lan::new();
        let host = Arc::new(lan.computer(&format!("{HOST}/24")));
        Home { host, lan }
    }

    /// Adds a tunnel for all traffic.
    fn tunnel(&self, mode: &str, name: &str, address: &str) {
        self.host.ip(&["tuntap", "add", "mode", mode, "name", name]);
        self.route_through(name, address);
    }

    /// Adds a network that the internet is behind.
    fn second_network(&self) {
        self.host.ip(&["link", "add", "link0", "type", "veth", "peer", "name", "link1"]);
        self.host.ip(&["address", "add", &format!("{SECOND}/24"), "dev", "link0"]);
        self.host.ip(&["link", "set", "link0", "up"]);
        self.host.ip(&["link", "set", "link1", "up"]);
        self.host.ip(&["route", "add", "default", "via", "192.168.9.1", "dev", "link0", "metric", "600"]);
    }

    fn route_through(&self, name: &str, address: &str) {
        self.host.ip(&["address", "add", address, "dev", name]);
        self.host.ip(&["link", "set", name, "up"]);
        self.host.ip(&["route", "replace", "default", "dev", name]);
    }
}

/// Returns the addresses of the invitation, best first.
fn invited(computer: &Computer) -> Vec<String> {
    let said = computer.shell("curl -s --max-time 5 http://127.0.0.1:8765/invite");
    let invite: Value = serde_json::from_str(&said).unwrap_or_else(|_| panic!("no invitation: {said}"));
    let links = invite["links"].as_array().expect("an invitation has links");
    links.iter().map(|link| link["url"].as_str().expect("a link has an address").to_owned()).collect()
}

fn doctors_words(computer: &Computer) -> String {
    let program = program();
    let output = computer.run(program.to_str().expect("a path of tests is UTF-8"), &["doctor"]);
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Checks that the invitation and the announcement both name this address first.
fn check_first(computer: &Computer, ip: &str) {
    let links = invited(computer);
    assert_eq!(links[0], format!("http://{ip}:8765/"), "{links:?}");
    let said = doctors_words(computer);
    assert!(said.contains(&format!("Guests on the same network find the room at {ip} ")), "{said}");
}

#[test]
fn a_tunnel_with_the_default_route_is_never_first_while_there_is_a_network() {
    if ran_as_root("a_tunnel_with_the_default_route_is_never_first_while_there_is_a_network") {
        return;
    }
    let names =
        ["proton0", "nordlynx", "CloudflareWARP", "ppp0", "gpd0", "cscotun0", "tun0", "office", "eth9"];
    for name in names {
        let home = Home::new();
        let _server = Server::start_on(&home.host, &[]);
        home.tunnel("tun", name, "10.96.0.2/32");
        check_first(&home.host, HOST);
        assert_eq!(invited(&home.host)[1], "http://10.96.0.2:8765/", "the others are still shown");
        let said = doctors_words(&home.host);
        assert!(said.contains(&format!("A VPN ({name}) carries this computer's traffic.")), "{said}");
    }
}

#[test]
fn with_many_networks_at_once_the_real_one_is_first_and_those_inside_this_computer_are_last() {
    if ran_as_root("with_many_networks_at_once_the_real_one_is_first_and_those_inside_this_computer_are_last")
    {
        return;
    }
    let home = Home::new();
    let _server = Server::start_on(&home.host, &[]);
    let bridges = ["docker0", "podman0", "cni0", "lxcbr0", "br-1a2b3c4d5e6f", "virbr0", "machines"];
    for (n, bridge) in bridges.iter().enumerate() {
        home.host.ip(&["link", "add", bridge, "type", "bridge"]);
        home.route_through(bridge, &format!("172.17.{n}.1/24"));
    }
    home.host.shell("ip link add veth1 type veth peer name veth2 && ip link set veth1 master docker0 up");
    home.tunnel("tap", "ztabcdef", "10.147.17.9/24");
    home.tunnel("tun", "utun4", "10.96.0.2/32");
    check_first(&home.host, HOST);
    let links = invited(&home.host);
    assert!(links[1].starts_with("http://10.") && links[2].starts_with("http://10."), "{links:?}");
    assert_eq!(links.len(), 3 + bridges.len(), "{links:?}");
}

#[test]
fn behind_a_vpn_the_network_with_the_next_default_route_is_first() {
    if ran_as_root("behind_a_vpn_the_network_with_the_next_default_route_is_first") {
        return;
    }
    let home = Home::new();
    let _server = Server::start_on(&home.host, &[]);
    // Two devices on cables of their own, as laboratories have them.
    for (name, address) in [("device0", "10.20.0.1/24"), ("a-device", "192.168.7.1/24")] {
        home.host.shell(&format!("ip link add {name} type veth peer name far-{name}"));
        home.host.ip(&["address", "add", address, "dev", name]);
        home.host.ip(&["link", "set", name, "up"]);
    }
    home.second_network();
    home.tunnel("tun", "proton0", "10.96.0.2/32");
    check_first(&home.host, SECOND);
}

/// The unit of the packaged service has `ProcSubset=pid`: there is no `/proc/net`.
#[test]
fn a_service_that_sees_only_processes_of_the_system_knows_its_addresses_as_well() {
    if ran_as_root("a_service_that_sees_only_processes_of_the_system_knows_its_addresses_as_well") {
        return;
    }
    let home = Home::new();
    let hide = "mount -t proc -o subset=pid proc /proc; exec \"$@\"";
    let wrapper = [&home.host.wrapper()[..], &["unshare", "--mount", "sh", "-ec", hide, "sh"]].concat();
    let _server = Server::start_at("0.0.0.0:8765", &wrapper, new_folder(), &[]);
    home.second_network();
    home.tunnel("tun", "proton0", "10.96.0.2/32");
    home.host.ip(&["address", "add", "fd00::1/64", "dev", "eth0"]);
    home.host.ip(&["address", "add", "fd00::7/64", "dev", "eth0", "preferred_lft", "0"]);
    let expected = [SECOND, HOST, "[fd00::1]", "10.96.0.2"].map(|ip| format!("http://{ip}:8765/"));
    assert_eq!(invited(&home.host), expected);
}

#[test]
fn a_vpn_alone_is_still_an_invitation() {
    if ran_as_root("a_vpn_alone_is_still_an_invitation") {
        return;
    }
    let home = Home::new();
    let _server = Server::start_on(&home.host, &[]);
    home.host.ip(&["link", "set", "eth0", "down"]);
    home.host.ip(&["address", "flush", "dev", "eth0"]);
    home.tunnel("tun", "tailscale0", "100.72.1.9/32");
    assert_eq!(invited(&home.host), ["http://100.72.1.9:8765/"]);
    let said = doctors_words(&home.host);
    assert!(said.contains("It also has 100.72.1.9 (tailscale0, a VPN)."), "{said}");
}

#[test]
fn a_bridge_with_the_card_in_it_is_the_network() {
    if ran_as_root("a_bridge_with_the_card_in_it_is_the_network") {
        return;
    }
    let home = Home::new();
    let _server = Server::start_on(&home.host, &[]);
    home.host.ip(&["address", "flush", "dev", "eth0"]);
    home.host.ip(&["link", "add", "br-lan", "type", "bridge"]);
    home.host.ip(&["link", "set", "eth0", "master", "br-lan"]);
    home.host.ip(&["address", "add", &format!("{HOST}/24"), "dev", "br-lan"]);
    home.host.ip(&["link", "set", "br-lan", "up"]);
    home.tunnel("tun", "proton0", "10.96.0.2/32");
    check_first(&home.host, HOST);
}

#[test]
fn what_stands_on_the_card_is_the_network_too() {
    if ran_as_root("what_stands_on_the_card_is_the_network_too") {
        return;
    }
    for kind in ["vlan id 7", "macvlan mode bridge"] {
        let home = Home::new();
        let made = home.host.run("sh", &["-c", &format!("ip link add link eth0 name tapestry type {kind}")]);
        if !made.status.success() {
            eprintln!("left out, for this kernel has none: {kind}");
            continue;
        }
        let _server = Server::start_on(&home.host, &[]);
        home.host.ip(&["address", "flush", "dev", "eth0"]);
        home.host.ip(&["address", "add", &format!("{HOST}/24"), "dev", "tapestry"]);
        home.host.ip(&["link", "set", "tapestry", "up"]);
        home.tunnel("tun", "proton0", "10.96.0.2/32");
        check_first(&home.host, HOST);
    }
}

/// macOS has such an address on its network card where the network has IPv6 only.
#[test]
fn an_address_that_is_translated_to_ipv6_is_in_no_link() {
    if ran_as_root("an_address_that_is_translated_to_ipv6_is_in_no_link") {
        return;
    }
    let home = Home::new();
    let _server = Server::start_on(&home.host, &[]);
    home.host.ip(&["address", "flush", "dev", "eth0", "scope", "global"]);
    home.host.ip(&["address", "add", "fd00::1/64", "dev", "eth0"]);
    home.host.ip(&["address", "add", "192.0.0.2/32", "dev", "eth0"]);
    home.host.ip(&["route", "add", "default", "dev", "eth0"]);
    assert_eq!(invited(&home.host), ["http://[fd00::1]:8765/"]);
    let said = doctors_words(&home.host);
    assert!(said.contains("Guests on the same network find the room at fd00::1 "), "{said}");
}

#[tokio::test]
async fn the_name_on_the_network_leads_to_the_network_and_not_into_the_vpn_or_the_containers() {
    if ran_as_root("the_name_on_the_network_leads_to_the_network_and_not_into_the_vpn_or_the_containers") {
        return;
    }
    let home = Home::new();
    home.host.ip(&["link", "add", "docker0", "type", "bridge"]);
    home.route_through("docker0", "192.168.1.200/24");
    home.tunnel("tun", "proton0", "192.168.1.201/24");
    home.host.ip(&["route", "replace", "192.168.1.0/24", "dev", "eth0", "src", HOST]);
    let guest = Arc::new(home.lan.computer("192.168.1.23/24"));
    let names = Responder::start(&guest, "phone").await;
    let _server = Server::start_on(&home.host, &["--announce"]);
    names.until_resolved("flatchat.local", HOST).await;
    let found = names.until_browsed("_flatchat._tcp", |found| found.first().cloned()).await;
    assert_eq!(found.address, HOST);
}
