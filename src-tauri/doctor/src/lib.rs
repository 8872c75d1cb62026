//! The join doctor: why guests cannot join, in words, and how to mend it.
//!
//! It follows a guest's first packet from the program outward. What can be known is gathered first, in parallel and bounded in time;
//! judging it is done by pure functions, one file for each step.
//!
//! | file | what |
//! |---|---|
//! | [`check`] | what the doctor says |
//! | `listening` | the server listens, where, on which port |
//! | `network` | which of this computer's addresses guests can use |
//! | `probe` | the server answers there |
//! | `firewall` | what each kind of firewall does to a guest's first packet |
//! | `local_name` | the name that guests may type |
//! | `vpn` | whether a VPN keeps this computer apart |
//!
//! The server knows which guests got in ([`Arrival`]): proof that beats all guessing. Guests never see
//! any of this.

pub mod check;
mod firewall;
mod listening;
mod local_name;
mod network;
mod probe;
mod vpn;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use flatchat_core::lan::{Announcement, Card, Routes, cards};
use flatchat_core::server::Arrival;

pub use check::{Check, Diagnosis, Remedy, Step, Verdict};
pub use listening::Listening;

/// Looks for what keeps guests out of the room that listens as `listening` says and is announced as `announcement` says.
/// `arrivals` are those who got in so far.
pub async fn examine(listening: &Listening, announcement: &Announcement, arrivals: &[Arrival]) -> Diagnosis {
    let (cards, routes) = (cards(), Routes::now());
    let server = examine_server(listening, &cards);
    let firewall = examine_firewall(listening, &cards, &routes, arrivals);
    let (mut checks, firewall) = tokio::join!(server, firewall);
    let after_server = checks.len().min(1);
    checks.insert(after_server, network::check(&cards, &routes));
    checks.extend(firewall);
    checks.push(vpn::check(&cards, &routes));
    checks.extend(local_name::check(announcement));
    Diagnosis { checks }
}

/// That it listens, and that it answers.
async fn examine_server(listening: &Listening, cards: &[Card]) -> Vec<Check> {
    let ips: Vec<IpAddr> = cards.iter().flat_map(|card| card.addresses.iter().map(|one| one.ip)).collect();
    let asked: Vec<IpAddr> = listening.reachable_at(&ips).into_iter().filter(is_askable).collect();
    let Some(port) = listening.port() else { return listening::check(listening, &ips).into_iter().collect() };
    let answers = probe::ask_all(&asked, port).await;
    match listening::check(listening, &ips) {
        Some(check) => vec![check, probe::check(&answers)],
        None => {
            let home = probe::ask_all(&[Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()], port).await;
            vec![probe::check_elsewhere(port, probe::best(&home), &answers)]
        }
    }
}

/// Link-local IPv6 addresses cannot be asked without saying by which card.
fn is_askable(ip: &IpAddr) -> bool {
    match ip {
        IpAddr::V4(_) => true,
        IpAddr::V6(ip) => !ip.is_unicast_link_local(),
    }
}

/// `None` where nothing listens: then no firewall matters.
async fn examine_firewall(
    listening: &Listening,
    cards: &[Card],
    routes: &Routes,
    arrivals: &[Arrival],
) -> Option<Check> {
    let port = listening.port()?;
    let looks = match network::best(cards, routes) {
        Some((card, address)) => {
            firewall::look(card, address, port, std::env::current_exe().ok().as_deref()).await
        }
        None => Vec::new(),
    };
    Some(firewall::check(&looks, port, arrivals))
}
