//! Reading the room: pages of history, who is here, what the room is.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use tokio::time::Instant;

use super::lines::{read_alone, read_in_background, unreadable};
use super::{Me, MessageView, Page, PageQuery, Room, RoomFacts, RoomView, lock};
use crate::code::Code;
use crate::entry::Entry;
use crate::index::{Index, Resolved, resolve_newest};
use crate::log::{Line, PageLines, PageRequest, Snapshot, locate, read_page};
use crate::name::MAX_NAME_CHARS;
use crate::people::{PeopleHere, SessionId};
use crate::refusal::{Problem, Refusal};
use crate::stream::Start;
use crate::text::MAX_TEXT_BYTES;

/// The largest whole number that JavaScript has. No log is that long.
const MAX_NUMBER: u64 = (1 << 53) - 1;

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
        let is_newest = places.iter().all(|place| place.is_none());
        loop {
            let log = self.log.snapshot();
            if !is_newest {
                self.wait_for_index(&log).await?;
            }
            let (index, query) = (Arc::clone(&self.index), query.clone());
            let page = read_in_background(move || read_resolved(&index, &log, &query)).await?;
            match page {
                Some(page) => return Ok(page),
                // The log was replaced just now.
                None => tokio::task::yield_now().await,
            }
        }
    }

    /// One entry with all its wordings.
    ///
    /// # Errors
    /// When no entry that stands by itself begins at `id`, or the disk does not answer.
    pub async fn message(&self, id: u64) -> Result<MessageView, Refusal> {
        let log = self.log.snapshot();
        self.wait_for_index(&log).await?;
        let index = Arc::clone(&self.index);
        read_in_background(move || {
            let entry = read_alone(&log, id)?;
            let wordings = index.wordings(&log, &entry).map_err(|e| unreadable(&e))?;
            let resolved = index.resolve(&log, std::slice::from_ref(&entry)).map_err(|e| unreadable(&e))?;
            let Resolved { mut entries, through } = resolved.ok_or(Refusal::LogRewritten)?;
            let entry = entries.pop().ok_or(Refusal::NoSuchMessage)?;
            Ok(MessageView { entry, wordings, through })
        })
        .await
    }

    /// Everyone who is here.
    pub fn people(&self) -> PeopleHere {
        lock(&self.people).here(Instant::now())
    }

    /// The names that people hold in this room, also those of people who are not here now.
    pub fn names(&self) -> Vec<String> {
        lock(&self.people).names().map(ToString::to_string).collect()
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
            max_file_bytes: self.uploads.limits().max_file,
            max_name_chars: MAX_NAME_CHARS,
            paused: settings.paused,
            trouble: trouble.map(|error| Problem::from(&Refusal::Append(error))),
            run: self.run.clone(),
            links: lock(&self.links).clone(),
            topic: self.topic(),
            pins: self.pins(),
        }
    }

    /// The room as this session sees it.
    pub fn view(&self, session: Option<&SessionId>) -> RoomView {
        RoomView {
            room: self.facts(),
            me: session.and_then(|session| self.me(session)),
            people: self.here.load(Ordering::Relaxed),
            cursor: self.log.snapshot().end_on_wire().to_string(),
        }
    }

    /// The person that a session stands for.
    pub(super) fn me(&self, session: &SessionId) -> Option<Me> {
        let people = lock(&self.people);
        let since = people.since(session).map_or(MAX_NUMBER, |since| since.offset);
        people.name_of(session).map(|name| Me { name: name.to_string(), since })
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

/// Reads a page of history. Returns `None` if the index knows another log than this one.
fn read_resolved(index: &Index, log: &Snapshot, query: &PageQuery) -> Result<Option<Page>, Refusal> {
    let wanted = find_page(log, query)?;
    let limit = query.limit.unwrap_or(DEFAULT_PAGE);
    let PageLines { lines, from, to } = read_page(log, wanted, limit).map_err(|e| unreadable(&e))?;
    let entries: Vec<Entry> = lines.iter().map(Line::entry).collect();
    let resolved = match index.resolve(log, &entries).map_err(|e| unreadable(&e))? {
        None if wanted == PageRequest::Newest => {
            Some(resolve_newest(log, from.offset, &entries).map_err(|e| unreadable(&e))?)
        }
        resolved => resolved,
    };
    Ok(resolved.map(|resolved| Page::new(resolved, from, to, log.generation)))
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
            let cursor = cursor.in_generation(log.generation);
            let ours = cursor.offset <= log.end.offset;
            match ours && cursor.matches(&log.file).map_err(|e| unreadable(&e))? {
                true => Ok(cursor.offset),
                false => Err(Refusal::LogRewritten),
            }
        }
        _ => Err(Refusal::BadCursor),
    }
}
