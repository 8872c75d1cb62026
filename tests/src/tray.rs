//! A tray on a test's bus: the watcher with which icons register, and a person who sees and uses
//! the icons.
//!
//! It follows the StatusNotifierItem specification and, for menus, `com.canonical.dbusmenu`.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use zbus::message::Header;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Structure, Value};
use zbus::{Connection, Proxy, interface};

use crate::bus::Bus;
use crate::wait::until;

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const ITEM: &str = "org.kde.StatusNotifierItem";
const MENU: &str = "com.canonical.dbusmenu";

/// The owner of an icon, and the icon's object there.
type Address = (String, String);

/// A tray that is shown.
#[derive(Debug)]
pub struct Tray {
    connection: Connection,
    registered: Arc<Mutex<Vec<Address>>>,
}

struct Watcher(Arc<Mutex<Vec<Address>>>);

// D-Bus passes arguments by value.
#[allow(clippy::needless_pass_by_value)]
#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, service: String, #[zbus(header)] header: Header<'_>) {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        let address = if service.starts_with('/') {
            (sender, service)
        } else {
            (service, "/StatusNotifierItem".to_owned())
        };
        self.0.lock().expect("not poisoned").push(address);
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        let registered = self.0.lock().expect("not poisoned");
        registered.iter().map(|(service, path)| format!("{service}{path}")).collect()
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

impl Tray {
    /// Shows a tray in the session of this bus.
    ///
    /// # Panics
    /// When the bus does not accept it.
    pub async fn show(bus: &Bus) -> Tray {
        let registered = Arc::default();
        let builder = zbus::connection::Builder::address(bus.address()).expect("a bus has an address");
        let builder = builder.serve_at("/StatusNotifierWatcher", Watcher(Arc::clone(&registered)));
        let builder = builder.and_then(|builder| builder.name(WATCHER));
        let connection = builder.expect("the names are right").build().await.expect("the bus takes it");
        Tray { connection, registered }
    }

    /// Waits for an icon, and returns it.
    ///
    /// # Panics
    /// When no icon appears.
    pub async fn icon(&self) -> Icon<'_> {
        let (service, path) = until("an icon is in the tray", async || {
            self.registered.lock().expect("not poisoned").last().cloned().ok_or("there is none")
        })
        .await;
        let item =
            Proxy::new(&self.connection, service.clone(), path, ITEM).await.expect("it has an address");
        Icon { tray: self, service, item }
    }
}

/// An icon in the tray.
#[derive(Debug)]
pub struct Icon<'a> {
    tray: &'a Tray,
    service: String,
    item: Proxy<'a>,
}

impl Icon<'_> {
    /// Waits until the icon shows this picture, a PNG.
    ///
    /// # Panics
    /// When it does not show it before the deadline.
    pub async fn until_picture(&self, png: &[u8]) {
        until("the icon shows the picture", async || self.shows(png).await).await;
    }

    /// Checks that the icon shows this picture now.
    ///
    /// # Errors
    /// When it shows another picture, which the error describes.
    ///
    /// # Panics
    /// When `png` is not a picture.
    pub async fn shows(&self, png: &[u8]) -> Result<(), String> {
        let wanted = pixels(png).expect("the picture is a PNG");
        let path = self.path().await?;
        let shown = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        if pixels(&shown).as_ref() == Some(&wanted) { Ok(()) } else { Err(path.display().to_string()) }
    }

    /// The path is read again each time, because nothing here listens for changes.
    async fn path(&self) -> Result<PathBuf, String> {
        let folder: String = self.property("IconThemePath").await?;
        let name: String = self.property("IconName").await?;
        let named = PathBuf::from(folder).join(name);
        Ok(if named.extension().is_some() { named } else { named.with_extension("png") })
    }

    async fn property<T: TryFrom<OwnedValue>>(&self, name: &str) -> Result<T, String> {
        let properties = Proxy::new(
            &self.tray.connection,
            self.service.clone(),
            self.item.path().to_owned(),
            "org.freedesktop.DBus.Properties",
        );
        let properties = properties.await.map_err(|error| error.to_string())?;
        let value: OwnedValue =
            properties.call("Get", &(ITEM, name)).await.map_err(|error| error.to_string())?;
        T::try_from(value).map_err(|_| format!("{name} is something else"))
    }

    /// Whether the icon asks to be visible.
    pub async fn is_shown(&self) -> bool {
        self.property::<String>("Status").await.is_ok_and(|status| status != "Passive")
    }

    /// Waits for an entry of its menu, and chooses it.
    ///
    /// # Panics
    /// When the menu has no such entry.
    pub async fn choose(&self, words: &str) {
        let menu = self.menu().await;
        let entry = until(&format!("the entry {words:?}"), async || {
            let entries = entries(&menu).await.map_err(|error| error.to_string())?;
            let found = entries.iter().find(|(_, its)| its == words).map(|(id, _)| *id);
            found.ok_or_else(|| format!("{entries:?}"))
        })
        .await;
        let chosen: zbus::Result<()> = menu.call("Event", &(entry, "clicked", Value::from(0), 0_u32)).await;
        chosen.expect("the menu takes it");
    }

    async fn menu(&self) -> Proxy<'_> {
        let path: OwnedObjectPath = until("the icon has a menu", async || self.property("Menu").await).await;
        let menu = Proxy::new(&self.tray.connection, self.service.clone(), path, MENU);
        menu.await.expect("it has an address")
    }
}

/// Returns the entries of a menu: their numbers and words.
async fn entries(menu: &Proxy<'_>) -> zbus::Result<Vec<(i32, String)>> {
    type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);
    let (_revision, (_id, _properties, children)): (u32, Layout) =
        menu.call("GetLayout", &(0_i32, 1_i32, Vec::<&str>::new())).await?;
    Ok(children.into_iter().filter_map(entry).collect())
}

fn entry(child: OwnedValue) -> Option<(i32, String)> {
    let child = Structure::try_from(child).ok()?;
    let [Value::I32(id), Value::Dict(properties), ..] = child.fields() else { return None };
    Some((*id, properties.get::<_, String>(&"label").ok()??))
}

fn pixels(png: &[u8]) -> Option<Vec<u8>> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut pixels).ok()?;
    pixels.truncate(frame.buffer_size());
    Some(pixels)
}
