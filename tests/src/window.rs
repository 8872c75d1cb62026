//! The desktop app with its real window, on a display and a folder of its own.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use serde_json::json;
use tempfile::TempDir;

use crate::browser::Browser;
use crate::bus::Bus;
use crate::display::{BUS_VARIABLE, Display, LANGUAGE_VARIABLE, SYSTEM_BUS_VARIABLE};
use crate::driver::Driver;
use crate::netns::Computer;
use crate::program::Program;
use crate::server::new_folder;

/// Returns the desktop app: the one that `FLATCHAT_APP` names, or else the one that `cargo build
/// --workspace` has put beside this test.
///
/// # Panics
/// When it is not there.
pub fn app() -> PathBuf {
    let named = std::env::var_os("FLATCHAT_APP").map(PathBuf::from);
    let app = named.unwrap_or_else(|| crate::server::program().with_file_name("flatchat"));
    assert!(app.exists(), "{} is missing; run `cargo build --workspace` first", app.display());
    app
}

/// The room that an app opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opens {
    /// The one in the place's folder, which `FLATCHAT_DATA` names.
    Named,
    /// The one that it remembers, or its own.
    Remembered,
}

/// The folders of an app, and the address at which it listens. A place survives its app.
#[derive(Clone, Debug)]
pub struct Place {
    /// The room's folder, with `chat.txt` and `settings.json`.
    pub folder: Arc<TempDir>,
    /// The value of `FLATCHAT_LISTEN`, or `None` if it is not set.
    pub listen: Option<String>,
    opens: Opens,
    home: Arc<TempDir>,
    display: Display,
    bus: Option<Bus>,
    system_bus: Option<Bus>,
    /// The languages of the person. `None`: English.
    languages: Option<&'static str>,
    /// The computer of the app. With `None`, this is the computer on which the test runs.
    computer: Option<Arc<Computer>>,
}

impl Place {
    /// Creates a place that listens on a free port of this machine alone.
    pub async fn new() -> Place {
        Place::listening(Some("127.0.0.1:0")).await
    }

    /// Creates a place with this value of `FLATCHAT_LISTEN`.
    pub async fn listening(listen: Option<&str>) -> Place {
        let display = Display::open().await;
        let listen = listen.map(str::to_owned);
        Place {
            folder: new_folder(),
            listen,
            opens: Opens::Named,
            home: new_folder(),
            display,
            bus: None,
            system_bus: None,
            languages: None,
            computer: None,
        }
    }

    /// Creates a place on another computer. The test must [`Computer::enter`] that computer before
    /// it opens a window there.
    pub async fn on(computer: &Arc<Computer>, listen: Option<&str>) -> Place {
        Place { computer: Some(Arc::clone(computer)), ..Place::listening(listen).await }
    }

    /// Returns the same place in a session with a bus.
    pub fn with_bus(self, bus: &Bus) -> Place {
        Place { bus: Some(bus.clone()), ..self }
    }

    /// Returns the same place on a computer with a system bus.
    pub fn with_system_bus(self, bus: &Bus) -> Place {
        Place { system_bus: Some(bus.clone()), ..self }
    }

    /// Returns the same place for a person who speaks these languages, the best one first,
    /// separated by colons.
    pub fn speaking(self, languages: &'static str) -> Place {
        Place { languages: Some(languages), ..self }
    }

    /// Returns the same place, whose app opens the room that it remembers, or its own.
    pub fn without_a_named_room(self) -> Place {
        Place { opens: Opens::Remembered, ..self }
    }

    /// Returns the same place, shown on another screen.
    pub fn seen_on(self, display: Display) -> Place {
        Place { display, ..self }
    }

    /// Returns the same person on the same screen, with this room's folder.
    pub fn with_folder(&self, folder: Arc<TempDir>) -> Place {
        Place { folder, ..self.clone() }
    }

    /// Returns the same person on the same screen, with another room's folder.
    pub fn with_another_folder(&self) -> Place {
        self.with_folder(new_folder())
    }

