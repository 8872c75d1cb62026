//! The desktop app's entry.

// A double click on Windows opens the window and no console.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    flatchat_desktop::run()
}
