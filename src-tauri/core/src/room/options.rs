//! What a room is opened with, and what a title and a code may be.

use std::num::NonZeroU32;
use std::path::PathBuf;

use crate::refusal::Refusal;

/// How many guests a room takes unless it is told otherwise; what one laptop is measured to hold.
pub const DEFAULT_MAX_GUESTS: usize = 10_000;

/// How often a session may post in a minute unless the room is told otherwise.
pub const DEFAULT_POSTS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(120).expect("not zero");

/// How many guests' worth of everything an address has unless the room is told otherwise: a class may sit behind one.
pub const DEFAULT_GUESTS_PER_ADDRESS: NonZeroU32 = NonZeroU32::new(20).expect("not zero");

/// How many streams an address has at least unless the room is told otherwise, and how many for each of its guests.
const STREAMS_PER_ADDRESS: NonZeroU32 = NonZeroU32::new(256).expect("not zero");
const STREAMS_PER_GUEST: NonZeroU32 = NonZeroU32::new(4).expect("not zero");

/// How many streams a session may have unless the room is told otherwise: one for each open tab.
pub const DEFAULT_STREAMS_PER_SESSION: NonZeroU32 = NonZeroU32::new(32).expect("not zero");

/// The longest title and code, in characters.
const MAX_TITLE_CHARS: usize = 64;
const MAX_CODE_CHARS: usize = 64;

/// What a room is opened with.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of `chat.txt`; made if it is not there.
    pub folder: PathBuf,
    /// The room's title, 1 to 64 characters.
    pub title: String,
    /// The code that joining takes.
    pub code: Option<String>,
    /// The most guests that are here at once. The host is none of them.
    pub max_guests: usize,
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
            title: "Flatchat".to_owned(),
            code: None,
            max_guests: DEFAULT_MAX_GUESTS,
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

/// A title as it is kept.
///
/// # Errors
/// When it is empty or too long.
pub fn check_title(title: &str) -> Result<String, Refusal> {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    match title.chars().count() {
        0 => Err(Refusal::BadTitle("the room needs a title")),
        n if n > MAX_TITLE_CHARS => Err(Refusal::BadTitle("a title has at most 64 characters")),
        _ => Ok(title),
    }
}

/// A code as it is kept; white space alone is no code.
///
/// # Errors
/// When it is too long.
pub fn check_code(code: Option<&str>) -> Result<Option<String>, Refusal> {
    let code = code.map(str::trim).filter(|code| !code.is_empty());
    match code {
        Some(code) if code.chars().count() > MAX_CODE_CHARS => {
            Err(Refusal::BadCode("a code has at most 64 characters"))
        }
        Some(code) if code.chars().any(char::is_control) => {
            Err(Refusal::BadCode("a code cannot have control characters"))
        }
        code => Ok(code.map(str::to_owned)),
    }
}

/// The most guests, as a host may choose them.
///
/// # Errors
/// When it is none, or more than a room is made for.
pub fn check_max_guests(most: usize) -> Result<usize, Refusal> {
    match most {
        1..=DEFAULT_MAX_GUESTS => Ok(most),
        _ => Err(Refusal::BadMaxGuests { most: DEFAULT_MAX_GUESTS }),
    }
}
