//! What the doctor finds, as a code and its values: the page words each code in its own language,
//! and terminals get the English sentence.
//!
//! `ui/src/strings/en/doctor.ts` has the page's words. A finding without words there is a type
//! error.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

use flatchat_core::Problem;
use flatchat_core::lan::{Card, CardKind};
use serde::Serialize;

/// One sentence about what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "code", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the English sentences, below, say what the variants mean")]
pub enum Finding {
    // The server.
    NotOpen,
    /// The page words it as it words all problems.
    Trouble {
        #[cfg_attr(test, ts(type = "import('./Problem').Problem"))]
        problem: Problem,
    },
    ThisComputerOnly {
        address: SocketAddr,
    },
    AddressGone {
        ip: IpAddr,
    },
    PortMissed {
        missed: u16,
        port: u16,
    },
    OldLinks,
    Open {
        port: u16,
    },
    OpenV4 {
        port: u16,
    },
    OpenV6 {
        port: u16,
    },
    OpenAt {
        address: SocketAddr,
    },
    // A server in another program. Only `flatchat-server doctor` searches for one, so these never
    // cross to a page.
    #[serde(skip)]
    RoomElsewhere {
        port: u16,
    },
    #[serde(skip)]
    ElsewhereForItself {
        port: u16,
    },
    #[serde(skip)]
    StrangerElsewhere {
        port: u16,
    },
    #[serde(skip)]
    NothingElsewhere {
        port: u16,
    },
    #[serde(skip)]
    AnswersAt {
        address: SocketAddr,
    },
    // The network.
    FoundAt {
        at: Place,
    },
    InContainer {
        at: Place,
    },
    InWsl {
        at: Place,
    },
    InVirtualMachine {
        at: Place,
    },
    SharedAddress {
        at: Place,
    },
    SharedAlone,
    PublicAddress {
        at: Place,
    },
    PublicNetworks,
    PublicV6,
    MobileOnly,
    NoAddress {
        ip: IpAddr,
    },
    InsideOnly,
    NoNetwork,
    AlsoAt {
        at: Place,
    },
    // The answer.
    NowhereToTry,
    Answers {
        addresses: Vec<SocketAddr>,
    },
    StrangerAt {
        address: SocketAddr,
    },
    NothingAt {
        address: SocketAddr,
    },
    NoAnswerAt {
        address: SocketAddr,
        seconds: u32,
    },
    FailedAt {
        address: SocketAddr,
        cause: String,
    },
    // Firewalls.
    CameIn {
        address: String,
    },
    NoFirewallToInspect,
    AllOpen {
        port: u16,
    },
    LetsIn {
        firewall: String,
        port: u16,
    },
    LetsSomeIn {
        firewall: String,
        port: u16,
    },
    Blocks {
        firewall: String,
        port: u16,
    },
    MayBlock {
        firewall: String,
        port: u16,
    },
    Off {
        firewall: String,
    },
    RulesHidden {
        firewall: String,
    },
    ChainBlocks {
        chain: String,
        port: u16,
    },
    ChainMayBlock {
        chain: String,
        port: u16,
    },
    LikelyBlocks {
        firewall: String,
        port: u16,
    },
    ServiceHidden {
        service: String,
    },
    NoService,
    KernelHidden,
    UnknownSystem,
    WindowsUnread,
    WindowsOpen {
        profile: Profile,
    },
    WindowsBlocks,
    WindowsLetsIn {
        profile: Profile,
    },
    WindowsHasNoRule {
        profile: Profile,
    },
    MacUnread,
    MacOff,
    MacBlocksAll,
    MacBlocks,
    MacLetsIn,
    MacDoesNotKnow,
    // VPNs.
    VpnCarries {
        name: String,
    },
    VpnsKeepApart,
    VpnAside {
        name: String,
    },
    NoVpn,
    // The name.
    Named {
        name: String,
    },
    AndroidNames,
    MdnsPortTaken {
        cause: String,
    },
    NoMulticast {
        cause: String,
    },
    AnnouncementLost,
    NotAnnounced {
        cause: String,
    },
    AddressesWork,
}

