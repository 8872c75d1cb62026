//! The host's decisions: pausing, the title, the code, and the most guests.

use super::{Room, lock};
use crate::code::Code;
use crate::files::FileLimits;
use crate::max_guests::MaxGuests;
use crate::refusal::Refusal;
use crate::title::Title;

impl Room {
    /// Pauses the room: nobody can join or say anything, not even the host. Everyone stays and can
    /// go on reading, and every page shows that the room is paused.
    pub fn pause(&self) {
        lock(&self.settings).paused = true;
        self.publish_facts();
    }

    /// Ends a pause.
    pub fn resume(&self) {
        lock(&self.settings).paused = false;
        self.publish_facts();
    }

    /// Refuses an action that a pause forbids.
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

    /// Sets how much shared files may take. Files that are there stay, also above the new limits.
    pub fn set_file_limits(&self, limits: FileLimits) {
        self.uploads.set_limits(limits);
        self.publish_facts();
    }

    /// Sets the addresses at which the room can be opened now, and publishes them.
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

    /// Sets or removes the code that is needed to join. Guests who have joined stay in. Streams of
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
