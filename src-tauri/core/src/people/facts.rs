//! The data about people that crosses to pages.

use serde::Serialize;

/// A person who is here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Person {
    /// The person's name.
    pub name: String,
    /// Whether this person hosts the room.
    pub host: bool,
    /// Whether this person has looked at something else for three minutes.
    pub away: bool,
}

/// The people who are here: the host first, then the others by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, rename = "People"))]
pub struct PeopleHere {
    /// The number of people, including those that are not listed.
    pub count: usize,
    /// The people. An event about more than 100 people lists only the host.
    pub people: Vec<Person>,
}

impl PeopleHere {
    /// Returns the number of people without the host.
    pub fn guests(&self) -> usize {
        let host = self.people.first().is_some_and(|first| first.host);
        self.count - usize::from(host)
    }
}

/// The people who are typing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Typing {
    /// At most five names.
    pub names: Vec<String>,
}
