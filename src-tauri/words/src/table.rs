//! Which words a language must have.

use crate::{Forms, Language};

/// The words before and after a value.
pub type Around = (&'static str, &'static str);

/// All words of one language.
#[derive(Debug)]
pub struct Words {
    /// Whose words these are.
    pub language: Language,
    /// What was shared, if it is more than one file.
    pub files: Forms,
    /// The icon in the tray.
    pub tray: Tray,
    /// Desktop notifications.
    pub notifications: Notifications,
    /// Windows and dialogs of the system.
    pub dialogs: Dialogs,
    /// Why the app cannot start.
    pub start: Start,
    /// The room without JavaScript.
    pub plain: Plain,
    /// What the room refuses.
    pub refusals: Refusals,
    /// Exported rooms.
    pub export: Export,
    /// The page for a browser that uses a name to which the room does not answer.
    pub signpost: Signpost,
}

impl Words {
    /// The number with its noun.
    pub fn count(&self, n: usize, forms: &Forms) -> String {
        forms.count(n, self.language)
    }
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
    /// Takes the path at which the room's file belongs.
    pub not_a_file: fn(&str) -> String,
    /// Takes what the system says.
    pub no_window: fn(&str) -> String,
}

/// The room without JavaScript: `/plain`.
#[derive(Debug)]
#[expect(missing_docs, reason = "the English words say what they are")]
pub struct Plain {
    /// Around the reader's name.
    pub here_as: Around,
    pub write_and_pause: &'static str,
    /// Takes a number of seconds.
    pub reloads: Forms,
    pub show_new: &'static str,
    pub only_read: &'static str,
    pub live: &'static str,
    pub one_page: &'static str,
    pub join_title: &'static str,
    pub name: &'static str,
    pub code: &'static str,
    pub join: &'static str,
    pub paused: &'static str,
    pub message: &'static str,
    pub send: &'static str,
    pub leave: &'static str,
    pub newest_first: &'static str,
    pub nothing_yet: &'static str,
    pub earlier: &'static str,
    pub your_message: &'static str,
    pub join_to_write: &'static str,
    pub show_again: &'static str,
    /// A link that loads the two frames again. Nothing says so when the room's computer is lost.
    pub if_still: &'static str,
    /// After a name.
    pub shared: &'static str,
    /// After a name.
    pub set_topic: &'static str,
    pub edited: &'static str,
    pub removed: &'static str,
    /// Around a name.
    pub removed_by: Around,
    /// In place of the words that a message answers.
    pub quote_removed: &'static str,
    pub bytes: Forms,
    pub just_now: &'static str,
    pub minutes_ago: Forms,
    pub hours_ago: Forms,
}

/// What is wrong and what to do, for what the forms of `/plain` can cause. The page has the same
/// words in its tables, and more.
#[derive(Debug)]
#[expect(missing_docs, reason = "the English words say what they are")]
pub struct Refusals {
    pub name_empty: &'static str,
    pub name_too_long: Forms,
    pub name_colon: &'static str,
    /// Around a character's number in Unicode, as are the next two.
    pub name_unshowable: Around,
    pub name_invisible: Around,
    pub name_loose_mark: Around,
    pub name_too_many_marks: &'static str,
    /// Around a name to try instead.
    pub name_taken: Around,
    pub names_full: &'static str,
    pub text_empty: &'static str,
    /// Around [`Refusals::text_spot`].
    pub text_control: Around,
    /// Before and after [`Refusals::text_spot`], and after the character that was probably meant.
    pub text_wrongly_converted: (&'static str, &'static str, &'static str),
    /// Takes a character's number in Unicode, its line, and its place in the line.
    pub text_spot: fn(&str, usize, usize) -> String,
    /// Takes a number of KiB.
    pub text_too_long: Forms,
    pub join_first: &'static str,
    pub code_required: &'static str,
    pub wrong_code: &'static str,
    /// Takes a number of seconds.
    pub too_fast: Forms,
    pub room_full: &'static str,
    pub paused: &'static str,
    pub no_session: &'static str,
    pub other_session: &'static str,
    pub disk_full: &'static str,
    pub file_in_use: &'static str,
    pub disk_failed: &'static str,
    pub closing: &'static str,
    pub restarted: &'static str,
    pub key_reused: &'static str,
    pub bad_cursor: &'static str,
    pub log_rewritten: &'static str,
    pub busy: &'static str,
    /// Around a line for nginx.
    pub from_elsewhere: Around,
}

/// Exported rooms: the text to read, and what a browser without JavaScript shows of the page.
#[derive(Debug)]
#[expect(missing_docs, reason = "the English words say what they are")]
pub struct Export {
    pub needs_script: &'static str,
    pub topic: &'static str,
    /// Around a day and a time.
    pub exported: Around,
    /// In place of a name.
    pub notice: &'static str,
    pub shared: &'static str,
    pub set_topic: &'static str,
    pub edited: &'static str,
    pub pinned: &'static str,
    pub beginning_only: &'static str,
    pub removed: &'static str,
    /// Around a name.
    pub removed_by: Around,
    pub quote_removed: &'static str,
}

/// The page for a browser that uses a name to which the room does not answer.
#[derive(Debug)]
#[expect(missing_docs, reason = "the English words say what they are")]
pub struct Signpost {
    pub title: &'static str,
    /// Around the name.
    pub asked: Around,
    pub open_here: &'static str,
    /// After an address that leads only there.
    pub own_computer: &'static str,
    pub otherwise: &'static str,
    pub yours: &'static str,
    /// Around an option of `flatchat-server`.
    pub allow: Around,
    pub only_own: &'static str,
}
