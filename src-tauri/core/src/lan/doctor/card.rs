//! This computer's network cards: what kind each is, and the addresses it has.

use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;

/// Where Linux tells of network cards.
const SYS: &str = "/sys/class/net";

/// Beginnings of the names of networks inside this computer: containers and virtual machines.
const VIRTUAL: [&str; 9] =
    ["docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "vethernet", "lxcbr", "podman"];

/// Beginnings of the names of tunnels.
const TUNNELS: [&str; 9] = ["tun", "tap", "utun", "wg", "tailscale", "zt", "ham", "ppp", "nordlynx"];

/// Beginnings of the names of mobile data.
const MOBILE: [&str; 3] = ["wwan", "rmnet", "pdp_ip"];

/// The link type of cards without an Ethernet, in Linux's `type` files: tunnels.
const ARPHRD_NONE: &str = "65534";

/// A network card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Card {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) addresses: Vec<Address>,
}

/// An address with the size of its network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) ip: IpAddr,
    pub(super) prefix_bits: u8,
}

/// What a card leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Wired,
    WiFi,
    /// Mobile data: nobody is in the same network.
    Mobile,
    Vpn,
    /// A network inside this computer.
    Virtual,
    /// A network of which the system tells no more.
    Other,
}

impl Kind {
    fn words(self) -> &'static str {
        match self {
            Kind::Wired => "by cable",
            Kind::WiFi => "Wi-Fi",
            Kind::Mobile => "mobile data",
            Kind::Vpn => "a VPN",
            Kind::Virtual => "inside this computer, for containers or virtual machines",
            Kind::Other => "a network",
        }
    }

    /// Whether guests may be on it.
    pub(super) fn has_neighbours(self) -> bool {
        matches!(self, Kind::Wired | Kind::WiFi | Kind::Other)
    }
}

impl Card {
    /// Its name, and what it leads to where that is known.
    pub(super) fn words(&self) -> String {
        match self.kind {
            Kind::Other => self.name.clone(),
            kind => format!("{}, {}", self.name, kind.words()),
        }
    }
}

impl Address {
    /// Somebody else's address in the same network, to ask a firewall about.
    pub(super) fn neighbour(self) -> IpAddr {
        match self.ip {
            IpAddr::V4(ip) => {
                let one = u32::from(ip) ^ 1;
                let host_bits = u32::MAX.checked_shr(self.prefix_bits.into()).unwrap_or(0);
                // Not the network's own address, nor the one that means all.
                let taken = one & host_bits == 0 || one & host_bits == host_bits;
                IpAddr::V4(Ipv4Addr::from(if taken { u32::from(ip) ^ 2 } else { one }))
            }
            IpAddr::V6(ip) => IpAddr::V6((u128::from(ip) ^ 1).into()),
        }
    }
}

/// All cards that have an address, but for loopback.
pub(super) fn cards() -> Vec<Card> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_else(|error| {
        tracing::warn!(%error, "cannot list this computer's network cards");
        Vec::new()
    });
    let mut cards: Vec<Card> = Vec::new();
    for interface in interfaces.into_iter().filter(|interface| !interface.is_loopback()) {
        let prefix_bits = match &interface.addr {
            if_addrs::IfAddr::V4(v4) => v4.prefixlen,
            if_addrs::IfAddr::V6(v6) => v6.prefixlen,
        };
        let address = Address { ip: interface.ip(), prefix_bits };
        match cards.iter_mut().find(|card| card.name == interface.name) {
            Some(card) => card.addresses.push(address),
            None => cards.push(Card {
                kind: kind(Path::new(SYS), &interface.name),
                name: interface.name,
                addresses: vec![address],
            }),
        }
    }
    cards
}

fn kind(sys: &Path, name: &str) -> Kind {
    kind_by_name(name).or_else(|| kind_by_system(&sys.join(name))).unwrap_or(Kind::Other)
}

fn kind_by_name(name: &str) -> Option<Kind> {
    let name = name.to_lowercase();
    let begins = |with: &[&str]| with.iter().any(|start| name.starts_with(start));
    if begins(&VIRTUAL) || name.contains("(wsl") {
        Some(Kind::Virtual)
    } else if begins(&TUNNELS) {
        Some(Kind::Vpn)
    } else if begins(&MOBILE) {
        Some(Kind::Mobile)
    } else if begins(&["wi-fi", "wlan", "wireless"]) {
        Some(Kind::WiFi)
    } else if name.starts_with("ethernet") {
        Some(Kind::Wired)
    } else {
        None
    }
}

