//! A browser in a test: what a person does with a page, and what they see of it. Tests find
//! elements by role and name.
//!
//! When a test fails, the page's text and a picture of it are kept under `target/e2e/`.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use fantoccini::Client;
use fantoccini::elements::Element;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::display::Display;
use crate::driver::{BrowserLog, DevTools, Driver};
use crate::evidence;
use crate::wait::{DEADLINE, Patience};

/// How often a page is asked whether it shows something. To ask more often takes longer where tests
/// share the processors.
const CHECK_EVERY: Duration = Duration::from_millis(50);

const FIND: &str = include_str!("find.js");

/// The name of 127.0.0.1 under which guests open a room. Unlike the number, it is not a secure
/// context, just like the addresses that guests on a network use.
pub const ROOM_HOST: &str = "room.test";

/// A browser with one page.
#[derive(Debug)]
pub struct Browser {
    /// The session with the driver.
    pub client: Client,
    /// The driver, which ends when this is dropped.
    pub driver: Driver,
    session: String,
    _home: Arc<TempDir>,
    _display: Option<Display>,
}

/// WebDriver's codes for keys.
pub mod keys {
    /// Enter.
    pub const ENTER: &str = "\u{E007}";
    /// Tab.
    pub const TAB: &str = "\u{E004}";
    /// Escape.
    pub const ESCAPE: &str = "\u{E00C}";
    /// Shift, held until it is sent again.
    pub const SHIFT: &str = "\u{E008}";
    /// Control, held until it is sent again.
    pub const CONTROL: &str = "\u{E009}";
    /// Delete.
    pub const DELETE: &str = "\u{E017}";
    /// End.
    pub const END: &str = "\u{E010}";
    /// Home.
    pub const HOME: &str = "\u{E011}";
    /// The arrow to the left.
    pub const LEFT: &str = "\u{E012}";
    /// The arrow to the right.
    pub const RIGHT: &str = "\u{E014}";
    /// The arrow up.
    pub const UP: &str = "\u{E013}";
    /// The arrow down.
    pub const DOWN: &str = "\u{E015}";
}

impl Browser {
    /// Opens the browser that `capabilities` ask this driver for.
    pub async fn new(
        driver: Driver,
        capabilities: Value,
        home: Arc<TempDir>,
        display: Option<Display>,
    ) -> Browser {
        let client = driver.session(capabilities).await;
        let session = client.session_id().await.ok().flatten().unwrap_or_default();
        Browser { client, driver, session, _home: home, _display: display }
    }

    /// Goes to an address. Where nobody listens there yet, it tries again: the app's window may be
    /// there a moment before its server.
    ///
    /// # Panics
    /// When the page does not load.
    pub async fn open(&self, url: &str) {
        let mut patience = Patience::new();
        while let Err(error) = self.client.goto(url).await {
            let words = error.to_string();
            let refused = ["CONNECTION_REFUSED", "connectionFailure"].iter().any(|one| words.contains(one));
            assert!(refused && !patience.is_over(), "{url}: {error:?}");
            tokio::time::sleep(CHECK_EVERY).await;
        }
    }

    /// Reloads the page.
    ///
    /// # Panics
    /// When the page does not load.
    pub async fn reload(&self) {
        self.client.refresh().await.expect("the page loads again");
    }

    /// Runs a script's body in the page and returns its result.
    ///
    /// # Panics
    /// When the script throws.
    pub async fn run(&self, script: &str, args: &[Value]) -> Value {
        let result = self.client.execute(script, args.to_vec()).await;
        result.unwrap_or_else(|error| panic!("{error:?} in {script}"))
    }

    /// Runs a script's body again and again until `take` accepts its result.
    ///
    /// # Panics
    /// When that takes too long.
    pub async fn until<T>(
        &self,
        what: &str,
        script: &str,
        args: &[Value],
        take: impl Fn(&Value) -> Option<T>,
    ) -> T {
        let mut patience = Patience::new();
        loop {
            // A page that is being reloaded cannot run scripts.
            let seen = self.client.execute(script, args.to_vec()).await;
            if let Some(taken) = seen.as_ref().ok().and_then(&take) {
                return taken;
            }
            assert!(!patience.is_over(), "{what}: not within {DEADLINE:?}; seen: {seen:?}");
            tokio::time::sleep(CHECK_EVERY).await;
        }
    }

