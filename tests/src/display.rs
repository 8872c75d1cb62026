//! A display without a screen.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use crate::program::Program;

/// The variable with the address of the session bus.
pub(crate) const BUS_VARIABLE: &str = "DBUS_SESSION_BUS_ADDRESS";

/// The variable with the address of the system bus.
pub(crate) const SYSTEM_BUS_VARIABLE: &str = "DBUS_SYSTEM_BUS_ADDRESS";

/// The variable with the person's languages, the best one first, separated by colons.
pub(crate) const LANGUAGE_VARIABLE: &str = "LANGUAGE";

/// The size of a small desktop.
pub(crate) const SIZE: (u16, u16) = (1400, 1000);

/// A running Xvfb on a free display.
#[derive(Clone, Debug)]
pub struct Display {
    name: String,
    /// The number of pixels, in each direction, that draw one.
    scale: u8,
    _server: Arc<Program>,
}

impl Display {
    /// Starts a display.
    ///
    /// # Panics
    /// When Xvfb does not start.
    pub async fn open() -> Display {
        Display::sized(SIZE).await
    }

    /// Starts a display of this size.
    ///
    /// # Panics
    /// When Xvfb does not start.
    pub async fn sized(size: (u16, u16)) -> Display {
        Display::with(size, &[]).await
    }

    /// Starts a display that lets only those in who have a cookie of this file, see [`cookie_for`].
    ///
    /// # Panics
    /// When Xvfb does not start.
    pub async fn behind_cookies(file: &Path) -> Display {
        Display::with(SIZE, &["-auth".as_ref(), file.as_os_str()]).await
    }

    async fn with((width, height): (u16, u16), more: &[&OsStr]) -> Display {
        let mut command = Command::new("Xvfb");
        let screen = format!("{width}x{height}x24");
        // Otherwise it starts over when its last program ends, as when the app is started again,
        // and drops a program that comes meanwhile.
        command.args(["-displayfd", "1", "-noreset", "-screen", "0", &screen, "-nolisten", "tcp"]).args(more);
        let mut server = Program::start(&mut command);
        let number = server.until_it_says("Xvfb starts", display_number).await;
        Display { name: format!(":{number}"), scale: 1, _server: Arc::new(server) }
    }

    /// Starts a display of this size, on which everything is drawn twice as large.
    pub async fn twice_as_large(size: (u16, u16)) -> Display {
        Display { scale: 2, ..Display::sized(size).await }
    }

    /// Returns its name, for `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Makes a program show itself here, and not on the desktop of the person who runs the tests.
    /// The program keeps its files in `home`.
    pub fn dress(&self, command: &mut Command, home: &Path) {
        command
            .env("DISPLAY", &self.name)
            .env("GDK_BACKEND", "x11")
            .env("GDK_SCALE", self.scale.to_string())
            .env("NO_AT_BRIDGE", "1")
            .env("HOME", home);
        // Without this, GTK would start a session bus for each display, which outlives its test.
        // The app would also ask the logind of the person who runs the tests.
        for variable in [BUS_VARIABLE, SYSTEM_BUS_VARIABLE] {
            let has_bus = command.get_envs().any(|(name, _)| name == variable);
            if !has_bus {
                command.env(variable, "disabled:");
            }
        }
        command.env("XDG_DATA_HOME", home.join("data")).env("XDG_CONFIG_HOME", home.join("config"));
        command.env("XDG_CACHE_HOME", home.join("cache")).env("LANG", "C.UTF-8");
        command.env("LC_ALL", "C.UTF-8");
        // Whatever the computer speaks, tests look for English words, except for those who say so.
        if !command.get_envs().any(|(name, _)| name == LANGUAGE_VARIABLE) {
            command.env(LANGUAGE_VARIABLE, "en");
        }
        for unwanted in ["WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"] {
            command.env_remove(unwanted);
        }
    }
}

/// Returns an entry of a file of cookies, for the display of this number or, if that is empty, for
/// each.
///
/// # Panics
/// When the number is too long for an entry.
pub fn cookie_for(number: &str) -> Vec<u8> {
    let field = |bytes: &[u8]| [&[0, u8::try_from(bytes.len()).expect("it is short")], bytes].concat();
    let kind = b"MIT-MAGIC-COOKIE-1";
    [vec![1, 0], field(b"computer"), field(number.as_bytes()), field(kind), field(&[7; 16])].concat()
}

fn display_number(said: &str) -> Option<u32> {
    said.split_inclusive('\n').filter(|line| line.ends_with('\n')).find_map(|line| line.trim().parse().ok())
}
