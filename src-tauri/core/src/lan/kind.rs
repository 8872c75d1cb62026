//! What a network card leads to. The system's description decides; the card's name decides only if
//! there is no description.
//!
//! Linux describes each card in a folder of `/sys/class/net`, and Windows in a list: see `adapter`.
//! Elsewhere only the name is known, and whether the link is point-to-point, as that of a tunnel
//! is.

use std::fs;
use std::path::Path;

use serde::Serialize;

/// What a card leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "lowercase")]
pub enum CardKind {
    /// A network by cable.
    Wired,
    /// Wi-Fi.
    WiFi,
    /// A network of which nothing more is known.
    Other,
    /// A tunnel.
    Vpn,
    /// Mobile data, of a modem or of a phone on a USB cable, where no other device is in the same
    /// network.
    Mobile,
    /// A network inside this computer.
    Virtual,
}

/// How many computers a card's link can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkShape {
    /// Any number.
    Shared,
    /// This one and one other: a tunnel or a dial-up line.
    PointToPoint,
}

/// Beginnings of the names of networks inside this computer: containers and virtual machines.
const VIRTUAL: &str = "\
    anbox awdl br- cali cbr cilium cni docker flannel fwbr fwpr hyper-v incusbr kube llw lxc lxd \
    mpqemubr nerdctl ovs- podman vb- vboxnet ve- veth vif virbr virtualbox vmenet vmnet vmware \
    vnet vnic waydroid weave";

/// The beginning of the names of cards on the switches of Hyper-V. A switch may have a real network
/// card in it, and then this computer's address in that network is on such a card.
const HYPER_V: &str = "vethernet";

/// Parts of the names of Hyper-V's switches that lead to containers and virtual machines only.
const VIRTUAL_SWITCHES: [&str; 4] = ["(wsl", "(default switch", "(nat", "docker"];

/// Beginnings of the names of tunnels.
const TUNNELS: &str = "\
    6to4 anyconnect cloudflare cscotun edge0 feth forti gif globalprotect gpd gre ham ip6tnl ipip \
    ipsec isatap l2tp mullvad nebula netbird nord pangp ppp pptp proton radmin sit sstp stf \
    surfshark tailscale tap teredo tun utun vti warp wg windscribe wireguard wintun wt0 zerotier zt";

/// Beginnings of the names of mobile data.
const MOBILE: &str = "ccmni cellular mobile pdp_ip rmnet wwan";

/// The link types of tunnels on Linux (`ARPHRD_…`, in the files `type`): none (tun, WireGuard),
/// PPP, IP in IP, IPv6 in IPv6, IPv6 in IPv4, GRE, GRE over IPv6.
const TUNNEL_TYPES: [&str; 7] = ["65534", "512", "768", "769", "776", "778", "823"];

/// The link type of `lo`, which may have other addresses than those of loopback.
const LOOPBACK_TYPE: &str = "772";

/// The link type of a modem that takes bare IP packets.
const RAW_IP_TYPE: &str = "519";

/// The drivers of phones that share their mobile data over a USB cable: of Android and of iPhones.
/// Phones whose card is `cdc_ncm` or `cdc_ether` cannot be known: so are docks and adapters with a
/// real cable.
const PHONE_DRIVERS: [&str; 2] = ["ipheth", "rndis_host"];

impl CardKind {
    /// What the card named `name` leads to, according to the folder `sys` (Linux:
    /// `/sys/class/net`), its link and its name.
    pub(super) fn of(sys: &Path, name: &str, link: LinkShape) -> CardKind {
        let by_link = || (link == LinkShape::PointToPoint && !is_mobile(name)).then_some(CardKind::Vpn);
        by_system(&sys.join(name)).or_else(by_link).or_else(|| by_name(name)).unwrap_or(CardKind::Other)
    }

    /// What it leads to, in words.
    pub fn words(self) -> &'static str {
        match self {
            CardKind::Wired => "by cable",
            CardKind::WiFi => "Wi-Fi",
            CardKind::Mobile => "mobile data",
            CardKind::Vpn => "a VPN",
            CardKind::Virtual => "inside this computer, for containers or virtual machines",
            CardKind::Other => "a network",
        }
    }

    /// Whether guests may be on it.
    pub fn has_neighbours(self) -> bool {
        matches!(self, CardKind::Wired | CardKind::WiFi | CardKind::Other)
    }
}

