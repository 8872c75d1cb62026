//! What was shared, in words that fit one line, and as addresses. `ui/src/state/words.ts` has the
//! same rules.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Share, SharedFile};

/// What a part of a path may not have in an address.
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

const BLANK: [char; 2] = [' ', '\t'];

/// Embeddings, overrides and isolates. Marks of direction turn nothing around.
const TURNS: [std::ops::RangeInclusive<char>; 2] = ['\u{202A}'..='\u{202E}', '\u{2066}'..='\u{2069}'];

impl Share {
    /// Returns what was shared: the name of the file, or how many there are, and the caption's
    /// first line.
    pub fn words(&self) -> String {
        self.words_with(|files| format!("{files} files"))
    }

    /// Returns the same with other words for a number of files.
    pub fn words_with(&self, count: impl Fn(usize) -> String) -> String {
        let files = match &*self.files {
            [file] => plain_name(&file.name),
            files => count(files.len()),
        };
        let mut lines = self.caption.split('\n').map(|line| line.trim_matches(BLANK));
        lines.find(|line| !line.is_empty()).map_or_else(|| files.clone(), |line| format!("{files}: {line}"))
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
    use super::*;

    fn words(text: &str) -> String {
        Share::parse(text).unwrap().words()
    }

    #[test]
    fn one_file_is_named_and_several_are_counted() {
        assert_eq!(words("b.jpg (7 bytes) files/a-b.jpg"), "b.jpg");
        assert_eq!(words("b.jpg (7 bytes) files/a-b.jpg\n\n \t\n  see this \nand this"), "b.jpg: see this");
        assert_eq!(words("files/a\nfiles/b\nfiles/c"), "3 files");
        assert_eq!(words("files/a\nfiles/b\n\nours"), "2 files: ours");
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
