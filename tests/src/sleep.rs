//! Services that an app can ask to keep the computer awake, on a test's buses. They record each
//! request.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use zbus::connection::Builder;
use zbus::fdo;
use zbus::zvariant::{OwnedFd, OwnedObjectPath, OwnedValue};
use zbus::{Connection, ObjectServer, interface, message::Header};

use crate::bus::Bus;
use crate::wait::until;

const REQUEST: &str = "org.freedesktop.portal.Request";

/// The requests, in order: `portal: 4`, `portal: close`, …
pub type Asked = Arc<Mutex<Vec<String>>>;

/// The way in which a service answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Agrees.
    Willing,
    /// Refuses.
    Unwilling,
    /// Takes the request and never answers.
    Hanging,
}

/// A service that can keep the computer awake, until this is dropped.
#[derive(Debug)]
pub struct Keeper {
    asked: Asked,
    _connection: Connection,
}

impl Keeper {
    /// Starts `xdg-desktop-portal`.
    pub async fn portal(bus: &Bus, mood: Mood) -> Keeper {
        let asked = Asked::default();
        let portal = Portal { asked: Arc::clone(&asked), mood };
        let builder = builder(bus).serve_at("/org/freedesktop/portal/desktop", portal);
        Keeper::begin(builder, "org.freedesktop.portal.Desktop", asked).await
    }

    /// Starts GNOME's session manager.
    pub async fn session_manager(bus: &Bus, mood: Mood) -> Keeper {
        let asked = Asked::default();
        let manager = SessionManager { asked: Arc::clone(&asked), mood };
        let builder = builder(bus).serve_at("/org/gnome/SessionManager", manager);
        Keeper::begin(builder, "org.gnome.SessionManager", asked).await
    }

    /// Starts Xfce's power manager.
    pub async fn power_manager(bus: &Bus, mood: Mood) -> Keeper {
        let asked = Asked::default();
        let manager = PowerManager { asked: Arc::clone(&asked), mood };
        let builder = builder(bus).serve_at("/org/freedesktop/PowerManagement/Inhibit", manager);
        Keeper::begin(builder, "org.freedesktop.PowerManagement", asked).await
    }

    /// Starts systemd's logind.
    pub async fn logind(bus: &Bus, mood: Mood) -> Keeper {
        let asked = Asked::default();
        let logind = Logind { asked: Arc::clone(&asked), mood };
        let builder = builder(bus).serve_at("/org/freedesktop/login1", logind);
        Keeper::begin(builder, "org.freedesktop.login1", asked).await
    }

    async fn begin(builder: zbus::Result<Builder<'_>>, name: &'static str, asked: Asked) -> Keeper {
        let builder = builder.and_then(|builder| builder.name(name)).expect("the names are right");
        Keeper { asked, _connection: builder.build().await.expect("the bus takes it") }
    }

    /// Returns all requests so far.
    ///
    /// # Panics
    /// When a test has panicked meanwhile.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("not poisoned").clone()
    }

    /// Waits until the requests are exactly these.
    pub async fn until_asked(&self, what: &[&str]) {
        until(&format!("it is asked {what:?}"), async || {
            let asked = self.asked();
            if asked == what { Ok(()) } else { Err(format!("{asked:?}")) }
        })
        .await;
    }
}

fn builder(bus: &Bus) -> Builder<'static> {
    Builder::address(bus.address()).expect("a bus has an address")
}

fn note(asked: &Asked, what: String) {
    asked.lock().expect("not poisoned").push(what);
}

/// Returns the answer that fits this mood.
async fn answer<T>(mood: Mood, value: T) -> fdo::Result<T> {
    match mood {
        Mood::Willing => Ok(value),
        Mood::Unwilling => Err(fdo::Error::AccessDenied("not you".to_owned())),
        Mood::Hanging => std::future::pending().await,
    }
}

struct Portal {
    asked: Asked,
    mood: Mood,
}

#[interface(name = "org.freedesktop.portal.Inhibit")]
impl Portal {
    async fn inhibit(
        &self,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] connection: &Connection,
        #[zbus(object_server)] server: &ObjectServer,
        _window: &str,
        flags: u32,
        options: HashMap<String, OwnedValue>,
    ) -> fdo::Result<OwnedObjectPath> {
        let text =
            |key: &str| options.get(key).and_then(|value| <&str>::try_from(value).ok()).unwrap_or_default();
        note(&self.asked, format!("portal: {flags}, {}", text("reason")));
        if self.mood == Mood::Hanging {
            std::future::pending::<()>().await;
        }
        let sender = header.sender().map(|name| name.trim_start_matches(':').replace('.', "_"));
        let sender = sender.unwrap_or_default();
        let path = format!("/org/freedesktop/portal/desktop/request/{sender}/{}", text("handle_token"));
        let path = OwnedObjectPath::try_from(path).expect("a token is part of a path");
        server.at(path.clone(), Request(Arc::clone(&self.asked))).await?;
        // As with the real service, the call always succeeds, and a response reports whether the
        // desktop agreed.
        let response = if self.mood == Mood::Willing { 0_u32 } else { 2 };
        let body = (response, HashMap::<String, OwnedValue>::new());
        connection.emit_signal(header.sender().cloned(), &path, REQUEST, "Response", &body).await?;
        Ok(path)
    }
}

struct Request(Asked);

#[interface(name = "org.freedesktop.portal.Request")]
impl Request {
    fn close(&self) {
        note(&self.0, "portal: close".to_owned());
    }
}

struct SessionManager {
    asked: Asked,
    mood: Mood,
}

#[interface(name = "org.gnome.SessionManager")]
impl SessionManager {
    async fn inhibit(&self, app: &str, _window: u32, _reason: &str, flags: u32) -> fdo::Result<u32> {
        note(&self.asked, format!("session manager: {app}, {flags}"));
        answer(self.mood, 7).await
    }

    fn uninhibit(&self, cookie: u32) {
        note(&self.asked, format!("session manager: release {cookie}"));
    }
}

struct PowerManager {
    asked: Asked,
    mood: Mood,
}

#[interface(name = "org.freedesktop.PowerManagement.Inhibit")]
impl PowerManager {
    async fn inhibit(&self, application: &str, _reason: &str) -> fdo::Result<u32> {
        note(&self.asked, format!("power manager: {application}"));
        answer(self.mood, 9).await
    }

    fn un_inhibit(&self, cookie: u32) {
        note(&self.asked, format!("power manager: release {cookie}"));
    }
}

struct Logind {
    asked: Asked,
    mood: Mood,
}

#[interface(name = "org.freedesktop.login1.Manager")]
impl Logind {
    /// Returns one end of a pipe, and records when the other end is closed.
    async fn inhibit(&self, what: &str, _who: &str, _why: &str, mode: &str) -> fdo::Result<OwnedFd> {
        note(&self.asked, format!("logind: {what}, {mode}"));
        let (ours, theirs) = std::os::unix::net::UnixStream::pair().expect("sockets can be made");
        let asked = Arc::clone(&self.asked);
        std::thread::spawn(move || {
            let _ = std::io::Read::read(&mut &ours, &mut [0]);
            note(&asked, "logind: release".to_owned());
        });
        answer(self.mood, OwnedFd::from(std::os::fd::OwnedFd::from(theirs))).await
    }
}
