//! The words of Arabic.
//!
//! Names, paths and what the system says stand in bidi isolates, so that they do not turn the
//! sentence around: `\u{2068}` … `\u{2069}`, or `\u{2066}` … `\u{2069}` for what always runs from left
//! to right.

use crate::{Dialogs, Forms, Language, Notifications, Start, Tray, Words};

pub(crate) const WORDS: Words = Words {
    language: Language::Ar,
    tray: Tray {
        open: "فتح Flatchat",
        copy_link: "نسخ الرابط",
        show_qr: "عرض رمز QR",
        pause: "إيقاف الغرفة مؤقتًا",
        resume: "استئناف الغرفة",
        quit: "إنهاء",
        new_messages: "رسائل جديدة",
    },
    notifications: Notifications {
        new_messages: Forms {
            zero: Some("لا رسائل جديدة"),
            one: Some("رسالة جديدة"),
            two: Some("رسالتان جديدتان"),
            few: Some("# رسائل جديدة"),
            many: Some("# رسالة جديدة"),
            other: "# رسالة جديدة",
        },
        separator: "، ",
        and_others: " وآخرون",
        open: "فتح",
    },
    dialogs: Dialogs {
        choose_folder: "اختيار مجلد غرفة",
        export: "تصدير الغرفة",
        share: "مشاركة ملفات",
        save: "حفظ الملف",
        guide: "Flatchat: الدليل",
        guests_are_here: "في الغرفة ضيوف",
    },
    start: Start {
        title: "لا يمكن تشغيل Flatchat",
        no_folder: |cause| format!("لا يوجد مجلد لبيانات التطبيق: \u{2068}{cause}\u{2069}."),
        in_use: |folder, holder| {
            format!("\u{2066}{folder}\u{2069} قيد الاستخدام من \u{2068}{holder}\u{2069}؛ يجب إغلاق ذلك أولًا.")
        },
        unusable: |folder, cause| {
            format!("لا يمكن فتح الغرفة في \u{2066}{folder}\u{2069}: \u{2068}{cause}\u{2069}.")
        },
        no_window: |cause| format!("لا يمكن فتح النافذة: \u{2068}{cause}\u{2069}."),
    },
};
