//! The room's answers, in the shapes that cross to pages.

use serde::{Deserialize, Serialize};

use crate::entry::Entry;
use crate::log::{Appended, Cursor, Line, PageLines};
use crate::refusal::Problem;

/// One person's own identity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Me {
    /// The person's name here.
    pub name: String,
}

/// The proof that a statement is on the disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Receipt {
    /// The entry as everyone sees it.
    pub entry: Entry,
    /// The cursor just past the entry.
    pub cursor: String,
}

impl Receipt {
    /// Makes the receipt of `line`, which is given with its LF.
    pub(super) fn new(appended: Appended, line: &[u8]) -> Receipt {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        Receipt { entry: Entry::parse(appended.id, line, false), cursor: appended.end.to_string() }
    }
}

/// A page of history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Page {
    /// The entries, oldest first.
    pub entries: Vec<Entry>,
    /// The cursor for the page before this one, or `None` if this page begins the log.
    pub before: Option<String>,
    /// The cursor for what comes next, on a page or on the event stream.
    pub after: String,
}

/// Entries that a search found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Finds {
    /// The entries, newest first.
    pub entries: Vec<Entry>,
    /// The cursor to continue the search from, or `None` if it has reached the log's start.
    pub before: Option<String>,
}

/// The page that is wanted. At most one of the three places is given, as a cursor or an offset.
/// Without a place, the newest page is returned.
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
    /// Words to search for: then only entries with all of these words are returned, newest first.
    pub find: Option<String>,
}

/// The facts about the room that its people see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct RoomFacts {
    /// Its title.
    pub title: String,
    /// The host's name, once it is known.
    pub host: Option<String>,
    /// Whether a code is needed to join.
    pub code_required: bool,
    /// The most guests that can be in the room at once.
    pub max_guests: usize,
    /// The longest text of a message, in bytes of UTF-8.
    pub max_text_bytes: usize,
    /// The longest name, in characters.
    pub max_name_chars: usize,
    /// Whether the host has paused the room, so that nobody can join or say anything.
    pub paused: bool,
    /// Why nothing can be stored at the moment, if so.
    pub trouble: Option<Problem>,
    /// A value that is new with each start. Answers to keys are remembered only until the next
    /// start.
    pub run: String,
    /// The addresses at which the room can be opened now, best first, without its code.
    pub links: Vec<String>,
}

/// The room, and the person who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct RoomView {
    /// The room.
    pub room: RoomFacts,
    /// The person who asks, or `None` if they have not joined.
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
