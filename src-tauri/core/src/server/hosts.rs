//! The names and addresses that this room answers to.
//!
//! A page on another site whose name was rebound to our address (DNS rebinding) runs in a guest's
//! browser and sends its own name in `Host`. It must get nothing. Such an attacker controls a name
//! in the public DNS, so a name is only accepted if nobody outside can make it lead here:
//!
//! | name | why nobody outside can rebind it |
//! |---|---|
//! | an address | it needs no look-up |
//! | `localhost` | systems resolve it themselves (RFC 6761) |
//! | `NAME`, this computer's name without a dot | the public DNS has only names with a dot |
//! | `NAME.local`, `NAME-2.local` | it is resolved by multicast on the local network alone (RFC 6762); Avahi and others give the second form to a computer whose name is taken |
//! | `NAME.lan`, `NAME.home.arpa`, … | these endings do not exist in the public DNS, see [`PRIVATE_ENDINGS`] |
//! | the system's whole host name, such as `pc.example.org` | the owner of this computer chose this name |
//! | the names that the host adds | the host vouches for them |
//!
//! `NAME.example.org` is never accepted merely because this computer is called `NAME`: anybody can
//! own such a name.

use std::net::IpAddr;
use std::sync::{Arc, PoisonError, RwLock};

use crate::host_name::HostName;
use crate::lan::{self, Lan};

/// Endings that routers and systems give to names in local networks. `home.arpa` (RFC 8375),
/// `internal`, `local`, `localhost` and `test` (RFC 6761) are reserved. RFC 6762, appendix G, lists
/// `corp`, `home`, `intranet`, `lan` and `private` as in private use, and none of them has been
/// delegated. The same is true for `localdomain`, and for the `ip` of `speedport.ip`. Only
/// `fritz.box` is in the public DNS: it belongs to the maker of the routers that answer for it.
const PRIVATE_ENDINGS: [&str; 13] = [
    "corp",
    "fritz.box",
    "home",
    "home.arpa",
    "internal",
    "intranet",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "private",
    "speedport.ip",
    "test",
];

/// Names besides this computer's own under which the host allows the room to be opened. All clones
/// share one list.
#[derive(Clone, Debug, Default)]
pub struct AllowedHosts(Arc<RwLock<Vec<HostName>>>);

impl AllowedHosts {
    /// Creates the list from these names.
    pub fn new(names: Vec<HostName>) -> AllowedHosts {
        AllowedHosts(Arc::new(RwLock::new(names)))
    }

    /// Replaces the list with these names.
    pub fn set(&self, names: Vec<HostName>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = names;
    }

    fn has(&self, host: &HostName) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).contains(host)
    }
}

/// The names and addresses that this room answers to.
#[derive(Clone, Debug)]
pub(super) struct Hosts {
    allowed: AllowedHosts,
    lan: Lan,
}

impl Hosts {
    pub(super) fn new(allowed: AllowedHosts, lan: Lan) -> Hosts {
        Hosts { allowed, lan }
    }

    /// Whether a connection to our address `local` may ask for `host`.
    pub(super) fn allow(&self, host: &HostName, local: IpAddr) -> bool {
        self.allowed.has(host) || self.is_ours(host, local)
    }

    /// Checks the cheap comparisons first, because strangers may ask as often as they like.
    fn is_ours(&self, host: &HostName, local: IpAddr) -> bool {
        host.ip().is_some_and(|ip| self.is_our_address(ip, local))
            || host.name().is_some_and(|name| self.is_our_name(name))
    }

    fn is_our_address(&self, ip: IpAddr, local: IpAddr) -> bool {
        ip == local.to_canonical() || ip.is_loopback() || self.lan.had_address(ip)
    }

    fn is_our_name(&self, name: &str) -> bool {
        name == "localhost"
            || lan::host_name().is_some_and(|own| is_own(name, &own))
            || self.lan.announcement().name.as_deref() == Some(name)
    }
}

/// Whether `name` is a name of the computer that its system calls `own`. Both are in lower case.
fn is_own(name: &str, own: &str) -> bool {
    let label = own.split('.').next().unwrap_or(own);
    let first = match name.split_once('.') {
        Some((first, ending)) if is_private(ending) => first,
        Some(_) => return name == own,
        None => name,
    };
    first == label || first.strip_prefix(label).is_some_and(is_number_behind)
}

