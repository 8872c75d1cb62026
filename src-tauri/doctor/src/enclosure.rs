//! Whether this computer runs inside another one that keeps guests apart from it: as a container,
//! as WSL, or as a virtual machine behind an address translation (NAT).
//!
//! Its address then looks like any other, but leads to it from the outer computer alone. What runs
//! inside and still has an address of the outer network is left alone: a container with
//! `--network host`, WSL with mirrored networking, and a virtual machine with a bridged adapter.

use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;

use flatchat_core::lan::{Card, CardKind};

/// What this computer runs as, inside another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Enclosure {
    Container,
    Wsl,
    VirtualMachine,
}

/// What Linux shows of the computer around this one. Other systems have none of these files.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traces {
    /// Whether an engine left a file that marks a container.
    marked: bool,
    /// The variables of the first process, each with a zero byte behind it. Often only root may
    /// read them.
    environment: String,
    /// The kernel's version.
    kernel: String,
    /// The maker of the hardware.
    maker: String,
}

/// The files by which Docker and Podman mark their containers.
const MARKS: [&str; 2] = ["/.dockerenv", "/run/.containerenv"];

/// Values of the variable `container` that stand for containers with a network card on the outer
/// network, or with no network of their own.
const ON_THE_NETWORK: [&str; 5] = ["", "flatpak", "lxc", "snap", "systemd-nspawn"];

/// Makers of the machines whose address translation gives addresses of `10.0.2.0/24`: QEMU's and
/// VirtualBox's.
const MAKERS: [&str; 3] = ["qemu", "innotek", "oracle"];

impl Traces {
    pub(crate) fn read() -> Traces {
        let read = |path| fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        Traces {
            marked: MARKS.iter().any(|mark| Path::new(mark).exists()),
            environment: read("/proc/1/environ").unwrap_or_default(),
            kernel: read("/proc/sys/kernel/osrelease").unwrap_or_default(),
            maker: read("/sys/class/dmi/id/sys_vendor").unwrap_or_default(),
        }
    }

    /// What this computer runs as if guests likely do not reach `ip`, an address of `card`.
    pub(crate) fn enclosure(&self, card: &Card, ip: IpAddr) -> Option<Enclosure> {
        let IpAddr::V4(ip) = ip else { return None };
        if self.is_container() {
            // The card of a container's own network has no hardware, unlike the outer computer's.
            let inner = card.kind == CardKind::Other && is_given_by_engine(ip);
            return inner.then_some(Enclosure::Container);
        }
        if self.kernel.to_lowercase().contains("microsoft") {
            return (card.name == "eth0" && is_in_172_16(ip)).then_some(Enclosure::Wsl);
        }
        (self.is_machine() && is_translated_by_machine(ip)).then_some(Enclosure::VirtualMachine)
    }

    fn is_container(&self) -> bool {
        let variable = self.environment.split('\0').find_map(|one| one.strip_prefix("container="));
        self.marked || variable.is_some_and(|value| !ON_THE_NETWORK.contains(&value))
    }

    fn is_machine(&self) -> bool {
        let maker = self.maker.to_lowercase();
        MAKERS.iter().any(|one| maker.contains(one))
    }
}

/// Whether this is in the ranges from which engines take the networks of containers: Docker's are
/// in `172.16.0.0/12`, and those of Podman and Kubernetes in `10.0.0.0/8`. Docker takes
/// `192.168.0.0/16` only when nothing else is left, while a container that was given a card on the
/// outer network often has such an address.
fn is_given_by_engine(ip: Ipv4Addr) -> bool {
    ip.octets()[0] == 10 || is_in_172_16(ip)
}

/// Whether this is in `172.16.0.0/12`, of which Docker and WSL take networks by themselves.
fn is_in_172_16(ip: Ipv4Addr) -> bool {
    let [first, second, ..] = ip.octets();
    first == 172 && (16..32).contains(&second)
}

fn is_translated_by_machine(ip: Ipv4Addr) -> bool {
    ip.octets().starts_with(&[10, 0, 2])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(traces: &Traces, name: &str, kind: CardKind, ip: &str) -> Option<Enclosure> {
        traces.enclosure(&Card { name: name.to_owned(), kind, addresses: Vec::new() }, ip.parse().unwrap())
    }

    fn in_container(environment: &str, marked: bool) -> Traces {
        Traces { marked, environment: environment.to_owned(), ..Traces::default() }
    }

    #[test]
    fn a_container_with_a_network_of_its_own_is_found() {
        for traces in [
            in_container("", true),
            in_container("PATH=/bin\0container=docker\0HOME=/root\0", false),
            in_container("container=podman", false),
        ] {
            assert_eq!(judged(&traces, "eth0", CardKind::Other, "172.17.0.2"), Some(Enclosure::Container));
        }
    }

    #[test]
    fn a_container_on_the_outer_network_is_left_alone() {
        let host = in_container("", true);
        assert_eq!(judged(&host, "enp3s0", CardKind::Wired, "172.20.1.5"), None);
        assert_eq!(judged(&host, "wlan0", CardKind::WiFi, "10.1.2.3"), None);
        assert_eq!(judged(&host, "eth0", CardKind::Other, "192.168.1.5"), None, "a card of its own there");
        for environment in ["container=lxc", "container=systemd-nspawn\0", "container=", "mycontainer=docker"]
        {
            let traces = in_container(environment, false);
            assert_eq!(judged(&traces, "eth0", CardKind::Other, "10.1.2.3"), None, "{environment}");
        }
    }

    #[test]
    fn wsl_is_found_unless_it_mirrors_the_network_of_windows() {
        let kernel = "5.15.153.1-microsoft-standard-WSL2\n".to_owned();
        let wsl = Traces { kernel, ..Traces::default() };
        assert_eq!(judged(&wsl, "eth0", CardKind::Other, "172.29.144.7"), Some(Enclosure::Wsl));
        assert_eq!(judged(&wsl, "eth0", CardKind::Wired, "192.168.1.5"), None);
        assert_eq!(judged(&wsl, "eth0", CardKind::Other, "172.32.0.7"), None);
        let debian = Traces { kernel: "6.1.0-18-amd64\n".to_owned(), ..Traces::default() };
        assert_eq!(judged(&debian, "eth0", CardKind::Wired, "172.29.144.7"), None);
    }

    #[test]
    fn a_virtual_machine_is_found_unless_its_adapter_is_bridged() {
        for maker in ["QEMU\n", "innotek GmbH\n", "Oracle Corporation\n"] {
            let machine = Traces { maker: maker.to_owned(), ..Traces::default() };
            let found = judged(&machine, "enp0s3", CardKind::Wired, "10.0.2.15");
            assert_eq!(found, Some(Enclosure::VirtualMachine), "{maker}");
            assert_eq!(judged(&machine, "enp0s3", CardKind::Wired, "192.168.1.5"), None);
            assert_eq!(judged(&machine, "enp0s3", CardKind::Wired, "fd00::15"), None);
        }
        let laptop = Traces { maker: "LENOVO\n".to_owned(), ..Traces::default() };
        assert_eq!(judged(&laptop, "eth0", CardKind::Wired, "10.0.2.15"), None, "a network may have it");
    }
}
