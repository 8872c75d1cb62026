//! The bytes of an event stream as frames (WHATWG HTML, "Interpreting an event stream").
//!
//! As in a browser, CR, LF and CR LF each end a line. A stray CR in a message would therefore
//! appear here as a forged field.

/// The lines between two empty lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The last `id` field.
    pub id: Option<String>,
    /// The last `event` field or, if there is none, `message`, as in a browser.
    pub event: Option<String>,
    /// The `data` fields, one per line, or `None` if there are none.
    pub data: Option<String>,
    /// The last `retry` field.
    pub retry: Option<String>,
    /// Comments.
    pub comments: Vec<String>,
    /// Lines that are not valid fields.
    pub strange: Vec<String>,
}

impl Frame {
    /// Whether a browser would give this to its page.
    pub fn is_event(&self) -> bool {
        self.data.is_some()
    }

    /// Returns the event's name.
    pub fn name(&self) -> &str {
        self.event.as_deref().unwrap_or("message")
    }

    fn put(&mut self, line: &str) {
        if let Some(comment) = line.strip_prefix(':') {
            self.comments.push(comment.trim_start().to_owned());
            return;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value).to_owned();
        match field {
            "id" => self.id = Some(value),
            "event" => self.event = Some(value),
            "retry" => self.retry = Some(value),
            "data" => match &mut self.data {
                Some(data) => *data = format!("{data}\n{value}"),
                None => self.data = Some(value),
            },
            _ => self.strange.push(line.to_owned()),
        }
    }
}

/// A parser of frames, which takes bytes as they arrive.
#[derive(Debug, Default)]
pub struct Frames {
    bytes: Vec<u8>,
    frame: Frame,
}

impl Frames {
    /// Takes more bytes and returns the frames that they complete.
    ///
    /// # Panics
    /// When a line is not UTF-8.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Frame> {
        self.bytes.extend_from_slice(bytes);
        let mut frames = Vec::new();
        let mut used = 0;
        while let Some((line, next)) = self.line_at(used) {
            let line = std::str::from_utf8(line).expect("an event stream is UTF-8").to_owned();
            used = next;
            if line.is_empty() {
                frames.push(std::mem::take(&mut self.frame));
            } else {
                self.frame.put(&line);
            }
        }
        self.bytes.drain(..used);
        frames
    }

    /// Returns the line that starts at `from`, and where the next line starts. A CR at the very end
    /// may be half of a CR LF.
    fn line_at(&self, from: usize) -> Option<(&[u8], usize)> {
        let rest = &self.bytes[from..];
        let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'))?;
        let long = match (rest[end], rest.get(end + 1)) {
            (b'\r', None) => return None,
            (b'\r', Some(b'\n')) => 2,
            _ => 1,
        };
        Some((&rest[..end], from + end + long))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: &[u8] =
        b": hi\n\nid: 1\nevent: entry\ndata: a\ndata:  b\n\nretry: 5\r\n\r\ndata\rstrange x\r\rnever";

    #[test]
    fn frames_are_the_same_however_the_bytes_are_cut() {
        let whole = Frames::default().push(STREAM);
        assert_eq!(whole.len(), 4, "{whole:?}");
        assert_eq!(whole[1].data.as_deref(), Some("a\n b"));
        assert_eq!((whole[2].retry.as_deref(), whole[3].strange[0].as_str()), (Some("5"), "strange x"));
        let mut frames = Frames::default();
        let single: Vec<Frame> = STREAM.iter().flat_map(|byte| frames.push(&[*byte])).collect();
        assert_eq!(single, whole);
    }
}
