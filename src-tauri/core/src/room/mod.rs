//! The room: the rules of joining and saying. The one face that server and shell talk to.
//!
//! What is said goes one narrow way: [`Room::say`] validates and limits, `append` stores. Everything that a
//! stream shows comes back from the log.
//!
//! | file | what |
//! |---|---|
//! | `options` | what a room is opened with |
//! | `facts` | the shapes that cross to pages |
//! | `following` | the conversation as entries, for the desktop app |
//! | `reading` | pages of history, searches, what the room is |
//! | `presence` | open streams, who is here, what is kept over restarts |
//! | `quotas` | how much one may ask |

mod facts;
mod following;
mod options;
mod presence;
mod quotas;
mod reading;

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::sync::{Notify, Semaphore, watch};
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::claims::Claims;
use crate::entry::{Entry, say_line};
use crate::fanout::Fanout;
use crate::keys::{Keys, Known, MAX_KEY_BYTES, Said};
use crate::limits::{StreamLimits, Streams};
use crate::log::{AppendError, Appended, Cursor, Line, Log, OpenError, Sink};
use crate::name::Name;
use crate::people::{NotTaken, People, SessionId, now_ms};
use crate::refusal::Refusal;
use crate::session_key::SessionKey;
use crate::text::Text;
use crate::window::Window;
pub use facts::{Finds, Me, Page, PageQuery, Receipt, RoomFacts, RoomView};
pub use following::Following;
pub use options::{
    DEFAULT_GUESTS_PER_ADDRESS, DEFAULT_MAX_GUESTS, DEFAULT_POSTS_PER_MINUTE, DEFAULT_STREAMS_PER_SESSION,
    Options, check_code, check_max_guests, check_title, streams_for,
};
pub(crate) use presence::Guest;
pub use presence::GuestStream;
use quotas::Quotas;

/// How many searches run at once; the others wait their turn.
const MAX_FINDING: usize = 2;

#[derive(Debug)]
struct Settings {
    title: String,
    code: Option<String>,
    /// Nobody joins and nobody says anything. Not kept: a room is opened to be used.
    paused: bool,
}

/// An open room.
#[derive(Debug)]
pub struct Room {
    folder: PathBuf,
    key: SessionKey,
    log: Arc<Log>,
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
    /// How many may scan the log at once.
    finding: Semaphore,
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
    text: Mutex<Option<String>>,
    changed: Notify,
}

/// What the log tells the room.
struct RoomSink {
    window: Arc<Window>,
    trouble: Arc<Trouble>,
}

impl Sink for RoomSink {
    fn appended(&mut self, from: Cursor, lines: &[Line]) {
        self.window.appended(from, lines);
    }

    fn reset(&mut self, generation: u64) {
        self.window.reset(generation);
    }

    fn trouble(&mut self, trouble: Option<&AppendError>) {
        *lock(&self.trouble.text) = trouble.map(AppendError::to_string);
        self.trouble.changed.notify_one();
    }
}

