//! The way by which an address leads to this computer. The page has the words for it.

use std::net::IpAddr;

use serde::Serialize;

use super::addresses::addresses;

/// The way by which an address leads to this computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Via {
    /// Through the network card of this name.
    Card(String),
    /// Through a network of which nothing more is known.
    Network,
    /// From this computer alone.
    ThisComputer,
    /// Through a name on the network.
    Name,
}

impl Via {
    /// Returns the way of an address of this computer.
    pub(super) fn of(ip: IpAddr) -> Via {
        if ip.is_loopback() {
            return Via::ThisComputer;
        }
        let known = addresses().into_iter().find(|address| address.ip == ip);
        known.map_or(Via::Network, |address| Via::Card(address.card))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_no_card_has_is_on_some_network() {
        assert_eq!(Via::of("192.0.2.1".parse().unwrap()), Via::Network);
        assert_eq!(Via::of("::1".parse().unwrap()), Via::ThisComputer);
    }
}
