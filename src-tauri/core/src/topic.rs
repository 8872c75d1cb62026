//! The room's topic, which the host sets.

use crate::text::{Text, TextError};

/// The longest topic, in characters.
pub const MAX_TOPIC_CHARS: usize = 200;

/// The reason why a text cannot be a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TopicError {
    /// The text is too long.
    #[error("a topic has at most {MAX_TOPIC_CHARS} characters; shorten it")]
    TooLong,
    /// The text has a character that cannot be stored.
    #[error(transparent)]
    Text(TextError),
}

/// Parses a topic that a person typed. It is one line; an empty one ends the topic before.
///
/// # Errors
/// When the text is too long or has a control character.
pub fn parse_topic(typed: &str) -> Result<Text, TopicError> {
    if typed.len() > 4 * MAX_TOPIC_CHARS + 1024 {
        return Err(TopicError::TooLong);
    }
    let topic = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match topic.chars().count() {
        0..=MAX_TOPIC_CHARS => Text::optional(&topic).map_err(TopicError::Text),
        _ => Err(TopicError::TooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_is_one_line_and_may_be_empty() {
        assert_eq!(parse_topic("  today: \n soldering ").unwrap().as_stored(), "today: soldering");
        assert_eq!(parse_topic(" \t ").unwrap(), Text::none());
        assert!(parse_topic(&"ü".repeat(MAX_TOPIC_CHARS)).is_ok());
        assert_eq!(parse_topic(&"ü".repeat(MAX_TOPIC_CHARS + 1)), Err(TopicError::TooLong));
        assert!(parse_topic("a\u{7}b").is_err());
    }
}
