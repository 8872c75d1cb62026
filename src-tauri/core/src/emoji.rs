//! STUB
use crate::text::Text;
pub struct Emoji(String);
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("that is not one emoji; choose one")]
pub struct EmojiError;
impl Emoji { pub fn new(t: &str) -> Result<Emoji, EmojiError> { if t.is_ascii() { Err(EmojiError) } else { Ok(Emoji(t.to_owned())) } } }
impl From<Emoji> for Text { fn from(e: Emoji) -> Text { Text::new(&e.0).unwrap() } }
