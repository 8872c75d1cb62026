//! The room: the rules of joining and saying. The one face that server and shell talk to.
//!
//! What is said goes one narrow way: [`Room::say`] validates and limits, `append` stores. Everything that a
//! stream shows comes back from the log.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, Semaphore};
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::claims;
use crate::entry::{Entry, MAX_TEXT_BYTES, Text, say_line};
use crate::fanout::{Fanout, Position, Start, StateKind, Subscription};
use crate::frames::{Format, bye_frame};
use crate::keys::{Keys, MAX_KEY_BYTES};
use crate::limits::{PerMinute, StreamPlace, Streams};
use crate::log::{
    AppendError, Appended, Cursor, Line, Log, MAX_PAGE, OpenError, PageLines, PageRequest, Sink, Snapshot,
    Words, find, locate, read_page,
};
use crate::name::{MAX_NAME_CHARS, Name};
use crate::people::{People, PeopleHere, SessionId};
use crate::refusal::Refusal;
use crate::window::Window;

/// How many guests a room takes unless it is told otherwise.
pub const DEFAULT_MAX_GUESTS: usize = 10_000;

/// How often a session may post in a minute unless the room is told otherwise.
pub const DEFAULT_POSTS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(120).expect("not zero");

/// How many streams an address may have unless the room is told otherwise.
pub const DEFAULT_STREAMS_PER_ADDRESS: NonZeroU32 = NonZeroU32::new(256).expect("not zero");

/// How many sessions' worth of posts one address has: a class may sit behind one.
const SESSIONS_PER_ADDRESS: NonZeroU32 = NonZeroU32::new(20).expect("not zero");

/// How many searches an address has in a minute.
const FINDS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(240).expect("not zero");

/// How long an address that guessed too often is not listened to.
const LOCKED_OUT: Duration = Duration::from_secs(60);

/// How many tries at joining an address has in a minute, and how many wrong codes.
const JOINS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(120).expect("not zero");
const WRONG_CODES_PER_MINUTE: NonZeroU32 = NonZeroU32::new(10).expect("not zero");

/// The longest title and code, in characters.
const MAX_TITLE_CHARS: usize = 64;
const MAX_CODE_CHARS: usize = 64;

/// The least time between two `people` events, so that a crowd at the door is one event.
const PRESENCE_EVERY: Duration = Duration::from_millis(200);

/// The same in the biggest rooms.
const MAX_PRESENCE_EVERY: Duration = Duration::from_secs(4);

/// How often held names go to disk, and forgotten limits out of memory.
const TIDY_EVERY: Duration = Duration::from_secs(2);

/// How many searches run at once; the others wait their turn.
const MAX_FINDING: usize = 2;

/// What a room is opened with.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of `chat.txt`; made if it is not there.
    pub folder: PathBuf,
    /// The room's title, 1 to 64 characters.
    pub title: String,
    /// The code that joining takes.
    pub code: Option<String>,
    /// The most streams that are open at once.
    pub max_guests: usize,
    /// How often a session may post; `None`: no limit.
    pub posts_per_minute: Option<NonZeroU32>,
    /// How many streams an address may have; `None`: no limit.
    pub streams_per_address: Option<NonZeroU32>,
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
            streams_per_address: Some(DEFAULT_STREAMS_PER_ADDRESS),
            held_by: format!("process {}", std::process::id()),
        }
    }
}

/// Who somebody is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Me {
    /// What they are called here.
    pub name: String,
}

/// What was said is on the disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Receipt {
    /// As everyone sees it.
    pub entry: Entry,
    /// Just past the entry.
    pub cursor: String,
}

impl Receipt {
    fn new(appended: Appended, line: &[u8]) -> Receipt {
        let text = line.strip_suffix(b"\n").unwrap_or(line);
        Receipt { entry: Entry::parse(appended.id, text, false), cursor: appended.end.to_string() }
    }
}

/// A page of history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Page {
    /// Oldest first.
    pub entries: Vec<Entry>,
    /// Cursor for the page just older; `None`: this one begins the log.
    pub before: Option<String>,
    /// Cursor for what comes next, also on the event stream.
    pub after: String,
}

/// Entries that were found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Finds {
    /// Newest first.
    pub entries: Vec<Entry>,
    /// Cursor to look on from; `None`: the log's start was reached.
    pub before: Option<String>,
}

/// Which page is wanted: at most one of the places, each a cursor or an offset; none: the newest.
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
    /// Words: then only entries that have them all, and the newest first.
    pub find: Option<String>,
}

