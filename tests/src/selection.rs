//! What another program on a display offers: files that a person drags, or the content of the
//! clipboard.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;
use x11rb::connection::Connection as _;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ClientMessageEvent, ConnectionExt as _, CreateWindowAux, EventMask, PropMode,
    SELECTION_NOTIFY_EVENT, SelectionNotifyEvent, SelectionRequestEvent, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;
use x11rb::{COPY_DEPTH_FROM_PARENT, CURRENT_TIME, NONE};

use crate::display::Display;
use crate::screen::ShownWindow;
use crate::wait::within;

/// The version of the XDND protocol that this speaks.
const XDND_VERSION: u32 = 5;
const CHECK_EVERY: Duration = Duration::from_millis(2);

/// Data that a program gives to any other program that asks for it. It is gone when this is
/// dropped.
#[derive(Debug)]
pub struct Selection {
    source: Source,
    served: JoinHandle<()>,
    /// The types of the messages that windows have sent to a drag.
    answers: UnboundedReceiver<Atom>,
}

impl Drop for Selection {
    fn drop(&mut self) {
        self.served.abort();
    }
}

/// A hidden window of the program, and the type of what it gives.
#[derive(Clone, Debug)]
struct Source {
    connection: Arc<RustConnection>,
    window: Window,
    media_type: Atom,
}

impl Display {
    /// Puts data of this media type into the clipboard.
    ///
    /// # Panics
    /// When the display does not answer.
    pub fn copy(&self, media_type: &str, data: Vec<u8>) -> Selection {
        Selection::offer(self, "CLIPBOARD", media_type, data)
    }

    /// Takes these files in a file manager, as a person does who begins to drag them.
    ///
    /// # Panics
    /// When the display does not answer.
    pub fn take(&self, files: &[&Path]) -> Selection {
        let list: String = files.iter().map(|file| format!("file://{}\r\n", encoded(file))).collect();
        self.take_list(&list)
    }

    /// Takes what this `text/uri-list` names.
    ///
    /// # Panics
    /// When the display does not answer.
    pub fn take_list(&self, list: &str) -> Selection {
        Selection::offer(self, "XdndSelection", "text/uri-list", list.as_bytes().to_vec())
    }
}

fn encoded(file: &Path) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let encode = |byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    file.as_os_str().as_encoded_bytes().iter().copied().map(encode).collect()
}

impl Selection {
    fn offer(display: &Display, selection: &str, media_type: &str, data: Vec<u8>) -> Selection {
        let (connection, screen) = x11rb::connect(Some(display.name())).expect("the display answers");
        let root = connection.setup().roots[screen].root;
        let window = connection.generate_id().expect("the display has ids");
        let (class, look) = (WindowClass::INPUT_OUTPUT, CreateWindowAux::new());
        connection
            .create_window(COPY_DEPTH_FROM_PARENT, window, root, 0, 0, 1, 1, 0, class, 0, &look)
            .expect("the display is there");
        let media_type = atom(&connection, media_type);
        let selection = atom(&connection, selection);
        connection.set_selection_owner(window, selection, CURRENT_TIME).expect("the display is there");
        let source = Source { connection: Arc::new(connection), window, media_type };
        source.flush();
        let (sender, answers) = unbounded_channel();
        let served = tokio::spawn(serve(source.clone(), data, sender));
        Selection { source, served, answers }
    }

    /// Drags it over the middle of a window, and waits until that says whether it takes it.
    ///
    /// # Panics
    /// When the display or the window does not answer.
    pub async fn drag_over(&mut self, window: &ShownWindow) {
        let Source { window: source, media_type, .. } = self.source;
        self.send(window, "XdndEnter", [source, XDND_VERSION << 24, media_type, NONE, NONE]);
        let (x, y, width, height) = window.place();
        let (x, y) = (x + (width / 2).cast_signed(), y + (height / 2).cast_signed());
        let copy = atom(&self.source.connection, "XdndActionCopy");
        // The second time, the pointer has moved.
        for x in [x, x + 1] {
            let place = (u32::from(x.cast_unsigned()) << 16) | u32::from(y.cast_unsigned());
            self.send(window, "XdndPosition", [source, 0, place, CURRENT_TIME, copy]);
            self.until_answer("XdndStatus").await;
        }
    }

    /// Drops it on the window over which it is, and waits until that has taken it.
    ///
    /// # Panics
    /// When the display or the window does not answer.
    pub async fn drop_on(mut self, window: &ShownWindow) {
        self.send(window, "XdndDrop", [self.source.window, 0, CURRENT_TIME, 0, 0]);
        self.until_answer("XdndFinished").await;
    }

    /// Drags it away from the window over which it is.
    ///
    /// # Panics
    /// When the display does not answer.
    pub fn drag_away(&self, window: &ShownWindow) {
        self.send(window, "XdndLeave", [self.source.window, 0, 0, 0, 0]);
    }

    async fn until_answer(&mut self, message: &str) {
        let wanted = atom(&self.source.connection, message);
        let answered = async { while self.answers.recv().await.is_some_and(|answer| answer != wanted) {} };
        within(message, answered).await;
    }

    fn send(&self, window: &ShownWindow, message: &str, data: [u32; 5]) {
        let connection = &self.source.connection;
        let message = ClientMessageEvent::new(32, window.id(), atom(connection, message), data);
        connection
            .send_event(false, window.id(), EventMask::NO_EVENT, message)
            .expect("the display is there");
        self.source.flush();
    }
}

/// Gives the data to whoever asks for it, and passes on what windows answer to a drag.
async fn serve(source: Source, data: Vec<u8>, answers: UnboundedSender<Atom>) {
    while let Ok(event) = source.connection.poll_for_event() {
        match event {
            Some(Event::SelectionRequest(request)) => source.give(&request, &data),
            // Fails only if nobody waits for answers any more.
            Some(Event::ClientMessage(answer)) => drop(answers.send(answer.type_)),
            Some(_) => {}
            None => tokio::time::sleep(CHECK_EVERY).await,
        }
    }
}

impl Source {
    fn give(&self, request: &SelectionRequestEvent, data: &[u8]) {
        let &SelectionRequestEvent { requestor, target, property, .. } = request;
        let targets = atom(&self.connection, "TARGETS");
        let (connection, replace) = (&self.connection, PropMode::REPLACE);
        let known = match target {
            _ if target == targets => {
                let all = [targets, self.media_type];
                let list = connection.change_property32(replace, requestor, property, AtomEnum::ATOM, &all);
                list.expect("the display is there");
                true
            }
            _ if target == self.media_type => {
                let given = connection.change_property8(replace, requestor, property, target, data);
                given.expect("the display is there");
                true
            }
            _ => false,
        };
        let notice = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: request.time,
            requestor,
            selection: request.selection,
            target,
            property: if known { property } else { NONE },
        };
        connection.send_event(false, requestor, EventMask::NO_EVENT, notice).expect("the display is there");
        self.flush();
    }

    fn flush(&self) {
        self.connection.flush().expect("the display is there");
    }
}

fn atom(connection: &RustConnection, name: &str) -> Atom {
    let atom = connection.intern_atom(false, name.as_bytes()).expect("the display is there");
    atom.reply().expect("the display answers").atom
}
