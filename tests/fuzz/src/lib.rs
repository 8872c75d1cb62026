//! What strangers can send, tried at random: each target takes any bytes, and panics where the room
//! would do wrong.
//!
//! The same targets run in two ways: `cargo test -p flatchat-fuzz` replays the corpus and a fixed number
//! of variations of it, on any compiler; `cargo fuzz run --fuzz-dir tests/fuzz --features libfuzzer
//! TARGET` searches for new inputs, guided by coverage.
//!
//! | target | its bytes are |
//! |---|---|
//! | `line` | lines of `chat.txt` |
//! | `cursor` | a cursor from the wire |
//! | `cookies` | what other programs put before our cookie |
//! | `join`, `say` | a kind of body, and the body |
//! | `range` | the header `Range` of a request for `chat.txt` |
//! | `log` | a script: people speak while others append to, rewrite, cut and replace the file |

mod intake;
mod log;
mod parsers;
mod range;
mod room;

/// One target.
pub struct Target {
    /// Its name, and that of its folder in the corpus.
    pub name: &'static str,
    /// Tries these bytes.
    pub run: fn(&[u8]),
    /// How many variations of its corpus a test tries.
    pub variations: usize,
}

/// All of them.
pub const TARGETS: [Target; 7] = [
    Target { name: "line", run: parsers::line, variations: 20_000 },
    Target { name: "cursor", run: parsers::cursor, variations: 20_000 },
    Target { name: "cookies", run: intake::cookies, variations: 1_000 },
    Target { name: "join", run: intake::join, variations: 1_000 },
    Target { name: "say", run: intake::say, variations: 1_000 },
    Target { name: "range", run: range::range, variations: 1_000 },
    Target { name: "log", run: log::log, variations: 60 },
];

/// Tries these bytes on the target of this name.
///
/// # Panics
/// When the room does wrong, or there is no such target.
pub fn run(name: &str, data: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name).expect("a known target");
    (target.run)(data);
}