/// How many entries a page has unless it is told otherwise.
const DEFAULT_PAGE: usize = 50;

/// What a room is, for those in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct RoomFacts {
    /// Its title.
    pub title: String,
    /// The host's name, once known.
    pub host: Option<String>,
    /// Whether joining takes a code.
    pub code_required: bool,
    /// The most guests at once.
    pub max_guests: usize,
    /// The longest text of a message, in bytes of UTF-8.
    pub max_text_bytes: usize,
    /// The longest name, in characters.
    pub max_name_chars: usize,
    /// Why nothing can be stored just now.
    pub trouble: Option<String>,
}

/// What a room is, and who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct RoomView {
    /// The room.
    pub room: RoomFacts,
    /// Who asks; `None`: has not joined.
    pub me: Option<Me>,
    /// The log's end.
    pub cursor: String,
}

#[derive(Debug)]
struct Settings {
    title: String,
    code: Option<String>,
}

/// An open room.
#[derive(Debug)]
pub struct Room {
    folder: PathBuf,
    log: Arc<Log>,
    fanout: Arc<Fanout>,
    settings: Mutex<Settings>,
    people: Mutex<People>,
    keys: Mutex<Keys>,
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

/// Why nothing can be stored, as the log's thread last said.
#[derive(Debug, Default)]
struct Trouble {
    text: Mutex<Option<String>>,
    changed: Notify,
}

/// What the log's thread tells the room.
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
            settings: Mutex::new(Settings { title: options.title, code: options.code }),
            people: Mutex::new(people),
            keys: Mutex::default(),
            posts: PerMinute::new(options.posts_per_minute),
            posts_of_address: PerMinute::new(
                options.posts_per_minute.map(|most| most.saturating_mul(SESSIONS_PER_ADDRESS)),
            ),
            finds: PerMinute::new(Some(FINDS_PER_MINUTE)),
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
        let name = Name::new(name).ok()?;
        self.take_name(session, name.clone()).ok()?;
        Some(name)
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
        let line = say_line(Timestamp::now(), &name, &Text::new(text)?);
        match key {
            None => Ok(self.say_once(session, address, line)?.await?),
            Some(key) => Ok(self.say_keyed(session, address, key, line)?.await?),
        }
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
        line: Vec<u8>,
    ) -> Result<impl Future<Output = Result<Receipt, AppendError>> + Send + 'static, Refusal> {
        if *session != SessionId::host() {
            self.posts.check(session)?;
            self.posts_of_address.check(&address)?;
        }
        lock(&self.people).stops_typing(session);
        self.stirred.notify_one();
        let log = Arc::clone(&self.log);
        // A task of its own: what was taken in is stored even if its guest goes away meanwhile.
        let append = tokio::spawn(async move {
            let appended = log.append(line.clone()).await?;
            Ok(Receipt::new(appended, &line))
        });
        Ok(async move { append.await.unwrap_or(Err(AppendError::Closed)) })
    }

    fn say_keyed(
        &self,
        session: &SessionId,
        address: IpAddr,
        key: String,
        line: Vec<u8>,
    ) -> Result<crate::keys::Answer, Refusal> {
        if key.len() > MAX_KEY_BYTES {
            return Err(Refusal::BadKey);
        }
        let key = (session.clone(), key);
        let mut keys = lock(&self.keys);
        if let Some(answer) = keys.answer(&key) {
            return Ok(answer);
        }
        let append = self.say_once(session, address, line)?;
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

    // ---- reading

    /// A page of history.
    ///
    /// # Errors
    /// When the place is none, is of another file, or the disk does not answer.
    pub async fn messages(&self, query: PageQuery) -> Result<Page, Refusal> {
        let places = [&query.before, &query.after, &query.around];
        if places.into_iter().flatten().count() > 1 {
            return Err(Refusal::BadCursor);
        }
        let log = self.log.snapshot();
        let page = read_in_background(move || {
            let wanted = find_page(&log, &query)?;
            read_page(&log, wanted, query.limit.unwrap_or(DEFAULT_PAGE)).map_err(|e| unreadable(&e))
        });
        Ok(page.await?.into())
    }

    /// Entries that have all of these words, newest first. The scan ends when this future is dropped.
    ///
    /// # Errors
    /// When there is no word, the place is none or of another file, or the disk does not answer.
    pub async fn find(
        &self,
        address: IpAddr,
        typed: &str,
        before: Option<&str>,
        limit: Option<usize>,
    ) -> Result<Finds, Refusal> {
        self.finds.check(&address)?;
        let words = Words::parse(typed).ok_or(Refusal::BadFind)?;
        let (log, before) = (self.log.snapshot(), before.map(str::to_owned));
        let limit = limit.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE);
        let _turn = self.finding.acquire().await;
        let waited_for = Arc::new(());
        let waiting = Arc::downgrade(&waited_for);
        let found = read_in_background(move || {
            let before = before.map_or(Ok(log.end.offset), |place| find_place(&log, &place))?;
            find(&log, &words, before, limit, || waiting.strong_count() > 0).map_err(|e| unreadable(&e))
        });
        let found = found.await?;
        drop(waited_for);
        Ok(Finds { entries: found.entries, before: found.before.map(|cursor| cursor.to_string()) })
    }

    /// Opens a stream for a guest, who counts as here while it is open.
    ///
    /// # Errors
    /// When the room is full or this address has too many.
    pub fn subscribe(
        self: &Arc<Room>,
        session: Option<SessionId>,
        address: IpAddr,
        start: Start,
        format: Format,
    ) -> Result<GuestStream, Refusal> {
        let place = self.streams.enter(address)?;
        let over = session.as_ref().and_then(|session| lock(&self.people).stream_opened(session));
        // A session that ended just now has no stream to count.
        let session = session.filter(|_| over.is_some());
        let over = over.unwrap_or_else(|| lock(&self.strangers).clone());
        self.stirred.notify_one();
        let presence = Presence { room: Arc::clone(self), session };
        Ok(GuestStream {
            subscription: self.fanout.subscribe(start, format),
            format,
            guest: Guest { over, presence, _place: place },
            ended: false,
        })
    }

    /// Opens a stream for the host's window.
    pub fn subscribe_as_host(&self, after: Option<&str>) -> Subscription {
        self.fanout.subscribe(after.map_or(Start::End, Start::parse), Format::Events)
    }

    /// Everyone who is here.
    pub fn people(&self) -> PeopleHere {
        lock(&self.people).here(Instant::now())
    }

    /// What the room is.
    pub fn facts(&self) -> RoomFacts {
        let host = self.name_of(&SessionId::host()).map(|name| name.to_string());
        let settings = lock(&self.settings);
        RoomFacts {
            title: settings.title.clone(),
            host,
            code_required: settings.code.is_some(),
            max_guests: self.streams.most(),
            max_text_bytes: MAX_TEXT_BYTES,
            max_name_chars: MAX_NAME_CHARS,
            trouble: lock(&self.trouble.text).clone(),
        }
    }

    /// The room as this session sees it.
    pub fn view(&self, session: Option<&SessionId>) -> RoomView {
        let name = session.and_then(|session| self.name_of(session));
        RoomView {
            room: self.facts(),
            me: name.map(|name| Me { name: name.to_string() }),
            cursor: self.log.snapshot().end.to_string(),
        }
    }

    /// The room as the host sees it.
    pub fn view_as_host(&self) -> RoomView {
        self.view(Some(&SessionId::host()))
    }

    /// The code that joining takes.
    pub fn code(&self) -> Option<String> {
        lock(&self.settings).code.clone()
    }

    /// The room's folder, in which `chat.txt` is.
    pub fn folder(&self) -> &std::path::Path {
        &self.folder
    }

    // ---- ruling

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

    // ---- keeping states and names

    /// The room's one task: tells who is here and who types, and keeps names over restarts. `kept` is the version of the
    /// names that are in the file already.
    async fn keep(self: Arc<Room>, mut kept: u64) {
        let mut tidy = tokio::time::interval(TIDY_EVERY);
        loop {
            let change = lock(&self.people).next_change(Instant::now());
            tokio::select! {
                () = self.shutdown.cancelled() => break,
                () = self.stirred.notified() => {}
                () = self.trouble.changed.notified() => self.tell_room(),
                () = sleep_until(change) => {}
                _ = tidy.tick() => self.tidy(&mut kept).await,
            }
            self.tell_people();
            tokio::select! {
                () = self.shutdown.cancelled() => break,
                () = tokio::time::sleep(self.presence_every()) => {}
            }
        }
        self.tidy(&mut kept).await;
    }

    /// The more guests, the more it costs to tell them all, and the less one coming or going matters.
    fn presence_every(&self) -> Duration {
        let hundreds = u32::try_from(self.streams.count_open() / 100).unwrap_or(u32::MAX);
        (PRESENCE_EVERY.saturating_mul(hundreds.saturating_add(1))).min(MAX_PRESENCE_EVERY)
    }

    async fn tidy(&self, kept: &mut u64) {
        self.posts.tidy();
        self.joins.tidy();
        self.wrong_codes.tidy();
        self.posts_of_address.tidy();
        self.finds.tidy();
        lock(&self.locked_out).retain(|_, until| *until > Instant::now());
        let version = lock(&self.people).kept_version();
        if version != *kept {
            let people = lock(&self.people).kept();
            if claims::write(self.folder.clone(), people).await {
                *kept = version;
            }
        }
    }

    fn tell_everything(&self) {
        self.tell_room();
        self.tell_people();
    }

    fn tell_room(&self) {
        self.fanout.tell(StateKind::Room, &self.facts());
    }

    fn tell_people(&self) {
        let now = Instant::now();
        let (people, typing) = {
            let people = lock(&self.people);
            (people.summary(now), people.typing(now))
        };
        self.fanout.tell(StateKind::People, &people);
        self.fanout.tell(StateKind::Typing, &typing);
    }
}

