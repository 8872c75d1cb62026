//! The host's window. It only ever shows the embedded page: links open in the default browser.

use std::sync::atomic::{AtomicBool, Ordering};

use tauri::webview::{NewWindowResponse, WebviewWindowBuilder};
use tauri::{AppHandle, Manager, PhysicalSize, Url, WebviewUrl, WebviewWindow, WindowEvent};
use tokio::sync::watch;

use crate::args::Appearance;
use crate::settings::Theme;
use crate::webview;

/// The name of the host's window among all windows of the app.
pub const LABEL: &str = "main";

/// Scheme and host of the embedded page. Except on Windows, any link may use the name
/// `tauri.localhost`.
const HOME: (&str, &str) = if cfg!(windows) { ("http", "tauri.localhost") } else { ("tauri", "localhost") };

/// The origin of the embedded page.
pub const ORIGIN: &str = if cfg!(windows) { "http://tauri.localhost" } else { "tauri://localhost" };

const TITLE: &str = "Flatchat";
const SIZE: (f64, f64) = (960.0, 720.0);
const LEAST_SIZE: (f64, f64) = (360.0, 480.0);

/// Whether the host is at the window. Events keep it up to date, so nobody has to wait for the
/// answer.
#[derive(Debug, Default)]
pub struct Attention(watch::Sender<bool>);

impl Attention {
    /// The state now, and its changes.
    pub fn watch(&self) -> watch::Receiver<bool> {
        self.0.subscribe()
    }

    fn follow(&self, event: &WindowEvent) {
        if let WindowEvent::Focused(focused) = event {
            self.0.send_if_modified(|before| std::mem::replace(before, *focused) != *focused);
        }
    }
}

/// Opens the window where it was last. It stays hidden until [`appear`].
///
/// # Errors
/// When the OS gives no window.
pub fn open(app: &AppHandle, theme: Theme) -> tauri::Result<WebviewWindow> {
    let dev_url = app.config().build.dev_url.clone();
    let builder = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default());
    let window = webview::open_without_a_folder(builder, app)
        .title(TITLE)
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(LEAST_SIZE.0, LEAST_SIZE.1)
        .theme(theme.into())
        // The window is shown once it has its place. Otherwise it would be seen to jump.
        .visible(false)
        .on_navigation(move |url| is_own(url, dev_url.as_ref()) || open_elsewhere(url))
        .on_new_window(|url, _| {
            open_elsewhere(&url);
            NewWindowResponse::Deny
        })
        .build()?;
    let following = app.clone();
    window.on_window_event(move |event| following.state::<Attention>().follow(event));
    fit_on_screen(&window)?;
    Ok(window)
}

/// Shows the new window, unless it begins hidden and nobody has asked for it meanwhile.
///
/// # Errors
/// When the OS refuses.
pub fn appear(window: &WebviewWindow, appearance: Appearance) -> tauri::Result<()> {
    if appearance == Appearance::Shown || WANTED.load(Ordering::SeqCst) {
        window.show()?;
    }
    Ok(())
}

/// The host's window, once it is open.
pub fn get(app: &AppHandle) -> Option<WebviewWindow> {
    app.get_webview_window(LABEL)
}

/// Hides the window. Gives whether it is hidden now.
pub fn hide(app: &AppHandle) -> bool {
    get(app).is_some_and(|window| window.hide().is_ok())
}

/// Whether the host can see the window and is using it.
pub fn is_in_use(app: &AppHandle) -> bool {
    let Some(window) = get(app) else { return false };
    let visible = window.is_visible().unwrap_or(false) && !window.is_minimized().unwrap_or(false);
    visible && window.is_focused().unwrap_or(false)
}

/// Shows in the window's title, and at its icon where the system can, how many messages the host
/// has not seen.
///
/// # Errors
/// When the OS refuses.
pub fn mark(app: &AppHandle, unread: usize) -> tauri::Result<()> {
    let Some(window) = get(app) else { return Ok(()) };
    window.set_title(&title(unread))?;
    // Where icons show no numbers, this does nothing.
    window.set_badge_count(i64::try_from(unread).ok().filter(|unread| *unread > 0))
}

