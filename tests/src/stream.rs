//! An open event stream, read frame by frame with a deadline. It belongs to our own client or to
//! plain `curl -N`.

use std::collections::VecDeque;
use std::process::Stdio;

use reqwest::Method;
use serde_json::Value;
use tokio::io::AsyncReadExt;
use tokio::process::{Child, ChildStdout, Command};

use crate::frames::{Frame, Frames};
use crate::guest::Guest;
use crate::wait::{DEADLINE, Patience, until, within};

/// A stream, and the id from which it would resume. Dropping it closes the connection.
#[derive(Debug)]
pub struct EventStream {
    source: Source,
    frames: Frames,
    ready: VecDeque<Frame>,
    /// The id of the last event that had one.
    pub last_id: Option<String>,
    /// Why the connection broke, if it did not end.
    pub broken: Option<String>,
}

#[derive(Debug)]
enum Source {
    Client(reqwest::Response),
    Curl { stdout: ChildStdout, _child: Child },
}

impl Guest {
    /// Opens `/events` at the log's current end.
    pub async fn stream(&self) -> EventStream {
        EventStream::open(self, "/events").await
    }
}

impl EventStream {
    /// Opens a stream.
    ///
    /// # Panics
    /// When the answer is not an event stream.
    pub async fn open(guest: &Guest, path: &str) -> EventStream {
        let request = guest.request(Method::GET, path);
        EventStream::read(within("opening a stream", request.send()).await.expect("an answer"))
    }

    /// Opens a stream as a browser does after a broken one: with the id that it saw last, and again
    /// until the server is there.
    ///
    /// # Panics
    /// When the answer is not an event stream, or when there is no answer.
    pub async fn resume(guest: &Guest, path: &str, last_id: &str) -> EventStream {
        let again = until("the server is back", async || {
            guest.request(Method::GET, path).header("last-event-id", last_id).send().await
        });
        EventStream::read(again.await)
    }

    fn read(response: reqwest::Response) -> EventStream {
        assert_eq!(response.status().as_u16(), 200, "{response:?}");
        assert_eq!(response.headers()["content-type"], "text/event-stream", "{response:?}");
        EventStream::from(Source::Client(response))
    }

    /// Opens a stream with `curl -N` and these additional arguments.
    ///
    /// # Panics
    /// When curl cannot be run.
    pub fn curl(url: &str, args: &[&str]) -> EventStream {
        let mut child = Command::new("curl")
            .args(["-s", "-N", "--noproxy", "*"])
            .args(args)
            .arg(url)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("curl is installed");
        let stdout = child.stdout.take().expect("stdout is piped");
        EventStream::from(Source::Curl { stdout, _child: child })
    }

    fn from(source: Source) -> EventStream {
        EventStream { source, frames: Frames::default(), ready: VecDeque::new(), last_id: None, broken: None }
    }

    /// Returns the next frame of any kind, or `None` when the stream has ended.
    ///
    /// # Panics
    /// When there is none before the deadline, or when it has something that our streams must not
    /// contain.
    pub async fn frame(&mut self) -> Option<Frame> {
        let next = Patience::new().wait_for(self.next_frame()).await;
        next.unwrap_or_else(|| panic!("no frame within {DEADLINE:?}"))
    }

    async fn next_frame(&mut self) -> Option<Frame> {
        while self.ready.is_empty() {
            let bytes = self.chunk().await?;
            self.ready.extend(self.frames.push(&bytes));
        }
        let frame = self.ready.pop_front()?;
        assert!(frame.strange.is_empty(), "a field that should not be there: {frame:?}");
        if frame.id.is_some() {
            self.last_id.clone_from(&frame.id);
        }
        Some(frame)
    }

