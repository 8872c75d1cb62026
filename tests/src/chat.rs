//! The content of `chat.txt`, read by the definition of the format and not by the code under test.

use serde_json::{Value, json};

/// Returns an entry of the stream as a page has it when nothing refers to it.
///
/// # Panics
/// When it is not an entry.
pub fn fresh(entry: &Value) -> Value {
    let mut fresh = entry.clone();
    let fields = fresh.as_object_mut().expect("an entry is an object");
    for (field, value) in
        [("edited", Value::Null), ("removed", Value::Null), ("pinned", Value::Null), ("answers", Value::Null)]
    {
        fields.insert(field.to_owned(), value);
    }
    fields.insert("reactions".to_owned(), json!([]));
    fresh
}

/// Returns entries of the stream as pages have them when nothing refers to them.
pub fn all_fresh(entries: &[Value]) -> Vec<Value> {
    entries.iter().map(fresh).collect()
}

/// A line that somebody said in the room: `STAMP NAME said: TEXT`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Twenty characters, `2026-11-22T10:30:21Z`.
    pub stamp: String,
    /// The speaker's name.
    pub name: String,
    /// The words as they are stored, with VT for line breaks.
    pub text: String,
}

impl Said {
    /// Parses a line without its LF.
    pub fn parse(line: &str) -> Option<Said> {
        let (stamp, statement) = line.split_at_checked(20)?;
        let (name, text) = statement.strip_prefix(' ')?.split_once(" said: ")?;
        (is_stamp(stamp) && !name.contains(':')).then(|| Said {
            stamp: stamp.to_owned(),
            name: name.to_owned(),
            text: text.to_owned(),
        })
    }
}

fn is_stamp(stamp: &str) -> bool {
    let shape = |byte: u8| if byte.is_ascii_digit() { b'0' } else { byte };
    stamp.bytes().map(shape).eq(*b"0000-00-00T00:00:00Z")
}

/// Returns the lines of a log without their LFs.
///
/// # Panics
/// When the log does not end with LF, or is not UTF-8.
pub fn lines(log: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(log).expect("the log is UTF-8");
    assert!(text.is_empty() || text.ends_with('\n'), "the log ends in half a line: {:?}", tail(text));
    text.split_terminator('\n').map(str::to_owned).collect()
}

/// Returns the statements of a log that has only said lines.
///
/// # Panics
/// When a line is something else.
pub fn said(log: &[u8]) -> Vec<Said> {
    let said = |line: &String| Said::parse(line).unwrap_or_else(|| panic!("not a said line: {line:?}"));
    lines(log).iter().map(said).collect()
}

fn tail(text: &str) -> String {
    text.chars().rev().take(200).collect::<Vec<_>>().into_iter().rev().collect()
}
