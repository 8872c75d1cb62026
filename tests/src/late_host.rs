//! The page of the host's window in Chromium, with a host that answers when the test tells it to.
//!
//! The page is the shipped one. It behaves as in the window, because it finds the window's address
//! and Tauri's calls, which `late_host.js` answers. A test's scripts control it through `late`.

use serde_json::json;

use crate::browser::Browser;
use crate::server::Server;

const LATE_HOST: &str = include_str!("late_host.js");

/// The address of pages that an app contains.
const HOST: &str = "tauri.localhost";

/// Opens a host's window of this size, and returns it with the server that it got its page from.
/// Returns `None` if there is no Chromium.
///
/// # Panics
/// When the room does not appear.
pub async fn open_window(width: u32, height: u32) -> Option<(Browser, Server)> {
    let server = Server::start(&["--allow-host", HOST]);
    let rule = format!("MAP {HOST}:80 {}", server.address());
    let window = Browser::with_dev_tools_that_maps(&rule, width, height).await?;
    window.dev_tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": LATE_HOST })).await;
    window.open(&format!("http://{HOST}/")).await;
    window.find("heading", "Maker Night").await;
    Some((window, server))
}
