//! The words of Spanish.

use crate::{Dialogs, Forms, Language, Notifications, Start, Tray, Words};

pub(crate) const WORDS: Words = Words {
    language: Language::Es,
    tray: Tray {
        open: "Abrir Flatchat",
        copy_link: "Copiar enlace",
        show_qr: "Mostrar código QR",
        pause: "Poner la sala en pausa",
        resume: "Reanudar la sala",
        quit: "Salir",
        new_messages: "mensajes nuevos",
    },
    notifications: Notifications {
        new_messages: Forms::one_other("# mensaje nuevo", "# mensajes nuevos"),
        separator: ", ",
        and_others: " y otros",
        open: "Abrir",
    },
    dialogs: Dialogs {
        choose_folder: "Elegir la carpeta de una sala",
        export: "Exportar la sala",
        share: "Compartir archivos",
        save: "Guardar el archivo",
        guide: "Flatchat: la guía",
        guests_are_here: "Hay invitados en la sala",
    },
    start: Start {
        title: "Flatchat no puede arrancar",
        no_folder: |cause| format!("No hay ninguna carpeta para los datos de la aplicación: {cause}."),
        in_use: |folder, holder| format!("La carpeta {folder} está en uso por {holder}. Ciérralo primero."),
        unusable: |folder, cause| format!("No se puede abrir la sala de {folder}: {cause}."),
        no_window: |cause| format!("No se puede abrir la ventana: {cause}."),
    },
};
