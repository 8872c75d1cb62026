//! Files that people share from the room's page: picked, dropped, pasted, and on a slow network.

use std::path::Path;

use serde_json::{Value, json};

use crate::browser::Browser;

/// The chips above the composer: the name and all words of each.
const PICKED: &str = "\
    return [...document.querySelectorAll('main form li')].map((chip) => chip.innerText.replace(/\\s+/g, ' ').trim())";

/// Firefox does not let a script give an event its clipboard.
const PASTE: &str = "\
    const [text, name] = arguments; \
    const data = new DataTransfer(); \
    if (text) data.items.add(text, 'text/plain'); \
    if (name) data.items.add(new File(['some bytes'], name)); \
    const paste = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}); \
    if (paste.clipboardData !== data) Object.defineProperty(paste, 'clipboardData', {value: data}); \
    document.querySelector('main form textarea').dispatchEvent(paste); \
    return paste.defaultPrevented";

impl Browser {
    /// Picks files with the button beside the composer's field.
    ///
    /// # Panics
    /// When the page does not take them.
    pub async fn pick(&self, files: &[&Path]) {
        let _ = self.find("button", "Share files").await;
        let field = self.client.find(fantoccini::Locator::Css("input[type=file]")).await;
        let paths: Vec<_> = files.iter().map(|file| file.display().to_string()).collect();
        field.expect("files can be picked").send_keys(&paths.join("\n")).await.expect("they are picked");
    }

    /// Drags files over the page, and drops them if `then` says so. The test must open its browser
    /// with [`Browser::with_dev_tools`].
    pub async fn drag(&self, files: &[&Path], then: &str) {
        let paths: Vec<_> = files.iter().map(|file| file.display().to_string()).collect();
        for event in ["dragEnter", "dragOver", then] {
            let data = json!({"items": [], "files": paths, "dragOperationsMask": 1});
            self.dev_tools(
                "Input.dispatchDragEvent",
                json!({"type": event, "x": 300, "y": 300, "data": data}),
            )
            .await;
        }
    }

    /// Pastes a text and a file of this name, either of which may be empty, into the composer.
    /// Returns whether the page took the paste for itself.
    pub async fn paste(&self, text: &str, file: &str) -> bool {
        self.run(PASTE, &[json!(text), json!(file)]).await == json!(true)
    }

    /// Waits until there are this many files above the composer, all of which have come to the
    /// room, and returns their words.
    pub async fn until_ready(&self, count: usize) -> Vec<String> {
        let what = format!("{count} files that are ready");
        let ready = |seen: &Value| {
            let words: Vec<String> = serde_json::from_value(seen.clone()).ok()?;
            let ready = words.iter().all(|words| words.ends_with("Ready"));
            (words.len() == count && ready).then_some(words)
        };
        self.until(&what, PICKED, &[], ready).await
    }

    /// Returns the words of the files above the composer.
    pub async fn picked(&self) -> Vec<String> {
        serde_json::from_value(self.run(PICKED, &[]).await).unwrap_or_default()
    }

    /// Sends no faster than this many bytes a second; 0: as fast as it can. The test must open its
    /// browser with [`Browser::with_dev_tools`].
    pub async fn send_slowly(&self, bytes_a_second: u32) {
        let _ = self.dev_tools("Network.enable", json!({})).await;
        let most = if bytes_a_second == 0 { json!(-1) } else { json!(bytes_a_second) };
        let network =
            json!({"offline": false, "latency": 0, "downloadThroughput": -1, "uploadThroughput": most});
        self.dev_tools("Network.emulateNetworkConditions", network).await;
    }

    /// Returns how many uploads the page has begun.
    pub async fn uploads_begun(&self) -> u64 {
        let script = "return performance.getEntriesByType('resource').filter(({name}) => name.endsWith('/uploads')).length";
        self.run(script, &[]).await.as_u64().unwrap_or_default()
    }
}
