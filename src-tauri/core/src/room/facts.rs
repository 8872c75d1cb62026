//! The room's answers, in the shapes that cross to pages.

use serde::{Deserialize, Serialize};

use crate::entry::Entry;
use crate::index::{Resolved, ResolvedEntry, Wording};
use crate::log::{Appended, Cursor, any_limit};
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
        let cursor = appended.end.on_wire(appended.generation).to_string();
        Receipt { entry: Entry::parse(appended.id, line, false), cursor }
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

/// An upload as it is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct UploadView {
    /// Its id. Whoever has joined and knows it may go on with the upload.
    pub id: String,
    /// How many bytes are there: the next ones belong here.
    #[cfg_attr(test, ts(type = "number"))]
    pub offset: u64,
    /// How many bytes it will have.
    #[cfg_attr(test, ts(type = "number"))]
    pub size: u64,
    /// The proof that it is shared, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub receipt: Option<Receipt>,
}

/// The lines that share files, a page at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct FilesPage {
    /// The lines, in the order that was asked for.
    pub entries: Vec<ResolvedEntry>,
    /// How many such lines there are in all.
    pub total: usize,
    /// How many bytes the folder of the files holds.
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
    /// How many bytes it may hold.
    #[cfg_attr(test, ts(type = "number"))]
    pub max_bytes: u64,
}

/// The lines with files that are wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
pub struct FilesQuery {
    /// Their order. The newest come first unless it is given.
    pub sort: Option<FilesOrder>,
    /// How many lines are left out at the beginning.
    pub skip: Option<usize>,
    /// The most lines, 1 to 200.
    #[serde(default, deserialize_with = "any_limit")]
    pub limit: Option<usize>,
    /// Words that are in the names of the files, the caption or the name of the sharer.
    pub find: Option<String>,
    /// The kind of at least one of the files.
    pub kind: Option<FilesKind>,
    /// The name of the person who shared them.
    pub from: Option<String>,
}

/// An order of lines that share files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum FilesOrder {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// Those with the most bytes first.
    Largest,
}

/// A kind of files, as their names tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum FilesKind {
    /// Pictures.
    Picture,
    /// Sounds and films.
    Media,
    /// Everything else.
    Other,
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
    #[serde(default, deserialize_with = "any_limit")]
    pub limit: Option<usize>,
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
    /// The largest file that can be shared, in bytes.
    #[cfg_attr(test, ts(type = "number"))]
    pub max_file_bytes: u64,
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
    /// How many people are here, as it was last published.
    pub people: usize,
    /// The log's end.
    pub cursor: String,
}

impl Page {
    /// Makes a page of resolved entries between two places of a log.
    pub(super) fn new(resolved: Resolved, from: Cursor, to: Cursor, generation: u64) -> Page {
        Page {
            entries: resolved.entries,
            before: (from != Cursor::START).then(|| from.on_wire(generation).to_string()),
            after: to.on_wire(generation).to_string(),
            through: resolved.through,
        }
    }
}
