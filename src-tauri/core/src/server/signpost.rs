//! The page for a browser that uses a name we do not answer to. It shows where the room is.
//!
//! The browser may belong to a site that had its name rebound to our address. So the page contains
//! nothing that such a site does not already know: only the address that was reached, and the name
//! that is announced to the whole network anyway.

use std::net::IpAddr;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::{App, Peer};
use crate::host_name::HostName;

/// Returns a page that leads to the room, for a visitor who asked for `host`.
pub(super) fn signpost(app: &App, peer: Peer, host: &HostName) -> Response {
    let name = app.lan.announcement().name;
    let html = page(host, &places(peer, name.as_deref()));
    (StatusCode::FORBIDDEN, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

/// Returns the addresses of the room, each with the readers it is for.
fn places(peer: Peer, announced: Option<&str>) -> Vec<(String, &'static str)> {
    let ip = peer.local.ip().to_canonical();
    let whom = if ip.is_loopback() { " (on the host’s own computer)" } else { "" };
    let by_address = (!is_link_local(ip)).then(|| (HostName::from(ip).to_string(), whom));
    let by_name = announced.map(|name| (name.to_owned(), ""));
    let hosts = by_address.into_iter().chain(by_name);
    hosts.map(|(host, whom)| (format!("http://{host}:{}/", peer.local.port()), whom)).collect()
}

/// Whether the address is link-local. Browsers cannot write the zone that such an IPv6 address
/// needs.
fn is_link_local(ip: IpAddr) -> bool {
    matches!(ip, IpAddr::V6(ip) if ip.is_unicast_link_local())
}

/// Nothing on this page needs escaping: see the invariants of [`HostName`].
fn page(host: &HostName, places: &[(String, &str)]) -> String {
    let links: String =
        places.iter().map(|(url, whom)| format!("<li><a href=\"{url}\">{url}</a>{whom}</li>\n")).collect();
    format!(
        "<!doctype html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"color-scheme\" content=\"light dark\">
<title>The room has another address</title>
</head>
<body>
<main>
<h1>The room has another address</h1>
<p>A Flatchat room is on this computer, but it does not answer to the name <strong>{host}</strong>.</p>
<p>Open it here:</p>
<ul>
{links}</ul>
<p>If these do not work, scan the QR code on the host’s screen, or ask the host for the link.</p>
<h2>Is it your room?</h2>
<p>Let it answer to this name: in the app, add the name in the settings under “Network”;
start <code>flatchat-server</code> with <code>--allow-host {host}</code>. Allow only names that you gave yourself: a
name that a stranger controls would let the stranger’s website read the room.</p>
</main>
</body>
</html>
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places_at(local: &str, announced: Option<&str>) -> Vec<String> {
        let peer = Peer { remote: "192.0.2.9:4000".parse().unwrap(), local: local.parse().unwrap() };
        places(peer, announced).into_iter().map(|(url, _)| url).collect()
    }

    #[test]
    fn the_signpost_has_the_address_that_was_reached_and_the_announced_name() {
        let both = ["http://192.0.2.7:8765/", "http://flatchat.local:8765/"];
        assert_eq!(places_at("192.0.2.7:8765", Some("flatchat.local")), both);
        assert_eq!(places_at("[::ffff:192.0.2.7]:8765", None), both[..1]);
        assert_eq!(places_at("[2001:db8::7]:80", None), ["http://[2001:db8::7]:80/"]);
        assert_eq!(places_at("[fe80::7]:8765", Some("flatchat.local")), both[1..]);
    }
}
