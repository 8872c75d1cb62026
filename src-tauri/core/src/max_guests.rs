//! The most guests of a room.

use serde::Serialize;

use crate::people::MAX_SESSIONS;

/// The most guests that can be in a room at once, not counting the host. It is at least one, and at
/// most the number of names that a room can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct MaxGuests(usize);

/// The number cannot be the most guests of a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a room takes from 1 to {MAX_SESSIONS} guests; choose a number between these")]
pub struct MaxGuestsError;

impl MaxGuests {
    /// The most guests that any room allows.
    pub const MOST: MaxGuests = MaxGuests(MAX_SESSIONS);

    /// Accepts a number that a person chose.
    ///
    /// # Errors
    /// When the number is 0 or above [`MaxGuests::MOST`].
    pub fn new(most: usize) -> Result<MaxGuests, MaxGuestsError> {
        if (1..=MAX_SESSIONS).contains(&most) { Ok(MaxGuests(most)) } else { Err(MaxGuestsError) }
    }

    /// Returns the number.
    pub fn get(self) -> usize {
        self.0
    }
}

/// As many guests as one laptop was measured to serve.
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
