//! The words of the tour in other languages, as `ui/src/strings` has them.

use super::Language;

/// A word in English, Arabic, German and Chinese.
type Word = [&'static str; 4];

const WORDS: [Word; 43] = [
    ["Cancel", "إلغاء", "Abbrechen", "取消"],
    ["Come in", "أهلًا بك", "Komm herein", "请进"],
    ["Connect", "اتصال", "Verbinden", "连接"],
    ["Connected", "متصل", "Verbunden", "已连接"],
    ["Discard", "تجاهل", "Verwerfen", "放弃"],
    ["Disconnect", "قطع الاتصال", "Trennen", "断开连接"],
    ["Earlier wordings", "الصيغ السابقة", "Frühere Fassungen", "以前的版本"],
    ["Edit", "تعديل", "Bearbeiten", "编辑"],
    ["Emoji", "الرموز التعبيرية", "Emojis", "表情"],
    ["Everyone", "الجميع", "Von allen", "所有人"],
    ["Files", "الملفات", "Dateien", "文件"],
    ["Find a file", "البحث عن ملف", "Datei suchen", "查找文件"],
    ["Flatchat", "Flatchat", "Flatchat", "Flatchat"],
    ["Help", "المساعدة", "Hilfe", "帮助"],
    ["Invite", "دعوة", "Einladen", "邀请"],
    ["Invite people", "دعوة أشخاص", "Andere einladen", "邀请别人"],
    ["Join", "انضمام", "Beitreten", "加入"],
    ["Message", "الرسالة", "Nachricht", "消息"],
    ["More", "المزيد", "Mehr", "更多"],
    ["More emoji", "المزيد من الرموز التعبيرية", "Mehr Emojis", "更多表情"],
    ["People", "الأشخاص", "Personen", "成员"],
    ["Pinned messages", "الرسائل المثبّتة", "Angepinnte Nachrichten", "置顶消息"],
    ["2 pinned messages", "رسالتان مثبّتتان", "2 angepinnte Nachrichten", "2 条置顶消息"],
    ["Reactions", "التفاعلات", "Reaktionen", "表情回应"],
    ["Ready", "جاهز", "Bereit", "已就绪"],
    ["Remove", "حذف", "Entfernen", "删除"],
    ["Remove this message?", "حذف هذه الرسالة؟", "Nachricht entfernen?", "删除这条消息？"],
    ["Replying to", "رد على", "Antwort an", "回复"],
    ["Editing your message", "تعديل رسالتك", "Du bearbeitest deine Nachricht", "正在编辑你的消息"],
    ["Reply", "رد", "Antworten", "回复"],
    ["Room code", "رمز الغرفة", "Raumcode", "房间口令"],
    ["Search", "البحث", "Suche", "搜索"],
    ["Send", "إرسال", "Senden", "发送"],
    ["Settings", "الإعدادات", "Einstellungen", "设置"],
    ["Share files", "مشاركة ملفات", "Dateien teilen", "分享文件"],
    ["The host answers", "المضيف يجيب", "Der Host antwortet", "房主的电脑有响应了"],
    ["The room is full", "الغرفة ممتلئة", "Der Raum ist voll", "房间已满"],
    ["Topic", "الموضوع", "Thema", "话题"],
    ["What you can check", "ما يمكنك التحقق منه", "Was du prüfen kannst", "你可以检查以下几点"],
    ["Who reacted", "من تفاعل", "Wer hat reagiert?", "谁回应了"],
    ["Why?", "لماذا؟", "Warum?", "为什么？"],
    ["You disconnected.", "قطعت الاتصال.", "Du hast die Verbindung getrennt.", "你已断开连接"],
    ["Your name", "اسمك", "Dein Name", "你的名字"],
];

/// Returns the word for an English one.
///
/// # Panics
/// When it is not in the list.
pub(super) fn word(english: &'static str, language: Language) -> &'static str {
    if language == Language::English {
        return english;
    }
    let found = WORDS.iter().find(|[one, ..]| *one == english);
    found.unwrap_or_else(|| panic!("the tour has no other word for {english:?}"))[language as usize]
}
