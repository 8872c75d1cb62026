//! Acts: everything that a person can say or do in the room. Each becomes one statement.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use serde::Deserialize;

use super::upload::Uploader;
use super::{Receipt, Room};
use crate::emoji::Emoji;
use crate::entry::Verb;
use crate::name::Name;
use crate::people::SessionId;
use crate::refusal::Refusal;
use crate::statement::Statement;
use crate::text::Text;
use crate::topic::parse_topic;

/// Something that a person says or does.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum Act {
    /// Say something, perhaps as an answer to an earlier line.
    Say {
        /// The words.
        text: String,
        /// The id of the line that this answers.
        #[cfg_attr(test, ts(type = "number | null"))]
        reply_to: Option<u64>,
    },
    /// Share files that were uploaded for this.
    Share {
        /// The ids of the uploads, which are complete.
        uploads: Vec<String>,
        /// The words beside the files, or nothing.
        #[serde(default)]
        text: String,
    },
    /// Give one's own message other words.
    Edit {
        /// The id of the message.
        #[cfg_attr(test, ts(type = "number"))]
        id: u64,
        /// The new words.
        text: String,
    },
    /// Take the words of a line away.
    Remove {
        /// The id of the line.
        #[cfg_attr(test, ts(type = "number"))]
        id: u64,
        /// The reason, or nothing.
        #[serde(default)]
        reason: String,
    },
    /// React to a line with an emoji.
    React {
        /// The id of the line.
        #[cfg_attr(test, ts(type = "number"))]
        id: u64,
        /// The emoji.
        emoji: String,
    },
    /// Take a reaction back.
    Unreact {
        /// The id of the line.
        #[cfg_attr(test, ts(type = "number"))]
        id: u64,
        /// The emoji.
        emoji: String,
    },
    /// Keep a line in view.
    Pin {
        /// The id of the line.
        #[cfg_attr(test, ts(type = "number"))]
        id: u64,
    },
    /// Keep a line in view no longer.
    Unpin {
        /// The id of the line.
        #[cfg_attr(test, ts(type = "number"))]
        id: u64,
    },
    /// Give the room a topic. An empty one ends the topic before.
    SetTopic {
        /// The topic.
        topic: String,
    },
}

impl Act {
    /// Makes the statement of this act by `name`.
    fn into_statement(self, name: Name) -> Result<Statement, Refusal> {
        Ok(match self {
            Act::Say { text, reply_to: None } => Statement::said(name, Text::new(&text)?),
            Act::Say { text, reply_to: Some(id) } => {
                Statement::about(name, Verb::RepliedTo, id, Text::new(&text)?)
            }
            // Its statement is known only when the files have their places.
            Act::Share { .. } => return Err(Refusal::NoSuchUpload),
            Act::Edit { id, text } => Statement::about(name, Verb::Edited, id, Text::new(&text)?),
            Act::Remove { id, reason } => Statement::about(name, Verb::Removed, id, Text::optional(&reason)?),
            Act::React { id, emoji } => {
                Statement::about(name, Verb::ReactedTo, id, Text::new(&Emoji::new(&emoji)?)?)
            }
            Act::Unreact { id, emoji } => {
                Statement::about(name, Verb::UnreactedTo, id, Text::new(&Emoji::new(&emoji)?)?)
            }
            Act::Pin { id } => Statement::about(name, Verb::Pinned, id, Text::none()),
            Act::Unpin { id } => Statement::about(name, Verb::Unpinned, id, Text::none()),
            Act::SetTopic { topic } => {
                Statement { name, verb: Verb::SetTopic, target: None, text: parse_topic(&topic)? }
            }
        })
    }
}

impl Room {
    /// Does what this session asks for, and returns when it is on the disk. `None` means that
    /// nothing had to change. A retry with the same `key` gets the same answer.
    ///
    /// # Errors
    /// When the session may not do it, asks too often, or the disk fails.
    pub async fn act(
        self: &Arc<Room>,
        session: &SessionId,
        address: IpAddr,
        act: Act,
        key: Option<String>,
    ) -> Result<Option<Receipt>, Refusal> {
        if let Act::Share { uploads, text } = act {
            let by = Uploader { session: *session, address };
            return self.share(&by, uploads, &text, key).await.map(Some);
        }
        let name = self.name_of(session).ok_or(Refusal::JoinFirst)?;
        let statement = act.into_statement(name)?;
        // A retry is answered before anything is checked: what it asked for is done already.
        let is_retry = key.as_ref().map(|key| self.said_before(session, key, &statement));
        if is_retry.transpose()?.flatten().is_none() && !self.weigh(session, &statement).await? {
            return Ok(None);
        }
        let receipt = self.speak(session, address, statement, key).await?;
        if receipt.entry.verb == Verb::Removed {
            self.wait_until_erased(receipt.entry.id).await?;
        }
        Ok(Some(receipt))
    }

    /// Does what the host asks for.
    ///
    /// # Errors
    /// The same as for [`Room::act`], and when the host has no name yet.
    pub async fn act_as_host(
        self: &Arc<Room>,
        act: Act,
        key: Option<String>,
    ) -> Result<Option<Receipt>, Refusal> {
        self.act(&SessionId::host(), Ipv4Addr::LOCALHOST.into(), act, key).await
    }
}
