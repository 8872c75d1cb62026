//! The list of shared files: every line that shares some, in the order that is wanted.

use std::cmp::Reverse;
use std::net::IpAddr;
use std::sync::Arc;

use super::lines::{read_in_background, unreadable};
use super::reading::DEFAULT_PAGE;
use super::{FilesKind, FilesOrder, FilesPage, FilesQuery, Room};
use crate::entry::Entry;
use crate::files::SharedFile;
use crate::log::{FindError, Line, MAX_PAGE, Snapshot, Words};
use crate::people::SessionId;
use crate::refusal::Refusal;

/// Which lines are wanted, besides their order.
struct Wanted {
    words: Option<Words>,
    kind: Option<FilesKind>,
    from: Option<String>,
}

impl Room {
    /// Returns lines that share files.
    ///
    /// # Errors
    /// When the words to find are not valid, this guest or this address searches too much, or the
    /// disk fails.
    pub(crate) async fn find_files(
        self: &Arc<Room>,
        guest: Option<&SessionId>,
        address: IpAddr,
        query: FilesQuery,
    ) -> Result<FilesPage, Refusal> {
        let wanted = Wanted::parse(&query)?;
        if wanted.is_everything() {
            return self.list_files(query, wanted).await;
        }
        self.quotas.check_find(address)?;
        let queued = self.searches.enter(guest, address)?;
        let _turn = queued.turn().await;
        self.list_files(query, wanted).await
    }

    /// Returns lines that share files, for the host.
    ///
    /// # Errors
    /// When the words to find are not valid, or the disk fails.
    pub async fn files_page(self: &Arc<Room>, query: FilesQuery) -> Result<FilesPage, Refusal> {
        let wanted = Wanted::parse(&query)?;
        self.list_files(query, wanted).await
    }

    async fn list_files(self: &Arc<Room>, query: FilesQuery, wanted: Wanted) -> Result<FilesPage, Refusal> {
        let log = self.log.snapshot();
        self.wait_for_index(&log).await?;
        let room = Arc::clone(self);
        read_in_background(move || room.read_files(&log, &query, &wanted)).await
    }

    fn read_files(&self, log: &Snapshot, query: &FilesQuery, wanted: &Wanted) -> Result<FilesPage, Refusal> {
        let (skip, limit) = (query.skip.unwrap_or(0), query.limit.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE));
        let mut lines = in_order(self.index.shared_lines(), query.sort.unwrap_or_default());
        lines.retain(|id| *id < log.end.offset);
        let read = |id: u64| Line::at(&log.file, id).map(|line| line.map(|line| line.entry()));
        if !wanted.is_everything() {
            let mut kept = Vec::new();
            for id in lines {
                if read(id).map_err(|e| unreadable(&e))?.is_some_and(|entry| wanted.has(&entry)) {
                    kept.push(id);
                }
            }
            lines = kept;
        }
        let total = lines.len();
        let page: Result<Vec<Option<Entry>>, _> =
            lines.into_iter().skip(skip).take(limit).map(read).collect();
        let entries: Vec<Entry> = page.map_err(|e| unreadable(&e))?.into_iter().flatten().collect();
        let resolved = self.index.resolve(log, &entries).map_err(|e| unreadable(&e))?;
        let mut entries = resolved.ok_or(Refusal::LogRewritten)?.entries;
        entries.retain(|entry| entry.entry.share.is_some());
        let (bytes, max_bytes) = (self.uploads.count()?, self.uploads.limits().max_files);
        Ok(FilesPage { entries, total, bytes, max_bytes })
    }
}

fn in_order(mut lines: Vec<(u64, u64)>, order: FilesOrder) -> Vec<u64> {
    match order {
        FilesOrder::Oldest => {}
        FilesOrder::Newest => lines.reverse(),
        FilesOrder::Largest => lines.sort_by_key(|(id, bytes)| Reverse((*bytes, *id))),
    }
    lines.into_iter().map(|(id, _)| id).collect()
}

impl Wanted {
    fn parse(query: &FilesQuery) -> Result<Wanted, Refusal> {
        let find = query.find.as_deref().filter(|find| !find.trim().is_empty());
        let words = find.map(|find| Words::parse(find).ok_or(FindError::Find)).transpose()?;
        let from = query.from.clone().filter(|from| !from.is_empty());
        Ok(Wanted { words, kind: query.kind, from })
    }

    fn is_everything(&self) -> bool {
        self.words.is_none() && self.kind.is_none() && self.from.is_none()
    }

    fn has(&self, entry: &Entry) -> bool {
        let Some(share) = &entry.share else { return false };
        let is_from = self.from.is_none() || self.from == entry.name;
        let is_kind = self.kind.is_none_or(|kind| share.files.iter().any(|file| kind_of(file) == kind));
        let has_words = self.words.as_ref().is_none_or(|words| words.are_in(entry));
        is_from && is_kind && has_words
    }
}

/// Returns a file's kind by the ending of its name, as the page does. What a file is shown as
/// depends on its bytes, and nothing depends on this.
fn kind_of(file: &SharedFile) -> FilesKind {
    let guess = mime_guess::from_path(&file.name).first_or_octet_stream();
    match (guess.type_().as_str(), guess.subtype().as_str()) {
        ("image", subtype) if subtype != "svg" => FilesKind::Picture,
        ("audio" | "video", _) => FilesKind::Media,
        _ => FilesKind::Other,
    }
}
