//! The text of a line that shares files.
//!
//! ```text
//! text = file *( VT file ) [ VT VT caption ]        VT: a line break as it is stored
//! file = name " (" bytes " bytes" [ ", " width "x" height ] ") files/" stored
//!      | "files/" stored                            as people may write it by hand
//! ```
//!
//! # Invariants
//! * [`Share::parse`] reads what [`Share::compose`] writes.
//! * A caption comes after an empty line, so nothing in it can pass for a file.

use serde::Serialize;

use super::FOLDER_NAME;
use super::stored_name::{is_stored_name, shown_name};
use crate::statement::parse_offset;
use crate::text::Text;

/// The most files that one line shares.
pub const MAX_SHARED: usize = 20;

/// The largest whole number that JavaScript has.
const MAX_NUMBER: u64 = (1 << 53) - 1;

/// Stands before the name in the folder, and [`FOLDER_NAME`] in it. That name has no `/`, so the
/// last one of these in a line is the one.
const BEFORE_STORED: &str = ") files/";

/// What a line shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Share {
    /// The files, at least one.
    pub files: Vec<SharedFile>,
    /// The words beside them, or nothing.
    pub caption: String,
}

/// One file that a line shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SharedFile {
    /// The name that its sender gave it.
    pub name: String,
    /// Its size, if the line says it.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub bytes: Option<u64>,
    /// The width of a picture or a film in pixels, if the line says it.
    pub width: Option<u32>,
    /// Its height.
    pub height: Option<u32>,
    /// Its place in the room's folder: `files/` and a name. It is not percent-encoded.
    pub path: String,
}

impl Share {
    /// Parses a text with `\n` for each line break. Returns `None` if its first line is not a file.
    pub fn parse(text: &str) -> Option<Share> {
        let mut rest = Some(text);
        let mut files = Vec::new();
        while let Some(left) = rest.filter(|_| files.len() < MAX_SHARED) {
            let (line, after) = split_line(left);
            let Some(file) = SharedFile::parse(line) else { break };
            files.push(file);
            rest = after;
        }
        let caption = rest.unwrap_or_default();
        let caption = caption.strip_prefix('\n').unwrap_or(caption).to_owned();
        (!files.is_empty()).then_some(Share { files, caption })
    }

    /// Whether the file with this name in the folder is among these.
    pub(crate) fn names(&self, stored: &str) -> bool {
        self.files.iter().any(|file| file.stored() == stored)
    }

    /// Writes the text of a line that shares these files.
    pub(crate) fn compose(files: &[SharedFile], caption: &Text) -> Text {
        let lines: Vec<String> = files.iter().map(SharedFile::compose).collect();
        Text::of_lines(&lines, caption)
    }
}

fn split_line(text: &str) -> (&str, Option<&str>) {
    text.split_once('\n').map_or((text, None), |(line, rest)| (line, Some(rest)))
}

impl SharedFile {
    /// Describes a file with this size and this name in the folder.
    pub(crate) fn new(name: &str, bytes: u64, size: Option<(u32, u32)>, stored: &str) -> SharedFile {
        SharedFile {
            name: shown_name(name),
            bytes: Some(bytes),
            width: size.map(|size| size.0),
            height: size.map(|size| size.1),
            path: path_of(stored),
        }
    }

    /// Returns the file's name in the folder.
    pub(crate) fn stored(&self) -> &str {
        stored_in(&self.path).unwrap_or_default()
    }

    fn parse(line: &str) -> Option<SharedFile> {
        SharedFile::parse_whole(line).or_else(|| SharedFile::parse_path(line))
    }

    /// Parses the form that [`SharedFile::compose`] writes.
    fn parse_whole(line: &str) -> Option<SharedFile> {
        let (head, stored) = line.rsplit_once(BEFORE_STORED).filter(|(_, stored)| is_stored_name(stored))?;
        let (name, facts) = head.rsplit_once(" (")?;
        let (bytes, size) = facts.split_once(" bytes")?;
        let bytes = parse_offset(bytes).filter(|bytes| *bytes <= MAX_NUMBER)?;
        let size = if size.is_empty() { None } else { Some(parse_size(size.strip_prefix(", ")?)?) };
        let (width, height) = (size.map(|size| size.0), size.map(|size| size.1));
        let name = Some(name.to_owned()).filter(|name| !name.is_empty())?;
        Some(SharedFile { name, bytes: Some(bytes), width, height, path: path_of(stored) })
    }

    /// Parses a path alone.
    fn parse_path(line: &str) -> Option<SharedFile> {
        let name = stored_in(line)?.to_owned();
        Some(SharedFile { name, bytes: None, width: None, height: None, path: line.to_owned() })
    }

