//! The browser that guests use in the tests: Chromium or, if WebDriver cannot drive one here,
//! WebKitGTK's MiniBrowser. With the variable `FLATCHAT_FIREFOX` they use Firefox.
//!
//! Ubuntu has Chromium only as a snap, and a snap cannot use a profile of the test's own. A test
//! that needs Chromium's DevTools opens its browser with [`Browser::with_dev_tools`], and is
//! skipped where there is no Chromium.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use crate::browser::{Browser, ROOM_HOST};
use crate::display::Display;
use crate::driver::Driver;
use crate::firefox;
use crate::responder::Responder;
use crate::server::new_folder;

/// The size of a laptop's page.
const LAPTOP: (u32, u32) = (1280, 800);

/// The variable with Chromium's path. With `none`, guests use MiniBrowser.
const CHROMIUM_VARIABLE: &str = "FLATCHAT_CHROMIUM";
const CHROMEDRIVER_VARIABLE: &str = "FLATCHAT_CHROMEDRIVER";

/// Hides scrollbars, as phones and Macs do.
const NO_SCROLLBARS: &str = "--hide-scrollbars";

/// Leaves out what Chromium starts beside our page: the pages behind its address bar, and a process
/// for a page that may come next. They cost more than the page of a short test.
const PAGE_ALONE: &str = "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,\
                          SpareRendererForSitePerProcess";

/// The value of `session.restore_on_startup` for which Chromium opens `session.startup_urls`.
const OPENS_STARTUP_URLS: u8 = 4;

/// The rule by which Chromium finds 127.0.0.1 under the room's name.
const ROOM_RULE: &str = "MAP room.test 127.0.0.1";

/// A library that lets a program read names from a file of its own, in addition to `/etc/hosts`.
const NAMES_LIBRARY: &str = "libnss_wrapper.so";

/// A Chromium, and the driver of the same version.
#[derive(Debug)]
struct Chromium {
    binary: PathBuf,
    driver: PathBuf,
}

impl Chromium {
    fn find() -> Option<Chromium> {
        let named = |variable| std::env::var_os(variable).map(PathBuf::from);
        let binary = named(CHROMIUM_VARIABLE)
            .or_else(|| ["chromium", "google-chrome", "chromium-browser"].into_iter().find_map(on_path))
            .filter(|path| path.as_os_str() != "none")?;
        let driver = named(CHROMEDRIVER_VARIABLE).or_else(|| on_path("chromedriver"))?;
        Some(Chromium { binary, driver })
    }
}

/// Returns the program of this name on the `PATH`, unless it only starts a snap.
fn on_path(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let found =
        std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())?;
    (!starts_a_snap(&found)).then_some(found)
}

/// A snap's command is a link to `snap`. The package of the same name has a script that calls it.
fn starts_a_snap(program: &Path) -> bool {
    let link = program.canonicalize().is_ok_and(|path| path.ends_with("snap") || path.starts_with("/snap"));
    let bytes = program.metadata().map_or(0, |metadata| metadata.len());
    let script = bytes < 64 * 1024 && std::fs::read(program).is_ok_and(|bytes| calls_a_snap(&bytes));
    link || script
}

fn calls_a_snap(bytes: &[u8]) -> bool {
    bytes.starts_with(b"#!") && String::from_utf8_lossy(bytes).contains("/snap/bin/")
}

/// WebKitGTK keeps MiniBrowser beside its other programs, in a folder that is named for the
/// processor's architecture.
fn mini_browser() -> Option<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
    let folders = folders.chain(["/usr/lib", "/usr/libexec", "/usr/lib64"].map(PathBuf::from));
    folders.map(|folder| folder.join("webkit2gtk-4.1/MiniBrowser")).find(|path| path.is_file())
}

impl Browser {
    /// Opens a guest's browser, with a page of a laptop's size.
    pub async fn start() -> Browser {
        Browser::start_sized(LAPTOP.0, LAPTOP.1).await
    }

    /// Opens a guest's browser whose page has this size. MiniBrowser's window cannot be as narrow
    /// as a phone, so tests that need this use [`Browser::with_dev_tools_sized`].
    pub async fn start_sized(width: u32, height: u32) -> Browser {
        if let Some(binary) = firefox::wanted() {
            return firefox::open(&binary, (width, height)).await;
        }
        match Chromium::find() {
            Some(chromium) => {
                chromium_by(&chromium, (width, height), &[NO_SCROLLBARS], |driver| Command::new(driver)).await
            }
            None => mini_browser_by((width, height), with_room_host).await,
        }
    }

    /// Opens a guest's browser on another computer, which the test must have entered. The browser
    /// finds names by multicast.
    pub async fn start_at(responder: &Responder) -> Browser {
        match Chromium::find() {
            Some(chromium) => {
                chromium_by(&chromium, LAPTOP, &[NO_SCROLLBARS], |driver| responder.command(driver)).await
            }
            None => mini_browser_by(LAPTOP, |driver, _| responder.command(driver)).await,
        }
    }

    /// Opens Chromium for a test that needs [`Browser::dev_tools`] or [`Browser::browser_log`]. If
    /// there is no Chromium, it reports on stderr that the test is skipped, and the test must
    /// return.
    pub async fn with_dev_tools() -> Option<Browser> {
        Browser::with_dev_tools_sized(LAPTOP.0, LAPTOP.1).await
    }

