//! A desktop's notification daemon: dunst, on a session bus and a display of the test's own.

use std::process::Command;
use std::sync::Arc;

use rustix::process::Signal;
use tempfile::TempDir;

use crate::bus::Bus;
use crate::display::{BUS_VARIABLE, Display};
use crate::program::Program;
use crate::server::new_folder;
use crate::wait::until;

/// As most desktops are: a click does the notification's own action, and texts may have markup.
const CONFIGURATION: &str =
    "[global]\nmouse_left_click = do_action, close_current\nmarkup = full\nfollow = none\n";

/// A notification as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its first line.
    pub summary: String,
    /// The rest, as the daemon got it.
    pub body: String,
}

/// A running daemon.
#[derive(Debug)]
pub struct Notifier {
    program: Program,
    display: Display,
    _folder: Arc<TempDir>,
}

impl Notifier {
    /// Starts one, and waits until it answers.
    ///
    /// # Panics
    /// When it does not.
    pub async fn start(bus: &Bus, display: &Display) -> Notifier {
        let folder = new_folder();
        let path = folder.path().join("dunstrc");
        std::fs::write(&path, CONFIGURATION).expect("a temporary folder takes files");
        let mut command = Command::new("dunst");
        command.arg("-config").arg(&path).arg("-print").env(BUS_VARIABLE, bus.address());
        display.dress(&mut command, folder.path());
        let program = Program::start(&mut command);
        let notifier = Notifier { program, display: display.clone(), _folder: folder };
        until("dunst answers", async || {
            let asked = Command::new("dbus-send")
                .args(["--session", "--print-reply", "--dest=org.freedesktop.Notifications"])
                .args([
                    "/org/freedesktop/Notifications",
                    "org.freedesktop.Notifications.GetServerInformation",
                ])
                .env(BUS_VARIABLE, bus.address())
                .output();
            let answers = asked.is_ok_and(|asked| asked.status.success());
            answers.then_some(()).ok_or_else(|| notifier.program.said())
        })
        .await;
        notifier
    }

    /// All that it was given to show, the oldest first.
    pub fn told(&self) -> Vec<Told> {
        let said = self.program.said();
        let field = |one: &str, name: &str| {
            let (_, rest) = one.split_once(&format!("\t{name}: '"))?;
            Some(rest.split_once("'\n")?.0.to_owned())
        };
        let told = |one: &str| Some(Told { summary: field(one, "summary")?, body: field(one, "body")? });
        said.split("\tappname: 'Flatchat'").skip(1).filter_map(told).collect()
    }

    /// Waits until it was given a notification that does, and gives that.
    ///
    /// # Panics
    /// When none comes.
    pub async fn until_told(&self, what: &str, does: impl Fn(&Told) -> bool) -> Told {
        until(what, async || {
            let told = self.told();
            told.iter().find(|told| does(told)).cloned().ok_or_else(|| format!("{told:?}"))
        })
        .await
    }

    /// Clicks at the notification that is shown.
    pub async fn click(&self) {
        self.display.until_window("Dunst").await.click();
    }

    /// Makes it hang: it takes what it is told and does not answer.
    pub fn hang(&self) {
        self.program.signal(Signal::STOP);
    }
}
