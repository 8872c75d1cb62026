//! Reading the room: pages of history, who is here, what the room is.

use tokio::time::Instant;

use super::{Me, Page, PageQuery, Room, RoomFacts, RoomView, lock};
use crate::code::Code;
use crate::log::{PageRequest, Snapshot, locate, read_page};
use crate::name::MAX_NAME_CHARS;
use crate::people::{PeopleHere, SessionId};
use crate::refusal::{Problem, Refusal};
use crate::stream::Start;
use crate::text::MAX_TEXT_BYTES;

/// How many entries a page has unless it is told otherwise.
pub(super) const DEFAULT_PAGE: usize = 50;

impl Room {
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

    /// Everyone who is here.
    pub fn people(&self) -> PeopleHere {
        lock(&self.people).here(Instant::now())
    }

    /// What the room is.
    pub fn facts(&self) -> RoomFacts {
        let host = self.name_of(&SessionId::host()).map(|name| name.to_string());
        let trouble = lock(&self.trouble.error).clone();
        let settings = lock(&self.settings);
        RoomFacts {
            title: settings.title.to_string(),
            host,
            code_required: settings.code.is_some(),
            max_guests: self.streams.most_guests().get(),
            max_text_bytes: MAX_TEXT_BYTES,
            max_name_chars: MAX_NAME_CHARS,
            paused: settings.paused,
            trouble: trouble.map(|error| Problem::from(&Refusal::Append(error))),
            run: self.run.clone(),
            links: lock(&self.links).clone(),
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
    pub fn code(&self) -> Option<Code> {
        lock(&self.settings).code.clone()
    }

    /// The room's folder, in which `chat.txt` is.
    pub fn folder(&self) -> &std::path::Path {
        &self.folder
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

pub(super) fn find_place(log: &Snapshot, place: &str) -> Result<u64, Refusal> {
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

pub(super) async fn read_in_background<T: Send + 'static>(
    read: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(read).await.unwrap_or(Err(Refusal::Unreadable))
}

pub(super) fn unreadable(error: &std::io::Error) -> Refusal {
    tracing::error!(%error, "cannot read the log");
    Refusal::Unreadable
}
