//! A tour of all screens of the page, for checks that each of them must pass.
//!
//! A test says on which device and in which language the tour is made, and what is checked on each
//! screen. Screens are found by role and label.
//!
//! | file | screens |
//! |---|---|
//! | `outside` | the door, a full room, no room |
//! | `room` | an empty room, its dialogs, and a room without a connection |
//! | `messages` | a conversation with everything that a row can be, and what can be done with a row |
//! | `files` | shared files, the viewer, the list of files, and files that are picked |
//! | `host` | the host's window |
//! | `lively` | the conversation's lines |
//! | `words` | the words of the tour in other languages |

mod files;
mod host;
mod lively;
mod messages;
mod outside;
mod room;
mod words;

use serde_json::{Value, json};

use crate::browser::{Browser, keys};
use crate::device::Size;

pub use host::{talkative_window, window};
pub use lively::Lines;

/// Chooses a language as the settings do, and loads the page anew.
const SPEAK: &str = "localStorage.setItem('flatchat.language', arguments[0]); location.reload()";

/// Whether the parts of the page that come late are there.
const IS_WHOLE: &str = "\
    const loaded = (part) => performance.getEntriesByType('resource').some(({ name, responseEnd }) => \
      name.includes(part) && name.endsWith('.js') && responseEnd > 0 && performance.now() > responseEnd + 100); \
    return loaded('lateparts') && loaded('fileparts')";

/// Gives the focus to the row whose words contain `arguments[0]`.
const FOCUS_ROW: &str = "\
    const row = [...document.querySelectorAll('[role=log] [data-entry]')].findLast((one) => \
      one.querySelector('[dir=auto]')?.textContent.includes(arguments[0])); \
    row?.scrollIntoView({ block: 'center' }); row?.focus(); return row !== undefined";

/// Whether nothing has moved for a moment, and whether the pictures are there. `arguments[0]` is
/// another number each time that somebody waits.
const IS_STILL: &str = "\
    const still = document.fonts.status === 'loaded' && [...document.images].every((one) => one.complete) \
      && document.getAnimations().every((one) => one.playState !== 'running') \
      && [...document.querySelectorAll('[data-entry], dialog[open], dialog[open] > *')].every((row) => getComputedStyle(row).opacity === '1'); \
    const now = performance.now(); \
    if (!still || window.waits?.number !== arguments[0]) window.waits = { number: arguments[0], since: now }; \
    return still && now - window.waits.since > 250";

/// Searches a screen, and returns what is wrong there.
pub trait Check: AsyncFn(&Browser) -> Vec<String> {}

impl<T: AsyncFn(&Browser) -> Vec<String>> Check for T {}

/// A tour on which each screen is searched in the same way. It goes on after a fault, so that a
/// test names all of them.
#[derive(Debug)]
struct Tour<C> {
    check: C,
    faults: Vec<String>,
}

impl<C: Check> Tour<C> {
    fn new(check: C) -> Tour<C> {
        Tour { check, faults: Vec::new() }
    }

    async fn see(&mut self, page: &Browser, screen: &str) {
        // What moves in or fades in is not there yet.
        until_still(page).await;
        let found = (self.check)(page).await;
        self.faults.extend(found.iter().map(|fault| format!("{screen}: {fault}")));
        println!("{screen}: {} faults", found.len());
    }

    fn end(mut self) {
        let faults = std::mem::take(&mut self.faults);
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    }
}

impl<C> Drop for Tour<C> {
    /// A tour that did not get to its end says what it has seen.
    fn drop(&mut self) {
        for fault in &self.faults {
            println!("{fault}");
        }
    }
}

/// The language of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Arabic, which is written from right to left.
    Arabic,
    /// German, whose words are long.
    German,
    /// Chinese, which has no spaces.
    Chinese,
}

impl Language {
    /// Returns its tag in HTML.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Arabic => "ar",
            Language::German => "de",
            Language::Chinese => "zh",
        }
    }
}

