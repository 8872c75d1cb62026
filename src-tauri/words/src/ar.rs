//! The words of Arabic.
//!
//! Names, paths and what the system says stand in bidi isolates, so that they do not turn the
//! sentence around: `\u{2068}` … `\u{2069}`, or `\u{2066}` … `\u{2069}` for what always runs from
//! left to right.

use crate::{Dialogs, Export, Forms, Language, Notifications, Plain, Refusals, Signpost, Start, Tray, Words};

pub(crate) const WORDS: Words = Words {
    language: Language::Ar,
    files: Forms {
        one: Some("ملف واحد"),
        two: Some("ملفان"),
        few: Some("# ملفات"),
        many: Some("# ملفًا"),
        ..Forms::all("# ملف")
    },
    tray: Tray {
        open: "فتح Flatchat",
        copy_link: "نسخ الرابط",
        show_qr: "عرض رمز QR",
        pause: "إيقاف الغرفة مؤقتًا",
        resume: "استئناف الغرفة",
        quit: "إنهاء",
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
        not_a_file: |path| {
            format!("\u{2066}{path}\u{2069} ليس ملفًا؛ يجب نقله إلى مكان آخر ثم تشغيل Flatchat من جديد.")
        },
        no_window: |cause| format!("لا يمكن فتح النافذة: \u{2068}{cause}\u{2069}."),
    },
    plain: Plain {
        here_as: ("اسمك هنا: ", "."),
        write_and_pause: "كتابة رسالة، مع إيقاف التحديث",
        reloads: Forms {
            one: Some("تُحدَّث هذه الصفحة كل ثانية"),
            two: Some("تُحدَّث هذه الصفحة كل ثانيتين"),
            few: Some("تُحدَّث هذه الصفحة كل # ثوانٍ"),
            ..Forms::all("تُحدَّث هذه الصفحة كل # ثانية")
        },
        show_new: "عرض الرسائل الجديدة",
        only_read: "القراءة فقط",
        live: "مباشر، في إطارين",
        one_page: "في صفحة واحدة، دون إطارات",
        join_title: "الانضمام إلى الغرفة",
        name: "اسمك",
        code: "رمز الغرفة",
        join: "انضمام",
        paused: "أوقف المضيف الغرفة مؤقتًا: لا يمكن لأحد الكتابة الآن.",
        message: "الرسالة",
        send: "إرسال",
        leave: "مغادرة الغرفة",
        newest_first: "الرسائل، الأحدث أولًا",
        nothing_yet: "لم يُكتب شيء بعد.",
        earlier: "رسائل أقدم",
        your_message: "رسالتك",
        join_to_write: "يجب الانضمام إلى الغرفة للكتابة فيها",
        show_again: "عرض القائمة من جديد",
        shared: "– مشاركة",
        set_topic: "– موضوع جديد",
        edited: "معدّلة",
        removed: "حُذفت هذه الرسالة",
        removed_by: ("حُذفت هذه الرسالة بواسطة ", ""),
        quote_removed: "رسالة محذوفة",
        bytes: Forms::all("# بايت"),
        just_now: "الآن",
        minutes_ago: Forms {
            one: Some("قبل دقيقة"),
            two: Some("قبل دقيقتين"),
            few: Some("قبل # دقائق"),
            ..Forms::all("قبل # دقيقة")
        },
        hours_ago: Forms {
            one: Some("قبل ساعة"),
            two: Some("قبل ساعتين"),
            few: Some("قبل # ساعات"),
            ..Forms::all("قبل # ساعة")
        },
    },
    refusals: Refusals {
        name_empty: "يُرجى كتابة اسم.",
        name_too_long: Forms {
            many: Some("أقصى طول للاسم هو # حرفًا؛ يُرجى اختيار اسم أقصر."),
            ..Forms::all("أقصى طول للاسم هو # حرف؛ يُرجى اختيار اسم أقصر.")
        },
        name_colon: "لا يمكن أن يحتوي الاسم على نقطتين (:)؛ يُرجى حذفهما.",
        name_unshowable: ("في الاسم حرف لا يمكن عرضه (\u{2066}", "\u{2069})؛ يُرجى حذفه."),
        name_invisible: ("في الاسم حرف غير مرئي (\u{2066}", "\u{2069})؛ يُرجى كتابة الاسم من جديد دون لصقه."),
        name_loose_mark: ("في الاسم علامة تشكيل بلا حرف (\u{2066}", "\u{2069})؛ يُرجى وضعها بعد حرف أو حذفها."),
        name_too_many_marks: "على أحد حروف الاسم علامات تشكيل كثيرة؛ يُرجى حذف بعضها.",
        name_taken: ("يوجد هنا من يحمل هذا الاسم أو اسمًا يشبهه؛ يمكنك تجربة «\u{2068}", "\u{2069}»."),
        names_full: "بلغت هذه الغرفة أقصى عدد من الأسماء؛ يجب أن يغادرها أحد نهائيًا أولًا.",
        text_empty: "الرسالة فارغة؛ يُرجى كتابة شيء أولًا.",
        text_control: ("في الرسالة حرف تحكّم (", ")؛ يُرجى حذفه وإعادة الإرسال."),
        text_wrongly_converted: (
            "في الرسالة حرف حُوّل بشكل خاطئ (",
            ")؛ كان على الأرجح «\u{2068}",
            "\u{2069}». يُرجى كتابته في مكانه وإعادة الإرسال.",
        ),
        text_spot: |character, line, column| {
            format!("\u{2066}{character}\u{2069}، السطر {line}، الحرف {column}")
        },
        text_too_long: Forms::all("الرسالة أطول من \u{2066}# KiB\u{2069}؛ يُرجى إرسالها على أجزاء."),
        join_first: "يجب الانضمام إلى الغرفة أولًا.",
        code_required: "تطلب هذه الغرفة رمزًا؛ يجب الانضمام به أولًا.",
        wrong_code: "هذا ليس رمز الغرفة؛ يمكن سؤال المضيف، أو مسح رمز QR من جديد.",
        too_fast: Forms {
            one: Some("كان هذا كثيرًا دفعة واحدة؛ تُرجى إعادة المحاولة بعد ثانية واحدة."),
            two: Some("كان هذا كثيرًا دفعة واحدة؛ تُرجى إعادة المحاولة بعد ثانيتين."),
            few: Some("كان هذا كثيرًا دفعة واحدة؛ تُرجى إعادة المحاولة بعد # ثوانٍ."),
            ..Forms::all("كان هذا كثيرًا دفعة واحدة؛ تُرجى إعادة المحاولة بعد # ثانية.")
        },
        room_full: "الغرفة ممتلئة؛ يجب أن يغادر أحد أولًا.",
        paused: "أوقف المضيف الغرفة مؤقتًا؛ يُرجى الانتظار حتى تُستأنف.",
        no_session: "لا يستطيع كمبيوتر المضيف إدخالك الآن؛ تُرجى إعادة المحاولة لاحقًا.",
        other_session: "يوجد شخص آخر في الغرفة من هذا المتصفح.",
        disk_full: "القرص ممتلئ؛ يجب إخلاء بعض المساحة على كمبيوتر المضيف ثم إعادة الإرسال.",
        file_in_use: "برنامج آخر يحتجز أحد ملفات الغرفة؛ يجب إغلاقه على كمبيوتر المضيف ثم إعادة الإرسال.",
        disk_failed: "قرص كمبيوتر المضيف لا يستجيب؛ تُرجى إعادة المحاولة لاحقًا.",
        closing: "الغرفة قيد الإغلاق.",
        restarted: "أُعيد تشغيل الغرفة؛ يُرجى التأكد من أن هذا لم يُرسل من قبل ثم إعادة إرساله.",
        key_reused: "أُرسل شيء آخر مكان هذه الرسالة؛ يُرجى إرسالها من جديد.",
        busy: "حجم البيانات من عنوانك وإليه، أو إجمالًا، كبير جدًا الآن؛ تُرجى إعادة المحاولة بعد لحظات.",
    },
    export: Export {
        needs_script: "تعرض هذه الصفحة غرفة من Flatchat. تحتاج إلى JavaScript، لكنها لا تحتاج إلى شبكة.",
        topic: "الموضوع:",
        exported: (
            "صُدّرت من Flatchat في \u{2066}",
            "\u{2069} بالتوقيت العالمي UTC. كل الأيام والأوقات بهذا التوقيت.",
        ),
        notice: "ملاحظة",
        shared: "– مشاركة:",
        set_topic: "– موضوع جديد:",
        edited: "معدّلة",
        pinned: "مثبّتة",
        beginning_only: "بداية سطر أطول فقط",
        removed: "تم الحذف",
        removed_by: ("تم الحذف بواسطة \u{2068}", "\u{2069}"),
        quote_removed: "محذوفة",
    },
    signpost: Signpost {
        title: "للغرفة عنوان آخر",
        asked: ("توجد غرفة Flatchat على هذا الكمبيوتر، لكنها لا تجيب على الاسم ", "."),
        open_here: "يمكن فتحها هنا:",
        own_computer: "(على كمبيوتر المضيف نفسه)",
        otherwise: "إذا لم يعمل ذلك، فيمكن مسح رمز QR على شاشة المضيف، أو طلب الرابط منه.",
        yours: "هل هذه غرفتك؟",
        allow: (
            "لكي تجيب الغرفة على هذا الاسم، تجب إضافته في إعدادات التطبيق تحت «الشبكة»، أو تشغيل flatchat-server مع ",
            ".",
        ),
        only_own: "يجب السماح فقط بأسماء اخترتها بنفسك: إذا كان الاسم تحت سيطرة شخص غريب، فإن موقعه يستطيع قراءة الغرفة.",
    },
};
