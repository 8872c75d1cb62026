//! The words of French.

use crate::{Dialogs, Forms, Language, Notifications, Start, Tray, Words};

pub(crate) const WORDS: Words = Words {
    language: Language::Fr,
    tray: Tray {
        open: "Ouvrir Flatchat",
        copy_link: "Copier le lien",
        show_qr: "Afficher le code QR",
        pause: "Mettre le salon en pause",
        resume: "Reprendre le salon",
        quit: "Quitter",
        new_messages: "nouveaux messages",
    },
    notifications: Notifications {
        new_messages: Forms::one_other("# nouveau message", "# nouveaux messages"),
        separator: ", ",
        and_others: " et d’autres",
        open: "Ouvrir",
    },
    dialogs: Dialogs {
        choose_folder: "Choisir le dossier d’un salon",
        export: "Exporter le salon",
        share: "Partager des fichiers",
        save: "Enregistrer le fichier",
        guide: "Flatchat\u{a0}: le guide",
        guests_are_here: "Des invités sont dans le salon",
    },
    start: Start {
        title: "Flatchat ne peut pas démarrer",
        no_folder: |cause| {
            format!("Il n’y a pas de dossier pour les données de l’application\u{a0}: {cause}.")
        },
        in_use: |folder, holder| format!("{folder} est utilisé par {holder}. Fermez d’abord celui-ci."),
        unusable: |folder, cause| format!("Impossible d’ouvrir le salon dans {folder}\u{a0}: {cause}."),
        no_window: |cause| format!("Impossible d’ouvrir la fenêtre\u{a0}: {cause}."),
    },
};