/// A guest's open stream. Dropping it is leaving the room for a while.
#[derive(Debug)]
pub struct GuestStream {
    subscription: Subscription,
    format: Format,
    guest: Guest,
    ended: bool,
}

impl GuestStream {
    /// The next bytes, whole frames only; `None` when the stream has ended, also because its session left.
    pub async fn next(&mut self) -> Option<Bytes> {
        if self.ended {
            return None;
        }
        tokio::select! {
            biased;
            () = self.guest.over.cancelled() => {
                self.ended = true;
                Some(bye_frame(self.format, "left"))
            }
            frames = self.subscription.next() => frames,
        }
    }

    /// Finds the place to begin at, so that somebody else can go on with this stream.
    pub(crate) async fn settle(&mut self) -> std::io::Result<()> {
        let log = self.guest.presence.room.log.snapshot();
        self.subscription.settle(&log).await
    }

    /// The stream without its way of waiting; `None` before it is settled.
    pub(crate) fn into_parts(self) -> Option<(Guest, Position)> {
        let position = self.subscription.position()?;
        Some((self.guest, position))
    }
}

/// Somebody's being here with one stream; ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Guest {
    /// The session has left.
    over: CancellationToken,
    presence: Presence,
    _place: StreamPlace,
}

impl Guest {
    /// Whether the session has left.
    pub(crate) fn is_over(&self) -> bool {
        self.over.is_cancelled()
    }
}