/// The title of the window while this many messages are unread.
fn title(unread: usize) -> String {
    match unread {
        0 => TITLE.to_owned(),
        1..=99 => format!("({unread}) {TITLE}"),
        _ => format!("(99+) {TITLE}"),
    }
}

/// Gives the window the whole screen, or ends that.
///
/// # Errors
/// When the OS refuses.
pub fn toggle_full_screen(app: &AppHandle) -> tauri::Result<()> {
    match get(app) {
        Some(window) => window.set_fullscreen(!window.is_fullscreen()?),
        None => Ok(()),
    }
}

/// Makes the window fit on the screen. It was last on another screen, perhaps a larger one.
fn fit_on_screen(window: &WebviewWindow) -> tauri::Result<()> {
    let Some(screen) = window.current_monitor()? else { return Ok(()) };
    let (size, most) = (window.inner_size()?, screen.size());
    if size.width > most.width || size.height > most.height {
        window.set_size(PhysicalSize::new(size.width.min(most.width), size.height.min(most.height)))?;
        window.set_position(*screen.position())?;
    }
    Ok(())
}

/// Whether a person has asked to see the window, which may happen before there is one.
static WANTED: AtomicBool = AtomicBool::new(false);

/// Brings the window in front of all others, wherever it was. May be called from any thread.
pub fn show(app: &AppHandle) {
    WANTED.store(true, Ordering::SeqCst);
    let Some(window) = get(app) else { return };
    let shown = window.show().and_then(|()| window.unminimize()).and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "cannot show the window");
    }
}

/// Shows the window if it is hidden, for a host who has no other way to reach it.
pub fn show_if_hidden(app: &AppHandle) {
    let hidden = get(app).is_some_and(|window| matches!(window.is_visible(), Ok(false)));
    if hidden {
        tracing::info!("there is no tray whose icon could bring the window back: it is shown");
        show(app);
    }
}

/// Gives the window this theme.
///
/// # Errors
/// When the OS refuses.
pub fn set_theme(app: &AppHandle, theme: Theme) -> tauri::Result<()> {
    match get(app) {
        Some(window) => window.set_theme(theme.into()),
        None => Ok(()),
    }
}

/// Opens a link in the default browser. Addresses of other kinds are not opened at all. Gives
/// whether it was opened.
pub fn open_link(url: &Url) -> bool {
    let opens = matches!(url.scheme(), "http" | "https" | "mailto");
    if opens && let Err(error) = tauri_plugin_opener::open_url(url.as_str(), None::<&str>) {
        tracing::warn!(%error, "cannot open a link");
        return false;
    }
    opens
}

/// Whether this is a page inside the app.
pub fn is_own(url: &Url, dev_url: Option<&Url>) -> bool {
    let embedded = (url.scheme(), url.host_str(), url.port()) == (HOME.0, Some(HOME.1), None);
    let served_by_vite = cfg!(dev) && dev_url.is_some_and(|dev| dev.origin() == url.origin());
    embedded || served_by_vite
}

/// Opens a link in the default browser. Always `false`: the app's windows do not go there.
pub fn open_elsewhere(url: &Url) -> bool {
    open_link(url);
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_counts_what_is_unread_as_far_as_it_is_short() {
        let titles = [0, 1, 99, 100].map(title);
        assert_eq!(titles, ["Flatchat", "(1) Flatchat", "(99) Flatchat", "(99+) Flatchat"]);
    }

    #[test]
    fn only_the_embedded_page_is_shown() {
        let own = |url: &str| is_own(&Url::parse(url).unwrap(), None);
        assert!(own(&format!("{}://{}/", HOME.0, HOME.1)));
        assert!(!own("http://127.0.0.1:8765/") && !own("https://example.org/tauri.localhost"));
    }

    #[test]
    fn a_link_cannot_borrow_the_name_of_the_embedded_page() {
        let own = |url: &str| is_own(&Url::parse(url).unwrap(), None);
        assert!(!own("http://tauri.localhost:8765/") && !own("https://tauri.localhost/"));
        assert!(!own("tauri://elsewhere/"));
        assert_eq!(own("http://tauri.localhost/"), cfg!(windows));
    }

    #[test]
    fn addresses_of_other_kinds_are_not_opened() {
        for url in ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,x"] {
            assert!(!open_link(&Url::parse(url).unwrap()), "{url}");
        }
    }
}
