//! The words of German.

use crate::{Dialogs, Forms, Language, Notifications, Start, Tray, Words};

pub(crate) const WORDS: Words = Words {
    language: Language::De,
    tray: Tray {
        open: "Flatchat öffnen",
        copy_link: "Link kopieren",
        show_qr: "QR-Code zeigen",
        pause: "Raum pausieren",
        resume: "Raum fortsetzen",
        quit: "Beenden",
        new_messages: "neue Nachrichten",
    },
    notifications: Notifications {
        new_messages: Forms::one_other("# neue Nachricht", "# neue Nachrichten"),
        separator: ", ",
        and_others: " und andere",
        open: "Öffnen",
    },
    dialogs: Dialogs {
        choose_folder: "Ordner eines Raums wählen",
        export: "Raum exportieren",
        share: "Dateien teilen",
        save: "Datei speichern",
        guide: "Flatchat: die Anleitung",
        guests_are_here: "Gäste sind im Raum",
    },
    start: Start {
        title: "Flatchat kann nicht starten",
        no_folder: |cause| format!("Für die Daten der App gibt es keinen Ordner: {cause}."),
        in_use: |folder, holder| format!("{folder} wird von {holder} benutzt. Schließe das zuerst."),
        unusable: |folder, cause| format!("Der Raum in {folder} lässt sich nicht öffnen: {cause}."),
        no_window: |cause| format!("Das Fenster lässt sich nicht öffnen: {cause}."),
    },
};
