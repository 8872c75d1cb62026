//! A running `flatchat-server` on a folder of its own. Dropping it ends it.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use tempfile::TempDir;

use crate::netns::Computer;
use crate::wait::{DEADLINE, Patience, until};

/// More arguments for each server, so that all tests can be run with another setting.
pub const MORE_ARGS: &str = "FLATCHAT_SERVER_ARGS";

/// Returns the program under test, which `cargo build --workspace` has put beside this test.
///
/// # Panics
/// When it is not there.
pub fn program() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows its own path");
    let folder = test.ancestors().find(|folder| folder.ends_with("deps")).unwrap_or(&test).parent();
    let program = folder.expect("tests are built into target/PROFILE/deps").join("flatchat-server");
    assert!(program.exists(), "{} is missing; run `cargo build --workspace` first", program.display());
    program
}

/// Runs the program until it ends, to see how it reacts to its arguments.
///
/// # Panics
/// When it cannot be run, or does not end by itself.
pub fn run(args: &[&str]) -> Output {
    let mut command = Command::new(program());
    let mut child = command
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut patience = Patience::new();
    while child.try_wait().expect("a child can be waited for").is_none() {
        if patience.is_over() {
            let _ = child.kill();
            panic!("{args:?}: did not end within {DEADLINE:?}");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.wait_with_output().expect("its output can be read")
}

/// A server that has reported its address.
#[derive(Debug)]
pub struct Server {
    folder: Arc<TempDir>,
    args: Vec<String>,
    wrapper: Vec<String>,
    running: Running,
}

#[derive(Debug)]
struct Running {
    child: Child,
    address: SocketAddr,
    /// The lines of stdout after the first.
    stdout: Receiver<String>,
    stderr: Arc<Mutex<String>>,
}

impl Server {
    /// Starts a server with these arguments, in addition to `--listen` and `--data`.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start(args: &[&str]) -> Server {
        Server::start_in(new_folder(), args)
    }

    /// Starts a server on a folder that already exists.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start_in(folder: Arc<TempDir>, args: &[&str]) -> Server {
        Server::start_under(&[], folder, args)
    }

    /// Starts a server through another command, which must replace itself with the server.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start_under(wrapper: &[&str], folder: Arc<TempDir>, args: &[&str]) -> Server {
        Server::start_at("127.0.0.1:0", wrapper, folder, args)
    }

    /// Starts a server on another computer, for everybody on its network.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start_on(computer: &Computer, args: &[&str]) -> Server {
        Server::start_at("0.0.0.0:8765", &computer.wrapper(), new_folder(), args)
    }

    /// Starts a server that listens at this address, through another command.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start_at(listen: &str, wrapper: &[&str], folder: Arc<TempDir>, args: &[&str]) -> Server {
        let own = |words: &[&str]| words.iter().copied().map(str::to_owned).collect::<Vec<_>>();
        let (wrapper, mut args) = (own(wrapper), own(args));
        let more = std::env::var(MORE_ARGS).unwrap_or_default();
        args.extend(more.split_whitespace().map(str::to_owned));
        let running = Running::start(&wrapper, folder.path(), listen, &args).expect("the server starts");
        Server { folder, args, wrapper, running }
    }

    /// Returns its address.
    pub fn address(&self) -> SocketAddr {
        self.running.address
    }

    /// Returns `http://ADDR:PORT` with this path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.running.address)
    }

    /// Returns its process id.
    pub fn pid(&self) -> u32 {
        self.running.child.id()
    }

    /// Returns its folder, which exists for as long as somebody holds it.
    pub fn folder(&self) -> Arc<TempDir> {
        Arc::clone(&self.folder)
    }

    /// Returns a path in its folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Returns all bytes of `chat.txt`.
    ///
    /// # Panics
    /// When it cannot be read.
    pub fn log(&self) -> Vec<u8> {
        std::fs::read(self.path("chat.txt")).expect("chat.txt can be read")
    }

    /// Appends to `chat.txt` as `printf … >> chat.txt` does.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn append(&self, bytes: &[u8]) {
        let mut log = std::fs::OpenOptions::new().append(true).open(self.path("chat.txt")).expect("opens");
        std::io::Write::write_all(&mut log, bytes).expect("appends");
    }

    /// Returns everything that it has written to stderr so far.
    pub fn stderr(&self) -> String {
        self.running.stderr.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until it has written these words to stderr.
    ///
    /// # Panics
    /// When it does not write them.
    pub async fn until_it_reports(&self, words: &str) {
        until(&format!("the server reports {words:?}"), async || {
            let said = self.stderr();
            if said.contains(words) { Ok(()) } else { Err(said) }
        })
        .await;
    }

    /// Returns the lines of stdout after the first. The list is complete once the server has ended.
    pub fn more_stdout(&self) -> Vec<String> {
        self.running.stdout.iter().collect()
    }

    /// Returns its resident memory in bytes, or `None` if the system does not report it.
    pub fn resident_bytes(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid())).ok()?;
        let kb = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.trim().strip_suffix(" kB")?;
        Some(kb.parse::<u64>().ok()? * 1024)
    }

    /// Kills it with `kill -9`, and waits until it is gone.
    ///
    /// # Panics
    /// When it cannot be killed.
    pub fn kill9(&mut self) {
        self.running.child.kill().expect("a child can be killed");
        self.running.child.wait().expect("a child can be waited for");
    }

    /// Asks it to end with a signal, and waits for it. Returns its exit status and how long it
    /// took.
    ///
    /// # Panics
    /// When it does not end before the deadline.
    pub async fn end_with(&mut self, signal: Signal) -> (ExitStatus, Duration) {
        let asked = Instant::now();
        kill_process(Pid::from_child(&self.running.child), signal).expect("a child takes signals");
        let status = until("the server ends", async || {
            self.running.child.try_wait().expect("a child can be waited for").ok_or("still running")
        });
        (status.await, asked.elapsed())
    }

    /// Ends it with SIGTERM, and checks that its exit code is 0.
    ///
    /// # Panics
    /// When it does not end, or ends with another code.
    pub async fn terminate(&mut self) {
        let (status, _) = self.end_with(Signal::TERM).await;
        assert!(status.success(), "{status}: {}", self.stderr());
    }

    /// Starts it again after its end, on the same folder and the same port.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start_again(&mut self) {
        let listen = self.running.address.to_string();
        self.listen_again(&listen);
    }

    /// Starts it again after its end, on the same folder and any port.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start_elsewhere(&mut self) {
        self.listen_again("127.0.0.1:0");
    }

    fn listen_again(&mut self, listen: &str) {
        let mut patience = Patience::new();
        self.running = loop {
            match Running::start(&self.wrapper, self.folder.path(), listen, &self.args) {
                Ok(running) => break running,
                // A connection of another test may have used the port meanwhile.
                Err(words) if words.contains("in use (os error") && !patience.is_over() => {}
                Err(words) => panic!("the server starts again: {words}"),
            }
        };
    }
}

