//! What the host decides: pausing, the title, the code, how many guests there can be.

use super::{Room, lock};
use crate::code::Code;
use crate::max_guests::MaxGuests;
use crate::refusal::Refusal;
use crate::title::Title;

impl Room {
    /// From now on nobody can join, and nobody can say anything, not even the host. Everyone stays and
    /// can read on, and every page shows that the room is paused.
    pub fn pause(&self) {
        lock(&self.settings).paused = true;
        self.publish_facts();
    }

    /// Ends a pause.
    pub fn resume(&self) {
        lock(&self.settings).paused = false;
        self.publish_facts();
    }

    /// Refuses what a pause forbids.
    pub(super) fn check_paused(&self) -> Result<(), Refusal> {
        if lock(&self.settings).paused { Err(Refusal::Paused) } else { Ok(()) }
    }

    /// Gives the room another title.
    pub fn set_title(&self, title: Title) {
        lock(&self.settings).title = title;
        self.publish_facts();
    }

    /// Sets how many guests can be here at once. Guests who are already in stay, even above the new
    /// limit.
    pub fn set_max_guests(&self, most: MaxGuests) {
        self.streams.set_most_guests(most);
        self.publish_facts();
    }

    /// Sets where the room can be opened now, and tells everyone.
    pub(crate) fn set_links(&self, links: Vec<String>) {
        let changed = {
            let mut told = lock(&self.links);
            let changed = *told != links;
            *told = links;
            changed
        };
        if changed {
            self.publish_facts();
        }
    }

    /// Sets or takes away the code that joining takes. Guests who have joined stay in; the streams of
    /// readers who have not joined end.
    pub fn set_code(&self, code: Option<Code>) {
        let closes = code.is_some();
        lock(&self.settings).code = code;
        if closes {
            std::mem::take(&mut *lock(&self.strangers)).cancel();
            self.fanout.wake_all();
        }
        self.publish_facts();
    }
}
