//! Where a room should listen, as a person writes it for `--listen` or `FLATCHAT_LISTEN`.
//!
//! | text | where |
//! |---|---|
//! | `192.168.1.5:8765`, `[fd00::5]:8765` | this address and port |
//! | `192.168.1.5`, `::`, `[::1]` | this address; the port is left open |
//! | `localhost`, `localhost:8765` | this computer alone |
//! | `8765`, `:8765`, `*:8765` | this port of all addresses |
//! | `*` | all addresses; the port is left open |
//!
//! Every other text is refused: a text that is misunderstood could open the room to everyone.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;

use super::DEFAULT_PORT;

/// All addresses of this computer. The listener takes those of IPv6, too.
const ALL: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

/// Where a room should listen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListenAddress {
    /// At this address and port. Port 0 stands for any free port.
    Exactly(SocketAddr),
    /// At this address, with no choice of a port.
    AnyPort(IpAddr),
}

/// The text does not say where to listen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "this is not an address to listen on; write an address of this computer with or without a port, \
     such as 192.168.1.5:8765, or localhost, or a port alone, such as 8765, for all addresses"
)]
pub struct ListenAddressError;

impl ListenAddress {
    /// Returns the address with its port. A port that was left open is the default one.
    pub fn or_default_port(self) -> SocketAddr {
        match self {
            ListenAddress::Exactly(address) => address,
            ListenAddress::AnyPort(ip) => SocketAddr::new(ip, DEFAULT_PORT),
        }
    }
}

impl FromStr for ListenAddress {
    type Err = ListenAddressError;

    fn from_str(typed: &str) -> Result<ListenAddress, ListenAddressError> {
        let typed = typed.trim();
        if let Ok(address) = typed.parse() {
            return Ok(ListenAddress::Exactly(address));
        }
        if let Some(ip) = parse_ip(typed) {
            return Ok(ListenAddress::AnyPort(ip));
        }
        let (host, port) = typed.rsplit_once(':').unwrap_or(("", typed));
        let ip = if host.is_empty() { Some(ALL) } else { parse_word(host) };
        let address = ip.zip(parse_port(port)).map(|(ip, port)| SocketAddr::new(ip, port));
        address.map(ListenAddress::Exactly).ok_or(ListenAddressError)
    }
}

/// Parses an address without a port. An IPv6 address may have brackets.
fn parse_ip(text: &str) -> Option<IpAddr> {
    let inside = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    match inside {
        Some(v6) => v6.parse().ok().map(IpAddr::V6),
        None => text.parse().ok().or_else(|| parse_word(text)),
    }
}

fn parse_word(word: &str) -> Option<IpAddr> {
    match word {
        "*" => Some(ALL),
        _ if word.eq_ignore_ascii_case("localhost") => Some(Ipv4Addr::LOCALHOST.into()),
        _ => None,
    }
}

/// Rust's own parser also takes a plus sign.
fn parse_port(text: &str) -> Option<u16> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_to_listen_on_may_be_written_as_people_write_it() {
        for (typed, address) in [
            ("192.168.1.5:9000", "192.168.1.5:9000"),
            ("[fd00::5]:9000", "[fd00::5]:9000"),
            ("192.168.1.5", "192.168.1.5:8765"),
            ("::", "[::]:8765"),
            ("[::1]", "[::1]:8765"),
            ("fd00::5", "[fd00::5]:8765"),
            ("localhost", "127.0.0.1:8765"),
            ("LocalHost:9000", "127.0.0.1:9000"),
            (":9000", "0.0.0.0:9000"),
            ("9000", "0.0.0.0:9000"),
            ("0", "0.0.0.0:0"),
            ("*", "0.0.0.0:8765"),
            ("*:9000", "0.0.0.0:9000"),
            (" 9000 ", "0.0.0.0:9000"),
        ] {
            let parsed = typed.parse::<ListenAddress>().map(ListenAddress::or_default_port);
            assert_eq!(parsed, Ok(address.parse().unwrap()), "{typed}");
        }
    }

    #[test]
    fn an_address_keeps_its_zone_and_a_port_that_was_left_open_stays_open() {
        let zoned = "[fe80::1%3]:9000";
        assert_eq!(zoned.parse(), Ok(ListenAddress::Exactly(zoned.parse().unwrap())));
        assert_eq!("localhost".parse(), Ok(ListenAddress::AnyPort(Ipv4Addr::LOCALHOST.into())));
    }

    #[test]
    fn a_text_that_could_be_misunderstood_opens_the_room_to_nobody() {
        for typed in [
            "",
            " ",
            ":",
            "*:",
            "nowhere",
            "chat.example:9000",
            "192.168.1",
            "192.168.1.5:",
            "192.168.1.5:99999",
            "192.168.1.0/24",
            "99999",
            "+9000",
            "-1",
            "*:*",
            "**",
            "[127.0.0.1]",
            "[::1",
            "[]",
            "localhost.evil.example",
            "http://localhost:9000",
            "localhost:9000:9000",
            "127.0.0.1 9000",
        ] {
            assert_eq!(typed.parse::<ListenAddress>(), Err(ListenAddressError), "{typed}");
        }
    }
}