    /// Waits until a script's body returns a true value.
    pub async fn until_true(&self, what: &str, script: &str, args: &[Value]) {
        self.until(what, script, args, |seen| (seen == &json!(true)).then_some(())).await;
    }

    /// Waits for the element with this role (`button`, `field`, `choice`, `switch`, `heading`,
    /// `link`, `alert`, `dialog`) and name, and returns it.
    pub async fn find(&self, role: &str, name: &str) -> Element {
        let what = format!("the {role} {name:?}");
        let found = self.until(&what, FIND, &[json!(role), json!(name)], element_id).await;
        Element::from_element_id(self.client.clone(), found.into())
    }

    /// Whether there is such an element now.
    pub async fn has(&self, role: &str, name: &str) -> bool {
        !self.run(FIND, &[json!(role), json!(name)]).await.is_null()
    }

    /// Waits until there is no such element any more.
    pub async fn until_gone(&self, role: &str, name: &str) {
        let what = format!("the {role} {name:?} goes");
        self.until(&what, FIND, &[json!(role), json!(name)], |seen| seen.is_null().then_some(())).await;
    }

    /// Presses a button.
    ///
    /// # Panics
    /// When it cannot be pressed.
    pub async fn press(&self, button: &str) {
        self.until_still(button).await;
        let mut patience = Patience::new();
        while let Err(error) = self.find("button", button).await.click().await {
            // WebKit reports this when the page is moving, and when the button lies half behind the
            // edge of something that scrolls. It has not pressed anything then.
            let missed = error.is_element_not_interactable();
            assert!(missed && !patience.is_over(), "the button {button:?}: {error:?}");
            self.bring_into_view(button).await;
            tokio::time::sleep(CHECK_EVERY).await;
        }
    }

    /// Presses a button without a pointer, which could miss it while rows arrive, or come too late.
    pub async fn press_at_once(&self, button: &str) {
        let found = serde_json::to_value(self.find("button", button).await).expect("an element is JSON");
        self.run("arguments[0].click()", &[found]).await;
    }

    async fn bring_into_view(&self, button: &str) {
        let found = self.find("button", button).await;
        let found = serde_json::to_value(&found).expect("an element is JSON");
        // An element that has gone meanwhile is found anew.
        let _ = self.client.execute("arguments[0].scrollIntoView({ block: 'nearest' })", vec![found]).await;
    }

    /// Waits until a button stands still. A driver presses the place where it was a moment ago.
    async fn until_still(&self, button: &str) {
        let place = "const { left, top } = arguments[0].getBoundingClientRect(); return [left, top]";
        let mut before = Value::Null;
        let mut patience = Patience::new();
        loop {
            let found = self.find("button", button).await;
            let found = serde_json::to_value(&found).expect("an element is JSON");
            // An element that has gone meanwhile is found anew.
            let now = self.client.execute(place, vec![found]).await.unwrap_or_default();
            if now == before && !now.is_null() {
                return;
            }
            assert!(!patience.is_over(), "the button {button:?} moves for {DEADLINE:?}");
            before = now;
            tokio::time::sleep(CHECK_EVERY).await;
        }
    }

    /// Writes into a field, in place of its old text.
    ///
    /// # Panics
    /// When the field does not take keys.
    pub async fn fill(&self, field: &str, text: &str) {
        let field = self.find("field", field).await;
        let argument = serde_json::to_value(&field).expect("an element is JSON");
        self.run("arguments[0].focus(); arguments[0].select()", &[argument]).await;
        let keys = if text.is_empty() { keys::DELETE } else { text };
        field.send_keys(keys).await.expect("a field takes keys");
    }

    /// Sends keys to the element with the focus.
    ///
    /// # Panics
    /// When no element takes them.
    pub async fn keys(&self, keys: &str) {
        let focused = self.client.active_element().await.expect("something has the focus");
        focused.send_keys(keys).await.expect("it takes keys");
    }

