//! A display that nobody sees.

use std::process::Command;
use std::sync::Arc;

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, Window};
use x11rb::rust_connection::RustConnection;

use crate::program::Program;
use crate::wait::until;

/// A running Xvfb on a free display.
#[derive(Clone, Debug)]
pub struct Display {
    name: String,
    _server: Arc<Program>,
}

impl Display {
    /// Starts one, as large as a small desktop.
    ///
    /// # Panics
    /// When Xvfb does not start.
    pub async fn open() -> Display {
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]);
        let mut server = Program::start(&mut command);
        let number = server.until_it_says("Xvfb starts", display_number).await;
        Display { name: format!(":{number}"), _server: Arc::new(server) }
    }

    /// Its name, for `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Makes a program show itself here and not on the desktop of whoever runs the tests, and keep what it keeps in `home`.
    pub fn dress(&self, command: &mut Command, home: &std::path::Path) {
        command
            .env("DISPLAY", &self.name)
            .env("GDK_BACKEND", "x11")
            .env("NO_AT_BRIDGE", "1")
            // Else GTK would start a session bus for each display, which outlives its test.
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .env("HOME", home);
        command.env("XDG_DATA_HOME", home.join("data")).env("XDG_CONFIG_HOME", home.join("config"));
        command.env("XDG_CACHE_HOME", home.join("cache")).env("LANG", "C.UTF-8");
        for unwanted in ["WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"] {
            command.env_remove(unwanted);
        }
    }
}

fn display_number(said: &str) -> Option<u32> {
    said.split_inclusive('\n').filter(|line| line.ends_with('\n')).find_map(|line| line.trim().parse().ok())
}

/// A window on a display.
#[derive(Debug)]
pub struct ShownWindow {
    connection: RustConnection,
    window: Window,
}

impl Display {
    /// Waits until a window with this title is shown.
    ///
    /// # Panics
    /// When none is.
    pub async fn until_window(&self, title: &str) -> ShownWindow {
        let (connection, screen) = x11rb::connect(Some(&self.name)).expect("the display answers");
        let root = connection.setup().roots[screen].root;
        let window = until(title, async || {
            let shown = titles_below(&connection, root);
            let found = shown.iter().find(|(_, its)| its == title).map(|(window, _)| *window);
            found.ok_or_else(|| format!("{shown:?}"))
        })
        .await;
        ShownWindow { connection, window }
    }
}

impl ShownWindow {
    /// Asks its program to close it, as the cross in its corner does.
    ///
    /// # Panics
    /// When the display does not answer.
    pub fn close(&self) {
        let [protocols, close] = [&b"WM_PROTOCOLS"[..], b"WM_DELETE_WINDOW"].map(|name| {
            let atom = self.connection.intern_atom(false, name).expect("the display is there");
            atom.reply().expect("the display answers").atom
        });
        let message = ClientMessageEvent::new(32, self.window, protocols, [close, 0, 0, 0, 0]);
        self.connection
            .send_event(false, self.window, EventMask::NO_EVENT, message)
            .expect("the display is there");
        // An answer to anything shows that the message got there, too.
        let focus = self.connection.get_input_focus().expect("the display is there");
        focus.reply().expect("the display answers");
    }
}

fn titles_below(connection: &RustConnection, window: Window) -> Vec<(Window, String)> {
    let children = connection.query_tree(window).ok().and_then(|tree| tree.reply().ok());
    let children = children.map(|tree| tree.children).unwrap_or_default();
    let title = |window: Window| {
        let ask = connection.get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 256).ok()?;
        let value = ask.reply().ok()?.value;
        (!value.is_empty()).then(|| (window, String::from_utf8_lossy(&value).into_owned()))
    };
    children.into_iter().filter_map(title).collect()
}
