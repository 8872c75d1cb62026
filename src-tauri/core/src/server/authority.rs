//! The authority of an address, `host[:port]`, as `Host` and `Origin` carry it (RFC 3986, 3.2).
//!
//! # Invariants
//! * User information (`user@host`), a port that is not a number, and IPv6 zones never parse:
//!   browsers do not send them, and each could be used to imitate another address.

use std::net::{IpAddr, Ipv6Addr};

use crate::host_name::HostName;

/// A host and the port that was given with it, if any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Authority {
    pub(super) host: HostName,
    port: Option<u16>,
}

impl Authority {
    pub(super) fn parse(text: &str) -> Option<Authority> {
        let (host, port) = match text.strip_prefix('[') {
            Some(rest) => {
                let (ip, port) = rest.split_once(']')?;
                (HostName::from(IpAddr::from(ip.parse::<Ipv6Addr>().ok()?)), port)
            }
            None => {
                let (host, port) = text.split_at(text.find(':').unwrap_or(text.len()));
                (HostName::parse(host)?, port)
            }
        };
        Some(Authority { host, port: parse_port(port)? })
    }
}

/// Parses `:80`. An empty text and a bare `:` both leave the port to the scheme.
fn parse_port(text: &str) -> Option<Option<u16>> {
    if text.is_empty() {
        return Some(None);
    }
    let digits = text.strip_prefix(':')?;
    match digits.bytes().all(|byte| byte.is_ascii_digit()) {
        true if digits.is_empty() => Some(None),
        true => digits.parse().ok().map(Some),
        false => None,
    }
}

/// The origin of a page: `http://host[:port]`, or the same with `https`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    authority: Authority,
    default_port: u16,
}

impl Origin {
    pub(super) fn parse(text: &str) -> Option<Origin> {
        let (scheme, rest) = text.split_once("://")?;
        let default_port = match scheme.to_ascii_lowercase().as_str() {
            "http" => 80,
            "https" => 443,
            _ => return None,
        };
        Some(Origin { authority: Authority::parse(rest)?, default_port })
    }

    /// Whether a request for `host` went to the origin of the page. `Host` does not carry the
    /// scheme, and a proxy may have ended TLS, so a missing port means the default port of the
    /// page's own scheme.
    pub(super) fn is_at(&self, host: &Authority) -> bool {
        let port = |one: &Authority| one.port.unwrap_or(self.default_port);
        self.authority.host == host.host && port(&self.authority) == port(host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authority_is_a_host_and_maybe_a_port() {
        let parsed = |text| Authority::parse(text).map(|one| (one.host.to_string(), one.port));
        let name = |host: &str, port| Some((host.to_owned(), port));
        assert_eq!(parsed("Chat.Example.:8765"), name("chat.example", Some(8765)));
        assert_eq!(parsed("localhost:"), name("localhost", None));
        assert_eq!(parsed("192.0.2.7."), name("192.0.2.7", None));
        assert_eq!(parsed("[2001:DB8::1]:80"), name("[2001:db8::1]", Some(80)));
        assert_eq!(parsed("[::ffff:192.0.2.7]"), name("192.0.2.7", None));
        assert_eq!(parsed("my_pc"), name("my_pc", None));
    }

    #[test]
    fn what_only_pretends_to_be_an_authority_is_none() {
        let long = "x".repeat(64);
        let bad = [
            "",
            ":",
            ":80",
            ".",
            "a..b",
            ".a",
            "127.0.0.1:x@evil",
            "127.0.0.1@evil",
            "user:1@127.0.0.1",
            "127.0.0.1:x",
            "127.0.0.1:+80",
            "127.0.0.1:-1",
            "127.0.0.1:65536",
            "127.0.0.1:80:80",
            "127.0.0.1 evil",
            "127.0.0.1,evil",
            "127.0.0.1/evil",
            "127.0.0.1#evil",
            "127.0.0.1\\evil",
            "::1",
            "[::1",
            "[::1]80",
            "[::1]x",
            "[fe80::1%eth0]",
            "[127.0.0.1]",
            "<b>",
            "\"",
            "b%C3%BCro",
            &long,
        ];
        for text in bad {
            assert_eq!(Authority::parse(text), None, "{text}");
        }
    }

    #[test]
    fn default_ports_are_equal_to_none() {
        let same = |origin, host| Origin::parse(origin).unwrap().is_at(&Authority::parse(host).unwrap());
        for (origin, host) in [
            ("http://127.0.0.1", "127.0.0.1:80"),
            ("http://127.0.0.1:80", "127.0.0.1"),
            ("http://127.0.0.1", "127.0.0.1"),
            ("https://chat.example", "chat.example"),
            ("https://chat.example", "chat.example:443"),
            ("https://chat.example:443", "chat.example"),
            ("HTTP://Chat.Example.", "chat.example:80"),
            ("http://[::1]:80", "[0:0:0:0:0:0:0:1]"),
            ("http://[2001:DB8::1]:8765", "[2001:db8::1]:8765"),
        ] {
            assert!(same(origin, host), "{origin} {host}");
        }
        for (origin, host) in [
            ("http://127.0.0.1", "127.0.0.1:443"),
            ("https://127.0.0.1", "127.0.0.1:80"),
            ("http://127.0.0.1:9999", "127.0.0.1:8765"),
            ("http://chat.example:8080", "chat.example"),
            ("http://[::1]", "[::2]"),
            ("http://localhost", "127.0.0.1"),
        ] {
            assert!(!same(origin, host), "{origin} {host}");
        }
    }

    #[test]
    fn only_web_pages_have_an_origin() {
        for text in ["null", "", "file://", "http://", "127.0.0.1", "chrome-extension://abc", "http://a/b"] {
            assert_eq!(Origin::parse(text), None, "{text}");
        }
    }
}
