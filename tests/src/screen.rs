//! The windows on a display, and what a person does with them.

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    AtomEnum, BUTTON_PRESS_EVENT, BUTTON_RELEASE_EVENT, ClientMessageEvent, ConfigureWindowAux,
    ConnectionExt as _, CreateWindowAux, EventMask, InputFocus, MOTION_NOTIFY_EVENT, MapState, Window,
    WindowClass,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;
use x11rb::{COPY_DEPTH_FROM_PARENT, CURRENT_TIME};

use crate::display::{Display, SIZE};
use crate::wait::until;

impl Display {
    /// Waits until a window with this title is shown.
    ///
    /// # Panics
    /// When there is none before the deadline.
    pub async fn until_window(&self, title: &str) -> ShownWindow {
        let screen = Screen::of(self);
        let window = until(title, async || {
            let shown: Vec<_> = screen.shown().into_iter().map(|id| (id, screen.title(id))).collect();
            let found = shown.iter().find(|(_, its)| uncounted(its) == title).map(|(id, _)| *id);
            found.ok_or_else(|| format!("{shown:?}"))
        })
        .await;
        ShownWindow { screen, window }
    }

    /// Waits until no window with this title is shown.
    ///
    /// # Panics
    /// When there still is one at the deadline.
    pub async fn until_no_window(&self, title: &str) {
        let screen = Screen::of(self);
        until(&format!("{title} goes"), async || {
            let shown = screen.shown().into_iter().any(|id| uncounted(&screen.title(id)) == title);
            if shown { Err("it is shown") } else { Ok(()) }
        })
        .await;
    }

    /// Whether a window with this title is shown now.
    pub fn has_window(&self, title: &str) -> bool {
        let screen = Screen::of(self);
        screen.shown().into_iter().any(|id| uncounted(&screen.title(id)) == title)
    }

    /// Puts another program's window over everything, and gives it the keyboard.
    ///
    /// # Panics
    /// When the display does not answer.
    pub fn cover(&self) -> ShownWindow {
        let screen = Screen::of(self);
        let window = screen.connection.generate_id().expect("the display has ids");
        let look = CreateWindowAux::new().background_pixel(0x33_66_99);
        let class = WindowClass::INPUT_OUTPUT;
        let (width, height) = SIZE;
        screen
            .connection
            .create_window(
                COPY_DEPTH_FROM_PARENT,
                window,
                screen.root,
                0,
                0,
                width,
                height,
                0,
                class,
                0,
                &look,
            )
            .expect("the display is there");
        screen.connection.map_window(window).expect("the display is there");
        let shown = ShownWindow { screen, window };
        shown.focus();
        shown
    }
}

/// A connection to a display, and its one screen.
#[derive(Debug)]
struct Screen {
    connection: RustConnection,
    root: Window,
}

impl Screen {
    fn of(display: &Display) -> Screen {
        let (connection, screen) = x11rb::connect(Some(display.name())).expect("the display answers");
        let root = connection.setup().roots[screen].root;
        Screen { connection, root }
    }

    /// Returns the windows that are visible, the lowest first.
    fn shown(&self) -> Vec<Window> {
        let tree = self.connection.query_tree(self.root).ok().and_then(|tree| tree.reply().ok());
        let is_shown = |window: &Window| {
            let asked = self.connection.get_window_attributes(*window).ok();
            asked.and_then(|asked| asked.reply().ok()).is_some_and(|its| its.map_state == MapState::VIEWABLE)
        };
        tree.map(|tree| tree.children).unwrap_or_default().into_iter().filter(is_shown).collect()
    }

    fn title(&self, window: Window) -> String {
        let asked =
            self.connection.get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 256).ok();
        let value = asked.and_then(|asked| asked.reply().ok()).map(|its| its.value).unwrap_or_default();
        String::from_utf8_lossy(&value).into_owned()
    }

    /// Any answer of the display shows that everything sent before has arrived.
    fn flush(&self) {
        let focus = self.connection.get_input_focus().expect("the display is there");
        focus.reply().expect("the display answers");
    }
}

/// A title without the number of unread messages before it.
fn uncounted(title: &str) -> &str {
    title.strip_prefix('(').and_then(|rest| rest.split_once(") ")).map_or(title, |(_, title)| title)
}

/// A window on a display.
#[derive(Debug)]
pub struct ShownWindow {
    screen: Screen,
    window: Window,
}

impl ShownWindow {
    /// Returns its id on its display.
    pub fn id(&self) -> Window {
        self.window
    }

    /// Returns its title, with the number of unread messages.
    pub fn title(&self) -> String {
        self.screen.title(self.window)
    }

    /// Asks its program to close it, as the cross in its corner does.
    ///
    /// # Panics
    /// When the display does not answer.
    pub fn close(&self) {
        let connection = &self.screen.connection;
        let [protocols, close] = [&b"WM_PROTOCOLS"[..], b"WM_DELETE_WINDOW"].map(|name| {
            let atom = connection.intern_atom(false, name).expect("the display is there");
            atom.reply().expect("the display answers").atom
        });
        let message = ClientMessageEvent::new(32, self.window, protocols, [close, 0, 0, 0, 0]);
        connection
            .send_event(false, self.window, EventMask::NO_EVENT, message)
            .expect("the display is there");
        self.screen.flush();
    }

    /// Gives it the keyboard.
    ///
    /// # Panics
    /// When the display does not answer.
    pub fn focus(&self) {
        let set = self.screen.connection.set_input_focus(InputFocus::PARENT, self.window, CURRENT_TIME);
        set.expect("the display is there");
        self.screen.flush();
    }

    /// Moves the mouse to its middle and clicks.
    ///
    /// # Panics
    /// When the display does not answer.
    pub fn click(&self) {
        let (x, y, width, height) = self.place();
        let (x, y) = (x + (width / 2).cast_signed(), y + (height / 2).cast_signed());
        let Screen { connection, root } = &self.screen;
        for (event, detail) in [(MOTION_NOTIFY_EVENT, 0), (BUTTON_PRESS_EVENT, 1), (BUTTON_RELEASE_EVENT, 1)]
        {
            let faked = connection.xtest_fake_input(event, detail, CURRENT_TIME, *root, x, y, 0);
            faked.expect("the display is there");
        }
        self.screen.flush();
    }

    /// Whether no other window covers it.
    pub fn is_on_top(&self) -> bool {
        self.screen.shown().last() == Some(&self.window)
    }

    /// Returns its place and size: x, y, width and height.
    ///
    /// # Panics
    /// When the display does not answer.
    pub fn place(&self) -> (i16, i16, u16, u16) {
        let asked = self.screen.connection.get_geometry(self.window).expect("the display is there");
        let its = asked.reply().expect("the window is there");
        (its.x, its.y, its.width, its.height)
    }

    /// Moves and resizes it, as a person does with the mouse.
    ///
    /// # Panics
    /// When the display does not answer.
    pub fn move_to(&self, (x, y, width, height): (i16, i16, u16, u16)) {
        let place = ConfigureWindowAux::new().x(i32::from(x)).y(i32::from(y));
        let place = place.width(u32::from(width)).height(u32::from(height));
        self.screen.connection.configure_window(self.window, &place).expect("the display is there");
        self.screen.flush();
    }
}
