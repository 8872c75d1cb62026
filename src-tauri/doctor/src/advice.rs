//! What the doctor advises, as a code: the page words each code in its own language, and terminals
//! get the English words.

use std::fmt;

use serde::Serialize;

/// What to do. If a command does it, the command follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "code", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the English words, below, say what the variants mean")]
pub enum Advice {
    ChoosePortOrAddress,
    OpenToAll {
        port: u16,
    },
    ShareAgain,
    PublishPort {
        port: u16,
    },
    MirrorWsl,
    BridgeMachine,
    OneRouter,
    GiveCode,
    JoinNetwork,
    Reconnect,
    FirewallFirst,
    ChoosePort,
    ReopenRoom,
    PauseVpn,
    AllowMdns,
    // Linux.
    LetIn,
    LetInUntilRestart,
    KeepRule,
    SeeUfw,
    SeeRules,
    // Windows.
    WindowsUnblock,
    WindowsPrivate,
    WindowsAllow,
    // macOS.
    MacStopBlocking,
    MacLetIn,
    MacAllow,
    MacAllowByCommand,
    // For a server in another program, which only `flatchat-server doctor` searches for.
    #[serde(skip)]
    ListenOnAll,
    #[serde(skip)]
    GivePort,
    #[serde(skip)]
    StartOrGivePort,
}

impl fmt::Display for Advice {
    #[rustfmt::skip] // One line a sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use Advice::*;
        match self {
            ChoosePortOrAddress => write!(f, "Choose another port or address in the settings."),
            OpenToAll { port } => write!(
                f,
                "Let everyone on your networks reach it: in the app's settings, or with --listen 0.0.0.0:{port} for \
                 flatchat-server. FLATCHAT_LISTEN, if it is set, wins over both."
            ),
            ShareAgain => write!(f, "Share the invitation again: it has the new port."),
            PublishPort { port } => write!(f, "Start the container with -p {port}:{port}, or with --network host."),
            MirrorWsl => write!(f, "In Windows, write networkingMode=mirrored below [wsl2] in the file .wslconfig of your user folder, and restart WSL: wsl --shutdown."),
            BridgeMachine => write!(f, "In the settings of the virtual machine, make its network adapter a bridged one."),
            OneRouter => write!(f, "Connect this computer and the guests' devices to one Wi-Fi router, or to one phone's hotspot."),
            GiveCode => write!(f, "Give the room a code: people on the internet who know the address may be able to reach it."),
            JoinNetwork => write!(f, "Connect it to the Wi-Fi or the switch that the guests' devices are on; a phone's hotspot works, too."),
            Reconnect => write!(f, "Disconnect from the network and connect again; if that does not help, restart the router."),
            FirewallFirst => write!(f, "If a firewall below blocks the room, change that first, and check again."),
            ChoosePort => write!(f, "Choose another port in the settings."),
            ReopenRoom => write!(f, "Close the room and open it again."),
            PauseVpn => write!(f, "If guests cannot join, pause the VPN, or allow access to the local network in its settings."),
            AllowMdns => write!(f, "Let multicast DNS (UDP port 5353) through this computer's firewall."),
            LetIn => write!(f, "In a terminal, let guests in:"),
            LetInUntilRestart => write!(f, "In a terminal, let guests in until the next restart:"),
            KeepRule => write!(f, "To keep it, add the same rule to /etc/nftables.conf."),
            SeeUfw => write!(f, "Or first see what it lets in:"),
            SeeRules => write!(f, "See them in a terminal:"),
            WindowsUnblock => write!(f, "As an administrator, in PowerShell, take the rule away and let Flatchat in:"),
            WindowsPrivate => write!(f, "If this is your own network, tell Windows so (as an administrator, in PowerShell):"),
            WindowsAllow => write!(f, "As an administrator, in PowerShell, let Flatchat in:"),
            MacStopBlocking => write!(f, "Let programs take connections again:"),
            MacLetIn => write!(f, "Let Flatchat in:"),
            MacAllow => write!(f, "If macOS asks whether Flatchat may take connections, choose Allow."),
            MacAllowByCommand => write!(f, "Or let Flatchat in by a command:"),
            ListenOnAll => write!(f, "Let it listen on all addresses:"),
            GivePort => write!(f, "Give the room's port with --port."),
            StartOrGivePort => write!(f, "Start the room, or give its port with --port."),
        }
    }
}
