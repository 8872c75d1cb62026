//! A guest without a browser: a session's cookie, and the requests that are made with it.

use std::time::Duration;

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::server::Server;
use crate::wait::{until, within};

/// A person who talks to a server, whether joined or not.
#[derive(Clone, Debug)]
pub struct Guest {
    http: reqwest::Client,
    url: String,
    cookie: Option<String>,
}

/// How long a connection is kept for the next request. The server closes it after 30 s, and a
/// request that arrives at that moment gets no answer.
const KEPT: Duration = Duration::from_secs(20);

/// Connections are not shared between tests, because each test has a runtime of its own.
fn client() -> reqwest::Client {
    reqwest::Client::builder()
        .no_proxy()
        .pool_idle_timeout(KEPT)
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client without TLS can always be built")
}

impl Guest {
    /// Returns a guest without a session.
    pub fn stranger(server: &Server) -> Guest {
        Guest::stranger_at(&server.url(""))
    }

    /// Returns a guest without a session who reaches a room by this link, for example a proxy's or
    /// an app's.
    pub fn stranger_at(link: &str) -> Guest {
        Guest { http: client(), url: link.trim_end_matches('/').to_owned(), cookie: None }
    }

    /// Joins the room at this link.
    ///
    /// # Panics
    /// When the room refuses.
    pub async fn join_at(link: &str, name: &str) -> Guest {
        let stranger = Guest::stranger_at(link);
        let answer = stranger.post_json("/join", &json!({ "name": name })).await.expect(200);
        Guest { cookie: answer.cookie(), ..stranger }
    }

    /// Joins under this name.
    ///
    /// # Panics
    /// When the room refuses.
    pub async fn join(server: &Server, name: &str) -> Guest {
        Guest::join_with(server, &json!({ "name": name })).await
    }

    /// Joins with the values in `fields`.
    ///
    /// # Panics
    /// When the room refuses.
    pub async fn join_with(server: &Server, fields: &Value) -> Guest {
        let stranger = Guest::stranger(server);
        let answer = stranger.post_json("/join", fields).await.expect(200);
        Guest { cookie: answer.cookie(), ..stranger }
    }

    /// Returns the same guest with another cookie.
    #[must_use]
    pub fn with_cookie(&self, cookie: &str) -> Guest {
        Guest { cookie: Some(cookie.to_owned()), ..self.clone() }
    }

    /// Returns the same guest at a server that may have moved.
    #[must_use]
    pub fn at(&self, server: &Server) -> Guest {
        Guest { url: server.url(""), http: client(), ..self.clone() }
    }

    /// Returns the session's cookie, as `name=value`.
    ///
    /// # Panics
    /// When the guest has no cookie.
    pub fn cookie(&self) -> &str {
        self.cookie.as_deref().expect("this guest has joined")
    }

    /// Returns the whole address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Starts a request that carries the session.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, self.url(path));
        match &self.cookie {
            Some(cookie) => request.header("cookie", cookie),
            None => request,
        }
    }

    /// Sends a request that may fail, as it does while the server is down.
    ///
    /// # Errors
    /// When no complete answer arrived.
    pub async fn try_send(&self, request: RequestBuilder) -> reqwest::Result<Answer> {
        let response = within("waiting for an answer", request.send()).await?;
        Answer::read(response).await
    }

    /// Sends a request to a server that is about to be killed. There is no deadline: while a
    /// process waits for a disk, even `kill -9` waits, and its connections stay open.
    ///
    /// # Errors
    /// When no complete answer arrived.
    pub async fn send_until_gone(&self, request: RequestBuilder) -> reqwest::Result<Answer> {
        Answer::read(request.send().await?).await
    }

    /// Sends a request.
    ///
    /// # Panics
    /// When no complete answer arrived.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        self.try_send(request).await.unwrap_or_else(|error| panic!("no answer: {error:?}"))
    }

    /// Sends a `GET`.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// Sends a `POST` with a body of this type.
    pub async fn post(&self, path: &str, kind: &str, body: impl Into<Vec<u8>>) -> Answer {
        self.send(self.request(Method::POST, path).header("content-type", kind).body(body.into())).await
    }

    /// Sends a `POST` with JSON.
    pub async fn post_json(&self, path: &str, body: &Value) -> Answer {
        self.post(path, "application/json", body.to_string()).await
    }

    /// Says `text`, and returns the room's answer, whatever it is.
    pub async fn try_say(&self, text: &str) -> Answer {
        self.post_json("/messages", &json!({ "text": text })).await
    }

    /// Says `text`, and returns the receipt.
    ///
    /// # Panics
    /// When the room refuses.
    pub async fn say(&self, text: &str) -> Value {
        self.try_say(text).await.expect(201).json()
    }

    /// Says `text` as the page does: with a key, and again until an answer arrives. After a broken
    /// connection, it first checks whether the line is in the log, because a restarted server has
    /// forgotten its keys.
    ///
    /// # Panics
    /// When the room refuses, or never comes back.
    pub async fn say_surely(&self, text: &str, since: &str) {
        let message = json!({ "text": text, "key": text }).to_string();
        let mut in_doubt = false;
        until("a message is taken in", async || -> reqwest::Result<()> {
            if in_doubt && self.has(text, since).await? {
                return Ok(());
            }
            in_doubt = true;
            let request = self.request(Method::POST, "/messages").header("content-type", "application/json");
            let _ = self.try_send(request.body(message.clone())).await?.expect(201);
            Ok(())
        })
        .await;
    }

    /// Whether `text` is in the log after `since`.
    async fn has(&self, text: &str, since: &str) -> reqwest::Result<bool> {
        let request = self.request(Method::GET, &format!("/messages?after={since}&limit=200"));
        let page = self.try_send(request).await?.expect(200).json();
        let entries = page["entries"].as_array().cloned().unwrap_or_default();
        Ok(entries.iter().any(|entry| entry["text"] == text))
    }

    /// Returns the JSON of a page of history.
    ///
    /// # Panics
    /// When the room refuses.
    pub async fn page(&self, query: &str) -> Value {
        self.get(&format!("/messages?{query}")).await.expect(200).json()
    }

    /// Returns the cursor of the log's end.
    ///
    /// # Panics
    /// When the room refuses.
    pub async fn cursor(&self) -> String {
        let view = self.get("/room").await.expect(200).json();
        view["cursor"].as_str().expect("a room has a cursor").to_owned()
    }

    /// Returns all entries of the log, by walking forward.
    ///
    /// # Panics
    /// When the room refuses.
    pub async fn all_entries(&self) -> Vec<Value> {
        let mut all = Vec::new();
        let mut after = "0-0".to_owned();
        loop {
            let page = self.page(&format!("after={after}&limit=200")).await;
            let entries = page["entries"].as_array().expect("a page has entries");
            if entries.is_empty() {
                return all;
            }
            all.extend(entries.iter().cloned());
            page["after"].as_str().expect("a page has a cursor").clone_into(&mut after);
        }
    }
}
