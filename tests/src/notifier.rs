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

/// The usual behaviour of desktops: a click runs the notification's own action, and texts may have
/// markup. But a notification stays until somebody closes it, however busy the computer is.
const CONFIGURATION: &str = "\
    [global]\nmouse_left_click = do_action, close_current\nmarkup = full\nfollow = none\n\
    [urgency_low]\ntimeout = 0\n[urgency_normal]\ntimeout = 0\n";

/// A notification as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// Its first line.
    pub summary: String,
    /// The rest, as the daemon received it.
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
    /// Starts a daemon, and waits until it answers.
    ///
    /// # Panics
    /// When it does not answer.
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

    /// Returns all notifications that it received, the oldest first.
    pub fn received(&self) -> Vec<Notification> {
        let said = self.program.said();
        let field = |one: &str, name: &str| {
            let (_, rest) = one.split_once(&format!("\t{name}: '"))?;
            Some(rest.split_once("'\n")?.0.to_owned())
        };
        let notification =
            |one: &str| Some(Notification { summary: field(one, "summary")?, body: field(one, "body")? });
        said.split("\tappname: 'Flatchat'").skip(1).filter_map(notification).collect()
    }

    /// Waits for a notification for which `does` is true, and returns it.
    ///
    /// # Panics
    /// When there is none before the deadline.
    pub async fn until_notified(&self, what: &str, does: impl Fn(&Notification) -> bool) -> Notification {
        until(what, async || {
            let received = self.received();
            received.iter().find(|one| does(one)).cloned().ok_or_else(|| format!("{received:?}"))
        })
        .await
    }

    /// Clicks the notification that is shown.
    pub async fn click(&self) {
        self.display.until_window("Dunst").await.click();
    }

    /// Makes the daemon hang: it still receives notifications, but does not answer.
    pub fn hang(&self) {
        self.program.signal(Signal::STOP);
    }
}
