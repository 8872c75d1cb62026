//! The display that the window needs, on Linux. It is opened before anything else, because Tauri
//! panics when it finds none. Nothing else is open by then, so the app can just end.

use std::fmt;
use std::io::{self, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// The variables that say where the display is, and how to speak to it.
const VARIABLES: [&str; 3] = ["DISPLAY", "WAYLAND_DISPLAY", "GDK_BACKEND"];

/// How long a display may take to answer before the app says that it waits. One at the other end of
/// a slow line takes some seconds.
const ANSWERS_WITHIN: Duration = Duration::from_secs(10);

/// Why no window can open.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoDisplay {
    /// The environment names no display.
    #[error("no window can open here, because neither DISPLAY nor WAYLAND_DISPLAY is set. {}", INSTEAD)]
    NotNamed,
    /// The environment names a display that is gone, or that does not let this user in.
    #[error(
        "no window can open here, because no display answers, or lets you in, at {0}. {instead}",
        instead = INSTEAD
    )]
    Unreachable(Named),
}

const INSTEAD: &str = "Start flatchat in a desktop session, or open a room without a window: \
                       `flatchat-server --data FOLDER`, from the package flatchat-server.";

/// The variables that name a display, as the environment has them.
#[derive(Debug, PartialEq, Eq)]
pub struct Named(Vec<(&'static str, String)>);

/// Opens the display. Must be called on the main thread.
///
/// # Errors
/// When there is none, or it does not let this user in.
pub fn open() -> Result<(), NoDisplay> {
    let _answered = say_that_it_waits();
    gtk::init().map_err(|_| NoDisplay::at(Named::here()))
}

impl NoDisplay {
    fn at(named: Named) -> NoDisplay {
        match named.has_place() {
            true => NoDisplay::Unreachable(named),
            false => NoDisplay::NotNamed,
        }
    }
}

impl Named {
    fn here() -> Named {
        Named::in_environment(|variable| {
            std::env::var_os(variable).map(|value| value.to_string_lossy().into_owned())
        })
    }

    fn in_environment(get: impl Fn(&str) -> Option<String>) -> Named {
        let value = |variable| get(variable).filter(|value| !value.is_empty());
        Named(VARIABLES.into_iter().filter_map(|name| Some((name, value(name)?))).collect())
    }

    fn has_place(&self) -> bool {
        self.0.iter().any(|(name, _)| name.ends_with("DISPLAY"))
    }
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: Vec<String> = self.0.iter().map(|(name, value)| format!("{name}={value}")).collect();
        f.write_str(&all.join(" "))
    }
}

/// Writes a word to the person who started the app, and not to the log: whatever the log leaves
/// out, this must be read. A stderr that is closed is no reason to panic.
pub fn say(word: &impl fmt::Display) {
    let _ = writeln!(io::stderr(), "flatchat: {word}");
}

/// A display may take the connection and never answer, for example one whose computer sleeps. Says
/// so after a while, until what is returned is dropped. The app waits on: the answer may yet come.
fn say_that_it_waits() -> Sender<()> {
    let (answered, wait) = channel();
    std::thread::spawn(move || {
        if wait.recv_timeout(ANSWERS_WITHIN) == Err(RecvTimeoutError::Timeout) {
            let seconds = ANSWERS_WITHIN.as_secs();
            say(&format_args!(
                "the display has not answered for {seconds} seconds ({}); still waiting for it.",
                Named::here()
            ));
        }
    });
    answered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(environment: &[(&str, &str)]) -> String {
        let get = |wanted: &str| {
            environment.iter().find(|(name, _)| *name == wanted).map(|(_, value)| (*value).to_owned())
        };
        NoDisplay::at(Named::in_environment(get)).to_string()
    }

    #[test]
    fn the_words_name_each_variable_that_is_set() {
        let unset = "neither DISPLAY nor WAYLAND_DISPLAY is set";
        for nowhere in [&[][..], &[("DISPLAY", "")], &[("GDK_BACKEND", "x11")]] {
            assert!(at(nowhere).contains(unset), "{nowhere:?}");
        }
        let both = at(&[("DISPLAY", ":7"), ("WAYLAND_DISPLAY", "wayland-9"), ("GDK_BACKEND", "x11")]);
        assert!(both.contains(" at DISPLAY=:7 WAYLAND_DISPLAY=wayland-9 GDK_BACKEND=x11. "), "{both}");
        assert!(at(&[("DISPLAY", ":7")]).contains(" at DISPLAY=:7. "));
    }
}
