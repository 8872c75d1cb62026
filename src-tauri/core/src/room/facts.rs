//! What the room answers with: the shapes that cross to pages.

use serde::{Deserialize, Serialize};

use crate::entry::Entry;
use crate::log::{Appended, Cursor, Line, PageLines};
use crate::refusal::Problem;

/// Who somebody is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Me {
    /// What they are called here.
    pub name: String,
}

/// What was said is on the disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Receipt {
    /// As everyone sees it.
    pub entry: Entry,
    /// Just past the entry.
    pub cursor: String,
}

impl Receipt {
    /// The receipt of `line`, given with its LF.
    pub(super) fn new(appended: Appended, line: &[u8]) -> Receipt {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        Receipt { entry: Entry::parse(appended.id, line, false), cursor: appended.end.to_string() }
    }
}

/// A page of history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Page {
    /// Oldest first.
    pub entries: Vec<Entry>,
    /// Cursor for the page just older; `None`: this one begins the log.
    pub before: Option<String>,
    /// Cursor for what comes next, also on the event stream.
    pub after: String,
}

/// Entries that were found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Finds {
    /// Newest first.
    pub entries: Vec<Entry>,
    /// Cursor to look on from; `None`: the log's start was reached.
    pub before: Option<String>,
}

/// Which page is wanted: at most one of the places, each a cursor or an offset; none: the newest.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct PageQuery {
    /// Entries before this place.
    pub before: Option<String>,
    /// Entries after this place.
    pub after: Option<String>,
    /// Entries on both sides of this place.
    pub around: Option<String>,
    /// The most entries, 1 to 200.
    pub limit: Option<usize>,
    /// Words: then only entries that have them all, and the newest first.
    pub find: Option<String>,
}

/// What a room is, for those in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct RoomFacts {
    /// Its title.
    pub title: String,
    /// The host's name, once known.
    pub host: Option<String>,
    /// Whether joining takes a code.
    pub code_required: bool,
    /// The most guests at once.
    pub max_guests: usize,
    /// The longest text of a message, in bytes of UTF-8.
    pub max_text_bytes: usize,
    /// The longest name, in characters.
    pub max_name_chars: usize,
    /// The host has paused the room: nobody joins and nobody says anything.
    pub paused: bool,
    /// Why nothing can be stored just now.
    pub trouble: Option<Problem>,
    /// Another with each start. What a key was answered is remembered for as long.
    pub run: String,
    /// Where the room can be opened just now, best first, without its code.
    pub links: Vec<String>,
}

/// What a room is, and who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct RoomView {
    /// The room.
    pub room: RoomFacts,
    /// Who asks; `None`: has not joined.
    pub me: Option<Me>,
    /// The log's end.
    pub cursor: String,
}

impl From<PageLines> for Page {
    fn from(page: PageLines) -> Page {
        Page {
            entries: page.lines.iter().map(Line::entry).collect(),
            before: (page.from != Cursor::START).then(|| page.from.to_string()),
            after: page.to.to_string(),
        }
    }
}
