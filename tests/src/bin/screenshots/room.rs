//! The people in the pictures, and their messages.

use std::fmt::Write as _;
use std::process::Command;

use flatchat_tests::browser::Browser;
use reqwest::{Client, Response};
use serde_json::json;

/// The room's title.
pub(crate) const TITLE: &str = "Maker Night";
/// The host.
pub(crate) const HOST: &str = "Hanna";
/// The guest on a phone.
pub(crate) const ON_A_PHONE: &str = "Amara";
/// The guest on a laptop.
pub(crate) const ON_A_LAPTOP: &str = "Ben";
/// The other guests.
pub(crate) const QUIET_GUESTS: [&str; 3] = ["Uma", "Milo", "Yuki"];
/// The guest who is typing.
pub(crate) const TYPIST: &str = "Milo";

/// Earlier lines: minutes ago, the speaker (an empty name stands for a line from a script), and the
/// words. Words that begin with a verb and `#N` refer to the line N of this list, from 0.
const EARLIER: [(u32, &str, &str); 24] = [
    (26 * 60, "Hanna", "Doors open at seven tomorrow. Bring whatever you are building \u{1f528}"),
    (26 * 60 - 3, "Uma", "I'll bring the loom. It needs half a table, sorry in advance."),
    (26 * 60 - 4, "Ben", "Half a table for half a carpet, fair."),
    (31, "Hanna", "We're in! The big table is ours until ten.\u{b}Sockets are along the window wall."),
    (28, "Milo", "On my way, the tram is not"),
    (27, "Milo", "15 minutes"),
    (24, "Amara", "Has anyone got a 10k resistor? I have counted mine twice and it is still zero."),
    (23, "Ben", "Blue box, third drawer, next to the labels that say something else"),
    (22, "Amara", "Found it, you are a hero \u{1f499}"),
    (9, "Hanna", "Soup is on the stove:\u{b}1. lentil\u{b}2. lentil, but spicy"),
    (8, "Ben", "2, please"),
    (5, "", "printer said: plate 2 of 3 is done, 41 minutes left"),
    (4, "Yuki", LAST_OF_EARLIER),
    (3, "Hanna", "set topic: Tonight: soldering for beginners"),
    (3, "Hanna", "pinned #3: "),
    (3, "Milo", "replied to #9: Two for me as well, if there is bread"),
    (2, "Uma", "reacted to #9: \u{1f44d}"),
    (2, "Yuki", "reacted to #9: \u{1f44d}"),
    (2, "Milo", "reacted to #9: \u{1f389}"),
    (2, "Amara", "reacted to #9: \u{1f44d}"),
    (2, "Ben", "edited #7: Blue box, fourth drawer, next to the labels that say something else"),
    (2, "Amara", "reacted to #7: \u{2764}\u{fe0f}"),
    (2, "Milo", "This one was meant for somebody else"),
    (1, "Milo", "removed #22: "),
];

/// The last of the earlier messages that stands in the list.
pub(crate) const LAST_OF_EARLIER: &str = "The pinout you asked for: https://pinout.xyz/pinout/spi";

/// Returns `chat.txt` as it was before the pictures.
pub(crate) fn earlier() -> String {
    let mut ids = Vec::new();
    EARLIER.iter().fold(String::new(), |mut log, (minutes, name, text)| {
        let written = match (*name, referring(text, &ids)) {
            ("", _) => writeln!(log, "{text}"),
            (name, Some(statement)) => writeln!(log, "{} {name} {statement}", stamp(*minutes)),
            (name, None) => writeln!(log, "{} {name} said: {text}", stamp(*minutes)),
        };
        written.expect("text can be written");
        ids.push(log[..log.len() - 1].rfind('\n').map_or(0, |end| end + 1));
        log
    })
}

/// Returns the statement that refers to a line, or sets the topic.
fn referring(text: &str, ids: &[usize]) -> Option<String> {
    if text.starts_with("set topic: ") {
        return Some(text.to_owned());
    }
    let (verb, rest) = text.split_once(" #")?;
    let (line, words) = rest.split_once(": ")?;
    Some(format!("{verb} {}: {words}", ids[line.parse::<usize>().ok()?]))
}

/// Sends the messages that are said while the pictures are taken.
pub(crate) fn live<'a>(
    window: &'a Browser,
    phone: &'a Browser,
    laptop: &'a Browser,
) -> [(&'a Browser, &'a str); 4] {
    [
        (phone, "Thank you! That saves me a short circuit."),
        (phone, "Also: it blinks!!"),
        (window, "Pictures or it did not blink \u{1f4a1}"),
        (laptop, "Coming over. Save me a bowl of 2"),
    ]
}

fn stamp(minutes_ago: u32) -> String {
    let date = Command::new("date")
        .args(["-u", "-d", &format!("-{minutes_ago} minutes"), "+%Y-%m-%dT%H:%M:%SZ"])
        .output()
        .expect("date runs");
    String::from_utf8_lossy(&date.stdout).trim().to_owned()
}

/// A guest in the room who needs no browser.
pub(crate) struct QuietGuest {
    pub(crate) name: &'static str,
    http: Client,
    address: String,
    cookie: String,
    _stream: Response,
}

impl QuietGuest {
    pub(crate) async fn join(address: &str, name: &'static str) -> QuietGuest {
        let http = Client::builder().no_proxy().build().expect("a client can be built");
        let address = address.split('#').next().unwrap_or(address).to_owned();
        let joined = http
            .post(format!("{address}join"))
            .header("content-type", "application/json")
            .body(json!({"name": name}).to_string())
            .send()
            .await
            .expect("the room answers");
        let cookie = joined.headers().get("set-cookie").and_then(|cookie| cookie.to_str().ok());
        let cookie = cookie.and_then(|cookie| cookie.split(';').next()).expect("a session").to_owned();
        let stream = http.get(format!("{address}events")).header("cookie", &cookie).send().await;
        QuietGuest { name, http, address, cookie, _stream: stream.expect("the stream opens") }
    }

    pub(crate) async fn type_something(&self) {
        let typing = self.http.post(format!("{}typing", self.address)).header("cookie", &self.cookie);
        typing.send().await.expect("the room answers");
    }
}
