//! The guide's window. It shows docs/guide.md as a page inside the app, so that help works offline.
//!
//! The page has no script, and its window matches no capability.

use tauri::webview::{NewWindowResponse, WebviewWindowBuilder};
use tauri::{AppHandle, Manager, WebviewUrl};

use crate::settings::Settings;
use crate::{webview, window};

const LABEL: &str = "guide";
const PAGE: &str = "guide/index.html";
const SIZE: (f64, f64) = (760.0, 720.0);

/// Shows the guide, in the window that shows it already if there is one.
///
/// # Errors
/// When the OS gives no window.
pub fn open(app: &AppHandle, settings: &Settings) -> tauri::Result<()> {
    if let Some(window) = app.get_webview_window(LABEL) {
        window.unminimize()?;
        return window.set_focus();
    }
    let builder = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App(PAGE.into()));
    webview::open_without_a_folder(builder, app)
        .title(settings.words().dialogs.guide)
        .inner_size(SIZE.0, SIZE.1)
        .theme(settings.theme.into())
        .on_navigation(|url| window::is_own(url, None) || window::open_elsewhere(url))
        .on_new_window(|url, _| {
            window::open_elsewhere(&url);
            NewWindowResponse::Deny
        })
        .build()?;
    Ok(())
}
