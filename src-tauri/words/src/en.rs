//! The words of English.

use crate::{Dialogs, Forms, Language, Notifications, Start, Tray, Words};

pub(crate) const WORDS: Words = Words {
    language: Language::En,
    tray: Tray {
        open: "Open Flatchat",
        copy_link: "Copy link",
        show_qr: "Show QR code",
        pause: "Pause the room",
        resume: "Resume the room",
        quit: "Quit",
        new_messages: "new messages",
    },
    notifications: Notifications {
        new_messages: Forms::one_other("# new message", "# new messages"),
        separator: ", ",
        and_others: " and others",
        open: "Open",
    },
    dialogs: Dialogs {
        choose_folder: "Choose a room’s folder",
        export: "Export the room",
        share: "Share files",
        save: "Save the file",
        guide: "Flatchat: the guide",
        guests_are_here: "Guests are in the room",
    },
    start: Start {
        title: "Flatchat cannot start",
        no_folder: |cause| format!("There is no folder for the app’s data: {cause}."),
        in_use: |folder, holder| format!("{folder} is in use by {holder}; close that first."),
        unusable: |folder, cause| format!("The room in {folder} cannot be opened: {cause}."),
        no_window: |cause| format!("The window cannot be opened: {cause}."),
    },
};
