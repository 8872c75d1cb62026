//! How other computers on the network find this one, and the invitation to a room on it.
//!
//! | file | what |
//! |---|---|
//! | `bound` | where the room's sockets are bound |
//! | `cards`, `kind` | this computer's network cards; the kind of network that each leads to |
//! | `adapter` | what Windows knows of such a card |
//! | `routes`, `scope` | the card on which traffic to the internet leaves; how far an address is valid |
//! | `addresses` | this computer's addresses, ranked |
//! | `host_file` | the names that the system's file of hosts gives this computer |
//! | `via` | the way by which an address leads here |
//! | `announce` | announcing the room on the network |
//! | `nearby` | rooms that other computers announce |
//! | `watch` | keeping the links and the announcement true while addresses change |
//! | `qr` | a link as a picture |

// Its decisions are tested everywhere.
#[cfg(any(windows, test))]
mod adapter;
mod addresses;
mod announce;
mod bound;
mod cards;
mod host_file;
mod kind;
mod nearby;
mod qr;
mod routes;
mod scope;
mod via;
mod watch;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use serde::Serialize;

pub use addresses::{LanAddress, RankedAddress, addresses, host_name, rank};
pub use announce::AnnounceError;
pub use bound::Bound;
pub use cards::{Card, CardAddress, cards};
pub use kind::CardKind;
pub use nearby::{Nearby, NearbyRoom};
pub use qr::{Qr, half_blocks};
pub use routes::Routes;
pub use scope::Scope;
pub use via::Via;
pub use watch::{Announcement, Lan};

/// One address of the room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Link {
    /// What to open; carries the code, if the room has one.
    pub url: String,
    /// The way by which it leads to the room.
    pub via: Via,
    /// The same as a QR code.
    pub qr: Qr,
}

/// How guests get in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Invite {
    /// Best first.
    pub links: Vec<Link>,
    /// The code that guests need to join.
    pub code: Option<String>,
}

/// The invitation to a room that listens on `bound`, and is announced under a name.
fn invite(bound: Bound, local_name: Option<&str>, code: Option<&str>) -> Invite {
    let links = places(bound, local_name).into_iter().filter_map(|(host, via)| {
        let url = link_url(&host, code);
        Some(Link { qr: Qr::of(&url)?, url, via })
    });
    Invite { links: links.collect(), code: code.map(str::to_owned) }
}

/// The same as bare addresses, best first.
fn origins(bound: Bound, local_name: Option<&str>) -> Vec<String> {
    places(bound, local_name).into_iter().map(|(host, _)| link_url(&host, None)).collect()
}

/// Hosts with ports, and the ways by which they lead here. A name comes last: not every phone
/// resolves such names.
fn places(bound: Bound, local_name: Option<&str>) -> Vec<(String, Via)> {
    let addresses = reachable(bound).into_iter();
    let addresses = addresses.map(|(ip, via)| (SocketAddr::new(ip, bound.port()).to_string(), via));
    let name = local_name.map(|name| (format!("{name}:{}", bound.port()), Via::Name));
    addresses.chain(name).collect()
}

/// The addresses at which the room can be reached.
fn reachable(bound: Bound) -> Vec<(IpAddr, Via)> {
    let found = covered(bound, addresses);
    if !found.is_empty() {
        return found;
    }
    // Without a network the room is still open to this computer's own browsers.
    let homes = [IpAddr::from(Ipv4Addr::LOCALHOST), Ipv6Addr::LOCALHOST.into()];
    let home = homes.into_iter().find(|home| bound.covers(*home));
    home.map(|ip| (ip, Via::ThisComputer)).into_iter().collect()
}

/// The addresses to announce on the network. There are none if only this computer could come.
fn announced(bound: Bound) -> Vec<IpAddr> {
    let found = covered(bound, addresses::announced).into_iter();
    found.map(|(ip, _)| ip).filter(|ip| !ip.is_loopback()).collect()
}

/// The one address that is bound, or those that `all` lists and the sockets cover.
fn covered(bound: Bound, all: impl Fn() -> Vec<LanAddress>) -> Vec<(IpAddr, Via)> {
    let ip = bound.ip();
    if !ip.is_unspecified() {
        return vec![(ip, Via::of(ip))];
    }
    let found = all().into_iter().filter(|address| bound.covers(address.ip));
    found.map(|address| (address.ip, Via::Card(address.card))).collect()
}

/// The code is in the fragment, which browsers do not send: so it is in no log and in no referrer.
fn link_url(address: &str, code: Option<&str>) -> String {
    match code {
        None => format!("http://{address}/"),
        Some(code) => format!(
            "http://{address}/#code={}",
            percent_encoding::utf8_percent_encode(code, percent_encoding::NON_ALPHANUMERIC)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(address: &str) -> Bound {
        Bound::from(address.parse::<SocketAddr>().unwrap())
    }

    #[test]
    fn a_room_on_one_address_invites_to_that_address() {
        let invite = invite(bound("127.0.0.1:8765"), None, Some("a b&c"));
        assert_eq!(invite.links.len(), 1);
        assert_eq!(invite.links[0].url, "http://127.0.0.1:8765/#code=a%20b%26c");
        assert_eq!(invite.links[0].via, Via::ThisComputer);
    }

    #[test]
    fn an_invitation_is_never_empty() {
        for all in ["0.0.0.0:1", "[::]:1"] {
            assert!(!invite(bound(all), None, None).links.is_empty(), "{all}");
        }
    }

    #[test]
    fn a_link_has_an_ipv6_address_in_brackets() {
        let invite = invite(bound("[fd00::1]:8765"), None, Some("soup"));
        assert_eq!(invite.links[0].url, "http://[fd00::1]:8765/#code=soup");
    }

    #[test]
    fn a_name_is_the_last_link() {
        let origins = origins(bound("127.0.0.1:8765"), Some("flatchat.local"));
        assert_eq!(origins, ["http://127.0.0.1:8765/", "http://flatchat.local:8765/"]);
        let invite = invite(bound("127.0.0.1:8765"), Some("flatchat.local"), None);
        let ways = invite.links.into_iter().map(|link| link.via);
        assert_eq!(ways.collect::<Vec<_>>(), [Via::ThisComputer, Via::Name]);
    }
}
