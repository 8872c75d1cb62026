//! A program that a test starts (a display, a driver, the app), with everything that it started in turn. Dropping it
//! ends them all: an orphan would hold ports, displays and the test's own output open.

use std::fs::File;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use tempfile::NamedTempFile;

use crate::wait::until;

/// A running program in a process group of its own. What it says goes to a file and not to a pipe, so that nothing
/// waits for a reader.
#[derive(Debug)]
pub struct Program {
    child: Child,
    output: NamedTempFile,
}

impl Program {
    /// Starts it.
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

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// All that it said so far, on stdout and stderr.
    pub fn said(&self) -> String {
        let bytes = std::fs::read(self.output.path()).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Waits until `find` finds something in what it said.
    ///
    /// # Panics
    /// When it ends before that, or takes too long.
    pub async fn until_it_says<T>(&mut self, what: &str, find: impl Fn(&str) -> Option<T>) -> T {
        until(what, async || {
            let said = self.said();
            let ended = self.child.try_wait().expect("a child can be waited for");
            find(&said).ok_or_else(|| format!("{ended:?}: {said}"))
        })
        .await
    }

    /// How it ended, if it has.
    ///
    /// # Panics
    /// When the system does not tell.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("a child can be waited for")
    }

    /// Waits until it has ended.
    ///
    /// # Panics
    /// When it does not.
    pub async fn end(&mut self) -> ExitStatus {
        until("the program ends", async || self.ended().ok_or("it runs on")).await
    }

    /// Sends it a signal.
    ///
    /// # Panics
    /// When it has ended already.
    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).expect("a child takes signals");
    }

    /// The process below this one that runs the executable `name`.
    pub fn descendant(&self, name: &str) -> Option<u32> {
        descendants(self.pid()).into_iter().find(|pid| {
            let exe = std::fs::read_link(format!("/proc/{pid}/exe"));
            exe.is_ok_and(|exe| exe.file_name().is_some_and(|file| file == name))
        })
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Browsers put some of their processes into other groups, so these are looked up before their parents go.
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

/// Sends a process a signal; one that has gone does not mind.
pub fn send(pid: u32, signal: Signal) {
    if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
        let _ = kill_process(pid, signal);
    }
}

fn descendants(pid: u32) -> Vec<u32> {
    let threads = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let children = threads.flat_map(|thread| {
        let list = std::fs::read_to_string(thread.path().join("children")).unwrap_or_default();
        list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<u32>>()
    });
    children.flat_map(|child| std::iter::once(child).chain(descendants(child))).collect()
}
