//! A computer's own multicast DNS: avahi with its bus, as on a Linux desktop, and programs that
//! find names through it.
//!
//! It runs beside the programs that a test starts on that computer, and shares port 5353 with them.
//! The files that it needs in `/run` and `/etc` are mounted only for its own programs.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::netns::Computer;
use crate::program::Program;
use crate::wait::until;

/// A bus that permits everything to everybody.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:path=/run/dbus/system_bus_socket</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>"#;

/// Resolves `.local` through avahi, and everything else as if there were no network.
const NAMES: &str = "passwd: files\ngroup: files\nhosts: files mdns4_minimal [NOTFOUND=return]\n";

/// Gives a program this computer's `/run` and `/etc`, and the libraries that it needs.
const SEE: &str = r#"here=$1 libraries=$2; shift 2
mount --bind "$here/run" /run
for file in passwd group nsswitch.conf; do mount --bind "$here/$file" "/etc/$file"; done
[ -z "$libraries" ] || export LD_LIBRARY_PATH=$libraries
exec "$@""#;

/// A service that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The name of its instance as avahi prints it: `\032` is a space.
    pub name: String,
    /// Its host, such as `flatchat.local`.
    pub host: String,
    /// Its address.
    pub address: String,
    /// Its port.
    pub port: u16,
    /// Its text records.
    pub texts: String,
}

/// A running avahi.
#[derive(Debug)]
pub struct Responder {
    // Avahi is dropped first, because it ends when its bus ends.
    _avahi: Program,
    _bus: Program,
    programs: Programs,
    home: TempDir,
    wrapper: Vec<String>,
}

impl Responder {
    /// Starts avahi on a computer, under the host name `name`.
    ///
    /// # Panics
    /// When avahi is not installed (`scripts/setup.sh test` installs it) or does not start.
    pub async fn start(computer: &Computer, name: &str) -> Responder {
        let programs = Programs::find();
        let home = furnish(name);
        let wrapper: Vec<String> = computer.wrapper().map(str::to_owned).into();
        let command = |program: &Path| see(&wrapper, home.path(), &programs.libraries, program);
        let mut bus = command(Path::new("dbus-daemon"));
        bus.args(["--config-file=/run/bus.conf", "--nofork", "--nopidfile", "--print-address"]);
        let mut bus = Program::start(&mut bus);
        bus.until_it_says("the bus starts", |said| said.contains("unix:path=").then_some(())).await;
        let mut avahi = command(&programs.daemon);
        avahi.args(["--file=/run/avahi.conf", "--no-drop-root", "--no-chroot", "--no-rlimits"]);
        let mut avahi = Program::start(&mut avahi);
        let started = format!("Host name is {name}.local");
        avahi.until_it_says("avahi starts", |said| said.contains(&started).then_some(())).await;
        Responder { _avahi: avahi, _bus: bus, programs, home, wrapper }
    }

    /// Returns a command for this computer that finds `.local` names through avahi.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        see(&self.wrapper, self.home.path(), &self.programs.libraries, program.as_ref())
    }

    /// Runs a program with [`Responder::command`], and returns its output.
    ///
    /// # Panics
    /// When it cannot be run.
    pub fn run(&self, program: impl AsRef<OsStr>, args: &[&str]) -> String {
        let done = self.command(program).args(args).stdin(Stdio::null()).output().expect("it runs");
        String::from_utf8_lossy(&done.stdout).into_owned()
    }

    /// Waits until avahi finds `address`, of either family, for a name.
    pub async fn until_resolved(&self, name: &str, address: &str) {
        let resolve = self.programs.tool("avahi-resolve");
        let family = if address.contains(':') { "-6" } else { "-4" };
        until(name, async || {
            let said = self.run(&resolve, &[family, "-n", name]);
            let found = said.split_whitespace().nth(1) == Some(address);
            found.then_some(()).ok_or(said)
        })
        .await;
    }

    /// Waits until avahi does not find the name any more.
    pub async fn until_unresolved(&self, name: &str) {
        let resolve = self.programs.tool("avahi-resolve");
        until(name, async || {
            let said = self.run(&resolve, &["-4", "-n", name]);
            said.trim().is_empty().then_some(()).ok_or(said)
        })
        .await;
    }

    /// Returns all services of a kind that avahi knows now.
    pub fn browse(&self, kind: &str) -> Vec<Found> {
        let browse = self.programs.tool("avahi-browse");
        let said = self.run(browse, &["--parsable", "--resolve", "--terminate", "--no-db-lookup", kind]);
        let mut found: Vec<Found> = said.lines().filter_map(read_found).collect();
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    }

    /// Waits until `take` accepts the services of a kind.
    pub async fn until_browsed<T>(&self, kind: &str, take: impl Fn(&[Found]) -> Option<T>) -> T {
        until(kind, async || {
            let found = self.browse(kind);
            take(&found).ok_or_else(|| format!("{found:?}"))
        })
        .await
    }

    /// Starts a program that goes on browsing and prints changes as they happen.
    pub fn watch(&self, kind: &str) -> Program {
        let mut command = self.command(self.programs.tool("avahi-browse"));
        Program::start(command.args(["--parsable", "--resolve", "--no-db-lookup", kind]))
    }
}

