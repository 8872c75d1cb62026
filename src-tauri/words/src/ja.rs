//! The words of Japanese.

use crate::{Dialogs, Forms, Language, Notifications, Start, Tray, Words};

pub(crate) const WORDS: Words = Words {
    language: Language::Ja,
    tray: Tray {
        open: "Flatchatを開く",
        copy_link: "リンクをコピー",
        show_qr: "QRコードを表示",
        pause: "ルームを一時停止",
        resume: "ルームを再開",
        quit: "終了",
        new_messages: "新着メッセージがあります",
    },
    notifications: Notifications {
        new_messages: Forms::all("新着メッセージ#件"),
        separator: "、",
        and_others: "、ほか",
        open: "開く",
    },
    dialogs: Dialogs {
        choose_folder: "ルームのフォルダーを選択",
        export: "ルームをエクスポート",
        share: "ファイルを共有",
        save: "ファイルを保存",
        guide: "Flatchat：使い方ガイド",
        guests_are_here: "ルームにゲストがいます",
    },
    start: Start {
        title: "Flatchatを起動できません",
        no_folder: |cause| format!("アプリのデータを保存するフォルダーがありません：{cause}。"),
        in_use: |folder, holder| format!("{folder}は{holder}が使用中です。先にそちらを閉じてください。"),
        unusable: |folder, cause| format!("{folder}のルームを開けません：{cause}。"),
        no_window: |cause| format!("ウィンドウを開けません：{cause}。"),
    },
};
