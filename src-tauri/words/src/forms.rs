//! A noun with its number, by the plural rules of a language.

use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

use crate::Language;

/// The forms of a noun, in which `#` stands for the number. A language has only some of them; the
/// last one stands for the others.
#[derive(Clone, Copy, Debug, Default)]
pub struct Forms {
    pub(crate) zero: Option<&'static str>,
    pub(crate) one: Option<&'static str>,
    pub(crate) two: Option<&'static str>,
    pub(crate) few: Option<&'static str>,
    pub(crate) many: Option<&'static str>,
    pub(crate) other: &'static str,
}

impl Forms {
    /// The same form for every number.
    pub(crate) const fn all(other: &'static str) -> Forms {
        Forms { zero: None, one: None, two: None, few: None, many: None, other }
    }

    /// A form for one, or for what the language treats like one, and a form for the others.
    pub(crate) const fn one_other(one: &'static str, other: &'static str) -> Forms {
        Forms { one: Some(one), ..Forms::all(other) }
    }

    /// The number with its noun.
    pub(crate) fn count(&self, n: usize, language: Language) -> String {
        self.for_category(category(language, n)).replace('#', &n.to_string())
    }

    fn for_category(&self, category: PluralCategory) -> &'static str {
        let form = match category {
            PluralCategory::Zero => self.zero,
            PluralCategory::One => self.one,
            PluralCategory::Two => self.two,
            PluralCategory::Few => self.few,
            PluralCategory::Many => self.many,
            PluralCategory::Other => None,
        };
        form.unwrap_or(self.other)
    }
}

fn category(language: Language, n: usize) -> PluralCategory {
    let rules = PluralRules::try_new(language.identifier().into(), PluralRulesOptions::default());
    rules.expect("the data of all languages is compiled in").category_for(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(language: Language, numbers: &[usize]) -> Vec<String> {
        let words = language.words();
        numbers.iter().map(|n| words.count(*n, &words.notifications.new_messages)).collect()
    }

    #[test]
    fn a_number_takes_the_form_of_the_noun_that_its_language_wants() {
        assert_eq!(counted(Language::En, &[1, 2]), ["1 new message", "2 new messages"]);
        assert_eq!(counted(Language::De, &[1, 12]), ["1 neue Nachricht", "12 neue Nachrichten"]);
        assert_eq!(counted(Language::Fr, &[0, 2]), ["0 nouveau message", "2 nouveaux messages"]);
        assert_eq!(counted(Language::Ja, &[1, 2]), ["新着メッセージ1件", "新着メッセージ2件"]);
    }

    #[test]
    fn arabic_has_six_forms_and_some_leave_the_number_out() {
        let expected = [
            "لا رسائل جديدة",
            "رسالة جديدة",
            "رسالتان جديدتان",
            "3 رسائل جديدة",
            "11 رسالة جديدة",
            "100 رسالة جديدة",
        ];
        assert_eq!(counted(Language::Ar, &[0, 1, 2, 3, 11, 100]), expected);
    }
}
