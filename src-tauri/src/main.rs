//! Where the desktop app begins.

// On Windows a double click opens only the window, and no console.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    flatchat_desktop::run()
}
