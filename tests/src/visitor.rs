//! What people do on the room's page, both in the window and in a guest's browser.

use serde_json::{Value, json};

use crate::browser::{Browser, ROOM_HOST, keys};
use crate::server::Server;

/// A row of the conversation as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The entry's id.
    pub id: u64,
    /// The name of the speaker, if the row has one.
    pub name: Option<String>,
    /// The words.
    pub text: String,
}

const SHOWN: &str = "\
    return [...document.querySelectorAll('[role=log] [data-entry]')].map((row) => ({
      id: Number(row.dataset.entry),
      name: row.querySelector('bdi')?.textContent ?? null,
      text: row.querySelector('[dir=auto]')?.textContent ?? row.textContent,
    }))";

/// Returns the address under which guests open this server's room.
pub fn address_of(server: &Server) -> String {
    format!("http://{ROOM_HOST}:{}/", server.address().port())
}

/// Starts a server whose room guests may open at the address that [`address_of`] returns.
pub fn serve(args: &[&str]) -> Server {
    Server::start(&[&["--allow-host", ROOM_HOST], args].concat())
}

impl Browser {
    /// Opens a browser that has joined a server's room, and waits until it can be used.
    pub async fn guest(server: &Server, name: &str) -> Browser {
        let browser = Browser::start().await;
        browser.open(&address_of(server)).await;
        browser.join(name).await;
        browser.until_usable().await;
        browser
    }

    /// Opens a Chromium that has joined a server's room, for a test that needs its DevTools, and
    /// waits until it can be used. See [`Browser::with_dev_tools`].
    pub async fn guest_with_dev_tools(server: &Server, name: &str) -> Option<Browser> {
        let browser = Browser::with_dev_tools().await?;
        browser.open(&address_of(server)).await;
        browser.join(name).await;
        browser.until_usable().await;
        Some(browser)
    }

    /// Gives a name at the door and joins.
    ///
    /// # Panics
    /// When the door's field does not take keys.
    pub async fn join(&self, name: &str) {
        self.fill("Your name", name).await;
        // The button has other words for the host.
        let field = self.find("field", "Your name").await;
        field.send_keys(keys::ENTER).await.expect("the field takes keys");
        self.until_in().await;
    }

    /// Waits until the page is in the room, and connected.
    pub async fn until_in(&self) {
        self.find("field", "Message").await;
        self.until_connected().await;
    }

    /// Waits until the page has its late parts, which attend to the rows and to most keys. Faces
    /// come with them: beside people on a wide screen, and beside what others say.
    pub async fn until_usable(&self) {
        let has_faces = "return document.querySelector('[data-initials]') !== null";
        self.until_true("the late parts are there", has_faces, &[]).await;
    }

    /// Waits until the page shows that it is connected.
    pub async fn until_connected(&self) {
        let script =
            "return [...document.querySelectorAll('header [role=status]')].map((one) => one.textContent)";
        self.until("the page is connected", script, &[], |seen| {
            (seen == &json!(["Connected"])).then_some(())
        })
        .await;
    }

    /// Writes a message with the keyboard, as far as drivers have the keys. The rest is pasted.
    ///
    /// # Panics
    /// When the field does not take the text.
    pub async fn write(&self, text: &str) {
        let field = self.find("field", "Message").await;
        let line_break = format!("{}{}{}", keys::SHIFT, keys::ENTER, keys::SHIFT);
        let typed = text.chars().all(|c| c == '\n' || (' '..='~').contains(&c));
        if typed {
            field.send_keys(&text.replace('\n', &line_break)).await.expect("the field takes keys");
        } else {
            let paste = "arguments[0].focus(); document.execCommand('insertText', false, arguments[1])";
            let field = serde_json::to_value(&field).expect("an element is JSON");
            self.run(paste, &[field, json!(text)]).await;
        }
    }

    /// Writes a message and sends it with Enter.
    pub async fn say(&self, text: &str) {
        self.write(text).await;
        self.find("field", "Message").await.send_keys(keys::ENTER).await.expect("the field takes keys");
    }

    /// Returns the conversation as it is shown now.
    pub async fn shown(&self) -> Vec<Shown> {
        rows(&self.run(SHOWN, &[]).await)
    }

    /// Waits until a row with this text is shown.
    pub async fn until_shown(&self, text: &str) -> Shown {
        let what = format!("the message {text:?}");
        self.until(&what, SHOWN, &[], |seen| rows(seen).into_iter().find(|row| row.text == text)).await
    }

    /// Waits until this many rows are shown, and returns them.
    pub async fn until_count(&self, count: usize) -> Vec<Shown> {
        let what = format!("{count} messages");
        self.until(&what, SHOWN, &[], |seen| Some(rows(seen)).filter(|rows| rows.len() == count)).await
    }

    /// Returns the texts of the conversation as it is shown now.
    pub async fn texts(&self) -> Vec<String> {
        self.shown().await.into_iter().map(|row| row.text).collect()
    }
}

fn rows(seen: &Value) -> Vec<Shown> {
    let row = |row: &Value| Shown {
        id: row["id"].as_u64().unwrap_or_default(),
        name: row["name"].as_str().map(str::to_owned),
        text: row["text"].as_str().unwrap_or_default().to_owned(),
    };
    seen.as_array().into_iter().flatten().map(row).collect()
}