    /// Returns the first frame that `wanted` accepts. All frames before it must arrive within the
    /// same deadline.
    async fn find(&mut self, what: &str, wanted: impl Fn(&Frame) -> bool) -> Option<Frame> {
        let mut patience = Patience::new();
        let mut seen = Vec::new();
        loop {
            match patience.wait_for(self.next_frame()).await {
                Some(Some(frame)) if wanted(&frame) => return Some(frame),
                Some(Some(frame)) => seen.push(frame),
                Some(None) => return None,
                None => panic!("no {what} within {DEADLINE:?}; seen: {seen:?}"),
            }
        }
    }

    async fn chunk(&mut self) -> Option<Vec<u8>> {
        match &mut self.source {
            Source::Client(response) => match response.chunk().await {
                Ok(chunk) => chunk.map(|bytes| bytes.to_vec()),
                Err(error) => {
                    self.broken = Some(format!("{error:?}"));
                    None
                }
            },
            Source::Curl { stdout, .. } => {
                let mut bytes = vec![0; 64 * 1024];
                let read = stdout.read(&mut bytes).await.unwrap_or(0);
                bytes.truncate(read);
                (read > 0).then_some(bytes)
            }
        }
    }

    /// Returns the data of all events up to the first one that has these words.
    ///
    /// # Panics
    /// When a reset or the end comes first.
    pub async fn data_until(&mut self, words: &str) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        while !all.last().is_some_and(|data| data.contains(words)) {
            let frame = self.find(words, Frame::is_event).await.expect("the stream goes on");
            assert_ne!(frame.name(), "reset", "after {all:?}");
            all.push(frame.data.unwrap_or_default());
        }
        all
    }

    /// Returns the next event of this name, and skips other frames.
    ///
    /// # Panics
    /// When the stream ends first, or the event does not arrive.
    pub async fn event(&mut self, name: &str) -> Frame {
        let found = self.find(name, |frame| frame.is_event() && frame.name() == name).await;
        found.unwrap_or_else(|| panic!("the stream ended before {name}: {:?}", self.broken))
    }

    /// Returns the data of the next event of this name.
    ///
    /// # Panics
    /// When the stream ends first, or the data is not JSON.
    pub async fn value(&mut self, name: &str) -> Value {
        let frame = self.event(name).await;
        serde_json::from_str(frame.data.as_deref().unwrap_or_default())
            .unwrap_or_else(|error| panic!("no JSON ({error}): {frame:?}"))
    }

    /// Returns the next entry. States and comments may come before it, but not a reset or the end.
    ///
    /// # Panics
    /// When a reset or the end comes first.
    pub async fn entry(&mut self) -> Value {
        self.try_entry()
            .await
            .unwrap_or_else(|| panic!("the stream ended before an entry: {:?}", self.broken))
    }

    /// Returns the next entry, or `None` when the stream ends first.
    ///
    /// # Panics
    /// When a reset comes first.
    pub async fn try_entry(&mut self) -> Option<Value> {
        let telling = |frame: &Frame| matches!(frame.name(), "entry" | "reset" | "bye");
        let frame = self.find("entry", telling).await?;
        assert_ne!(frame.name(), "reset", "a reset that nobody caused: {frame:?}");
        if frame.name() == "bye" {
            return None;
        }
        assert!(frame.id.is_some(), "an entry without id: {frame:?}");
        Some(serde_json::from_str(frame.data.as_deref().unwrap_or_default()).expect("an entry is JSON"))
    }

    /// Returns the next `count` entries.
    pub async fn entries(&mut self, count: usize) -> Vec<Value> {
        let mut entries = Vec::with_capacity(count);
        while entries.len() < count {
            entries.push(self.entry().await);
        }
        entries
    }

    /// Returns the texts of the next `count` entries.
    pub async fn texts(&mut self, count: usize) -> Vec<String> {
        texts(&self.entries(count).await)
    }
}

/// Returns the texts of these entries.
pub fn texts(entries: &[Value]) -> Vec<String> {
    entries.iter().map(|entry| entry["text"].as_str().unwrap_or_default().to_owned()).collect()
}