/// Whether `ending` is private, or lies below a private ending, as `upstairs.lan` does.
fn is_private(ending: &str) -> bool {
    PRIVATE_ENDINGS
        .iter()
        .any(|one| ending.strip_suffix(one).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

/// Whether this is a number such as `-2`, which a computer's name gets when another computer
/// already has the name.
fn is_number_behind(rest: &str) -> bool {
    let digits = rest.strip_prefix('-').unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::authority::Authority;
    use super::*;

    fn allows(host: &str) -> bool {
        let added = ["Chat.Example.", "2001:db8::1"].map(|name| HostName::new(name).unwrap());
        let hosts = Hosts::new(AllowedHosts::new(added.into()), Lan::default());
        Authority::parse(host).is_some_and(|one| hosts.allow(&one.host, "192.0.2.7".parse().unwrap()))
    }

    #[test]
    fn a_rebound_name_is_refused() {
        for host in ["evil.example:8765", "localhost.evil.example", "198.51.100.9", "", "sub.chat.example"] {
            assert!(!allows(host), "{host}");
        }
    }

    #[test]
    fn our_own_names_are_allowed() {
        let own = lan::host_name().unwrap();
        let label = own.split('.').next().unwrap();
        let named =
            [own.clone(), format!("{label}:8765"), format!("{label}.local"), format!("{label}-2.local")];
        let fixed = [
            "192.0.2.7:8765",
            "localhost:1",
            "LOCALHOST",
            "127.0.0.1",
            "127.9.9.9",
            "[::1]:80",
            "chat.example:9",
            "[2001:DB8::1]:80",
        ];
        for host in fixed.into_iter().chain(named.iter().map(String::as_str)) {
            assert!(allows(host), "{host}");
        }
    }

    /// In the attack, requests had a foreign address in Host, and each made the system list all its
    /// interfaces.
    #[test]
    fn a_foreign_host_causes_no_look_at_the_interfaces() {
        let hosts = Hosts::new(AllowedHosts::default(), Lan::default());
        let time = |work: &dyn Fn()| {
            let started = std::time::Instant::now();
            (0..200).for_each(|_| work());
            started.elapsed()
        };
        let foreign = ["198.51.100.9", "evil.example"].map(|name| HostName::parse(name).unwrap());
        let local = "192.0.2.7".parse().unwrap();
        let checks = time(&|| assert!(!foreign.iter().any(|host| hosts.allow(host, local))));
        let scans = time(&|| assert!(!lan::addresses().iter().any(|one| one.ip == local)));
        assert!(checks < scans / 4, "200 checks take {checks:?}, 200 scans {scans:?}");
    }

    #[test]
    fn this_computers_names_are_those_that_nobody_outside_can_rebind() {
        let own = |name| is_own(name, "raspberrypi");
        for name in [
            "raspberrypi",
            "raspberrypi-2",
            "raspberrypi.local",
            "raspberrypi-2.local",
            "raspberrypi-17.local",
            "raspberrypi.lan",
            "raspberrypi.home",
            "raspberrypi.home.arpa",
            "raspberrypi.fritz.box",
            "raspberrypi.internal",
            "raspberrypi.localdomain",
            "raspberrypi.localhost",
            "raspberrypi.upstairs.lan",
        ] {
            assert!(own(name), "{name}");
        }
        for name in [
            "raspberrypi.example",
            "raspberrypi.com",
            "raspberrypi.lan.example.com",
            "raspberrypi.box",
            "raspberrypi.evilfritz.box",
            "raspberrypi.notlocal",
            "raspberrypi.arpa",
            "raspberrypi-.local",
            "raspberrypi-2a.local",
            "raspberrypi2.local",
            "evil-raspberrypi.local",
            "evil.local",
            "evil",
            "lan",
        ] {
            assert!(!own(name), "{name}");
        }
    }

    #[test]
    fn a_computer_with_a_whole_name_answers_to_it_and_to_no_neighbours() {
        let own = |name| is_own(name, "pc.example.org");
        assert!(own("pc.example.org") && own("pc") && own("pc.local"));
        assert!(!own("pc.example.com") && !own("example.org") && !own("pc.sub.example.org"));
    }

    #[test]
    fn the_hosts_additions_change_while_the_room_is_open() {
        let allowed = AllowedHosts::default();
        let hosts = Hosts::new(allowed.clone(), Lan::default());
        let asks = |name: &str| hosts.allow(&HostName::parse(name).unwrap(), "192.0.2.7".parse().unwrap());
        assert!(!asks("chat.example"));
        allowed.set(vec![HostName::new("chat.example").unwrap()]);
        assert!(asks("chat.example"));
        allowed.set(Vec::new());
        assert!(!asks("chat.example"));
    }
}
