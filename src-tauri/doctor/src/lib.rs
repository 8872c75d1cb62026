//! The join doctor: why guests cannot join a room on this computer, and how to mend it.
//!
//! It follows a guest's first packet from the program outward. The facts are gathered first, in
//! parallel and with time limits. Pure functions then judge the facts; each step has a file.
//!
//! | file | what |
//! |---|---|
//! | [`check`] | the diagnosis |
//! | `finding`, `advice` | what it says: codes with values, and the English words for terminals |
//! | `listening` | whether the server listens, where, and on which port |
//! | `enclosure` | whether this computer runs inside another that keeps guests apart |
//! | `network` | which of this computer's addresses guests can use |
//! | `probe` | whether the server answers at these addresses |
//! | `firewall` | what each kind of firewall does with a guest's first packet |
//! | `local_name` | the name that guests may type |
//! | `vpn` | whether a VPN cuts this computer off from its neighbours |
//!
//! The server knows which guests got in ([`Arrival`]): proof that beats all guessing. Guests never
//! see any of this.

mod advice;
pub mod check;
mod enclosure;
mod finding;
mod firewall;
mod listening;
mod local_name;
mod network;
mod probe;
mod vpn;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use flatchat_core::lan::{Announcement, Card, Routes, cards};
use flatchat_core::server::{Arrival, DEFAULT_PORT};

pub use advice::Advice;
use enclosure::Traces;

pub use check::{Check, Diagnosis, Remedy, Step, Verdict};
pub use finding::{Finding, Place, Profile};
pub use listening::Listening;

/// Finds out what keeps guests out of a room that listens as `listening` says and is announced as
/// `announcement` says. `arrivals` are the guests who got in so far.
pub async fn examine(listening: &Listening, announcement: &Announcement, arrivals: &[Arrival]) -> Diagnosis {
    let (cards, routes) = (cards(), Routes::now());
    let server = examine_server(listening, &cards);
    let firewall = examine_firewall(listening, &cards, &routes, arrivals);
    let (mut checks, firewall) = tokio::join!(server, firewall);
    let port = listening.port().unwrap_or(DEFAULT_PORT);
    let after_server = checks.len().min(1);
    checks.insert(after_server, network::check(&cards, &routes, &Traces::read(), port));
    checks.extend(firewall);
    checks.push(vpn::check(&cards, &routes));
    checks.extend(local_name::check(announcement));
    Diagnosis { checks }
}

/// Checks that the server listens, and that it answers.
async fn examine_server(listening: &Listening, cards: &[Card]) -> Vec<Check> {
    let ips: Vec<IpAddr> = cards.iter().flat_map(|card| card.addresses.iter().map(|one| one.ip)).collect();
    let probed: Vec<IpAddr> = listening.reachable_at(&ips).into_iter().filter(can_be_probed).collect();
    let Some(port) = listening.port() else { return listening::check(listening, &ips).into_iter().collect() };
    let answers = probe::probe_all(&probed, port).await;
    match listening::check(listening, &ips) {
        Some(check) => vec![check, probe::check(&answers)],
        None => {
            let home =
                probe::probe_all(&[Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()], port).await;
            vec![probe::check_elsewhere(port, probe::best(&home), &answers)]
        }
    }
}

/// Whether a request can be sent to this address. A link-local IPv6 address needs the name of the
/// card, too.
fn can_be_probed(ip: &IpAddr) -> bool {
    match ip {
        IpAddr::V4(_) => true,
        IpAddr::V6(ip) => !ip.is_unicast_link_local(),
    }
}

/// `None` if nothing listens: then the firewalls do not matter.
async fn examine_firewall(
    listening: &Listening,
    cards: &[Card],
    routes: &Routes,
    arrivals: &[Arrival],
) -> Option<Check> {
    let port = listening.port()?;
    let firewalls = match network::best(cards, routes) {
        Some((card, address)) => {
            firewall::inspect(card, address, port, std::env::current_exe().ok().as_deref()).await
        }
        None => Vec::new(),
    };
    Some(firewall::check(&firewalls, port, arrivals))
}
