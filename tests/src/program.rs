//! A program that a test starts (a display, a driver, the app), with all processes that it starts
//! in turn. Dropping it ends all of them, because orphans would keep ports, displays and the test's
//! own output open.

use std::fs::File;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use tempfile::NamedTempFile;

use crate::wait::until;

/// A running program in a process group of its own. Its output goes to a file instead of a pipe, so
/// that it never waits for a reader.
#[derive(Debug)]
pub struct Program {
    child: Child,
    output: NamedTempFile,
}

impl Program {
    /// Starts the program.
    ///
    /// # Panics
    /// When it cannot be run.
    pub fn start(command: &mut Command) -> Program {
        let output = NamedTempFile::new().expect("a temporary file can be made");
        let write = || Stdio::from(File::options().append(true).open(output.path()).expect("opens"));
        command.stdin(Stdio::null()).stdout(write()).stderr(write()).process_group(0);
        let child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        Program { child, output }
    }

    /// Returns its process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Returns everything that it has written to stdout and stderr so far.
    pub fn said(&self) -> String {
        let bytes = std::fs::read(self.output.path()).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Waits until `find` finds something in its output.
    ///
    /// # Panics
    /// When it ends first, or takes too long.
    pub async fn until_it_says<T>(&mut self, what: &str, find: impl Fn(&str) -> Option<T>) -> T {
        until(what, async || {
            let said = self.said();
            let ended = self.child.try_wait().expect("a child can be waited for");
            find(&said).ok_or_else(|| format!("{ended:?}: {said}"))
        })
        .await
    }

    /// Returns how it ended, if it has ended.
    ///
    /// # Panics
    /// When the system does not report it.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("a child can be waited for")
    }

    /// Waits until it has ended.
    ///
    /// # Panics
    /// When it does not end.
    pub async fn end(&mut self) -> ExitStatus {
        until("the program ends", async || self.ended().ok_or("it runs on")).await
    }

    /// Sends it a signal.
    ///
    /// # Panics
    /// When it has already ended.
    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).expect("a child takes signals");
    }

    /// Returns the process below this one that runs the executable `name`.
    pub fn descendant(&self, name: &str) -> Option<u32> {
        descendants(self.pid()).into_iter().find(|pid| {
            let exe = std::fs::read_link(format!("/proc/{pid}/exe"));
            exe.is_ok_and(|exe| exe.file_name().is_some_and(|file| file == name))
        })
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Browsers put some of their processes into other groups, so these must be found before
        // their parents end.
        let family = descendants(self.pid());
        let _ = kill_process_group(Pid::from_child(&self.child), Signal::KILL);
        for pid in family {
            end(pid);
        }
        let _ = self.child.wait();
    }
}

/// Sends a process SIGKILL.
pub fn end(pid: u32) {
    send(pid, Signal::KILL);
}

/// Sends a process a signal. Nothing happens if it has already ended.
pub fn send(pid: u32, signal: Signal) {
    if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
        let _ = kill_process(pid, signal);
    }
}

/// Returns the processes that this one started, and those that they started.
pub fn descendants(pid: u32) -> Vec<u32> {
    let threads = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let children = threads.flat_map(|thread| {
        let list = std::fs::read_to_string(thread.path().join("children")).unwrap_or_default();
        list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<u32>>()
    });
    children.flat_map(|child| std::iter::once(child).chain(descendants(child))).collect()
}
