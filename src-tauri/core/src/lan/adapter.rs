//! What Windows knows of a network card: the description that its driver gives, and the type of its
//! link. The card's name says less there: it is `Ethernet 3` for most VPNs, and people may change
//! it.
//!
//! Reading them is for Windows only. What they mean is decided in plain functions, which every
//! system tests.

use super::kind::{CardKind, by_name};

/// A network card of Windows.
#[derive(Clone, Debug)]
pub(super) struct Adapter {
    /// As the driver calls it. Windows appends ` #2` to the second of its kind.
    description: String,
    /// What its link is.
    link: LinkType,
}

/// The types of links that matter here (`IfType` of `IP_ADAPTER_ADDRESSES`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LinkType {
    /// A network by cable, also one that a driver only pretends.
    Ethernet,
    /// Wi-Fi, also that of a hotspot that this computer opens.
    WiFi,
    /// None of a network card: a tunnel, PPP, a modem, or something that a program made up.
    Other,
}

/// Parts of the descriptions of tunnels.
const TUNNELS: &str = "\
    vpn|tap-win|tap adapter|tap driver|wintun|wireguard|tunnel|wan miniport|anyconnect|\
    cisco secure client|pangp|globalprotect|fortinet|forticlient|juniper networks|pulse secure|\
    ivanti|check point|sonicwall|citrix virtual|zscaler|netskope|cloudflare|tailscale|zerotier|\
    hamachi|radmin|nordlynx|mullvad|windscribe|surfshark|netbird|twingate|amnezia|teredo|isatap|\
    6to4|iphttps|ip-https|ppp";

/// Parts of the descriptions of networks inside this computer. Cards that a virtual machine gets
/// from outside have other descriptions (`Microsoft Hyper-V Network Adapter`, `vmxnet3`).
const VIRTUAL: &str = "virtualbox|vmware virtual ethernet|host-only|loopback|container";

/// Parts of the descriptions of modems, and of phones that share their mobile data over USB or
/// Bluetooth.
const MOBILE: &str = "\
    mobile broadband|wwan|cellular| lte|5g modem|4g modem|mobile connect|remote ndis|rndis|\
    apple mobile device|bluetooth";

/// Parts of the descriptions of what joins real cards. Its link is of no card's type.
const JOINED: &str = "multiplexor|mac bridge";

impl Adapter {
    /// What the card, which has this name, leads to. Windows also names tunnels `Ethernet 3`.
    pub(super) fn kind(&self, name: &str) -> CardKind {
        let may_be = |kind: &CardKind| self.link != LinkType::Other || !kind.has_neighbours();
        let named = || by_name(name).filter(may_be);
        self.by_description().or_else(named).unwrap_or_else(|| self.by_link())
    }

    fn by_description(&self) -> Option<CardKind> {
        let description = self.description.to_lowercase();
        let has = |parts: &str| parts.split('|').any(|part| description.contains(part));
        if has(TUNNELS) {
            Some(CardKind::Vpn)
        } else if has(VIRTUAL) {
            Some(CardKind::Virtual)
        } else if has(MOBILE) {
            Some(CardKind::Mobile)
        } else if self.link == LinkType::WiFi {
            Some(CardKind::WiFi)
        } else if has(JOINED) {
            Some(CardKind::Other)
        } else {
            None
        }
    }

    fn by_link(&self) -> CardKind {
        match self.link {
            LinkType::Ethernet if self.is_of_hyper_v() => CardKind::Other,
            LinkType::Ethernet => CardKind::Wired,
            LinkType::WiFi => CardKind::WiFi,
            LinkType::Other => CardKind::Vpn,
        }
    }

    /// Only the name of such a card says what it leads to: see `by_name`.
    fn is_of_hyper_v(&self) -> bool {
        self.description.starts_with("Hyper-V Virtual Ethernet")
    }
}

/// All cards by their identifiers, or none if Windows does not list them. Then their names have to
/// do.
#[cfg(windows)]
pub(super) fn adapters() -> std::collections::HashMap<String, Adapter> {
    let listed = ipconfig::get_adapters().unwrap_or_else(|error| {
        tracing::warn!(%error, "Windows does not describe its network cards");
        Vec::new()
    });
    listed.iter().map(|one| (one.adapter_name().to_owned(), Adapter::from(one))).collect()
}

#[cfg(windows)]
impl From<&ipconfig::Adapter> for Adapter {
    fn from(listed: &ipconfig::Adapter) -> Adapter {
        use ipconfig::IfType;
        let link = match listed.if_type() {
            IfType::EthernetCsmacd | IfType::Iso88025Tokenring | IfType::Ieee1394 => LinkType::Ethernet,
            IfType::Ieee80211 => LinkType::WiFi,
            _ => LinkType::Other,
        };
        Adapter { description: listed.description().to_owned(), link }
    }
}

#[cfg(test)]
mod tests {
    use super::LinkType::{Ethernet, Other, WiFi};
    use super::*;

    fn kind(name: &str, description: &str, link: LinkType) -> CardKind {
        Adapter { description: description.to_owned(), link }.kind(name)
    }