/// An address of this computer, and the card that has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Place {
    /// The address.
    pub ip: IpAddr,
    /// The card, as the system calls it.
    pub card: String,
    /// What the card leads to.
    #[cfg_attr(test, ts(type = "import('./CardKind').CardKind"))]
    pub kind: CardKind,
}

impl Place {
    /// The place of one of the card's addresses.
    pub fn new(card: &Card, ip: IpAddr) -> Place {
        Place { ip, card: card.name.clone(), kind: card.kind }
    }
}

/// The kinds of networks that the firewall of Windows knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "their names are those of Windows")]
pub enum Profile {
    Domain,
    Private,
    Public,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            CardKind::Other => write!(f, "{} ({})", self.ip, self.card),
            kind => write!(f, "{} ({}, {})", self.ip, self.card, kind.words()),
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl fmt::Display for Finding {
    #[rustfmt::skip] // One line a sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use Finding::*;
        match self {
            NotOpen => write!(f, "The room is not open to the network."),
            Trouble { problem } => write!(f, "{}.", problem.message.trim_end_matches('.')),
            ThisComputerOnly { address } => write!(f, "The room listens on {address}: only this computer can reach that."),
            AddressGone { ip } => write!(f, "The room listens on {ip}, and this computer no longer has that address."),
            PortMissed { missed, port } => write!(f, "Port {missed} was taken: the room is on port {port}."),
            OldLinks => write!(f, "Links and QR codes with the old port no longer work."),
            Open { port } => write!(f, "The room is open on port {port}, at all addresses."),
            OpenV4 { port } => write!(f, "The room is open on port {port}, at all IPv4 addresses."),
            OpenV6 { port } => write!(f, "The room is open on port {port}, at all IPv6 addresses."),
            OpenAt { address } => write!(f, "The room is open on {address}, and nowhere else."),
            RoomElsewhere { port } => write!(f, "A room is open on port {port}."),
            ElsewhereForItself { port } => write!(f, "The room on port {port} listens for this computer alone: nobody else can reach it."),
            StrangerElsewhere { port } => write!(f, "Another program, which is not a room, listens on port {port}."),
            NothingElsewhere { port } => write!(f, "No room listens on port {port}."),
            AnswersAt { address } => write!(f, "The room answers at {address}."),
            FoundAt { at } => write!(f, "Guests on the same network find the room at {at}."),
            InContainer { at } => write!(f, "This is a container at {at}: guests reach it only if the computer around it passes its port on."),
            InWsl { at } => write!(f, "WSL is at {at}, in a network of its own: only this Windows computer reaches it there."),
            InVirtualMachine { at } => write!(f, "This virtual machine is at {at}, behind the address translation (NAT) of its host: other devices do not reach it there."),
            SharedAddress { at } => write!(f, "This computer is at {at}: an address that a provider shares among customers."),
            SharedAlone => write!(f, "With such an address, there are usually no other devices on the same network."),
            PublicAddress { at } => write!(f, "This computer is at {at}: a public address."),
            PublicNetworks => write!(f, "Networks with public addresses (of a campus or a company) often keep devices apart."),
            PublicV6 => write!(f, "It is a public address: without a room code, only the router keeps strangers on the internet out."),
            MobileOnly => write!(f, "This computer is on mobile data only, where no other device can reach it."),
            NoAddress { ip } => write!(f, "The network gave this computer no address; it took {ip} by itself."),
            InsideOnly => write!(f, "This computer is on no network that others are on, only on networks inside it or on a VPN."),
            NoNetwork => write!(f, "This computer is on no network."),
            AlsoAt { at } => write!(f, "It also has {at}."),
            NowhereToTry => write!(f, "There is no address at which the room could be tried."),
            Answers { addresses } => write!(f, "It answers requests from this computer at {}.", listed(addresses)),
            StrangerAt { address } => write!(f, "Another program answers at {address}."),
            NothingAt { address } => write!(f, "Nothing listens at {address}."),
            NoAnswerAt { address, seconds } => write!(f, "This computer itself gets no answer at {address} within {seconds} s."),
            FailedAt { address, cause } => write!(f, "This computer itself gets no answer at {address}: {cause}."),
            CameIn { address } => write!(f, "No firewall stops guests: {address} came in."),
            NoFirewallToInspect => write!(f, "Without a network there is no firewall to inspect."),
            AllOpen { port } => write!(f, "No firewall on this computer stops guests at port {port}."),
            LetsIn { firewall, port } => write!(f, "{firewall} lets guests in at port {port}."),
            LetsSomeIn { firewall, port } => write!(f, "{firewall} lets only some in at port {port}."),
            Blocks { firewall, port } => write!(f, "{firewall} blocks port {port}."),
            MayBlock { firewall, port } => write!(f, "{firewall} may block port {port}."),
            Off { firewall } => write!(f, "{firewall} is off."),
            RulesHidden { firewall } => write!(f, "{firewall} could not be inspected: only an administrator may see its rules."),
            ChainBlocks { chain, port } => write!(f, "nftables blocks port {port}, in its chain “{chain}”."),
            ChainMayBlock { chain, port } => write!(f, "nftables may block port {port}, in its chain “{chain}”."),
            LikelyBlocks { firewall, port } => write!(f, "{firewall} is on and likely blocks port {port}; its rules cannot be seen."),
            ServiceHidden { service } => write!(f, "A firewall is on ({service}), and only an administrator may see the kernel's firewall rules."),
            NoService => write!(f, "No firewall service is on; only an administrator may see the kernel's firewall rules."),
            KernelHidden => write!(f, "A firewall could not be inspected: only an administrator may see the kernel's firewall rules."),
            UnknownSystem => write!(f, "Flatchat cannot inspect this system's firewall."),
            WindowsUnread => write!(f, "Windows' firewall could not be inspected: PowerShell gives no information."),
            WindowsOpen { profile } => write!(f, "Windows' firewall lets everybody in on {profile} networks."),
            WindowsBlocks => write!(f, "Windows' firewall has a rule that blocks Flatchat."),
            WindowsLetsIn { profile } => write!(f, "Windows' firewall lets Flatchat in on {profile} networks."),
            WindowsHasNoRule { profile } => write!(f, "Windows' firewall has no rule that lets Flatchat in on {profile} networks."),
            MacUnread => write!(f, "macOS' firewall could not be inspected: its program gives no information."),
            MacOff => write!(f, "macOS' firewall is off."),
            MacBlocksAll => write!(f, "macOS' firewall blocks all incoming connections."),
            MacBlocks => write!(f, "macOS' firewall blocks Flatchat."),
            MacLetsIn => write!(f, "macOS' firewall lets Flatchat in."),
            MacDoesNotKnow => write!(f, "macOS' firewall is on, and does not know Flatchat yet."),
            VpnCarries { name } => write!(f, "A VPN ({name}) carries this computer's traffic."),
            VpnsKeepApart => write!(f, "Many VPNs keep a computer apart from its own network."),
            VpnAside { name } => write!(f, "A VPN ({name}) is on, but does not carry the traffic of the local network."),
            NoVpn => write!(f, "No VPN is in the way on this computer."),
            Named { name } => write!(f, "On the network, the room is {name}."),
            AndroidNames => write!(f, "Many Android phones cannot resolve such names. The QR code has an address for them."),
            MdnsPortTaken { cause } => write!(f, "The room has no name on the network: another program uses UDP port 5353 and does not share it ({cause})."),
            NoMulticast { cause } => write!(f, "The room has no name on the network, which does not accept multicast: {cause}."),
            AnnouncementLost => write!(f, "The room has no name on the network, which does not take the announcement."),
            NotAnnounced { cause } => write!(f, "The room has no name on the network: {cause}."),
            AddressesWork => write!(f, "Links with an address work without it; so does the QR code."),
        }
    }
}

fn listed(addresses: &[SocketAddr]) -> String {
    addresses.iter().map(SocketAddr::to_string).collect::<Vec<_>>().join(" and ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_crosses_as_its_code_and_its_values() {
        let at = Place { ip: "192.168.1.5".parse().unwrap(), card: "wlan0".to_owned(), kind: CardKind::WiFi };
        let crossed = serde_json::to_value(Finding::FoundAt { at }).unwrap();
        let expected = serde_json::json!({
            "code": "found_at", "at": {"ip": "192.168.1.5", "card": "wlan0", "kind": "wifi"},
        });
        assert_eq!(crossed, expected);
    }
}
