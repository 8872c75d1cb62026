//! The page of the host's window in Chromium, with a host whose answers come when the test says so.
//!
//! The page is the shipped one. It takes itself for the window's, because it has the window's
//! address and Tauri's calls; `late_host.js` answers those. Its `late` is what a test's scripts
//! speak to.

use serde_json::json;

use crate::browser::Browser;
use crate::server::Server;

const LATE_HOST: &str = include_str!("late_host.js");

/// The address of pages that an app carries with it.
const HOST: &str = "tauri.localhost";

/// A host's window, as large as this, and the server that it got its page from; `None` where there
/// is no Chromium.
///
/// # Panics
/// When the room is not shown.
pub async fn open_window(width: u32, height: u32) -> Option<(Browser, Server)> {
    let server = Server::start(&["--allow-host", HOST]);
    let rule = format!("MAP {HOST}:80 {}", server.address());
    let window = Browser::with_dev_tools_that_maps(&rule, width, height).await?;
    window.dev_tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": LATE_HOST })).await;
    window.open(&format!("http://{HOST}/")).await;
    window.find("heading", "Maker Night").await;
    Some((window, server))
}
