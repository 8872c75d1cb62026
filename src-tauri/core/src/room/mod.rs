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
//! | `presence` | open streams, who is here |

mod facts;
mod following;
mod options;
mod presence;
mod reading;

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::{Notify, Semaphore};
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::claims;
use crate::entry::{Entry, say_line};
use crate::fanout::Fanout;
use crate::keys::{Keys, MAX_KEY_BYTES};
use crate::limits::{PerMinute, Streams};
use crate::log::{AppendError, Cursor, Line, Log, OpenError, Sink};
use crate::name::Name;
use crate::people::{People, SessionId};
use crate::refusal::Refusal;
use crate::text::Text;
use crate::window::Window;
pub use facts::{Finds, Me, Page, PageQuery, Receipt, RoomFacts, RoomView};
pub use following::Following;
pub use options::{
    DEFAULT_MAX_GUESTS, DEFAULT_POSTS_PER_MINUTE, DEFAULT_STREAMS_PER_ADDRESS, Options, check_code,
    check_max_guests, check_title,
};
pub(crate) use presence::Guest;
pub use presence::GuestStream;

/// How many sessions' worth of posts one address has: a class may sit behind one.
const SESSIONS_PER_ADDRESS: NonZeroU32 = NonZeroU32::new(20).expect("not zero");

/// How many searches an address has for each post that a session has.
const FINDS_PER_POST: NonZeroU32 = NonZeroU32::new(2).expect("not zero");

/// How long an address that guessed too often is not listened to.
const LOCKED_OUT: Duration = Duration::from_secs(60);

/// How many tries at joining an address has in a minute, and how many wrong codes.
const JOINS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(120).expect("not zero");
const WRONG_CODES_PER_MINUTE: NonZeroU32 = NonZeroU32::new(10).expect("not zero");

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
    log: Arc<Log>,
    fanout: Arc<Fanout>,
    settings: Mutex<Settings>,
    links: Mutex<Vec<String>>,
    people: Mutex<People>,
    keys: Mutex<Keys>,
    /// Tells these keys from those of an earlier start.
    run: String,
    posts: PerMinute<SessionId>,
    /// Sessions cost nothing: this is what one machine may post under however many names.
    posts_of_address: PerMinute<IpAddr>,
    finds: PerMinute<IpAddr>,
    joins: PerMinute<IpAddr>,
    wrong_codes: PerMinute<IpAddr>,
    locked_out: Mutex<HashMap<IpAddr, Instant>>,
    /// Ends the streams of those without a session, when the room gets a code.
    strangers: Mutex<CancellationToken>,
    streams: Arc<Streams>,
    /// How many may scan the log at once.
    finding: Semaphore,
    trouble: Arc<Trouble>,
    /// Somebody came, went, or types.
    stirred: Notify,
    shutdown: CancellationToken,
    keeper: Mutex<Option<JoinHandle<()>>>,
}

/// Why nothing can be stored, as the log last said.
#[derive(Debug, Default)]
struct Trouble {
    text: Mutex<Option<String>>,
    changed: Notify,
}

/// A message on its way into the log.
struct Saying {
    line: Vec<u8>,
    /// What it will be read back as, but for its id.
    entry: Entry,
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
    /// Opens the room in its folder. Must be called within a Tokio runtime, on which the room keeps one task.
    ///
    /// # Errors
    /// When the folder is held by another process or cannot be used.
    pub fn open(options: Options) -> Result<Arc<Room>, OpenError> {
        let window = Arc::new(Window::default());
        let trouble = Arc::new(Trouble::default());
        let sink = RoomSink { window: Arc::clone(&window), trouble: Arc::clone(&trouble) };
        let log = Log::open(&options.folder, &options.held_by, sink)?;
        let fanout = Arc::new(Fanout::new(window, log.watch()));
        let people = People::restore(claims::read(&options.folder), seconds_now());
        let room = Arc::new(Room {
            log: Arc::new(log),
            fanout,
            settings: Mutex::new(Settings { title: options.title, code: options.code, paused: false }),
            links: Mutex::default(),
            people: Mutex::new(people),
            keys: Mutex::default(),
            run: random_run(),
            posts: PerMinute::new(options.posts_per_minute),
            posts_of_address: PerMinute::new(
                options.posts_per_minute.map(|most| most.saturating_mul(SESSIONS_PER_ADDRESS)),
            ),
            finds: PerMinute::new(options.posts_per_minute.map(|most| most.saturating_mul(FINDS_PER_POST))),
            joins: PerMinute::new(Some(JOINS_PER_MINUTE)),
            wrong_codes: PerMinute::new(Some(WRONG_CODES_PER_MINUTE)),
            locked_out: Mutex::default(),
            strangers: Mutex::default(),
            streams: Arc::new(Streams::new(options.max_guests, options.streams_per_address)),
            finding: Semaphore::new(MAX_FINDING),
            trouble,
            stirred: Notify::new(),
            shutdown: CancellationToken::new(),
            keeper: Mutex::default(),
            folder: options.folder,
        });
        room.tell_everything();
        // Read here: the task may come to run only after the first guest has joined.
        let kept = lock(&room.people).kept_version();
        *lock(&room.keeper) = Some(tokio::spawn(Arc::clone(&room).keep(kept)));
        Ok(room)
    }

