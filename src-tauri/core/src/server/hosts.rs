//! The names and addresses that this room answers to.
//!
//! A page on another site whose name was rebound to our address (DNS rebinding) runs in a guest's
//! browser and sends its own name in `Host`. It must get nothing. Such an attacker controls a name
//! in the public DNS, so a name is only accepted if nobody outside can make it lead here:
//!
//! | name | why nobody outside can rebind it |
//! |---|---|
//! | an address | it needs no look-up |
//! | `localhost`, `chat.localhost` | systems resolve them themselves, and no public DNS has them (RFC 6761) |
//! | `localhost.localdomain`, `ip6-localhost`, … | systems list them as names of loopback, see [`LOOPBACK_NAMES`] |
//! | `NAME`, this computer's name without a dot | the public DNS has only names with a dot |
//! | `NAME.local`, `NAME-2.local` | it is resolved by multicast on the local network alone (RFC 6762); Avahi and others give the second form to a computer whose name is taken |
//! | `NAME.lan`, `NAME.home.arpa`, … | strangers can own no name with these endings in the public DNS, see [`PRIVATE_ENDINGS`] |
//! | the system's whole host name, such as `pc.example.org` | the owner of this computer chose this name |
//! | names beside `NAME` in the system's file of hosts, for an address of this computer | the owner of this computer wrote them |
//! | the names that the host adds | the host vouches for them |
//!
//! A `NAME` beyond ASCII is compared by IDNA (UTS #46): browsers ask for `büro-pc` as
//! `xn--bro-pc-…`.
//!
//! `NAME.example.org` is otherwise never accepted merely because this computer is called `NAME`:
//! anybody can own such a name.

use std::net::IpAddr;
use std::sync::{Arc, PoisonError, RwLock};

use crate::host_name::HostName;
use crate::lan::{self, Lan};

/// Endings that routers and systems give to names in local networks. `home.arpa` (RFC 8375),
/// `internal`, `local`, `localhost` and `test` (RFC 6761) are reserved. RFC 6762, appendix G, lists
/// `corp`, `home`, `intranet`, `lan` and `private` as in private use, and none of them has been
/// delegated. The same is true for `localdomain`, and for the `ip` of `speedport.ip`. Only
/// `fritz.box` and `mshome.net` are in the public DNS. They belong to the makers of what answers
/// for them in a local network: a router, and Windows where it shares its connection.
const PRIVATE_ENDINGS: [&str; 14] = [
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
    "mshome.net",
    "private",
    "speedport.ip",
    "test",
];

/// Names that systems list for loopback in their files of hosts. Those with a dot end with domains
/// that do not exist in the public DNS.
const LOOPBACK_NAMES: [&str; 8] = [
    "ip6-localhost",
    "ip6-loopback",
    "localhost",
    "localhost.localdomain",
    "localhost4",
    "localhost4.localdomain4",
    "localhost6",
    "localhost6.localdomain6",
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
        let local = local.to_canonical();
        // Programs print `0.0.0.0` and `::` when they listen on all addresses. A browser that opens
        // one of them comes to loopback.
        let is_all = ip.is_unspecified() && local.is_loopback();
        ip == local || ip.is_loopback() || is_all || self.lan.had_address(ip)
    }

    fn is_our_name(&self, name: &str) -> bool {
        is_loopback_name(name)
            || lan::host_name().is_some_and(|own| is_own(name, &own))
            || self.lan.had_name(name)
            || self.lan.announcement().name.as_deref() == Some(name)
    }
}

fn is_loopback_name(name: &str) -> bool {
    name.ends_with(".localhost") || LOOPBACK_NAMES.contains(&name)
}

/// Whether `name`, as a browser sends it, is a name of the computer that its system calls `own`.
/// Both are in lower case.
///
/// They are compared in Unicode: there the number of `büro-pc-2` stands behind the name, as it does
/// not in `xn--bro-pc-2-…`.
fn is_own(name: &str, own: &str) -> bool {
    // A malformed `xn--` name could equal a name that it is not.
    let (name, Ok(())) = idna::domain_to_unicode(name) else { return false };
    match idna::domain_to_unicode(own) {
        (own, Ok(())) => is_same_computer(&name, &own),
        // IDNA knows only one form of such a name.
        (_, Err(_)) => is_same_computer(&name, own),
    }
}

fn is_same_computer(name: &str, own: &str) -> bool {
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
        for host in [
            "evil.example:8765",
            "localhost.evil.example",
            "evillocalhost",
            "localhost.localdomain.evil",
            "198.51.100.9",
            "",
            "sub.chat.example",
        ] {
            assert!(!allows(host), "{host}");
        }
    }

    #[test]
    fn the_address_of_all_addresses_leads_here_from_this_computer_alone() {
        let hosts = Hosts::new(AllowedHosts::default(), Lan::default());
        for (host, local, allowed) in [
            ("0.0.0.0", "127.0.0.1", true),
            ("0.0.0.0", "::ffff:127.0.0.1", true),
            ("[::]", "::1", true),
            ("[::ffff:0.0.0.0]", "127.0.0.1", true),
            ("0.0.0.0", "192.0.2.7", false),
            ("[::]", "2001:db8::7", false),
        ] {
            let asked = HostName::new(host).unwrap();
            assert_eq!(hosts.allow(&asked, local.parse().unwrap()), allowed, "{host} {local}");
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
            "chat.localhost:8765",
            "a.b.LocalHost.",
            "localhost.localdomain",
            "ip6-localhost:8765",
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
            "raspberrypi.mshome.net",
            "raspberrypi.upstairs.lan",
        ] {
            assert!(own(name), "{name}");
        }
        for name in [
            "raspberrypi.example",
            "raspberrypi.com",
            "raspberrypi.lan.example.com",
            "raspberrypi.box",
            "raspberrypi.net",
            "raspberrypi.evilmshome.net",
            "raspberrypi.mshome.net.example",
            "evil.mshome.net",
            "mshome.net",
            "xn--raspberrypi-",
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
    fn a_computers_name_beyond_ascii_is_asked_for_as_browsers_write_it() {
        for (own, asked) in [
            ("münchen-pc", "xn--mnchen-pc-q9a"),
            ("münchen-pc", "xn--mnchen-pc-q9a.local"),
            ("münchen-pc", "xn--mnchen-pc-q9a.mshome.net"),
            ("münchen-pc", "xn--mnchen-pc-2-thb.local"),
            ("mu\u{308}nchen-pc", "xn--mnchen-pc-q9a"),
            ("büro.example.org", "xn--bro-hoa.example.org"),
            ("パソコン", "xn--tckta3d4g"),
            ("my_pc", "my_pc.lan"),
        ] {
            assert!(is_own(asked, own), "{own} {asked}");
        }
        for asked in
            ["mnchen-pc", "munchen-pc", "xn--mnchen-pc-q9a.example", "xn--bro-hoa", "xn--mnchen-pc-q9ax"]
        {
            assert!(!is_own(asked, "münchen-pc"), "{asked}");
        }
    }

    /// In the attack, a name that decodes to this computer's, but that no browser would make of it,
    /// is registered by somebody else.
    #[test]
    fn a_malformed_name_beyond_ascii_is_not_this_computers() {
        for asked in ["xn--raspberrypi-", "xn--raspberrypi", "xn--", "xn--a\u{e4}"] {
            assert!(!is_own(asked, "raspberrypi"), "{asked}");
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