/// What the card's name says, if it says anything.
pub(super) fn by_name(name: &str) -> Option<CardKind> {
    let has = |parts: &[&str]| parts.iter().any(|part| name.to_lowercase().contains(part));
    if begins(name, HYPER_V) {
        has(&VIRTUAL_SWITCHES).then_some(CardKind::Virtual)
    } else if begins(name, VIRTUAL) || has(&["(wsl", "vmnet", "host-only"]) {
        Some(CardKind::Virtual)
    } else if begins(name, TUNNELS) || has(&["vpn", "tunnel"]) {
        Some(CardKind::Vpn)
    } else if is_mobile(name) {
        Some(CardKind::Mobile)
    } else if begins(name, "wi-fi wifi wlan wireless") {
        Some(CardKind::WiFi)
    } else if begins(name, "ethernet") {
        Some(CardKind::Wired)
    } else {
        None
    }
}

fn is_mobile(name: &str) -> bool {
    begins(name, MOBILE)
}

/// Whether a name begins with one of these words, in any case.
fn begins(name: &str, words: &str) -> bool {
    let name = name.to_lowercase();
    words.split_whitespace().any(|word| name.starts_with(word))
}

/// What Linux knows of the card with this folder. Other systems have no such folder.
fn by_system(card: &Path) -> Option<CardKind> {
    let has = |name: &str| card.join(name).exists();
    let device_type =
        read(card, "uevent").lines().find_map(|line| line.strip_prefix("DEVTYPE=").map(str::to_owned));
    match device_type.as_deref() {
        Some("wlan") => return Some(CardKind::WiFi),
        Some("wwan") => return Some(CardKind::Mobile),
        Some("wireguard" | "ppp" | "l2tpeth" | "gtp") => return Some(CardKind::Vpn),
        // Networks of containers that span several computers.
        Some("vxlan" | "geneve") => return Some(CardKind::Virtual),
        Some("bridge") => return Some(of_bridge(card)),
        _ => {}
    }
    if has("wireless") || has("phy80211") {
        Some(CardKind::WiFi)
    } else if let Some(kind) = by_link_type(&read(card, "type"), card) {
        Some(kind)
    } else if has("tun_flags") {
        Some(CardKind::Vpn)
    } else if is_phone(card) {
        Some(CardKind::Mobile)
    } else if has("device") {
        Some(CardKind::Wired)
    } else {
        // A VLAN, a bond and the like are of the same kind as the card below them.
        best(&below(card), card)
    }
}

/// `device/driver` is a link to the driver's folder, which is named after it.
fn is_phone(card: &Path) -> bool {
    let driver = fs::read_link(card.join("device/driver"));
    driver.is_ok_and(|driver| PHONE_DRIVERS.iter().any(|phone| driver.ends_with(phone)))
}

fn by_link_type(link_type: &str, card: &Path) -> Option<CardKind> {
    let name = card.file_name().unwrap_or_default().to_string_lossy();
    match link_type.trim() {
        RAW_IP_TYPE => Some(CardKind::Mobile),
        LOOPBACK_TYPE => Some(CardKind::Virtual),
        tunnel if TUNNEL_TYPES.contains(&tunnel) => {
            Some(if is_mobile(&name) { CardKind::Mobile } else { CardKind::Vpn })
        }
        _ => None,
    }
}

/// A bridge is of the same kind as the card in it that leads outside. Without such a card it is
/// inside this computer.
fn of_bridge(card: &Path) -> CardKind {
    let members = entries(&card.join("brif"));
    best(&members, card).filter(|kind| kind.has_neighbours()).unwrap_or(CardKind::Virtual)
}

/// The names of the cards that this one is built on.
fn below(card: &Path) -> Vec<String> {
    let links = entries(card);
    links.iter().filter_map(|link| link.strip_prefix("lower_").map(str::to_owned)).collect()
}

