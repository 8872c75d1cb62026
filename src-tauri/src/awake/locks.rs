//! The services that can keep the computer from falling asleep, over D-Bus: how to ask each, and
//! how to release its lock.
//!
//! Desktops differ in which service they obey. Among the services of a desktop, the first that
//! agrees is enough: the portal, the session manager (GNOME, Cinnamon, MATE), the power manager
//! (Xfce). logind is asked in addition, and for more if there is no desktop. A lock ends with the
//! connection that took it, so a crash leaves none behind.

use std::collections::HashMap;
use std::time::Duration;

use futures_util::StreamExt;
use zbus::Connection;
use zbus::zvariant::{OwnedFd, OwnedObjectPath, OwnedValue, Value};

const NAME: &str = "Flatchat";

/// The desktop entry's name, by which a session manager knows an app.
const APP: &str = "flatchat";

/// The flag for suspending, which leaves the screen alone. The portal and the session manager use
/// the same number.
const SUSPEND: u32 = 4;

/// How long the portal may take to say whether it agrees. A portal that says nothing has agreed:
/// not all of them answer.
const PORTAL_WITHIN: Duration = Duration::from_secs(2);

const PORTAL: &str = "org.freedesktop.portal.Desktop";
const SESSION_MANAGER: &str = "org.gnome.SessionManager";
const POWER_MANAGER: &str = "org.freedesktop.PowerManagement";

/// The names of a desktop's services on the session bus.
pub(super) const DESKTOPS: [&str; 3] = [PORTAL, SESSION_MANAGER, POWER_MANAGER];

/// <https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Inhibit.html>
#[zbus::proxy(
    interface = "org.freedesktop.portal.Inhibit",
    default_service = "org.freedesktop.portal.Desktop",
    default_path = "/org/freedesktop/portal/desktop",
    gen_blocking = false
)]
pub(super) trait Portal {
    fn inhibit(
        &self,
        window: &str,
        flags: u32,
        options: HashMap<&str, Value<'_>>,
    ) -> zbus::Result<OwnedObjectPath>;
}

/// <https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Request.html>
#[zbus::proxy(
    interface = "org.freedesktop.portal.Request",
    default_service = "org.freedesktop.portal.Desktop",
    gen_blocking = false
)]
pub(super) trait Request {
    fn close(&self) -> zbus::Result<()>;

    #[zbus(signal)]
    fn response(&self, response: u32, results: HashMap<String, OwnedValue>) -> zbus::Result<()>;
}

/// <https://gitlab.gnome.org/GNOME/gnome-session/-/blob/main/gnome-session/org.gnome.SessionManager.xml>
#[zbus::proxy(
    interface = "org.gnome.SessionManager",
    default_service = "org.gnome.SessionManager",
    default_path = "/org/gnome/SessionManager",
    gen_blocking = false
)]
pub(super) trait SessionManager {
    fn inhibit(&self, app: &str, window: u32, reason: &str, flags: u32) -> zbus::Result<u32>;
    fn uninhibit(&self, cookie: u32) -> zbus::Result<()>;
}

/// As in Xfce and KDE; named in the idle inhibition specification.
#[zbus::proxy(
    interface = "org.freedesktop.PowerManagement.Inhibit",
    default_service = "org.freedesktop.PowerManagement",
    default_path = "/org/freedesktop/PowerManagement/Inhibit",
    gen_blocking = false
)]
pub(super) trait PowerManager {
    fn inhibit(&self, application: &str, reason: &str) -> zbus::Result<u32>;
    fn un_inhibit(&self, cookie: u32) -> zbus::Result<()>;
}

/// <https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html>
#[zbus::proxy(
    interface = "org.freedesktop.login1.Manager",
    default_service = "org.freedesktop.login1",
    default_path = "/org/freedesktop/login1",
    gen_blocking = false
)]
pub(super) trait Logind {
    fn inhibit(&self, what: &str, who: &str, why: &str, mode: &str) -> zbus::Result<OwnedFd>;
}

