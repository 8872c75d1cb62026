//! Targets for the parsers of the log and of cursors.

use flatchat_core::encoding::MAX_SHOWN_BYTES;
use flatchat_core::entry::{Entry, Verb};
use flatchat_core::log::Cursor;
use flatchat_core::name::Name;
use flatchat_core::statement::Statement;
use flatchat_core::text::Text;
use jiff::Timestamp;

/// Any bytes can be parsed as lines, and no line has a speaker whose name could not be taken.
pub(crate) fn line(data: &[u8]) {
    for line in data.split(|byte| *byte == b'\n') {
        let line = &line[..line.len().min(MAX_SHOWN_BYTES)];
        let entry = Entry::parse(7, line, false);
        assert_eq!(entry.name.is_none(), entry.verb == Verb::Notice, "{entry:?}");
        if let Some(name) = &entry.name {
            assert!(Name::is_canonical(name), "{entry:?}");
        }
        // Each invalid byte becomes at most one replacement character of three bytes.
        assert!(entry.text.len() <= 3 * line.len(), "{entry:?}");
        let name = entry.name.as_deref().and_then(|name| Name::new(name).ok());
        if let (Some(name), Ok(text)) = (name, Text::new(&entry.text)) {
            // The text is read back as it was said.
            let shown = entry.text.clone();
            let said = Statement::said(name.clone(), text).line(Timestamp::UNIX_EPOCH);
            let read = Entry::parse(7, said.strip_suffix(b"\n").expect("a line"), false);
            assert_eq!((read.verb, read.name.as_deref()), (Verb::Said, Some(name.as_str())));
            assert_eq!(Text::new(&read.text), Text::new(&shown));
        }
    }
}

/// A cursor that can be parsed is written back with the same meaning.
pub(crate) fn cursor(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Some(cursor) = Cursor::parse(&text) {
        assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
    }
}
