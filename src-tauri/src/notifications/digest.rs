//! Which messages become notifications, and how: a burst of messages is one notification.

use std::time::Duration;

use flatchat_core::entry::Entry;
use flatchat_core::files::{Share, with_count};
use flatchat_core::mention::mentions;
use flatchat_core::plain_words::plain_words;
use flatchat_words::Words;
use tokio::time::Instant;

use crate::settings::{Notifications, Settings};

/// The least time between two notifications.
const AT_MOST_EVERY: Duration = Duration::from_secs(5);

/// How much of a message a notification shows, in characters.
const MAX_BODY_CHARS: usize = 240;

/// How many names a notification of many messages has.
const MAX_NAMES: usize = 3;

/// One notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Notice {
    /// Its first line.
    pub(super) summary: String,
    /// The rest, as plain text.
    pub(super) body: String,
    /// What a click does, for a desktop that shows this as a button.
    pub(super) open: &'static str,
    /// The entry that it leads to.
    pub(super) entry: u64,
}

/// Whether the host wants a notification of this entry. `others` returns the names of other people.
pub(super) fn concerns(entry: &Entry, settings: &Settings, others: impl FnOnce() -> Vec<String>) -> bool {
    let own = entry.name.is_some() && entry.name == settings.name;
    let wanted = || match settings.notifications {
        Notifications::All => true,
        Notifications::Mentions => {
            settings.name.as_deref().is_some_and(|name| mentions(said(entry), name, others))
        }
        Notifications::None => false,
    };
    entry.verb.is_news() && !own && wanted()
}

/// What a person wrote: the text, or the caption of files.
fn said(entry: &Entry) -> &str {
    entry.share.as_ref().map_or(&entry.text, |share| &share.caption)
}

/// Messages that wait for their notification.
#[derive(Debug, Default)]
pub(super) struct Digest {
    waiting: Option<Batch>,
    shown: Option<Instant>,
}

#[derive(Debug)]
struct Batch {
    count: usize,
    first: Entry,
    /// The names of those who spoke, each once.
    names: Vec<String>,
}

impl Digest {
    /// Adds a message.
    pub(super) fn add(&mut self, entry: Entry) {
        let name = entry.name.clone();
        let waiting = self.waiting.get_or_insert_with(|| Batch { count: 0, first: entry, names: Vec::new() });
        waiting.count += 1;
        if let Some(name) =
            name.filter(|name| !waiting.names.contains(name) && waiting.names.len() <= MAX_NAMES)
        {
            waiting.names.push(name);
        }
    }

    /// Forgets the words of a message that was removed.
    pub(super) fn remove(&mut self, id: u64) {
        let Some(waiting) = self.waiting.as_mut().filter(|waiting| waiting.first.id == id) else { return };
        waiting.first.text.clear();
        waiting.first.share = None;
        if waiting.count == 1 {
            self.waiting = None;
        }
    }

    /// When the next notification may be shown: at once, but not too often. `None` if there is
    /// nothing to show.
    pub(super) fn due(&self, now: Instant) -> Option<Instant> {
        self.waiting.as_ref().map(|_| self.shown.map_or(now, |shown| now.max(shown + AT_MOST_EVERY)))
    }

    /// The notification to show now, for the room with this title, in these words.
    pub(super) fn take(&mut self, now: Instant, title: &str, words: &Words) -> Option<Notice> {
        if self.due(now).is_none_or(|due| due > now) {
            return None;
        }
        self.shown = Some(now);
        self.waiting.take().map(|waiting| waiting.notice(title, words))
    }

    /// Forgets the messages, because the host has seen them all.
    pub(super) fn forget(&mut self) {
        self.waiting = None;
    }
}

impl Batch {
    fn notice(self, title: &str, words: &Words) -> Notice {
        let (entry, open) = (self.first.id, words.notifications.open);
        if self.count == 1 {
            let body = shorten(&plain_words(&in_words(&self.first, words)));
            let summary = self.first.name.unwrap_or_else(|| title.to_owned());
            return Notice { summary, body, open, entry };
        }
        let summary = words.count(self.count, &words.notifications.new_messages);
        Notice { summary, body: named(&self.names, &words.notifications), open, entry }
    }
}

