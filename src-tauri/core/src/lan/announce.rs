//! Announcing the room by multicast DNS (RFC 6762, RFC 6763): a `.local` name of its own, and the
//! services `_flatchat._tcp` and `_http._tcp`.
//!
//! The system's own responder (avahi, Bonjour) keeps running beside this one: they share the port,
//! and the room's name is not the computer's. An announcement never changes. To change something,
//! it is withdrawn and a new [`Announcer`] is started, which checks for conflicts again.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use mdns_sd::{DaemonEvent, IfKind, RRType, Receiver, ServiceDaemon, ServiceInfo};
use socket2::{Domain, Protocol, SockAddr, Socket, Type};
use unicode_segmentation::UnicodeSegmentation;

/// The service that other Flatchats search for.
pub(super) const ROOM_SERVICE: &str = "_flatchat._tcp.local.";

/// The service that every browser of services shows.
const WEB_SERVICE: &str = "_http._tcp.local.";

/// How long a withdrawal may take.
const WITHDRAWN_WITHIN: Duration = Duration::from_secs(1);

const MDNS_PORT: u16 = 5353;
const MDNS_GROUP: Ipv4Addr = Ipv4Addr::new(224, 0, 0, 251);

/// The longest label of a name, in bytes (RFC 1035).
const MAX_LABEL_BYTES: usize = 63;

/// What the library may add to the name of a service if another room has it already.
const MAX_NUMBER_BYTES: usize = " (99)".len();

/// The longest property of a service, in bytes: `KEY=VALUE` (RFC 6763).
const MAX_PROPERTY_BYTES: usize = 255;

/// The key of the property that has the title.
const TITLE: &str = "title";

/// What is announced about a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Notice {
    /// The wanted host name, without `.local`.
    pub(super) name: String,
    pub(super) title: String,
    pub(super) code_required: bool,
    pub(super) addresses: Vec<IpAddr>,
    pub(super) port: u16,
    /// Distinguishes this program's room from other rooms.
    pub(super) id: String,
}

/// Why nothing is announced. The texts are those of the system.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnnounceError {
    /// Another program uses the port of multicast DNS, and does not share it.
    #[error("port {MDNS_PORT} (UDP) cannot be shared: {0}; another program uses it and does not share it")]
    Port(String),
    /// The network cards cannot be used for it.
    #[error("the network does not accept multicast: {0}")]
    Multicast(String),
    /// Nothing was refused, and nothing happened.
    #[error("the network does not take the announcement")]
    Silence,
    /// Any other error.
    #[error("{0}")]
    Daemon(String),
}

impl From<mdns_sd::Error> for AnnounceError {
    fn from(error: mdns_sd::Error) -> AnnounceError {
        AnnounceError::Daemon(error.to_string())
    }
}

/// A room that is being announced.
pub(super) struct Announcer {
    daemon: ServiceDaemon,
    events: Receiver<DaemonEvent>,
    services: Vec<String>,
}

/// What happens to an announcement.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum AnnouncerEvent {
    /// The room is known on the network.
    Announced,
    /// Another computer had the name already. The room has this one now, which ends with `.local`.
    Renamed(String),
}

impl Announcer {
    pub(super) fn start(notice: &Notice) -> Result<Announcer, AnnounceError> {
        try_multicast(&notice.addresses)?;
        let daemon = ServiceDaemon::new()?;
        let events = daemon.monitor()?;
        // Addresses are watched elsewhere, and this computer alone needs no announcement.
        daemon.set_ip_check_interval(0)?;
        daemon.disable_interface(vec![IfKind::LoopbackV4, IfKind::LoopbackV6])?;
        if notice.addresses.iter().all(IpAddr::is_ipv4) {
            daemon.disable_interface(IfKind::IPv6)?;
        }
        let mut services = Vec::new();
        for kind in [ROOM_SERVICE, WEB_SERVICE] {
            let service = service(kind, notice)?;
            services.push(service.get_fullname().to_owned());
            daemon.register(service)?;
        }
        Ok(Announcer { daemon, events, services })
    }

    /// Waits for the next event; for ever, if there is none.
    pub(super) async fn next_event(&self) -> AnnouncerEvent {
        loop {
            match self.events.recv_async().await {
                Ok(DaemonEvent::Announce(..)) => return AnnouncerEvent::Announced,
                Ok(DaemonEvent::NameChange(change)) if matches!(change.rr_type, RRType::A | RRType::AAAA) => {
                    return AnnouncerEvent::Renamed(change.new_name.trim_end_matches('.').to_owned());
                }
                Ok(_) => {}
                Err(_) => std::future::pending().await,
            }
        }
    }

