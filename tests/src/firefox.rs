//! Firefox as the browser of guests. Tests use it if [`VARIABLE`] says so.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use crate::browser::{Browser, ROOM_HOST};
use crate::driver::Driver;
use crate::server::new_folder;

/// The variable with the path of Firefox. If it is set, guests use Firefox, and geckodriver must be
/// on the `PATH`.
pub(crate) const VARIABLE: &str = "FLATCHAT_FIREFOX";

/// Without Firefox's own bars, Tab leads from the page's last element to its first. In a bar, the
/// driver's keys would still reach the page, but Enter would press no button there.
const NO_BARS: &str = "#navigator-toolbox { visibility: collapse; }";

/// Returns the path of Firefox, if guests shall use it.
pub(crate) fn wanted() -> Option<PathBuf> {
    std::env::var_os(VARIABLE).map(PathBuf::from)
}

/// Opens Firefox with a page of this size.
pub(crate) async fn open(binary: &Path, size: (u32, u32)) -> Browser {
    let home = new_folder();
    let profile = profile(home.path());
    let driver = Driver::for_firefox(home.path(), || Command::new("geckodriver")).await;
    let options = json!({
        "binary": binary,
        "args": ["-headless", "-profile", profile],
        "prefs": {
            "toolkit.legacyUserProfileCustomizations.stylesheets": true,
            // Whatever the computer speaks, tests look for English words.
            "intl.accept_languages": "en-US",
            "intl.locale.requested": "en-US",
            // The room's name is this computer.
            "network.dns.localDomains": ROOM_HOST,
            "dom.security.https_first": false,
            // A mouse, which a browser without a window does not have otherwise: fine, and
            // hovering.
            "ui.primaryPointerCapabilities": 6,
            "ui.allPointerCapabilities": 6,
            "app.update.disabledForTesting": true,
        },
    });
    let capabilities = json!({"browserName": "firefox", "moz:firefoxOptions": options});
    let browser = Browser::new(driver, capabilities, home, None).await;
    browser.fit(size).await;
    browser
}

/// Makes a profile whose style for Firefox itself is [`NO_BARS`].
fn profile(home: &Path) -> PathBuf {
    let profile = home.join("profile");
    std::fs::create_dir_all(profile.join("chrome")).expect("a temporary folder takes folders");
    std::fs::write(profile.join("chrome/userChrome.css"), NO_BARS).expect("a temporary folder takes files");
    profile
}
