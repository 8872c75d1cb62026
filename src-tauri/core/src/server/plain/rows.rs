//! Entries as HTML. Everything that people wrote is escaped by the template engine.

use flatchat_words::Words;
use jiff::Timestamp;
use maud::{Markup, html};

use super::age::age;
use super::links::{Part, parts};
use crate::files::{Share, plain_name, with_count};
use crate::index::{Quote, Reaction, ResolvedEntry};
use crate::statement::Verb;

/// Returns one entry. `base` leads from the page's address to the room's.
pub(super) fn row(entry: &ResolvedEntry, now: Timestamp, words: &Words, base: &str) -> Markup {
    html! {
        article {
            p.head {
                strong { bdi { (entry.entry.name.as_deref().unwrap_or("chat.txt")) } }
                @if let Some(did) = did(entry.entry.verb, words) { " " (did) }
                @if let Some(at) = &entry.entry.at {
                    " " time datetime=(at) { (age(at, now, words)) }
                }
                @if entry.edited.is_some() { " (" (words.plain.edited) ")" }
            }
            @if let Some(answered) = &entry.answers { (quote(answered, words)) }
            (body(entry, words, base))
            @if !entry.reactions.is_empty() { (reactions(&entry.reactions)) }
        }
    }
}

/// Returns what a person did, for entries that are no messages.
fn did(verb: Verb, words: &Words) -> Option<&'static str> {
    match verb {
        Verb::Shared => Some(words.plain.shared),
        Verb::SetTopic => Some(words.plain.set_topic),
        _ => None,
    }
}

fn body(entry: &ResolvedEntry, words: &Words, base: &str) -> Markup {
    match &entry.removed {
        None => html! {
            p.text dir="auto" {
                @if let Some(share) = &entry.entry.share { (shared(share, words, base)) }
                @else { (lines(&entry.entry.text)) }
                @if entry.entry.cut { " […]" }
            }
        },
        Some(removal) => html! {
            p.gone {
                @match &removal.name {
                    Some(name) => { (words.plain.removed_by.0) bdi { (name) } (words.plain.removed_by.1) },
                    None => (words.plain.removed),
                }
                @if !removal.reason.is_empty() { ": " bdi { (removal.reason) } }
            }
        },
    }
}

/// Returns a link to each file, and the caption. A link opens beside the list, which goes on.
fn shared(share: &Share, words: &Words, base: &str) -> Markup {
    html! {
        @for file in &share.files {
            a href={ (base) (file.address()) } target="_blank" rel="noopener" { bdi { (plain_name(&file.name)) } }
            @if let Some(bytes) = file.bytes { " (" (size(bytes, words)) ")" }
            br;
        }
        (lines(&share.caption))
    }
}

fn size(bytes: u64, words: &Words) -> String {
    words.count(usize::try_from(bytes).unwrap_or(usize::MAX), &words.plain.bytes)
}

fn quote(answered: &Quote, words: &Words) -> Markup {
    html! {
        blockquote dir="auto" {
            bdi { (answered.name.as_deref().unwrap_or("chat.txt")) } ": "
            @if answered.removed { (words.plain.quote_removed) } @else { (with_count(answered.files, &answered.text, words)) }
        }
    }
}

fn reactions(reactions: &[Reaction]) -> Markup {
    html! {
        p.reactions {
            @for Reaction { emoji, people } in reactions {
                span { (emoji) " " (people.len()) } " "
            }
        }
    }
}

/// Returns the lines of a text. Text browsers show a line break only where there is an element for
/// it.
fn lines(text: &str) -> Markup {
    html! {
        @for (at, line) in text.lines().enumerate() {
            @if at > 0 { br; }
            (with_links(line))
        }
    }
}

fn with_links(line: &str) -> Markup {
    html! {
        @for Part { text, href } in parts(line) {
            @if let Some(href) = href { a href=(href) rel="noreferrer noopener" { (text) } } @else { (text) }
        }
    }
}

#[cfg(test)]
mod tests {
    use flatchat_words::Language;

    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        let shown = |text: &str| lines(text).into_string();
        assert_eq!(
            shown("see http://a.example/x?y=1&z."),
            "see <a href=\"http://a.example/x?y=1&amp;z\" rel=\"noreferrer noopener\">http://a.example/x?y=1&amp;z</a>."
        );
        for text in ["javascript://x/%0aalert(1)", "data://x", "file:///etc/passwd", "ftp://a.example/"] {
            assert!(!shown(text).contains("<a"), "{text}");
        }
    }

    #[test]
    fn files_are_links_from_wherever_the_page_is() {
        let text = "<b>.jpg (7 bytes) files/abcde-#b.jpg\nfiles/my holiday.jpg\n\n<i>ours";
        let share = Share::parse(text).unwrap();
        let link = "target=\"_blank\" rel=\"noopener\"";
        let expected = format!(
            "<a href=\"../files/abcde-%23b.jpg\" {link}><bdi>&lt;b&gt;.jpg</bdi></a> (7 bytes)<br>\
             <a href=\"../files/my%20holiday.jpg\" {link}><bdi>my holiday.jpg</bdi></a><br>&lt;i&gt;ours"
        );
        assert_eq!(shared(&share, Language::En.words(), "../").into_string(), expected);
    }

    #[test]
    fn a_quotation_of_several_files_counts_them_in_the_readers_language() {
        let answered = |text: &str| {
            let (name, text) = (Some("ana".to_owned()), text.to_owned());
            Quote { id: 0, name, text, files: Some(3), edited: false, removed: false }
        };
        let shown = |text: &str| quote(&answered(text), Language::De.words()).into_string();
        assert_eq!(shown(""), "<blockquote dir=\"auto\"><bdi>ana</bdi>: 3 Dateien</blockquote>");
        assert_eq!(shown("ours"), "<blockquote dir=\"auto\"><bdi>ana</bdi>: 3 Dateien: ours</blockquote>");
    }

    #[test]
    fn markup_is_shown_and_line_breaks_stay() {
        assert_eq!(lines("<b>1</b>\n\n\"2\"").into_string(), "&lt;b&gt;1&lt;/b&gt;<br><br>&quot;2&quot;");
    }
}