/// The device and the language with which somebody visits the screens.
#[derive(Clone, Copy, Debug)]
pub struct Visit {
    /// The size of the page.
    pub size: Size,
    /// Whether there are fingers instead of a mouse.
    pub by_touch: bool,
    /// The language of the page.
    pub language: Language,
}

impl Visit {
    /// A visit with a laptop.
    pub const LAPTOP: Visit = Visit { size: (1280, 800), by_touch: false, language: Language::English };
    /// A visit with a phone.
    pub const PHONE: Visit = Visit { size: (390, 844), by_touch: true, language: Language::English };

    /// Returns the same visit in another language.
    #[must_use]
    pub const fn in_language(self, language: Language) -> Visit {
        Visit { language, ..self }
    }

    /// Returns the same visit in Arabic.
    #[must_use]
    pub const fn in_arabic(self) -> Visit {
        self.in_language(Language::Arabic)
    }

    /// Returns the same visit to a page of this size.
    #[must_use]
    pub const fn sized(self, size: Size) -> Visit {
        Visit { size, ..self }
    }

    /// Returns a word of the page.
    fn word(self, english: &'static str) -> &'static str {
        words::word(english, self.language)
    }

    /// Opens a page. Returns `None` if there is no Chromium.
    async fn open(self, address: &str) -> Option<Browser> {
        let page = Browser::with_dev_tools_sized(self.size.0, self.size.1).await?;
        page.open(address).await;
        if self.by_touch {
            page.hold_as_phone(self.size).await;
            page.reload().await;
        }
        if self.language != Language::English {
            let tag = json!(self.language.tag());
            page.run(SPEAK, std::slice::from_ref(&tag)).await;
            let spoken = "return document.documentElement.lang === arguments[0] \
                && document.querySelector('h1') !== null";
            page.until_true("the language is spoken", spoken, &[tag]).await;
        }
        Some(page)
    }

    /// Opens a room, and joins under this name.
    async fn enter(self, address: &str, name: &str) -> Option<Browser> {
        let page = self.open(address).await?;
        page.fill(self.word("Your name"), name).await;
        page.press(self.word("Join")).await;
        self.until_in(&page).await;
        Some(page)
    }

    /// Waits until the page is in the room, with all of its parts.
    async fn until_in(self, page: &Browser) {
        page.find("field", self.word("Message")).await;
        page.until_text(self.word("Connected")).await;
        page.until_true("the page is whole", IS_WHOLE, &[]).await;
    }

    /// Says something. On a touch screen, Return would break the line.
    async fn say(self, page: &Browser, text: &str) {
        page.fill(self.word("Message"), text).await;
        page.press(self.word("Send")).await;
        page.until_text(text).await;
    }
}

/// Gives the focus to the row whose words contain this, as the keyboard does.
async fn focus_row(page: &Browser, text: &str) {
    page.run("document.querySelector('main form textarea').focus()", &[]).await;
    page.keys(&format!("{0}{1}{0}", keys::SHIFT, keys::TAB)).await;
    page.until_true(&format!("the row {text:?}"), FOCUS_ROW, &[json!(text)]).await;
}

/// Waits until nothing moves any more.
async fn until_still(page: &Browser) {
    page.until_true("the page is still", IS_STILL, &[json!(fastrand::u32(..))]).await;
}

/// Opens a dialog by its button, checks it, and closes it with Escape.
async fn dialog(page: &Browser, button: &str, title: &str, tour: &mut Tour<impl Check>) {
    page.press(button).await;
    page.find("dialog", title).await;
    tour.see(page, &format!("the dialog {title:?}")).await;
    close(page).await;
}

/// Closes the dialog that is on top.
async fn close(page: &Browser) {
    let open = "return document.querySelectorAll('dialog[open]').length";
    let before = page.run(open, &[]).await;
    page.keys(keys::ESCAPE).await;
    page.until("the dialog closes", open, &[], |now: &Value| (*now != before).then_some(())).await;
}
