//! How long ago something was said. A page without JavaScript cannot know the reader's time zone.

use flatchat_words::{Forms, Words};
use jiff::{Timestamp, Unit};

/// Returns the time since `at` in words, or the date if it was long ago.
pub(super) fn age(at: &str, now: Timestamp, words: &Words) -> String {
    let Ok(then) = at.parse::<Timestamp>() else { return at.to_owned() };
    let seconds = (now - then).total(Unit::Second).unwrap_or_default();
    match seconds {
        ..60.0 => words.plain.just_now.to_owned(),
        ..3600.0 => count(seconds / 60.0, &words.plain.minutes_ago, words),
        ..86_400.0 => count(seconds / 3600.0, &words.plain.hours_ago, words),
        // The date in UTC is at most one day off.
        _ => at.get(..10).unwrap_or(at).to_owned(),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is from 1 to 59")]
fn count(amount: f64, forms: &Forms, words: &Words) -> String {
    words.count(amount as usize, forms)
}

#[cfg(test)]
mod tests {
    use flatchat_words::Language;

    use super::*;

    #[test]
    fn the_age_is_in_words_that_a_person_would_use() {
        let now: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
        for (at, expected) in [
            ("2026-11-22T11:59:30Z", "just now"),
            ("2026-11-22T12:05:00Z", "just now"),
            ("2026-11-22T11:59:00Z", "1 minute ago"),
            ("2026-11-22T11:01:00Z", "59 minutes ago"),
            ("2026-11-22T10:00:01Z", "1 hour ago"),
            ("2026-11-21T12:00:01Z", "23 hours ago"),
            ("2026-11-20T12:00:00Z", "2026-11-20"),
        ] {
            assert_eq!(age(at, now, Language::En.words()), expected, "{at}");
        }
        assert_eq!(age("2026-11-22T10:00:01Z", now, Language::De.words()), "vor 1 Stunde");
    }
}
