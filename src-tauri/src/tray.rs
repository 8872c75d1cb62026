//! The icon in the tray: a mark for unread messages, and what a host may want without the window.
//!
//! On Linux there may be no tray, or it may come and go with an extension of the desktop. The icon
//! is registered wherever a tray appears. [`is_there`] says whether the window may hide behind the
//! icon.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tauri::image::Image;
use tauri::menu::{Menu, MenuEvent, MenuItem, PredefinedMenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager, Wry};

use crate::current::CurrentDesk;
use crate::orders::{Order, Orders};
use crate::window;

const READ: Image<'_> = tauri::include_image!("icons/tray.png");
const UNREAD: Image<'_> = tauri::include_image!("icons/tray-unread.png");

const OPEN: &str = "open";
const COPY_LINK: &str = "copy-link";
const SHOW_QR: &str = "show-qr";
const PAUSE: &str = "pause";
const QUIT: &str = "quit";

/// The icon, and the parts of it that change.
pub struct Tray {
    icon: TrayIcon,
    open: MenuItem<Wry>,
    copy_link: MenuItem<Wry>,
    show_qr: MenuItem<Wry>,
    pause: MenuItem<Wry>,
    quit: MenuItem<Wry>,
}

/// Puts the icon into the tray. Must be called on the main thread.
pub fn open(app: &AppHandle) {
    // If the system does not have the tray's library, loading it panics.
    match catch_unwind(AssertUnwindSafe(|| build(app))) {
        Ok(Ok(tray)) => {
            app.manage(tray);
            refresh(app);
        }
        Ok(Err(error)) => tracing::warn!(%error, "there is no icon in the tray"),
        Err(_) => tracing::warn!("there is no icon in the tray: its library is missing"),
    }
}

fn build(app: &AppHandle) -> tauri::Result<Tray> {
    // The words come with [`refresh`], because they change with the language.
    let item = |id| MenuItem::with_id(app, id, "", true, None::<&str>);
    let (open, copy_link, show_qr) = (item(OPEN)?, item(COPY_LINK)?, item(SHOW_QR)?);
    let (pause, quit) = (item(PAUSE)?, item(QUIT)?);
    let (first, second) = (PredefinedMenuItem::separator(app)?, PredefinedMenuItem::separator(app)?);
    let menu = Menu::with_items(app, &[&open, &first, &copy_link, &show_qr, &pause, &second, &quit])?;
    let icon = TrayIconBuilder::with_id("flatchat")
        // The folder for temporary files belongs to all users, so icons of another user could be in
        // the way there.
        .temp_dir_path(app.path().app_cache_dir()?.join("tray"))
        .icon(READ)
        .tooltip("Flatchat")
        .menu(&menu)
        .show_menu_on_left_click(cfg!(target_os = "linux"))
        .on_menu_event(chosen)
        .on_tray_icon_event(clicked)
        .build(app)?;
    Ok(Tray { icon, open, copy_link, show_qr, pause, quit })
}

impl Tray {
    fn speak(&self, words: &flatchat_words::Tray, paused: bool) -> tauri::Result<()> {
        self.open.set_text(words.open)?;
        self.copy_link.set_text(words.copy_link)?;
        self.show_qr.set_text(words.show_qr)?;
        self.pause.set_text(if paused { words.resume } else { words.pause })?;
        self.quit.set_text(words.quit)
    }
}

/// Shows the current state: whether the host wants the icon, the host's language, and whether the
/// room is paused.
pub fn refresh(app: &AppHandle) {
    let (Some(tray), Some(desk)) = (app.try_state::<Tray>(), app.try_state::<CurrentDesk>()) else { return };
    let (desk, settings) = (desk.get(), desk.get().settings());
    let spoken = tray.speak(&settings.words().tray, desk.room.facts().paused);
    let done = spoken.and_then(|()| tray.icon.set_visible(settings.tray));
    if let Err(error) = done {
        tracing::warn!(%error, "the tray shows something old");
    }
}

/// Marks the icon while there are messages that the host has not read, and says how many.
pub fn mark(app: &AppHandle, unread: usize) {
    if unread == 0 {
        return show(app, READ, "Flatchat");
    }
    let settings = app.state::<CurrentDesk>().get().settings();
    let words = settings.words();
    let news = words.count(unread, &words.notifications.new_messages);
    show(app, UNREAD, &format!("Flatchat: {news}"));
}

fn show(app: &AppHandle, image: Image<'static>, words: &str) {
    let Some(tray) = app.try_state::<Tray>() else { return };
    if let Err(error) = tray.icon.set_icon(Some(image)).and_then(|()| tray.icon.set_tooltip(Some(words))) {
        tracing::warn!(%error, "the tray shows something old");
    }
}

#[allow(clippy::needless_pass_by_value)] // as Tauri calls it
fn chosen(app: &AppHandle, event: MenuEvent) {
    match event.id().as_ref() {
        OPEN => window::show(app),
        COPY_LINK => copy_link(app),
        SHOW_QR => show_invite(app),
        PAUSE => pause_or_resume(app),
        QUIT => app.exit(0),
        other => tracing::error!(other, "an entry of the tray's menu does nothing"),
    }
}

#[allow(clippy::needless_pass_by_value)] // as Tauri calls it
fn clicked(tray: &TrayIcon, event: TrayIconEvent) {
    let click = matches!(
        event,
        TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. }
    );
    if click {
        window::show(tray.app_handle());
    }
}

/// If there is no link to copy, the window shows why.
fn copy_link(app: &AppHandle) {
    let link = app.state::<CurrentDesk>().get().server.invite().links.into_iter().next();
    let copied = link.map(|link| app.state::<crate::clipboard::Clipboard>().set(&link.url));
    if !matches!(copied, Some(Ok(()))) {
        show_invite(app);
    }
}

fn show_invite(app: &AppHandle) {
    window::show(app);
    app.state::<Orders>().give(Order::Invite);
}

fn pause_or_resume(app: &AppHandle) {
    let room = &app.state::<CurrentDesk>().get().room;
    if room.facts().paused {
        room.resume();
    } else {
        room.pause();
    }
    refresh(app);
}

/// Whether the icon can be seen, so that the window may hide behind it.
#[cfg(target_os = "linux")]
pub async fn is_there(app: &AppHandle) -> bool {
    app.try_state::<Tray>().is_some() && crate::tray_host::is_there().await
}

/// Whether the icon can be seen, so that the window may hide behind it. These systems always have a
/// tray.
#[cfg(not(target_os = "linux"))]
pub async fn is_there(app: &AppHandle) -> bool {
    app.try_state::<Tray>().is_some()
}
