//! The words of simplified Chinese.

use crate::{Dialogs, Forms, Language, Notifications, Start, Tray, Words};

pub(crate) const WORDS: Words = Words {
    language: Language::Zh,
    tray: Tray {
        open: "打开 Flatchat",
        copy_link: "复制链接",
        show_qr: "显示二维码",
        pause: "暂停房间",
        resume: "恢复房间",
        quit: "退出",
        new_messages: "有新消息",
    },
    notifications: Notifications {
        new_messages: Forms::all("# 条新消息"),
        separator: "、",
        and_others: "等人",
        open: "打开",
    },
    dialogs: Dialogs {
        choose_folder: "选择房间的文件夹",
        export: "导出房间",
        share: "分享文件",
        save: "保存文件",
        guide: "Flatchat：使用指南",
        guests_are_here: "房间里有访客",
    },
    start: Start {
        title: "Flatchat 无法启动",
        no_folder: |cause| format!("没有可以存放应用数据的文件夹：{cause}。"),
        in_use: |folder, holder| format!("{folder} 正被 {holder} 使用，请先关闭它。"),
        unusable: |folder, cause| format!("无法打开 {folder} 中的房间：{cause}。"),
        no_window: |cause| format!("无法打开窗口：{cause}。"),
    },
};
