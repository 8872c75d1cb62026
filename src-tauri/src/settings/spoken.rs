//! The language of everything that the shell shows by itself: the host's choice or, without one,
//! the system's.

use std::path::Path;

use flatchat_words::{Language, Words};

use super::Settings;
use super::file::value_in;

impl Settings {
    /// The language that the host understands.
    pub fn spoken(&self) -> Language {
        self.language.unwrap_or_else(of_the_system)
    }

    /// The words of that language.
    pub fn words(&self) -> &'static Words {
        self.spoken().words()
    }
}

/// The words for the host of the room in `folder`, without opening it.
pub fn words_in(folder: &Path) -> &'static Words {
    let language = value_in(folder, "language").and_then(|value| serde_json::from_value(value).ok());
    language.unwrap_or_else(of_the_system).words()
}

/// The first of the user's languages that Flatchat speaks.
fn of_the_system() -> Language {
    Language::first_known(sys_locale::get_locales())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_a_room_is_known_before_it_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        let write = |text: &str| std::fs::write(folder.path().join("settings.json"), text).unwrap();
        write(r#"{"language": "de"}"#);
        assert_eq!(words_in(folder.path()).language, Language::De);
        for unknown in [r#"{"language": "xx"}"#, r#"{"language": null}"#, "{", "{}"] {
            write(unknown);
            assert_eq!(words_in(folder.path()).language, of_the_system(), "{unknown}");
        }
    }

    #[test]
    fn the_hosts_choice_goes_before_the_systems_language() {
        for language in Language::ALL.iter().copied() {
            let settings = Settings { language: Some(language), ..Settings::default() };
            assert_eq!((settings.spoken(), settings.words().language), (language, language));
        }
    }
}
