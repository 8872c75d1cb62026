//! What was shared, in words that fit one line, and as addresses. `ui/src/state/words.ts` has the
//! same rules.

use flatchat_words::Words;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Share, SharedFile};

/// What a part of a path may not have in an address.
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

const BLANK: [char; 2] = [' ', '\t'];

/// Embeddings, overrides and isolates. Marks of direction turn nothing around.
const TURNS: [std::ops::RangeInclusive<char>; 2] = ['\u{202A}'..='\u{202E}', '\u{2066}'..='\u{2069}'];

impl Share {
    /// Returns what was shared, in words that are the same in every language: the name of a file
    /// that is alone, and the caption's first line.
    pub fn words(&self) -> String {
        let name = match &*self.files {
            [file] => Some(plain_name(&file.name)),
            _ => None,
        };
        let mut lines = self.caption.split('\n').map(|line| line.trim_matches(BLANK));
        after(name, lines.find(|line| !line.is_empty()).unwrap_or_default())
    }

    /// Returns the number of files, if there are several.
    pub fn several(&self) -> Option<usize> {
        Some(self.files.len()).filter(|files| *files > 1)
    }
}

/// Returns the number of files in a language, if there are several, and then `rest`, which is what
/// [`Share::words`] returned.
pub fn with_count(several: Option<usize>, rest: &str, words: &Words) -> String {
    after(several.map(|files| words.count(files, &words.files)), rest)
}

fn after(first: Option<String>, rest: &str) -> String {
    match first {
        Some(first) if rest.is_empty() => first,
        Some(first) => format!("{first}: {rest}"),
        None => rest.to_owned(),
    }
}

impl SharedFile {
    /// Returns the address of the file, relative to that of the room, or to the room's folder.
    pub fn address(&self) -> String {
        let parts = self.path.split('/').map(|part| utf8_percent_encode(part, PART).to_string());
        parts.collect::<Vec<_>>().join("/")
    }
}

/// Returns the name of a file. A character that turns the direction of writing could make "exe.jpg"
/// of "gpj.exe", so those are replaced.
pub fn plain_name(name: &str) -> String {
    let turns = |char: char| TURNS.iter().any(|turns| turns.contains(&char));
    name.chars().map(|char| if turns(char) { char::REPLACEMENT_CHARACTER } else { char }).collect()
}

#[cfg(test)]
mod tests {
    use flatchat_words::Language;

    use super::*;

    fn words(text: &str) -> String {
        Share::parse(text).unwrap().words()
    }

    #[test]
    fn one_file_is_named_and_several_are_not() {
        assert_eq!(words("b.jpg (7 bytes) files/a-b.jpg"), "b.jpg");
        assert_eq!(words("b.jpg (7 bytes) files/a-b.jpg\n\n \t\n  see this \nand this"), "b.jpg: see this");
        assert_eq!(words("files/a\nfiles/b\nfiles/c"), "");
        assert_eq!(words("files/a\nfiles/b\n\nours"), "ours");
    }

    #[test]
    fn several_files_are_counted_in_the_readers_language() {
        let counted = |text: &str, language: Language| {
            let share = Share::parse(text).unwrap();
            with_count(share.several(), &share.words(), language.words())
        };
        assert_eq!(counted("files/a\nfiles/b\nfiles/c", Language::En), "3 files");
        assert_eq!(counted("files/a\nfiles/b\n\nours", Language::De), "2 Dateien: ours");
        assert_eq!(counted("files/a\nfiles/b", Language::Ar), "ملفان");
        assert_eq!(counted("b.jpg (7 bytes) files/a-b.jpg\n\nours", Language::De), "b.jpg: ours");
    }

    #[test]
    fn an_address_leads_to_the_file_whatever_its_name() {
        let address = |text: &str| Share::parse(text).unwrap().files[0].address();
        assert_eq!(address("files/abcde-b_c.jpg"), "files/abcde-b_c.jpg");
        assert_eq!(address("files/a #?%&+ü.jpg"), "files/a%20%23%3F%25%26%2B%C3%BC.jpg");
    }

    #[test]
    fn no_name_turns_the_direction_of_writing() {
        assert_eq!(words("photo\u{202E}gpj.exe (7 bytes) files/a.exe"), "photo\u{FFFD}gpj.exe");
        assert_eq!(plain_name("\u{2067}a\u{2069}\u{200F}b"), "\u{FFFD}a\u{FFFD}\u{200F}b");
    }
}
