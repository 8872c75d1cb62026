//! A browser without a window: a session's cookie and the requests made with it.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::server::Server;
use crate::wait::{until, within};

/// Somebody who talks to a server, joined or not.
#[derive(Clone, Debug)]
pub struct Guest {
    http: reqwest::Client,
    url: String,
    cookie: Option<String>,
}

/// Connections are not shared between tests: each has a runtime of its own.
fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().expect("a client without TLS can always be built")
}

impl Guest {
    /// Somebody without a session.
    pub fn stranger(server: &Server) -> Guest {
        Guest::stranger_at(&server.url(""))
    }

    /// Somebody without a session who reaches a room by this link, such as a proxy's or an app's.
    pub fn stranger_at(link: &str) -> Guest {
        Guest { http: client(), url: link.trim_end_matches('/').to_owned(), cookie: None }
    }

    /// Joins the room with this link, whoever serves it.
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

    /// Joins with what is in `fields`.
    ///
    /// # Panics
    /// When the room refuses.
    pub async fn join_with(server: &Server, fields: &Value) -> Guest {
        let stranger = Guest::stranger(server);
        let answer = stranger.post_json("/join", fields).await.expect(200);
        Guest { cookie: answer.cookie(), ..stranger }
    }

    /// The same guest with another cookie.
    #[must_use]
    pub fn with_cookie(&self, cookie: &str) -> Guest {
        Guest { cookie: Some(cookie.to_owned()), ..self.clone() }
    }

    /// The same guest at a server that may listen elsewhere now.
    #[must_use]
    pub fn at(&self, server: &Server) -> Guest {
        Guest { url: server.url(""), http: client(), ..self.clone() }
    }

    /// The session's cookie, as `name=value`.
    ///
    /// # Panics
    /// When there is none.
    pub fn cookie(&self) -> &str {
        self.cookie.as_deref().expect("this guest has joined")
    }

    /// The whole address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// A request that carries the session.
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
    /// When no whole answer came.
    pub async fn try_send(&self, request: RequestBuilder) -> reqwest::Result<Answer> {
        let response = within("waiting for an answer", request.send()).await?;
        Answer::read(response).await
    }

    /// Sends a request.
    ///
    /// # Panics
    /// When no whole answer came.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        self.try_send(request).await.unwrap_or_else(|error| panic!("no answer: {error:?}"))
    }

    /// `GET`.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// `POST` with a body of this type.
    pub async fn post(&self, path: &str, kind: &str, body: impl Into<Vec<u8>>) -> Answer {
        self.send(self.request(Method::POST, path).header("content-type", kind).body(body.into())).await
    }

    /// `POST` of JSON.
    pub async fn post_json(&self, path: &str, body: &Value) -> Answer {
        self.post(path, "application/json", body.to_string()).await
    }

    /// Says `text`, and gives whatever the room answers.
    pub async fn try_say(&self, text: &str) -> Answer {
        self.post_json("/messages", &json!({ "text": text })).await
    }

    /// Says `text`, and gives the receipt.
    ///
    /// # Panics
    /// When the room refuses.
    pub async fn say(&self, text: &str) -> Value {
        self.try_say(text).await.expect(201).json()
    }

    /// Says `text` as the page does: with a key, and again until an answer came. After a broken connection it first
    /// looks whether the line got there, because a restarted server has forgotten its keys.
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

    /// A page of history: its JSON.
    ///
    /// # Panics
    /// When the room refuses.
    pub async fn page(&self, query: &str) -> Value {
        self.get(&format!("/messages?{query}")).await.expect(200).json()
    }

    /// The cursor of the log's end.
    ///
    /// # Panics
    /// When the room refuses.
    pub async fn cursor(&self) -> String {
        let view = self.get("/room").await.expect(200).json();
        view["cursor"].as_str().expect("a room has a cursor").to_owned()
    }

    /// All entries of the log, by walking forward.
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