/// Creates the files that programs see as `/run` and `/etc`.
fn furnish(name: &str) -> TempDir {
    let home = tempfile::Builder::new().prefix("flatchat-").tempdir().expect("a folder can be made");
    let write =
        |file: &str, text: String| std::fs::write(home.path().join(file), text).expect("can be written");
    for folder in ["run/dbus", "run/avahi-daemon"] {
        std::fs::create_dir_all(home.path().join(folder)).expect("a folder can be made");
    }
    let existing = |file: &str| std::fs::read_to_string(file).unwrap_or_default();
    write("run/bus.conf", BUS.to_owned());
    let quiet = "[server]\nuse-iff-running=no\n[publish]\n[reflector]\n[rlimits]\n";
    write("run/avahi.conf", quiet.replace("[publish]", &format!("host-name={name}\n[publish]")));
    write("passwd", existing("/etc/passwd") + "avahi:x:65530:65530::/:/bin/false\n");
    write("group", existing("/etc/group") + "avahi:x:65530:\nnetdev:x:65531:\n");
    write("nsswitch.conf", NAMES.to_owned());
    home
}

fn see(wrapper: &[String], home: &Path, libraries: &str, program: impl AsRef<OsStr>) -> Command {
    let (first, rest) = wrapper.split_first().expect("a wrapper is a command");
    let mut command = Command::new(first);
    command.args(rest).args(["sh", "-ec", SEE, "sh"]).arg(home).arg(libraries).arg(program);
    command
}

fn read_found(line: &str) -> Option<Found> {
    let fields: Vec<&str> = line.splitn(10, ';').collect();
    let ["=", _, "IPv4", name, _, _, host, address, port, texts] = fields[..] else { return None };
    let [name, host, address, texts] = [name, host, address, texts].map(str::to_owned);
    Some(Found { name, host, address, port: port.parse().ok()?, texts })
}

/// The place of avahi: on the system, or beside the build folder of the tests.
#[derive(Debug)]
struct Programs {
    daemon: PathBuf,
    tools: PathBuf,
    libraries: String,
}

impl Programs {
    fn find() -> Programs {
        let target = crate::server::program().ancestors().nth(2).expect("target/PROFILE").join("avahi");
        let own = target.join("usr/sbin/avahi-daemon");
        let system = Path::new("/usr/sbin/avahi-daemon");
        let [own_names, system_names] = [&target, Path::new("/")].map(name_libraries);
        if !own.exists() {
            let ready =
                system.exists() && Path::new("/usr/bin/avahi-browse").exists() && system_names.is_some();
            assert!(ready, "avahi and libnss-mdns are missing; run `scripts/setup.sh test` first");
            return Programs { daemon: system.into(), tools: "/usr/bin".into(), libraries: String::new() };
        }
        let names = own_names.expect("libnss-mdns was fetched with avahi");
        let folder = names.file_name().expect("a library folder has a name");
        let libraries = [target.join("usr/lib").join(folder), names.clone()];
        let libraries = libraries.map(|path| path.display().to_string()).join(":");
        Programs { daemon: own, tools: target.join("usr/bin"), libraries }
    }

    fn tool(&self, name: &str) -> PathBuf {
        self.tools.join(name)
    }
}

/// Returns the folder below `root` with the library for names that are found by multicast.
fn name_libraries(root: &Path) -> Option<PathBuf> {
    let folders = std::fs::read_dir(root.join("lib")).ok()?.flatten().map(|entry| entry.path());
    folders.into_iter().find(|folder| folder.join("libnss_mdns4_minimal.so.2").exists())
}
