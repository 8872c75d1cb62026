//! Staying awake on desktops of Linux and the BSDs: when the desktop is asked, and when it is asked
//! again.
//!
//! A desktop that restarts has forgotten the request, and one that appears late never got it.

use std::time::Duration;

use futures_util::StreamExt;
use tokio::sync::watch;
use zbus::Connection;
use zbus::fdo::{DBusProxy, NameOwnerChangedStream};
use zbus::zvariant::OwnedFd;

use super::locks::{DESKTOPS, DesktopLock, ask_logind};

/// How long each service may take to answer, and how long connecting to a bus may take.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);

/// How soon services that did not agree, or whose bus has gone, are asked again.
const ASK_AGAIN_AFTER: Duration = Duration::from_secs(60);

/// Keeps the computer awake whenever it is needed, until `needed` ends.
pub(super) async fn obey(mut needed: watch::Receiver<bool>, reason: &'static str) {
    let mut logged = Logged::default();
    while needed.wait_for(|needed| *needed).await.is_ok() {
        let mut locks = None;
        let over = tokio::select! {
            unneeded = needed.wait_for(|needed| !needed) => unneeded.is_err(),
            () = hold(&mut locks, reason, &mut logged) => false,
        };
        if let Some(locks) = locks {
            locks.release().await;
        }
        // What was needed last stays true for ever when a room closes.
        if over {
            return;
        }
    }
}

/// Takes the locks, and takes them again whenever they may have lost their effect. Never returns.
async fn hold(locks: &mut Option<Locks>, reason: &str, logged: &mut Logged) {
    loop {
        let taken = locks.insert(Locks::take(reason, logged).await);
        taken.lost().await;
        if let Some(old) = locks.take() {
            old.release().await;
        }
    }
}

/// What was logged already. It stays true every minute, but it is news only once.
#[derive(Debug, Default)]
struct Logged {
    held: bool,
    refused: bool,
}

/// The locks that keep the computer awake.
struct Locks {
    desktop: Option<DesktopLock>,
    logind: Option<OwnedFd>,
    /// The services that appear and vanish on the session bus.
    owners: Option<NameOwnerChangedStream>,
}

impl Locks {
    async fn take(reason: &str, logged: &mut Logged) -> Locks {
        let session = connect(zbus::connection::Builder::session()).await;
        let (owners, desktop) = match &session {
            // This watches before it asks, so that no service that appears or vanishes meanwhile is
            // missed.
            Ok(bus) => (watch_names(bus).await, DesktopLock::take(bus, reason).await),
            Err(error) => (None, Err(error.clone())),
        };
        let system = connect(zbus::connection::Builder::system()).await;
        let logind = match &system {
            Ok(bus) => {
                ask_logind(bus, reason, desktop.as_ref().ok()).await.map_err(|error| error.to_string())
            }
            Err(error) => Err(error.clone()),
        };
        logged.log(desktop.as_ref().err(), logind.as_ref().err());
        Locks { desktop: desktop.ok(), logind: logind.ok(), owners }
    }

    /// Waits until it is worth asking again.
    async fn lost(&mut self) {
        let holder = self.desktop.as_ref().map(DesktopLock::holder);
        let again = tokio::time::sleep(ASK_AGAIN_AFTER);
        tokio::select! {
            () = changed(self.owners.as_mut(), holder) => {}
            () = again, if holder.is_none() => {}
        }
    }

    async fn release(self) {
        if let Some(desktop) = self.desktop
            && let Err(error) = desktop.release().await
        {
            tracing::debug!(%error, "the desktop lets the computer sleep once the connection ends");
        }
        drop(self.logind);
    }
}

impl Logged {
    fn log(&mut self, desktop: Option<&String>, logind: Option<&String>) {
        match (desktop, logind) {
            (Some(desktop), Some(logind)) if !std::mem::replace(&mut self.refused, true) => {
                tracing::warn!(desktop, logind, "the computer may fall asleep while guests are here");
            }
            (Some(_), Some(_)) => {}
            _ if !std::mem::replace(&mut self.held, true) => {
                tracing::info!("the computer is kept awake while guests are here");
            }
            _ => {}
        }
    }
}

async fn connect(builder: zbus::Result<zbus::connection::Builder<'_>>) -> Result<Connection, String> {
    let connecting = async { builder?.method_timeout(ANSWER_WITHIN).build().await };
    match tokio::time::timeout(ANSWER_WITHIN, connecting).await {
        Ok(connection) => connection.map_err(|error| error.to_string()),
        Err(_) => Err("the bus does not answer".to_owned()),
    }
}

async fn watch_names(bus: &Connection) -> Option<NameOwnerChangedStream> {
    DBusProxy::new(bus).await.ok()?.receive_name_owner_changed().await.ok()
}

/// Waits until the service that gave the lock vanishes, or the bus does. If no service gave a lock,
/// waits until one appears that may.
async fn changed(owners: Option<&mut NameOwnerChangedStream>, holder: Option<&str>) {
    let Some(owners) = owners else { return std::future::pending().await };
    while let Some(change) = owners.next().await {
        let Ok(change) = change.args() else { continue };
        let (name, goes, comes) =
            (change.name.as_str(), change.old_owner.is_some(), change.new_owner.is_some());
        let matters = match holder {
            // Asking may itself have started the service.
            Some(holder) => holder == name && goes,
            None => comes && DESKTOPS.contains(&name),
        };
        if matters {
            return;
        }
    }
    // The bus has gone, and all requests with it. A new bus needs time to start.
    tokio::time::sleep(ASK_AGAIN_AFTER).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A room that closes while guests are here.
    #[tokio::test]
    async fn nothing_keeps_the_computer_awake_once_nobody_can_say_that_it_is_not_needed() {
        let (needs, needed) = watch::channel(true);
        drop(needs);
        let ended = tokio::time::timeout(ANSWER_WITHIN, obey(needed, "Guests are in the room")).await;
        assert!(ended.is_ok(), "the task must end with its room");
    }
}
