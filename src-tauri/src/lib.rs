//! The desktop app: a thin shell over [`flatchat_core`]. The only Rust that names Tauri.
//!
//! | module | what |
//! |---|---|
//! | [`desk`] | the host's desk: the room, its server and its settings, from start to stop |
//! | [`commands`] | what the window may ask; only forwards |
//! | [`server`] | the room's server: which port, and doing it again when that changes |
//! | [`settings`] | what is kept between starts |
//! | [`window`] | the host's window |
//!
//! Everything that runs long lives here and not in the window, whose timers stop while it is hidden.

pub mod commands;
pub mod desk;
pub mod server;
pub mod settings;
pub mod window;

use std::process::ExitCode;

use tauri::{AppHandle, Manager, RunEvent};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};
use tracing_subscriber::EnvFilter;

use desk::Desk;

/// Runs the app until its window is closed or it is told to end.
pub fn run() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    raise_file_limit();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_store::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
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

/// Each guest is a socket: take as many as the OS gives.
fn raise_file_limit() {
    #[cfg(unix)]
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(%error, "cannot raise the limit of open files; fewer guests fit in");
    }
}

/// The room and its server first: guests need not wait for the window.
fn start(app: &AppHandle) {
    let opened = Desk::open(app).map_err(|error| error.to_string()).and_then(|desk| {
        let theme = desk.settings().theme;
        app.manage(desk);
        window::open(app, theme).map_err(|error| error.to_string())
    });
    match opened {
        Ok(()) => end_on_signal(app.clone()),
        Err(error) => say_why_and_end(app, error),
    }
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
    if let (RunEvent::Exit, Some(desk)) = (event, app.try_state::<Desk>()) {
        desk.close();
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
