//! The clipboard, for what is copied without the window.

use std::sync::{Mutex, PoisonError};

/// On X11 what was copied is gone with who copied it: hence this is kept.
#[derive(Default)]
pub struct Clipboard(Mutex<Option<arboard::Clipboard>>);

impl Clipboard {
    /// Puts `text` where it can be pasted from.
    ///
    /// # Errors
    /// When the desktop has no clipboard to give.
    pub fn set(&self, text: &str) -> Result<(), arboard::Error> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_none() {
            *kept = Some(arboard::Clipboard::new()?);
        }
        kept.as_mut().map_or(Ok(()), |clipboard| clipboard.set_text(text))
    }
}