    #[test]
    fn a_vpn_is_known_whatever_its_card_is_named() {
        let vpns = [
            ("TAP-Windows Adapter V9", Ethernet),
            ("TAP-Windows Adapter V9 #2", Ethernet),
            ("TAP-NordVPN Windows Adapter V9", Ethernet),
            ("TAP Adapter OAS NDIS 6.0", Ethernet),
            ("WireGuard Tunnel", Other),
            ("Wintun Userspace Tunnel", Other),
            ("Cisco AnyConnect Secure Mobility Client Virtual Miniport Adapter for Windows x64", Ethernet),
            ("Cisco AnyConnect Virtual Miniport Adapter for Windows x64", Ethernet),
            ("Fortinet SSL VPN Virtual Ethernet Adapter", Ethernet),
            ("Fortinet Virtual Ethernet Adapter (NDIS 6.30)", Ethernet),
            ("PANGP Virtual Ethernet Adapter", Ethernet),
            ("PANGP Virtual Ethernet Adapter Secure", Ethernet),
            ("Juniper Networks Virtual Adapter", Ethernet),
            ("Check Point Virtual Network Adapter For Endpoint VPN Client", Ethernet),
            ("SonicWall NetExtender Adapter", Ethernet),
            ("Citrix Virtual Adapter", Ethernet),
            ("Zscaler Network Adapter 1.0.2.0", Ethernet),
            ("Cloudflare WARP Interface Tunnel", Other),
            ("Tailscale Tunnel", Other),
            ("ZeroTier Virtual Port", Ethernet),
            ("LogMeIn Hamachi Virtual Ethernet Adapter", Ethernet),
            ("Famatech Radmin VPN Ethernet Adapter", Ethernet),
            ("VPN Client Adapter - VPN", Ethernet),
            ("OpenVPN Data Channel Offload", Ethernet),
            ("WAN Miniport (IKEv2)", Other),
            ("WAN Miniport (PPPOE)", Other),
            ("Microsoft Teredo Tunneling Adapter", Other),
            ("a program that nobody knows", Other),
        ];
        for (description, link) in vpns {
            assert_eq!(kind("Ethernet 3", description, link), CardKind::Vpn, "{description}");
        }
    }

    #[test]
    fn real_cards_are_those_of_a_network() {
        let cards = [
            ("Ethernet", "Intel(R) Ethernet Connection (17) I219-LM", Ethernet, CardKind::Wired),
            ("LAN-Verbindung", "Realtek PCIe GbE Family Controller", Ethernet, CardKind::Wired),
            ("Ethernet 4", "ASIX USB to Gigabit Ethernet Family Adapter", Ethernet, CardKind::Wired),
            ("Ethernet", "Microsoft Hyper-V Network Adapter", Ethernet, CardKind::Wired),
            ("Ethernet0", "vmxnet3 Ethernet Adapter", Ethernet, CardKind::Wired),
            ("Ethernet", "Red Hat VirtIO Ethernet Adapter", Ethernet, CardKind::Wired),
            ("Wi-Fi", "Intel(R) Wi-Fi 6 AX201 160MHz", WiFi, CardKind::WiFi),
            ("Drahtlos", "Qualcomm FastConnect 7800", WiFi, CardKind::WiFi),
            ("Local Area Connection* 2", "Microsoft Wi-Fi Direct Virtual Adapter #2", WiFi, CardKind::WiFi),
            ("Team", "Microsoft Network Adapter Multiplexor Driver", Other, CardKind::Other),
            ("Network Bridge", "MAC Bridge Miniport", Ethernet, CardKind::Other),
        ];
        for (name, description, link, expected) in cards {
            assert_eq!(kind(name, description, link), expected, "{description}");
        }
    }

    #[test]
    fn networks_inside_this_computer_and_mobile_data_are_none_of_guests() {
        let cards = [
            ("VirtualBox Host-Only Ethernet Adapter", Ethernet, CardKind::Virtual),
            ("VMware Virtual Ethernet Adapter for VMnet8", Ethernet, CardKind::Virtual),
            ("Hyper-V Virtual Ethernet Container Adapter", Ethernet, CardKind::Virtual),
            ("Microsoft KM-TEST Loopback Adapter", Ethernet, CardKind::Virtual),
            ("Npcap Loopback Adapter", Ethernet, CardKind::Virtual),
            ("Bluetooth Device (Personal Area Network)", Ethernet, CardKind::Mobile),
            ("Remote NDIS based Internet Sharing Device", Ethernet, CardKind::Mobile),
            ("Apple Mobile Device Ethernet", Ethernet, CardKind::Mobile),
            ("Generic Mobile Broadband Adapter", Other, CardKind::Mobile),
            ("Snapdragon(R) X55 5G Modem", Other, CardKind::Mobile),
            ("Quectel EM120R-GL LTE Module", Other, CardKind::Mobile),
        ];
        for (description, link, expected) in cards {
            assert_eq!(kind("Ethernet 3", description, link), expected, "{description}");
        }
        assert_eq!(kind("Cellular", "Fibocom L860-GL", Other), CardKind::Mobile);
    }

    #[test]
    fn a_switch_of_hyper_v_is_what_its_name_says() {
        let named = |name: &str| kind(name, "Hyper-V Virtual Ethernet Adapter #3", Ethernet);
        assert_eq!(named("vEthernet (WSL (Hyper-V firewall))"), CardKind::Virtual);
        assert_eq!(named("vEthernet (Default Switch)"), CardKind::Virtual);
        assert_eq!(named("vEthernet (External)"), CardKind::Other);
        assert_eq!(named("Office"), CardKind::Other);
    }
}
