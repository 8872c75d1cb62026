//! The words of Portuguese (in Brazilian spelling).

use crate::{Dialogs, Forms, Language, Notifications, Start, Tray, Words};

pub(crate) const WORDS: Words = Words {
    language: Language::Pt,
    tray: Tray {
        open: "Abrir o Flatchat",
        copy_link: "Copiar link",
        show_qr: "Mostrar código QR",
        pause: "Pausar a sala",
        resume: "Retomar a sala",
        quit: "Sair",
        new_messages: "mensagens novas",
    },
    notifications: Notifications {
        new_messages: Forms::one_other("# mensagem nova", "# mensagens novas"),
        separator: ", ",
        and_others: " e outros",
        open: "Abrir",
    },
    dialogs: Dialogs {
        choose_folder: "Escolher a pasta de uma sala",
        export: "Exportar a sala",
        share: "Compartilhar arquivos",
        save: "Salvar o arquivo",
        guide: "Flatchat: o guia",
        guests_are_here: "Há convidados na sala",
    },
    start: Start {
        title: "O Flatchat não pode iniciar",
        no_folder: |cause| format!("Não há uma pasta para os dados do aplicativo: {cause}."),
        in_use: |folder, holder| format!("A pasta {folder} está em uso por {holder}. Feche-o primeiro."),
        unusable: |folder, cause| format!("Não foi possível abrir a sala em {folder}: {cause}."),
        no_window: |cause| format!("Não foi possível abrir a janela: {cause}."),
    },
};
