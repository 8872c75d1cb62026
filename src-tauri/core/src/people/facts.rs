//! What pages see of the people: the shapes that cross to them.

use serde::Serialize;

/// Somebody who is here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Person {
    /// What they are called.
    pub name: String,
    /// Whether they host the room.
    pub host: bool,
}

/// Who is here: the host first, then by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, rename = "People"))]
pub struct PeopleHere {
    /// How many, also of those not listed.
    pub count: usize,
    /// Who; an event of more than 100 lists the host alone.
    pub people: Vec<Person>,
}

impl PeopleHere {
    /// How many besides the host.
    pub fn guests(&self) -> usize {
        let host = self.people.first().is_some_and(|first| first.host);
        self.count - usize::from(host)
    }
}

/// Who is typing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Typing {
    /// At most five names.
    pub names: Vec<String>,
}