    /// Says goodbye, so that other computers forget the room.
    pub(super) async fn withdraw(self) {
        let withdrawing = async {
            for service in &self.services {
                if let Ok(done) = self.daemon.unregister(service) {
                    let _ = done.recv_async().await;
                }
            }
            if let Ok(done) = self.daemon.shutdown() {
                let _ = done.recv_async().await;
            }
        };
        if tokio::time::timeout(WITHDRAWN_WITHIN, withdrawing).await.is_err() {
            tracing::warn!("the room's announcement could not be withdrawn in time");
        }
    }
}

impl Drop for Announcer {
    fn drop(&mut self) {
        // Already down after a withdrawal; otherwise its thread would run on.
        let _ = self.daemon.shutdown();
    }
}

fn service(kind: &str, notice: &Notice) -> Result<ServiceInfo, mdns_sd::Error> {
    let code = if notice.code_required { "required" } else { "none" };
    let title = beginning(&notice.title, MAX_PROPERTY_BYTES - TITLE.len() - "=".len());
    let properties = [(TITLE, title), ("code", code), ("path", "/"), ("id", notice.id.as_str())];
    let host = format!("{}.local.", notice.name);
    let instance = beginning(&notice.title, MAX_LABEL_BYTES - MAX_NUMBER_BYTES);
    ServiceInfo::new(kind, instance, &host, &notice.addresses[..], notice.port, &properties[..])
}

/// As much of a title as fits: whole characters as people see them, unless the first is too long.
fn beginning(title: &str, max_bytes: usize) -> &str {
    let ends = title.grapheme_indices(true).map(|(start, one)| start + one.len());
    let end = ends.take_while(|end| *end <= max_bytes).last();
    title[..end.unwrap_or_else(|| title.floor_char_boundary(max_bytes))].trim_end()
}

/// Checks first what the library does not report: a socket that it cannot open.
fn try_multicast(addresses: &[IpAddr]) -> Result<(), AnnounceError> {
    let open = || {
        let socket = Socket::new(Domain::IPV4, Type::DGRAM, Some(Protocol::UDP))?;
        socket.set_reuse_address(true)?;
        #[cfg(unix)]
        socket.set_reuse_port(true)?;
        socket.bind(&SockAddr::from(SocketAddr::from((Ipv4Addr::UNSPECIFIED, MDNS_PORT))))?;
        Ok(socket)
    };
    let socket: Socket = open().map_err(|error: std::io::Error| AnnounceError::Port(error.to_string()))?;
    let mut refused = None;
    for address in addresses {
        let IpAddr::V4(address) = address else { return Ok(()) };
        match socket.join_multicast_v4(&MDNS_GROUP, address) {
            Ok(()) => return Ok(()),
            Err(error) => refused = Some(error),
        }
    }
    refused.map_or(Ok(()), |error| Err(AnnounceError::Multicast(error.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(title: &str) -> Notice {
        Notice {
            name: "flatchat".to_owned(),
            title: title.to_owned(),
            code_required: true,
            addresses: vec!["192.0.2.7".parse().unwrap()],
            port: 8765,
            id: "1f".to_owned(),
        }
    }

    #[test]
    fn a_service_has_the_title_and_says_whether_a_code_is_needed() {
        let service = service(ROOM_SERVICE, &notice("Küche. Küche")).unwrap();
        assert_eq!(service.get_hostname(), "flatchat.local.");
        assert_eq!(service.get_property_val_str("title"), Some("Küche. Küche"));
        assert_eq!(service.get_property_val_str("code"), Some("required"));
        assert_eq!(service.get_property_val_str("path"), Some("/"));
        assert_eq!(service.get_port(), 8765);
    }

    #[test]
    fn a_long_title_is_cut_to_a_label_and_whole_in_its_property() {
        let title = "ü".repeat(64);
        let service = service(ROOM_SERVICE, &notice(&title)).unwrap();
        assert_eq!(service.get_fullname(), format!("{}.{ROOM_SERVICE}", "ü".repeat(29)));
        assert_eq!(service.get_property_val_str("title"), Some(title.as_str()));
    }

    #[test]
    fn a_title_that_is_too_long_for_a_property_is_cut_between_characters() {
        let announced = |title: &str| {
            let service = service(ROOM_SERVICE, &notice(title)).unwrap();
            service.get_property_val_str("title").map(str::to_owned)
        };
        assert_eq!(announced(&"😀".repeat(62)), Some("😀".repeat(62)), "it just fits");
        assert_eq!(announced(&"😀".repeat(64)), Some("😀".repeat(62)));
        let flags = "🇩🇪".repeat(32);
        assert_eq!(announced(&flags), Some("🇩🇪".repeat(31)), "half a flag is another character");
        let pile = format!("x{}", "\u{e0100}".repeat(63));
        assert_eq!(announced(&pile), Some(format!("x{}", "\u{e0100}".repeat(62))));
    }
}