    /// Returns the accessible name of the element with the focus.
    pub async fn focused(&self) -> String {
        let script = "const one = document.activeElement; \
                      return one?.getAttribute('aria-label') ?? (one?.labels?.[0] ?? one)?.textContent ?? ''";
        self.run(script, &[]).await.as_str().unwrap_or_default().trim().to_owned()
    }

    /// Returns all visible text.
    pub async fn text(&self) -> String {
        self.run("return document.body.innerText", &[]).await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the visible text has `words`.
    pub async fn until_text(&self, words: &str) {
        let script = "return document.body.innerText.includes(arguments[0]) || document.body.innerText";
        let what = format!("the words {words:?}");
        self.until(&what, script, &[json!(words)], |seen| (seen == &json!(true)).then_some(())).await;
    }

    /// Waits until the visible text does not have `words` any more.
    pub async fn until_no_text(&self, words: &str) {
        let script = "return !document.body.innerText.includes(arguments[0]) || document.body.innerText";
        let what = format!("the words {words:?} go");
        self.until(&what, script, &[json!(words)], |seen| (seen == &json!(true)).then_some(())).await;
    }

    /// Runs a command of Chromium's DevTools. The test must open its browser with
    /// [`Browser::with_dev_tools`].
    ///
    /// # Panics
    /// When the command fails.
    pub async fn dev_tools(&self, command: &'static str, params: Value) -> Value {
        let done = self.client.issue_cmd(DevTools { command, params }).await;
        done.unwrap_or_else(|error| panic!("{command}: {error:?}"))
    }

    /// Returns what the console has shown since the last call. The test must open its browser with
    /// [`Browser::with_dev_tools`].
    ///
    /// # Panics
    /// When the driver does not answer.
    pub async fn browser_log(&self) -> Vec<Value> {
        let log = self.client.issue_cmd(BrowserLog).await.expect("the driver has the console's log");
        log.as_array().cloned().unwrap_or_default()
    }

    /// Takes a picture of the page as PNG, once two pictures in a row are the same: drawing lags
    /// behind changes.
    ///
    /// # Panics
    /// When the driver does not give a picture.
    pub async fn picture(&self, path: &Path) {
        let mut before = Vec::new();
        let mut patience = Patience::new();
        loop {
            let frame = "const done = arguments[0]; requestAnimationFrame(() => setTimeout(done, 100))";
            self.client.execute_async(frame, Vec::new()).await.expect("the page is drawn");
            let png = self.client.screenshot().await.expect("a picture is taken");
            if png == before {
                return std::fs::write(path, png).expect("a picture is kept");
            }
            assert!(!patience.is_over(), "the page is still changing after {DEADLINE:?}");
            before = png;
        }
    }

    /// Gives the page this size. The window must be larger by the borders around the page.
    pub(crate) async fn fit(&self, (width, height): (u32, u32)) {
        let resize = async |width, height| {
            self.client.set_window_rect(0, 0, width, height).await.expect("a window takes a size");
        };
        resize(width, height).await;
        let frame = "return [outerWidth - innerWidth, outerHeight - innerHeight]";
        let frame = self.run(frame, &[]).await;
        let side =
            |n: usize| frame[n].as_u64().and_then(|pixels| u32::try_from(pixels).ok()).unwrap_or_default();
        resize(width + side(0), height + side(1)).await;
        let fits = "return innerWidth === arguments[0] && innerHeight === arguments[1]";
        self.until_true("the page has its size", fits, &[json!(width), json!(height)]).await;
    }

    /// Closes the browser as a person does.
    ///
    /// # Panics
    /// When the driver fails.
    pub async fn close(self) {
        self.client.clone().close().await.expect("the browser closes");
    }
}

fn element_id(found: &Value) -> Option<String> {
    found.as_object()?.values().next()?.as_str().map(str::to_owned)
}

impl Drop for Browser {
    fn drop(&mut self) {
        if std::thread::panicking() {
            evidence::keep(&self.driver.url, &self.session);
        }
    }
}