/// What Linux knows; nothing elsewhere, where there is no such folder.
fn kind_by_system(card: &Path) -> Option<Kind> {
    let has = |name: &str| card.join(name).exists();
    let says = |name: &str| fs::read_to_string(card.join(name)).unwrap_or_default();
    let device_type = says("uevent").lines().find_map(|line| Some(line.strip_prefix("DEVTYPE=")?.to_owned()));
    match device_type.as_deref() {
        Some("wlan") => return Some(Kind::WiFi),
        Some("wwan") => return Some(Kind::Mobile),
        Some("wireguard") => return Some(Kind::Vpn),
        Some("bridge") => return Some(kind_of_bridge(card)),
        _ => {}
    }
    if has("wireless") || has("phy80211") {
        Some(Kind::WiFi)
    } else if has("tun_flags") || says("type").trim() == ARPHRD_NONE {
        Some(Kind::Vpn)
    } else if has("device") {
        Some(Kind::Wired)
    } else {
        None
    }
}

/// A bridge with a real card in it is the network; one without is inside this computer.
fn kind_of_bridge(card: &Path) -> Kind {
    let members = fs::read_dir(card.join("brif")).into_iter().flatten().flatten();
    let neighbours = card.parent().unwrap_or(card);
    let real = members.into_iter().any(|member| neighbours.join(member.file_name()).join("device").exists());
    if real { Kind::Wired } else { Kind::Virtual }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder as Linux has it, of these files; those without content are folders.
    fn system(files: &[(&str, &str)]) -> tempfile::TempDir {
        let sys = tempfile::tempdir().unwrap();
        for (path, content) in files {
            let path = sys.path().join(path);
            fs::create_dir_all(if content.is_empty() { &path } else { path.parent().unwrap() }).unwrap();
            if !content.is_empty() {
                fs::write(path, content).unwrap();
            }
        }
        sys
    }

    #[test]
    fn linux_tells_what_a_card_is() {
        let sys = system(&[
            ("wlp3s0/uevent", "DEVTYPE=wlan\nINTERFACE=wlp3s0\nIFINDEX=3\n"),
            ("wlp3s0/device", ""),
            ("wlx1/phy80211", ""),
            ("enp0s31f6/uevent", "INTERFACE=enp0s31f6\nIFINDEX=2\n"),
            ("enp0s31f6/device", ""),
            ("enp0s31f6/type", "1\n"),
            ("office/uevent", "DEVTYPE=wireguard\nINTERFACE=office\nIFINDEX=7\n"),
            ("corp/type", "65534\n"),
            ("cell/uevent", "DEVTYPE=wwan\n"),
            ("bridge0/uevent", "DEVTYPE=bridge\n"),
            ("bridge0/brif/enp0s31f6", ""),
            ("bridge1/uevent", "DEVTYPE=bridge\n"),
            ("bridge1/brif/vnet3", ""),
            ("eth0/type", "1\n"),
        ]);
        let expected = [
            ("wlp3s0", Kind::WiFi),
            ("wlx1", Kind::WiFi),
            ("enp0s31f6", Kind::Wired),
            ("office", Kind::Vpn),
            ("corp", Kind::Vpn),
            ("cell", Kind::Mobile),
            ("bridge0", Kind::Wired),
            ("bridge1", Kind::Virtual),
            ("eth0", Kind::Other),
        ];
        for (name, kind_of) in expected {
            assert_eq!(kind(sys.path(), name), kind_of, "{name}");
        }
    }

    #[test]
    fn elsewhere_the_name_has_to_do() {
        let nowhere = Path::new("/nowhere");
        let expected = [
            ("Wi-Fi", Kind::WiFi),
            ("Ethernet 2", Kind::Wired),
            ("vEthernet (WSL (Hyper-V firewall))", Kind::Virtual),
            ("utun4", Kind::Vpn),
            ("docker0", Kind::Virtual),
            ("en0", Kind::Other),
        ];
        for (name, kind_of) in expected {
            assert_eq!(kind(nowhere, name), kind_of, "{name}");
        }
    }

    #[test]
    fn a_neighbour_is_in_the_same_network_and_somebody_else() {
        let neighbour =
            |ip: &str, prefix_bits| Address { ip: ip.parse().unwrap(), prefix_bits }.neighbour().to_string();
        assert_eq!(neighbour("192.168.1.4", 24), "192.168.1.5");
        assert_eq!(neighbour("192.168.1.1", 24), "192.168.1.3");
        assert_eq!(neighbour("192.168.1.254", 24), "192.168.1.252");
        assert_eq!(neighbour("fd00::4", 64), "fd00::5");
    }
}
