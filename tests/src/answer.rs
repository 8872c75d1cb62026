//! A whole HTTP answer, with methods for what a test expects of it.

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
    /// Reads a whole response.
    ///
    /// # Errors
    /// When the connection breaks before the end of the response.
    pub async fn read(response: reqwest::Response) -> reqwest::Result<Answer> {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let body = within("reading an answer", response.bytes()).await?.to_vec();
        Ok(Answer { status, headers, body })
    }

    /// Returns the body as text. Bytes that are not UTF-8 become U+FFFD.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Returns the body as JSON.
    ///
    /// # Panics
    /// When the body is not JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("no JSON ({error}): {self}"))
    }

    /// Returns a header's value, or an empty text if the header is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Returns this answer, after checking that its status is `status`.
    ///
    /// # Panics
    /// When the status is another one.
    #[must_use = "an expectation alone is `let _ =`"]
    pub fn expect(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{self}");
        self
    }

    /// Returns the problem in a refusal: its JSON, with `code`, `message` and perhaps `suggestion`.
    ///
    /// # Panics
    /// When this is not a refusal with this status and code, or when its message is empty.
    pub fn refused(&self, status: u16, code: &str) -> Value {
        assert_eq!(self.status, status, "{self}");
        let problem = self.json()["error"].clone();
        assert_eq!(problem["code"], code, "{self}");
        assert!(problem["message"].as_str().is_some_and(|words| words.len() > 8), "no words: {self}");
        problem
    }

    /// Returns the session's cookie (`name=value`) that this answer sets.
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
