//! The name or address of a host, as browsers send it and as people type it.
//!
//! # Invariants
//! * A [`HostName`] has only characters that mean nothing in HTML, in a URL's path and in a header.
//! * Each host has one form: a name is in lower case without the dot that may end it, and an IPv4
//!   address inside an IPv6 address is the IPv4 address.

use std::fmt;
use std::net::IpAddr;

use serde::{Serialize, Serializer};

/// The longest name that DNS allows (RFC 1035).
const MAX_NAME_BYTES: usize = 253;

/// The name or address of one host, without a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostName(Host);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Host {
    Ip(IpAddr),
    Name(String),
}

/// The reason why a text is not the name of exactly one host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum HostNameError {
    /// The text is a whole address of a page.
    #[error("write the name alone, such as chat.example, without http:// and /")]
    Address,
    /// The text stands for many names.
    #[error("write each name in full; * does not stand for others")]
    Wildcard,
    /// The text has letters that browsers translate before they send a name.
    #[error("write the name as browsers send it: their address bar copies it, beginning with xn--")]
    NotAscii,
    /// The text is a name with a port.
    #[error("leave the port out; a name is allowed at every port")]
    Port,
    /// The text is something else.
    #[error("this is not a host name; write one such as chat.example")]
    NotAName,
}

impl HostName {
    /// Parses a name or an address that a person typed. An IPv6 address may have brackets.
    ///
    /// # Errors
    /// When the text is not the name of exactly one host.
    pub fn new(typed: &str) -> Result<HostName, HostNameError> {
        let name = typed.trim();
        if name.contains('/') {
            return Err(HostNameError::Address);
        }
        if name.contains('*') {
            return Err(HostNameError::Wildcard);
        }
        if !name.is_ascii() {
            return Err(HostNameError::NotAscii);
        }
        parse_any(name)
            .ok_or_else(|| if has_port(name) { HostNameError::Port } else { HostNameError::NotAName })
    }

    /// Parses a name or an IPv4 address, as `Host` and `Origin` carry it.
    pub(crate) fn parse(text: &str) -> Option<HostName> {
        let name = text.strip_suffix('.').unwrap_or(text).to_ascii_lowercase();
        if let Ok(ip) = name.parse::<IpAddr>() {
            return ip.is_ipv4().then_some(HostName::from(ip));
        }
        let fits = name.len() <= MAX_NAME_BYTES && name.split('.').all(is_label);
        fits.then_some(HostName(Host::Name(name)))
    }

    /// Returns the address, if this is one.
    pub(crate) fn ip(&self) -> Option<IpAddr> {
        match &self.0 {
            Host::Ip(ip) => Some(*ip),
            Host::Name(_) => None,
        }
    }

    /// Returns the name, in lower case, if this is not an address.
    pub(crate) fn name(&self) -> Option<&str> {
        match &self.0 {
            Host::Ip(_) => None,
            Host::Name(name) => Some(name),
        }
    }
}

fn parse_any(name: &str) -> Option<HostName> {
    let address = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(name);
    address.parse::<IpAddr>().map_or_else(|_| HostName::parse(name), |ip| Some(HostName::from(ip)))
}

fn has_port(name: &str) -> bool {
    name.rsplit_once(':').is_some_and(|(host, port)| {
        parse_any(host).is_some() && port.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn is_label(label: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (1..=63).contains(&label.len()) && label.bytes().all(allowed)
}

impl From<IpAddr> for HostName {
    fn from(ip: IpAddr) -> HostName {
        HostName(Host::Ip(ip.to_canonical()))
    }
}

/// As in a URL: an IPv6 address has brackets.
impl fmt::Display for HostName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Host::Ip(IpAddr::V6(ip)) => write!(f, "[{ip}]"),
            Host::Ip(IpAddr::V4(ip)) => write!(f, "{ip}"),
            Host::Name(name) => f.write_str(name),
        }
    }
}

/// As in the settings: an IPv6 address has no brackets.
impl Serialize for HostName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Host::Ip(ip) => ip.serialize(serializer),
            Host::Name(name) => name.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_host_name_is_kept_as_browsers_send_it() {
        for (typed, kept) in [
            ("Chat.Example", "chat.example"),
            (" chat.example. ", "chat.example"),
            ("upstream", "upstream"),
            ("192.0.2.7", "192.0.2.7"),
            ("[2001:DB8::1]", "2001:db8::1"),
            ("2001:db8::1", "2001:db8::1"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ] {
            let name = HostName::new(typed).unwrap();
            assert_eq!(json!(name), json!(kept), "{typed}");
            assert_eq!(HostName::new(kept), Ok(name), "what is kept is read again");
        }
    }

    #[test]
    fn each_fault_of_a_host_name_has_its_own_reason() {
        use HostNameError::{Address, NotAName, NotAscii, Port, Wildcard};
        for (typed, reason) in [
            ("http://chat.example/", Address),
            ("chat.example/chat", Address),
            ("chat.example:8080", Port),
            ("[::1]:80", Port),
            ("*.example", Wildcard),
            ("bücher.example", NotAscii),
            ("two names", NotAName),
            ("user@chat.example", NotAName),
            ("user@chat.example:80", NotAName),
            ("[::1", NotAName),
            ("a..b", NotAName),
            ("", NotAName),
        ] {
            assert_eq!(HostName::new(typed), Err(reason), "{typed}");
        }
    }
}