#[derive(Debug)]
struct Presence {
    room: Arc<Room>,
    session: Option<SessionId>,
}

impl Drop for Presence {
    fn drop(&mut self) {
        if let Some(session) = &self.session {
            lock(&self.room.people).stream_ended(session, Instant::now(), seconds_now());
            self.room.stirred.notify_one();
        }
    }
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

fn find_page(log: &Snapshot, query: &PageQuery) -> Result<PageRequest, Refusal> {
    Ok(match query {
        PageQuery { before: Some(place), .. } => PageRequest::Before(find_place(log, place)?),
        PageQuery { after: Some(place), .. } => PageRequest::After(find_place(log, place)?),
        PageQuery { around: Some(place), .. } => PageRequest::Around(find_place(log, place)?),
        _ => PageRequest::Newest,
    })
}

fn find_place(log: &Snapshot, place: &str) -> Result<u64, Refusal> {
    match Start::parse(place) {
        Start::Offset(offset) => locate(log, offset).map_err(|e| unreadable(&e)),
        Start::Cursor(cursor) => {
            let ours = cursor.offset <= log.end.offset;
            match ours && cursor.matches(&log.file).map_err(|e| unreadable(&e))? {
                true => Ok(cursor.offset),
                false => Err(Refusal::LogRewritten),
            }
        }
        _ => Err(Refusal::BadCursor),
    }
}

async fn read_in_background<T: Send + 'static>(
    read: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(read).await.unwrap_or(Err(Refusal::Unreadable))
}

fn unreadable(error: &std::io::Error) -> Refusal {
    tracing::error!(%error, "cannot read the log");
    Refusal::Unreadable
}

async fn sleep_until(change: Option<Instant>) {
    match change {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}

fn seconds_now() -> u64 {
    u64::try_from(Timestamp::now().as_second()).unwrap_or(0)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
