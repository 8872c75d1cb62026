//! Who may do what to an earlier line, and whether it would change anything.
//!
//! The author of a line is the session that has held the line's name without a break since before
//! the line was written.

use jiff::{SignedDuration, Timestamp};

use super::lines::read_in_background;
use super::{Room, lock};
use crate::emoji::is_same_emoji;
use crate::entry::{Entry, Verb};
use crate::index::{Reaction, ResolvedEntry};
use crate::log::Cursor;
use crate::people::SessionId;
use crate::refusal::Refusal;
use crate::statement::Statement;

/// How long the author may edit a message.
const EDIT_WITHIN: SignedDuration = SignedDuration::from_mins(15);

/// The most different emoji with which one person may react to one line.
const MAX_REACTIONS: usize = 20;

/// The most lines that may be pinned at once.
pub(super) const MAX_PINS: usize = 50;

/// The line that a statement is about, as it is now.
struct Target {
    line: ResolvedEntry,
    /// Since when the session has held its name.
    since: Option<Cursor>,
}

impl Target {
    fn is_by(&self, statement: &Statement) -> bool {
        let is_name = self.line.entry.name.as_deref() == Some(statement.name.as_str());
        is_name && self.since.is_some_and(|since| since.offset <= self.line.entry.id)
    }

    fn check_not_removed(&self) -> Result<(), Refusal> {
        if self.line.removed.is_some() { Err(Refusal::Removed) } else { Ok(()) }
    }
}

impl Room {
    /// Checks whether this session may make this statement. Returns whether the statement would
    /// change anything.
    pub(super) async fn weigh(&self, session: &SessionId, statement: &Statement) -> Result<bool, Refusal> {
        let is_host = *session == SessionId::host();
        if matches!(statement.verb, Verb::Pinned | Verb::Unpinned | Verb::SetTopic) && !is_host {
            return Err(Refusal::HostOnly);
        }
        let Some(id) = statement.target else {
            return Ok(statement.verb != Verb::SetTopic || self.topic() != statement.text.as_stored());
        };
        let target = self.find_target(session, id).await?;
        match statement.verb {
            Verb::RepliedTo => target.check_not_removed().map(|()| true),
            Verb::Edited => weigh_edit(&target, statement),
            Verb::Removed if is_host || target.is_by(statement) => Ok(target.line.removed.is_none()),
            Verb::Removed => Err(Refusal::NotYours),
            Verb::ReactedTo => weigh_reaction(&target, statement),
            Verb::UnreactedTo => weigh_unreaction(&target, statement),
            Verb::Pinned => {
                target.check_not_removed()?;
                let is_new = target.line.pinned.is_none();
                if is_new && self.pins().len() >= MAX_PINS { Err(Refusal::TooManyPins) } else { Ok(is_new) }
            }
            Verb::Unpinned => Ok(target.line.pinned.is_some()),
            _ => Ok(true),
        }
    }

    async fn find_target(&self, session: &SessionId, id: u64) -> Result<Target, Refusal> {
        let since = lock(&self.people).since(session);
        let log = self.log.snapshot();
        let line = self.find_line(&log, id).await?;
        let since = read_in_background(move || {
            let is_valid = since.map_or(Ok(false), |since| since.matches(&log.file));
            Ok(since.filter(|_| is_valid.is_ok_and(|valid| valid)))
        });
        Ok(Target { line, since: since.await? })
    }
}

fn weigh_edit(target: &Target, statement: &Statement) -> Result<bool, Refusal> {
    let is_message = matches!(target.line.entry.verb, Verb::Said | Verb::RepliedTo);
    if !(is_message && target.is_by(statement)) {
        return Err(Refusal::NotYours);
    }
    target.check_not_removed()?;
    if !is_recent(&target.line.entry) {
        return Err(Refusal::TooLate);
    }
    Ok(target.line.entry.text != statement.text.shown())
}

/// Whether a message may still be edited. A clock that was set back makes it look younger.
fn is_recent(entry: &Entry) -> bool {
    let at = entry.at.as_ref().and_then(|at| at.parse::<Timestamp>().ok());
    at.is_some_and(|at| Timestamp::now().duration_since(at) <= EDIT_WITHIN)
}

fn weigh_reaction(target: &Target, statement: &Statement) -> Result<bool, Refusal> {
    target.check_not_removed()?;
    let is_mine = |reaction: &&Reaction| has(reaction, statement).is_some();
    let mine: Vec<&Reaction> = target.line.reactions.iter().filter(is_mine).collect();
    if mine.iter().any(|reaction| is_same_emoji(&reaction.emoji, statement.text.as_stored())) {
        return Ok(false);
    }
    if mine.len() >= MAX_REACTIONS { Err(Refusal::TooManyReactions) } else { Ok(true) }
}

fn weigh_unreaction(target: &Target, statement: &Statement) -> Result<bool, Refusal> {
    let is_meant = |reaction: &&Reaction| is_same_emoji(&reaction.emoji, statement.text.as_stored());
    let reaction = target.line.reactions.iter().find(is_meant);
    let Some(id) = reaction.and_then(|reaction| has(reaction, statement)) else { return Ok(false) };
    // Somebody else may have reacted under this name, before it became free.
    let is_mine = target.since.is_some_and(|since| since.offset <= id);
    if is_mine { Ok(true) } else { Err(Refusal::NotYours) }
}

/// Returns the line with which the person who makes this statement reacted.
fn has(reaction: &Reaction, statement: &Statement) -> Option<u64> {
    let mut people = reaction.people.iter();
    people.find(|person| person.name == statement.name.as_str()).map(|person| person.id)
}
