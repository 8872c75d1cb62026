//! The room: its people, its rules and its log. Server and shell talk only to this module.
//!
//! All words reach the log in one way, through `speak`. Every entry that a stream shows was read
//! back from the log.
//!
//! | file | content |
//! |---|---|
//! | `door` | joining and leaving |
//! | `act` | everything that a person can say or do |
//! | `allowed` | who may do what |
//! | `speak` | the only way from people to the log |
//! | `rule` | the host's decisions |
//! | `options` | the options for opening a room |
//! | `facts` | the data that crosses to pages |
//! | `upload` | one upload: how far it got, and whose turn it is to change it |
//! | `uploads` | the uploads that the room knows, and the limits on them |
//! | `uploading` | the bytes of a file come, piece by piece |
//! | `sharing` | complete files are moved into use, and one line says so |
//! | `shared_files` | the list of shared files |
//! | `lines` | single lines of the log |
//! | `reading` | pages of history, and facts about the room |
//! | `searching` | searches of the log |
//! | `upkeep` | the index, removed words, the topic and the pins |
//! | `removed` | up to where removals are finished |
//! | `walk` | the whole log from its start, page by page |
//! | `presence` | open streams, the people who are here, and names over restarts |
//! | `keys` | answers to retries |
//! | `quotas` | limits on how often sessions and addresses may ask |

mod act;
mod allowed;
mod door;
mod facts;
mod keys;
mod lines;
mod options;
mod presence;
mod quotas;
mod reading;
mod removed;
mod rule;
mod searching;
mod shared_files;
mod sharing;
#[cfg(test)]
mod sharing_tests;
mod speak;
#[cfg(test)]
mod tests;
mod upkeep;
mod upload;
mod uploading;
mod uploads;
mod walk;

use std::path::PathBuf;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::claims::Claims;
use crate::code::Code;
use crate::index::Index;
use crate::limits::{StreamLimits, Streams, Turns};
pub use crate::log::FindQuery;
use crate::log::{AppendError, Cursor, Log, LogListener, OpenError, Order, Placed};
use crate::name::Name;
use crate::people::{People, SessionId, now_ms};
use crate::session_key::SessionKey;
use crate::stream::{Fanout, Recent};
use crate::title::Title;
pub use act::Act;
pub use facts::{
    FilesKind, FilesOrder, FilesPage, FilesQuery, Finds, Me, MessageView, Page, PageQuery, Receipt,
    RoomFacts, RoomView, UploadView,
};
use keys::Keys;
pub use options::{
    DEFAULT_GUESTS_PER_ADDRESS, DEFAULT_POSTS_PER_MINUTE, DEFAULT_STREAMS_PER_SESSION, Options,
    connections_for, streams_for,
};
pub use presence::Guest;
use quotas::Quotas;
use upkeep::Notices;
pub(crate) use upload::Uploader;
pub(crate) use uploading::{PIECE_BYTES, Writer, Writing};
use uploads::Uploads;
pub(crate) use walk::Walk;

#[derive(Debug)]
struct Settings {
    title: Title,
    code: Option<Code>,
    /// Whether nobody can join or say anything. This is not kept over restarts, because a room is
    /// opened to be used.
    paused: bool,
}

/// An open room.
#[derive(Debug)]
pub struct Room {
    folder: PathBuf,
    key: SessionKey,
    log: Arc<Log>,
    /// The order that takes new lines. On one machine, this is the log.
    order: Arc<dyn Order>,
    fanout: Arc<Fanout>,
    settings: Mutex<Settings>,
    uploads: Uploads,
    links: Mutex<Vec<String>>,
    people: Mutex<People>,
    /// The number of guests who are here.
    guests: watch::Sender<usize>,
    /// The number of people who are here, as it was last published.
    here: AtomicUsize,
    keys: Mutex<Keys>,
    /// A random value that distinguishes keys of this start from keys of an earlier one.
    run: String,
    quotas: Quotas,
    /// Cancelled when the room gets a code, which ends the streams of readers without a session.
    strangers: Mutex<CancellationToken>,
    streams: Arc<Streams>,
    searches: Arc<Turns>,
    trouble: Arc<Trouble>,
    index: Arc<Index>,
    notices: Mutex<Notices>,
    /// The newest removal whose words are gone.
    erased: watch::Sender<Option<u64>>,
    /// Notified when somebody comes, goes or types.
    stirred: Notify,
    /// Notified when a change must be kept at once.
    urgent: Notify,
    shutdown: CancellationToken,
    tasks: Mutex<Vec<JoinHandle<()>>>,
}

