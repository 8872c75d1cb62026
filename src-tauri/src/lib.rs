//! The desktop app: a thin shell over [`flatchat_core`]. The only Rust that names Tauri.
//!
//! | module | what |
//! |---|---|
//! | [`args`] | what the app was started with |
//! | [`autostart`] | starting when the host logs in |
//! | [`awake`] | keeping the computer from falling asleep while guests are here |
//! | [`desk`] | the host's desk: the room, its server and its settings, from start to stop |
//! | [`current`] | the desk that is open now, and going to another |
//! | [`doorbell`] | how a second start finds the first one where there is no session bus |
//! | [`guide`] | help, in a window of its own |
//! | [`commands`] | what the window may ask of the room; only forwards |
//! | [`app_commands`] | what the window may ask of the app: rooms, folders, sizes |
//! | [`orders`] | what the shell asks of the page |
//! | [`habits`] | what is remembered whichever room is open |
//! | [`tray`] | the icon in the tray |
//! | [`tray_host`] | whether somebody shows that icon, on Linux |
//! | [`reach`] | the window is not hidden where no icon could bring it back |
//! | [`unread`] | what was said while the host looked elsewhere |
//! | [`clipboard`] | copying without the window |
//! | [`notifications`] | telling the desktop of messages |
//! | [`server`] | the room's server: which port, and doing it again when that changes |
//! | [`settings`] | what is kept between starts |
//! | [`nearby`] | rooms of others: looking for them, a window for each |
//! | [`window`] | the host's window |
//! | [`webview`] | the size of its page, and its spell checking |
//!
//! Everything that runs long lives here and not in the window, whose timers stop while it is hidden.

pub mod app_commands;
pub mod args;
pub mod autostart;
pub mod awake;
pub mod clipboard;
pub mod commands;
pub mod current;
pub mod desk;
pub mod doorbell;
pub mod guide;
pub mod habits;
pub mod nearby;
pub mod notifications;
pub mod orders;
pub mod reach;
pub mod server;
pub mod settings;
pub mod tray;
#[cfg(target_os = "linux")]
pub mod tray_host;
pub mod unread;
pub mod webview;
pub mod window;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use flatchat_core::{disk, reports};
use tauri::async_runtime::block_on;
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Manager, RunEvent, Wry};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};
use tauri_plugin_window_state::StateFlags;

use args::Appearance;
use clipboard::Clipboard;
use current::CurrentDesk;
use desk::{Desk, StartError};
use habits::Habits;
use nearby::Looking;
use orders::Orders;

/// Overrides the folder of the room and its settings.
const FOLDER_VARIABLE: &str = "FLATCHAT_DATA";

/// Runs the app until its window is closed or it is told to end.
pub fn run() -> ExitCode {
    let _reports = reports::to_stderr();
    raise_file_limit();
    let app = tauri::Builder::default()
        // The first of all: what comes after it must not begin twice.
        .plugin(tauri_plugin_single_instance::init(started_again))
        .plugin(tauri_plugin_store::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(kept_window())
        .plugin(autostart::plugin())
        .manage(window::Attention::default())
        .invoke_handler(commands::handler())
        .setup(|app| {
            start(app.handle());
            Ok(())
        })
        .build(tauri::generate_context!());
    match app {
        Ok(app) => exit_code(app.run_return(stop_at_exit)),
        Err(error) => {
            tracing::error!(%error, "cannot start");
            ExitCode::FAILURE
        }
    }
}

/// The window's size and place, but never that it was hidden.
fn kept_window() -> TauriPlugin<Wry> {
    let kept = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED | StateFlags::FULLSCREEN;
    tauri_plugin_window_state::Builder::default().with_state_flags(kept).build()
}

/// Somebody starts the app while it runs. If that is only the system at log-in, nobody wants to see the window.
fn started_again(app: &AppHandle, arguments: Vec<String>, _folder: String) {
    if Appearance::asked_by(arguments) == Appearance::Shown {
        window::show(app);
    }
}

/// Each guest is a socket: take as many as the OS gives.
fn raise_file_limit() {
    #[cfg(unix)]
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(%error, "cannot raise the limit of open files; fewer guests fit in");
    }
}

/// The room and its server first: guests need not wait for the window.
fn start(app: &AppHandle) {
    app.manage(Habits::open(app));
    let folder = match folder(app) {
        Ok(folder) => folder,
        Err(error) => return say_why_and_end(app, format!("there is no folder for the app's data: {error}")),
    };
    match block_on(open_desk(app, &folder)) {
        Ok(desk) => open_window(app, desk),
        Err(error) if error.is_held() && block_on(doorbell::ring(&folder)) => app.exit(0),
        Err(error) => say_why_and_end(app, error.to_string()),
    }
}

async fn open_desk(app: &AppHandle, folder: &Path) -> Result<Desk, StartError> {
    disk::survive_size_limits();
    let desk = Desk::open(app, folder, None)?;
    desk.serve().await;
    Ok(desk)
}

fn open_window(app: &AppHandle, desk: Desk) {
    let theme = desk.settings().theme;
    app.manage(Orders::default());
    app.manage(Clipboard::default());
    CurrentDesk::begin(app, desk);
    app.manage(Looking::default());
    match window::open(app, theme, Appearance::asked_by_this_start()) {
        Ok(()) => {
            // While the window's page is loading, which takes longer.
            tray::open(app);
            tauri::async_runtime::spawn(reach::keep_window_in_reach(app.clone()));
            end_on_signal(app.clone());
        }
        Err(error) => say_why_and_end(app, error.to_string()),
    }
}

/// The room that was opened last, if it is still there.
fn folder(app: &AppHandle) -> tauri::Result<PathBuf> {
    if let Some(folder) = std::env::var_os(FOLDER_VARIABLE) {
        return Ok(folder.into());
    }
    let last = app.state::<Habits>().rooms().into_iter().next().filter(|folder| folder.is_dir());
    last.map_or_else(|| app.path().app_data_dir(), Ok)
}

fn say_why_and_end(app: &AppHandle, why: String) {
    tracing::error!("{why}");
    let ending = app.clone();
    app.dialog()
        .message(why)
        .title("Flatchat cannot start")
        .kind(MessageDialogKind::Error)
        .show(move |_| ending.exit(1));
}

fn stop_at_exit(app: &AppHandle, event: RunEvent) {
    if let (RunEvent::Exit, Some(desk)) = (event, app.try_state::<CurrentDesk>()) {
        block_on(desk.get().close());
    }
}

fn exit_code(code: i32) -> ExitCode {
    u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from)
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
