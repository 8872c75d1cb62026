//! The room's answers, in the shapes that cross to pages.

use serde::{Deserialize, Serialize};

use crate::entry::Entry;
use crate::index::{Resolved, ResolvedEntry, Wording};
use crate::log::{Appended, Cursor};
use crate::refusal::Problem;

/// One person's own identity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Me {
    /// The person's name here.
    pub name: String,
    /// The log's end when the person took the name, as an offset. Lines from before are by somebody
    /// else, even under the same name.
    #[cfg_attr(test, ts(type = "number"))]
    pub since: u64,
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
    /// The entries that stand by themselves, oldest first, as later lines have left them.
    pub entries: Vec<ResolvedEntry>,
    /// The cursor for the page before this one, or `None` if this page begins the log.
    pub before: Option<String>,
    /// The cursor for what comes next, on a page or on the event stream.
    pub after: String,
    /// The entries have everything that refers to them from before this offset, and nothing from
    /// later lines.
    #[cfg_attr(test, ts(type = "number"))]
    pub through: u64,
}

/// One entry, and all that it ever said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct MessageView {
    /// The entry, as later lines have left it.
    pub entry: ResolvedEntry,
    /// All its wordings, oldest first. There is none if it was removed.
    pub wordings: Vec<Wording>,
    /// The entry has everything that refers to it from before this offset.
    #[cfg_attr(test, ts(type = "number"))]
    pub through: u64,
}

/// Entries that a search found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Finds {
    /// The entries, in the order of the lines with their newest wordings, newest first. There may
    /// be fewer than were asked for, even if the search can go on.
    pub entries: Vec<ResolvedEntry>,
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
    /// The topic, or nothing.
    pub topic: String,
    /// The ids of pinned messages, the newest pin first.
    #[cfg_attr(test, ts(type = "Array<number>"))]
    pub pins: Vec<u64>,
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

impl Page {
    /// Makes a page of resolved entries between two places.
    pub(super) fn new(resolved: Resolved, from: Cursor, to: Cursor) -> Page {
        Page {
            entries: resolved.entries,
            before: (from != Cursor::START).then(|| from.to_string()),
            after: to.to_string(),
            through: resolved.through,
        }
    }
}