/// The kind of the first of these cards that may have guests or, if there is none, of the first.
/// Their folders are beside that of `card`.
fn best(names: &[String], card: &Path) -> Option<CardKind> {
    let sys = card.parent()?;
    let kinds: Vec<CardKind> = names.iter().map(|name| CardKind::of(sys, name, LinkShape::Shared)).collect();
    kinds.iter().find(|kind| kind.has_neighbours()).or(kinds.first()).copied()
}

fn entries(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}

fn read(card: &Path, file: &str) -> String {
    fs::read_to_string(card.join(file)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOWHERE: &str = "/nowhere";

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

    fn check(sys: &Path, expected: &[(&str, CardKind)]) {
        for (name, kind) in expected {
            assert_eq!(CardKind::of(sys, name, LinkShape::Shared), *kind, "{name}");
        }
    }

    #[test]
    fn linux_describes_what_a_card_is() {
        let sys = system(&[
            ("wlp3s0/uevent", "DEVTYPE=wlan\nINTERFACE=wlp3s0\nIFINDEX=3\n"),
            ("wlp3s0/device", ""),
            ("wlx1/phy80211", ""),
            ("enp0s31f6/uevent", "INTERFACE=enp0s31f6\nIFINDEX=2\n"),
            ("enp0s31f6/device", ""),
            ("enp0s31f6/type", "1\n"),
            ("office/uevent", "DEVTYPE=wireguard\nINTERFACE=office\nIFINDEX=7\n"),
            ("office/type", "65534\n"),
            ("corp/type", "65534\n"),
            ("dsl/type", "512\n"),
            ("branch/type", "778\n"),
            ("l2/type", "1\n"),
            ("l2/tun_flags", "0x1802\n"),
            ("cell/uevent", "DEVTYPE=wwan\n"),
            ("cell/type", "65534\n"),
            ("rmnet_data0/type", "519\n"),
            ("overlay/uevent", "DEVTYPE=vxlan\n"),
            ("lo/type", "772\n"),
            ("eth0/type", "1\n"),
        ]);
        let expected = [
            ("wlp3s0", CardKind::WiFi),
            ("wlx1", CardKind::WiFi),
            ("enp0s31f6", CardKind::Wired),
            ("office", CardKind::Vpn),
            ("corp", CardKind::Vpn),
            ("dsl", CardKind::Vpn),
            ("branch", CardKind::Vpn),
            ("l2", CardKind::Vpn),
            ("cell", CardKind::Mobile),
            ("rmnet_data0", CardKind::Mobile),
            ("overlay", CardKind::Virtual),
            ("lo", CardKind::Virtual),
            ("eth0", CardKind::Other),
        ];
        check(sys.path(), &expected);
    }

    #[test]
    #[cfg(unix)]
    fn a_phone_on_a_usb_cable_is_not_a_network_by_cable() {
        let drivers = [
            ("usb0", "rndis_host", CardKind::Mobile),
            ("enxa2b3c4d5e6f7", "rndis_host", CardKind::Mobile),
            ("eth1", "ipheth", CardKind::Mobile),
            ("enx0050b6", "r8152", CardKind::Wired),
            ("enx00e04c", "cdc_ncm", CardKind::Wired),
            ("enp1s0", "e1000e", CardKind::Wired),
        ];
        let sys = tempfile::tempdir().unwrap();
        for (name, driver, _) in drivers {
            let device = sys.path().join(name).join("device");
            fs::create_dir_all(&device).unwrap();
            let folder = format!("../../../../../../bus/usb/drivers/{driver}");
            std::os::unix::fs::symlink(folder, device.join("driver")).unwrap();
        }
        check(sys.path(), &drivers.map(|(name, _, kind)| (name, kind)));
    }

    #[test]
    fn a_bridge_is_what_leads_outside_of_it_whatever_its_name() {
        let sys = system(&[
            ("eno1/device", ""),
            ("br-lan/uevent", "DEVTYPE=bridge\n"),
            ("br-lan/brif/eno1", ""),
            ("br-lan/brif/vnet3", ""),
            ("vmbr0/uevent", "DEVTYPE=bridge\n"),
            ("vmbr0/brif/eth0.7", ""),
            ("eth0.7/lower_eth0", ""),
            ("eth0/type", "1\n"),
            ("office/uevent", "DEVTYPE=bridge\n"),
            ("office/brif/machine", ""),
            ("machine/tun_flags", "0x1802\n"),
            ("br-1a2b3c4d5e6f/uevent", "DEVTYPE=bridge\n"),
            ("br-1a2b3c4d5e6f/brif/veth12ab", ""),
            ("empty/uevent", "DEVTYPE=bridge\n"),
        ]);
        let expected = [
            ("br-lan", CardKind::Wired),
            ("vmbr0", CardKind::Other),
            ("office", CardKind::Virtual),
            ("br-1a2b3c4d5e6f", CardKind::Virtual),
            ("empty", CardKind::Virtual),
        ];
        check(sys.path(), &expected);
    }

    #[test]
    fn what_stands_on_a_card_is_what_that_card_is() {
        let sys = system(&[
            ("wlan0/uevent", "DEVTYPE=wlan\n"),
            ("eno1/device", ""),
            ("proton0/type", "65534\n"),
            ("guests/uevent", "DEVTYPE=vlan\n"),
            ("guests/lower_eno1", ""),
            ("both/uevent", "DEVTYPE=bond\n"),
            ("both/lower_proton0", ""),
            ("both/lower_wlan0", ""),
            ("shim/lower_guests", ""),
            ("inner/lower_proton0", ""),
        ]);
        let expected = [
            ("guests", CardKind::Wired),
            ("both", CardKind::WiFi),
            ("shim", CardKind::Wired),
            ("inner", CardKind::Vpn),
        ];
        check(sys.path(), &expected);
    }

    #[test]
    fn a_real_card_may_be_named_like_a_tunnel_and_a_tunnel_like_a_real_card() {
        let sys = system(&[("tunis0/device", ""), ("eth1/type", "65534\n")]);
        check(sys.path(), &[("tunis0", CardKind::Wired), ("eth1", CardKind::Vpn)]);
    }

    #[test]
    fn elsewhere_the_name_has_to_do() {
        let expected = [
            ("Wi-Fi", CardKind::WiFi),
            ("WLAN", CardKind::WiFi),
            ("Ethernet 2", CardKind::Wired),
            ("vEthernet (WSL (Hyper-V firewall))", CardKind::Virtual),
            ("vEthernet (Default Switch)", CardKind::Virtual),
            ("vEthernet (nat)", CardKind::Virtual),
            ("vEthernet (DockerNAT)", CardKind::Virtual),
            ("vEthernet (External)", CardKind::Other),
            ("vEthernet (Intel(R) Ethernet Connection)", CardKind::Other),
            ("veth12ab", CardKind::Virtual),
            ("VMware Network Adapter VMnet8", CardKind::Virtual),
            ("VirtualBox Host-Only Network", CardKind::Virtual),
            ("ProtonVPN TUN", CardKind::Vpn),
            ("OpenVPN Data Channel Offload", CardKind::Vpn),
            ("NordLynx", CardKind::Vpn),
            ("CloudflareWARP", CardKind::Vpn),
            ("ZeroTier One [8056c2e21c000001]", CardKind::Vpn),
            ("Tailscale", CardKind::Vpn),
            ("utun4", CardKind::Vpn),
            ("ppp0", CardKind::Vpn),
            ("gpd0", CardKind::Vpn),
            ("cscotun0", CardKind::Vpn),
            ("docker0", CardKind::Virtual),
            ("podman0", CardKind::Virtual),
            ("cni0", CardKind::Virtual),
            ("lxcbr0", CardKind::Virtual),
            ("virbr0", CardKind::Virtual),
            ("en0", CardKind::Other),
            ("wlp3s0", CardKind::Other),
        ];
        check(Path::new(NOWHERE), &expected);
    }

    #[test]
    fn a_link_to_one_other_computer_is_a_tunnel_whatever_its_name() {
        let alone = |name: &str| CardKind::of(Path::new(NOWHERE), name, LinkShape::PointToPoint);
        assert_eq!(
            (alone("office"), alone("Ethernet 4"), alone("pdp_ip0")),
            (CardKind::Vpn, CardKind::Vpn, CardKind::Mobile)
        );
    }
}
