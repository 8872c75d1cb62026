//! Files and pictures in the clipboard. WebKitGTK does not show them to a page, so the shell reads
//! them on Linux. The webviews of other systems give them to the page themselves.

use std::path::PathBuf;

use tauri::AppHandle;

/// Returns the files that were copied in a file manager.
#[cfg(target_os = "linux")]
pub(super) async fn files(app: &AppHandle) -> Vec<PathBuf> {
    let on_disk = |uri: &str| tauri::Url::parse(uri).ok().and_then(|uri| uri.to_file_path().ok());
    let paths = ask(app, move |clipboard, answer| {
        clipboard.request_uris(move |_, uris| answer(uris.iter().filter_map(|uri| on_disk(uri)).collect()));
    });
    paths.await.unwrap_or_default()
}

/// Returns the picture that was copied, as PNG, if there is one.
#[cfg(target_os = "linux")]
pub(super) async fn picture(app: &AppHandle) -> Option<Vec<u8>> {
    let bytes = ask(app, move |clipboard, answer| {
        let png = gtk::gdk::Atom::intern("image/png");
        clipboard.request_contents(&png, move |_, content| answer(content.data()));
    });
    bytes.await.filter(|bytes| !bytes.is_empty())
}

/// Asks the program that has the clipboard, without waiting on the main thread, where GTK lives.
#[cfg(target_os = "linux")]
async fn ask<T: Send + 'static>(
    app: &AppHandle,
    request: impl FnOnce(&gtk::Clipboard, Box<dyn FnOnce(T)>) + Send + 'static,
) -> Option<T> {
    let (sender, answer) = tokio::sync::oneshot::channel();
    let asked = app.run_on_main_thread(move || {
        let clipboard = gtk::Clipboard::get(&gtk::gdk::SELECTION_CLIPBOARD);
        // Fails only if nobody waits any more.
        request(&clipboard, Box::new(|content| drop(sender.send(content))));
    });
    asked.ok()?;
    answer.await.ok()
}

#[cfg(not(target_os = "linux"))]
pub(super) async fn files(_app: &AppHandle) -> Vec<PathBuf> {
    Vec::new()
}

#[cfg(not(target_os = "linux"))]
pub(super) async fn picture(_app: &AppHandle) -> Option<Vec<u8>> {
    None
}
