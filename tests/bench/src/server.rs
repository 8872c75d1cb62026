//! The measured servers. Each is started on a free port of this machine, and ended when it is
//! dropped.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context;
use tempfile::TempDir;

use crate::client::Client;
use crate::fleet::Door;
use crate::nchan;
use crate::nginx;
use crate::publish::{Pace, Speech};
use crate::transfer;

/// The server that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Limit,
    Nchan,
    /// It serves files, and measures nothing else.
    Nginx,
    Flatchat,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Limit => "limit",
            Kind::Nchan => "nginx + nchan",
            Kind::Nginx => "nginx",
            Kind::Flatchat => "**flatchat-server**",
        }
    }
}

/// The paths of the programs, and the folder in which servers may write.
#[derive(Clone, Debug)]
pub(crate) struct Programs {
    pub(crate) flatchat: PathBuf,
    pub(crate) limit: PathBuf,
    /// `None` if nchan is not installed.
    pub(crate) nchan: Option<nchan::Installed>,
    pub(crate) scratch: PathBuf,
}

impl Programs {
    /// Returns the kinds that can be started here.
    pub(crate) fn kinds(&self) -> Vec<Kind> {
        let kinds = [Kind::Limit, Kind::Nchan, Kind::Flatchat];
        kinds.into_iter().filter(|kind| *kind != Kind::Nchan || self.nchan.is_some()).collect()
    }

    /// Returns the kinds that have files.
    pub(crate) fn kinds_with_files(&self) -> Vec<Kind> {
        let nginx = nginx::is_installed().then_some(Kind::Nginx);
        nginx.into_iter().chain([Kind::Flatchat]).collect()
    }

    /// Creates an empty folder, which is deleted when it is dropped.
    pub(crate) fn folder(&self) -> anyhow::Result<TempDir> {
        TempDir::new_in(&self.scratch).context("cannot make a folder to work in")
    }

    /// Starts a server of this kind without any messages.
    pub(crate) fn start(&self, kind: Kind) -> anyhow::Result<Server> {
        let folder = self.folder()?;
        match kind {
            Kind::Flatchat => {
                let mut server = Server::room(self, folder.path().to_owned(), Some(folder))?;
                server.join()?;
                Ok(server)
            }
            Kind::Limit => Server::announced(Kind::Limit, &mut Command::new(&self.limit), Some(folder)),
            Kind::Nchan => {
                let nchan = self.nchan.as_ref().context("nchan is not installed")?;
                let (child, address) = nchan.start(folder.path())?;
                Ok(Server { kind, child, address, cookie: None, folder: Some(folder), took: Duration::ZERO })
            }
            Kind::Nginx => {
                let (child, address) = nginx::start(folder.path(), nginx::files_config)?;
                Ok(Server { kind, child, address, cookie: None, folder: Some(folder), took: Duration::ZERO })
            }
        }
    }

    /// Starts a room on a folder that the caller keeps.
    pub(crate) fn start_room(&self, folder: &Path) -> anyhow::Result<Server> {
        Server::room(self, folder.to_owned(), None)
    }
}

/// A running server.
pub(crate) struct Server {
    kind: Kind,
    child: Child,
    pub(crate) address: SocketAddr,
    /// The publisher's cookie.
    cookie: Option<String>,
    folder: Option<TempDir>,
    /// The time from the process's start until it reported its address.
    pub(crate) took: Duration,
}

impl Server {
    fn room(programs: &Programs, data: PathBuf, folder: Option<TempDir>) -> anyhow::Result<Server> {
        let mut command = Command::new(&programs.flatchat);
        command.args(["--listen", "127.0.0.1:0", "--max-guests", "20000", "--posts-per-minute", "0"]);
        command.args(["--streams-per-address", "0", "--guests-per-address", "0"]);
        command.args(["--max-file-mb", "4000", "--max-files-mb", "40000", "--data"]).arg(data);
        command.env_remove("RUST_LOG");
        Server::announced(Kind::Flatchat, &mut command, folder)
    }

