//! The page for a browser that uses a name we do not answer to. It shows where the room is.
//!
//! The browser may belong to a site that had its name rebound to our address. So the page contains
//! nothing that such a site does not already know: only the address that was reached, and the name
//! that is announced to the whole network anyway.

use std::net::IpAddr;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use flatchat_words::Words;
use maud::{DOCTYPE, Markup, html};

use super::{App, Peer};
use crate::host_name::HostName;

/// Returns a page that leads to the room, for a visitor who asked for `host`.
pub(super) fn signpost(app: &App, peer: Peer, host: &HostName, words: &Words) -> Response {
    let name = app.lan.announcement().name;
    let html = page(host, &places(peer, name.as_deref()), words).into_string();
    (StatusCode::FORBIDDEN, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

/// An address of the room.
struct Place {
    url: String,
    /// Whether it leads there only on the host's own computer.
    for_host_alone: bool,
}

/// Returns the addresses of the room.
fn places(peer: Peer, announced: Option<&str>) -> Vec<Place> {
    let ip = peer.local.ip().to_canonical();
    let place = |host: &str, for_host_alone| {
        let url = format!("http://{host}:{}/", peer.local.port());
        Place { url, for_host_alone }
    };
    let by_address = (!is_link_local(ip)).then(|| place(&HostName::from(ip).to_string(), ip.is_loopback()));
    by_address.into_iter().chain(announced.map(|name| place(name, false))).collect()
}

/// Whether the address is link-local. Browsers cannot write the zone that such an IPv6 address
/// needs.
fn is_link_local(ip: IpAddr) -> bool {
    matches!(ip, IpAddr::V6(ip) if ip.is_unicast_link_local())
}

fn page(host: &HostName, places: &[Place], words: &Words) -> Markup {
    let (own, language) = (&words.signpost, words.language);
    let host = host.to_string();
    html! {
        (DOCTYPE)
        html lang=(language.code()) dir=(language.direction()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (own.title) }
            }
            body {
                main {
                    h1 { (own.title) }
                    p { (own.asked.0) strong { bdi { (host) } } (own.asked.1) }
                    p { (own.open_here) }
                    ul {
                        @for place in places {
                            li {
                                bdi { a href=(place.url) { (place.url) } }
                                @if place.for_host_alone { " " (own.own_computer) }
                            }
                        }
                    }
                    p { (own.otherwise) }
                    h2 { (own.yours) }
                    p { (own.allow.0) code dir="ltr" { "--allow-host " (host) } (own.allow.1) " " (own.only_own) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use flatchat_words::Language;

    use super::*;

    fn places_at(local: &str, announced: Option<&str>) -> Vec<String> {
        let peer = Peer { remote: "192.0.2.9:4000".parse().unwrap(), local: local.parse().unwrap() };
        places(peer, announced).into_iter().map(|place| place.url).collect()
    }

    #[test]
    fn the_signpost_has_the_address_that_was_reached_and_the_announced_name() {
        let both = ["http://192.0.2.7:8765/", "http://flatchat.local:8765/"];
        assert_eq!(places_at("192.0.2.7:8765", Some("flatchat.local")), both);
        assert_eq!(places_at("[::ffff:192.0.2.7]:8765", None), both[..1]);
        assert_eq!(places_at("[2001:db8::7]:80", None), ["http://[2001:db8::7]:80/"]);
        assert_eq!(places_at("[fe80::7]:8765", Some("flatchat.local")), both[1..]);
    }

    #[test]
    fn the_signpost_speaks_the_readers_language() {
        let host = HostName::new("chat.example").unwrap();
        let peer =
            Peer { remote: "127.0.0.1:4000".parse().unwrap(), local: "127.0.0.1:8765".parse().unwrap() };
        let shown = |language: Language| page(&host, &places(peer, None), language.words()).into_string();
        let english = shown(Language::En);
        assert!(english.contains("does not answer to the name <strong><bdi>chat.example</bdi></strong>."));
        assert!(
            english.contains("http://127.0.0.1:8765/</a></bdi> (on the host’s own computer)"),
            "{english}"
        );
        let arabic = shown(Language::Ar);
        assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">") && arabic.contains("للغرفة عنوان آخر"));
    }
}