    /// Ends all streams, stores what waits, and lets go of the folder.
    pub async fn close(&self) {
        self.shutdown.cancel();
        self.fanout.close();
        let keeper = lock(&self.keeper).take();
        if let Some(keeper) = keeper
            && let Err(error) = keeper.await
        {
            tracing::error!(%error, "the room's task failed");
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

    // ---- joining

    /// A stranger takes a name. Who has a session already keeps it, under the new name.
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
        self.joins.check(&address)?;
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

    /// A session shows the name in its cookie. One that was forgotten gets its name back if that is still free.
    pub fn recognize(&self, session: &SessionId, name: &str) -> Option<Name> {
        if let Some(name) = self.name_of(session) {
            return Some(name);
        }
        if lock(&self.people).has_ended(session) {
            return None;
        }
        let name = Name::held(name)?;
        self.take_name(session, name.clone()).ok()?;
        Some(name)
    }

    /// A session comes in at another address, with the name it had.
    ///
    /// # Errors
    /// When it has left or its name is somebody else's by now, or this address tries too often.
    pub fn arrive(&self, session: &SessionId, address: IpAddr, name: &str) -> Result<Me, Refusal> {
        self.joins.check(&address)?;
        let name = self.recognize(session, name).ok_or(Refusal::BadTicket)?;
        Ok(Me { name: name.to_string() })
    }

    /// A session ends; its name is free.
    pub fn leave(&self, session: &SessionId) {
        lock(&self.people).leave(session);
        self.fanout.stir();
        self.stirred.notify_one();
    }

    fn take_name(&self, session: &SessionId, name: Name) -> Result<Me, Refusal> {
        let me = Me { name: name.to_string() };
        lock(&self.people)
            .take(session, name, seconds_now())
            .map_err(|free| Refusal::NameTaken { suggestion: free.to_string() })?;
        self.stirred.notify_one();
        Ok(me)
    }

    fn check_code(&self, address: IpAddr, given: Option<&str>) -> Result<(), Refusal> {
        let code = lock(&self.settings).code.clone();
        if code.is_some() {
            self.check_locked_out(address)?;
        }
        let given = given.map(str::trim).filter(|given| !given.is_empty());
        match (code, given) {
            (None, _) => Ok(()),
            (Some(_), None) => Err(Refusal::CodeRequired),
            (Some(code), Some(given)) if code == given => Ok(()),
            (Some(_), Some(_)) => Err(self.count_wrong_code(address)),
        }
    }

    fn count_wrong_code(&self, address: IpAddr) -> Refusal {
        let Err(too_fast) = self.wrong_codes.check(&address) else { return Refusal::WrongCode };
        lock(&self.locked_out).insert(address, Instant::now() + LOCKED_OUT);
        too_fast
    }

    /// While an address is locked out even the right code is refused: a guesser must not learn it.
    fn check_locked_out(&self, address: IpAddr) -> Result<(), Refusal> {
        let now = Instant::now();
        match lock(&self.locked_out).get(&address) {
            Some(until) if *until > now => {
                Err(Refusal::TooFast { after_secs: until.duration_since(now).as_secs() + 1 })
            }
            _ => Ok(()),
        }
    }

    fn name_of(&self, session: &SessionId) -> Option<Name> {
        lock(&self.people).name_of(session).cloned()
    }

    // ---- saying

    /// Says `text` as this session, and answers when it is on the disk. The same `key` gets the same answer again.
    ///
    /// # Errors
    /// When the text does not do, the session posts too often, or the disk does not take it.
    pub async fn say(
        &self,
        session: &SessionId,
        address: IpAddr,
        text: &str,
        key: Option<String>,
    ) -> Result<Receipt, Refusal> {
        let name = self.name_of(session).ok_or(Refusal::JoinFirst)?;
        let (now, text) = (Timestamp::now(), Text::new(text)?);
        let saying = Saying { line: say_line(now, &name, &text), entry: Entry::said(0, now, &name, &text) };
        match key {
            None => Ok(self.say_once(session, address, saying)?.await?),
            Some(key) => Ok(self.say_keyed(session, address, key, saying)?.await?),
        }
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

    fn say_once(
        &self,
        session: &SessionId,
        address: IpAddr,
        saying: Saying,
    ) -> Result<impl Future<Output = Result<Receipt, AppendError>> + Send + 'static, Refusal> {
        self.check_paused()?;
        if *session != SessionId::host() {
            self.posts.check(session)?;
            self.posts_of_address.check(&address)?;
        }
        if lock(&self.people).stops_typing(session) {
            self.stirred.notify_one();
        }
        // It goes on by itself: what was taken in is stored even if its guest goes away meanwhile.
        let append = self.log.append(saying.line);
        Ok(async move { Ok(Receipt::new(append.await?, saying.entry)) })
    }

    fn say_keyed(
        &self,
        session: &SessionId,
        address: IpAddr,
        key: String,
        saying: Saying,
    ) -> Result<crate::keys::Answer, Refusal> {
        if key.len() > MAX_KEY_BYTES {
            return Err(Refusal::BadKey);
        }
        let key = (session.clone(), key);
        let mut keys = lock(&self.keys);
        if let Some(answer) = keys.answer(&key) {
            return Ok(answer);
        }
        let append = self.say_once(session, address, saying)?;
        Ok(keys.remember(key, append))
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
    SessionId::random().map_or_else(|_| String::new(), |id| id.as_str()[..16].to_owned())
}

fn seconds_now() -> u64 {
    u64::try_from(Timestamp::now().as_second()).unwrap_or(0)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
