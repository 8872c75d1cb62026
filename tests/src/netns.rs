//! A network for one test: each computer is a network namespace, and all are connected to one
//! switch. No packet leaves this network.
//!
//! Creating a network needs root. For other users, [`ran_as_root`] runs a test again under `sudo
//! -n`.
//!
//! # Example
//! ```no_run
//! # use flatchat_tests::netns::{Lan, ran_as_root};
//! fn they_see_each_other() {
//!     if ran_as_root("they_see_each_other") {
//!         return;
//!     }
//!     let lan = Lan::new();
//!     let host = lan.computer("192.168.77.1/24");
//!     let guest = lan.computer("192.168.77.2/24");
//!     let _inside = host.enter();
//!     let listener = std::net::TcpListener::bind("0.0.0.0:8765").unwrap(); // on the host
//!     let answer = guest.run("curl", &["--max-time", "5", "http://192.168.77.1:8765/"]);
//! }
//! ```

use std::ffi::OsStr;
use std::fs::File;
use std::marker::PhantomData;
use std::os::fd::AsFd;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};

/// The folder where `ip netns` keeps namespaces by their names.
const NAMED: &str = "/run/netns";

/// Names are `flatchat-PID-N`, so that namespaces that a killed test left behind can be
/// distinguished from those in use.
const PREFIX: &str = "flatchat-";

/// For a test that needs root. Returns `false` to root. For other users, runs the test again under
/// `sudo -n`, and returns `true`.
///
/// # Panics
/// When that run fails, or when there is no way to become root.
#[must_use = "a test that was run as root is done"]
pub fn ran_as_root(test: &str) -> bool {
    if rustix::process::geteuid().is_root() {
        return false;
    }
    let allowed = Command::new("sudo").args(["-n", "true"]).stderr(Stdio::null()).status();
    assert!(
        allowed.is_ok_and(|status| status.success()),
        "{test} makes network namespaces: run the tests as root, or let `sudo -n true` succeed"
    );
    let program = std::env::current_exe().expect("a test knows its own path");
    let mut command = Command::new("sudo");
    command.args(["-n", "--preserve-env"]).arg(program).args(["--exact", test, "--nocapture"]);
    let done = command.output().expect("sudo runs");
    let said = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success() && said.contains("1 passed"), "{said}");
    true
}

/// A switch, and the computers that are connected to it.
#[derive(Debug)]
pub struct Lan {
    switch: Arc<Namespace>,
    ports: AtomicUsize,
}

/// A computer on a [`Lan`]. Its only network card is `eth0`. Dropping it removes the computer, but
/// does not end programs that run there.
#[derive(Debug)]
pub struct Computer {
    namespace: Namespace,
    /// The switch must outlive the cable.
    _switch: Arc<Namespace>,
}

/// While this lives, its thread is on that computer, and so are the sockets that it opens and the
/// programs that it starts.
#[derive(Debug)]
pub struct Inside {
    before: File,
    /// This value belongs to one thread.
    _stay: PhantomData<*const ()>,
}

#[derive(Debug)]
struct Namespace {
    name: String,
}

impl Default for Lan {
    fn default() -> Lan {
        Lan::new()
    }
}

impl Lan {
    /// Creates a network without computers.
    ///
    /// # Panics
    /// When namespaces cannot be created.
    pub fn new() -> Lan {
        sweep();
        let switch = Namespace::new();
        switch.ip(&["link", "add", "br0", "type", "bridge"]);
        switch.ip(&["link", "set", "br0", "up"]);
        Lan { switch: Arc::new(switch), ports: AtomicUsize::new(0) }
    }

    /// Adds a computer with this address, such as `192.168.77.1/24`.
    ///
    /// # Panics
    /// When that fails.
    pub fn computer(&self, address: &str) -> Computer {
        let computer = Computer { namespace: Namespace::new(), _switch: Arc::clone(&self.switch) };
        let port = format!("port{}", self.ports.fetch_add(1, Ordering::Relaxed));
        let name = computer.name();
        self.switch.ip(&["link", "add", &port, "type", "veth", "peer", "name", "eth0", "netns", name]);
        self.switch.ip(&["link", "set", &port, "master", "br0", "up"]);
        // IPv6 addresses can be used at once, without a search for duplicates.
        computer.shell("for one in /proc/sys/net/ipv6/conf/*/accept_dad; do echo 0 >\"$one\"; done");
        computer.ip(&["link", "set", "lo", "up"]);
        computer.ip(&["address", "add", address, "dev", "eth0"]);
        computer.ip(&["link", "set", "eth0", "up"]);
        computer
    }
}

impl Computer {
    /// Returns its name for `ip netns`.
    pub fn name(&self) -> &str {
        &self.namespace.name
    }

    /// Returns the words that, before a command, run it on this computer, with a `/sys` that shows
    /// its network.
    pub fn wrapper(&self) -> [&str; 4] {
        ["ip", "netns", "exec", self.name()]
    }

