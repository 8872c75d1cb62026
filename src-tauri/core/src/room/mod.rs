//! The room: its people, its rules and its log. Server and shell talk to it alone.
//!
//! What people say goes one narrow way, through `speak`. Everything that a stream shows comes back
//! from the log.
//!
//! | file | what |
//! |---|---|
//! | `door` | getting in and leaving |
//! | `speak` | the only way from people to the log |
//! | `rule` | what the host decides |
//! | `options` | what a room is opened with |
//! | `facts` | the shapes that cross to pages |
//! | `reading` | pages of history, what the room is |
//! | `searching` | searches of the log |
//! | `presence` | open streams, who is here, what is kept over restarts |
//! | `keys` | what a retry gets |
//! | `quotas` | how much one may ask |

mod door;
mod facts;
mod keys;
mod options;
mod presence;
mod quotas;
mod reading;
mod rule;
mod searching;
mod speak;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::claims::Claims;
use crate::code::Code;
use crate::limits::{StreamLimits, Streams, Turns};
use crate::log::{AppendError, Cursor, Log, LogListener, OpenError, Order, Placed};
use crate::name::Name;
use crate::people::{People, SessionId, now_ms};
use crate::session_key::SessionKey;
use crate::stream::{Fanout, Recent};
use crate::title::Title;
pub use facts::{Finds, Me, Page, PageQuery, Receipt, RoomFacts, RoomView};
use keys::Keys;
pub use options::{
    DEFAULT_GUESTS_PER_ADDRESS, DEFAULT_POSTS_PER_MINUTE, DEFAULT_STREAMS_PER_SESSION, Options,
    connections_for, streams_for,
};
pub use presence::Guest;
use quotas::Quotas;

#[derive(Debug)]
struct Settings {
    title: Title,
    code: Option<Code>,
    /// Nobody joins and nobody says anything. Not kept: a room is opened to be used.
    paused: bool,
}

/// An open room.
#[derive(Debug)]
pub struct Room {
    folder: PathBuf,
    key: SessionKey,
    log: Arc<Log>,
    /// Takes new lines. Alone, this is the log.
    order: Arc<dyn Order>,
    fanout: Arc<Fanout>,
    settings: Mutex<Settings>,
    links: Mutex<Vec<String>>,
    people: Mutex<People>,
    /// How many guests are here.
    guests: watch::Sender<usize>,
    keys: Mutex<Keys>,
    /// Tells these keys from those of an earlier start.
    run: String,
    quotas: Quotas,
    /// Ends the streams of those without a session, when the room gets a code.
    strangers: Mutex<CancellationToken>,
    streams: Arc<Streams>,
    searches: Arc<Turns>,
    trouble: Arc<Trouble>,
    /// Somebody came, went, or types.
    stirred: Notify,
    /// Something is to be kept at once.
    urgent: Notify,
    shutdown: CancellationToken,
    tasks: Mutex<Vec<JoinHandle<()>>>,
}

/// Why nothing can be stored, as the log last said.
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
    /// Opens the room in its folder. Must be called within a Tokio runtime, on which the room keeps
    /// two tasks.
    ///
    /// # Errors
    /// When the folder is held by another process or cannot be used.
    pub fn open(options: Options) -> Result<Arc<Room>, OpenError> {
        let recent = Arc::new(Recent::default());
        let trouble = Arc::new(Trouble::default());
        let listeners: Vec<Box<dyn LogListener>> =
            vec![Box::new(Arc::clone(&recent)), Box::new(Arc::clone(&trouble))];
        let log = Arc::new(Log::open(&options.folder, &options.held_by, listeners)?);
        let fanout = Arc::new(Fanout::new(recent, log.watch()));
        let key = SessionKey::open(&options.folder)
            .map_err(|source| OpenError::Io { path: options.folder.clone(), source })?;
        let (claims, kept) = Claims::open(&options.folder, &key);
        let quotas = Quotas::new(&options);
        let streams = StreamLimits {
            per_session: options.streams_per_session,
            per_address: options.streams_per_address,
        };
        let room = Arc::new(Room {
            order: log.clone(),
            log,
            fanout,
            settings: Mutex::new(Settings { title: options.title, code: options.code, paused: false }),
            links: Mutex::default(),
            people: Mutex::new(People::restore(kept, now_ms())),
            guests: watch::Sender::new(0),
            keys: Mutex::default(),
            run: random_run(),
            quotas,
            strangers: Mutex::default(),
            streams: Arc::new(Streams::new(options.max_guests, streams)),
            searches: searching::turns(options.guests_per_address),
            trouble,
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
        ];
        lock(&room.tasks).extend(tasks);
        Ok(room)
    }

    /// Ends all streams, stores what waits, and lets go of the folder.
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

    /// What subscribers share.
    pub(crate) fn fanout(&self) -> &Arc<Fanout> {
        &self.fanout
    }

    /// The name that a session holds.
    fn name_of(&self, session: &SessionId) -> Option<Name> {
        lock(&self.people).name_of(session).cloned()
    }

    /// What signs the sessions' cookies.
    pub(crate) fn key(&self) -> &SessionKey {
        &self.key
    }
}

/// Where the system has no random bytes, nobody is let in either.
fn random_run() -> String {
    SessionId::random().map_or_else(|_| String::new(), |id| id.as_str()[16..].to_owned())
}

fn seconds_now() -> u64 {
    u64::try_from(Timestamp::now().as_second()).unwrap_or(0)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
