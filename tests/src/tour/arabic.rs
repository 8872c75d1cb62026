//! The words of the tour in Arabic, as `ui/src/strings/ar` has them.

const WORDS: [(&str, &str); 43] = [
    ("Cancel", "إلغاء"),
    ("Come in", "أهلًا بك"),
    ("Connect", "اتصال"),
    ("Connected", "متصل"),
    ("Discard", "تجاهل"),
    ("Disconnect", "قطع الاتصال"),
    ("Earlier wordings", "الصيغ السابقة"),
    ("Edit", "تعديل"),
    ("Emoji", "الرموز التعبيرية"),
    ("Everyone", "الجميع"),
    ("Files", "الملفات"),
    ("Find a file", "البحث عن ملف"),
    ("Flatchat", "Flatchat"),
    ("Help", "المساعدة"),
    ("Invite", "دعوة"),
    ("Invite people", "دعوة أشخاص"),
    ("Join", "انضمام"),
    ("Message", "الرسالة"),
    ("More", "المزيد"),
    ("More emoji", "المزيد من الرموز التعبيرية"),
    ("People", "الأشخاص"),
    ("Pinned messages", "الرسائل المثبّتة"),
    ("2 pinned messages", "رسالتان مثبّتتان"),
    ("Reactions", "التفاعلات"),
    ("Ready", "جاهز"),
    ("Remove", "حذف"),
    ("Remove this message?", "حذف هذه الرسالة؟"),
    ("Replying to", "رد على"),
    ("Editing your message", "تعديل رسالتك"),
    ("Reply", "رد"),
    ("Room code", "رمز الغرفة"),
    ("Search", "البحث"),
    ("Send", "إرسال"),
    ("Settings", "الإعدادات"),
    ("Share files", "مشاركة ملفات"),
    ("The host answers", "المضيف يجيب"),
    ("The room is full", "الغرفة ممتلئة"),
    ("Topic", "الموضوع"),
    ("What you can check", "ما يمكنك التحقق منه"),
    ("Who reacted", "من تفاعل"),
    ("Why?", "لماذا؟"),
    ("You disconnected.", "قطعت الاتصال."),
    ("Your name", "اسمك"),
];

/// Returns the Arabic word for an English one.
///
/// # Panics
/// When it is not in the list.
pub(super) fn word(english: &str) -> &'static str {
    let found = WORDS.iter().find(|(one, _)| *one == english);
    found.map_or_else(|| panic!("the tour has no Arabic word for {english:?}"), |(_, arabic)| arabic)
}