    fn compose(&self) -> String {
        let size = self.width.zip(self.height).map(|(width, height)| format!(", {width}x{height}"));
        let (bytes, size) = (self.bytes.unwrap_or_default(), size.unwrap_or_default());
        format!("{} ({bytes} bytes{size}) {}", self.name, self.path)
    }
}

/// Returns the name after `files/`, if it is one that a file in that folder can have.
fn stored_in(path: &str) -> Option<&str> {
    let stored = path.strip_prefix(FOLDER_NAME)?.strip_prefix('/')?;
    is_stored_name(stored).then_some(stored)
}

fn path_of(stored: &str) -> String {
    format!("{FOLDER_NAME}/{stored}")
}

fn parse_size(size: &str) -> Option<(u32, u32)> {
    let (width, height) = size.split_once('x')?;
    let side = |digits| u32::try_from(parse_offset(digits)?).ok().filter(|side| *side > 0);
    Some((side(width)?, side(height)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn file(name: &str, bytes: Option<u64>, size: Option<(u32, u32)>, path: &str) -> Option<SharedFile> {
        let (name, path) = (name.to_owned(), path.to_owned());
        let (width, height) = (size.map(|size| size.0), size.map(|size| size.1));
        Some(SharedFile { name, bytes, width, height, path })
    }

    #[test]
    fn a_line_names_a_file_its_size_and_its_place() {
        let whole = |name: &str, size| file(name, Some(7), size, "files/a-b.jpg");
        let parse = SharedFile::parse;
        assert_eq!(parse("b.jpg (7 bytes) files/a-b.jpg"), whole("b.jpg", None));
        assert_eq!(parse("b.jpg (7 bytes, 4x3) files/a-b.jpg"), whole("b.jpg", Some((4, 3))));
        let tricky = parse("b (9 bytes) files/x (7 bytes, 4x3) files/a-b.jpg");
        assert_eq!(tricky, whole("b (9 bytes) files/x", Some((4, 3))));
        let odd = parse("b (7 bytes) files/a) files.jpg");
        assert_eq!(odd, file("b", Some(7), None, "files/a) files.jpg"));
        let by_hand = parse("files/my holiday (2).jpg");
        assert_eq!(by_hand, file("my holiday (2).jpg", None, None, "files/my holiday (2).jpg"));
    }

    #[test]
    fn what_is_not_a_file_in_the_folder_is_only_text() {
        for line in [
            "",
            "files",
            "files/",
            "a photo",
            "files/.hidden",
            "files/..",
            "files/a/b",
            "files/a\\b",
            "files/a\u{0}b",
            "/etc/passwd",
            "../files/a",
            "x (7 bytes) files/../a",
            "x (7 bytes) elsewhere/a",
            "x (7 bytes, 0x3) files/a/b",
            "x (7 bytes)  files/a",
        ] {
            assert_eq!(Share::parse(line), None, "{line:?}");
        }
        assert_eq!(SharedFile::parse("files/x (07 bytes) files/a"), None);
        for odd in
            ["(7 bytes)", "b (07 bytes)", "b (-1 bytes)", "b (7 bytes, 4x0)", "b (9007199254740992 bytes)"]
        {
            assert_eq!(SharedFile::parse(&format!("{odd} files/a")), None, "{odd}");
        }
    }

    #[test]
    fn a_caption_is_everything_after_the_files() {
        let share = |text: &str| Share::parse(text).map(|share| (share.files.len(), share.caption));
        assert_eq!(share("files/a\nfiles/b"), Some((2, String::new())));
        assert_eq!(share("files/a\n\nfiles/b"), Some((1, "files/b".to_owned())));
        assert_eq!(share("files/a\n\n\nhello\n"), Some((1, "\nhello\n".to_owned())));
        assert_eq!(share("files/a\nby hand"), Some((1, "by hand".to_owned())));
        let many = vec!["files/a"; MAX_SHARED + 1].join("\n");
        assert_eq!(share(&many), Some((MAX_SHARED, "files/a".to_owned())));
    }

    proptest! {
        #[test]
        fn what_is_composed_is_read_back(
            names in proptest::collection::vec("(?s).{0,300}", 1..=MAX_SHARED),
            bytes in 0..=MAX_NUMBER,
            size in proptest::option::of((1u32.., 1u32..)),
            caption in "(?s)(\\PC|\n|files/){0,40}",
        ) {
            let Ok(caption) = Text::optional(&caption) else { return Ok(()) };
            let files: Vec<SharedFile> = names.iter().map(|name| SharedFile::new(name, bytes, size, "abcde-x.jpg")).collect();
            let text = Share::compose(&files, &caption).shown();
            prop_assert_eq!(Share::parse(&text), Some(Share { files, caption: caption.shown() }));
        }
    }
}
