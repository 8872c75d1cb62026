//! What the host decides: pausing, the title, the code, how many guests there can be.

use super::options::{check_code, check_max_guests, check_title};
use super::{Room, lock};
use crate::refusal::Refusal;

impl Room {
    /// From now on nobody joins, and nobody, the host included, says anything. Everyone stays, reads on and is told.
    pub fn pause(&self) {
        lock(&self.settings).paused = true;
        self.tell_room();
    }

    /// Ends a pause.
    pub fn resume(&self) {
        lock(&self.settings).paused = false;
        self.tell_room();
    }

    /// Refuses what a pause forbids.
    pub(super) fn check_paused(&self) -> Result<(), Refusal> {
        if lock(&self.settings).paused { Err(Refusal::Paused) } else { Ok(()) }
    }

    /// Gives the room another title.
    ///
    /// # Errors
    /// When it is empty or too long.
    pub fn set_title(&self, title: &str) -> Result<(), Refusal> {
        let title = check_title(title)?;
        lock(&self.settings).title = title;
        self.tell_room();
        Ok(())
    }

    /// Sets how many guests may be here at once. Who is here stays.
    ///
    /// # Errors
    /// When it is none, or more than a room is made for.
    pub fn set_max_guests(&self, most: usize) -> Result<(), Refusal> {
        self.streams.set_most_guests(check_max_guests(most)?);
        self.tell_room();
        Ok(())
    }

    /// Tells everyone where the room can be opened now.
    pub(crate) fn set_links(&self, links: Vec<String>) {
        let changed = {
            let mut told = lock(&self.links);
            let changed = *told != links;
            *told = links;
            changed
        };
        if changed {
            self.tell_room();
        }
    }

    /// Sets or takes away the code that joining takes. Who has joined stays in; strangers' streams end.
    ///
    /// # Errors
    /// When it is too long.
    pub fn set_code(&self, code: Option<&str>) -> Result<(), Refusal> {
        let code = check_code(code)?;
        let closes = code.is_some();
        lock(&self.settings).code = code;
        if closes {
            std::mem::take(&mut *lock(&self.strangers)).cancel();
            self.fanout.wake_all();
        }
        self.tell_room();
        Ok(())
    }
}