/// The text, or what was shared.
fn in_words(entry: &Entry, words: &Words) -> String {
    let shared = |share: &Share| with_count(share.several(), &share.words(), words);
    entry.share.as_ref().map_or_else(|| entry.text.clone(), shared)
}

/// The first of the names, and whether there are more.
fn named(names: &[String], words: &flatchat_words::Notifications) -> String {
    let shown = names.iter().take(MAX_NAMES).map(String::as_str).collect::<Vec<_>>().join(words.separator);
    let others = if names.len() > MAX_NAMES { words.and_others } else { "" };
    format!("{shown}{others}")
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(MAX_BODY_CHARS) {
        Some((end, _)) => format!("{}\u{2026}", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use flatchat_words::Language;

    use super::*;

    fn entry(id: u64, line: &str) -> Entry {
        Entry::parse(id, line.as_bytes(), false)
    }

    fn english() -> &'static Words {
        Language::En.words()
    }

    fn concerns(entry: &Entry, settings: &Settings) -> bool {
        super::concerns(entry, settings, Vec::new)
    }

    fn settings(which: Notifications) -> Settings {
        Settings { name: Some("Hanna".to_owned()), notifications: which, ..Settings::default() }
    }

    #[test]
    fn the_host_is_notified_of_what_they_chose_and_never_of_their_own_words() {
        let lines = [
            "ana said: hello",
            "ana said: hello, hanna!",
            "Hanna said: I am Hanna",
            "ana set topic: Hanna",
            "tea for Hanna",
        ];
        let shown = |which| {
            let shown = lines.iter().filter(|line| concerns(&entry(0, line), &settings(which)));
            shown.copied().collect::<Vec<_>>()
        };
        assert_eq!(shown(Notifications::All), [lines[0], lines[1], lines[4]]);
        assert_eq!(shown(Notifications::Mentions), [lines[1], lines[4]]);
        assert!(shown(Notifications::None).is_empty());
        let nobody_yet = Settings { notifications: Notifications::Mentions, ..Settings::default() };
        assert!(!concerns(&entry(0, "ana said: hello"), &nobody_yet));
    }

    #[test]
    fn the_longer_name_of_somebody_else_is_no_mention_of_the_host() {
        let settings = settings(Notifications::Mentions);
        let concerns = |line, others: &[&str]| {
            let others = others.iter().map(ToString::to_string).collect();
            super::concerns(&entry(0, line), &settings, || others)
        };
        assert!(!concerns("ana said: @Hanna Maria", &["ana", "Hanna Maria"]));
        assert!(concerns("ana said: @Hanna Maria", &["ana"]));
        assert!(concerns("ana said: @Hanna", &["ana", "Hanna Maria"]));
    }

    #[test]
    fn the_first_message_is_shown_at_once_and_a_burst_as_one() {
        let mut digest = Digest::default();
        let start = Instant::now();
        assert_eq!(digest.due(start), None);
        digest.add(entry(7, "ana said: hello"));
        let first = digest.take(start, "Maker Night", english()).unwrap();
        let expected = Notice { summary: "ana".to_owned(), body: "hello".to_owned(), open: "Open", entry: 7 };
        assert_eq!(first, expected);

        for n in 0..12 {
            digest.add(entry(100 + n, &format!("guest{} said: {n}", n % 5)));
        }
        let later = start + Duration::from_secs(1);
        assert_eq!(digest.take(later, "", english()), None);
        let due = digest.due(later).unwrap();
        assert_eq!(due, start + AT_MOST_EVERY);
        let burst = digest.take(due, "", english()).unwrap();
        assert_eq!(burst.summary, "12 new messages");
        assert_eq!(burst.body, "guest0, guest1, guest2 and others");
        assert_eq!(burst.entry, 100, "it leads to where one left off");
        assert_eq!(digest.due(due), None);
    }

    #[test]
    fn words_are_shown_without_the_signs_of_their_markup() {
        let mut digest = Digest::default();
        digest.add(entry(7, "ana said: > *tea*?\u{b}**yes**, at `5`"));
        assert_eq!(digest.take(Instant::now(), "", english()).unwrap().body, "tea?\nyes, at 5");
    }

    #[test]
    fn a_burst_is_counted_and_its_people_are_listed_as_the_hosts_language_does() {
        let said_by = |people: &[&str], language: Language| {
            let mut digest = Digest::default();
            for name in people {
                digest.add(entry(0, &format!("{name} said: x")));
            }
            let Notice { summary, body, open, .. } =
                digest.take(Instant::now(), "", language.words()).unwrap();
            [summary, body, open.to_owned()]
        };
        let people = ["ana", "bo", "cy", "di"];
        assert_eq!(
            said_by(&people, Language::De),
            ["4 neue Nachrichten", "ana, bo, cy und andere", "Öffnen"]
        );
        assert_eq!(said_by(&people[..2], Language::Ar), ["رسالتان جديدتان", "ana، bo", "فتح"]);
        assert_eq!(said_by(&people[..2], Language::Ja), ["新着メッセージ2件", "ana、bo", "開く"]);
    }

    #[test]
    fn several_files_are_counted_in_the_hosts_language() {
        let mut digest = Digest::default();
        digest.add(entry(7, "ana shared: files/abcde-a.txt\u{b}files/abcde-b.txt\u{b}\u{b}ours"));
        let body = digest.take(Instant::now(), "", Language::De.words()).unwrap().body;
        assert_eq!(body, "2 Dateien: ours");
    }

    #[test]
    fn what_was_seen_is_not_shown() {
        let mut digest = Digest::default();
        digest.add(entry(7, "ana said: hello"));
        digest.forget();
        assert_eq!(digest.take(Instant::now(), "", english()), None);
    }

    #[test]
    fn words_that_were_removed_are_not_shown() {
        let mut digest = Digest::default();
        digest.add(entry(7, "ana said: oops"));
        digest.remove(8);
        assert!(digest.due(Instant::now()).is_some(), "another message");
        digest.remove(7);
        assert_eq!(digest.take(Instant::now(), "", english()), None);
        digest.add(entry(7, "ana said: oops"));
        digest.add(entry(30, "bo said: hello"));
        digest.remove(7);
        assert_eq!(digest.take(Instant::now(), "", english()).unwrap().body, "ana, bo");
    }

    #[test]
    fn files_are_shown_in_words_and_only_their_caption_mentions() {
        let mut digest = Digest::default();
        let photo = "ana shared: Hanna.jpg (7 bytes, 4x3) files/abcde-Hanna.jpg";
        digest.add(entry(7, photo));
        assert_eq!(digest.take(Instant::now(), "", english()).unwrap().body, "Hanna.jpg");
        let captioned = format!("{photo}\u{b}\u{b}for hanna");
        assert!(!concerns(&entry(7, photo), &settings(Notifications::Mentions)));
        assert!(concerns(&entry(7, &captioned), &settings(Notifications::Mentions)));

        let mut digest = Digest::default();
        digest.add(entry(7, &captioned));
        digest.add(entry(90, "ana said: x"));
        digest.remove(7);
        let waiting = digest.waiting.as_ref().unwrap();
        assert_eq!(waiting.first.words(), "", "nothing of removed files is kept");
    }

    #[test]
    fn a_line_of_nobody_is_shown_under_the_rooms_title_and_a_long_text_is_cut() {
        let mut digest = Digest::default();
        digest.add(entry(7, &"ü".repeat(1000)));
        let notice = digest.take(Instant::now(), "Maker Night", english()).unwrap();
        assert_eq!(notice.summary, "Maker Night");
        assert_eq!(notice.body.chars().count(), MAX_BODY_CHARS + 1);
    }
}
