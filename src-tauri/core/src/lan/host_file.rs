//! The names that the owner of this computer gives it in the system's file of hosts.
//!
//! Debian writes a computer's whole name only there: `127.0.1.1 pc.example.org pc`. A line counts
//! if it has this computer's plain name. All its names are then names of this computer, as long as
//! its address leads here.

use std::fs::{self, Metadata};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A larger file is not read: it is a list of blocked advertisers.
const MAX_BYTES: u64 = 16 << 20;

/// A line about this computer.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    ip: IpAddr,
    /// In lower case.
    names: Vec<String>,
}

/// The lines about this computer, as they were when the file was last read.
#[derive(Debug)]
pub(super) struct HostFile {
    path: PathBuf,
    /// The computer's name, and the file's version, that the lines belong to.
    read_for: Option<(String, Version)>,
    lines: Vec<Line>,
}

#[derive(Debug, PartialEq, Eq)]
struct Version {
    bytes: u64,
    modified: Option<SystemTime>,
}

impl HostFile {
    /// The system's file, not read yet.
    pub(super) fn of_system() -> HostFile {
        HostFile::at(of_system())
    }

    fn at(path: PathBuf) -> HostFile {
        HostFile { path, read_for: None, lines: Vec::new() }
    }

    /// Reads the file again if it has changed, or if this computer has another name than before.
    pub(super) fn scan(&mut self, own: Option<String>) {
        let found = fs::metadata(&self.path).ok().filter(|found| found.len() <= MAX_BYTES);
        let now = own.zip(found.as_ref().map(Version::of));
        if self.read_for == now {
            return;
        }
        self.lines = match &now {
            Some((own, _)) => lines_of(&fs::read(&self.path).unwrap_or_default(), own),
            None => Vec::new(),
        };
        self.read_for = now;
    }

    /// Whether `name` is in a line about this computer whose address leads here. `is_own` says so
    /// of addresses of networks.
    pub(super) fn has(&self, name: &str, is_own: impl Fn(IpAddr) -> bool) -> bool {
        let leads_here = |ip: IpAddr| ip.is_loopback() || is_own(ip);
        self.lines.iter().any(|line| line.names.iter().any(|one| one == name) && leads_here(line.ip))
    }
}

impl Version {
    fn of(found: &Metadata) -> Version {
        Version { bytes: found.len(), modified: found.modified().ok() }
    }
}

/// Returns the lines that have the first label of the name `own`.
fn lines_of(file: &[u8], own: &str) -> Vec<Line> {
    let label = own.split('.').next().unwrap_or(own);
    let lines = String::from_utf8_lossy(file);
    let lines = lines.lines().filter_map(line_of);
    lines.filter(|line| line.names.iter().any(|name| name == label)).collect()
}

fn line_of(line: &str) -> Option<Line> {
    let line = line.split('#').next()?;
    let mut words = line.split_whitespace();
    let ip: IpAddr = words.next()?.parse().ok()?;
    Some(Line { ip: ip.to_canonical(), names: words.map(str::to_lowercase).collect() })
}

#[cfg(not(windows))]
fn of_system() -> PathBuf {
    Path::new("/etc/hosts").to_owned()
}

#[cfg(windows)]
fn of_system() -> PathBuf {
    let system = std::env::var_os("SystemRoot").unwrap_or_else(|| r"C:\Windows".into());
    Path::new(&system).join(r"System32\drivers\etc\hosts")
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEBIAN: &str = "127.0.0.1\tlocalhost\n\
        127.0.1.1\tdebby.example.org\tDebby # 127.0.0.1 debby comment.example\n\
        # 127.0.0.1 debby off.example\n\
        192.0.2.7 debby debby.lan.example\n\
        198.51.100.9 debby elsewhere.example\n\
        ::1 localhost debby six.example\n\
        127.0.0.1 blocked.example\n\
        127.0.0.1 debby.blocked.example\n\
        debby 127.0.0.1 wrong.example\n\
        0.0.0.0 debby zero.example\n";

    fn scanned(file: &HostFile) -> Vec<&'static str> {
        let names = [
            "debby.example.org",
            "comment.example",
            "off.example",
            "debby.lan.example",
            "elsewhere.example",
            "six.example",
            "blocked.example",
            "debby.blocked.example",
            "wrong.example",
            "zero.example",
            "127.0.1.1",
        ];
        let own: IpAddr = "192.0.2.7".parse().unwrap();
        names.into_iter().filter(|name| file.has(name, |ip| ip == own)).collect()
    }

    #[test]
    fn the_whole_name_beside_this_computers_own_is_its_name_and_no_other_is() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = HostFile::at(folder.path().join("hosts"));
        file.scan(Some("debby".to_owned()));
        assert!(scanned(&file).is_empty(), "there is no file");
        fs::write(&file.path, [DEBIAN.as_bytes(), b"\xff 127.0.0.1\n"].concat()).unwrap();
        for own in ["debby", "debby.example.com"] {
            file.scan(Some(own.to_owned()));
            assert_eq!(scanned(&file), ["debby.example.org", "debby.lan.example", "six.example"]);
        }
        for other in [Some("deb".to_owned()), None] {
            file.scan(other);
            assert!(scanned(&file).is_empty(), "it has another name");
        }
        file.scan(Some("debby".to_owned()));
        fs::write(&file.path, "127.0.1.1 debby.example.net debby").unwrap();
        file.scan(Some("debby".to_owned()));
        assert!(scanned(&file).is_empty() && file.has("debby.example.net", |_| false), "it was changed");
    }
}
