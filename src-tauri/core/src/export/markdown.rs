//! The room as a text to read: a heading for each day, and one paragraph for each entry.

use std::io::Write;

use flatchat_words::Words;

use super::escape::{BREAK, label, line, lines};
use super::{About, ExportError};
use crate::entry::{Entry, Verb};
use crate::files::{Share, SharedFile, plain_name, with_count};
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
            write!(out, "\n{}\n", paragraph(&entry, about.words))?;
        }
    }
    Ok(())
}

fn begin(about: &About) -> String {
    let (title, words) = (line(&about.title), &about.words.export);
    let topic = Some(&about.topic).filter(|topic| !topic.is_empty());
    let topic = topic.map_or_else(String::new, |topic| format!("{} {}\n\n", words.topic, line(topic)));
    let minute = |at: &str| at.replace('T', " ").chars().take(16).collect::<String>();
    let (before, after) = words.exported;
    format!("# {title}\n\n{topic}*{before}{}{after}*\n", minute(&about.exported_at))
}

fn day_of(entry: &Entry) -> Option<&str> {
    entry.at.as_deref()?.get(..DAY_BYTES)
}

fn paragraph(entry: &ResolvedEntry, words: &Words) -> String {
    let answered = entry.answers.as_ref().filter(|_| entry.removed.is_none());
    let quote = answered.map(|answered| quote(answered, words));
    let text = match &entry.removed {
        Some(removal) => removed(removal, words),
        None => match &entry.entry.share {
            Some(share) => shared(share, words),
            None => lines(&entry.entry.text),
        },
    };
    let text = Some(text).filter(|text| !text.is_empty()).map(|text| format!("{BREAK}{text}"));
    let reactions = Some(&entry.reactions).filter(|all| !all.is_empty()).map(|all| reactions(all));
    [quote, Some(head(entry, words)), text, reactions].into_iter().flatten().collect()
}

/// Returns a link to each file, which leads there from the room's folder, and the caption.
fn shared(share: &Share, words: &Words) -> String {
    let caption = Some(lines(&share.caption)).filter(|caption| !caption.is_empty());
    let links = share.files.iter().map(|file| link(file, words));
    links.chain(caption).collect::<Vec<_>>().join(BREAK)
}

fn link(file: &SharedFile, words: &Words) -> String {
    let bytes = file.bytes.map(|bytes| format!(" ({})", size(bytes, words))).unwrap_or_default();
    format!("[{}]({}){bytes}", label(&plain_name(&file.name)), file.address())
}

fn size(bytes: u64, words: &Words) -> String {
    words.count(usize::try_from(bytes).unwrap_or(usize::MAX), &words.plain.bytes)
}

/// Returns the first line of a paragraph: the person, the time, and what the entry is.
fn head(resolved: &ResolvedEntry, words: &Words) -> String {
    let (entry, own) = (&resolved.entry, &words.export);
    let name = entry
        .name
        .as_deref()
        .map_or_else(|| format!("*{}*", own.notice), |name| format!("**{}**", line(name)));
    let time = entry.at.as_deref().and_then(|at| at.get(MINUTE)).map(str::to_owned);
    let does = match entry.verb {
        Verb::Shared => Some(own.shared.to_owned()),
        Verb::SetTopic => Some(own.set_topic.to_owned()),
        _ => None,
    };
    let marks = [
        resolved.edited.map(|_| own.edited),
        resolved.pinned.map(|_| own.pinned),
        entry.cut.then_some(own.beginning_only),
    ];
    let marks = marks.into_iter().flatten().map(|mark| format!("({mark})"));
    let parts: Vec<String> = [Some(name), time, does].into_iter().flatten().chain(marks).collect();
    parts.join(" ")
}

fn quote(quote: &Quote, words: &Words) -> String {
    let name = quote.name.as_deref().map(|name| format!("**{}**: ", line(name))).unwrap_or_default();
    let text = if quote.removed {
        format!("*{}*", words.export.quote_removed)
    } else {
        line(&with_count(quote.files, &quote.text, words))
    };
    format!("> {name}{text}\n\n")
}

fn removed(removal: &Removal, words: &Words) -> String {
    let (before, after) = words.export.removed_by;
    let removed = match removal.name.as_deref() {
        Some(name) => format!("{before}{}{after}", line(name)),
        None => words.export.removed.to_owned(),
    };
    // At its edges, white space would keep the stars from being markup.
    let reason = removal.reason.split_whitespace().collect::<Vec<_>>().join(" ");
    let reason = Some(reason).filter(|reason| !reason.is_empty());
    let reason = reason.map(|reason| format!(": {}", line(&reason))).unwrap_or_default();
    format!("*{removed}{reason}*")
}

fn reactions(reactions: &[Reaction]) -> String {
    let one = |reaction: &Reaction| {
        let names: Vec<String> = reaction.people.iter().map(|person| line(&person.name)).collect();
        format!("{} {}", line(&reaction.emoji), names.join(", "))
    };
    format!("\n\n{}", reactions.iter().map(one).collect::<Vec<_>>().join(" · "))
}
