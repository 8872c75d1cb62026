//! The greeting once the room is open: a line for scripts and, for a person at a terminal, the
//! room's link and, if it fits, its QR code.
//!
//! What is for a person goes to stderr, and only to a terminal: stdout has its one line, and a log
//! file needs no pictures. A separate thread writes: a terminal that somebody has paused, or a pipe
//! that nobody reads, must not keep guests out.

use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;

use flatchat_core::lan::{Invite, half_blocks};
use terminal_size::{Width, terminal_size_of};

/// Black on white, as colour numbers that no theme changes: a camera needs dark on light.
const BLACK_ON_WHITE: &str = "\x1b[38;5;16;48;5;231m";
const PLAIN: &str = "\x1b[0m";

/// The assumed width of a terminal that does not report one.
const USUAL_COLUMNS: u16 = 80;

/// Says where the room is, without waiting until that can be said.
pub(crate) fn greet(bound: SocketAddr, invite: Invite) {
    let write = move || {
        if let Err(error) = writeln!(io::stdout(), "listening on http://{bound}") {
            tracing::warn!(%error, "cannot write the room's address to stdout; it is http://{bound}");
        }
        show(&invite);
    };
    // Nobody waits for this thread: it ends with the program.
    if let Err(error) = std::thread::Builder::new().name("greeting".to_owned()).spawn(write) {
        tracing::warn!(%error, "cannot say that the room's address is http://{bound}");
    }
}

/// Shows how guests get in, if a person is there to see it.
fn show(invite: &Invite) {
    let stderr = io::stderr();
    if !stderr.is_terminal() {
        return;
    }
    let Some(link) = invite.links.first() else { return };
    let picture = if has_colours() { picture(&link.url, columns()) } else { String::new() };
    // If the terminal was closed meanwhile, the room stays open all the same.
    let _ = write!(
        stderr.lock(),
        "\nOpen this link on a phone or another computer:\n\n  {}\n\n{picture}",
        link.url
    );
}

/// The QR code of a link. Empty if it is wider than the terminal, which would tear it apart.
fn picture(link: &str, columns: u16) -> String {
    let rows = half_blocks(link).unwrap_or_default();
    let fits = rows.first().is_some_and(|row| row.chars().count() <= usize::from(columns));
    if !fits {
        return String::new();
    }
    rows.iter().map(|row| format!("{BLACK_ON_WHITE}{row}{PLAIN}\n")).chain(["\n".to_owned()]).collect()
}

fn columns() -> u16 {
    terminal_size_of(io::stderr())
        .map(|(Width(columns), _)| columns)
        .filter(|columns| *columns > 0)
        .unwrap_or(USUAL_COLUMNS)
}

/// Whether the terminal shows colours. On Windows only the newer terminal does, which sets a
/// variable; older ones would show the codes of colours as text.
fn has_colours() -> bool {
    if cfg!(windows) {
        return std::env::var_os("WT_SESSION").is_some();
    }
    std::env::var_os("TERM").is_some_and(|terminal| terminal != "dumb")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_is_wider_than_the_terminal_is_not_shown() {
        let link = "http://192.168.1.5:8765/";
        let width = half_blocks(link).unwrap()[0].chars().count();
        let width = u16::try_from(width).unwrap();
        assert!(picture(link, width - 1).is_empty());
        assert!(picture(link, width).starts_with(BLACK_ON_WHITE));
        assert!(picture(&"x".repeat(5000), 500).is_empty(), "no code is large enough for that");
    }
}
