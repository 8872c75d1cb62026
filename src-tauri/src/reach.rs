//! The window stays in reach: it is not hidden if no tray shows the icon that could bring it back.
//!
//! At login the app may be started before the desktop's panel, and a panel may restart. So a tray
//! has a while to appear before the window is shown.

use tauri::{AppHandle, Manager};

use crate::tray::Tray;
use crate::window;

/// Shows the window whenever it is hidden and no tray can bring it back, as long as the app runs.
#[cfg(target_os = "linux")]
pub async fn keep_window_in_reach(app: AppHandle) {
    use crate::current::CurrentDesk;

    let wanted = app.try_state::<CurrentDesk>().is_some_and(|desk| desk.get().settings().tray);
    if !wanted || app.try_state::<Tray>().is_none() {
        window::show_if_hidden(&app);
    }
    let (presence, mut there) = tokio::sync::watch::channel(false);
    tauri::async_runtime::spawn(crate::tray_host::follow(presence));
    while panel::until_missing(&mut there).await.is_ok() {
        window::show_if_hidden(&app);
        if there.wait_for(|there| *there).await.is_err() {
            return;
        }
    }
    window::show_if_hidden(&app);
}

/// Shows the window if its icon could not be made. These systems always have a tray.
#[cfg(not(target_os = "linux"))]
pub async fn keep_window_in_reach(app: AppHandle) {
    if app.try_state::<Tray>().is_none() {
        window::show_if_hidden(&app);
    }
}

#[cfg(target_os = "linux")]
mod panel {
    use std::time::Duration;

    use tokio::sync::watch::{Receiver, error::RecvError};

    /// How long a desktop's panel may take to appear.
    const WITHIN: Duration = Duration::from_secs(15);

    /// Waits until there has been no tray for a while.
    ///
    /// # Errors
    /// When no tray can appear any more.
    pub(super) async fn until_missing(there: &mut Receiver<bool>) -> Result<(), RecvError> {
        loop {
            there.wait_for(|there| !there).await?;
            match tokio::time::timeout(WITHIN, there.wait_for(|there| *there)).await {
                Ok(comes) => drop(comes?),
                Err(_) => return Ok(()),
            }
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use tokio::sync::watch;

        #[tokio::test(start_paused = true)]
        async fn a_panel_that_comes_late_or_starts_anew_is_not_missed() {
            let (presence, mut there) = watch::channel(false);
            let missing = tokio::spawn(async move { until_missing(&mut there).await });
            for seconds in [14, 3600, 14, 3600] {
                tokio::time::sleep(Duration::from_secs(seconds)).await;
                assert!(!missing.is_finished());
                presence.send_modify(|there| *there = !*there);
            }
            tokio::time::sleep(Duration::from_secs(16)).await;
            assert!(missing.is_finished(), "it went, and did not come back");
        }

        #[tokio::test(start_paused = true)]
        async fn without_a_bus_nobody_waits_for_a_panel() {
            let (presence, mut there) = watch::channel(false);
            drop(presence);
            assert!(until_missing(&mut there).await.is_err());
        }
    }
}
