//! What happens when the app starts, a desk opens, the host goes to another room, the window is
//! closed or wanted back, or the app ends.
//!
//! This file wires the other parts together, so that they do not know of each other. The window
//! does not know what closing it means, and a desk does not know that there is a tray.

use std::path::Path;

use flatchat_core::disk;
use flatchat_words::Start;
use tauri::async_runtime::block_on;
use tauri::{AppHandle, Manager, RunEvent, WindowEvent};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

use crate::args::Appearance;
use crate::clipboard::Clipboard;
use crate::current::{CurrentDesk, Moved};
use crate::desk::{Desk, StartError};
use crate::exports::LastExport;
use crate::first_room::FirstRoom;
use crate::habits::Habits;
use crate::nearby::NearbySearch;
use crate::orders::{Order, Orders};
use crate::searching::LogSearch;
use crate::settings::{self, Settings};
use crate::sharing::drags;
use crate::{doorbell, reach, tray, unread, webview, window};

/// Opens the room and its server first, and then the window: guests need not wait for the window.
pub(crate) fn start(app: &AppHandle) {
    app.manage(Habits::open(app));
    let first = match FirstRoom::find(app) {
        Ok(first) => first,
        Err(error) => {
            tracing::error!("there is no folder for the app's data: {error}");
            let words = &Settings::default().words().start;
            return explain_and_end(app, words, &(words.no_folder)(&error.to_string()));
        }
    };
    let folder = first.folder.clone();
    match block_on(open_desk(app, first)) {
        Ok(desk) => begin(app, desk),
        Err(error) if error.is_held() && block_on(doorbell::ring(&folder)) => app.exit(0),
        Err(error) => {
            tracing::error!("{error}");
            let words = &settings::words_in(&folder).start;
            explain_and_end(app, words, &error.explain(&folder, words));
        }
    }
}

/// The app was started while it runs. If the system did that at login, nobody wants to see the
/// window.
pub(crate) fn started_again(app: &AppHandle, arguments: Vec<String>, _folder: String) {
    if Appearance::asked_by(arguments) == Appearance::Shown {
        window::show(app);
    }
}

/// Closes this room and opens the one in `folder`. The page then begins anew. The next start opens
/// that room.
///
/// # Errors
/// When that room cannot be opened; then this one stays open.
pub(crate) async fn go_to(app: &AppHandle, folder: &Path) -> Result<(), StartError> {
    let moved = app.state::<CurrentDesk>().move_to(app, folder).await?;
    app.state::<Habits>().opened(app.state::<CurrentDesk>().get().room.folder());
    if moved == Moved::Yes {
        desk_opened(app);
        app.state::<Orders>().give(Order::BeginAnew);
    }
    Ok(())
}

/// Closes the room when the app ends. Shows the window when macOS asks for it.
pub(crate) fn follow(app: &AppHandle, event: &RunEvent) {
    match event {
        RunEvent::Exit => {
            if let Some(desk) = app.try_state::<CurrentDesk>() {
                block_on(desk.get().close());
            }
        }
        // Somebody opened the app again, or clicked its icon in the Dock.
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { .. } => window::show(app),
        _ => {}
    }
}

async fn open_desk(app: &AppHandle, first: FirstRoom) -> Result<Desk, StartError> {
    disk::survive_size_limits();
    let mut desk = Desk::open(app, &first.folder, None)?;
    desk.instead_of = first.instead_of;
    desk.serve().await;
    Ok(desk)
}

/// The first desk is open: everything around it begins.
fn begin(app: &AppHandle, desk: Desk) {
    app.manage(Orders::default());
    app.manage(LastExport::default());
    app.manage(Clipboard::default());
    app.manage(NearbySearch::default());
    app.manage(LogSearch::default());
    remember(app, &desk);
    app.manage(CurrentDesk::new(desk));
    desk_opened(app);
    if let Err(error) = open_window(app) {
        tracing::error!("{error}");
        let words = &app.state::<CurrentDesk>().get().settings().words().start;
        return explain_and_end(app, words, &(words.no_window)(&error.to_string()));
    }
    // The page is loading meanwhile, which takes longer.
    tray::open(app);
    tauri::async_runtime::spawn(reach::keep_window_in_reach(app.clone()));
    end_on_signal(app.clone());
}

/// Remembers the first room. If it stands in for another, the next start tries that one again.
fn remember(app: &AppHandle, desk: &Desk) {
    let habits = app.state::<Habits>();
    habits.opened(desk.room.folder());
    if let Some(wanted) = &desk.instead_of {
        habits.opened(wanted);
    }
}

/// A desk has opened, the first one or another.
fn desk_opened(app: &AppHandle) {
    let desk = app.state::<CurrentDesk>().get();
    unread::watch(app, &desk.room);
    tray::refresh(app);
}

fn open_window(app: &AppHandle) -> tauri::Result<()> {
    let window = window::open(app, app.state::<CurrentDesk>().get().settings().theme)?;
    let watching = app.clone();
    window.on_window_event(move |event| window_event(&watching, event));
    drags::follow(&window);
    webview::check_spelling(&window);
    webview::restore_zoom(&window);
    window::appear(&window, Appearance::asked_by_this_start())
}

fn window_event(app: &AppHandle, event: &WindowEvent) {
    if let WindowEvent::CloseRequested { api, .. } = event {
        api.prevent_close();
        tauri::async_runtime::spawn(window_closed(app.clone()));
    }
}

/// Hides the window if the host wants that and the tray's icon can bring it back. Otherwise the app
/// ends.
async fn window_closed(app: AppHandle) {
    let wanted = app.state::<CurrentDesk>().get().settings().tray;
    let hidden = wanted && tray::is_there(&app).await && window::hide(&app);
    if !hidden {
        app.exit(0);
    }
}

fn explain_and_end(app: &AppHandle, words: &Start, why: &str) {
    let ending = app.clone();
    app.dialog().message(why).title(words.title).kind(MessageDialogKind::Error).show(move |_| ending.exit(1));
}

#[cfg(unix)]
fn end_on_signal(app: AppHandle) {
    use tokio::signal::unix::{SignalKind, signal};
    tauri::async_runtime::spawn(async move {
        let (Ok(mut terminate), Ok(mut interrupt)) =
            (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
        else {
            return;
        };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        app.exit(0);
    });
}

#[cfg(not(unix))]
fn end_on_signal(_app: AppHandle) {}
