//! `room.html`: one page that opens offline, from a disk, and searches.
//!
//! The page and its script come from `ui/src/viewer`. What people typed is added as JSON, in
//! `<script>` elements of a type that no browser runs. Nothing in that text can end its element,
//! because `<` is written as `\u003c`.

use std::io::Write;

use rust_embed::RustEmbed;

use super::{About, ExportError, json};
use crate::index::ResolvedEntry;
use crate::room::Walk;

#[derive(RustEmbed)]
#[folder = "../../ui/dist"]
#[include = "viewer/index.html"]
struct Viewer;

/// Where the entries go in the viewer's page.
const PLACE: &str = "<!--entries-->";

/// Where the host's language goes. The viewer takes the words of this language.
const LANGUAGE: &str = "{language}";
const DIRECTION: &str = "{direction}";
const NEEDS_SCRIPT: &str = "{needs-script}";

/// A page of the walk as it stands in the file, with what the viewer must know before it parses it.
struct Block<'a> {
    entries: &'a [ResolvedEntry],
    /// The time of the last entry before it that has one, or nothing.
    since: &'a str,
}

pub(super) fn write(about: &About, mut walk: Walk, out: &mut impl Write) -> Result<(), ExportError> {
    let page = Viewer::get("viewer/index.html").ok_or(ExportError::Failed)?;
    let page = std::str::from_utf8(&page.data).map_err(|_| ExportError::Failed)?;
    let (head, tail) = page.split_once(PLACE).ok_or(ExportError::Failed)?;
    let language = about.words.language;
    let head = head.replace(LANGUAGE, language.code()).replace(DIRECTION, language.direction());
    out.write_all(head.replace(NEEDS_SCRIPT, about.words.export.needs_script).as_bytes())?;
    out.write_all(b"<script type=\"application/json\" id=\"about\">")?;
    write_inert(&json(about), out)?;
    out.write_all(b"</script>\n")?;
    let mut since = String::new();
    while let Some(entries) = walk.next_page()? {
        write_block(&Block { entries: &entries, since: &since }, out)?;
        if let Some(at) = entries.iter().rev().find_map(|entry| entry.entry.at.clone()) {
            since = at;
        }
    }
    Ok(out.write_all(tail.as_bytes())?)
}

/// Writes a page of entries, one JSON object on each line.
fn write_block(block: &Block<'_>, out: &mut impl Write) -> Result<(), ExportError> {
    let first = block.entries.first().map_or(0, |entry| entry.entry.id);
    let (count, since) = (block.entries.len(), block.since);
    write!(
        out,
        "<script type=\"application/json\" class=\"block\" data-first=\"{first}\" data-count=\"{count}\" \
         data-since=\"{since}\">"
    )?;
    for entry in block.entries {
        out.write_all(b"\n")?;
        write_inert(&json(entry), out)?;
    }
    Ok(out.write_all(b"</script>\n")?)
}

/// Writes JSON so that it can stand in a page. Outside of strings, JSON has no `<`.
fn write_inert(json: &[u8], out: &mut impl Write) -> Result<(), ExportError> {
    let mut written = 0;
    for at in memchr::memchr_iter(b'<', json) {
        out.write_all(&json[written..at])?;
        out.write_all(b"\\u003c")?;
        written = at + 1;
    }
    Ok(out.write_all(&json[written..])?)
}
