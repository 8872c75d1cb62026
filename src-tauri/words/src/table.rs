//! Which words a language must have.

use crate::{Forms, Language};

/// All words of one language.
#[derive(Debug)]
pub struct Words {
    /// Whose words these are.
    pub language: Language,
    /// The icon in the tray.
    pub tray: Tray,
    /// Desktop notifications.
    pub notifications: Notifications,
    /// Windows and dialogs of the system.
    pub dialogs: Dialogs,
    /// Why the app cannot start.
    pub start: Start,
}

/// The icon in the tray, and its menu.
#[derive(Debug)]
#[expect(missing_docs, reason = "the English words say what they are")]
pub struct Tray {
    pub open: &'static str,
    pub copy_link: &'static str,
    pub show_qr: &'static str,
    pub pause: &'static str,
    pub resume: &'static str,
    pub quit: &'static str,
    /// The icon has a mark.
    pub new_messages: &'static str,
}

/// Desktop notifications.
#[derive(Debug)]
pub struct Notifications {
    /// The first line, if it stands for many messages.
    pub new_messages: Forms,
    /// Between two names.
    pub separator: &'static str,
    /// After the last name, if more people spoke.
    pub and_others: &'static str,
    /// What a click does.
    pub open: &'static str,
}

/// Windows and dialogs of the system, and what the system shows elsewhere.
#[derive(Debug)]
#[expect(missing_docs, reason = "the English words say what they are")]
pub struct Dialogs {
    pub choose_folder: &'static str,
    pub export: &'static str,
    pub share: &'static str,
    pub save: &'static str,
    pub guide: &'static str,
    /// Why the computer does not fall asleep.
    pub guests_are_here: &'static str,
}

/// Why the app cannot start, in one sentence each. What the system says comes last in them, because
/// it may be in any language.
#[derive(Debug)]
pub struct Start {
    /// The title of the dialog.
    pub title: &'static str,
    /// The system names no folder for the app's data. Takes what the system says.
    pub no_folder: fn(&str) -> String,
    /// Takes the room's folder, and who uses it.
    pub in_use: fn(&str, &str) -> String,
    /// Takes the room's folder, and what the system says.
    pub unusable: fn(&str, &str) -> String,
    /// Takes what the system says.
    pub no_window: fn(&str) -> String,
}