impl Room {
    /// Opens the room in its folder. Must be called within a Tokio runtime, on which the room keeps
    /// two tasks.
    ///
    /// # Errors
    /// When the folder is held by another process or cannot be used.
    pub fn open(options: Options) -> Result<Arc<Room>, OpenError> {
        let window = Arc::new(Window::default());
        let trouble = Arc::new(Trouble::default());
        let sink = RoomSink { window: Arc::clone(&window), trouble: Arc::clone(&trouble) };
        let log = Log::open(&options.folder, &options.held_by, sink)?;
        let fanout = Arc::new(Fanout::new(window, log.watch()));
        let key = SessionKey::open(&options.folder)
            .map_err(|source| OpenError::Io { path: options.folder.clone(), source })?;
        let (claims, kept) = Claims::open(&options.folder, &key);
        let quotas = Quotas::new(&options);
        let streams = StreamLimits {
            per_session: options.streams_per_session,
            per_address: options.streams_per_address,
        };
        let room = Arc::new(Room {
            log: Arc::new(log),
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
            finding: Semaphore::new(MAX_FINDING),
            trouble,
            stirred: Notify::new(),
            urgent: Notify::new(),
            shutdown: CancellationToken::new(),
            tasks: Mutex::default(),
            key,
            folder: options.folder,
        });
        room.tell_everything();
        let tasks = [
            tokio::spawn(Arc::clone(&room).keep_telling_who_is_here()),
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

    /// What signs the sessions' cookies.
    pub(crate) fn key(&self) -> &SessionKey {
        &self.key
    }

    // ---- joining

    /// A stranger takes a name. A session that has one already goes on under the new name.
    ///
    /// # Errors
    /// When code or name do not do, the room is full, or this address tries too often.
    pub fn join(
        &self,
        session: Option<SessionId>,
        address: IpAddr,
        name: &str,
        code: Option<&str>,
    ) -> Result<(SessionId, Me), Refusal> {
        self.quotas.check_join(session.as_ref(), address)?;
        self.check_paused()?;
        if session.is_none() {
            self.check_code(address, code)?;
            if self.streams.is_full() {
                return Err(Refusal::RoomFull);
            }
        }
        let name = Name::new(name)?;
        let session = match session {
            Some(session) => session,
            None => SessionId::random().map_err(|_| Refusal::NoSession)?,
        };
        let me = self.take_name(&session, name)?;
        Ok((session, me))
    }

    /// The host takes a name, or changes it.
    ///
    /// # Errors
    /// When the name does not do, or a guest has it.
    pub fn enter_as_host(&self, name: &str) -> Result<Me, Refusal> {
        let host = SessionId::host();
        let new_here = self.name_of(&host).is_none();
        let me = self.take_name(&host, Name::new(name)?)?;
        if new_here {
            lock(&self.people).stream_opened(&host);
        }
        self.tell_room();
        Ok(me)
    }

    /// A session shows the name in its cookie. Where the room has lost what it knew of the session,
    /// the session gets its name back if that is still free.
    pub fn recognize(&self, session: &SessionId, name: &str) -> Option<Name> {
        if let Some(name) = self.name_of(session) {
            return Some(name);
        }
        if !lock(&self.people).may_return(session) {
            return None;
        }
        let name = Name::held(name)?;
        self.take_name(session, name.clone()).ok()?;
        Some(name)
    }

    /// A session comes in at another address, with a ticket that was given out, under this name,
    /// after so many arrivals. That ticket and all others of the session are used then.
    ///
    /// # Errors
    /// When it has left, when the ticket was used, or when this address tries too often.
    pub fn arrive(
        &self,
        session: &SessionId,
        name: &str,
        arrivals: u32,
        address: IpAddr,
    ) -> Result<Me, Refusal> {
        self.quotas.check_join(None, address)?;
        let name = self.recognize(session, name).ok_or(Refusal::BadTicket)?;
        if !lock(&self.people).arrives(session, arrivals, address, Instant::now()) {
            return Err(Refusal::BadTicket);
        }
        self.urgent.notify_one();
        Ok(Me { name: name.to_string() })
    }

    /// How often this session came in with a ticket; `None`: it holds no name.
    pub(crate) fn arrivals(&self, session: &SessionId) -> Option<u32> {
        lock(&self.people).arrivals(session)
    }

    /// A session ends; its name is free.
    pub fn leave(&self, session: &SessionId) {
        lock(&self.people).leave(session);
        self.fanout.stir();
        self.stirred.notify_one();
    }

    fn take_name(&self, session: &SessionId, name: Name) -> Result<Me, Refusal> {
        let me = Me { name: name.to_string() };
        lock(&self.people).take(session, name, seconds_now()).map_err(|reason| match reason {
            NotTaken::Alike(free) => Refusal::NameTaken { suggestion: free.to_string() },
            NotTaken::Full => Refusal::NamesFull,
        })?;
        self.stirred.notify_one();
        Ok(me)
    }

    fn check_code(&self, address: IpAddr, given: Option<&str>) -> Result<(), Refusal> {
        let Some(code) = self.code() else { return Ok(()) };
        let given = given.map(str::trim).filter(|given| !given.is_empty());
        self.quotas.check_code(address, &code, given.ok_or(Refusal::CodeRequired)?)
    }

    fn name_of(&self, session: &SessionId) -> Option<Name> {
        lock(&self.people).name_of(session).cloned()
    }

    // ---- saying

    /// Says `text` as this session, and answers when it is on the disk. The same `key` gets the same answer again.
    ///
    /// # Errors
    /// When the text does not do, the session posts too often, something else was said with the
    /// key, or the disk does not take it.
    pub async fn say(
        &self,
        session: &SessionId,
        address: IpAddr,
        text: &str,
        key: Option<String>,
    ) -> Result<Receipt, Refusal> {
        let name = self.name_of(session).ok_or(Refusal::JoinFirst)?;
        let (at, text) = (Timestamp::now(), Text::new(text)?);
        let said = match key {
            None => {
                let appended = self.append(session, address, say_line(at, &name, &text))?.await?;
                return Ok(Receipt::new(appended, Entry::said(0, at, &name, &text)));
            }
            Some(key) => self.say_keyed(session, address, key, (at, name), &text)?,
        };
        let appended = said.outcome.await?;
        Ok(Receipt::new(appended, Entry::said(0, said.at, &said.name, &text)))
    }

    /// Refuses what was sent to an earlier start of this room: browsers send a request once more by themselves when its connection
    /// breaks, and its key is forgotten by then.
    ///
    /// # Errors
    /// When it was another start.
    pub fn check_run(&self, run: Option<&str>) -> Result<(), Refusal> {
        if run.is_some_and(|run| run != self.run) { Err(Refusal::Restarted) } else { Ok(()) }
    }

    /// Says `text` as the host.
    ///
    /// # Errors
    /// As [`Room::say`], and before the host has a name.
    pub async fn say_as_host(&self, text: &str, key: Option<String>) -> Result<Receipt, Refusal> {
        self.say(&SessionId::host(), Ipv4Addr::LOCALHOST.into(), text, key).await
    }

    fn append(
        &self,
        session: &SessionId,
        address: IpAddr,
        line: Vec<u8>,
    ) -> Result<impl Future<Output = Result<Appended, AppendError>> + Send + 'static + use<>, Refusal> {
        self.check_paused()?;
        if *session != SessionId::host() {
            self.quotas.check_post(session, address)?;
        }
        if lock(&self.people).speaks(session, seconds_now()) {
            self.stirred.notify_one();
        }
        // It goes on by itself: what was taken in is stored even if its guest goes away meanwhile.
        Ok(self.log.append(line))
    }

    fn say_keyed(
        &self,
        session: &SessionId,
        address: IpAddr,
        key: String,
        (at, name): (Timestamp, Name),
        text: &Text,
    ) -> Result<Said, Refusal> {
        if key.len() > MAX_KEY_BYTES {
            return Err(Refusal::BadKey);
        }
        let mut keys = lock(&self.keys);
        match keys.known(session, &key, text.as_stored()) {
            Some(Known::Said(said)) => Ok(said),
            Some(Known::OtherText) => Err(Refusal::KeyReused),
            None => {
                let append = self.append(session, address, say_line(at, &name, text))?;
                Ok(keys.remember(session, key, text.as_stored(), (at, name), append))
            }
        }
    }

    /// This session is typing.
    ///
    /// # Errors
    /// When it is no session of this room.
    pub fn types(&self, session: &SessionId) -> Result<(), Refusal> {
        self.name_of(session).ok_or(Refusal::JoinFirst)?;
        lock(&self.people).types(session, Instant::now());
        self.stirred.notify_one();
        Ok(())
    }

    /// The host is typing.
    pub fn type_as_host(&self) {
        // Before the host has a name there is nobody to show.
        let _ = self.types(&SessionId::host());
    }

    fn check_paused(&self) -> Result<(), Refusal> {
        if lock(&self.settings).paused { Err(Refusal::Paused) } else { Ok(()) }
    }

    // ---- ruling

    /// From now on nobody joins, and nobody, the host included, says anything. Everyone stays, reads on and is told.
    pub fn pause(&self) {
        lock(&self.settings).paused = true;
        self.tell_room();
    }

    /// Ends a pause.
    pub fn resume(&self) {
        lock(&self.settings).paused = false;
        self.tell_room();
    }

    /// Gives the room another title.
    ///
    /// # Errors
    /// When it is empty or too long.
    pub fn set_title(&self, title: &str) -> Result<(), Refusal> {
        let title = check_title(title)?;
        lock(&self.settings).title = title;
        self.tell_room();
        Ok(())
    }

    /// Sets how many guests may be here at once. Who is here stays.
    ///
    /// # Errors
    /// When it is none, or more than a room is made for.
    pub fn set_max_guests(&self, most: usize) -> Result<(), Refusal> {
        self.streams.set_most_guests(check_max_guests(most)?);
        self.tell_room();
        Ok(())
    }

    /// Tells everyone where the room can be opened now.
    pub(crate) fn set_links(&self, links: Vec<String>) {
        let changed = {
            let mut told = lock(&self.links);
            let changed = *told != links;
            *told = links;
            changed
        };
        if changed {
            self.tell_room();
        }
    }

    /// Sets or takes away the code that joining takes. Who has joined stays in; strangers' streams end.
    ///
    /// # Errors
    /// When it is too long.
    pub fn set_code(&self, code: Option<&str>) -> Result<(), Refusal> {
        let code = check_code(code)?;
        let closes = code.is_some();
        lock(&self.settings).code = code;
        if closes {
            std::mem::take(&mut *lock(&self.strangers)).cancel();
            self.fanout.stir();
        }
        self.tell_room();
        Ok(())
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