    /// Returns a path in the person's home. `config`, `data` and `cache` are the folders that the
    /// XDG variables name.
    pub fn home(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Puts a program in place of the desktop's own that opens files. It only records what it is to
    /// open, in `opened` in the home.
    ///
    /// # Panics
    /// When it cannot be put there.
    pub fn record_what_is_opened(&self) {
        let program = self.home("bin/xdg-open");
        std::fs::create_dir_all(self.home("bin")).expect("a home takes folders");
        let script = "#!/bin/sh\necho \"$1\" >> \"$HOME/opened\"\n";
        std::fs::write(&program, script).expect("a folder takes files");
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(program, mode).expect("a file can be made a program");
    }

    /// Returns a path in the room's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Returns the bytes of `chat.txt`.
    pub fn log(&self) -> Vec<u8> {
        std::fs::read(self.path("chat.txt")).unwrap_or_default()
    }

    /// Returns the display on which it is shown.
    pub fn display(&self) -> &Display {
        &self.display
    }

    /// Opens the app under a driver.
    pub async fn open_window(&self) -> Browser {
        let driver = Driver::for_webkit(&self.display, self.home.path(), |driver| {
            let mut command = self.command(driver);
            command.env("TAURI_WEBVIEW_AUTOMATION", "true");
            command
        })
        .await;
        let options = json!({"webkitgtk:browserOptions": {"binary": app(), "args": []}});
        Browser::new(driver, options, Arc::clone(&self.home), Some(self.display.clone())).await
    }

    /// Opens the app as a person does, without a driver.
    pub fn start(&self) -> Program {
        self.start_with(&[])
    }

    /// Starts the app with arguments, without a driver.
    pub fn start_with(&self, arguments: &[&str]) -> Program {
        let mut command = self.command(app());
        command.args(arguments);
        self.display.dress(&mut command, self.home.path());
        Program::start(&mut command)
    }

    /// Starts the app, without a driver, in another environment than that of a person with a
    /// session: each of these variables has this value, or is missing.
    pub fn start_among(&self, variables: &[(&str, Option<&OsStr>)]) -> Program {
        let mut command = self.command(app());
        self.display.dress(&mut command, self.home.path());
        for (name, value) in variables {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        Program::start(&mut command)
    }

    fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = match &self.computer {
            Some(computer) => computer.command(program),
            None => Command::new(program),
        };
        match self.opens {
            Opens::Named => command.env("FLATCHAT_DATA", self.folder.path()),
            Opens::Remembered => command.env_remove("FLATCHAT_DATA"),
        };
        if self.home("bin").exists() {
            let path = std::env::var("PATH").unwrap_or_default();
            command.env("PATH", format!("{}:{path}", self.home("bin").display()));
        }
        if let Some(bus) = &self.bus {
            command.env(BUS_VARIABLE, bus.address());
        }
        if let Some(bus) = &self.system_bus {
            command.env(SYSTEM_BUS_VARIABLE, bus.address());
        }
        if let Some(languages) = self.languages {
            command.env(LANGUAGE_VARIABLE, languages);
        }
        match &self.listen {
            Some(listen) => command.env("FLATCHAT_LISTEN", listen),
            None => command.env_remove("FLATCHAT_LISTEN"),
        };
        command
    }
}

impl Browser {
    /// Ends the app in this window and waits until it is gone.
    pub async fn quit(self) {
        self.end(rustix::process::Signal::TERM).await;
    }

    /// Kills the app in this window and waits until it is gone.
    pub async fn kill(self) {
        self.end(rustix::process::Signal::KILL).await;
    }

    async fn end(self, signal: rustix::process::Signal) {
        let app = self.driver.program.descendant("flatchat").expect("the app runs");
        crate::program::send(app, signal);
        let gone = || !Path::new(&format!("/proc/{app}")).exists() || is_dead(app);
        crate::wait::until("the app ends", async || gone().then_some(()).ok_or("it runs on")).await;
    }
}

/// A zombie has ended, even if its parent has not noticed. Until its last thread has ended, which
/// may wait for the disk, its files are locked.
fn is_dead(pid: u32) -> bool {
    let threads = std::fs::read_dir(format!("/proc/{pid}/task")).map_or(0, Iterator::count);
    if threads > 1 {
        return false;
    }
    let status = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    status.rsplit_once(") ").is_none_or(|(_, rest)| rest.starts_with('Z'))
}