/// The reason why nothing can be stored, as the log last reported it.
#[derive(Debug, Default)]
struct Trouble {
    error: Mutex<Option<AppendError>>,
    changed: Notify,
}

impl LogListener for Arc<Trouble> {
    fn appended(&mut self, _from: Cursor, _entries: &[Placed]) {}

    fn reset(&mut self, _generation: u64) {}

    fn trouble(&mut self, trouble: Option<&AppendError>) {
        *lock(&self.error) = trouble.cloned();
        self.changed.notify_one();
    }
}

impl Room {
    /// Opens the room in its folder. Must be called within a Tokio runtime, on which the room runs
    /// six tasks.
    ///
    /// # Errors
    /// When another process holds the folder, or when it cannot be used.
    pub fn open(options: Options) -> Result<Arc<Room>, OpenError> {
        let recent = Arc::new(Recent::default());
        let trouble = Arc::new(Trouble::default());
        let index = Index::new();
        let listeners: Vec<Box<dyn LogListener>> =
            vec![Box::new(Arc::clone(&recent)), Box::new(Arc::clone(&index)), Box::new(Arc::clone(&trouble))];
        let log =
            Log::open(&options.folder, &options.held_by, listeners)?.with_reserve(options.reserve.clone());
        let log = Arc::new(log);
        let fanout = Arc::new(Fanout::new(recent, log.watch()));
        let key = SessionKey::open(&options.folder)
            .map_err(|reason| OpenError::Io { path: options.folder.clone(), reason })?;
        let (claims, kept) = Claims::open(&options.folder, &key);
        let (quotas, uploads) = (Quotas::new(&options), Uploads::new(&options));
        let streams = StreamLimits {
            per_session: options.streams_per_session,
            per_address: options.streams_per_address,
        };
        let room = Arc::new(Room {
            order: log.clone(),
            log,
            fanout,
            settings: Mutex::new(Settings { title: options.title, code: options.code, paused: false }),
            uploads,
            links: Mutex::default(),
            people: Mutex::new(People::restore(kept, now_ms())),
            guests: watch::Sender::new(0),
            here: AtomicUsize::new(0),
            keys: Mutex::default(),
            run: random_run(),
            quotas,
            strangers: Mutex::default(),
            streams: Arc::new(Streams::new(options.max_guests, streams)),
            searches: searching::turns(options.guests_per_address),
            trouble,
            index,
            notices: Mutex::default(),
            erased: watch::Sender::new(None),
            stirred: Notify::new(),
            urgent: Notify::new(),
            shutdown: CancellationToken::new(),
            tasks: Mutex::default(),
            key,
            folder: options.folder,
        });
        room.publish_all();
        let tasks = [
            tokio::spawn(Arc::clone(&room).keep_publishing_people()),
            tokio::spawn(Arc::clone(&room).keep_names(claims)),
            tokio::spawn(Arc::clone(&room).keep_index()),
            tokio::spawn(Arc::clone(&room).keep_removals()),
            tokio::spawn(Arc::clone(&room).keep_notices()),
            tokio::spawn(Arc::clone(&room).keep_uploads()),
        ];
        lock(&room.tasks).extend(tasks);
        Ok(room)
    }

    /// Ends all streams, stores the waiting lines, and releases the folder.
    pub async fn close(&self) {
        self.shutdown.cancel();
        self.fanout.close();
        let tasks = std::mem::take(&mut *lock(&self.tasks));
        for task in tasks {
            if let Err(error) = task.await {
                tracing::error!(%error, "a task of the room failed");
            }
        }
        let log = Arc::clone(&self.log);
        if let Err(error) = tokio::task::spawn_blocking(move || log.close()).await {
            tracing::error!(%error, "the log did not close");
        }
    }

    /// Returns the part that subscribers share.
    pub(crate) fn fanout(&self) -> &Arc<Fanout> {
        &self.fanout
    }

    /// Returns the name that a session holds.
    fn name_of(&self, session: &SessionId) -> Option<Name> {
        lock(&self.people).name_of(session).cloned()
    }

    /// Returns the key that signs the sessions' cookies.
    pub(crate) fn key(&self) -> &SessionKey {
        &self.key
    }
}

/// On a system without random bytes this value is empty, but nobody can join there either.
fn random_run() -> String {
    SessionId::random().map_or_else(|_| String::new(), |id| id.to_string()[16..].to_owned())
}

fn seconds_now() -> u64 {
    u64::try_from(Timestamp::now().as_second()).unwrap_or(0)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
