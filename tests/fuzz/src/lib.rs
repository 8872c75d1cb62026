//! Random input in place of everything that strangers can send. Each target takes any bytes, and
//! panics if the room does something wrong.
//!
//! The same targets run in two ways: `cargo test -p flatchat-fuzz` replays the corpus and a fixed
//! number of variations of it, on any compiler; `cargo fuzz run --fuzz-dir tests/fuzz --features
//! libfuzzer TARGET` searches for new inputs, guided by coverage.
//!
//! | file | content |
//! |---|---|
//! | `intake` | the targets `cookies`, `join` and `say` |
//! | `log` | the target `log` |
//! | `pictures` | the target `pictures` |
//! | `parsers` | the targets `line` and `cursor` |
//! | `range` | the target `range` |
//! | `references` | the target `references` |
//! | `room` | a room without sockets, on which targets run |
//!
//! | target | meaning of its bytes |
//! |---|---|
//! | `line` | lines of `chat.txt` |
//! | `cursor` | a cursor from the wire |
//! | `cookies` | cookies of other programs, before ours |
//! | `join`, `say` | a kind of body, and the body |
//! | `range` | the header `Range` of a request for `chat.txt` |
//! | `references` | a log whose lines refer to each other |
//! | `log` | a script: people speak while others append to, rewrite, cut and replace the file |
//! | `pictures` | a picture or a film whose metadata are removed |

mod intake;
mod log;
mod parsers;
mod pictures;
mod range;
mod references;
mod room;

/// One fuzz target.
pub struct Target {
    /// Its name, which is also the name of its folder in the corpus.
    pub name: &'static str,
    /// Runs the target on these bytes.
    pub run: fn(&[u8]),
    /// How many variations of its corpus a test tries.
    pub variations: usize,
}

/// All targets.
pub const TARGETS: [Target; 9] = [
    Target { name: "line", run: parsers::line, variations: 20_000 },
    Target { name: "cursor", run: parsers::cursor, variations: 20_000 },
    Target { name: "cookies", run: intake::cookies, variations: 1_000 },
    Target { name: "join", run: intake::join, variations: 1_000 },
    Target { name: "say", run: intake::say, variations: 1_000 },
    Target { name: "range", run: range::range, variations: 1_000 },
    Target { name: "references", run: references::references, variations: 400 },
    Target { name: "log", run: log::log, variations: 60 },
    Target { name: "pictures", run: pictures::pictures, variations: 4_000 },
];

/// Runs the target of this name on these bytes.
///
/// # Panics
/// When the room does something wrong, or there is no such target.
pub fn run(name: &str, data: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name).expect("a known target");
    (target.run)(data);
}
