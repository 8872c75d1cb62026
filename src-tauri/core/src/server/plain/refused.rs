//! A refusal in the reader's language.

use flatchat_words::{Around, Words};

use crate::log::AppendError;
use crate::name::{MAX_NAME_CHARS, NameError};
use crate::refusal::Refusal;
use crate::server::error::Error;
use crate::text::{MAX_TEXT_BYTES, Spot, TextError};

const KIBIBYTE: usize = 1024;

/// Says the error in the words of a language. `None`: no form here can cause it, so no language but
/// English has words for it.
pub(super) fn in_words(error: &Error, words: &Words) -> Option<String> {
    match error {
        Error::Refused(refusal) => refused(refusal, words),
        Error::TooLarge => Some(bad_text(TextError::TooLong, words)),
        Error::Busy => Some(words.refusals.busy.to_owned()),
        _ => None,
    }
}

fn refused(refusal: &Refusal, words: &Words) -> Option<String> {
    let own = &words.refusals;
    let fixed = match refusal {
        Refusal::Name(error) => return Some(bad_name(*error, words)),
        Refusal::Text(error) => return Some(bad_text(*error, words)),
        Refusal::NameTaken { suggestion } => return Some(around(own.name_taken, suggestion)),
        Refusal::TooFast { after_secs } => {
            let seconds = usize::try_from(*after_secs).unwrap_or(usize::MAX);
            return Some(words.count(seconds, &own.too_fast));
        }
        Refusal::NamesFull => own.names_full,
        Refusal::JoinFirst => own.join_first,
        Refusal::CodeRequired => own.code_required,
        Refusal::WrongCode => own.wrong_code,
        Refusal::RoomFull => own.room_full,
        Refusal::Paused => own.paused,
        Refusal::NoSession => own.no_session,
        Refusal::OtherSession => own.other_session,
        Refusal::Append(AppendError::Full) => own.disk_full,
        Refusal::Append(AppendError::InUse) => own.file_in_use,
        Refusal::Append(AppendError::Disk(_)) | Refusal::Unreadable => own.disk_failed,
        Refusal::Append(AppendError::Closed) => own.closing,
        Refusal::Append(AppendError::Interrupted) | Refusal::Restarted => own.restarted,
        Refusal::KeyReused | Refusal::SharedBefore => own.key_reused,
        Refusal::BadCursor => own.bad_cursor,
        Refusal::LogRewritten => own.log_rewritten,
        _ => return None,
    };
    Some(fixed.to_owned())
}

fn bad_name(error: NameError, words: &Words) -> String {
    let own = &words.refusals;
    match error {
        NameError::Empty => own.name_empty.to_owned(),
        NameError::TooLong => words.count(MAX_NAME_CHARS, &own.name_too_long),
        NameError::Colon => own.name_colon.to_owned(),
        NameError::Unshowable(code) => around(own.name_unshowable, &character(code)),
        NameError::Invisible(code) => around(own.name_invisible, &character(code)),
        NameError::LooseMark(code) => around(own.name_loose_mark, &character(code)),
        NameError::TooManyMarks => own.name_too_many_marks.to_owned(),
    }
}

fn bad_text(error: TextError, words: &Words) -> String {
    let own = &words.refusals;
    match error {
        TextError::Empty => own.text_empty.to_owned(),
        TextError::TooLong => words.count(MAX_TEXT_BYTES / KIBIBYTE, &own.text_too_long),
        TextError::Control(at) => around(own.text_control, &spot(at, words)),
        TextError::WronglyConverted { spot: at, meant } => {
            let (before, between, after) = own.text_wrongly_converted;
            format!("{before}{}{between}{meant}{after}", spot(at, words))
        }
    }
}

fn around((before, after): Around, value: &str) -> String {
    format!("{before}{value}{after}")
}

fn character(code: u32) -> String {
    format!("U+{code:04X}")
}

fn spot(spot: Spot, words: &Words) -> String {
    (words.refusals.text_spot)(&character(spot.code), spot.line, spot.column)
}

#[cfg(test)]
mod tests {
    use flatchat_words::Language;

    use super::*;
    use crate::name::Name;
    use crate::text::Text;

    fn said(refusal: Refusal, language: Language) -> Option<String> {
        in_words(&Error::Refused(refusal), language.words())
    }

    #[test]
    fn what_is_wrong_is_said_with_its_values() {
        let control: Refusal = Text::new("one\ntwo\u{7}").unwrap_err().into();
        let expected = "In der Nachricht ist ein Steuerzeichen (U+0007, Zeile 2, Zeichen 4). \
                        Entferne es und sende noch einmal.";
        assert_eq!(said(control, Language::De).as_deref(), Some(expected));
        let long: Refusal = Name::new(&"x".repeat(40)).unwrap_err().into();
        let expected = "名前は32文字までです。もっと短い名前にしてください。";
        assert_eq!(said(long, Language::Ja).as_deref(), Some(expected));
        let wrong: Refusal = Text::new("caf\u{92}").unwrap_err().into();
        assert!(said(wrong, Language::Fr).unwrap().contains("sans doute «\u{a0}’\u{a0}»"));
        let fast = Refusal::TooFast { after_secs: 2 };
        assert!(said(fast, Language::Ar).unwrap().ends_with("بعد ثانيتين."));
    }

    #[test]
    fn what_no_form_causes_has_no_words() {
        assert_eq!(said(Refusal::TooManyPins, Language::De), None);
    }
}
