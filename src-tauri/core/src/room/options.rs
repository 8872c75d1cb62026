//! The options for opening a room.

use std::num::NonZeroU32;
use std::path::PathBuf;

use crate::code::Code;
use crate::files::FileLimits;
use crate::log::Reserve;
use crate::max_guests::MaxGuests;
use crate::title::Title;

/// How many posts a session may make per minute, by default.
pub const DEFAULT_POSTS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(120).expect("not zero");

/// How many guests one address may stand for, by default. A whole class may share one address.
pub const DEFAULT_GUESTS_PER_ADDRESS: NonZeroU32 = NonZeroU32::new(20).expect("not zero");

/// How many streams an address may have at least by default, and how many for each of its guests.
const STREAMS_PER_ADDRESS: NonZeroU32 = NonZeroU32::new(256).expect("not zero");
const STREAMS_PER_GUEST: NonZeroU32 = NonZeroU32::new(4).expect("not zero");

/// How many connections an address may have at least by default, and how many for each of its
/// streams: a guest's other requests need some as well.
const CONNECTIONS_PER_ADDRESS: NonZeroU32 = NonZeroU32::new(512).expect("not zero");
const CONNECTIONS_PER_STREAM: NonZeroU32 = NonZeroU32::new(2).expect("not zero");

/// How many streams a session may have by default: one for each open tab.
pub const DEFAULT_STREAMS_PER_SESSION: NonZeroU32 = NonZeroU32::new(32).expect("not zero");

/// The options for opening a room.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of `chat.txt`. It is created if it does not exist.
    pub folder: PathBuf,
    /// The room's title.
    pub title: Title,
    /// The code that is needed to join.
    pub code: Option<Code>,
    /// The most guests that can be here at once.
    pub max_guests: MaxGuests,
    /// How many posts a session may make per minute. `None` means no limit.
    pub posts_per_minute: Option<NonZeroU32>,
    /// How many guests one address may stand for, in posts, joins, searches and wrong codes. `None`
    /// means no limit.
    pub guests_per_address: Option<NonZeroU32>,
    /// How many streams an address may have. `None` means no limit.
    pub streams_per_address: Option<NonZeroU32>,
    /// How many streams a session may have. `None` means no limit.
    pub streams_per_session: Option<NonZeroU32>,
    /// How much shared files may take.
    pub files: FileLimits,
    /// The line that a second process reads about the holder of the folder.
    pub held_by: String,
    /// The runtime's worker in reserve, if it has one.
    pub reserve: Option<Reserve>,
}

impl Options {
    /// Returns the default options for a room in `folder`.
    pub fn new(folder: impl Into<PathBuf>) -> Options {
        Options {
            folder: folder.into(),
            title: Title::default(),
            code: None,
            max_guests: MaxGuests::default(),
            posts_per_minute: Some(DEFAULT_POSTS_PER_MINUTE),
            guests_per_address: Some(DEFAULT_GUESTS_PER_ADDRESS),
            streams_per_address: streams_for(Some(DEFAULT_GUESTS_PER_ADDRESS)),
            streams_per_session: Some(DEFAULT_STREAMS_PER_SESSION),
            files: FileLimits::default(),
            held_by: format!("PID {}", std::process::id()),
            reserve: None,
        }
    }
}

/// Returns how many streams an address may have for this many guests. `None` means no limit.
pub fn streams_for(guests_per_address: Option<NonZeroU32>) -> Option<NonZeroU32> {
    Some(guests_per_address?.saturating_mul(STREAMS_PER_GUEST).max(STREAMS_PER_ADDRESS))
}

/// How many connections an address takes for so many streams; `None`: no limit.
pub fn connections_for(streams_per_address: Option<NonZeroU32>) -> Option<NonZeroU32> {
    Some(streams_per_address?.saturating_mul(CONNECTIONS_PER_STREAM).max(CONNECTIONS_PER_ADDRESS))
}