/// A lock that a desktop gave.
#[derive(Debug)]
pub(super) enum DesktopLock {
    Portal(RequestProxy<'static>),
    SessionManager(SessionManagerProxy<'static>, u32),
    PowerManager(PowerManagerProxy<'static>, u32),
}

impl DesktopLock {
    /// Asks the services of a desktop one after the other.
    ///
    /// # Errors
    /// With the answer of each service, when none agrees.
    pub(super) async fn take(bus: &Connection, reason: &str) -> Result<DesktopLock, String> {
        let portal = match ask_portal(bus, reason).await {
            Ok(lock) => return Ok(lock),
            Err(error) => error,
        };
        let session = match ask_session_manager(bus, reason).await {
            Ok(lock) => return Ok(lock),
            Err(error) => error,
        };
        let power = match ask_power_manager(bus, reason).await {
            Ok(lock) => return Ok(lock),
            Err(error) => error,
        };
        Err(format!("portal: {portal}; session manager: {session}; power manager: {power}"))
    }

    /// The name on the bus of the service that gave the lock.
    pub(super) fn holder(&self) -> &'static str {
        match self {
            DesktopLock::Portal(_) => PORTAL,
            DesktopLock::SessionManager(..) => SESSION_MANAGER,
            DesktopLock::PowerManager(..) => POWER_MANAGER,
        }
    }

    /// Releases the lock.
    ///
    /// # Errors
    /// When the desktop does not answer.
    pub(super) async fn release(self) -> zbus::Result<()> {
        match self {
            DesktopLock::Portal(request) => request.close().await,
            DesktopLock::SessionManager(manager, cookie) => manager.uninhibit(cookie).await,
            DesktopLock::PowerManager(manager, cookie) => manager.un_inhibit(cookie).await,
        }
    }
}

async fn ask_portal(bus: &Connection, reason: &str) -> zbus::Result<DesktopLock> {
    let token = format!("flatchat_{}", getrandom::u32().unwrap_or_default());
    let own = bus.unique_name().map(|name| name.trim_start_matches(':').replace('.', "_"));
    let path = format!("/org/freedesktop/portal/desktop/request/{}/{token}", own.unwrap_or_default());
    // This listens before it asks. Otherwise the answer could be missed.
    let request = RequestProxy::builder(bus).path(path)?.build().await?;
    let mut responses = request.receive_response().await?;
    let options = HashMap::from([("handle_token", token.as_str().into()), ("reason", reason.into())]);
    PortalProxy::new(bus).await?.inhibit("", SUSPEND, options).await?;
    let response = tokio::time::timeout(PORTAL_WITHIN, responses.next()).await.ok().flatten();
    match response.and_then(|response| Some(response.args().ok()?.response)) {
        None | Some(0) => Ok(DesktopLock::Portal(request)),
        Some(code) => Err(zbus::Error::Failure(format!("refused ({code})"))),
    }
}

async fn ask_session_manager(bus: &Connection, reason: &str) -> zbus::Result<DesktopLock> {
    let manager = SessionManagerProxy::new(bus).await?;
    let cookie = manager.inhibit(APP, 0, reason, SUSPEND).await?;
    Ok(DesktopLock::SessionManager(manager, cookie))
}

async fn ask_power_manager(bus: &Connection, reason: &str) -> zbus::Result<DesktopLock> {
    let manager = PowerManagerProxy::new(bus).await?;
    let cookie = manager.inhibit(NAME, reason).await?;
    Ok(DesktopLock::PowerManager(manager, cookie))
}

/// Asks logind not to suspend an idle computer. If there is a desktop that is enough, and the host
/// can still suspend the computer by hand.
///
/// # Errors
/// When logind does not agree.
pub(super) async fn ask_logind(
    bus: &Connection,
    reason: &str,
    desktop: Option<&DesktopLock>,
) -> zbus::Result<OwnedFd> {
    let what = if desktop.is_some() { "idle" } else { "sleep:idle" };
    LogindProxy::new(bus).await?.inhibit(what, NAME, reason, "block").await
}