    /// The same with a page of this size.
    pub async fn with_dev_tools_sized(width: u32, height: u32) -> Option<Browser> {
        with_dev_tools_and((width, height), &[NO_SCROLLBARS]).await
    }

    /// The same for a browser that finds one more name, by a rule of Chromium's
    /// `--host-resolver-rules`.
    pub async fn with_dev_tools_that_maps(rule: &str, width: u32, height: u32) -> Option<Browser> {
        let rules = format!("--host-resolver-rules={ROOM_RULE},{rule}");
        with_dev_tools_and((width, height), &[NO_SCROLLBARS, &rules]).await
    }

    /// The same for a person whose browser prefers these languages.
    pub async fn with_dev_tools_that_speaks(languages: &str) -> Option<Browser> {
        with_dev_tools_and(LAPTOP, &[NO_SCROLLBARS, &format!("--accept-lang={languages}")]).await
    }

    /// The same with scrollbars that take space of their own, as on Windows.
    pub async fn with_dev_tools_and_scrollbars() -> Option<Browser> {
        with_dev_tools_and(LAPTOP, &[]).await
    }

    /// Opens WebKitGTK's MiniBrowser, which has the same engine as Safari, whichever browser guests
    /// use otherwise.
    pub async fn webkit() -> Browser {
        mini_browser_by(LAPTOP, with_room_host).await
    }
}

async fn with_dev_tools_and(size: (u32, u32), looks: &[&str]) -> Option<Browser> {
    match Chromium::find() {
        Some(chromium) => Some(chromium_by(&chromium, size, looks, |driver| Command::new(driver)).await),
        None => {
            say_skipped();
            None
        }
    }
}

/// `scripts/rust-results.awk` counts these lines. A test's own `eprintln!` would be captured and
/// not seen.
fn say_skipped() {
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    let _ = writeln!(std::io::stderr(), "\nskipped: {test}: needs Chromium's DevTools");
}

async fn chromium_by(
    chromium: &Chromium,
    (width, height): (u32, u32),
    looks: &[&str],
    command: impl Fn(&Path) -> Command,
) -> Browser {
    let home = new_folder();
    let driver = Driver::for_chromium(home.path(), || command(&chromium.driver)).await;
    let profile = format!("--user-data-dir={}", home.path().join("profile").display());
    let rooms = format!("--host-resolver-rules={ROOM_RULE}");
    let args = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        PAGE_ALONE,
        // Whatever the computer speaks, tests look for English words.
        "--lang=en-US",
        "--accept-lang=en-US",
        // This provides a mouse, which a browser without a window does not have otherwise.
        "--blink-settings=availablePointerTypes=4,primaryPointerType=4,availableHoverTypes=2,primaryHoverType=2",
        &rooms,
        &profile,
    ];
    let args = [&args, looks].concat();
    // The page for new tabs costs more than ours.
    let prefs = json!({
        "session": { "restore_on_startup": OPENS_STARTUP_URLS, "startup_urls": ["about:blank"] },
    });
    let capabilities = json!({
        "browserName": "chrome",
        "goog:chromeOptions": { "binary": chromium.binary, "args": args, "prefs": prefs },
        "goog:loggingPrefs": { "browser": "ALL" },
    });
    let browser = Browser::new(driver, capabilities, home, None).await;
    let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
    browser.dev_tools("Emulation.setDeviceMetricsOverride", size).await;
    browser
}

/// `command` gets the driver and a folder for its files.
async fn mini_browser_by(size: (u32, u32), command: impl Fn(&Path, &Path) -> Command) -> Browser {
    let binary =
        mini_browser().expect("guests need Chromium with its chromedriver, or WebKitGTK's MiniBrowser");
    let (home, display) = (new_folder(), Display::open().await);
    let driver = Driver::for_webkit(&display, home.path(), |driver| command(driver, home.path())).await;
    let options = json!({"binary": binary, "args": ["--automation"]});
    let capabilities = json!({"browserName": "MiniBrowser", "webkitgtk:browserOptions": options});
    let browser = Browser::new(driver, capabilities, home, Some(display)).await;
    browser.fit(size).await;
    browser
}

/// Returns a driver whose browser finds 127.0.0.1 under the room's name.
fn with_room_host(driver: &Path, home: &Path) -> Command {
    let names = home.join("hosts");
    // WebKit asks for both families, and sometimes gives up when one of them has no address.
    std::fs::write(&names, format!("127.0.0.1 {ROOM_HOST}\n::ffff:127.0.0.1 {ROOM_HOST}\n"))
        .expect("a temporary folder takes files");
    let mut command = Command::new(driver);
    command.env("LD_PRELOAD", NAMES_LIBRARY).env("NSS_WRAPPER_HOSTS", names);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_that_starts_a_snap_is_no_browser() {
        assert!(calls_a_snap(b"#!/bin/sh\nexec /snap/bin/chromium \"$@\"\n"));
        assert!(!calls_a_snap(b"#!/bin/sh\nexec /usr/lib/chromium/chromium \"$@\"\n"));
        assert!(!calls_a_snap(b"\x7fELF /snap/bin/"));
    }
}