    /// Starts a program that writes its address to stdout.
    fn announced(kind: Kind, command: &mut Command, folder: Option<TempDir>) -> anyhow::Result<Server> {
        let begun = Instant::now();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .with_context(|| format!("cannot start {command:?}"))?;
        let mut line = String::new();
        let read = child.stdout.take().map(|stdout| BufReader::new(stdout).read_line(&mut line));
        let took = begun.elapsed();
        let mut server = Server { kind, child, address: ([0; 4], 0).into(), cookie: None, folder, took };
        read.transpose()?;
        let address = line.trim().strip_prefix("listening on http://");
        server.address = address.context("the server did not say where it listens")?.parse()?;
        Ok(server)
    }

    fn join(&mut self) -> anyhow::Result<()> {
        self.cookie = Some(self.session("bench")?);
        Ok(())
    }

    /// Returns the cookie of a new session with this name.
    fn session(&self, name: &str) -> anyhow::Result<String> {
        let answer = Client::connect(self.address)?.post_form("/join", &format!("name={name}"))?;
        let cookie = answer.response.header("set-cookie").context("joining brought no cookie")?;
        Ok(cookie.split(';').next().unwrap_or_default().to_owned())
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Ends it at once and starts it again, on the same log and with the same session.
    pub(crate) fn restart(mut self, programs: &Programs) -> anyhow::Result<Server> {
        let folder = self.folder.take().context("no folder to start again on")?;
        let cookie = self.cookie.take();
        drop(self);
        let mut server = Server::room(programs, folder.path().to_owned(), Some(folder))?;
        server.cookie = cookie;
        Ok(server)
    }

    /// Returns how subscribers reach it.
    pub(crate) fn door(&self) -> Door {
        let request = format!(
            "GET /events HTTP/1.1\r\nHost: {}\r\nAccept: text/event-stream\r\n{}",
            self.address,
            self.cookie_line()
        );
        Door { server: self.address, request }
    }

    /// Returns how publishers reach it.
    pub(crate) fn speech(&self, publishers: usize, message_bytes: usize, pace: Pace) -> Speech {
        let path = match self.kind {
            Kind::Flatchat => "/messages",
            Kind::Limit | Kind::Nchan | Kind::Nginx => "/send",
        };
        let (server, cookie) = (self.address, self.cookie_line());
        let request =
            format!("POST {path} HTTP/1.1\r\nHost: {server}\r\nContent-Type: text/plain\r\n{cookie}");
        Speech { server, request, publishers, message_bytes, pace }
    }

    /// Returns how files come and go.
    pub(crate) fn files_door(&self) -> transfer::Door {
        transfer::Door { server: self.address, cookie: self.cookie_line() }
    }

    /// Returns the same for another guest: one guest may have only so many uploads.
    pub(crate) fn another_door(&self, number: usize) -> anyhow::Result<transfer::Door> {
        let cookie = self.session(&format!("sender-{number}"))?;
        Ok(transfer::Door { server: self.address, cookie: format!("Cookie: {cookie}\r\n") })
    }

    /// Returns the folder whose files are at `/files/`. It is made if it does not exist.
    pub(crate) fn files_folder(&self) -> anyhow::Result<PathBuf> {
        let folder = self.folder.as_ref().context("this server has no folder of its own")?.path();
        let files = if self.kind == Kind::Nginx { folder.join("root/files") } else { folder.join("files") };
        std::fs::create_dir_all(&files)?;
        Ok(files)
    }

    fn cookie_line(&self) -> String {
        self.cookie.as_ref().map(|cookie| format!("Cookie: {cookie}\r\n")).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if matches!(self.kind, Kind::Nchan | Kind::Nginx)
            && let Some(folder) = &self.folder
        {
            nginx::stop(folder.path(), &mut self.child);
        }
        // This fails only if it has already ended, which is fine.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
