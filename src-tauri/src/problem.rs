//! The one way in which the shell makes a [`Problem`], for what is not a refusal of the room.

use std::fmt::Display;

use flatchat_core::Problem;

/// What went wrong, as it crosses to the page: a code for programs, and words for people.
pub(crate) fn problem(code: &str, message: impl Display) -> Problem {
    Problem::new(code, message)
}