    /// Returns a command that will run on this computer.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let [ip, rest @ ..] = self.wrapper();
        let mut command = Command::new(ip);
        command.args(rest).arg(program);
        command
    }

    /// Runs a program on this computer until it ends by itself.
    ///
    /// # Panics
    /// When it cannot be run.
    pub fn run(&self, program: &str, args: &[&str]) -> Output {
        let mut command = self.command(program);
        command.args(args).stdin(Stdio::null());
        command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"))
    }

    /// Changes its network with `ip`, for example `["address", "add", "192.168.77.9/24", "dev",
    /// "eth0"]`.
    ///
    /// # Panics
    /// When that fails.
    pub fn ip(&self, args: &[&str]) {
        self.namespace.ip(args);
    }

    /// Gives this computer every address of an IPv6 network, for example `2001:db8::/48`.
    ///
    /// # Panics
    /// When that fails.
    pub fn own_network(&self, network: &str) {
        self.shell("echo 1 >/proc/sys/net/ipv6/ip_nonlocal_bind");
        self.ip(&["-6", "route", "add", "local", network, "dev", "lo"]);
    }

    /// Runs a shell script on this computer, and returns its output.
    ///
    /// # Panics
    /// When it fails.
    pub fn shell(&self, script: &str) -> String {
        let done = self.run("sh", &["-ec", script]);
        assert!(done.status.success(), "{script}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8_lossy(&done.stdout).into_owned()
    }

    /// Moves this thread onto this computer, until the returned value is dropped. Tests have a
    /// Tokio runtime with a single thread, so the runtime moves as well.
    ///
    /// # Panics
    /// When the system refuses.
    pub fn enter(&self) -> Inside {
        let before = File::open("/proc/thread-self/ns/net").expect("a thread has a network namespace");
        let namespace = File::open(Path::new(NAMED).join(self.name())).expect("the namespace is there");
        move_to(&namespace);
        Inside { before, _stay: PhantomData }
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        move_to(&self.before);
    }
}

fn move_to(namespace: &File) {
    move_into_link_name_space(namespace.as_fd(), Some(LinkNameSpaceType::Network))
        .expect("root may move to another network namespace");
}

impl Namespace {
    fn new() -> Namespace {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("{PREFIX}{}-{number}", std::process::id());
        ip(&["netns", "add", &name]);
        Namespace { name }
    }

    fn ip(&self, args: &[&str]) {
        ip(&[&["-n", self.name.as_str()], args].concat());
    }
}

impl Drop for Namespace {
    fn drop(&mut self) {
        remove(&self.name);
    }
}

/// Removes namespaces that killed tests left behind.
fn sweep() {
    let named = std::fs::read_dir(NAMED).into_iter().flatten().flatten();
    let names = named.filter_map(|entry| entry.file_name().into_string().ok());
    names.filter(|name| owner(name).is_some_and(has_gone)).for_each(|name| remove(&name));
}

fn owner(name: &str) -> Option<u32> {
    name.strip_prefix(PREFIX)?.split('-').next()?.parse().ok()
}

fn has_gone(pid: u32) -> bool {
    !Path::new(&format!("/proc/{pid}")).exists()
}

fn remove(name: &str) {
    // Another process may have removed it first.
    let _ = Command::new("ip").args(["netns", "delete", name]).stderr(Stdio::null()).status();
}

fn ip(args: &[&str]) {
    let done = Command::new("ip").args(args).output().expect("`ip` is installed (the package iproute2)");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "ip {args:?}: {said}; network namespaces need root");
}

#[cfg(test)]
mod tests {
    use std::net::{TcpListener, TcpStream};

    use super::*;

    #[test]
    fn computers_on_one_lan_reach_each_other_and_nobody_else() {
        if ran_as_root("netns::tests::computers_on_one_lan_reach_each_other_and_nobody_else") {
            return;
        }
        let names = {
            let lan = Lan::new();
            let [host, guest] = ["192.168.77.1/24", "192.168.77.2/24"].map(|address| lan.computer(address));
            let listener = {
                let _inside = host.enter();
                TcpListener::bind("0.0.0.0:8765").expect("a computer of its own has all ports free")
            };
            TcpListener::bind("192.168.77.1:0")
                .expect_err("the thread is back, where that address is nobody's");
            let _inside = guest.enter();
            let guest_end = TcpStream::connect("192.168.77.1:8765").expect("they are on one network");
            let (_, peer) = listener.accept().expect("the guest is there");
            assert_eq!(peer, guest_end.local_addr().expect("it is connected"));
            assert_eq!(
                host.shell("ls /sys/class/net").split_whitespace().collect::<Vec<_>>(),
                ["eth0", "lo"]
            );
            [host.name().to_owned(), guest.name().to_owned()]
        };
        for name in names {
            assert!(!Path::new(NAMED).join(&name).exists(), "{name} was left behind");
        }
    }

    #[test]
    fn only_what_a_gone_test_made_is_swept() {
        assert_eq!(owner("flatchat-4711-3"), Some(4711));
        assert_eq!(owner("somebody-elses"), None);
        assert!(!has_gone(std::process::id()));
    }
}
