//! The greeting once the room is open: a line for scripts and, for a person at a terminal, the
//! room's link, whom it is for and, if it fits, its QR code.
//!
//! What is for a person goes to stderr, and only to a terminal: stdout has its one line, and a log
//! file needs no pictures. A separate thread writes: a terminal that somebody has paused, or a pipe
//! that nobody reads, must not keep guests out.

use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;

use flatchat_core::lan::{Invite, Link, Via, half_blocks};
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
        show(bound, &invite);
    };
    // Nobody waits for this thread: it ends with the program.
    if let Err(error) = std::thread::Builder::new().name("greeting".to_owned()).spawn(write) {
        tracing::warn!(%error, "cannot say that the room's address is http://{bound}");
    }
}

/// Shows how guests get in, if a person is there to see it.
fn show(bound: SocketAddr, invite: &Invite) {
    let stderr = io::stderr();
    if !stderr.is_terminal() {
        return;
    }
    let Some(link) = invite.links.first() else { return };
    let picture = if has_colours() { picture(&link.url, columns()) } else { String::new() };
    // If the terminal was closed meanwhile, the room stays open all the same.
    let _ = write!(stderr.lock(), "\n{}\n{picture}", words(bound, link));
}

/// Says who can open the link of a room that listens on `bound`, and how others can, too.
fn words(bound: SocketAddr, link: &Link) -> String {
    let url = &link.url;
    let port = bound.port();
    if bound.ip().is_loopback() {
        format!(
            "This room is for this computer alone. Open this link on it:\n\n  {url}\n\n\
             To open the room to your network, start it with --listen 0.0.0.0:{port}.\n"
        )
    } else if link.via == Via::ThisComputer {
        format!(
            "This computer is not in a network, so only it can open this link:\n\n  {url}\n\n\
             To let others in, connect it to their network.\n"
        )
    } else {
        format!("Open this link on a phone or another computer:\n\n  {url}\n")
    }
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
    use flatchat_core::lan::Qr;

    use super::*;

    fn said(bound: &str, url: &str, via: Via) -> String {
        let link = Link { url: url.to_owned(), via, qr: Qr::of(url).unwrap() };
        words(bound.parse().unwrap(), &link)
    }

    #[test]
    fn a_room_for_this_computer_alone_is_not_offered_to_a_phone() {
        for ip in ["127.0.0.1", "[::1]"] {
            let url = format!("http://{ip}:8765/");
            let said = said(&format!("{ip}:8765"), &url, Via::ThisComputer);
            assert!(said.contains("this computer alone") && said.contains(&url), "{said}");
            assert!(said.contains("--listen 0.0.0.0:8765") && !said.contains("phone"), "{said}");
        }
    }

    #[test]
    fn a_room_that_has_no_network_is_not_offered_to_a_phone() {
        let said = said("0.0.0.0:8765", "http://127.0.0.1:8765/", Via::ThisComputer);
        assert!(said.contains("not in a network"), "{said}");
        assert!(!said.contains("phone") && !said.contains("--listen"), "it is open already: {said}");
    }

    #[test]
    fn a_room_on_a_network_is_offered_to_other_computers() {
        let said = said("0.0.0.0:8765", "http://192.168.1.5:8765/", Via::Card("eth0".to_owned()));
        assert!(said.starts_with("Open this link on a phone or another computer:"), "{said}");
    }

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
