//! An HTTP answer, whole, with words for what was expected of it.

use std::fmt;

use reqwest::header::HeaderMap;
use serde_json::Value;

use crate::wait::within;

/// Status, headers and the whole body.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// All headers.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Vec<u8>,
}

impl Answer {
    /// Reads the whole of a response.
    ///
    /// # Errors
    /// When the connection breaks before its end.
    pub async fn read(response: reqwest::Response) -> reqwest::Result<Answer> {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let body = within("reading an answer", response.bytes()).await?.to_vec();
        Ok(Answer { status, headers, body })
    }

    /// The body as text; what is not UTF-8 shows as U+FFFD.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("no JSON ({error}): {self}"))
    }

    /// A header's value, empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// This answer, given that its status is `status`.
    ///
    /// # Panics
    /// When it is another.
    #[must_use = "an expectation alone is `let _ =`"]
    pub fn expect(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{self}");
        self
    }

    /// The problem in a refusal: its JSON, with `code`, `message` and maybe `suggestion`.
    ///
    /// # Panics
    /// When this is no refusal with this status and code, or one without words.
    pub fn refused(&self, status: u16, code: &str) -> Value {
        assert_eq!(self.status, status, "{self}");
        let problem = self.json()["error"].clone();
        assert_eq!(problem["code"], code, "{self}");
        assert!(problem["message"].as_str().is_some_and(|words| words.len() > 8), "no words: {self}");
        problem
    }

    /// The session's cookie (`name=value`) that this answer sets.
    pub fn cookie(&self) -> Option<String> {
        let cookie = self.header("set-cookie").split(';').next()?;
        cookie.contains('=').then(|| cookie.to_owned())
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.text();
        let shown: String = text.chars().take(2000).collect();
        write!(f, "answer {} {:?}: {shown}", self.status, self.headers)
    }
}
