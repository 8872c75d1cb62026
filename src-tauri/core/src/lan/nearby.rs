//! Rooms nearby: what other Flatchats on the network announce. The network is asked only while a
//! [`Nearby`] exists.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};

use mdns_sd::{IfKind, Receiver, ResolvedService, ScopedIp, ServiceDaemon, ServiceEvent};
use serde::Serialize;

use super::announce::ROOM_SERVICE;
use super::scope::Scope;

/// How many rooms are listed at most: a single computer could announce any number.
const MAX_ROOMS: usize = 100;

/// The longest title that is shown, in characters: an announcement can contain anything.
const MAX_TITLE_CHARS: usize = 64;

/// Somebody else's room on this network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct NearbyRoom {
    /// Its title.
    pub title: String,
    /// The name under which it is announced, such as `flatchat.local`.
    pub host: String,
    /// Where it can be opened, best first.
    pub links: Vec<String>,
    /// Whether joining takes a code.
    pub code_required: bool,
}

/// A search for rooms. It ends when this is dropped.
pub struct Nearby {
    daemon: ServiceDaemon,
    events: Receiver<ServiceEvent>,
    /// By the full names of their services.
    rooms: BTreeMap<String, NearbyRoom>,
    /// The id of our own room.
    own: String,
}

impl Nearby {
    /// Begins to search. `own` is the [`id`](super::Lan::id) of the room to leave out.
    ///
    /// # Errors
    /// When this computer cannot speak multicast DNS.
    pub fn search(own: &str) -> Result<Nearby, mdns_sd::Error> {
        let daemon = ServiceDaemon::new()?;
        daemon.disable_interface(vec![IfKind::LoopbackV4, IfKind::LoopbackV6])?;
        let events = daemon.browse(ROOM_SERVICE)?;
        Ok(Nearby { daemon, events, rooms: BTreeMap::new(), own: own.to_owned() })
    }

    /// Waits for a change, and gives all rooms that are known then. `None`: the search has ended.
    pub async fn next(&mut self) -> Option<Vec<NearbyRoom>> {
        loop {
            let changed = match self.events.recv_async().await.ok()? {
                ServiceEvent::ServiceResolved(service) => self.take(&service),
                ServiceEvent::ServiceRemoved(_, name) => self.rooms.remove(&name).is_some(),
                _ => false,
            };
            if changed {
                return Some(self.rooms.values().cloned().collect());
            }
        }
    }

    fn take(&mut self, service: &ResolvedService) -> bool {
        if service.get_property_val_str("id") == Some(&self.own) || self.rooms.len() >= MAX_ROOMS {
            return false;
        }
        let Some(room) = room(service) else { return false };
        let before = self.rooms.insert(service.get_fullname().to_owned(), room.clone());
        before != Some(room)
    }
}

impl Drop for Nearby {
    fn drop(&mut self) {
        // This fails only if the daemon has ended already.
        let _ = self.daemon.shutdown();
    }
}

fn room(service: &ResolvedService) -> Option<NearbyRoom> {
    let announced = service.get_property_val_str("title").unwrap_or_default();
    let title: String = announced.chars().filter(|c| !c.is_control()).take(MAX_TITLE_CHARS).collect();
    let host = service.get_hostname().trim_end_matches('.').to_lowercase();
    let mut addresses: Vec<IpAddr> = service.get_addresses().iter().map(ScopedIp::to_ip_addr).collect();
    addresses.retain(|address| super::addresses::is_reachable(*address));
    let is = |scope: Scope, ip: &IpAddr| Scope::of(*ip) == scope;
    addresses.sort_by_key(|ip| (is(Scope::Link, ip), Reverse((ip.is_ipv4(), is(Scope::Private, ip))), *ip));
    let port = service.get_port();
    let by_address = addresses.iter().map(|address| SocketAddr::new(*address, port).to_string());
    let links =
        by_address.chain([format!("{host}:{port}")]).map(|place| format!("http://{place}/")).collect();
    let title = if title.trim().is_empty() { host.clone() } else { title };
    let code_required = service.get_property_val_str("code") == Some("required");
    is_name(&host).then_some(NearbyRoom { title, host, links, code_required })
}

/// Whether this is a host name as Flatchat makes them. Anything else could lead a link elsewhere.
fn is_name(host: &str) -> bool {
    let label = host.strip_suffix(".local").unwrap_or_default();
    !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use mdns_sd::ServiceInfo;

    use super::*;

    fn announced(host: &str, title: &str) -> ResolvedService {
        announced_at(&["192.0.0.2", "192.0.2.7", "fe80::7"], host, title)
    }

    fn announced_at(ips: &[&str], host: &str, title: &str) -> ResolvedService {
        let properties = [("title", title), ("code", "required"), ("id", "7")];
        let addresses: Vec<IpAddr> = ips.iter().map(|ip| ip.parse().unwrap()).collect();
        ServiceInfo::new(ROOM_SERVICE, "x", host, &addresses[..], 8765, &properties[..])
            .unwrap()
            .as_resolved_service()
    }

    #[test]
    fn a_room_is_opened_by_address_before_its_name() {
        let room = room(&announced("Flatchat-2.local.", "Maker Night")).unwrap();
        assert_eq!(room.links, ["http://192.0.2.7:8765/", "http://flatchat-2.local:8765/"]);
        assert_eq!((room.title.as_str(), room.code_required), ("Maker Night", true));
    }

    #[test]
    fn an_address_that_a_card_gave_itself_comes_after_all_others() {
        let ips = ["169.254.7.7", "fe80::7", "2001:db8::7", "192.0.2.7"];
        let room = room(&announced_at(&ips, "a.local.", "x")).unwrap();
        let expected = ["192.0.2.7", "[2001:db8::7]", "169.254.7.7", "a.local"];
        assert_eq!(room.links, expected.map(|place| format!("http://{place}:8765/")));
    }

    #[test]
    fn what_others_announce_cannot_lead_elsewhere() {
        assert_eq!(room(&announced("evil.example/.local.", "x")), None);
        assert_eq!(room(&announced("a@b.local.", "x")), None);
        let loud = room(&announced("a.local.", &"\u{7}x".repeat(100))).unwrap();
        assert_eq!(loud.title, "x".repeat(64));
        assert_eq!(room(&announced("a.local.", " ")).unwrap().title, "a.local");
    }
}
