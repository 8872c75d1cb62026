//! The clipboard, for copying without the window.

use std::sync::{Mutex, PoisonError};

/// Kept, because on X11 a copied text vanishes together with its owner.
#[derive(Default)]
pub struct Clipboard(Mutex<Option<arboard::Clipboard>>);

impl Clipboard {
    /// Puts `text` into the clipboard.
    ///
    /// # Errors
    /// When the desktop has no clipboard.
    pub fn set(&self, text: &str) -> Result<(), arboard::Error> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_none() {
            *kept = Some(arboard::Clipboard::new()?);
        }
        kept.as_mut().map_or(Ok(()), |clipboard| clipboard.set_text(text))
    }
}
