//! The words of Hindi.

use crate::{Dialogs, Forms, Language, Notifications, Start, Tray, Words};

pub(crate) const WORDS: Words = Words {
    language: Language::Hi,
    tray: Tray {
        open: "Flatchat खोलें",
        copy_link: "लिंक कॉपी करें",
        show_qr: "QR कोड दिखाएँ",
        pause: "रूम को रोकें",
        resume: "रूम को फिर चलाएँ",
        quit: "बाहर निकलें",
        new_messages: "नए मैसेज",
    },
    notifications: Notifications {
        new_messages: Forms::one_other("# नया मैसेज", "# नए मैसेज"),
        separator: ", ",
        and_others: " और अन्य",
        open: "खोलें",
    },
    dialogs: Dialogs {
        choose_folder: "रूम का फ़ोल्डर चुनें",
        export: "रूम एक्सपोर्ट करें",
        share: "फ़ाइलें शेयर करें",
        save: "फ़ाइल सेव करें",
        guide: "Flatchat: गाइड",
        guests_are_here: "रूम में मेहमान हैं",
    },
    start: Start {
        title: "Flatchat शुरू नहीं हो सकता",
        no_folder: |cause| format!("ऐप के डेटा के लिए कोई फ़ोल्डर नहीं है: {cause}।"),
        in_use: |folder, holder| format!("{folder} को {holder} इस्तेमाल कर रहा है; पहले उसे बंद करें।"),
        unusable: |folder, cause| format!("{folder} में मौजूद रूम नहीं खोला जा सकता: {cause}।"),
        no_window: |cause| format!("विंडो नहीं खोली जा सकती: {cause}।"),
    },
};
