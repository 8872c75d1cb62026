//! The room as a text to read: a heading for each day, and one paragraph for each entry.

use std::io::Write;

use super::escape::{BREAK, label, line, lines};
use super::{About, ExportError};
use crate::entry::{Entry, Verb};
use crate::files::{Share, SharedFile, plain_name};
use crate::index::{Quote, Reaction, Removal, ResolvedEntry};
use crate::room::Walk;

const DAY_BYTES: usize = "2026-11-26".len();
const MINUTE: std::ops::Range<usize> = "2026-11-26T".len().."2026-11-26T10:30".len();

pub(super) fn write(about: &About, mut walk: Walk, out: &mut impl Write) -> Result<(), ExportError> {
    out.write_all(begin(about).as_bytes())?;
    let mut day = String::new();
    while let Some(page) = walk.next_page()? {
        for entry in page {
            if let Some(next) = day_of(&entry.entry).filter(|next| **next != *day) {
                day = next.to_owned();
                write!(out, "\n## {day}\n")?;
            }
            write!(out, "\n{}\n", paragraph(&entry))?;
        }
    }
    Ok(())
}

fn begin(about: &About) -> String {
    let title = line(&about.title);
    let topic = Some(&about.topic).filter(|topic| !topic.is_empty());
    let topic = topic.map_or_else(String::new, |topic| format!("Topic: {}\n\n", line(topic)));
    let minute = |at: &str| at.replace('T', " ").chars().take(16).collect::<String>();
    format!(
        "# {title}\n\n{topic}*Exported from Flatchat on {} UTC. All days and times are UTC.*\n",
        minute(&about.exported_at)
    )
}

fn day_of(entry: &Entry) -> Option<&str> {
    entry.at.as_deref()?.get(..DAY_BYTES)
}

fn paragraph(entry: &ResolvedEntry) -> String {
    let quote = entry.answers.as_ref().filter(|_| entry.removed.is_none()).map(quote);
    let text = match &entry.removed {
        Some(removal) => removed(removal),
        None => entry.entry.share.as_ref().map_or_else(|| lines(&entry.entry.text), shared),
    };
    let text = Some(text).filter(|text| !text.is_empty()).map(|text| format!("{BREAK}{text}"));
    let reactions = Some(&entry.reactions).filter(|all| !all.is_empty()).map(|all| reactions(all));
    [quote, Some(head(entry)), text, reactions].into_iter().flatten().collect()
}

/// Returns a link to each file, which leads there from the room's folder, and the caption.
fn shared(share: &Share) -> String {
    let caption = Some(lines(&share.caption)).filter(|caption| !caption.is_empty());
    let links = share.files.iter().map(link);
    links.chain(caption).collect::<Vec<_>>().join(BREAK)
}

fn link(file: &SharedFile) -> String {
    let bytes = file.bytes.map(|bytes| format!(" ({bytes} bytes)")).unwrap_or_default();
    format!("[{}]({}){bytes}", label(&plain_name(&file.name)), file.address())
}

/// Returns the first line of a paragraph: the person, the time, and what the entry is.
fn head(resolved: &ResolvedEntry) -> String {
    let entry = &resolved.entry;
    let name =
        entry.name.as_deref().map_or_else(|| "*Notice*".to_owned(), |name| format!("**{}**", line(name)));
    let time = entry.at.as_deref().and_then(|at| at.get(MINUTE)).map(str::to_owned);
    let does = match entry.verb {
        Verb::Shared => Some("shared:".to_owned()),
        Verb::SetTopic => Some("set the topic:".to_owned()),
        _ => None,
    };
    let marks = [
        resolved.edited.map(|_| "(edited)"),
        resolved.pinned.map(|_| "(pinned)"),
        entry.cut.then_some("(only the beginning of a longer line)"),
    ];
    let marks = marks.into_iter().flatten().map(str::to_owned);
    let parts: Vec<String> = [Some(name), time, does].into_iter().flatten().chain(marks).collect();
    parts.join(" ")
}

fn quote(quote: &Quote) -> String {
    let name = quote.name.as_deref().map(|name| format!("**{}**: ", line(name))).unwrap_or_default();
    let text = if quote.removed { "*removed*".to_owned() } else { line(&quote.text) };
    format!("> {name}{text}\n\n")
}

fn removed(removal: &Removal) -> String {
    let by = removal.name.as_deref().map(|name| format!(" by {}", line(name))).unwrap_or_default();
    // At its edges, white space would keep the stars from being markup.
    let reason = removal.reason.split_whitespace().collect::<Vec<_>>().join(" ");
    let reason = Some(reason).filter(|reason| !reason.is_empty());
    let reason = reason.map(|reason| format!(": {}", line(&reason))).unwrap_or_default();
    format!("*Removed{by}{reason}*")
}

fn reactions(reactions: &[Reaction]) -> String {
    let one = |reaction: &Reaction| {
        let names: Vec<String> = reaction.people.iter().map(|person| line(&person.name)).collect();
        format!("{} {}", line(&reaction.emoji), names.join(", "))
    };
    format!("\n\n{}", reactions.iter().map(one).collect::<Vec<_>>().join(" · "))
}