/// Creates a new folder for a room.
///
/// # Panics
/// When the folder cannot be created.
pub fn new_folder() -> Arc<TempDir> {
    Arc::new(tempfile::Builder::new().prefix("flatchat-").tempdir().expect("a folder can be made"))
}

impl Running {
    /// Returns its words on stderr if it ends instead of listening.
    fn start(wrapper: &[String], folder: &Path, listen: &str, args: &[String]) -> Result<Running, String> {
        let program = program();
        let mut command = match wrapper {
            [] => Command::new(program),
            [first, rest @ ..] => {
                let mut command = Command::new(first);
                command.args(rest).arg(program);
                command
            }
        };
        command.arg("--listen").arg(listen).arg("--data").arg(folder).args(args);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
        let mut child = command.spawn().map_err(|error| error.to_string())?;
        let stderr = collect(child.stderr.take().expect("stderr is piped"));
        let stdout = lines_of(child.stdout.take().expect("stdout is piped"));
        let Some(line) = next_line(&stdout) else {
            let _ = child.kill();
            let status = child.wait();
            let said = stderr.lock().unwrap_or_else(PoisonError::into_inner).clone();
            return Err(format!("{status:?}: {said}"));
        };
        let address = line.strip_prefix("listening on http://").and_then(|address| address.parse().ok());
        match address {
            Some(address) => Ok(Running { child, address, stdout, stderr }),
            None => {
                let _ = child.kill();
                let _ = child.wait();
                Err(format!("not the line that was promised: {line:?}"))
            }
        }
    }
}

/// Waits for a line, and returns `None` if none comes.
fn next_line(lines: &Receiver<String>) -> Option<String> {
    let mut patience = Patience::new();
    loop {
        match lines.recv_timeout(Duration::from_secs(1)) {
            Ok(line) => return Some(line),
            Err(RecvTimeoutError::Timeout) if !patience.is_over() => {}
            Err(_) => return None,
        }
    }
}

fn lines_of(pipe: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        let read = BufReader::new(pipe).lines().map_while(Result::ok);
        read.take_while(|line| sender.send(line.clone()).is_ok()).for_each(drop);
    });
    lines
}

fn collect(pipe: impl Read + Send + 'static) -> Arc<Mutex<String>> {
    let all = Arc::new(Mutex::new(String::new()));
    let kept = Arc::clone(&all);
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            let _ = writeln!(kept.lock().unwrap_or_else(PoisonError::into_inner), "{line}");
        }
    });
    all
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = kill_process_group(Pid::from_child(&self.child), Signal::KILL);
            let _ = self.child.wait();
        }
        let said = self.stderr.lock().unwrap_or_else(PoisonError::into_inner);
        if std::thread::panicking() {
            eprintln!("---- the server at {} said:\n{said}", self.address);
        } else {
            assert!(!said.contains("panicked at"), "the server panicked:\n{said}");
        }
    }
}
