//! What a room is opened with.

use std::num::NonZeroU32;
use std::path::PathBuf;

use crate::code::Code;
use crate::max_guests::MaxGuests;
use crate::title::Title;

/// How often a session may post in a minute unless the room is told otherwise.
pub const DEFAULT_POSTS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(120).expect("not zero");

/// How many guests' worth of everything an address has unless the room is told otherwise: a class may sit behind one.
pub const DEFAULT_GUESTS_PER_ADDRESS: NonZeroU32 = NonZeroU32::new(20).expect("not zero");

/// How many streams an address has at least unless the room is told otherwise, and how many for each of its guests.
const STREAMS_PER_ADDRESS: NonZeroU32 = NonZeroU32::new(256).expect("not zero");
const STREAMS_PER_GUEST: NonZeroU32 = NonZeroU32::new(4).expect("not zero");

/// How many connections an address has at least unless it is told otherwise, and how many for each of
/// its streams: a guest's other requests take some, too.
const CONNECTIONS_PER_ADDRESS: NonZeroU32 = NonZeroU32::new(512).expect("not zero");
const CONNECTIONS_PER_STREAM: NonZeroU32 = NonZeroU32::new(2).expect("not zero");

/// How many streams a session may have unless the room is told otherwise: one for each open tab.
pub const DEFAULT_STREAMS_PER_SESSION: NonZeroU32 = NonZeroU32::new(32).expect("not zero");

/// What a room is opened with.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of `chat.txt`; made if it is not there.
    pub folder: PathBuf,
    /// The room's title.
    pub title: Title,
    /// The code that joining takes.
    pub code: Option<Code>,
    /// How many guests can be here at once.
    pub max_guests: MaxGuests,
    /// How often a session may post; `None`: no limit.
    pub posts_per_minute: Option<NonZeroU32>,
    /// How many guests' worth of posts, joins, searches and wrong codes an address has; `None`: no limit.
    pub guests_per_address: Option<NonZeroU32>,
    /// How many streams an address may have; `None`: no limit.
    pub streams_per_address: Option<NonZeroU32>,
    /// How many streams a session may have; `None`: no limit.
    pub streams_per_session: Option<NonZeroU32>,
    /// What a second process is told about who holds the folder.
    pub held_by: String,
}

impl Options {
    /// A room in `folder` with everything else as usual.
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
            held_by: format!("process {}", std::process::id()),
        }
    }
}

/// How many streams an address takes for so many guests; `None`: no limit.
pub fn streams_for(guests_per_address: Option<NonZeroU32>) -> Option<NonZeroU32> {
    Some(guests_per_address?.saturating_mul(STREAMS_PER_GUEST).max(STREAMS_PER_ADDRESS))
}

/// How many connections an address takes for so many streams; `None`: no limit.
pub fn connections_for(streams_per_address: Option<NonZeroU32>) -> Option<NonZeroU32> {
    Some(streams_per_address?.saturating_mul(CONNECTIONS_PER_STREAM).max(CONNECTIONS_PER_ADDRESS))
}
