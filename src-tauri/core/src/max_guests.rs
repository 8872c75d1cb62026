//! How many guests a room takes.

use serde::Serialize;

use crate::people::MAX_SESSIONS;

/// How many guests can be in a room at once, not counting the host: at least one, and not more than
/// there can be names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct MaxGuests(usize);

/// This cannot be the most guests of a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a room takes from 1 to {MAX_SESSIONS} guests; choose a number between these")]
pub struct MaxGuestsError;

impl MaxGuests {
    /// The most that any room takes.
    pub const MOST: MaxGuests = MaxGuests(MAX_SESSIONS);

    /// Takes a number that a person chose.
    ///
    /// # Errors
    /// When it is 0 or above [`MaxGuests::MOST`].
    pub fn new(most: usize) -> Result<MaxGuests, MaxGuestsError> {
        if (1..=MAX_SESSIONS).contains(&most) { Ok(MaxGuests(most)) } else { Err(MaxGuestsError) }
    }

    /// The number.
    pub fn get(self) -> usize {
        self.0
    }
}

/// As many as one laptop is measured to hold.
impl Default for MaxGuests {
    fn default() -> MaxGuests {
        MaxGuests(10_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_takes_at_least_one_guest_and_not_more_than_there_can_be_names() {
        assert_eq!(MaxGuests::new(0), Err(MaxGuestsError));
        assert_eq!(MaxGuests::new(1).unwrap().get(), 1);
        assert_eq!(MaxGuests::new(MAX_SESSIONS), Ok(MaxGuests::MOST));
        assert_eq!(MaxGuests::new(MAX_SESSIONS + 1), Err(MaxGuestsError));
    }
}
