//! The desktop app: a thin shell over [`flatchat_core`]. The only Rust that names Tauri.
//!
//! | module | what |
//! |---|---|
//! | [`args`] | the arguments that the app was started with |
//! | [`autostart`] | starting when the host logs in |
//! | [`awake`] | keeping the computer awake while guests are in the room |
//! | [`desk`] | the host's desk: the room, its server and its settings, from start to stop |
//! | [`current`] | the desk that is open now |
//! | [`display`] | the display that the window needs, on Linux |
//! | [`doorbell`] | how a second start finds the first one without a session bus |
//! | `opening` | files and folders, shown by the desktop's own programs |
//! | [`guide`] | the guide, in a window of its own |
//! | [`commands`] | the window's commands for the room; they only forward |
//! | [`app_commands`] | the window's commands for the app: rooms, folders, sizes |
//! | [`first_room`] | the room that the app opens when it starts |
//! | [`exports`] | exporting the room to a place that the host chooses |
//! | [`orders`] | what the shell asks the page to do |
//! | [`habits`] | what the app remembers whichever room is open |
//! | [`lifecycle`] | what happens when: the file on top that wires the others |
//! | [`tray`] | the icon in the tray |
//! | [`tray_host`] | whether the desktop shows that icon, on Linux |
//! | [`reach`] | showing a hidden window that no icon can bring back |
//! | [`unread`] | counting the messages that the host has not seen, for the tray and the window |
//! | [`clipboard`] | copying without the window |
//! | [`notifications`] | desktop notifications of messages |
//! | [`server`] | the room's server: its port, and what happens when that changes |
//! | [`sharing`] | files that the host shares from this computer, and the room's files in the window |
//! | `searching` | the window's searches of the log |
//! | [`settings`] | what the host chooses, kept between starts |
//! | [`nearby`] | rooms on other computers: the search, and a window for each |
//! | `problem` | what went wrong, as it crosses to the page |
//! | [`window`] | the host's window |
//! | [`webview`] | the size of the page in it, and its spell checking |
//!
//! Everything that runs for long is here and not in the page, whose timers stop while the window is
//! hidden.

pub mod app_commands;
pub mod args;
pub mod autostart;
pub mod awake;
pub mod clipboard;
pub mod commands;
pub mod current;
pub mod desk;
#[cfg(target_os = "linux")]
pub mod display;
pub mod doorbell;
pub mod exports;
pub mod first_room;
pub mod guide;
pub mod habits;
pub mod lifecycle;
pub mod nearby;
pub mod notifications;
mod opening;
pub mod orders;
mod problem;
pub mod reach;
mod searching;
pub mod server;
pub mod settings;
pub mod sharing;
pub mod tray;
#[cfg(target_os = "linux")]
pub mod tray_host;
pub mod unread;
pub mod webview;
pub mod window;

use std::process::ExitCode;

use flatchat_core::{disk, reports};
use tauri::Wry;
use tauri::plugin::TauriPlugin;
use tauri_plugin_window_state::StateFlags;

/// Runs the app until its window is closed or it is asked to end.
pub fn run() -> ExitCode {
    #[cfg(target_os = "linux")]
    if let Err(error) = display::open() {
        display::say(&error);
        return ExitCode::FAILURE;
    }
    let _reports = reports::to_stderr();
    disk::raise_file_limit();
    let app = tauri::Builder::default()
        // This one comes first: the others must not begin twice.
        .plugin(tauri_plugin_single_instance::init(lifecycle::started_again))
        .plugin(tauri_plugin_store::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(kept_window())
        .plugin(autostart::plugin())
        .manage(window::Attention::default())
        .manage(sharing::offers::Offers::default())
        .manage(sharing::drags::Drags::default())
        .manage(sharing::commands::Copies::default())
        .register_asynchronous_uri_scheme_protocol(sharing::protocol::SCHEME, sharing::protocol::answer)
        .invoke_handler(commands::handler())
        .setup(|app| {
            lifecycle::start(app.handle());
            Ok(())
        })
        .build(tauri::generate_context!());
    match app {
        Ok(app) => exit_code(app.run_return(|app, event| lifecycle::follow(app, &event))),
        Err(error) => {
            tracing::error!(%error, "cannot start");
            ExitCode::FAILURE
        }
    }
}

/// Keeps the window's size and place, but never that it was hidden.
fn kept_window() -> TauriPlugin<Wry> {
    let kept = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED | StateFlags::FULLSCREEN;
    tauri_plugin_window_state::Builder::default().with_state_flags(kept).build()
}

fn exit_code(code: i32) -> ExitCode {
    u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from)
}
